"""CSV (RFC 4180: CRLF, quotes where needed) and TSV, one row an entry.

`--excel` adds the byte order mark that Excel needs to see UTF-8, and guards cells that a
spreadsheet would take for a formula (OWASP: CSV injection) by a leading apostrophe.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from typing import TextIO

from digestcli.model import Entry
from digestcli.rows import to_row
from digestcli.text.visible import visible
from digestcli.writers.base import Options, Writer

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # full width: in CJK locales


def _write(entries: Iterable[Entry], stream: TextIO, options: Options, delimiter: str) -> int:
    if options.excel:
        stream.write("\ufeff")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(options.columns)
    change = _change(options)
    count = 0
    for entry in entries:
        count += 1
        row = to_row(entry, options.columns)
        writer.writerow(map(change, row) if change else row)
    return count


def _change(options: Options) -> Callable[[str], str] | None:
    if options.excel:
        return lambda cell: "'" + visible(cell) if cell.startswith(_FORMULA) else visible(cell)
    return visible if options.shown else None


def _write_csv(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:
    return _write(entries, stream, options, ",")


def _write_tsv(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:
    return _write(entries, stream, options, "\t")


_USES = frozenset(("columns", "excel"))
WRITER = Writer("csv", "Comma-separated values, RFC 4180", (".csv",), _write_csv, _USES)
TSV = Writer("tsv", "Tab-separated values", (".tsv", ".tab"), _write_tsv, _USES)
