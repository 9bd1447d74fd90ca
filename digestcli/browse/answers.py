"""What comes back from the thread that asks the library."""

from __future__ import annotations

from array import array
from typing import NamedTuple

from textual.message import Message

from digestcli.library.listing import Count
from digestcli.library.select import Selection
from digestcli.query.tree import Node


class Found(NamedTuple):
    """The entries of a new list; `open_ended` where the last word of `query` was taken for a beginning."""

    ids: array[int]
    query: Node | None
    open_ended: bool
    stay: bool


class Counted(NamedTuple):
    """The categories of what `selection` lets through, each with its counts."""

    counts: list[Count]
    selection: Selection


class Answered(Message):
    """An answer from another thread."""

    def __init__(self, answer: object) -> None:
        self.answer = answer
        super().__init__()
