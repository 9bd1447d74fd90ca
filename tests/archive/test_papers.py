"""Papers are told apart by names in any order, as a library does."""

from __future__ import annotations

from itertools import permutations

import pytest
from entries import arxiv_entry, make_entry

from digestcli.archive.papers import Distinct, Papers, known
from digestcli.library.predicate import hold
from digestcli.library.store import MEMORY, Library
from digestcli.model import Entry, Text

_TITLE = {"title": Text(en="One title"), "authors": ("Ada Lovelace",)}
SOME: tuple[tuple[int, tuple[Entry, ...]], ...] = (
    (2, (arxiv_entry(1, "2601.00001"), arxiv_entry(2, "2601.00002"))),
    (1, (arxiv_entry(1, "2601.00001v1"), arxiv_entry(2, "2601.00001"))),
    (2, (arxiv_entry(1, "2601.00001", **_TITLE), arxiv_entry(2, "2601.00002", **_TITLE))),
    (
        1,
        (
            arxiv_entry(1, "2601.00001", **_TITLE),
            arxiv_entry(2, "2601.00002", **_TITLE),
            make_entry(3, **_TITLE),
        ),
    ),
    (1, (make_entry(1, **_TITLE), make_entry(2, **_TITLE))),
    (2, (make_entry(1, title=Text(en="News"), authors=()), make_entry(2, title=Text(en="News"), authors=()))),
)


@pytest.mark.parametrize("number, entries", SOME)
def test_how_many(number: int, entries: tuple[Entry, ...]) -> None:
    for some in permutations(entries):
        papers, days = Papers(), Distinct()
        for entry in some:
            days.add("day", papers.add(known(entry)))
        papers.settle()
        found, several = papers.several()
        assert found == number
        assert days.counts(papers, several) == {"day": number}
        with Library(MEMORY) as library:
            hold(library, some, {})
            (counted,) = library.connection.execute("SELECT count(DISTINCT paper) FROM entry").fetchone()
        assert counted == number
