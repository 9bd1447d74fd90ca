"""An archive, or a part of it, as digests that are ready for a library."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyarrow

from digestcli.archive.manifest import Held, Part
from digestcli.archive.parts import columns, table_of
from digestcli.archive.places import Place
from digestcli.archive.pushdown import Push, pushed
from digestcli.archive.scan import Sought, entries_of
from digestcli.archive.workers import Died, outcomes
from digestcli.errors import InputOutputError
from digestcli.library.predicate import meant
from digestcli.library.prepare import Prepared, prepare
from digestcli.library.select import Selection
from digestcli.model import Entry
from digestcli.ui import say


class Taking(NamedTuple):
    """One part of an archive to be taken."""

    place: Place
    part: Part
    push: Push


def digests(archive: Sought, selection: Selection) -> Iterator[Prepared]:
    """Yield the digests of an archive with those of their entries that `selection` means.

    A whole digest is known by the path and the fingerprint of its file, as if that had been added. A part
    of one is a digest of its own, known by archive and selection, so that it never takes a whole one's
    place. Raises as `pushed` does.
    """
    push = pushed(archive.manifest, selection)
    files = frozenset(file.name for file in push.files)
    tasks = (
        Taking(archive.place, part._replace(files=some), push._replace(files=()))
        for part in archive.manifest.parts
        if (some := tuple(file for file in part.files if file.name in files))
    )
    if archive.crew is None:
        for task in tasks:
            yield from take(task)
        return
    for _, found in outcomes(archive.crew, take, tasks):
        if isinstance(found, Died):
            raise InputOutputError(
                say("a worker was killed: {reason}", reason=found.reason),
                say("is memory short? try again"),
            )
        yield from found


def take(task: Taking) -> list[Prepared]:
    """Return the digests of one part."""
    tables = [table_of(task.place, file, task.push.wanted) for file in task.part.files]
    table = pyarrow.concat_tables(tables or [columns().empty_table()]).sort_by("position")
    entries = list(entries_of(table))
    places = range(len(entries)) if task.push.exact else meant(entries, task.push.selection)
    inputs = table["input"].to_pylist()
    found: dict[tuple[str, str], list[Entry]] = {}
    for at in places:
        found.setdefault((inputs[at], entries[at].digest), []).append(entries[at])
    return [
        _prepared(task, held, found[one.id, held.digest.key])
        for one, some in zip(task.part.inputs, task.part.held, strict=True)
        for held in some
        if (one.id, held.digest.key) in found
    ]


def _prepared(task: Taking, held: Held, entries: list[Entry]) -> Prepared:
    path, fingerprint, siblings = held.path, held.fingerprint, held.siblings
    if len(entries) < held.entries:
        mark = hashlib.sha256("\n".join(entry.id for entry in entries).encode("utf-8", "replace")).hexdigest()
        path, fingerprint, siblings = f"archive://{_name(task)}#{path}", f"{fingerprint}/{mark}", ()
    return prepare(held.digest, entries, path=path, fingerprint=fingerprint, siblings=siblings)


def _name(task: Taking) -> str:
    """Return a name for a part of an archive: of its place, and what was asked for."""
    asked: list[Any] = [task.place.url, task.push.selection, str(task.push.wanted)]
    return hashlib.sha256(repr(asked).encode("utf-8", "replace")).hexdigest()[:16]
