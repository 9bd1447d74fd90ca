"""The man page, from the program itself: `manual()` is what docs/digest.1 should hold.

Groff's man macros, as man-pages(7) and groff_man(7) describe them; nothing is typed here that the program
knows. No date: the page must be the same whenever it is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import typer

from digestcli import __version__, errors
from digestcli.cli import COMMANDS, app
from digestcli.config import SETTINGS
from digestcli.query.tree import FIELDS

_LITERAL = re.compile(r"`([^`]+)`")
_CODES = {0: "Done.", 130: "Ended by Ctrl-C."}
_MEANING = {
    1: "Nothing matches; or findings of check and doctor.",
    2: "Options, settings or queries that make no sense.",
    65: "Input that cannot be read as a digest.",
    66: "Input that is not there.",
    73: "Output that cannot be created, or would be overwritten.",
    74: "The disk, the system or the library file said no.",
}


def manual() -> str:
    """Return the page."""
    root: Any = typer.main.get_command(app)
    context = root.make_context("digest", [], resilient_parsing=True)
    parts = (
        [f'.TH DIGEST 1 "" "digest {__version__}" "User Commands"'],
        [".SH NAME", r"digest \- read, search and carry away bilingual paper digests"],
        [
            ".SH SYNOPSIS",
            r".B digest",
            r"[\fB\-\-version\fR] \fICOMMAND\fR [\fIOPTIONS\fR] [\fIARGUMENTS\fR]",
        ],
        [".SH DESCRIPTION", *_paragraphs(root.help)],
        _commands(root, context),
        [
            ".SH QUERIES",
            r"Words, \(dqphrases\(dq, prefix*, \-exclude, OR, parentheses, and these fields:",
        ],
        _tagged((f"{one.name}:", one.help) for one in FIELDS),
        [".SH SETTINGS", "In the configuration file; see \\fBdigest config\\fR."],
        _tagged((one.name, f"{one.help} [{one.default}]") for one in SETTINGS),
        [".SH ENVIRONMENT"],
        _tagged((one.environment, one.help) for one in SETTINGS if one.environment),
        _tagged(
            (("DIGEST_CONFIG", "the configuration file"), ("NO_COLOR", "no colour when set to anything"))
        ),
        [".SH EXIT STATUS"],
        _tagged((str(code), meaning) for code, meaning in sorted(_exit_codes().items())),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _exit_codes() -> dict[int, str]:
    """Return what each exit code means; an error class with another one is a mistake here."""
    known = {kind.exit_code for kind in vars(errors).values() if isinstance(kind, type)}
    if known != set(_MEANING):
        raise SystemExit(f"docs/manual.py: exit codes {sorted(known ^ set(_MEANING))}")
    return _CODES | _MEANING


def _commands(root: Any, context: Any) -> Iterator[str]:  # typer has no public name for its commands
    for purpose, some in groupby(COMMANDS, key=lambda one: one.purpose):
        yield f".SH {_escaped(purpose).upper()}"
        for one in some:
            command = root.get_command(context, one.name)
            yield from _command(
                command, command.make_context(one.name, [], parent=context, resilient_parsing=True)
            )


def _command(command: Any, context: Any) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS {_escaped(context.command_path)} {_escaped(usage)}"
    yield from _paragraphs(command.help or "")
    yield from _tagged(
        record for one in command.get_params(context) if (record := one.get_help_record(context)) is not None
    )
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        inner = command.get_command(context, name)
        yield from _command(inner, _below(context, inner, name))


def _below(context: Any, command: Any, name: str) -> Any:
    return command.make_context(name, [], parent=context, resilient_parsing=True)


def _paragraphs(text: str) -> Iterator[str]:
    r"""Yield a help text; what stands behind a \b keeps its lines."""
    for number, paragraph in enumerate(text.strip().split("\n\n")):
        if number:
            yield ".PP"
        if paragraph.startswith("\b\n"):
            yield from (".nf", *map(_escaped, paragraph[2:].split("\n")), ".fi")
        else:
            yield _marked(" ".join(paragraph.split()))


def _tagged(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, text in rows:
        yield from (".TP", f".B {_escaped(name)}", _marked(text))


def _marked(text: str) -> str:
    r"""Return a line with what stands between backquotes in bold."""
    return _LITERAL.sub(r"\\fB\1\\fR", _escaped(text))


def _escaped(text: str) -> str:
    r"""Return a line that groff prints as it is.

    >>> _escaped(".a-b\\c"), _escaped("'x")
    ('\\&.a\\-b\\ec', "\\&'x")
    """
    text = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{text}" if text.startswith((".", "'")) else text
