"""How authors are compared: parsed, spelled one way, and folded, on a line each.

`Zhang, Wei`, `WEI ZHANG` and `Wei Zhang (张伟)` are found by each other's words, 張偉 by 张伟.
"""

from __future__ import annotations

import re

from digestcli.text.fold import fold
from digestcli.text.names import parse_name, spelled

_TURNED = re.compile(r"[,()]")
"""Without these a name in Latin letters is spelled in full as it is printed: no need to take it apart."""
_WORD = re.compile(r"[^\W_]+")


def name_key(printed: str) -> str:
    """Return a name for comparison: given name first, without accents, case, commas; Han in Simplified.

    >>> name_key("Schrödinger, Erwin"), name_key("張 偉"), name_key("Wei Zhang (張偉)")
    ('erwin schrodinger', '张伟', 'wei zhang 张伟')
    """
    if printed.isascii() and not _TURNED.search(printed):
        return " ".join(printed.lower().split())
    return _parsed_key(printed)


def _parsed_key(printed: str) -> str:
    return fold(spelled(parse_name(printed))).replace("\n", " ")


def words(key: str) -> tuple[str, ...]:
    """Return the words of a name.

    >>> words("j.-p. o'neil")
    ('j', 'p', 'o', 'neil')
    """
    return tuple(_WORD.findall(key))


def one_has(keys: str, wanted: str) -> bool:
    r"""Tell whether one of the names in `keys`, on a line each, has all words of `wanted`, each its own.

    >>> one_has("li chen\nwei zhang", "zhang w"), one_has("li zhang\nwei chen", "zhang wei")
    (True, False)
    """
    sought = sorted(words(wanted), key=len, reverse=True)
    return any(_has(list(words(key)), sought) for key in keys.split("\n"))


def _has(name: list[str], sought: list[str]) -> bool:
    for part in sought:
        found = next((word for word in name if word.startswith(part)), None)
        if found is None:
            return False
        name.remove(found)
    return True
