"""HTML as tags and texts in the order of the file, each with its line; what no reader sees is left out.

Scripts, styles, pictures of lines and arcs, and controls have no text. Mathematics that a page has set
is its TeX again where the page keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from digestcli.documents.feeds.feedroot import prologue
from digestcli.text.regex import regex

_TAG = regex(
    r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})(?=[\s/>])((?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}')*|[^<>]*)>"
)
"""The second way is for a quotation mark that stands alone: `<p title=it's>`."""
_ROOT = regex(r"<(?:html|head|body)(?=[\s>])", re.IGNORECASE)
_FRAGMENT = regex(
    r"<(?:table|div|ul|ol|dl|p|h[1-6]|center|section|article|main|style|meta|header)(?=[\s>])", re.IGNORECASE
)
_BLOCK_END = regex(r"</(?:p|li|tr|td|h[1-6]|div|dd)>", re.IGNORECASE)
_MARKDOWN = regex(r"^(?:#{1,6} |- \[|\*[^\s*]|\| ?:?-)", re.MULTILINE)
_CONTROLS = regex(r"[\x00-\x08\x0b-\x1f]")
_FEWEST = 3
_HEAD = 16_384
_UNSEEN = frozenset(
    ("script", "style", "svg", "noscript", "template", "select", "textarea", "button", "iframe", "object")
)
_TEX = regex(r"<annotation[^<>]*tex[^<>]*>([^<>]*)</annotation>", re.IGNORECASE)
_ENDS = {name: regex(rf"</{name}", re.IGNORECASE) for name in (*_UNSEEN, "title", "math")}
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


class Token(NamedTuple):
    """A tag (`kind` is 'open' or 'close') with its name and attributes, or a 'text', and its line."""

    kind: str
    value: str
    attributes: str
    line: int


def is_html(text: str) -> bool:
    r"""Tell whether a file is a page, or a part of one: HTML from its beginning, and no Markdown with tags.

    >>> is_html("<!DOCTYPE html><html lang=zh>"), is_html("<div id=toc></div>\n\n# Contents")
    (True, False)
    """
    if not text[:_HEAD].lstrip("\ufeff \t\n\r").startswith("<"):
        return False
    at, _ = prologue(text[:_HEAD])
    if _ROOT.match(text, at):
        return True
    if not _FRAGMENT.match(text, at):
        return False
    head = text[:_HEAD]
    return not _MARKDOWN.search(head) and sum(1 for _ in _BLOCK_END.finditer(head)) >= _FEWEST


def tokens(html: str) -> Iterator[Token]:
    """Yield the tags and texts of a page; the text of `title` comes as one token of that kind."""
    at, line, unclosed = 0, 1, set[str]()
    while at < len(html):
        tag = html.find("<", at)
        tag = len(html) if tag < 0 else tag
        end = _passed(html, tag, unclosed) if tag < len(html) else 0
        found = None if end else _TAG.match(html, tag)
        if not end and not found and tag < len(html):  # a sign, not a tag
            yield Token("text", _plain(html[at : tag + 1]), "", line)
            line += html.count("\n", at, tag + 1)
            at = tag + 1
            continue
        if tag > at:
            yield Token("text", _plain(html[at:tag]), "", line)
            line += html.count("\n", at, tag)
        if found:
            end = found.end()
            name = found[2].lower()
            inner = -1 if found[1] else _inner_end(html, end, name, unclosed)
            if inner >= 0:
                yield from _raw(name, html[end:inner], line)
                end = inner
            elif name not in _UNSEEN:
                yield Token("close" if found[1] else "open", name, found[3], line)
        line += html.count("\n", tag, end)
        at = end or len(html)


def _passed(html: str, tag: int, unclosed: set[str]) -> int:
    """Return where a comment or declaration ends that begins at `tag`, 0 where none does."""
    if html.startswith("<!--", tag):
        end = -1 if "!" in unclosed else html.find("-->", tag + 4)
        if end < 0:
            unclosed.add("!")
        return end + 3 if end >= 0 else tag + 4
    if html.startswith(("<!", "<?"), tag):
        end = html.find(">", tag, tag + 1_000)
        return end + 1 if end >= 0 else tag + 2
    return 0


def _inner_end(html: str, start: int, name: str, unclosed: set[str]) -> int:
    """Return where the end tag of an element begins whose inside is no page; -1 for any other element."""
    if (name not in _UNSEEN and name not in ("title", "math")) or name in unclosed:
        return -1
    end = _ENDS[name].search(html, start)
    if not end:
        unclosed.add(name)
    return end.start() if end else -1


def _raw(name: str, inside: str, line: int) -> Iterator[Token]:
    if name == "title":
        yield Token("title", " ".join(_plain(inside).split()), "", line)
    elif name == "math":
        tex = _TEX.search(inside)
        if tex:
            yield Token("text", f"${_plain(tex[1]).strip()}$", "", line)


def _plain(text: str) -> str:
    text = unescape(text) if "&" in text else text
    return _CONTROLS.sub(" ", text).replace("\xa0", " ")


def attribute(attributes: str, name: str) -> str:
    """Return the value of an attribute, '' where a tag has none.

    >>> attribute(' class="a b" href=x?a=1', "href"), attribute(" data-href='1'", "href")
    ('x?a=1', '')
    """
    if name not in attributes:
        return ""
    found = _ATTRIBUTES[name].search(attributes)
    return _plain(found[1] or found[2] or found[3] or "").strip() if found else ""


_ATTRIBUTES = {
    name: regex(rf"(?<![\w-]){name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))", re.IGNORECASE)
    for name in ("href", "src", "class", "style", "alt", "start", "aria-hidden", "aria-label", "colspan")
}
