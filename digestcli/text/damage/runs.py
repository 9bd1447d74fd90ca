"""Text that a gloss put out of step by one byte, read again where only one reading is likely.

After `X?pinyin)` every character on the page is the second byte of one true character and the first
of the next, until an ASCII byte, or a gloss, ends a character. lattice.py searches what the run may
have been, wordmodel.py weighs it. A run is only changed when its best reading is SURE; nothing is
changed on a page without aligned glosses, which tell this damage from others, or without the word
list. Figures and choices: docs/decisions.md.
"""

from __future__ import annotations

import unicodedata

from digestcli.text.damage.glossed import GlossedPage
from digestcli.text.damage.glosses import BREAK, MINIMUM, SHIFTED, Edit, aligned, is_toned
from digestcli.text.damage.lattice import best_reading
from digestcli.text.damage.wordlist import words

SURE = 0.88
"""How probable the best reading must be beside all others that the search found."""


def realigned(text: str, original: str) -> list[Edit]:
    """Find the shifted runs of `text` that can be read with certainty, with their probability.

    `original` is the text before its aligned glosses were removed. A run that is not sure is
    passed over up to the next mark of punctuation, for what follows it may be out of step.

    >>> realigned("因?yàn)檫€有一些現象", "因?yàn)檫€有一些現象")
    []
    """
    gloss = SHIFTED.search(text)
    base = words() if gloss and len(aligned(original)) >= MINIMUM else None
    if not gloss or not base:
        return []
    page = GlossedPage(original, text, base)
    edits = []
    while gloss:
        toned = is_toned(unicodedata.normalize("NFC", gloss[1]))
        edit = best_reading(page, text, gloss.start()) if toned and gloss.start() else None
        if edit and edit.score >= SURE:
            edits.append(edit)
            gloss = SHIFTED.search(text, edit.end + 1)
        else:
            pause = BREAK.search(text, gloss.end())
            gloss = SHIFTED.search(text, pause.end()) if pause else None
    return edits
