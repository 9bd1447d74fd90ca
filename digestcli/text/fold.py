"""The fold: how texts are compared when case, width, accents and script shall not matter.

It works character by character, so that a query and a text fold alike wherever a match begins, and
every folded character has its place in the original. Accents go, compatible forms (full-width,
ligatures, superscripts) become plain ones, and all variants of a Han character (學 and 学, 著 and
着, 裡 and 里) become one: the search may find a homograph, but never misses a word for its script.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from digestcli.text.visible import without_surrogates

_KANA_MARKS = "\u3099\u309a"
_VARIANTS = ("TSCharacters", "TWVariants", "HKVariants")


class Folding(dict[int, str]):
    """Code point -> what it folds to, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        """Fold a character that was not met before."""
        import unicodedata

        bare = "".join(
            char
            for char in unicodedata.normalize("NFKD", chr(code))
            if char in _KANA_MARKS or not unicodedata.combining(char)
        )
        variants = _variants() if any(char >= "\u2e80" for char in bare) else {}
        value = "".join(variants.get(char, char) for char in bare).casefold()
        self[code] = value
        return value


_FOLDING = Folding()


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
