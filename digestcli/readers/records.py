"""Our own records as `digest export` writes them, and YAML or JSON digests written by hand.

JSON, JSON Lines, YAML and CSV. A complete record (record.py) is taken as it is; of one written by
hand only `title` is required. Values stay text: `2601.14300` is an identifier, never a number.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping

from digestcli.errors import MalformedRecords
from digestcli.model import TEXT_FIELDS, Entry, Issue, Reference
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.record import Record, from_record
from digestcli.rows import from_row
from digestcli.text.dates import find_date
from digestcli.text.regex import regex
from digestcli.text.visible import without_surrogates
from digestcli.ui import reason, say

_FOREIGN = ('"AI"', '"abs"', '"summary"', '"pdf_url"', '"cate"', '"headline"', '"background_knowledge"')
_LISTED = regex(r'"(?:articles|papers|data|items|results)"\s*:\s*\[\s*\{')  # mirrored in arxiv_jsonl.py
_BIBLIOGRAPHIC = ("url", "pdf", "code", "venue", "comment", "date", "kind")
_CSV_HEADER = regex(r'"?[a-z_]+"?(?:[,\t]"?[a-z_]+"?)*\s*')
_CSV_TITLE = regex(r"\b(?:title|title_en|title_zh)\b")
_DIRECTIVES = regex(r"\A(?:%[^\n]*\n)+")
_PREFIX = regex(r"\s*(?:arxiv|doi)\s*:\s*|\s*https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_ARXIV = regex(r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?")
_DOI = regex(r"10\.\d{4,9}/")
_ISO = regex(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")
_HANDLED = frozenset(
    (
        "title", "authors", "number", "id", "arxiv", "doi", "category", "categories", "category_label",
        "references", "links", "extra", "identifiers", *_BIBLIOGRAPHIC, *TEXT_FIELDS,
    )
)  # fmt: skip

_KEY = regex(r"[A-Za-z_]+ *:(?: |$)")
_FRONT_MATTER = regex(r"^---$\s*\S", re.M)
_ENTRY = regex(r"^(?:- | {2,})[\"']?(?:title|id)[\"']? *:", re.M)
_ENTRIES = regex(r"^entries *:", re.M)


def sniff(text: str) -> bool:
    """Claim our own records in JSON, JSON Lines, YAML and CSV, and lists of entries by hand."""
    head = text.lstrip()
    ours = '"identifiers"' in head
    if head.startswith(("{", "[")):
        listed = head.startswith("{") and _LISTED.search(head) is not None
        by_hand = '"title"' in head and not listed and not any(key in head for key in _FOREIGN)
        return ours or by_hand or re.fullmatch(r"\[\s*\]\s*", head) is not None
    return _is_csv(head) or _is_yaml(head) or (ours and _begins_damaged(head))


def _begins_damaged(head: str) -> bool:
    """Tell JSON Lines of which the first line is damaged."""
    return head.partition("\n")[2].startswith('{"')


def _is_csv(head: str) -> bool:
    header = head.split("\n", 1)[0]
    return _CSV_HEADER.fullmatch(header) is not None and _CSV_TITLE.search(header) is not None


def _is_yaml(head: str) -> bool:
    """Tell YAML from the front matter of a Markdown page, and entries from other lists."""
    lines = (line for line in head.split("\n") if line.strip() and not line.startswith(("#", "---", "%")))
    first = next(lines, "")
    if first.startswith("- "):
        entries = _ENTRY
    elif _KEY.match(first):
        entries = _ENTRIES
    else:
        return False
    front_matter = _FRONT_MATTER.search(_DIRECTIVES.sub("", head)[3:])
    return front_matter is None and entries.search(head) is not None


def read(source: Source) -> Parsed:
    """Read records; raises MalformedRecords where the file as a whole does not parse."""
    issues: list[Issue] = []
    head: Mapping[str, object] = {}
    items = _items(source, issues)
    if len(items) == 1 and isinstance(items[0][1], Mapping) and "entries" in items[0][1]:
        head = items[0][1]
        entries = head["entries"] or []
        if not isinstance(entries, list):
            raise MalformedRecords(say("{name}: `entries` is not a list", name=source.name))
        items = [(getattr(item, "line", 0), item) for item in entries]
    read_entries = tuple(entry for line, item in items for entry in _entry(item, line, issues))
    date = _date(head.get("date"), 1, issues)
    return Parsed(read_entries, date=date, title=_text(head.get("title")), issues=tuple(issues))


def _items(source: Source, issues: list[Issue]) -> list[tuple[int, object]]:
    """Return (line, value) of each record in the file, whatever it is written in."""
    head = source.text.lstrip()
    if not head.startswith(("{", "[")) and not _begins_damaged(head):
        return _rows(source, issues) if _is_csv(head) else _yaml(source)
    try:
        whole = _json(source.text)
    except (ValueError, RecursionError) as error:
        if head.startswith("["):
            raise MalformedRecords(
                say("{name}: not JSON: {problem}", name=source.name, problem=reason(error))
            ) from None
        return list(_json_lines(source.text, issues))
    return [(1, item) for item in whole] if isinstance(whole, list) else [(1, whole)]


def _json(text: str) -> object:
    """Parse JSON; lone surrogates, which only an escape can make, become U+FFFD."""
    value: object = json.loads(text)
    return _encodable(value) if "\\ud" in text or "\\uD" in text else value


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    if isinstance(value, dict):
        return {without_surrogates(key): _encodable(item) for key, item in value.items()}
    return value


def _yaml(source: Source) -> list[tuple[int, object]]:
    from digestcli import yamlio  # yaml costs 15 ms

    whole = yamlio.load(source.text, source.name)
    if isinstance(whole, Mapping) and isinstance(whole.get("entries"), list):
        return [(1, {**whole, "entries": [yamlio.typed(item) for item in whole["entries"]]})]
    items = [yamlio.typed(item) for item in (whole if isinstance(whole, list) else [whole])]
    return [(getattr(item, "line", 0), item) for item in items]


def _rows(source: Source, issues: list[Issue]) -> list[tuple[int, object]]:
    """Return (line, record) of each row; a row begins on the line after the one before it ended."""
    csv.field_size_limit(2**31 - 1)  # the largest that every platform takes; abstracts have no limit
    delimiter = "\t" if "\t" in source.text.split("\n", 1)[0] else ","
    rows = csv.DictReader(io.StringIO(source.text, newline=""), delimiter=delimiter, restval="")
    found: list[tuple[int, object]] = []
    line = 1
    try:
        for row in rows:
            more = row.pop(None, None)  # cells beyond the header
            if more:
                issues.append(Issue("extra-cells", f"{len(more)} cells more than the header has", line + 1))
            found.append((line + 1, from_row({name: cell for name, cell in row.items() if name})))
            line = rows.line_num
    except csv.Error as error:
        raise MalformedRecords(
            say(
                "{name}, line {line}: not CSV: {problem}",
                name=source.name,
                line=line + 1,
                problem=reason(error),
            )
        ) from None
    return found


def _json_lines(text: str, issues: list[Issue]) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, _json(line)
            except (ValueError, RecursionError) as error:
                issues.append(Issue("malformed-json", f"not a JSON object: {error}"[:200], number))


def _entry(item: object, line: int, issues: list[Issue]) -> Iterator[RawEntry | Entry]:
    if not isinstance(item, Mapping):
        what = f"{item[:40]!r}" if isinstance(item, str) else type(item).__name__
        issues.append(Issue("malformed-record", f"an entry is an object, not {what}", line))
        return
    try:
        yield from_record(item)
    except (KeyError, TypeError, ValueError):
        yield _by_hand(item, line)


def _date(value: object, line: int, issues: list[Issue]) -> str:
    """Return a date in ISO 8601 (a day, a month or a year); what is none is an Issue."""
    printed = _text(value).strip()
    date = printed if _ISO.fullmatch(printed) else find_date(printed)
    if printed and not date:
        issues.append(Issue("bad-date", f"no date: {printed[:40]!r}", line))
    return date or ""


def _by_hand(item: Record | Mapping[str, object], line: int) -> RawEntry:
    """Read what a person wrote: any subset of the record's keys, texts plain or by language."""
    links, identifiers = _mapping(item.get("links")), _mapping(item.get("identifiers"))
    issues: list[Issue] = []
    given = {name: _text(item.get(name)) for name in _BIBLIOGRAPHIC}
    number = _text(item.get("number"))
    named = {
        name: _PREFIX.sub("", _text(item.get(name) or identifiers.get(name))).strip()
        for name in ("arxiv", "doi")
    }
    identifier = _PREFIX.sub("", _text(item.get("id"))).strip()
    if _ARXIV.fullmatch(identifier) or _DOI.match(identifier):
        kind = "doi" if _DOI.match(identifier) else "arxiv"
        named[kind] = named[kind] or identifier
    authors = item.get("authors")
    labels = _mapping(item.get("category_label"))
    categories = item.get("categories")
    return RawEntry(
        line=line,
        number=int(number) if re.fullmatch(r"[0-9]{1,9}", number) else None,
        kind=given["kind"] or "paper",
        category=_text(item.get("category")),
        categories=tuple(map(_text, categories)) if isinstance(categories, list) else (),
        category_label=tuple((tag, _text(label)) for tag, label in labels.items() if label),
        authors=tuple(map(_text, authors)) if isinstance(authors, list) else _text(authors),
        url=given["url"] or named["arxiv"] or (named["doi"] and f"https://doi.org/{named['doi']}"),
        pdf=given["pdf"] or _text(links.get("pdf")),
        code=given["code"] or _text(links.get("code")),
        venue=given["venue"],
        comment=given["comment"],
        date=_date(given["date"], line, issues),
        fields=(*_fields(item, line), *(RawField(name, text, line) for name, text in named.items() if text)),
        references=tuple(_references(item.get("references"))),
        issues=tuple(issues),
    )


def _fields(item: Mapping[str, object], line: int) -> Iterator[RawField]:
    for name in ("title", *TEXT_FIELDS):
        value = item.get(name)
        if isinstance(value, Mapping):
            yield from (RawField(name, _text(text), line, str(tag)) for tag, text in value.items() if text)
        elif value is not None:
            yield RawField(name, _text(value), line)
    extra = {**_mapping(item.get("extra")), **{key: item[key] for key in item if key not in _HANDLED}}
    for name, value in extra.items():
        if value is not None:
            yield RawField(str(name), _text(value), line)


def _references(value: object) -> Iterator[Reference]:
    for index, item in enumerate(value if isinstance(value, list) else [], 1):
        if isinstance(item, Mapping):
            marker = _text(item.get("marker")) or str(index)
            yield Reference(marker, _text(item.get("title")) or None, _text(item.get("url")) or None)
        else:
            yield Reference(str(index), None, _text(item) or None)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    """Return a scalar as text and a flat list joined by '; '; anything deeper is left out."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "; ".join(_text(item) for item in value if not isinstance(item, (list, Mapping)))
    return "" if value is None or isinstance(value, Mapping) else str(value)


READER = Reader(
    "records", "Entries that digest wrote (JSON, JSON Lines, YAML, CSV), or YAML by hand", sniff, read
)
