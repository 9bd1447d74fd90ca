"""`digest backup`: a copy of the library."""

from __future__ import annotations

from typing import Annotated

import typer

from digestcli.cli.console import note
from digestcli.cli.options import as_text
from digestcli.config import library_path
from digestcli.ui import say


def run(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The copy.")],
    library: Annotated[
        str | None,
        typer.Option("--library", metavar="FILE", help="The library file (or set DIGEST_LIBRARY)."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite FILE.")] = False,
) -> None:
    """Copy the library to a file, whole and of one moment, also while others write to it.

    The copy is a library: read it with --library, or put it in the place of a lost one.
    Examples: digest backup ~/backup/library.db; digest list --library ~/backup/library.db
    """
    from digestcli.library.backup import backup

    size = backup(library_path(library), file, overwrite=force)
    note(say("{size} bytes in {file}", size=size, file=as_text(file)))
