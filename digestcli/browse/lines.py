"""A list of lines with a cursor that may be very long: only the lines on the screen are made."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive

from digestcli.browse.pane import Pane

_CURSOR = "reverse"


class Lines(Pane, can_focus=True):
    """A list of lines; `total` says how many there are, `line` makes one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("enter,space", "choose", show=False),
    ]
    cursor = reactive(0)

    class Chosen(Message):
        """A person chose the line under the cursor."""

        def __init__(self, lines: Lines) -> None:
            self.lines = lines
            super().__init__()

        @property
        def control(self) -> Lines:
            """Return the list, so that handlers can be told apart by its id."""
            return self.lines

    @property
    def total(self) -> int:
        """Return how many lines there are."""
        raise NotImplementedError

    def style(self, index: int) -> str:
        """Tell the line with the cursor from the others."""
        return _CURSOR if index == self.cursor else ""

    def renew(self, cursor: int = 0) -> None:
        """Show other lines, the cursor on one of them."""
        self.resize_to(self.total)
        self.set_reactive(Lines.cursor, max(min(cursor, self.total - 1), 0))
        self.keep_in_sight()
        self.refresh()
        self.moved()

    def moved(self) -> None:
        """Do what follows when the cursor stands on another line; within the same frame."""

    def move_to(self, index: int) -> None:
        """Put the cursor on a line."""
        self.cursor = max(min(index, self.total - 1), 0)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.move_to(self.cursor + by)

    def action_choose(self) -> None:
        """Choose the line under the cursor."""
        if self.total:
            self.post_message(self.Chosen(self))

    def watch_cursor(self, before: int, after: int) -> None:
        """Draw the two lines again; bring the cursor into sight."""
        self.keep_in_sight()
        for index in (before, after):
            self.refresh(Region(0, index - self.scroll_offset.y, self.size.width, 1))
        self.moved()

    def keep_in_sight(self) -> None:
        """Scroll so that the cursor is on the screen."""
        top, height = self.scroll_offset.y, self.room.height
        if self.cursor < top:
            self.show_from(self.cursor)
        elif height and self.cursor >= top + height:
            self.show_from(self.cursor - height + 1)

    def on_resize(self) -> None:
        """Keep the cursor in sight in another size."""
        self.resize_to(self.total)
        self.keep_in_sight()

    def on_click(self, event: Click) -> None:
        """Put the cursor where a person clicks; a second click chooses."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y + self.scroll_offset.y >= self.total:
            return
        self.move_to(offset.y + self.scroll_offset.y)
        if event.chain > 1:
            self.action_choose()
