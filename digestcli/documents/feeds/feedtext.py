"""The text of a feed, made ready for an XML parser: its references, its pieces, and what XML forbids in it.

No DTD is ever handed on, so that there is nothing to expand or to fetch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from digestcli.documents.feeds.feedroot import has_root, prologue
from digestcli.model import Issue
from digestcli.text.regex import regex

_ITEM = r"<(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])"
_BEGINNING = regex(_ITEM)
_VERBATIM = (
    r"(?P<cdata><!\[CDATA\[.*?(?:\]\]>|(?=</(?:[\w.-]{1,40}:)?(?:item|entry)>)|\Z))"
    r"|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)"
)
_CUT = regex(rf"{_VERBATIM}|(?P<item>{_ITEM})", re.S)
_MARK = regex(
    rf"{_VERBATIM}|<(?![^\W\d]|[:/!?])|&(?P<reference>#[0-9]{{1,7}};|#x[\da-fA-F]{{1,6}};|\w{{1,32}};)?", re.S
)
_OF_XML = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_FORBIDDEN = regex("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Ready(NamedTuple):
    """A feed from its root element on, and the line of that; from its first item on where it has none."""

    text: str
    line: int
    rooted: bool


def make_ready(text: str, issues: list[Issue]) -> Ready:
    """Return what expat may read, line by line as it is in the file; what is odd about it is an Issue."""
    text = _allowed(text.replace("\r", " "), issues)  # expat would count a carriage return as a line
    start, dtd = prologue(text)
    if "<!ENTITY" in dtd:
        line = text.count("\n", 0, text.index(dtd)) + 1
        issues.append(Issue("malformed-xml", "a DTD with entities, which are not expanded", line))
    rooted = has_root(text, start)
    if not rooted:
        issues.append(Issue("malformed-xml", "no root element of a feed", 1))
        item = _BEGINNING.search(text)
        start = item.start() if item else len(text)
    return Ready(_MARK.sub(_reference, text[start:]), text.count("\n", 0, start) + 1, rooted)


def _allowed(text: str, issues: list[Issue]) -> str:
    first = _FORBIDDEN.search(text)
    if not first:
        return text
    shown, count = _FORBIDDEN.subn("\ufffd", text)
    line = text.count("\n", 0, first.start()) + 1
    issues.append(Issue("malformed-xml", f"{count} characters that XML forbids, shown as U+FFFD", line))
    return shown


def _reference(found: re.Match[str]) -> str:
    """Return what expat may be given for a mark: HTML's names as numbers, what is no mark as text."""
    if found["cdata"]:
        return found[0] if found[0].endswith("]]>") else f"{found[0]}]]>"  # open to the end of its item
    if not found[0].startswith("&"):
        return "&lt;" if found[0] == "<" else found[0]
    name = found["reference"] or ""
    if name in _OF_XML:
        return found[0]
    if name.startswith("#"):
        code = int(name[2:-1], 16) if name[1] == "x" else int(name[1:-1])
        return f"&{name}" if code <= 0x10FFFF and code and not _FORBIDDEN.match(chr(code)) else "\ufffd"
    from html.entities import html5  # 2,000 names, and most feeds need none

    return "".join(f"&#{ord(char)};" for char in html5.get(name, "")) or f"&amp;{name}"


def pieces(text: str) -> Iterator[str]:
    """Cut a text before each item, so that reading can begin there again."""
    start = 0
    for found in _CUT.finditer(text):
        if found["item"]:
            yield text[start : found.start()]
            start = found.start()
    yield text[start:]
