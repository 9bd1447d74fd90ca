"""The daily arXiv Markdown digest, current layout (v4) and its older versions v0 to v3.

Grammar: docs/formats.md. One pass with exact markers: a Markdown parser, a split at blank lines or one
line a field breaks on real texts, which hold brackets, labels, headings, HTML and control characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from digestcli.documents.daily import CONTENTS, NOTE, is_daily, labelled_texts
from digestcli.documents.feeds.feedroot import is_feed
from digestcli.model import Entry, Issue
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.names import rejoin_affixes
from digestcli.text.regex import regex

if TYPE_CHECKING:
    from digestcli.forms.daily import Written

_SNIFF = 65_536
_END = "\n</details>"
_HEADING = regex(r"\n### (?:\[(\d{1,9})\] )?\[([^\n]*)")
_HEADLESS = regex(  # an entry whose heading is lost or broken: what follows a heading, alone
    r"\n(?:#{2,} ?([^\n]*)\n+)?"
    r"(?:\*[^*\n][^\n]*\*\n+(?:Main category: |(?:\*\*)?TL;?DR|Task:|<details>)|Main category: )"
)
_SECTION = regex(r"^# (?!Table of Contents)(\S[^\n]*)", re.M)
_TOC_LINE = regex(r"- \[([^\]]+)\]\(#[^)]*\)(?: \[Total: (\d{1,9})\])?\s*")
_TAGS = regex(r"\[([^\]\n]+)\]\[(\d+(?:\.\d+)?)\] (?:[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff] ?)*")
_HEADED = "# Table of Contents"


class _Start(NamedTuple):
    """Where an entry begins: the line feed before it, its number, and the rest of its heading."""

    at: int
    after: int
    number: str | None = None
    heading: str | None = None


def sniff(text: str) -> bool:
    """Claim entries headed by a link with authors in italics below, or an empty day."""
    return not is_feed(text) and is_daily(text[:_SNIFF])


def read(source: Source) -> Parsed:
    """Split a daily digest into its papers; lines, totals and numbering are checked."""
    text = "\n" + source.text
    starts = _starts(text)
    first = starts[0].at if starts else len(text)
    entries: list[RawEntry | Entry] = []
    places: list[int] = []
    line, at, category = 1, 0, _last_section(text[:first]) or ""
    blocks: Counter[str] = Counter()
    stray: list[Issue] = []
    ours = NOTE in text
    for start, stop in zip(starts, [*(start.at for start in starts[1:]), len(text)], strict=False):
        line += text.count("\n", at, start.at)
        at = start.at
        written = _written(text[at + 1 : stop]) if ours else None
        end = at + 1 + written.length if written else _end_of_body(text, at, stop)
        entries.append(written.entry if written else _entry(text, start, end, line, category))
        places.append(written.position if written and written.position else places[-1] + 1 if places else 1)
        blocks[category] += 1
        after = end + len(_END) if text.startswith(_END, end) else end
        between = text[after:stop]
        if not between.isspace():
            category = _last_section(between) or category
            stray.extend(_stray(between, line + text.count("\n", at + 1, after)))
    issues = [*_totals(text[:first], blocks), *(() if ours else _numbering(entries)), *stray]
    if not entries and text.replace(CONTENTS, "", 1).replace(_HEADED, "", 1).strip():
        issues.append(Issue("no-entries", "the digest holds no entry that can be read", 1))
    order = sorted(range(len(entries)), key=places.__getitem__)
    checked = list(_with_missing(entries))
    return Parsed(tuple(checked[index] for index in order), issues=tuple(issues))


def _written(text: str) -> Written | None:
    from digestcli.forms.daily import read_block  # 6 ms, and few files are exports of ours

    return read_block(text)


def _starts(text: str) -> list[_Start]:
    """Return where entries begin; where a heading is lost, the text before holds two ends."""
    found = list(_headings(text))
    first = found[0].at if found else len(text)
    starts = _headless(text, 0, first) if text.find(_END, 0, first) >= 0 else []
    for start, stop in zip(found, [*(start.at for start in found[1:]), len(text)], strict=False):
        starts.append(start)
        end = text.find(_END, start.after, stop)
        if end >= 0 and text.find(_END, end + 1, stop) >= 0:
            starts.extend(_headless(text, end, stop))
    return starts


def _headings(text: str) -> Iterator[_Start]:
    """Yield the headings; in a digest that numbers them one without a number needs authors below."""
    numbered = None
    at = text.find("\n### ")
    while at >= 0:
        match = _HEADING.match(text, at)
        if match:
            numbered = bool(match[1]) if numbered is None else numbered
            if match[1] or not numbered or text.startswith("\n*", match.end()):
                yield _Start(at, match.end(), match[1], match[2])
        at = text.find("\n### ", at + 1)


def _headless(text: str, at: int, stop: int) -> list[_Start]:
    return [
        _Start(match.start(), match.start() if match[1] is None else match.end(1), None, match[1])
        for match in _HEADLESS.finditer(text, at, stop)
    ]


def _end_of_body(text: str, start: int, stop: int) -> int:
    """Return where the entry's text ends: at its last </details>, else before the next block."""
    end = text.rfind(_END, start, stop)
    end = text.find("\n\n\n<div id='", start, stop) if end < 0 else end
    return end if end >= 0 else stop


def _stray(between: str, line: int) -> Iterator[Issue]:
    """Report what stands between two entries and is no heading: nothing is dropped in silence."""
    for offset, printed in enumerate(between.split("\n")):
        if printed.strip() and not printed.startswith(("# ", "<div id=")):
            yield Issue("stray-text", f"outside of any entry: {printed.strip()[:60]!r}", line + offset)


def _last_section(text: str) -> str | None:
    found = _SECTION.findall(text) if "\n# " in text else None
    return found[-1].rstrip().removesuffix(" [[Back]](#toc)") if found else None


def _entry(text: str, begin: _Start, end: int, line: int, category: str) -> RawEntry:
    issues: list[Issue] = []
    number, title, url = _title(begin, line, issues)
    authors, at = _authors(text, begin.after, end, line, issues)
    if not text.startswith(_END, end):
        issues.append(Issue("truncated", "the entry ends before its </details>", line))
    fields = [RawField("title", title, line)] if title else []
    where, counted = line, begin.at + 1
    for name, start, stop in labelled_texts(text, at, end):
        where += text.count("\n", counted, start)
        counted = start
        if name == "category":
            category = text[start:stop].strip() or category
        elif name == "tldr" and text.startswith("[", start):
            fields.extend(_tagged(text[start:stop], where))
        else:
            fields.append(RawField(name, text[start:stop], where))
    last = where + text.count("\n", counted, end) + 1
    return RawEntry(
        line=line, end=last, number=number, category=category, authors=authors, url=url,
        fields=tuple(fields), issues=tuple(issues),
    )  # fmt: skip


def _title(begin: _Start, line: int, issues: list[Issue]) -> tuple[int | None, str, str]:
    """Take the heading apart; the link is the last `](...)` because titles hold brackets too."""
    if begin.heading is None:
        issues.append(Issue("damaged-heading", "the heading is lost", line))
        return None, "", ""
    number = int(begin.number) if begin.number else None
    title, found, url = begin.heading.rstrip().rpartition("](")
    if found and url.endswith(")") and " " not in url:
        return number, title, url[:-1]
    issues.append(Issue("damaged-heading", "the heading is not [number] [title](link)", line))
    return number, (title if found else url).removesuffix("]"), url.partition(")")[0] if found else ""


def _authors(text: str, at: int, end: int, line: int, issues: list[Issue]) -> tuple[tuple[str, ...], int]:
    """Read the line of authors, `*A,B*`; a comma before nothing, or before `Jr.`, is a name's own."""
    start = at
    while text.startswith("\n", start) and start < end:
        start += 1
    stop = text.find("\n", start, end)
    stop = end if stop < 0 else stop
    printed = text[start:stop].rstrip()
    if len(printed) < 2 or printed[0] != "*" or printed[-1] != "*":
        issues.append(Issue("missing-authors", "no line of authors below the heading", line))
        return (), at
    names = printed[1:-1].split(",")
    names = rejoin_affixes(names) if "" in names or ", " in printed else names
    return tuple([name for name in map(str.strip, names) if name]), stop


def _tagged(value: str, line: int) -> Iterator[RawField]:
    """Take a fork's `[tag][score]` off the TL;DR."""
    match = _TAGS.match(value)
    if match:
        yield RawField("category_tag", match[1], line)
        yield RawField("score", match[2], line)
        value = value[match.end() :]
    yield RawField("tldr", value, line)


def _with_missing(entries: list[RawEntry | Entry]) -> Iterator[RawEntry | Entry]:
    """Add an Issue to the entries that lack a field which most others of the digest have."""
    raws = [entry for entry in entries if isinstance(entry, RawEntry)]
    present = Counter(field.name for entry in raws for field in entry.fields)
    usual = [name for name, count in present.items() if count * 2 > len(raws)]
    for entry in entries:
        names = {field.name for field in entry.fields} if isinstance(entry, RawEntry) else set(usual)
        lacking = [name for name in usual if name not in names]
        if lacking and isinstance(entry, RawEntry):
            missing = (Issue("missing-field", f"no {name}", entry.line) for name in lacking)
            yield replace(entry, issues=(*entry.issues, *missing))
        else:
            yield entry


def _totals(preamble: str, blocks: Counter[str]) -> Iterator[Issue]:
    for line, printed in enumerate(preamble.split("\n")):
        match = _TOC_LINE.fullmatch(printed)
        if match and match[2] and int(match[2]) != blocks[match[1]]:
            message = f"the contents say {match[2]} entries in {match[1]}, there are {blocks[match[1]]}"
            yield Issue("count-mismatch", message, line)


def _numbering(entries: list[RawEntry | Entry]) -> Iterator[Issue]:
    """Numbers run 1..n over the whole file wherever the layout has any."""
    expected = 1
    for entry in entries:
        if isinstance(entry, RawEntry) and entry.number not in (None, expected):
            yield Issue("number-mismatch", f"entry {entry.number} stands where {expected} is due", entry.line)
        expected = (entry.number or expected) + 1


READER = Reader("arxiv-daily", "Daily arXiv digest in Markdown, with AI summaries", sniff, read)
