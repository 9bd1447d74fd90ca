"""`digest categories`: which categories there are, and how many entries each has."""

from __future__ import annotations

from typing import Annotated

import typer

from digestcli.cli.console import is_terminal, lines, out, terminal
from digestcli.cli.context import explain_empty, opened
from digestcli.cli.options import Asked, Query, selecting
from digestcli.library.counts import category_counts
from digestcli.text.visible import one_line
from digestcli.ui import messages, say

_HEADER = messages("category", "zh", "en", "entries")


@selecting
def run(
    asked: Asked,
    query: Query = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
) -> None:
    """Count the entries of each category, all or those that a query lets through.

    Examples: digest categories; digest categories entanglement --any-category
    """
    from digestcli.render.table import print_table, tsv

    asked = asked.with_query(query)
    with opened(asked) as library:
        found = category_counts(library, asked.selection)
        if not found:
            explain_empty(library)
    rows = [[one_line(cell) for cell in (code, zh, en)] + [str(count)] for code, zh, en, count in found]
    if as_json:
        from digestcli.writers.json import dumps

        keyed = [
            dict(zip(_HEADER, (code, zh or None, en or None, count), strict=True))
            for code, zh, en, count in found
        ]
        out(dumps(keyed, indent=1) + "\n")
    elif is_terminal(asked.color):
        if rows:
            print_table(terminal(asked.color), _HEADER, [_for_person(*row) for row in rows])
    else:
        lines(tsv(_HEADER, rows))


def _for_person(code: str, zh: str, en: str, count: str) -> list[str]:
    """Return a row in which no label says again what the code does, and nothing is without a name."""
    labels = ["" if label == code else label for label in (zh, en)]
    return [code or say("(no category)"), *labels, count]
