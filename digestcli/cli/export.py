"""`digest export`: entries into a file, a folder of files, or a pipe."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from digestcli.cli.console import counted, note
from digestcli.cli.context import entries, explain_empty, opened
from digestcli.cli.options import Asked, selecting
from digestcli.cli.progress import progress
from digestcli.errors import UsageError
from digestcli.library.select import count
from digestcli.rows import COLUMNS, MORE_COLUMNS, is_column
from digestcli.writers import check_use, choose
from digestcli.writers.base import Options


@selecting
def run(
    asked: Asked,
    format_: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="NAME", help="csv, tsv, json, jsonl, yaml [csv]."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="PATH", help="A file, or a folder with --split."),
    ] = None,
    split: Annotated[
        Literal["category"] | None, typer.Option("--split", help="One file per category.")
    ] = None,
    columns: Annotated[
        str, typer.Option("--columns", metavar="NAMES", help="Columns of CSV and TSV, with commas.")
    ] = "",
    excel: Annotated[
        bool, typer.Option("--excel", help="CSV and TSV for Excel: with BOM, formulas guarded.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
) -> None:
    """Export entries as CSV, TSV, JSON, JSON Lines or YAML.

    Examples: digest export --format csv; digest export -c quant-ph -o quant.jsonl
    """
    from digestcli.output import split_by_category, write_file

    output = None if output == "-" else output
    writer = choose(format_, None if split else output)
    check_use(writer, columns=columns, excel=excel)
    options = Options(columns=_columns(columns), excel=excel, shown=output is None)
    if split and not output:
        raise UsageError("--split needs a folder", "name it with -o FOLDER")
    with opened(asked) as library:
        if not count(library, asked.selection):
            explain_empty(library)
        found = entries(library, asked, by_category=split is not None)
        if output is None:
            writer.write(found, sys.stdout, options)
        elif split:
            files = split_by_category(progress(found, "exporting"), output, writer, options, overwrite=force)
            note(f"{counted(len(files), 'file')} in {output}")
        else:
            written = write_file(progress(found, "exporting"), output, writer, options, overwrite=force)
            note(f"{counted(written, 'entry')} in {output}")


def _columns(names: str) -> tuple[str, ...]:
    if not names:
        return COLUMNS
    chosen = tuple(name.strip() for name in names.split(",") if name.strip())
    for name in chosen:
        if not is_column(name):
            raise UsageError(
                f"--columns: no column {name!r}", f"some of {', '.join((*COLUMNS, *MORE_COLUMNS))}"
            )
    return chosen
