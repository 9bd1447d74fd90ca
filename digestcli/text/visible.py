"""Foreign text made safe to show: no character in it can steer a terminal.

Control characters, bidirectional overrides (Unicode's 'Trojan Source' characters), invisible tag
characters and line separators become visible symbols; lone surrogates, which no output can encode,
become U+FFFD.
"""

from __future__ import annotations

import re

from digestcli.text.regex import regex

_UNSAFE = regex(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_IN_LINE = regex(r"[\t\n]")
_INVISIBLE = regex(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_SURROGATES = regex("[\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Replace what a terminal would obey by what a person can see; tabs and line feeds stay.

    >>> visible("a\x1b[31mb\x08"), visible("\u202eabc"), visible("量子\tx")
    ('a␛[31mb␈', '<U+202E>abc', '量子\tx')
    """
    return text if text.isprintable() else _UNSAFE.sub(_symbol, text)


def one_line(text: str) -> str:
    r"""Return `visible(text)` with tabs and line feeds as blanks, for a cell of a table.

    >>> one_line("a\tb\n  c")
    'a b   c'
    """
    return text if text.isprintable() else _IN_LINE.sub(" ", visible(text))


def plain_line(text: str) -> str:
    r"""Return `text` on one line, with single blanks and without what cannot be seen: for a field of a file.

    >>> plain_line(" a\u200b\x1bb \n\u2028 c"), plain_line("量子\u3000x")
    ('ab c', '量子 x')
    """
    if not text.isprintable():
        text = _INVISIBLE.sub("", without_surrogates(text))
    return " ".join(text.split())


def without_surrogates(text: str) -> str:
    r"""Replace lone surrogates (JSON can escape them) by U+FFFD.

    >>> without_surrogates("a\ud800b")
    'a\ufffdb'
    """
    return _SURROGATES.sub("\ufffd", text)


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"
