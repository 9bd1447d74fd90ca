"""Institute bulletins as PDF text: a contents page, sections, news items with footnotes.

The grammar was measured on seed 001 (a fortnightly of a Chinese documentation centre):
letter-spaced section headings, a title on a line of its own, hard-wrapped paragraphs, a contributor
in brackets, footnotes at the foot of the page. The contents page tells which lines are titles;
without it, or where it disagrees, the structure does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest
from typing import NamedTuple

from digestcli.model import Issue, Reference
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.contents import (
    BULLET,
    COLOPHON,
    CONTENTS,
    NUMBERED,
    Heading,
    cover_date,
    cover_name,
    is_short,
    is_spaced,
    is_title_like,
    leader,
    line_keys,
    resolve_contents,
    split_contents,
    title_key,
)
from digestcli.text.credits import contributors, quoted_titles, sign
from digestcli.text.footnotes import Mark, Note, match_marks, remove_marks, split_footnotes
from digestcli.text.lines import (
    ENDS,
    Layout,
    Line,
    drop_furniture,
    ends_paragraph,
    join_text,
    measure,
    read_lines,
    squash,
    unspace,
    unwrap,
)

MISMATCH = "contents-mismatch"

_NUMBER = re.compile(r"^\d{1,2}(?:[、．]|\.(?!\d))\s*")
_LONG = 40


class Span(NamedTuple):
    """An item (or a section's heading) among the lines of the body: title, text, end, by index."""

    at: int
    text: int
    title: str
    item: bool = True
    listed: Heading | None = None
    section: str = ""
    end: int = 0


def sniff(text: str) -> bool:
    """Say whether a text begins like a bulletin: contents with leaders, or letter-spaced headings."""
    lines = read_lines(text[:30_000])
    leaders = sum(1 for line in lines if leader(line.text))
    if leaders > 1 and any(squash(line.text) in CONTENTS for line in lines):
        return True
    signed = any(contributors(line.text) for line in lines)
    return signed and (leaders > 2 or any(is_spaced(line.text) for line in lines))


def read(source: Source) -> Parsed:
    """Read a bulletin: its items in the order of the text, checked against the contents page."""
    lines = drop_furniture(read_lines(source.text))
    cover, listed, body = split_contents(lines)
    layout = measure(body)
    body, notes = split_footnotes(body, layout)
    marks = match_marks(body, notes)
    body = remove_marks(body, marks)
    headings = resolve_contents(listed, body)
    starts = _starts(body, headings, layout)
    spans = _spans(starts, [heading for heading in headings if heading.page], len(body))
    cover += body[: starts[0].at if starts else len(body)]
    issues = _check(headings, starts, spans, body)
    if not headings and lines:
        issues.append(Issue("no-contents", "no contents page: items are told by their structure", 1))
    if not spans:
        issues.append(Issue("no-items", "no items found", 1))
    own = _own_notes(spans, notes, marks, body)
    entries = [_entry(span, body, own[span.at], layout) for span in spans]
    return Parsed(tuple(entries), cover_date(cover), cover_name(cover), tuple(issues))


def _starts(body: Sequence[Line], headings: Sequence[Heading], layout: Layout) -> list[Span]:
    """Return where sections and items begin: at titles of the contents page, else by structure."""
    known = {title_key(heading.text): heading for heading in headings}
    starts: list[Span] = []
    closed, at = True, 0
    while at < len(body):
        start = _listed_at(body, at, known)
        if start is None and is_spaced(body[at].text):
            start = Span(at, at + 1, unspace(body[at].text), item=False)
        if start is None and closed and starts and COLOPHON.match(body[at].text):
            starts.append(Span(at, len(body), "", item=False))
            break
        if start is None and (closed or (not headings and body[at].top)):
            start = _begin(body, at, known, layout, closed=closed, first=not starts)
        if start is not None:
            starts.append(start)
        closed = bool(contributors(body[at].text)) or (closed if start is None else not start.item)
        at = max(start.text if start else 0, at + 1)
    return starts


def _listed_at(body: Sequence[Line], at: int, known: Mapping[str, Heading]) -> Span | None:
    for count, key in line_keys(body, at):
        heading = known.get(key)
        if heading is not None:
            title = _paragraph(body[at : at + count]) if heading.page else heading.text
            return Span(at, at + count, title, bool(heading.page), heading)
    return None


def _begin(
    body: Sequence[Line], at: int, known: Mapping[str, Heading], layout: Layout, *, closed: bool, first: bool
) -> Span | None:
    """Return the item or section that begins at a line the contents page does not have, or None."""
    end = _paragraph_end(body, at, layout)
    end = next((line for line in range(at + 1, end) if _listed_at(body, line, known)), end)
    text, rest = _paragraph(body[at:end]), _paragraph(body[end : _paragraph_end(body, end, layout)])
    if not is_title_like(text):
        whole = (
            closed
            and (len(text) > _LONG or text.endswith("。"))
            and not (BULLET.match(text) or contributors(body[at].text))
        )
        return Span(at, at, "") if whole else None
    if not closed:
        own = body[at - 1].text[-1:] in ENDS and len(rest) > _LONG and not NUMBERED.match(text)
        return Span(at, end, text) if own and not is_title_like(rest) else None
    if end < len(body) and _listed_at(body, end, known):
        return None
    if rest and is_title_like(rest):
        section = not known and is_short(text)
        return Span(at, end, text, item=not section) if section or not first else None
    return Span(at, end, text) if rest or not first else None


def _paragraph_end(body: Sequence[Line], at: int, layout: Layout) -> int:
    end = at + 1
    while end < min(len(body), at + 60) and not ends_paragraph(body[end - 1], body[end], layout):
        end += 1
    return end


def _paragraph(lines: Sequence[Line]) -> str:
    text = ""
    for line in lines:
        text = join_text(text, line.text, " ")
    return " ".join(text.split())


def _spans(starts: Sequence[Span], items: Sequence[Heading], end: int) -> list[Span]:
    """Return the items, each with its end and section; a lost title comes from the contents page."""
    spans: list[Span] = []
    section = ""
    seen = {start.listed for start in starts}
    for start, after in zip_longest(starts, starts[1:]):
        if not start.item:
            section = start.title
            continue
        last = next((span.listed for span in reversed(spans) if span.listed), None)
        ahead = items[items.index(last) + 1 :] if last in items else items
        missing = list(takewhile(lambda heading: heading not in seen, ahead))
        listed = start.listed or _same(start.title, missing)
        spans.append(
            start._replace(
                title=_NUMBER.sub("", start.title or (listed.text if listed else "")),
                listed=listed,
                section=_section(section, listed, starts),
                end=after.at if after else end,
            )
        )
    return spans


def _same(title: str, missing: Sequence[Heading]) -> Heading | None:
    """Return the missing heading that `title` rewords, or the only one where the title is lost."""
    if not title:
        return missing[0] if len(missing) == 1 else None
    scored = [
        (SequenceMatcher(None, title_key(title), title_key(heading.text)).ratio(), heading)
        for heading in missing
    ]
    best = max(scored, default=(0.0, None), key=lambda pair: pair[0])
    return best[1] if best[0] > 0.6 else None


def _section(printed: str, listed: Heading | None, starts: Sequence[Span]) -> str:
    """Return an item's section: as printed above it, unless the text lost its heading."""
    told = listed.section if listed else ""
    found = any(not start.item and start.title == told for start in starts)
    return printed if found or not told else told


def _check(
    headings: Sequence[Heading], starts: Sequence[Span], spans: Sequence[Span], body: Sequence[Line]
) -> list[Issue]:
    """Return an Issue for each line of the contents without its text, and the reverse."""
    if not headings:
        return []
    issues = [
        Issue(
            MISMATCH, f"no {'item' if heading.page else 'section'} in the text: {heading.text}", heading.line
        )
        for heading in headings
        if heading not in {part.listed for part in (*starts, *spans)}
    ]
    seen: set[Heading] = set()
    for part in (*(start for start in starts if not start.item and start.text < len(body)), *spans):
        line = body[part.at].number
        if part.listed is None:
            issues.append(Issue(MISMATCH, f"not in the contents: {part.title or 'an untitled item'}", line))
        elif part.listed in seen:
            issues.append(Issue(MISMATCH, f"a second time in the text: {part.title}", line))
        elif title_key(part.title) != title_key(part.listed.text) or part.at == part.text:
            issues.append(Issue(MISMATCH, f"the contents have another title: {part.listed.text}", line))
        elif part.item and part.section != part.listed.section:
            issues.append(Issue(MISMATCH, f"the contents have it under: {part.listed.section}", line))
        if part.listed:
            seen.add(part.listed)
    return sorted(issues, key=lambda issue: issue.line)


def _own_notes(
    spans: Sequence[Span], notes: Sequence[Note], marks: Sequence[Mark | None], body: Sequence[Line]
) -> dict[int, list[tuple[Note, bool]]]:
    """Return the notes of each item, by its first line: the item that has the marker.

    A note without a marker goes to an item of its page without notes, else to the page's last.
    """
    own: dict[int, list[tuple[Note, bool]]] = {span.at: [] for span in spans}
    pairs = list(zip(notes, marks, strict=True))
    taken = {span.at for span in spans for mark in marks if mark and span.at <= mark.at < span.end}
    for index, (note, mark) in enumerate(pairs if spans else ()):
        if mark is None:
            ahead = [other.at for _, other in pairs[index:] if other]
            place = max(min([note.after - 1, *ahead]), 0)
            page = [span for span in spans if span.at <= place and body[span.end - 1].zone >= note.zone]
            free = [span for span in page if span.at not in taken]
            chosen = (free or page or [spans[0]])[-1]
            taken.add(chosen.at)
        else:
            chosen = next((span for span in reversed(spans) if span.at <= mark.at), spans[0])
        own[chosen.at].append((note, mark is not None))
    return own


def _entry(span: Span, body: Sequence[Line], notes: Sequence[tuple[Note, bool]], layout: Layout) -> RawEntry:
    lines = body[span.text : span.end]
    first, last = body[span.at].number, body[span.end - 1].number
    paragraphs, authors = sign([paragraph for paragraph in unwrap(lines, layout) if paragraph[1]])
    text = "\n".join(paragraph for _, paragraph in paragraphs)
    fields = [
        RawField("title", span.title, first),
        RawField("body", text, paragraphs[0][0] if paragraphs else first),
        RawField("quoted_titles", "; ".join(quoted_titles(text)), first),
    ]
    issues = [
        Issue("footnote-unmarked", f"no marker in the text for footnote {note.marker}", note.line)
        for note, marked in notes
        if not marked
    ]
    if not span.title:
        issues.append(Issue("no-title", "the item has no title", first))
    references = tuple(Reference(note.marker, note.title or None, note.url or None) for note, _ in notes)
    return RawEntry(
        line=first,
        end=max([last, *(note.end for note, _ in notes)]),
        kind="news",
        category=span.section,
        category_label=(("en" if span.section.isascii() else "zh", span.section),) if span.section else (),
        authors=authors,
        url=next((note.url for note, _ in sorted(notes, key=lambda pair: not pair[1]) if note.url), ""),
        fields=tuple(field for field in fields if field.text),
        references=references,
        issues=tuple(issues),
    )


READER = Reader("bulletin", "institute bulletins as PDF text: sections of news with footnotes", sniff, read)
