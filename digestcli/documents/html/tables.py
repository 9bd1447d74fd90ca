"""Tables of a page: those of data as tables of Markdown, those that only place things as what they hold.

E-mails are laid out in tables within tables; a table of papers has rows of several cells, and none in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from digestcli.text.regex import regex

_HEADING = regex("#{1,6} ")


class Line(NamedTuple):
    """A line of Markdown, and the line of the page it stands on."""

    number: int
    text: str


@dataclass(slots=True)
class Cell:
    """A cell with its lines; `head` for one that names others."""

    head: bool
    wide: bool
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The cell on one line, as a cell of Markdown."""
        said = "<br>".join(line.text.strip() for line in self.lines if line.text.strip())
        return said.replace("|", "\\|")


@dataclass(slots=True)
class Table:
    """A table that is being read; `loose` is what stands between its cells."""

    rows: list[list[Cell]] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    in_cell: bool = False
    holds_tables: bool = False

    def begin(self, name: str, span: str) -> list[Line]:
        """Begin a row or a cell, and return where its lines go."""
        if name == "tr" or not self.rows:
            self.rows.append([])
        self.in_cell = name != "tr"
        if name == "tr":
            return self.loose
        cell = Cell(name == "th", span not in ("", "1"))
        self.rows[-1].append(cell)
        return cell.lines

    def end(self) -> list[Line]:
        """End a row or a cell, and return where lines go."""
        self.in_cell = False
        return self.loose

    def lines(self) -> list[Line]:
        """Return the table as lines."""
        rows = [row for row in self.rows if any(cell.text for cell in row)]
        width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
        headings = any(_HEADING.match(line.text) for row in rows for cell in row for line in cell.lines)
        if self.holds_tables or headings or width < 2:
            found = list(_placed(rows))
        elif width == 2 and all(row[0].head and not row[-1].head for row in rows if len(row) == width):
            found = list(_named(rows))
        else:
            found = list(_data(rows, width))
        return [*self.loose, *found]


def _placed(rows: list[list[Cell]]) -> Iterator[Line]:
    """Yield what cells hold, one below the other."""
    for cell in (cell for row in rows for cell in row if cell.lines):
        yield from cell.lines
        yield Line(cell.lines[-1].number, "")


def _named(rows: list[list[Cell]]) -> Iterator[Line]:
    """Yield rows of a name and what it names as labelled lines."""
    for row in rows:
        name, value = row[0].text.strip("*:："), row[-1].lines if len(row) > 1 else []
        number = next((line.number for cell in row for line in cell.lines), 0)
        first = value[0].text if value else ""
        yield Line(number, f"**{name}:** {first}")
        yield from value[1:]
        yield Line(number, "")


def _data(rows: list[list[Cell]], width: int) -> Iterator[Line]:
    """Yield rows as rows of Markdown; one over the whole width is a heading."""
    for at, row in enumerate(rows):
        number = next(line.number for cell in row for line in cell.lines)
        if len(row) == 1 and row[0].wide:
            yield from (Line(number, ""), Line(number, f"## {row[0].text.strip('*')}"), Line(number, ""))
            continue
        yield Line(number, f"| {' | '.join(cell.text for cell in row)} |")
        named = all(cell.head for cell in row) or "](" not in "".join(cell.text for cell in row)
        if not at and named:
            yield Line(number, "|" + "---|" * width)
