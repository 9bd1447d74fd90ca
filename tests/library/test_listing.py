"""Long lists: ids in the order of `digest list`, rows as they are now, counts of what is unread."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import pytest
from entries import arxiv_entry, made_digest, make_entry

from digestcli.errors import NoMatch
from digestcli.library.listing import (
    Count,
    entry_ids,
    first_unread,
    marked_anew,
    papers_of,
    rows,
    unread_counts,
)
from digestcli.library.select import Selection, select
from digestcli.library.state import Change, change
from digestcli.library.store import MEMORY, Library
from digestcli.query.parser import parse


@pytest.fixture
def library() -> Iterator[Library]:
    with Library(MEMORY, create=True) as opened:
        old = [make_entry(n, digest="old-2026-01-01", category=("a", "b")[n % 2]) for n in range(1, 6)]
        shared = arxiv_entry(6, "2601.14263", digest="old-2026-01-01", category="a")
        opened.add(made_digest("old-2026-01-01"), [*old, shared], path="-", fingerprint="1")
        opened.add(
            made_digest("new-2026-01-02"),
            [arxiv_entry(1, "2601.14263", digest="new-2026-01-02", category="c"), make_entry(2, category="")],
            path="-",
            fingerprint="2",
        )
        yield opened


def test_ids_are_those_of_list(library: Library) -> None:
    for selection in (Selection(), Selection(categories=("a",)), Selection(query=parse("title:5 OR 2601"))):
        shown = [row.entry for row in rows(library, entry_ids(library, selection)) if row]
        assert shown == list(select(library, selection))
        assert shown
    assert entry_ids(library, Selection()).itemsize == 8


def test_a_digest_that_is_not_there(library: Library) -> None:
    with pytest.raises(NoMatch):
        entry_ids(library, Selection(digests=("nothing",)))


def test_rows_of_removed_entries(library: Library) -> None:
    ids = entry_ids(library, Selection())
    library.remove("new-2026-01-02")
    found = rows(library, ids)
    assert [row is None for row in found] == [True, True, *[False] * 6]
    assert len(papers_of(library, ids)) == 6


def test_papers_come_once(library: Library) -> None:
    assert len(papers_of(library, entry_ids(library, Selection()))) == 6


def test_unread(library: Library) -> None:
    everything = Selection()
    assert unread_counts(library, everything) == [
        Count("a", 3, 3), Count("b", 3, 3), Count("", 1, 1), Count("c", 1, 1),
    ]  # fmt: skip
    ids = entry_ids(library, everything)
    assert first_unread(library, ids) == 0
    with library.transaction() as db:
        change(db, papers_of(library, ids[:1]), Change(read=True))
    assert unread_counts(library, everything) == [
        Count("a", 3, 2), Count("b", 3, 3), Count("", 1, 1), Count("c", 1, 0),
    ]  # fmt: skip
    assert unread_counts(library, Selection(categories=("c",))) == [Count("c", 1, 0)]
    assert first_unread(library, ids) == 1
    with library.transaction() as db:
        change(db, papers_of(library, ids), Change(read=True))
    assert first_unread(library, ids) is None
    assert unread_counts(library, Selection(kind="news")) == []


def test_counts_of_a_moment_ago_save_counting_entries(library: Library) -> None:
    everything = Selection()
    before = unread_counts(library, everything)
    with library.transaction() as db:
        change(db, papers_of(library, entry_ids(library, everything)[:1]), Change(read=True))
    after = unread_counts(library, everything)
    assert after != before
    assert unread_counts(library, everything, before) == after
    assert unread_counts(library, everything, [one._replace(entries=one.entries + 1) for one in before]) == [
        Count(one.category, one.entries + 1, one.unread + 1) for one in after
    ]
    unread = Selection(query=parse("is:unread"))
    assert unread_counts(library, unread, before) == unread_counts(library, unread) != after


def test_marks_of_rows_that_are_known(library: Library) -> None:
    ids = entry_ids(library, Selection())
    before = rows(library, ids)
    with library.transaction() as db:
        change(db, papers_of(library, ids[:1]), Change(starred=True))
    after = marked_anew(library, ids, before)
    assert after == rows(library, ids) != before
    assert after[0]
    assert before[0]
    assert after[0].entry is before[0].entry
    library.remove("new-2026-01-02")
    assert marked_anew(library, ids, after) == rows(library, ids)


def test_the_first_unread_of_many(library: Library) -> None:
    read, unread = entry_ids(library, Selection())[:2]
    with library.transaction() as db:
        change(db, papers_of(library, [read]), Change(read=True))
    assert first_unread(library, array("q", [read] * 4_321 + [unread])) == 4_321
