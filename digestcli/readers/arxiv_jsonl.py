"""JSON Lines of the daily arXiv projects: raw listings and AI-enhanced ones, all key variants.

One object a line. Keys of the forks are mapped by tables, not by one branch a project; a key that
no table names is kept in `Entry.extra`. A single JSON document that holds a list of such objects
is read the same way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from digestcli.model import Issue
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.dates import find_date
from digestcli.text.visible import without_surrogates

_LISTS = ("articles", "papers", "entries", "data", "items")
_OURS = '"identifiers"'
_TELLING = ('"AI"', '"abs"', '"summary"', '"pdf_url"', '"cate"', '"headline"', '"background_knowledge"')
_KEY = re.compile(r"[\w .-]{1,60}")
_FIRST_LINES = 4

_ID = ("arxiv_id", "id")
_URL = ("abs", "url")
_PDF = ("pdf", "pdf_url")
_CODE = ("code_url", "code", "github")
_CATEGORIES = ("categories", "cate", "category_label", "category")
_USED = frozenset((*_ID, *_URL, *_PDF, *_CODE, *_CATEGORIES, "authors", "comment", "AI"))

_FIELDS: Mapping[str, tuple[str, str]] = {  # key -> (field, language the key states)
    "title": ("title", ""),
    "headline": ("title", ""),
    "title_translation": ("title", "zh"),
    "title_zh": ("title", "zh"),
    "summary": ("abstract", ""),
    "abstract": ("abstract", ""),
    "hook": ("tldr", ""),
    "toc_summary": ("tldr", ""),
}
_AI_FIELDS: Mapping[str, tuple[str, str]] = {
    "tldr": ("tldr", ""),
    "motivation": ("motivation", ""),
    "method": ("method", ""),
    "methods": ("method", ""),
    "result": ("result", ""),
    "results": ("result", ""),
    "conclusion": ("conclusion", ""),
    "title_translation": ("title", "zh"),
    "translation": ("abstract", "zh"),
    "abstract_translation": ("abstract", "zh"),
    "summary": ("ai_summary", ""),
    "comments": ("ai_comment", ""),
}


class _Line(NamedTuple):
    number: int
    record: Mapping[str, object]


def sniff(text: str) -> bool:
    """Claim JSON objects with the keys of these projects, and not those of our own records."""
    head = text.lstrip()
    begun = head.startswith(("{", "[")) or any(
        line.startswith('{"') for line in head.split("\n", _FIRST_LINES)[:_FIRST_LINES]
    )  # one damaged line at the top shall not lose the file
    if not begun or _OURS in head:
        return False
    return '"headline"' in head or ('"title"' in head and any(key in head for key in _TELLING))


def read(source: Source) -> Parsed:
    """Read one entry per object; a line that is no object is an Issue and loses nothing else."""
    issues: list[Issue] = []
    entries: list[RawEntry] = []
    for line in _lines(source.text, issues):
        try:
            entries.append(_entry(line))
        except RecursionError:
            issues.append(Issue("malformed-json", "nested too deeply", line.number))
    return Parsed(tuple(entries), issues=tuple(issues))


def _lines(text: str, issues: list[Issue]) -> Iterator[_Line]:
    whole = _document(text)
    if whole is not None:
        yield from (_Line(1, record) for record in whole)
        return
    for number, line in enumerate(text.split("\n"), 1):  # str.splitlines() also splits at FF and CR
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            issues.append(Issue("malformed-json", f"not a JSON object: {error}"[:200], number))
            continue
        if isinstance(record, dict):
            yield _Line(number, record)
        else:
            issues.append(Issue("malformed-json", "not a JSON object", number))


def _document(text: str) -> list[Mapping[str, object]] | None:
    """Return the objects of a single JSON document, or None where the text is JSON Lines."""
    first, _, rest = text.lstrip().partition("\n")
    if not first.startswith("[") and (first.rstrip().endswith("}") or not rest):
        return None
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(document, dict):
        document = next((document[key] for key in _LISTS if isinstance(document.get(key), list)), [document])
    if not isinstance(document, list):
        return None
    return [record for record in document if isinstance(record, dict)]


def _entry(line: _Line) -> RawEntry:
    number, record = line
    ai = record.get("AI")
    fields = [*_fields(record, _FIELDS, number)]
    if isinstance(ai, dict):
        fields.extend(_fields(ai, _AI_FIELDS, number))
    elif ai is not None:
        fields.append(RawField("tldr", _flat(ai), number))
    odd = sum(1 for key in record if not _KEY.fullmatch(key))
    categories = tuple(_categories(_first(record, _CATEGORIES)))
    authors = record.get("authors")
    return RawEntry(
        line=number,
        category=categories[0] if categories else "",
        categories=categories,
        authors=tuple(map(_flat, authors)) if isinstance(authors, list) else _flat(authors),
        url=_flat(_first(record, _URL)) or _flat(_first(record, _ID)),
        pdf=_flat(_first(record, _PDF)),
        code=_flat(_first(record, _CODE)),
        comment=_flat(record.get("comment")),
        date=find_date(_flat(record.get("digest_date"))) or "",
        fields=tuple(fields),
        issues=(Issue("garbled-key", f"{odd} keys that are no names", number),) if odd else (),
    )


def _first(record: Mapping[str, object], keys: tuple[str, ...]) -> object:
    return next((record[key] for key in keys if record.get(key)), None)


def _fields(
    record: Mapping[str, object], table: Mapping[str, tuple[str, str]], line: int
) -> Iterator[RawField]:
    """Yield the texts that `table` names, then the rest under their own names."""
    for key, value in record.items():
        if key in table:
            name, language = table[key]
            yield RawField(name, "None" if value is None else _flat(value), line, language)
        elif table is _AI_FIELDS or key not in _USED:
            text = _flat(value)
            if text:
                yield RawField(key if _KEY.fullmatch(key) else "garbled", text, line)


def _categories(value: object) -> Iterable[str]:
    """Split a printed line of codes; a list is taken as it is, since its items hold commas."""
    if isinstance(value, list):
        return [_flat(item) for item in value]
    return [name for name in re.split(r"(?<!\s)\s+/\s+|[,;、]\s*", _flat(value)) if name]


def _flat(value: object) -> str:
    """Return any JSON value as text: lists joined by '; ', objects as JSON."""
    if isinstance(value, str):
        return value if value.isascii() else without_surrogates(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(_flat(item) for item in value)
    return without_surrogates(json.dumps(value, ensure_ascii=False))


READER = Reader("arxiv-jsonl", "JSON Lines of daily arXiv digests, raw or with AI summaries", sniff, read)
