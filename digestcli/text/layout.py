r"""Setting text in a terminal: cells, lines broken by the rules of Chinese and Latin script, columns.

Kinsoku: no line begins with closing punctuation or ends with an opening bracket or quotation mark; what
would have to goes to the next line with the character or word before it. A line may break between Han
characters and between Han and Latin; a Latin word is broken only where it is longer than the line. Nothing
is added, and only the blanks at a break and the line feeds between paragraphs are taken.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, zip_longest
from typing import Literal
from unicodedata import category, east_asian_width

from digestcli.text.regex import regex

_NEVER_FIRST = frozenset(
    "。，、；：！？）】》」』”’…—～〉〕〗〙〛｝］％‰℃．·‥〜゠ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
    "｡､｣･﹐﹑﹒﹔﹕﹖﹗),.;:!?]}%"
)
_NEVER_LAST = frozenset("（【《「『“‘〈〔〖〘〚｛［｢￥＄([{")
_BOUND = frozenset("\"'\u00a0\u202f\u2060\u200d")
"""Straight quotation marks (opening or closing, nobody knows) and blanks that join: no break beside them."""
_HELD_BACK = _NEVER_FIRST | _BOUND | frozenset("/\\-–_&|*^`=")
"""No break before these, unless after a blank; nor, below, behind those."""
_HELD_ON = _NEVER_LAST | _BOUND | frozenset("#@$\\<~+*^`=")
_DASHES = frozenset("—…")
_IN_ADDRESS = frozenset("/?&-._=,;:")
"""A word longer than the line (an address, mostly) breaks after one of these, if one is near the end."""

_INK = regex("[^ ]")
_JOINED = regex("[\u200d\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
_PICTURE = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff](?:\ufe0f|[\U0001f3fb-\U0001f3ff])?"
_CLUSTER = regex(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f\u20e3?|{_PICTURE}(?:\u200d{_PICTURE})*|[\\s\\S]"
)
_TAB = 8


class _Cells(dict[str, int]):
    """Cells of each character met so far."""

    def __missing__(self, char: str) -> int:
        self[char] = cells = _cells(char)
        return cells


def _cells(char: str) -> int:
    """Return the cells of one character; ambiguous ones count 1, as terminals have it outside of Asia."""
    kind, code = category(char), ord(char)
    if char == "\t":
        return _TAB  # at most: wherever it stands, no line gets too long
    if kind in ("Mn", "Me", "Mc", "Cc", "Zl", "Zp") or 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FF:
        return 0  # marks; Jamo that a syllable continues with
    if kind == "Cf":
        return int(char == "\u00ad" or 0x600 <= code <= 0x605)
    if kind == "Cn":  # Python before 3.13 calls these full-width
        return 2 if 0x1F300 <= code <= 0x1FAFF or 0x20000 <= code <= 0x3FFFD else 1
    return 2 if east_asian_width(char) in ("W", "F") else 1


_CELLS = _Cells()


def width(text: str) -> int:
    r"""Return the cells that `text` takes in a terminal; a tab counts 8.

    Emoji sequences count as modern terminals draw them: one picture, two cells.

    >>> width("量子 ab"), width("κ\u0302"), width("👩\u200d🔬"), width("❤\ufe0f"), width("…")
    (7, 1, 2, 2, 1)
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(_sizes(text))


def _sizes(text: str) -> Iterator[int]:
    """Yield the cells of each character of `text`; a sequence counts at its first one."""
    if not _JOINED.search(text):
        return map(_CELLS.__getitem__, text)
    return (
        cells
        for cluster in _CLUSTER.findall(text)
        for cells in ((_CELLS[cluster],) if len(cluster) == 1 else (2, *(0,) * (len(cluster) - 1)))
    )


def _ends(text: str) -> Sequence[int]:
    """Return the cells of text[:0], text[:1], ... up to the whole."""
    if text.isascii() and text.isprintable():
        return range(len(text) + 1)
    return list(accumulate(_sizes(text), initial=0))


def wrap(text: str, width: int, *, indent: str = "", first: str | None = None) -> list[str]:
    r"""Return `text` as lines of at most `width` cells; a line feed begins a new line.

    Every line begins with `indent`, the first with `first` where that is given. Fewer than two cells beside
    the indent count as two: a wide character fits.

    >>> wrap("他说：“量子计算（QC）”，对吗？", 10)
    ['他说：“量', '子计算', '（QC）”，', '对吗？']
    >>> wrap("plain words\nand more", 9, indent="  ", first="* ")
    ['* plain', '  words', '  and', '  more']
    """
    room = max(width - _width(indent), 2)
    lead, limit = (indent, room) if first is None else (first, max(width - _width(first), 2))
    lines: list[str] = []
    for paragraph in text.split("\n"):
        for line in _lines(paragraph, limit, room):
            lines.append(lead + line if line else lead.rstrip(" "))
            lead, limit = indent, room
    return lines


def _lines(text: str, limit: int, room: int) -> Iterator[str]:
    """Yield the lines of a paragraph: the first has `limit` cells, the others have `room`."""
    ends, start, size = _ends(text), 0, len(text)
    while True:
        fit = bisect_right(ends, ends[start] + limit, start) - 1
        if fit >= size:
            yield text[start:]
            return
        stop, following = _break(text, ends, start, max(fit, start + 1))
        yield text[start:stop]
        if following == size:
            return
        start, limit = following, room


def _break(text: str, ends: Sequence[int], start: int, fit: int) -> tuple[int, int]:
    """Return where the line that begins at `start` stops, at `fit` at most, and where the next one begins."""
    at = fit
    while at > start:
        before, after = text[at - 1], text[at]
        if before == " " or after == " ":
            stop, following = _gap(text, start, at)
            last = following == len(text)
            if stop > start and (
                last or not (text[stop - 1] in _NEVER_LAST or text[following] in _NEVER_FIRST)
            ):
                return stop, following
            at = stop - 1
        elif _may_part(before, after) and ends[at] < ends[at + 1]:
            return at, at
        else:
            at -= 1
    at = _break_word(text, ends, start, fit)
    return _gap(text, start, at) if " " in text[at - 1 : at + 1] else (at, at)


def _gap(text: str, start: int, at: int) -> tuple[int, int]:
    """Return where the blanks around `at` begin (not before `start`) and end."""
    ink = _INK.search(text, at)
    return start + len(text[start:at].rstrip(" ")), ink.start() if ink else len(text)


def _may_part(before: str, after: str) -> bool:
    """Tell whether a line may break between two characters, neither of them a blank."""
    if after in _HELD_BACK or before in _HELD_ON:
        return False
    if _CELLS[after] == 2 or _CELLS[before] == 2 or before in _DASHES:
        return True
    return (before in "”’" and after in _NEVER_LAST) or (before in _NEVER_FIRST and after in "“‘")


def _break_word(text: str, ends: Sequence[int], start: int, fit: int) -> int:
    """Return where to break what is longer than a line: a long word, an address, a run of punctuation."""
    whole = [at for at in range(fit, start, -1) if ends[at] < ends[at + 1]]
    good = [at for at in whole if text[at] not in _NEVER_FIRST and text[at - 1] not in _NEVER_LAST]
    late = [at for at in good if text[at - 1] in _IN_ADDRESS and 2 * at > start + fit]
    return next((places[0] for places in (late, good, whole) if places), fit)


def cut(text: str, width: int) -> str:
    r"""Return `text` cut to `width` cells, with an ellipsis where something is missing.

    No character loses its marks, and no opening bracket or quotation mark stands before the ellipsis.

    >>> cut("量子计算", 8), cut("量子计算", 7), cut("量子计算", 6), cut("ab κ\u0302x", 5)
    ('量子计算', '量子计…', '量子…', 'ab κ̂x')
    >>> cut("量子（计算）", 8), cut("（计算）", 3)
    ('量子…', '…')
    """
    ends = _ends(text)
    if ends[-1] <= width:
        return text
    if width < 1:
        return ""
    kept = text[: bisect_right(ends, width - 1) - 1].rstrip(" ")
    while kept and kept[-1] in _NEVER_LAST:
        kept = kept[:-1].rstrip(" ")
    return kept + "…"


def pad(text: str, width: int, align: Literal["left", "right", "center"] = "left") -> str:
    """Return `text` with blanks up to `width` cells; a longer text stays as it is.

    >>> pad("量子", 6) + "|", pad("量子", 6, "right"), pad("量", 5, "center") + "|"
    ('量子  |', '  量子', ' 量  |')
    """
    blanks = max(width - _width(text), 0)
    before = {"left": 0, "right": blanks, "center": blanks // 2}[align]
    return " " * before + text + " " * (blanks - before)


def columns(left: str, right: str, widths: tuple[int, int], *, gap: str = "  ") -> list[str]:
    """Return two texts set side by side, each in its width.

    >>> columns("量子计算很快", "Quantum computing is fast", (8, 17))
    ['量子计算  Quantum computing', '很快      is fast']
    """
    pairs = zip_longest(wrap(left, widths[0]), wrap(right, widths[1]), fillvalue="")
    return [(pad(one, widths[0]) + gap + other).rstrip(" ") for one, other in pairs]


_width = width  # the functions above have a parameter of that name
