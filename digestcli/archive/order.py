"""The entries of an archive in another order than by date, and what is held for that."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import nsmallest
from itertools import chain, islice
from operator import attrgetter
from typing import Any

import pyarrow
from pyarrow import compute

from digestcli.archive.manifest import File, Part
from digestcli.archive.pushdown import Push, pushed
from digestcli.archive.scan import Look, Sought, done, entries_in, entries_of, look, looks, scan
from digestcli.library.select import Selection, title_key
from digestcli.model import Entry
from digestcli.record import from_record, to_record
from digestcli.spool import Spool

KEYS: Mapping[str, Callable[[Entry], Any]] = {
    "number": attrgetter("number"),
    "title": lambda entry: title_key(entry.title),
}
"""What entries are sorted by; those with the same key come by date, the newest first."""


def in_order(archive: Sought, selection: Selection, order: str) -> Iterator[Entry]:
    """Yield the entries that `selection` means as a library would in that order.

    `order` is `date`; one of KEYS, for which the keys are in memory and the entries in a temporary file, or
    with a limit so many entries in memory; `category`, for which a file is gone through once for each that
    it has; or `digest`, which keeps the entries of a digest together, whatever their dates, and holds the
    parts with the same digest for each worker. Raises as `scan` does.
    """
    if order == "date":
        return scan(archive, selection)
    if order in _GROUPS:
        return islice(_GROUPS[order](archive, pushed(archive.manifest, selection)), selection.limit)
    found = scan(archive, selection._replace(limit=None))
    if selection.limit is not None:
        return iter(nsmallest(selection.limit, found, key=KEYS[order]))
    return _sorted(found, KEYS[order])


def _sorted(entries: Iterable[Entry], key: Callable[[Entry], Any]) -> Iterator[Entry]:
    """Sort entries that wait in a temporary file."""
    with Spool() as spool:
        keys = []
        for number, entry in enumerate(entries):
            keys.append((key(entry), number))
            spool.add(number, json.dumps(to_record(entry)))
        keys.sort()
        for _, number in keys:
            yield from_record(json.loads("".join(spool.read(number))))


def _by_category(archive: Sought, push: Push) -> Iterator[Entry]:
    """Yield entries by their primary category: only the files that have it are opened for each."""
    codes: dict[str, list[File]] = {}
    for file in push.files:
        for code in {one[0] for one in file.categories}:
            if push.codes is None or code in push.codes:
                codes.setdefault(code, []).append(file)
    for code, files in sorted(codes.items()):
        of_category = push._replace(files=tuple(files)).with_wanted(compute.field("category") == code)
        yield from entries_in(archive, of_category)


def _by_digest(archive: Sought, push: Push) -> Iterator[Entry]:
    """Yield entries by digest, each digest's in the order in which it has them."""
    by_file = {one.file.name: one for one in looks(archive, push)}
    batches = (
        tuple(by_file[file.name] for part in some for file in part.files if file.name in by_file)
        for some in _sharing(archive.manifest.parts)
    )
    for _, table in done(archive.crew, filter(None, batches), _grouped):
        yield from entries_of(table)


_GROUPS = {"category": _by_category, "digest": _by_digest}


def _grouped(batch: tuple[Look, ...]) -> Any:
    """Return the rows of files that are meant, by digest."""
    table = pyarrow.concat_tables(map(look, batch))
    return table.sort_by([("digest", "descending"), ("input", "ascending"), ("position", "ascending")])


def _sharing(parts: Iterable[Part]) -> list[list[Part]]:
    """Group the parts that have digests of the same key, those with the newest digest first."""
    groups: dict[str, list[Part]] = {}
    for part in parts:
        own = [part]
        for key in _keys(part):
            other = groups.get(key, own)
            if other is not own:
                own += other
                groups.update((name, own) for one in other for name in _keys(one))
        groups.update((key, own) for key in _keys(part))
    unique = {id(group): group for group in groups.values()}
    return sorted(unique.values(), key=_newest, reverse=True)


def _keys(part: Part) -> list[str]:
    return [held.digest.key for held in chain.from_iterable(part.held)]


def _newest(parts: list[Part]) -> tuple[str, str]:
    digests = (held.digest for part in parts for held in chain.from_iterable(part.held))
    return max((one.date or "", one.key) for one in digests)
