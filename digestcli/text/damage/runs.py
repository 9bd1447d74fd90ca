"""Text that is out of step by one byte, read again where only one reading is likely.

After `X?pinyin)` every character on the page is the second byte of one true character and the first
of the next, until an ASCII byte, or a gloss, ends a character. The same after half a character:
sites that take their text apart at ！ and ？ find the bytes of these marks in 。“ and 。科 too, and
`。“這` becomes `?！斑@`. lattice.py searches what the run may have been, wordmodel.py weighs it. A
run is only changed when its best reading is sure; nothing is changed on a page that does not look
like such a site's (glosses.py), or without the word list. Figures and choices: docs/decisions.md.
"""

from __future__ import annotations

import unicodedata

from digestcli.text.damage.glossed import GlossedPage
from digestcli.text.damage.glosses import BREAK, ORPHAN, SHIFTED, Edit, is_toned, may_be_out_of_step
from digestcli.text.damage.lattice import Lattice
from digestcli.text.damage.wordlist import words
from digestcli.text.regex import regex

_START = regex(rf"{SHIFTED.pattern}|{ORPHAN.pattern}")
_MOST = 120
"""How many runs of a page are read: each takes a quarter of a second."""
SURE = 0.88
"""How probable the best reading must be beside all others that the search found."""

SURE_OF_HALF = 0.75
"""The same behind half a character, where there are fewer readings."""


def realigned(text: str, original: str) -> list[Edit]:
    """Find the shifted runs of `text` that can be read, with the probability of their readings.

    `original` is the text before its aligned glosses were removed. A run that is not sure is
    passed over up to the next mark of punctuation, for what follows it may be out of step; it is
    an edit to tell, not to make.

    >>> realigned("因?yàn)檫€有一些現象", "因?yàn)檫€有一些現象")
    []
    """
    start = _START.search(text)
    base = words() if start and may_be_out_of_step(text, original) else None
    if not start or not base:
        return []
    lattice = Lattice(GlossedPage(original, text, base))
    edits: list[Edit] = []
    searched = 0
    while start and searched < _MOST:
        searched += 1
        toned = not start[1] or is_toned(unicodedata.normalize("NFC", start[1]))
        edit = lattice.best_reading(text, start.start()) if toned and start.start() else None
        if edit and edit.sure and edit.score >= (SURE if start[1] else SURE_OF_HALF):
            edits.append(edit)
            start = _START.search(text, edit.end + 1)
        else:
            if edit:
                edits.append(edit._replace(sure=False))
            pause = BREAK.search(text, start.end() + (not start[1]))
            start = _START.search(text, pause.end()) if pause else None
    return edits
