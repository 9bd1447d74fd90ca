"""Inputs to the files of one part: read, repaired, normalised, divided by year and group, written.

This runs in worker processes, any number of times: a part's name is a function of what it is made of,
its files appear whole, and its receipt comes last. So a worker that dies, or two that do the same
part, leave the same files behind.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

import pyarrow
from pyarrow import compute, dataset, parquet

from digestcli import __version__
from digestcli.archive.inputs import LIBRARY, read
from digestcli.archive.manifest import FORMAT, Failure, File, Held, Input, Part, receipt, sign
from digestcli.archive.places import Place, translated
from digestcli.errors import DigestError, InputOutputError
from digestcli.forms.columns import schema, to_row
from digestcli.ingest import Loaded, Refused
from digestcli.intake import How
from digestcli.model import Entry
from digestcli.ui import say

_ROWS = 5000
"""Rows of a row group: what a scan reads or passes over as one."""
_NOTHING = "__HIVE_DEFAULT_PARTITION__"
"""What Hive, and everything that reads its datasets, calls the partition of what has no value."""
_YEAR, _GROUP = "year", "category_group"
"""What datasets are divided by; these columns stand in the names of their folders only."""
_OTHER = "other"
_CODE = re.compile(r"([a-z]+(?:-[a-z]+)*)(?:\.[A-Za-z-]+)?")
_LONGEST = 40
"""Characters of a code; arXiv's have at most 18."""
_IN_YEAR = re.compile(r"[0-9]{4}")
_SORTED = (("date", "ascending"), ("digest", "ascending"), ("position", "ascending"))


class Task(NamedTuple):
    """One part to be made: of inputs to read, or of those of an older part that stay."""

    place: Place
    inputs: tuple[Input, ...]
    how: How
    older: Part | None = None
    program: str = __version__

    @property
    def name(self) -> str:
        """The part's name: a hash of its inputs, of how they are read, and of the program."""
        how = [self.how.encoding, self.how.reader, sorted(self.how.labels.items())]
        source = "older" if self.older else "files"
        made_of = [FORMAT, self.program, repr(how), source, *sorted(one.id for one in self.inputs)]
        return hashlib.sha256("\n".join(made_of).encode("utf-8", "replace")).hexdigest()[:24]


def columns() -> Any:
    """Return the columns of an archive's files: those of an entry, its input and its place there."""
    more = [("input", pyarrow.string()), ("position", pyarrow.int64())]
    return pyarrow.schema([*schema(pyarrow), *(pyarrow.field(*one) for one in more)])


def _divided() -> Any:
    return pyarrow.schema([*columns(), *(pyarrow.field(name, pyarrow.string()) for name in (_YEAR, _GROUP))])


def make(task: Task) -> Part:
    """Make one part, or return it where it is finished already."""
    done = receipt(task.place, task.name)
    if done:
        return done
    part = _kept(task, task.older) if task.older else _read(task)
    sign(task.place, part)
    return part


def attempt(task: Task) -> None:
    """Read the inputs of a task and forget them: tells whether they can be read without dying."""
    for one in task.inputs:
        _entries(one, task.how)


def _read(task: Task) -> Part:
    tables: list[Any] = []
    held: list[tuple[Held, ...]] = []
    failures: list[Failure] = []
    for one in task.inputs:
        some, failed = _entries(one, task.how)
        failures += failed
        held.append(tuple(_held(one, loaded) for loaded in some))
        if rows := [*_rows(some, one.id)]:
            tables.append(pyarrow.Table.from_pylist(rows, schema=_divided()))
    files = tuple(_written(task, pyarrow.concat_tables(tables))) if tables else ()
    return Part(task.name, task.program, task.inputs, tuple(held), files, tuple(failures))


def _entries(one: Input, how: How) -> tuple[list[Loaded], list[Failure]]:
    """Read an input; whatever goes wrong with it is a failure of it alone."""
    try:
        some = read(one, how)
    except DigestError as error:
        return [], [Failure(one, error.message, error.hint, __version__)]
    except Exception as error:  # noqa: BLE001  a mistake of ours in one file must not stop a million others
        return [], [Failure(one, f"{one.path}: {type(error).__name__}: {error}", program=__version__)]
    loaded = [item for item in some if isinstance(item, Loaded)]
    refused = [item.error for item in some if isinstance(item, Refused)]
    return loaded, [Failure(one, error.message, error.hint, __version__) for error in refused]


def _held(one: Input, loaded: Loaded) -> Held:
    path = loaded.path if one.path.startswith(LIBRARY) else one.path
    return Held(loaded.digest, path, loaded.fingerprint, loaded.siblings, len(loaded.entries))


def _rows(some: Iterable[Loaded], name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of the entries of the input `name`."""
    for loaded in some:
        for position, entry in enumerate(loaded.entries, 1):
            year, group = partition_of(entry)
            yield to_row(entry) | {"input": name, "position": position, _YEAR: year, _GROUP: group}


def partition_of(entry: Entry) -> tuple[str, str]:
    """Return year and category group of an entry; what arXiv would not call a category is in one group."""
    year = _IN_YEAR.match(entry.date or "")
    group = _CODE.fullmatch(entry.category) if len(entry.category) <= _LONGEST else None
    return year[0] if year else _NOTHING, group[1] if group else _OTHER if entry.category else _NOTHING


def _written(task: Task, table: Any) -> Iterator[File]:
    """Write the rows to a file for each partition, sorted, so that a scan for a time reads few of them."""
    table = table.sort_by([(_YEAR, "ascending"), (_GROUP, "ascending"), *_SORTED])
    years, groups = (table[name].to_pylist() for name in (_YEAR, _GROUP))
    data = table.drop_columns([_YEAR, _GROUP])
    start = 0
    for partition, rows in groupby(zip(years, groups, strict=True)):
        count = sum(1 for _ in rows)
        yield _file(task, partition, data.slice(start, count))
        start += count


def _file(task: Task, partition: tuple[str, str], table: Any) -> File:
    stream = io.BytesIO()
    order = parquet.SortingColumn.from_ordering(table.schema, list(_SORTED))
    parquet.write_table(table, stream, compression="zstd", row_group_size=_ROWS, sorting_columns=order)
    name = "/".join((f"{_YEAR}={partition[0]}", f"{_GROUP}={partition[1]}", f"part-{task.name}.parquet"))
    task.place.write(name, stream.getvalue())
    bounds = compute.min_max(table["date"]).as_py()
    first = "" if table["date"].null_count else bounds["min"]
    return File(name, len(table), stream.tell(), first, bounds["max"] or "", tuple(_categories(table)))


def _categories(table: Any) -> list[tuple[str, str, str]]:
    names = ("category", "category_zh", "category_en")
    found = table.select(list(names)).group_by(list(names)).aggregate([]).to_pylist()
    return sorted(
        (row["category"] or "", row["category_zh"] or "", row["category_en"] or "") for row in found
    )


def _kept(task: Task, older: Part) -> Part:
    """Make a part of those inputs of an older one that stay, without reading them again."""
    ids = [one.id for one in task.inputs]
    files = tuple(_copied(task, older, ids))
    held = dict(zip((one.id for one in older.inputs), older.held, strict=True))
    return Part(task.name, older.program, task.inputs, tuple(held[name] for name in ids), files)


def _copied(task: Task, older: Part, ids: list[str]) -> Iterator[File]:
    for file in older.files:
        table = table_of(task.place, file, compute.field("input").isin(ids))
        if len(table):
            year, group = (folder.partition("=")[2] for folder in file.name.split("/")[:2])
            yield _file(task, (year, group), table)


Columns = list[str] | dict[str, Any]
"""Columns by their names, or what is to be made of some by expressions of pyarrow."""


def table_of(place: Place, file: File, wanted: Any = None, columns: Columns | None = None) -> Any:
    """Return the rows of a file that an expression of pyarrow lets through, of some columns or all.

    Where it lets none through, only the columns that it looks at are read.
    Raises InputOutputError where the file is not there: the archive was built anew meanwhile.
    """
    with translated(place.url):
        try:
            one = dataset.dataset(place.path(file.name), format="parquet", filesystem=place.files)
            if wanted is not None and not one.count_rows(filter=wanted, use_threads=False):
                return with_columns(one.schema.empty_table(), columns)
            return one.to_table(columns=columns, filter=wanted, use_threads=False)
        except FileNotFoundError:
            raise InputOutputError(
                say("{url}: built anew meanwhile", url=place.url), say("run the command again")
            ) from None


def with_columns(table: Any, columns: Columns | None) -> Any:
    """Return some columns of a table, or all."""
    return table if columns is None else dataset.dataset(table).to_table(columns=columns, use_threads=False)
