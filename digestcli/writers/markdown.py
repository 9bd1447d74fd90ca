"""Markdown: the daily layout, which digest reads back equal, or notes for Obsidian.

The contents of a daily digest, with the number of entries of each category, stand before its
entries. So these wait in a file of their own, which is copied when all have come: memory does not
grow with them.
"""

from __future__ import annotations

from array import array
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, TextIO

from digestcli.model import Entry
from digestcli.writers.base import Options, Writer

_HEAD = "<div id=toc></div>\n\n# Table of Contents\n\n"
_NONE = "Uncategorized"
_BETWEEN = "\n\n"
_IN_MEMORY = 8_000_000
_CHUNK = 65_536


def _write(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:
    if options.style == "obsidian":
        return _write_notes(iter(entries), stream, options.name)
    return _write_daily(entries, stream)


def _write_notes(entries: Iterator[Entry], stream: TextIO, name: str) -> int:
    """Write the note of a single entry, or one note with several under headings of their own."""
    from digestcli.note import body_of, head_of, note_of

    first, second = next(entries, None), next(entries, None)
    if first and not second:
        stream.write(note_of(first))
        return 1
    stream.write(head_of(name))
    count = 0
    for entry in chain((one for one in (first, second) if one), entries):
        count += 1
        stream.write("\n" + body_of(entry, level=2))
    return count


def _write_daily(entries: Iterable[Entry], stream: TextIO) -> int:
    from tempfile import SpooledTemporaryFile

    with SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        sections = _Sections(spool)
        for entry in entries:
            sections.add(entry)
        stream.write(_HEAD)
        stream.writelines(
            f"- [{name}](#{_anchor(name)}) [Total: {count}]\n" for name, count in sections.counts.items()
        )
        for name in sections.counts:
            stream.write(f"\n\n<div id='{_anchor(name)}'></div>\n\n# {name} [[Back]](#toc)\n\n")
            stream.writelines(sections.text(name))
    return sections.total


class _Sections:
    """The entries of each category, in a file; the places in it are all that is in memory."""

    def __init__(self, spool: IO[bytes]) -> None:
        self.counts: dict[str, int] = {}
        self.total = 0
        self._places: dict[str, array[int]] = {}
        self._spool = spool
        self._end = 0

    def add(self, entry: Entry) -> None:
        from digestcli.daily import block_of, section_of

        name = section_of(entry.category) or _NONE
        before = _BETWEEN if name in self.counts else ""
        self.total += 1
        places = self._places.setdefault(name, array("q"))
        resumed = not places or places[-1] != self._end
        data = (before + block_of(entry, self.total, placed=resumed and self.total > 1)).encode()
        if resumed:
            places.extend((self._end, self._end))
        self._end += len(data)
        places[-1] = self._end
        self.counts[name] = self.counts.get(name, 0) + 1
        self._spool.write(data)

    def text(self, name: str) -> Iterator[str]:
        places = self._places[name]
        for start, stop in zip(places[::2], places[1::2], strict=True):
            decoder = getincrementaldecoder("utf-8")()
            self._spool.seek(start)
            for at in range(start, stop, _CHUNK):
                yield decoder.decode(self._spool.read(min(_CHUNK, stop - at)))


def _anchor(name: str) -> str:
    """Return the name of a section as an id of HTML and the target of a link."""
    from digestcli.text.markup import unescape

    return "".join(sign if sign.isalnum() or sign in ".-_" else "-" for sign in unescape(name))


WRITER = Writer(
    "markdown", "Daily digest in Markdown, or notes for Obsidian", (".md", ".markdown"), _write,
    (("style", ("digest", "obsidian")),),
)  # fmt: skip
