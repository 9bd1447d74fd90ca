"""The level of the headings that begin entries: told by the labels, else by the papers below them.

A digest whose entries name their paper anywhere, at their end or in small print, still has one paper a
heading on one level, and on that level hardly a heading without one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from digestcli.documents.markdown.fieldnames import IDENTITY
from digestcli.documents.markdown.headings import Heading, without_tags
from digestcli.documents.markdown.labels import LabelTable
from digestcli.text.names import is_list_of_names
from digestcli.text.regex import regex

PAPER_ID = regex(r"(?<![\d.])\d{4}\.\d{4,5}(?!\d)|10\.\d{4,9}/[^\s()<>\[\]|]+")
"""What names a paper in a text: an arXiv identifier, a DOI."""

_LEVELS = 6
_FEWEST = 2


class Papered(NamedTuple):
    """The level of the headings that begin entries, and the lines (from 0) of those with a paper below."""

    level: int
    at: frozenset[int]


def identity(below: Iterable[str], table: LabelTable) -> int:
    """Count the labels in the lines below a heading that say which paper it is.

    What stands above them is labels, or the authors alone and a line in italics (where they work).
    """
    count, unlabelled, empty = 0, False, False
    for line in below:
        parts = table.parts(without_tags(line))
        named = [part for part in parts if part.field in IDENTITY and part.name]
        if not count and named and named[0].field == "title" and named[0].item:
            return 0
        if not count and not empty and not (named or (parts and parts[0].name)):
            if not (parts if unlabelled else is_list_of_names(line)):
                return 0
            unlabelled = True
        count += len(named)
        empty = bool(parts) and not parts[-1].value  # then what it names stands below
    return count


def titles(lines: Iterable[str], table: LabelTable) -> int:
    """Count the lines that are labelled as titles: below one heading it is they that begin the entries."""
    labels = (table.line(line) for line in lines if ":" in line or "：" in line)
    return sum(1 for label in labels if label and label.field == "title" and not label.language)


def level_by_papers(lines: Sequence[str], heads: Mapping[int, Heading]) -> Papered | None:
    """Find the level on which most headings have one paper each, all different; None without one."""
    papers: dict[int, set[str]] = {}
    over: dict[int, int] = {}
    for at, line in enumerate(lines):
        head = heads.get(at)
        if head:
            over = {level: above for level, above in over.items() if level < head.level}
            over[head.level] = at
            papers[at] = set()
        if over and ("." in line or "/" in line):
            named = PAPER_ID.findall(line)
            for above in over.values() if named else ():
                papers[above].update(named)
    scores = {level: _score(level, heads, papers) for level in range(1, _LEVELS + 1)}
    best = max(scores, key=scores.__getitem__)
    if not scores[best]:
        return None
    return Papered(best, frozenset(at for at, named in papers.items() if named and heads[at].level == best))


def _score(level: int, heads: Mapping[int, Heading], papers: Mapping[int, set[str]]) -> int:
    """Return how many headings of a level have one paper, 0 where they are few or share it."""
    below = [papers[at] for at, head in heads.items() if head.level == level]
    single = Counter(next(iter(named)) for named in below if len(named) == 1)
    alone = sum(1 for count in single.values() if count == 1)
    return alone if alone >= _FEWEST and 2 * alone > len(below) else 0
