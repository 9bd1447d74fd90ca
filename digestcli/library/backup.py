"""A copy of a library, whole and of one moment, whatever is written meanwhile."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, suppress

from digestcli.errors import CannotCreate, InputOutputError, MissingInput
from digestcli.library import schema
from digestcli.library.connect import connect, is_there, translated
from digestcli.ui import reason, say

_BESIDE = ("-wal", "-journal")
"""What SQLite lays beside a database that is in use, and would apply to another of its name."""


def backup(path: str, copy: str, *, overwrite: bool = False) -> int:
    """Copy the library at `path` to the file `copy`; return its size in bytes.

    The copy is made under another name, for its owner only, and is there whole or not at all. A
    damaged library is copied as it is. Raises MissingInput, LibraryError, CannotCreate and
    InputOutputError.
    """
    if not is_there(path):
        raise MissingInput(say("{path}: no library there", path=path), say("`digest add PATH...` makes one"))
    target = _target(path, copy, overwrite=overwrite)
    folder, name = os.path.split(target)
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{name[:40]}.", dir=folder)
    except OSError as error:
        raise CannotCreate(say("{path}: {problem}", path=copy, problem=reason(error))) from None
    try:
        _copy(path, temporary, copy)
        os.fsync(handle)
        os.replace(temporary, target)
    except OSError as error:
        raise InputOutputError(say("{path}: {problem}", path=copy, problem=reason(error))) from None
    finally:
        os.close(handle)
        with suppress(OSError):
            os.unlink(temporary)
    return os.path.getsize(target)


def _target(path: str, copy: str, *, overwrite: bool) -> str:
    """Return the file that the copy will be; it may replace a file, but no library that is in use."""
    target = os.path.realpath(copy)
    if os.path.isdir(target):
        raise CannotCreate(say("{path}: a folder", path=copy), say("name a file"))
    if target == os.path.realpath(path) or (os.path.exists(target) and os.path.samefile(path, target)):
        raise CannotCreate(say("{path}: the library itself", path=copy), say("name another file"))
    if os.path.exists(target) and not os.path.isfile(target):
        raise CannotCreate(say("{path}: not a file", path=copy), say("name a file"))
    if os.path.exists(target) and not overwrite:
        raise CannotCreate(say("{path}: already there", path=copy), say("overwrite it with --force"))
    if any(os.path.exists(target + end) for end in _BESIDE):
        raise CannotCreate(
            say("{path}: a database of that name is in use", path=copy), say("name another file")
        )
    return target


def _copy(path: str, temporary: str, copy: str) -> None:
    with translated(path), closing(connect(path)) as source:
        schema.version(source, path)
        with translated(copy), closing(sqlite3.connect(temporary, isolation_level=None)) as target:
            source.backup(target)
