r"""Where the mathematics in a text is: `$..$`, `$$..$$`, `\(..\)` and `\[..\]`.

Dollars also stand before prices and shell variables, and Markdown escapes its brackets as `\[` and `\]`:
what is between two delimiters must look like a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from digestcli.text.regex import regex

_DELIMITER = regex(r"\\[\s\S]|\$\$?")
_CLOSES = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]"}
_DELIMITERS = frozenset((*_CLOSES, *_CLOSES.values()))
_SIGNS = regex(r"[\\^_{}=<>+]|^\s*[^\W\d]\s*$")
_GROUP = regex(r"\\[A-Za-z]+|\{[^{}]*\}")
_PROSE = regex(r"(?<![^\W\d_])[^\W\d_]{2,}[\s,;]+[^\W\d_]{2}|[\u3400-\u9fff]")
_AMOUNT = regex(r"\d\S*\s[\s\S]*\s")
_LONGEST = 2000  # characters of a formula; what is longer is taken for text


def formulas(text: str) -> Iterator[tuple[int, int, str]]:
    r"""Yield start and end (with delimiters) and the content of each formula, in order; linear in time.

    >>> list(formulas(r"a $5 note, then $T_c$"))
    [(16, 21, 'T_c')]
    """
    if "$" not in text and "\\" not in text:
        return
    done = 0
    marks = (mark for mark in _DELIMITER.finditer(text) if mark[0] in _DELIMITERS)
    for opening, closing in pairwise(marks):
        if opening.start() < done or closing[0] != _CLOSES.get(opening[0]):
            continue
        content = text[opening.end() : closing.start()]
        if _is_formula(content, opening[0], text[closing.end() : closing.end() + 1]):
            done = closing.end()
            yield opening.start(), done, content


def _is_formula(content: str, opening: str, after: str) -> bool:
    r"""Tell a formula from what stands between two prices, shell variables or Markdown's `\[`, `\]`."""
    if not content.strip() or "\n\n" in content or len(content) > _LONGEST:
        return False
    if opening != "$":
        return bool(_SIGNS.search(content))
    blank, before_word = content[0].isspace(), after.isascii() and after.isalnum()
    if not blank and content[-1].isspace() and (before_word or after == "\\"):
        return False  # this dollar opens the next formula
    if content[0].isdigit() and (_AMOUNT.fullmatch(content) or _PROSE.search(_GROUP.sub("", content))):
        return False
    glued = before_word and (content[0].isdigit() or re.search("[A-Za-z]{2}", content))
    return bool(re.search(r"[\\^_{]", content)) or not (blank or glued or _PROSE.search(content))
