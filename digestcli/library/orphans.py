"""What nothing refers to any more: how it is counted, and how it is removed without a loss."""

from __future__ import annotations

import sqlite3

ORPHANS = {
    "paper": "marked IS NULL AND NOT read AND NOT starred AND note IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.paper = paper.id)"
    " AND NOT EXISTS (SELECT 1 FROM tag t WHERE t.paper = paper.id)",
    "paper_name": "paper NOT IN (SELECT id FROM paper)",
    "tag": "paper NOT IN (SELECT id FROM paper)",
    "listed": "entry NOT IN (SELECT id FROM entry)",
    "record": "entry NOT IN (SELECT id FROM entry)",
    "author": "entry NOT IN (SELECT id FROM entry)",
    "original": "digest NOT IN (SELECT id FROM digest)",
    "category": "NOT EXISTS (SELECT 1 FROM entry e WHERE e.category = category.id)"
    " AND NOT EXISTS (SELECT 1 FROM listed l WHERE l.category = category.id)",
}
"""Table -> what is true of a row that no entry, digest or person needs. In the order of removal: what
holds others back goes first."""


def count_orphans(db: sqlite3.Connection) -> dict[str, int]:
    """Return table -> how many of its rows nothing needs, for tables that have such."""
    counts = {
        table: db.execute(f"SELECT count(*) FROM {table} WHERE {needless}").fetchone()[0]
        for table, needless in ORPHANS.items()
    }
    return {table: count for table, count in counts.items() if count}


def remove_orphans(db: sqlite3.Connection) -> dict[str, int]:
    """Remove the rows that nothing needs; return table -> how many they were."""
    counts = {
        table: db.execute(f"DELETE FROM {table} WHERE {needless}").rowcount
        for table, needless in ORPHANS.items()
    }
    return {table: count for table, count in counts.items() if count}


def forget_categories(db: sqlite3.Connection) -> None:
    """Remove the categories that no entry is of any more."""
    db.execute(f"DELETE FROM category WHERE {ORPHANS['category']}")
