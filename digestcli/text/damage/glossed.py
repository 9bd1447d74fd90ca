"""What a page with pinyin glosses knows of itself: which characters the site glosses, and how."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cached_property

from digestcli.text.damage.gbk import characters
from digestcli.text.damage.glosses import GLOSSED, ORPHAN, SHIFTED, aligned
from digestcli.text.damage.readings import reading_of, without_tone
from digestcli.text.damage.wordlist import Words
from digestcli.text.damage.wordmodel import Model
from digestcli.text.regex import regex

_SPOILT = regex(rf".?(?:{SHIFTED.pattern}|{ORPHAN.pattern}).{{0,20}}")


class GlossedPage:
    """One document: the readings of its glossed characters, and its language."""

    def __init__(self, original: str, text: str, base: Words) -> None:
        """Take the text as it came, the text without its aligned glosses, and the list of words."""
        self.readings = {
            original[edit.start]: unicodedata.normalize("NFC", gloss[1])
            for edit in aligned(original)
            if (gloss := GLOSSED.match(original, edit.start + 1))
        }
        self._clean = _SPOILT.sub("\n", text)
        self._base = base
        self._read: dict[str, dict[int, list[tuple[int, str]]]] = {}

    @cached_property
    def model(self) -> Model:
        """The language of the page, learnt from what stands outside its shifted runs."""
        return Model(self._clean, self._base)

    @cached_property
    def _plain(self) -> frozenset[str]:
        return frozenset(self._clean)

    def read_as(self, reading: str) -> dict[int, list[tuple[int, str]]]:
        """Return the characters that the site may gloss so: first byte -> (second byte, character)."""
        found = self._read.get(reading)
        if found is None:
            found = self._read[reading] = defaultdict(list)
            for (lead, trail), character in characters().items():
                if self._may_have(character, reading):
                    found[lead].append((trail, character))
        return found

    def _may_have(self, character: str, reading: str) -> bool:
        """Tell whether the site glosses the character so; not if it stands on the page without."""
        own = self.readings.get(character)
        if own:
            return own == reading
        if character in self._plain or not "\u3400" <= character <= "\u9fff":
            return False
        return reading_of(character) == without_tone(reading)
