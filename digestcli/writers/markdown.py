"""Markdown: the daily layout, which digest reads back equal, or notes for Obsidian.

The contents of a daily digest, with the number of entries of each category, stand before its
entries. So these wait in a temporary file (spool.py), which is copied when all have come: memory does
not grow with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TextIO

from digestcli.model import Entry
from digestcli.writers.base import Options, Writer

_HEAD = "<div id=toc></div>\n\n# Table of Contents\n\n"
_NONE = "Uncategorized"
_BETWEEN = "\n\n"


def _write(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:
    if options.style == "obsidian":
        return _write_notes(iter(entries), stream, options.name)
    return _write_daily(entries, stream)


def _write_notes(entries: Iterator[Entry], stream: TextIO, name: str) -> int:
    """Write the note of a single entry, or one note with several under headings of their own."""
    from digestcli.forms.note import body_of, head_of, note_of

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
    from digestcli.forms.daily import block_of, section_of
    from digestcli.spool import Spool

    counts: Counter[str] = Counter()
    with Spool() as spool:
        for position, entry in enumerate(entries, 1):
            name = section_of(entry.category) or _NONE
            block = block_of(entry, position, placed=position > 1 and not spool.follows(name))
            spool.add(name, _BETWEEN + block if name in counts else block)
            counts[name] += 1
        stream.write(_HEAD)
        stream.writelines(
            f"- [{name}](#{_anchor(name)}) [Total: {count}]\n" for name, count in counts.items()
        )
        for name in counts:
            stream.write(f"\n\n<div id='{_anchor(name)}'></div>\n\n# {name} [[Back]](#toc)\n\n")
            stream.writelines(spool.read(name))
    return counts.total()


def _anchor(name: str) -> str:
    """Return the name of a section as an id of HTML and the target of a link."""
    from digestcli.text.markup import unescape

    return "".join(sign if sign.isalnum() or sign in ".-_" else "-" for sign in unescape(name))


WRITER = Writer(
    "markdown", "Daily digest in Markdown, or notes for Obsidian", (".md", ".markdown"), _write,
    (("style", ("digest", "obsidian")),),
)  # fmt: skip
