"""A table for the terminal: columns that fit it, cells cut where they are too long.

A row is a line, but names that a person types and explanations are never cut: they go on in the next line.

The cells are measured and cut by text/layout.py: rich counts a joined emoji as several, and cuts behind an
opening bracket.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from digestcli.text.layout import cut, pad, width, wrap
from digestcli.ui import text

Line = list[tuple[str, str]]
"""Pieces of text, each with its style."""

_RIGHT = frozenset(("number", "entries", "papers", "issues", "line", "score", "times"))
_SHARES = {
    "title": 3, "tldr": 4, "authors": 2, "key": 5, "digest": 5, "file": 2, "folder": 5, "message": 5,
    "what": 5, "value": 5, "about": 5, "before": 2, "after": 2,
}  # fmt: skip
_WHOLE = frozenset(("key", "digest", "folder", "message", "what", "value", "about", "before", "after"))
"""Columns whose cells are broken, not cut."""
_LEAST = 24  # cells that a column without a share keeps
_NARROWEST = 3
_GAP = "  "


def grid(header: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> list[Line]:
    """Return the lines of a table `room` cells wide; columns without any content are left out.

    The names in `header` are messages.
    """
    used = [at for at, _ in enumerate(header) if any(row[at] for row in rows)]
    names = [header[at] for at in used]
    shown = [text(name) for name in names]
    needed = [
        max(width(name), *(width(row[at]) for row in rows)) for at, name in zip(used, shown, strict=True)
    ]
    widths = fit_columns(names, needed, room)
    styles = ["cyan" if name in ("category", "key") else "" for name in names]
    rule = "─" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    lines = [_line(shown, names, widths, ["bold"] * len(names)), [(rule, "")]]
    for row in rows:
        cells = [
            wrap(row[at], size) if name in _WHOLE else [row[at]]
            for at, name, size in zip(used, names, widths, strict=False)
        ]
        lines.extend(_line(part, names, widths, styles) for part in zip_longest(*cells, fillvalue=""))
    return lines


def fit_columns(names: Sequence[str], needed: Sequence[int], room: int) -> list[int]:
    """Return the widths of the columns, of which the last ones may be left out where there is no room.

    Where not everything fits, columns with a share divide what the others leave; none gets more than it
    needs.

    >>> fit_columns(("number", "title", "tldr"), (6, 90, 30), 80)
    [6, 40, 30]
    >>> fit_columns(("number", "title", "tldr"), (6, 90, 10), 80)
    [6, 60, 10]
    >>> fit_columns(("key", "entries"), (9, 7), 12), fit_columns(("number", "title"), (6, 90), 3)
    ([3, 7], [3])
    """
    count = max(min(len(names), (room + len(_GAP)) // (len(_GAP) + _NARROWEST)), 1)
    room -= len(_GAP) * (count - 1)
    widths = list(needed[:count])
    shares = [_SHARES.get(name, 0) for name in names[:count]]
    if sum(widths) > room:
        widths = [size if share else min(size, _LEAST) for size, share in zip(widths, shares, strict=True)]
    flexible = [at for at, share in enumerate(shares) if share]
    if sum(widths) > room and flexible:
        left = room - sum(size for size, share in zip(widths, shares, strict=True) if not share)
        for at in sorted(flexible, key=lambda at: widths[at] / shares[at]):
            part = left * shares[at] // sum(shares[other] for other in flexible)
            widths[at] = max(min(widths[at], part), min(_NARROWEST, widths[at]))
            flexible = [other for other in flexible if other != at]
            left -= widths[at]
    while sum(widths) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    return widths


def _line(cells: Sequence[str], names: Sequence[str], widths: Sequence[int], styles: Sequence[str]) -> Line:
    """Return a line as (text, style) pairs: each cell cut and filled up to its width."""
    parts: Line = []
    for cell, name, size, style in zip(cells, names, widths, styles, strict=False):
        parts += (pad(cut(cell, size), size, "right" if name in _RIGHT else "left"), style), (_GAP, "")
    return [*parts[:-2], (parts[-2][0].rstrip(" "), parts[-2][1])]
