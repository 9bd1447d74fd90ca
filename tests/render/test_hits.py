"""What a search prints: lines that fit, marks on the very characters that were found, nothing a terminal obeys."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from entries import NASTY, RAW_CONTROLS, make_entry, patient
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from digestcli.library.marks import Marker
from digestcli.library.search import Hit
from digestcli.library.store import MEMORY, Library
from digestcli.model import Entry, Text
from digestcli.query.parser import parse
from digestcli.query.tree import Term
from digestcli.render.hits import COLUMNS, found, print_hits, tsv_rows
from digestcli.text.layout import width
from digestcli.text.tokens import tokens
from digestcli.text.visible import one_line

_STYLED = re.compile(r"\x1b\[([0-9;]*)m")
_MARK = "33"  # yellow


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with Library(MEMORY) as library:
        yield library


def _printed(library: Library, entry: Entry, query: str | Term, cells: int, seen: int = 1) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=cells, force_terminal=True, color_system="standard", highlight=False, markup=False, emoji=False,
        legacy_windows=False,
    )  # fmt: skip
    node = parse(query) if isinstance(query, str) else query
    print_hits(console, [found(Hit(entry, seen, 1), Marker(library, node))])
    return stream.getvalue()


def _plain(printed: str) -> str:
    return _STYLED.sub("", printed)


def _marked(printed: str) -> list[str]:
    """Return the parts that are marked, one for each stretch in one line."""
    parts, style = [], ""
    for piece in re.split(r"(\x1b\[[0-9;]*m)", printed):
        if _STYLED.fullmatch(piece):
            style = piece
        elif piece and _MARK in re.split(r"[\[;m]", style):
            parts.append(piece)
    return parts


def test_a_hit(library: Library) -> None:
    entry = make_entry(
        7,
        id="arxiv:2601.00001",
        category="cs.AI",
        title=Text(zh="冰与水", en="Of ice and water"),
        tldr=Text(zh="水结成冰。"),
    )
    printed = _printed(library, entry, "ice OR 冰", 80, seen=3)
    assert _plain(printed) == (
        "[7] 冰与水\n    Of ice and water\n    cs.AI · 2026-01-22 · arxiv:2601.00001 · seen 3 times\n    水结成冰。\n"
    )
    assert _marked(printed) == ["冰", "ice", "冰"]


def test_a_hit_with_nothing_but_a_number(library: Library) -> None:
    entry = make_entry(7, title=Text(), date=None)
    assert _plain(_printed(library, entry, "kind:paper", 80)) == "[7] (no title)\n    made-2026-01-22:7\n"


@pytest.mark.parametrize("cells", (24, 40, 80, 120, 200))
@pytest.mark.parametrize(
    "text", (*NASTY, "量子糾纏" * 60, "spin glass " * 60, "x" * 500, "[" * 300, " " * 300 + "a")
)
def test_lines_fit_and_say_everything(library: Library, text: str, cells: int) -> None:
    entry = make_entry(
        123, title=Text(zh=text, en=text), tldr=Text(zh=text), category=text, id=text, date=None
    )
    for query in ("spin OR 量子 OR red OR x", Term(text) if tokens(text) else "a"):
        printed = _printed(library, entry, query, cells, seen=2)
        plain = _plain(printed)
        assert max(map(width, plain.split("\n"))) <= min(cells, 110)
        assert not RAW_CONTROLS & set(plain) - {"\n"}
        assert "".join(one_line(text).split()) in "".join(plain.split())
        assert not any(mark.startswith(" ") for mark in _marked(printed))  # an indent is no text


@pytest.mark.parametrize("cells", (24, 40, 80))
@pytest.mark.parametrize(
    "text, query, marks",
    (
        ("aa bb " * 40, "bb", 40),
        ("spin glass " * 30, "glass", 30),
        ("量子，量纲。" * 30, "纲", 30),
        ("error-correcting codes; " * 20, '"correcting codes"', 20),
    ),
)
def test_marks_where_the_same_words_come_again(
    library: Library, text: str, query: str, marks: int, cells: int
) -> None:
    """Each line of a title is found at its own place, though the one before holds the same words."""
    found_marks = _marked(_printed(library, make_entry(1, title=Text(en=text)), query, cells))
    word = query.strip('"')
    assert "".join(found_marks).replace(" ", "") == (word * marks).replace(" ", "")


@patient
@given(
    text=st.lists(st.sampled_from(("量", "子", "spin", "glass", " ", " ", "，", "(", "\x1b[31m", "e\u0301", "ﬁ")), max_size=80).map("".join),
    query=st.sampled_from(("量", "子", "spin", "e", "fi", "量子", '"spin glass"')),
    cells=st.integers(20, 130),
)  # fmt: skip
def test_what_is_marked_is_what_was_looked_for(library: Library, text: str, query: str, cells: int) -> None:
    entry = make_entry(1, title=Text(en=text)) if text else make_entry(1)
    marker = Marker(library, parse(query))
    spans = marker.spans(entry.title.en or "", "title")
    expected = "".join(one_line((entry.title.en or "")[start:end]) for start, end in spans)
    marked = "".join(_marked(_printed(library, entry, query, cells)))
    assert "".join(marked.split()) == "".join(expected.split())


@pytest.mark.parametrize("text", NASTY)
def test_rows_hold_no_controls(library: Library, text: str) -> None:
    entry = make_entry(
        1, title=Text(en=text), tldr=Text(zh=text * 20), authors=(text,), category=text, id=text
    )
    shown = [found(Hit(entry, 1, 1), Marker(library, parse("red OR 量")))]
    header, row = tsv_rows(shown)
    assert header.split("\t") == list(COLUMNS)
    assert len(row.split("\t")) == len(COLUMNS)
    assert not RAW_CONTROLS & set(row) - {"\t"}
