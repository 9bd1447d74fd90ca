"""HTML in feeds as plain text, and the page that digest itself writes into an item as its texts again.

Only tags that HTML has are taken out, and only where they look like tags: `$a <c and d> e$` is mathematics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from digestcli.text.regex import regex

_TAG = regex(r"<!--[^<>]*-->|<(/?)(?:[a-z]{1,10}:)?([a-z][a-z0-9]{0,9})((?:\s[^<>]*|/)?)>", re.I)
_REFERENCE = regex(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z0-9]{1,31});", re.I)
_BLOCKS = frozenset(
    """blockquote br center dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li ol p pre
    section table tbody td th thead tr ul""".split()  # noqa: SIM905
)
_INLINE = frozenset(
    """a abbr acronym b big cite code del dfn em font i img inf ins italic kbd q s samp sc small span strike
    strong sub sup title tt u var""".split()  # noqa: SIM905
)
_HEADED = regex(r"<h4>([^<>]{1,200})</h4>")
_PARAGRAPH = regex(r'<p(?: lang="([A-Za-z-]{1,35})")?>([^<>]*)</p>')
_TITLE = regex(r'<p lang="([A-Za-z-]{1,35})"><strong>([^<>]*)</strong></p>')
_FACT = regex(r"<li>([^<>:]{1,200}): (?:<a href=\"([^<>\"]*)\">)?([^<>]*)(?:</a>)?</li>")
_AND_OTHERS = "et al.</p>\n"


def plain(html: str) -> str:
    r"""Return HTML as text on one line, without tags and references.

    >>> plain("<p>Growth of <i>E.&nbsp;coli</i></p>\n<p>at 37&#176;C</p>")
    'Growth of E. coli at 37°C'
    >>> plain("for $a<c and d>e$, a <5% share")
    'for $a<c and d>e$, a <5% share'
    """
    bare = _TAG.sub(_without, html) if "<" in html else html
    return one_line(_REFERENCE.sub(lambda found: unescape(found[0]), bare) if "&" in bare else bare)


def one_line(text: str) -> str:
    """Return a text with its lines joined by a blank."""
    return " ".join(text.split())


def _without(tag: re.Match[str]) -> str:
    if not tag[2]:
        return ""
    name, attributes = tag[2].lower(), tag[3].strip()
    if attributes not in ("", "/") and "=" not in attributes:
        return tag[0]
    return "\n" if name in _BLOCKS else "" if name in _INLINE else tag[0]


class Page(NamedTuple):
    """An entry as digest writes it into an item of a feed."""

    texts: tuple[tuple[str, str, str], ...]
    """(name of the field, language, text)"""
    facts: tuple[tuple[str, str, str], ...]
    """(label, address, text)"""
    complete: bool
    """False where the authors end in 'et al.'"""


def read_page(html: str) -> Page:
    """Read the HTML of an item that digest wrote (digestcli/forms/item.py)."""
    head, *parts = _HEADED.split(html)
    titles = [("title", found[1], one_line(unescape(found[2]))) for found in _TITLE.finditer(head)]
    last = parts[-1] if parts else head
    facts = ((unescape(one[1]), unescape(one[2] or ""), unescape(one[3])) for one in _FACT.finditer(last))
    return Page((*titles, *_texts(parts)), tuple(facts), _AND_OTHERS not in head)


def _texts(parts: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the texts below headings; paragraphs are lines of them."""
    for name, html in zip(parts[::2], parts[1::2], strict=True):
        found = [(one[1] or "", unescape(one[2])) for one in _PARAGRAPH.finditer(html)]
        if found:
            field = {"tl;dr": "tldr", "text": "body"}.get(name.lower(), name.lower())
            yield field, found[0][0], "\n".join(text for _, text in found)
