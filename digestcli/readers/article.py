"""A feature article scraped from the web: one entry, its paper, its references, its credits.

Pages differ by site in everything but the words they label things with (text/webpage.py), so each
line is offered to BLOCKS in order; what none of them takes is a paragraph of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from digestcli.model import Issue, Reference
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.dates import find_date
from digestcli.text.prose import cited, find_paper, first_clauses
from digestcli.text.references import find_address, is_item, read_references
from digestcli.text.script import to_simplified
from digestcli.text.webpage import (
    LONG,
    are_names,
    byline,
    is_boilerplate,
    is_credit,
    is_feature,
    is_related,
    labels,
    origin,
    section,
    split_names,
    units,
)

_BLANK = "".join(map(chr, range(33))) + "\x7f\xa0\u2028\u2029\u3000\u200b\ufeff"
_STOPS = "。．.；;，,、:："
_AFFILIATION = re.compile(r"[(（].{0,60}(?:大学|学院|研究|公司|中心|University|Institute)")
_DATE = re.compile(r"[\d\s年月日/.:：-]{8,}|[A-Za-z]{3,9}\.? \d{1,2}, \d{4}|\d{1,2} [A-Za-z]{3,9} \d{4}")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_HEADING = re.compile(r"#{1,6}\s+")


class _Line(NamedTuple):
    number: int
    text: str
    plain: str  # the same characters in Simplified


class _Page:
    """The article in the making: texts by name, each with the line it stands on."""

    def __init__(self, text: str) -> None:
        printed = [(number, line.strip(_BLANK)) for number, line in enumerate(text.split("\n"), 1)]
        self.lines = [_Line(number, line, to_simplified(line)) for number, line in printed if line]
        self.last = len(printed)
        self.texts: dict[str, list[tuple[int, str]]] = {}
        self.authors: dict[str, None] = {}
        self.references: list[Reference] = []
        self.issues: list[Issue] = []
        self.date = ""

    def put(self, name: str, line: int, text: str) -> None:
        if text.strip():
            self.texts.setdefault(name, []).append((line, text.strip()))

    def sign(self, printed: str) -> None:
        """Add the authors of a byline."""
        self.authors.update(dict.fromkeys(split_names(printed)))

    def joined(self, name: str) -> str:
        texts = [text for _, text in self.texts.get(name, ())]
        return "\n".join(dict.fromkeys(texts) if name == "figures" else texts)

    def has_any(self, *names: str) -> bool:
        return not self.texts.keys().isdisjoint(names)


def read(source: Source) -> Parsed:
    """Read the one article of a page; boilerplate is dropped, a missing title is inferred."""
    page = _Page(source.text)
    at = 0
    while at < len(page.lines):
        at += next(taken for block in BLOCKS if (taken := block(page, at)))
    if not page.has_any("title", "body", "lede", "abstract"):
        return Parsed((), page.date, issues=(Issue("no-entries", "no text of an article found", 1),))
    _name(page)
    entry = _entry(page)
    return Parsed((entry,), page.date, page.joined("title"))


def _origin(page: _Page, at: int) -> int:
    """Take a line that tells where the article is from: forwarded (with its author), reprinted."""
    line = page.lines[at]
    found = origin(line.plain)
    if not found:
        return 0
    page.put("source", line.number, line.text[found.start : found.end])
    page.sign(line.text[found.author :])
    return 1


def _boilerplate(page: _Page, at: int) -> int:
    """Drop a line of the site's own; after 'related articles' the short lines that follow, too."""
    if not is_related(page.lines[at].plain):
        return int(is_boilerplate(page.lines[at].plain))
    rest = range(at + 1, len(page.lines))
    return next((i for i in rest if units(page.lines[i].text) >= 30 or _opens(page.lines[i])), rest.stop) - at


def _picture(page: _Page, at: int) -> int:
    """Move a picture's place, caption or credit out of the text."""
    line = page.lines[at]
    if image := _IMAGE.fullmatch(line.text):
        page.put("figures", line.number, f"{image[1]} {image[2]}")
        return 1
    if not is_credit(line.plain, after_image=at > 0 and bool(_IMAGE.fullmatch(page.lines[at - 1].text))):
        return 0
    page.put("figures", line.number, line.text)
    _close_header(page)
    return 1


def _section(page: _Page, at: int) -> int:
    """Take a heading (lede, abstract, author's note, references) with the lines it heads."""
    line = page.lines[at]
    heading = section(line.plain)
    if not heading:
        return 0
    rest = line.text[heading.end :]
    if heading.name == "references":
        return _references(page, at, rest)
    if rest:
        page.put(heading.name, line.number, rest)
        return 1
    following = page.lines[at + 1 : at + 8]
    note = heading.name == "author_note"
    closed = next((i for i, one in enumerate(following) if _opens(one)), len(following) if note else 9)
    taken = following[: closed if closed <= (6 if note else 4) else 1]
    for one in taken:
        page.put(heading.name, one.number, one.text)
    return 1 + len(taken)


def _references(page: _Page, at: int, rest: str) -> int:
    """Take the list of references: up to what opens next, or a long paragraph without an address."""
    end = at + 1
    while end < len(page.lines) and not _opens(page.lines[end]):
        text = page.lines[end].text
        if units(text) >= LONG and not is_item(text) and not find_address(text)[0]:
            break
        end += 1
    found = read_references([rest, *(line.text for line in page.lines[at + 1 : end])])
    page.references += found
    if not found:
        page.issues.append(Issue("no-references", "the list of references is empty", page.lines[at].number))
    return end - at


def _label(page: _Page, at: int) -> int:
    """Take a line of labels: 'written by | NAME', 'source: X  updated: DATE', '[keywords] ...'."""
    line = page.lines[at]
    marks = labels(line.plain)
    if not marks:
        return 0
    textual = marks[0].name in ("abstract", "keywords", "classification")
    prose = units(line.text) >= LONG or line.text[-1] in "。！？"
    if not textual and (prose or (marks[0].printed.startswith(("时间", "日期")) and page.has_any("body"))):
        return 0
    ends = [*(mark.start for mark in marks[1:]), len(line.text)]
    for mark, end in zip(marks, ends, strict=True):
        _file(page, line.number, mark.name, line.text[mark.end : end].strip())
    _close_header(page)
    return 1


def _file(page: _Page, number: int, name: str, value: str) -> None:
    if name == "authors":
        page.sign(value)
    elif name == "doi":
        page.put("link", number, re.sub(r"\s", "", value))
    elif name == "published" and (date := find_date(value)):
        page.date = page.date or date
    else:
        page.put(name, number, value)


def _byline(page: _Page, at: int) -> int:
    """Take 'By NAME', or names alone above an abstract or an affiliation, or a date alone."""
    line = page.lines[at]
    after = page.lines[at + 1].plain if at + 1 < len(page.lines) else ""
    following = [mark.name for mark in labels(after)] or [mark.name for mark in [section(after)] if mark]
    if names := byline(line.text):
        page.sign(names)
    elif are_names(line.text) and (_AFFILIATION.match(after) or following[:1] == ["abstract"]):
        page.sign(line.text)
    elif _DATE.fullmatch(line.text) and not page.has_any("body") and (date := find_date(line.text)):
        page.date = page.date or date
    else:
        return 0
    return 1


def _title(page: _Page, at: int) -> int:
    """Take a heading, or a short line that ends open, where nothing of the text came before."""
    line = page.lines[at]
    heading = _HEADING.match(line.text)
    short = 4 <= units(line.text) <= 45 and line.text[-1] not in _STOPS and not is_item(line.text)
    if page.has_any("title", "body", "lede", "abstract") or not (heading or short):
        return 0
    page.put("title", line.number, line.text[heading.end() if heading else 0 :].strip("# "))
    return 1


def _paragraph(page: _Page, at: int) -> int:
    line = page.lines[at]
    page.put(
        "body",
        line.number,
        _IMAGE.sub("", _HEADING.sub("", line.text, count=1) if line.text[0] == "#" else line.text),
    )
    return 1


BLOCKS: tuple[Callable[[_Page, int], int], ...] = (
    _origin,  # before boilerplate: it names the source and the author
    _boilerplate,
    _picture,
    _section,  # before labels: 'about the author:' is no byline
    _label,
    _byline,
    _title,
    _paragraph,
)
"""Each takes lines of the page from an index on and returns how many (0: not its own)."""


def _opens(line: _Line) -> bool:
    """Tell whether a line begins something else than the section before it."""
    plain = line.plain
    return bool(
        section(plain) or labels(plain) or is_boilerplate(plain) or is_related(plain) or origin(plain)
    )


def _close_header(page: _Page) -> None:
    """Call a single short sentence above a credit or byline the lede."""
    body = page.texts.get("body", [])
    if len(body) == 1 and units(body[0][1]) < LONG and not page.has_any("lede", "abstract"):
        page.texts["lede"] = page.texts.pop("body")


def _name(page: _Page) -> None:
    """Infer a title the page does not have: the first sentence that says something, cut at a clause."""
    if page.has_any("title"):
        return
    lines = [line for name in ("lede", "abstract", "body") for line in page.texts.get(name, ())]
    number, text = next((line for line in lines if units(line[1]) >= 8 and not is_item(line[1])), lines[0])
    title = first_clauses(text)
    page.put("title", number, title)
    page.issues.append(Issue("inferred-title", f"the page has no title; from its text: {title}", number))


def _entry(page: _Page) -> RawEntry:
    fields = [
        RawField(name, page.joined(name), texts[0][0]) for name, texts in page.texts.items() if name != "link"
    ]
    paper = find_paper(line for name in ("lede", "body") for line in page.texts.get(name, ()))
    titles = (
        [RawField(f"paper_title_{tag}", title, paper.line, tag) for tag, title in paper.titles]
        if paper
        else []
    )
    urls = [
        reference.url
        for reference in page.references
        if paper and reference.url and reference.marker == paper.marker
    ]
    urls += [find_address(text)[0] for _, text in page.texts.get("link", ())]
    return RawEntry(
        line=page.lines[0].number,
        end=page.last,
        kind="article",
        authors=tuple(page.authors),
        url=next(filter(None, urls), ""),
        date=page.date,
        fields=(*fields, *titles),
        references=tuple(page.references),
        issues=(*page.issues, *_unlisted(page)),
    )


def _unlisted(page: _Page) -> Iterator[Issue]:
    """Report what the text cites and the list of references, if there is one, lacks."""
    known = {reference.marker for reference in page.references}
    for number, text in page.texts.get("body", ()) if known else ():
        for marker in cited(text):
            if marker not in known:
                yield Issue("reference-missing", f"the list has no reference [{marker}]", number)


READER = Reader("article", "Feature articles scraped from the web, with their references", is_feature, read)
