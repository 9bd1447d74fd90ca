"""What a search found: title, facts and a snippet, with the hits marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from digestcli.library.marks import Marker
from digestcli.library.search import Hit
from digestcli.library.state import NO_STATE, State
from digestcli.render.marked import MARK, pieces, wrap_marked
from digestcli.render.marks import marks
from digestcli.render.table import tsv
from digestcli.rows import LIST_COLUMNS, to_row
from digestcli.text.excerpt import Excerpt
from digestcli.text.layout import cut
from digestcli.text.visible import one_line
from digestcli.ui import say

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = (*(name for name in LIST_COLUMNS if name != "tldr"), "seen", "snippet")
_INDENT = "    "
_MOST = 110
"""Lines of running text are no longer than that, however wide the terminal."""


class Shown(NamedTuple):
    """A hit, ready to print: titles and snippet with their marks, and the paper's state."""

    hit: Hit
    titles: tuple[Excerpt, ...]
    snippet: Excerpt
    state: State


def found(hit: Hit, marker: Marker, state: State = NO_STATE) -> Shown:
    """Find the marks of a hit in its texts, made safe to show."""
    entry = hit.entry
    titles = [Excerpt(text, tuple(marker.spans(text, "title"))) for _, text in entry.title.items()]
    shown = tuple(map(_safe, titles or [Excerpt(say("(no title)"))]))
    return Shown(hit, shown, _safe(marker.snippet(entry)), state)


def _safe(part: Excerpt) -> Excerpt:
    """Make a text safe to show; its marks stay on what they mark, also where that is longer then."""
    text, spans, at = "", [], 0
    for start, end in part.spans:
        text += one_line(part.text[at:start])
        marked = one_line(part.text[start:end])
        spans.append((len(text), len(text) + len(marked)))
        text, at = text + marked, end
    return Excerpt(text + one_line(part.text[at:]), tuple(spans))


def tsv_rows(hits: Iterable[Shown]) -> Iterator[str]:
    """Yield tab-separated lines, the header first."""
    rows = ([*to_row(one.hit.entry, COLUMNS[:-2]), str(one.hit.seen), one.snippet.text] for one in hits)
    return tsv(COLUMNS, rows)


def print_heading(console: Console, heading: str, *, first: bool) -> None:
    """Print the heading of a group of hits, apart from the group before."""
    from rich.text import Text as Styled

    if not first:
        console.print()
    console.print(Styled(one_line(heading), style="bold green"), soft_wrap=True)


def print_hits(console: Console, hits: Iterable[Shown]) -> None:
    """Print the hits for a person, one below the other."""
    from rich.text import Text as Styled

    width = min(console.width, _MOST)
    held = list(hits)
    states = marks([one.state for one in held])
    margin = max(map(len, states), default=0) + any(states)
    for index, (one, mark) in enumerate(zip(held, states, strict=True)):
        if index:
            console.print()
        entry = one.hit.entry
        number = f"{mark:<{margin}}[{entry.number}] "
        for at, title in enumerate(one.titles):
            first = number if not at else " " * len(number)
            _print_marked(console, title, width, first=first, style="bold" if not at else "")
        facts = [entry.category, entry.date or "", entry.id]
        facts += [say("seen {count} times", count=one.hit.seen)] if one.hit.seen > 1 else []
        line = " · ".join(one_line(fact) for fact in facts if fact)
        console.print(
            Styled(cut(_INDENT + line, width), style="cyan"), no_wrap=True, crop=False, overflow="ignore"
        )
        if one.snippet.text:
            _print_marked(console, one.snippet, width, first=_INDENT)


def _print_marked(console: Console, part: Excerpt, width: int, *, first: str, style: str = "") -> None:
    """Print a text over lines, its marks kept where the lines break."""
    from rich.text import Text as Styled

    for line in wrap_marked(part, width, indent=_INDENT, first=first):
        styled = Styled.assemble(*pieces(line, style, MARK))
        console.print(styled, no_wrap=True, crop=False, overflow="ignore")
