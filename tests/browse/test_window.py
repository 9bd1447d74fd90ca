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
        self.marks: list[int] = []

    def fetch(self, numbers: Sequence[int]) -> list[Row | None]:
        self.asked.append(len(numbers))
        return [Row(make_entry(number), number, NO_STATE) if number else None for number in numbers]

    def fetch_marks(self, numbers: Sequence[int], known: Sequence[Row | None]) -> list[Row | None]:
        self.marks.append(len(numbers))
        return [row and row._replace(state=NO_STATE._replace(read=True)) for row in known]


def test_rows_are_fetched_in_blocks_and_kept_for_a_while() -> None:
    shelf = Shelf()
    window = Window(shelf.fetch, shelf.fetch_marks)
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
    window = Window(Shelf().fetch, Shelf().fetch_marks)
    assert (len(window), window.row(0), window.row(-1)) == (0, None, None)
    window.put(array("q", (5, 0, 7)))
    assert window.row(1) is None
    assert window.row(3) is None


def test_marks_are_fetched_again_where_they_are_shown() -> None:
    shelf = Shelf()
    window = Window(shelf.fetch, shelf.fetch_marks)
    window.put(array("q", range(1, 200)))
    first, last = window.row(0), window.row(198)
    assert first
    assert last
    assert not first.state.read
    window.forget_marks()
    assert shelf.marks == []
    again = window.row(0)
    assert again
    assert again.state.read
    assert again.entry is first.entry
    window.row(1)
    assert (shelf.asked, shelf.marks) == ([64, 7], [64])
    window.put(array("q", (5,)))
    window.row(0)
    assert (shelf.asked, shelf.marks) == ([64, 7, 1], [64]), "another list knows no marks of before"


def test_after() -> None:
    window = Window(Shelf().fetch, Shelf().fetch_marks)
    window.put(array("q", (1, 2, 3, 4)))
    assert list(window.after(1)) == [3, 4, 1, 2]
    assert list(window.after(3)) == [1, 2, 3, 4]
