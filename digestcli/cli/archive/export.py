"""`digest archive export`: entries of an archive into a file, a folder of files, or a pipe."""

from __future__ import annotations

from digestcli.cli.archive.opening import Cluster, Url, Workers, archived, asking, opened
from digestcli.cli.console import note
from digestcli.cli.exporting import (
    Columns,
    Excel,
    Force,
    Format,
    Output,
    PerOption,
    Split,
    StyleOption,
    export_split,
    export_whole,
    target,
)
from digestcli.cli.options import Asked, Query
from digestcli.cli.progress import progress
from digestcli.ui import say


@asking
def run(
    asked: Asked,
    url: Url,
    query: Query = None,
    format_: Format = None,
    output: Output = None,
    split: Split = None,
    columns: Columns = "",
    excel: Excel = False,
    style: StyleOption = None,
    per: PerOption = None,
    cluster: Cluster = None,
    workers: Workers = None,
    force: Force = False,
) -> None:
    """Export entries of an archive, the newest first, in any format of `digest formats`.

    Examples: digest archive export archive -c quant-ph --since 2025 -o recent.jsonl;
    digest archive export archive entanglement --format bibtex
    """
    given: dict[str, str | bool | None] = {"columns": columns, "excel": excel, "style": style, "per": per}
    to = target(asked, format_, output, split, given=given, force=force)
    asked = archived(asked, query)
    with opened(url, cluster, workers) as archive:
        from digestcli.archive.order import in_order
        from digestcli.view import view

        order = split if split in ("category", "digest") else "date"
        entries = in_order(archive, asked.selection, order)
        shown = (view(one, script=asked.script, language=asked.language) for one in entries)
        found = progress(shown, say("exporting"))
        if split:
            written = export_split(to, found)
        else:
            written = export_whole(to, lambda stream: to.writer.write(found, stream, to.options))
        if not written:
            note(say("no entry matches"))
