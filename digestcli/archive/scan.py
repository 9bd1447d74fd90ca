"""The entries of an archive that a selection means, the newest first, read by one or many workers.

A file is one task. Its rows come back as Arrow has them, and become entries when their turn comes: a
scan holds the files that are under way and those whose time overlaps, never the whole result.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import pyarrow

from digestcli.archive.manifest import File, Manifest
from digestcli.archive.parts import Columns, table_of, with_columns
from digestcli.archive.places import Place
from digestcli.archive.pushdown import Push, pushed
from digestcli.archive.workers import Crew
from digestcli.errors import InputOutputError
from digestcli.forms.columns import from_row
from digestcli.library.predicate import hold, meant
from digestcli.library.select import Selection
from digestcli.library.store import MEMORY, Library
from digestcli.model import Entry
from digestcli.ui import say

_CHUNK = 500
"""Rows that are made entries at once."""
_ORDER = ("date", "digest", "position")
_AHEAD = 2

Key = tuple[str, str, int]
T = TypeVar("T")
R = TypeVar("R")


class Look(NamedTuple):
    """One file to be looked through."""

    place: Place
    file: File
    wanted: Any
    selection: Selection
    exact: bool


class Sought(NamedTuple):
    """An archive that is looked through, and by whom: None is this process."""

    place: Place
    manifest: Manifest
    crew: Crew | None = None


def scan(archive: Sought, selection: Selection, wanted: Any = None) -> Iterator[Entry]:
    """Yield the entries that `selection` means, by date, the newest first; its limit counts them.

    `wanted` is another expression of pyarrow that must hold. Raises as `pushed` and `table_of` do.
    """
    push = pushed(archive.manifest, selection).with_wanted(wanted)
    yield from islice(entries_in(archive, push), selection.limit)


def entries_in(archive: Sought, push: Push) -> Iterator[Entry]:
    """Yield the entries that are pushed down to, by date, the newest first."""
    tables = ((one.file, table) for one, table in done(archive.crew, looks(archive, push), look))
    yield from _merged(push.files, tables)


def counts(archive: Sought, selection: Selection) -> Counter[tuple[str, str]]:
    """Return how many of the entries that `selection` means are of each primary category and date."""
    push = pushed(archive.manifest, selection)
    found: Counter[tuple[str, str]] = Counter()
    for _, table in done(archive.crew, looks(archive, push), tally):
        for row in table.to_pylist():
            found[row["category"] or "", row["date"] or ""] += row["count_all"]
    return found


def look(one: Look) -> Any:
    """Return the rows of a file that are meant, the newest first."""
    table = table_of(one.place, one.file, one.wanted)
    table = table.sort_by([("date", "descending"), ("digest", "descending"), ("position", "ascending")])
    if one.exact or not len(table):
        return table
    return table.take(pyarrow.array(meant(list(entries_of(table)), one.selection), pyarrow.int64()))


def tally(one: Look) -> Any:
    """Return how many rows of a file are meant, by category and date."""
    by = ["category", "date"]
    return columns_of(one, by).group_by(by).aggregate([([], "count_all")])


def columns_of(one: Look, columns: Columns) -> Any:
    """Return some columns of the rows of a file that are meant, in any order."""
    if one.exact:
        return table_of(one.place, one.file, one.wanted, columns)
    return with_columns(look(one), columns)


@contextmanager
def in_memory(archive: Sought, entries: Iterable[Entry]) -> Iterator[Library]:
    """Give entries of an archive in a library of their own, each once."""
    some = {(one.digest, one.number, one.source.file, one.source.lines): one for one in entries}
    digests = {one.key: one for one in archive.manifest.digests()}
    with Library(MEMORY) as library:
        hold(library, list(some.values()), digests)
        yield library


def entries_of(table: Any) -> Iterator[Entry]:
    """Yield the entries of a table."""
    for batch in table.to_batches(max_chunksize=_CHUNK):
        yield from map(from_row, batch.to_pylist())


def looks(archive: Sought, push: Push) -> Iterator[Look]:
    """Yield a task for each file, the newest first."""
    for file in push.files:
        yield Look(archive.place, file, push.wanted, push.selection, push.exact)


def done(crew: Crew | None, tasks: Iterator[T], work: Callable[[T], R]) -> Iterator[tuple[T, R]]:
    """Do the tasks; yield what they found in their order, with a few under way for each worker.

    Raises InputOutputError where a worker dies of one.
    """
    if crew is None:
        yield from ((one, work(one)) for one in tasks)
        return
    waiting = deque((one, crew.submit(work, one)) for one in islice(tasks, crew.size * _AHEAD))
    try:
        while waiting:
            one, future = waiting.popleft()
            yield one, future.result()
            waiting.extend((one, crew.submit(work, one)) for one in islice(tasks, 1))
    except crew.deaths as error:
        raise InputOutputError(
            say("a worker was killed: {reason}", reason=error), say("is memory short? try again")
        ) from None
    finally:
        for _, future in waiting:
            future.cancel()


def _merged(files: Iterable[File], tables: Iterator[tuple[File, Any]]) -> Iterator[Entry]:
    """Merge sorted tables: a row is due when no file to come reaches its date."""
    ends = [file.last for file in files][1:]
    held: list[tuple[Key, Iterator[Entry]]] = []
    for number, (_, table) in enumerate(tables):
        entries = entries_of(table)
        held += [(key, entries) for key in _keys(table)]
        held.sort(key=lambda one: one[0])  # sorted runs: little more than a merge
        bound = ends[number] if number < len(ends) else None
        while held and (bound is None or held[-1][0][0] > bound):
            yield next(held.pop()[1])


def _keys(table: Any) -> Iterator[Key]:
    columns = (table[name].to_pylist() for name in _ORDER)
    for date, digest, position in zip(*columns, strict=True):
        yield date or "", digest, -position
