"""Text as a PDF gives it: hard-wrapped lines to paragraphs, page furniture apart.

A PDF knows glyphs at places; paragraphs, page numbers and superscript markers have to be told
from what is left of the layout. Measured on seed 001 (docs: design/text.md, section 6): a trailing
space ends a paragraph, a wrapped line has none, but for a wrap after a Letter or digit and a space;
a page begins with one space. Where trailing spaces were lost, the width of the lines decides.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
ENDS = "。！？!?.…；;：:"
"""Characters a paragraph may end in."""
_HAN = re.compile(f"[{HAN}]")
_SPACED = re.compile(f"[{HAN}] (?=[A-Za-z0-9])|[A-Za-z0-9] (?=[{HAN}])")
_GLUED = re.compile(f"[{HAN}](?=[A-Za-z0-9])|[A-Za-z0-9](?=[{HAN}])")
_LISTED = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]")
_ROW = re.compile(r"(\d{1,2})(?:[.、．]|\s+(?=\D))")
_BRACKETED = re.compile(r"[（(][^（）()]{2,60}[)）]")
_TOKEN = re.compile(r"[^\s\u2e80-\u9fff\uf900-\uffef]+|\S")
_URL_TAIL = re.compile(r"https?://[!-~]*$")
_PAGE = re.compile(r"(?:第|[Pp]age)?\s*([-–—~·]*)\s*(\d{1,4})\s*\1\s*页?(?:\s*(?:/|of|共)\s*\d{1,4}\s*页?)?")
_FULL = 0.9
_SLACK = 0.5
_HEAD_REPEATS = 3
_HEAD_LENGTHS = range(4, 60)
_PAGE_GAP = 3


class Line(NamedTuple):
    """A line that is not blank: its number (from 1), its text trimmed, and what the blanks told."""

    number: int
    text: str
    open: bool = False
    """No blank at its end: where trailing blanks tell anything, the paragraph goes on."""
    top: bool = False
    """First of its page: it begins with a single blank or a form feed."""
    indented: bool = False
    gap: bool = False
    """A blank line stands before it, in a text that has few of them."""
    zone: int = 0
    """How many blocks of footnotes stand before it."""


class Layout(NamedTuple):
    """What a text's lines tell about its page: width in ems, and habits."""

    width: float = 0.0
    trailing: bool = False
    """A trailing blank marks the end of a paragraph."""
    between: str = ""
    """What stands between a Han character and a Latin one: a space or nothing."""


def squash(text: str) -> str:
    """Return `text` for comparison: no blanks, one width and one case of letters.

    >>> squash("战 略 规 划") == squash("战略规划"), squash("ＡＩ　仅用 17 天")
    (True, 'ai仅用17天')
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def unspace(text: str) -> str:
    """Undo letter-spacing; a text of ordinary words is left alone.

    >>> unspace("战 略 规 划"), unspace("万  勇"), unspace("N E W S  I N  B R I E F")
    ('战略规划', '万勇', 'NEWS IN BRIEF')
    >>> unspace("AI 仅用 17 天"), unspace("战略 规划"), unspace("A B"), unspace("")
    ('AI 仅用 17 天', '战略 规划', 'A B', '')
    """
    letters = text.split()
    if len(letters) < 2 or any(len(letter) > 1 for letter in letters):
        return text
    if all(_HAN.match(letter) or not letter.isalnum() for letter in letters):
        return "".join(letters)
    if len(letters) > 3 and text.isascii():
        return " ".join("".join(word.split()) for word in re.split(r"\s{2,}", text.strip()))
    return text


def ems(text: str) -> float:
    """Return about how wide `text` is printed, in ems of a serif font.

    >>> ems("汉字"), ems("a"), ems("")
    (2.0, 0.44, 0.0)
    """
    width = 0.0
    for char in text:
        if char >= "\u2e80":
            width += 1.0
        elif char == " ":
            width += 0.25
        elif char.islower():
            width += 0.44
        else:
            width += 0.66 if char.isupper() else 0.5 if char.isdigit() else 0.33
    return width


def read_lines(text: str) -> list[Line]:
    r"""Return the lines of `text` that are not blank.

    >>> [(line.number, line.text, line.open, line.top) for line in read_lines("一 \n\n 二\n")]
    [(1, '一', False, False), (3, '二', True, True)]
    """
    raws = text.split("\n")
    kept = [number for number, raw in enumerate(raws) if raw.strip("\ufeff \t\r\f\v\u3000\xa0")]
    single = sum(after - before == 1 for before, after in itertools.pairwise(kept)) * 2 > len(kept)
    lines, last = [], -1
    for number in kept:
        raw = raws[number].rstrip("\r").strip("\ufeff")
        bare = raw.strip()
        start = raw[: raw.find(bare[0])] if bare else raw
        lines.append(
            Line(
                number + 1,
                bare,
                open=bool(raw) and not raw[-1].isspace(),
                top="\f" in start or start == " ",
                indented=ems(start.replace("\t", "    ").replace("\f", "")) >= _SLACK,
                gap=single and 0 <= last < number - 1,
            )
        )
        last = number
    return lines


def drop_furniture(lines: Sequence[Line]) -> list[Line]:
    """Return `lines` without page numbers and without the heads and feet repeated beside them.

    A number alone on its line is a page number when it takes part in the longest rising row of
    such numbers; a table's cells do not.

    >>> page = [Line(1, "正文一"), Line(2, "甲"), Line(3, "乙"), Line(4, "- 7 -"), Line(5, "正文二")]
    >>> [line.text for line in drop_furniture(page)]
    ['正文一', '甲', '乙', '正文二']
    >>> table = [Line(n + 1, t) for n, t in enumerate(["880", "甲", "乙", "丙", "1", "丁", "戊", "己", "2"])]
    >>> [line.text for line in drop_furniture(table)]
    ['880', '甲', '乙', '丙', '丁', '戊', '己']
    """
    found = [(at, match) for at, line in enumerate(lines) if (match := _PAGE.fullmatch(line.text))]
    pages = {at for at, match in found if match[0] != match[2]}
    pages.update(_rising([(at, int(match[2])) for at, match in found if match[0] == match[2]]))
    pages.update(_numbered_heads(lines))
    beside = {
        at
        for at, line in enumerate(lines)
        if at not in pages and (line.top or at - 1 in pages or at + 1 in pages)
    }
    heads = Counter(_head(lines[at].text) for at in beside)
    dropped = pages | {at for at in beside if heads[_head(lines[at].text)] >= _HEAD_REPEATS}
    dropped -= {at for at in beside if len(_head(lines[at].text)) not in _HEAD_LENGTHS}
    return [
        line._replace(top=line.top or at - 1 in dropped) for at, line in enumerate(lines) if at not in dropped
    ]


def _head(text: str) -> str:
    """Return what a running head has in common on all pages; '' for a line in brackets (a name)."""
    return "" if text.startswith(("（", "(")) else re.sub(r"\d+", "", squash(text))


def _numbered_heads(lines: Sequence[Line]) -> set[int]:
    """Return the places of a running head that has the page number on its own line."""
    heads: dict[str, list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        number = re.search(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$", line.text)
        if number and len(_head(line.text)) in _HEAD_LENGTHS:
            heads.setdefault(_head(line.text), []).append((at, int(number[0])))
    rows = [row for row in heads.values() if len(row) >= _HEAD_REPEATS]
    return {at for row in rows if len(_rising(row)) == len(row) for at, _ in row}


def _rising(numbers: Sequence[tuple[int, int]]) -> set[int]:
    """Return the places of the longest strictly rising row of (place, number), near ones skipped."""
    lonely = [
        pair
        for before, pair in zip([(-9, 0), *numbers], numbers, strict=False)
        if pair[0] - before[0] > _PAGE_GAP
    ]
    tails: list[int] = []
    chain: list[list[int]] = []
    for place, number in lonely:
        at = bisect_left(tails, number)
        tails[at:] = [number, *tails[at + 1 :]]
        chain[at:] = [[*(chain[at - 1] if at else []), place], *chain[at + 1 :]]
    return set(chain[-1]) if chain else set()


def measure(lines: Sequence[Line]) -> Layout:
    """Return the layout of running text: how wide it is, and whether trailing blanks tell anything.

    >>> wide = [Line(n, "汉" * 30, open=True) for n in range(9)] + [Line(9, "汉" * 9), Line(10, "汉" * 8)]
    >>> measure(wide)
    Layout(width=30.0, trailing=True, between='')
    """
    texts = [line for line in lines if len(_HAN.findall(line.text)) * 3 > len(line.text)] or list(lines)
    widths = sorted(width for line in texts if (width := ems(line.text)) > 12)
    width = widths[int(len(widths) * 0.8)] if widths else 0.0
    full = [line.open for line in texts if ems(line.text) >= width * _FULL]
    short = [line.open for line in texts if ems(line.text) < width * 0.75]
    trailing = bool(full) and sum(full) * 2 > len(full) and sum(short) * 2 < len(short)
    text = "\n".join(line.text for line in lines)
    spaced = len(_SPACED.findall(text)) > len(_GLUED.findall(text))
    return Layout(width, trailing, " " if spaced else "")


def ends_paragraph(line: Line, following: Line, layout: Layout) -> bool:
    """Say whether a paragraph ends between two lines that follow each other.

    >>> wide = Layout(10, trailing=True)
    >>> ends_paragraph(Line(1, "到此为止。"), Line(2, "新的一段"), wide)
    True
    >>> ends_paragraph(Line(1, "这一行没有完。", open=True), Line(2, "后文"), wide)
    False
    >>> ends_paragraph(Line(1, "电极的总电容达到 611"), Line(2, "F/g，创下"), wide)
    False
    """
    last = line.text[-1:]
    rows = [_ROW.match(text) for text in (line.text, following.text)]
    if rows[0] and rows[1] and int(rows[1][1]) == int(rows[0][1]) + 1 and not line.open * layout.trailing:
        return True
    if layout.trailing and (line.open or last >= "\u2e80"):
        return not line.open
    if not layout.trailing:
        return _ends_by_width(line, following, layout)
    opened = max(map(line.text.rfind, "（(")) > max(map(line.text.rfind, "）)"))
    whole = last not in ",-&/" and not opened and not following.text[:1].islower()
    return whole and ((following.indented and last in ENDS) or _room(line, following, layout) > 3 * _SLACK)


def _ends_by_width(line: Line, following: Line, layout: Layout) -> bool:
    """Say whether a paragraph ends where trailing blanks tell nothing, by the room left on its line."""
    last = line.text[-1:]
    if _BRACKETED.fullmatch(line.text) or following.indented:
        return True
    if last not in ENDS:
        return _room(line, following, layout) > layout.width * (0.05 if following.gap else 0.15)
    begins = _LISTED.match(following.text) or following.text.startswith(("（", "("))
    return bool(begins) or following.gap or _room(line, following, layout) > 2 * _SLACK


def _room(line: Line, following: Line, layout: Layout) -> float:
    """Return how many ems would be left on `line` had the first word of the next been put there."""
    token = _TOKEN.match(following.text)
    return layout.width - ems(line.text) - ems(token[0] if token else "")


def join_text(left: str, right: str, between: str = "") -> str:
    """Join two lines of one paragraph: no space in Han, one in Latin, `between` where they meet.

    >>> join_text("多个芯", "片"), join_text("Made", "Smarter"), join_text("进行了", "355 次", " ")
    ('多个芯片', 'Made Smarter', '进行了 355 次')
    >>> join_text("Machine-", "learning"), join_text("https://a.b/c-", "d"), join_text("领域，", "AI", " ")
    ('Machine-learning', 'https://a.b/c-d', '领域，AI')
    """
    if not left or not right:
        return left + right
    last, first = left[-1], right[0]
    if last == "\xad":
        return left[:-1] + right
    if (last in "-‐‑–/_" and left[-2:-1].isalnum()) or _URL_TAIL.search(left[-300:]):
        return left + right
    wide = [bool(_HAN.match(char)) for char in (last, first)]
    if all(wide) or any(char >= "\u2e80" and not _HAN.match(char) for char in (last, first)):
        return left + right
    if any(wide):
        other = first if wide[0] else last
        return left + (between if other.isalnum() else "") + right
    return left + ("" if last in "（“‘([·" or "①" <= last <= "⑳" or first in ",.;:!?)]}%”’·" else " ") + right


def unwrap(lines: Sequence[Line], layout: Layout) -> list[tuple[int, str]]:
    """Return the paragraphs of `lines` as (number of the first line, text).

    >>> lines = [Line(1, "先进", open=True), Line(2, "封装。"), Line(5, "（万 勇）")]
    >>> unwrap(lines, Layout(2, trailing=True))
    [(1, '先进封装。'), (5, '（万 勇）')]
    """
    paragraphs: list[tuple[int, str]] = []
    for at, line in enumerate(lines):
        if at and not ends_paragraph(lines[at - 1], line, layout):
            number, text = paragraphs[-1]
            paragraphs[-1] = (number, join_text(text, line.text, layout.between))
        else:
            paragraphs.append((line.number, line.text))
    return paragraphs
