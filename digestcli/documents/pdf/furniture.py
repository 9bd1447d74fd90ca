"""Page furniture in a PDF's text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from digestcli.documents.pdf.lines import Line, squash
from digestcli.text.regex import regex

_PAGE = regex(r"(?:第|[Pp]age)?\s*([-–—~·]*)\s*(\d{1,4})\s*\1\s*页?(?:\s*(?:/|of|共)\s*\d{1,4}\s*页?)?")
_LONGEST_PAGE = 40
_HEAD_REPEATS = 3
_HEAD_LENGTHS = range(4, 60)
_PAGE_GAP = 3


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
    short = ((at, line.text) for at, line in enumerate(lines) if len(line.text) <= _LONGEST_PAGE)
    found = [(at, match) for at, text in short if (match := _PAGE.fullmatch(text))]
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
    tails: list[int] = []  # the least number that ends a row of each length
    ends: list[int] = []  # and its index
    before: list[int] = []
    for index, (_, number) in enumerate(lonely):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1], ends[at : at + 1] = [number], [index]
    row: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        row.add(lonely[index][0])
        index = before[index]
    return row
