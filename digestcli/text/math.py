r"""TeX to Unicode for display: `$\hat κ \sim 10^{-3}$` reads κ̂ ∼ 10⁻³. Exports keep the TeX.

Only mathematics (`$..$`, `$$..$$`, `\(..\)`, `\[..\]`) and a few text macros are touched; text with neither
`$` nor a backslash comes back unchanged. Unknown macros stay verbatim, and so does a whole formula that is
broken (unbalanced, or with control characters that a wrong decoder made of `\f`, `\t`, `\b`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from digestcli.text.formula import formula
from digestcli.text.textmacros import without_macros

_LONGEST = 2000  # characters of a formula; what is longer is an unpaired dollar
_DELIMITER = re.compile(r"\\[\s\S]|\$\$?")
_CLOSES = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]"}
_TEX = re.compile(r"[\\^_{]")
_GROUP = re.compile(r"\\[A-Za-z]+|\{[^{}]*\}")
_PROSE = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}[\s,;]+[^\W\d_]{2,}|[\u3400-\u9fff]")
_AMOUNT = re.compile(r"\d[\d.,]*\s*(?:[A-Za-z]{2,}|[^\w\s]?\s*$)")
_LETTERS = re.compile(r"[A-Za-z]{2}|^\d")
_WEAK = re.compile(r"[\\^_{}=<>+]|^\s*[^\W\d]\s*$")
"""A bracketed text that is mathematics has one of these: Markdown writes `\[1\]` for plain brackets."""


def readable(text: str) -> str:
    r"""Return `text` with its TeX as Unicode. Never raises; linear in the length of `text`.

    >>> readable(r"$T_{c} \approx 10^{-3}$ for \emph{thin} films, 5\% more")
    'T_c ≈ 10⁻³ for thin films, 5% more'
    >>> readable("between $30 million and $40 million"), readable(r"$\mystery{x^2}$")
    ('between $30 million and $40 million', '\\mystery{x²}')
    """
    if "$" not in text and "\\" not in text:
        return text
    pieces: list[str] = []
    formulas: list[str] = []
    done = 0
    for start, end, content in _spans(text):
        pieces.append(text[done:start])
        shown = formula(content)
        formulas.append(text[start:end] if shown is None else shown)
        done = end
    pieces.append(text[done:])
    return without_macros(pieces, formulas)


def _spans(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, content) of the formulas of `text`: a delimiter and the next one, if they pair."""
    marks = [m for m in _DELIMITER.finditer(text) if m[0] in _CLOSES or m[0] in (r"\)", r"\]")]
    found: list[tuple[int, int, str]] = []
    done = 0
    for opening, closing in pairwise(marks):
        if opening.start() < done or closing[0] != _CLOSES.get(opening[0]):
            continue
        content = text[opening.end() : closing.start()]
        if _is_formula(content, opening[0], text[closing.end() : closing.end() + 1]):
            found.append((opening.start(), closing.end(), content))
            done = closing.end()
    return found


def _is_formula(content: str, opening: str, after: str) -> bool:
    """Tell a formula from what stands between two prices, shell variables or escaped brackets."""
    if not content.strip() or len(content) > _LONGEST or "\n\n" in content:
        return False
    if opening in (r"\(", r"\["):
        return bool(_WEAK.search(content))
    if opening == "$$":
        return True
    before_word = after.isascii() and after.isalnum()
    if content[-1].isspace() and not content[0].isspace() and (before_word or after == "\\"):
        return False  # this dollar opens the next formula
    if _TEX.search(content):
        return not (content[0].isdigit() and _PROSE.search(_GROUP.sub("", content)))
    if content[0].isspace() or _PROSE.search(content) or _AMOUNT.fullmatch(content.rstrip(), 0) is not None:
        return not content[0].isspace() and content.isdigit() and not before_word
    return not (before_word and _LETTERS.search(content))
