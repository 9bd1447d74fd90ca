"""Nothing is lost: killed at any moment, with others at work, on a full disk. Real processes throughout."""

from __future__ import annotations

import os
import pathlib
import random
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import NamedTuple

import pytest
from entries import arxiv_entry, make_entry, write_records
from running import ROOT, Run, Start, environment

from digestcli.library.health import examine
from digestcli.library.store import Library
from digestcli.model import Entry, Text

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals, limits and permissions of POSIX"),
]
FILES, ENTRIES = 40, 12
KILLS = 20
WORDS = ("红", "蓝", "gate", "量子", "纠缠", "kettle", "测量", "lattice", "噪声", "river", "相变", "stone")


def _entries(number: int) -> Iterator[Entry]:
    """Yield the entries of the digest `number`: one in three stands in the digest before, too."""
    chance = random.Random(number)
    for at in range(1, ENTRIES + 1):
        name = f"26{number // 12 + 1:02}.{(number if at % 3 else number - 1) * 100 + at:05}"
        text = Text(zh="".join(chance.choices(WORDS, k=20)), en=" ".join(chance.choices(WORDS, k=30)))
        given = {"digest": f"made-{number:03}", "category": chance.choice(("cs.LG", "quant-ph", "hep-th"))}
        yield (
            arxiv_entry(at, name, title=text, abstract=text, authors=("A. Writer", "王五"), **given)
            if at % 4
            else make_entry(at, id=f"{given['digest']}:{at}", title=text, kind="news", **given)
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return a folder of digests, each a file of its own."""
    folder = tmp_path_factory.mktemp("digests") / "in"
    folder.mkdir()
    for number in range(FILES):
        path = write_records(folder / f"{number:03}.jsonl", _entries(number))
        os.utime(path, ns=(1_700_000_000_000_000_001, 1_700_000_000_000_000_001))
    return folder


class Held(NamedTuple):
    """What a library holds, but for when and in which pieces it came."""

    rows: dict[str, list[tuple[object, ...]]]
    words: list[tuple[object, ...]]


def _held(path: pathlib.Path) -> Held:
    """Return all rows of all tables, and the vocabulary of the index with its counts."""
    with Library(str(path)) as library:
        db = library.connection
        tables = [
            name
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if not name.startswith(("sqlite_", "search"))
        ]
        db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, col)")
        db.execute("UPDATE digest SET added = ''")
        return Held(
            {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in tables},
            db.execute("SELECT * FROM temp.words ORDER BY term, col").fetchall(),
        )


@pytest.fixture(scope="module")
def undisturbed(folder: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Held, float]:
    """Return what a run that nobody disturbs makes, and the seconds from the first of it to the last."""
    home = tmp_path_factory.mktemp("undisturbed")
    process = _started(folder, home)
    start = time.perf_counter()
    _, said = process.communicate()
    taken = time.perf_counter() - start
    assert (process.returncode, said) == (0, f"{FILES} added ({FILES * ENTRIES} entries)\n".encode())
    held = _held(_library(home))
    assert len(held.rows["entry"]) == FILES * ENTRIES
    return held, taken


def _started(folder: pathlib.Path, home: pathlib.Path) -> subprocess.Popen[bytes]:
    """Return a `digest add` that has just made its library file."""
    process = subprocess.Popen(_add(folder), env=_environment(home), stderr=subprocess.PIPE)
    while not _library(home).exists() and process.poll() is None:
        time.sleep(0.002)
    return process


def _add(folder: pathlib.Path) -> list[str]:
    return [sys.executable, "-m", "digestcli", "add", str(folder)]


def _environment(home: pathlib.Path) -> dict[str, str]:
    """Return an environment in which nothing is written but the library."""
    return {
        **environment(home),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _library(home: pathlib.Path) -> pathlib.Path:
    return home / "library" / "library.db"


def _assert_whole(path: pathlib.Path) -> int:
    """Assert that all checks of the library pass; return the number of its digests."""
    assert [check for check in examine(str(path)) if not check.ok and check.name != "space"] == []
    with Library(str(path)) as library:
        digests = list(library.digests())
    assert {stored.entries for stored in digests} <= {ENTRIES}
    return len(digests)


def test_killed_at_any_moment(
    digest: Run, folder: pathlib.Path, tmp_path: pathlib.Path, undisturbed: tuple[Held, float]
) -> None:
    held, taken = undisturbed
    chance = random.Random(4)
    path = _library(tmp_path)
    reached = []
    for turn in range(KILLS):
        shutil.rmtree(path.parent, ignore_errors=True)
        process = _started(folder, tmp_path)
        time.sleep(chance.uniform(0, taken))
        process.kill()
        process.communicate()
        reached.append(_assert_whole(path))
        again = digest("add", folder)
        counts = {"added": FILES - reached[-1], "unchanged": reached[-1]}
        said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        assert again.err == f"{said} ({counts['added'] * ENTRIES} entries)\n"
        assert turn % 5 or _held(path) == held
    assert any(0 < count < FILES for count in reached), reached


@pytest.mark.skipif(not pathlib.Path("/proc/self/environ").exists(), reason="no /proc")
def test_killed_with_its_readers(digest: Run, folder: pathlib.Path, tmp_path: pathlib.Path) -> None:
    """The processes that read for a writer end with it."""
    process = subprocess.Popen(
        [*_add(folder), "--jobs", "2"], env=_environment(tmp_path), stderr=subprocess.PIPE
    )
    while len(_processes(tmp_path)) < 3 and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    end = time.monotonic() + 30
    while _processes(tmp_path) and time.monotonic() < end:
        time.sleep(0.05)
    assert _processes(tmp_path) == []
    assert digest("add", folder).code == 0
    assert _assert_whole(_library(tmp_path)) == FILES


def _processes(home: pathlib.Path) -> list[str]:
    """Return the ids of the living processes that have the library of `home`."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.fsencode(f"DIGEST_LIBRARY={_library(home)}") in (process / "environ").read_bytes():
                found.append(process.name)
    return found


def test_killed_while_replacing_and_repairing(
    digest: Run, folder: pathlib.Path, tmp_path: pathlib.Path, undisturbed: tuple[Held, float]
) -> None:
    held, taken = undisturbed
    assert digest("add", folder).code == 0
    words = [sys.executable, "-m", "digestcli"]
    chance = random.Random(5)
    for arguments in (["add", str(folder), "--again"], ["doctor", "--repair"]) * 2:
        process = subprocess.Popen(
            [*words, *arguments],
            env=_environment(tmp_path),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.3 + taken * chance.uniform(0, 1.5))
        process.kill()
        process.wait()
        assert _assert_whole(_library(tmp_path)) == FILES
    assert _held(_library(tmp_path)).words == held.words


def test_two_writers_and_four_readers(
    command: Start, program: Run, folder: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    """The writers bring digests of the same names and other contents, so that each name is given twice."""
    other = tmp_path / "other"
    other.mkdir()
    for file in folder.iterdir():
        (other / file.name).write_text(file.read_text().replace("Writer", "Reader"))
    writers = [command("add", folder), command("add", other)]
    reading = (("list", "-n", "3"), ("search", "量子", "-n", "3"), ("digests",), ("categories",))

    def read(arguments: tuple[str, ...]) -> list[str]:
        said = []
        while any(writer.poll() is None for writer in writers):
            ran = program(*arguments)
            said.append(f"{ran.code} {ran.err}")
        return said

    with ThreadPoolExecutor(4) as readers:
        heard = [line for lines in readers.map(read, reading) for line in lines]
    for writer in writers:
        _, said = writer.communicate(timeout=60)
        assert (writer.returncode, said.decode()) == (0, f"{FILES} added ({FILES * ENTRIES} entries)\n")
    notes = ("0 ", "0 no entry matches\n")
    assert [line for line in heard if line not in notes and not line.startswith("0 no digests yet")] == []
    assert _assert_whole(_library(tmp_path)) == 2 * FILES


@pytest.mark.parametrize("limit", (0, 30_000, 150_000, 400_000))
def test_a_full_disk(
    command: Start,
    digest: Run,
    folder: pathlib.Path,
    tmp_path: pathlib.Path,
    undisturbed: tuple[Held, float],
    limit: int,
) -> None:
    import resource

    environment = {"PYTHONDONTWRITEBYTECODE": "1"}
    process = command(
        "add",
        folder,
        env=environment,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    out, said = process.communicate(timeout=60)
    path = _library(tmp_path)
    assert (process.returncode, out) == (74, b"")
    assert re.fullmatch(
        rf"digest: {re.escape(str(path))}: (disk I/O error|database or disk is full)\n"
        r"  hint: is the disk full, or the file locked or protected\?\n",
        said.decode(),
    )
    reached = _assert_whole(path)
    assert reached < FILES
    assert digest("add", folder).code == 0
    assert _held(path) == undisturbed[0]


IN_TMPFS = """
mount -t tmpfs -o size={size} tmpfs {place} || exit 99
{python} -m digestcli add {folder} --library {place}/library.db
code=$?
cp {place}/library.db* {copy}
exit $code
"""


@pytest.mark.parametrize("size", ("200k", "600k"))
def test_a_small_disk_that_is_full(
    digest: Run, folder: pathlib.Path, tmp_path: pathlib.Path, undisturbed: tuple[Held, float], size: str
) -> None:
    """A file system of its own, in a name space of its own: it goes with the process."""
    place, copy = tmp_path / "place", tmp_path / "library"
    place.mkdir()
    copy.mkdir(mode=0o700)
    script = IN_TMPFS.format(size=size, place=place, python=sys.executable, folder=folder, copy=copy)
    words = ["unshare", "--mount", "--map-root-user", "sh", "-c", script]
    try:
        done = subprocess.run(
            words, env=_environment(tmp_path), capture_output=True, encoding="utf-8", check=False
        )
    except FileNotFoundError:
        pytest.skip("no `unshare` here")
    if done.returncode == 99 or done.stderr.startswith("unshare"):
        pytest.skip(f"no file system can be mounted here: {done.stderr}")
    assert done.returncode == 74, done.stderr
    assert done.stderr.startswith(f"digest: {place}/library.db: database or disk is full\n")
    assert os.listdir(place) == []
    path = _library(tmp_path)
    path.chmod(0o600)
    assert 0 <= _assert_whole(path) < FILES
    assert digest("add", folder).code == 0
    assert _held(path) == undisturbed[0]


def test_everything_is_for_its_owner_only(program: Run, folder: pathlib.Path, tmp_path: pathlib.Path) -> None:
    library = tmp_path / "home" / "data" / "digest" / "library.db"
    before = os.umask(0)
    try:
        assert program("add", folder / "000.jsonl", env={"DIGEST_LIBRARY": ""}).code == 0
        with Library(str(library), create=True) as opened, opened.transaction() as db:
            db.execute("UPDATE digest SET added = ''")
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in library.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"library.db": 0o600, "library.db-wal": 0o600, "library.db-shm": 0o600}
    assert stat.S_IMODE(library.parent.stat().st_mode) == 0o700


def test_permissions_that_a_person_chose_stay(
    digest: Run, folder: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    path = tmp_path / "shared.db"
    digest("add", folder / "000.jsonl", "--library", path)
    path.chmod(0o640)
    digest("add", folder / "001.jsonl", "--library", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_backup_while_others_write(
    command: Start, program: Run, folder: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    process = command("add", folder)
    reached, count = [], 0
    while process.poll() is None:
        if _library(tmp_path).exists():
            copy = tmp_path / f"{count}.db"
            ran = program("backup", copy)
            if ran.code == 0:
                reached.append(_assert_whole(copy))
            else:
                assert ran.err.startswith(f"digest: {_library(tmp_path)}: not a digest library") is False, (
                    ran.err
                )
            count += 1
    process.communicate()
    assert reached == sorted(reached)
    assert program("backup", tmp_path / "last.db").code == 0
    assert _assert_whole(tmp_path / "last.db") == FILES
    assert sqlite3.connect(tmp_path / "last.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)
