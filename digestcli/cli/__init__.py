"""The command line: the table of commands, loaded one at a time, and the one error handler."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Annotated, ClassVar, NamedTuple

import typer
from typer.core import TyperGroup

from digestcli.cli.console import report
from digestcli.errors import DigestError, InputOutputError


class Command(NamedTuple):
    """A command: its name, and the module of this package whose `run` it is.

    A module with a `CommandClass` has its arguments parsed by that.
    """

    name: str
    module: str


COMMANDS = (
    Command("add", "add"),
    Command("sync", "sync"),
    Command("list", "list"),
    Command("search", "search"),
    Command("show", "show"),
    Command("mark", "mark"),
    Command("tag", "tag"),
    Command("tags", "tags"),
    Command("note", "note"),
    Command("state", "state"),
    Command("export", "export"),
    Command("categories", "categories"),
    Command("digests", "digests"),
    Command("remove", "remove"),
    Command("check", "check"),
    Command("explain", "explain"),
    Command("formats", "formats"),
    Command("doctor", "doctor"),
    Command("backup", "backup"),
    Command("archive", "archive"),
)


class Commands(TyperGroup):
    """A group that imports the module of a command when it is asked for (start-up time)."""

    table: ClassVar[tuple[Command, ...]] = COMMANDS

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override] # noqa: ARG002
        """Return the names of the commands in the order of the table."""
        return [command.name for command in self.table]

    def get_command(self, ctx: typer.Context, cmd_name: str):  # type: ignore[no-untyped-def,override] # noqa: ANN201, ARG002
        """Build a command from its module's `run`, a group from `app`; return None for an unknown name."""
        module = next((command.module for command in self.table if command.name == cmd_name), None)
        if module is None:
            return None
        loaded = import_module(f"digestcli.cli.{module}")
        if hasattr(loaded, "app"):
            return typer.main.get_command(loaded.app)
        one = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        one.command(cmd_name, cls=getattr(loaded, "CommandClass", None))(loaded.run)
        return typer.main.get_command(one)

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Run; turn what went wrong into a message on stderr and an exit code."""
        code = 0
        try:
            code = self._outcome(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # the reader of our output has gone: end quietly
            _drop_output()
        except OSError as error:
            _drop_output()
            code = InputOutputError.exit_code
            where = error.filename or "standard output"
            report(InputOutputError(f"{where}: {error.strerror or error}"))
        if code:
            raise typer.Exit(code)
        return None

    def _outcome(self, ctx: typer.Context) -> int:
        """Run the command and return its exit code, all errors of ours reported."""
        try:
            super().invoke(ctx)
        except DigestError as error:
            report(error)
            return error.exit_code
        except typer.Exit as done:
            return done.exit_code
        except KeyboardInterrupt:
            return 130
        return 0


def _drop_output() -> None:
    """Send what is left of stdout nowhere, so that Python's own flush at the end is silent."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from digestcli import __version__

        sys.stdout.write(f"digest {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Read, search and carry away bilingual paper digests.

    Add digests to your library with `digest add`, then `list`, `show` and `export` their entries.
    """
