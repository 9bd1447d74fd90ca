"""`digest __complete`: what a shell may put in the place of the word at the cursor.

The scripts of `digest completion` call it at each key, so it is quick, opens the library to read
only, and has no errors: where something is wrong there is nothing to complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Annotated

import typer

from digestcli.cli.console import lines, out
from digestcli.text.visible import one_line

_SAFE = re.compile(r"[\w@%+=:,./-]+")
_MOST = 200


def run(
    words: Annotated[list[str] | None, typer.Argument(help="All after `digest`, the last begun.")] = None,
    line: Annotated[
        str | None,
        typer.Option("--line", help="The line up to the cursor instead; answers are quoted."),
    ] = None,
) -> None:
    """Print what the last word may become: a value and what it is, with a tab between, one a line."""
    with suppress(Exception):  # whatever it is, a person at a prompt shall not see it
        if line is None:
            for found in _candidates(words or [""]):
                out("\t".join(one_line(part) for part in found if part) + "\n")
            return
        split, quote = _split(line)
        values = (one_line(value) for value, _ in _candidates(split[1:]))
        lines(value if quote or _SAFE.fullmatch(value) else _quoted(value) for value in values)


def _candidates(words: Sequence[str]) -> Iterable[tuple[str, str]]:
    from itertools import islice

    from digestcli.cli.candidates import candidates

    return list(islice(candidates(words), _MOST))


def _split(line: str) -> tuple[list[str], str]:
    """Divide a line as a shell does, the begun word last; return the quotation mark it is within, too."""
    import shlex

    for quote in ("", "'", '"'):
        with suppress(ValueError):
            words = shlex.split(line + quote)
            return ([*words, ""] if not quote and line[-1:].isspace() else words), quote
    return [line], ""


def _quoted(value: str) -> str:
    return re.sub(r"([^\w@%+=:,./-])", r"\\\1", value)
