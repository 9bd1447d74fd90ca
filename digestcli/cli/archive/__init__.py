"""`digest archive`: digests of years as Parquet files, made and asked by many processes or machines."""

from __future__ import annotations

from typing import ClassVar

import typer

from digestcli.cli import Command, Commands

COMMANDS = (
    Command("build", "archive.build"),
    Command("list", "archive.list"),
    Command("show", "archive.show"),
    Command("search", "archive.search"),
    Command("export", "archive.export"),
    Command("stats", "archive.stats"),
)


class _Commands(Commands):
    """The commands of an archive."""

    table: ClassVar[tuple[Command, ...]] = COMMANDS


app = typer.Typer(
    name="archive",
    cls=_Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def run() -> None:
    """Build archives of years of digests, on this machine or a Dask cluster, and ask them.

    An archive is a folder of Parquet files, local or in an object store (s3://...); see docs/scale.md.

    Examples: digest archive build ~/digests --to archive;
    digest archive list archive --category quant-ph
    """
