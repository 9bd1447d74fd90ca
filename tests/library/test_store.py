"""Digests go in whole or not at all: alone, twice, at once, and when the power fails."""

from __future__ import annotations

import os
import pathlib
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from entries import NASTY, arxiv_entry, made_digest, make_entry, nasty_entries, nasty_entry, plain
from running import ROOT

from digestcli.errors import CannotCreate, InputOutputError, LibraryError, NoMatch
from digestcli.library.counts import category_counts
from digestcli.library.select import Selection, appearances, find, select
from digestcli.library.store import MEMORY, Library
from digestcli.model import Entry, Issue, Text


@pytest.fixture
def library() -> Iterator[Library]:
    with Library(MEMORY) as library:
        yield library


def _add(
    library: Library,
    *entries: Entry,
    key: str = "made-2026-01-22",
    path: str = "/a/x.md",
    fingerprint: str = "1",
) -> tuple[str, str]:
    return library.add(made_digest(key), entries, path=path, fingerprint=fingerprint)


def _keys(library: Library) -> list[str]:
    return [stored.digest.key for stored in library.digests()]


def _all(library: Library) -> list[Entry]:
    return list(select(library, Selection()))


def test_entries_come_back_equal(library: Library) -> None:
    entries = nasty_entries()
    assert _add(library, *entries) == ("added", "made-2026-01-22")
    assert _all(library) == entries


def test_the_same_again_changes_nothing(library: Library) -> None:
    _add(library, make_entry())
    before = list(library.connection.iterdump())
    assert _add(library, make_entry()) == ("unchanged", "made-2026-01-22")
    assert list(library.connection.iterdump()) == before


def test_the_same_content_elsewhere_changes_nothing(library: Library) -> None:
    _add(library, make_entry())
    assert _add(library, make_entry(), path="/b/copy.md") == ("unchanged", "made-2026-01-22")
    assert _keys(library) == ["made-2026-01-22"]


def test_a_changed_file_replaces_its_digest(library: Library) -> None:
    _add(library, make_entry(1), make_entry(2))
    assert _add(library, make_entry(3), fingerprint="2") == ("replaced", "made-2026-01-22")
    assert [entry.number for entry in _all(library)] == [3]
    assert _keys(library) == ["made-2026-01-22"]


def test_another_file_of_the_same_key_gets_a_number(library: Library) -> None:
    for count in range(1, 4):
        outcome = _add(library, make_entry(count), path=f"/{count}.md", fingerprint=str(count))
        assert outcome == ("added", "made-2026-01-22" + ("" if count == 1 else f"-{count}"))
    third, second, first = _all(library)
    assert (first.digest, first.id) == ("made-2026-01-22", "made-2026-01-22:1")
    assert (second.digest, second.id) == ("made-2026-01-22-2", "made-2026-01-22-2:2")
    assert third.id == "made-2026-01-22-3:3"
    assert _add(library, make_entry(9), path="/2.md", fingerprint="9") == ("replaced", "made-2026-01-22-2")
    assert _add(library, make_entry(2), path="/2.md", fingerprint="9") == ("unchanged", "made-2026-01-22-2")
    library.remove("made-2026-01-22-2")
    assert _add(library, make_entry(2), path="/4.md", fingerprint="4") == ("added", "made-2026-01-22-2")


def test_an_id_of_its_own_is_kept_under_another_key(library: Library) -> None:
    _add(library, make_entry(1))
    _add(library, arxiv_entry(1, "2601.14263"), path="/b.md", fingerprint="2")
    assert [entry.id for entry in _all(library)] == ["arxiv:2601.14263", "made-2026-01-22:1"]
    assert [entry.digest for entry in _all(library)] == ["made-2026-01-22-2", "made-2026-01-22"]


def test_standard_input_never_replaces(library: Library) -> None:
    _add(library, make_entry(1), path="-")
    assert _add(library, make_entry(2), path="-", fingerprint="2") == ("added", "made-2026-01-22-2")
    assert _add(library, make_entry(2), path="-", fingerprint="2")[0] == "unchanged"


def test_a_key_that_looks_numbered(library: Library) -> None:
    _add(library, make_entry(), key="a-2", path="/1")
    _add(library, make_entry(), key="a", path="/2", fingerprint="2")
    assert _add(library, make_entry(), key="a", path="/3", fingerprint="3") == ("added", "a-3")


def test_a_relative_path_is_the_absolute_one(
    library: Library, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _add(library, make_entry(), path="x.md")
    assert _add(library, make_entry(), path=str(tmp_path / "x.md"), fingerprint="2")[0] == "replaced"


def test_a_digest_follows_its_file(library: Library, tmp_path: pathlib.Path) -> None:
    """The same text under another name: where the old name is gone, the digest is of the new one."""
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.touch()
    _add(library, make_entry(), path=str(old))
    assert _add(library, make_entry(), path=str(new))[0] == "unchanged"
    assert next(library.digests()).path == str(old)
    old.unlink()
    assert _add(library, make_entry(), path=str(new))[0] == "unchanged"
    assert next(library.digests()).path == str(new)
    assert _add(library, make_entry(), path=str(new), fingerprint="2")[0] == "replaced"


def test_what_came_by_standard_input_gets_its_file(library: Library) -> None:
    _add(library, make_entry(), path="-")
    _add(library, make_entry(), path="/a/x.md")
    assert next(library.digests()).path == os.path.abspath("/a/x.md")
    _add(library, make_entry(), path="-")
    assert next(library.digests()).path == os.path.abspath("/a/x.md")


@pytest.mark.skipif(os.name == "nt", reason="file names of any bytes")
def test_names_that_are_no_unicode_are_told_apart(library: Library) -> None:
    for key in ("物理", "化学"):
        _add(library, make_entry(), key=key, path=os.fsdecode(b"/" + key.encode("gb18030")), fingerprint=key)
    assert sorted(_keys(library)) == ["化学", "物理"]


def test_categories_go_with_their_last_entry(library: Library) -> None:
    def categories() -> list[str]:
        return [code for (code,) in library.connection.execute("SELECT code FROM category ORDER BY code")]

    _add(library, make_entry(1, category="a", categories=("a", "b")), make_entry(2, category="c"))
    _add(library, make_entry(3, category="b"), key="other", path="/b", fingerprint="2")
    assert categories() == ["a", "b", "c"]
    _add(library, make_entry(2, category="c"), fingerprint="3")
    assert categories() == ["b", "c"]
    library.remove("other")
    assert categories() == ["c"]


@pytest.mark.parametrize("replacing", (True, False))
def test_an_exception_leaves_nothing(library: Library, *, replacing: bool) -> None:
    if replacing:
        _add(library, make_entry(1, category="cs.LG"))
    before = list(library.connection.iterdump())

    def entries() -> Iterator[Entry]:
        yield make_entry(2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.add(made_digest(), entries(), path="/a/x.md", fingerprint="2")
    assert list(library.connection.iterdump()) == before
    assert not library.connection.in_transaction


def test_an_error_while_inserting_leaves_nothing(library: Library) -> None:
    bad = make_entry(2)._replace(number=None)  # type: ignore[arg-type]
    with pytest.raises(LibraryError):
        _add(library, make_entry(1), bad)
    assert library.is_empty()
    assert _all(library) == []


def test_what_is_known_of_a_digest(library: Library) -> None:
    issue = Issue("count-mismatch", "65 declared \ud800", 1)
    digest = made_digest(title="標題", issues=(issue,))
    entries = (make_entry(1), make_entry(2, issues=(Issue("x", "y"), Issue("x", "z"))))
    library.add(digest, entries, path="/a/x.md", fingerprint="1")
    (stored,) = library.digests()
    assert stored.digest == digest
    assert (stored.entries, stored.issues, stored.path) == (2, 3, os.path.abspath("/a/x.md"))
    assert stored.added.endswith("+00:00")


def test_remove_by_key_date_and_latest(library: Library) -> None:
    for key in ("a-2026-01-01", "a-2026-01-02", "b-2026-01-02", "a-2026-01-03", "b-2026-01-03"):
        _add(library, make_entry(category=key, categories=(key, "x")), key=key, path=key, fingerprint=key)
    assert [stored.entries for stored in library.remove("a-2026-01-01")] == [1]
    removed = [stored.digest.key for stored in library.remove("2026-01-02")]
    assert sorted(removed) == ["a-2026-01-02", "b-2026-01-02"]
    assert [stored.digest.key for stored in library.remove("latest")] == ["b-2026-01-03"]
    assert _keys(library) == ["a-2026-01-03"]
    assert library.connection.execute("SELECT count(*) FROM entry").fetchone() == (1,)
    assert library.connection.execute("SELECT count(*) FROM listed").fetchone() == (1,)
    for name in ("a-2026-01-01", "2026-01-02", "", "'; DROP TABLE digest; --", "\ud800"):
        with pytest.raises(NoMatch):
            library.remove(name)
    library.remove("latest")
    assert library.is_empty()
    with pytest.raises(NoMatch):
        library.remove("latest")


def test_a_file_whose_date_changes_replaces_its_digest(library: Library) -> None:
    for key, place in (("a-2026-01-01", "one"), ("b-2026-01-01", "two"), ("b-2026-01-02", "-")):
        library.add(made_digest(key), [make_entry(digest=key)], path=place, fingerprint=key)
    moved = made_digest("a-2026-01-09")
    outcome = library.add(moved, [make_entry(digest=moved.key)], path="one", fingerprint="new")
    assert outcome == ("replaced", "a-2026-01-09")
    assert sorted(_keys(library)) == ["a-2026-01-09", "b-2026-01-01", "b-2026-01-02"]


def test_a_file_of_several_digests_keeps_them_all(library: Library) -> None:
    keys = ("a-2026-01-01", "a-2026-01-02")
    for key in keys:
        outcome, _ = library.add(
            made_digest(key), [make_entry(digest=key)], path="all.jsonl", fingerprint="1", siblings=keys
        )
        assert outcome == "added"
    library.add(made_digest(keys[1]), [], path="all.jsonl", fingerprint="2", siblings=keys[1:])
    assert _keys(library) == [keys[1]]


def test_known_files_are_read_again_when_asked(library: Library) -> None:
    digest = made_digest("a-2026-01-01")
    library.add(digest, [], path="a", fingerprint="1")
    assert library.add(digest, [make_entry(digest=digest.key)], path="a", fingerprint="1")[0] == "unchanged"
    again = library.add(digest, [make_entry(digest=digest.key)], path="a", fingerprint="1", again=True)
    assert again == ("replaced", digest.key)
    assert next(library.digests()).entries == 1


def test_newest_first_and_dateless_last(library: Library) -> None:
    for key, date in (("none", None), ("old", "2025-12-31"), ("new", "2026-01-02"), ("month", "2026-01")):
        digest = made_digest(key, date=date)
        library.add(digest, [make_entry(digest=key)], path=key, fingerprint=key)
    assert _keys(library) == ["new", "month", "old", "none"]
    assert [entry.digest for entry in _all(library)] == ["new", "month", "old", "none"]


def test_a_date_names_every_digest_of_it(library: Library) -> None:
    for key in ("a-2026-01-03", "b-2026-01-03", "c-2026-01-04"):
        _add(library, make_entry(), key=key, path=key, fingerprint=key)
    assert [stored.digest.key for stored in library.named("2026-01-03")] == ["b-2026-01-03", "a-2026-01-03"]
    assert library.digest("2026-01-03").digest.key == "b-2026-01-03"


@pytest.mark.parametrize("text", NASTY)
def test_foreign_text_everywhere(library: Library, text: str) -> None:
    """Nothing in a file is SQL, and what UTF-8 cannot hold stops nothing."""
    digest = made_digest(text, file=text, title=text, issues=(Issue(text, text),))
    entry = nasty_entry(1, text)._replace(
        digest=text, id=text.strip(), identifiers={"doi": text}, kind=text, date=text
    )
    assert library.add(digest, [entry], path="/x", fingerprint="1")[0] == "added"
    assert library.add(digest, [entry], path="/x", fingerprint="1")[0] == "unchanged"
    (stored,) = library.digests()
    assert stored.digest.key == plain(text)
    (back,) = _all(library)
    assert back == entry._replace(digest=plain(text), id=back.id)
    assert category_counts(library, Selection(any_category=True))
    assert list(select(library, Selection(categories=(text,), authors=(text,), digests=(text,)))) == [back]
    (found,) = find(library, text, Selection())
    assert found.entry == back
    assert [one.number for one in appearances(library, found.paper)] == [1]
    library.remove(text)
    assert library.is_empty()


def test_folder_is_made_for_its_owner(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "new" / "folder" / "library.db"
    with Library(str(path), create=True) as library:
        _add(library, make_entry())
    if os.name != "nt":
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [one.name for one in path.parent.iterdir()] == ["library.db"]


def test_reading_a_missing_library_creates_nothing(tmp_path: pathlib.Path) -> None:
    with Library(str(tmp_path / "folder" / "library.db")) as library:
        assert library.is_empty()
        assert _all(library) == []
        assert _keys(library) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("create", (True, False))
def test_a_folder_is_no_library(tmp_path: pathlib.Path, *, create: bool) -> None:
    with pytest.raises(InputOutputError):
        Library(str(tmp_path), create=create)


def test_a_folder_that_cannot_be_made(tmp_path: pathlib.Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotCreate):
        Library(str(tmp_path / "file" / "below" / "library.db"), create=True)


def test_a_locked_library_is_an_error_in_the_end(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digestcli.library.connect._WAIT_SECONDS", 0.05)
    path = str(tmp_path / "library.db")
    with Library(path, create=True) as one, Library(path, create=True) as other:
        with one.transaction(), pytest.raises(InputOutputError, match="locked"):
            _add(other, make_entry())
        assert _add(other, make_entry())[0] == "added"


def test_errors_while_reading_are_ours(tmp_path: pathlib.Path) -> None:
    with pytest.raises(LibraryError), Library(str(tmp_path / "x.db"), create=True) as library:
        raise sqlite3.DatabaseError("damaged")
    with pytest.raises(ZeroDivisionError), library:
        raise ZeroDivisionError


def test_a_reader_sees_the_state_before_a_writer(tmp_path: pathlib.Path) -> None:
    path = str(tmp_path / "library.db")
    with Library(path, create=True) as writer:
        _add(writer, make_entry(1))
        with Library(path) as reader, writer.transaction() as db:
            db.execute("DELETE FROM digest")
            assert len(_all(reader)) == 1


ADDING = """
import sys
from entries import made_digest, make_entry
from digestcli.library.store import Library
path, who, count, size = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
for number in range(count):
    with Library(path, create=True) as library:
        entries = (make_entry(n, comment="x" * 500) for n in range(1, size + 1))
        name = f"{who}-{number}"
        library.add(made_digest("shared"), entries, path=name, fingerprint=name)
    print(number, flush=True)
"""


def _adding(path: pathlib.Path, who: str, count: int, size: int) -> subprocess.Popen[str]:
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join((str(ROOT), str(ROOT / "tests"))))
    command = [sys.executable, "-c", ADDING, str(path), who, str(count), str(size)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8")


def test_processes_adding_at_once_lose_nothing(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "library.db"
    processes = [_adding(path, who, 5, 20) for who in "abcd"]
    for process in processes:
        process.communicate(timeout=60)
    assert [process.returncode for process in processes] == [0, 0, 0, 0]
    with Library(str(path)) as library:
        digests = list(library.digests())
        assert {stored.entries for stored in digests} == {20}
        assert sorted(stored.digest.key for stored in digests) == sorted(
            ["shared", *(f"shared-{number}" for number in range(2, 21))]
        )
        assert len(_all(library)) == 400


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("wait", (0.0, 0.03, 0.1))
def test_a_killed_add_leaves_whole_digests(tmp_path: pathlib.Path, wait: float) -> None:
    path = tmp_path / "library.db"
    process = _adding(path, "a", 1_000, 200)
    assert process.stdout
    process.stdout.readline()
    time.sleep(wait)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    with Library(str(path), create=True) as library:
        assert library.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        digests = list(library.digests())
        assert digests
        assert {stored.entries for stored in digests} == {200}
        assert len(_all(library)) == 200 * len(digests)
        assert _add(library, make_entry(title=Text(en="after")))[0] == "added"
