"""The list of entries: a line each, with marks, number and title."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Region

from digestcli.browse.lines import Lines
from digestcli.browse.window import Window
from digestcli.library.listing import Row
from digestcli.model import NO_TEXT, TEXT_FIELDS, Entry
from digestcli.render.card import Find
from digestcli.render.grid import Line
from digestcli.render.marked import MARK, pieces, shifted
from digestcli.render.marks import mark
from digestcli.rows import to_row
from digestcli.text.excerpt import Excerpt
from digestcli.text.layout import cut, pad
from digestcli.text.layout import width as cells
from digestcli.text.visible import one_line
from digestcli.ui import say

_WITH_CATEGORY, _WITH_DATE = 64, 90
"""So wide must a list be to have these columns."""
_CATEGORY, _NUMBER = 12, 4


class EntryList(Lines, inherit_bindings=False):
    """The entries of a window; `viewed` brings one to the language and script asked for."""

    def __init__(
        self,
        window: Window,
        chosen: set[int],
        *,
        viewed: Callable[[Entry], Entry],
        find: Find,
        moved: Callable[[], None],
    ) -> None:
        """Begin; `chosen` holds the row ids of chosen entries.

        `find` finds what to mark, `moved` is told of every move.
        """
        super().__init__(id="entries")
        self._window = window
        self._viewed = viewed
        self._find = find
        self._chosen = chosen
        self._moved = moved

    def moved(self) -> None:
        """Tell of a move."""
        self._moved()

    @property
    def total(self) -> int:
        """Return how many entries there are."""
        return len(self._window)

    def row(self) -> Row | None:
        """Return the entry under the cursor."""
        return self._window.row(self.cursor)

    def renew_marks(self) -> None:
        """Show the marks of papers as they are now: only lines that are others then are drawn again."""
        top = self.scroll_offset.y
        before = [self._window.row(top + y) for y in range(self.size.height)]
        self._window.forget_marks()
        for y, row in enumerate(before):
            if self._window.row(top + y) != row:
                self.refresh(Region(0, y, self.size.width, 1))

    def line(self, index: int, width: int) -> Line | None:
        """Return the line of an entry."""
        if index >= self.total:
            return None
        row = self._window.row(index)
        if row is None:
            return [("    " + say("(removed)"), "dim")]
        entry = self._viewed(_without_texts(row.entry))
        number, category, date, title = map(one_line, to_row(entry, ("number", "category", "date", "title")))
        line = [
            ("+" if self._window.ids[index] in self._chosen else " ", "bold green"),
            (pad(mark(row.state), 2), "bold yellow"),
            (f" {number:>{_NUMBER}} ", "dim" if row.state.read else ""),
        ]
        if width >= _WITH_CATEGORY:
            line.append((pad(cut(category, _CATEGORY), _CATEGORY) + " ", "cyan"))
        if width >= _WITH_DATE:
            line.append((pad(cut(date, 10), 10) + " ", "dim"))
        room = width - sum(cells(text) for text, _ in line)
        return [*line, *self._title(title or say("(no title)"), room, "" if row.state.read else "bold")]

    def _title(self, title: str, room: int, style: str) -> Line:
        """Return as much of a title as there is room for, the hits in it marked."""
        shown = cut(title, room)
        seen = len(shown) - (shown != title)  # all but the ellipsis
        return pieces(Excerpt(shown, tuple(shifted(self._find(title, "title"), 0, seen))), style, MARK)


def _without_texts(entry: Entry) -> Entry:
    """Return an entry as light as a line needs it: what is not there need not be converted."""
    return entry._replace(extra={}, **dict.fromkeys(TEXT_FIELDS, NO_TEXT))  # type: ignore[arg-type]
