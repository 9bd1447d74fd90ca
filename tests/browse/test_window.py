"""The window over a long list: few fetches, little memory."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from entries import make_entry

from digestcli.browse.window import Window
from digestcli.library.listing import Row
from digestcli.library.state import NO_STATE


class Shelf:
    """Rows by id; counts how often it is asked, and for how many."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def fetch(self, numbers: Sequence[int]) -> list[Row | None]:
        self.asked.append(len(numbers))
        return [Row(make_entry(number), number, NO_STATE) if number else None for number in numbers]


def test_rows_are_fetched_in_blocks_and_kept_for_a_while() -> None:
    shelf = Shelf()
    window = Window(shelf.fetch)
    window.put(array("q", range(100_000, 0, -1)))
    assert len(window) == 100_000
    for index in range(40):
        row = window.row(index)
        assert row
        assert row.paper == 100_000 - index
    assert shelf.asked == [64]
    for start in range(0, 100_000, 5_000):
        window.row(start)
    assert len(shelf.asked) == 20
    window.row(0)
    assert len(shelf.asked) == 21, "what was not seen for long is fetched again"
    assert sum(shelf.asked) < 1_400


def test_what_is_not_there() -> None:
    window = Window(Shelf().fetch)
    assert (len(window), window.row(0), window.row(-1)) == (0, None, None)
    window.put(array("q", (5, 0, 7)))
    assert window.row(1) is None
    assert window.row(3) is None


def test_forgetting() -> None:
    shelf = Shelf()
    window = Window(shelf.fetch)
    window.put(array("q", (5,)))
    window.row(0)
    window.forget()
    window.row(0)
    assert shelf.asked == [1, 1]


def test_after() -> None:
    window = Window(Shelf().fetch)
    window.put(array("q", (1, 2, 3, 4)))
    assert list(window.after(1)) == [3, 4, 1, 2]
    assert list(window.after(3)) == [1, 2, 3, 4]
