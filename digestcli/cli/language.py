"""Which language the user interface speaks: `--ui`, DIGEST_UI, the setting, the locale; and its script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, get_args

from digestcli import ui

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_HANT = {"tw": "tw", "hk": "hk", "mo": "hk", "hant": "tw"}
"""What a locale says after `zh_` -> the script that its readers expect."""


def speak(language: Language | None = None) -> None:
    """Speak `language`, or what the settings or else the locale say once something is said."""
    ui.use(ui.Speech(language or "", find=_of_settings, adapt=_adapting(ui.locale())))


def asked_for(arguments: Sequence[str]) -> Language | None:
    """Return what `--ui` before the command says: found first, for help and complaints are in it as well.

    >>> asked_for(["--ui", "zh", "list"]), asked_for(["--help", "--ui=en"]), asked_for(["list", "--ui", "zh"])
    ('zh', 'en', None)
    """
    told = None
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if name == "--ui":
            told = value if equals else next(words, None)
        elif not word.startswith("-"):
            break
    return next((one for one in LANGUAGES if one == told), None)


def _of_settings() -> str:
    """Return what DIGEST_UI or the configuration file says, '' for neither.

    Whatever is wrong with them is told by the command that needs them.
    """
    from digestcli.config import value_of
    from digestcli.errors import DigestError

    try:
        found = value_of("ui")
    except DigestError:
        return ""
    return "" if found.origin == "default" else found.text


def _adapting(locale: str) -> Callable[[str], str] | None:
    """Return what makes Traditional Chinese of a message, where the locale is one of its places.

    >>> _adapting("zh_CN.UTF-8") is _adapting("en_HK") is None
    True
    >>> _adapting("zh_TW.UTF-8")("文献库")
    '文獻庫'
    """
    language, _, place = locale.lower().partition(".")[0].replace("-", "_").partition("_")
    script = next((_HANT[part] for part in place.split("_") if part in _HANT), "")
    if language != "zh" or not script:
        return None
    return _to_tw if script == "tw" else _to_hk


def _to_tw(text: str) -> str:
    from digestcli.text.languages.script import convert

    return convert(text, "tw")


def _to_hk(text: str) -> str:
    from digestcli.text.languages.script import convert

    return convert(text, "hk")
