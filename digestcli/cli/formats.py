"""`digest formats`: what can be read and written."""

from __future__ import annotations

from digestcli.cli.console import lines
from digestcli.readers import READERS
from digestcli.writers import WRITERS


def run() -> None:
    """List the formats that digest reads and those it writes.

    Examples: digest formats
    """
    lines(f"read\t{reader.name}\t{reader.title}" for reader in READERS)
    lines(f"write\t{writer.name}\t{writer.title}" for writer in WRITERS)
