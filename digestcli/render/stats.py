"""Statistics on a terminal: a line of days, and bars."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from digestcli.stats.summary import Summary
from digestcli.text.layout import cut, pad, width, wrap
from digestcli.text.visible import one_line
from digestcli.ui import counted, say

if TYPE_CHECKING:
    from rich.console import Console

_LEVELS = "▁▂▃▄▅▆▇█"
_EIGHTHS = " ▏▎▍▌▋▊▉"
_MOST = 100
_LABEL = 32
Counts = Sequence[tuple[str, int]]


def sparkline(numbers: Sequence[int]) -> str:
    """Return a character for each number, the higher the larger; nothing is a blank.

    >>> sparkline([0, 1, 4, 8])
    ' ▁▄█'
    """
    top = max(numbers, default=0)
    return "".join(_LEVELS[-(-number * len(_LEVELS) // top) - 1] if number else " " for number in numbers)


def bar(number: int, top: int, room: int) -> str:
    """Return a bar in the proportion of `number` to `top`, `room` cells for `top`; never without a trace.

    >>> bar(3, 4, 4), bar(1, 1000, 4)
    ('███', '▏')
    """
    eighths = max(1, round(number * room * 8 / top)) if number else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def by_day(days: Counts, room: int) -> tuple[list[int], int]:
    """Return the papers of equal spans of days from the first to the last, at most `room`, and their length.

    Days without a digest count as nothing; what has no full date is left out.
    """
    dated: dict[int, int] = {}
    for day, number in days:
        with suppress(ValueError):
            dated[datetime.date.fromisoformat(day).toordinal()] = number
    if not dated:
        return [], 0
    first, last = min(dated), max(dated)
    span = -(-(last - first + 1) // room)
    found = [0] * ((last - first) // span + 1)
    for day_number, number in dated.items():
        found[(day_number - first) // span] += number
    return found, span


def print_stats(console: Console, found: Summary, most: int) -> None:
    """Print all statistics for a person."""
    room = min(console.width, _MOST)
    papers, entries = counted(found.papers, "paper"), counted(found.entries, "entry")
    _print(console, say("{papers} in {entries}", papers=papers, entries=entries), "bold")
    numbers, span = by_day(found.days, room - 2)
    if numbers:
        dates = [day for day, _ in found.days if len(day) == 10]
        _heading(console, _of_days(dates[0], dates[-1], max(numbers), span))
        _print(console, "  " + sparkline(numbers), "cyan")
    _bars(console, say("Categories"), found.categories[:most], room)
    _bars(console, say("Authors"), found.authors, room)
    if found.since:
        _words(console, found, room)
    for title, counts in (
        (say("Languages"), found.languages),
        (say("Issues"), found.issues),
        (say("Repairs"), found.repairs),
    ):
        _bars(console, title, counts, room)


def _of_days(first: str, last: str, most: int, span: int) -> str:
    """Return the heading of the line of days, of which each character is so many."""
    if span == 1:
        return say(
            "Papers by day ({first} to {last}, at most {most} a day)", first=first, last=last, most=most
        )
    return say(
        "Papers by day ({first} to {last}, at most {most} in {span} days)",
        first=first,
        last=last,
        most=most,
        span=span,
    )


def _words(console: Console, found: Summary, room: int) -> None:
    """Print what rises, or that nothing does."""
    values = {"since": found.since, "recent": counted(found.recent, "entry"), "before": found.before}
    if not found.words:
        _heading(console, say("No word rises since {since} ({recent}, {before} before)", **values))
        return
    title = say("Words that rise since {since} ({recent}, {before} before)", **values)
    _bars(console, title, [(one.word, one.entries) for one in found.words], room)


def _bars(console: Console, title: str, counts: Counts, room: int) -> None:
    """Print a bar for each of `counts`, the largest as long as there is room."""
    if not counts:
        return
    _heading(console, title)
    names = [cut(one_line(name) or say("(none)"), min(_LABEL, room // 3)) for name, _ in counts]
    size, top = max(map(width, names)), max(number for _, number in counts)
    digits = len(str(top))
    space = max(room - size - digits - 6, 4)
    for name, (_, number) in zip(names, counts, strict=True):
        _print(console, f"  {pad(name, size)}  {number:>{digits}}  ", "", bar(number, top, space))


def _heading(console: Console, text: str) -> None:
    console.print()
    for line in wrap(text, console.width):
        _print(console, line, "bold green")


def _print(console: Console, text: str, style: str, bars: str = "") -> None:
    from rich.text import Text as Styled

    line = Styled.assemble((text, style), (bars, "cyan"))
    console.print(line, no_wrap=True, crop=False, overflow="ignore")
