"""Which files a folder holds, and what tells later that one has changed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import NamedTuple

_EXPECTATION = ".expect.yaml"
_SECOND = 1_000_000_000
_COARSE = 2 * _SECOND
_FINE = _SECOND // 20
"""Two writes this near to each other can bear one time: where a file system counts whole seconds
(FAT even two) and where it does not (Linux stamps files by a clock of at most 10 ms)."""


class Seen(NamedTuple):
    """A file as it was before it was read."""

    path: str
    """Absolute, as the system names it."""
    size: int
    mtime: int | None
    """Nanoseconds; None where it was so fresh that a later change need not show in it."""


def scan(folder: str) -> Iterator[os.DirEntry[str] | OSError]:
    """Yield the files below `folder`: those of a folder by name, then its folders by name.

    Hidden files and folders, and the expectations beside samples, are passed over; links to files are
    followed, links to folders are not, so that no loop is walked. A folder that cannot be listed comes
    as the error.
    """
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as found:
                entries = sorted((one for one in found if one.name[0] != "."), key=lambda one: one.name)
        except OSError as error:
            yield error
            continue
        folders = []
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif not entry.name.endswith(_EXPECTATION) and _may_be_read(entry):
                yield entry
        waiting.extend(reversed(folders))


def _may_be_read(entry: os.DirEntry[str]) -> bool:
    """Tell files, also links that lead nowhere, from pipes and devices, which would wait for ever."""
    try:
        return entry.is_file() or (entry.is_symlink() and not os.path.exists(entry.path))
    except OSError:  # a link that leads to itself
        return True


def seen(path: str) -> Seen | None:
    """Return what a file is like now, to be asked *before* reading it; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        try:
            found = os.lstat(path)  # a link that leads nowhere is unchanged while it is the same link
        except OSError:
            return None
    return Seen(os.path.abspath(path), found.st_size, _settled(found.st_mtime_ns))


def state_of(entry: os.DirEntry[str]) -> tuple[int, int] | None:
    """Return size and time of change of what `scan` found; None where it has gone meanwhile."""
    for follow in (True, False):
        try:
            found = entry.stat(follow_symlinks=follow)
        except OSError:
            continue
        return found.st_size, found.st_mtime_ns
    return None


def is_there(path: str) -> bool:
    """Tell whether anything has that name, be it a link that leads nowhere."""
    return os.path.lexists(path)


def _settled(mtime: int) -> int | None:
    """Return a time of change, or None where it is so near that the next change may bear it too."""
    window = _FINE if mtime % _SECOND else _COARSE
    return mtime if abs(time.time_ns() - mtime) > window else None
