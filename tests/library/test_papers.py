"""Which entries are of one paper, in whatever order they come, and that what a person did with it stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Any

import pytest
from entries import arxiv_entry, made_digest, make_entry, patient
from hypothesis import given
from hypothesis import strategies as st

from digestcli.library.search import search
from digestcli.library.select import Selection, appearances, find, select
from digestcli.library.store import MEMORY, Library
from digestcli.model import Entry, Text
from digestcli.query.parser import parse

BY: dict[str, Any] = {"title": Text(en="Spin glasses"), "authors": ("Wei Zhang", "Ada Lovelace")}


def _doi(name: str, **given: object) -> Entry:
    return make_entry(1, id=f"doi:{name}", identifiers={"doi": name}, **given)


@pytest.fixture
def library() -> Iterator[Library]:
    with Library(MEMORY) as library:
        yield library


def _add(library: Library, day: int, *entries: Entry, path: str = "") -> str:
    """Add a digest of that day in January; return its key."""
    key = f"made-2026-01-{day:02}"
    numbered = [entry._replace(number=number, digest=key) for number, entry in enumerate(entries, 1)]
    numbered = [
        entry._replace(id=f"{key}:{entry.number}") if entry.id.startswith("made-") else entry
        for entry in numbered
    ]
    library.add(made_digest(key), numbered, path=path or key, fingerprint=f"{key}{entries}")
    return key


def _papers(library: Library) -> list[int]:
    """Return the paper of each entry, in the order of the days."""
    return [
        paper for (paper,) in library.connection.execute("SELECT paper FROM entry ORDER BY day, position")
    ]


def _partition(papers: Sequence[int]) -> list[int]:
    """Return for each place the first place that has the same paper."""
    return [papers.index(paper) for paper in papers]


SAME = (
    (arxiv_entry(1, "2601.00001"), arxiv_entry(1, "2601.00001")),
    (arxiv_entry(1, "2601.00001"), make_entry(id="arxiv:2601.00001v3", identifiers={"arxiv": "2601.00001v3"})),
    (arxiv_entry(1, "2601.00001"), _doi("10.48550/arXiv.2601.00001")),
    (arxiv_entry(1, "2601.00001"), _doi("10.48550/ARXIV.2601.00001v2")),
    (arxiv_entry(1, "math.GT/0309136"), arxiv_entry(1, "math.gt/0309136v1")),
    (_doi("10.1103/PhysRevLett.134.1"), _doi("10.1103/physrevlett.134.1")),
    (make_entry(id="doi:10.1000/X"), _doi("10.1000/x")),
    (make_entry(**BY), make_entry(title=Text(en="SPIN—GLASSES!"), authors=("Zhang, Wei",))),
    (make_entry(**BY), make_entry(title=Text(en="Spin glasses", zh="自旋玻璃"), authors=("Wei Zhang",))),
    (make_entry(title=Text(zh="自旋玻璃"), authors=("张伟",)), make_entry(title=Text(en="x", zh="自旋玻璃"), authors=("張偉",))),
    (make_entry(**BY), arxiv_entry(1, "2601.00001", **BY)),
    (make_entry(**BY), _doi("10.1000/x", **BY)),
)  # fmt: skip
OTHER = (
    (arxiv_entry(1, "2601.00001"), arxiv_entry(1, "2601.00002")),
    (arxiv_entry(1, "2601.00001", **BY), arxiv_entry(1, "2601.00002", **BY)),
    (arxiv_entry(1, "2601.00001", **BY), _doi("10.1000/x", **BY)),
    (_doi("10.1000/x", **BY), _doi("10.1000/y", **BY)),
    (make_entry(**BY), make_entry(**BY | {"title": Text(en="Spin glass")})),
    (make_entry(**BY), make_entry(**BY | {"authors": ("Ada Lovelace", "Wei Zhang")})),
    (make_entry(**BY), make_entry(**BY | {"authors": ()})),
    (make_entry(title=Text(), authors=("Wei Zhang",)), make_entry(title=Text(), authors=("Wei Zhang",))),
    (make_entry(title=Text(en="News")), make_entry(title=Text(en="News"))),
    (make_entry(title=Text(en="!"), authors=("?",)), make_entry(title=Text(en="?"), authors=("!",))),
)


@pytest.mark.parametrize("one, other", SAME)
def test_one_paper(library: Library, one: Entry, other: Entry) -> None:
    _add(library, 1, one)
    _add(library, 2, other)
    assert _partition(_papers(library)) == [0, 0]


@pytest.mark.parametrize("one, other", OTHER)
def test_two_papers(library: Library, one: Entry, other: Entry) -> None:
    _add(library, 1, one)
    _add(library, 2, other)
    assert _partition(_papers(library)) == [0, 1]


def _alike(one: Entry, other: Entry) -> bool:
    """Tell whether two entries are of one paper by what they say themselves."""
    shared = _identified(one) & _identified(other)
    if shared or (_identified(one) and _identified(other)):
        return bool(shared)
    return one.title == other.title and one.authors == other.authors


def _identified(entry: Entry) -> set[str]:
    names = {name.lower() for name in entry.identifiers.values()}
    return {re.sub(r"^10\.48550/arxiv\.|(?<=\d)v\d+$", "", name) for name in names}


def _closed(entries: Sequence[Entry]) -> list[int]:
    """Return for each entry the first that is of its paper: what `_alike` says, and what follows from it."""
    groups = list(range(len(entries)))
    for at, one in enumerate(entries):
        for before, other in enumerate(entries[:at]):
            if _alike(one, other):
                joined = {groups[at], groups[before]}
                groups = [min(joined) if group in joined else group for group in groups]
    return groups


_IDS = st.sampled_from(
    (
        {},
        {},
        {"arxiv": "2601.00001"},
        {"arxiv": "2601.00001v2", "doi": "10.48550/arXiv.2601.00001v2"},
        {"arxiv": "2601.00002", "doi": "10.1000/x"},
        {"doi": "10.1000/X"},
        {"doi": "10.1000/y"},
        {"doi": "10.48550/arXiv.2601.00002"},
    )
)
_ENTRIES = st.builds(
    lambda ids, title, author: make_entry(identifiers=ids, title=Text(en=title), authors=(author,)),
    _IDS,
    st.sampled_from(("One", "Two")),
    st.sampled_from(("Ada", "Bob")),
)


@patient
@given(st.lists(_ENTRIES, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_adding_does_not_matter(entries: list[Entry], chance: object) -> None:
    order = list(range(len(entries)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    with Library(MEMORY) as library:
        for day in order:
            _add(library, day + 1, entries[day])
        assert _partition(_papers(library)) == _closed(entries)


def test_what_has_no_identifier_joins_those_that_have() -> None:
    three = (arxiv_entry(1, "2601.00001", **BY), _doi("10.1000/x", **BY), make_entry(**BY))
    for order in permutations(range(3)):
        with Library(MEMORY) as library:
            for day in order:
                _add(library, day + 1, three[day])
            assert _partition(_papers(library)) == [0, 0, 0]
            assert library.connection.execute("SELECT count(*) FROM paper").fetchone() == (1,)


def _mark(library: Library, day: int, sql: str, tag: str = "") -> None:
    (paper,) = library.connection.execute(
        "SELECT paper FROM entry WHERE day LIKE ?", (f"%{day:02}",)
    ).fetchone()
    library.connection.execute(f"UPDATE paper SET {sql} WHERE id = ?", (paper,))
    if tag:
        library.connection.execute(
            "INSERT INTO tag (paper, name, folded) VALUES (?, ?, ?)", (paper, tag, tag.lower())
        )


def _marks(library: Library) -> list[tuple[object, ...]]:
    return library.connection.execute("SELECT read, starred, note, marked FROM paper ORDER BY id").fetchall()


def test_joining_keeps_what_a_person_did_with_either(library: Library) -> None:
    _add(library, 1, arxiv_entry(1, "2601.00001"))
    _add(library, 2, _doi("10.1000/x"))
    _mark(library, 1, "read = 1, note = 'one', marked = '2026-01-01'", "Later")
    _mark(library, 2, "starred = 1, note = 'two', marked = '2026-01-02'", "later")
    _mark(library, 2, "read = 0", "other")
    _add(
        library, 3, make_entry(identifiers={"arxiv": "2601.00001", "doi": "10.1000/X"}, id="arxiv:2601.00001")
    )
    assert _partition(_papers(library)) == [0, 0, 0]
    assert _marks(library) == [(1, 1, "one\ntwo", "2026-01-02")]
    assert library.connection.execute("SELECT name FROM tag ORDER BY folded").fetchall() == [
        ("Later",),
        ("other",),
    ]
    for query in (
        "is:read",
        "is:starred",
        "is:noted",
        "tag:LATER",
        "tag:oth*",
        "id:10.1000/x",
        "arXiv:2601.00001",
    ):
        assert len(list(select(library, Selection(query=parse(query))))) == 3, query
    assert not list(select(library, Selection(query=parse("is:unread OR tag:la"))))


@pytest.mark.parametrize(
    "one, other, joined",
    (
        ("note = NULL", "note = 'two'", (0, 0, "two", None)),
        ("note = 'one'", "note = NULL, read = 1", (1, 0, "one", None)),
        ("note = 'one'", "note = 'one', marked = 'b'", (0, 0, "one", "b")),
        ("marked = 'c'", "marked = 'b'", (0, 0, None, "c")),
    ),
)
def test_joining_where_one_has_nothing(
    library: Library, one: str, other: str, joined: tuple[object, ...]
) -> None:
    _add(library, 1, arxiv_entry(1, "2601.00001"))
    _add(library, 2, _doi("10.1000/x"))
    _mark(library, 1, one)
    _mark(library, 2, other)
    _add(
        library, 3, make_entry(identifiers={"arxiv": "2601.00001", "doi": "10.1000/X"}, id="arxiv:2601.00001")
    )
    assert _marks(library) == [joined]


UNNAMED = (
    arxiv_entry(1, "2601.00001"),
    _doi("10.1000/x"),
    make_entry(**BY),
    make_entry(title=Text(en="News without an author"), kind="news"),
    make_entry(title=Text(), body=Text(zh="无题")),
)


@pytest.mark.parametrize("entry", UNNAMED)
def test_a_marked_paper_outlives_its_digests(library: Library, entry: Entry) -> None:
    key = _add(library, 1, make_entry(title=Text(en="Another")), entry, make_entry(title=Text(en="A third")))
    (paper,) = library.connection.execute("SELECT paper FROM entry WHERE position = 2").fetchone()
    library.connection.execute("UPDATE paper SET starred = 1, marked = '2026' WHERE id = ?", (paper,))
    library.remove(key)
    assert _marks(library) == [(0, 1, None, "2026")]
    _add(library, 1, make_entry(title=Text(en="Another")), entry, make_entry(title=Text(en="A third")))
    assert [found.number for found in select(library, Selection(query=parse("is:starred")))] == [2]
    _add(library, 1, make_entry(title=Text(en="Another")), entry)  # the file has changed
    assert [found.number for found in select(library, Selection(query=parse("is:starred")))] == [2]


def test_unnamed_entries_of_other_digests_are_other_papers(library: Library) -> None:
    _add(library, 1, *UNNAMED[3:], *UNNAMED[3:])
    _add(library, 2, *UNNAMED[3:])
    assert len(set(_papers(library))) == 6


def test_removing_forgets_what_nobody_marked(library: Library) -> None:
    key = _add(library, 1, *UNNAMED)
    _add(library, 2, arxiv_entry(1, "2601.00001v2"))
    library.remove(key)
    assert len(_marks(library)) == 1
    assert library.connection.execute("SELECT DISTINCT name FROM paper_name").fetchall() == [
        ("arxiv:2601.00001",)
    ]
    library.remove("latest")
    for table in ("paper", "paper_name", "tag", "entry"):
        assert library.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_new_is_what_no_earlier_digest_has(library: Library) -> None:
    a, b, c = (arxiv_entry(1, f"2601.0000{number}") for number in range(1, 4))
    _add(library, 2, b, b)
    _add(library, 3, b, c, a)
    _add(library, 1, a)
    expected = [(3, 2), (2, 1), (2, 2), (1, 1)]  # a paper that a digest has twice is new there twice
    for selection in (Selection(new=True), Selection(query=parse("is:new"))):
        found = [(int(entry.digest[-2:]), entry.number) for entry in select(library, selection)]
        assert found == expected
    library.remove("made-2026-01-01")
    assert [entry.number for entry in select(library, Selection(new=True, digests=("latest",)))] == [2, 3]


def test_appearances_and_how_often_seen(library: Library) -> None:
    paper = arxiv_entry(1, "2601.00001", **BY)
    _add(library, 3, paper, paper)
    _add(library, 1, arxiv_entry(1, "2601.00001v1"))
    _add(library, 2, make_entry(**BY))
    (found,) = find(library, "arXiv:2601.00001v9", Selection())
    places = [(one.digest[-2:], one.number, one.date) for one in appearances(library, found.paper)]
    assert places == [
        ("03", 1, "2026-01-03"),
        ("03", 2, "2026-01-03"),
        ("02", 1, "2026-01-02"),
        ("01", 1, "2026-01-01"),
    ]
    (hit,) = search(library, parse("glasses"), Selection())
    assert hit.seen == 3


def test_appearances_of_the_second_entry_with_a_number(library: Library) -> None:
    """Some digests print a number twice."""
    twice = [arxiv_entry(7, "2601.00001"), arxiv_entry(7, "2601.00002")]
    library.add(made_digest(), twice, path="a", fingerprint="a")
    _add(library, 1, arxiv_entry(1, "2601.00002"))
    second = find(library, "made-2026-01-22:7", Selection())[1].paper
    assert [one.digest[-2:] for one in appearances(library, second)] == ["22", "01"]
