"""YAML: a list of records that a person can read and edit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from digestcli.model import Entry
from digestcli.record import to_record
from digestcli.writers.base import Options, Writer


def _write(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:  # noqa: ARG001
    from digestcli.yamlio import dump

    count = 0
    for entry in entries:
        count += 1
        stream.write(dump([to_record(entry)]))
    if not count:
        stream.write("[]\n")
    return count


WRITER = Writer("yaml", "A YAML list of records", (".yaml", ".yml"), _write)
