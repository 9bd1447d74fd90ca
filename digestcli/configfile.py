"""The configuration file changed: one setting of it, or all of it, checked before it is written."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

from digestcli.config import (
    BY_NAME,
    SETTINGS,
    Setting,
    config_path,
    config_text,
    labels,
    nearest,
    parse_config,
    read_config,
    value_of,
    watches,
)
from digestcli.errors import CannotCreate, UsageError
from digestcli.ui import reason, say

_NAME = re.compile(r"""[^\s"“”「」＂()（）]+""")
"""What `@name` in a query can say: no blank, quotation mark or bracket."""


def place_of(name: str) -> tuple[Setting, tuple[str, ...]]:
    """Return the setting and the keys that a name means: `lang`, or `watch.NAME` within a mapping.

    Raises UsageError for a name that is not known, a mapping without a name in it, and the reverse.
    """
    key, dot, inner = name.partition(".")
    setting = BY_NAME.get(key)
    if not setting:
        raise UsageError(say("no setting {name!r}", name=key), nearest(key, BY_NAME))
    if not setting.is_mapping and dot:
        raise UsageError(say("`{key}` has no parts", key=key), say("its name is {key}", key=key))
    if setting.is_mapping and dot and not inner:
        raise UsageError(say("`{key}.` without a name", key=key), say("for example {key}.mine", key=key))
    return setting, (key, inner) if dot else (key,)


def set_value(name: str, words: Sequence[str]) -> None:
    """Set a setting in the file. Raises UsageError and QueryError before anything is written."""
    from digestcli.yamlpatch import Value

    setting, path = place_of(name)
    if setting.is_mapping and len(path) == 1:
        raise UsageError(
            say("`{name}` is a mapping", name=name), say("set a part of it: {name}.mine", name=name)
        )
    words = [word for word in map(str.strip, words) if word]
    if not words:
        raise UsageError(
            say("no value for {name}", name=name), say("`digest config unset {name}` takes it out", name=name)
        )
    value: Value = words if setting.kind == "words" else " ".join(words)
    if setting.kind == "path":
        value = " ".join(words)
        value = value if value.startswith("~") else os.path.abspath(value)
    elif setting.choices and value not in setting.choices:
        raise UsageError(
            say("{value!r} is not one of {values}", value=value, values=", ".join(setting.choices))
        )
    elif setting.kind == "queries":
        _check_query(path[1], str(value))
    _patch(path, value)


def _check_query(name: str, query: str) -> None:
    from digestcli.query.parser import parse_one

    if not _NAME.fullmatch(name):
        raise UsageError(
            say("{name!r} is no name for a query", name=name), say("no blanks, quotation marks and brackets")
        )
    parse_one({**watches(), name: query}, name)


def unset_value(name: str) -> bool:
    """Take a setting out of the file; return whether it was there."""
    _, path = place_of(name)
    settings: object = read_config()
    for key in path:
        if not isinstance(settings, Mapping) or key not in settings:
            return False
        settings = settings[key]
    _patch(path, None)
    return True


def _patch(path: Sequence[str], value: str | Sequence[str] | None) -> None:
    from digestcli.yamlpatch import patched

    read_config()  # a file with mistakes is not touched
    text = patched(config_text(), path, value)
    if text is None:
        raise UsageError(
            say("{path}: this file cannot be changed in place", path=config_path()),
            say("use `digest config edit`"),
        )
    write_config(text)


def check_config(text: str) -> None:
    """Raise UsageError or QueryError for a text that is no configuration."""
    from digestcli.query.parser import parse_saved

    given = parse_config(text)
    for setting in SETTINGS:
        if not setting.is_mapping:
            value_of(setting.name, given=given)
    labels(given)
    parse_saved(watches(given))


def write_config(text: str) -> None:
    """Write the configuration file, whole or not at all; make its folder. Raises CannotCreate."""
    from digestcli.output import write_whole

    path = config_path()
    folder = os.path.dirname(os.path.abspath(path))
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise CannotCreate(say("{path}: {problem}", path=folder, problem=reason(error))) from None
    write_whole(path, lambda stream: stream.write(text), overwrite=True)


def template() -> str:
    """Return a file that sets nothing and shows every setting, in comments."""
    lines = ["# Settings of digest; see `digest config show`.", ""]
    for one in SETTINGS:
        lines.append(f"# {one.help}" + (f": {', '.join(one.choices)}" if one.choices else ""))
        lines.append(f"# {one.name}:" + ("" if one.is_mapping else f" {one.default}"))
        lines += ["#   name: value"] * one.is_mapping + [""]
    return "\n".join(lines)
