"""Pinyin glosses that sites insert into Traditional text, byte by byte in GBK: where they stand.

Such a site looks for certain byte pairs and puts ` (pinyin)` after each. Where the pair is a
character the text still reads, and the gloss can go (*aligned*: 導(dǎo)). Where the pair lies across
two characters, everything up to the next ASCII byte is read one byte out of step (*shifted*:
因?yàn)…, a '?' in place of the bracket). Rules and counts: docs/decisions.md; the guards keep
annotations that a person wrote, such as 重(chóng)庆 or 母(é)音.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import NamedTuple

from digestcli.text.languages.script import script_of
from digestcli.text.regex import regex

MINIMUM = 5
"""With fewer glosses than this in a document, they may be an author's own."""

_HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
SPELLED = "[a-zü\u0300-\u030cāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,9}"
_ALIGNED = regex(rf"\((?<={_HAN}\(){SPELLED}\)(?:\({SPELLED}\))*")
GLOSSED = regex(rf"\(({SPELLED})\)")
SHIFTED = regex(rf"\?({SPELLED})\)")
ORPHAN = regex("(?<![?!？！])\\?(?=[！？!?](?:[\u3400-\u9fff]|\\?(?![?!？！])))")
"""A '?' that may be half a character (see runs.py): what is out of step behind it is never ASCII."""
_BEHIND_ASCII = regex(rf"\((?<=[@-~]\()({SPELLED})\)")
BREAK = regex(r"[\n,.;:!?，。；：！？、]")
_TONES = "\u0304\u0301\u030c\u0300"
_FINALS = {
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan un ü üe",
    "l": "a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un ü üe",
    "g k h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j q x": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "zh ch": "a e ai ei ao ou an en ang eng ong i u ua uo uai ui uan un uang",
    "sh": "a e ai ei ao ou an en ang eng i u ua uo uai ui uan un uang",
    "r": "e ao ou an en ang eng ong i u ua uo ui uan un",
    "z c s": "a e ai ei ao ou an en ang eng ong i u uo ui uan un",
    "y": "a o e ao ou an in ang ing ong i u ue uan un",
    "w": "a o ai ei an en ang eng u",
    "": "a o e ai ei ao ou an en ang eng er",
}
_SYLLABLES = frozenset(
    initial + final
    for initials, finals in _FINALS.items()
    for initial in initials.split(" ")
    for final in finals.split(" ")
)


class Edit(NamedTuple):
    """Replace text[start:end] with `after`; `score` is how sure that is."""

    start: int
    end: int
    after: str
    score: float = 1.0
    sure: bool = True
    """False for an edit that is only told, not made."""
    others: tuple[tuple[str, float], ...] = ()
    """What else the text may have been, with its score, the likeliest first."""


def aligned(text: str) -> list[Edit]:
    """Find the glosses to remove, in order; nothing where the guards leave a doubt.

    A gloss goes when the character before it is Traditional only, it is a toned Mandarin syllable,
    the character has the same one everywhere, at least MINIMUM others do too, and they outnumber
    the glosses on other characters (a text for learners has readings on every character).

    >>> [edit.after for edit in aligned("導(dǎo)讀 學(xué)者 實(shí)驗(yàn) 數(shù)據(jù) (T) (John Clarke)")]
    ['導', '學', '實', '驗', '數', '據']
    >>> aligned("银行(háng)业、重(chóng)庆、母(é)音"), aligned("導(dǎo)師")
    ([], [])
    """
    found: dict[str, list[Edit]] = defaultdict(list)
    readings: dict[str, set[str]] = defaultdict(set)
    for match in _ALIGNED.finditer(text):
        character = text[match.start() - 1]
        spelled = {unicodedata.normalize("NFC", gloss) for gloss in match[0][1:-1].split(")(")}
        if any(is_toned(gloss) for gloss in spelled):
            found[character].append(Edit(match.start() - 1, match.end(), character))
            readings[character] |= spelled
    if not found:
        return []
    traditional = {character for character in found if script_of(character) == "Hant"}
    others = sum(len(found[character]) for character in found.keys() - traditional)
    sure = [character for character in traditional if len(readings[character]) == 1]
    edits = sorted(
        edit for character in sure if is_syllable(*readings[character]) for edit in found[character]
    )
    return edits if len(edits) >= max(MINIMUM, others + 1) else []


def shifted(text: str) -> list[tuple[int, int]]:
    """Find the runs that a gloss put out of step: (start, end) up to the run's last gloss.

    >>> text = "因?yàn)樗鼈冸x，他問：是嗎?(yàn)"
    >>> [text[start:end] for start, end in shifted(text)]
    ['因?yàn)']
    """
    runs: list[tuple[int, int]] = []
    for match in SHIFTED.finditer(text):
        if not is_toned(unicodedata.normalize("NFC", match[1])):
            continue
        start = max(match.start() - 1, 0)
        if runs and not BREAK.search(text, runs[-1][1], match.start()):
            runs[-1] = (runs[-1][0], match.end())
        else:
            runs.append((start, match.end()))
    return runs


def may_be_out_of_step(text: str, original: str) -> bool:
    """Tell whether there is a shifted run, or half a character, on a page of a site that glosses.

    `original` is the text before its aligned glosses were removed.

    >>> page = "導(dǎo)讀 學(xué)者 實(shí)驗(yàn) 數(shù)據(jù)"
    >>> may_be_out_of_step("他說?！斑@是", page), may_be_out_of_step("Why?!", "Why?!")
    (True, False)
    """
    return bool(SHIFTED.search(text) or ORPHAN.search(text)) and len(aligned(original)) >= MINIMUM


def may_be_stray(text: str) -> bool:
    """Tell whether a gloss stands behind an ASCII character.

    >>> may_be_stray("有一次,F(xiàn)romm"), may_be_stray("f(x) = tan(x)")
    (True, False)
    """
    return any(is_toned(match[1]) for match in _BEHIND_ASCII.finditer(text))


def is_syllable(text: str) -> bool:
    """Tell whether `text` is one Mandarin syllable in pinyin with its tone mark in its place.

    >>> [is_syllable(text) for text in ("xué", "lǜ", "xeú", "xue", "ngbjxym", "café")]
    [True, True, False, False, False, False]
    """
    plain, mark = "", -1
    for letter in unicodedata.normalize("NFD", text):
        if letter in _TONES:
            if mark >= 0:
                return False
            mark = len(plain) - 1
        elif letter == "\u0308" and plain.endswith("u"):
            plain = plain[:-1] + "ü"
        else:
            plain += letter
    return mark >= 0 and plain in _SYLLABLES and mark == _marked(plain)


def _marked(syllable: str) -> int:
    """Return which letter bears the tone mark: a or e, the o of ou, else the last vowel."""
    for vowel in ("a", "e", "ou"):
        if vowel in syllable:
            return syllable.index(vowel)
    return max(syllable.rfind(vowel) for vowel in "iouü")


def is_toned(spelled: str) -> bool:
    """Tell whether a spelled gloss bears a tone mark."""
    return any(mark in unicodedata.normalize("NFD", spelled) for mark in _TONES)
