"""Texts gathered in sections while they come in any order, and read back section by section.

They wait in a temporary file: what is in memory is the place of each run of texts of one section,
16 bytes.
"""

from __future__ import annotations

from array import array
from codecs import getincrementaldecoder
from collections.abc import Hashable, Iterator
from tempfile import SpooledTemporaryFile

_IN_MEMORY = 8_000_000
_CHUNK = 65_536


class Spool:
    """A temporary file of sections; as a context manager it is closed and gone at the end."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._places: dict[Hashable, array[int]] = {}
        self._end = 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def follows(self, section: Hashable) -> bool:
        """Tell whether the text added last is of this section."""
        places = self._places.get(section)
        return places is not None and places[-1] == self._end

    def add(self, section: Hashable, text: str) -> int:
        """Add a text to a section; return how many bytes of UTF-8 it has.

        Raises UnicodeEncodeError for lone surrogates.
        """
        data = text.encode()
        if self.follows(section):
            self._places[section][-1] += len(data)
        else:
            self._places.setdefault(section, array("q")).extend((self._end, self._end + len(data)))
        self._end += len(data)
        self._file.write(data)
        return len(data)

    def read(self, section: Hashable) -> Iterator[str]:
        """Yield the texts of a section in their order, in pieces; call it when all are added."""
        places = self._places.get(section, array("q"))
        for start, stop in zip(places[::2], places[1::2], strict=True):
            decoder = getincrementaldecoder("utf-8")()
            self._file.seek(start)
            for at in range(start, stop, _CHUNK):
                yield decoder.decode(self._file.read(min(_CHUNK, stop - at)))
