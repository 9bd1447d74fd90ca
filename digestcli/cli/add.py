"""`digest add`: digest files into the library."""

from __future__ import annotations

from itertools import chain
from typing import Annotated

import typer

from digestcli.cli.console import note
from digestcli.cli.context import read_all
from digestcli.cli.progress import progress
from digestcli.config import library_path
from digestcli.errors import UsageError
from digestcli.library.store import Library
from digestcli.ui import counted, listed, messages, say

_SAID = dict(
    zip(
        ("added", "replaced", "unchanged"),
        messages("{count} added", "{count} replaced", "{count} unchanged"),
        strict=True,
    )
)


def run(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders, archives (also s3://...), or - for stdin."),
    ],
    library: Annotated[
        str | None,
        typer.Option("--library", metavar="FILE", help="The library file (or set DIGEST_LIBRARY)."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Encoding, when it is not found.")
    ] = None,
    reader: Annotated[
        str | None, typer.Option("--reader", metavar="NAME", help="Format (see `digest formats`).")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", metavar="N", min=1, help="Processes that read [all cores when it pays]."
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Replace known files too, after an upgrade of digest.")
    ] = False,
    query: Annotated[
        str, typer.Option("--query", metavar="QUERY", help="Of archives, only the entries that this finds.")
    ] = "",
) -> None:
    """Add digests to the library; files that changed are replaced, known ones change nothing.

    Folders are remembered, and `digest sync` looks through them again.
    Examples: digest add ~/digests; digest add 2026-01-05.md guide.txt
    """
    from digestcli.cli.archive.taking import divided, taken
    from digestcli.library.files import remember_refused, watch

    archives, paths = divided(paths)
    if query and paths:
        hint = say("{path} is none: leave --query away", path=paths[0])
        raise UsageError(say("--query asks archives only"), hint)
    counts = dict.fromkeys(_SAID, 0)
    entries = 0
    with Library(library_path(library), create=True) as into:
        found = read_all(
            paths,
            encoding=encoding,
            reader=reader,
            jobs=jobs,
            on_refused=lambda one: remember_refused(into, one.files, one.error),
        )
        found = chain(taken(archives, query, jobs), found if paths else ())
        for prepared in progress(found, say("adding")):
            outcome, _ = into.put(prepared, again=again)
            counts[outcome] += 1
            entries += len(prepared.rows) if outcome != "unchanged" else 0
        watch(into, paths, encoding=encoding, reader=reader)
    said = listed([say(_SAID[outcome], count=count) for outcome, count in counts.items() if count])
    note(say("{done} ({entries})", done=said, entries=counted(entries, "entry")))
