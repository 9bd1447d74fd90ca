"""Who wrote an article, when and where, and what it says of its paper: lines of labels and dates, filed.

Each function takes lines of a page from an index on and returns how many (0: not its own).
"""

from __future__ import annotations

import re

from digestcli.documents.articles.page import Page
from digestcli.documents.references import find_address
from digestcli.documents.webpage import LONG, labels, opens, stamp, units
from digestcli.text.dates import find_date
from digestcli.text.regex import regex

_BETWEEN = " \t\u3000|｜丨·•・)）"
_PART = regex(r"[^|｜·・•\s](?:[^|｜·・•\s]|\s(?!\s))*")
_COUNT = regex(r"\d|阅读|浏览|听新闻|分享")
_SHARE = regex(r"分享[至到]?\s*[:：]?\s*$")
_SHORT = 30
"""Units of a line below a headline."""


def take_label(page: Page, at: int) -> int:
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
        _file(page, line.number, mark.name, line.text[mark.end : end])
    page.close_header()
    return 1 if line.text[marks[-1].end :].strip() else 1 + _value_below(page, at, marks[-1].name)


def _value_below(page: Page, at: int, name: str) -> int:
    """Take the value of a label that ends its line from the next one: an address, or a Latin title."""
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    if not below or opens(below.plain):
        return 0
    address = name in ("link", "doi", "code") and find_address(below.text)[0]
    title = name in ("paper_title", "journal") and below.text.isascii()
    if not (address or title):
        return 0
    _file(page, below.number, name, below.text)
    return 1


def take_stamp(page: Page, at: int) -> int:
    """Take a line of the date, the publisher and counts that stands above the text."""
    line = page.lines[at]
    if not page.in_header or units(line.text) >= _SHORT or labels(line.plain):
        return 0
    found = stamp(line.plain)
    if not found or not (found.hour or page.has_any("title")):
        return 0
    page.date = page.date or find_date(re.sub(r"\s", "", found.day)) or ""
    for start, end in found.around:
        for part in _PART.finditer(line.plain, start, end):
            marks = labels(part[0])
            text = line.text[slice(*part.span())]
            ends = [*(mark.start for mark in marks[1:]), len(text)]
            for mark, stop in zip(marks, ends, strict=False):
                _file(page, line.number, mark.name, text[mark.end : stop])
            if not marks and not _COUNT.search(part[0]):
                page.put("source", line.number, text.removeprefix("原创 "))
    return 1


def _file(page: Page, number: int, name: str, value: str) -> None:
    value = _SHARE.sub("", value).strip(_BETWEEN)
    value += "".join(end for start, end in ("()", "（）") if value.count(start) > value.count(end))
    if name == "authors" and page.has_any("paper_title", "journal"):
        page.put("paper_authors", number, value)
    elif name == "authors":
        page.sign(value)
    elif name == "paper_title" and not page.has_any("title", "body"):
        page.put("title", number, value)
    elif name == "doi":
        page.put("link", number, re.sub(r"\s", "", value))
    elif name == "published" and (date := find_date(value)):
        page.date = page.date or date
    else:
        page.put(name, number, value)
