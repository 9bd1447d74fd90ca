"""Help and complaints of the command line itself in the language of the user interface.

typer has both in English only. Help is translated while it is written, because only then is the language
known, and broken where Chinese may be broken. A complaint is recognised by its English words.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence

import typer
from typer.exceptions import TyperException

from digestcli.ui import language, messages, say, text

_EXTRA = r"(?:(?P<help>.*?)  )?\[(?P<extra>[^\[\]]*)\]"
_WIDEST_FIRST = 30
"""Cells of the first of two columns, from where on the second begins on a line of its own."""

_USAGE = messages("[OPTIONS]", "COMMAND [ARGS]...")
_WORDS = messages("Arguments", "Options", "Examples:", "Show this message and exit.", "required")
_COMPLAINTS = messages(
    "{problem} (Possible options: {names})",
    "No such option: {name}",
    "No such command {name}. Did you mean {choices}?",
    "No such command {name}.",
    "Missing argument {name}. Choose from:{choices}",
    "Missing argument {name}.",
    "Missing option {name}.",
    "Missing command.",
    "Invalid value for {name}: {problem}",
    "{value} is not one of {values}.",
    "{value} is not in the range {range}.",
    "{value} is not a valid int.",
    "{value} is not a valid int range.",
    "Option {name} requires an argument.",
    "Option {name} does not take a value.",
    "Got unexpected extra argument(s) ({words})",
)


class Formatter(typer.Context.formatter_class):  # type: ignore[misc,valid-type]
    """Writes help; in English as typer does."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        for known in _USAGE:
            args = args.replace(known, text(known))
        super().write_usage(prog, args, prefix or say("Usage: "))

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(" " * self.current_indent + say("{heading}:", heading=text(heading)) + "\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; those that begin with a line of a backspace are left as they are."""
        if language() == "en":
            super().write_text(text)
            return
        indent = " " * self.current_indent
        self.write("\n".join(_paragraphs(text, self.width, indent)))

    def write_dl(self, rows: Iterable[tuple[str, str]], *_: int) -> None:
        """Write two columns."""
        if language() == "en":
            super().write_dl(rows)
            return
        from digestcli.text.layout import pad, width, wrap

        held = list(rows)
        margin = min(max((width(first) for first, _ in held), default=0), _WIDEST_FIRST) + 2
        beside = " " * (self.current_indent + margin)
        for first, second in held:
            lead = " " * self.current_indent + pad(first, margin)
            if width(first) > margin - 2:
                self.write(lead.rstrip() + "\n")
                lead = beside
            for line in wrap(_about(second), self.width, indent=beside, first=lead):
                self.write(line.rstrip() + "\n")


def _paragraphs(about: str, width: int, indent: str) -> Iterable[str]:
    from digestcli.text.layout import wrap

    for number, paragraph in enumerate(about.split("\n\n")):
        if number:
            yield ""
        if paragraph.startswith("\b\n"):
            heading, *lines = paragraph.split("\n")[1:]
            yield from (indent + line for line in (text(heading), *lines))
        else:
            yield from wrap(text(" ".join(paragraph.split())), width, indent=indent)
    yield ""


def _about(told: str) -> str:
    """Return what is told about an option; its default stands in brackets at the end."""
    found = re.fullmatch(_EXTRA, told, re.DOTALL)
    if not found or told == found["extra"]:
        return text(told)
    extra = "; ".join(map(_extra, found["extra"].split("; ")))
    return f"{text(found['help'])}  [{extra}]" if found["help"] else f"[{extra}]"


def _extra(told: str) -> str:
    name, colon, value = told.partition("default: ")
    return say("default: {value}", value=value) if colon and not name else text(told)


class Context(typer.Context):
    """A context whose help is written by our formatter."""

    formatter_class = Formatter


def complain(error: TyperException) -> None:
    """Say on stderr what is wrong with a command line, as typer does, in the language of the interface."""
    context = getattr(error, "ctx", None)
    lines = []
    if context is not None:
        name = context.help_option_names[0]
        hint = say("Try '{command} {option}' for help.", command=context.command_path, option=name)
        lines += [context.get_usage(), hint, ""]
    lines.append(say("Error: {problem}", problem=translated(error.format_message())))
    sys.stderr.write("\n".join(lines) + "\n")


def translated(complaint: str, known: Sequence[str] = _COMPLAINTS) -> str:
    """Return a complaint of typer in the language of the interface; one that is not known as it is.

    >>> translated("No such option: --x (Possible options: --y)")
    'No such option: --x (Possible options: --y)'
    """
    for template in known:
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(template))
        found = re.fullmatch(pattern, complaint, re.DOTALL)
        if found:
            values = found.groupdict()
            if "problem" in values:
                values["problem"] = translated(values["problem"])
            if "choices" in values:
                values["choices"] = ", ".join(re.split(r",\s+| or ", values["choices"].strip()))
            return say(template, **values)
    return complaint
