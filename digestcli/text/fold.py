"""The fold: how texts are compared when case, width, accents and script shall not matter.

It works character by character, so that a query and a text fold alike wherever a match begins, and
every folded character has its place in the original. Accents go, and so does what no one sees (soft
hyphens, variation selectors); compatible forms (full-width, ligatures, superscripts) become plain
ones; all variants of a Han character (學 and 学, 著 and 着, 裡 and 里) become one: the search may find
a homograph, but never misses a word for its script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Literal

from digestcli.text.regex import regex
from digestcli.text.visible import without_surrogates

KANA_MARKS = "\u3099\u309a"
_INVISIBLE = regex("[\u00ad\u034f\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_VARIANTS = ("TSCharacters", "TWVariants", "HKVariants")


class Folding(dict[int, str]):
    """Code point -> what it folds to, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        """Fold a character that was not met before."""
        import unicodedata

        bare = "".join(
            char
            for char in unicodedata.normalize("NFKD", chr(code))
            if char in KANA_MARKS or not (unicodedata.combining(char) or _INVISIBLE.match(char))
        )
        variants = _variants() if any(char >= "\u2e80" for char in bare) else {}
        value = "".join(variants.get(char, char) for char in bare).casefold()
        self[code] = value
        return value


_FOLDING = Folding()


_PIECE = 256


def normal(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return `text` in a normal form, in linear time.

    Unicode's algorithm takes the square of the length of a run of combining marks, so a long text is
    taken piece by piece; a piece begins with a character that composes with none before it, if one is near.
    """
    import unicodedata

    if len(text) <= _PIECE or text.isascii():
        return unicodedata.normalize(form, text)
    pieces: list[str] = []
    start = 0
    while start < len(text):
        end = start + _PIECE
        while end < min(len(text), start + 2 * _PIECE) and not _begins_anew(text[end]):
            end += 1
        pieces.append(unicodedata.normalize(form, text[start:end]))
        start = end
    return "".join(pieces)


def _begins_anew(char: str) -> bool:
    return char < "\x80" or "\u4e00" <= char <= "\u9fff"


def fold(text: str) -> str:
    """Return `text` for comparison: compatible forms, no accents, lower case, one script.

    >>> fold("ＳＵ（３）"), fold("Schrödinger"), fold("物理學") == fold("物理学")
    ('su(3)', 'schrodinger', True)
    >>> fold("ガ") == fold("カ")  # the marks of kana are no accents
    False
    """
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def fold_label(name: str) -> str:
    """Return a short name (a category, a label, a tag) for comparison, on one line."""
    return fold(" ".join(without_surrogates(name).split()))


def variant_groups(characters: Iterable[str]) -> list[str]:
    """Return the groups of Han variants that have one of `characters`; each begins with what it folds to.

    So much of the table a search needs that looks for any variant in texts of these characters.

    >>> variant_groups("學习x")
    ['习習', '学學']
    """
    from unicodedata import normalize

    variants = _variants()
    wanted = {variants[char] for char in normalize("NFKD", "".join(characters)) if char in variants}
    groups: defaultdict[str, str] = defaultdict(str)
    for char, first in variants.items():
        if first in wanted and char != first:
            groups[first] += char
    return [first + "".join(sorted(others)) for first, others in sorted(groups.items())]


@cache
def _variants() -> dict[str, str]:
    """Return Han character -> the one that stands for all its variants, by OpenCC's dictionaries."""
    from digestcli.text.dictionaries import table

    group: dict[str, str] = {}

    def first(char: str) -> str:
        while group.get(char, char) != char:
            char = group[char]
        return char

    for name in _VARIANTS:
        for key, values in table(name).items():
            for value in values:
                if len(key) == len(value) == 1:
                    one, other = first(key), first(value)
                    group[one] = group.setdefault(other, other)
    return {char: first(char) for char in group}
