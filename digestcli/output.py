"""Exports to disk: whole files or none, and one file per category with names that are safe."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress

from digestcli.errors import CannotCreate, InputOutputError
from digestcli.model import Entry
from digestcli.writers.base import Options, Writer

_UNSAFE = re.compile(r"[^\w.-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST = 80
_NONE = "uncategorized"


def write_file(
    entries: Iterable[Entry], path: str, writer: Writer, options: Options, *, overwrite: bool = False
) -> int:
    """Write `entries` to `path` by way of a temporary file beside it; return how many.

    Raises CannotCreate where the file is there already (unless `overwrite`) or cannot be made,
    and InputOutputError where writing fails; then nothing is left behind.
    """
    if os.path.isdir(path):
        raise CannotCreate(f"{path}: a folder", "name a file, or use --split")
    if os.path.exists(path) and not overwrite:
        raise CannotCreate(f"{path}: already there", "overwrite it with --force")
    folder, name = os.path.split(os.path.abspath(path))
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{name[:40]}.", dir=folder)
    except OSError as error:
        raise CannotCreate(f"{path}: {error.strerror or error}") from None
    try:
        with open(handle, "w", encoding="utf-8", errors="replace", newline="") as stream:
            count = writer.write(entries, stream, options)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise InputOutputError(f"{path}: {error.strerror or error}") from None
        raise
    return count


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def split_by_category(
    entries: Iterable[Entry], folder: str, writer: Writer, options: Options, *, overwrite: bool = False
) -> list[str]:
    """Write one file per primary category into `folder`; return the paths.

    `entries` of one category must stand together. Raises as `write_file` does.
    """
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise CannotCreate(f"{folder}: {error.strerror or error}") from None
    paths: list[str] = []
    used: set[str] = set()
    for category, some in itertools.groupby(entries, key=lambda entry: entry.category):
        name = _unused(safe_name(category), used)
        path = os.path.join(folder, name + writer.suffixes[0])
        write_file(some, path, writer, options, overwrite=overwrite)
        paths.append(path)
    return paths


def safe_name(category: str) -> str:
    """Return a file name for a category, without suffix: never a path, never reserved anywhere.

    A name that had to be changed gets a hash of the category, so that two never become one.

    >>> safe_name("quant-ph"), safe_name("cond-mat.mtrl-sci"), safe_name("")
    ('quant-ph', 'cond-mat.mtrl-sci', 'uncategorized')
    >>> safe_name("../../etc/passwd").startswith("etc_passwd-"), "/" in safe_name("a/b")
    (True, False)
    """
    if not category:
        return _NONE
    name = _UNSAFE.sub("_", category).strip("._-")[:_LONGEST].rstrip("._-")
    if name == category and not _RESERVED.fullmatch(name) and name != _NONE:
        return name
    return f"{name or 'category'}-{hashlib.sha256(category.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _unused(name: str, used: set[str]) -> str:
    """Return `name`, numbered where it was used up to case (file systems may ignore case)."""
    free, count = name, 1
    while free.casefold() in used:
        count += 1
        free = f"{name}-{count}"
    used.add(free.casefold())
    return free
