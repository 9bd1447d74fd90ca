"""Where an archive lies, and files that are read into one: local folders and whatever fsspec knows.

A file appears whole or not at all: locally it is written under a temporary name and renamed, an object
store gets one PUT (a large object becomes visible when its upload is completed).
"""

from __future__ import annotations

import os
import posixpath
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from glob import has_magic
from typing import Any, NamedTuple

import fsspec
from fsspec.implementations.local import LocalFileSystem

from digestcli.errors import DigestError, InputOutputError, UsageError
from digestcli.ui import reason, say

_FILE = "file://"
SCHEME = "://"


class Place(NamedTuple):
    """A folder by its URL or path: plain text, so that it can be sent to other machines."""

    url: str

    @property
    def files(self) -> Any:
        """The file system of fsspec. Raises UsageError where there is none, or its package is missing."""
        return _file_system(self.url)[0]

    def path(self, name: str = "") -> str:
        """Return what the file system calls the file `name` of this place."""
        root = _file_system(self.url)[1].rstrip("/")
        return f"{root}/{name}" if name else root

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file; None where there is none."""
        with translated(self.url):
            try:
                data: bytes = self.files.cat_file(self.path(name))
            except (FileNotFoundError, NotADirectoryError):
                return None
        return data

    def write(self, name: str, data: bytes) -> None:
        """Let the file `name` appear, or replace it, with all of `data` at once."""
        path = self.path(name)
        with translated(self.url):
            if not is_local(self.files):
                self.files.pipe_file(path, data)
                return
            os.makedirs(os.path.dirname(path), exist_ok=True)
            temporary = os.path.join(os.path.dirname(path), f".{uuid.uuid4().hex}")
            try:
                with open(temporary, "xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(temporary, path)
            except BaseException:
                if os.path.exists(temporary):
                    os.unlink(temporary)
                raise

    def create(self, name: str, data: bytes) -> bool:
        """Make a file that is not there yet; return False where it is: of several callers one succeeds.

        Atomic on local file systems, and on the object stores that have a conditional PUT.
        """
        path = self.path(name)
        with translated(self.url):
            try:
                if is_local(self.files):
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    with open(path, "xb") as file:
                        file.write(data)
                else:
                    self.files.pipe_file(path, data, mode="create")
            except FileExistsError:
                return False
        return True

    def remove(self, names: Iterable[str]) -> None:
        """Remove files; what has gone already is none of our business.

        Of several an object store is asked at once: S3 takes 1,000 names in a request, others have many
        requests under way. What is left then is removed one by one, so that the store says why it stays.
        """
        some = list(names)
        paths = [self.path(name) for name in some]
        if len(some) > 1 and not is_local(self.files) and not any(map(has_magic, paths)):
            with translated(self.url), suppress(FileNotFoundError):
                self.files.rm(paths)
            left = set(self.names(posixpath.commonpath(some)))
            some = [name for name in some if name in left]
        for name in some:
            with translated(self.url), suppress(FileNotFoundError):
                self.files.rm_file(self.path(name))

    def names(self, below: str = "") -> list[str]:
        """Return the names of all files below a folder of this place, sorted."""
        start = len(self.path()) + 1
        with translated(self.url):
            self.files.invalidate_cache()
            return sorted(path[start:] for path in self.files.find(self.path(below)))


@contextmanager
def translated(url: str) -> Iterator[None]:
    """Make errors of ours of those of a file system; each store has classes of its own."""
    try:
        yield
    except (DigestError, FileExistsError):
        raise
    except OSError as error:
        raise InputOutputError(
            say("{path}: {problem}", path=url, problem=reason(error) or type(error).__name__)
        ) from None
    except Exception as error:
        if url.startswith(_FILE) or SCHEME not in url:
            raise
        said = f"{type(error).__name__}: {error}"
        raise InputOutputError(say("{path}: {problem}", path=url, problem=said)) from None


def is_local(files: object) -> bool:
    """Tell whether a file system is that of this machine."""
    return isinstance(files, LocalFileSystem)


@cache
def _file_system(url: str) -> tuple[Any, str]:
    try:
        files, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise UsageError(
            say("{url}: a package is missing: {error}", url=url, error=error), say("on every worker, too")
        ) from None
    except ValueError as error:
        raise UsageError(say("{url}: no file system for that: {error}", url=url, error=error)) from None
    return files, path


def absolute(path: str) -> str:
    """Return a path or URL that means the same in every folder; local ones are plain paths."""
    if SCHEME in path and not path.startswith(_FILE):
        return path.rstrip("/")
    return os.path.abspath(path.removeprefix(_FILE))
