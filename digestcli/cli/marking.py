"""What `mark` and `tag` share: which papers a person means, and the change to their state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from digestcli.cli.console import note
from digestcli.cli.context import stdin_references
from digestcli.cli.options import as_text, query_of
from digestcli.cli.references import find_all
from digestcli.config import library_path
from digestcli.errors import NoMatch, UsageError
from digestcli.library.select import Selection, papers
from digestcli.library.state import Change, change
from digestcli.library.store import Library
from digestcli.ui import counted, listed, say

ByQuery = Annotated[
    str | None,
    typer.Option("--query", metavar="QUERY", help="All papers that this query finds; see docs/search.md."),
]
LibraryFile = Annotated[
    str | None, typer.Option("--library", metavar="FILE", help="The library file (or set DIGEST_LIBRARY).")
]


@contextmanager
def opened_library(path: str | None) -> Iterator[Library]:
    """Open the library that state is kept in. Raises NoMatch where it holds no digests."""
    with Library(library_path(path)) as library:
        if library.is_empty():
            raise NoMatch(say("no digests yet"), say("add some with `digest add PATH...`"))
        yield library


def changed(papers: int, same: int) -> str:
    """Say how many papers were changed, and how many were so already."""
    done = say("{papers} changed", papers=counted(papers, "paper"))
    return listed([done, say("{count} already so", count=same)]) if same else done


def change_papers(references: list[str], query: str | None, path: str | None, wanted: Change) -> None:
    """Change the state of the papers that are named by references or by a query, and tell how many.

    The look-up and the change are one transaction. Exits with 1 when a reference means nothing; the
    others are changed all the same.
    """
    query = query and query.strip()
    if references and query:
        raise UsageError(say("both references and --query"), say("name the papers in one of the two ways"))
    if not references and not query:
        raise UsageError(
            say("no papers named"), say("give references, - for those on stdin, or --query QUERY")
        )
    selection = Selection(query=query_of([query]) if query else None)
    names = stdin_references(map(as_text, references))
    with opened_library(path) as library, library.transaction() as db:
        found, failed = find_all(library, names, selection)
        meant = papers(library, selection) if query else [one.paper for one in found]
        count = change(db, meant, wanted)
    note(changed(count, len(meant) - count))
    if failed:
        raise typer.Exit(NoMatch.exit_code)
