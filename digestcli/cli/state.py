"""`digest state`: what you did with papers, out of a library and into another."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from digestcli.cli.console import note, out
from digestcli.cli.marking import LibraryFile, changed
from digestcli.config import library_path
from digestcli.errors import UsageError
from digestcli.library import exchange
from digestcli.library.store import Library
from digestcli.ui import counted, say
from digestcli.writers.json import dumps


def run(
    action: Annotated[
        Literal["export", "import"], typer.Argument(metavar="export|import", help="Which way.")
    ],
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="The file to import; - is stdin.", show_default=False),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Export into this file.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
    library: LibraryFile = None,
) -> None:
    """Export what you did with papers (read, starred, tags, notes) as JSON Lines, or import it.

    An import merges: the later mark wins, tags are united, and papers of no digest yet are kept until
    one brings them. Examples: digest state export -o state.jsonl; digest state import state.jsonl
    """
    if action == "export":
        if file:
            raise UsageError(say("state export takes no FILE"), say("write it with -o {file}", file=file))
        _export(library, None if output == "-" else output, overwrite=force)
    elif file and not output and not force:
        _import(library, file)
    else:
        raise UsageError(say("state import takes one FILE and nothing else"), say("- is stdin"))


def _export(path: str | None, output: str | None, *, overwrite: bool) -> None:
    with Library(library_path(path)) as library:
        texts = [dumps(record) + "\n" for record in exchange.exported(library.connection)]
    if output is None:
        out("".join(texts))
        return
    from digestcli.output import write_whole

    write_whole(output, lambda stream: stream.write("".join(texts)), overwrite=overwrite)
    note(say("{what} in {path}", what=counted(len(texts), "paper"), path=output))


def _import(path: str | None, file: str) -> None:
    from digestcli.source import read_source

    source = read_source(file)
    papers = exchange.read(source.text, source.name)
    for issue in source.issues:
        note(f"{source.name}: {issue.message}")
    with Library(library_path(path), create=True) as library, library.transaction() as db:
        done = exchange.imported(db, papers)
    told = changed(done.changed, done.same)
    if done.unseen:
        told = say("{done}; {count} in no digest yet", done=told, count=done.unseen)
    note(told)
