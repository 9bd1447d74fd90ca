"""Parquet with typed columns, for DuckDB, polars, pandas: lists stay lists, zstd, a row group at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TextIO

from digestcli.forms.columns import Cells, schema, to_row
from digestcli.model import Entry
from digestcli.writers.base import Options, Writer, extra_module

_GROUP = 5000


def _groups(entries: Iterable[Entry]) -> Iterator[list[Cells]]:
    rest = iter(entries)
    while group := [to_row(entry) for entry in islice(rest, _GROUP)]:
        yield group


def _write(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:  # noqa: ARG001
    arrow = extra_module("pyarrow", "parquet", "parquet")
    parquet = extra_module("pyarrow.parquet", "parquet", "parquet")
    columns, count = schema(arrow), 0
    with parquet.ParquetWriter(stream.buffer, columns, compression="zstd") as writer:
        for group in _groups(entries):
            count += len(group)
            writer.write_table(arrow.Table.from_pylist(group, schema=columns))
    return count


WRITER = Writer(
    "parquet", "Parquet, typed columns, zstd", (".parquet",), _write, binary=True, extra="parquet"
)
