"""A library that may only be read: in a folder or a file without leave to write, and as another user.

A superuser may write everywhere, so run as one these tests take that leave (two capabilities of Linux) from
the command itself, and give the files to somebody else where they shall be another user's.
"""

from __future__ import annotations

import ctypes
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from entries import made_digest, make_entry
from running import ROOT, Ran, environment

from digestcli.library.store import Library

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="permissions and capabilities of Linux")
_NOBODY = 65_534
_READ_FOLDER, _READ_FILE = 0o555, 0o444


def _humble() -> None:
    """Give up CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, so that modes of files hold for root too."""
    if os.geteuid() == 0:
        for capability in (1, 2):
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


class Place(NamedTuple):
    """A folder that every user may enter, with a library in it."""

    folder: pathlib.Path
    library: pathlib.Path

    def run(self, *arguments: str) -> Ran:
        """Run `digest` on the library without the leave of a superuser."""
        variables = {**environment(self.folder), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "digestcli", *arguments, "--library", str(self.library)]
        done = subprocess.run(
            command,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            preexec_fn=_humble,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.library.parent.iterdir()}


@pytest.fixture
def place() -> Iterator[Place]:
    """Make a library with one entry, closed."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="digest-"))
    folder.chmod(0o755)
    (folder / "lib").mkdir()
    library = folder / "lib" / "a%20?b #c.db"  # what a URI would take for its own
    with Library(str(library), create=True) as store:
        store.add(made_digest(), [make_entry(47)], path="/a.md", fingerprint="1")
    yield Place(folder, library)
    for path in (library.parent, *library.parent.iterdir()):
        path.chmod(0o755)
    shutil.rmtree(folder)


def _protect(place: Place, *, folder: int = 0o755, file: int = 0o644) -> None:
    for path in place.library.parent.iterdir():
        path.chmod(file)
    place.library.parent.chmod(folder)


READING = (("list",), ("show", "47"), ("export", "--format", "csv"), ("categories",), ("digests",))


@pytest.mark.parametrize("arguments", READING)
@pytest.mark.parametrize(
    "folder, file", ((_READ_FOLDER, _READ_FILE), (_READ_FOLDER, 0o666), (0o777, _READ_FILE))
)
def test_a_library_that_may_only_be_read_is_read(
    place: Place, arguments: tuple[str, ...], folder: int, file: int
) -> None:
    _protect(place, folder=folder, file=file)
    before = place.files()
    ran = place.run(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert "47" in ran.out or arguments[0] in ("categories", "digests")
    assert place.files() == before


@pytest.mark.parametrize("arguments", (("add", str(ROOT / "samples" / "records")), ("remove", "latest")))
@pytest.mark.parametrize("folder, file", ((_READ_FOLDER, _READ_FILE), (0o777, _READ_FILE)))
def test_writing_into_it_is_an_error_and_changes_nothing(
    place: Place, arguments: tuple[str, ...], folder: int, file: int
) -> None:
    _protect(place, folder=folder, file=file)
    before = place.files()
    ran = place.run(*arguments)
    assert (ran.code, ran.out) == (74, "")
    assert ran.err.startswith(f"digest: {place.library}: ")
    assert "Traceback" not in ran.err
    assert place.files() == before


@pytest.mark.parametrize("folder, file", ((0o700, 0o644), (0o755, 0o600)))
def test_a_library_of_another_that_may_not_be_read(place: Place, folder: int, file: int) -> None:
    if os.geteuid() == 0:
        os.chown(place.library.parent if folder == 0o700 else place.library, _NOBODY, _NOBODY)
    else:
        folder, file = folder & 0o077, file & 0o077
    _protect(place, folder=folder, file=file)
    ran = place.run("list")
    assert (ran.code, ran.out, ran.err) == (74, "", f"digest: {place.library}: Permission denied\n")


@pytest.mark.parametrize("shared", (True, False))
def test_what_another_program_is_writing(place: Place, *, shared: bool) -> None:
    """A log beside the library is read where its index is there too; else there is an error, not old data."""
    writer = sqlite3.connect(place.library)
    try:
        writer.execute("UPDATE record SET json = replace(json, '\"number\":47', '\"number\":48')")
        writer.commit()
        if not shared:
            (place.library.parent / (place.library.name + "-shm")).unlink()
        _protect(place, folder=_READ_FOLDER, file=_READ_FILE)
        ran = place.run("list")
        assert "Traceback" not in ran.err
        if shared:
            assert (ran.code, ran.err, ran.numbers()) == (0, "", ["48"])
        else:
            assert (ran.code, ran.out) == (74, "")
            assert ran.err.startswith(
                f"digest: {place.library}: unfinished changes beside it cannot be read here"
            )
    finally:
        writer.close()


def test_an_empty_file_reads_as_empty_and_stays_so(place: Place) -> None:
    place.library.unlink()
    place.library.touch()
    for mode in (0o755, _READ_FOLDER):
        place.library.parent.chmod(mode)
        ran = place.run("list")
        assert (ran.code, ran.out) == (0, "number\tid\tcategory\ttitle\tauthors\tdate\ttldr\n")
        assert place.files() == {place.library.name: b""}


@pytest.mark.parametrize("folder, file", ((_READ_FOLDER, 0o400), (_READ_FOLDER, 0o600), (0o700, 0o400)))
def test_it_is_checked_and_copied_without_being_touched(place: Place, folder: int, file: int) -> None:
    _protect(place, folder=folder, file=file)
    before = place.files()
    ran = place.run("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert ["index", "ok", "not looked at: the library may only be read"] in ran.lines()
    assert place.run("doctor", "--repair").code == 74
    copy = place.folder / "copy.db"
    assert place.run("backup", str(copy)).code == 0
    assert place.run("sync").err == "no folder is watched: add one with `digest add FOLDER`\n"
    assert place.files() == before
    with Library(str(copy)) as library:
        assert [stored.entries for stored in library.digests()] == [1]
