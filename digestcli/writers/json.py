r"""JSON and JSON Lines of the record (docs/data-model.md), Chinese as Chinese.

What a terminal would obey (C1 controls, bidirectional overrides) and what UTF-8 cannot hold (lone
surrogates) is escaped as \uXXXX, which changes nothing for whoever parses it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TextIO

from digestcli.model import Entry
from digestcli.record import to_record
from digestcli.writers.base import Options, Writer

_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]"
)


def dumps(value: object, *, indent: int | None = None) -> str:
    """Return `value` as JSON that is safe to print."""
    separators = (",", ":") if indent is None else None
    return _safe(json.dumps(value, ensure_ascii=False, indent=indent, separators=separators))


def _safe(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


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
        stream.write(_safe(record) + "\n")
    return count


WRITER = Writer("json", "A JSON array of records", (".json",), _write_json)
LINES = Writer(
    "jsonl", "JSON Lines, one record a line", (".jsonl", ".ndjson"), _write_lines, write_records=_pass_on
)
