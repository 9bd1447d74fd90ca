"""Marks on text that is broken into lines: each stays on the characters that it marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from digestcli.render.grid import Line
from digestcli.text.excerpt import Excerpt, Span
from digestcli.text.layout import wrap

MARK = "bold yellow"
"""How what a query found is marked."""


def wrap_marked(
    part: Excerpt, width: int, *, indent: str = "", first: str | None = None
) -> Iterator[Excerpt]:
    """Yield the lines that `wrap` makes of a text, each with the marks that fall into it.

    >>> list(wrap_marked(Excerpt("two words", ((2, 6),)), 6, indent=" "))
    [Excerpt(text=' two', spans=((3, 4),)), Excerpt(text=' words', spans=((1, 3),))]
    """
    end = 0
    for number, line in enumerate(wrap(part.text, width, indent=indent, first=first)):
        lead = min(len(indent if number or first is None else first), len(line))
        start = part.text.find(line[lead:], end)
        end = start + len(line) - lead
        yield Excerpt(line, tuple(shifted(part.spans, start, end, lead)))


def shifted(spans: Sequence[Span], start: int, end: int, to: int = 0) -> Iterator[Span]:
    """Yield the parts of spans between two places of a text, as seen where `start` becomes `to`.

    >>> list(shifted([(0, 4), (6, 9)], 3, 7))
    [(0, 1), (3, 4)]
    """
    for first, last in spans:
        if first < end and last > start:
            yield max(first, start) - start + to, min(last, end) - start + to


def pieces(line: Excerpt, style: str, mark: str) -> Line:
    """Return a line as pieces with their styles; marks have both styles.

    >>> pieces(Excerpt("a bell", ((2, 6),)), "bold", "yellow")
    [('a ', 'bold'), ('bell', 'bold yellow')]
    """
    found: Line = []
    at = 0
    both = f"{style} {mark}".strip()
    for start, end in line.spans:
        found += [(line.text[at:start], style)] * (start > at) + [(line.text[start:end], both)]
        at = end
    return [*found, (line.text[at:], style)] if at < len(line.text) or not found else found
