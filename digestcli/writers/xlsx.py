"""XLSX for people who sort and filter: the columns of CSV, the header frozen, links that open.

Texts are written as texts: nothing in a file becomes a formula or a link by itself. Excel's limits (ECMA-376)
hold: 32,767 characters a cell, cut with an ellipsis; 1,048,576 rows a sheet, then another sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from digestcli.model import Entry
from digestcli.record import to_record
from digestcli.rows import row_maker
from digestcli.text.visible import visible
from digestcli.writers.base import Options, Writer, extra_module

if TYPE_CHECKING:
    from types import ModuleType

_LONGEST = 32_767
_ROWS = 1_048_576
_LINKS = 65_530  # that Excel opens in one sheet
_LINK = re.compile(r"https?://[!-~]{1,2000}")
_NARROW, _WIDE = 14, 60
_WIDTHS = {"number": 8, "id": 22, "digest": 26, "url": 30, "arxiv": 13, "doi": 26, "authors": 36, "script": 8}
_TEXT = re.compile(r"(?:title|tldr|motivation|method|result|conclusion|abstract|body)(?:_..)?|comment")


class _Sheets:
    """A workbook being written row by row; a full sheet is followed by another."""

    def __init__(self, module: ModuleType, stream: TextIO, columns: tuple[str, ...]) -> None:
        settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = module.Workbook(stream.buffer, settings)
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._plain = self._book.add_format({"valign": "top"})
        self._head = self._book.add_format({"bold": True})
        self._columns = columns
        self._add_sheet()

    def _add_sheet(self) -> None:
        self._sheet = self._book.add_worksheet()
        self._links = 0
        for at, name in enumerate(self._columns):
            wide = _WIDE if _TEXT.fullmatch(name) else _NARROW
            self._sheet.set_column(at, at, _WIDTHS.get(name, wide))
            self._sheet.write_string(0, at, name, self._head)
        self._sheet.freeze_panes(1, 0)
        self._row = 0

    def add(self, cells: list[str]) -> None:
        """Write the next row."""
        if self._row + 1 >= _ROWS:
            self._finish_sheet()
            self._add_sheet()
        self._row += 1
        for at, (name, cell) in enumerate(zip(self._columns, cells, strict=True)):
            text = visible(cell)
            text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
            if name == "url" and _LINK.fullmatch(text) and self._links < _LINKS:
                self._links += 1
                self._sheet.write_url(self._row, at, text, self._plain, string=text)
            elif name in ("number", "source_line") and text.isdecimal() and len(text) < 16:
                self._sheet.write_number(self._row, at, int(text), self._plain)
            elif text:
                style = self._wrapped if _TEXT.fullmatch(name) else self._plain
                self._sheet.write_string(self._row, at, text, style)

    def _finish_sheet(self) -> None:
        if self._columns:
            self._sheet.autofilter(0, 0, self._row, len(self._columns) - 1)

    def close(self) -> None:
        """Write what is left; the file is whole then."""
        self._finish_sheet()
        self._book.close()


def _write(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:
    columns = tuple(options.columns)
    sheets = _Sheets(extra_module("xlsxwriter", "xlsx", "xlsx"), stream, columns)
    row, count = row_maker(columns), 0
    for entry in entries:
        count += 1
        sheets.add(row(to_record(entry)))
    sheets.close()
    return count


WRITER = Writer("xlsx", "Excel workbook", (".xlsx",), _write, (("columns", ()),), binary=True, extra="xlsx")
