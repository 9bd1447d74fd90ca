"""The tokens of a damaged line: the characters and glosses that the page shows, and their bytes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from digestcli.text.damage.gbk import pairs
from digestcli.text.damage.glosses import ORPHAN, SHIFTED, SPELLED, is_toned
from digestcli.text.regex import regex

_ENDING = regex(rf"([@-~€])\(({SPELLED})\)")
"""A gloss after a byte that ended a character; a browser shows the byte 80 as the euro sign."""
_REST = regex(r"\?(?:/?(?:p|br|div|span|strong|em|b|h[1-6]|li|section|font) ?/?>|[ \t]*(?=\n|\Z))")
"""A '?' that took the bracket of a tag, or stands at the line's end: no character of the text is lost."""
_EURO = 0x80
_FULL_WIDTH = 0xA3
"""The first byte of the full-width ASCII characters, which the site shows as ASCII."""
_WINDOW = 60


class Token(NamedTuple):
    """What the page shows: a character, or a gloss with its reading ('?' lost the bracket)."""

    text: str
    reading: str
    end: int
    orphan: bool = False
    """A '?' that may be the first byte of a character; a mark took the second."""
    last: bool = False
    """A '?' that, as the second byte of a character, took nothing from the text with it."""


def tokens(text: str, start: int) -> list[Token]:
    r"""Divide the line from `start` on into characters, glosses and its end, up to _WINDOW.

    >>> [token[:2] for token in tokens("因?yàn)槲业I(yè)叫", 1)]
    [('?', 'yàn'), ('槲', ''), ('业', ''), ('I', 'yè'), ('叫', ''), ('\n', '')]
    """
    found: list[Token] = []
    at = start
    while at < len(text) and text[at] != "\n" and len(found) < _WINDOW:
        gloss = SHIFTED.match(text, at) or _ENDING.match(text, at)
        reading = unicodedata.normalize("NFC", gloss[gloss.lastindex or 1]) if gloss else ""
        if gloss and is_toned(reading):
            token = Token(text[at], reading, gloss.end())
        elif text[at] == "?":
            rest = _REST.match(text, at)
            token = Token("?", "", rest.end() if rest else at + 1, bool(ORPHAN.match(text, at)), bool(rest))
        else:
            token = Token(text[at], "", at + 1)
        found.append(token)
        at = token.end
    if len(found) < _WINDOW:
        found.append(Token("\n", "", at))
    return found


def bytes_of(shown: str) -> Iterator[tuple[int, int | None, str]]:
    """Yield (second byte, next first byte, text in step) for a character shown out of step.

    >>> list(bytes_of("槲")), list(bytes_of("N")), list(bytes_of(" "))
    ([(233, 206, '')], [(78, None, ''), (163, 206, '')], [(161, 161, '')])
    """
    code = ord(shown)
    if shown == "€":
        yield _EURO, None, ""
    elif code >= 0x80:
        pair = pairs().get(shown)
        if pair and pair[1] < 0x80:
            yield pair[0], None, chr(pair[1])
        elif pair:
            yield pair[0], pair[1], ""
    elif shown == " ":
        yield 0xA1, 0xA1, ""
    elif code > 0x20:
        if 0x40 <= code < 0x7F:
            yield code, None, ""
        yield _FULL_WIDTH, code | 0x80, ""


def second_byte(shown: str) -> int:
    """Return the second byte of a character in step; marks stand for their full-width form."""
    pair = pairs().get(shown)
    if pair:
        return pair[1]
    return ord(shown) | 0x80 if shown and shown in ",.:;!?()" else 0
