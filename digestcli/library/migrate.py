"""Older library files brought up to date, step by step, each step in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

from digestcli.library import index, schema
from digestcli.library.insert import insert_rows
from digestcli.library.prepare import rows_of
from digestcli.record import from_record

_OLD_ENTRIES = "entry_of_version_1"


def _to_2(db: sqlite3.Connection) -> None:
    """Papers, the search index, narrow entries and files: the records are put in anew."""
    db.execute(f"ALTER TABLE entry RENAME TO {_OLD_ENTRIES}")
    indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?"
    for (name,) in db.execute(indexes, (_OLD_ENTRIES,)).fetchall():
        db.execute(f"DROP INDEX {name}")
    db.execute("DROP TABLE listed")
    db.execute("ALTER TABLE category RENAME TO category_of_version_1")
    db.execute("CREATE INDEX digest_date ON digest (date DESC, id DESC)")
    schema.run(db, schema.ENTRY)
    schema.run(db, schema.FILES)
    index.create(db)
    for number, day in db.execute("SELECT id, date FROM digest ORDER BY id").fetchall():
        old = f"SELECT record FROM {_OLD_ENTRIES} WHERE digest = ? ORDER BY position"
        rows = rows_of(from_record(json.loads(record)) for (record,) in db.execute(old, (number,)))
        insert_rows(db, rows, number, day)
    db.execute(f"DROP TABLE {_OLD_ENTRIES}")
    db.execute("DROP TABLE category_of_version_1")


STEPS: dict[int, Callable[[sqlite3.Connection], None]] = {1: _to_2}
"""From which version a step leads to the next."""


def migrate(db: sqlite3.Connection) -> None:
    """Bring a library of an older version up to date; another process may have been first."""
    while True:
        db.execute("BEGIN IMMEDIATE")
        try:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            step = STEPS.get(version)
            if step:
                step(db)
                db.execute(f"PRAGMA user_version = {version + 1}")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")
        if not step:
            return
