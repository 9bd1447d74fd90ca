"""JSON and JSON Lines of the record (docs/data-model.md), Chinese as Chinese, safe to print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from digestcli.model import Entry
from digestcli.record import to_record
from digestcli.text.safejson import dumps as dumps
from digestcli.text.safejson import safe
from digestcli.writers.base import Options, Writer


def _write_json(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:  # noqa: ARG001
    count = 0
    for count, entry in enumerate(entries, 1):
        stream.write("[\n" if count == 1 else ",\n")
        stream.write(dumps(to_record(entry), indent=1))
    stream.write("\n]\n" if count else "[]\n")
    return count


def _write_lines(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:  # noqa: ARG001
    count = 0
    for entry in entries:
        count += 1
        stream.write(dumps(to_record(entry)) + "\n")
    return count


def _pass_on(records: Iterable[str], stream: TextIO, options: Options) -> int:  # noqa: ARG001
    count = 0
    for record in records:
        count += 1
        stream.write(safe(record) + "\n")
    return count


WRITER = Writer("json", "A JSON array of records", (".json",), _write_json)
LINES = Writer(
    "jsonl", "JSON Lines, one record a line", (".jsonl", ".ndjson"), _write_lines, write_records=_pass_on
)
