"""A library of N papers: ingest, whole commands, searches and memory, beside peers in the same run.

    python tests/bench/library.py PAPERS [--make SCRIPT] [--digest PATH] [--folder FOLDER] [--keep]
        [--rg PATH] [--sqlite-utils PATH] [--papis PATH]

Run it with the Python of a wheel installed without development tools. `--make` writes the corpus (120
papers a digest): it is called with the number of digests and a folder. Peers that are not named are
left out: ripgrep goes through the files, sqlite-utils searches the same titles and abstracts in its
own index, papis lists 10,000 documents.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable

from startup import FLOOR, PAPER
from timing import interleaved, ratio

A_DIGEST = 120
MEASURE = """
import json, resource, statistics, sys, time
from digestcli.library.search import search
from digestcli.library.counts import category_counts
from digestcli.library.select import Selection, select
from digestcli.library.store import Library
from digestcli.query.parser import parse
path, rare, common = sys.argv[1:]
def median(work, runs=9):
    times = []
    for _ in range(runs):
        start = time.perf_counter(); work(); times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000
with Library(path) as library:
    def find(text, limit=20, **how):
        return list(search(library, parse(text), Selection(limit=limit), **how))
    print(json.dumps({
        "a rare word": median(lambda: find(rare)),
        "a common word, top 20": median(lambda: find(common)),
        "a common word, all ranked, top 20": median(lambda: find(common, everything=True), 3),
        "a common word, list by date, top 20": median(
            lambda: list(select(library, Selection(query=parse(common), limit=20)))),
        "categories of a common word": median(
            lambda: category_counts(library, Selection(query=parse(common))), 5),
        "one Chinese character, top 20": median(lambda: find("熵"), 5),
        "share": sum(row[3] for row in category_counts(library, Selection(query=parse(common)))),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }))
"""


def peak_of(command: list[str], env: dict[str, str], cores: int = 0) -> tuple[float, float]:
    """Run a command on so many cores; return its seconds and the peak memory in MB of its largest process."""
    mine = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, mine[:cores] if cores else mine)
    start = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **env}, stderr=subprocess.DEVNULL)
    os.sched_setaffinity(0, mine)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return time.perf_counter() - start, max(usage.ru_maxrss / 1024, children)


def row(label: str, value: float, unit: str, more: str = "") -> None:
    print(f"{label:52} {value:10.1f} {unit:9} {more}".rstrip(), flush=True)


def ingest(given: argparse.Namespace, corpus: pathlib.Path, library: pathlib.Path) -> None:
    """Add the corpus with all cores; a tenth of it (at most 10,000 papers) with one core, too."""
    env = {"DIGEST_LIBRARY": str(library)}
    seconds, peak = peak_of([given.digest, "add", str(corpus)], env)
    row("ingest, all cores", given.papers / seconds, "papers/s", f"{seconds:.0f} s, peak {peak:.0f} MB")
    some = sorted(map(str, corpus.rglob("*.md")))[: max(1, min(given.papers // 10, 10_000) // A_DIGEST)]
    rates = {}
    for jobs in (1, len(os.sched_getaffinity(0))):
        one = library.with_name(f"jobs{jobs}.db")
        command = [given.digest, "add", "--jobs", str(jobs), *some]
        rates[jobs] = len(some) * A_DIGEST / peak_of(command, {"DIGEST_LIBRARY": str(one)}, jobs)[0]
        one.unlink()
        row(f"  {len(some) * A_DIGEST} of them with {jobs} core(s)", rates[jobs], "papers/s")
    row("  gain over one core", max(rates.values()) / rates[1], "x")
    row("library file", library.stat().st_size / 1e6, "MB")


def commands(given: argparse.Namespace, folder: pathlib.Path, library: pathlib.Path, word: str) -> None:
    """Whole processes beside a Typer app that does nothing, and beside the peers."""
    floor = folder / "floor.py"
    floor.write_text(FLOOR, encoding="utf-8")
    env = {"DIGEST_LIBRARY": str(library), "DIGEST_CONFIG": str(folder / "none.yaml")}
    runs = [
        ("a Typer app that does nothing", [sys.executable, str(floor), "one"]),
        ("digest list -c quant-ph --limit 50", [given.digest, "list", "-c", "quant-ph", "--limit", "50"]),
        ("digest show 47", [given.digest, "show", "47"]),
        ("digest search, a rare word", [given.digest, "search", word]),
    ]
    runs += peers(given, folder, library, word, env)
    times = interleaved([command for _, command in runs], runs=given.runs, env=env)
    for (label, _), one in zip(runs, times, strict=True):
        row(label, statistics.median(one) * 1000, "ms", f"{ratio(one, times[0]):6.2f} x")


def peers(
    given: argparse.Namespace, folder: pathlib.Path, library: pathlib.Path, word: str, env: dict[str, str]
) -> Iterable[tuple[str, list[str]]]:
    if given.rg:
        yield "ripgrep over the files, the same word", [given.rg, "-l", word, str(folder / "corpus")]
    if given.sqlite_utils:
        rows = folder / "rows.db"
        index_rows(given.sqlite_utils, library, rows)
        found = [given.sqlite_utils, "search", str(rows), "papers", word, "--limit", "20"]
        yield "sqlite-utils search, the same titles and abstracts", found
    if given.papis:
        papers = folder / "papis" / "papers"
        for number in range(10_000):
            (papers / f"{number}").mkdir(parents=True, exist_ok=True)
            text = PAPER.format(n=number, year=2000 + number % 25)
            (papers / f"{number}" / "info.yaml").write_text(text, encoding="utf-8")
        config = folder / "papis" / "config"
        (config / "papis").mkdir(parents=True, exist_ok=True)
        (config / "papis" / "config").write_text(f"[settings]\ndefault-library = b\n[b]\ndir = {papers}\n")
        env |= {"XDG_CONFIG_HOME": str(config), "XDG_CACHE_HOME": str(folder / "papis" / "cache")}
        yield "papis list --all, 10,000 documents", [given.papis, "list", "--all"]


def index_rows(sqlite_utils: str, library: pathlib.Path, rows: pathlib.Path) -> None:
    """Give sqlite-utils the same titles and abstracts, with its own full-text index."""
    source, target = sqlite3.connect(library), sqlite3.connect(rows)
    target.execute("CREATE TABLE papers (id INTEGER PRIMARY KEY, title TEXT, abstract TEXT)")
    records = (json.loads(text) for (text,) in source.execute("SELECT json FROM record"))
    values = ((record["title"]["en"], record["abstract"]["en"]) for record in records)
    target.executemany("INSERT INTO papers (title, abstract) VALUES (?, ?)", values)
    target.commit()
    source.close()
    target.close()
    command = [
        sqlite_utils,
        "enable-fts",
        str(rows),
        "papers",
        "title",
        "abstract",
        "--fts5",
        "--tokenize",
        "porter",
    ]
    subprocess.run(command, check=True)


def searches(library: pathlib.Path, rare: str, common: str, papers: int) -> None:
    """Medians inside one process that has opened the library."""
    command = [sys.executable, "-c", MEASURE, str(library), rare, common]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    share, peak = found.pop("share"), found.pop("peak")
    for label, value in found.items():
        row(f"in process: {label}", value, "ms")
    row("  the common word stands in", 100 * share / papers, "%")
    row("  peak memory of these searches", peak, "MB")


def rare_word(corpus: pathlib.Path) -> str:
    """Return the name that the corpus gives a paper in its middle: it stands in few others."""
    paths = sorted(corpus.rglob("*.md"))
    text = paths[len(paths) // 2].read_text(encoding="utf-8")
    return text.partition("### [7] [")[2].partition(":")[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("papers", type=int)
    parser.add_argument("--make", default="../shared/tools/make_corpus.py")
    parser.add_argument("--digest", default=str(pathlib.Path(sys.executable).with_name("digest")))
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--common", default="模型")
    parser.add_argument("--runs", type=int, default=11)
    for peer in ("rg", "sqlite-utils", "papis"):
        parser.add_argument(f"--{peer}")
    given = parser.parse_args()
    folder = given.folder or pathlib.Path(tempfile.mkdtemp(prefix="digest-bench-"))
    corpus, library = folder / "corpus", folder / "library.db"
    given.papers = -(-given.papers // A_DIGEST) * A_DIGEST
    steps: list[Callable[[], object]] = []
    if not corpus.exists():
        corpus.mkdir(parents=True, exist_ok=True)
        make = [sys.executable, given.make, str(given.papers // A_DIGEST), str(corpus)]
        subprocess.run(make, check=True)
    word = rare_word(corpus)
    print(f"{given.papers} papers; rare word {word!r}, common word {given.common!r}")
    if not library.exists():
        steps.append(lambda: ingest(given, corpus, library))
    steps.append(lambda: searches(library, word, given.common, given.papers))
    steps.append(lambda: commands(given, folder, library, word))
    for step in steps:
        step()
    if not given.keep and not given.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
