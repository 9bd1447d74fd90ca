"""`digest next`: the next paper that is not read, in full."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

import typer

from digestcli.cli.console import note
from digestcli.cli.context import NO_DIGESTS, opened
from digestcli.cli.options import Asked, Query, selecting
from digestcli.cli.show import print_cards, print_json
from digestcli.config import watches
from digestcli.errors import UsageError
from digestcli.library.state import Change, change
from digestcli.library.today import unread
from digestcli.ui import say


@selecting
def run(
    asked: Asked,
    query: Query = None,
    read: Annotated[
        bool, typer.Option("--read", help="Mark what is shown as read: the same again shows the one after.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="So many papers.")] = 1,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the record; several as a JSON array.")
    ] = False,
    side_by_side: Annotated[
        bool, typer.Option("--side-by-side", help="Chinese left, English right (100 cells and more).")
    ] = False,
) -> None:
    """Show the next paper that you have not read, in the order of `digest today`, then older ones.

    Without --read nothing changes, and the same paper is shown again. Examples: digest next;
    digest next --read --category quant-ph
    """
    from digestcli.query.parser import parse_saved

    if read and asked.sources:
        raise UsageError(say("--read keeps nothing of --from"), say("leave one of them out"))
    asked = asked.with_query(query)
    queries = parse_saved(watches())
    with opened(asked) as library:
        found = list(islice(unread(library, queries, asked.selection), limit))
        if not found:
            note(say(NO_DIGESTS) if library.is_empty() else say("nothing unread"))
            return
        if as_json:
            print_json(found, asked)
        else:
            print_cards(library, found, asked, raw_math=False, side_by_side=side_by_side)
        if read:
            with library.transaction() as db:
                change(db, [one.paper for one in found], Change(read=True))
