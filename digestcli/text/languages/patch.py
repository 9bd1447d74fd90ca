"""The other script of a Chinese text, as little as must be carried beside it to have both.

Character by character the dictionaries are nearly right: what a phrase or a name needs otherwise is
one character in two hundred. So a page that shows both scripts holds one text, one table of
characters for all texts, and for each text a patch: 1 % of a second copy (docs/decisions.md).
"""

from __future__ import annotations

from functools import cache

from digestcli.text.dictionaries import table
from digestcli.text.languages.script import convert

_VARIANTS = {"tw": "TWVariants", "hk": "HKVariants"}
WHOLE = "="
"""How a patch begins that is the whole converted text."""


def patch(text: str, target: str) -> str | None:
    """Return what makes `convert(text, target)` of `text`; None where the two are equal.

    First every character is mapped (`characters`); then each number in the patch is a place, counted
    in characters from 0, at which the characters that follow the number stand instead.

    >>> patch("昇腾与显著", "hans"), patch("显著的头发", "hant"), patch("显著的头", "hant")
    (None, '4髮', '')
    """
    converted = convert(text, target)
    if converted == text:
        return None
    mapped = text.translate(characters(target))
    if mapped == converted:
        return ""
    if len(mapped) != len(converted):
        return WHOLE + converted
    pieces: list[str] = []
    follows = -1
    for place, (have, want) in enumerate(zip(mapped, converted, strict=True)):
        if have != want:
            if want.isdigit():
                return WHOLE + converted
            pieces.append(want if place == follows else f"{place}{want}")
            follows = place + 1
    return "".join(pieces)


def patched(text: str, change: str | None, target: str) -> str:
    """Return `text` in the script `target` by its patch: what the page's script does.

    >>> patched("显著的头发", "4髮", "hant")
    '顯著的頭髮'
    """
    if change is None:
        return text
    if change.startswith(WHOLE):
        return change[len(WHOLE) :]
    result = list(text.translate(characters(target)))
    place = number = 0
    for char in change:
        if "0" <= char <= "9":
            number = number * 10 + int(char)
            place = number
        else:
            result[place] = char
            place, number = place + 1, 0
    return "".join(result)


@cache
def characters(target: str) -> dict[int, str]:
    """Return code point -> the character that `target` usually has for it: one for one."""
    usual = _pairs("TSCharacters" if target == "hans" else "STCharacters")
    variants = _pairs(_VARIANTS[target]) if target in _VARIANTS else {}
    joined = variants | {char: variants.get(other, other) for char, other in usual.items()}
    return {ord(char): other for char, other in joined.items() if char != other}


def _pairs(name: str) -> dict[str, str]:
    return {key: values[0] for key, values in table(name).items() if len(key) == len(values[0]) == 1}
