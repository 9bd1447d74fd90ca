"""How a digest becomes rows: its own, one an entry, and the categories they share."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import TypeVar

from digestcli.library.schema import folded
from digestcli.model import Digest, Entry
from digestcli.record import issue_record, to_record
from digestcli.text.visible import without_surrogates

T = TypeVar("T")


def insert(db: sqlite3.Connection, digest: Digest, entries: list[Entry], about: tuple[str, str, str]) -> int:
    """Insert a digest and its entries; return its row id."""
    from datetime import datetime, timezone

    now = datetime.now(timezone.utc).isoformat(timespec="seconds")
    issues = _json([issue_record(issue) for issue in digest.issues])
    base, path, fingerprint = about
    row = (
        digest.key,
        base,
        digest.reader,
        digest.date,
        digest.title,
        digest.file,
        path,
        fingerprint,
        len(entries),
    )
    cursor = db.execute(
        "INSERT INTO digest (key, base, reader, date, title, file, path, fingerprint, entries, issues, added)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        storable((*row, issues, now)),
    )
    number = cursor.lastrowid or 0
    categories: dict[tuple[str, str, str], int] = {}
    for position, entry in enumerate(entries, 1):
        _insert_entry(db, entry, (number, position, digest.date), categories)
    return number


def _json(value: object) -> str:
    """Return `value` as JSON that UTF-8 can hold: lone surrogates stay, as escapes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if text.isascii() or without_surrogates(text) == text:
        return text
    return json.dumps(value, separators=(",", ":"))


def storable(values: Iterable[T]) -> tuple[T | str, ...]:
    """Return `values` as SQLite takes them: without lone surrogates, which it refuses."""
    return tuple(without_surrogates(one) if isinstance(one, str) else one for one in values)


def _insert_entry(
    db: sqlite3.Connection,
    entry: Entry,
    place: tuple[int, int, str | None],
    categories: dict[tuple[str, str, str], int],
) -> None:
    from digestcli.library.authors import name_key

    digest, position, day = place
    labels = (entry.category_label.zh or "", entry.category_label.en or "")
    primary = _category(db, (entry.category, *labels), categories)
    others = [
        _category(db, (name, "", ""), categories) for name in entry.categories if name != entry.category
    ]
    record = _json(to_record(entry))
    authors = "\n".join(map(name_key, entry.authors))
    cursor = db.execute(
        "INSERT INTO entry (digest, position, number, paper, doi, url, kind, date, day, category, authors,"
        " issues, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        storable((
            digest, position, entry.number, entry.id, entry.identifiers.get("doi"), entry.url, entry.kind,
            entry.date, day, primary, authors, len(entry.issues), record,
        )),
    )  # fmt: skip
    db.executemany(
        "INSERT OR IGNORE INTO listed (category, entry) VALUES (?, ?)",
        [(category, cursor.lastrowid) for category in (primary, *others)],
    )


def _category(
    db: sqlite3.Connection, name: tuple[str, str, str], known: dict[tuple[str, str, str], int]
) -> int:
    if name not in known:
        row = storable((*name, "\n".join(map(folded, name))))
        db.execute("INSERT OR IGNORE INTO category (code, zh, en, folded) VALUES (?, ?, ?, ?)", row)
        row = db.execute("SELECT id FROM category WHERE code = ? AND zh = ? AND en = ?", row[:3]).fetchone()
        known[name] = row[0]
    return known[name]
