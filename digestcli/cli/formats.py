"""`digest formats`: what can be read and written."""

from __future__ import annotations

from digestcli.cli.console import is_terminal, lines, terminal
from digestcli.readers import READERS
from digestcli.ui import messages, text
from digestcli.writers import WRITERS
from digestcli.writers.base import Writer

_HEADER = messages("use", "format", "about")
_READS, _WRITES = messages("reads", "writes")


def run() -> None:
    """List the formats that digest reads and those it writes.

    Examples: digest formats; digest formats | grep '^write'
    """
    if is_terminal():
        _print_table()
        return
    lines(f"read\t{reader.name}\t{reader.title}" for reader in READERS)
    lines(f"write\t{writer.name}\t{writer.title}{_options(writer)}" for writer in WRITERS)


def _print_table() -> None:
    from digestcli.render.table import print_table

    rows = [(text(_READS), reader.name, text(reader.title)) for reader in READERS]
    rows += [(text(_WRITES), writer.name, text(writer.title) + _options(writer)) for writer in WRITERS]
    print_table(terminal(), _HEADER, rows)


def _options(writer: Writer) -> str:
    """Return the options of a format that have few values, in brackets."""
    found = " ".join(f"--{name} {'|'.join(values)}" for name, values in writer.takes if values)
    return f" ({found})" if found else ""
