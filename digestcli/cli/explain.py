"""`digest explain`: what was changed in an entry, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from digestcli.cli.console import is_terminal, lines, note, out, terminal
from digestcli.cli.context import NO_DIGESTS, opened
from digestcli.cli.options import Asked, as_text, selecting
from digestcli.errors import NoMatch
from digestcli.library.originals import repairs_of
from digestcli.library.select import find
from digestcli.model import Entry, Issue
from digestcli.render.table import print_table, tallied, tsv
from digestcli.ui import explained, messages, say

if TYPE_CHECKING:
    from rich.console import Console

    from digestcli.text.damage.repair import Repair

_HEADER = messages("line", "rule", "score", "before", "after")
_ISSUES = messages("line", "code", "message")
_TIMES = messages("times")


@selecting
def run(
    asked: Asked,
    reference: Annotated[
        str, typer.Argument(metavar="REF", help="A number, KEY:number, arXiv id, DOI or URL.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object.")] = False,
) -> None:
    """Explain what was repaired in an entry and what is odd about it: original beside result.

    Examples: digest explain 47; digest explain arxiv-daily-2026-01-05:1 --json
    """
    with opened(asked) as library:
        if library.is_empty():
            raise NoMatch(say(NO_DIGESTS))
        entry = find(library, as_text(reference), asked.selection)[0].entry
        repairs = repairs_of(library, entry)
        first, last = entry.source.lines
        of_digest = library.digest(entry.digest).digest.issues
        issues = [*entry.issues, *(issue for issue in of_digest if first <= issue.line <= last)]
    if as_json:
        _print_json(entry, repairs, issues)
        return
    if not repairs and not issues:
        place = f"{entry.digest}:{entry.number}"
        note(say("{place}: nothing was changed and nothing is odd", place=place))
    changes = [(str(one.line), one.rule, f"{one.score:.2f}", one.before, one.after) for one in repairs]
    if is_terminal(asked.color):
        _print_tables(terminal(asked.color), changes, issues)
    else:
        rows = [*changes, *((str(one.line), one.code, "", one.message, "") for one in issues)]
        lines(tsv(_HEADER, rows))


def _print_tables(console: Console, changes: Sequence[tuple[str, ...]], issues: Sequence[Issue]) -> None:
    """Print repairs and issues, each as a table where there are any."""
    if changes:
        print_table(console, (*_HEADER, *_TIMES), tallied(changes))
    if changes and issues:
        console.print()
    if issues:
        told = tallied((str(one.line), one.code, explained(one.message)) for one in issues)
        print_table(console, (*_ISSUES, *_TIMES), told)


def _print_json(entry: Entry, repairs: Iterable[Repair], issues: Iterable[Issue]) -> None:
    from digestcli.record import issue_record
    from digestcli.writers.json import dumps

    changes = [
        {"rule": one.rule, "line": one.line, "before": one.before, "after": one.after, "score": one.score}
        for one in repairs
    ]
    told = {
        "id": entry.id,
        "digest": entry.digest,
        "repairs": changes,
        "issues": [issue_record(issue) for issue in issues],
    }
    out(dumps(told, indent=1) + "\n")
