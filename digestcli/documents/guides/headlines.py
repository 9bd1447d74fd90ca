"""Titles as guides print them: with a number, in brackets, both languages on one line."""

from __future__ import annotations

import re

from digestcli.documents.guides.journal import BLANKS, HAN
from digestcli.text.regex import regex

_ORDINAL = regex(
    r"(?:(\d{1,3})[.、\uff0e)\uff09]|[(\uff08](\d{1,3})[)\uff09]|[一二三四五六七八九十]{1,3}、|[①-⑳])\s*(?=[^\s\d])"
)
_ENCLOSED = regex(r"[【\[]([^【】\[\]]+)[】\]]")


def ordinal(text: str) -> int:
    """Return the number that a title begins with, 0 for none.

    >>> ordinal("12. On waves"), ordinal("（3）波"), ordinal("1.5 degrees"), ordinal("二、波")
    (12, 3, 0, 0)
    """
    found = _ORDINAL.match(text)
    return int(found[1] or found[2] or 0) if found else 0


def bare_title(text: str) -> str:
    """Return a title or subject without the number, the brackets and the bars that a page prints around it.

    >>> bare_title("1. On waves |"), bare_title("一、【波】"), bare_title("2D waves"), bare_title("[A] wave")
    ('On waves', '波', '2D waves', '[A] wave')
    """
    text = _ORDINAL.sub("", text, count=1).strip(BLANKS + "|\uff5c丨")
    enclosed = _ENCLOSED.fullmatch(text)
    return enclosed[1].strip(BLANKS) if enclosed else text


def split_title(text: str, *, words: int = 4) -> list[str]:
    """Split `English title 中文题` on one line; fewer Latin words may begin a Chinese title.

    >>> split_title("On waves in shallow water 浅水中的波"), split_title("AlphaFold 2 与蛋白质")
    (['On waves in shallow water', '浅水中的波'], ['AlphaFold 2 与蛋白质'])
    >>> split_title("On waves in shallow water浅水中的波"), split_title("Cells that make mRNA mRNA细胞")
    (['On waves in shallow water', '浅水中的波'], ['Cells that make mRNA', 'mRNA细胞'])
    """
    han = re.search(HAN, text)
    before = text[: han.start()] if han else ""
    glued = re.split(r"\s", before)[-1]
    start = len(before) - (0 if re.fullmatch("[a-z]{3,}", glued) else len(glued))
    if len(before[:start].split()) < words:
        return [text]
    return [before[:start].strip(BLANKS), text[start:]]
