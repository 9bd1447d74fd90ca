"""Which files and digests an archive is made from, what tells that they changed, and their content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote, unquote

from digestcli.archive.manifest import Input
from digestcli.archive.places import SCHEME, Place, absolute, translated
from digestcli.errors import MissingInput, UsageError
from digestcli.folders import seen
from digestcli.ingest import Group, Loaded, Refused, paired
from digestcli.intake import How, loaded
from digestcli.library.select import Selection, select, select_records
from digestcli.library.store import Library
from digestcli.source import STDIN, walk
from digestcli.ui import say

LIBRARY = "library:"
"""Begins the path of a digest of a library."""
_UNREAD = ".expect.yaml"
_SIGNS = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "updated", "last_modified")
"""What file systems call the thing that changes with the content."""


def found(sources: Iterable[str]) -> list[Input]:
    """Return the inputs that `sources` (files, folders, URLs) name, each once, without their ids.

    Raises MissingInput for what is not there.
    """
    states: dict[str, tuple[int, str]] = {}
    for source in sources:
        if source == STDIN:
            raise UsageError(say("an archive is not made from standard input"), say("name files or folders"))
        place = absolute(source)
        for path, state in _remote(place) if SCHEME in place else _local(place):
            states.setdefault(path, state)
    return [_input(group, states) for group in paired(states)]


def _input(group: Group, states: dict[str, tuple[int, str]]) -> Input:
    some = [states[path] for path in (group.path, *group.companions)]
    signs = [sign for _, sign in some]
    return Input(
        group.path, group.companions, sum(size for size, _ in some), " ".join(signs) if all(signs) else ""
    )


def _local(path: str) -> Iterator[tuple[str, tuple[int, str]]]:
    for one in walk([path]):
        state = seen(one)
        size, mtime = (state.size, state.mtime) if state else (0, None)
        yield os.path.abspath(one), (size, f"{size}-{mtime}" if mtime else "")


def _remote(url: str) -> Iterator[tuple[str, tuple[int, str]]]:
    place = Place(url)
    with translated(url):
        place.files.invalidate_cache()
        listed: dict[str, dict[str, Any]] = place.files.find(place.path(), detail=True)
    if not listed:
        raise MissingInput(say("{path}: no such file or folder", path=url))
    start = len(place.path())
    for path, info in sorted(listed.items()):
        below = path[start:]
        if not below.endswith(_UNREAD) and not any(one.startswith(".") for one in below.split("/")):
            size = int(info.get("size") or 0)
            sign = next((str(info[name]) for name in _SIGNS if info.get(name)), "")
            yield url + below, (size, f"{size}-{sign}" if sign else "")


def in_library(path: str) -> list[Input]:
    """Return the digests of the library at `path` as inputs, with their ids: a hash of their records."""
    where = LIBRARY + os.path.abspath(path)
    with Library(path) as library:
        return [
            Input(f"{where}#{quote(key, safe='')}", size=size, id=mark)
            for key, size, mark in (_hashed(library, one.digest.key) for one in library.digests())
        ]


def _hashed(library: Library, key: str) -> tuple[str, int, str]:
    mark, size = hashlib.sha256(key.encode("utf-8", "replace")), 0
    for record in select_records(library, Selection(digests=(key,))):
        data = record.encode("utf-8", "surrogatepass")
        mark.update(data)
        size += len(data)
    return key, size, mark.hexdigest()


def identified(inputs: list[Input]) -> list[Input]:
    """Return files with their ids; one that cannot be read keeps '', and reading it will say why."""
    return [one._replace(id=content_id(one)) for one in inputs]


def content_id(one: Input) -> str:
    """Return the hash of the names and contents of an input's files; '' where they cannot be read."""
    whole = hashlib.sha256()
    try:
        with fetched(one) as group:
            for path in (group.path, *group.companions):
                whole.update(os.fsencode(os.path.basename(path)) + b"\0")
                with open(path, "rb") as file:
                    whole.update(hashlib.sha256(file.read()).digest())
    except (OSError, MissingInput):
        return ""
    return whole.hexdigest()


@contextmanager
def fetched(one: Input) -> Iterator[Group]:
    """Give the files of an input as files of this machine, for as long as they are needed."""
    if SCHEME not in one.path:
        yield Group(one.path, one.companions)
        return
    with TemporaryDirectory(prefix="digest-") as folder:
        paths = []
        for url in (one.path, *one.companions):
            place, _, name = url.rpartition("/")
            data = Place(place).read(name)
            if data is None:
                raise MissingInput(say("{path}: no such file", path=url))
            paths.append(os.path.join(folder, name))
            with open(paths[-1], "wb") as file:
                file.write(data)
        yield Group(paths[0], tuple(paths[1:]))


def read(one: Input, how: How) -> list[Loaded | Refused]:
    """Read the digests of an input."""
    if not one.path.startswith(LIBRARY):
        with fetched(one) as group:
            return loaded(group, how)
    path, _, key = one.path.removeprefix(LIBRARY).rpartition("#")
    with Library(path) as library:
        stored = library.digest(unquote(key))
        entries = tuple(select(library, Selection(digests=(stored.digest.key,))))
        return [Loaded(stored.path, stored.digest, entries, one.id)]
