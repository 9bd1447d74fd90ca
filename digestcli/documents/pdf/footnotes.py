"""Footnotes of a PDF's text: definitions at the foot of a page, each with the place of its marker (marks.py).

A definition is known by its number, its URL and its marker on the page above it. Measured on seed 001: 16
definitions in mid-text, ascending, URLs broken.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from digestcli.documents.credits import contributors
from digestcli.documents.pdf.lines import HAN, Layout, Line, ems, squash
from digestcli.documents.pdf.marks import SUPERSCRIPT, Mark, find_marks, line_marks
from digestcli.documents.pdf.paragraphs import join_text, join_texts, paragraph_ends
from digestcli.text.regex import regex

_HAN = regex(f"[{HAN}]")


class Note(NamedTuple):
    """A footnote's definition: marker, title, URL ('' where it has none), first and last line."""

    marker: str
    title: str
    url: str
    line: int
    end: int
    zone: int = 0
    after: int = 0
    """How many lines of running text stand before it."""
    own: bool = False
    """Whether it is in a list right below a signed item."""


_NOTE = regex(
    r"(?:[\[［〔【](\d{1,3})[\]］〕】]|(\d{1,3})(?=[\s\u3000])|([⁰¹²³⁴-⁹]{1,3})|(\d{1,3})(?=[A-Z][a-z]))\s*(?=\S)"
)
_URL = regex(r"(?:https?\s?:\s?//\s?|www\.|doi:\s?10\.)[!-~]*")
_URL_REST = regex(r"([!-~]+?)(\s*[\[(（［].*|[,;.]?\s+(?:\d{4}|[Aa]ccessed|[Rr]etrieved|访问).*)?")
_HEADINGS = ("参考文献", "參考文獻", "参考资料", "參考資料", "资料来源", "資料來源", "references")
_TITLE_LINES = 6
_PLACES = 20
_PAGE_LINES = 80


def split_footnotes(lines: Sequence[Line], layout: Layout) -> tuple[list[Line], list[Note]]:
    """Return running text and footnotes apart; `zone` of each line counts the blocks before it.

    A definition is a number at the start of a line with a URL within its sentence, in sequence
    or with its marker in the text of the page; without a URL it needs both. So a table's rows
    and a list's items stay text.

    >>> page = [Line(1, "计划获批7。"), Line(2, "7 A plan. https://a.org/x-", open=True), Line(3, "y-z")]
    >>> split_footnotes(page, Layout(30, trailing=True))[1][0][:5]
    ('7', 'A plan', 'https://a.org/x-y-z', 2, 3)
    >>> split_footnotes([Line(1, "1 海上风电 880 下一代"), Line(2, "2 细胞治疗 500")], Layout(30))[1]
    []
    """
    body: list[Line] = []
    marks: list[dict[str, int]] = []  # what each line of the body may mark, and how likely
    notes: list[Note] = []
    ends = paragraph_ends(lines, layout)
    zone = last = at = page = 0
    while at < len(lines):
        note, end = _read_note(lines, at, layout, ends)
        if _is_heading(lines, at):
            last, at = 0, at + 1
            continue
        near = marks[max(page, len(body) - _PAGE_LINES) :] if note else []
        if note and not note.marker:
            note = note._replace(marker=str(last + 1)) if any(str(last + 1) in one for one in near) else None
        below = bool(notes and notes[-1].own and notes[-1].after == len(body))
        begins = bool(note and note.marker == "1" and body and not below and contributors(body[-1].text))
        if note and _plausible(note, lines[at], lines[end : end + 1], 0 if begins else last, near):
            own = begins or (below and int(note.marker) == last + 1)
            notes.append(note._replace(zone=zone, after=len(body), own=own))
            last, at = int(note.marker), end
            continue
        turned = bool(notes) and notes[-1].zone == zone
        if turned:
            zone, page = zone + 1, len(body)
        found = line_marks(lines[at].text, body[-1].text if len(body) > page else "")
        marks.append(
            {number: score for score, number in sorted((score, number) for number, score, _ in found)}
        )
        body.append(lines[at]._replace(zone=zone, top=lines[at].top or turned))
        at += 1
    return body, notes


def _is_heading(lines: Sequence[Line], at: int) -> bool:
    """Tell the heading of a list of references: its first line is a note."""
    if squash(lines[at].text).rstrip(":") not in _HEADINGS or at + 1 >= len(lines):
        return False
    return _note_number(lines[at + 1].text) == "1"


def _note_number(text: str) -> str:
    match = _NOTE.match(text)
    return next(group for group in match.groups() if group).translate(SUPERSCRIPT) if match else ""


def _read_note(
    lines: Sequence[Line], at: int, layout: Layout, ends: Sequence[int]
) -> tuple[Note | None, int]:
    """Read the definition that begins at `at`, and the index of the line after it."""
    match, marker = _NOTE.match(lines[at].text), _note_number(lines[at].text)
    if match is None:
        return _orphan(lines, at, layout)
    title, end = "", at
    while end < min(len(lines), at + _TITLE_LINES):
        line = lines[end]
        again = _note_number(line.text) in {marker, str(int(marker) + 1)}
        if end > at and (line.top or again or line.text.startswith(("（", "("))):
            break
        text = line.text[match.end() :] if end == at else line.text
        url = _URL.search(text)
        if url:
            whole, after = _read_url(lines, end, url[0], layout, ends=url.end() == len(text))
            title = join_text(title, text[: url.start()].strip(), layout.between)
            return Note(marker, _trim_title(title), whole, lines[at].number, lines[after - 1].number), after
        title = join_text(title, text, layout.between)
        end += 1
    stop = min(ends[at], at + _PAGE_LINES)
    end = next((one for one in range(at + 1, stop) if lines[one].top), stop)
    texts = [lines[at].text[match.end() :], *(line.text for line in lines[at + 1 : end])]
    title = join_texts(texts, layout.between)
    return Note(marker, _trim_title(title), "", lines[at].number, lines[end - 1].number), end


def _orphan(lines: Sequence[Line], at: int, layout: Layout) -> tuple[Note | None, int]:
    """Read the rest of a footnote at the end of a page whose first line, with the number, was lost."""
    text = lines[at].text
    url = _URL.search(text)
    if url is None or _HAN.search(text):
        return None, at
    whole, after = _read_url(lines, at, url[0], layout, ends=url.end() == len(text))
    ends = after >= len(lines) or lines[after].top or _note_number(lines[after].text)
    title = _trim_title(text[: url.start()])
    return (Note("", title, whole, lines[at].number, lines[after - 1].number) if ends else None), after


def _read_url(lines: Sequence[Line], at: int, url: str, layout: Layout, *, ends: bool) -> tuple[str, int]:
    """Return the URL that begins in line `at`, with what the next lines continue, and where it ends."""
    after = at + 1
    while ends and after < len(lines) and not lines[after].top:
        line, rest = lines[after - 1], _URL_REST.fullmatch(lines[after].text)
        full = not layout.trailing and ems(line.text) > layout.width * 1.1
        broken = line.open if layout.trailing else full or line.text[-1] in "-_=&?%/"
        if rest is None or _URL.match(rest[1]) or not (broken or line.text[-1] == "-"):
            break
        url += rest[1]
        ends = rest[2] is None
        after += 1
    return re.sub(r"\s", "", url).rstrip(".,;"), after


def _trim_title(title: str) -> str:
    """Drop the period and separators between a footnote's title and its URL.

    >>> _trim_title("A plan. "), _trim_title("What next?"), _trim_title("Acme Inc.: ")
    ('A plan', 'What next?', 'Acme Inc')
    """
    return " ".join(title.split()).rstrip(" .,:;。，：；[(（［")


def _plausible(
    note: Note, line: Line, after: Sequence[Line], last: int, page: Sequence[dict[str, int]]
) -> bool:
    """Say whether what was read as a footnote is one: by its number, or by its marker on the page.

    A Latin title with a URL at the end of a page needs neither; without a URL it must also be
    Latin or end its page: a table's row is neither.
    """
    number = int(note.marker)
    glued = line.text[len(note.marker) : len(note.marker) + 1].isalpha() and line.text.startswith(note.marker)
    if not note.title + note.url or "。" in note.title or (number != last + 1 and (glued or not note.url)):
        return False
    latin, closed = not _HAN.search(note.title), not after or after[0].top
    row = closed or _note_number(after[0].text) == str(number + 1)
    if note.url and not glued and (number == last + 1 or (latin and row)):
        return True
    if not (note.url or latin or closed):
        return False
    score = max((marks.get(note.marker, 0) for marks in page), default=0)
    return score > (1 if note.url else 2)


def match_marks(body: Sequence[Line], notes: Sequence[Note]) -> list[Mark | None]:
    """Return the place of each note's marker: the likeliest row of places in the order of the notes.

    A marker stands on its definition's page; elsewhere before it only when the number is certain.
    """
    places = find_marks(body)
    best: list[tuple[int, Mark, int, int]] = []  # score so far, mark, index of the note, link back
    front: list[tuple[Mark, int, int]] = []  # the rows worth going on with: later, and better (score, -place)
    for index, note in enumerate(notes):
        grown = []
        for mark, score in heapq.nlargest(_PLACES, places.get(note.marker, []), key=lambda place: place[1]):
            near = body[mark.at].zone == note.zone
            if mark.at < note.after and (near or score > 2):
                at = bisect_left(front, (mark,)) - 1
                link = -front[at][2] if at >= 0 else -1
                total = (best[link][0] if at >= 0 else 0) + score + 4 * near
                grown.append((total, mark, index, link))
        for row in grown:
            _advance(front, row[1], row[0], -len(best))
            best.append(row)
    marks: list[Mark | None] = [None] * len(notes)
    at = max(range(len(best)), key=lambda at: best[at][0], default=-1)
    while at >= 0:
        _, mark, index, at = best[at]
        marks[index] = mark
    return marks


def _advance(front: list[tuple[Mark, int, int]], mark: Mark, total: int, order: int) -> None:
    """Put a row into the front, which rises in place and in worth; drop the rows that it outdoes."""
    at = bisect_left(front, (mark, total, order))
    if at and front[at - 1][1:] > (total, order):
        return
    end = at
    while end < len(front) and front[end][1:] < (total, order):
        end += 1
    front[at:end] = [(mark, total, order)]
