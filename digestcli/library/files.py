"""Which folders are watched and which files were read: what `digest sync` compares the disk with.

Paths are kept in the bytes of the system: a file's name need not be Unicode.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Container, Iterable
from typing import TYPE_CHECKING, NamedTuple

from digestcli.errors import DataError, DigestError, NoMatch
from digestcli.library.connect import Database
from digestcli.source import place_of
from digestcli.ui import say

if TYPE_CHECKING:
    from digestcli.folders import Seen


class Watched(NamedTuple):
    """A folder that was added, with the options it was added with."""

    path: str
    encoding: str | None = None
    reader: str | None = None

    def holds(self, path: str) -> bool:
        """Tell whether the file at `path` lies in this folder or below it."""
        return path.startswith(self.path.rstrip(os.sep) + os.sep)


class Known(NamedTuple):
    """A file that was read; `mtime` is None where a change need not show in it (folders.Seen).

    `fingerprint` is that of the text it gave; None for a companion of another file and for a file
    that was refused.
    """

    size: int
    mtime: int | None
    fingerprint: str | None


def watch(
    library: Database, paths: Iterable[str], *, encoding: str | None = None, reader: str | None = None
) -> None:
    """Remember those of `paths` that are folders, to be read again in the same way."""
    folders = [os.path.abspath(path) for path in paths if path != "-" and os.path.isdir(path)]
    if folders:
        with library.transaction() as db:
            db.executemany(
                "INSERT OR REPLACE INTO folder (path, encoding, reader) VALUES (?, ?, ?)",
                [(os.fsencode(folder), encoding, reader) for folder in folders],
            )


def unwatch(library: Database, path: str) -> None:
    """Forget a folder, and the files in it that no other watched folder holds; its digests stay.

    Raises NoMatch.
    """
    folder = os.path.abspath(path)
    with library.transaction() as db:
        if not db.execute("DELETE FROM folder WHERE path = ?", (os.fsencode(folder),)).rowcount:
            raise NoMatch(say("{path}: not a watched folder", path=path), say("see `digest sync --list`"))
        others = watched(library)
        mine = Watched(folder)
        held = [file for file in known(library) if mine.holds(file)]
        forget(db, [file for file in held if not any(other.holds(file) for other in others)])


def watched(library: Database) -> list[Watched]:
    """Return the watched folders by name."""
    rows = library.connection.execute("SELECT path, encoding, reader FROM folder ORDER BY path")
    return [Watched(os.fsdecode(path), encoding, reader) for path, encoding, reader in rows]


def known(library: Database) -> dict[str, Known]:
    """Return all files that were read."""
    rows = library.connection.execute("SELECT path, size, mtime, fingerprint FROM file")
    return {os.fsdecode(path): Known(size, mtime, fingerprint) for path, size, mtime, fingerprint in rows}


def remember(db: sqlite3.Connection, files: Iterable[Seen], fingerprint: str | None) -> None:
    """Note what files were like when they were read; `fingerprint` is that of the first."""
    rows = [
        (os.fsencode(one.path), one.size, one.mtime, None if at else fingerprint)
        for at, one in enumerate(files)
    ]
    db.executemany(
        "INSERT INTO file (path, size, mtime, fingerprint) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime = excluded.mtime,"
        " fingerprint = excluded.fingerprint WHERE (size, mtime, fingerprint)"
        " IS NOT (excluded.size, excluded.mtime, excluded.fingerprint)",
        rows,
    )


def remember_refused(library: Database, files: Collection[Seen], error: DigestError) -> None:
    """Note a file that no reader can read: it is not tried again while it is unchanged.

    One that the system refused is tried again, for no change of the file need have brought that about.
    """
    if files and isinstance(error, DataError):
        with library.transaction() as db:
            remember(db, files, None)


def forget(db: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Forget files that were read; their digests stay."""
    db.executemany("DELETE FROM file WHERE path = ?", [(os.fsencode(path),) for path in paths])


class Place(NamedTuple):
    """Which file a digest is of; `path` is text (source.place_of)."""

    key: str
    path: str
    fingerprint: str


def places(library: Database, *, but: Container[str] = ()) -> list[Place]:
    """Return the file of each digest; those of the files `but` are left out."""
    rows = library.connection.execute("SELECT key, path, fingerprint FROM digest ORDER BY id")
    return [Place(*row) for row in rows if row[1] not in but]


def move(library: Database, digests: Iterable[Place], path: str) -> None:
    """Note that the file of `digests` is now the one at `path`."""
    with library.transaction() as db:
        rows = [(place_of(path), one.key, one.path) for one in digests]
        db.executemany("UPDATE digest SET path = ? WHERE key = ? AND path = ?", rows)


def copies(library: Database, here: Container[str]) -> dict[str, str]:
    """Return fingerprint -> path of the files `here` that hold the text of a digest of another file."""
    own = {(one.path, one.fingerprint) for one in places(library)}
    return {
        file.fingerprint: path
        for path, file in known(library).items()
        if file.fingerprint and path in here and (place_of(path), file.fingerprint) not in own
    }
