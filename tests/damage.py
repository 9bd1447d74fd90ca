"""The damage of a site that puts pinyin glosses into GBK bytes, done to whole text for tests.

The site looks for the two bytes of certain characters, wherever they stand, and puts `(reading)` after
them; a decoder then reads the bytes again, drops pairs that are no character, and folds full-width
ASCII. Where the two bytes belong to two characters, what follows is out of step. Some sites decode the
pieces between the bytes of ！ and ？ one by one: where the two bytes belong to two characters, half of
the first is lost, and what follows is out of step too.
"""

from __future__ import annotations

import pathlib
import re
from typing import NamedTuple

from digestcli.text.damage.glosses import aligned
from digestcli.text.languages.script import convert, script_of

GLOSSED = {
    "導": "dǎo", "學": "xué", "實": "shí", "驗": "yàn", "數": "shù", "據": "jù", "點": "diǎn", "說": "shuō",
    "對": "duì", "過": "guò", "個": "gè", "應": "yīng", "開": "kāi", "關": "guān", "員": "yuán", "業": "yè",
    "種": "zhǒng", "還": "hái", "這": "zhè", "進": "jìn", "時": "shí", "會": "huì", "動": "dòng",
}  # fmt: skip
"""Characters that such a site glosses, with its readings."""


class Damaged(NamedTuple):
    """Damaged text, without its aligned glosses too, and where in the whole text each character is from."""

    text: str
    original: str
    origins: tuple[int, ...]
    whole: str

    def lost(self, start: int, end: int) -> str:
        """Return what stood in the whole text where text[start:end] stands now."""
        return self.whole[self.origins[start] : self.origins[end]]


def damaged(whole: str, readings: dict[str, str], *, parted: bool = False) -> Damaged:
    """Damage Traditional text; `readings` are the characters that the site glosses.

    `parted` is whether it decodes the pieces between ！ and ？ one by one.
    """
    data, owners = _glossed(whole, {one.encode("gbk"): reading for one, reading in readings.items()})
    text, origins, at = [], [], 0
    marks = [match.start() for match in re.finditer(b"\xa3[\xa1\xbf]", data)] if parted else []
    for end in (*marks, len(data)):
        while at < end:
            shown, length = _decoded(data, at, end)
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


def _decoded(data: bytes, at: int, end: int) -> tuple[str, int]:
    """Return what a decoder shows for the bytes at `at` of those up to `end`, and how many it takes."""
    lead, trail = data[at], data[at + 1] if at + 1 < end else 0x0A
    if lead <= 0x80:
        return ("€" if lead == 0x80 else chr(lead)), 1
    if trail < 0x40 or trail == 0x7F:
        return "?", 1 if trail == 0x0A else 2
    shown = data[at : at + 2].decode("gbk", "ignore")
    if shown and "\uff01" <= shown[0] <= "\uff5e":
        shown = chr(ord(shown[0]) - 0xFEE0)
    return shown[:1].replace("\u3000", " "), 2


def pages(corpus: pathlib.Path) -> dict[str, str]:
    """Return clean pages of the corpus in Traditional, with more reasons (因為) than they had."""
    found = {}
    for folder in ("article", "sciencenet", "arxiv-daily"):
        for path in sorted((corpus / "corpus" / folder).iterdir()):
            text = " ".join(re.findall(r"[一-鿿][^\"\n\\]{30,}", path.read_text(encoding="utf-8")))[:5000]
            if len(re.findall("[一-鿿]", text)) < 800 or re.search(r"[ぁ-ん]|\([a-zāáǎàēéěè]+\)", text):
                continue
            whole = text if script_of(text) == "Hant" else convert(text, "hant")
            whole = re.sub(r"[\U00010000-\U0010ffff]", "", whole.replace("爲", "為"))
            commas = [match.end() for match in re.finditer("，(?=[一-鿿])", whole)]
            for place in reversed(commas[:: max(1, len(commas) // 6)]):
                whole = whole[:place] + "因為" + whole[place:]
            found[path.name] = whole
    return found
