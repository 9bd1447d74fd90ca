"""Glosses behind an ASCII character: the site found its two bytes in one character and half of another.

In `，Fromm` the second byte of the comma and the F are 現, so the page reads `，F(xiàn)romm`. Nothing
is out of step: the gloss only has to go. Behind a character out of step the same looks the same
(`茖W(xué)` is 科學 without its first byte), and the gloss is needed to read it: runs.py looks first.
"""

from __future__ import annotations

import unicodedata

from digestcli.text.damage.gbk import characters
from digestcli.text.damage.glosses import MINIMUM, SPELLED, Edit, aligned, is_toned
from digestcli.text.damage.readings import reading_of, without_tone
from digestcli.text.damage.shown import second_byte
from digestcli.text.regex import regex

_STRAY = regex(rf"[^\x00-\x1f]([@-~])\(({SPELLED})\)")
_CLAUSE = regex(r"[^\n,.;:!，。；：！、]*\Z")
_LONGEST_CLAUSE = 80


def stray(text: str, original: str) -> list[Edit]:
    """Find the glosses behind ASCII characters; nothing on a page without aligned glosses.

    `original` is the text before its aligned glosses were removed.

    >>> page = "導(dǎo)讀 學(xué)者 實(shí)驗(yàn) 數(shù)據(jù)"
    >>> [edit.after for edit in stray("有一次,F(xiàn)romm教授；記者_(dá)張", page)]
    ['F', '_']
    >>> stray("家?！翱茖W(xué)", page), stray("有一次,F(xiàn)romm教授", "無")
    ([], [])
    """
    found = [match for match in _STRAY.finditer(text) if is_toned(unicodedata.normalize("NFC", match[2]))]
    if not found or len(aligned(original)) < MINIMUM:
        return []
    return [
        Edit(match.start(1), match.end(), match[1])
        for match in found
        if _is_spelled(match[0][0], match[1], unicodedata.normalize("NFC", match[2]))
        if _is_in_step(text, match.start())
    ]


def _is_spelled(before: str, after: str, reading: str) -> bool:
    """Tell whether the two bytes around a character's end are a character with the reading."""
    character = characters().get((second_byte(before), ord(after)), "")
    return bool(character) and reading_of(character) == without_tone(reading)


def _is_in_step(text: str, at: int) -> bool:
    """Tell whether the character at `at` is a mark or a common one, no damage before it in its clause."""
    if text[at] not in ",.:;!?()" and unicodedata.category(text[at])[0] != "P" and not reading_of(text[at]):
        return False
    clause = _CLAUSE.search(text, max(at - _LONGEST_CLAUSE, 0), at + 1)
    return clause is None or "?" not in clause[0]
