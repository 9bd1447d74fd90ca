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
from digestcli.ui import reason, say

_USUAL = ("notepad",) if os.name == "nt" else ("sensible-editor", "nano", "vim", "vi")


@contextmanager
def edited(text: str, *, name: str = "note", suffix: str = ".md", otherwise: str = "") -> Iterator[str]:
    """Let a person edit `text`; give what they saved to the `with` block.

    `name` and `suffix` are of the file's name, `otherwise` is what to do without an editor.
    The file is readable for its owner only. It is deleted when the block ends well; when not, and
    there is something new in it, it stays and a note says where. Raises UsageError and
    InputOutputError when there is no editor or it fails.
    """
    otherwise = otherwise or say("give the text with -m")
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
            note(say("your text is kept in {path}", path=path))
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
                raise UsageError(
                    say(
                        "{variable} is {value!r}: {problem}",
                        variable=name,
                        value=given,
                        problem=reason(error),
                    )
                ) from None
    found = next(filter(shutil.which, _USUAL), None)
    if not found:
        raise InputOutputError(say("no editor found"), say("set EDITOR, or {otherwise}", otherwise=otherwise))
    return [found]


def _run(command: list[str], otherwise: str) -> None:
    try:
        code = subprocess.run(command, check=False).returncode  # noqa: S603 - a person's own choice
    except OSError as error:
        raise InputOutputError(
            say("{program}: {problem}", program=command[0], problem=reason(error)),
            say("set EDITOR, or {otherwise}", otherwise=otherwise),
        ) from None
    if code:
        raise InputOutputError(
            say("{program} ended with code {code}", program=command[0], code=code), say("nothing was changed")
        )


def _delete(path: str) -> None:
    if os.path.exists(path):
        os.unlink(path)
