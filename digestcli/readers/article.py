"""A feature article scraped from the web: one entry, its paper, its references, its credits.

Pages differ by site in everything but the words they label things with (documents/webpage.py), so each
line is offered to BLOCKS in order; what none of them takes is a paragraph of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from digestcli.documents.articles.feature import is_feature
from digestcli.documents.articles.mastheads import take_label, take_stamp
from digestcli.documents.articles.page import Page
from digestcli.documents.articles.prose import cited, find_paper, first_clauses
from digestcli.documents.references import find_address, is_item, read_references
from digestcli.documents.webpage import (
    LONG,
    are_names,
    byline,
    is_boilerplate,
    is_chinese,
    is_credit,
    is_related,
    labels,
    notice_of,
    opens,
    origin,
    section,
    units,
)
from digestcli.model import Issue
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.dates import find_date
from digestcli.text.regex import regex

_STOPS = "。．.；;，,、:："
_NOTICE = 3
"""Lines of a notice that stand below its heading."""
_AFFILIATION = regex(r"[(（].{0,60}(?:大学|学院|研究|公司|中心|University|Institute)")
_DATE = regex(r"[\d\s年月日/.:：-]{8,}|[A-Za-z]{3,9}\.? \d{1,2}, \d{4}|\d{1,2} [A-Za-z]{3,9} \d{4}")
_IMAGE = regex(r"!\[([^\[\]]*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_HEADING = regex(r"#{1,6}\s+")


def read(source: Source) -> Parsed:
    """Read the one article of a page; boilerplate is dropped, a missing title is inferred."""
    page = Page(source.text)
    at = 0
    while at < len(page.lines):
        at += next(taken for block in BLOCKS if (taken := block(page, at)))
    if not page.has_any("title", "body", "lede", "abstract"):
        return Parsed((), page.date, issues=(Issue("no-entries", "no text of an article found", 1),))
    _name(page)
    entry = _entry(page)
    return Parsed((entry,), page.date, page.joined("title"))


def _origin(page: Page, at: int) -> int:
    """Take a line that tells where the article is from: forwarded (with its author), reprinted."""
    line = page.lines[at]
    found = origin(line.plain)
    if not found:
        return 0
    page.put("source", line.number, line.text[found.start : found.end])
    page.sign(line.text[found.author :])
    return 1


def _boilerplate(page: Page, at: int) -> int:
    """Drop a line of the site's own; after 'related articles' the short lines that follow, too."""
    line = page.lines[at]
    below = page.lines[at + 1].plain if at + 1 < len(page.lines) else ""
    if (
        line.text.isdecimal()
        and not page.has_any("body")
        and (not page.has_any("title") or is_boilerplate(below))
    ):
        return 1  # a counter above the headline, or among the site's own lines
    if notice_of(line.plain):
        following = page.lines[at + 1 : at + 1 + _NOTICE]
        return 1 + next((i for i, one in enumerate(following) if opens(one.plain)), len(following))
    if not is_related(line.plain):
        return int(is_boilerplate(line.plain))
    rest = range(at + 1, len(page.lines))
    return (
        next((i for i in rest if units(page.lines[i].text) >= 30 or opens(page.lines[i].plain)), rest.stop)
        - at
    )


def _picture(page: Page, at: int) -> int:
    """Move a picture's place, caption or credit out of the text."""
    line = page.lines[at]
    if image := _IMAGE.fullmatch(line.text):
        page.put("figures", line.number, f"{image[1]} {image[2]}")
        return 1
    if not is_credit(line.plain, after_image=at > 0 and bool(_IMAGE.fullmatch(page.lines[at - 1].text))):
        return 0
    page.put("figures", line.number, line.text)
    page.close_header()
    return 1


def _section(page: Page, at: int) -> int:
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
    closed = next((i for i, one in enumerate(following) if opens(one.plain)), len(following) if note else 9)
    taken = following[: closed if closed <= (6 if note else 4) else 1]
    for one in taken:
        page.put(heading.name, one.number, one.text)
    return 1 + len(taken)


def _references(page: Page, at: int, rest: str) -> int:
    """Take the list of references: up to what opens next, or a long paragraph without an address."""
    end, numbered = at + 1, is_item(rest)
    while end < len(page.lines) and not opens(page.lines[end].plain):
        text, before = page.lines[end].text, page.lines[end - 1].text
        if not is_item(text) and not find_address(text)[0]:
            apart = before[-1] in ".。)）]" or before[-1].isdigit() or bool(find_address(before)[0])
            if units(text) >= LONG or (numbered and apart and is_chinese(text)):
                break
        numbered = numbered or is_item(text)
        end += 1
    found = read_references([rest, *(line.text for line in page.lines[at + 1 : end])])
    page.references += found
    if not found:
        page.issues.append(Issue("no-references", "the list of references is empty", page.lines[at].number))
    return end - at


def _byline(page: Page, at: int) -> int:
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


def _title(page: Page, at: int) -> int:
    """Take a heading, or a short line that ends open, where nothing of the text came before."""
    line = page.lines[at]
    heading = _HEADING.match(line.text)
    short = 4 <= units(line.text) <= 45 and line.text[-1] not in _STOPS and not is_item(line.text)
    if page.has_any("title", "body", "lede", "abstract") or not (heading or short):
        return 0
    page.put("title", line.number, line.text[heading.end() if heading else 0 :].strip("# "))
    return 1


def _paragraph(page: Page, at: int) -> int:
    line = page.lines[at]
    page.put(
        "body",
        line.number,
        _IMAGE.sub("", _HEADING.sub("", line.text, count=1) if line.text[0] == "#" else line.text),
    )
    return 1


BLOCKS: tuple[Callable[[Page, int], int], ...] = (
    _origin,  # before boilerplate: it names the source and the author
    take_stamp,  # before boilerplate: the date stands beside counts
    _boilerplate,
    _picture,
    _section,  # before labels: 'about the author:' is no byline
    take_label,
    _byline,
    _title,
    _paragraph,
)
"""Each takes lines of the page from an index on and returns how many (0: not its own)."""


def _name(page: Page) -> None:
    """Infer a title the page does not have: the first sentence that says something, cut at a clause."""
    if page.has_any("title"):
        return
    lines = [line for name in ("lede", "abstract", "body") for line in page.texts.get(name, ())]
    number, text = next((line for line in lines if units(line[1]) >= 8 and not is_item(line[1])), lines[0])
    title = first_clauses(text)
    page.put("title", number, title)
    page.issues.append(Issue("inferred-title", f"the page has no title; from its text: {title}", number))


def _entry(page: Page) -> RawEntry:
    fields = [
        RawField(name, page.joined(name), texts[0][0])
        for name, texts in page.texts.items()
        if name not in ("link", "code", "paper_title")
    ]
    paper = find_paper(line for name in ("lede", "body") for line in page.texts.get(name, ()))
    titles = (
        {tag: RawField(f"paper_title_{tag}", title, paper.line, tag) for tag, title in paper.titles}
        if paper
        else {}
    )
    for line, title in page.texts.get("paper_title", ()) if "" not in titles else ():
        tag = "zh" if is_chinese(title) else "en"
        titles.setdefault(tag, RawField(f"paper_title_{tag}", title, line, tag))
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
        code=next((find_address(text)[0] for _, text in page.texts.get("code", ())), ""),
        date=page.date,
        fields=(*fields, *titles.values()),
        references=tuple(page.references),
        issues=(*page.issues, *_unlisted(page)),
    )


def _unlisted(page: Page) -> Iterator[Issue]:
    """Report what the text cites and the list of references, if there is one, lacks."""
    known = {reference.marker for reference in page.references}
    for number, text in page.texts.get("body", ()) if known else ():
        for marker in cited(text):
            if marker not in known:
                yield Issue("reference-missing", f"the list has no reference [{marker}]", number)


READER = Reader("article", "Feature articles scraped from the web, with their references", is_feature, read)
