"""`digest export`: entries into a file, a folder of files, or a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Literal, TextIO, TypeAlias

import typer

from digestcli.cli.console import note
from digestcli.cli.context import entries, explain_empty, opened, records
from digestcli.cli.options import Asked, Query, selecting
from digestcli.cli.progress import progress
from digestcli.errors import UsageError
from digestcli.library.select import count
from digestcli.library.store import Library
from digestcli.model import Entry
from digestcli.rows import COLUMNS, MORE_COLUMNS, is_column
from digestcli.ui import counted, say
from digestcli.writers import WRITERS, choose, values_of
from digestcli.writers.base import Options, Writer

if TYPE_CHECKING:
    Style: TypeAlias = str
    Per: TypeAlias = str
else:  # the choices are those of the formats, and so are the help and its completion
    Style, Per = Literal[values_of("style")], Literal[values_of("per")]


@selecting
def run(
    asked: Asked,
    query: Query = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", metavar="NAME", help="See `digest formats`; else by the suffix of -o [csv]."
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="PATH", help="A file, or a folder with --split."),
    ] = None,
    split: Annotated[
        Literal["category", "digest", "entry"] | None,
        typer.Option("--split", help="One file for each, in the folder of -o."),
    ] = None,
    columns: Annotated[
        str, typer.Option("--columns", metavar="NAMES", help="Columns of CSV and TSV, with commas.")
    ] = "",
    excel: Annotated[
        bool, typer.Option("--excel", help="CSV and TSV for Excel: with BOM, formulas guarded.")
    ] = False,
    style: Annotated[
        Style | None, typer.Option("--style", help="A variant of the format (see `digest formats`).")
    ] = None,
    per: Annotated[Per | None, typer.Option("--per", help="What one item of a feed is [entry].")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
) -> None:
    """Export entries, all or those that a query lets through, in any format of `digest formats`.

    Examples: digest export --format csv; digest export -c quant-ph qubit -o quant.jsonl
    """
    from digestcli.output import readable_name, safe_name, write_split, write_whole

    output = None if output == "-" else output
    writer = choose(format_, None if split else output)
    given: dict[str, str | bool | None] = {"columns": columns, "excel": excel, "style": style, "per": per}
    options = options_for(
        writer, {name: value for name, value in given.items() if value}, asked, shown=not output
    )
    if split and not output:
        raise UsageError(say("--split needs a folder"), say("name it with -o FOLDER"))
    if writer.binary and not output and sys.stdout.isatty():
        raise UsageError(
            say("--format {format} is not for a terminal", format=writer.name), say("name a file with -o")
        )
    asked = asked.with_query(query)
    with opened(asked) as library:
        if not count(library, asked.selection):
            explain_empty(library)
        if split:
            found = entries(library, asked, order="category" if split == "category" else "date")
            groups = _groups(progress(found, say("exporting")), split)
            naming = readable_name if split == "entry" else safe_name
            files = write_split(groups, output or "", writer, options, overwrite=force, naming=naming)
            note(say("{what} in {path}", what=counted(len(files), "file"), path=output))
        elif output:
            write = _writing(library, asked, writer, options)
            count_ = counted(write_whole(output, write, overwrite=force), "entry")
            note(say("{what} in {path}", what=count_, path=output))
        else:
            _writing(library, asked, writer, options)(sys.stdout)


def _writing(library: Library, asked: Asked, writer: Writer, options: Options) -> Callable[[TextIO], int]:
    """Return what writes the entries asked for to a stream, the shortest way that the format knows."""
    if writer.write_records:
        write, some = writer.write_records, progress(records(library, asked), say("exporting"))
        return lambda stream: write(some, stream, options)
    found = progress(entries(library, asked), say("exporting"))
    return lambda stream: writer.write(found, stream, options)


def _groups(found: Iterable[Entry], split: str) -> Iterator[tuple[str, Iterable[Entry]]]:
    """Divide entries in order into those of one file, each with a name for it."""
    name = {"category": lambda entry: entry.category, "digest": lambda entry: entry.digest}.get(split)
    if name is None:
        return ((file_name(entry), (entry,)) for entry in found)
    return groupby(found, key=name)


def file_name(entry: Entry) -> str:
    """Return a name for the file of one entry: its identifier and its title."""
    title = " ".join(entry.title.first("en", "zh").split())
    return f"{entry.id.partition(':')[2] or entry.id} {title}".strip()


def options_for(writer: Writer, given: dict[str, str | bool], asked: Asked, *, shown: bool) -> Options:
    """Return the options of a writer; those that it does not know are errors."""
    takes = dict(writer.takes)
    for name in given:
        if name not in takes:
            raise UsageError(
                say("--{option}: nothing that {format} knows", option=name, format=writer.name), _takers(name)
            )
    return Options(
        columns=_columns(str(given.get("columns", ""))),
        excel=bool(given.get("excel")),
        style=str(given.get("style", "")),
        per=str(given.get("per", "")),
        shown=shown,
        language=asked.language,
        script=asked.script,
    )


def _takers(option: str) -> str:
    """Name the formats that know an option."""
    names = (writer.name for writer in WRITERS if option in dict(writer.takes))
    return say("for {formats}", formats=", ".join(names))


def _columns(names: str) -> tuple[str, ...]:
    if not names:
        return COLUMNS
    chosen = tuple(name.strip() for name in names.split(",") if name.strip())
    for name in chosen:
        if not is_column(name):
            raise UsageError(
                say("--columns: no column {name!r}", name=name),
                say("some of {values}", values=", ".join((*COLUMNS, *MORE_COLUMNS))),
            )
    return chosen
