"""The part of a long text that shows most of what was found in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_ELLIPSIS = "…"
_FAR = 20
"""Characters that a cut may move to fall between words."""

Span = tuple[int, int]
"""First character of a hit and the one after its last."""


class Excerpt(NamedTuple):
    """A text, or a part of it, with the hits in it: in order, none touching another."""

    text: str
    spans: tuple[Span, ...] = ()


def excerpt(text: str, spans: Sequence[Span], length: int) -> Excerpt:
    """Return the part of `text`, at most `length` characters and ellipses, that holds most of `spans`.

    These are in order and apart. The cuts fall between words where that is near and takes no hit away.

    >>> excerpt("one two three four five", [(8, 13)], 12)
    Excerpt(text='…three four…', spans=((1, 6),))
    """
    if len(text) <= length:
        return Excerpt(text, tuple(spans))
    first, last = _densest(spans, length)
    start = max(0, min(first - (length - (last - first)) // 2, len(text) - length))
    if start:
        start = text.find(" ", start - 1, min(start + _FAR, first)) + 1 or start
    end = min(len(text), start + length)
    if end < len(text):
        blank = text.rfind(" ", max(last, end - _FAR, start + 1), end + 1)
        end = blank if blank >= 0 else end
    before, after = _ELLIPSIS * (start > 0), _ELLIPSIS * (end < len(text))
    shift = len(before) - start
    kept = [
        (max(one, start) + shift, min(other, end) + shift)
        for one, other in spans
        if one < end and other > start
    ]
    return Excerpt(before + text[start:end] + after, tuple(kept))


def _densest(spans: Sequence[Span], length: int) -> Span:
    """Return where the most hits that fit into `length` characters begin and end; (0, 0) without hits."""
    best, most, behind = (0, 0), 0, 0
    for at, (start, end) in enumerate(spans):
        behind = max(behind, at)
        while behind < len(spans) and spans[behind][1] <= start + length:
            behind += 1
        if behind - at > most:
            best, most = (start, spans[behind - 1][1]), behind - at
        elif not at:
            best = (start, min(end, start + length))
    return best
