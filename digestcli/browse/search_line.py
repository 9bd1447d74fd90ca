"""The line that a query is typed in."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class SearchLine(Input):
    """Enter keeps the query, escape takes it back; up and down move in the list meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.drop_search", show=False),
        Binding("enter", "app.keep_search", show=False),
        Binding("down", "app.move(1)", show=False),
        Binding("up", "app.move(-1)", show=False),
    ]

    def __init__(self, text: str) -> None:
        """Begin with a query."""
        super().__init__(text, id="search", compact=True, select_on_focus=False)
