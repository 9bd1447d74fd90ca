"""The chosen entries, or the whole list, in a file: as `digest export` writes it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from digestcli.errors import UsageError
from digestcli.library.listing import rows
from digestcli.library.store import Library
from digestcli.model import Entry
from digestcli.output import write_whole
from digestcli.ui import counted, say
from digestcli.writers import choose
from digestcli.writers.base import Options


def checked(path: str) -> str:
    """Return the file that `path` means. Raises UsageError where its suffix says no format."""
    path = os.path.expanduser(path.strip())
    if not path:
        raise UsageError(
            say("no file named"), say("its suffix says the format: papers.csv, papers.bib, papers.html")
        )
    choose(None, path)
    return path


def export(
    library: Library,
    numbers: Sequence[int],
    path: str,
    *,
    viewed: Callable[[Entry], Entry],
    language: str,
    script: str,
) -> str:
    """Write the entries with these row ids; return what was done.

    Raises CannotCreate for a file that is there, and what the writer raises.
    """
    writer = choose(None, path)
    options = Options(language=language, script=script)
    count = write_whole(
        path, lambda stream: writer.write(_entries(library, numbers, viewed), stream, options)
    )
    return say("{what} in {path}", what=counted(count, "entry"), path=path)


def _entries(library: Library, numbers: Sequence[int], viewed: Callable[[Entry], Entry]) -> Iterator[Entry]:
    for number in numbers:
        for row in rows(library, [number]):
            if row:
                yield viewed(row.entry)
