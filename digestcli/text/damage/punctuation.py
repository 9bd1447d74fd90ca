"""How usual each mark of Chinese prose is, by what stands before it: common knowledge of its style.

A stop is seldom right after the beginning of a clause, and more seldom after another. Quotations
begin and end in turn, and one that began as a sentence mostly ends with one.
"""

from __future__ import annotations

from digestcli.text.damage.wordlist import HAN

STOPS = frozenset(",。、:;?!")

_MARKS = {
    ",": 0.09, "。": 0.04, "、": 0.018, ":": 0.006, ";": 0.005, "“": 0.006, "”": 0.006, "(": 0.004,
    ")": 0.004, "?": 0.003, "!": 0.001, "《": 0.002, "》": 0.002, "…": 0.001, "—": 0.002, "·": 0.001,
    "‘": 0.0005, "’": 0.0005,
}  # fmt: skip
"""What share of Chinese prose each mark is."""
_QUOTES = frozenset("“”")
_QUOTED_TWICE = 0.02
"""How usual a quotation mark is that opens what is open, or closes what is closed."""
_OPENED = 0.03
"""What share of what follows a sentence is a quotation ..."""
_CLOSED = 0.3
"""... and, where the quotation began as a sentence, its end."""
_SENTENCE_ENDS = frozenset("。!?")
_BEFORE_SENTENCE = frozenset("。!?:,\n")
_CLAUSE = (0.1, 0.2, 0.6, 1.0)
"""How usual a stop is after so many characters of a clause."""
_STOP_AFTER_STOP = 0.01


def share_of(mark: str, history: str, quotation: str | None) -> float | None:
    """Return what share of what may follow `history` a mark is; None for what is no mark of prose.

    `quotation` is the character before the quotation that is open ('' for none open, None where
    nobody knows). The history has at least as many characters as _CLAUSE.

    >>> [share_of(mark, "結束了", "") for mark in ",。A"], share_of("”", "束了。", ":")
    ([0.09, 0.04, None], 0.3)
    """
    share = _MARKS.get(mark)
    if share is None:
        return None
    if mark in _QUOTES:
        return _share_of_quote(mark, share, history, quotation)
    if mark not in STOPS:
        return share
    if history[-1] in STOPS:
        return share * _STOP_AFTER_STOP
    length = 0
    while length < len(_CLAUSE) - 1 and HAN.match(history[-1 - length]):
        length += 1
    return share * _CLAUSE[length]


def quotation_at(text: str, at: int) -> str | None:
    """Return the quotation that is open at `at`, as above; None where a '?' before it may hide a mark.

    >>> quotation_at("他說:“是。", 5), quotation_at("“是。”", 4), quotation_at("“是?他", 4)
    (':', '', None)
    """
    start = text.rfind("\n", 0, at) + 1
    opened, closed = text.rfind("“", start, at), text.rfind("”", start, at)
    if "?" in text[max(opened, closed, start) : at]:
        return None
    return text[opened - 1 : opened] or "\n" if opened > closed else ""


def quotation_after(quotation: str | None, history: str) -> str | None:
    """Return what the quotation is when the history has got its last character.

    >>> quotation_after("", "他說:“"), quotation_after(":", "了。”"), quotation_after(":", "了。")
    (':', '', ':')
    """
    if history[-1] not in _QUOTES:
        return quotation
    return history[-2] if history[-1] == "“" else ""


def _share_of_quote(mark: str, share: float, history: str, quotation: str | None) -> float:
    if quotation is None:
        return share
    opening = mark == "“"
    if opening == bool(quotation):
        return share * _QUOTED_TWICE
    if history[-1] not in _SENTENCE_ENDS:
        return share
    if opening:
        return _OPENED
    return _CLOSED if quotation in _BEFORE_SENTENCE else share
