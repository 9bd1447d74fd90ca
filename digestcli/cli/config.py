"""`digest config`: the settings, where each comes from, and their file changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, NamedTuple

import typer

from digestcli.cli.console import is_terminal, lines, note, out, terminal
from digestcli.cli.options import Language, Script, as_text
from digestcli.config import SETTINGS, config_path, config_text, labels, library_path, value_of, watches
from digestcli.errors import UsageError

_HEADER = ("setting", "value", "from")
_TAKES = {"show": (0, 1), "path": (0, 0), "set": (2, None), "unset": (1, 1), "edit": (0, 0)}
"""How many words each action takes: at least, and at most."""


class _Shown(NamedTuple):
    name: str
    value: str | list[str]
    origin: str
    environment: str


def run(
    action: Annotated[Literal["show", "path", "set", "unset", "edit"], typer.Argument(help="What to do.")],
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME] [VALUE]...", help="A setting, and for `set` what it shall be."),
    ] = None,
    library: Annotated[
        str | None, typer.Option("--library", metavar="FILE", help="For `show`: as a command would take it.")
    ] = None,
    lang: Annotated[Language | None, typer.Option("--lang", help="For `show`: the same.")] = None,
    script: Annotated[Script | None, typer.Option("--script", help="For `show`: the same.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For `show`: print a JSON array.")] = False,
) -> None:
    """Show the settings and where each comes from; set or unset one, or edit their file.

    An option wins over the environment, that over the file, that over the default. `set` leaves the
    rest of the file as it is. Examples: digest config show; digest config set watch.spin
    'title:自旋 OR spin'
    """
    given = [as_text(word) for word in words or ()]
    least, most = _TAKES[action]
    if len(given) < least or (most is not None and len(given) > most):
        raise UsageError(f"config {action} takes {_wanted(least, most)}", "see `digest config --help`")
    if action == "show":
        _show(given, {"library": library, "lang": lang, "script": script}, as_json=as_json)
    elif action == "path":
        out(config_path() + "\n")
    elif action == "edit":
        _edit()
    else:
        _change(action, given)


def _wanted(least: int, most: int | None) -> str:
    if most is None:
        return "a NAME and a VALUE"
    return {(0, 0): "no NAME", (0, 1): "one NAME at most"}.get((least, most), "one NAME")


def _show(names: Sequence[str], options: dict[str, str | None], *, as_json: bool) -> None:
    """Print the settings, or the one that is named."""
    from digestcli.configfile import place_of

    wanted = [".".join(place_of(name)[1]) for name in names]
    found = [
        one for one in _settings(options) if not wanted or one.name in wanted or _within(one.name, wanted)
    ]
    if as_json:
        from digestcli.writers.json import dumps

        records = [
            {"name": one.name, "value": one.value, "from": one.origin, "environment": one.environment or None}
            for one in found
        ]
        out(dumps(records, indent=1) + "\n")
        return
    from digestcli.render.table import print_table, tsv

    rows = [(one.name, _text(one.value), one.origin) for one in found]
    if is_terminal():
        print_table(terminal(), _HEADER, rows)
    else:
        lines(tsv(_HEADER, rows))


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _within(name: str, wanted: Sequence[str]) -> bool:
    return name.partition(".")[0] in wanted


def _settings(options: dict[str, str | None]) -> Iterator[_Shown]:
    """Yield every setting under the name that `set` takes; a mapping by its parts."""
    mappings: dict[str, dict[str, str] | dict[str, tuple[str, ...]]]
    mappings = {
        "watch": watches(),
        "labels": labels(),
    }
    for one in SETTINGS:
        if one.is_mapping and not mappings[one.name]:
            yield _Shown(one.name, "", "default", "")
        elif one.is_mapping:
            for name, value in mappings[one.name].items():
                yield _Shown(f"{one.name}.{name}", value if isinstance(value, str) else [*value], "file", "")
        else:
            found = value_of(one.name, options[one.name])
            text = library_path(options["library"]) if one.name == "library" else found.text
            yield _Shown(one.name, text, found.origin, one.environment)


def _change(action: str, given: Sequence[str]) -> None:
    from digestcli.configfile import set_value, unset_value

    name, *words = given
    if action == "set":
        set_value(name, words)
        note(f"{name} set in {config_path()}")
    elif unset_value(name):
        note(f"{name} taken out of {config_path()}")
    else:
        note(f"{name} is not set in {config_path()}")


def _edit() -> None:
    from digestcli.cli.editor import edited
    from digestcli.configfile import check_config, template, write_config

    before = config_text() or template()
    with edited(before, name="config", suffix=".yaml", otherwise="use `digest config set`") as text:
        if text == before:
            note("nothing changed")
            return
        check_config(text)
        write_config(text)
    note(f"{config_path()} written")
