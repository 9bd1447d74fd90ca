"""What scrolls in the browser: a pane whose lines are made when they are drawn.

Textual lays the whole screen out again when the size of what scrolls changes, three frames of 16 ms. Here
the bar at the side is always there, so that another card changes nothing but its own lines; and that the bar
itself has another size, which its parent has just given it, moves nothing either.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from digestcli.browse.strips import strip
from digestcli.render.grid import Line


class _Bar(ScrollBar):
    """A scrollbar whose new size is no reason to lay the screen out once more."""

    virtual_size = Reactive(Size(0, 0), layout=False)


class Pane(ScrollView):
    """Lines of which those on the screen are made; `style` and `line` say what an index shows."""

    DEFAULT_CSS = "Pane { overflow-x: hidden; overflow-y: scroll; }"
    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)  # who changes lines draws them

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """Return the bar at the side; Textual has no other place to say of which class it is."""
        bar = super().vertical_scrollbar
        if type(bar) is ScrollBar:
            bar.__class__ = _Bar
        return bar

    @property
    def room(self) -> Size:
        """Return the cells and lines beside the scrollbar."""
        return self.scrollable_content_region.size

    def line(self, index: int, width: int) -> Line | None:
        """Return a line, None where there is none."""
        raise NotImplementedError

    def style(self, index: int) -> str:  # noqa: ARG002 - most lines have none
        """Return what lies below the styles of a line."""
        return ""

    def resize_to(self, lines: int) -> None:
        """Say how many lines there are."""
        self.virtual_size = Size(0, lines)
        bar = self.vertical_scrollbar
        bar.window_size = self.room.height
        bar.window_virtual_size = max(lines, bar.window_size)
        self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def show_from(self, line: int) -> None:
        """Scroll so that a line is the first one, as far as there are lines."""
        self.scroll_to(y=line, animate=False)

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen."""
        index, width = y + self.scroll_offset.y, self.room.width
        line = self.line(index, width)
        return strip(line or [], width, self.style(index) if line else "")
