"""Which words rise: how much oftener entries of a time have them than those before.

The measure is Dunning's log-likelihood ratio G2 ("Accurate methods for the statistics of surprise and
coincidence", 1993) of the two-by-two table of entries with and without the word, in the time and
before it: read like chi-squared, but right for rare words too. Words of Latin script are
words; Chinese has no blanks, so pairs of neighbours are measured, and pairs that rise side by side
make one word: 量子, 子纠 and 纠缠 make 量子纠缠. So no word list decides what is a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from math import log
from typing import NamedTuple

from digestcli.text.fold import fold

LEAST = 10.83
"""G2 that chance exceeds once in a thousand words (chi-squared, one degree of freedom)."""

_FEWEST = 3
_LONGEST = 12
_RUN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]{2,}")
_WORD = re.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)+|[a-z][a-z0-9]{2,}")
_STOP_WORDS = (
    "a about above after against all also an and any are as at based be been being between both but "
    "by can could do does during each few for from further had has have how if in into is it its may "
    "might more most new no nor not of off on one only or other our out over own same should so some "
    "such than that the their them then there these they this those through to too toward towards "
    "two under until up upon use used using via was we were what when where which while who why will "
    "with within without would you your"
)
_STOP = frozenset(_STOP_WORDS.split())


class Rise(NamedTuple):
    """A word that rises: entries of the time that have it, entries before (at most), and its G2."""

    word: str
    entries: int
    before: int
    score: float


def g2(count: int, total: int, count_before: int, total_before: int) -> float:
    """Return Dunning's G2 of a word that `count` of `total` entries have, and so many before.

    >>> round(g2(10, 100, 10, 100), 6), round(g2(30, 100, 10, 1000), 1)
    (0.0, 109.5)
    """
    whole, having = total + total_before, count + count_before
    cells = (
        (count, total * having),
        (total - count, total * (whole - having)),
        (count_before, total_before * having),
        (total_before - count_before, total_before * (whole - having)),
    )
    return 2 * sum(seen * log(seen * whole / expected) for seen, expected in cells if seen)


def rising(
    now: Callable[[], Iterable[str]], before: Callable[[], Iterable[str]], most: int
) -> tuple[list[Rise], int, int]:
    """Return the words that rise most, and how many entries there are in the time and before it.

    Both give the texts of entries, anew at each call: they are gone through twice, so that memory
    holds the words of the time only.
    """
    counts, total = _counted(now())
    wanted = {word for word, count in counts.items() if count >= _FEWEST}
    earlier, total_before = _counted(before(), wanted)
    if not total or not total_before:
        return [], total, total_before
    risen = {}
    for word in wanted:
        count, old = counts[word], earlier[word]
        score = g2(count, total, old, total_before)
        if score >= LEAST and count * total_before > old * total:
            risen[word] = Rise(word, count, old, score)
    found = [one for word, one in risen.items() if not _RUN.fullmatch(word)]
    found += _joined(now(), {word: one for word, one in risen.items() if _RUN.fullmatch(word)})
    found.sort(key=lambda one: (-one.score, one.word))
    return found[:most], total, total_before


def _counted(texts: Iterable[str], wanted: set[str] | None = None) -> tuple[Counter[str], int]:
    """Count in how many texts each word is, and the texts."""
    counts: Counter[str] = Counter()
    number = 0
    for text in texts:
        number += 1
        counts.update(_words(text, wanted))
    return counts, number


def _words(text: str, wanted: set[str] | None) -> set[str]:
    """Return the words and the pairs of Chinese characters of a text, all or those that are wanted."""
    folded = fold(text)
    words = set(_WORD.findall(folded)) - _STOP
    pairs = chain.from_iterable(map(str.__add__, run, run[1:]) for run in _RUN.findall(folded))
    return words.union(pairs) if wanted is None else (words & wanted) | wanted.intersection(pairs)


def _joined(texts: Iterable[str], risen: dict[str, Rise]) -> Iterator[Rise]:
    """Yield what risen pairs make together, as often as it stands in texts; its pairs are no words then."""
    if not risen:
        return
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({word for run in _RUN.findall(fold(text)) for word in _chains(run, risen)})
    for word, count in counts.items():
        pairs = [risen[pair] for pair in map(str.__add__, word, word[1:])]
        larger = any(word != other and word in other and counts[other] * 2 >= count for other in counts)
        if count >= _FEWEST and not larger and len(word) <= _LONGEST:
            weakest = min(pairs, key=lambda one: one.score)
            yield Rise(word, count, min(one.before for one in pairs), weakest.score)


def _chains(run: str, risen: dict[str, Rise]) -> Iterator[str]:
    """Yield the longest parts of a run in which every pair of neighbours rises."""
    start = None
    for at in range(len(run)):
        if run[at : at + 2] in risen:
            start = at if start is None else start
        elif start is not None:
            yield from _cohesive(run[start : at + 1], risen)
            start = None


def _cohesive(run: str, risen: dict[str, Rise]) -> Iterator[str]:
    """Yield the parts of a run whose pairs are at least half as common as its commonest one."""
    entries = [risen[pair].entries for pair in map(str.__add__, run, run[1:])]
    start = None
    for at, number in enumerate([*entries, 0]):
        if number * 2 >= max(entries):
            start = at if start is None else start
        elif start is not None:
            yield run[start : at + 1]
            start = None
