"""Exports to disk: whole files or none, and several at once under names that are safe."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace

from digestcli.errors import CannotCreate, InputOutputError
from digestcli.model import Entry
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


def write_file(
    entries: Iterable[Entry], path: str, writer: Writer, options: Options, *, overwrite: bool = False
) -> int:
    """Write `entries` to `path` by way of a temporary file beside it; return how many.

    Raises CannotCreate where the file is there already (unless `overwrite`) or cannot be made,
    and InputOutputError where writing fails; then nothing is left behind. A link is followed; a
    device or a named pipe is written to, never replaced.
    """
    target = os.path.realpath(path)
    _check_target(target, path, overwrite=overwrite)
    if os.path.exists(target) and not os.path.isfile(target):
        return _write_into(target, entries, writer, options)
    folder, name = os.path.split(target)
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{name[:40]}.", dir=folder)
    except OSError as error:
        raise CannotCreate(f"{path}: {error.strerror or error}") from None
    try:
        with open(handle, "w", encoding="utf-8", errors="replace", newline="") as stream:
            count = writer.write(entries, stream, options)
        os.chmod(temporary, _mode(target))
        os.replace(temporary, target)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise InputOutputError(f"{path}: {error.strerror or error}") from None
        raise
    return count


def _write_into(path: str, entries: Iterable[Entry], writer: Writer, options: Options) -> int:
    try:
        with open(path, "w", encoding="utf-8", errors="replace", newline="") as stream:
            return writer.write(entries, stream, options)
    except OSError as error:
        raise InputOutputError(f"{path}: {error.strerror or error}") from None


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
    The files are made in a folder of their own beside and moved when all are whole: a failure
    leaves what was there before, except where the move itself fails half way. Raises as `write_file` does.
    """
    try:
        os.makedirs(folder, exist_ok=True)
        aside = tempfile.mkdtemp(prefix=".digest-", dir=folder)
    except OSError as error:
        raise CannotCreate(f"{folder}: {error.strerror or error}") from None
    made: list[tuple[str, str]] = []
    used: set[str] = set()
    try:
        for name, some in groups:
            file = _unused((naming or safe_name)(name), used) + writer.suffixes[0]
            target = os.path.join(folder, file)
            _check_target(target, target, overwrite=overwrite)
            write_file(some, os.path.join(aside, file), writer, replace(options, name=name))
            made.append((os.path.join(aside, file), target))
        for temporary, target in made:
            os.replace(temporary, target)
    except OSError as error:
        raise InputOutputError(f"{folder}: {error.strerror or error}") from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return [target for _, target in made]


def _check_target(target: str, path: str, *, overwrite: bool) -> None:
    """Raise CannotCreate for a folder, and for a file that must not be overwritten; `path` names it."""
    if os.path.isdir(target):
        raise CannotCreate(f"{path}: a folder", "name a file, or use --split")
    if os.path.isfile(target) and not overwrite:
        raise CannotCreate(f"{path}: already there", "overwrite it with --force")


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
