"""arXiv's listing of new papers, as people copy it from https://arxiv.org/list/CATEGORY/new (or recent).

A paper begins with its number, its id and the formats it is had in. Labelled lines follow (names have no
label in newer copies), then, in lists of new papers, the abstract. Headings part new papers, cross-lists
and replacements, or days.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from digestcli.documents.announced import (
    LIST_ENTRY,
    Facts,
    categories,
    day,
    is_listing,
    joined,
    label,
    paragraphs,
    people,
)
from digestcli.documents.feeds.feedroot import is_feed
from digestcli.model import Issue
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.regex import regex

_SNIFF = 65_536
_HEADINGS = (
    (regex(r"(?:New submissions|New results)\b", re.IGNORECASE), "new"),
    (regex(r"Cross(?:-lists?\b| submissions\b)", re.IGNORECASE), "cross-list"),
    (regex(r"Replacements?\b", re.IGNORECASE), "replacement"),
)
_SECTION = regex(
    r"(?:New submissions|Cross(?:-lists?| submissions)|Replacements?(?: submissions)?)"
    r"(?: for [^\n]{6,30}| ?\(showing [^\n]*\)|)[ \t]*$",
    re.IGNORECASE,
)
_DAY = regex(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, \d{1,2} [A-Z][a-z]+ \d{2,4}(?: ?\(.*\))?[ \t]*$")
_FURNITURE = regex(
    r"\[ ?(?:total of|showing up to) |total of \d+ entries\b|showing new listings for |links to: ?arxiv\b"
    r"|about(?: arxiv| help| contact| subscribe| donate)+$|see (?:today's new|recent articles)"
    r"|authors and titles for |[-=_]{5,}$",
    re.IGNORECASE,
)
_SUBJECT = regex(r"\([a-z][\w.-]*\);?[ \t]*$")
_MARK = regex(r"#{1,6} (?=[A-Z])")
_CROSS = regex(r"\(cross-list from ([^()\s]+)\)")


class _Start(NamedTuple):
    """The first line of a paper, by index; its number, id, and what stands behind that."""

    at: int
    number: int
    identifier: str
    behind: str


def sniff(text: str) -> bool:
    """Claim texts with a numbered line of an arXiv id and formats in brackets."""
    return is_listing(text[:_SNIFF]) and not is_feed(text)


def read(source: Source) -> Parsed:
    """Split a listing into its papers; each knows how, and in lists of several days when, it is announced."""
    lines = [_MARK.sub("", line) for line in source.text.split("\n")]
    starts = [
        _Start(at, int(found[1]), found[2], found[3])
        for at, line in enumerate(lines)
        if (found := LIST_ENTRY.fullmatch(line.rstrip()))
    ]
    head = lines[: starts[0].at] if starts else lines
    date = next(filter(None, map(day, head)), "")
    announced, announced_on = _heading(head, "new", "")
    entries = []
    days = set()
    issues = []
    for start, stop in zip(starts, [*(start.at for start in starts[1:]), len(lines)], strict=False):
        end = next((at for at in range(start.at + 1, stop) if _is_outside(lines[at])), stop)
        entries.append(_entry(lines, start, end, announced, announced_on))
        days.add(announced_on)
        announced, announced_on = _heading(lines[end:stop], announced, announced_on)
        issues += [
            Issue("stray-text", f"text between the papers: {lines[at].strip()[:60]!r}", at + 1)
            for at in range(end, stop)
            if lines[at].strip() and not _is_outside(lines[at])
        ]
    if not entries:
        issues.append(Issue("no-entries", "the listing holds no paper that can be read", 1))
    return Parsed(
        tuple(entries), date=date or max(days, default=""), title=_title(head), issues=tuple(issues)
    )


def _title(head: Sequence[str]) -> str:
    """Return the name of the archive above the list."""
    first = next((line.strip() for line in head if line.strip()), "")
    return "" if _is_outside(first) or day(first) else first


def _is_outside(line: str) -> bool:
    """Tell headings and what a page has around its list from the lines of a paper."""
    line = line.strip()
    return bool(_SECTION.match(line) or _DAY.match(line) or _FURNITURE.match(line))


def _heading(lines: Sequence[str], announced: str, date: str) -> tuple[str, str]:
    """Return how and when the papers below these lines are announced."""
    for line in map(str.strip, lines):
        if _SECTION.match(line) or _DAY.match(line):
            announced = next((name for pattern, name in _HEADINGS if pattern.match(line)), announced)
            date = day(line) or date
    return announced, date


def _entry(lines: Sequence[str], start: _Start, end: int, announced: str, date: str) -> RawEntry:
    found, body = _facts(lines, start.at + 1, end)
    facts = Facts(found)
    names, _ = people(facts.text("authors"))
    codes, printed = categories(facts.text("categories"))
    cross = _CROSS.search(start.behind)
    if cross:
        announced = "cross-list"
        codes = tuple(dict.fromkeys((cross[1], *codes)))  # the primary category is the one it comes from
        printed = printed if f"({cross[1]})" in facts.text("categories").partition(";")[0] else ""
    elif "(replaced)" in start.behind:
        announced = "replacement"
    line = start.at + 1
    return RawEntry(
        line=line,
        end=max((at for at in range(start.at, end) if lines[at].strip()), default=start.at) + 1,
        number=start.number,
        category=codes[0] if codes else "",
        categories=codes,
        category_label=(("en", printed),) if printed else (),
        authors=names,
        url=f"https://arxiv.org/abs/{start.identifier}",
        venue=facts.text("venue"),
        comment=facts.text("comment"),
        date=date,
        fields=(
            *(RawField(*one) for one in facts.fields(paragraphs(lines[body:end]), body + 1)),
            RawField("announced", announced, line),
            *(RawField(*one) for one in facts.others()),
        ),
        issues=tuple(Issue(f"missing-{name}", f"no {name}", line) for name in facts.missing()),
    )


def _facts(lines: Sequence[str], start: int, end: int) -> tuple[dict[str, tuple[int, str]], int]:
    """Return the labelled lines by field, each with its line, and the index at which the abstract begins."""
    labels: list[tuple[str, int, str]] = []
    settled = False  # after the subjects a blank line ends what is labelled
    for at in range(start, end):
        name, text = label(lines[at])
        if name and name not in (known for known, _, _ in labels):
            labels.append((name, at, text))
        settled = settled or name == "categories"
        if settled and not lines[at].strip():
            break
    found: dict[str, tuple[int, str]] = {}
    has_names = any(name == "authors" for name, _, _ in labels)
    body = start
    for (name, at, text), stop in zip(labels, [*(at for _, at, _ in labels[1:]), end], strict=False):
        last = stop == end
        body = at + 1
        parts = [text]
        while body < stop and not joined(parts):  # the label stands on a line of its own
            parts.append(lines[body])
            body += 1
        while last and body < stop and lines[body][:1] in " \t" and _SUBJECT.search(lines[body]):
            parts.append(lines[body])
            body += 1
        rest = [] if last else lines[body:stop]
        if name == "title" and not has_names and joined(rest):
            found["authors"] = (body + 1, joined(rest))
            rest = []
        found[name] = (at + 1, joined([*parts, *rest]))
    return found, body


READER = Reader("arxiv-listing", "arXiv's listing of new papers, copied from the web", sniff, read)
