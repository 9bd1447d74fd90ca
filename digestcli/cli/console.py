"""Terminal manners: results on stdout, everything else on stderr, colour where it is wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from digestcli.errors import DigestError, QueryError
from digestcli.text.visible import one_line, visible
from digestcli.ui import say

if TYPE_CHECKING:
    from rich.console import Console


_AROUND = 36
"""Characters before and behind the place of an error, of a query that is longer."""


def note(message: str) -> None:
    """Say something on stderr."""
    sys.stderr.write(visible(message) + "\n")


def report(error: DigestError, *, hinted: set[str] | None = None) -> None:
    """Say on stderr what went wrong and what to do; not again what `hinted` has, which grows."""
    note(f"digest: {error.message}")
    if isinstance(error, QueryError):
        note(_pointed(error))
    if error.hint and error.hint not in (hinted or ()):
        note(say("  hint: {hint}", hint=error.hint))
    if hinted is not None:
        hinted.add(error.hint)


def _pointed(error: QueryError) -> str:
    """Return the query with a mark under the place of the error; of a long one what stands around it."""
    from digestcli.text.layout import width

    query, place = error.query, error.column - 1
    start, end = (0, len(query)) if len(query) <= 2 * _AROUND else (place - _AROUND, place + _AROUND)
    lead, rest = "…" * (start > 0), "…" * (end < len(query))
    before = lead + one_line(query[max(start, 0) : place])
    line = before + one_line(query[place:end]) + rest
    return f"  {line}\n  {' ' * width(before)}^"


def out(text: str) -> None:
    """Write a result."""
    sys.stdout.write(text)


def lines(texts: Iterable[str]) -> None:
    """Write results, one a line."""
    for text in texts:
        sys.stdout.write(text + "\n")


def is_terminal(color: str = "auto") -> bool:
    """Tell whether a person sees stdout: directly, or through a pager (`--color always`)."""
    return color == "always" or sys.stdout.isatty()


def terminal(color: str = "auto") -> Console:
    """Return a rich console on stdout; NO_COLOR, TERM=dumb and --color decide about colour."""
    from rich.console import Console

    dumb = os.environ.get("TERM") == "dumb"
    plain = color == "never" or (color == "auto" and (dumb or bool(os.environ.get("NO_COLOR"))))
    console = Console(
        color_system=None if plain else "standard" if dumb else "auto",  # None: no bold either
        no_color=plain,
        force_terminal=True if color == "always" else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.on_broken_pipe = _raise  # type: ignore[method-assign] # rich would end with code 1
    return console


def math_reader(*, raw: bool) -> Callable[[str], str]:
    """Return what makes the mathematics of a text readable, or what leaves it as it is."""
    if raw:
        return str
    from digestcli.text.math import readable

    return readable


def _raise() -> None:
    raise BrokenPipeError
