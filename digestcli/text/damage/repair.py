"""Repairs of a whole document, before anything looks for its markers, each told in a ledger.

Ordered, idempotent and line-preserving: no repair adds or removes a line end, so the line of an
Issue is the line of the file. A repair is made only where no other reading is likely; damage that
is seen but not undone becomes an Issue. Clean text costs one search for '(' and three for '?'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from digestcli.model import Issue
from digestcli.text.damage.glosses import Edit, aligned, may_be_out_of_step, may_be_stray, shifted
from digestcli.text.regex import regex

_UNITS = (
    r"[cdkmnpfμµ]?m|[kmnμµ]?g|[mnpfaμµ]?s|[kMGT]?Hz|[kMGTmμµ]?eV|[kmMμµn]?V|[kmMGTμµ]?W|[kMGm]?Pa|[mμµn]?T"
    r"|[mμµn]?K|[mμµn]M|[kM]?J|[mμµ]?L|[kM]?pc|Gpc|[kMGT]?yr|[kMG]a|mol|min|h|dB|℃|°C"
    r"|million|billion|trillion|thousand|per ?cent|years?|months?|weeks?|days?|hours?|minutes?|seconds?"
)
_LOST = regex(rf"\?(?<=\d\?)(?:{_UNITS})(?:\?(?:{_UNITS})(?=[-−–]\d))*(?![A-Za-z0-9_=&])")
_NUMBER = regex(r"(?<![A-Za-z0-9_/=&.,])\d[\d.,]*\Z")
_LONGEST_NUMBER = 24
_NUMBERED = regex(r"^(\d+(?:\.\d+)*)\?(?: \?)+ ?(?=[^\s?])", re.MULTILINE)
_LATIN = "A-Za-z\u00c0-\u024f"
_LOSSY = regex(rf"\?(?:(?<=[{_LATIN}]\?)(?=[a-z\u00df-\u024f])|(?<=[A-Z]\?)(?=[A-Z]{{2}}))")
_WORD_START = regex(rf"[{_LATIN}?'’-]+\Z")
_WORD_END = regex(rf"[{_LATIN}?'’-]*")
_TOKEN = regex(r"[!-~]+\Z")
_TOKEN_LENGTH = 400
_SHORTEST_WORD = 5
_LIKELY = 0.3
"""How probable the best reading of damaged text must be to be told, ..."""
_TOLD = 0.1
"""... and how probable the others are, ..."""
_TOLD_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Repair:
    """One change: the rule that made it, its line (from 1), the words before and after."""

    rule: str
    line: int
    before: str
    after: str
    score: float = 1.0
    """How sure: 1.0 where the rule leaves no choice."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired text, what was changed, and the damage that was left."""

    text: str
    ledger: tuple[Repair, ...] = ()
    issues: tuple[Issue, ...] = ()


class Rule(NamedTuple):
    """A repair: its name in the ledger and what finds its edits, in order and apart.

    It is given the text as the rules before left it, and as it came.
    """

    name: str
    find: Callable[[str, str], list[Edit]]


class Flaw(NamedTuple):
    """Damage that stays: its Issue's code and message, and what finds its (start, end) spans.

    It is given the text and the edits that were not sure enough to be made.
    """

    code: str
    message: str
    find: Callable[[str, list[Edit]], list[tuple[int, int]]]


def repair(text: str) -> Repaired:
    """Apply REPAIRS in order, then report FLAWS; the number of lines never changes.

    >>> done = repair("a thickness of 160?μm (S?ren, is it 5?)")
    >>> done.text, done.ledger[0].before, done.issues[0].code
    ('a thickness of 160 μm (S?ren, is it 5?)', '160?μm', 'lossy-character')
    """
    ledger: list[Repair] = []
    issues: list[Issue] = []
    told: list[Edit] = []
    original = text
    for rule in REPAIRS:
        found = rule.find(text, original)
        edits = [edit for edit in found if edit.sure]
        told += [edit for edit in found if not edit.sure]
        if edits:
            told = [_moved(edit, _growth(edits, edit.start)) for edit in told]
            text = _apply(text, rule.name, edits, ledger)
    for flaw in FLAWS:
        spans = flaw.find(text, told)
        lines = _lines(text, [start for start, _ in spans])
        for (start, end), line in zip(spans, lines, strict=True):
            message = flaw.message.format(text[start:end])
            message += "".join(_readings(edit) for edit in told if edit.start == start)
            issues.append(Issue(flaw.code, message, line))
    return Repaired(text, tuple(ledger), tuple(sorted(issues, key=lambda issue: issue.line)))


def _growth(edits: list[Edit], end: int) -> int:
    """Return how many characters the edits before `end` add."""
    return sum(len(edit.after) - (edit.end - edit.start) for edit in edits if edit.end <= end)


def _moved(edit: Edit, by: int) -> Edit:
    return edit._replace(start=edit.start + by, end=edit.end + by)


def _readings(edit: Edit) -> str:
    """Say what damaged text may have been: a likely reading, and the others that are not unlikely."""
    if edit.score < _LIKELY:
        return ""
    readings = [(edit.after, edit.score), *edit.others]
    shown = [f"{after!r} ({score:.2f})" for after, score in readings if score >= _TOLD]
    return "; it may have been " + ", ".join(shown[:_TOLD_AT_MOST])


def _apply(text: str, rule: str, edits: list[Edit], ledger: list[Repair]) -> str:
    pieces, at = [], 0
    for edit, line in zip(edits, _lines(text, [edit.start for edit in edits]), strict=True):
        ledger.append(Repair(rule, line, text[edit.start : edit.end], edit.after, edit.score))
        pieces += [text[at : edit.start], edit.after]
        at = edit.end
    return "".join([*pieces, text[at:]])


def _lines(text: str, offsets: list[int]) -> Iterator[int]:
    """Yield the line (from 1) of each of the ascending offsets."""
    line, at = 1, 0
    for offset in offsets:
        line += text.count("\n", at, offset)
        at = offset
        yield line


def lost_spaces(text: str) -> list[Edit]:
    """Find the '?' that a space outside GBK became: before a unit, and after a heading's number.

    Thin spaces stand between a number and its unit, no-break spaces between a number and its
    heading. A number inside a word, a path or a query is left, as is a unit followed by '='.

    >>> [edit.after for edit in lost_spaces("10?million in 2?km?s-1; 5?m=1 /1?m v2?s is it 5?")]
    ['10 million', '2 km s']
    >>> lost_spaces("1.1? ?引言")[0][:3]
    (0, 6, '1.1 ')
    """
    if "?" not in text:
        return []
    edits = []
    for match in _LOST.finditer(text):
        number = _NUMBER.search(text, max(match.start() - _LONGEST_NUMBER, 0), match.start())
        if number and not _is_address(text, match.start()):
            edits.append(Edit(number.start(), match.end(), number[0] + match[0].replace("?", " ")))
    if "? ?" in text:
        edits += [Edit(*match.span(), match[1] + " ") for match in _NUMBERED.finditer(text)]
        edits.sort()
    return edits


def lossy_words(text: str) -> list[tuple[int, int]]:
    """Find the words with a '?' for a letter outside GBK; URLs and queries are not words.

    >>> text = "S?ren and na?ve J?RGEN; https://x.org/watch?v=1 find?q=1 page.php?id a?b Who? What?Yes"
    >>> [text[start:end] for start, end in lossy_words(text)]
    ['S?ren', 'na?ve', 'J?RGEN']
    """
    if "?" not in text:
        return []
    spans: list[tuple[int, int]] = []
    for match in _LOSSY.finditer(text):
        at = match.start()
        if spans and at < spans[-1][1]:
            continue
        left = _WORD_START.search(text, max(at - _TOKEN_LENGTH, 0), at)
        right = _WORD_END.match(text, at, at + _TOKEN_LENGTH)
        if not left or not right:  # pragma: no cover - the letters beside the '?' match both
            continue
        start, end = left.start(), right.end()
        word = text[start:end].strip("?'’-")
        if len(word) < _SHORTEST_WORD or text[end : end + 1] == "=" or text[max(start - 1, 0)] in "./_":
            continue
        if not _is_address(text, at):
            start = text.index(word, start)
            spans.append((start, start + len(word)))
    return spans


def _is_address(text: str, at: int) -> bool:
    """Tell whether the token that ends at `at` is a URL or a path."""
    token = _TOKEN.search(text, max(at - _TOKEN_LENGTH, 0), at)
    return token is not None and ("/" in token[0] or "www." in token[0])


def shifted_runs(text: str, original: str) -> list[Edit]:
    """Find the shifted runs that can be read again (see runs.py, which only a page with one loads)."""
    if not may_be_out_of_step(text, original):
        return []
    from digestcli.text.damage.runs import realigned

    return realigned(text, original)


def garbled(text: str, told: list[Edit]) -> list[tuple[int, int]]:
    """Find what stays out of step: the runs behind a gloss, and where half a character may stand."""
    runs = shifted(text)
    starts = {start for start, _ in runs}
    return sorted([*runs, *((edit.start, edit.end) for edit in told if edit.start not in starts)])


def stray_glosses(text: str, original: str) -> list[Edit]:
    """Find the glosses behind ASCII characters (see stray.py, which only a page with glosses loads)."""
    if not may_be_stray(text):
        return []
    from digestcli.text.damage.stray import stray

    return stray(text, original)


REPAIRS: tuple[Rule, ...] = (
    Rule("pinyin-gloss", lambda text, _: aligned(text)),  # first: later rules look at whole words
    Rule("shifted-gloss", shifted_runs),
    Rule("stray-gloss", stray_glosses),  # after the runs, which need theirs
    Rule("lost-space", lambda text, _: lost_spaces(text)),
)

FLAWS: tuple[Flaw, ...] = (
    Flaw("lossy-character", "a letter was lost in {!r}", lambda text, _: lossy_words(text)),
    Flaw("garbled-run", "the text is garbled around {!r}", garbled),
)
