"""`digest formats`: what can be read and written."""

from __future__ import annotations

from digestcli.cli.console import is_terminal, lines
from digestcli.readers import READERS
from digestcli.ui import text
from digestcli.writers import WRITERS
from digestcli.writers.base import Writer


def run() -> None:
    """List the formats that digest reads and those it writes.

    Examples: digest formats; digest formats | grep '^write'
    """
    tell = text if is_terminal() else str
    lines(f"read\t{reader.name}\t{tell(reader.title)}" for reader in READERS)
    lines(f"write\t{writer.name}\t{tell(writer.title)}{_options(writer)}" for writer in WRITERS)


def _options(writer: Writer) -> str:
    """Return the options of a format that have few values, in brackets."""
    found = " ".join(f"--{name} {'|'.join(values)}" for name, values in writer.takes if values)
    return f" ({found})" if found else ""
