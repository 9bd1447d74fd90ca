"""The level of the headings that begin entries, where no label says which: told by the papers below them.

A digest whose entries name their paper anywhere, at their end or in small print, still has one paper a
heading on one level, and on that level hardly a heading without one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from digestcli.documents.markdown.headings import Heading
from digestcli.text.regex import regex

PAPER_ID = regex(r"(?<![\d.])\d{4}\.\d{4,5}(?!\d)|10\.\d{4,9}/[^\s()<>\[\]|]+")
"""What names a paper in a text: an arXiv identifier, a DOI."""

_LEVELS = 6
_FEWEST = 2


class Papered(NamedTuple):
    """The level of the headings that begin entries, and the lines (from 0) of those with a paper below."""

    level: int
    at: frozenset[int]


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
