"""The newest digests on a terminal: a heading, counts by category, and two lines an entry, or one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from digestcli.library.today import Line, Overview
from digestcli.render.marks import marks
from digestcli.text.excerpt import Span
from digestcli.text.layout import cut, pad, width
from digestcli.text.visible import one_line
from digestcli.ui import counted, listed, say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text as Styled

_MARK = "bold yellow"
_MOST = 110
_GAP = 2

Spans = Callable[[str, Sequence[str], str], Sequence[Span]]
"""(Text, names of watches, field) -> where these hit it."""


def heading(one: Overview, room: int) -> str:
    """Return the line above a digest: which one, and how many are new and unread.

    Where not all of it fits, the date goes, which mostly ends the key, and then the end of the key.
    """
    digest = one.digest.digest
    counts = [
        counted(len(one.lines), "entry"),
        say("{count} new", count=one.new),
        say("{count} unread", count=one.unread),
    ]
    key, told = one_line(digest.key), listed(counts)
    whole = " · ".join(filter(None, (key, one_line(digest.date or ""), told)))
    if width(whole) <= room:
        return whole
    return cut(f"{cut(key, max(room - width(told) - len(' · '), _GAP))} · {told}", room)


def summary(line: Line) -> str:
    """Return what an entry says of itself in a line: its summary, else the beginning of its text."""
    entry = line.entry
    texts = (text.first("zh", "en") for text in (entry.tldr, entry.abstract, entry.body))
    return next(filter(None, texts), "")


def print_overview(console: Console, one: Overview, spans: Spans, *, first: bool) -> None:
    """Print a digest with two lines for each entry: the title, and the summary below it."""
    from rich.text import Text as Styled

    room = min(console.width, _MOST)
    _print_head(console, one, first=first)
    states = marks([line.state for line in one.lines])
    margin = max(map(len, states), default=0) + any(states)
    size = max(len(str(line.entry.number)) for line in one.lines) + 2
    group: tuple[str, ...] | None = None
    for line, mark in zip(one.lines, states, strict=True):
        names = line.watches[:1]
        if names != group and (names or group):
            watched = sum(other.watches[:1] == names for other in one.lines)
            title = f"@{names[0]} ({watched})" if names else say("the rest ({count})", count=watched)
            _print(console, Styled(one_line(title), style="bold"))
        group = names
        lead = f"{mark:<{margin}}{f'[{line.entry.number}]':<{size}} "
        title = line.entry.title.first("en", "zh") or say("(no title)")
        _print(console, _marked(lead, title, room, spans(title, line.watches, "title"), "bold"))
        text = summary(line)
        if text:
            _print(console, _marked(" " * len(lead), text, room, spans(text, line.watches, "tldr"), ""))


def print_brief(console: Console, found: Sequence[Overview], room: int) -> None:
    """Print the digests in at most `room` lines: the head of each, then as many entries as fit."""
    from rich.text import Text as Styled

    shown = found[: max(1, (room - 1) // 2)]
    left = room - 2 * len(shown) - 1
    for index, one in enumerate(shown):
        _print_head(console, one, first=True)
        part = max(0, left) // (len(shown) - index)
        some = one.lines[:part]
        left -= len(some)
        size = max((len(str(line.entry.number)) for line in some), default=0)
        for line in some:
            _print(console, _brief(line, size, console.width))
    hidden = sum(len(one.lines) for one in found) - (room - 2 * len(shown) - 1 - left)
    if hidden > 0:
        _print(console, Styled(say("{count} more: digest today", count=hidden), style="dim"))


def _brief(line: Line, size: int, room: int) -> Styled:
    """Return an entry as one line: number, title, summary."""
    from rich.text import Text as Styled

    space = max(room - size - 2 * _GAP, 2)
    title, text = one_line(line.entry.title.first("en", "zh")), one_line(summary(line))
    half = min(width(title), space * 3 // 5 if text else space)
    sign = "bold yellow" if line.watches else "dim" if line.state.read else ""
    return Styled.assemble(
        (f"{line.entry.number:>{size}}" + " " * _GAP, ""),
        (pad(cut(title, half), half) + " " * _GAP, sign),
        (cut(text, space - half), ""),
    )


def _print_head(console: Console, one: Overview, *, first: bool) -> None:
    from rich.text import Text as Styled

    if not first:
        console.print()
    _print(console, Styled(heading(one, console.width), style="bold green"))
    line = "  ".join(f"{one_line(code)} {number}" for code, number in one.categories)
    _print(console, Styled(cut(line or say("no categories"), console.width), style="cyan"))


def _marked(lead: str, text: str, room: int, spans: Iterable[Span], style: str) -> Styled:
    """Return a line that fits, with the hits marked as far as they are in it."""
    from rich.text import Text as Styled

    shown = cut(one_line(text), max(room - width(lead), 1))
    styled = Styled.assemble((lead, ""), (shown, style))
    if len(one_line(text)) == len(text):  # else what is marked has moved
        for start, end in spans:
            if start < len(shown) - 1:
                styled.stylize(_MARK, len(lead) + start, len(lead) + min(end, len(shown)))
    return styled


def _print(console: Console, line: Styled) -> None:
    console.print(line, no_wrap=True, crop=False, overflow="ignore")
