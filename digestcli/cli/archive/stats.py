"""`digest archive stats`: what an archive holds in numbers, and what rises."""

from __future__ import annotations

import json
from collections import Counter
from typing import Annotated, Literal

import typer

from digestcli.cli.archive.opening import Cluster, Url, Workers, archived, asking, opened
from digestcli.cli.console import lines, note, out
from digestcli.cli.options import Asked, Query
from digestcli.cli.stats import USUAL, AsJson, Force, Form, Limit, Output, Picture, checked, show
from digestcli.errors import UsageError
from digestcli.text.visible import one_line
from digestcli.ui import say

_LENGTHS = {"day": 10, "month": 7, "year": 4}


@asking
def run(
    asked: Asked,
    url: Url,
    query: Query = None,
    by: Annotated[
        Literal["day", "month", "year", "all"] | None,
        typer.Option("--by", help="Only count entries, by category and time."),
    ] = None,
    limit: Limit = USUAL,
    cluster: Cluster = None,
    workers: Workers = None,
    as_json: AsJson = False,
    format_: Picture = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Count papers by day, category and author, words that rise, languages and issues.

    With --by, which reads much less, only entries by category and time, the newest first.

    Words rise since --since, else in the last 30 days, beside all before; see docs/commands.md. Examples:
    digest archive stats archive --workers 4;
    digest archive stats archive -c 'cs.*' --by month --json
    """
    form = checked(Form(limit, as_json, format_, output, force))
    if by and form.picture:
        raise UsageError(say("--by with --format"), say("a picture is of all statistics: leave one out"))
    asked = archived(asked, query)
    with opened(url, cluster, workers) as archive:
        if by:
            from digestcli.archive.scan import counts

            _print_counts(_by(counts(archive, asked.selection), _LENGTHS.get(by, 0)), as_json=as_json)
            return
        from digestcli.archive.summary import summarise

        found = summarise(archive, asked.selection, most=limit)
    if not found.entries:
        note(say("no entry matches"))
    show(found, form, asked.color)


def _print_counts(found: Counter[tuple[str, str]], *, as_json: bool) -> None:
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
