"""Opening the library file: to write where that is allowed, else to read without writing anything.

SQLite's write-ahead log wants an index file beside the library even to read, which nobody can make in a
folder that may only be read. There the file is opened as immutable, or with the index that is there.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from digestcli.errors import CannotCreate, InputOutputError, LibraryError
from digestcli.library import schema
from digestcli.ui import reason, say

if TYPE_CHECKING:
    from typing_extensions import Self  # Python 3.10 has none of its own

MEMORY = ":memory:"
_WAIT_SECONDS = 30.0
_LOG_PAGES = 8_000  # 32 MB of log between two of SQLite's copies to the library: each waits for the disk
_CACHE_KIB = 64_000  # names of papers go everywhere in their index: less of it is read again


class Database:
    """An open library file as SQLite has it, and its transactions; store.py says what goes in and out."""

    def __init__(self, path: str, *, create: bool = False, to_read: bool = False) -> None:
        """Open `path`; a missing file is made with `create`, else it reads as empty and stays missing.

        What may only be read is read (`connect`); with `to_read` nothing can be written. Raises
        LibraryError, InputOutputError and CannotCreate.
        """
        self.path = path
        exists = path == MEMORY or is_there(path)
        if create and not exists:
            _make_folder(os.path.dirname(os.path.abspath(path)))
            _make_file(path)
        with translated(path):
            self.connection = connect(path if create or exists else MEMORY, to_read=to_read)
            try:
                self._prepare(create=create and path != MEMORY)
            except BaseException:
                self.connection.close()
                raise

    def _prepare(self, *, create: bool) -> None:
        version = schema.version(self.connection, self.path)
        if not (version or create):  # an empty file reads as empty, and stays so
            self.connection.close()
            self.connection = connect(MEMORY)
        self.connection.execute("PRAGMA foreign_keys = ON")
        if create:
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
            self.connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        if not version:
            schema.create(self.connection)
        elif version < schema.VERSION:
            from digestcli.library.migrate import migrate

            migrate(self.connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Close; what SQLite said on the way becomes an error of ours."""
        self.connection.close()
        if isinstance(error, sqlite3.Error):
            with translated(self.path):
                raise error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run one writing transaction: all of it or nothing."""
        with translated(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")


def is_there(path: str) -> bool:
    """Tell whether the library file is there. Raises InputOutputError where that cannot be told."""
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        raise InputOutputError(say("{path}: {problem}", path=path, problem=reason(error))) from None
    return True


def connect(path: str, *, to_read: bool = False) -> sqlite3.Connection:
    """Open `path` (or MEMORY); a file, or a folder, that may not be written to is opened to be read.

    With `to_read` any file is: nothing is written to it, not even what a broken-off run has left beside.

    Raises InputOutputError where the file may not be read, or has changes beside it that cannot be; and
    sqlite3.Error.
    """
    as_usual = path == MEMORY or not is_there(path) or os.path.isdir(path)
    writable = as_usual or may_be_written(path)
    if as_usual or (writable and not to_read):
        return sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        with open(path, "rb"):
            pass
    except OSError as error:
        raise InputOutputError(say("{path}: {problem}", path=path, problem=reason(error))) from None
    from urllib.parse import quote

    mode = "mode=ro" if writable else _read_mode(path)
    address = f"file:{quote(os.fsencode(os.path.abspath(path)))}?{mode}"
    return sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)


def may_be_written(path: str) -> bool:
    """Tell whether SQLite may write to the file, and make its log beside it."""
    effective = os.access in os.supports_effective_ids
    folder = os.path.dirname(os.path.abspath(path))
    return all(os.access(place, os.W_OK, effective_ids=effective) for place in (path, folder))


def _read_mode(path: str) -> str:
    """Return how to read a file that may not be written to: with its log where there is one.

    Without a log nobody is writing, and nothing beside the file needs to be looked at.
    """
    log, index = path + "-wal", path + "-shm"
    if not os.path.exists(log) or not os.path.getsize(log):
        return "immutable=1"
    if not os.path.exists(index):
        raise InputOutputError(
            say("{path}: unfinished changes beside it cannot be read here", path=path),
            say("run digest once as its owner, where it may be written to"),
        )
    return "mode=ro"


@contextmanager
def translated(path: str) -> Iterator[None]:
    """Turn what SQLite says into errors of ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise InputOutputError(
            say("{path}: {problem}", path=path, problem=reason(error)),
            say("is the disk full, or the file locked or protected?"),
        ) from None
    except sqlite3.DatabaseError as error:
        raise LibraryError(
            say("{path}: {problem}", path=path, problem=reason(error)),
            say("the file is damaged or no digest library"),
        ) from None


def _make_folder(folder: str) -> None:
    """Make the library's folder for its owner only: what a person reads is nobody's business."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError as error:
        raise CannotCreate(
            say("{path}: {problem}", path=folder, problem=reason(error)),
            say("name a file with --library"),
        ) from None


def _make_file(path: str) -> None:
    """Make an empty file for its owner only; what SQLite lays beside it gets the same permissions."""
    with suppress(OSError):  # SQLite will say why
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
