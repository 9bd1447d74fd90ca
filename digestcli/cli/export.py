"""`digest export`: entries into a file, a folder of files, or a pipe."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from digestcli.cli.context import entries, explain_empty, opened, records
from digestcli.cli.exporting import (
    Columns,
    Excel,
    Force,
    Format,
    Output,
    PerOption,
    Split,
    StyleOption,
    Target,
    export_split,
    export_whole,
    target,
)
from digestcli.cli.options import Asked, Query, selecting
from digestcli.cli.progress import progress
from digestcli.library.select import count
from digestcli.library.store import Library
from digestcli.ui import say


@selecting
def run(
    asked: Asked,
    query: Query = None,
    format_: Format = None,
    output: Output = None,
    split: Split = None,
    columns: Columns = "",
    excel: Excel = False,
    style: StyleOption = None,
    per: PerOption = None,
    force: Force = False,
) -> None:
    """Export entries, all or those that a query lets through, in any format of `digest formats`.

    Examples: digest export --format csv; digest export -c quant-ph qubit -o quant.jsonl
    """
    given: dict[str, str | bool | None] = {"columns": columns, "excel": excel, "style": style, "per": per}
    to = target(asked, format_, output, split, given=given, force=force)
    asked = asked.with_query(query)
    with opened(asked) as library:
        if not count(library, asked.selection):
            explain_empty(library)
        if split:
            found = entries(library, asked, order="category" if split == "category" else "date")
            export_split(to, progress(found, say("exporting")))
        else:
            export_whole(to, _writing(library, asked, to))


def _writing(library: Library, asked: Asked, to: Target) -> Callable[[TextIO], int]:
    """Return what writes the entries asked for to a stream, the shortest way that the format knows."""
    if to.writer.write_records:
        write, some = to.writer.write_records, progress(records(library, asked), say("exporting"))
        return lambda stream: write(some, stream, to.options)
    found = progress(entries(library, asked), say("exporting"))
    return lambda stream: to.writer.write(found, stream, to.options)
