"""How a prepared digest becomes rows: its own, one an entry, the papers and categories they share."""

from __future__ import annotations

import sqlite3

from digestcli.library import index
from digestcli.library.papers import paper_of
from digestcli.library.prepare import Prepared, Row, as_json
from digestcli.library.schema import insert_into
from digestcli.record import issue_record
from digestcli.text.fold import fold_label
from digestcli.text.visible import without_surrogates

Categories = dict[tuple[str, str, str], int]


def insert(db: sqlite3.Connection, prepared: Prepared, base: str) -> int:
    """Insert a digest under its key; return its row id. `base` is the key before it was made unique."""
    from datetime import datetime, timezone

    digest = prepared.digest
    date = without_surrogates(digest.date) if digest.date else None
    values = {
        "key": digest.key,
        "base": base,
        "reader": digest.reader,
        "date": date,
        "title": digest.title,
        "file": digest.file,
        "path": prepared.path,
        "fingerprint": prepared.fingerprint,
        "entries": len(prepared.rows),
        "issues": as_json([issue_record(issue) for issue in digest.issues]),
        "added": datetime.now(timezone.utc).isoformat(timespec="seconds"),
    }
    number = insert_into(db, "digest", values)
    if prepared.original:
        row = {"digest": number, "text": prepared.original, "repairs": prepared.repairs}
        insert_into(db, "original", row)
    insert_rows(db, prepared.rows, number, date)
    return number


def insert_rows(db: sqlite3.Connection, rows: tuple[Row, ...], digest: int, day: str | None) -> None:
    """Insert the entries of the digest with the row id `digest`, in order."""
    known: Categories = {}
    tokens = []
    for position, row in enumerate(rows, 1):
        number = _insert_entry(db, row, (digest, position, day or ""), known)
        tokens.append((number, row.tokens))
    index.insert(db, tokens)


def _insert_entry(db: sqlite3.Connection, row: Row, place: tuple[int, int, str], known: Categories) -> int:
    paper = paper_of(db, row.names)
    primary = _category(db, row.category, known)
    cursor = db.execute(
        "INSERT INTO entry (digest, position, day, number, paper, url, kind, date, category, languages,"
        " issues) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*place, row.number, paper, row.url, row.kind, row.date, primary, row.languages, row.issues),
    )
    number = cursor.lastrowid or 0
    db.execute("INSERT INTO record (entry, json) VALUES (?, ?)", (number, row.record))
    if row.authors:
        db.execute("INSERT INTO author (entry, names) VALUES (?, ?)", (number, row.authors))
    if row.others:
        db.executemany(
            "INSERT OR IGNORE INTO listed (category, entry) VALUES (?, ?)",
            [(_category(db, (name, "", ""), known), number) for name in row.others],
        )
    return number


def _category(db: sqlite3.Connection, name: tuple[str, str, str], known: Categories) -> int:
    if name not in known:
        names = "\n".join(map(fold_label, name))
        sql = "INSERT OR IGNORE INTO category (code, zh, en, folded) VALUES (?, ?, ?, ?)"
        db.execute(sql, (*name, names))
        row = db.execute("SELECT id FROM category WHERE code = ? AND zh = ? AND en = ?", name)
        known[name] = row.fetchone()[0]
    return known[name]
