"""Institute bulletins as PDF text: a contents page, sections, news items with footnotes.

The grammar was measured on seed 001 (a fortnightly of a Chinese documentation centre):
letter-spaced section headings, a title on a line of its own, hard-wrapped paragraphs, a contributor
in brackets, footnotes at the foot of the page. The contents page tells which lines are titles;
without it, or where it disagrees, the structure does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest

from digestcli.documents.credits import contributors, quoted_titles, sign
from digestcli.documents.daily import is_daily
from digestcli.documents.pdf.bulletin_items import NEAR, Span, own_imprints, own_notes
from digestcli.documents.pdf.contents import (
    BULLET,
    COLOPHON,
    NUMBERED,
    Heading,
    bare_heading,
    cover_date,
    cover_name,
    is_bulletin,
    is_short,
    is_spaced,
    is_title_like,
    line_keys,
    resolve_contents,
    split_contents,
    title_key,
)
from digestcli.documents.pdf.footnotes import Note, match_marks, split_footnotes
from digestcli.documents.pdf.furniture import drop_furniture
from digestcli.documents.pdf.imprints import Imprint, split_imprints
from digestcli.documents.pdf.lines import Layout, Line, measure, read_lines, unspace
from digestcli.documents.pdf.marks import remove_marks
from digestcli.documents.pdf.paragraphs import ENDS, join_texts, paragraph_ends, unwrap
from digestcli.documents.pdf.runon import LONG, run_on
from digestcli.model import Issue, Reference
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.regex import regex

MISMATCH = "contents-mismatch"

_NUMBER = regex(r"^\d{1,2}(?:[、．]|\.(?!\d))\s*")
_LONG = 40
_PARAGRAPH = 20
"""Lines of a title, and of the paragraph below it, that are looked at."""


def sniff(text: str) -> bool:
    """Claim what begins like a bulletin; daily digests, by far the most files, are told soonest."""
    return not is_daily(text) and is_bulletin(text)


def read(source: Source) -> Parsed:
    """Read a bulletin: its items in the order of the text, checked against the contents page."""
    lines = drop_furniture(_lines(source.text))
    cover, listed, body = split_contents(lines)
    body, imprints = split_imprints(body)
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
    own = own_notes(spans, notes, marks, body)
    compiled = own_imprints(spans, imprints, body)
    entries = [_entry(span, body, own[span.at], compiled[span.at], layout) for span in spans]
    return Parsed(tuple(entries), cover_date(cover), cover_name(cover), tuple(issues))


def _lines(text: str) -> list[Line]:
    """Return the lines, those apart that a site has joined."""
    if len(text) < LONG:
        return read_lines(text)
    parts = [(number, part) for number, line in enumerate(text.split("\n"), 1) for part in run_on(line)]
    apart = read_lines("\n".join(part for _, part in parts))
    return [line._replace(number=parts[line.number - 1][0]) for line in apart]


def _starts(body: Sequence[Line], headings: Sequence[Heading], layout: Layout) -> list[Span]:
    """Return where sections and items begin: at titles of the contents page, else by structure."""
    known = {title_key(heading.text): heading for heading in headings}
    starts: list[Span] = []
    listed = [_listed_at(body, at, known) for at in range(len(body))]
    ends = paragraph_ends(body, layout)
    closed, at = True, 0
    while at < len(body):
        start = listed[at]
        if start is None and is_spaced(body[at].text):
            start = Span(at, at + 1, unspace(bare_heading(body[at].text)), item=False)
        if start is None and closed and starts and COLOPHON.match(body[at].text):
            starts.append(Span(at, len(body), "", item=False))
            break
        if start is None and (closed or (not headings and body[at].top)):
            start = _begin(body, at, listed, ends, known=bool(known), closed=closed, first=not starts)
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
    body: Sequence[Line],
    at: int,
    listed: Sequence[Span | None],
    ends: Sequence[int],
    *,
    known: bool,
    closed: bool,
    first: bool,
) -> Span | None:
    """Return the item or section that begins at a line the contents page does not have, or None."""
    end = min(ends[at], at + _PARAGRAPH)
    end = next((line for line in range(at + 1, end) if listed[line]), end)
    text, rest = _paragraph(body[at:end]), ""
    if end < len(body):
        rest = _paragraph(body[end : min(ends[end], end + _PARAGRAPH)])
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
    if end < len(body) and listed[end]:
        return None
    if rest and is_title_like(rest):
        section = not known and is_short(bare_heading(text))
        if section or not first:
            return Span(at, end, bare_heading(text) if section else text, item=not section)
        return None
    return Span(at, end, text) if rest or not first else None


def _paragraph(lines: Sequence[Line]) -> str:
    return " ".join(join_texts((line.text for line in lines), " ").split())


def _spans(starts: Sequence[Span], items: Sequence[Heading], end: int) -> list[Span]:
    """Return the items, each with its end and section; a lost title comes from the contents page."""
    spans: list[Span] = []
    section, last = "", -1
    seen = {start.listed for start in starts}
    places = {heading: place for place, heading in reversed(list(enumerate(items)))}
    sections = {"", *(start.title for start in starts if not start.item)}
    for start, after in zip_longest(starts, starts[1:]):
        if not start.item:
            section = start.title
            continue
        ahead = items[last + 1 : last + 1 + NEAR]
        missing = list(takewhile(lambda heading: heading not in seen, ahead))
        listed = start.listed or _same(start.title, missing)
        last = places.get(listed, last) if listed else last
        told = listed.section if listed else ""  # where the text has lost the section's heading
        spans.append(
            start._replace(
                title=_NUMBER.sub("", start.title or (listed.text if listed else "")),
                listed=listed,
                section=section if told in sections else told,
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


def _check(
    headings: Sequence[Heading], starts: Sequence[Span], spans: Sequence[Span], body: Sequence[Line]
) -> list[Issue]:
    """Return an Issue for each line of the contents without its text, and the reverse."""
    if not headings:
        return []
    found = {part.listed for part in (*starts, *spans)}
    issues = [
        Issue(
            MISMATCH, f"no {'item' if heading.page else 'section'} in the text: {heading.text}", heading.line
        )
        for heading in headings
        if heading not in found
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


def _entry(
    span: Span,
    body: Sequence[Line],
    notes: Sequence[tuple[Note, bool]],
    imprints: Sequence[Imprint],
    layout: Layout,
) -> RawEntry:
    lines = body[span.text : span.end]
    first, last = body[span.at].number, body[span.end - 1].number
    paragraphs, authors = sign([paragraph for paragraph in unwrap(lines, layout) if paragraph[1]])
    text = "\n".join(paragraph for _, paragraph in paragraphs)
    fields = [
        RawField("title", span.title, first),
        RawField("body", text, paragraphs[0][0] if paragraphs else first),
        RawField("quoted_titles", "; ".join(quoted_titles(text)), first),
        *(RawField("retrieved", imprint.retrieved, imprint.end) for imprint in imprints),
    ]
    issues = [
        Issue("footnote-unmarked", f"no marker in the text for footnote {note.marker}", note.line)
        for note, marked in notes
        if not marked
    ]
    if not span.title:
        issues.append(Issue("no-title", "the item has no title", first))
    references = [Reference(note.marker, note.title or None, note.url or None) for note, _ in notes]
    for imprint in imprints:
        references.append(Reference(str(len(references) + 1), imprint.title or None, imprint.url or None))
    urls = [note.url for note, _ in sorted(notes, key=lambda pair: not pair[1])]
    return RawEntry(
        line=first,
        end=max([last, *(note.end for note, _ in notes), *(imprint.end for imprint in imprints)]),
        kind="news",
        category=span.section,
        category_label=(("en" if span.section.isascii() else "zh", span.section),) if span.section else (),
        authors=authors,
        url=next(filter(None, [*urls, *(imprint.url for imprint in imprints)]), ""),
        fields=tuple(field for field in fields if field.text),
        references=tuple(references),
        issues=tuple(issues),
    )


READER = Reader("bulletin", "Institute bulletins as PDF text: sections of news with footnotes", sniff, read)
