"""The tables of the library file, and the checks that a file is ours and of our time.

Digests hold entries; entries of the same paper share a `paper`, which holds what a person did with
it and outlives the digests it stood in. `entry` is narrow, for it is what filters and counts go
through; the whole record of an entry lies beside it. `search` is the full-text index (index.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from digestcli.errors import LibraryError
from digestcli.ui import say

APPLICATION_ID = 0x44474553  # 'DGES': tells our file from any other SQLite database
VERSION = 2

DIGEST = """
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
CREATE INDEX digest_date ON digest (date DESC, id DESC);
CREATE TABLE original (
  digest INTEGER PRIMARY KEY REFERENCES digest ON DELETE CASCADE,
  text BLOB NOT NULL,             -- the file's text before repair, zlib
  repairs TEXT NOT NULL           -- JSON list of [rule, line, before, after, score]
)"""

ENTRY = """
CREATE TABLE category (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  folded TEXT NOT NULL,           -- code, zh and en folded for comparison, on a line each
  UNIQUE (code, zh, en)
);
CREATE TABLE paper (
  id INTEGER PRIMARY KEY,
  read INTEGER NOT NULL DEFAULT 0,
  starred INTEGER NOT NULL DEFAULT 0,
  note TEXT,
  marked TEXT                     -- when a person last changed it: UTC, ISO 8601
);
CREATE TABLE paper_name (         -- what tells that entries are of one paper (papers.py)
  name TEXT NOT NULL,
  paper INTEGER NOT NULL REFERENCES paper ON DELETE CASCADE,
  PRIMARY KEY (name, paper)
) WITHOUT ROWID;
CREATE INDEX paper_name_paper ON paper_name (paper);
CREATE TABLE tag (                -- key first: else SQLite 3.40 finds a NULL in it that is none
  paper INTEGER NOT NULL REFERENCES paper ON DELETE CASCADE,
  folded TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (paper, folded)
) WITHOUT ROWID;
CREATE INDEX tag_name ON tag (folded, paper);
CREATE TABLE entry (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: `search` may know removed ones
  digest INTEGER NOT NULL REFERENCES digest ON DELETE CASCADE,
  position INTEGER NOT NULL,
  number INTEGER NOT NULL,
  paper INTEGER NOT NULL REFERENCES paper,
  url TEXT,                       -- where the paper has no name that its URL says
  kind TEXT NOT NULL,
  date TEXT,
  day TEXT NOT NULL,              -- the digest's date or '': newest digests come first
  category INTEGER NOT NULL REFERENCES category,
  languages TEXT NOT NULL,        -- ' zh zh-hans en ': tags with blanks around them
  issues INTEGER NOT NULL
);
CREATE INDEX entry_order ON entry (day DESC, digest DESC, position);
CREATE INDEX entry_category ON entry (category, day DESC, digest DESC, position);
CREATE INDEX entry_digest ON entry (digest, number);
CREATE INDEX entry_paper ON entry (paper, day, digest);
CREATE INDEX entry_url ON entry (url) WHERE url IS NOT NULL;
CREATE TABLE record (
  entry INTEGER PRIMARY KEY REFERENCES entry ON DELETE CASCADE,
  json TEXT NOT NULL              -- the whole entry (record.py)
);
CREATE TABLE author (             -- for --author: what is only a part of a name, too
  entry INTEGER PRIMARY KEY REFERENCES entry ON DELETE CASCADE,
  names TEXT NOT NULL             -- folded, one a line
);
CREATE TABLE listed (             -- the categories of an entry beside its primary one
  category INTEGER NOT NULL REFERENCES category,
  entry INTEGER NOT NULL REFERENCES entry ON DELETE CASCADE,
  PRIMARY KEY (category, entry)
) WITHOUT ROWID;
CREATE INDEX listed_entry ON listed (entry)"""

FILES = """
CREATE TABLE folder (             -- what `digest sync` looks through
  path BLOB PRIMARY KEY,          -- absolute, in the bytes of the system
  encoding TEXT,                  -- as it was given to `digest add`
  reader TEXT
) WITHOUT ROWID;
CREATE TABLE file (               -- what was read, also where it gave no digest of its own
  path BLOB PRIMARY KEY,
  size INTEGER NOT NULL,
  mtime INTEGER,                  -- nanoseconds; null where a change need not show in it
  fingerprint TEXT                -- of the text; null for companions and for what was refused
) WITHOUT ROWID"""


def run(connection: sqlite3.Connection, statements: str) -> None:
    """Run statements one by one: `executescript` would commit what is under way."""
    for statement in statements.split(";\n"):
        connection.execute(statement)


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file; another process may have been first."""
    from digestcli.library import index

    connection.execute("BEGIN IMMEDIATE")
    if not connection.execute("PRAGMA user_version").fetchone()[0]:
        run(connection, DIGEST)
        run(connection, ENTRY)
        run(connection, FILES)
        index.create(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def version(connection: sqlite3.Connection, path: str) -> int:
    """Return the version of the tables that the file has; 0 for an empty file.

    Raises LibraryError for a file that is not ours or newer than this program.
    """
    connection.execute("BEGIN")  # one look: another process may be making the tables just now
    try:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        connection.execute("ROLLBACK")
    if application == APPLICATION_ID and found > VERSION:
        raise LibraryError(
            say("{path}: made by a newer digest (schema {found})", path=path, found=found),
            say("upgrade this program"),
        )
    if application != APPLICATION_ID and tables:
        raise LibraryError(
            say("{path}: not a digest library", path=path), say("name another file with --library")
        )
    return int(found) if application == APPLICATION_ID else 0


def insert_into(db: sqlite3.Connection, table: str, values: Mapping[str, object]) -> int:
    """Insert a row by column names of ours; return its row id. Lone surrogates, which SQLite refuses, go."""
    from digestcli.text.visible import without_surrogates

    row = [without_surrogates(value) if isinstance(value, str) else value for value in values.values()]
    marks = ", ".join("?" * len(values))
    cursor = db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", row)
    return cursor.lastrowid or 0
