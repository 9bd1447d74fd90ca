"""`digest doctor`: whether the library is whole, and its repair."""

from __future__ import annotations

from typing import Annotated

import typer

from digestcli.cli.console import is_terminal, lines, note, out, terminal
from digestcli.config import library_path
from digestcli.library.health import Check, examine, is_sound
from digestcli.library.store import Library
from digestcli.text.visible import one_line
from digestcli.ui import counted, english, messages, say

_HEADER = messages("check", "state", "what")
_FOUND = 1


def run(
    library: Annotated[
        str | None,
        typer.Option("--library", metavar="FILE", help="The library file (or set DIGEST_LIBRARY)."),
    ] = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Make the search index anew and remove what nothing needs.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
) -> None:
    """Check the library: the file, its index, its records, who may read it. A line for each check.

    Exit code 0: all is well; 1: findings. A damaged file is never touched.
    Examples: digest doctor; digest doctor --repair
    """
    path = library_path(library)
    found = examine(path)
    if repair and is_sound(found):
        _repair(path)
        found = examine(path)
    _print(found, as_json=as_json)
    if not is_sound(found):
        note(say("the library was not touched") if repair else say("do not write to this library"))
        hint = say("keep a copy (`digest backup FILE`), move it away, and `digest add` your folders again")
        note(say("  hint: {hint}", hint=hint))
    if not all(check.ok for check in found):
        raise typer.Exit(_FOUND)


def _repair(path: str) -> None:
    from digestcli.library.rebuild import repair

    with Library(path) as library:
        done = repair(library)
    note(say("index made anew: {entries}", entries=counted(done.indexed, "entry")))
    if done.unreadable:
        left = counted(done.unreadable, "entry")
        note(say("left out, for their records cannot be read: {entries}", entries=left))
    for table, count in done.removed.items():
        note(say("removed from {table}: {rows}", table=table, rows=counted(count, "row")))


def _print(found: list[Check], *, as_json: bool) -> None:
    from digestcli.render.table import print_table, tsv

    if as_json:
        from digestcli.writers.json import dumps

        records = [{"check": one.name, "ok": one.ok, "what": one.told.english()} for one in found]
        out(dumps(records, indent=1) + "\n")
        return
    person = is_terminal()
    tell = say if person else english
    rows = [
        [
            tell(one.name),
            tell("ok") if one.ok else tell("finding"),
            one_line(one.told.said() if person else one.told.english()),
        ]
        for one in found
    ]
    if person:
        print_table(terminal(), _HEADER, rows)
    else:
        lines(tsv(_HEADER, rows))
