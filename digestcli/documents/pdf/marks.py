"""Markers of footnotes in the running text of a PDF: numbers glued to words, found, weighed and taken away.

A marker is known by what stands around a number: a unit after it, or a word before it that counts things,
makes it a quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from digestcli.documents.pdf.lines import HAN, Line
from digestcli.text.regex import regex

SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_HAN = regex(f"[{HAN}]")
_MARK = regex(
    r"(?<!\d)(?<!\d[.,，])(?:[\[［〔【](\d{1,3})[\]］〕】]|(\d{1,3})|([⁰¹²³⁴-⁹]{1,3}))(?!\d|[.,]\d)"
)
# after a quantity: year, month, day, kinds, times, million, hours, names, pages, yuan, tonnes, degrees, ...
_UNITS = "年月日个個种種项項次倍万萬亿億千百天时時分秒名家人位所台臺款类類层層代级級期号號章节節岁歲页頁篇件"
_UNITS += "座条條支颗顆轮輪组組阶階成元美欧歐英吨噸米克度℃%％~-–/+'’"
_STOPS = "。，；：、）》」』”！？,;)…"
# before a quantity: the (first), about, nearly, reach, over, are, to, in all, have, from, every, only, ...
_BEFORE = "第约約近达達超为為至共有从從到每前后後仅僅"
_WORD = 40
"""Characters before a number that tell whether it is a marker."""


class Mark(NamedTuple):
    """A footnote's marker in running text: index of the line, columns from and to."""

    at: int
    start: int
    end: int


def find_marks(lines: Sequence[Line]) -> dict[str, list[tuple[Mark, int]]]:
    """Return number -> places where it may be a footnote's marker, with a score from 1 to 4.

    >>> places = find_marks([Line(1, "供应链的安全性1。由 IOM3 与 B20 在 11 月提出，增长2年，达 4 m2/g")])
    >>> {number: [score for _, score in found] for number, found in places.items()}
    {'1': [3]}
    """
    found: dict[str, list[tuple[Mark, int]]] = {}
    for at, line in enumerate(lines):
        for number, score, (start, end) in line_marks(line.text, lines[at - 1].text if at else ""):
            found.setdefault(number, []).append((Mark(at, start, end), score))
    return found


def line_marks(text: str, above: str) -> Iterator[tuple[str, int, tuple[int, int]]]:
    """Yield (number, score, span) of each number in a line that may be a marker."""
    for match in _MARK.finditer(text):
        start, end = match.span()
        before = text[max(start - _WORD, 0) : start] or above[-_WORD:]
        score = _score(match, before, text[end : end + 2])
        if score:
            yield next(group for group in match.groups() if group).translate(SUPERSCRIPT), score, (start, end)


def _score(match: re.Match[str], before: str, after: str) -> int:
    """Return how likely a number is a footnote's marker: 0 (not) to 4."""
    if not match[2]:
        return 4 if before else 0
    stopped = after[:1] in _STOPS or (after[:1] == "." and not after[1:2].isdigit())
    if not before or (not match.start() and not (after and stopped)):
        return 0
    last = before[-1]
    if last in ".,;:。，；：！？":
        ended = not after or _HAN.match(after) or (after[0] == " " and last in ".,;:")
        return 2 if ended and before[-2:-1].isalpha() and not (after and after[0] in _UNITS) else 0
    if _HAN.match(last) or last in '》）”」』)%’"':
        if stopped:
            return 3
        return 0 if last in _BEFORE or after[0] in _UNITS or after[0].isascii() else 2
    word = re.search(r"[A-Za-z]*$", before)
    letters = word[0] if word else ""
    long = (len(letters) > 3 and letters[1:].islower()) or (len(letters) > 2 and letters.isupper())
    return 1 if long and stopped and after else 0


def remove_marks(body: Sequence[Line], marks: Sequence[Mark | None]) -> list[Line]:
    """Return `body` without the markers; a line that was a marker alone keeps its place, empty."""
    lines = list(body)
    for mark in sorted((mark for mark in marks if mark), reverse=True):
        text = lines[mark.at].text
        lines[mark.at] = lines[mark.at]._replace(text=text[: mark.start] + text[mark.end :])
    return lines
