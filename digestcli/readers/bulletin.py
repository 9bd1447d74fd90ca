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
from digestcli.text.dates import find_date
from digestcli.text.lines import (
    ENDS,
    Layout,
    Line,
    Mark,
    Note,
    drop_furniture,
    ends_paragraph,
    join_text,
    match_marks,
    measure,
    read_lines,
    remove_marks,
    split_footnotes,
    squash,
    unspace,
    unwrap,
)

CONTENTS = ("目录", "目錄", "本期目录", "本期目錄", "本期要目", "contents", "tableofcontents", "inthisissue")
# what a bulletin calls itself: bulletin, express, letters, monitor, newsletter, reference
NAMES = re.compile(r"快报|快報|简报|簡報|动态|動態|通讯|通訊|通报|月报|周报|参考|Bulletin|Newsletter|Monitor")
# what an editor did: compiled, edited, contributed, translated, wrote, checked
_ROLE = r"(?:编译|編譯|编辑|編輯|供稿|整理|翻译|撰稿|审校|摘编|作者|执笔)"
ROLES = re.compile(rf"^{_ROLE}\s*[:：]|{_ROLE}$|(?<=\s){_ROLE}(?=\s)")
# figure, table, source, note
CAPTION = re.compile(r"(?:图|圖|表|Fig(?:ure|\.)|Table)\s*\d|(?:来源|來源|注|Source)\s*[:：]|.*(?:图|圖)$")
# the end page: publisher, editor, address, telephone, post code, contact, copyright, subscription
COLOPHON = re.compile(
    r"(?:主\s*办|主\s*编|主\s*管|编\s*辑|责任编辑|地\s*址|电\s*话|邮\s*编|联\s*系|订\s*阅|E-?mail|Contact)"
    r"[^。:：]{0,8}[:：]|版权(?:及|声明)|免责声明",
    re.I,
)
# "title(s) of the article(s): ..." and "article entitled <...>" in the running text
QUOTED = re.compile(
    r"(?:文章|论文|論文|原文|报告)(?:标题|標題|题目|題目|题名)(?:分别|分別)?(?:为|為|是)?"
    r"\s*(?:[:：]\s*|(?=[《“]))"
)
MISMATCH = "contents-mismatch"

_DOTS = "·•.．…‥⋯・﹒_－—-"
_PAGE = re.compile(r"[(（]?(?<!\d)(\d{1,3})[)）]?$")
_BULLET = re.compile(r"[◼■□◆◇●○▪•▶►★☆➢\uf06e]\s*")
_NUMBERED = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[）)、．]|\.(?!\d))\s*|[①-⑳]\s*")
_NUMBER = re.compile(r"^\d{1,2}(?:[、．]|\.(?!\d))\s*")
_SIGNED = re.compile(r"[（(]([^（）()]{2,60})[)）]")
_CLOSING = re.compile(r"(?<=[。！？”.!?])\s*[（(]([^（）()]{2,40})[)）]$")
_NO_NAME = re.compile(
    r"[\d:：，。？?！!《》“”]|^[一二三四五六七八九十完续續]+$|^(?:续|續|未完|见|單位|单位|如|图|圖)"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年(?:(\d{1,2})月)?")
_MONTH = re.compile(r"\b([A-Z][a-z]{2,8})\.?,?\s+((?:19|20)\d\d)\b")
_LONG = 40


class Heading(NamedTuple):
    """A line of the contents page: an item's title with its page, or a section's name without."""

    line: int
    text: str
    page: str = ""
    section: str = ""


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
    leaders = sum(1 for line in lines if _leader(line.text))
    if leaders > 1 and any(squash(line.text) in CONTENTS for line in lines):
        return True
    signed = any(_names(line.text) for line in lines)
    return signed and (leaders > 2 or any(_spaced(line.text) for line in lines))


def read(source: Source) -> Parsed:
    """Read a bulletin: its items in the order of the text, checked against the contents page."""
    lines = drop_furniture(read_lines(source.text))
    cover, listed, body = _split_contents(lines)
    layout = measure(body)
    body, notes = split_footnotes(body, layout)
    marks = match_marks(body, notes)
    body = remove_marks(body, marks)
    headings = _resolve(listed, body)
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
    return Parsed(tuple(entries), _date(cover), _name(cover), tuple(issues))


def _leader(text: str) -> tuple[str, str] | None:
    """Return (title, page) of a contents line: a title, a row of dots or a tab, a page number."""
    page = _PAGE.search(text) if len(text) < 400 else None
    if page is None:
        return None
    title = text[: page.start()].rstrip(_DOTS + " \t\u3000\xa0")
    row = text[len(title) : page.start()]
    led = sum(row.count(dot) for dot in _DOTS) > 2 or any(dot in row for dot in ("…", "⋯", "\t", "    "))
    return (title, page[1]) if led else None


def _key(text: str) -> str:
    """Return a title as compared: without blanks, bullet and number."""
    bare = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
    return squash(_NUMBERED.sub("", bare, count=1) if _NUMBERED.match(bare) else bare)


def _short(text: str) -> bool:
    """Say whether a text is as short as a section's name.

    >>> _short("战 略 规 划"), _short("Policy and funding"), _short("12"), _short("（万 勇）")
    (True, True, False, False)
    """
    long = len(text.split()) > 4 if text.isascii() else len(squash(text)) > 9
    return not long and len(text) > 1 and text[0].isalpha() and text[-1] not in "。，；：、,;:."


def _spaced(text: str) -> bool:
    return len(text.split()) > 2 and unspace(text) != text


def _split_contents(lines: Sequence[Line]) -> tuple[list[Line], list[Heading], list[Line]]:
    """Return the cover, the lines of the contents page and the body."""
    heads = [at for at, line in enumerate(lines[:150]) if squash(line.text) in CONTENTS]
    leaders = [at for at, line in enumerate(lines) if _leader(line.text)]
    if not heads and (len(leaders) < 3 or leaders[2] - leaders[0] > 12):
        return [], [], list(lines)
    above = lines[leaders[0] - 1].text if leaders and leaders[0] else ""
    head = max(at for at in heads if at < heads[0] + 4) if heads else leaders[0] - (2 if _short(above) else 1)
    start, last = head + 1, head
    for at in range(start, len(lines)):
        if _leader(lines[at].text):
            last = at
        elif at - last > 4 or lines[at].text.endswith("。"):
            break
    if last == head:
        last = _plain_contents(lines, start)
    found = [(line.number, _leader(line.text) or (line.text, "")) for line in lines[start : last + 1]]
    return list(lines[: max(head, 0)]), [Heading(at, *pair) for at, pair in found], list(lines[last + 1 :])


def _plain_contents(lines: Sequence[Line], start: int) -> int:
    """Return the last line of a contents page without leaders: where its first line comes again."""
    first = _key(lines[start].text) if start < len(lines) else ""
    again = [at for at in range(start + 2, min(start + 150, len(lines))) if _key(lines[at].text) == first]
    return again[0] - 1 if again else start - 1


def _keys(body: Sequence[Line], at: int) -> list[tuple[int, str]]:
    """Return the keys of the one to three lines at `at`, the longest first, as (lines, key)."""
    keys, key = [], ""
    for count, line in enumerate(body[at : at + 3], 1):
        key += squash(line.text) if key else _key(line.text)
        keys.append((count, key))
    return keys[::-1]


def _resolve(listed: Sequence[Heading], body: Sequence[Line]) -> list[Heading]:
    """Tell sections from items on the contents page, and join titles that run over two lines."""
    printed = {key for at in range(len(body)) for _, key in _keys(body, at)}
    spaced = {_key(line.text) for line in body if _spaced(line.text)}
    own = {_key(line.text) for line in body if _short(line.text)}
    paged = any(heading.page for heading in listed)
    headings: list[Heading] = []
    section, rest = "", ""
    for at, heading in enumerate(listed):
        text = join_text(rest, heading.text, " ")
        key, following = _key(text), listed[at + 1].text if at + 1 < len(listed) else ""
        wrapped = paged and not heading.page and bool(following)
        alone = key in own or (_key(text + following) not in printed and (key in printed or _short(text)))
        if key in spaced or (wrapped and alone):
            section, rest = unspace(text), ""
            headings.append(Heading(heading.line, section, "", section))
        elif wrapped:
            rest = text
        else:
            headings.append(Heading(heading.line, text, heading.page or "-", section))
            rest = ""
    return headings


def _starts(body: Sequence[Line], headings: Sequence[Heading], layout: Layout) -> list[Span]:
    """Return where sections and items begin: at titles of the contents page, else by structure."""
    known = {_key(heading.text): heading for heading in headings}
    starts: list[Span] = []
    closed, at = True, 0
    while at < len(body):
        start = _listed_at(body, at, known)
        if start is None and _spaced(body[at].text):
            start = Span(at, at + 1, unspace(body[at].text), item=False)
        if start is None and closed and starts and COLOPHON.match(body[at].text):
            starts.append(Span(at, len(body), "", item=False))
            break
        if start is None and (closed or (not headings and body[at].top)):
            start = _begin(body, at, known, layout, closed=closed, first=not starts)
        if start is not None:
            starts.append(start)
        closed = bool(_names(body[at].text)) or (closed if start is None else not start.item)
        at = max(start.text if start else 0, at + 1)
    return starts


def _listed_at(body: Sequence[Line], at: int, known: Mapping[str, Heading]) -> Span | None:
    for count, key in _keys(body, at):
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
    if not _title_like(text):
        whole = (
            closed
            and (len(text) > _LONG or text.endswith("。"))
            and not (_BULLET.match(text) or _names(body[at].text))
        )
        return Span(at, at, "") if whole else None
    if not closed:
        own = body[at - 1].text[-1:] in ENDS and len(rest) > _LONG and not _NUMBERED.match(text)
        return Span(at, end, text) if own and not _title_like(rest) else None
    if end < len(body) and _listed_at(body, end, known):
        return None
    if rest and _title_like(rest):
        section = not known and _short(text)
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


def _title_like(text: str) -> bool:
    """Say whether a paragraph may be a title: short, no sentence, no caption, no name."""
    plain = not (_BULLET.match(text) or CAPTION.match(text) or COLOPHON.match(text) or _SIGNED.match(text))
    plain = plain and "://" not in text
    return plain and 3 < len(squash(text)) < 150 and text[-1] not in "。，；：、,;:." and "。" not in text


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
        (SequenceMatcher(None, _key(title), _key(heading.text)).ratio(), heading) for heading in missing
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
        elif _key(part.title) != _key(part.listed.text) or part.at == part.text:
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
    paragraphs, authors = _sign([paragraph for paragraph in unwrap(lines, layout) if paragraph[1]])
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


def _sign(paragraphs: Sequence[tuple[int, str]]) -> tuple[list[tuple[int, str]], tuple[str, ...]]:
    """Return the paragraphs without the contributor's line, and who it names."""
    for at in range(len(paragraphs) - 1, -1, -1):
        names = _names(paragraphs[at][1])
        if names:
            return [*paragraphs[:at], *paragraphs[at + 1 :]], names
    closing = _CLOSING.search(paragraphs[-1][1]) if paragraphs else None
    names = _names(closing[0].strip()) if closing else ()
    if closing and names and (ROLES.search(closing[1]) or all(len(name) < 4 for name in names)):
        number, text = paragraphs[-1]
        return [*paragraphs[:-1], (number, text[: closing.start()])], names
    return list(paragraphs), ()


def _names(text: str) -> tuple[str, ...]:
    """Return the people (or the body) that a line in brackets names; () when it names none.

    >>> _names("（万 勇）"), _names("（万 勇  冯瑞华 编译）"), _names("（国家纳米科学中心）")
    (('万勇',), ('万勇', '冯瑞华'), ('国家纳米科学中心',))
    >>> _names("(Wan Yong, Li Yu)"), _names("（1）"), _names("（续）"), _names("（单位：万元）")
    (('Wan Yong', 'Li Yu'), (), (), ())
    """
    match = _SIGNED.fullmatch(text)
    inner = ROLES.sub(" ", match[1]).strip() if match else ""
    if not inner or _NO_NAME.search(inner):
        return ()
    names: list[str] = []
    for part in re.split(r"[、，,;；/]|\s+and\s+", inner):
        words = part.split()
        if part.isascii():
            names.append(" ".join(words))
            continue
        single = ""
        for word in words:
            if len(word) > 1 or single:
                names.append(single + word)
            single = "" if len(word) > 1 or single else word
        names += [single] if single else []
    return tuple(name for name in names if name)


def quoted_titles(text: str) -> list[str]:
    """Return the titles of the papers that a text quotes in brackets after "article title:".

    >>> quoted_titles("发表在 Nature（文章标题分别为：①On (deep) things；②A lab）。")
    ['On (deep) things', 'A lab']
    >>> quoted_titles("论文题目为《One. Two》。后文"), quoted_titles("文章很多。")
    (['One. Two'], [])
    """
    titles: list[str] = []
    for match in QUOTED.finditer(text):
        depth, end = 0, match.end()
        while end < len(text) and text[end] not in "\n。":
            depth += (text[end] in "（(《“") - (text[end] in "）)》”")
            if depth < 0:
                break
            end += 1
        found = re.split(r"\s*[①-⑳]\s*|；|(?<=[》”])[、和，]", text[match.end() : end])
        titles += (title.strip(" ；;，,《》“”") for title in found)
    return [title for title in titles if title]


def _date(cover: Sequence[Line]) -> str:
    """Return the date on the cover as ISO 8601: a day, a month or a year."""
    text = "\n".join(line.text for line in cover)
    text = re.sub(r"(?<=[\d年月])[ \u3000]+(?=[\d年月日])", "", text)
    day, month, year = find_date(text), _MONTH.search(text), _YEAR.search(text)
    if not day and month:
        day = (find_date(f"1 {month[1]} {month[2]}") or "")[:7]
    if not day and year:
        number = (year[2] or "").zfill(2)
        day = f"{year[1]}-{number}" if "00" < number < "13" else year[1]
    return day or ""


def _name(cover: Sequence[Line]) -> str:
    names = [line.text for line in cover if len(line.text) < _LONG and NAMES.search(unspace(line.text))]
    return next((unspace(name) for name in names if _title_like(name)), "")


READER = Reader("bulletin", "institute bulletins as PDF text: sections of news with footnotes", sniff, read)
