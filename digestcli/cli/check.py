"""`digest check`: what is odd in digest files, without storing them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Annotated, NamedTuple

import typer

from digestcli.cli.console import is_terminal, lines, note, out, report, terminal
from digestcli.cli.options import Color
from digestcli.config import labels
from digestcli.errors import DataError, NothingRead
from digestcli.ingest import Loaded, load
from digestcli.readers import with_labels
from digestcli.text.visible import one_line
from digestcli.ui import counted, explained, listed, messages, say, text

_HEADER = messages("file", "line", "kind", "code", "message")
_TIMES = messages("times")
_ISSUE, _REPAIR = messages("issue", "repair")
_FOUND = 1


class Finding(NamedTuple):
    """One issue or repair of a file."""

    file: str
    line: int
    kind: str
    code: str
    message: str
    before: str | None = None
    after: str | None = None
    score: float | None = None


def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders, or - for stdin.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Encoding, when it is not found.")
    ] = None,
    reader: Annotated[
        str | None, typer.Option("--reader", metavar="NAME", help="Format (see `digest formats`).")
    ] = None,
    color: Annotated[Color, typer.Option("--color", help="Colour on the terminal.")] = "auto",
) -> None:
    """Check files: print every issue and every repair with its line, and store nothing.

    Exit code 0: clean; 1: findings; 65: a file cannot be read.
    Examples: digest check guide.txt; digest check ~/digests --json
    """
    findings: list[Finding] = []
    read = refused = 0
    hinted: set[str] = set()
    for item in load(paths, encoding=encoding, reader=reader, readers=with_labels(labels())):
        if isinstance(item, Loaded):
            read += 1
            findings.extend(_findings(item))
        else:
            refused += 1
            report(item.error, hinted=hinted)
    if not read and not refused:
        raise NothingRead(say("no files there"))
    _print(findings, as_json=as_json, color=color)
    repairs = sum(finding.kind == _REPAIR for finding in findings)
    found = listed([counted(len(findings) - repairs, "issue"), counted(repairs, "repair")])
    note(say("{digests}: {found}", digests=counted(read, "digest"), found=found))
    if refused or findings:
        raise typer.Exit(DataError.exit_code if refused else _FOUND)


def _findings(loaded: Loaded) -> Iterator[Finding]:
    """Yield the findings of one digest in the order of their lines."""
    file = loaded.path if loaded.path == "-" else os.path.normpath(loaded.path)
    issues = [*loaded.digest.issues, *(issue for entry in loaded.entries for issue in entry.issues)]
    found = [Finding(file, issue.line, _ISSUE, issue.code, issue.message) for issue in issues]
    for change in loaded.repairs:
        said = f"{change.before} → {change.after}"
        found.append(
            Finding(file, change.line, _REPAIR, change.rule, said, change.before, change.after, change.score)
        )
    yield from sorted(found, key=lambda finding: finding.line)


def _print(findings: list[Finding], *, as_json: bool, color: str) -> None:
    from digestcli.render.table import print_table, tallied, tsv

    if as_json:
        from digestcli.writers.json import dumps

        out(dumps([finding._asdict() for finding in findings], indent=1) + "\n")
        return
    rows = [[one_line(str(cell)) for cell in finding[: len(_HEADER)]] for finding in findings]
    if not is_terminal(color):
        lines(tsv(_HEADER, rows))
    elif rows:
        spoken = [
            [file, line, text(kind), code, explained(told)]
            if kind == _ISSUE
            else [file, line, text(kind), code, told]
            for file, line, kind, code, told in rows
        ]
        print_table(terminal(color), (*_HEADER, *_TIMES), tallied(spoken))
