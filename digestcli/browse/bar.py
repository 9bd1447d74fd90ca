"""A line at the edge of the screen."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from digestcli.browse.keys import KEYS
from digestcli.browse.strips import steady, strip
from digestcli.render.grid import Line
from digestcli.text.layout import cut, width
from digestcli.ui import text


class Bar(Widget, can_focus=False):
    """One line with something at its left and something at its right, which is never cut."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - as Textual calls it
        """Begin empty."""
        super().__init__(id=id)
        self._left: Line = []
        self._right = ""

    def put(self, left: Line, right: str = "") -> None:
        """Show something else."""
        self._left, self._right = left, steady(right)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        room = self.size.width
        if y:
            return strip([], room)
        right = cut(self._right, room)
        left = strip(self._left, max(room - width(right) - bool(right), 0))
        return Strip.join([left, strip([(" " * bool(right) + right, "")], room - left.cell_length)])


def hints(room: int) -> Line:
    """Return the commonest keys, help first, as many as there is room for."""
    line: Line = []
    for key in sorted(KEYS, key=lambda key: key.action != "help"):
        added = [("  " if line else "", ""), (key.shown, "bold"), (f" {text(key.short)}", "")]
        if key.short and width("".join(piece for piece, _ in [*line, *added])) <= room:
            line += added
    return line
