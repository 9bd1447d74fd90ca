"""Text as a PDF gives it: its lines, and what their blanks and widths tell of the page.

A PDF knows glyphs at places; paragraphs, page numbers and superscript markers have to be told
from what is left of the layout. Measured on seed 001 (docs: design/text.md, section 6): a trailing
space ends a paragraph, a wrapped line has none, but for a wrap after a Letter or digit and a space;
a page begins with one space. Where trailing spaces were lost, the width of the lines decides.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from digestcli.text.fold import normal
from digestcli.text.regex import regex

HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN = regex(f"[{HAN}]")
_SPACED = regex(f"[{HAN}] (?=[A-Za-z0-9])|[A-Za-z0-9] (?=[{HAN}])")
_GLUED = regex(f"[{HAN}](?=[A-Za-z0-9])|[A-Za-z0-9](?=[{HAN}])")
_FULL = 0.9
SLACK = 0.5
"""Ems that may be missing at the end of a full line."""


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
    return "".join(normal("NFKC", text).casefold().split())


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
        bare = raw.strip().replace("\xa0", " ")
        start = raw[: raw.find(bare[0])] if bare else raw
        lines.append(
            Line(
                number + 1,
                bare,
                open=bool(raw) and not raw[-1].isspace(),
                top="\f" in start or start == " ",
                indented=ems(start.replace("\t", "    ").replace("\f", "")) >= SLACK,
                gap=single and 0 <= last < number - 1,
            )
        )
        last = number
    return lines


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
