"""Where a command gets its entries: the library, or the files of --from in a library in memory."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from digestcli.cli.console import note, report
from digestcli.cli.options import Asked
from digestcli.config import labels, library_path
from digestcli.library.select import Placed, Selection, placed
from digestcli.library.store import MEMORY, Library
from digestcli.model import Entry
from digestcli.ui import counted, messages, say

if TYPE_CHECKING:
    from digestcli.errors import DigestError
    from digestcli.ingest import Refused
    from digestcli.library.prepare import Prepared

(NO_DIGESTS,) = messages("no digests yet: add some with `digest add PATH...`, or name files with --from")


@contextmanager
def opened(asked: Asked) -> Iterator[Library]:
    """Open the library, or read the files of --from into one in memory.

    Raises DataError when none of these could be read; the others are reported.
    """
    if not asked.sources:
        with Library(library_path(asked.library)) as library:
            yield library
        return
    _require_files(asked.sources)
    with Library(MEMORY) as library:
        for prepared in read_all(asked.sources, encoding=asked.encoding, reader=asked.reader):
            library.put(prepared)
        yield library


def _require_files(sources: Iterable[str]) -> None:
    """Refuse archives, whose Parquet files would be taken for digests. Raises UsageError."""
    from digestcli.cli.archive.taking import is_archive
    from digestcli.errors import UsageError

    for path in filter(is_archive, sources):
        hint = say("ask it with `digest archive list`, or take it in with `digest add`")
        raise UsageError(say("--from {path}: an archive", path=path), hint)


def read_all(
    paths: Iterable[str],
    *,
    encoding: str | None,
    reader: str | None,
    jobs: int | None = None,
    on_refused: Callable[[Refused], None] = lambda _: None,
) -> Iterator[Prepared]:
    """Yield what can be read; report the rest on stderr, and raise when nothing could be.

    `on_refused` is told of each file that was refused.
    Raises NothingRead, or the error itself where there was one file only.
    """
    from digestcli.errors import UsageError
    from digestcli.intake import How, intake
    from digestcli.readers import READERS

    if reader and reader not in [one.name for one in READERS]:
        raise UsageError(say("--reader {reader}: no such format", reader=reader), say("see `digest formats`"))
    yield from _reported(intake(paths, How(encoding, reader, labels()), jobs=jobs), on_refused)


def _reported(
    items: Iterable[Prepared | Refused], on_refused: Callable[[Refused], None]
) -> Iterator[Prepared]:
    """Yield what was read and report what was refused; a refusal that is alone is raised."""
    from digestcli.errors import NothingRead
    from digestcli.ingest import Refused

    refused: list[DigestError] = []
    hinted: set[str] = set()
    read = told = 0
    for item in items:
        if isinstance(item, Refused):
            refused.append(item.error)
            on_refused(item)
        else:
            read += 1
        if read + len(refused) > 1:
            for error in refused[told:]:
                report(error, hinted=hinted)
            told = len(refused)
        if not isinstance(item, Refused):
            yield item
    if len(refused) == 1 and not read:
        raise refused[0]
    if refused and not read:
        raise NothingRead(say("none of {number} files could be read", number=len(refused)))
    if not read:
        raise NothingRead(say("no files there"))
    if refused:
        note(say("{files} skipped", files=counted(len(refused), "file")))


def entries(
    library: Library, asked: Asked, selection: Selection | None = None, *, order: str = "date"
) -> Iterator[Entry]:
    """Yield the entries asked for, in the language and script asked for."""
    for one in viewed(library, asked, selection or asked.selection, order=order):
        yield one.entry


def viewed(library: Library, asked: Asked, selection: Selection, *, order: str = "date") -> Iterator[Placed]:
    """Yield what `entries` does, each entry with its paper."""
    from digestcli.view import view

    for entry, paper in placed(library, selection, order=order):
        yield Placed(view(entry, script=asked.script, language=asked.language), paper)


def records(library: Library, asked: Asked) -> Iterator[str]:
    """Yield what `entries` yields as records in JSON."""
    from digestcli.library.select import select_records
    from digestcli.view import view_records

    stored = select_records(library, asked.selection)
    return view_records(stored, script=asked.script, language=asked.language)


def explain_empty(library: Library) -> None:
    """Say on stderr why there is nothing: an empty library, or filters that match nothing."""
    note(say(NO_DIGESTS) if library.is_empty() else say("no entry matches"))


def stdin_references(references: Iterable[str]) -> list[str]:
    """Replace '-' by the lines of standard input."""
    found: list[str] = []
    for reference in references:
        if reference == "-":
            lines = (line.lstrip("\ufeff").strip() for line in sys.stdin)
            found.extend(line for line in lines if line)
        else:
            found.append(reference)
    return found
