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

from digestcli.documents.markdown.tables import Row
from digestcli.documents.markdown.topicjson import are_rows, held_by, read_rows
from digestcli.model import Issue
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.dates import find_date
from digestcli.text.regex import regex
from digestcli.text.visible import without_surrogates

_LISTS = ("articles", "papers", "entries", "data", "items", "results")
_LISTED = regex(r'"(?:articles|papers|data|items|results)"\s*:\s*\[\s*\{')  # mirrored in records.py
_GROUP = regex(r'"\s*:\s*\[\s*\{')
_OURS = '"identifiers"'
_TELLING = ('"AI"', '"abs"', '"summary"', '"pdf_url"', '"cate"', '"headline"', '"background_knowledge"')
_KEY = regex(r"[\w .-]{1,60}")
_FIRST_LINES = 4
_HEAD = 65_536
_DATED = regex(r'"(?:date|digest_date|day)"\s*:\s*"([^"]{6,30})"')

_ID = ("arxiv_id", "id", "arxivId", "paper_id")
_URL = ("abs", "url", "abs_url", "arxiv_url", "paper_url", "link", "entry_id")
_PDF = ("pdf", "pdf_url", "pdfUrl", "pdf_link", "url_pdf")
_CODE = ("code_url", "code", "github", "github_url", "githubRepo")
_CATEGORIES = ("categories", "cate", "category_label", "category", "primary_category")
_AUTHORS = ("authors", "author")
_DATE = ("published", "published_date", "publish_date", "publication_date", "publishedAt", "submitted")
_VENUE = ("journal_ref",)
_COMMENT = ("comment", "comments")
_PLACES = (_ID, _URL, _PDF, _CODE, _CATEGORIES, _AUTHORS, _DATE, _VENUE, _COMMENT)
_USED = frozenset(
    (*_ID[:2], *_URL[:2], *_PDF[:2], *_CODE[:3], *_CATEGORIES[:4], "authors", "comment", "AI", "paper")
)

_FIELDS: Mapping[str, tuple[str, str]] = {  # key -> (field, language the key states)
    "title": ("title", ""),
    "headline": ("title", ""),
    "title_translation": ("title", "zh"),
    "title_zh": ("title", "zh"),
    "title_cn": ("title", "zh"),
    "zh_title": ("title", "zh"),
    "abstract_zh": ("abstract", "zh"),
    "abstract_cn": ("abstract", "zh"),
    "tldr": ("tldr", ""),
    "tldr_zh": ("tldr", "zh"),
    "tldr_cn": ("tldr", "zh"),
    "motivation": ("motivation", ""),
    "method": ("method", ""),
    "result": ("result", ""),
    "conclusion": ("conclusion", ""),
    "summary": ("abstract", ""),
    "abstract": ("abstract", ""),
    "title_translated": ("title", "zh"),
    "translated_title": ("title", "zh"),
    "chinese_title": ("title", "zh"),
    "abstract_translated": ("abstract", "zh"),
    "translated_abstract": ("abstract", "zh"),
    "chinese_abstract": ("abstract", "zh"),
    "headline_zh": ("tldr", "zh"),
    "summary_zh": ("tldr", "zh"),
    "summary_cn": ("tldr", "zh"),
    "chinese_summary": ("tldr", "zh"),
    "one_sentence_summary": ("tldr", ""),
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
    if are_rows(head):
        return True
    if head.startswith("{") and '"title"' in head and _LISTED.search(head):
        return True
    return '"headline"' in head or ('"title"' in head and any(key in head for key in _TELLING))


def read(source: Source) -> Parsed:
    """Read one entry per object; a line that is no object is an Issue and loses nothing else."""
    if are_rows(source.text[:_HEAD]):
        return _read_rows(source.text)
    issues: list[Issue] = []
    entries: list[RawEntry] = []
    for line in _lines(source.text, issues):
        try:
            entries.append(_entry(line))
        except RecursionError:
            issues.append(Issue("malformed-json", "nested too deeply", line.number))
    return Parsed(tuple(entries), date=_date(source.text), issues=tuple(issues))


def _read_rows(text: str) -> Parsed:
    """Read the rows of daily tables, an entry each, under their topics."""
    try:
        kept, lost = read_rows(text)
    except (ValueError, RecursionError) as error:
        return Parsed((), issues=(Issue("malformed-json", f"not a JSON object: {error}"[:200], 1),))
    issues = [Issue("malformed-record", f"a row that is no paper: {row[:80]!r}", line) for line, row in lost]
    return Parsed(tuple(_row(*one) for one in kept), issues=tuple(issues))


def _row(topic: str, row: Row, line: int) -> RawEntry:
    fields = row.fields
    others = [item for item in fields.found if item.name not in ("authors", "pdf", "code", "date")]
    return RawEntry(
        line=line,
        category=topic,
        authors=fields.first("authors"),
        url=row.url,
        pdf=fields.first("pdf"),
        code=fields.first("code"),
        date=find_date(fields.first("date")) or "",
        fields=(
            RawField("title", row.title, line),
            *(RawField(item.name, item.text, line, item.language) for item in others),
        ),
    )


def _date(text: str) -> str:
    """Return the day that a document states before its list of papers."""
    head = text[:_HEAD] if text.lstrip().startswith("{") else ""
    listed = _LISTED.search(head) or _GROUP.search(head)
    stated = _DATED.search(head[: listed.start()]) if listed else None
    return (find_date(stated[1]) or "") if stated else ""


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
            yield from (_Line(number, one) for one in held_by(record) or [record])
        else:
            issues.append(Issue("malformed-json", "not a JSON object", number))


def _document(text: str) -> list[Mapping[str, object]] | None:
    """Return the objects of a single JSON document, or None where the text is JSON Lines."""
    first, _, rest = text.lstrip().partition("\n")
    alone = first.rstrip().endswith("}") or not rest
    if not first.startswith("[") and alone and not _LISTED.search(first[:_HEAD]):
        return None
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(document, dict):
        listed = next((document[key] for key in _LISTS if isinstance(document.get(key), list)), None)
        document = (held_by(document) or [document]) if listed is None else listed
    if not isinstance(document, list):
        return None
    return [record for record in document if isinstance(record, dict)]


def _entry(line: _Line) -> RawEntry:
    number, record = line
    paper = record.get("paper")
    if isinstance(paper, dict):  # what is said of a paper, around it
        record = {**record, **paper}
    ai = record.get("AI")
    taken = {next((key for key in place if record.get(key)), "") for place in _PLACES}
    rest = {key: value for key, value in record.items() if key not in taken and key not in _USED}
    fields = [*_fields(rest, _FIELDS, number)]
    if isinstance(ai, dict):
        fields.extend(_fields(ai, _AI_FIELDS, number))
    elif ai is not None:
        fields.append(RawField("tldr", _flat(ai), number))
    odd = sum(1 for key in record if not _KEY.fullmatch(key))
    categories = tuple(_categories(_first(record, _CATEGORIES)))
    authors = _first(record, _AUTHORS)
    return RawEntry(
        line=number,
        category=categories[0] if categories else "",
        categories=categories,
        authors=tuple(map(_name, authors)) if isinstance(authors, list) else _flat(authors),
        url=_flat(_first(record, _URL)) or _flat(_first(record, _ID)),
        pdf=_flat(_first(record, _PDF)),
        code=_flat(_first(record, _CODE)),
        venue=_flat(_first(record, _VENUE)),
        comment=_flat(_first(record, _COMMENT)),
        date=find_date(_flat(record.get("digest_date"))) or find_date(_flat(_first(record, _DATE))) or "",
        fields=tuple(fields),
        issues=(Issue("garbled-key", f"{odd} keys that are no names", number),) if odd else (),
    )


def _name(author: object) -> str:
    """Return the name of an author who may be an object with more than a name."""
    return _flat(author.get("name") or author) if isinstance(author, dict) else _flat(author)


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
            continue
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
