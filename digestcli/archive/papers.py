"""How many papers entries are of, counted from the names that each gives to its paper.

The rules are those of library/papers.py, without a library: what is kept are 64 bits of a hash for each name
(of thirty million one pair is the same once in 40,000 archives). A paper takes 305 bytes, with its day and
five authors (docs/decisions.md). Entries come in any order.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from digestcli.library.papers import Identified, own_names, shared_name


class Known(NamedTuple):
    """What tells of which paper an entry is: hashes of names."""

    names: tuple[int, ...]
    """Two entries that have one of these are of one paper."""
    titles: tuple[int, ...]
    """Names that an entry without identifier would have: of one paper with those that have."""


def known(entry: Identified) -> Known:
    """Return what tells of which paper an entry is; nothing for one that is a paper of its own."""
    names: list[int] = []
    titles: list[int] = []
    for name in own_names(entry):
        shared, alone = shared_name(name)
        (names if alone else titles).append(_hash(shared))
    return Known(tuple(names), tuple(titles))


def _hash(name: str) -> int:
    data = blake2b(name.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(data, "little", signed=True)


class Papers:
    """Papers, numbered as they come; some turn out to be one."""

    def __init__(self) -> None:
        """Begin with none."""
        self._named: dict[int, int] = {}
        self._same = array("q")  # paper -> an earlier one that it is the same as, or itself
        self._several = bytearray()  # whether more than one entry was taken for that paper
        self._titles = array("q")  # hash and paper in turn, until it is known who has no identifier

    def add(self, one: Known) -> int:
        """Return the number of the paper that an entry is of, as far as it is known."""
        met = [self._named[name] for name in one.names if name in self._named]
        paper = self._one_of(met) if met else self._new()
        self._several[paper] |= bool(met)
        for name in one.names:
            self._named.setdefault(name, paper)
        for title in one.titles:
            self._titles.extend((title, paper))
        return paper

    def settle(self) -> None:
        """Join what has identifiers with what has none, when all entries have come."""
        for title, paper in zip(self._titles[::2], self._titles[1::2], strict=True):
            if title in self._named:
                self._one_of([self._named[title], paper])
        del self._titles[:]

    def first(self, paper: int) -> int:
        """Return the number that all numbers of one paper have in common."""
        same = self._same
        while same[paper] != paper:
            same[paper] = paper = same[same[paper]]
        return paper

    def several(self) -> tuple[int, bytearray]:
        """Return how many papers there are, and by number which of them more than one entry is of."""
        several, met = bytearray(len(self._same)), bytearray(len(self._same))
        for paper, more in enumerate(self._several):
            first = self.first(paper)
            several[first], met[first] = several[first] or met[first] or more, 1
        return sum(met), several

    def _new(self) -> int:
        self._same.append(len(self._same))
        self._several.append(0)
        return len(self._same) - 1

    def _one_of(self, papers: Iterable[int]) -> int:
        """Make papers one."""
        firsts = {self.first(paper) for paper in papers}
        least = min(firsts)
        for one in firsts:
            self._same[one] = least
        return least


class Distinct:
    """Names with the papers of each, of which every paper counts once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._numbers: dict[str, int] = {}
        self._pairs = array("q")  # number of a name and paper in turn

    def add(self, name: str, paper: int) -> None:
        """Note that a paper stands under a name."""
        self._pairs.extend((self._numbers.setdefault(name, len(self._numbers)), paper))

    def counts(self, papers: Papers, several: bytearray) -> Counter[str]:
        """Count the papers of each name; `several` tells of which papers there is more than one entry."""
        found = array("q", bytes(8 * len(self._numbers)))
        pairs: set[tuple[int, int]] = set()
        for number, paper in zip(self._pairs[::2], self._pairs[1::2], strict=True):
            first = papers.first(paper)
            if not several[first]:
                found[number] += 1
            elif (number, first) not in pairs:
                pairs.add((number, first))
                found[number] += 1
        return Counter(dict(zip(self._numbers, found, strict=True)))
