"""An entry as the plain record that is stored, printed and exported, and back (digest-entry/1).

The record is described field by field in docs/data-model.md; every key is always there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from digestcli.model import NO_TEXT, TEXT_FIELDS, Entry, Issue, Origin, Reference, Text

Record = dict[str, object]
"""Anything that may be a record."""

Texts = dict[str, "str | None"]
"""Language -> text; `zh` and `en` are always there."""


class SourceRecord(TypedDict):
    """Where an entry was read."""

    file: str
    reader: str
    lines: list[int]


class EntryRecord(TypedDict):
    """The record of an entry, complete."""

    id: str
    number: int
    kind: str
    digest: str
    date: str | None
    category: str
    categories: list[str]
    category_label: Texts
    title: Texts
    authors: list[str]
    authors_complete: bool
    url: str | None
    identifiers: dict[str, str]
    venue: str | None
    comment: str | None
    links: dict[str, str | None]
    tldr: Texts
    motivation: Texts
    method: Texts
    result: Texts
    conclusion: Texts
    abstract: Texts
    body: Texts
    extra: dict[str, str]
    references: list[Record]
    script: str | None
    source: SourceRecord
    issues: list[Record]


_LARGEST = 2**63 - 1  # what a database can hold


def to_record(entry: Entry) -> EntryRecord:
    """Return the record of `entry`: JSON types only."""
    return {
        "id": entry.id,
        "number": entry.number,
        "kind": entry.kind,
        "digest": entry.digest,
        "date": entry.date,
        "category": entry.category,
        "categories": list(entry.categories),
        "category_label": text_record(entry.category_label),
        "title": text_record(entry.title),
        "authors": list(entry.authors),
        "authors_complete": entry.authors_complete,
        "url": entry.url,
        "identifiers": dict(entry.identifiers),
        "venue": entry.venue,
        "comment": entry.comment,
        "links": {"pdf": entry.pdf, "code": entry.code},
        "tldr": text_record(entry.tldr),
        "motivation": text_record(entry.motivation),
        "method": text_record(entry.method),
        "result": text_record(entry.result),
        "conclusion": text_record(entry.conclusion),
        "abstract": text_record(entry.abstract),
        "body": text_record(entry.body),
        "extra": dict(entry.extra),
        "references": [
            {"marker": ref.marker, "title": ref.title, "url": ref.url, "identifiers": dict(ref.identifiers)}
            for ref in entry.references
        ],
        "script": entry.script,
        "source": {
            "file": entry.source.file,
            "reader": entry.source.reader,
            "lines": list(entry.source.lines),
        },
        "issues": [issue_record(issue) for issue in entry.issues],
    }


def text_record(text: Text) -> Texts:
    """Return the texts by language."""
    record: Texts = {"zh": text.zh, "en": text.en}
    record.update(text.others)
    return record


def issue_record(issue: Issue) -> Record:
    """Return the record of an issue."""
    return {"code": issue.code, "message": issue.message, "line": issue.line}


def from_record(record: Mapping[str, object]) -> Entry:
    """Return the entry of a complete record: the inverse of `to_record`.

    Raises KeyError, TypeError or ValueError where a key is missing or has another shape.
    """
    links, source = _mapping(record["links"]), _mapping(record["source"])
    first, last = _sequence(source["lines"])
    return Entry(
        id=_string(record["id"]),
        number=_integer(record["number"]),
        kind=_string(record["kind"]),
        digest=_string(record["digest"]),
        date=_optional(record["date"]),
        category=_string(record["category"]),
        categories=tuple(_string(item) for item in _sequence(record["categories"])),
        category_label=_text(record["category_label"]),
        title=_text(record["title"]),
        authors=tuple(_string(item) for item in _sequence(record["authors"])),
        authors_complete=bool(record["authors_complete"]),
        url=_optional(record["url"]),
        identifiers={key: _string(item) for key, item in _mapping(record["identifiers"]).items()},
        venue=_optional(record["venue"]),
        comment=_optional(record["comment"]),
        pdf=_optional(links["pdf"]),
        code=_optional(links["code"]),
        **{name: _text(record[name]) for name in TEXT_FIELDS},
        extra={key: _string(item) for key, item in _mapping(record["extra"]).items()},
        references=tuple(_reference(item) for item in _sequence(record["references"])),
        script=_optional(record["script"]),
        source=Origin(_string(source["file"]), _string(source["reader"]), (_integer(first), _integer(last))),
        issues=tuple(issue_from(item) for item in _sequence(record["issues"])),
    )


def issue_from(item: object) -> Issue:
    """Return the issue of its record."""
    record = _mapping(item)
    return Issue(_string(record["code"]), _string(record["message"]), _integer(record["line"]))


def _reference(item: object) -> Reference:
    record = _mapping(item)
    identifiers = {key: _string(value) for key, value in _mapping(record["identifiers"]).items()}
    return Reference(
        _string(record["marker"]), _optional(record["title"]), _optional(record["url"]), identifiers
    )


def _text(item: object) -> Text:
    record = _mapping(item)
    if len(record) == 2 and not (record["zh"] or record["en"]):
        return NO_TEXT
    return Text.of({language: _optional(text) for language, text in record.items()})


def _mapping(item: object) -> Mapping[str, object]:
    if not isinstance(item, Mapping):
        raise TypeError(f"expected an object, not {type(item).__name__}")
    return item


def _sequence(item: object) -> list[object]:
    if not isinstance(item, list):
        raise TypeError(f"expected a list, not {type(item).__name__}")
    return item


def _string(item: object) -> str:
    if not isinstance(item, str):
        raise TypeError(f"expected a text, not {type(item).__name__}")
    return item


def _optional(item: object) -> str | None:
    return None if item is None else _string(item)


def _integer(item: object) -> int:
    if not isinstance(item, int) or not -_LARGEST <= item <= _LARGEST:
        raise TypeError(f"expected a whole number, not {type(item).__name__}")
    return item
