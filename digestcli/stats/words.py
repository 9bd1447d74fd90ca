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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from math import log
from typing import NamedTuple, Protocol

from digestcli.text.fold import fold
from digestcli.text.languages.script import to_simplified

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
_GRAMMAR = (
    "的 了 其 之 与 这 此 们 吗 呢 本文 论文 文章 作者 我们 研究 提出 介绍 探讨 结果 表明 证明 发现 展示 验证"
    " 通过 利用 使用 采用 基于 针对 进行 具有 能够 可以 以及 从而 同时 并且 一种 一个 一系列 现有 方法 问题"
    " 显著 有效"
)
"""What stands between the words of Chinese, and what every summary says: pairs do not reach over it."""
_APART = re.compile("|".join(sorted(map(fold, _GRAMMAR.split()), key=len, reverse=True)))


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


class Counted(NamedTuple):
    """In how many texts each word is, and how many texts there are; counts of parts can be added."""

    words: Counter[str]
    texts: int


class Texts(Protocol):
    """The texts of the entries of a time, wherever they are: they are gone through at each call."""

    def counted(self, wanted: Collection[str] | None) -> Counted:
        """Return `count_words` of them."""
        ...

    def joined(self, risen: Mapping[str, int]) -> Counter[str]:
        """Return `count_joined` of them."""
        ...


class TextsOf:
    """Texts that are had anew at each call, one after the other."""

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        """Keep what gives them."""
        self._texts = texts

    def counted(self, wanted: Collection[str] | None) -> Counted:
        """Count their words."""
        return count_words(self._texts(), wanted)

    def joined(self, risen: Mapping[str, int]) -> Counter[str]:
        """Count what pairs make together."""
        return count_joined(self._texts(), risen)


def rising(now: Texts, before: Texts, most: int) -> tuple[list[Rise], int, int]:
    """Return the words that rise most, and how many entries there are in the time and before it.

    Before, only those are counted that may rise: memory holds the words of the time only.
    """
    counts, total = now.counted(None)
    wanted = {word for word, count in counts.items() if count >= _FEWEST}
    earlier, total_before = before.counted(wanted)
    if not total or not total_before:
        return [], total, total_before
    risen = {}
    for word in wanted:
        count, old = counts[word], earlier[word]
        score = g2(count, total, old, total_before)
        if score >= LEAST and count * total_before > old * total:
            risen[word] = Rise(word, count, old, score)
    found = [one for word, one in risen.items() if not _RUN.fullmatch(word)]
    pairs = {word: one for word, one in risen.items() if _RUN.fullmatch(word)}
    if pairs:
        found += _joined(now.joined({word: one.entries for word, one in pairs.items()}), pairs)
    found.sort(key=lambda one: (-one.score, one.word))
    return found[:most], total, total_before


def count_words(texts: Iterable[str], wanted: Collection[str] | None = None) -> Counted:
    """Count in how many texts each word is, of all words or those that are wanted, and the texts."""
    counts: Counter[str] = Counter()
    some = frozenset(wanted) if wanted is not None else None
    number = 0
    for text in texts:
        number += 1
        counts.update(_words(text, some))
    return Counted(counts, number)


def count_joined(texts: Iterable[str], risen: Mapping[str, int]) -> Counter[str]:
    """Count in how many texts stands what pairs that rise make together, given the entries of each pair.

    It is counted as the text first writes it, for the fold of a word is for comparison only.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        written: dict[str, str] = {}
        for run in _RUN.findall(text):
            folded = _APART.sub(_gap, fold(run))
            for start, end in _chains(folded, risen):
                written.setdefault(folded[start:end], run[start:end])
        counts.update(written.values())
    return counts


def _words(text: str, wanted: frozenset[str] | None) -> set[str]:
    """Return the words and the pairs of Chinese characters of a text, all or those that are wanted."""
    folded = fold(text)
    words = set(_WORD.findall(folded)) - _STOP
    runs = _RUN.findall(_APART.sub(_gap, folded))
    pairs = chain.from_iterable(map(str.__add__, run, run[1:]) for run in runs)
    return words.union(pairs) if wanted is None else (words & wanted) | wanted.intersection(pairs)


def _gap(found: re.Match[str]) -> str:
    """Return as many blanks, so that places stay."""
    return " " * len(found[0])


def _joined(counts: Counter[str], risen: Mapping[str, Rise]) -> Iterator[Rise]:
    """Yield what risen pairs make together so often, in its usual spelling; its pairs are no words then."""
    spellings: dict[str, Counter[str]] = {}
    for spelling, number in counts.items():
        spellings.setdefault(fold(spelling), Counter())[to_simplified(spelling)] += number
    counts = Counter({word: some.total() for word, some in spellings.items()})
    for word, count in counts.items():
        pairs = [risen[pair] for pair in map(str.__add__, word, word[1:])]
        larger = any(word != other and word in other and counts[other] * 2 >= count for other in counts)
        if count >= _FEWEST and not larger and len(word) <= _LONGEST:
            weakest = min(pairs, key=lambda one: one.score)
            usual = max(spellings[word].items(), key=lambda one: (one[1], one[0]))[0]
            yield Rise(usual, count, min(one.before for one in pairs), weakest.score)


def _chains(run: str, risen: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Yield the ends of the longest parts of a run in which every pair of neighbours rises."""
    start = None
    for at in range(len(run)):
        if run[at : at + 2] in risen:
            start = at if start is None else start
        elif start is not None:
            yield from _cohesive(run, start, at + 1, risen)
            start = None


def _cohesive(run: str, begin: int, end: int, risen: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Yield the ends of the parts whose pairs are at least half as common as the commonest one."""
    entries = [risen[run[at : at + 2]] for at in range(begin, end - 1)]
    start = None
    for at, number in enumerate([*entries, 0], begin):
        if number * 2 >= max(entries):
            start = at if start is None else start
        elif start is not None:
            yield start, at + 1
            start = None
