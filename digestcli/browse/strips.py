"""Lines of text as Textual draws them: every character is text, nothing is markup.

Widths are those of text/layout.py. What terminals disagree about (joined emoji, variants, flags) is drawn as
its parts, so that no line shifts what stands beside it.
"""

from __future__ import annotations

import re
from functools import cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from digestcli.render.grid import Line
from digestcli.text.layout import cut, width

_JOINS = re.compile("[\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_TAB = "    "


def steady(text: str) -> str:
    r"""Return `text` without what joins characters to a picture, with the letters of flags, blanks for tabs.

    >>> steady("👩\u200d🔬 ❤\ufe0f 🇨🇳")
    '👩🔬 ❤ CN'
    """
    text = text.replace("\t", _TAB)
    if text.isascii():
        return text
    return _FLAG.sub(lambda match: chr(ord(match[0]) - 0x1F1E6 + ord("A")), _JOINS.sub("", text))


def strip(line: Line, room: int, style: str = "") -> Strip:
    """Return a line as a strip of exactly `room` cells.

    A `style` of the whole line leaves its pieces no colours of their own.
    """
    base = parsed(style)
    segments: list[Segment] = []
    left = room
    for text, own in line:
        whole = steady(text)
        shown = cut(whole, left)
        left -= width(shown)
        segments.append(Segment(shown, base + parsed(own if not style else "bold" if "bold" in own else "")))
        if shown != whole:
            break
    segments.append(Segment(" " * left, base))
    return Strip(segments, room)


@cache
def parsed(style: str) -> Style:
    """Return a style of ours; foreign text never comes here."""
    return Style.parse(style)
