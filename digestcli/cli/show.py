"""`digest show`: entries in full."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from digestcli.cli.console import is_terminal, math_reader, note, out, terminal
from digestcli.cli.context import NO_DIGESTS, opened, stdin_references
from digestcli.cli.options import Asked, as_text, selecting
from digestcli.cli.references import find_all
from digestcli.errors import NoMatch
from digestcli.library.select import Found
from digestcli.library.store import Library
from digestcli.ui import english, explained, say

if TYPE_CHECKING:
    from rich.console import Console

    from digestcli.render.card import Part


@selecting
def run(
    asked: Asked,
    references: Annotated[
        list[str],
        typer.Argument(metavar="REF...", help="A number, KEY:number, arXiv id, DOI, URL; - is stdin."),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the record; several as a JSON array.")
    ] = False,
    raw_math: Annotated[
        bool, typer.Option("--raw-math", help="Leave TeX as it is (a terminal shows it readably).")
    ] = False,
    side_by_side: Annotated[
        bool, typer.Option("--side-by-side", help="Chinese left, English right (100 cells and more).")
    ] = False,
    original: Annotated[
        bool, typer.Option("--original", help="Print the entry's lines as its file has them.")
    ] = False,
) -> None:
    """Show entries in full: titles, authors, links, summary, abstract, and where they stand.

    Examples: digest show 47; digest show 0811.3171 --lang zh;
    digest list is:starred | tail -n +2 | cut -f 2 | digest show -
    """
    with opened(asked) as library:
        if library.is_empty():
            raise NoMatch(say(NO_DIGESTS))
        found, failed = find_all(library, stdin_references(map(as_text, references)), asked.selection)
        if original:
            _print_originals(library, found)
        else:
            print_found(library, found, asked, as_json=as_json, raw_math=raw_math, side_by_side=side_by_side)
    if failed:
        raise typer.Exit(NoMatch.exit_code)


def print_found(
    library: Library, found: list[Found], asked: Asked, *, as_json: bool, raw_math: bool, side_by_side: bool
) -> None:
    """Print entries as cards, or as their records."""
    if as_json and found:
        print_json(found, asked)
    else:
        print_cards(library, found, asked, raw_math=raw_math, side_by_side=side_by_side)


def print_json(found: list[Found], asked: Asked) -> None:
    """Print records: one as an object, several as an array."""
    from digestcli.record import to_record
    from digestcli.view import view
    from digestcli.writers.json import dumps

    records = [to_record(view(one.entry, script=asked.script, language=asked.language)) for one in found]
    out(dumps(records[0] if len(records) == 1 else records, indent=1) + "\n")


def _print_originals(library: Library, found: list[Found]) -> None:
    from digestcli.library.originals import original_of
    from digestcli.text.visible import one_line, visible

    for one in found:
        if lines := visible(original_of(library, one.entry)).rstrip("\n"):
            out(lines + "\n")
        else:
            name = one_line(one.entry.id)
            note(say("{id}: its lines are not kept, for it was read from an export", id=name))


def print_cards(
    library: Library, found: list[Found], asked: Asked, *, raw_math: bool, side_by_side: bool
) -> None:
    """Print entries in full, in the language and script asked for."""
    from digestcli.library.select import appearances
    from digestcli.library.state import state_of
    from digestcli.render.card import card, plain
    from digestcli.view import view

    console = terminal(asked.color) if is_terminal(asked.color) else None
    readable = math_reader(raw=raw_math or console is None)
    printed = _printer(console, side_by_side=side_by_side) if console else lambda parts: out(plain(parts))
    for index, one in enumerate(found):
        entry = view(one.entry, script=asked.script, language=asked.language)
        if index:
            out("\n")
        state = state_of(library.connection, one.paper)
        printed(
            card(
                entry,
                appearances(library, one.paper),
                state,
                readable=readable,
                tell=say if console else english,
                explain=explained if console else str,
            )
        )


def _printer(console: Console, *, side_by_side: bool) -> Callable[[Iterator[Part]], None]:
    """Return what prints a card on a terminal: in one column, or in two where there is room."""
    from digestcli.render.card import print_card
    from digestcli.render.sides import LEAST_WIDTH, print_sides

    if side_by_side and console.width < LEAST_WIDTH:
        has = console.width
        note(
            say("--side-by-side needs {least} cells, the terminal has {width}", least=LEAST_WIDTH, width=has)
        )
        side_by_side = False
    return partial(print_sides if side_by_side else print_card, console)
