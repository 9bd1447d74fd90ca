"""`digest config`: the settings, where each comes from, and their file changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, NamedTuple

import typer

from digestcli.cli.console import is_terminal, lines, note, out, terminal
from digestcli.cli.options import Language, Script, as_text
from digestcli.config import (
    SETTINGS,
    Value,
    config_path,
    config_text,
    labels,
    library_path,
    value_of,
    watches,
)
from digestcli.errors import UsageError
from digestcli.ui import messages, of_locale, say, text

_HEADER = messages("setting", "value", "from")
_ORIGINS = messages("flag", "environment", "file", "default")
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
        raise UsageError(
            say("config {action} takes {words}", action=action, words=_wanted(least, most)),
            say("see `digest config --help`"),
        )
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
        return say("a NAME and a VALUE")
    if not most:
        return say("no NAME")
    return say("one NAME") if least else say("one NAME at most")


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
        said = [(name, value, text(origin)) for name, value, origin in rows]
        print_table(terminal(), _HEADER, said)
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
            found = value_of(one.name, options.get(one.name))
            yield _Shown(one.name, _value(one.name, found, options), found.origin, one.environment)


def _value(name: str, found: Value, options: dict[str, str | None]) -> str:
    """Return what a setting comes to, also where its default is told in words."""
    if name == "library":
        return library_path(options["library"])
    return of_locale() if name == "ui" and found.origin == "default" else found.text


def _change(action: str, given: Sequence[str]) -> None:
    from digestcli.configfile import set_value, unset_value

    name, *words = given
    if action == "set":
        set_value(name, words)
        note(say("{name} set in {path}", name=name, path=config_path()))
    elif unset_value(name):
        note(say("{name} taken out of {path}", name=name, path=config_path()))
    else:
        note(say("{name} is not set in {path}", name=name, path=config_path()))


def _edit() -> None:
    from digestcli.cli.editor import edited
    from digestcli.configfile import check_config, template, write_config

    before = config_text() or template()
    with edited(before, name="config", suffix=".yaml", otherwise=say("use `digest config set`")) as text:
        if text == before:
            note(say("nothing changed"))
            return
        check_config(text)
        write_config(text)
    note(say("{path} written", path=config_path()))
