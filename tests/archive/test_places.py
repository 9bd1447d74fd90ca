"""Files that appear whole, locally and in an object store; a lock that one of many gets."""

from __future__ import annotations

import json
import os
import pathlib
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import pytest

from digestcli.archive.lock import NAME, locked
from digestcli.archive.places import Place, absolute
from digestcli.errors import CannotCreate, InputOutputError, UsageError


@pytest.fixture(params=("local", "s3"))
def place(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Place:
    if request.param == "local":
        return Place(str(tmp_path / "place"))
    return Place(f"{request.getfixturevalue('bucket')}/some/folder")


def test_files_come_and_go(place: Place) -> None:
    assert (place.read("a/b"), place.names()) == (None, [])
    place.write("a/b", b"1")
    place.write("a/b", "汉字".encode())
    place.write("c", b"")
    assert (place.read("a/b"), place.read("c")) == ("汉字".encode(), b"")
    assert (place.names(), place.names("a")) == (["a/b", "c"], ["a/b"])
    place.remove(["a/b", "never there"])
    assert place.names() == ["c"]


def test_many_are_removed_at_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"year=1/{number}" for number in range(5)]
    for name in (*names, "other", "year=1/[0-9]", "year=1/*"):
        place.write(name, b"")
    place.remove(["year=1/*", "year=1/[0-9]"])  # names, no patterns
    assert place.names() == ["other", *names]
    if not place.url.startswith("s3"):
        return
    with monkeypatch.context() as patch:
        patch.setattr(type(place.files), "rm_file", None)
        place.remove([*names[:3], "never there"])
    assert place.names() == ["other", *names[3:]]
    monkeypatch.setattr(
        type(place.files), "rm", lambda *_: None
    )  # a store that removes none, and says nothing
    place.remove(names)
    assert place.names() == ["other"]


def test_of_many_one_creates(place: Place) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(place.create, repeat("lock", 8), [str(number).encode() for number in range(8)]))
    assert made.count(True) == 1
    assert place.read("lock") == str(made.index(True)).encode()
    assert not place.create("lock", b"x")
    place.remove(["lock"])
    assert place.create("lock", b"x")


def test_nothing_is_left_of_a_write_that_fails(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(str(tmp_path / "place"))
    place.write("a", b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputOutputError, match=r"place: No space left on device$"):
        place.write("a", b"new")
    monkeypatch.undo()
    assert (place.read("a"), os.listdir(place.path())) == (b"old", ["a"])


def test_a_store_that_says_no(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputOutputError, match=rf"^{bucket}-other/x: "):
        Place(f"{bucket}-other/x").write("a", b"")


@pytest.mark.parametrize(
    "url, message",
    (
        ("foo://x", "foo://x: no file system for that: .*foo"),
        ("gs://x/y", "gs://x/y: a package is missing: .*gcsfs"),
    ),
)
def test_no_such_file_system(url: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "gcsfs", None)
    with pytest.raises(UsageError, match=message):
        Place(url).read("a")


@pytest.mark.parametrize(
    "path, expected",
    (
        ("s3://b/a/", "s3://b/a"),
        ("file:///a/b/../c/", "/a/c"),
        ("/a/./b", "/a/b"),
        ("a", os.path.abspath("a")),
    ),
)
def test_absolute(path: str, expected: str) -> None:
    assert absolute(path) == expected


def test_the_lock_says_whose_it_is(place: Place) -> None:
    with locked(place) as check:
        check()
        record = json.loads(place.read(NAME) or b"")
        assert record["process"] == os.getpid()
        with pytest.raises(CannotCreate) as caught, locked(place):
            pass
        assert f"(process {os.getpid()}, since {record['since']}) builds it" in caught.value.message
        assert "--break-lock" in caught.value.hint
        check()
    assert place.read(NAME) is None


def test_a_lock_that_was_broken_belongs_to_another(place: Place) -> None:
    with locked(place) as check:
        with locked(place, broken=True) as other:
            with pytest.raises(CannotCreate, match="another build has taken the lock"):
                check()
            other()
        assert place.read(NAME) is None


def test_a_lock_that_is_being_written_is_one(tmp_path: pathlib.Path) -> None:
    place = Place(str(tmp_path))
    place.write(NAME, b"")
    with pytest.raises(CannotCreate), locked(place):
        pass
