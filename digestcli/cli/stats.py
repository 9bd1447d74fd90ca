"""`digest stats`: what the library holds in numbers, and what rises."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from digestcli.cli.console import is_terminal, lines, note, out, terminal
from digestcli.cli.context import explain_empty, opened
from digestcli.cli.options import Asked, Query, selecting
from digestcli.errors import UsageError
from digestcli.ui import say

if TYPE_CHECKING:
    from digestcli.stats.summary import Summary

_HEADER = ("what", "name", "entries", "before", "score")
_USUAL = 10


@selecting
def run(
    asked: Asked,
    query: Query = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="N", min=1, help="So many authors and words.")
    ] = _USUAL,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object.")] = False,
    format_: Annotated[
        Literal["svg", "png"] | None, typer.Option("--format", "-f", help="Draw a picture (extra: plot).")
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="The file for the picture.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
) -> None:
    """Count papers by day, category and author, words that rise, languages, issues and repairs.

    Words rise since --since, else in the last 30 days, beside all before; see docs/commands.md. Examples:
    digest stats; digest stats --since 2026-01 'category:cs.*' --json
    """
    from digestcli.stats.summary import summarise

    if output and not format_:
        raise UsageError(say("-o without --format"), say("add --format svg or --format png"))
    if format_ == "png" and not output and sys.stdout.isatty():
        raise UsageError(
            say("--format {format} is not for a terminal", format=format_), say("name a file with -o")
        )
    asked = asked.with_query(query)
    with opened(asked) as library:
        found = summarise(library, asked.selection, most=limit)
        if not found.entries:
            explain_empty(library)
    if format_:
        _draw(found, format_, output, limit, force=force)
    elif as_json:
        _print_json(found)
    elif not is_terminal(asked.color):
        from digestcli.render.table import tsv

        lines(tsv(_HEADER, _rows(found)))
    elif found.entries:
        from digestcli.render.stats import print_stats

        print_stats(terminal(asked.color), found, limit)


def _rows(found: Summary) -> Iterator[tuple[str, ...]]:
    for what, counts in (("day", found.days), ("category", found.categories), ("author", found.authors)):
        yield from ((what, name, str(number), "", "") for name, number in counts)
    yield from (
        ("word", one.word, str(one.entries), str(one.before), f"{one.score:.1f}") for one in found.words
    )
    for what, counts in (
        ("language", found.languages),
        ("issue", found.issues),
        ("repair", found.repairs),
    ):
        yield from ((what, name, str(number), "", "") for name, number in counts)


def _print_json(found: Summary) -> None:
    from digestcli.writers.json import dumps

    named = ("days", "categories", "authors", "languages", "issues", "repairs")
    words = [{**one._asdict(), "score": round(one.score, 2)} for one in found.words]
    record = {
        "entries": found.entries,
        "papers": found.papers,
        **{name: dict(getattr(found, name)) for name in named},
        "rising": {
            "since": found.since or None,
            "entries": found.recent,
            "before": found.before,
            "words": words,
        },
    }
    out(dumps(record, indent=1) + "\n")


def _draw(found: Summary, form: str, output: str | None, most: int, *, force: bool) -> None:
    """Draw the picture into a file, or to stdout."""
    from io import BytesIO

    from digestcli.output import write_whole
    from digestcli.stats.picture import FONTS, draw

    picture = BytesIO()
    if draw(found, picture, form=form, most=most):
        said = "no font with Chinese found, its labels are empty boxes: install one of {fonts}"
        note(say(said, fonts=", ".join(FONTS[:3])))
    if not output:
        sys.stdout.buffer.write(picture.getvalue())
        return
    write_whole(output, lambda stream: stream.buffer.write(picture.getvalue()), overwrite=force)
    note(say("a picture in {path}", path=output))
