"""Terminal manners: results on stdout, everything else on stderr, colour where it is wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from digestcli.errors import DigestError
from digestcli.text.visible import visible

if TYPE_CHECKING:
    from rich.console import Console


def note(message: str) -> None:
    """Say something on stderr."""
    sys.stderr.write(visible(message) + "\n")


def report(error: DigestError) -> None:
    """Say on stderr what went wrong and what to do."""
    note(f"digest: {error.message}")
    if error.hint:
        note(f"  hint: {error.hint}")


def out(text: str) -> None:
    """Write a result."""
    sys.stdout.write(text)


def lines(texts: Iterable[str]) -> None:
    """Write results, one a line."""
    for text in texts:
        sys.stdout.write(text + "\n")


def is_terminal() -> bool:
    """Tell whether a person sees stdout directly."""
    return sys.stdout.isatty()


def terminal(color: str = "auto") -> Console:
    """Return a rich console on stdout; NO_COLOR, TERM=dumb and --color decide about colour."""
    from rich.console import Console

    plain = color == "never" or (
        color == "auto" and (os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb")
    )
    return Console(
        no_color=bool(plain),
        force_terminal=True if color == "always" else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
