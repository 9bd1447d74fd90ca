"""A text in a person's own editor: $VISUAL, $EDITOR, or what the system has."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from digestcli.cli.console import note
from digestcli.errors import InputOutputError, UsageError
from digestcli.source import read_bytes, read_source

_USUAL = ("notepad",) if os.name == "nt" else ("sensible-editor", "nano", "vim", "vi")


@contextmanager
def edited(
    text: str, *, name: str = "note", suffix: str = ".md", otherwise: str = "give the text with -m"
) -> Iterator[str]:
    """Let a person edit `text`; give what they saved to the `with` block.

    `name` and `suffix` are of the file's name, `otherwise` is what to do without an editor.
    The file is readable for its owner only. It is deleted when the block ends well; when not, and
    there is something new in it, it stays and a note says where. Raises UsageError and
    InputOutputError when there is no editor or it fails.
    """
    command = _command(otherwise)
    handle, path = tempfile.mkstemp(prefix=f"digest-{name}-", suffix=suffix)
    before = text.encode("utf-8", errors="replace")
    try:
        with open(handle, "wb") as file:
            file.write(before)
        _run([*command, path], otherwise)
        yield read_source(path).text
    except BaseException:
        if os.path.exists(path) and read_bytes(path) != before:
            note(f"your text is kept in {path}")
        else:
            _delete(path)
        raise
    _delete(path)


def _command(otherwise: str) -> list[str]:
    """Return the editor as a program and its arguments: `code --wait` is two words."""
    chosen = {"VISUAL": os.environ.get("VISUAL", ""), "EDITOR": os.environ.get("EDITOR", "")}
    for name, given in chosen.items():
        if given.strip():
            try:
                return shlex.split(given, posix=os.name != "nt")
            except ValueError as error:
                raise UsageError(f"{name} is {given!r}: {error}") from None
    found = next(filter(shutil.which, _USUAL), None)
    if not found:
        raise InputOutputError("no editor found", f"set EDITOR, or {otherwise}")
    return [found]


def _run(command: list[str], otherwise: str) -> None:
    try:
        code = subprocess.run(command, check=False).returncode  # noqa: S603 - a person's own choice
    except OSError as error:
        raise InputOutputError(
            f"{command[0]}: {error.strerror or error}", f"set EDITOR, or {otherwise}"
        ) from None
    if code:
        raise InputOutputError(f"{command[0]} ended with code {code}", "nothing was changed")


def _delete(path: str) -> None:
    if os.path.exists(path):
        os.unlink(path)
