"""Paragraphs of a PDF's text: where one ends between two lines, and how their words are joined.

The rules are those of documents/pdf/lines.py: trailing blanks where they tell anything, else the width of the
lines. Each pair of lines is asked once and texts are joined once, so that a book of short lines costs no
more than its length.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from digestcli.documents.pdf.lines import HAN, SLACK, Layout, Line, ems
from digestcli.text.regex import regex

ENDS = "。！？!?.…；;：:"
"""Characters a paragraph may end in."""
_HAN = regex(f"[{HAN}]")
_LISTED = regex(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]")
_ROW = regex(r"(\d{1,2})(?:[.、．]|\s+(?=\D))")
_BRACKETED = regex(r"[（(][^（）()]{2,60}[)）]")
_TOKEN = regex(r"[^\s\u2e80-\u9fff\uf900-\uffef]+|\S")
_URL_TAIL = regex(r"https?://[!-~]*$")
_TAIL = 300
"""Characters of a text that decide how it is joined: an address in them is not broken by a blank."""


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
    return whole and ((following.indented and last in ENDS) or _room(line, following, layout) > 3 * SLACK)


def _ends_by_width(line: Line, following: Line, layout: Layout) -> bool:
    """Say whether a paragraph ends where trailing blanks tell nothing, by the room left on its line."""
    last = line.text[-1:]
    if _BRACKETED.fullmatch(line.text) or following.indented:
        return True
    if last not in ENDS:
        return _room(line, following, layout) > layout.width * (0.05 if following.gap else 0.15)
    begins = _LISTED.match(following.text) or following.text.startswith(("（", "("))
    return bool(begins) or following.gap or _room(line, following, layout) > 2 * SLACK


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
    return join_texts((left, right), between)


def join_texts(texts: Iterable[str], between: str = "") -> str:
    """Join the lines of one paragraph, as `join_text` does two.

    >>> join_texts(["先进", "", "封装 of", "chips"], " ")
    '先进封装 of chips'
    """
    pieces: list[str] = []
    tail = ""
    for text in texts:
        if not text:
            continue
        if tail.endswith("\xad"):
            pieces[-1], tail = pieces[-1][:-1], tail[:-1]
            joint = ""
        else:
            joint = _joint(tail, text[0], between) if tail else ""
        pieces += joint, text
        tail = (tail + joint + text)[-_TAIL:]
    return "".join(pieces)


def _joint(left: str, first: str, between: str) -> str:
    """Return what goes between two lines, the second of which begins with `first`."""
    last = left[-1]
    if (last in "-‐‑–/_" and left[-2:-1].isalnum()) or ("://" in left and _URL_TAIL.search(left)):
        return ""
    wide = [bool(_HAN.match(char)) for char in (last, first)]
    if all(wide) or any(char >= "\u2e80" and not _HAN.match(char) for char in (last, first)):
        return ""
    if any(wide):
        return between if (first if wide[0] else last).isalnum() else ""
    return "" if last in "（“‘([·" or "①" <= last <= "⑳" or first in ",.;:!?)]}%”’·" else " "


def paragraph_ends(lines: Sequence[Line], layout: Layout) -> list[int]:
    """Return for each line the index after the last line of its paragraph.

    >>> lines = [Line(1, "先进", open=True), Line(2, "封装。"), Line(5, "后文")]
    >>> paragraph_ends(lines, Layout(2, trailing=True))
    [2, 2, 3]
    """
    ends = [len(lines)] * len(lines)
    for at in range(len(lines) - 2, -1, -1):
        ends[at] = at + 1 if ends_paragraph(lines[at], lines[at + 1], layout) else ends[at + 1]
    return ends


def unwrap(lines: Sequence[Line], layout: Layout) -> list[tuple[int, str]]:
    """Return the paragraphs of `lines` as (number of the first line, text).

    >>> lines = [Line(1, "先进", open=True), Line(2, "封装。"), Line(5, "（万 勇）")]
    >>> unwrap(lines, Layout(2, trailing=True))
    [(1, '先进封装。'), (5, '（万 勇）')]
    """
    paragraphs: list[tuple[int, str]] = []
    at = 0
    for end in dict.fromkeys(paragraph_ends(lines, layout)):
        text = join_texts((line.text for line in lines[at:end]), layout.between)
        paragraphs.append((lines[at].number, text))
        at = end
    return paragraphs
