"""Conversion between scripts in MB of UTF-8 a second on one core, beside the stock engine.

    python tests/bench/scripts.py [--shared FOLDER] [--official PYTHON]

The texts are the Chinese fields of the folder's documents, as they are and converted to
Traditional. `--official` is a Python that has the C++ package `OpenCC`, never installed beside
opencc-python-reimplemented (both own the module opencc): its speed is shown, and in how many texts
it differs from ours.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import chain

from opencc import OpenCC
from timing import best_seconds

from digestcli.errors import DigestError
from digestcli.ingest import load_file
from digestcli.model import TEXT_FIELDS
from digestcli.text.languages.opencc_engine import Converter
from digestcli.text.languages.script import convert, script_of

OFFICIAL = """
import json, opencc, sys, time
given, answer = json.load(sys.stdin), {}
for name, texts in given.items():
    engine = opencc.OpenCC(name)
    for _ in range(3):
        start = time.perf_counter()
        found = [engine.convert(text) for text in texts]
        seconds = time.perf_counter() - start
        answer[name] = (found, min(seconds, answer.get(name, (0, seconds))[1]))
json.dump(answer, sys.stdout)
"""
FIRST = """
import sys, time
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6
start = time.perf_counter()
from digestcli.text import script
imported, before = time.perf_counter(), resident()
script.CALL
print((imported - start) * 1e3, (time.perf_counter() - imported) * 1e3, resident() - before)
"""
FIRST_CALLS = (
    'script_of("量子纠缠")',
    'convert("量子纠缠", "hans")',
    'convert("量子糾纏", "hans")',
    'convert("看著量子糾纏", "hans")',
    'convert("量子纠缠", "hant")',
    'convert("量子纠缠", "tw")',
)
CONFIGS = ("t2s", "tw2s", "s2t", "s2tw", "s2hk", "t2tw", "t2hk")
STOCK_SAMPLE = 25  # every 25th text: the stock engine would take minutes for all


def chinese(shared: pathlib.Path) -> list[str]:
    """Return the distinct Chinese texts of every document under `shared`."""
    found: set[str] = set()
    for path in (path for name in ("seeds", "corpus") for path in (shared / name).rglob("*.*")):
        try:
            entries = chain.from_iterable(one.entries for one in load_file(str(path)))
        except DigestError:
            continue
        fields = (getattr(entry, name) for entry in entries for name in ("title", *TEXT_FIELDS))
        found.update(field.zh for field in fields if field.zh)
    return sorted(found)


def speed(work: Callable[[str], object], texts: list[str], runs: int = 7) -> float:
    size = sum(len(text.encode()) for text in texts) / 1e6
    return size / best_seconds(lambda: [work(text) for text in texts], runs=runs)


def show_convert(texts: list[str], traditional: list[str]) -> None:
    english = "\n".join(text for text in texts if text.isascii()) or "Nothing but English here. " * 40_000
    simplified = [text for text in texts if script_of(text) == "Hans"]
    rows = (
        ("Simplified fields to hans", lambda text: convert(text, "hans"), simplified),
        ("Simplified, one text", lambda text: convert(text, "hans"), ["\n".join(simplified)]),
        ("ASCII, one text", lambda text: convert(text, "hans"), [english]),
        ("Traditional fields to hans", lambda text: convert(text, "hans"), traditional),
        ("Traditional, one text", lambda text: convert(text, "hans"), ["\n".join(traditional)]),
        ("Traditional fields to hant", lambda text: convert(text, "hant"), traditional),
        ("Simplified fields to hant", lambda text: convert(text, "hant"), simplified),
        ("Simplified fields to tw", lambda text: convert(text, "tw"), simplified),
        ("Simplified fields to hk", lambda text: convert(text, "hk"), simplified),
    )
    print(f"{'convert':34} {'MB':>6} {'MB/s':>8}")
    for label, work, some in rows:
        size = sum(len(text.encode()) for text in some) / 1e6
        print(f"{label:34} {size:6.2f} {speed(work, some):8.1f}")
    for label, some in (("Simplified", simplified), ("Traditional", traditional)):
        each = sum(len(text.encode()) for text in some) / speed(script_of, some) / len(some)
        print(f"{f'script_of, {label} fields':34} {each:15.2f} microseconds a field")


def ask_official(python: str, sources: dict[str, list[str]]) -> dict[str, tuple[list[str], float]]:
    given = json.dumps(sources)
    done = subprocess.run([python, "-c", OFFICIAL], input=given, capture_output=True, text=True, check=True)
    answers: dict[str, tuple[list[str], float]] = json.loads(done.stdout)
    return answers


def show_engines(sources: dict[str, list[str]], official: str | None) -> None:
    answers = ask_official(official, sources) if official else {}
    print(
        f"\n{'engine, MB/s':12} {'ours':>7} {'stock':>7} {'ratio':>6} {'OpenCC in C++':>14} {'texts that differ':>18}"
    )
    for name, texts in sources.items():
        ours, stock = Converter(name), OpenCC(name)
        sample = texts[::STOCK_SAMPLE]
        fast, slow = speed(ours.convert, texts), speed(stock.convert, sample, runs=2)
        line = f"{name:12} {fast:7.1f} {slow:7.2f} {fast / slow:6.0f}"
        if name in answers:
            found, seconds = answers[name]
            size = sum(len(text.encode()) for text in texts) / 1e6
            differing = sum(ours.convert(text) != other for text, other in zip(texts, found, strict=True))
            line += f" {size / seconds:14.1f} {f'{differing} of {len(texts)}':>18}"
        print(line)


def show_first_calls() -> None:
    print(f"\n{'a new process, best of 5':34} {'import ms':>10} {'call ms':>8} {'MB':>6}")
    for call in FIRST_CALLS:
        code = FIRST.replace("CALL", call)
        runs = [
            subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
            for _ in range(5)
        ]
        times = [tuple(map(float, run.stdout.split())) for run in runs]
        imported, called, memory = (min(column) for column in zip(*times, strict=True))
        print(f"{call:30} {imported:10.1f} {called:8.1f} {memory:6.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path("../shared"))
    parser.add_argument("--official", help="a Python that has the C++ package OpenCC")
    given = parser.parse_args()
    texts = chinese(given.shared)
    start = time.perf_counter()
    traditional = [convert(text, "hant") for text in texts]
    print(f"{len(texts)} texts, converted to Traditional in {time.perf_counter() - start:.2f} s\n")
    show_convert(texts, traditional)
    show_engines({name: texts if name[0] == "s" else traditional for name in CONFIGS}, given.official)
    show_first_calls()


if __name__ == "__main__":
    main()
