"""The categories of what was found, each with how much of it is unread."""

from __future__ import annotations

from digestcli.browse.lines import Lines
from digestcli.library.listing import Count
from digestcli.render.grid import Line
from digestcli.text.layout import cut, pad, width
from digestcli.text.visible import one_line
from digestcli.ui import say


class CategoryList(Lines):
    """All of them, then each category; the one that the list holds is marked."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(id="categories")
        self._counts: list[Count] = []
        self._shown: str | None = None

    @property
    def total(self) -> int:
        """Return how many lines there are: the first is for all of them."""
        return len(self._counts) + 1

    @property
    def category(self) -> str | None:
        """Return the category under the cursor, None for all."""
        return self._counts[self.cursor - 1].category if self.cursor else None

    def put(self, counts: list[Count], shown: str | None) -> None:
        """Show other counts; `shown` is the category that the list holds."""
        under = self.category if self._counts else shown
        self._counts, self._shown = counts, shown
        codes = [one.category for one in counts]
        self.renew(codes.index(under) + 1 if under in codes else 0)

    def style(self, index: int) -> str:
        """Show the cursor only where keys go here; beside it the mark tells what is listed."""
        return super().style(index) if self.has_focus else ""

    def line(self, index: int, width: int) -> Line | None:
        """Return a line: mark, name, unread of all."""
        if index >= self.total:
            return None
        if index:
            one = self._counts[index - 1]
        else:
            entries, unread = (
                (sum(values) for values in zip(*(one[1:] for one in self._counts), strict=True))
                if self._counts
                else (0, 0)
            )
            one = Count(say("all"), entries, unread)
        here = (self._shown is None) if not index else one.category == self._shown
        counted = f" {one.unread}/{one.entries}"
        name = _fitted(one_line(one.category) or say("(none)"), width - len(counted) - 2)
        return [
            ("› " if here else "  ", "bold"),
            (name, "bold" if one.unread else ""),
            (counted, "" if one.unread else "dim"),
        ]


def _fitted(name: str, room: int) -> str:
    return pad(cut(name, room), room) if width(name) else " " * room
