"""What a writer is: entries in, text or bytes out, streaming."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import TextIO

from digestcli.errors import UsageError
from digestcli.model import Entry
from digestcli.rows import COLUMNS
from digestcli.ui import say


@dataclass(frozen=True, slots=True)
class Options:
    """How to write. A writer looks at those that it names in `takes`, and at the last four.

    `shown` says that the text goes to a person's eyes, not into a file. `language` and `script` are
    those that the entries were brought to: zh, en or both; original, hans, hant, tw or hk. `name` is
    the category, digest or entry that one of several files is of.
    """

    columns: Sequence[str] = COLUMNS
    excel: bool = False
    style: str = ""
    per: str = ""
    shown: bool = False
    language: str = "both"
    script: str = "original"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """One format: its name everywhere, a line for people, file suffixes, and its function.

    `write` consumes its entries one by one (constant memory) into a text stream opened with
    newline='' and returns how many there were; without entries it writes a valid empty file. A
    `binary` writer writes to the `buffer` of that stream. `takes` are the options that it honours
    beside language and script: option -> the values there are, () for any. `extra` names the
    optional dependencies of the package that it needs. `write_records` does the same as `write` from
    records as JSON (record.py): for formats so plain that making entries would take most of the time.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    write: Callable[[Iterable[Entry], TextIO, Options], int]
    takes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    binary: bool = False
    extra: str = ""
    write_records: Callable[[Iterable[str], TextIO, Options], int] | None = None


def extra_module(name: str, writer: str, extra: str) -> ModuleType:
    """Import a module of an optional dependency.

    Raises UsageError with the command that installs it.
    """
    try:
        return import_module(name)
    except ImportError:
        package = name.partition(".")[0]
        raise UsageError(
            say("--format {format} needs the package {package}", format=writer, package=package),
            say("pip install 'digestcli[{extra}]'", extra=extra),
        ) from None


def asset(path: str) -> str:
    """Return a file of this package, such as 'page/page.css', with LF for its line ends."""
    from pkgutil import get_data

    content = get_data("digestcli.writers", path)
    assert content is not None
    return content.decode("utf-8").replace("\r\n", "\n")
