"""`digest explain`: what was changed in an entry, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from digestcli.cli.console import is_terminal, lines, note, out, terminal
from digestcli.cli.context import NO_DIGESTS, opened
from digestcli.cli.options import Asked, as_text, selecting
from digestcli.errors import NoMatch
from digestcli.library.originals import repairs_of
from digestcli.library.select import find
from digestcli.model import Entry, Issue
from digestcli.text.visible import one_line
from digestcli.ui import messages, say

if TYPE_CHECKING:
    from digestcli.text.damage.repair import Repair

_HEADER = messages("line", "rule", "score", "before", "after")


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
    from digestcli.render.table import print_table, tsv

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
    rows = [
        [one_line(cell) for cell in (str(one.line), one.rule, f"{one.score:.2f}", one.before, one.after)]
        for one in repairs
    ]
    rows.extend([str(issue.line), one_line(issue.code), "", one_line(issue.message), ""] for issue in issues)
    if not rows:
        place = f"{entry.digest}:{entry.number}"
        note(say("{place}: nothing was changed and nothing is odd", place=place))
    elif is_terminal(asked.color):
        print_table(terminal(asked.color), _HEADER, rows)
    if not is_terminal(asked.color):
        lines(tsv(_HEADER, rows))


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
