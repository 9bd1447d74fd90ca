"""Builds and scans on a Dask cluster, while its parts are killed."""

from __future__ import annotations

import contextlib
import datetime
import json
import pathlib
import shutil
import subprocess
import time
from collections.abc import Callable
from typing import Any

import pytest
from running import Run, Start

from archive.cluster import LocalCluster, hooked, kill
from archive.making import day_text, ids, made, rows, write_days
from digestcli.archive import plan, workers
from digestcli.archive.build import FAILURES, Wish, build
from digestcli.archive.inputs import found
from digestcli.archive.lock import locked
from digestcli.archive.places import Place
from digestcli.archive.workers import crew
from digestcli.errors import UsageError

pytestmark = pytest.mark.slow
PAPERS = 60
DAYS = 40
LEAST = 60_000
"""Bytes of a part: two or three of our digests."""
_FAST = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s"}


@pytest.fixture
def many(tmp_path: pathlib.Path) -> pathlib.Path:
    """Return a folder of 2,400 papers."""
    return write_days(tmp_path / "many", DAYS, PAPERS, datetime.date(2025, 12, 10))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> dict[str, str]:
    """Make parts small, here and, by the variables that it returns, in other processes."""
    monkeypatch.setattr(plan, "_LEAST", LEAST)
    return hooked(tmp_path, 0.02, least=LEAST)


def _halfway(to: pathlib.Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until some parts are finished and others are not."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            if len(list((to / "_digest" / "receipts").iterdir())) >= 2:
                return
        time.sleep(0.01)
    out, err = process.communicate()
    raise AssertionError((out, err))


def _whole(to: pathlib.Path) -> None:
    """All papers are there, each once, and nothing else is."""
    found = ids(to)
    assert (len(found), len(set(found))) == (DAYS * PAPERS, DAYS * PAPERS)
    assert {path.name for path in (to / "_digest").iterdir()} <= {
        "manifest.json",
        "failures.jsonl",
        "receipts",
    }


def test_the_same_rows_as_the_pool(
    many: pathlib.Path, tmp_path: pathlib.Path, cluster: LocalCluster, program: Run, small: dict[str, str]
) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    ran = program("archive", "build", many, "--to", there, "--cluster", cluster.address, env=small)
    assert (ran.code, ran.out) == (0, ""), ran.err
    assert "2400 entries of 40 inputs read" in ran.err
    made(here, many, workers=2)
    assert rows(there) == rows(here)
    ran = program("archive", "list", there, "entanglement", "--since", "2026", "--cluster", cluster.address)
    assert ran.code == 0, ran.err
    assert ran.out == program("archive", "list", here, "entanglement", "--since", "2026").out
    assert len(ran.lines()) == 216
    for words in (("stats",), ("stats", "--by", "month"), ("list", "--sort", "title", "-n", "9")):
        ran = program("archive", words[0], there, *words[1:], "--cluster", cluster.address)
        assert ran.code == 0, ran.err
        assert ran.out == program("archive", words[0], here, *words[1:]).out
    shutil.rmtree(there)
    ran = program("archive", "list", there, "--cluster", cluster.address)
    assert (ran.code, ran.err.split("\n")[0]) == (66, f"digest: {there}: no archive")


@pytest.mark.parametrize("killed", ("worker", "nanny and worker"))
def test_a_killed_worker_loses_nothing(
    many: pathlib.Path,
    tmp_path: pathlib.Path,
    cluster: LocalCluster,
    command: Start,
    killed: str,
    small: dict[str, str],
) -> None:
    worker = cluster.worker_of(0)
    process = command(
        "archive", "build", many, "--to", tmp_path / "a", "--cluster", cluster.address, env=small
    )
    _halfway(tmp_path / "a", process)
    if "nanny" in killed:
        cluster.nannies[0].kill()
    kill(worker)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert b"could not be read" not in err
    _whole(tmp_path / "a")


def test_a_killed_scheduler_and_the_job_run_again(
    many: pathlib.Path,
    tmp_path: pathlib.Path,
    cluster: LocalCluster,
    command: Start,
    program: Run,
    small: dict[str, str],
) -> None:
    process = command(
        "archive", "build", many, "--to", tmp_path / "a", "--cluster", cluster.address, env={**small, **_FAST}
    )
    _halfway(tmp_path / "a", process)
    cluster.scheduler.kill()
    _, err = process.communicate(timeout=120)
    assert process.returncode == 74, err
    assert err.decode() == (
        f"digest: {cluster.address}: the scheduler is lost\n  hint: run again: what was finished is kept\n"
    )
    ran = program("archive", "build", many, "--to", tmp_path / "a", "--workers", "2")
    assert ran.code == 0, ran.err
    assert "2400 entries of" not in ran.err
    _whole(tmp_path / "a")


def test_a_killed_client_leaves_a_lock_that_can_be_broken(
    many: pathlib.Path,
    tmp_path: pathlib.Path,
    cluster: LocalCluster,
    command: Start,
    program: Run,
    small: dict[str, str],
) -> None:
    process = command(
        "archive", "build", many, "--to", tmp_path / "a", "--cluster", cluster.address, env=small
    )
    _halfway(tmp_path / "a", process)
    process.kill()
    process.communicate()
    again = ("archive", "build", many, "--to", tmp_path / "a", "--workers", "2")
    ran = program(*again)
    assert ran.code == 73
    assert f"(process {process.pid}, since 20" in ran.err
    assert "--break-lock" in ran.err
    ran = program(*again, "--break-lock")
    assert ran.code == 0, ran.err
    _whole(tmp_path / "a")


def test_poisoned_and_unreadable_files_fail_alone(
    many: pathlib.Path, tmp_path: pathlib.Path, cluster: LocalCluster
) -> None:
    poison, bad = many / "2025" / "2025-12-20-poison.md", many / "bad.txt"
    poison.write_text(day_text(datetime.date(2025, 12, 20), 3), encoding="utf-8")
    bad.write_text("no digest", encoding="utf-8")
    place, sources = Place(str(tmp_path / "a")), [str(many)]
    with locked(place) as check, crew(cluster.address) as hands:
        built = build(place, found(sources), sources, hands, Wish(), check=check, tell=lambda _: None)
    lines = (tmp_path / "a" / FAILURES).read_text(encoding="utf-8").splitlines()
    failed = {one["input"]: one["error"] for one in map(json.loads, lines)}
    assert failed.keys() == {str(poison), str(bad)}
    assert failed[str(poison)] == f"{poison}: the worker that read it was killed"
    assert built.entries == DAYS * PAPERS
    _whole(tmp_path / "a")


def test_two_builds_at_once(many: pathlib.Path, tmp_path: pathlib.Path, command: Start, program: Run) -> None:
    slow = hooked(tmp_path, 0.1, least=LEAST)
    process = command("archive", "build", many, "--to", tmp_path / "a", "--workers", "1", env=slow)
    _halfway(tmp_path / "a", process)
    ran = program("archive", "build", many, "--to", tmp_path / "a", "--workers", "1")
    assert (ran.code, ran.out) == (73, "")
    assert f"(process {process.pid}, since 20" in ran.err
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    _whole(tmp_path / "a")


def test_no_scheduler_there(
    digest: Run, tmp_path: pathlib.Path, days: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_CONNECT_SECONDS", 1)
    ran = digest("archive", "build", days, "--to", tmp_path / "a", "--cluster", "tcp://127.0.0.1:9")
    assert ran.code == 74
    assert "digest: tcp://127.0.0.1:9: no Dask scheduler there" in ran.err
    assert not (tmp_path / "a" / "_digest" / "lock.json").exists()


def _elsewhere(*, version: object) -> Callable[..., dict[str, object]]:
    return lambda *_, **__: {"tcp://w": version}


@pytest.mark.parametrize(
    "there, message",
    (("0.0.1", "tcp://w has digest 0.0.1, here is"), (ImportError("no digestcli"), "has no digest")),
)
def test_workers_of_another_version_are_refused(there: object, message: str) -> None:
    class Client:
        run: Any = staticmethod(_elsewhere(version=there))

    with pytest.raises(UsageError, match=message):
        workers._check_versions(Client())
