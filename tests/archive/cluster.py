"""A Dask cluster on this machine as others run it: a scheduler and workers in processes of their own."""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import sys
import time
from collections.abc import Mapping

from running import ROOT

HOOK = """
import os, signal, sys, time

if os.environ.get("DIGEST_TEST_HOOK"):
    sys.path.insert(0, os.environ["DIGEST_TEST_ROOT"])
    from digestcli import intake
    honest = intake.loaded
    def loaded(group, how):
        time.sleep(float(os.environ.get("DIGEST_TEST_SECONDS", "0")))
        if "poison" in os.path.basename(group.path):
            os.kill(os.getpid(), signal.SIGKILL)
        if "mistaken" in os.path.basename(group.path):
            raise RuntimeError("a mistake of ours")
        return honest(group, how)
    intake.loaded = loaded
    if os.environ.get("DIGEST_TEST_LEAST"):
        from digestcli.archive import plan
        plan._LEAST = int(os.environ["DIGEST_TEST_LEAST"])
"""
"""Put into worker processes: files by the name of poison kill them, others take their time."""


def hooked(folder: pathlib.Path, seconds: float = 0, *, least: int = 0) -> dict[str, str]:
    """Return the variables that put HOOK into new processes of Python; `least` makes parts small."""
    (folder / "hook").mkdir(exist_ok=True)
    (folder / "hook" / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    return {
        "PYTHONPATH": os.pathsep.join((str(folder / "hook"), str(ROOT))),
        "DIGEST_TEST_HOOK": "1",
        "DIGEST_TEST_ROOT": str(ROOT),
        "DIGEST_TEST_SECONDS": str(seconds),
        "DIGEST_TEST_LEAST": str(least or ""),
    }


class LocalCluster:
    """A scheduler and workers, each with its nanny; what it started, it ends."""

    def __init__(self, folder: pathlib.Path, variables: Mapping[str, str], workers: int = 2) -> None:
        self._folder = folder
        self._env = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            **variables,
            "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s",
        }
        self._file = folder / "scheduler.json"
        self._file.unlink(missing_ok=True)
        words = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--dashboard-address", ":0")
        self.scheduler = self._start("dask_scheduler", *words)
        self.nannies = [self._start_worker(number) for number in range(workers)]
        self.address = self._address()

    def _start(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.{program}",
            "--scheduler-file",
            str(self._file),
            *words,
        ]
        with (self._folder / f"{program}.log").open("ab") as log:
            return subprocess.Popen(command, env=self._env, cwd=self._folder, stdout=log, stderr=log)

    def _start_worker(self, number: int) -> subprocess.Popen[bytes]:
        place = self._folder / f"worker{number}"
        place.mkdir(exist_ok=True)
        words = ("--host", "127.0.0.1", "--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--name", str(number),
                 "--local-directory", str(place), "--memory-limit", "0", "--death-timeout", "60")  # fmt: skip
        return self._start("dask_worker", *words)

    def _address(self) -> str:
        import json

        end = time.monotonic() + 60
        while time.monotonic() < end:
            if self._file.exists() and (text := self._file.read_text(encoding="utf-8")).strip():
                return str(json.loads(text)["address"])
            time.sleep(0.05)
        raise AssertionError((self._folder / "dask_scheduler.log").read_text(encoding="utf-8"))

    def worker_of(self, number: int) -> int:
        """Return the process that works for a nanny: its child that runs tasks."""
        nanny = self.nannies[number].pid
        end = time.monotonic() + 60
        while time.monotonic() < end:
            for child in _children(nanny):
                if "spawn_main" in _command(child):
                    return child
            time.sleep(0.05)
        raise AssertionError(f"nanny {nanny} has no worker")

    def close(self) -> None:
        for process in (*self.nannies, self.scheduler):
            children = _children(process.pid)
            process.send_signal(signal.SIGKILL)
            process.wait()
            for child in children:
                kill(child)


def kill(process: int) -> None:
    """Kill a process that we started, if it is still there."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def _children(process: int) -> list[int]:
    """Return the child processes; each is listed by the thread that started it."""
    found: list[int] = []
    for listed in pathlib.Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [int(one) for one in listed.read_text(encoding="ascii").split()]
        except (OSError, ValueError):
            continue
    return found


def _command(process: int) -> str:
    try:
        return pathlib.Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
