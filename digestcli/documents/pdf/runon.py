"""Bulletins whose lines a site has joined: contents, sections, titles, footnotes and names, apart again.

Only a bulletin with a contents page can be parted: its leaders show where the contents are, and what
stands before each of them is a title that comes again in the text, perhaps below a section's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from digestcli.text.regex import regex

LONG = 600
"""Characters of a line that may be a whole bulletin."""
_LEADER = regex(r"(?<![·•…‥⋯．.﹒_])[·•…‥⋯．.﹒_]{4,}[ \t\u3000]*(\d{1,3})(?!\d)")
_CONTENTS = regex(r"目[ \u3000]{0,4}[录錄次]|本期[要目][ \u3000]?[目录錄]|\bCONTENTS\b")
_SPACED = regex(r"[\u3400-\u9fff](?:[ \u3000]+[\u3400-\u9fff](?![\u3400-\u9fff])){1,11}")
_NEXT = regex(r"[ \u3000]+[\u3400-\u9fff](?=[\u3400-\u9fff])")
_PLAIN = regex(r"[\u3400-\u9fff]{2,8}[ \u3000]+(?=[\u3400-\u9fff]{3})")
_SHORTEST = 4
"""Letters of a section's name; one of three has lost the blank behind its last."""
_BULLET = regex(r"(?=[◼■□◆◇●])|(?<=\s)(?=(?:19|20)\d\d ?年)")
_NOTE = regex(r"(?<!\S)(\d{1,2})[ \t]+(?=[A-Z\"“][^\u3400-\u9fff\n]{4,240}?https?://)")
_ADDRESS = regex(r"https?://[^\s]+(?:(?<=[-/_=&])[ \t]+(?=[!-~]{0,80}[-/_.=])[a-z][!-~]+)?")
_BEHIND = regex(r"[ \t]*\d{1,3}(?=[ \t]+[\u3400-\u9fff]|[ \t]*$)")
_WRAPPED = regex(r"(?<=[\u3400-\u9fff，。；：、）”》])[ \t]+(?=[\u3400-\u9fff（“《①-⑳])")
_SIGNED = regex(r"[ \t]*([(（][\u3400-\u9fff·、， \u3000]{2,30}[)）])[ \t]*(?:\d{1,3}[ \t]*)?$")
_FEWEST, _MOST_LEADERS = 3, 300
_MOST = 400
"""Characters of a title with the section's name above it."""


class _Entry(NamedTuple):
    """A line of the contents (title, page) and where the title stands in the body, or -1."""

    title: str
    page: str
    start: int
    end: int


def run_on(line: str) -> list[str]:
    """Return the lines that a line is which holds a bulletin's contents and text; any other as it is.

    >>> run_on("short")
    ['short']
    """
    if len(line) < LONG:
        return [line]
    leaders = list(_LEADER.finditer(line))
    few = _FEWEST <= len(leaders) <= _MOST_LEADERS
    head = _CONTENTS.search(line, 0, leaders[0].start()) if few else None
    if not head:
        return [line]
    body = line[leaders[-1].end() :]
    entries = _entries(line, head.end(), leaders, body)
    if sum(entry.start >= 0 for entry in entries) < _FEWEST:
        return [line]
    cover = [part.strip() for part in _BULLET.split(line[: head.start()])]
    contents = list(_contents(entries, body))
    parts = (*cover, head[0], *contents, *_body(entries, body))
    return [part.strip() for part in parts if part.strip()]


def is_run_on(text: str) -> bool:
    """Tell whether a line of a text is several of a bulletin."""
    return any(len(run_on(line)) > 1 for line in text.split("\n") if len(line) >= LONG)


def _entries(line: str, start: int, leaders: list[re.Match[str]], body: str) -> list[_Entry]:
    """Return the lines of the contents, each with its place in the body, which is in their order."""
    places = [at for at, char in enumerate(body) if not char.isspace()]
    squashed = "".join(body[at] for at in places)
    entries, after = [], 0
    for leader in leaders:
        title = line[start : leader.start()].strip()
        start = leader.end()
        key = "".join(title.split())
        found = squashed.find(key, after) if 1 < len(key) < _MOST else -1
        if found >= 0:
            after = found + len(key)
            entries.append(_Entry(title, leader[1], places[found], places[after - 1] + 1))
        else:
            entries.append(_Entry(title, leader[1], -1, -1))
    return entries


def _split(entry: _Entry, body: str) -> tuple[str, str]:
    """Return the name of the section, letter-spaced or set off by a blank, and the title."""
    printed = body[entry.start : entry.end] if entry.start >= 0 else ""
    spaced = _SPACED.match(printed)
    if not spaced:
        plain = _PLAIN.match(printed or entry.title)
        name = plain[0].strip() if plain else ""
        return name, (printed or entry.title)[plain.end() if plain else 0 :].strip()
    more = _NEXT.match(printed, spaced.end()) if len(spaced[0].split()) < _SHORTEST else None
    end = (more or spaced).end()
    rest = printed[end:].strip()
    return (printed[:end], rest) if rest else ("", printed.strip())


def _contents(entries: list[_Entry], body: str) -> Iterator[str]:
    for entry in entries:
        section, title = _split(entry, body)
        if section:
            yield "".join(section.split())
        yield f"{title} ······ {entry.page}"


def _body(entries: list[_Entry], body: str) -> Iterator[str]:
    """Yield the text: titles, each below its section's name, paragraphs, footnotes and names."""
    found = [entry for entry in entries if entry.start >= 0]
    yield body[: found[0].start]
    number = 0
    for entry, after in zip(found, [*found[1:], None], strict=True):
        yield from _split(entry, body)
        text = body[entry.end : after.start if after else len(body)]
        at = 0
        for note in _NOTE.finditer(text):
            if int(note[1]) == number + 1 and note.start() >= at:
                yield from _signed(text[at : note.start()])
                number += 1
                address = _ADDRESS.search(text, note.end())
                at = address.end() if address else note.end()
                printed = address[0] if address else ""
                yield text[note.start() : at - len(printed)] + "".join(printed.split())
                page = _BEHIND.match(text, at)
                at = page.end() if page else at
        yield from _signed(text[at:])


def _signed(text: str) -> Iterator[str]:
    """Yield a text, and the names in brackets at its end."""
    signed = _SIGNED.search(text, max(len(text) - 80, 0))
    yield _WRAPPED.sub("", text[: signed.start()] if signed else text)
    if signed:
        yield signed[1]
