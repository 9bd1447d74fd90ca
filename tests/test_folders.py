"""Walking folders, and what a file looked like before it was read."""

from __future__ import annotations

import os
import pathlib
import time
from collections.abc import Iterator

import pytest

from digestcli import folders
from digestcli.folders import Seen, is_there, scan, seen, state_of

LINKS = pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege here")
SECOND = 1_000_000_000


def _names(folder: pathlib.Path) -> list[str]:
    return [
        os.path.relpath(found.filename if isinstance(found, OSError) else found.path, folder)
        for found in scan(str(folder))
    ]


def test_files_first_then_folders_both_by_name(tmp_path: pathlib.Path) -> None:
    for name in ("b/z", "b/a", "a/a/x", "a/b", "c", "B", ".git/x", ".x", "c.expect.yaml", "d.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert _names(tmp_path) == ["B", "c", "d.yaml", "a/b", "a/a/x", "b/a", "b/z"]


@LINKS
def test_links(tmp_path: pathlib.Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    (inside / "below").mkdir(parents=True)
    outside.mkdir()
    (outside / "x").touch()
    for name, target in (
        ("file", outside / "x"),
        ("folder", outside),
        ("nowhere", tmp_path / "gone"),
        ("itself", inside / "itself"),
        ("below/loop", inside),
    ):
        (inside / name).symlink_to(target)
    assert _names(inside) == ["file", "itself", "nowhere"]
    assert _names(tmp_path / "inside" / "folder") == ["x"]  # named: the user's wish
    found = {entry.name: state_of(entry) for entry in scan(str(inside)) if not isinstance(entry, OSError)}
    assert all(found.values())
    assert found["file"] == (0, (outside / "x").stat().st_mtime_ns)


def test_a_folder_that_cannot_be_listed_comes_as_the_error(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a/x", "b/x", "c/x"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    listed = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if path.endswith("b"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr("digestcli.folders.os.scandir", scandir)
    assert _names(tmp_path) == ["a/x", "b", "c/x"]


@pytest.mark.parametrize("name, error", (("missing", FileNotFoundError), ("file", NotADirectoryError)))
def test_what_is_no_folder(tmp_path: pathlib.Path, name: str, error: type[OSError]) -> None:
    (tmp_path / "file").touch()
    (found,) = scan(str(tmp_path / name))
    assert isinstance(found, error)
    assert found.filename == str(tmp_path / name)


@pytest.mark.parametrize(
    "age, told",
    (
        (0, False),
        (SECOND // 50, False),
        (SECOND // 2 + 1, True),
        (60 * SECOND, True),
        (-60 * SECOND, True),
    ),
)
@pytest.mark.parametrize("whole_seconds", (True, False))
def test_a_fresh_time_of_change_is_not_trusted(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, age: int, *, told: bool, whole_seconds: bool
) -> None:
    """Two writes within one tick bear the same time, and a tick of two seconds has whole seconds."""
    path = tmp_path / "x"
    path.write_bytes(b"abc")
    mtime = 1_700_000_000 * SECOND + (0 if whole_seconds else 123)
    os.utime(path, ns=(mtime, mtime))
    now = path.stat().st_mtime_ns + age
    monkeypatch.setattr(time, "time_ns", lambda: now)
    trusted = told and (not whole_seconds or abs(age) > 2 * SECOND)
    assert seen(str(path)) == Seen(str(path), 3, path.stat().st_mtime_ns if trusted else None)


@LINKS
def test_what_is_seen_of_links_and_of_nothing(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to("gone")
    found = seen("link")
    assert found
    assert found.path == str(tmp_path / "link")
    assert seen("gone") is None
    assert [is_there(name) for name in ("link", "gone", str(tmp_path))] == [True, False, True]
    assert folders.seen(str(tmp_path / "gone" / "x")) is None
