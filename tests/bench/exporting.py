"""CSV and JSON Lines from a library, in entries a second, beside bare loops over the same rows.

    python tests/bench/exporting.py LIBRARY

The bare loops have their rows in memory: csv.writer gets ready cells, json.dumps ready records.
"""

from __future__ import annotations

import csv
import itertools
import json
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from timing import best_seconds

from digestcli.library.select import Selection, count, select_records
from digestcli.library.store import Library
from digestcli.rows import COLUMNS, row_maker
from digestcli.view import view_records
from digestcli.writers import csv as our_csv
from digestcli.writers import json as our_json
from digestcli.writers.base import Options, Writer

PORTION = 5000


def bare_csv(rows: Iterable[list[str]], stream: TextIO) -> None:
    writer = csv.writer(stream)
    for row in rows:
        writer.writerow(row)


def bare_json(records: Iterable[object], stream: TextIO) -> None:
    stream.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def main() -> None:
    with Library(sys.argv[1]) as library, open(os.devnull, "w", encoding="utf-8", newline="") as stream:
        number = count(library, Selection())

        def export(writer: Writer) -> None:
            found = view_records(select_records(library, Selection()), script="hans", language="both")
            assert writer.write_records
            assert writer.write_records(found, stream, Options()) == number

        bare = {"csv": 0.0, "jsonl": 0.0}
        texts = select_records(library, Selection())
        while some := list(itertools.islice(texts, PORTION)):
            records = [json.loads(text) for text in some]
            rows = [row_maker(COLUMNS)(record) for record in records]
            bare["csv"] += best_seconds(lambda: bare_csv(rows, stream), 1)  # noqa: B023
            bare["jsonl"] += best_seconds(lambda: bare_json(records, stream), 1)  # noqa: B023
        print(f"{number} entries{'':29} {'entries/s':>10} {'ratio':>6}")
        for writer in (our_csv.WRITER, our_json.LINES):
            seconds = best_seconds(lambda: export(writer), 3)  # noqa: B023
            print(f"{'bare loop, ' + writer.name:44} {number / bare[writer.name]:10.0f}")
            print(
                f"{'from the library, ' + writer.name:44} {number / seconds:10.0f} {seconds / bare[writer.name]:6.2f}"
            )


if __name__ == "__main__":
    main()
