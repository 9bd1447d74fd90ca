"""A library file is ours, whole and of our time, or it is left alone."""

from __future__ import annotations

import pathlib
import sqlite3
from collections.abc import Callable

import pytest
from entries import made_digest, make_entry

from digestcli.errors import InputOutputError, LibraryError
from digestcli.library import schema
from digestcli.library.select import Selection, select
from digestcli.library.store import Library


def _database(path: pathlib.Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def _fill(path: pathlib.Path, count: int = 300) -> None:
    with Library(str(path), create=True) as library:
        entries = (make_entry(number, comment="x" * 200) for number in range(1, count + 1))
        library.add(made_digest(), entries, path="a", fingerprint="1")


def _foreign(path: pathlib.Path) -> None:
    _database(path, "CREATE TABLE notes (text)", "INSERT INTO notes VALUES ('mine')")


def _text(path: pathlib.Path) -> None:
    path.write_text("Dear diary,\n" * 200, encoding="utf-8")


def _short_text(path: pathlib.Path) -> None:
    path.write_text("hi\n", encoding="utf-8")


def _newer(path: pathlib.Path) -> None:
    _fill(path, 1)
    _database(path, f"PRAGMA user_version = {schema.VERSION + 1}")


def _named_like_ours(path: pathlib.Path) -> None:
    _database(path, "CREATE TABLE digest (x)", f"PRAGMA user_version = {schema.VERSION}")


@pytest.mark.parametrize("make", (_foreign, _text, _short_text, _newer, _named_like_ours))
@pytest.mark.parametrize("create", (True, False))
def test_what_is_not_ours_is_refused_and_kept(
    tmp_path: pathlib.Path, make: Callable[[pathlib.Path], None], *, create: bool
) -> None:
    path = tmp_path / "library.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(LibraryError) as caught:
        Library(str(path), create=create)
    assert caught.value.exit_code == 74
    assert caught.value.hint
    assert str(path) in caught.value.message
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["library.db"]


@pytest.mark.parametrize("keep", (50, 100, 1024, 4096, 5000, 20_000))
def test_a_truncated_file_is_refused_and_kept(tmp_path: pathlib.Path, keep: int) -> None:
    path = tmp_path / "library.db"
    _fill(path)
    path.write_bytes(path.read_bytes()[:keep])
    before = path.read_bytes()
    with pytest.raises(InputOutputError), Library(str(path)) as library:
        list(select(library, Selection()))
    with pytest.raises(InputOutputError):
        _fill(path)
    assert path.read_bytes() == before


def test_damage_in_the_middle_is_reported(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "library.db"
    _fill(path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :] = b"\xff" * (len(data) - len(data) // 2)
    path.write_bytes(data)
    with pytest.raises(LibraryError, match=r"malformed"), Library(str(path)) as library:
        list(select(library, Selection()))


def test_an_empty_file_becomes_a_library(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "library.db"
    path.touch()
    _fill(path, 2)
    with Library(str(path)) as library:
        assert len(list(select(library, Selection()))) == 2


def test_marks_of_a_library(tmp_path: pathlib.Path) -> None:
    _fill(tmp_path / "library.db", 1)
    connection = sqlite3.connect(tmp_path / "library.db")
    assert connection.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_tables_are_made_once() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    assert not schema.version(connection, "x")
    schema.create(connection)
    schema.create(connection)
    assert schema.version(connection, "x") == schema.VERSION
    connection.close()


@pytest.mark.parametrize(
    "by",
    (
        {"category": "cs.LG"},
        {"digest": 1},
        {"number": 1},
    ),
)
def test_look_ups_use_an_index(by: dict[str, object]) -> None:
    with Library(":memory:", create=True) as library:
        (column,) = by
        plan = library.connection.execute(
            f"EXPLAIN QUERY PLAN SELECT e.id FROM entry e WHERE e.{column} = ?"
            " ORDER BY e.day DESC, e.digest DESC, e.position",
            (by[column],),
        ).fetchall()
    assert "INDEX" in plan[0][3]
