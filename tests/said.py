"""What the program can say: the messages that the source names, and the help of its commands and options."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from importlib import import_module

import typer
from running import ROOT

from digestcli import errors
from digestcli.browse.keys import KEYS
from digestcli.cli import COMMANDS, app, archive
from digestcli.cli.help import _EXAMPLES as EXAMPLES
from digestcli.config import SETTINGS
from digestcli.readers import READERS
from digestcli.writers import WRITERS

PACKAGE = ROOT / "digestcli"
SAYING = frozenset(("say", "text", "tell", "english", "Message", "Check"))
"""What takes a message first: `Check` is a finding of `digest doctor`."""


ERRORS = frozenset(
    name for name, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, errors.DigestError)
)
TELLING = frozenset(("note", "progress", "complain", "problem"))
"""What takes something for a person to read."""


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a name in the package, with the file it stands in."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute)):
                yield path.relative_to(PACKAGE).as_posix(), node


def named() -> set[str]:
    """Return the messages that calls of say, text, messages, counted, ... name."""
    found: set[str] = set()
    for _, call in calls():
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        texts = [
            one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if name in SAYING:
            found.update(texts[:1])
        elif name == "messages":
            found.update(texts)
        elif name == "counted":
            found.update(f"{{number}} {what}" for what in texts)
    return found - {"{said}"}  # what others say, as it is


def plain() -> Iterator[tuple[str, int, str]]:
    """Yield (file, line, call) of each error, note or progress that has a text of its own, not a message."""
    for path, call in calls():
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
        telling = name in ERRORS or name in TELLING or (path.startswith("query/") and name == "_fail")
        if telling and path != "errors.py" and any(map(_is_prose, call.args)):
            yield path, call.lineno, ast.unparse(call)


def _is_prose(node: ast.expr) -> bool:
    """Tell whether a node is a literal with words in it."""
    if isinstance(node, ast.IfExp):
        return _is_prose(node.body) or _is_prose(node.orelse)
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [one.value for one in parts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return any(re.search("[A-Za-z]{2}", one.removeprefix("digest: ")) for one in texts)


def helped() -> set[str]:
    """Return the paragraphs and lines of help: commands, options, settings, keys, formats."""
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    found = {text for key in KEYS for text in (key.help, key.short)} | {one.help for one in SETTINGS}
    found |= {one.help or "" for one in group.params if isinstance(one, typer.core.TyperOption)}
    found |= _paragraphs(group.help or "")
    inner = typer.main.get_command(archive.app)
    assert isinstance(inner, typer.core.TyperGroup)
    for of, one in (*((group, one) for one in COMMANDS), *((inner, one) for one in archive.COMMANDS)):
        command = of.get_command(typer.Context(of), one.name)
        assert command is not None
        found |= {getattr(parameter, "help", None) or "" for parameter in command.params}
        found |= _paragraphs(inspect.getdoc(import_module(f"digestcli.cli.{one.module}").run) or "")
    found |= {one.title for one in READERS} | {one.title for one in WRITERS}
    return found - {""}


def _paragraphs(about: str) -> set[str]:
    about = about.partition(EXAMPLES)[0]
    return {" ".join(paragraph.split()) for paragraph in about.split("\n\n")} - {""}


def every() -> set[str]:
    """Return all that can be said."""
    return named() | helped()


NAMES = frozenset(
    [
        "digest",
        "arXiv",
        "DOI",
        "URL",
        "PDF",
        "CSV",
        "TSV",
        "JSON",
        "Lines",
        "YAML",
        "XML",
        "Excel",
        "BOM",
        "TeX",
        "NUL",
        "gzip",
        "ZIP",
        "TL",
        "DR",
        "UTF",
        "Markdown",
        "Dask",
        "OR",
        "AND",
        "NOT",
        "stdin",
        "enter",
        "esc",
        "space",
        "ctrl",
        "chmod",
        "MB",
        "SQLite",
        "textual",
        "codec",
        "Parquet",
        "svg",
        "png",
        "hint",
    ]
)
"""Words that are the same in Chinese: names of formats, programs and keys."""
_TYPED = re.compile(
    r"`[^`]*`|<[^>]*>|\$\w+|--?[\w-]+(?:\.\w+)?|\b[A-Z][A-Z_]+\b|[\w./-]+\.(?:md|yaml|zip|gz|bin|db)\b"
)


def english_in(text: str, *, typed: Iterable[str] = ()) -> list[str]:
    """Return the English words in what was said in Chinese, but names and what a person has `typed`."""
    for word in sorted(typed, key=len, reverse=True):
        text = text.replace(word, " ")
    words = re.findall(r"[A-Za-z]{2,}", _TYPED.sub(" ", text))
    return [word for word in words if word not in NAMES]
