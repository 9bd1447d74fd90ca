"""Opening the library file: to write where that is allowed, else to read without writing anything.

SQLite's write-ahead log wants an index file beside the library even to read, which nobody can make in a
folder that may only be read. There the file is opened as immutable, or with the index that is there.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from digestcli.errors import InputOutputError, LibraryError
from digestcli.ui import reason, say

MEMORY = ":memory:"
_WAIT_SECONDS = 30.0


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
