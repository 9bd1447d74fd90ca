"""An entry as a row of typed columns, and back: the schema of Parquet files and of the archive.

The columns are those of the record (record.py) made flat for DuckDB, polars and pandas: texts by
language in columns of their own, lists as lists, `day` a date. What has no column of its own (texts in
other languages, identifiers but arXiv's and DOIs) stands in maps, so that nothing is lost but lone
surrogates, which UTF-8 cannot hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from digestcli.model import TEXT_FIELDS, Entry, Origin, Reference, Text
from digestcli.record import issue_from
from digestcli.text.visible import without_surrogates

if TYPE_CHECKING:
    from types import ModuleType

Cells = dict[str, Any]
"""Column -> value, as pyarrow takes and gives them."""

_PLAIN = ("id", "kind", "digest", "date", "category", "url", "venue", "comment", "script", "pdf", "code")
_TEXTS = ("title", *TEXT_FIELDS)


def schema(arrow: ModuleType) -> Any:
    """Return the columns as a schema of pyarrow, which is handed in because it is an extra."""
    text, number = arrow.string(), arrow.int64()
    names, pairs = arrow.list_(text), arrow.map_(text, text)
    reference = arrow.struct([("marker", text), ("title", text), ("url", text), ("identifiers", pairs)])
    issue = arrow.struct([("code", text), ("message", text), ("line", number)])
    return arrow.schema([
        ("number", number),
        *((name, text) for name in _PLAIN),
        ("day", arrow.date32()),
        ("categories", names),
        ("category_zh", text),
        ("category_en", text),
        *((f"{name}_{tag}", text) for name in _TEXTS for tag in ("zh", "en")),
        ("other_texts", pairs),
        ("authors", names),
        ("authors_complete", arrow.bool_()),
        ("arxiv", text),
        ("doi", text),
        ("identifiers", pairs),
        ("extra", pairs),
        ("references", arrow.list_(reference)),
        ("issues", arrow.list_(issue)),
        ("source_file", text),
        ("source_line", number),
        ("source_end", number),
        ("reader", text),
    ])  # fmt: skip


def to_row(entry: Entry) -> Cells:
    """Return the cells of `entry`; `day` is empty where its date is not a whole day."""
    row: Cells = {name: getattr(entry, name) for name in _PLAIN}
    others: list[tuple[str, str]] = []
    for name, column in (("category_label", "category"), *((name, name) for name in _TEXTS)):
        text = getattr(entry, name)
        row |= {f"{column}_zh": text.zh, f"{column}_en": text.en}
        others.extend((f"{column}.{tag}", one) for tag, one in text.others)
    row |= {
        "number": entry.number,
        "day": _day(entry.date),
        "categories": list(entry.categories),
        "other_texts": others,
        "authors": list(entry.authors),
        "authors_complete": entry.authors_complete,
        "arxiv": entry.identifiers.get("arxiv"),
        "doi": entry.identifiers.get("doi"),
        "identifiers": list(entry.identifiers.items()),
        "extra": list(entry.extra.items()),
        "references": [
            one._asdict() | {"identifiers": [*one.identifiers.items()]} for one in entry.references
        ],
        "issues": [one._asdict() for one in entry.issues],
        "source_file": entry.source.file,
        "source_line": entry.source.lines[0],
        "source_end": entry.source.lines[1],
        "reader": entry.source.reader,
    }
    return {name: _storable(value) for name, value in row.items()}


def from_row(row: Mapping[str, Any]) -> Entry:
    """Return the entry of a row of these columns, as pyarrow gives it: the inverse of `to_row`."""
    others: dict[str, list[tuple[str, str]]] = {}
    for name, one in row["other_texts"]:
        column, _, tag = name.partition(".")
        others.setdefault(column, []).append((tag, one))

    def texts(column: str) -> Text:
        return Text(row[f"{column}_zh"], row[f"{column}_en"], tuple(others.get(column, ())))

    return Entry(
        **{name: row[name] for name in _PLAIN},
        number=row["number"],
        categories=tuple(row["categories"]),
        category_label=texts("category"),
        title=texts("title"),
        tldr=texts("tldr"),
        motivation=texts("motivation"),
        method=texts("method"),
        result=texts("result"),
        conclusion=texts("conclusion"),
        abstract=texts("abstract"),
        body=texts("body"),
        authors=tuple(row["authors"]),
        authors_complete=row["authors_complete"],
        identifiers=dict(row["identifiers"]),
        extra=dict(row["extra"]),
        references=tuple(_reference(one) for one in row["references"]),
        issues=tuple(map(issue_from, row["issues"])),
        source=Origin(row["source_file"], row["reader"], (row["source_line"], row["source_end"])),
    )


def _reference(cells: Cells) -> Reference:
    return Reference(cells["marker"], cells["title"], cells["url"], dict(cells["identifiers"]))


def _day(date: str | None) -> object:
    from datetime import date as calendar

    try:
        return calendar.fromisoformat(date) if date and len(date) == len("2026-01-22") else None
    except ValueError:
        return None


def _storable(value: object) -> object:
    """Return a value without lone surrogates."""
    if isinstance(value, str):
        return value if value.isascii() else without_surrogates(value)
    if isinstance(value, list | tuple):
        some = [_storable(one) for one in value]
        return some if isinstance(value, list) else tuple(some)
    if isinstance(value, dict):
        return {name: _storable(one) for name, one in value.items()}
    return value
