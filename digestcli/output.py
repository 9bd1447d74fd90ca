"""Exports to disk: whole files or none, and several at once under names that are safe."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TextIO

from digestcli.errors import CannotCreate, InputOutputError
from digestcli.model import Entry
from digestcli.ui import reason, say
from digestcli.writers.base import Options, Writer

_UNSAFE = re.compile(r"[^\w.-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[\d¹²³])(?:\..*)?", re.IGNORECASE)  # on Windows
_MOST_BYTES = 160  # of UTF-8; file systems take 255, with hash and suffix
_NONE = "uncategorized"
_COLON = re.compile("[:：](?= )|(?<=[^\\W_A-Za-z0-9])[:：]")
_UNREADABLE = re.compile(r"[^\w .,()'&+=-]+")
_NO_EDGE = " .,-'&+="
_MOST_READABLE = 120  # bytes; Windows takes 260 characters for a path with all its folders
_UNTITLED = "untitled"


def write_whole(path: str, write: Callable[[TextIO], int], *, overwrite: bool = False) -> int:
    """Let `write` fill `path` by way of a temporary file beside it; return what it returns.

    Raises CannotCreate where the file is there already (unless `overwrite`) or cannot be made,
    and InputOutputError where writing fails; then nothing is left behind. A link is followed; a
    device or a named pipe is written to, never replaced.
    """
    with _Files(overwrite=overwrite) as files:
        return files.write(path, write)


class _Files:
    """Files being written; as a context manager, all of them appear at its end or none does.

    Each is written to a temporary file beside its place; at the end all are renamed, the targets that are
    there put aside first, and put back should a rename fail. File systems rename one file at a time: only
    a crash of the machine between two renames can leave some of the new files beside old ones.
    """

    def __init__(self, *, overwrite: bool) -> None:
        self.overwrite = overwrite
        self.waiting: dict[str, tuple[str, str]] = {}  # target -> temporary file, path as given

    def __enter__(self) -> _Files:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: object, _trace: object) -> None:
        try:
            if kind is None:
                self._appear()
        finally:
            for temporary, _ in self.waiting.values():
                with suppress(OSError):
                    os.unlink(temporary)

    def check(self, path: str) -> str:
        """Return the file that `path` means. Raises CannotCreate where it may not be written."""
        target = os.path.realpath(path)
        if os.path.isdir(target):
            raise CannotCreate(say("{path}: a folder", path=path), say("name a file, or use --split"))
        if os.path.isfile(target) and not self.overwrite:
            raise CannotCreate(say("{path}: already there", path=path), say("overwrite it with --force"))
        return target

    def write(self, path: str, write: Callable[[TextIO], int]) -> int:
        """Let `write` fill one file, a device or a named pipe at once; return what it returns."""
        target = self.check(path)
        if os.path.exists(target) and not os.path.isfile(target):
            return _write_into(target, write)
        folder, name = os.path.split(target)
        try:
            handle, temporary = tempfile.mkstemp(prefix=f".{name[:40]}.", dir=folder)
        except OSError as error:
            raise CannotCreate(say("{path}: {problem}", path=path, problem=reason(error))) from None
        self.waiting[target] = temporary, path
        try:
            with open(handle, "w", encoding="utf-8", errors="replace", newline="") as stream:
                count = write(stream)
            os.chmod(temporary, _mode(target))
        except OSError as error:
            raise InputOutputError(say("{path}: {problem}", path=path, problem=reason(error))) from None
        return count

    def _appear(self) -> None:
        """Rename all; when one cannot be renamed, undo those before it."""
        for _, path in self.waiting.values():
            self.check(path)
        where = ""
        aside: dict[str, str] = {}  # target -> where its older self is, '' for none
        try:
            for target, (temporary, path) in self.waiting.items():
                where = path
                aside[target] = _put_aside(target) if len(self.waiting) > 1 else ""
                os.replace(temporary, target)
        except BaseException as error:
            for target, older in aside.items():
                with suppress(OSError):
                    os.replace(older, target) if older else os.unlink(target)
            if isinstance(error, OSError):
                raise InputOutputError(say("{path}: {problem}", path=where, problem=reason(error))) from None
            raise
        for older in filter(None, aside.values()):
            with suppress(OSError):
                os.unlink(older)


def _put_aside(path: str) -> str:
    """Rename a file that is there to a name beside it; return that, or '' for none."""
    if not os.path.lexists(path):
        return ""
    folder, name = os.path.split(path)
    handle, older = tempfile.mkstemp(prefix=f".{name[:40]}.", dir=folder)
    os.close(handle)
    try:
        os.replace(path, older)
    except BaseException:
        os.unlink(older)
        raise
    return older


def _write_into(path: str, write: Callable[[TextIO], int]) -> int:
    try:
        with open(path, "w", encoding="utf-8", errors="replace", newline="") as stream:
            return write(stream)
    except OSError as error:
        raise InputOutputError(say("{path}: {problem}", path=path, problem=reason(error))) from None


def _mode(path: str) -> int:
    """Return the permissions of the file that will be replaced, else those of a new file."""
    with suppress(OSError):
        return stat.S_IMODE(os.stat(path).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_split(
    groups: Iterable[tuple[str, Iterable[Entry]]],
    folder: str,
    writer: Writer,
    options: Options,
    *,
    overwrite: bool = False,
    naming: Callable[[str], str] | None = None,
) -> list[str]:
    """Write one file for each (name, entries) into `folder`; return the paths.

    `naming` makes a safe file name of a name, by default `safe_name`.
    Raises as `write_whole` does, and then there is no new file and every old one as it was: see `_Files`.
    Without `overwrite` a file that is there ends the export when its name is reached, before any file
    has appeared.
    """
    new = not os.path.isdir(folder)
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise CannotCreate(say("{path}: {problem}", path=folder, problem=reason(error))) from None
    paths: list[str] = []
    used: set[str] = set()
    try:
        with _Files(overwrite=overwrite) as files:
            for name, some in groups:
                paths.append(
                    os.path.join(folder, _unused((naming or safe_name)(name), used) + writer.suffixes[0])
                )
                files.write(paths[-1], partial(_fill, writer, some, replace(options, name=name)))
    except BaseException:
        if new:
            with suppress(OSError):
                os.rmdir(folder)
        raise
    return paths


def _fill(writer: Writer, entries: Iterable[Entry], options: Options, stream: TextIO) -> int:
    return writer.write(entries, stream, options)


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
    cut = _UNSAFE.sub("_", category).strip("._-").encode()[:_MOST_BYTES]
    name = cut.decode(errors="ignore").rstrip("._-")
    reserved = _RESERVED.fullmatch(name)
    if name == category and not reserved and name != _NONE:
        return name
    mark = hashlib.sha256(category.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{'_' if reserved else ''}{name or 'category'}-{mark}"


def readable_name(title: str) -> str:
    """Return a file name that a person reads, without suffix: safe everywhere, also in notes' links.

    Letters, digits, blanks and a few signs are kept, and whole words of the first 120 bytes. Two titles
    may become one name.

    >>> readable_name("2601.14263 Call2Instruct: from calls/logs to Q&A?")
    '2601.14263 Call2Instruct - from calls logs to Q&A'
    >>> readable_name("量子纠缠：一种新方法"), readable_name("../.."), readable_name("con"), readable_name("")
    ('量子纠缠 - 一种新方法', 'untitled', '_con', 'untitled')
    """
    plain = _UNREADABLE.sub(" ", _COLON.sub(" - ", unicodedata.normalize("NFC", title)))
    name = " ".join(plain.split()).strip(_NO_EDGE)
    cut = name.encode()[:_MOST_READABLE].decode(errors="ignore")
    if cut != name:
        whole = cut.rpartition(" ")[0] if name[len(cut)] != " " else cut
        name = (whole if len(whole) * 2 > len(cut) else cut).strip(_NO_EDGE)
    return f"_{name}" if _RESERVED.fullmatch(name) else name or _UNTITLED


def _unused(name: str, used: set[str]) -> str:
    """Return `name`, numbered where it was used up to case and composition.

    File systems may ignore both: Windows and macOS case, macOS how an accent is composed.
    """
    free, count = name, 1
    while _compared(free) in used:
        count += 1
        free = f"{name}-{count}"
    used.add(_compared(free))
    return free


def _compared(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
