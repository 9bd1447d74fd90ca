"""The damage of a site that puts pinyin glosses into GBK bytes, done to whole text for tests.

The site looks for the two bytes of certain characters, wherever they stand, and puts `(reading)` after
them; a decoder then reads the bytes again, drops pairs that are no character, and folds full-width
ASCII. Where the two bytes belong to two characters, what follows is out of step.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from digestcli.text.damage.glosses import aligned


class Damaged(NamedTuple):
    """Damaged text, without its aligned glosses too, and where in the whole text each character is from."""

    text: str
    original: str
    origins: tuple[int, ...]
    whole: str

    def lost(self, start: int, end: int) -> str:
        """Return what stood in the whole text where text[start:end] stands now."""
        return self.whole[self.origins[start] : self.origins[end]]


def damaged(whole: str, readings: dict[str, str]) -> Damaged:
    """Damage Traditional text; `readings` are the characters that the site glosses."""
    data, owners = _glossed(whole, {one.encode("gbk"): reading for one, reading in readings.items()})
    text, origins, at = [], [], 0
    while at < len(data):
        shown, length = _decoded(data, at)
        text += [shown] * bool(shown)
        origins += [owners[at]] * bool(shown)
        at += length
    original = stripped = "".join(text)
    for edit in reversed(aligned(original)):
        stripped = stripped[: edit.start] + edit.after + stripped[edit.end :]
        origins[edit.start : edit.end] = [origins[edit.start]]
    return Damaged(stripped, original, (*origins, len(whole)), whole)


def _glossed(whole: str, readings: dict[bytes, str]) -> tuple[bytes, list[int]]:
    """Return the bytes with their glosses, and for each byte the character it is from."""
    pieces = [one.encode("gbk", "replace") for one in whole]
    owners = [number for number, piece in enumerate(pieces) for _ in piece]
    plain, data, at = b"".join(pieces), b"", 0
    found: list[int] = []
    for match in re.finditer(b"|".join(map(re.escape, readings)), plain):
        gloss = f"({readings[match[0]]})".encode("gbk")
        data += plain[at : match.end()] + gloss
        found += owners[at : match.end()] + [(*owners, len(whole))[match.end()]] * len(gloss)
        at = match.end()
    return data + plain[at:], found + owners[at:]


def _decoded(data: bytes, at: int) -> tuple[str, int]:
    """Return what a decoder shows for the bytes at `at`, and how many it takes."""
    lead, trail = data[at], data[at + 1] if at + 1 < len(data) else 0x0A
    if lead <= 0x80:
        return ("€" if lead == 0x80 else chr(lead)), 1
    if trail < 0x40 or trail == 0x7F:
        return "?", 1 if trail == 0x0A else 2
    shown = data[at : at + 2].decode("gbk", "ignore")
    if shown and "\uff01" <= shown[0] <= "\uff5e":
        shown = chr(ord(shown[0]) - 0xFEE0)
    return shown[:1].replace("\u3000", " "), 2
