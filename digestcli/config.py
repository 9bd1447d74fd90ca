"""Settings: one table of name, meaning and default; the file is read only where it exists."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping
from typing import NamedTuple

from digestcli.errors import InputOutputError, MalformedRecords, UsageError

APP = "digest"
_XDG = {"config": ("XDG_CONFIG_HOME", "~/.config"), "data": ("XDG_DATA_HOME", "~/.local/share")}


class Setting(NamedTuple):
    """One setting of the configuration file."""

    name: str
    help: str
    default: str


SETTINGS = (
    Setting("library", "the library file", "digest/library.db in the platform's data folder"),
    Setting("script", "script of Chinese output: original, hans, hant, tw, hk", "hans"),
    Setting("lang", "language of output: zh, en, both", "both"),
    Setting("watch", "queries by name, for `@name` in a query and for `list --watch`: name -> query", "none"),
    Setting("labels", "more label words for the `labelled` format: field name -> list of words", "none"),
)


def config_path() -> str:
    """Return where the configuration file is or would be: DIGEST_CONFIG, else the platform's place."""
    given = os.environ.get("DIGEST_CONFIG")
    if given:
        return given
    return os.path.join(_folder("config"), "config.yaml")


def library_path(option: str | None = None) -> str:
    """Return the library file: the option, DIGEST_LIBRARY, the setting, or the platform's place."""
    given = option or os.environ.get("DIGEST_LIBRARY") or text_setting("library")
    if given:
        return os.path.expanduser(given)
    return os.path.join(_folder("data"), "library.db")


def _folder(what: str) -> str:
    """Return the platform's folder for our 'config' or 'data'.

    On Linux by the two lines of the XDG base directory specification: platformdirs, which knows
    all platforms, costs 4 ms of every start (a test holds the two against each other).
    """
    if sys.platform == "linux":
        variable, usual = _XDG[what]
        base = os.environ.get(variable, "").strip()
        return os.path.join(base or os.path.expanduser(usual), APP)
    import platformdirs

    find = platformdirs.user_config_dir if what == "config" else platformdirs.user_data_dir
    return find(APP, appauthor=False)


def text_setting(name: str, choices: Collection[str] = ()) -> str:
    """Return a setting that is a text, one of `choices` if there are any, or ''.

    Raises UsageError.
    """
    value = read_config().get(name)
    if value is None or (isinstance(value, str) and (value in choices or not choices)):
        return value or ""
    if choices:
        raise UsageError(f"{config_path()}: `{name}` is not one of {', '.join(choices)}")
    raise UsageError(f"{config_path()}: `{name}` is not a text")


def labels() -> dict[str, tuple[str, ...]]:
    """Return the label words of the configuration file: field name -> words."""
    value = read_config().get("labels") or {}
    if not isinstance(value, Mapping):
        raise UsageError(f"{config_path()}: `labels` is not a mapping from field to words")
    return {
        str(name): tuple(words) if isinstance(words, list) else (str(words),) for name, words in value.items()
    }


def watches() -> dict[str, str]:
    """Return the saved queries of the configuration file: name -> query.

    Raises UsageError.
    """
    value = read_config().get("watch") or {}
    if not isinstance(value, Mapping) or not all(isinstance(query, str) for query in value.values()):
        raise UsageError(f"{config_path()}: `watch` is not a mapping from names to queries")
    return {str(name): str(query) for name, query in value.items()}


def read_config() -> Mapping[str, object]:
    """Return the configuration file's settings; {} where there is none.

    Raises UsageError for an unknown setting, a mistake in its YAML or a file that is not a mapping:
    whatever is wrong with a setting has the exit code of a wrong option.
    """
    path = config_path()
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeError) as error:
        raise InputOutputError(f"{path}: {error}") from None
    from digestcli.yamlio import load

    try:
        settings = load(text, path) or {}
    except MalformedRecords as error:
        raise UsageError(f"configuration: {error}") from None
    if not isinstance(settings, Mapping):
        raise UsageError(f"{path}: not a mapping of settings")
    known = {setting.name for setting in SETTINGS}
    for name in settings:
        if name not in known:
            raise UsageError(f"{path}: unknown setting {name!r}", f"one of {', '.join(sorted(known))}")
    return settings
