"""Which texts are feeds: by their root element, behind whatever XML allows before it."""

from __future__ import annotations

import re

from digestcli.text.regex import regex

_PROLOGUE = regex(r"[\s\ufeff]+|<\?.*?\?>|<!--.*?-->|(?P<dtd><!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>)", re.S | re.I)
_ROOT = regex(r"<(?:[\w.-]{1,40}:)?(?:rss|feed|RDF)(?=[\s>])")


def is_feed(text: str) -> bool:
    r"""Tell whether the root element is that of a feed, by the first kilobytes of a file.

    >>> is_feed('<?xml version="1.0"?>\n<!-- saved --><rss version="2.0">'), is_feed("<html>\n<rss>")
    (True, False)
    """
    return has_root(text, prologue(text)[0])


def has_root(text: str, at: int) -> bool:
    """Tell whether a feed's root element begins at a place."""
    return _ROOT.match(text, at) is not None


def prologue(text: str) -> tuple[int, str]:
    """Return where the root element must begin, and the DTD before it."""
    at, dtd = 0, ""
    while found := _PROLOGUE.match(text, at):
        at, dtd = found.end(), dtd or found["dtd"] or ""
    return at, dtd
