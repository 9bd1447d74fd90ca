"""State goes out and comes in whole: round trips, papers of no digest yet, bad lines."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from entries import NASTY, arxiv_entry, made_digest, make_entry, patient, plain
from hypothesis import given
from hypothesis import strategies as st

from digestcli.errors import MalformedRecords
from digestcli.library.exchange import KEYS, Imported, Known, exported, imported, read
from digestcli.library.select import Selection, papers, placed
from digestcli.library.state import NO_STATE, Change, State, change, state_of
from digestcli.library.store import MEMORY, Library
from digestcli.model import Entry, Text
from digestcli.query.parser import parse
from digestcli.writers.json import dumps

ENTRIES = (
    arxiv_entry(1, "2601.14263", title=Text(zh="一", en="One"), authors=("Ada",)),
    make_entry(2, id="doi:10.1/X", identifiers={"doi": "10.1/X"}, title=Text(zh="二")),
    make_entry(3, title=Text(en="Three"), authors=("Ada",)),
    make_entry(4, title=Text(others=(("ja", "四"),)), kind="news"),
    make_entry(5, title=Text(), kind="news"),
)
LINE = {
    "paper": "One",
    "names": ["arxiv:2601.14263"],
    "read": True,
    "starred": False,
    "tags": ["b", "A"],
    "note": "Mine.",
    "marked": "2026-01-02T03:04:05.678900+00:00",
}
STATE = State(read=True, tags=("A", "b"), note="Mine.", marked="2026-01-02T03:04:05.678900+00:00")


@pytest.fixture
def library() -> Iterator[Library]:
    with Library(MEMORY) as library:
        yield library


def _add(library: Library, *entries: Entry, key: str = "made-2026-01-22") -> None:
    library.add(made_digest(key), entries, path=key, fingerprint="1")


def _mark(library: Library, wanted: Change, query: str = "") -> None:
    with library.transaction() as db:
        change(db, papers(library, Selection(query=parse(query))), wanted)


def _text(library: Library) -> str:
    return "".join(dumps(record) + "\n" for record in exported(library.connection))


def _import(library: Library, text: str) -> Imported:
    with library.transaction() as db:
        return imported(db, read(text, "x.jsonl"))


def _states(library: Library) -> list[State]:
    return [state_of(library.connection, one.paper) for one in placed(library, Selection())]


def _line(**given: object) -> str:
    return json.dumps(LINE | given) + "\n"


def test_what_a_line_looks_like(library: Library) -> None:
    _add(library, *ENTRIES)
    assert _text(library) == ""
    _mark(library, Change(starred=True, add=("量子",), note="a\nb"), "title:one")
    (line,) = _text(library).splitlines()
    record = json.loads(line)
    assert tuple(record) == KEYS
    assert "量子" in line
    names = record["names"]
    assert names[0] == "arxiv:2601.14263"
    assert [name[:3] for name in names[1:]] == ["as:", "as:"]  # one for each title
    assert record == {
        "paper": "One", "names": names, "read": False, "starred": True, "tags": ["量子"], "note": "a\nb",
        "marked": record["marked"],
    }  # fmt: skip


def test_round_trip(library: Library) -> None:
    _add(library, *ENTRIES)
    for number, wanted in enumerate(
        (
            Change(read=True),
            Change(starred=True),
            Change(add=("a", "量子")),
            Change(note="x"),
            Change(read=True),
        ),
        1,
    ):
        with library.transaction() as db:
            change(db, [papers(library, Selection())[number - 1]], wanted)
    _mark(library, Change(read=False), "title:one")
    text = _text(library)
    found = [json.loads(line)["paper"] for line in text.splitlines()]
    assert set(found) == {"One", "二", None, "四", "Three"}
    assert len(found) == 5
    with Library(MEMORY) as other:
        _add(other, *ENTRIES)
        assert _import(other, text) == Imported(changed=5, same=0, unseen=0)
        assert _states(other) == _states(library)
        assert _text(other) == text
        assert _import(other, text) == Imported(changed=0, same=5, unseen=0)


def test_papers_of_no_digest_are_kept_and_found(library: Library) -> None:
    _add(library, *ENTRIES)
    _mark(library, Change(read=True, add=("a",), note="x"))
    text, states = _text(library), _states(library)
    with Library(MEMORY) as other:
        assert _import(other, text) == Imported(changed=5, same=0, unseen=5)
        assert [json.loads(line)["paper"] for line in _text(other).splitlines()] == [None] * 5
        assert other.is_empty()
        _add(other, make_entry(8, kind="article"), *ENTRIES)
        assert _states(other) == [NO_STATE, *states]
        other.remove("latest")
        _add(other, *ENTRIES)
        assert _states(other) == states
        assert _text(other) == text


def test_a_title_finds_its_paper_under_its_identifier(library: Library) -> None:
    """One library knows a paper by its title, the other by its arXiv id too."""
    by_title = make_entry(1, title=Text(en="Spin glass"), authors=("Ada",))
    _add(library, by_title)
    _mark(library, Change(read=True))
    text = _text(library)
    with Library(MEMORY) as other:
        _add(other, arxiv_entry(1, "2601.00001", title=Text(en="Spin Glass"), authors=("Ada",)))
        assert _import(other, text) == Imported(1, 0, 0)
        _mark(other, Change(note="back"))
        assert _import(library, _text(other)) == Imported(1, 0, 0)
    assert [state.note for state in _states(library)] == ["back"]


@pytest.mark.parametrize(
    "marked, expected",
    (
        ("2020-01-01T00:00:00Z", State(starred=True, tags=("A", "b", "c"), note="Mine.")),
        ("2030-01-01T00:00:00Z", State(read=True, tags=("A", "b", "c"), note="Mine.")),
    ),
)
def test_the_newer_wins_and_tags_are_united(library: Library, marked: str, expected: State) -> None:
    _add(library, *ENTRIES)
    _mark(library, Change(starred=True, add=("b", "c")), "title:one")
    _import(library, _line(marked=marked))
    assert _states(library)[0]._replace(marked=None) == expected


@pytest.mark.parametrize(
    "given, expected",
    (
        ({}, STATE),
        ({"paper": None}, STATE),
        ({"note": None}, STATE._replace(note=None)),
        ({"note": ""}, STATE._replace(note=None)),
        ({"tags": []}, STATE._replace(tags=())),
        ({"tags": ["x", "X ", "a\tb"]}, STATE._replace(tags=("a b", "x"))),
        ({"note": "\ud800", "tags": ["\udfff!"]}, STATE._replace(note="\ufffd", tags=("\ufffd!",))),
        ({"marked": "2026-01-02T03:04:05Z"}, STATE._replace(marked="2026-01-02T03:04:05.000000+00:00")),
        ({"marked": "2026-01-02T03:04:05"}, STATE._replace(marked="2026-01-02T03:04:05.000000+00:00")),
        ({"marked": "2026-01-02T03:04:05+08:00"}, STATE._replace(marked="2026-01-01T19:04:05.000000+00:00")),
    ),
)
def test_values(given: dict[str, object], expected: State) -> None:
    assert read(_line(**given), "x") == [Known(("arxiv:2601.14263",), expected)]


def test_names_have_one_form_and_come_once() -> None:
    names = ["arXiv:2601.14263", "ARXIV:2601.14263v2", "doi:10.48550/arXiv.2601.14263", "doi:10.1/X"]
    (known,) = read(_line(names=names), "x")
    assert known.names == ("arxiv:2601.14263", "doi:10.1/x")


def test_blank_lines_are_none() -> None:
    assert read("", "x") == []
    assert read(f"\n  \n{_line()}\n\r\n", "x") == [Known(("arxiv:2601.14263",), STATE)]


@pytest.mark.parametrize(
    "line, problem",
    (
        ("{", "not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[]", "not a paper's state: no object"),
        ("47", "not a paper's state: no object"),
        ('{"names": []}', "not a paper's state: no `paper`"),
        (_line(colour="red"), "not a paper's state: `colour` is unknown"),
        (_line(names="arxiv:1"), "not a paper's state: `names` is no list of texts"),
        (_line(names=[1]), "not a paper's state: `names` is no list of texts"),
        (_line(names=[" "]), "not a paper's state: `names` is no list of texts"),
        (_line(names=[]), "not a paper's state: `names` has 0 names"),
        (_line(names=["a"] * 501), "not a paper's state: `names` has 501 names"),
        (_line(read=1), "not a paper's state: `read` is not true or false"),
        (_line(starred=None), "not a paper's state: `starred` is not true or false"),
        (_line(tags=None), "not a paper's state: `tags` is no list of texts"),
        (_line(tags=["\n"]), "not a paper's state: `tags` is no list of texts"),
        (_line(note=["x"]), "not a paper's state: `note` is no text"),
        (_line(paper=7), "not a paper's state: `paper` is no text"),
        (_line(marked=None), "not a paper's state: `marked` is no time"),
        (_line(marked="yesterday"), "not a paper's state: `marked` is no time"),
        (_line(marked="0001-01-01T00:00:00+08:00"), "not a paper's state: `marked` is no time"),
        (_line(marked=20260101), "not a paper's state: `marked` is no text"),
    ),
)
def test_a_bad_line_is_named_and_nothing_is_imported(library: Library, line: str, problem: str) -> None:
    _add(library, *ENTRIES)
    before = list(library.connection.iterdump())
    with pytest.raises(MalformedRecords) as caught:
        _import(library, _line() + "\n" + line.rstrip("\n") + "\n" + _line())
    assert caught.value.message == f"x.jsonl, line 3: {problem}"
    assert list(library.connection.iterdump()) == before


@pytest.mark.parametrize("text", NASTY)
def test_foreign_text(library: Library, text: str) -> None:
    entry = make_entry(
        1, title=Text(en=text), authors=(text,), id=text, identifiers={"arxiv": text, "doi": text}
    )
    _add(library, entry)
    _import(library, _line(names=["arxiv:" + text], tags=[text], note=text, paper=text))
    lines = _text(library)
    assert plain(text).lower() in "".join(json.loads(lines.splitlines()[0])["names"])
    with Library(MEMORY) as other:
        _add(other, entry)
        _import(other, lines)
        assert _text(other) == lines


def test_deep_nesting_is_an_error() -> None:
    with pytest.raises(MalformedRecords, match=r"^x, line 1: not JSON: "):
        read("[" * 100_000, "x")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=7),
    max_leaves=10,
)


@patient
@given(st.dictionaries(st.sampled_from(KEYS), JSON), JSON)
def test_any_line_is_read_or_refused(given: dict[str, object], other: object) -> None:
    for value in (given, LINE | given, other):
        try:
            known = read(json.dumps(value), "x")
        except MalformedRecords:
            continue
        with Library(MEMORY) as library:
            _import(library, json.dumps(value))
            assert read(_text(library), "x")[0].state == known[0].state
