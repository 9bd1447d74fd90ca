"""Tables on a terminal: every line within its width, every cell cut where Chinese and marks allow it."""

from __future__ import annotations

import pytest
from entries import NASTY

from digestcli.render.grid import fit_columns, grid
from digestcli.text.layout import width
from digestcli.text.visible import one_line

WIDTHS = (40, 60, 80, 120)
OPENING = "（【《「『“‘〈〔([{"
CELLS = (
    "量子计算（QC）的“优势”，从何而来？" * 4,
    "（量子）【计算】《自然》" * 8,
    "量子計算（QC）的「優勢」，從何而來？" * 4,
    "κ\u0302 a\u0301\u0323e\u0301" * 30,
    "👩\u200d🔬👨\u200d👩\u200d👧🇨🇳❤\ufe0f" * 12,
    "a(b(c(d(e " * 20,
    "plain words of a long English title " * 4,
    "无空格的一段很长的文字" * 9,
    "",
    "短",
)
HEADER = ("number", "category", "title", "tldr")


def _texts(cells: list[list[str]], room: int) -> list[str]:
    return ["".join(text for text, _ in line) for line in grid(HEADER, cells, room)]


@pytest.mark.parametrize("room", WIDTHS)
@pytest.mark.parametrize("shift", range(7))
def test_cells_are_cut_at_characters(room: int, shift: int) -> None:
    rows = [[str(at), "物理学", one[shift:], other] for at, one in enumerate(CELLS) for other in CELLS]
    header, rule, *lines = _texts(rows, room)
    assert header.split() == list(HEADER)
    assert rule.strip("─") == ""
    assert len(lines) == len(rows)
    for line in (header, rule, *lines):
        assert width(line) <= room
        assert not line.endswith(tuple(OPENING))
        assert line[:1] not in "。，、）"
        assert not any(mark + "…" in line for mark in OPENING)
    marked = "".join(lines)
    assert marked.count("κ") == marked.count("κ\u0302")
    assert marked.count("👩") == marked.count("👩\u200d")
    assert marked.count("❤") == marked.count("❤\ufe0f")


@pytest.mark.parametrize("room", WIDTHS)
@pytest.mark.parametrize("text", NASTY)
def test_nothing_is_wider_than_the_terminal(room: int, text: str) -> None:
    cell = one_line(text)
    assert all(width(line) <= room for line in _texts([["1", cell, cell * 9, cell]], room))


@pytest.mark.parametrize("room", range(1, 60))
def test_columns_fit_any_room(room: int) -> None:
    for needed in ((6, 24, 90, 200), (1, 1, 1, 1), (30, 30, 30, 30), (6, 9, 0, 3)):
        widths = fit_columns(HEADER, needed, room)
        assert 1 <= len(widths) <= len(HEADER)
        assert sum(widths) + 2 * (len(widths) - 1) <= max(room, len(widths))
        assert all(size <= most for size, most in zip(widths, needed, strict=False))


def test_room_is_used() -> None:
    assert sum(fit_columns(HEADER, (6, 8, 300, 300), 100)) in (93, 94)
    assert fit_columns(HEADER, (6, 8, 20, 30), 100) == [6, 8, 20, 30]
    assert fit_columns(("category", "entries"), (60, 7), 80) == [60, 7]


@pytest.mark.parametrize("room", (40, 60, 80))
@pytest.mark.parametrize("name", ("key", "digest", "folder", "message", "value", "about"))
def test_what_is_typed_or_explained_is_never_cut(room: int, name: str) -> None:
    cell = "journal-weekly-2026-04-16 说明：这一列的文字总是完整的，从不省略。" * 2
    lines = [
        "".join(text for text, _ in line) for line in grid(("line", name), [["7", cell], ["8", "x"]], room)
    ]
    assert all(width(line) <= room for line in lines)
    told = "".join(line[6:] for line in lines[2:-1])
    assert told.replace(" ", "") == cell.replace(" ", "")
    assert [line[:5].strip() for line in lines[2:]] == ["7", *[""] * (len(lines) - 4), "8"]
