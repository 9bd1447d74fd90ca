"""`digest stats`: what the library holds in numbers, and what rises."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from digestcli.cli.console import is_terminal, lines, note, out, terminal
from digestcli.cli.context import explain_empty, opened
from digestcli.cli.options import Asked, Query, selecting
from digestcli.errors import UsageError
from digestcli.ui import say

if TYPE_CHECKING:
    from digestcli.stats.summary import Summary

_HEADER = ("what", "name", "entries", "before", "score")
USUAL = 10


Limit = Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="So many authors and words.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON object.")]
Picture = Annotated[
    Literal["svg", "png"] | None, typer.Option("--format", "-f", help="Draw a picture (extra: plot).")
]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="The file for the picture.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")]


class Form(NamedTuple):
    """How statistics are shown; neither as JSON nor as a picture is as a table."""

    limit: int
    as_json: bool
    picture: str | None
    output: str | None
    force: bool


@selecting
def run(
    asked: Asked,
    query: Query = None,
    limit: Limit = USUAL,
    as_json: AsJson = False,
    format_: Picture = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Count papers by day, category and author, words that rise, languages, issues and repairs.

    Words rise since --since, else in the last 30 days, beside all before; see docs/commands.md. Examples:
    digest stats; digest stats --since 2026-01 'category:cs.*' --json
    """
    from digestcli.stats.summary import summarise

    form = checked(Form(limit, as_json, format_, output, force))
    asked = asked.with_query(query)
    with opened(asked) as library:
        found = summarise(library, asked.selection, most=limit)
        if not found.entries:
            explain_empty(library)
    show(found, form, asked.color)


def checked(form: Form) -> Form:
    """Return the form where its parts go together. Raises UsageError."""
    if form.output and not form.picture:
        raise UsageError(say("-o without --format"), say("add --format svg or --format png"))
    if form.picture == "png" and not form.output and sys.stdout.isatty():
        raise UsageError(
            say("--format {format} is not for a terminal", format=form.picture), say("name a file with -o")
        )
    return form


def show(found: Summary, form: Form, color: str) -> None:
    """Print statistics, or draw them."""
    if form.picture:
        _draw(found, form.picture, form)
    elif form.as_json:
        _print_json(found)
    elif not is_terminal(color):
        from digestcli.render.table import tsv

        lines(tsv(_HEADER, _rows(found)))
    elif found.entries:
        from digestcli.render.stats import print_stats

        print_stats(terminal(color), found, form.limit)


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


def _draw(found: Summary, picture_form: str, form: Form) -> None:
    """Draw the picture into a file, or to stdout."""
    from io import BytesIO

    from digestcli.output import write_whole
    from digestcli.stats.picture import FONTS, draw

    picture = BytesIO()
    if draw(found, picture, form=picture_form, most=form.limit):
        said = "no font with Chinese found, its labels are empty boxes: install one of {fonts}"
        note(say(said, fonts=", ".join(FONTS[:3])))
    if not form.output:
        sys.stdout.buffer.write(picture.getvalue())
        return
    write_whole(form.output, lambda stream: stream.buffer.write(picture.getvalue()), overwrite=form.force)
    note(say("a picture in {path}", path=form.output))
