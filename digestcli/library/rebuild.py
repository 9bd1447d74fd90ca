"""Repair: the index made anew from the records beside the old one, and what nothing needs removed.

Others may write meanwhile: the new index grows in short transactions, and entries that come in go into the
old one and are caught up with at the end. The last transaction puts it in the place of the old one, so that
a repair that is broken off changes nothing.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from digestcli.errors import InputOutputError
from digestcli.library import index
from digestcli.library.orphans import remove_orphans
from digestcli.library.store import Library
from digestcli.record import from_record
from digestcli.ui import say

_BEGUN = "search_anew_"
"""How the names of new indexes begin: each repair has one of its own."""
_TOGETHER = 64
"""Entries that are put in by one transaction; their tokens are made before it."""

_Rows = Sequence[tuple[int, tuple[str, ...]]]


class Repaired(NamedTuple):
    """What a repair did: entries in the new index, those whose record cannot be read, rows removed."""

    indexed: int
    unreadable: int
    removed: dict[str, int]
    """Table -> rows."""


def repair(library: Library) -> Repaired:
    """Repair a library whose file is sound (health.is_sound); all of it or nothing.

    Entries go through some at a time, so that the memory needed does not grow with the library; the
    disk must hold the new index beside the old one. Raises InputOutputError, also where another repair
    takes over.
    """
    name = _BEGUN + secrets.token_hex(8)
    with library.transaction() as db:
        _drop(db)
        index.create(db, name)
    try:
        return _Rebuilding(library, name).whole()
    except BaseException:
        with library.transaction() as db:
            _drop(db, name)
        raise


def begun(db: sqlite3.Connection) -> list[str]:
    """Return the names of indexes that a repair has begun: one under way, or one that was broken off."""
    like = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%' AND name GLOB ?"
    )
    return [name for (name,) in db.execute(like, (_BEGUN + "*",))]


def _drop(db: sqlite3.Connection, only: str = "") -> None:
    for name in begun(db):
        if not only or name == only:
            db.execute(f"DROP TABLE {name}")


class _Rebuilding:
    """One repair: how far it has come, and what it has met."""

    def __init__(self, library: Library, name: str) -> None:
        self._library = library
        self._name = name
        self._last = self._indexed = self._unreadable = 0

    def whole(self) -> Repaired:
        library, batches = self._library, 0
        while rows := self._next():
            with library.transaction() as db:
                self._insert(db, rows)
            batches += 1
            due = index.is_due(batches)
            while due:
                with library.transaction() as db:
                    self._require(db)
                    due = index.merge(db, self._name)
        with library.transaction() as db:
            while rows := self._next():
                self._insert(db, rows)
            self._require(db)
            removed = remove_orphans(db)
            db.execute(f"DROP TABLE {index.NAME}")
            db.execute(f"ALTER TABLE {self._name} RENAME TO {index.NAME}")
        return Repaired(self._indexed, self._unreadable, removed)

    def _next(self) -> _Rows:
        """Return what the index keeps of the next entries; what has no readable record is passed over."""
        found: list[tuple[int, tuple[str, ...]]] = []
        while not found:
            records = self._library.connection.execute(
                "SELECT e.id, CAST(r.json AS BLOB) FROM entry e LEFT JOIN record r ON r.entry = e.id"
                " WHERE e.id > ? ORDER BY e.id LIMIT ?",
                (self._last, _TOGETHER),
            ).fetchall()
            if not records:
                break
            for number, record in records:
                self._last = number
                try:
                    found.append((number, index.indexed(from_record(json.loads(record or b"")))))
                except (ValueError, KeyError, TypeError):
                    self._unreadable += 1
        return found

    def _insert(self, db: sqlite3.Connection, rows: _Rows) -> None:
        self._require(db)
        index.insert(db, rows, self._name)
        self._indexed += len(rows)

    def _require(self, db: sqlite3.Connection) -> None:
        """Fail where another repair has taken the index that this one makes."""
        if self._name not in begun(db):
            path = self._library.path
            raise InputOutputError(say("{path}: another repair has begun", path=path), say("let it end"))
