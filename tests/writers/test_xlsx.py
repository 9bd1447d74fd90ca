"""XLSX as openpyxl reads it: whole rows, no formulas, nothing beyond Excel's limits."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from entries import NASTY, make_entry, nasty_entries, nasty_entry
from openpyxl import load_workbook

from digestcli.errors import UsageError
from digestcli.model import Entry, Text
from digestcli.rows import COLUMNS, to_row
from digestcli.text.visible import visible
from digestcli.writers import xlsx
from digestcli.writers.base import Options


def _rows(*entries: Entry, columns: Sequence[str] = COLUMNS) -> list[list[object]]:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    assert xlsx.WRITER.write(entries, stream, Options(columns=columns)) == len(entries)
    book = load_workbook(stream.buffer)
    return [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]


def test_without_entries_there_is_a_header() -> None:
    assert _rows() == [list(COLUMNS)]


def test_rows_are_those_of_csv() -> None:
    made = nasty_entries()
    for entry, row in zip(made, _rows(*made)[1:], strict=True):
        shown = ["" if cell is None else str(cell) for cell in row]
        assert [text.replace("\r\n", "\n") for text in shown] == [
            visible(text).replace("\r\n", "\n") for text in to_row(entry)
        ]


@pytest.mark.parametrize("text", (*NASTY, "=1+1", "+1", "-1", "@x", "{=1}", "http://x.y/a b"))
def test_texts_stay_texts(text: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    xlsx.WRITER.write([nasty_entry(1, text)], stream, Options())
    (sheet,) = load_workbook(stream.buffer).worksheets
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_long_cells_are_cut() -> None:
    ((_,), (cell,)) = _rows(make_entry(comment="学" * 400_000), columns=("comment",))
    assert len(str(cell)) == 32_767
    assert str(cell).endswith("…")


def test_header_links_and_filters() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    made = [make_entry(1, url="https://arxiv.org/abs/2601.1"), make_entry(2, url="javascript:alert(1)")]
    xlsx.WRITER.write(made, stream, Options(columns=("number", "url", "title")))
    (sheet,) = load_workbook(stream.buffer).worksheets
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C3")
    assert [cell.hyperlink is not None for cell in sheet["B"]] == [False, True, False]
    assert sheet["A2"].value == 1


def test_a_full_sheet_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_ROWS", 3)
    numbers = [row[0] for row in _rows(*(make_entry(n) for n in range(1, 6)), columns=("number",))]
    assert numbers == ["number", 1, 2, "number", 3, 4, "number", 5]


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(UsageError, match="needs the package xlsxwriter") as caught:
        _rows(make_entry(title=Text(en="x")))
    assert caught.value.hint == "pip install 'digestcli[xlsx]'"
