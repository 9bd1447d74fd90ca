"""Repair: the index made anew from the records, and what nothing needs removed, in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from digestcli.library import index
from digestcli.library.orphans import remove_orphans
from digestcli.library.store import Library
from digestcli.record import from_record


class Repaired(NamedTuple):
    """What a repair did: entries in the new index, those whose record cannot be read, rows removed."""

    indexed: int
    unreadable: int
    removed: dict[str, int]
    """Table -> rows."""


def repair(library: Library) -> Repaired:
    """Repair a library whose file is sound (health.is_sound); all of it or nothing.

    Entries go through one by one, so that the memory needed does not grow with the library; the
    disk must hold the new index beside the old one.
    """
    with library.transaction() as db:
        removed = remove_orphans(db)
        db.execute("DROP TABLE search")
        index.create(db)
        (entries,) = db.execute("SELECT count(*) FROM entry").fetchone()
        index.insert(db, _rows(db))
        (indexed,) = db.execute("SELECT count(*) FROM search_docsize").fetchone()
    return Repaired(indexed, entries - indexed, removed)


def _rows(db: sqlite3.Connection) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield what the index keeps of each entry; one without a readable record is passed over."""
    for number, record in db.execute("SELECT entry, CAST(json AS BLOB) FROM record ORDER BY entry"):
        try:
            entry = from_record(json.loads(record))
        except (ValueError, KeyError, TypeError):
            continue
        yield number, index.indexed(entry)
