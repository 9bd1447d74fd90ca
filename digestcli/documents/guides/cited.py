"""Guides that name a paper below its text: a Chinese title and text, then title, authors and citation.

    中文题目                                    (over one line or two)
    中文介绍。（译者）
    English title
    A. Author, B. Author, et al.
    Phys. Rev. Lett. 120, 230401 (2018)
    https://journals.aps.org/...

Some print only `论文：English title` below the text. What closes an entry is that last line, so entries
are read upwards from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from digestcli.documents.adorned import undress
from digestcli.documents.credits import sign
from digestcli.documents.guides.journal import BLANKS, COLON, URL, address, known_subject, subject_of
from digestcli.documents.webpage import is_chinese, labels, units
from digestcli.text.languages.script import to_simplified
from digestcli.text.regex import regex

_HEAD = 16_384
_PROSE = 40
"""Units of a line that is no title."""
_TITLE_LINES, _SECTION_LINES = 3, 12
_GUIDE = regex(
    r"(?=.{0,60}(?:导读|速览|论文推荐|文献推荐))(?=.{0,60}(?:[A-Z][A-Za-z]+|《[^》]{1,20}》)).{4,60}"
)
_VOLUME = regex(r"(?P<year>(?:19|20)\d\d)\s?年\s?第?(?P<volume>\d{1,4})\s?卷\s?第?(?P<number>\d{1,4})\s?期")
_CITATION = regex(
    r"(?P<journal>[A-Z][A-Za-z.&]*(?: [A-Za-z&][A-Za-z.&]*){0,6})[.,]? ?(?P<volume>\d{1,4}) ?[,:，：] ?"
    r"[A-Za-z]?\d{1,7}(?:[-–]\d{1,7})?,? ?\((?P<year>(?:19|20)\d\d)\)\.?"
)
_PAPER = regex(rf"(?:原始?)?论文(?:题目|标题|名称)?\s*{COLON}\s*(?P<title>[A-Z][!-~\s–—‘’“”，：]{{11,299}})")
_NAMES = regex(
    r"[A-Z][^,&]{1,60}(?:,.{2,}| & .{2,}| and .{2,}|\s?,?\s?et al\.?,?)|[A-Z][\w.-]* (?:[A-Z][\w.-]* ?){1,3}"
)


class Cited(NamedTuple):
    """A paper: its lines, titles, text, authors, address, section, translator, and its place in print."""

    line: int
    end: int
    zh: str
    en: str
    text: str
    authors: str = ""
    url: str = ""
    section: str = ""
    translator: str = ""
    journal: str = ""
    volume: str = ""
    year: str = ""


class _Line(NamedTuple):
    number: int
    text: str
    plain: str


def cited_title(text: str) -> tuple[str, dict[str, str]]:
    r"""Return a guide's title ('' for none) and the year, volume and number it names.

    >>> cited_title("PRL导读-2018年120卷23期\n序")
    ('PRL导读-2018年120卷23期', {'year': '2018', 'volume': '120', 'number': '23'})
    """
    for line in _lines(text[:_HEAD])[:_SECTION_LINES]:
        if _GUIDE.fullmatch(line.plain) and line.plain[-1] not in "。，":
            found = _VOLUME.search(line.plain)
            return line.text, found.groupdict() if found else {}
    return "", {}


def is_cited_guide(text: str) -> bool:
    """Tell whether a text has a guide's title, and at least two papers named below their texts."""
    head = text[:_HEAD]
    return bool(cited_title(head)[0]) and sum(bool(one.zh and one.text) for one in read_cited(head)) > 1


def read_cited(text: str) -> list[Cited]:
    """Return the papers that are named below their texts, in order."""
    lines = _lines(text)
    papers: list[Cited] = []
    start, section = 0, ""
    for at, end in _closings(lines):
        paper = _paper(lines[start:at], lines[at:end])
        if paper:
            section = paper.section or section
            papers.append(paper._replace(section=section))
        start = end
    return papers


def _lines(text: str) -> list[_Line]:
    printed = (
        (number, undress(line.replace("\xa0", " ").strip(BLANKS)))
        for number, line in enumerate(text.split("\n"), 1)
    )
    return [_Line(number, line, to_simplified(line)) for number, line in printed if line]


def _closings(lines: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    """Yield where the lines that close an entry begin and end: a citation or a label, addresses below."""
    at = 0
    while at < len(lines):
        if not (_CITATION.fullmatch(lines[at].text) or _PAPER.fullmatch(lines[at].plain)):
            at += 1
            continue
        end = at + 1
        while end < len(lines) and (URL.fullmatch(lines[end].text) or _CITATION.fullmatch(lines[end].text)):
            end += 1
        yield at, end
        at = end


def _paper(above: Sequence[_Line], closing: Sequence[_Line]) -> Cited | None:
    """Read the paper that stands at the end of `above`, upwards: Latin lines, prose, title, section.

    A citation of which the page says nothing in Chinese has neither title nor text there.
    """
    labelled, place = _PAPER.fullmatch(closing[0].plain), _CITATION.fullmatch(closing[0].text)
    latin, first = len(above), max(len(above) - (0 if labelled else _TITLE_LINES), 0)
    while latin > first and not is_chinese(above[latin - 1].text):
        latin -= 1
    named = [line.text for line in above[latin:]]
    if not (named or labelled):
        return None
    authors = named.pop() if len(named) > 1 and _NAMES.fullmatch(named[-1]) else ""
    prose = latin
    while prose and is_chinese(above[prose - 1].text) and _is_prose(above[prose - 1]):
        prose -= 1
    heads, section = _heads(above[:prose]) if prose < latin else ([], "")
    paragraphs, names = sign([(line.number, line.text) for line in above[prose:latin]])
    journal = place["journal"] if place else ""
    return Cited(
        (heads or above[latin:] or closing)[0].number,
        closing[-1].number,
        "".join(line.text for line in heads),
        labelled["title"].strip() if labelled else " ".join(named),
        "\n".join(text for _, text in paragraphs),
        authors,
        next((address(line.text) for line in closing if URL.fullmatch(line.text)), ""),
        section,
        "; ".join(names),
        journal.strip(" .,") + "." * journal.endswith("."),
        place["volume"] if place else "",
        place["year"] if place else "",
    )


def _heads(above: Sequence[_Line]) -> tuple[list[_Line], str]:
    """Return the lines of the title at the end of `above`, and the section's name above it or ''."""
    title, first = len(above), max(len(above) - _TITLE_LINES, 0)
    while title > first and not (_is_prose(above[title - 1]) or labels(above[title - 1].plain)):
        title -= 1
    heads = list(above[title:])
    if title and labels(above[title - 1].plain):
        return heads, _section(above[: title - 1])
    subject = subject_of(heads[0].text) if len(heads) > 1 else ()
    if subject and known_subject(subject):
        return heads[1:], heads[0].text
    return heads[-1:] if len(heads) == _TITLE_LINES else heads, ""  # more than wraps: what is nearest counts


def _section(above: Sequence[_Line]) -> str:
    """Return the heading above an editor's name."""
    last = above[-1] if above else None
    return last.text if last and is_chinese(last.text) and units(last.text) < _PROSE else ""


def _is_prose(line: _Line) -> bool:
    return units(line.text) >= _PROSE or line.text[-1] in "。！？；"
