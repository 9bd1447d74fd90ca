"""Lines of pages that were saved as Markdown: what it puts around a line, taken away.

A heading, a quotation, emphasis, a link whose text is its address, a picture without a text: none of them
is what a line says, and readers of copied pages know their markers plain.
"""

from __future__ import annotations

from digestcli.text.regex import regex

_BEFORE = regex(r"(?:#{1,6}[ \t]+|>[ \t]?)+")
_EMPHASIS = regex(r"(\*\*|__)(?=[^\s*_])([^*_\n]{0,399}[^\s*_])\1")
_OPEN = regex(r"(?:\*\*|__)(?=[^\s*_])")
_PICTURE = regex(r"!\[[^\[\]\n]{0,200}\]\([^()\s]{0,2000}\)")
_LINK = regex(
    r"\[((?:https?://|www\.|10\.)[^\[\]\s]{1,2000})\]\([^()\s]{1,2000}\)|<(https?://[^<>\s]{1,2000})>"
)


def unmarked(line: str) -> str:
    """Return a line without a quotation's sign and without bold type; headings, pictures and links stay.

    >>> unmarked("> **作者：** 甲"), unmarked("# **甲**"), unmarked("a ** b")
    ('作者： 甲', '# 甲', 'a ** b')
    """
    line = line[1:].lstrip() if line.startswith(">") else line
    line = _EMPHASIS.sub(r"\2", line) if "**" in line or "__" in line else line
    return _OPEN.sub("", line, count=1) if _OPEN.match(line) else line


def undress(line: str) -> str:
    r"""Return what a line of Markdown says; a line without marks stays as it is.

    >>> undress("## **物理学Physics**"), undress("**作者：** A. Lee"), undress("![](a.png)")
    ('物理学Physics', '作者： A. Lee', '')
    >>> undress("[https://a.b/c](https://a.b/c)"), undress("**cut off"), undress("a ** b * c"), undress("# 1")
    ('https://a.b/c', 'cut off', 'a ** b * c', '1')
    """
    if not any(mark in line for mark in "#>*_[<"):
        return line
    line = _BEFORE.sub("", line, count=1) if _BEFORE.match(line) else line
    line = _PICTURE.sub("", line)
    line = _LINK.sub(lambda link: link[1] or link[2], line)
    return unmarked(line).strip()
