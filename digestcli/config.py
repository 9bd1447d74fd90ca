"""Settings: one table of name, type, meaning, default and variable; the file is read only where it exists.

An option of the command line wins over the variable, the variable over the file, the file over the default.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from digestcli.errors import InputOutputError, MalformedRecords, UsageError
from digestcli.ui import LANGUAGES, reason, say

APP = "digest"
_XDG = {"config": ("XDG_CONFIG_HOME", "~/.config"), "data": ("XDG_DATA_HOME", "~/.local/share")}


Settings = Mapping[str, object]
"""What a configuration file holds: name -> a text or a mapping."""


class Setting(NamedTuple):
    """One setting. A text may have `choices`; queries and words are mappings, set one name at a time."""

    name: str
    kind: Literal["path", "choice", "queries", "words"]
    help: str
    default: str
    choices: tuple[str, ...] = ()

    @property
    def environment(self) -> str:
        """The variable that sets it for one run, '' for a mapping: DIGEST_ and the name."""
        return "" if self.is_mapping else f"{APP}_{self.name}".upper()

    @property
    def is_mapping(self) -> bool:
        """Whether it is a mapping, of which `watch.NAME` is one value."""
        return self.kind in ("queries", "words")


SETTINGS = (
    Setting("library", "path", "the library file", "digest/library.db in the platform's data folder"),
    Setting("script", "choice", "script of Chinese output", "hans", ("original", "hans", "hant", "tw", "hk")),
    Setting("lang", "choice", "language of output", "both", ("zh", "en", "both")),
    Setting("ui", "choice", "language of messages and help", "that of the locale", LANGUAGES),
    Setting("watch", "queries", "queries by name, for `@name` in a query and for `list --watch`", "none"),
    Setting("labels", "words", "more label words for the `labelled` format, by field name", "none"),
)
BY_NAME = {setting.name: setting for setting in SETTINGS}


class Value(NamedTuple):
    """What a setting is, and where that comes from; mappings come from the file only."""

    text: str
    origin: Literal["flag", "environment", "file", "default"]


def config_path() -> str:
    """Return where the configuration file is or would be: DIGEST_CONFIG, else the platform's place."""
    given = os.environ.get("DIGEST_CONFIG")
    if given:
        return given
    return os.path.join(_folder("config"), "config.yaml")


def library_path(option: str | None = None) -> str:
    """Return the library file: the option, DIGEST_LIBRARY, the setting, or the platform's place."""
    found = value_of("library", option)
    if found.origin == "default":
        return os.path.join(_folder("data"), "library.db")
    return os.path.expanduser(found.text)


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


def value_of(name: str, option: str | None = None, *, given: Settings | None = None) -> Value:
    """Return a setting that is a text: the option, its variable, the file's, or the default.

    With `given` only these settings of a file are looked at. Raises UsageError for a value that is no
    text or none of the choices.
    """
    setting = BY_NAME[name]
    if option:
        return Value(option, "flag")
    variable = os.environ.get(setting.environment) if given is None else None
    if variable:
        return Value(_chosen(setting, variable, setting.environment), "environment")
    value = (read_config() if given is None else given).get(name)
    if value is not None and (value or setting.choices):
        return Value(_chosen(setting, value, f"{config_path()}: `{name}`"), "file")
    return Value(setting.default, "default")


def _chosen(setting: Setting, value: object, where: str) -> str:
    if setting.choices and value not in setting.choices:
        raise UsageError(
            say("{place} is not one of {values}", place=where, values=", ".join(setting.choices))
        )
    if not isinstance(value, str):
        raise UsageError(say("{place} is not a text", place=where))
    return value


def labels(given: Settings | None = None) -> dict[str, tuple[str, ...]]:
    """Return the label words of the configuration file, or of `given` settings: field name -> words.

    Raises UsageError.
    """
    value = (read_config() if given is None else given).get("labels") or {}
    if not isinstance(value, Mapping):
        raise UsageError(say("{path}: `labels` is not a mapping from field to words", path=config_path()))
    return {
        str(name): tuple(words) if isinstance(words, list) else (str(words),) for name, words in value.items()
    }


def watches(given: Settings | None = None) -> dict[str, str]:
    """Return the saved queries of the configuration file, or of `given` settings: name -> query.

    Raises UsageError.
    """
    value = (read_config() if given is None else given).get("watch") or {}
    if not isinstance(value, Mapping) or not all(isinstance(query, str) for query in value.values()):
        raise UsageError(say("{path}: `watch` is not a mapping from names to queries", path=config_path()))
    return {str(name): str(query) for name, query in value.items()}


def read_config() -> Settings:
    """Return the configuration file's settings; {} where there is none.

    Raises UsageError for an unknown setting, a mistake in its YAML or a file that is not a mapping:
    whatever is wrong with a setting has the exit code of a wrong option.
    """
    return parse_config(config_text())


def config_text() -> str:
    """Return what stands in the configuration file, line ends and all; '' where there is none."""
    path = config_path()
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, UnicodeError) as error:
        raise InputOutputError(say("{path}: {problem}", path=path, problem=reason(error))) from None


def parse_config(text: str) -> Settings:
    """Return the settings that `text` holds. Raises as `read_config` does."""
    return _parsed(text, config_path()) if text else {}


@lru_cache(maxsize=1)
def _parsed(text: str, path: str) -> Settings:
    """Parse once what one run asks for several times: YAML is slow."""
    from digestcli.yamlio import load

    try:
        settings = load(text, path) or {}
    except MalformedRecords as error:
        raise UsageError(say("configuration: {problem}", problem=reason(error))) from None
    if not isinstance(settings, Mapping):
        raise UsageError(say("{path}: not a mapping of settings", path=path))
    for name in settings:
        if name not in BY_NAME:
            raise UsageError(
                say("{path}: unknown setting {name!r}", path=path, name=name), nearest(name, BY_NAME)
            )
    return settings


def nearest(name: str, known: Collection[str]) -> str:
    """Return a hint for a name that is not known: the one that is like it, and all there are."""
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), known, 1)
    every = say("one of {values}", values=", ".join(sorted(known)))
    return f"{say('did you mean {name}?', name=near[0])} {every}" if near else every
