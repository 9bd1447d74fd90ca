"""`digest note`: a note of one's own on a paper."""

from __future__ import annotations

from typing import Annotated

import typer

from digestcli.cli.console import note, out
from digestcli.cli.marking import LibraryFile, opened_library
from digestcli.cli.options import as_text
from digestcli.cli.references import find_all
from digestcli.errors import NoMatch, UsageError
from digestcli.library.select import Selection
from digestcli.library.state import Change, change, exists, state_of
from digestcli.library.store import Library
from digestcli.text.visible import visible
from digestcli.ui import say


def run(
    reference: Annotated[
        str, typer.Argument(metavar="REF", help="A number, KEY:number, arXiv id, DOI or URL.")
    ],
    message: Annotated[
        str | None, typer.Option("--message", "-m", metavar="TEXT", help="The note, instead of an editor.")
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Remove the note.")] = False,
    print_: Annotated[bool, typer.Option("--print", help="Print the note.")] = False,
    library: LibraryFile = None,
) -> None:
    """Write a note on a paper in your editor ($VISUAL, $EDITOR), or with -m; `show` prints it.

    A text saved unchanged changes nothing; an empty one removes the note. Examples: digest note 47;
    digest note 0811.3171 -m 'compare with [12]'
    """
    if (message is not None) + clear + print_ > 1:
        raise UsageError(say("-m, --clear and --print exclude each other"))
    with opened_library(library) as opened:
        paper = _paper(opened, reference)
        before = state_of(opened.connection, paper).note or ""
    if print_ and before:
        out(visible(before) + "\n")
    elif print_:
        note(say("no note"))
    elif message is not None or clear:
        _write(library, paper, as_text(message or ""))
    else:
        from digestcli.cli.editor import edited

        with edited(before) as text:
            _write(library, paper, text)


def _paper(library: Library, reference: str) -> int:
    """Return the one paper that a reference means."""
    found, failed = find_all(library, [as_text(reference)], Selection())
    if failed:
        raise typer.Exit(NoMatch.exit_code)
    if len(found) > 1:
        ids = ", ".join(one.entry.id for one in found)
        raise UsageError(
            say("{reference!r} means {number} papers", reference=reference, number=len(found)),
            say("one of {values}", values=ids),
        )
    return found[0].paper


def _write(path: str | None, paper: int, text: str) -> None:
    """Make `text` the note. Raises NoMatch where the paper went while it was written."""
    text = text.strip()
    with opened_library(path) as library, library.transaction() as db:
        if not exists(db, paper):
            raise NoMatch(
                say("the paper is no longer in the library"), say("its digest was removed just now")
            )
        changed = change(db, [paper], Change(note=text))
    if not changed:
        note(say("the note stays as it is"))
    else:
        note(say("noted") if text else say("note removed"))
