r"""arXiv's daily e-mail: papers between lines of `\\`, labelled lines, an abstract, the address.

The layout is that of https://info.arxiv.org/help/subscribe.html. New papers come first, then cross-lists,
then replacements, which have no abstract. The digest's date is the e-mail's, or else the end of the time it
covers; the day on which a paper was sent in is kept as `submitted`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from digestcli.documents.announced import (
    ID,
    Facts,
    categories,
    day,
    is_mail,
    joined,
    label,
    paragraphs,
    people,
)
from digestcli.documents.feeds.feedroot import is_feed
from digestcli.model import Issue
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.dates import find_date
from digestcli.text.regex import regex

_SNIFF = 65_536
_FIRST = regex(rf"(?:arXiv|Paper): ?({ID})(?:[ \t]+\(\*([\w-]+)\*\))?(.*)")
_REPLACED = regex(r"(?:replaced|revised)\b[^\n]*", re.IGNORECASE)
_SIZE = regex(r"[ \t]*\(\d+kb(?:,[A-Z]+)?\)[ \t]*$")
_TOP = 3
"""So many blank lines above a paper make it the first of its text."""
_RULE = regex(r"[-%=]{20,}[ \t]*$")
_COVERED = regex(r"^[ \t]*received from[^\n]+", re.MULTILINE)
_SUBJECT = regex(r"^Subject:[ \t]*([^\n]+)", re.MULTILINE)
_SENT = regex(r"^Date:[ \t]*([^\n]+)", re.MULTILINE)


class _Paper(NamedTuple):
    """The lines of one paper: labelled ones, and the abstract."""

    line: int
    end: int
    facts: Sequence[str]
    abstract: Sequence[str]
    closed: bool


def sniff(text: str) -> bool:
    r"""Claim texts with a line of `\\` and an arXiv id below it."""
    return is_mail(text[:_SNIFF]) and not is_feed(text)


def read(source: Source) -> Parsed:
    """Split an e-mail into its papers; what stands between them and is no rule is an Issue."""
    lines = source.text.split("\n")
    papers, stray = _papers(lines)
    head = "\n".join(lines[: papers[0].line - 1]) if papers else ""
    covered = _SENT.search(head) or _COVERED.search(head)
    date = day(covered[0]) if covered else ""
    subject = _SUBJECT.search(head)
    issues = [Issue("stray-text", f"text between the papers: {text[:60]!r}", line) for line, text in stray]
    if not papers:
        issues.append(Issue("no-entries", "the e-mail holds no paper that can be read", 1))
    entries = tuple(_entry(paper, dated=bool(date)) for paper in papers)
    return Parsed(entries, date=date, title=subject[1].strip() if subject else "", issues=tuple(issues))


def _papers(lines: Sequence[str]) -> tuple[list[_Paper], list[tuple[int, str]]]:
    """Return the papers, and the lines behind the first one that belong to none; all lines count from 1."""
    papers: list[_Paper] = []
    stray: list[tuple[int, str]] = []
    at = 0
    while at < len(lines):
        if _begins(lines, at):
            papers.append(_paper(lines, at))
            at = papers[-1].end
            continue
        if papers and lines[at].strip(" \t\\") and not _RULE.match(lines[at]):
            stray.append((at + 1, lines[at].strip()))
        at += 1
    return papers, _without_end(stray)


def _without_end(stray: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Drop the notes at the end of every e-mail, which begin with how to subscribe."""
    for number, (_, text) in enumerate(stray):
        if text.lower().startswith(("for subscribe options", "to subscribe", "to unsubscribe")):
            return stray[:number]
    return stray


def _begins(lines: Sequence[str], at: int) -> bool:
    r"""Tell the line with a paper's id: below `\\`; where that was not copied, at the top or below a rule."""
    if not _FIRST.match(lines[at]):
        return False
    above = lines[at - 1].rstrip() if at else ""
    return above == "\\\\" or _RULE.match(above) is not None or not any(map(str.strip, lines[:at][-_TOP:]))


def _paper(lines: Sequence[str], start: int) -> _Paper:
    r"""Return the paper whose id is in lines[start]: up to its address, another `\\`, a rule or the next."""
    facts: list[str] = []
    abstract: list[str] = []
    part, at = facts, start
    while at < len(lines) and not (at > start and _begins(lines, at)) and not _RULE.match(lines[at]):
        line = lines[at]
        at += 1
        if line.startswith("\\\\ ("):
            return _Paper(start + 1, at, facts, abstract, closed=True)
        if line.rstrip() != "\\\\":
            part.append(line)
        elif part is facts:
            part = abstract
        else:
            return _Paper(start + 1, at, facts, abstract, closed=True)
    return _Paper(start + 1, at, facts, abstract, closed=False)


def _entry(paper: _Paper, *, dated: bool) -> RawEntry:
    first = _FIRST.match(paper.facts[0])
    assert first  # _begins has seen it
    announced = (first[2] or "new").replace("cross-listing", "cross-list")
    found: dict[str, tuple[int, list[str]]] = {}
    extra: list[RawField] = []
    name = ""
    for number, line in enumerate(paper.facts[1:], start=paper.line + 1):
        field, text = label(line)
        replaced = _REPLACED.match(line)
        if replaced:
            announced = "replacement"
            extra.append(RawField("revised", find_date(line) or _SIZE.sub("", line).strip(), number))
        elif field and field not in found:
            name, found[field] = field, (number, [_SIZE.sub("", text) if field == "submitted" else text])
        elif name:
            found[name][1].append(line)  # a title or names over several lines
        elif line.strip():
            extra.append(RawField("note", line.strip(), number))
    facts = Facts({name: (at, joined(parts)) for name, (at, parts) in found.items()})
    extra.insert(0, RawField("announced", announced, paper.line))
    return _raw(paper, first[1], facts, extra, dated=dated)


def _raw(paper: _Paper, identifier: str, facts: Facts, extra: Sequence[RawField], *, dated: bool) -> RawEntry:
    names, _ = people(facts.text("authors"))
    codes, _ = categories(facts.text("categories"))
    issues = [] if paper.closed else [Issue("truncated", "the e-mail ends within the paper", paper.end)]
    issues += [Issue(f"missing-{name}", f"no {name}", paper.line) for name in facts.missing()]
    submitted = facts.text("submitted")
    return RawEntry(
        line=paper.line,
        end=paper.end,
        category=codes[0] if codes else "",
        categories=codes,
        authors=names,
        url=f"https://arxiv.org/abs/{identifier}",
        venue=facts.text("venue"),
        comment=facts.text("comment"),
        date="" if dated else find_date(submitted) or "",
        fields=(
            *(
                RawField(*one)
                for one in facts.fields(paragraphs(paper.abstract), paper.line + len(paper.facts) + 1)
            ),
            *extra,
            *(RawField(*one) for one in facts.others()),
        ),
        issues=tuple(issues),
    )


READER = Reader("arxiv-mailing", "arXiv's daily e-mail", sniff, read)
