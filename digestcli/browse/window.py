"""The entries of the list: row ids of all, and those rows that were shown last."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from digestcli.library.listing import Row

_BLOCK = 64
_BLOCKS = 16
"""So many blocks of rows are kept: some screens in both directions."""

Rows = list[Row | None]


class Window:
    """A list of which only parts are in memory.

    `fetch` gives rows by their ids; `fetch_marks` gives them again, given those known, when only the marks of
    papers may have changed.
    """

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Rows],
        fetch_marks: Callable[[Sequence[int], Sequence[Row | None]], Rows],
    ) -> None:
        """Begin empty."""
        self._fetch = fetch
        self._fetch_marks = fetch_marks
        self._blocks: dict[int, Rows] = {}
        self._outdated: set[int] = set()
        self.ids: array[int] = array("q")

    def __len__(self) -> int:
        return len(self.ids)

    def put(self, ids: array[int]) -> None:
        """Take other entries."""
        self.ids = ids
        self._blocks.clear()

    def forget_marks(self) -> None:
        """Fetch the marks of rows again when they are shown."""
        self._outdated = set(self._blocks)

    def row(self, index: int) -> Row | None:
        """Return a row; None where there is none, or none any more."""
        if not 0 <= index < len(self.ids):
            return None
        number, place = divmod(index, _BLOCK)
        block = self._blocks.pop(number, None)
        ids = self.ids[number * _BLOCK : (number + 1) * _BLOCK]
        if block is None:
            block = self._fetch(ids)
        elif number in self._outdated:
            block = self._fetch_marks(ids, block)
        self._outdated.discard(number)
        self._blocks[number] = block  # the last one used comes last
        if len(self._blocks) > _BLOCKS:
            del self._blocks[next(iter(self._blocks))]
        return block[place]

    def after(self, index: int) -> array[int]:
        """Return the row ids after `index`, and from the beginning again up to it."""
        return self.ids[index + 1 :] + self.ids[: index + 1]
