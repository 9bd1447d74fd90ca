"""The fold: how texts are compared when case, width, accents and script shall not matter."""

from __future__ import annotations

_KANA_MARKS = "\u3099\u309a"


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

    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if char in _KANA_MARKS or not unicodedata.combining(char))
    return to_simplified(unicodedata.normalize("NFC", bare)).casefold()
