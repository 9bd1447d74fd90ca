"""An archive of N papers: process pools of 1 and 2 beside Dask with 2 workers, memory, cost by size, scans.

    PYTHONPATH=tests python tests/bench/archiving.py CORPUS [--rounds N] [--folder FOLDER] [--sizes FILES...]

CORPUS is a folder of digests (shared/tools/make_corpus.py makes one). Ways are interleaved in each round,
so that a busy machine is busy for all of them; the ratios are medians over the rounds.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

from archive.cluster import LocalCluster

from digestcli.archive.manifest import load
from digestcli.archive.places import Place

A_DIGEST = 120
"""Papers in each digest of the corpus."""


class Cost(NamedTuple):
    """What a build took: seconds, seconds of processors, MB of its largest process."""

    seconds: float
    cpu: float
    peak: float


def build(corpus: pathlib.Path, to: pathlib.Path, *how: str) -> Cost:
    """Build an archive."""
    shutil.rmtree(to, ignore_errors=True)
    command = [sys.executable, "-m", "digestcli", "archive", "build", str(corpus), "--to", str(to), *how]
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0, command
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def cpu(process: int) -> float:
    """Return the seconds of processors that a running process has taken."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def entries(to: pathlib.Path) -> int:
    return sum(file.rows for file in load(Place(str(to))).files())


def peak(process: int) -> float:
    """Return the most memory in MB that a running process ever had."""
    text = pathlib.Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return float(text.partition("VmHWM:")[2].split()[0]) / 1024


def linked(corpus: pathlib.Path, files: int, folder: pathlib.Path) -> pathlib.Path:
    """Return a folder with links to the first files of a corpus."""
    folder.mkdir()
    for path in sorted(corpus.rglob("*.md"))[:files]:
        (folder / path.name).symlink_to(path)
    return folder


def row(label: str, value: float, unit: str, more: str = "") -> None:
    print(f"{label:44} {value:10.2f} {unit:9} {more}".rstrip(), flush=True)


def throughput(given: argparse.Namespace, folder: pathlib.Path, cluster: LocalCluster) -> None:
    to = folder / "archive"
    ways = {
        "pool of 1": ("--workers", "1"),
        "pool of 2": ("--workers", "2"),
        "Dask, 2 workers": ("--cluster", cluster.address),
    }
    rates: dict[str, list[float]] = {name: [] for name in ways}
    spent: dict[str, list[float]] = {name: [] for name in ways}
    peaks: dict[str, float] = {}
    workers = [cluster.worker_of(number) for number in range(2)]
    for _ in range(given.rounds):
        for name, how in ways.items():
            before = sum(map(cpu, workers))
            seconds, busy, peaks[name] = build(given.corpus, to, *how)
            busy += sum(map(cpu, workers)) - before
            rates[name].append(entries(to) / seconds)
            spent[name].append(busy / entries(to) * 1e6)
            more = f"{seconds:.1f} s, {busy:.1f} s of processors, {entries(to)} papers"
            row(f"  {name}", rates[name][-1], "papers/s", more)
    peaks["Dask, 2 workers"] = max(map(peak, workers))
    for name, some in rates.items():
        more = f"{statistics.median(spent[name]):.0f} us of processors a paper, peak {peaks[name]:.0f} MB"
        row(name, statistics.median(some), "papers/s", more)
    pairs = {
        "pool of 2 : pool of 1": ("pool of 2", "pool of 1"),
        "Dask : pool of 2": ("Dask, 2 workers", "pool of 2"),
    }
    for label, (one, other) in pairs.items():
        row(label, statistics.median(a / b for a, b in zip(rates[one], rates[other], strict=True)), "x")
    size = sum(path.stat().st_size for path in to.rglob("*") if path.is_file())
    source = sum(path.stat().st_size for path in given.corpus.rglob("*.md"))
    row("archive : input, bytes", size / source, "x", f"{size / entries(to):.0f} bytes a paper")
    row("manifest", (to / "_digest" / "manifest.json").stat().st_size / entries(to), "bytes/paper")


def curve(given: argparse.Namespace, folder: pathlib.Path) -> None:
    """What a paper costs by the number of papers; the sizes are interleaved, too."""
    costs: dict[int, list[float]] = {files: [] for files in given.sizes}
    peaks: dict[int, float] = {}
    for turn in range(given.rounds):
        for files in given.sizes:
            corpus = linked(given.corpus, files, folder / f"some{turn}-{files}")
            cost = build(corpus, folder / "curve", "--workers", "2")
            peaks[files] = cost.peak
            costs[files].append(cost.cpu / entries(folder / "curve") * 1e6)
    for files, some in costs.items():
        row(
            f"pool of 2, {files} files",
            statistics.median(some),
            "us/paper",
            f"largest process {peaks[files]:.0f} MB",
        )
    papers = {files: files * A_DIGEST for files in costs}
    start, each = line(
        [(papers[files], statistics.median(some) * papers[files]) for files, some in costs.items()]
    )
    off = max(
        abs((start + each * papers[files]) / (statistics.median(some) * papers[files]) - 1)
        for files, some in costs.items()
    )
    row("a straight line", start / 1e6, "s", f"and {each:.0f} us/paper; furthest from it {off:.1%}")


def line(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the (value at 0, slope) of the line through points whose relative errors are least."""
    weights = [1 / cost**2 for _, cost in points]
    whole = sum(weights)
    mean_n = sum(w * n for w, (n, _) in zip(weights, points, strict=True)) / whole
    mean_cost = sum(w * cost for w, (_, cost) in zip(weights, points, strict=True)) / whole
    up = sum(w * (n - mean_n) * (cost - mean_cost) for w, (n, cost) in zip(weights, points, strict=True))
    slope = up / sum(w * (n - mean_n) ** 2 for w, (n, _) in zip(weights, points, strict=True))
    return mean_cost - slope * mean_n, slope


def scans(folder: pathlib.Path) -> None:
    to = folder / "archive"
    some = {
        "list one month": ("list", str(to), "--since", "1992-03", "--until", "1992-03"),
        "list one category": ("list", str(to), "-c", "quant-ph"),
        "stats": ("stats", str(to)),
        "show an arXiv id": ("show", str(to), "arXiv:9203.15007"),
        "search a word of every text, 1 process": (
            "search",
            str(to),
            "model",
            "--since",
            "1992-03",
            "--until",
            "1992-05",
        ),
    }
    for label, words in some.items():
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "digestcli", "archive", *words], capture_output=True, check=True
        )
        row(label, time.perf_counter() - start, "s", f"{done.stdout.count(chr(10).encode())} lines")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="*", default=[84, 834], help="files of the cost curve")
    parser.add_argument("--folder", type=pathlib.Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = pathlib.Path(name)
        cluster = LocalCluster(folder, {})
        try:
            throughput(given, folder, cluster)
        finally:
            cluster.close()
        scans(folder)
        curve(given, folder)


if __name__ == "__main__":
    main()
