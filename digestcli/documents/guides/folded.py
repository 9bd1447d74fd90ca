"""Guides whose lines a site has joined: where the issue, the next paper's titles and the notice begin.

All of a page, or all from one label to the next, may stand on one line. Sentences end in a full stop and
titles do not, which tells an abstract from the titles of the paper that follows it.
"""

from __future__ import annotations

import re

from digestcli.documents.guides.journal import BLANKS, HAN
from digestcli.text.regex import regex

LONG = 300
"""Characters of a line that may be several."""
_TITLES = 500
"""Characters at most of a subject with both titles."""
_ISSUE = regex(
    r"\b[A-Z][A-Za-z&]{2,20}(?: [A-Za-z&]{1,20}){0,4} ?,? ?\d{1,2} [A-Za-z]{3,9} \d{4} ?,? ?"
    r"vol(?:ume)?\.? ?\d{1,4} ?,? ?(?:issue|no\.?) ?\d{1,5}"
    r"|《[^》]{1,20}》[ ,\uff0c]{0,2}\d{4}年\d{1,2}月\d{1,2}日[ ,\uff0c]{0,2}"
    r"第?\d{1,4}卷[ ,\uff0c]{0,2}第?\d{1,5}期"
    r"|《[^》]{1,20}》[ (\uff08]{0,2}\d{8}出版[)\uff09]?.{0,8}?(?:导读|導讀)",
    re.I,
)
_NOTICE = regex(r"(?:特别|特別|版权|版權|免责|免責)(?:声明|聲明)\s*[:\uff1a]")
_BOUNDARY = regex(
    rf"(?<=[\w)\]%'\"’”\uff09][.!?。！？])[{BLANKS}]*(?=[■-◿★☆※➤➢【\[]?\s?[A-Z0-9\u3400-\u9fff])"
)
_ABSTRACT = 60
"""Characters of the shortest text before titles; what is shorter is an initial or an abbreviation of one."""


def issues_apart(line: str) -> list[str]:
    """Split a long line around the names of issues in it, and before the site's notice.

    >>> page = "《自然》(20260122出版)一周论文导读 Nature, 22 January 2026, Volume 649, Issue 8098 物理学"
    >>> issues_apart(page + " 题目" * 150)[:2]
    ['《自然》(20260122出版)一周论文导读', 'Nature, 22 January 2026, Volume 649, Issue 8098']
    """
    if len(line) < LONG:
        return [line]
    cuts = [0, *(at for found in _ISSUE.finditer(line) for at in found.span())]
    cuts += [found.start() for found in _NOTICE.finditer(line) if found.start() > cuts[-1]][:1]
    pieces = (line[start:end].strip(BLANKS) for start, end in zip(cuts, [*cuts[1:], None], strict=True))
    return [piece for piece in pieces if piece]


def titles_apart(text: str) -> list[str]:
    """Split a text before authors: what ends in a full stop, and titles in both languages behind it.

    >>> titles_apart("摘" * 60 + "要。 On waves in water 水中的波")[1:], titles_apart("On J. Lee's waves 波")
    (['On waves in water 水中的波'], ["On J. Lee's waves 波"])
    """
    start = max(len(text) - _TITLES, 0)
    ends = [found.end() for found in _BOUNDARY.finditer(text, max(start, _ABSTRACT))]
    rest = text[ends[-1] :] if ends else ""
    if not re.search(HAN, rest) or not re.search("[A-Za-z]{3}", rest):
        return [text]
    return [text[: ends[-1]].strip(BLANKS), rest]
