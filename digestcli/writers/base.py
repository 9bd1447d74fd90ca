"""What a writer is: entries in, text out, streaming."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

from digestcli.model import Entry
from digestcli.rows import COLUMNS


@dataclass(frozen=True, slots=True)
class Options:
    """How to write: which columns, for a spreadsheet or not, for eyes (`shown`) or for a file."""

    columns: Sequence[str] = COLUMNS
    excel: bool = False
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Writer:
    """One format: its name everywhere, a line for people, file suffixes, and its function.

    `write` consumes its entries one by one (constant memory) into a text stream opened with
    newline='' and returns how many there were; without entries it writes a valid empty file.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    write: Callable[[Iterable[Entry], TextIO, Options], int]
    uses: frozenset[str] = frozenset()
    """The fields of Options that a person may set for this format: 'columns', 'excel'."""
