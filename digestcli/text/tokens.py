"""What the search index knows of a text: its tokens, the same for a text and for a query.

A run of Han characters and kana becomes the pairs of its neighbours and its last character:
量子纠缠 gives 量子 子纠 纠缠 缠. So a part of any length is found where it stands: two and more
characters as neighbouring pairs, one as the beginning of a pair. Everything else is words of
letters and digits; both halves of a hyphenated word are words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from digestcli.text.fold import KANA_MARKS, Folding
from digestcli.text.regex import regex

_RUN = "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = regex(f"[{_RUN}]+")
_PARTS = regex(f"[{_RUN}]+|[^ {_RUN}]+")
_MARKED = regex(f"[\u3041-\u30ff][{KANA_MARKS}]")


class _Spacing(Folding):
    """The fold, with a blank for everything that is no part of a token."""

    def __missing__(self, code: int) -> str:
        """Fold a character that was not met before."""
        value = super().__missing__(code)
        value = "".join(char if char.isalnum() or char in KANA_MARKS else " " for char in value)
        self[code] = value
        return value


_SPACING = _Spacing()


def words(text: str) -> str:
    """Return the folded text with one blank for all that is no letter or digit.

    >>> words("de la Cruz,  José")
    'de la cruz jose'
    """
    return " ".join(text.translate(_SPACING).split())


class Token(NamedTuple):
    """A token and the part of the original text that it comes from."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in their order.

    >>> tokens("SU(2)群与 entanglement-assisted Schrödinger")
    ['su', '2', '群与', '与', 'entanglement', 'assisted', 'schrodinger']
    """
    return spaced(text).split()


def spaced(text: str) -> str:
    """Return the tokens of a text with blanks between them, one or more."""
    folded = text.translate(_SPACING)
    return folded if folded.isascii() else _RUNS.sub(_pairs, _composed(folded))


def _composed(folded: str) -> str:
    """Join kana and their marks again, which the fold parted: カ is no part of ガ."""
    if KANA_MARKS[0] in folded or KANA_MARKS[1] in folded:
        from unicodedata import normalize

        return _MARKED.sub(lambda match: normalize("NFC", match[0]), folded)
    return folded


def _pairs(run: re.Match[str]) -> str:
    """Return the pairs of a run; laid out by slices, for pair by pair takes half as long again."""
    text = run[0]
    pairs = [" "] * (3 * len(text) + 1)
    pairs[1::3] = text
    pairs[2::3] = text[1:] + " "
    return "".join(pairs)


def placed_tokens(text: str) -> list[Token]:
    """Return the tokens of a text with their places in it, the same as `tokens` gives.

    >>> placed_tokens("a ﬁx 学学")[1:]
    [Token(text='fix', start=2, end=4), Token(text='学学', start=5, end=7), Token(text='学', start=6, end=7)]
    """
    folded, starts, ends = _placed(text)
    found: list[Token] = []
    for match in _PARTS.finditer(folded):
        start, end = match.span()
        if _RUNS.match(match[0]):
            steps = [(at, min(at + 2, end)) for at in range(start, end)]
        else:
            steps = [(start, end)]
        found.extend(Token(folded[first:last], starts[first], ends[last - 1]) for first, last in steps)
    return found


def _placed(text: str) -> tuple[str, list[int], list[int]]:
    """Return the folded text, and for each of its characters where in `text` it begins and ends.

    A character that folds to nothing (an accent, a soft hyphen) belongs to the one before it.
    """
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, char in enumerate(text):
        piece = _composed(_SPACING[ord(char)])
        joined = _composed(chars[-1] + piece) if chars and piece in KANA_MARKS else ""
        if len(joined) == 1:
            chars[-1], ends[-1] = joined, at + 1
        else:
            chars.extend(piece)
            starts.extend([at] * len(piece))
            ends.extend([at + 1] * len(piece))
    return "".join(chars), starts, ends


def query_tokens(text: str) -> tuple[list[str], bool]:
    """Return the tokens of a part that is looked for, and whether the last is only a beginning.

    Where the part ends within a run, the text may go on: its last character is no token then,
    and a run of one character is the beginning of one.

    >>> query_tokens("量子纠缠"), query_tokens("群"), query_tokens("群 SU(2)")
    ((['量子', '子纠', '纠缠'], False), (['群'], True), (['群', 'su', '2'], False))
    """
    found = tokens(text)
    last = found[-1:]
    if not last or not _RUNS.fullmatch(last[0]):
        return found, False
    if len(found) > 1 and len(found[-2]) == 2 and _RUNS.fullmatch(found[-2]) and found[-2][1] == last[0]:
        return found[:-1], False
    return found, True
