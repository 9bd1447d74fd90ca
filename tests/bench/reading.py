"""Reading speed on one core, in MB of UTF-8 a second, beside `read().splitlines()`.

python tests/bench/reading.py [FILES...]
"""

from __future__ import annotations

import pathlib
import sys

from timing import best_seconds

from digestcli.ingest import load_file
from digestcli.readers import arxiv_daily
from digestcli.source import read_source
from digestcli.text.damage.repair import repair


def split_lines(paths: list[str]) -> None:
    for path in paths:
        with open(path, encoding="utf-8") as file:
            file.read().splitlines()


def main() -> None:
    shared = pathlib.Path("../shared")
    found = [*shared.glob("corpus/arxiv-daily/*.md"), *shared.glob("seeds/003*")]
    paths = sys.argv[1:] or sorted(map(str, found)) or ["samples/arxiv-daily/2026-01-05.md"]
    size = sum(pathlib.Path(path).stat().st_size for path in paths) / 1e6
    sources = [read_source(path) for path in paths]
    rows = (
        ("read().splitlines(), from disk", best_seconds(lambda: split_lines(paths))),
        ("arxiv-daily reader", best_seconds(lambda: [arxiv_daily.read(source) for source in sources])),
        ("repair of clean text", best_seconds(lambda: [repair(source.text) for source in sources])),
        (
            "source, repair, identify, read, normalise",
            best_seconds(lambda: [load_file(path) for path in paths]),
        ),
    )
    print(f"{f'{len(paths)} files, {size:.2f} MB':44} {'MB/s':>7} {'ratio':>6}")
    for label, seconds in rows:
        print(f"{label:44} {size / seconds:7.1f} {seconds / rows[0][1]:6.2f}")


if __name__ == "__main__":
    main()
