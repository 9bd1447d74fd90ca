"""How likely Chinese text is in one document: words by frequency, adapted to what the document says.

Each character is given a probability by three views of what stands before it, the later backing off
to the earlier: the word list (adapted: a word that the page uses is likely there, a pronoun that it
never uses is not, whatever newspapers do), the usual followers of function words, and the
document's own sequences of up to _ORDER characters. All of them know text folded to Simplified;
which variant of a character the document writes is a factor of its own. Marks come at their usual
rate, seldom in the first characters of a clause, and beside the words that the document sets them
beside. Figures and choices: docs/decisions.md.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from digestcli.text.damage.functionwords import barred, following
from digestcli.text.damage.punctuation import STOPS, quotation_after, share_of
from digestcli.text.damage.wordlist import HAN, Words, count_words, fold, folded
from digestcli.text.dictionaries import table
from digestcli.text.languages.script import script_of
from digestcli.text.regex import regex

_COMMON = 1500
"""From which frequency on a character is common: some 3,000 are."""
_PRIOR = 1000.0
"""How many words of the document weigh as much as the word list."""
_BURST = 1.0
"""The most that the word list is worth for one word, in occurrences ..."""
_PRONOUN_BURST = 0.3
"""... and for a pronoun: a page has a subject, and speaks of it again and again or not at all."""
_PRONOUNS = {"他", "她", "它", "我", "你", "您", "我们", "你们", "他们", "她们", "它们", "咱们", "自己"}
_ORDER = 4
_BACK_OFF = 16.0
_SINGLE = 0.01
"""The share of the document's single characters."""
_STOP_RATE = 0.12
_STOP_PRIOR = 20.0
"""How many occurrences of a character the usual rate of stops beside it weighs."""
_GRAMMAR = 0.3
"""How much the usual followers of a function word count."""
_BARRED = 0.05
"""How much of its likelihood a word keeps that grammar bars."""
_NOT_HAN = 0.15
_OTHER = 0.02
_UNKNOWN_END = 0.02
LOST = "\ufffd"
"""Stands for an ASCII character that the page lost: a blank, a digit, a mark."""
_LOST = regex("(?<=[\u3400-\u9fff])[ -?]")


class State(NamedTuple):
    """What the model remembers: the last characters, the words they may be in the midst of."""

    history: str
    parts: tuple[tuple[str, float], ...]
    """Beginnings of words with their probability; '' is the end of a word."""
    end: float
    """How likely a word ends here."""
    sequences: tuple[tuple[str, float, float], ...]
    """Per sequence of the document: its beginning, the weight of one occurrence, that of the rest."""
    follows: dict[str, float]
    """How likely each character begins what follows the function word here; empty for none."""
    quotation: str | None
    """See punctuation.share_of."""


class _Sequences:
    """The document's sequences of 1 to _ORDER characters, counted."""

    def __init__(self, text: str) -> None:
        self.counts: dict[str, int] = {}
        self._totals: dict[str, int] = {}
        self._followers: dict[str, int] = {}
        text = "\n" * (_ORDER - 1) + text
        for at in range(_ORDER - 1, len(text)):
            for start in range(at, at - _ORDER, -1):
                before, whole = text[start:at], text[start : at + 1]
                self._totals[before] = self._totals.get(before, 0) + 1
                number = self.counts.get(whole, 0)
                self.counts[whole] = number + 1
                if not number:
                    self._followers[before] = self._followers.get(before, 0) + 1

    def after(self, history: str) -> tuple[tuple[str, float, float], ...]:
        """Return what continues the history, the shortest first: see State.sequences."""
        if not self._totals:
            return ()
        found = [("", _SINGLE / self._totals[""], 1 - _SINGLE)]
        for length in range(1, _ORDER):
            before = history[-length:]
            total = self._totals.get(before)
            if not total:
                break
            rest = _BACK_OFF * self._followers[before]
            found.append((before, 1 / (total + rest), rest / (total + rest)))
        return tuple(found)


class Model:
    """The likelihood of text in one document."""

    def __init__(self, document: str, base: Words) -> None:
        text = fold(document)
        self._words = _adapted(base, count_words(text, base))
        self._sequences = _Sequences(text)
        self._written = Counter(character for character in document if HAN.match(character))
        self._meant: Counter[str] = Counter()
        for character, number in self._written.items():
            self._meant[folded(character)] += number
        self._single = Counter(text)
        self._other_total = sum(n for c, n in self._single.items() if not HAN.match(c)) + 1000
        self._stop_after = Counter(one for one, next_ in pairwise(text) if next_ in STOPS)
        self._stop_before = Counter(next_ for one, next_ in pairwise(text) if one in STOPS)
        self._lost = -math.log((len(_LOST.findall(document)) + 1) / (sum(self._written.values()) + 100))
        self._variants: dict[str, float] = {}
        self._begins: dict[str, dict[str, float]] = {}

    def start(self, before: str, *, quotation: str | None = None) -> State:
        """Return the state after the text `before`; for `quotation` see punctuation.share_of."""
        state = self._state("\n" * (_ORDER - 1), (("", 1.0),), quotation)
        for character in fold(before):
            state = self.after(state, character)
        return state

    def cost(self, state: State, character: str) -> float:
        """Return what the next character costs, in nats; LOST what all those cost together."""
        if character == LOST:
            return self._lost
        return self.variant(character) - math.log(self._probability(state, folded(character)))

    def after(self, state: State, character: str) -> State:
        """Return the state after one more character."""
        character = folded(character)[:1]
        history = (state.history + character)[1 - _ORDER :]
        if not "\u3400" <= character <= "\u9fff":
            return self._state(history, (("", 1.0),), quotation_after(state.quotation, history))
        parts, total = [], 0.0
        beginning = self._words.beginning
        for part, weight in state.parts:
            mass = beginning.get(part + character) if part else None
            if mass:
                share = weight * mass / beginning[part]
                parts.append((part + character, share))
                total += share
        share = self._begin(state, character)
        parts.append((character if character in beginning else "", share))
        total += share
        return self._state(history, tuple((part, weight / total) for part, weight in parts), state.quotation)

    def knows(self, character: str) -> bool:
        """Tell whether a character is common, or stands in the document."""
        return character in self._written or self._words.characters.get(folded(character), 0.0) > _COMMON

    def variant(self, character: str) -> float:
        """Return what it costs to write this variant of the character, as the document does."""
        cost = self._variants.get(character)
        if cost is None:
            cost = 0.0
            if HAN.match(character):
                meant = folded(character)
                usual = _usual().get(meant, meant)
                rare = 0.003 if script_of(character) == "Hans" else 0.1
                prior = 1.0 if character == usual else rare
                cost = -math.log((self._written[character] + prior) / (self._meant[meant] + 1.0))
            self._variants[character] = cost
        return cost

    def _begin(self, state: State, character: str) -> float:
        """Return how likely a word begins here with the character."""
        share = (self._words.beginning.get(character, 0.0) + 0.5) / self._words.total
        if state.follows:
            share = (1 - _GRAMMAR) * share + _GRAMMAR * state.follows.get(character, 0.0)
        if character in barred(state.history[-1]):
            share *= _BARRED
        return state.end * (1 - _NOT_HAN) * share

    def _probability(self, state: State, character: str) -> float:
        beginning = self._words.beginning
        if "\u3400" <= character <= "\u9fff":
            chance = self._begin(state, character)
            for part, weight in state.parts:
                if part:
                    mass = beginning.get(part + character)
                    if mass:
                        chance += weight * mass / beginning[part]
        else:
            chance = max(state.end, 1e-4) * self._mark(state, character)
        if state.history[-1] in STOPS:
            chance *= self._stop_rate(self._stop_before, character)
        counts = self._sequences.counts
        for before, one, rest in state.sequences:
            number = counts.get(before + character)
            chance = one * number + rest * chance if number else rest * chance
        return chance

    def _mark(self, state: State, character: str) -> float:
        """Return how likely a word is followed by this mark, letter or digit."""
        share = share_of(character, state.history, state.quotation)
        if share is None:
            return _OTHER * (self._single[character] + 0.05) / self._other_total
        if character not in STOPS or state.history[-1] in STOPS:
            return share
        return share * self._stop_rate(self._stop_after, state.history[-1])

    def _stop_rate(self, beside: Counter[str], character: str) -> float:
        """Return how much more often than usual a stop stands on that side of the character."""
        rate = (beside[character] + _STOP_PRIOR * _STOP_RATE) / (self._single[character] + _STOP_PRIOR)
        return rate / _STOP_RATE

    def _follows(self, history: str) -> dict[str, float]:
        """Return the first characters of the followers of the function word that the history ends in."""
        key = history[-2:]
        found = self._begins.get(key)
        if found is None:
            found = {}
            for word in following(key) or following(key[-1:]):
                share = self._words.frequency.get(word, 0.0) + 1
                found[word[0]] = found.get(word[0], 0.0) + share
            total = sum(found.values())
            found = self._begins[key] = {character: share / total for character, share in found.items()}
        return found

    def _state(self, history: str, parts: tuple[tuple[str, float], ...], quotation: str | None) -> State:
        frequency, beginning = self._words.frequency, self._words.beginning
        end = 0.0
        for part, weight in parts:
            end += weight * (frequency.get(part, 0.0) / beginning[part] + _UNKNOWN_END) if part else weight
        return State(history, parts, end, self._sequences.after(history), self._follows(history), quotation)


def _adapted(base: Words, seen: Counter[str]) -> Words:
    """Return the word list as the document has it: (prior + seen) / (prior words + its words).

    The prior of a word is what the list makes of _PRIOR words, but never above its burst.
    """
    number = sum(seen.values())
    scale = (_PRIOR + number) / _PRIOR
    limit = _BURST * base.total / _PRIOR
    frequency, beginning, total = dict(base.frequency), dict(base.beginning), base.total
    frequent = (word for word, count in base.frequency.items() if count > limit)
    for word in sorted({*seen, *_PRONOUNS, *frequent}):
        share = max(base.frequency.get(word, 0.0), 0.5) / base.total
        prior = min(_PRIOR * share, _PRONOUN_BURST if word in _PRONOUNS else _BURST)
        rate = (prior + seen[word]) / (prior / share + number)
        more = rate * scale * base.total - base.frequency.get(word, 0.0)
        total += more
        frequency[word] = frequency.get(word, 0.0) + more
        for end in range(1, len(word) + 1):
            beginning[word[:end]] = beginning.get(word[:end], 0.0) + more
    return Words(frequency, beginning, total, base.characters)


@cache
def _usual() -> dict[str, str]:
    """Return the usual Traditional form of each Simplified character."""
    return {key: values[0] for key, values in table("STCharacters").items() if len(key) == 1}
