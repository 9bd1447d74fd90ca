"""Library files of every released version are brought up to date, whole.

`data/version-N.sql` is the dump of a library that the program with schema N made of our samples.
"""

from __future__ import annotations

import pathlib
import sqlite3

import pytest

from digestcli.errors import LibraryError
from digestcli.library import schema
from digestcli.library.counts import category_counts
from digestcli.library.migrate import STEPS
from digestcli.library.originals import original_of
from digestcli.library.search import search
from digestcli.library.select import Selection, find, select
from digestcli.library.store import Library
from digestcli.query.parser import parse

DATA = pathlib.Path(__file__).parent / "data"
OLD = sorted(DATA.glob("version-*.sql"))


def _made(tmp_path: pathlib.Path, dump: pathlib.Path) -> str:
    path = tmp_path / "library.db"
    connection = sqlite3.connect(path)
    connection.executescript(dump.read_text(encoding="utf-8"))
    connection.close()
    return str(path)


def test_every_older_version_has_a_dump_and_a_step() -> None:
    versions = range(1, schema.VERSION)
    assert [path.stem for path in OLD] == [f"version-{version}" for version in versions]
    assert sorted(STEPS) == list(versions)


@pytest.mark.parametrize("dump", OLD, ids=lambda path: path.stem)
def test_nothing_is_lost(tmp_path: pathlib.Path, dump: pathlib.Path) -> None:
    path = _made(tmp_path, dump)
    before = sqlite3.connect(path)
    digests = before.execute(
        "SELECT key, path, fingerprint, entries, added FROM digest ORDER BY id"
    ).fetchall()
    number, text = before.execute("SELECT count(*), max(record) FROM entry").fetchone()
    before.close()
    assert number
    assert text
    for _ in range(2):
        with Library(path) as library:
            db = library.connection
            sql = "SELECT key, path, fingerprint, entries, added FROM digest ORDER BY id"
            assert db.execute(sql).fetchall() == digests
            assert len(list(select(library, Selection()))) == number
            assert sum(row[3] for row in category_counts(library, Selection())) == number
            assert db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
            one = next(iter(select(library, Selection())))
            assert original_of(library, one)
            assert find(library, one.id, Selection())[0].entry == one
            title = one.title.first("zh", "en")
            assert one.id in [hit.entry.id for hit in search(library, parse(f'"{title}"'), Selection())]


@pytest.mark.parametrize("dump", OLD, ids=lambda path: path.stem)
def test_an_old_library_has_the_tables_of_a_new_one(tmp_path: pathlib.Path, dump: pathlib.Path) -> None:
    with Library(_made(tmp_path, dump)) as old, Library(":memory:", create=True) as new:
        sql = "SELECT type, name, tbl_name FROM sqlite_master ORDER BY type, name"
        assert old.connection.execute(sql).fetchall() == new.connection.execute(sql).fetchall()


def test_a_step_that_fails_changes_nothing(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _made(tmp_path, OLD[0])
    before = pathlib.Path(path).read_bytes()

    def fails(db: sqlite3.Connection) -> None:
        db.execute("DROP TABLE entry")
        raise sqlite3.DatabaseError("no")

    monkeypatch.setitem(STEPS, 1, fails)
    with pytest.raises(LibraryError):
        Library(path)
    assert pathlib.Path(path).read_bytes() == before
