"""The words of Chinese with their frequencies, from the list of the package jieba.

Its dict.txt is read from the file, never imported, and only for a page with a shifted gloss: 5 MB,
a quarter of a second. Everything here is folded to half-width Simplified, as that list is.
"""

from __future__ import annotations

import math
import os
import unicodedata
from collections import Counter
from functools import cache
from typing import NamedTuple

from digestcli.text.languages.script import to_simplified
from digestcli.text.regex import regex

HAN = regex("[\u3400-\u9fff]+")
LONGEST = 6
"""The longest word that a text is divided into."""
_RAREST = 5
"""Words below this frequency are left out: most of the list, and none of the evidence."""
_WORDS_TO_AN_ENDING = 10
_ENDING_SHARE = 0.3
_UNKNOWN = 0.5


class Words(NamedTuple):
    """A word list: frequency by word, the sums of them by beginning and of all, by character."""

    frequency: dict[str, float]
    beginning: dict[str, float]
    total: float
    characters: dict[str, float]


@cache
def words() -> Words | None:
    """Return the word list, or None where the package jieba is not installed."""
    from importlib.util import find_spec

    spec = find_spec("jieba")
    if spec is None or not spec.origin:
        return None
    frequency: dict[str, float] = {}
    with open(os.path.join(os.path.dirname(spec.origin), "dict.txt"), encoding="utf-8") as file:
        for line in file:
            word, count, _ = line.split(" ", 2)
            if int(count) >= _RAREST or len(word) == 1:
                frequency[word] = float(count)
    frequency.update(_endings(frequency))
    beginning: dict[str, float] = {}
    characters: dict[str, float] = {}
    for word, number in frequency.items():
        for end, character in enumerate(word, start=1):
            beginning[word[:end]] = beginning.get(word[:end], 0.0) + number
            characters[character] = characters.get(character, 0.0) + number
    return Words(frequency, beginning, sum(frequency.values()), characters)


def _endings(frequency: dict[str, float]) -> dict[str, float]:
    """Return the pairs of characters that many words end in (化物, 酸盐): they build new words."""
    number: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for word, count in frequency.items():
        if len(word) in (3, 4):
            number[word[-2:]] += 1
            total[word[-2:]] += int(count)
    return {
        ending: total[ending] * _ENDING_SHARE
        for ending, times in number.items()
        if times >= _WORDS_TO_AN_ENDING and ending not in frequency
    }


def fold(text: str) -> str:
    """Return the text as the word list knows it: half-width, Simplified."""
    return to_simplified(unicodedata.normalize("NFKC", text))


@cache
def folded(character: str) -> str:
    """Fold one character, remembered."""
    return fold(character)


def count_words(text: str, base: Words) -> Counter[str]:
    """Count the words of a folded text: the likeliest division of each run of characters."""
    found: Counter[str] = Counter()
    for run in HAN.findall(text):
        best, back = [0.0], [0]
        for end in range(1, len(run) + 1):
            options = [
                (best[start] + math.log(base.frequency.get(run[start:end], _UNKNOWN) / base.total), start)
                for start in range(max(0, end - LONGEST), end)
                if start == end - 1 or run[start:end] in base.frequency
            ]
            cost, start = max(options)
            best.append(cost)
            back.append(start)
        end = len(run)
        while end:
            found[run[back[end] : end]] += 1
            end = back[end]
    return found
