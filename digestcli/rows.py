"""An entry as a flat row of texts, and back: the columns of CSV and TSV, and of tables.

A row loses what has no column (references, extra texts, issues, further languages).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import itemgetter

from digestcli.model import TEXT_FIELDS, Entry
from digestcli.record import EntryRecord, Record, Texts, to_record

COLUMNS = (
    "number", "id", "kind", "digest", "date", "category", "categories", "title_en", "title_zh", "authors",
    "url", "arxiv", "doi", "venue", "comment",
    *(f"{name}_{language}" for name in TEXT_FIELDS for language in ("zh", "en")),
    "script", "source_file", "source_line",
)  # fmt: skip
_MORE = "et al."
LIST_COLUMNS = ("number", "id", "category", "title", "authors", "date", "tldr")

Cell = Callable[[EntryRecord], object]

_SPECIAL: Mapping[str, Cell] = {
    "categories": lambda record: _join(record["categories"]),
    "authors": lambda record: _join(
        record["authors"] if record["authors_complete"] else [*record["authors"], _MORE]
    ),
    "arxiv": lambda record: record["identifiers"].get("arxiv"),
    "doi": lambda record: record["identifiers"].get("doi"),
    "source_file": lambda record: record["source"]["file"],
    "source_line": lambda record: record["source"]["lines"][0],
    "title": lambda record: _first(record["title"], "en", "zh"),
    "pdf": lambda record: record["links"]["pdf"],
    "code": lambda record: record["links"]["code"],
}
MORE_COLUMNS = ("title", *TEXT_FIELDS, "pdf", "code")
"""Columns that --columns knows besides: a text in whichever language there is, and links."""

_PLAIN = frozenset(
    ("number", "id", "kind", "digest", "date", "category", "url", "venue", "comment", "script")
)
_TEXTS = frozenset(f"{name}_{tag}" for name in ("title", *TEXT_FIELDS) for tag in ("zh", "en"))


def is_column(name: str) -> bool:
    """Tell whether `name` can be asked for with --columns."""
    return name in _SPECIAL or name in _PLAIN or name in _TEXTS or name in TEXT_FIELDS


def to_row(entry: Entry, columns: Sequence[str] = COLUMNS) -> list[str]:
    """Return the cells of `entry`; what is absent is ''."""
    return row_maker(tuple(columns))(to_record(entry))


@cache
def row_maker(columns: tuple[str, ...]) -> Callable[[EntryRecord], list[str]]:
    """Return the function that makes the cells of these columns from a record."""
    cells = [_cell(name) for name in columns]

    def row(record: EntryRecord) -> list[str]:
        values = [cell(record) for cell in cells]
        return ["" if value is None else str(value) for value in values]

    return row


def _cell(name: str) -> Cell:
    if name in _SPECIAL:
        return _SPECIAL[name]
    if name in _PLAIN:
        return itemgetter(name)
    if name in TEXT_FIELDS:
        texts = itemgetter(name)
        return lambda record: _first(texts(record), "zh", "en")
    field, _, language = name.rpartition("_")
    texts, text = itemgetter(field), itemgetter(language)
    return lambda record: text(texts(record))


def _first(texts: Texts, *languages: str) -> str:
    found = (texts.get(tag) for tag in (*languages, *texts))
    return next((text for text in found if text), "")


def _join(names: Sequence[str]) -> str:
    """Join with '; '; an item keeps whole because its own '; ' loses the blank."""
    return "; ".join(name.replace("; ", ";") for name in names)


def from_row(row: Mapping[str, str]) -> Record:
    """Return the record of a row: complete when all COLUMNS are there, else what it has."""
    record: Record = {name: row[name] or None for name in _PLAIN if name in row}
    for field in ("title", *TEXT_FIELDS):
        tags = [tag for tag in ("zh", "en") if f"{field}_{tag}" in row]
        if tags:
            texts: dict[str, str | None] = {"zh": None, "en": None}
            texts.update({tag: row[f"{field}_{tag}"] or None for tag in tags})
            record[field] = texts
        elif row.get(field):
            record[field] = row[field]
    authors = row.get("authors", "").split("; ") if row.get("authors") else []
    record["authors"] = [name for name in authors if name != _MORE]
    record["categories"] = row.get("categories", "").split("; ") if row.get("categories") else []
    record["identifiers"] = {name: row[name] for name in ("arxiv", "doi") if row.get(name)}
    record["category"] = record.get("category") or ""
    if set(COLUMNS) <= set(row):
        line, number = _whole(row["source_line"]) or 0, _whole(row["number"])
        record |= {
            "number": row["number"] if number is None else number,
            "authors_complete": _MORE not in authors,
            "category_label": {"zh": None, "en": None},
            "links": {"pdf": None, "code": None},
            "extra": {},
            "references": [],
            "source": {"file": row["source_file"], "reader": "records", "lines": [line, line]},
            "issues": [],
        }
    return record


def _whole(cell: str) -> int | None:
    """Return the number in a cell; Python refuses to read one of thousands of digits."""
    return int(cell) if cell.isdecimal() and len(cell) < 19 else None
