"""A list of entries: a table on a terminal, full-width tab-separated lines in a pipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from digestcli.model import Entry
from digestcli.rows import LIST_COLUMNS, to_row
from digestcli.text.visible import one_line
from digestcli.ui import messages

if TYPE_CHECKING:
    from rich.console import Console

_BY_WIDTH = (  # the columns of `list` that fit a terminal of so many cells
    (150, messages("number", "category", "title", "authors", "date", "tldr")),
    (110, messages("number", "category", "title", "date", "tldr")),
    (72, messages("number", "category", "title", "tldr")),
    (0, messages("number", "title")),
)


def columns_for(width: int) -> tuple[str, ...]:
    """Return the columns of a list on a terminal `width` cells wide."""
    return next(columns for least, columns in _BY_WIDTH if width >= least)


def entry_rows(
    entries: Iterable[Entry],
    columns: Sequence[str] = LIST_COLUMNS,
    *,
    readable: Callable[[str], str] = str,
) -> Iterator[list[str]]:
    """Yield the cells of each entry, safe to show, each on one line; `readable` is applied first."""
    for entry in entries:
        yield [one_line(readable(cell)) for cell in to_row(entry, columns)]


def tsv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield tab-separated lines, the header first; whatever a cell holds, it is safe to show."""
    yield "\t".join(header)
    for row in rows:
        yield "\t".join(map(one_line, row))


def tallied(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """Return equal rows as one, with how many there are in a cell more; '' for one alone.

    >>> tallied([("3", "a"), ("4", "b"), ("4", "b")])
    [['3', 'a', ''], ['4', 'b', '2']]
    """
    counts = Counter(map(tuple, rows))
    return [[*row, str(count) if count > 1 else ""] for row, count in counts.items()]


def print_table(console: Console, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table that fits the terminal: cells are cut with an ellipsis, never wrapped."""
    from rich.text import Text

    from digestcli.render.grid import grid

    for line in grid(header, [list(map(one_line, row)) for row in rows], console.width):
        console.print(Text.assemble(*line), no_wrap=True, crop=False, overflow="ignore")
