"""Tables: what fits a terminal, and whole lines in a pipe."""

from __future__ import annotations

import io

import pytest
from entries import NASTY, RAW_CONTROLS, make_entry, nasty_entry
from rich.cells import cell_len
from rich.console import Console

from digestcli.model import Text
from digestcli.render.table import columns_for, entry_rows, print_table, tsv
from digestcli.rows import LIST_COLUMNS


def _printed(width: int, header: tuple[str, ...], rows: list[list[str]]) -> list[str]:
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, color_system=None, force_terminal=True, markup=True, emoji=True
    )
    print_table(console, header, rows)
    return stream.getvalue().split("\n")


@pytest.mark.parametrize("width", (1, 20, 71, 72, 80, 109, 110, 149, 150, 1000))
def test_columns_that_fit(width: int) -> None:
    columns = columns_for(width)
    assert columns[0] == "number"
    assert "title" in columns
    assert set(columns) <= set(LIST_COLUMNS)
    assert [name for name in LIST_COLUMNS if name in columns] == list(columns)


def test_lines_with_a_header() -> None:
    assert list(tsv(("a", "b"), [["1", "2"], ["3", ""]])) == ["a\tb", "1\t2", "3\t"]


@pytest.mark.parametrize("text", NASTY)
def test_rows_are_one_safe_line_each(text: str) -> None:
    (row,) = entry_rows([nasty_entry(1, text)])
    assert len(row) == len(LIST_COLUMNS)
    assert not set("".join(row)) & RAW_CONTROLS


@pytest.mark.parametrize("width", (30, 80, 200))
def test_a_table_is_as_wide_as_the_terminal(width: int) -> None:
    entries = [
        make_entry(number, title=Text(en="量子 title " * 30), tldr=Text(zh="短" * 90)) for number in range(9)
    ]
    columns = columns_for(width)
    lines = _printed(width, columns, list(entry_rows(entries, columns)))
    assert max(map(cell_len, lines)) <= width
    assert len(lines) == 2 + 9 + 1
    assert all("…" in line for line in lines[2:-1])


def test_cells_are_no_markup() -> None:
    lines = _printed(80, ("key", "[bold]x"), [["[red]a[/red]", "[/foo] :smile:"]])
    assert "[bold]x" in lines[0]
    assert "[red]a[/red]" in lines[2]
    assert "[/foo] :smile:" in lines[2]


def test_numbers_stand_on_the_right() -> None:
    lines = _printed(80, ("key", "entries"), [["a", "5"], ["b", "1234567"]])
    assert lines[2].rstrip().endswith("      5")
