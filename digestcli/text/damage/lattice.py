"""The search for what a shifted run was: all readings of its bytes, the likeliest kept.

Two things are lost in a run: the byte before the gloss (the character it makes with the second byte
of the one before has that reading), and every pair of bytes that is no character (gbk.py): such
pairs may have stood anywhere, several together. So a reading is a path over the characters that the
page shows, which at each of them may first insert characters whose bytes went with a dropped pair.
The beam keeps the _BEST readings of each number of insertions, in step and out of it, and goes on
some characters after the run, for the text must make sense where it falls back into step.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from digestcli.text.damage.gbk import LEADS, characters, dropped
from digestcli.text.damage.glossed import GlossedPage
from digestcli.text.damage.glosses import Edit
from digestcli.text.damage.punctuation import quotation_at
from digestcli.text.damage.shown import Token, bytes_of, second_byte, tokens
from digestcli.text.damage.wordlist import HAN
from digestcli.text.damage.wordmodel import LOST, State

_PUNCTUATION = frozenset("，。、；：！？“”‘’（）《》…—·％")
_BEST = 16
"""How many readings of equal length are kept at each character."""
_WIDEN = 6
"""How many of them are tried with a character more, ..."""
_TRIED = 40
"""... and with how many characters in all, before the next one on the page tells which fit."""
_INSERTED = 2.0
"""What an inserted character gains (in nats): the model finds text without its words too likely."""
_IN_A_ROW = 4
_MOST_INSERTED = 6
_WORSE = 18.0
"""How much worse than the best (in nats) a reading may be on the way, and how much more ..."""
_WORSE_EACH = 4.0
"""... for each character inserted: those cost first and pay later."""
_CONTEXT = 12
_TAIL = 6
"""How many characters in step must follow in all readings before they are compared."""


class _Reading(NamedTuple):
    """One way to read the tokens so far."""

    cost: float
    pending: int | None
    """The first byte of the character to come; None in step; -a: any that may follow a dropped a; 0: any."""
    text: str
    state: State
    run: int
    """How many tokens belong to the run."""
    shown: str
    """The character on the page before; '' after the gloss that began the run."""
    row: int = 0
    """How many characters were inserted since."""


class _Step(NamedTuple):
    """A reading with a token more, before its state is worked out."""

    cost: float
    pending: int | None
    text: str
    reading: _Reading


_Groups = dict[int, list[_Reading]]
"""Readings by the number of characters inserted."""


class Lattice:
    """The search for the runs of one page."""

    def __init__(self, page: GlossedPage) -> None:
        self._page = page
        self._model = page.model
        self._before_lost: dict[int, list[str]] = {}
        self._followers: dict[tuple[int, bool], list[tuple[int, str]]] = {}
        self._after_drop: dict[tuple[int, str, str], list[tuple[str, int | None]]] = {}

    def best_reading(self, text: str, start: int) -> Edit | None:
        """Return the edit for the run whose first '?' is at `start` (over 0), scored; None for no reading.

        An edit with a character that is rare, and not on the page, is never sure.
        """
        shown = tokens(text, start)
        readings = self.readings(text, start, shown)
        if not readings or not readings[0].run:
            return None
        first = readings[0]
        if LOST in first.text:
            return None  # what stood there nobody knows
        whole = sum(math.exp(first.cost - reading.cost) for reading in readings)
        shares: dict[str, float] = {}
        tail = len(shown) - first.run
        for reading in readings:
            if reading.run == first.run and LOST not in reading.text:
                run = reading.text[: len(reading.text) - tail]
                after = text[start - 1] + "".join(_as_shown(character) for character in run)
                shares[after] = shares.get(after, 0.0) + math.exp(first.cost - reading.cost) / whole
        (after, _), *others = ((after, round(share, 4)) for after, share in shares.items())
        others.sort(key=lambda other: -other[1])
        end = shown[first.run - 1].end
        known = all(self._model.knows(character) for character in after if HAN.match(character))
        return Edit(start - 1, end, after, round(1 / whole, 4), known, tuple(others))

    def readings(self, text: str, start: int, shown: list[Token]) -> list[_Reading]:
        """Return the readings that end in step, the best first; the tokens after them are cut off."""
        state = self._model.start(text[max(0, start - _CONTEXT) : start], quotation=quotation_at(text, start))
        kept: _Groups = {0: [_Reading(0.0, None, "", state, 0, text[start - 1])]}
        calm = 0
        for number, token in enumerate(shown, start=1):
            kept = self._advance(kept, token, number)
            if not kept:
                return []
            out = any(reading.pending is not None for group in kept.values() for reading in group)
            calm = 0 if out else calm + 1
            if calm >= _TAIL and (number == len(shown) or not shown[number].reading):
                del shown[number:]
                break
        found = [reading for group in kept.values() for reading in group if reading.pending is None]
        return sorted(found, key=lambda reading: reading.cost)

    def _advance(self, kept: _Groups, token: Token, number: int) -> _Groups:
        """Read one token in every way."""
        low = min(reading.cost for group in kept.values() for reading in group)
        found: dict[int, list[_Step]] = {}
        inserted: list[_Reading] = []
        for count in range(_MOST_INSERTED + 1):
            group = [*kept.get(count, ()), *inserted]
            group.sort(key=lambda reading: reading.cost)
            inserted = self._insert(group, low) if count < _MOST_INSERTED else []
            found[count] = [step for reading in group for step in self._read(reading, token)]
        best = min((step.cost for steps in found.values() for step in steps), default=0.0)
        groups = {
            count: self._keep(steps, best + _WORSE + _WORSE_EACH * count, token, number)
            for count, steps in found.items()
        }
        return {count: group for count, group in groups.items() if group}

    def _insert(self, group: list[_Reading], low: float) -> list[_Reading]:
        """Continue readings by a character whose second byte went with a dropped pair."""
        found: list[_Step] = []
        for reading in [reading for reading in group if reading.pending is not None][:_WIDEN]:
            if (
                not reading.pending
                or reading.row == _IN_A_ROW
                or reading.cost >= low + _WORSE + _WORSE_EACH * reading.row
            ):
                continue
            for trail, character in self._inserted(reading.pending, split=not reading.shown):
                gain = 0.0 if character in _PUNCTUATION else _INSERTED
                cost = reading.cost + self._model.cost(reading.state, character) - gain
                found.append(_Step(cost, -trail, character, reading))
        found.sort(key=lambda step: step.cost)
        return [
            reading._replace(
                cost=cost,
                pending=pending,
                text=reading.text + character,
                state=self._model.after(reading.state, character),
                shown=character,
                row=reading.row + 1,
            )
            for cost, pending, character, reading in found[:_TRIED]
        ]

    def _inserted(self, pending: int, *, split: bool) -> list[tuple[int, str]]:
        """Return the (second byte, character) that may stand before a dropped pair."""
        found = self._followers.get((pending, split))
        if found is None:
            known, drops = characters(), dropped()
            leads = (pending,) if pending > 0 else drops[-pending]
            options = {(trail, known.get((lead, trail), "")) for lead in leads for trail in drops}
            found = self._followers[pending, split] = [
                (trail, character)
                for trail, character in sorted(options)
                if self._may_stand(character, split=split)
                if pending > 0 or self._is_usual(character)
            ]
        return found

    def _is_usual(self, character: str) -> bool:
        model = self._model
        return character in _PUNCTUATION or (
            "\u3400" <= character <= "\u9fff"
            and model.knows(character)
            and model.variant(character) < _WORSE_EACH
        )

    def _may_stand(self, character: str, *, split: bool) -> bool:
        """Tell whether a character stands without a gloss: one that the run's own gloss split may."""
        if split or character not in self._page.readings:
            return character in _PUNCTUATION or "\u3400" <= character <= "\u9fff"
        return False

    def _read(self, reading: _Reading, token: Token) -> Iterator[_Step]:
        """Yield each way to read a token after a reading."""
        for text, pending in self._ways(reading, token):
            cost, state = reading.cost, reading.state
            for character in text[:-1]:
                cost += self._model.cost(state, character)
                state = self._model.after(state, character)
            if text:
                cost += self._model.cost(state, text[-1])
            yield _Step(cost, pending, text, reading)

    def _ways(self, reading: _Reading, token: Token) -> Iterator[tuple[str, int | None]]:
        """Yield (characters, pending) for each way to read a token."""
        if reading.pending is None:
            yield from self._in_step(reading, token)
        elif reading.pending > 0:
            yield from self._out_of_step(reading.pending, token, split=not reading.shown)
        else:
            yield from self._after_dropped(-reading.pending, token)

    def _after_dropped(self, lead: int, token: Token) -> list[tuple[str, int | None]]:
        """Return the ways to read a token after a dropped pair that began with `lead`, or an orphan (0)."""
        if token.last:
            return []  # all would fit
        key = lead, token.text, token.reading
        found = self._after_drop.get(key)
        if found is None:
            leads = dropped()[lead] if lead else LEADS
            ways = [way for follower in leads for way in self._out_of_step(follower, token, split=False)]
            found = self._after_drop[key] = [way for way in ways if self._is_usual(way[0][0])]
        return found

    def _in_step(self, reading: _Reading, token: Token) -> Iterator[tuple[str, int | None]]:
        if not token.reading:
            yield token.text, None
            if token.orphan:
                yield "", 0
        elif token.text == "?":
            for lead, _ in self._page.read_as(token.reading).get(second_byte(reading.shown), ()):
                if lead in LEADS:
                    yield "", lead

    def _out_of_step(self, lead: int, token: Token, *, split: bool) -> Iterator[tuple[str, int | None]]:
        if token.reading:
            for trail, character in self._page.read_as(token.reading).get(lead, ()):
                if token.text == "?" or token.text.encode("cp1252")[0] == trail:
                    yield character, None
            return
        known = characters()
        if token.text == "?":
            yield from ((made if token.last else made + LOST, None) for made in self._cut_short(lead))
        for trail, pending, rest in bytes_of(token.text):
            made = known.get((lead, trail))
            if made and (split or made not in self._page.readings):
                yield made + rest, pending

    def _cut_short(self, lead: int) -> list[str]:
        """Return the characters whose second byte the page shows as '?', with the ASCII one after it."""
        found = self._before_lost.get(lead)
        if found is None:
            made = (character for (first, _), character in characters().items() if first == lead)
            found = self._before_lost[lead] = [character for character in made if self._is_usual(character)]
        return found

    def _keep(self, steps: list[_Step], limit: float, token: Token, number: int) -> list[_Reading]:
        """Keep the best of each, in step and out of it, and only then work out their states."""
        kept: list[_Reading] = []
        seen: set[tuple[int | None, str]] = set()
        room = {True: _BEST, False: _BEST}
        for cost, pending, text, reading in sorted(steps, key=lambda step: step.cost):
            if cost > limit:
                break
            whole = reading.text + text
            if (pending, whole) in seen or not room[pending is None]:
                continue
            seen.add((pending, whole))
            room[pending is None] -= 1
            state = reading.state
            for character in text:
                state = self._model.after(state, character)
            run = number if reading.pending is not None or token.reading else reading.run
            shown = text[-1:] if token.reading else token.text
            kept.append(_Reading(cost, pending, whole, state, run, shown))
        return kept


def _as_shown(character: str) -> str:
    """Return a character as the page shows it: letters, digits and blanks are half-width."""
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if narrow.isalnum() or narrow == " " else character
