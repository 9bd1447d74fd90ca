"""Layout: cells, the rules of line breaking on every text of the corpus, and on a terminal that draws them."""

from __future__ import annotations

import functools
import pathlib
import re
import time
import unicodedata
from collections.abc import Iterator

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from digestcli.ingest import Loaded, load
from digestcli.model import TEXT_FIELDS
from digestcli.text.layout import columns, cut, pad, width, wrap
from digestcli.text.math import readable
from digestcli.text.visible import visible

_CLOSING = set("。，、；：！？）】》」』”’…—),.;:!?]}%")
_OPENING = set("（【《「『“‘([{")
_WIDTHS = (40, 60, 80, 120)
_MIXED = st.text(alphabet="ab1 .,()[]%/-\"'量子计算，。！（）“”《》—…é\u0301κ\u0302👩🔬❤\u200d\ufe0f🇨🇳\t\n")
_HAN = st.text(alphabet="量子计算中文", min_size=1, max_size=12)
_LATIN = st.text(alphabet="abcXYZ019", min_size=1, max_size=9)
_SENTENCES = st.lists(
    st.tuples(
        st.sampled_from(["", "", "（", "“", "《", "(", "“《"]),
        st.one_of(_HAN, _HAN, _LATIN),
        st.sampled_from(["", "", "，", "。", "）", "”，", "》。", "%", "……", ")", "——"]),
    ).map(lambda parts: "".join(parts) if not parts[1].isascii() else f" {''.join(parts)} "),
    max_size=30,
).map("".join)


@functools.cache
def fields(corpus: pathlib.Path) -> tuple[str, ...]:
    """Return every different text of every entry, safe to show: as printed, and with its TeX readable."""
    folders = ("seeds", *(f"corpus/{name}" for name in ("arxiv-daily", "dialects", "article", "sciencenet")))
    entries = [
        entry
        for loaded in load([str(corpus / folder) for folder in folders])
        if isinstance(loaded, Loaded)
        for entry in loaded.entries
    ]
    texts = [
        text
        for entry in entries
        for field in (getattr(entry, name) for name in ("title", *TEXT_FIELDS))
        for _, text in field.items()
    ]
    texts += [text for entry in entries for text in entry.extra.values()]
    return tuple(dict.fromkeys(visible(shown) for text in texts for shown in (text, readable(text))))


def breaks(paragraph: str, lines: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (line, blanks taken, next line); fails unless lines and blanks together are the paragraph."""
    at = 0
    for number, line in enumerate(lines):
        rest = paragraph[at:]
        blanks = rest[: len(rest) - len(rest.lstrip(" "))] if number else ""
        assert rest.startswith(blanks + line)
        if number:
            yield lines[number - 1], blanks, line
        at += len(blanks) + len(line)
    assert not paragraph[at:].strip(" ")


def violations(paragraph: str, room: int) -> list[str]:
    """Return the breaks of a paragraph in `room` cells that are against the rules, as 'line|next line'."""
    lines = wrap(paragraph, room)
    assert all(width(line) <= room for line in lines)
    found = []
    for line, blanks, following in breaks(paragraph, lines):
        word = (re.search(r"[!-~]*$", line) or [""])[0] + (re.match(r"[!-~]*", following) or [""])[0]
        broken = not blanks and re.match("[A-Za-z0-9]{2}", line[-1:] + following[:1]) and len(word) <= room
        if following[:1] in _CLOSING or line[-1:] in _OPENING or broken:
            found.append(f"{line}|{following}")
    return found


@pytest.mark.parametrize("room", _WIDTHS)
def test_no_rule_is_broken_in_the_corpus(corpus: pathlib.Path, room: int) -> None:
    texts = fields(corpus)
    found = [wrong for text in texts for part in text.split("\n") for wrong in violations(part, room)]
    print(f"\n{len(found)} violations in {len(texts)} texts at {room} cells")
    assert len(texts) > 4000
    assert found == []


@pytest.mark.parametrize("room", _WIDTHS)
def test_a_terminal_shows_every_line_on_one_row(corpus: pathlib.Path, room: int) -> None:
    for text in fields(corpus):
        lines = wrap(text, room)
        screen = pyte.Screen(room, len(lines))
        pyte.Stream(screen).feed("\r\n".join(lines))
        for line, row in zip(lines, screen.display, strict=True):
            if "\t" not in line:  # the terminal keeps no tabs
                assert (
                    unicodedata.normalize("NFC", row).rstrip() == unicodedata.normalize("NFC", line).rstrip()
                )


def test_width_is_that_of_rich_in_the_corpus(corpus: pathlib.Path) -> None:
    lines = [line for text in fields(corpus) for line in text.split("\n") if "\t" not in line]
    assert [line for line in lines if width(line) != cell_len(line)] == []


@pytest.mark.parametrize(
    ("first", "last"),
    (
        (0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x377), (0x384, 0x52F), (0x2010, 0x2027), (0x2030, 0x205E),
        (0x20D0, 0x20F0), (0x2190, 0x23FF), (0x2500, 0x262F), (0x2E80, 0x3029), (0x3030, 0x303E),
        (0x3041, 0x3096), (0x3099, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFC), (0xAC00, 0xD7A3), (0xFF01, 0xFF9F),
        (0x1D400, 0x1D7FF), (0x1F300, 0x1F3FA), (0x1F400, 0x1F6D7), (0x20000, 0x2A6DD), (0x30000, 0x3134A),
    ),
)  # fmt: skip
def test_width_of_each_character_is_that_of_rich(first: int, last: int) -> None:
    chars = [chr(code) for code in range(first, last + 1)]
    assert [
        f"U+{ord(char):04X}" for char in chars if unicodedata.name(char, "") and width(char) != cell_len(char)
    ] == []


@pytest.mark.parametrize(
    ("text", "cells"),
    (
        ("", 0), ("ab", 2), ("量子", 4), ("κ\u0302", 1), ("e\u0301", 1), ("…—“”·", 5), ("ｱﾞ", 2), ("Ａ", 2),
        ("한국", 4), ("\u1112\u1161\u11ab", 2), ("\u200b\u200d", 0), ("soft\xadly", 7), ("\t", 8), ("\u0378", 1),
        ("👍", 2), ("👍🏽", 2), ("👩\u200d🔬", 2), ("❤", 1), ("❤\ufe0f", 2), ("❤\ufe0e", 1), ("1\ufe0f\u20e3", 2),
        ("🇨🇳🇩🇪", 4), ("🏳\ufe0f\u200d🌈", 2), ("葛\U000e0100", 2), ("𝐯ˢ", 2), ("☀a", 2),
    ),
)  # fmt: skip
def test_width(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    (
        ("", 10, [""]),
        ("a\n\nb", 10, ["a", "", "b"]),
        ("  indented text", 10, ["  indented", "text"]),
        ("one two  three", 9, ["one two", "three"]),
        ("量子计算很快", 10, ["量子计算很", "快"]),
        ("量子计算机。很快", 10, ["量子计算", "机。很快"]),  # 。 pulls the character before it
        ("量子 computer。很快", 14, ["量子", "computer。很快"]),  # or the word
        ("很快（量子）", 6, ["很快", "（量", "子）"]),
        ("我们的结果（量子）", 12, ["我们的结果", "（量子）"]),  # （ goes along
        ("他说“量子计算”", 8, ["他说“量", "子计算”"]),
        ('他们"量子"', 6, ["他", '们"量', '子"']),  # straight quotes may be either
        ("量子computing快", 10, ["量子", "computing", "快"]),
        ("go to https://example.org/a/long/path?x=1 now", 20, ["go to", "https://example.org/", "a/long/path?x=1 now"]),
        ("incomprehensibilities", 10, ["incomprehe", "nsibilitie", "s"]),
        ("value ( see ) here", 10, ["value", "( see )", "here"]),
        ("和/或量子-经典的", 10, ["和/或量子-", "经典的"]),
        ("约50%的量子", 6, ["约50%", "的量子"]),
        ("量量量量κ\u0302量", 9, ["量量量量κ\u0302", "量"]),
        ("量子👩\u200d🔬量", 6, ["量子👩\u200d🔬", "量"]),
        ("量量子——许", 6, ["量量", "子——许"]),
        ("。。。。。。", 4, ["。。", "。。", "。。"]),
        ("（（（（", 4, ["（（", "（（"]),
        ("word" + " " * 30, 10, ["word"]),
        (" " * 30, 10, [""]),
        ("量", 1, ["量"]),
    ),
)  # fmt: skip
def test_wrap(text: str, room: int, lines: list[str]) -> None:
    assert wrap(text, room) == lines


def test_wrap_with_indents() -> None:
    assert wrap("量子计算\n\nand so on", 8, indent="  ", first="TL: ") == [
        "TL: 量子",
        "  计算",
        "",
        "  and so",
        "  on",
    ]
    assert wrap("", 8, indent="  ", first="TL: ") == ["TL:"]


@given(_MIXED, st.integers(10, 50))
def test_nothing_is_lost_or_added_or_too_wide(text: str, room: int) -> None:
    lines = wrap(text, room)
    assert all(width(line) <= room for line in lines)
    assert lines == [line for paragraph in text.split("\n") for line in wrap(paragraph, room)]
    for paragraph in text.split("\n"):
        for line, _, following in breaks(paragraph, wrap(paragraph, room)):
            assert (
                width(line) + width(following) == width(line + following)
                or following[0] in "\u200d\ufe0f\u0301🇨🇳"
            )


@given(_SENTENCES, st.integers(24, 60))
def test_sentences_break_by_the_rules(text: str, room: int) -> None:
    assert violations(text, room) == []


@given(_MIXED.filter(lambda text: "\n" not in text), st.integers(0, 30))
def test_cut_and_pad(text: str, room: int) -> None:
    short = cut(text, room)
    assert width(short) <= room or short == text
    assert short == text if width(text) <= room else short == "" or text.startswith(short[:-1])
    if width(text) <= room:
        assert {width(pad(text, room, align)) for align in ("left", "right", "center")} == {room}


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    (
        ("量子计算", 8, "量子计算"), ("量子计算", 7, "量子计…"), ("量子计算", 6, "量子…"), ("a bc", 3, "a…"),
        ("量子", 1, "…"), ("量子", 0, ""), ("", 0, ""), ("abκ\u0302d", 3, "ab…"), ("aκ\u0302cd", 3, "aκ\u0302…"),
        ("👩\u200d🔬👩\u200d🔬", 3, "👩\u200d🔬…"), ("👩\u200d🔬👩\u200d🔬", 2, "…"),
    ),
)  # fmt: skip
def test_cut(text: str, room: int, expected: str) -> None:
    assert cut(text, room) == expected


def test_columns() -> None:
    rows = columns("量子计算机很快。", "Quantum computers are fast, they say.", (8, 18), gap=" │ ")
    assert rows == ["量子计算 │ Quantum computers", "机很快。 │ are fast, they", "         │ say."]
    assert columns("量子计算", "a", (4, 5)) == ["量子  a", "计算"]


@given(_MIXED, _MIXED)
def test_columns_stand_side_by_side(left: str, right: str) -> None:
    for row in columns(left, right, (14, 12), gap="|"):
        assert width(row) <= 27
        assert "|" in row


@pytest.mark.parametrize(
    "unit", (" ", "a", "，", "（", "\u0301", '"', "a )", "量 ", "👩\u200d🔬", "🇨", "\t", "a" + " " * 99 + ")")
)
@pytest.mark.untraced
def test_time_is_linear(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    start = time.perf_counter()
    for hostile in (text, f"a{text})", f"（{text}b"):
        wrap(hostile, 40)
        cut(hostile, 40)
    assert time.perf_counter() - start < 10  # half a second to two; a quadratic one takes minutes
