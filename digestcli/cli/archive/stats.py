"""`digest archive stats`: how many entries of an archive are of each category and day."""

from __future__ import annotations

import json
from collections import Counter
from typing import Annotated, Literal

import typer

from digestcli.cli.archive.opening import Cluster, Url, Workers, archived, asking, opened
from digestcli.cli.console import lines, note, out
from digestcli.cli.options import Asked, Query
from digestcli.text.visible import one_line
from digestcli.ui import say

_LENGTHS = {"day": 10, "month": 7, "year": 4}


@asking
def run(
    asked: Asked,
    url: Url,
    query: Query = None,
    by: Annotated[
        Literal["day", "month", "year", "all"], typer.Option("--by", help="The time that is counted apart.")
    ] = "year",
    cluster: Cluster = None,
    workers: Workers = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
) -> None:
    """Count the entries of an archive by category and time, the newest first.

    Examples: digest archive stats archive --by month;
    digest archive stats archive -c 'cs.*' --json
    """
    asked = archived(asked, query)
    with opened(url, cluster, workers) as archive:
        from digestcli.archive.scan import counts

        found = _by(counts(archive, asked.selection), _LENGTHS.get(by, 0))
    if not found:
        note(say("no entry matches"))
    rows = sorted(found.items(), key=lambda one: (one[0][1], one[1], one[0][0]), reverse=True)
    if as_json:
        records = [{"category": name, "time": time, "entries": count} for (name, time), count in rows]
        out(json.dumps(records, ensure_ascii=False, indent=1) + "\n")
    else:
        lines(("time\tcategory\tentries", *(f"{time}\t{one_line(name)}\t{n}" for (name, time), n in rows)))


def _by(counted: Counter[tuple[str, str]], length: int) -> Counter[tuple[str, str]]:
    """Return counts of days as those of longer times: by so many characters of a date."""
    found: Counter[tuple[str, str]] = Counter()
    for (category, date), count in counted.items():
        found[category, date[:length]] += count
    return found
