"""State belongs to papers: it is changed only where asked, and nothing that digests do takes it away."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator

import pytest
from entries import arxiv_entry, made_digest, make_entry, patient
from hypothesis import given
from hypothesis import strategies as st

from digestcli.library.select import Selection, papers, placed
from digestcli.library.state import (
    NO_STATE,
    Change,
    State,
    change,
    changed,
    merge,
    put,
    state_of,
    tag_counts,
    tag_name,
)
from digestcli.library.store import MEMORY, Library
from digestcli.model import Entry, Text
from digestcli.query.parser import parse
from digestcli.text.fold import fold_label

FULL = Change(read=True, starred=True, add=("To Read", "量子"), note="Mine.\nTwo lines.")
STATE = State(read=True, starred=True, tags=("To Read", "量子"), note="Mine.\nTwo lines.")


@pytest.fixture
def library() -> Iterator[Library]:
    with Library(MEMORY) as library:
        yield library


def _add(
    library: Library, *entries: Entry, key: str = "made-2026-01-22", path: str = "", mark: str = "1"
) -> str:
    return library.add(made_digest(key), entries, path=path or key, fingerprint=mark)[1]


def _mark(library: Library, wanted: Change, query: str = "") -> int:
    with library.transaction() as db:
        return change(db, papers(library, Selection(query=parse(query))), wanted)


def _states(library: Library) -> list[State]:
    """Return the state of every entry, in the order of a list, without the times."""
    found = [state_of(library.connection, one.paper) for one in placed(library, Selection())]
    return [state._replace(marked=None) for state in found]


def _titles(library: Library, query: str) -> list[str]:
    return [one.entry.title.first("en") for one in placed(library, Selection(query=parse(query)))]


ARXIV = arxiv_entry(1, "2601.14263", title=Text(en="Marked"))
DOI = make_entry(1, id="doi:10.1/x", identifiers={"doi": "10.1/x"}, title=Text(en="Marked"))
BY_TITLE = make_entry(1, title=Text(en="Marked"), authors=("Ada Lovelace",))
NEWS = make_entry(1, title=Text(en="Marked"), kind="news")
UNTITLED = make_entry(1, title=Text(), kind="news")
ALONE = pytest.mark.parametrize(
    "entry", (ARXIV, DOI, BY_TITLE, NEWS, UNTITLED), ids=("arxiv", "doi", "title", "news", "untitled")
)


@ALONE
def test_every_appearance_has_it(library: Library, entry: Entry) -> None:
    _add(library, entry)
    if entry in (ARXIV, DOI, BY_TITLE):
        _add(library, entry._replace(digest="made-2026-01-23", number=7), key="made-2026-01-23")
    _add(library, arxiv_entry(2, "2601.00001"), key="made-2026-01-01")
    assert _mark(library, FULL, "until:2026-01-22 digest:made-2026-01-22") == 1
    *with_it, without = _states(library)
    assert with_it == [STATE] * (2 if entry in (ARXIV, DOI, BY_TITLE) else 1)
    assert without == NO_STATE


def _same_file_again(library: Library, entry: Entry) -> None:
    library.add(made_digest(), [entry], path="a", fingerprint="1", again=True)


def _changed_file(library: Library, entry: Entry) -> None:
    """An item is put in before it, so that its number is another; without a title the number is all it has."""
    before = make_entry(1, title=Text(en="Before"), kind="news")
    moved = entry._replace(number=2, id=entry.id.replace("-22:1", "-22:2")) if entry.title else entry
    _add(library, before, moved._replace(tldr=Text(en="Longer.")), path="a", mark="2")


def _removed_and_added(library: Library, entry: Entry) -> None:
    library.remove("latest")
    assert library.is_empty()
    _add(library, entry, path="b", mark="3")


def _file_without_it_and_with_it(library: Library, entry: Entry) -> None:
    _add(library, make_entry(9, title=Text(en="Another"), kind="news"), path="a", mark="2")
    _add(library, entry, path="a", mark="4")


@ALONE
@pytest.mark.parametrize(
    "what", (_same_file_again, _changed_file, _removed_and_added, _file_without_it_and_with_it)
)
def test_it_survives(library: Library, entry: Entry, what: Callable[[Library, Entry], None]) -> None:
    _add(library, entry, path="a")
    _mark(library, FULL)
    what(library, entry)
    titles = [one.entry.title for one in placed(library, Selection())]
    assert dict(zip(titles, _states(library), strict=True))[entry.title] == STATE
    assert _states(library).count(STATE) == 1


def test_items_of_one_title_are_told_apart_by_their_order(library: Library) -> None:
    """Also under a key that had to be numbered."""
    news = [make_entry(number, title=Text(zh="简讯"), kind="news") for number in (1, 2, 3)]
    for path in ("a", "b"):
        _add(library, *news, path=path, mark=path)
    assert len(set(papers(library, Selection()))) == 6
    with library.transaction() as db:
        second = list(placed(library, Selection(digests=("made-2026-01-22-2",))))[1]
        change(db, [second.paper], FULL)
    for path in ("a", "b"):
        library.add(made_digest(), news, path=path, fingerprint=path, again=True)
    assert [bool(state.note) for state in _states(library)] == [False, True, False, False, False, False]


def test_nothing_unmarked_is_kept(library: Library) -> None:
    for entry in (ARXIV, NEWS):
        _add(library, entry)
        library.remove("latest")
    assert library.connection.execute("SELECT count(*) FROM paper").fetchone() == (0,)
    assert library.connection.execute("SELECT count(*) FROM paper_name").fetchone() == (0,)


def test_joined_papers_keep_both(library: Library) -> None:
    _add(
        library, make_entry(1, id="arxiv:2601.14263", identifiers={"arxiv": "2601.14263"}), key="a-2026-01-01"
    )
    _add(library, make_entry(1, id="doi:10.1/x", identifiers={"doi": "10.1/x"}), key="b-2026-01-02")
    _mark(library, Change(read=True, add=("One", "both"), note="first"), "digest:a-2026-01-01")
    _mark(library, Change(starred=True, add=("BOTH", "two"), note="second"), "digest:b-2026-01-02")
    both = {"arxiv": "2601.14263", "doi": "10.1/x"}
    _add(library, make_entry(1, id="arxiv:2601.14263", identifiers=both), key="c-2026-01-03")
    joined = State(read=True, starred=True, tags=("both", "One", "two"), note="first\nsecond")
    assert _states(library) == [joined] * 3
    assert library.connection.execute("SELECT count(*) FROM paper").fetchone() == (1,)


@pytest.mark.parametrize(
    "wanted, expected",
    (
        (Change(), STATE),
        (Change(read=True), STATE),
        (Change(read=False), STATE._replace(read=False)),
        (Change(starred=False), STATE._replace(starred=False)),
        (Change(add=("to  read",)), STATE._replace()),
        (Change(add=("TO READ", "A")), STATE._replace(tags=("A", "To Read", "量子"))),
        (Change(add=("New", "new")), STATE._replace(tags=("New", "To Read", "量子"))),
        (Change(remove=("to read",)), STATE._replace(tags=("量子",))),
        (Change(remove=("nothing",)), STATE),
        (Change(note=""), STATE._replace(note=None)),
        (Change(note="else"), STATE._replace(note="else")),
        (Change(read=False, starred=False, remove=("To Read", "量子"), note=""), NO_STATE),
    ),
)
def test_change(library: Library, wanted: Change, expected: State) -> None:
    assert changed(STATE, wanted) == expected
    _add(library, ARXIV)
    _mark(library, FULL)
    marked = "SELECT marked FROM paper"
    before = library.connection.execute(marked).fetchone()
    assert _mark(library, wanted) == (expected != STATE)
    assert _states(library) == [expected]
    assert (library.connection.execute(marked).fetchone() == before) == (expected == STATE)


def test_the_time_of_a_mark(library: Library) -> None:
    _add(library, ARXIV)
    _mark(library, Change(read=True))
    (paper,) = papers(library, Selection())
    marked = state_of(library.connection, paper).marked
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00", marked or "")


def test_a_failure_changes_nothing(library: Library) -> None:
    _add(library, ARXIV)
    before = list(library.connection.iterdump())

    def unfinished() -> Iterator[int]:
        yield from papers(library, Selection())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), library.transaction() as db:
        change(db, unfinished(), FULL)
    assert list(library.connection.iterdump()) == before
    assert state_of(library.connection, 12345) == NO_STATE


@pytest.mark.parametrize(
    "query, expected",
    (
        ("is:read", "a"),
        ("is:unread", "b c"),
        ("is:starred", "b"),
        ("is:noted", "c"),
        ("-is:noted -is:read", "b"),
        ("tag:'", ""),
        ("tag:量子", "a"),
        ("tag:LIANG", "b"),
        ('tag:"to read"', "b c"),
        ("tag:to*", "b c"),
        ("tag:to", ""),
    ),
)
def test_queries_know_it(library: Library, query: str, expected: str) -> None:
    _add(
        library,
        *(
            arxiv_entry(number, f"2601.0000{number}", title=Text(en=name))
            for number, name in enumerate("abc")
        ),
    )
    _mark(library, Change(read=True, add=("量子",)), "title:a")
    _mark(library, Change(starred=True, add=("To Read", "liang")), "title:b")
    _mark(library, Change(note="x", add=("to read",)), "title:c")
    assert " ".join(_titles(library, query)) == expected


def test_tags_are_counted(library: Library) -> None:
    assert tag_counts(library.connection) == []
    _add(library, *(arxiv_entry(number, f"2601.0000{number}") for number in range(3)))
    _mark(library, Change(add=("b", "Quantum")))
    _mark(library, Change(add=("a",)), "id:2601.00000")
    with library.transaction() as db:
        paper = papers(library, Selection(query=parse("id:2601.00001")))
        change(db, paper, Change(remove=("quantum",)))
        change(db, paper, Change(add=("quantum",)))
    assert tag_counts(library.connection) == [("b", 3), ("Quantum", 3), ("a", 1)]


@pytest.mark.parametrize(
    "text, name", (("a", "a"), ("  to\t read\n", "to read"), ("", ""), (" \n", ""), ("a\ud800", "a\ufffd"))
)
def test_tag_name(text: str, name: str) -> None:
    assert tag_name(text) == name


def test_foreign_tags_and_notes_are_values(library: Library) -> None:
    _add(library, ARXIV)
    for text in ("'; DROP TABLE tag; --", "%", "a\0b", "[bold]"):
        _mark(library, Change(add=(text,), note=text))
        (state,) = _states(library)
        assert text in state.tags
        assert state.note == text


NAMES = st.sampled_from(("a", "A", "b", "量子", "量 子", "ａ", "to read"))
NOTES = st.none() | st.sampled_from(("x", "y", "a longer one"))


@st.composite
def states(draw: st.DrawFn) -> State:
    """Draw states as they are stored: no two tags fold alike, and they are in order."""
    tags = {fold_label(name): name for name in draw(st.lists(NAMES, max_size=4))}
    marked = draw(
        st.none() | st.sampled_from(("2026-01-01T00:00:00.000000+00:00", "2026-01-02T00:00:00.000000+00:00"))
    )
    if marked is None:
        return NO_STATE
    return State(
        draw(st.booleans()),
        draw(st.booleans()),
        tuple(tags[key] for key in sorted(tags)),
        draw(NOTES),
        marked,
    )


def _folded(state: State) -> set[str]:
    return set(map(fold_label, state.tags))


@patient
@given(states(), states())
def test_merge(one: State, other: State) -> None:
    merged = merge(one, other)
    assert merged == merge(other, one)
    assert merge(merged, one) == merge(merged, other) == merged
    assert _folded(merged) == _folded(one) | _folded(other)
    assert list(merged.tags) == sorted(merged.tags, key=fold_label)
    assert (merged.note is None) == (one.note is None and other.note is None)
    assert merged.marked == max(one.marked or "", other.marked or "") or merged == NO_STATE
    if (one.marked or "") > (other.marked or ""):
        assert merged[:2] == one[:2]
        assert merged.note == (one.note or other.note)


@patient
@given(states())
def test_merge_with_itself_and_with_nothing(state: State) -> None:
    assert merge(state, state) == merge(state, NO_STATE) == state


@patient
@given(st.lists(states(), min_size=3, max_size=3), st.permutations(range(3)))
def test_order_of_merging_matters_for_notes_only(three: list[State], order: list[int]) -> None:
    first, second, third = three
    one = merge(merge(first, second), third)
    first, second, third = (three[place] for place in order)
    assert merge(first, merge(second, third))._replace(note=None) == one._replace(note=None)


@patient
@given(states())
def test_what_is_put_comes_back(state: State) -> None:
    with Library(MEMORY) as library:
        _add(library, ARXIV)
        (paper,) = papers(library, Selection())
        for _ in range(2):
            with library.transaction() as db:
                put(db, paper, state)
            assert state_of(library.connection, paper) == state


def test_a_library_that_may_only_be_read(library: Library) -> None:
    _add(library, ARXIV)
    library.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(sqlite3.OperationalError):
        change(library.connection, [1], FULL)
