"""What stands on one line of a page: links, bold and italic type, marked as in Markdown where they tell.

Bold type is a mark where a label or a title may stand, at the beginning of a line or of an item; within
running text it is looks. Italics are a mark where all of a line is in italics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digestcli.text.regex import regex

BOLD, BOLD_END, ITALIC, ITALIC_END, LINK, LINK_END = "\x01\x02\x03\x04\x05\x06"
"""Marks in a text that is being gathered; no page holds them, for control characters are blanks."""

_MARKS = regex("[\x01-\x06]")
_LINKED = regex("\x05([^\x05\x06]*)\x06")
_TYPE = regex("([\x01\x02])")
_ADJACENT = regex(r"(\]\([^()\s]*\))\s+(?=\[[^\[\]\n]*\]\()")
_COLON = (":", "：")
_EDGE = " \t|·•"
_LABEL = 24
"""Characters of a label in bold type, which begins a line."""
_TITLE = 12
"""Characters of a title in bold type within an item or a cell."""
_SEPARATORS = frozenset(" ,;|·•、/，；()[]-–—")


def resolved(text: str, links: Sequence[tuple[str, str]], *, anywhere: bool = False) -> list[str]:
    r"""Return the lines of a text with marks; `links` are its addresses, each with a name for want of one.

    >>> resolved("\x01摘要\x02：波 \x01浪\x02 \x01Score:\x02 9", ())
    ['**摘要**：波 浪', '**Score:** 9']
    >>> resolved("\x05On \x03waves\x04\x06", [("https://a.b/c", "")])
    ['[On waves](https://a.b/c)']
    """
    waiting = iter(links)
    text = _LINKED.sub(lambda link: _link(_MARKS.sub("", link[1]), *next(waiting, ("", ""))), text)
    text = _ADJACENT.sub(r"\1 | ", text.replace(LINK, ""))
    bare = text.strip()
    slanted = len(bare) > 2 and bare[0] == ITALIC and bare.find(ITALIC_END) == len(bare) - 1
    lines = list(_lines(text.replace(ITALIC, "").replace(ITALIC_END, ""), anywhere=anywhere))
    lines = [" ".join(line.split()).strip(_EDGE) for line in lines]
    lines = [line for line in lines if not _SEPARATORS.issuperset(line)]
    return [f"*{line}*" if slanted and "*" not in line else line for line in lines]


def _link(text: str, address: str, name: str) -> str:
    said = " ".join(text.split()) or name
    if not said or said == address:
        return address
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}[{said}]({address}){after if text.strip() else ''}"


def _lines(text: str, *, anywhere: bool) -> Iterator[str]:
    """Yield the lines, each from where a label in bold type begins it."""
    line, depth = "", 0
    pieces = _TYPE.split(text)
    for at, piece in enumerate(pieces):
        if at % 2:
            depth = max(depth + (1 if piece == BOLD else -1), 0)
            continue
        inner = piece.strip()
        if not depth or not inner:
            line += piece
            continue
        behind = pieces[at + 2].lstrip() if at + 2 < len(pieces) else ""
        label = len(inner) <= _LABEL and (inner.endswith(_COLON) or behind.startswith(_COLON))
        if label and line.strip(_EDGE):
            yield line
            line = ""
        title = anywhere and len(inner) >= _TITLE
        if not (label or title or not line.strip()):
            line += piece
        else:
            line += re.sub(r"\S(?:.*\S)?", lambda found: f"**{found[0]}**", piece, count=1, flags=re.S)
    yield line
