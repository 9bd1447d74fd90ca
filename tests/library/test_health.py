"""What `digest doctor` finds and repairs: one kind of damage a case, made behind the library's back."""

from __future__ import annotations

import os
import pathlib
import sqlite3
import tracemalloc
from collections.abc import Callable

import pytest
from entries import arxiv_entry, made_digest, make_entry

from digestcli.errors import InputOutputError, LibraryError, MissingInput
from digestcli.library import index, schema
from digestcli.library.health import examine, is_sound
from digestcli.library.rebuild import Repaired, repair
from digestcli.library.search import search
from digestcli.library.select import Selection
from digestcli.library.store import Library
from digestcli.model import Entry, Text
from digestcli.query.parser import parse

NAMES = (
    "integrity", "tables", "index", "references", "entries in index", "orphans", "digests", "records", "log",
    "permissions", "space",
)  # fmt: skip


@pytest.fixture
def path(tmp_path: pathlib.Path) -> str:
    """Return a library of two digests of twenty entries."""
    path = str(tmp_path / "library" / "library.db")
    with Library(path, create=True) as library:
        for key in ("a-2026-01-01", "b-2026-01-02"):
            entries = [
                arxiv_entry(number, f"2601.{number:05}", digest=key, category="cs.LG", authors=("A. B.",),
                            title=Text(zh="量子纠缠", en=f"Title {number}"), comment="x" * 300)
                for number in range(1, 21)
            ]  # fmt: skip
            library.add(made_digest(key), entries, path=key, fingerprint=key)
    return path


def _damage(path: str, *statements: str) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.close()


def _findings(path: str) -> dict[str, str]:
    return {check.name: check.told.english() for check in examine(path) if not check.ok}


def test_a_library_that_is_well(path: str) -> None:
    before = pathlib.Path(path).read_bytes()
    found = examine(path)
    assert tuple(check.name for check in found) == NAMES
    assert [check for check in found if not check.ok] == []
    assert is_sound(found)
    assert pathlib.Path(path).read_bytes() == before
    assert os.listdir(os.path.dirname(path)) == ["library.db"]


HEALED = (
    (
        "DELETE FROM search_docsize WHERE id = 1",
        {"entries in index": "1 of 40 are missing: run with --repair"},
    ),
    ("UPDATE search_data SET block = x'00' WHERE id > 10", {"index": "database disk image is malformed"}),
    (
        "INSERT INTO paper DEFAULT VALUES",
        {"orphans": "rows that nothing needs: 1 in paper; run with --repair"},
    ),
    (
        "INSERT INTO category (code, zh, en, folded) VALUES ('x', '', '', 'x')",
        {"orphans": "rows that nothing needs: 1 in category; run with --repair"},
    ),
    (
        "INSERT INTO record VALUES (999, '{}')",
        {
            "references": "rows that refer to nothing: 1 in record",
            "orphans": "rows that nothing needs: 1 in record; run with --repair",
        },
    ),
    (
        "INSERT INTO original VALUES (999, x'', '[]')",
        {
            "references": "rows that refer to nothing: 1 in original",
            "orphans": "rows that nothing needs: 1 in original; run with --repair",
        },
    ),
)


@pytest.mark.parametrize("statement, findings", HEALED)
def test_what_repair_heals(path: str, statement: str, findings: dict[str, str]) -> None:
    _damage(path, statement)
    assert _findings(path) == findings
    assert is_sound(examine(path))
    with Library(path) as library:
        repair(library)
    assert _findings(path) == {}
    with Library(path) as library:
        found = list(search(library, parse("量子糾纏 title"), Selection()))
        assert sorted(hit.entry.number for hit in found) == list(range(1, 21))


NOT_HEALED = (
    ("UPDATE digest SET entries = 21 WHERE id = 1", "digests", "a-2026-01-01 has 20 of 21"),
    ("UPDATE record SET json = '{' WHERE entry = 3", "records", "cannot be read: a-2026-01-01:3"),
    ("UPDATE record SET json = '{}' WHERE entry = 21", "records", "cannot be read: b-2026-01-02:1"),
    (
        "UPDATE record SET json = CAST(x'ff' AS TEXT) WHERE entry = 3",
        "records",
        "cannot be read: a-2026-01-01:3",
    ),
    ("UPDATE record SET json = 7 WHERE entry = 3", "records", "cannot be read: a-2026-01-01:3"),
    ("DELETE FROM record WHERE entry = 3", "records", "cannot be read: a-2026-01-01:3"),
    ("UPDATE digest SET issues = 'x' WHERE id = 2", "records", "cannot be read: b-2026-01-02"),
    (
        "UPDATE record SET json = '' WHERE entry <= 20",
        "records",
        "cannot be read: " + ", ".join(f"a-2026-01-01:{number}" for number in range(1, 6)) + " and 15 more",
    ),
)


@pytest.mark.parametrize("statement, name, said", NOT_HEALED)
def test_what_only_the_files_can_heal(path: str, statement: str, name: str, said: str) -> None:
    _damage(path, statement)
    assert _findings(path) == {name: f"{said}; add their files with --again"}
    with Library(path) as library:
        done = repair(library)
        entries = library.connection.execute("SELECT count(*) FROM entry").fetchone()
    assert entries == (40,)
    assert done.indexed + done.unreadable == 40
    after = _findings(path)
    assert after[name] == f"{said}; add their files with --again"
    assert set(after) <= {name, "entries in index"}


def test_what_a_person_marked_is_no_orphan(path: str) -> None:
    """A mark, of whatever kind, keeps a paper that no digest has any more."""
    _damage(
        path,
        "INSERT INTO paper (id, marked) VALUES (901, '2026-01-01')",
        "INSERT INTO paper (id, starred) VALUES (902, 1)",
        "INSERT INTO paper (id, note) VALUES (903, '')",
        "INSERT INTO paper (id) VALUES (904), (905)",
        "INSERT INTO tag VALUES (904, 'x', 'x')",
    )
    assert _findings(path) == {"orphans": "rows that nothing needs: 1 in paper; run with --repair"}
    with Library(path) as library:
        assert repair(library).removed == {"paper": 1}
        kept = library.connection.execute("SELECT id FROM paper WHERE id > 900 ORDER BY id").fetchall()
    assert kept == [(901,), (902,), (903,), (904,)]


def test_rows_of_removed_entries_are_told_and_go(path: str) -> None:
    with Library(path) as library:
        library.remove("a-2026-01-01")
    assert [one.told.english() for one in examine(path) if one.name == "entries in index"] == [
        "all 20; 50% of its rows are of removed ones"
    ]
    with Library(path) as library:
        for _ in range(2):
            library.add(
                made_digest("c-2026-01-03"),
                [make_entry(digest="c-2026-01-03")],
                path="c",
                fingerprint="c",
                again=True,
            )
        library.remove("c-2026-01-03")
    (said,) = (one.told.english() for one in examine(path) if one.name == "entries in index")
    assert said.endswith("are of removed ones; --repair makes it smaller")
    with Library(path) as library:
        assert repair(library) == Repaired(20, 0, {})
    (said,) = (one.told.english() for one in examine(path) if one.name == "entries in index")
    assert said == "all 20; 0% of its rows are of removed ones"


def test_tables_that_are_missing_end_the_look(path: str) -> None:
    _damage(path, "DROP TABLE author", "DROP TABLE tag")
    found = examine(path)
    assert not is_sound(found)
    assert [check.told.english() for check in found if not check.ok] == ["missing: author, tag, tag_name"]


def test_a_damaged_file_is_left_as_it_is(path: str) -> None:
    file = pathlib.Path(path)
    data = bytearray(file.read_bytes())
    for page in range(3 * 4096, len(data), 2 * 4096):
        data[page : page + 200] = b"\xa5" * 200
    file.write_bytes(data)
    found = examine(path)
    assert [check.name for check in found if not check.ok] == ["integrity"]
    assert not is_sound(found)
    assert file.read_bytes() == data


@pytest.mark.parametrize("keep", (4096, 5000, 40_000))
def test_a_truncated_file_is_left_as_it_is(path: str, keep: int) -> None:
    file = pathlib.Path(path)
    data = file.read_bytes()[:keep]
    file.write_bytes(data)
    (check,) = (check for check in examine(path) if check.name == "integrity")
    assert not check.ok
    assert file.read_bytes() == data


def test_what_is_no_library(tmp_path: pathlib.Path) -> None:
    with pytest.raises(MissingInput, match=r"nothing\.db: no library there$"):
        examine(str(tmp_path / "nothing.db"))
    (tmp_path / "text.db").write_bytes(b"Dear diary,\n" * 100)
    with pytest.raises(LibraryError, match="not a database"):
        examine(str(tmp_path / "text.db"))
    with pytest.raises(InputOutputError):
        examine(str(tmp_path))
    _damage(
        str(tmp_path / "newer.db"),
        f"PRAGMA application_id = {schema.APPLICATION_ID}",
        "PRAGMA user_version = 99",
    )
    with pytest.raises(LibraryError, match="newer digest"):
        examine(str(tmp_path / "newer.db"))
    assert sorted(os.listdir(tmp_path)) == ["newer.db", "text.db"]


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
@pytest.mark.parametrize(
    "file, folder, said",
    (
        (0o600, 0o700, ""),
        (0o600, 0o755, ""),
        (0o600, 0o1777, ""),
        (0o640, 0o700, "others may open {path}: chmod 600 it"),
        (0o604, 0o770, "others may open {path}: chmod 600 it; others may write to {folder}: chmod 700 it"),
    ),
)
def test_permissions(path: str, file: int, folder: int, said: str) -> None:
    os.chmod(path, file)
    os.chmod(os.path.dirname(path), folder)
    expected = said.format(path=path, folder=os.path.dirname(path))
    assert _findings(path).get("permissions", "") == expected


def test_a_disk_that_is_nearly_full(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 1_000_000

    monkeypatch.setattr("digestcli.library.health.shutil.disk_usage", lambda _: Usage)
    assert _findings(path) == {"space": "0 MB used, 1 MB free"}


def test_a_log_that_was_left_is_told_and_taken_over(path: str, tmp_path: pathlib.Path) -> None:
    with Library(path) as library, library.transaction() as db:
        db.execute("UPDATE paper SET starred = 1, marked = 'x' WHERE id = 1")
        db.execute("COMMIT")
        for end in ("", "-wal"):
            (tmp_path / f"left.db{end}").write_bytes(pathlib.Path(path + end).read_bytes())
        db.execute("BEGIN")
    left = str(tmp_path / "left.db")
    os.chmod(left, 0o600)
    (said,) = (one.told.english() for one in examine(left) if one.name == "log")
    assert said.endswith("bytes of a run under way or broken off; nothing of it is lost")
    assert not os.path.exists(left + "-wal")
    with Library(left) as library:
        assert library.connection.execute("SELECT starred FROM paper WHERE id = 1").fetchone() == (1,)


def test_a_repair_that_fails_changes_nothing(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _damage(path, "INSERT INTO paper DEFAULT VALUES", "DELETE FROM search_docsize WHERE id = 1")
    before = _findings(path)
    indexed = index.indexed

    def fails(entry: Entry) -> tuple[str, ...]:
        if entry.number == 20:
            raise KeyboardInterrupt
        return indexed(entry)

    with monkeypatch.context() as patch:
        patch.setattr(index, "indexed", fails)
        with pytest.raises(KeyboardInterrupt), Library(path) as library:
            repair(library)
    assert _findings(path) == before


def _meanwhile(monkeypatch: pytest.MonkeyPatch, number: int, action: Callable[[], object]) -> None:
    """Let something happen once, when the tokens of the entry with that number are made."""
    indexed, due = index.indexed, [action]

    def watched(entry: Entry) -> tuple[str, ...]:
        if entry.number == number and due:
            due.pop()()
        return indexed(entry)

    monkeypatch.setattr(index, "indexed", watched)


def test_others_write_while_the_index_is_made_anew(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(tmp_path / "library.db")

    def others() -> None:
        with Library(path) as other:
            other.connection.execute("PRAGMA busy_timeout = 0")
            other.remove("made-2026-01-22")
            entries = [make_entry(1, digest="late-2026-02-02", title=Text(en="Meanwhile"))]
            other.add(made_digest("late-2026-02-02"), entries, path="late", fingerprint="late")

    with Library(path, create=True) as library:
        entries = (make_entry(number) for number in range(1, 201))
        library.add(made_digest(), entries, path="a", fingerprint="1")
        kept = [make_entry(number, digest="kept-2026-01-01") for number in range(1000, 1100)]
        library.add(made_digest("kept-2026-01-01"), kept, path="b", fingerprint="2")
        _meanwhile(monkeypatch, 100, others)
        done = repair(library)
        assert done.unreadable == 0
        found = [hit.entry.title.get("en") for hit in search(library, parse("Meanwhile"), Selection())]
        assert found == ["Meanwhile"]
    assert _findings(path) == {}


def test_of_two_repairs_the_later_goes_on(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def another() -> None:
        with Library(path) as other:
            assert repair(other).indexed == 40

    _meanwhile(monkeypatch, 20, another)
    with Library(path) as library, pytest.raises(InputOutputError, match="another repair has begun"):
        repair(library)
    assert _findings(path) == {}


def test_what_a_broken_off_repair_left_goes_with_the_next(path: str) -> None:
    with Library(path) as library, library.transaction() as db:
        index.create(db, "search_anew_0")
        index.insert(db, [(1, ("x",) * len(index.COLUMNS))], "search_anew_0")
    assert _findings(path) == {"orphans": "rows that nothing needs: 1 in search_anew_0; run with --repair"}
    with Library(path) as library:
        repair(library)
    assert _findings(path) == {}


def test_the_new_index_is_as_the_old_one_was(path: str) -> None:
    """It finds, ranks, merges and checks itself, on the connection that made it and on others."""
    with Library(path) as library, Library(path) as other:
        before = [hit.paper for hit in search(library, parse("title"), Selection())]
        options = "SELECT k, v FROM search_config ORDER BY k"
        settings = library.connection.execute(options).fetchall()
        repair(library)
        for one in (library, other):
            assert [hit.paper for hit in search(one, parse("title"), Selection())] == before
            assert one.connection.execute(options).fetchall() == settings
            with one.transaction() as db:
                index.merge(db)
                db.execute("INSERT INTO search (search) VALUES ('integrity-check')")


def test_repair_goes_entry_by_entry(tmp_path: pathlib.Path) -> None:
    """Python's memory does not grow with the library; the index itself is SQLite's."""
    peaks = []
    for count in (100, 2_000):
        with Library(str(tmp_path / f"{count}.db"), create=True) as library:
            entries = (make_entry(number, comment="word " * 400) for number in range(1, count + 1))
            library.add(made_digest(), entries, path="a", fingerprint="1")
            tracemalloc.start()
            assert repair(library).indexed == count
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < peaks[0] + 200_000
