"""What the library offers to complete: digests, categories, tags and references with a given beginning."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator

from digestcli.library.connect import connect, is_there
from digestcli.library.filters import begins
from digestcli.library.schema import VERSION, version
from digestcli.text.fold import fold_label

_MOST = 100

Named = tuple[str, str]
"""A name, and a few words about it."""


def to_read(path: str) -> sqlite3.Connection | None:
    """Open a library only to look at it: None where there is none, or one of another version."""
    if not is_there(path):
        return None
    db = connect(path, to_read=True)
    db.execute("PRAGMA busy_timeout = 50")
    return db if version(db, path) == VERSION else None


def digests(db: sqlite3.Connection, begun: str) -> Iterator[Named]:
    """Yield `latest`, then keys and dates, the newest first."""
    if "latest".startswith(begun):
        yield "latest", "the newest digest"
    sql = "SELECT key, date, entries FROM digest WHERE {} ORDER BY date DESC, id DESC LIMIT ?"
    for column in ("key", "date") if begun[:1].isdecimal() else ("key",):
        where, values = begins(column, begun)
        for key, date, entries in db.execute(sql.format(where), (*values, _MOST)):
            yield (key, f"{entries} entries") if column == "key" else (date, key)


def categories(db: sqlite3.Connection, begun: str) -> Iterator[Named]:
    """Yield codes and groups of codes, the codes with their labels."""
    groups: set[str] = set()
    folded = fold_label(begun)
    for code, zh, en in db.execute("SELECT code, max(zh), max(en) FROM category GROUP BY code ORDER BY code"):
        group = code.partition(".")[0]
        if group != code and group not in groups:
            groups.add(group)
            yield f"{group}.*", "all of them"
        labels = [label for label in (zh, en) if label and label != code]
        yield code, ", ".join(labels)
        yield from ((label, code) for label in labels if begun and fold_label(label).startswith(folded))


def tags(db: sqlite3.Connection, _: str = "") -> Iterator[Named]:
    """Yield the tags, the most used first."""
    from digestcli.library.state import tag_counts

    for name, papers in tag_counts(db):
        yield name, f"{papers} papers"


def references(db: sqlite3.Connection, begun: str) -> Iterator[Named]:
    """Yield numbers of the newest day, identifiers, and after `KEY:` the numbers of a digest."""
    key, colon, number = begun.rpartition(":")
    digest = db.execute("SELECT id FROM digest WHERE key = ?", (key,)).fetchone() if colon else None
    if digest:
        yield from ((f"{key}:{one}", title) for one, title in _numbers(db, "e.digest = ?", digest[0], number))
        return
    (day,) = db.execute("SELECT max(day) FROM entry").fetchone()
    if not begun or begun.isdecimal():
        yield from _numbers(db, "e.day = ?", day, begun)
    if begun:
        bare = re.sub(r"^(arxiv|doi):", "", begun, flags=re.IGNORECASE)
        for scheme in ("arxiv:", "doi:"):
            where, values = begins("name", scheme + bare.lower())
            sql = f"SELECT name, paper FROM paper_name WHERE {where} ORDER BY name LIMIT ?"
            for name, paper in db.execute(sql, (*values, _MOST)):
                yield begun[: len(begun) - len(bare)] + name.removeprefix(scheme), _title(db, paper)
        yield from ((f"{key}:", about) for key, about in digests(db, begun) if key not in (begun, "latest"))


def _numbers(db: sqlite3.Connection, where: str, value: object, begun: str) -> Iterator[Named]:
    sql = (
        "SELECT e.number, r.json FROM entry e JOIN record r ON r.entry = e.id"
        f" WHERE {where} AND CAST(e.number AS TEXT) LIKE ? ORDER BY e.digest DESC, e.position LIMIT ?"
    )
    pattern = (begun if begun.isascii() and begun.isdecimal() else "") + "%"
    for number, record in db.execute(sql, (value, pattern, _MOST)):
        yield str(number), _first_title(record)


def _title(db: sqlite3.Connection, paper: int) -> str:
    sql = "SELECT r.json FROM entry e JOIN record r ON r.entry = e.id WHERE e.paper = ? LIMIT 1"
    row = db.execute(sql, (paper,)).fetchone()
    return _first_title(row[0]) if row else ""


def _first_title(record: str) -> str:
    titles: dict[str, str | None] = json.loads(record)["title"]
    return next(filter(None, titles.values()), "")
