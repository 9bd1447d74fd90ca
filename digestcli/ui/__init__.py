"""What the program says to a person, in the language of the user interface: English or Chinese.

The English template of a message is its name, as in gettext: `say("{path}: a folder", path=path)`. Chinese
comes from the tables of `digestcli/ui/zh/`, imported only where it is spoken. Values are foreign text: they
are put in, never looked up and never formatted themselves. Which language that is, is found out when
something is said for the first time: a run that says nothing reads no configuration for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable

LANGUAGES = ("en", "zh")


class Message:
    """Something to say later, by then known for whom: a person hears `said()`, a program `english()`."""

    __slots__ = ("template", "values")

    def __init__(self, template: str, /, **values: object) -> None:
        """Keep the template, which is the name of the message, and its values."""
        self.template = template
        self.values = values

    def said(self) -> str:
        """Return it in the language of the user interface, with what messages its values hold."""
        return say(self.template, **{name: _said(value) for name, value in self.values.items()})

    def english(self) -> str:
        """Return it in English."""
        return self.template.format(**{name: _english(value) for name, value in self.values.items()})


def _said(value: object) -> object:
    if isinstance(value, list):
        return listed([str(_said(one)) for one in value])
    return value.said() if isinstance(value, Message) else value


def _english(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(str(_english(one)) for one in value)
    return value.english() if isinstance(value, Message) else value


def messages(*templates: str) -> tuple[str, ...]:
    """Return `templates` as they are: names of messages, kept where they are said later, one by one."""
    return templates


class Speech:
    """How to speak: the language, '' for what `find` says when it is needed; `adapt` is for Chinese.

    `find` may fail with an error of ours, which speaks itself: then the locale decides. `adapt` makes
    another script of the Simplified Chinese of the tables.
    """

    __slots__ = ("adapt", "find", "language")

    def __init__(
        self,
        language: str = "",
        *,
        find: Callable[[], str] | None = None,
        adapt: Callable[[str], str] | None = None,
    ) -> None:
        """Keep all three."""
        self.language = language
        self.find = find
        self.adapt = adapt


class _Current:
    speech = Speech()


def use(speech: Speech) -> None:
    """Speak like that from now on."""
    _Current.speech = speech


def spoken() -> Speech:
    """Return how this process speaks, the language decided: another process may be given that."""
    return Speech(language(), adapt=_Current.speech.adapt)


def language() -> str:
    """Return the language of the user interface, one of LANGUAGES."""
    speech = _Current.speech
    if not speech.language:
        use(Speech(of_locale(), adapt=speech.adapt))  # what goes wrong below is said in that
        found = speech.find() if speech.find else ""
        if found:
            use(Speech(found, adapt=speech.adapt))
    return _Current.speech.language


def locale() -> str:
    """Return the name of the locale that messages follow, as POSIX orders the variables; '' for none."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next(filter(None, names), "")


def of_locale() -> str:
    """Return the language that the locale asks for; only Chinese is not English."""
    return "zh" if locale().lower().startswith("zh") else "en"


def text(template: str) -> str:
    """Return a template in the language of the user interface; without a translation as it is."""
    if language() == "en":
        return template
    from digestcli.ui.zh import STRINGS

    found = STRINGS.get(template)
    if found is None:
        return template
    return _Current.speech.adapt(found) if _Current.speech.adapt else found


def say(template: str, /, **values: object) -> str:
    """Return a message in the language of the user interface, with its values put in."""
    return text(template).format(**values)


def reason(error: BaseException) -> str:
    """Return what an error of the system or of another package says, in Chinese where a table has it."""
    said = getattr(error, "strerror", None) or str(error)
    if language() == "en":
        return str(said)
    from digestcli.ui.zh import of_others, of_system

    adapt = _Current.speech.adapt or str
    known = of_system(getattr(error, "errno", None))
    return adapt(known) if known else of_others(str(said), adapt=adapt)


def explained(message: str) -> str:
    """Return the explanation of an issue, which is English data, in the language of the user interface."""
    if language() == "en":
        return message
    from digestcli.ui.zh import of_others
    from digestcli.ui.zh.findings import of_findings

    adapt = _Current.speech.adapt or str
    return of_findings(message, others=lambda said: of_others(said, adapt=adapt), adapt=adapt)


def english(template: str, /, **values: object) -> str:
    """Return a message in English: for what is data, and shall not change with the person."""
    return template.format(**values)


def counted(number: int, what: str) -> str:
    """Return '1 entry', '2 entries', '1 file', ...: its name in the table is '{number} entry'."""
    if language() != "en":
        return say(f"{{number}} {what}", number=number)
    plural = what[:-1] + "ies" if what.endswith("y") else what + "s"
    return f"{number} {what if number == 1 else plural}"


def listed(items: list[str]) -> str:
    """Join what has been said: with commas, which are other ones in Chinese."""
    return say(", ").join(items)
