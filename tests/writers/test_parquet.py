"""Parquet as pyarrow, DuckDB and polars read it: typed, listed, whole, the same."""

from __future__ import annotations

import datetime
import io
import pathlib

import duckdb
import polars
import pytest
from entries import NASTY, demanding_entries, make_entry, nasty_entries, nasty_entry
from pyarrow import parquet as arrow

from digestcli.errors import UsageError
from digestcli.model import Entry
from digestcli.text.visible import without_surrogates
from digestcli.writers import parquet
from digestcli.writers.base import Options


def _rows(*entries: Entry) -> list[dict[str, object]]:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    assert parquet.WRITER.write(iter(entries), stream, Options()) == len(entries)
    table = arrow.read_table(stream.buffer)
    assert arrow.ParquetFile(stream.buffer).metadata.num_rows == len(entries)
    rows: list[dict[str, object]] = table.to_pylist()
    return rows


def test_without_entries_a_valid_file_with_its_columns() -> None:
    assert _rows() == []


def test_values_come_back_typed() -> None:
    made = nasty_entries()
    for entry, row in zip(made, _rows(*made), strict=True):
        assert (row["number"], row["id"]) == (entry.number, without_surrogates(entry.id))
        assert row["authors"] == [without_surrogates(name) for name in entry.authors]
        assert row["categories"] == [without_surrogates(name) for name in entry.categories]
        assert row["title_zh"] == (without_surrogates(entry.title.zh) if entry.title.zh else None)


@pytest.mark.parametrize("text", NASTY)
def test_any_text(text: str) -> None:
    (row,) = _rows(nasty_entry(1, text))
    assert row["comment"] == without_surrogates(text)


@pytest.mark.parametrize(
    "date, day",
    (("2026-01-22", datetime.date(2026, 1, 22)), ("2026-01", None), ("2026-02-30", None), (None, None)),
)
def test_days(date: str | None, day: datetime.date | None) -> None:
    (row,) = _rows(make_entry(date=date))
    assert (row["date"], row["day"]) == (date, day)


def test_many_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_GROUP", 2)
    assert [row["number"] for row in _rows(*(make_entry(n) for n in range(1, 6)))] == [1, 2, 3, 4, 5]


def test_three_thousand_authors() -> None:
    (row,) = _rows(make_entry(authors=tuple(f"A. {n}" for n in range(3000))))
    assert len(row["authors"]) == 3000  # type: ignore[arg-type]


MAPS = ("extra", "identifiers", "other_texts")


def _plainly(row: dict[str, object]) -> dict[str, object]:
    """Return a row with its maps as pairs, which each library shows in its own way."""
    plain = row | {name: _pairs(row[name]) for name in MAPS if name in row}
    if isinstance(row.get("references"), list):
        plain["references"] = [_plainly(one) for one in row["references"]]  # type: ignore[attr-defined]
    return plain


def _pairs(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.items())
    assert isinstance(value, list)
    return [tuple(pair.values()) if isinstance(pair, dict) else pair for pair in value]


@pytest.mark.parametrize("which", ("none", "samples", "real", "demanding"))
@pytest.mark.untraced
def test_libraries_read_the_same_rows(
    which: str, tmp_path: pathlib.Path, request: pytest.FixtureRequest
) -> None:
    fixtures = {"samples": "sample_entries", "real": "real_entries"}
    made = demanding_entries() if which == "demanding" else []
    entries = request.getfixturevalue(fixtures[which]) if which in fixtures else made
    path = tmp_path / "entries.parquet"
    with open(path, "w", encoding="utf-8") as stream:
        assert parquet.WRITER.write(iter(entries), stream, Options()) == len(entries)
    rows = [_plainly(row) for row in arrow.read_table(path).to_pylist()]
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description or ()]
        by_duckdb = [_plainly(dict(zip(names, row, strict=True))) for row in found.fetchall()]
    by_polars = [_plainly(row) for row in polars.read_parquet(path).to_dicts()]
    assert len(rows) == len(entries)
    assert [row["authors"] for row in rows] == [
        [without_surrogates(name) for name in entry.authors] for entry in entries
    ]
    for one, other, third in zip(rows, by_duckdb, by_polars, strict=True):
        assert one == other == third


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match="needs the package pyarrow") as caught:
        _rows(make_entry())
    assert caught.value.hint == "pip install 'digestcli[parquet]'"
