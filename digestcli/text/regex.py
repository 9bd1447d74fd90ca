"""Regular expressions that are compiled when they are first used.

The readers have some hundred of them, and compiling all takes 110 of 190 ms of their import, while a file
needs those of one reader and what the others look at to pass it by.
"""

from __future__ import annotations

import re
from typing import cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "flags", "groups")


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what behaves like re.compile(source, flags), and is compiled at its first use.

    >>> words = regex("[a-z]+", re.IGNORECASE)
    >>> words.findall("One two"), words.pattern
    (['One', 'two'], '[a-z]+')
    """
    return cast("re.Pattern[str]", _Late(source, flags))


class _Late:
    """Becomes the pattern: its methods are those of the compiled one, found without a detour."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)
