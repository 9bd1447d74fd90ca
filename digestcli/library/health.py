"""Whether a library is whole: one check after the other, none of which changes anything.

A file that fails SQLite's own check is not opened for writing: what is in it is better copied than
repaired.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from digestcli.errors import MissingInput
from digestcli.library import schema
from digestcli.library.connect import MEMORY, connect, is_there, may_be_written, translated
from digestcli.library.orphans import count_orphans
from digestcli.library.rebuild import begun
from digestcli.library.store import Library
from digestcli.record import from_record, issue_from
from digestcli.ui import Message, say

_MAGIC = b"SQLite format 3\0"
_MOST_TOLD = 5
_MANY_REMOVED = 0.5
_LEAST_FREE = 64_000_000  # bytes; or the size of the library, which a copy of it needs


class Check(NamedTuple):
    """What one check found: its name, whether all is well, and the finding in words.

    The name is a message too.
    """

    name: str
    ok: bool
    told: Message


def examine(path: str) -> list[Check]:
    """Run all checks on the library file at `path`; where the file is damaged only some.

    Raises MissingInput, LibraryError for what is no library of ours, and InputOutputError.
    """
    if not is_there(path):
        raise MissingInput(say("{path}: no library there", path=path), say("`digest add PATH...` makes one"))
    log = _log(path)
    found = [_integrity(path)]
    if found[0].ok:
        with Library(path) as library:
            found += _contents(library)
    return [*found, log, _permissions(path), _space(path)]


def is_sound(checks: list[Check]) -> bool:
    """Tell whether the file itself is in order, so that its contents may be repaired."""
    return all(check.ok for check in checks if check.name in ("integrity", "tables"))


def _integrity(path: str) -> Check:
    """Ask SQLite, by a connection that cannot write."""
    with translated(path):
        db = connect(path, to_read=True)
        try:
            version = schema.version(db, path)
            wrong = [row[0] for row in db.execute(f"PRAGMA integrity_check({_MOST_TOLD})") if row[0] != "ok"]
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            if not _is_database(path):
                raise
            return Check("integrity", False, _foreign(str(error)))
        finally:
            db.close()
    whole = Message("the file is whole, schema {version}", version=version)
    return Check("integrity", not wrong, _foreign("; ".join(wrong)) if wrong else whole)


def _is_database(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _contents(library: Library) -> Iterator[Check]:
    """Look at one state of the library, whatever others write meanwhile."""
    tables = _tables(library.connection)
    yield tables
    if not tables.ok:
        return
    yield _index_structure(library)
    library.connection.execute("BEGIN")
    try:
        yield from (check(library.connection) for check in _CHECKS)
    finally:
        library.connection.execute("ROLLBACK")


def _tables(db: sqlite3.Connection) -> Check:
    names = "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    with Library(MEMORY) as whole:
        missing = set(whole.connection.execute(names)) - set(db.execute(names))
    said = ", ".join(sorted(name for (name,) in missing))
    return Check(
        "tables", not missing, Message("missing: {tables}", tables=said) if missing else Message("all there")
    )


def _index_structure(library: Library) -> Check:
    """Let FTS5 check its own tables; it asks for that by an INSERT that inserts nothing."""
    if not may_be_written(library.path):
        return Check("index", True, Message("not looked at: the library may only be read"))
    db, said = library.connection, ""
    try:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        said = str(error)
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
    return Check("index", not said, _foreign(said) if said else Message("the index is whole"))


def _foreign_keys(db: sqlite3.Connection) -> Check:
    tables = [row[0] for row in db.execute("PRAGMA foreign_key_check")]
    found = [_rows(name, tables.count(name)) for name in sorted(set(tables))]
    wrong = Message("rows that refer to nothing: {rows}", rows=found)
    return Check("references", not tables, wrong if tables else Message("all lead on"))


def _index_rows(db: sqlite3.Connection) -> Check:
    (entries,) = db.execute("SELECT count(*) FROM entry").fetchone()
    (rows,) = db.execute("SELECT count(*) FROM search_docsize").fetchone()
    (missing,) = db.execute(
        "SELECT count(*) FROM entry e WHERE NOT EXISTS (SELECT 1 FROM search_docsize s WHERE s.id = e.id)"
    ).fetchone()
    if missing:
        told = Message(
            "{missing} of {entries} are missing: run with --repair", missing=missing, entries=entries
        )
        return Check("entries in index", False, told)
    removed = 1 - entries / rows if rows else 0.0
    told = Message(
        "all {entries}; {share:.0%} of its rows are of removed ones", entries=entries, share=removed
    )
    if removed > _MANY_REMOVED:
        told = Message("{found}; --repair makes it smaller", found=told)
    return Check("entries in index", True, told)


def _orphans(db: sqlite3.Connection) -> Check:
    found = [_rows(table, count) for table, count in count_orphans(db).items()]
    for name in begun(db):
        found += [_rows(name, count) for (count,) in db.execute(f"SELECT count(*) FROM {name}_docsize")]
    wrong = Message("rows that nothing needs: {rows}; run with --repair", rows=found)
    return Check("orphans", not found, wrong if found else Message("none"))


def _counts(db: sqlite3.Connection) -> Check:
    rows = db.execute(
        "SELECT d.key, d.entries, count(e.id) FROM digest d LEFT JOIN entry e ON e.digest = d.id"
        " GROUP BY d.id HAVING d.entries != count(e.id)"
    )
    found = _some(
        Message("{digest} has {number} of {total}", digest=key, number=has, total=told)
        for key, told, has in rows
    )
    (digests,) = db.execute("SELECT count(*) FROM digest").fetchone()
    wrong = Message("{digests}; add their files with --again", digests=found)
    whole = Message("{number} have all their entries", number=digests)
    return Check("digests", not found, wrong if found else whole)


def _records(db: sqlite3.Connection) -> Check:
    """Read every record; as bytes, for a text that is no UTF-8 would end the look."""
    rows = db.execute(
        "SELECT d.key || ':' || e.number, CAST(r.json AS BLOB) FROM entry e"
        " LEFT JOIN digest d ON d.id = e.digest LEFT JOIN record r ON r.entry = e.id"
    )
    found = _some(_foreign(str(name)) for name, record in rows if not _parses(record, from_record))
    if not found:
        rows = db.execute("SELECT key, CAST(issues AS BLOB) FROM digest")
        found = _some(_foreign(name) for name, issues in rows if not _parses(issues, _issues))
    wrong = Message("cannot be read: {names}; add their files with --again", names=found)
    return Check("records", not found, wrong if found else Message("all can be read"))


def _issues(records: list[object]) -> None:
    for record in records:
        issue_from(record)


def _parses(record: bytes | None, read: Callable[..., object]) -> bool:
    try:
        read(json.loads(record or b""))
    except (ValueError, KeyError, TypeError):
        return False
    return True


_CHECKS = (_foreign_keys, _index_rows, _orphans, _counts, _records)


def _some(found: Iterator[Message]) -> list[Message]:
    """Return the first few; of more only the number is told."""
    told = list(islice(found, _MOST_TOLD))
    more = sum(1 for _ in found)
    return [*told[:-1], Message("{item} and {count} more", item=told[-1], count=more)] if more else told


def _rows(table: str, count: int) -> Message:
    return Message("{count} in {table}", count=count, table=table)


def _foreign(said: str) -> Message:
    """Return what others say as a message."""
    return Message("{said}", said=said)


def _log(path: str) -> Check:
    """Look at what another run, or one that was broken off, has left: SQLite takes it over by itself."""
    try:
        size = os.path.getsize(f"{path}-wal")
    except OSError:
        size = 0
    if not size:
        return Check("log", True, Message("nothing left over"))
    told = Message("{size} bytes of a run under way or broken off; nothing of it is lost", size=size)
    return Check("log", True, told)


def _permissions(path: str) -> Check:
    """Tell whether others can read the library, or put another file in its place."""
    if os.name == "nt":
        return Check("permissions", True, Message("not looked at on this system"))
    folder = os.path.dirname(os.path.abspath(path))
    files = [path + end for end in ("", "-wal", "-shm") if os.path.exists(path + end)]
    found = [
        Message("others may open {path}: chmod 600 it", path=name)
        for name in files
        if os.stat(name).st_mode & 0o077
    ]
    mode = os.stat(folder).st_mode
    if mode & 0o022 and not mode & stat.S_ISVTX:
        found.append(Message("others may write to {folder}: chmod 700 it", folder=folder))
    if not found:
        return Check("permissions", True, Message("for its owner only"))
    told, *others = found
    for other in others:
        told = Message("{finding}; {other}", finding=told, other=other)
    return Check("permissions", False, told)


def _space(path: str) -> Check:
    free, size = shutil.disk_usage(os.path.dirname(os.path.abspath(path))).free, os.path.getsize(path)
    told = Message("{used} MB used, {free} MB free", used=size // 1_000_000, free=free // 1_000_000)
    return Check("space", free >= max(size, _LEAST_FREE), told)
