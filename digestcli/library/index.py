"""The full-text index: a table of SQLite's FTS5 that holds tokens of ours, never a text.

Python makes the tokens (text/tokens.py); FTS5 only divides them at blanks and stems the English
ones. Removing an entry leaves its row here: taking it out would need the very tokens it was put in
with, which another version of the fold may not make. Nothing finds it, for every look-up goes through
`entry`; `digest doctor --repair` makes the index anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from digestcli.model import TEXT_FIELDS, Entry, Text
from digestcli.text.tokens import spaced

NAME = "search"
COLUMNS = ("title", "author", "venue", "tldr", "abstract", "other")
WEIGHTS = (10.0, 4.0, 2.0, 4.0, 2.0, 1.0)
"""What a hit counts by column, for bm25."""

_GAP = "\ue000"
"""A token between two texts of one column, so that no phrase reaches over; no text has it."""
TOKENIZE = "tokenize=\"porter unicode61 remove_diacritics 0 categories 'L* M* N* Co'\""
"""FTS5's option that makes it divide at blanks only, for what `tokens` gives, and stem English words."""

_TOGETHER = 64
"""So many digests, each a segment of the index, come between two merges: merging writes most of what is
written, and SQLite's own way, a bit at every insert, writes twice as much."""
_OWN_MERGES = (("automerge", 0), ("crisismerge", 4 * _TOGETHER), ("usermerge", 16))
_STEP = 2_000
"""Pages (4 KiB) a step of merging may write: others who write wait for no more than that."""

_OTHER = tuple(name for name in TEXT_FIELDS if name not in ("tldr", "abstract"))


def create(db: sqlite3.Connection, name: str = NAME) -> None:
    """Make the empty index, or one that shall take its place."""
    columns = ", ".join(COLUMNS)
    db.execute(f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, content='', {TOKENIZE})")
    for option, value in _OWN_MERGES:
        db.execute(f"INSERT INTO {name} ({name}, rank) VALUES (?, ?)", (option, value))


def is_due(digest: int) -> bool:
    """Tell whether to merge after the digest with this row id went in."""
    return digest % _TOGETHER == 0


def merge(db: sqlite3.Connection, name: str = NAME) -> bool:
    """Do a step of merging what is to be merged; False when there was nothing to do."""
    before = db.total_changes
    db.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('merge', ?)", (_STEP,))
    return db.total_changes - before > 1  # as FTS5's manual tells it


def indexed(entry: Entry) -> tuple[str, ...]:
    """Return what the index keeps of an entry: the tokens of each of COLUMNS."""
    others = [text for name in _OTHER for text in _texts(getattr(entry, name))]
    others += [entry.comment or "", *entry.extra.values(), *_texts(entry.category_label)]
    return (
        _joined(_texts(entry.title)),
        _joined(entry.authors),
        _joined([entry.venue or ""]),
        _joined(_texts(entry.tldr)),
        _joined(_texts(entry.abstract)),
        _joined(others),
    )


def _texts(text: Text) -> list[str]:
    return [one for _, one in text.items()]


def _joined(texts: Iterable[str]) -> str:
    return f" {_GAP} ".join(spaced(text) for text in texts if text)


def insert(db: sqlite3.Connection, rows: Iterable[tuple[int, tuple[str, ...]]], name: str = NAME) -> None:
    """Add (row id, what `indexed` gave) to the index."""
    marks = ", ".join("?" * (len(COLUMNS) + 1))
    db.executemany(
        f"INSERT INTO {name} (rowid, {', '.join(COLUMNS)}) VALUES ({marks})",
        ((number, *columns) for number, columns in rows),
    )
