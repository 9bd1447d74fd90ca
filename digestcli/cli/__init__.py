"""The command line: the table of commands, loaded one at a time, and the one error handler."""

from __future__ import annotations

import inspect
import os
import sys
from contextlib import suppress
from importlib import import_module
from types import ModuleType
from typing import Annotated, ClassVar, NamedTuple

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from digestcli.cli.console import report
from digestcli.cli.help import Formatter, line_about, with_examples, write_commands
from digestcli.cli.language import Language, asked_for, speak
from digestcli.cli.spoken import Context, complain
from digestcli.errors import DigestError, InputOutputError
from digestcli.ui import language, messages, reason, say

READ, OVERVIEW, KEEP = messages("Read", "See what there is", "Keep and carry away")
FILL, CHECK, SET_UP = messages("Fill the library", "Look into files", "Set up and look after")
PAST, ALL = messages("Past one machine", "Commands")


class Command(NamedTuple):
    """A command: its name, the module of this package whose `run` it is, and what a person wants with it.

    A module with a `CommandClass` has its arguments parsed by that.
    """

    name: str
    module: str
    purpose: str = ALL


COMMANDS = (  # in the order of the help; those of one purpose stand together
    Command("today", "today", READ),
    Command("next", "next_unread", READ),  # a module `next` would hide the function
    Command("list", "list", READ),
    Command("search", "search", READ),
    Command("show", "show", READ),
    Command("browse", "browse", READ),
    Command("stats", "stats", OVERVIEW),
    Command("categories", "categories", OVERVIEW),
    Command("digests", "digests", OVERVIEW),
    Command("mark", "mark", KEEP),
    Command("tag", "tag", KEEP),
    Command("tags", "tags", KEEP),
    Command("note", "note", KEEP),
    Command("export", "export", KEEP),
    Command("state", "state", KEEP),
    Command("add", "add", FILL),
    Command("sync", "sync", FILL),
    Command("remove", "remove", FILL),
    Command("check", "check", CHECK),
    Command("explain", "explain", CHECK),
    Command("formats", "formats", CHECK),
    Command("archive", "archive", PAST),
    Command("config", "config", SET_UP),
    Command("completion", "completion", SET_UP),
    Command("doctor", "doctor", SET_UP),
    Command("backup", "backup", SET_UP),
)
COMPLETE = Command("__complete", "complete")
"""What the shells call; help does not show it."""


class Commands(TyperGroup):
    """A group that imports the module of a command when it is asked for (start-up time)."""

    context_class = Context
    table: ClassVar[tuple[Command, ...]] = COMMANDS

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override] # noqa: ARG002
        """Return the names of the commands in the order of the table."""
        return [command.name for command in self.table]

    def get_command(self, ctx: typer.Context, cmd_name: str):  # type: ignore[no-untyped-def,override] # noqa: ANN201, ARG002
        """Build a command from its module's `run`, a group from `app`; return None for an unknown name."""
        table = (*self.table, COMPLETE)
        module = next((command.module for command in table if command.name == cmd_name), None)
        if module is None:
            return None
        loaded = _loaded(module)
        about = with_examples(inspect.getdoc(loaded.run) or "")
        if hasattr(loaded, "app"):
            group = typer.main.get_command(loaded.app)
            group.help = about
            return group
        one = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        one.command(cmd_name, cls=getattr(loaded, "CommandClass", None), help=about)(loaded.run)
        command = typer.main.get_command(one)
        command.context_class = Context
        return command

    def resolve_command(self, ctx: typer.Context, args: list[str]):  # type: ignore[no-untyped-def,override] # noqa: ANN201
        """Find the command that is named first; of one that is not there name those that are nearly so."""
        try:
            return super().resolve_command(ctx, args)
        except TyperException as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx))
            if near:
                error.message += f" Did you mean {' or '.join(map(repr, near))}?"
            raise

    def format_commands(self, ctx: typer.Context, formatter: Formatter) -> None:  # type: ignore[override] # noqa: ARG002
        """Write the commands, those of one purpose together."""
        lines = ((one, line_about(_loaded(one.module).run.__doc__)) for one in self.table)
        write_commands(formatter, ((one.purpose, one.name, line) for one, line in lines))

    def make_context(self, info_name: str | None, args: list[str], **extra: object):  # type: ignore[no-untyped-def,override] # noqa: ANN201
        """Take the options before the command, and tell what is wrong with them."""
        if not extra.get("parent"):  # a group within has the language of the whole
            speak(asked_for(args))
        try:
            return super().make_context(info_name, args, **extra)  # type: ignore[arg-type]
        except TyperException as error:
            if language() == "en":
                raise
            complain(error)
            raise typer.Exit(error.exit_code) from None

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
            where = error.filename or say("standard output")
            report(InputOutputError(say("{path}: {problem}", path=where, problem=reason(error))))
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
        except TyperException as error:
            if language() == "en":
                raise
            complain(error)
            return error.exit_code
        except typer.Exit as done:
            return done.exit_code
        except KeyboardInterrupt:
            return 130
        return 0


def _loaded(module: str) -> ModuleType:
    return import_module(f"digestcli.cli.{module}")


def _drop_output() -> None:
    """Send what is left of stdout nowhere, so that Python's own flush at the end is silent."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from digestcli import __version__

        sys.stdout.write(f"digest {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    _ui: Annotated[
        Language | None,
        typer.Option("--ui", help="Language of messages and help [by the locale]."),
    ] = None,
) -> None:
    """Read, search and carry away bilingual paper digests.

    Add digests to your library with `digest add`, then `list`, `show` and `export` their entries.
    """
    if not context.invoked_subcommand:
        from digestcli.cli.start import print_start

        print_start()
