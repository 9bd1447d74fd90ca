"""How help looks: commands by what a person wants to do, examples on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Protocol

from digestcli import ui

_EXAMPLES = "Examples:"
_CLAUSE = re.compile(r"[:;.,(：；。，（]")
_AS_IT_IS = "\b\n"
"""Tells typer to leave the lines of a paragraph as they are."""


class Formatter(Protocol):
    """What of typer's formatter of help is needed; typer has no public name for it."""

    def write_paragraph(self) -> None:
        """Write an empty line."""

    def write_heading(self, heading: str) -> None:
        """Write a heading."""

    def indent(self) -> None:
        """Move the margin in."""

    def dedent(self) -> None:
        """Move the margin out."""

    def write_dl(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write two columns."""


def examples(text: str) -> list[str]:
    r"""Return the examples of a command: what follows 'Examples:' in its help, divided at ';'.

    >>> examples("List entries. Examples: digest list;\n    digest list -n 1")
    ['digest list', 'digest list -n 1']
    """
    _, _, after = text.partition(_EXAMPLES)
    return [" ".join(one.split()) for one in " ".join(after.split()).split("; ") if one]


def with_examples(text: str) -> str:
    """Return the help of a command with its examples in lines below it."""
    about, lines = text.partition(_EXAMPLES)[0].rstrip(), examples(text)
    shown = "".join(f"\n  {line}" for line in lines)
    return f"{about}\n\n{_AS_IT_IS}Examples:{shown}" if lines else about


def line_about(text: str) -> str:
    """Return the line of a command in a list of commands: its first clause.

    >>> line_about("Check files: print every issue. Examples: digest check a.md")
    'Check files'
    """
    first = " ".join(text.partition(_EXAMPLES)[0].strip().partition("\n\n")[0].split())
    return _CLAUSE.split(ui.text(first), maxsplit=1)[0]


def write_commands(formatter: Formatter, commands: Iterable[tuple[str, str, str]]) -> None:
    """Write (purpose, name, line) of each command, a section for each purpose, all with one margin."""
    held = list(commands)
    margin = max(len(name) for _, name, _ in held)
    for purpose, some in groupby(held, key=lambda one: one[0]):
        formatter.write_paragraph()
        formatter.write_heading(purpose)
        formatter.indent()
        formatter.write_dl([(f"{name:<{margin}}", line) for _, name, line in some])
        formatter.dedent()
