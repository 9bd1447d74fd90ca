"""The items of a bulletin among its lines, and which footnotes and imprints each of them has."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from digestcli.documents.pdf.contents import Heading
from digestcli.documents.pdf.footnotes import Note
from digestcli.documents.pdf.imprints import Imprint
from digestcli.documents.pdf.lines import Line
from digestcli.documents.pdf.marks import Mark

NEAR = 50
"""How many headings of the contents, or items of a page, a lost one is looked for among."""


class Span(NamedTuple):
    """An item (or a section's heading) among the lines of the body: title, text, end, by index."""

    at: int
    text: int
    title: str
    item: bool = True
    listed: Heading | None = None
    section: str = ""
    end: int = 0


def own_notes(
    spans: Sequence[Span], notes: Sequence[Note], marks: Sequence[Mark | None], body: Sequence[Line]
) -> dict[int, list[tuple[Note, bool]]]:
    """Return the notes of each item, by its first line: the item that has the marker.

    A note without a marker goes to the item whose list it stands in, else to an item of its page
    without notes, else to the page's last.
    """
    own: dict[int, list[tuple[Note, bool]]] = {span.at: [] for span in spans}
    if not spans:
        return own
    begins = [span.at for span in spans]
    holders = [spans[max(bisect_right(begins, mark.at) - 1, 0)] if mark else None for mark in marks]
    taken = {
        span.at for span, mark in zip(holders, marks, strict=True) if span and mark and mark.at < span.end
    }
    lists = {note.after for note in notes if note.own}
    last_only = len(spans) > 1 and lists == {len(body)}  # one list at the end is everybody's
    ahead = list(accumulate((mark.at if mark else len(body) for mark in reversed(marks)), min))[::-1]
    for note, holder, limit in zip(notes, holders, ahead, strict=True):
        chosen, below = holder, note.own and not last_only
        if chosen is None and below:
            chosen = spans[max(bisect_right(begins, max(note.after - 1, 0)) - 1, 0)]
        elif chosen is None:
            last = bisect_right(begins, max(min(note.after - 1, limit), 0))
            near = spans[max(last - NEAR, 0) : last]
            page = [span for span in near if body[span.end - 1].zone >= note.zone]
            free = [span for span in page if span.at not in taken]
            chosen = (free or page or spans[:1])[-1]
            taken.add(chosen.at)
        own[chosen.at].append((note, below or holder is not None))
    return own


def own_imprints(
    spans: Sequence[Span], imprints: Sequence[Imprint], body: Sequence[Line]
) -> dict[int, list[Imprint]]:
    """Return the imprints of each item, by its first line: those that stand below it."""
    own: dict[int, list[Imprint]] = {span.at: [] for span in spans}
    begins = [body[span.at].number for span in spans]
    for imprint in imprints if spans else ():
        own[spans[max(bisect_right(begins, imprint.line) - 1, 0)].at].append(imprint)
    return own
