"""`digest mark`: papers read or unread, starred or not."""

from __future__ import annotations

from typing import Annotated

import typer

from digestcli.cli.marking import ByQuery, LibraryFile, change_papers
from digestcli.errors import UsageError
from digestcli.library.state import Change
from digestcli.ui import say


def run(
    references: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF]...",
            help="A number, KEY:number, arXiv id, DOI, URL; - is stdin.",
            show_default=False,
        ),
    ] = None,
    read: Annotated[bool, typer.Option("--read", help="Mark as read.")] = False,
    unread: Annotated[bool, typer.Option("--unread", help="Mark as not read.")] = False,
    star: Annotated[bool, typer.Option("--star", help="Give a star.")] = False,
    unstar: Annotated[bool, typer.Option("--unstar", help="Take the star away.")] = False,
    query: ByQuery = None,
    library: LibraryFile = None,
) -> None:
    """Mark papers as read or unread, starred or not, wherever they appear.

    Examples: digest mark 47 --read --star; digest mark --read --query 'digest:latest category:cs.*'
    """
    wanted = Change(
        read=_either("--read", read, "--unread", unread), starred=_either("--star", star, "--unstar", unstar)
    )
    if wanted == Change():
        raise UsageError(say("nothing to mark"), say("add --read, --unread, --star or --unstar"))
    change_papers(references or [], query, library, wanted)


def _either(name: str, yes: bool, opposite: str, no: bool) -> bool | None:
    if yes and no:
        raise UsageError(say("{option} and {opposite} contradict each other", option=name, opposite=opposite))
    return yes if yes or no else None
