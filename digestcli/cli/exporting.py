"""Where an export goes and how: the options that all exports share, their checks, one file or many."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TextIO, TypeAlias

import typer

from digestcli.cli.console import note
from digestcli.cli.options import Asked
from digestcli.errors import UsageError
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

Format = Annotated[
    str | None,
    typer.Option(
        "--format", "-f", metavar="NAME", help="See `digest formats`; else by the suffix of -o [csv]."
    ),
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="PATH", help="A file, or a folder with --split."),
]
Split = Annotated[
    Literal["category", "digest", "entry"] | None,
    typer.Option("--split", help="One file for each, in the folder of -o."),
]
Columns = Annotated[
    str, typer.Option("--columns", metavar="NAMES", help="Columns of CSV and TSV, with commas.")
]
Excel = Annotated[bool, typer.Option("--excel", help="CSV and TSV for Excel: with BOM, formulas guarded.")]
StyleOption = Annotated[
    Style | None, typer.Option("--style", help="A variant of the format (see `digest formats`).")
]
PerOption = Annotated[Per | None, typer.Option("--per", help="What one item of a feed is [entry].")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")]


class Target(NamedTuple):
    """What an export writes, and where: stdout without `output`, a folder with `split`."""

    writer: Writer
    options: Options
    output: str | None
    split: str | None
    force: bool


def target(
    asked: Asked,
    format_: str | None,
    output: str | None,
    split: str | None,
    *,
    given: Mapping[str, str | bool | None],
    force: bool,
) -> Target:
    """Return the target that the options mean; `given` are those of writers. Raises UsageError."""
    output = None if output == "-" else output
    writer = choose(format_, None if split else output)
    some = {name: value for name, value in given.items() if value}
    options = _options_for(writer, some, asked, shown=not output)
    if split and not output:
        raise UsageError(say("--split needs a folder"), say("name it with -o FOLDER"))
    if writer.binary and not output and sys.stdout.isatty():
        raise UsageError(
            say("--format {format} is not for a terminal", format=writer.name), say("name a file with -o")
        )
    return Target(writer, options, output, split, force)


def export_split(to: Target, found: Iterable[Entry]) -> int:
    """Write entries to a file for each group of them, which come one after the other; return how many."""
    from digestcli.output import readable_name, safe_name, write_split

    naming = readable_name if to.split == "entry" else safe_name
    groups = _groups(found, to.split)
    files = write_split(groups, to.output or "", to.writer, to.options, overwrite=to.force, naming=naming)
    note(say("{what} in {path}", what=counted(len(files), "file"), path=to.output))
    return len(files)


def export_whole(to: Target, write: Callable[[TextIO], int]) -> int:
    """Let `write` fill the file or stdout; return how many entries it wrote."""
    from digestcli.output import write_whole

    if not to.output:
        return write(sys.stdout)
    number = write_whole(to.output, write, overwrite=to.force)
    note(say("{what} in {path}", what=counted(number, "entry"), path=to.output))
    return number


def _groups(found: Iterable[Entry], split: str | None) -> Iterator[tuple[str, Iterable[Entry]]]:
    """Divide entries in order into those of one file, each with a name for it."""
    name = {"category": lambda entry: entry.category, "digest": lambda entry: entry.digest}.get(split or "")
    if name is None:
        return ((file_name(entry), (entry,)) for entry in found)
    return groupby(found, key=name)


def file_name(entry: Entry) -> str:
    """Return a name for the file of one entry: its identifier and its title."""
    title = " ".join(entry.title.first("en", "zh").split())
    return f"{entry.id.partition(':')[2] or entry.id} {title}".strip()


def _options_for(writer: Writer, given: Mapping[str, str | bool], asked: Asked, *, shown: bool) -> Options:
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
