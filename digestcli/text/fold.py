"""The fold: how texts are compared when case, width, accents and script shall not matter."""

from __future__ import annotations

from typing import Literal

_KANA_MARKS = "\u3099\u309a"


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
    """Return `text` for comparison: compatible forms, no accents, lower case, Simplified.

    >>> fold("ＳＵ（３）"), fold("Schrödinger"), fold("物理學") == fold("物理学")
    ('su(3)', 'schrodinger', True)
    >>> fold("ガ") == fold("カ")  # the marks of kana are no accents
    False
    """
    if text.isascii():
        return text.lower()
    import unicodedata

    from digestcli.text.script import to_simplified

    decomposed = normal("NFKD", text)
    bare = "".join(char for char in decomposed if char in _KANA_MARKS or not unicodedata.combining(char))
    return to_simplified(normal("NFC", bare)).casefold()
