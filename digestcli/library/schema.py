"""The tables of the library file, and the checks that a file is ours and of our time."""

from __future__ import annotations

import sqlite3

from digestcli.errors import LibraryError
from digestcli.text.visible import without_surrogates

APPLICATION_ID = 0x44474553  # 'DGES': tells our file from any other SQLite database
VERSION = 1

_TABLES = """
CREATE TABLE digest (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  base TEXT NOT NULL,             -- the key before '-2' was added to a second digest of that name
  reader TEXT NOT NULL,
  date TEXT,
  title TEXT,
  file TEXT NOT NULL,
  path TEXT NOT NULL,             -- absolute; '-' for standard input
  fingerprint TEXT NOT NULL,      -- of the text that was read
  entries INTEGER NOT NULL,
  issues TEXT NOT NULL,           -- JSON list, of the digest alone
  added TEXT NOT NULL             -- UTC, ISO 8601
);
CREATE INDEX digest_path ON digest (path);
CREATE TABLE original (
  digest INTEGER PRIMARY KEY REFERENCES digest ON DELETE CASCADE,
  text BLOB NOT NULL,             -- the file's text before repair, zlib
  repairs TEXT NOT NULL           -- JSON list of [rule, line, before, after, score]
);
CREATE TABLE category (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  folded TEXT NOT NULL,           -- code, zh and en folded for comparison, on a line each
  UNIQUE (code, zh, en)
);
CREATE TABLE entry (
  id INTEGER PRIMARY KEY,
  digest INTEGER NOT NULL REFERENCES digest ON DELETE CASCADE,
  position INTEGER NOT NULL,
  number INTEGER NOT NULL,
  paper TEXT NOT NULL COLLATE NOCASE, -- Entry.id: the same paper in another digest has the same
  doi TEXT COLLATE NOCASE,
  url TEXT,
  kind TEXT NOT NULL,
  date TEXT,
  day TEXT,                       -- the digest's date: newest digests come first
  category INTEGER NOT NULL REFERENCES category,
  authors TEXT NOT NULL,          -- folded, for --author
  issues INTEGER NOT NULL,
  record TEXT NOT NULL            -- the whole entry as JSON (record.py)
);
CREATE INDEX entry_order ON entry (day DESC, digest DESC, position);
CREATE INDEX entry_category ON entry (category, day DESC, digest DESC, position);
CREATE INDEX entry_digest ON entry (digest, position);
CREATE INDEX entry_number ON entry (number, day DESC, digest DESC, position);
CREATE INDEX entry_paper ON entry (paper);
CREATE INDEX entry_doi ON entry (doi) WHERE doi IS NOT NULL;
CREATE INDEX entry_url ON entry (url) WHERE url IS NOT NULL;
CREATE TABLE listed (             -- every category of an entry, the primary one too
  category INTEGER NOT NULL REFERENCES category,
  entry INTEGER NOT NULL REFERENCES entry ON DELETE CASCADE,
  PRIMARY KEY (category, entry)
) WITHOUT ROWID;
CREATE INDEX listed_entry ON listed (entry);
"""


def folded(name: str) -> str:
    """Return a category's code or label for comparison, on one line."""
    from digestcli.text.fold import fold

    return fold(" ".join(without_surrogates(name).split()))


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file; another process may have been first."""
    connection.execute("BEGIN IMMEDIATE")
    if not connection.execute("PRAGMA user_version").fetchone()[0]:
        for statement in _TABLES.split(";\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def check(connection: sqlite3.Connection, path: str) -> bool:
    """Tell whether the file has our tables; False for an empty file.

    Raises LibraryError for a file that is not ours or newer than this program.
    """
    connection.execute("BEGIN")  # one look: another process may be making the tables just now
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        connection.execute("ROLLBACK")
    if application == APPLICATION_ID and version > VERSION:
        raise LibraryError(f"{path}: made by a newer digest (schema {version})", "upgrade this program")
    if application == APPLICATION_ID:
        return True
    if tables:
        raise LibraryError(f"{path}: not a digest library", "name another file with --library")
    return False
