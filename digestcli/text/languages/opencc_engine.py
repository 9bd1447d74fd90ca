"""The converter: opencc-python-reimplemented with OpenCC's current data and OpenCC's own order.

The package takes the longest phrase wherever it stands, and knows no segmentation. OpenCC goes from
left to right and takes, where it stands, the longest key of the first dictionary that has one
(src/PrefixMatch.cpp); segments are found first, in the same way, and converted one by one
(src/MaxMatchSegmentation.cpp). With both, all 556 of OpenCC's own expectations hold.

For speed a text is translated character by character, which is right but for the phrases that are
not what their characters are; each of those has a character to tell it by, its pivot (in t2s one
character in a hundred). Only what stands between two separators about a pivot is looked up; no key
holds a separator. This module is the only import of opencc.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import product
from operator import add

from opencc import OpenCC

from digestcli.text.dictionaries import Tiers, config, words
from digestcli.text.regex import regex

SEPARATORS = frozenset(" \t\r\n\u00a0\u3000,.;:?!()，。、；：？！（）“”‘’《》「」『』—…")
_TO_SEPARATOR = regex(f"[^{re.escape(''.join(sorted(SEPARATORS)))}]*")
_CACHED_SEGMENTS = 20_000
_LONGEST = 32  # no key is longer
_Heads = dict[str, tuple[tuple[int, dict[str, str]], ...]]


class CharMap(dict[int, int]):
    """A map for str.translate that learns what it leaves alone: an exception for each is slow."""

    def __missing__(self, char: int) -> int:
        self[char] = char
        return char


class _Phrases:
    """The phrases of some tiers, found by their first two characters (one, where a key has no more).

    `heads` gives for these the lengths of keys and the dictionary of each, in the order to be tried.
    """

    def __init__(self, tiers: Tiers) -> None:
        self.tiers = [words(tier) for tier in tiers]
        self.width = min((2, *(len(key) for tier in self.tiers for key in tier)))
        found: dict[str, int] = {}
        for order, tier in enumerate(self.tiers):
            for key in tier:
                head = key[: self.width]
                found[head] = found.get(head, 0) | 1 << (order * _LONGEST + _LONGEST - len(key))
        tried = {bits: self._tried(bits) for bits in set(found.values())}
        self.heads: _Heads = {head: tried[bits] for head, bits in found.items()}

    def _tried(self, bits: int) -> tuple[tuple[int, dict[str, str]], ...]:
        places = (divmod(at, _LONGEST) for at in range(bits.bit_length()) if bits >> at & 1)
        return tuple((_LONGEST - place, self.tiers[order]) for order, place in places)

    def matches(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, value) of the phrases in `text`, from left to right."""
        done = 0
        heads: Iterable[str] = map(add, text, text[1:]) if self.width > 1 else text
        for start, tried in enumerate(map(self.heads.get, heads)):
            if tried and start >= done:
                for length, tier in tried:
                    key = text[start : start + length]
                    if key in tier:
                        done = start + len(key)
                        yield start, done, tier[key]
                        break

    def segments(self, text: str) -> Iterator[str]:
        """Yield the phrases in `text` and what stands between them."""
        last = 0
        for start, end, _ in self.matches(text):
            if start > last:
                yield text[last:start]
            yield text[start:end]
            last = end
        if last < len(text):
            yield text[last:]

    def pivots(self, chars: CharMap) -> set[tuple[str, str]]:
        """Return where `chars` maps otherwise than a phrase does: (character, it and a neighbour).

        Of phrases of one character, or of another length than their value, the first one counts.
        """
        found = set()
        for tier in self.tiers:
            plains = "\n".join(tier).translate(chars).split("\n")
            for (key, value), plain in zip(tier.items(), plains, strict=True):
                if len(key) == 1 or len(plain) != len(value):
                    found.add((key[0], key[:2]))
                elif plain != value:
                    at = next(index for index, char in enumerate(plain) if char != value[index])
                    found.add((key[at], key[at : at + 2] if at + 1 < len(key) else key[at - 1 :]))
        return found


@cache
def _phrases(tiers: Tiers) -> _Phrases:
    return _Phrases(tiers)


class _Step:
    """One step of a configuration: its maps of characters, and its phrases, which go first."""

    def __init__(self, tiers: Tiers) -> None:
        plain = [tier for tier in tiers if all(map(_is_plain, words(tier).items()))]
        self.chars = CharMap(
            (ord(key), ord(value)) for tier in reversed(plain) for key, value in words(tier).items()
        )
        self.phrases = _phrases(tuple(tier for tier in tiers if tier not in plain))
        self.pivots = self.phrases.pivots(self.chars)

    def convert(self, text: str) -> str:
        plain, last = text.translate(self.chars), 0
        if not self.phrases.heads:
            return plain
        pieces: list[str] = []
        for start, end, value in self.phrases.matches(text):
            pieces += plain[last:start], value
            last = end
        return "".join((*pieces, plain[last:]))


@cache
def _step(tiers: Tiers) -> _Step:
    return _Step(tiers)


def _is_plain(item: tuple[str, str]) -> bool:
    return len(item[0]) == len(item[1]) == 1


class Converter(OpenCC):  # type: ignore[misc]
    """The engine for one configuration: 't2s', 's2twp' and so on. Line ends are never touched.

    >>> Converter("t2s").convert("乾燥的乾坤"), Converter("s2t").convert("发现头发")
    ('干燥的乾坤', '發現頭髮')
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        steps = config(name)
        self.split_chars_re = re.compile("(\n)")
        self._normalization = [_step(tiers) for tiers in steps.normalization]
        self._dict_chain_data = [_step(tiers) for tiers in steps.chain]
        self._dict_init_done = True
        self._chars, pivots = _composed([*self._normalization, *self._dict_chain_data])
        self._marks = {mark for _, mark in pivots}
        found = "".join(sorted({char for char, _ in pivots}))
        self._pivot = re.compile(f"[{re.escape(found)}]") if found else None
        self._segmentation = _phrases(steps.segmentation) if steps.segmentation else None
        self._segment = lru_cache(_CACHED_SEGMENTS)(self._chained)

    def _convert(self, string: str, dictionary: object = None) -> str:  # noqa: ARG002
        """Convert one line. `dictionary`, the engine's chain, is what the constructor made."""
        plain = string.translate(self._chars)
        if not self._pivot:
            return plain
        pieces: list[str] = []
        done = 0
        for hit in self._pivot.finditer(string):
            start = hit.start()
            if start < done or not self._marked(string, start):
                continue
            while start > done and string[start - 1] not in SEPARATORS:
                start -= 1
            end = _end(string, hit.end())
            pieces += plain[done:start], self._looked_up(string[start:end])
            done = end
        return "".join((*pieces, plain[done:])) if pieces else plain

    def _marked(self, text: str, at: int) -> bool:
        marks = self._marks
        return text[at : at + 2] in marks or text[at - 1 : at + 1] in marks or text[at] in marks

    def _looked_up(self, text: str) -> str:
        for step in self._normalization:
            text = step.convert(text)
        if self._segmentation is None:
            return self._chained(text)
        return "".join(map(self._segment, self._segmentation.segments(text)))

    def _chained(self, text: str) -> str:
        for step in self._dict_chain_data:
            text = step.convert(text)
        return text


def _end(text: str, start: int) -> int:
    match = _TO_SEPARATOR.match(text, start)
    assert match is not None
    return match.end()


def _composed(steps: list[_Step]) -> tuple[CharMap, set[tuple[str, str]]]:
    """Return what the maps of characters do one after another, and the pivots before all steps."""
    chars, pivots = CharMap(), set()
    for step in steps:
        sources: dict[str, str] = {}
        for char, value in chars.items():
            sources[chr(value)] = sources.get(chr(value), "") + chr(char)
        for pivot, mark in step.pivots:
            here = [sources.get(char, "") + char * (ord(char) not in chars) for char in mark]
            at = mark.index(pivot)
            pivots |= {(one[at], "".join(one)) for one in product(*here)}
        chars.update({char: step.chars.get(value, value) for char, value in chars.items()})
        for char, value in step.chars.items():
            chars.setdefault(char, value)
    return chars, pivots
