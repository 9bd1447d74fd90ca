"""The statistics of an archive: its files counted by workers, the counts added here.

What grows with the archive is what tells papers apart (papers.py) and who wrote them, in numbers; texts
stay with the workers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple

from digestcli.archive.facts import DigestKey, Facts, Joining, Search, facts, joined, words
from digestcli.archive.manifest import Manifest
from digestcli.archive.papers import Distinct, Papers
from digestcli.archive.pushdown import pushed
from digestcli.archive.scan import Look, Sought, done, looks
from digestcli.library.counts import Counts, commonest
from digestcli.library.select import Selection
from digestcli.model import Digest
from digestcli.stats.summary import Summary, times
from digestcli.stats.words import Counted, rising

_TOGETHER = 16
"""Files of one task that counts words: what it is told of wanted words goes out once for them."""


class _Texts:
    """The texts that a selection means, counted by the workers."""

    def __init__(self, archive: Sought, selection: Selection) -> None:
        self._archive = archive
        self._push = pushed(archive.manifest, selection)

    def counted(self, wanted: Collection[str] | None) -> Counted:
        some = None if wanted is None else frozenset(wanted)
        tasks = (Search(files, some) for files in self._groups())
        found, texts = Counter[str](), 0
        for _, one in done(self._archive.crew, tasks, words):
            found.update(one.words)
            texts += one.texts
        return Counted(found, texts)

    def joined(self, risen: Mapping[str, int]) -> Counter[str]:
        tasks = (Joining(files, risen) for files in self._groups())
        found = Counter[str]()
        for _, one in done(self._archive.crew, tasks, joined):
            found.update(one)
        return found

    def _groups(self) -> Iterator[tuple[Look, ...]]:
        files = looks(self._archive, self._push)
        while group := tuple(islice(files, _TOGETHER)):
            yield group


class _Papers(NamedTuple):
    """Papers by what they are counted by."""

    all: int
    days: Counts
    authors: Counts


def summarise(archive: Sought, selection: Selection, *, most: int) -> Summary:
    """Count what `selection` lets through, as stats/summary.py does of a library.

    Papers are told apart by what the selected entries say; repairs are known to a library only. Raises as
    `pushed` and `done` do.
    """
    push = pushed(archive.manifest, selection)
    digests = _digests(archive.manifest)
    total, seen = Facts(Counter(), Counter(), Counter(), {}), _Seen(digests)
    for _, one in done(archive.crew, looks(archive, push), facts):
        total.categories.update(one.categories)
        total.languages.update(one.languages)
        total.issues.update(one.issues)
        seen.add(one)
    total.issues.update(issue.code for place in seen.places for issue in digests[place].issues)
    since, now, before = times(selection, _newest(archive.manifest))
    found, recent, earlier = (
        rising(_Texts(archive, now), _Texts(archive, before), most) if since else ([], 0, 0)
    )
    papers = seen.papers(most)
    return Summary(
        seen.entries,
        papers.all,
        papers.days,
        [(code, number) for code, number in commonest(total.categories) if code],
        papers.authors,
        since,
        found,
        recent,
        earlier,
        commonest(total.languages),
        commonest(total.issues),
        [],
    )


class _Seen:
    """The entries that were met: their papers, and the days and authors of these."""

    def __init__(self, digests: Mapping[DigestKey, Digest]) -> None:
        self.entries = 0
        self.places: set[DigestKey] = set()
        self._digests = digests
        self._papers, self._days, self._authors = Papers(), Distinct(), Distinct()

    def add(self, found: Facts) -> None:
        for place, some in found.entries.items():
            self.places.add(place)
            day = self._digests[place].date or ""
            for one in some:
                self.entries += 1
                paper = self._papers.add(one.paper)
                self._days.add(day, paper)
                for author in one.authors:
                    self._authors.add(author, paper)

    def papers(self, most: int) -> _Papers:
        """Return the papers by day and author."""
        self._papers.settle()
        number, several = self._papers.several()
        days = sorted(self._days.counts(self._papers, several).items())
        authors = self._authors.counts(self._papers, several)
        return _Papers(number, days, nsmallest(most, authors.items(), key=lambda one: (-one[1], one[0])))


def _digests(manifest: Manifest) -> dict[DigestKey, Digest]:
    return {
        DigestKey(one.id, held.digest.key): held.digest
        for part in manifest.parts
        for one, some in zip(part.inputs, part.held, strict=True)
        for held in some
    }


def _newest(manifest: Manifest) -> str:
    """Return the latest date of a digest that has day, month and year; '' where there is none."""
    dates = (digest.date or "" for digest in manifest.digests())
    return max((date for date in dates if len(date) == len("2026-01-22")), default="")
