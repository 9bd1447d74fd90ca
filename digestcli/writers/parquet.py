"""Parquet with typed columns, for DuckDB, polars, pandas: lists stay lists, zstd, a row group at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from digestcli.model import TEXT_FIELDS, Entry
from digestcli.record import to_record
from digestcli.text.visible import without_surrogates
from digestcli.writers.base import Options, Writer, extra_module

if TYPE_CHECKING:
    from types import ModuleType

_GROUP = 5000
_PLAIN = ("id", "kind", "digest", "date", "category", "url", "venue", "comment", "script")


def _schema(arrow: ModuleType) -> object:
    """Return the columns: the record's names, texts by language, `day` a date where it is whole."""
    text, number = arrow.string(), arrow.int64()
    names = arrow.list_(text)
    reference = arrow.struct([("marker", text), ("title", text), ("url", text)])
    issue = arrow.struct([("code", text), ("message", text), ("line", number)])
    return arrow.schema([
        ("number", number),
        *((name, text) for name in _PLAIN),
        ("day", arrow.date32()),
        ("categories", names),
        ("category_zh", text),
        ("category_en", text),
        *((f"{name}_{tag}", text) for name in ("title", *TEXT_FIELDS) for tag in ("zh", "en")),
        ("authors", names),
        ("authors_complete", arrow.bool_()),
        ("arxiv", text),
        ("doi", text),
        ("pdf", text),
        ("code", text),
        ("extra", arrow.map_(text, text)),
        ("references", arrow.list_(reference)),
        ("issues", arrow.list_(issue)),
        ("source_file", text),
        ("source_line", number),
    ])  # fmt: skip


def _row(entry: Entry) -> dict[str, object]:
    record = to_record(entry)
    row: dict[str, object] = {"number": entry.number, "day": _day(entry.date)}
    row |= {name: getattr(entry, name) for name in _PLAIN}
    row |= {"categories": record["categories"], "authors": record["authors"]}
    row |= {"category_zh": entry.category_label.zh, "category_en": entry.category_label.en}
    for name in ("title", *TEXT_FIELDS):
        text = getattr(entry, name)
        row |= {f"{name}_zh": text.zh, f"{name}_en": text.en}
    row |= {
        "authors_complete": entry.authors_complete,
        "arxiv": entry.identifiers.get("arxiv"),
        "doi": entry.identifiers.get("doi"),
        "pdf": entry.pdf,
        "code": entry.code,
        "extra": list(entry.extra.items()),
        "references": [
            {"marker": one.marker, "title": one.title, "url": one.url} for one in entry.references
        ],
        "issues": record["issues"],
        "source_file": entry.source.file,
        "source_line": entry.source.lines[0],
    }
    return {name: _storable(value) for name, value in row.items()}


def _day(date: str | None) -> object:
    from datetime import date as calendar

    try:
        return calendar.fromisoformat(date) if date and len(date) == len("2026-01-22") else None
    except ValueError:
        return None


def _storable(value: object) -> object:
    """Return a value without lone surrogates, which UTF-8 cannot hold."""
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, list | tuple):
        some = [_storable(one) for one in value]
        return some if isinstance(value, list) else tuple(some)
    if isinstance(value, dict):
        return {name: _storable(one) for name, one in value.items()}
    return value


def _groups(entries: Iterable[Entry]) -> Iterator[list[dict[str, object]]]:
    rest = iter(entries)
    while group := [_row(entry) for entry in islice(rest, _GROUP)]:
        yield group


def _write(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:  # noqa: ARG001
    arrow = extra_module("pyarrow", "parquet", "parquet")
    parquet = extra_module("pyarrow.parquet", "parquet", "parquet")
    schema, count = _schema(arrow), 0
    with parquet.ParquetWriter(stream.buffer, schema, compression="zstd") as writer:
        for group in _groups(entries):
            count += len(group)
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))
    return count


WRITER = Writer(
    "parquet", "Parquet, typed columns, zstd", (".parquet",), _write, binary=True, extra="parquet"
)
