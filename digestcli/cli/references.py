"""What the references of a command mean; one that means nothing does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable

from digestcli.cli.console import note, report
from digestcli.errors import NoMatch
from digestcli.library.select import Found, Selection, find
from digestcli.library.store import Library
from digestcli.ui import say


def find_all(library: Library, references: Iterable[str], selection: Selection) -> tuple[list[Found], bool]:
    """Return what the references mean, each paper once, and whether one of them meant nothing.

    That, and in which other digests a bare number occurs, is told on stderr.
    """
    found: dict[int, Found] = {}
    failed = False
    for reference in references:
        try:
            for one in find(library, reference, selection):
                if one.also:
                    also = ", ".join(one.also)
                    also = say("{items} and more", items=also) if one.more else also
                    place = f"{one.entry.digest}:{one.entry.number}"
                    note(
                        say(
                            "{reference} is {place}; also {also}", reference=reference, place=place, also=also
                        )
                    )
                found.setdefault(one.paper, one)
        except NoMatch as error:
            report(error)
            failed = True
    return list(found.values()), failed
