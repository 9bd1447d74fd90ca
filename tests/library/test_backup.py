"""Copies of a library: whole, of one moment, and never in the way of anything."""

from __future__ import annotations

import os
import pathlib
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable

import pytest
from entries import made_digest, make_entry
from running import ROOT

from digestcli.errors import CannotCreate, DigestError, InputOutputError, LibraryError, MissingInput
from digestcli.library.backup import backup
from digestcli.library.select import Selection, select
from digestcli.library.store import Library

SIZE = 50


@pytest.fixture
def path(tmp_path: pathlib.Path) -> str:
    path = str(tmp_path / "library" / "library.db")
    _fill(path, "a")
    return path


def _fill(path: str, key: str) -> None:
    with Library(path, create=True) as library:
        entries = (make_entry(number, digest=key) for number in range(1, SIZE + 1))
        library.add(made_digest(key), entries, path=key, fingerprint=key)


def _keys(path: str) -> list[str]:
    with Library(path) as library:
        assert len(list(select(library, Selection()))) == SIZE * len(list(library.digests()))
        return sorted(one.digest.key for one in library.digests())


def test_a_copy_is_a_library(path: str, tmp_path: pathlib.Path) -> None:
    copy = str(tmp_path / "copy.db")
    assert backup(path, copy) == os.path.getsize(copy)
    assert _keys(copy) == ["a"]
    _fill(copy, "b")
    assert (_keys(copy), _keys(path)) == (["a", "b"], ["a"])
    if os.name != "nt":
        assert stat.S_IMODE(os.stat(copy).st_mode) == 0o600
    assert sorted(os.listdir(tmp_path)) == ["copy.db", "library"]
    assert os.listdir(tmp_path / "library") == ["library.db"]


def test_what_is_in_the_log_is_copied_too(path: str, tmp_path: pathlib.Path) -> None:
    with Library(path, create=True) as library:
        library.add(
            made_digest("b"), [make_entry(n, digest="b") for n in range(SIZE)], path="b", fingerprint="b"
        )
        backup(path, str(tmp_path / "copy.db"))
        with library.transaction() as db:
            db.execute("DELETE FROM digest")
            backup(path, str(tmp_path / "before.db"))
    assert _keys(str(tmp_path / "copy.db")) == ["a", "b"]
    assert _keys(str(tmp_path / "before.db")) == ["a", "b"]


def test_overwriting(path: str, tmp_path: pathlib.Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(b"mine")
    with pytest.raises(CannotCreate, match=r"copy\.db: already there"):
        backup(path, str(copy))
    assert copy.read_bytes() == b"mine"
    backup(path, str(copy), overwrite=True)
    assert _keys(str(copy)) == ["a"]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege here")
def test_a_link_is_followed(path: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "copy.db")
    backup(path, str(tmp_path / "link.db"))
    assert (tmp_path / "link.db").is_symlink()
    assert _keys(str(tmp_path / "copy.db")) == ["a"]


def _itself(folder: pathlib.Path) -> str:
    return str(folder / "library" / ".." / "library" / "library.db")


def _hard_link(folder: pathlib.Path) -> str:
    os.link(folder / "library" / "library.db", folder / "same.db")
    return str(folder / "same.db")


def _folder(folder: pathlib.Path) -> str:
    return str(folder)


def _nowhere(folder: pathlib.Path) -> str:
    return str(folder / "no" / "copy.db")


def _pipe(folder: pathlib.Path) -> str:
    os.mkfifo(folder / "pipe")
    return str(folder / "pipe")


def _in_use(folder: pathlib.Path) -> str:
    (folder / "copy.db-wal").write_bytes(b"frames of another database")
    return str(folder / "copy.db")


@pytest.mark.skipif(os.name == "nt", reason="pipes and links")
@pytest.mark.parametrize(
    "target, message",
    (
        (_itself, "the library itself"),
        (_hard_link, "the library itself"),
        (_folder, "a folder"),
        (_nowhere, "No such file or directory"),
        (_pipe, "not a file"),
        (_in_use, "a database of that name is in use"),
    ),
)
def test_where_no_copy_can_be(
    path: str, tmp_path: pathlib.Path, target: Callable[[pathlib.Path], str], message: str
) -> None:
    copy = target(tmp_path)
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(CannotCreate) as caught:
        backup(path, copy, overwrite=True)
    assert caught.value.message == f"{copy}: {message}"
    assert sorted(os.listdir(tmp_path)) == before
    assert _keys(path) == ["a"]


@pytest.mark.parametrize(
    "content, error",
    ((None, MissingInput), (b"Dear diary,\n" * 100, LibraryError), ("foreign", LibraryError)),
)
def test_what_is_no_library(
    tmp_path: pathlib.Path, content: bytes | str | None, error: type[DigestError]
) -> None:
    path = tmp_path / "x.db"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        db = sqlite3.connect(path)
        db.execute("CREATE TABLE notes (text)")
        db.close()
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(error):
        backup(str(path), str(tmp_path / "copy.db"))
    assert sorted(os.listdir(tmp_path)) == before


def test_a_damaged_library_is_copied_as_it_is(path: str, tmp_path: pathlib.Path) -> None:
    data = bytearray(pathlib.Path(path).read_bytes())
    data[-8192:] = b"\xa5" * 8192
    pathlib.Path(path).write_bytes(data)
    backup(path, str(tmp_path / "copy.db"))
    assert (tmp_path / "copy.db").read_bytes()[-8192:] == data[-8192:]


FULL = """
import resource, sys
from digestcli.errors import DigestError
from digestcli.library.backup import backup
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
try:
    backup(*sys.argv[1:3])
except DigestError as error:
    sys.exit(f"{type(error).__name__} {error.message}")
"""


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_disk_that_is_full(path: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / "out").mkdir()
    copy = tmp_path / "out" / "copy.db"
    done = subprocess.run(
        [sys.executable, "-c", FULL, path, str(copy)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"{InputOutputError.__name__} {copy}: ")
    assert os.listdir(copy.parent) == []
    assert _keys(path) == ["a"]
