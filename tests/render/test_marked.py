"""Marks on broken text: the marked characters stay marked, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestcli.render.card import Part, part_lines
from digestcli.render.marked import MARK, pieces, shifted, wrap_marked
from digestcli.text.excerpt import Excerpt, Span
from digestcli.text.layout import wrap

_TEXTS = st.text(st.sampled_from("ab 纠缠，。（e\u0301\n"), max_size=40)
_ENDS = st.lists(st.integers(0, 40), unique=True, max_size=8).map(sorted)


def _spans(ends: list[int], size: int) -> tuple[Span, ...]:
    """Return spans in order, none touching another."""
    inside = [end for end in ends if end <= size]
    return tuple(zip(inside[::2], inside[1::2], strict=False))


@given(_TEXTS, _ENDS, st.integers(1, 20), st.sampled_from(("", "  ")), st.sampled_from((None, "* ")))
def test_lines_are_those_of_wrap_and_every_mark_keeps_its_characters(
    text: str, ends: list[int], cells: int, indent: str, first: str | None
) -> None:
    spans = _spans(ends, len(text))
    lines = list(wrap_marked(Excerpt(text, spans), cells, indent=indent, first=first))
    assert [line.text for line in lines] == wrap(text, cells, indent=indent, first=first)
    marked = "".join(line.text[start:end] for line in lines for start, end in line.spans)
    meant = "".join(text[start:end] for start, end in spans)
    assert "".join(marked.split()) == "".join(meant.split())
    for line in lines:
        assert "".join(piece for piece, _ in pieces(line, "", MARK)) == line.text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (Excerpt(""), [("", "dim")]),
        (Excerpt("whole", ((0, 5),)), [("whole", "dim bold yellow")]),
        (
            Excerpt("a b c", ((0, 1), (4, 5))),
            [("a", "dim bold yellow"), (" b ", "dim"), ("c", "dim bold yellow")],
        ),
    ],
)
def test_pieces(line: Excerpt, expected: list[tuple[str, str]]) -> None:
    assert pieces(line, "dim", MARK) == expected


def test_shifted() -> None:
    assert list(shifted([(0, 2), (3, 9)], 2, 5, 10)) == [(11, 13)]


def _find(text: str, field: str) -> list[Span]:
    """Mark each x, in titles each y."""
    wanted = "y" if field == "title" else "x"
    return [(at, at + 1) for at, one in enumerate(text) if one == wanted]


@pytest.mark.parametrize(
    ("part", "marked"),
    [
        (Part("title", "[4]", "x y", found_by="title"), ["y"]),
        (Part("text", "x", "x and\nx", "abstract", "en", found_by="abstract"), ["x", "x"]),
        (Part("fact", "x", "a x, b x", found_by="author"), ["x", "x"]),
        (Part("fact", "URL", "https://x.org/x"), []),
        (Part("issue", "x", "x"), []),
    ],
)
def test_what_a_card_marks(part: Part, marked: list[str]) -> None:
    marked_lines = list(part_lines(part, 40, _find))
    assert [text for line in marked_lines for text, style in line if MARK in style] == marked
    plain = ["".join(text for text, _ in line) for line in part_lines(part, 40)]
    assert ["".join(text for text, _ in line) for line in marked_lines] == plain
