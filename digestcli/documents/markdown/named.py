"""Papers without labels: a title or two, a line of names, where it is printed, and what the digest says.

    1. English title
    中文题目                        (either title, with or without a number)
    A. Author, B. Author
    Nature Physics 22, 145 (2026)   (or an identifier, an address)
    一段介绍。

A line of names is what shows that a title stands above it; a journal with a year, an identifier or an
address below is what shows that the title is a paper's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from digestcli.documents.markdown.cells import PAPER
from digestcli.documents.markdown.fields import Field, Fields
from digestcli.documents.markdown.headings import split_title
from digestcli.documents.markdown.labels import LabelTable
from digestcli.documents.markdown.levels import PAPER_ID
from digestcli.documents.markdown.tables import Row, title_words
from digestcli.text.dates import find_date
from digestcli.text.names import is_list_of_names
from digestcli.text.regex import regex

_HAN = regex("[\u3400-\u9fff]")
_NUMBER = regex(r"(?:\[?(\d{1,3})(?:[.．、)）\]]|】)|[(（【](\d{1,3})[)）】])[ \t\u3000]*(?=\S)")
_SECTION = regex(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|[■◆●▶★]|#{1,6} )"
    r"[ \t]*(?P<name>[^。，,]{2,30})"
)
_VENUE = regex(r"(?=.*(?<!\d)(?:19|20)\d\d(?!\d))(?=.*[A-Za-z\u3400-\u9fff]{2})[^。！？]{4,160}")
_ADDRESS = regex(
    r"(?:arxiv|doi|链接|連結|原文)?[ \t]*[:：]?[ \t]*"
    r"(?P<address>https?://\S+|10\.\d{4,9}/\S+|(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d+)?)"
    r"(?:[ \t]+\[[\w.-]+\])?",
    re.IGNORECASE,
)
_STOPS = ("。", "！", "？", "；", ".", ";", ",", "，", "：", ":")
_LONGEST_TITLE, _LONGEST_NAMES = 300, 1_000
_LONGEST_HAN_NAME = 5
_FIRST_NAME = regex(
    r"(?:[\u3400-\u9fff·]{2,6}|[^\u3400-\u9fff,，、;；&]{3,40}?) ?(?:[,，、;；&]|and |et al|等)"
)
"""What a list of names begins with: cheap to tell, so that prose is passed over."""
_FEWEST, _NEAR = 2, 3
_PROSE, _LONG = 20, 60


class _Start(NamedTuple):
    """Where an entry begins (with the line that names its section), its titles, its line of names."""

    at: int
    titles: tuple[int, ...]
    names: int
    section: str


def named_papers(lines: Sequence[str], start: int, table: LabelTable) -> dict[int, Row | None]:
    """Return the papers by the line (from 0) of their titles, None for their other lines; {} without a list.

    They are a list when there are two or more, the digest says something of most, and little stands above.
    """
    starts = list(_starts(lines, start, table))
    if len(starts) < _FEWEST:
        return {}
    found: dict[int, Row | None] = {}
    told = 0
    section = ""
    for one, after in zip(starts, [*starts[1:], None], strict=True):
        end = after.at if after else len(lines)
        section = one.section or section
        row, prose = _row(lines, one._replace(section=section), end, table)
        told += prose >= _PROSE
        found.update(dict.fromkeys(range(one.at, end)))
        found[one.titles[0]] = row
    others = sum(1 for line in lines[start : starts[0].at] if len(line) > _LONG)
    return found if 2 * told > len(starts) and others <= len(starts) else {}


def _starts(lines: Sequence[str], start: int, table: LabelTable) -> Iterator[_Start]:
    above: list[int] = []  # lines with a text since the last names, the last few of them
    for at in range(start, len(lines)):
        line = lines[at].strip()
        if not line:
            continue
        named = above and _are_names(lines, at, lines[above[-1]].strip()) and _is_title(lines[above[-1]])
        if named and table.line(line) is None and _is_printed(lines, at + 1):
            titles = _titles(lines, above)
            before = above[: -len(titles)]
            section = _SECTION.fullmatch(lines[before[-1]].strip()) if before else None
            begins = before[-1] if section else titles[0]
            yield _Start(begins, titles, at, section["name"].strip() if section else "")
            above = []
        else:
            above = [*above[-_NEAR:], at]


def _are_names(lines: Sequence[str], at: int, above: str) -> bool:
    """Tell whether a line is one of names; below a number a single name is one, where no names follow."""
    line = lines[at].strip()
    if len(line) > _LONGEST_NAMES or line.endswith("。") or len(above) > _LONGEST_TITLE:
        return False
    if _FIRST_NAME.match(line) and is_list_of_names(line):
        return True
    single = _NUMBER.match(above) and (len(line) < _LONGEST_HAN_NAME or not _HAN.search(line))
    if not single or not is_list_of_names(f"{line}, {line}"):
        return False
    return not is_list_of_names(next((one for one in lines[at + 1 : at + _NEAR] if one.strip()), ""))


def _is_title(line: str) -> bool:
    bare = line.strip()
    return title_words(bare) > 1 and len(bare) <= _LONGEST_TITLE and not bare.endswith(_STOPS)


def _is_printed(lines: Sequence[str], at: int) -> bool:
    """Tell whether one of the next lines says where a paper is printed."""
    near = [line.strip() for line in lines[at : at + 2 * _NEAR] if line.strip()][:_NEAR]
    return any(_VENUE.fullmatch(line) or _ADDRESS.fullmatch(line) for line in near)


def _titles(lines: Sequence[str], above: Sequence[int]) -> tuple[int, ...]:
    """Return the lines of the titles above names: one, or two in two languages."""
    last = above[-1]
    first = above[-2] if len(above) > 1 else -1
    if first < 0 or _NUMBER.match(lines[last].strip()) or not _is_title(lines[first]):
        return (last,)
    other = bool(_HAN.search(lines[first])) != bool(_HAN.search(lines[last]))
    near = first == last - 1 or _NUMBER.match(lines[first].strip()) is not None
    return (first, last) if other and near and not _SECTION.fullmatch(lines[first].strip()) else (last,)


def _row(lines: Sequence[str], start: _Start, end: int, table: LabelTable) -> tuple[Row, int]:
    """Read a paper, and tell how much the digest says of it."""
    fields = Fields(last=start.names + 1)
    if start.section:
        fields.add(Field("category", start.section, start.at + 1))
    number, title, url = _titled(lines[start.titles[0]])
    for at in start.titles[1:]:
        other = _titled(lines[at])[1]
        fields.add(Field("title", other, at + 1, "zh" if _HAN.search(other) else "en"))
    fields.add(Field("authors", lines[start.names].strip(), start.names + 1))
    prose: list[tuple[int, str]] = []
    for at in range(start.names + 1, end):
        line = lines[at].strip()
        if not line:
            continue
        fields.last = at + 1
        label = table.line(line)
        if label and not label.value and not label.fact and not prose:
            continue  # a heading of the text
        fact = _fact(line, at + 1, table, open_text=bool(prose))
        if fact:
            url = _told(fact, fields, url)
        else:
            prose.append((at + 1, line))
    text = "\n".join(line for _, line in prose)
    if prose:
        fields.add(Field("abstract", text, prose[0][0]))
    return Row(number, title, url or "", fields), len(text)


def _told(fact: Field, fields: Fields, url: str | None) -> str | None:
    """Take what a line tells of a paper; return its address."""
    if fact.name == "url" and not url:
        return fact.text
    fields.add(fact)
    if fact.name == "venue":
        if date := find_date(fact.text):
            fields.add(Field("date", date, fact.line))
        found = PAPER_ID.search(fact.text)
        if found and found[0].startswith("10."):
            return url or f"https://doi.org/{found[0].rstrip('.,;')}"
    return url


def _titled(line: str) -> tuple[int | None, str, str | None]:
    """Return the number, the title and the address of a line with a title."""
    bare = line.strip().strip("*").strip()
    number = _NUMBER.match(bare)
    _, title, url = split_title(bare[number.end() :] if number else bare)
    return int(number[1] or number[2]) if number else None, title, url


def _fact(line: str, number: int, table: LabelTable, *, open_text: bool) -> Field | None:
    """Return what a line is that is no text: an address, a label with its value, where a paper is printed."""
    address = _ADDRESS.fullmatch(line)
    if address:
        found = address["address"]
        kind = "url" if PAPER.search(found) or PAPER_ID.search(found) else "links"
        return Field(kind, re.sub("^arxiv:", "", found, flags=re.IGNORECASE), number)
    label = table.line(line)
    if label and label.fact and label.value:
        return Field(label.field, label.value, number, label.language)
    if not open_text and _VENUE.fullmatch(line):
        return Field("venue", line, number)
    return None
