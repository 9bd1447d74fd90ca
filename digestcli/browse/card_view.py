"""The card of the entry under the cursor: the same as that of `digest show`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from digestcli.browse.pane import Pane
from digestcli.browse.strips import steady
from digestcli.render.card import Find, Part, part_lines
from digestcli.render.grid import Line

_WIDEST = 100
"""Lines of running text are no longer than that, however wide the terminal."""


class CardView(Pane, can_focus=False):
    """A card. Its lines are made as far as they are looked at: an article may have thousands."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(id="card")
        self._parts: Callable[[], Iterator[Part]] = lambda: iter(())
        self._lines: list[Line] = []
        self._rest: Iterator[Line] = iter(())
        self._find: Find | None = None
        self._broken_for = 0

    def show(
        self, parts: Callable[[], Iterator[Part]], find: Find | None = None, *, keep_place: bool = False
    ) -> None:
        """Show a card from its beginning; `parts` makes it, for every width; `find` finds what to mark."""
        self._parts, self._find = parts, find
        if not keep_place:
            self.show_from(0)
        self._lay_out()

    def on_resize(self) -> None:
        """Break the lines again, where drawing them has not done so."""
        if self._broken_for != self._room:
            self._break()
        self._fill()

    @property
    def _room(self) -> int:
        """Return the cells of a line: a gap stands before the scrollbar."""
        return min(self.room.width - 1, _WIDEST)

    def _lay_out(self) -> None:
        self._break()
        self._fill()
        self.refresh()

    def _break(self) -> None:
        """Begin to break the card into lines of the width there is."""
        self._broken_for = self._room
        self._lines = []
        self._rest = _lines(self._parts(), self._room, self._find) if self._room > 0 else iter(())
        self._make()

    def _make(self) -> None:
        """Make the lines of the screen and of two pages more."""
        wanted = self.scroll_offset.y + 3 * max(self.size.height, 1)
        self._lines += islice(self._rest, max(wanted - len(self._lines), 0))

    def _fill(self) -> None:
        """Make lines where there are not enough, and say how many there are."""
        self._make()
        self.resize_to(len(self._lines))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Make more lines when they are needed."""
        super().watch_scroll_y(old_value, new_value)
        self._fill()

    def page(self, direction: int) -> bool:
        """Turn a page; tell whether there was one."""
        height, top = self.room.height, self.scroll_offset.y
        self.show_from(top + direction * max(height - 2, 1))
        return self.scroll_offset.y != top

    def scroll_lines(self, by: int) -> None:
        """Scroll by lines."""
        self.show_from(self.scroll_offset.y + by)

    def line(self, index: int, width: int) -> Line | None:  # noqa: ARG002 - made for the width
        """Return a line; in another width than before they are broken here, so that one frame shows them."""
        if self._broken_for != self._room:
            self._break()
        return self._lines[index] if index < len(self._lines) else None


def _lines(parts: Iterator[Part], room: int, find: Find | None) -> Iterator[Line]:
    for part in parts:
        yield from part_lines(part._replace(label=steady(part.label), text=steady(part.text)), room, find)
