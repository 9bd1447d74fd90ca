"""An archive of a whole corpus on Dask while a worker, a nanny and the scheduler are killed: nothing lost or doubled.

    PYTHONPATH=tests python tests/bench/killing.py CORPUS [--folder FOLDER]

The build is started on two workers; of one the worker is killed with a third of the parts finished, then its
nanny too, then the scheduler, and the same command is run again on a cluster of its own. Ids must be unique.
"""

from __future__ import annotations

import argparse
import contextlib
import pathlib
import subprocess
import sys
import tempfile
import time

from archive.cluster import LocalCluster, kill
from archive.making import ids


def build(corpus: pathlib.Path, to: pathlib.Path, cluster: LocalCluster) -> subprocess.Popen[str]:
    words = ["archive", "build", str(corpus), "--to", str(to), "--cluster", cluster.address]
    return subprocess.Popen([sys.executable, "-m", "digestcli", *words], stderr=subprocess.PIPE, text=True)


def wait_for(parts: int, to: pathlib.Path, process: subprocess.Popen[str]) -> None:
    """Wait until so many parts have receipts."""
    found = 0
    while found < parts:
        assert process.poll() is None, process.communicate()
        with contextlib.suppress(OSError):
            found = len(list((to / "_digest" / "receipts").glob("*.json")))
        time.sleep(0.05)
    print(f"{found} parts finished", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--folder", type=pathlib.Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = pathlib.Path(name)
        to = folder / "archive"
        first, second = folder / "first", folder / "second"
        first.mkdir()
        second.mkdir()
        with contextlib.closing(LocalCluster(first, {})) as cluster:
            process = build(given.corpus, to, cluster)
            wait_for(4, to, process)
            kill(cluster.worker_of(0))
            print("a worker killed")
            wait_for(10, to, process)
            worker = cluster.worker_of(0)
            cluster.nannies[0].kill()
            kill(worker)
            print("a nanny and its worker killed")
            wait_for(16, to, process)
            cluster.scheduler.kill()
            print(
                "the scheduler killed:", process.communicate()[1].strip().split("\n")[-2:], process.returncode
            )
        with contextlib.closing(LocalCluster(second, {})) as cluster:
            process = build(given.corpus, to, cluster)
            print("again:", process.communicate()[1].strip().split("\n")[-1], process.returncode)
        found = ids(to)
        print(f"{len(found)} entries, {len(set(found))} ids")


if __name__ == "__main__":
    main()
