"""What a word of a command line may become: commands, options, and what the library holds."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pkgutil import iter_modules
from typing import NamedTuple

import typer

from digestcli.config import BY_NAME, SETTINGS, labels, library_path, watches
from digestcli.library import completing
from digestcli.ui import LANGUAGES, text

Candidate = tuple[str, str]
"""A value, and a few words about it."""

_SIGNS = re.compile("[-－(（]*")
"""What may stand before a term of a query."""


class _Place(NamedTuple):
    """Where the cursor is: the command, the words that are arguments of it, the word begun, the library."""

    command: str
    given: list[str]
    begun: str
    library: str | None


def candidates(words: Sequence[str]) -> Iterator[Candidate]:
    """Yield what the last of `words` (all after `digest`) may become, in the order to show."""
    *before, begun = _after_root_options(words)
    name = next((word for word in before if not word.startswith("-")), None)
    found = _commands(before) if name is None else _of_command(name, before[before.index(name) + 1 :], begun)
    told: set[str] = set()
    for value, about in found:
        if value.startswith(begun) and value not in told:
            told.add(value)
            yield value, about


def _after_root_options(words: Sequence[str]) -> Sequence[str]:
    """Return the words without `--ui LANGUAGE` before the command."""
    while len(words) > 2 and words[0] == "--ui":
        words = words[2:]
    return words


def _commands(before: Sequence[str]) -> Iterator[Candidate]:
    from digestcli.cli import COMMANDS

    if before == ["--ui"]:
        yield from ((language, "") for language in LANGUAGES)
        return
    yield from ((one.name, text(one.purpose)) for one in COMMANDS)
    yield "--help", text("Show this message and exit.")
    yield "--version", text("Print the version and exit.")
    yield "--ui", text("Language of messages and help [by the locale].")


def _of_command(name: str, before: Sequence[str], begun: str) -> Iterator[Candidate]:
    from digestcli.cli import app

    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    command = group.get_command(typer.Context(group), name)
    if command is None:
        return
    options = {word: one for one in command.params for word in one.opts if word.startswith("-")}
    valued = {word: one for word, one in options.items() if not getattr(one, "is_flag", False)}
    given, library = _given(before, valued)
    place = _Place(name, given, begun, library)
    word, equals, value = begun.partition("=")
    if before and before[-1] in valued:
        yield from _values(valued[before[-1]], place)
    elif equals and word in valued:
        inner = _values(valued[word], place._replace(begun=value))
        yield from ((f"{word}={one}", about) for one, about in inner)
    elif begun.startswith("-") and not (name == "tag" and begun[:2] != "--"):
        yield from ((option, text(getattr(one, "help", "") or "")) for option, one in options.items())
        yield "--help", text("Show this message and exit.")
    else:
        wanted = [one for one in command.params if one.param_type_name == "argument"]
        if len(given) < len(wanted) or (wanted and wanted[-1].nargs != 1):
            yield from _values(wanted[min(len(given), len(wanted) - 1)], place)


def _given(before: Sequence[str], valued: Mapping[str, object]) -> tuple[list[str], str | None]:
    """Return the words that are arguments, and the value of --library."""
    given, library = [], None
    rest = iter(before)
    for word in rest:
        if word in valued:
            value = next(rest, "")
            library = value if word == "--library" else library
        elif not word.startswith("-"):
            given.append(word)
        elif word.startswith("--library="):
            library = word.partition("=")[2]
    return given, library


def _values(parameter: object, place: _Place) -> Iterator[Candidate]:
    """Yield the values of an option or an argument: its choices, or what the library holds for its name."""
    choices = getattr(getattr(parameter, "type", None), "choices", ())
    yield from ((str(choice), "") for choice in choices)
    name = str(getattr(parameter, "name", ""))
    source = _SOURCES.get((place.command, name)) or _SOURCES.get(("", name))
    if source and not choices:
        yield from source(place)


def _in_library(
    place: _Place, names: Callable[..., Iterable[Candidate]], begun: str | None = None
) -> Iterator[Candidate]:
    db = completing.to_read(library_path(place.library))
    if db:
        yield from names(db, place.begun if begun is None else begun)


def _digests(place: _Place) -> Iterator[Candidate]:
    return _in_library(place, completing.digests)


def _categories(place: _Place) -> Iterator[Candidate]:
    return _in_library(place, completing.categories)


def _tags(place: _Place) -> Iterator[Candidate]:
    return _in_library(place, completing.tags)


def _references(place: _Place) -> Iterator[Candidate]:
    return _in_library(place, completing.references)


def _tagging(place: _Place) -> Iterator[Candidate]:
    """Yield what `digest tag` takes: references, and tags with the sign before them."""
    sign = place.begun[:1]
    if sign and sign in "+-":
        yield from ((sign + tag, about) for tag, about in _tags(place))
    else:
        yield from _references(place)


def _query(place: _Place) -> Iterator[Candidate]:
    """Yield saved queries, fields, and after a field its values, with the signs that stand before."""
    from digestcli.query.tree import FIELDS, VALUES

    signs = _SIGNS.match(place.begun)
    lead = signs[0] if signs else ""
    field, colon, value = place.begun[len(lead) :].partition(":")
    if not colon:
        yield from ((f"{lead}@{name}", query) for name, query in watches().items())
        yield from ((f"{lead}{one.name}:", one.help) for one in FIELDS)
        return
    lead += field + colon
    yield from ((lead + one, "") for one in VALUES.get(field, ()))
    sources: Mapping[str, Callable[..., Iterator[Candidate]]] = {
        "tag": completing.tags,
        "category": completing.categories,
        "digest": completing.digests,
    }
    source = sources.get(field)
    if source:
        found = _in_library(place, source, value)
        yield from ((lead + (f'"{one}"' if " " in one else one), about) for one, about in found)


def _readers(_: _Place) -> Iterator[Candidate]:
    """Yield the names of the readers, which are those of their modules: to import these takes 80 ms."""
    import digestcli

    folder = os.path.join(os.path.dirname(digestcli.__file__), "readers")
    names = (one.name.replace("_", "-") for one in iter_modules([folder]))
    yield from ((name, "") for name in names if name != "base")


def _writers(_: _Place) -> Iterator[Candidate]:
    from digestcli.writers import WRITERS

    yield from ((one.name, one.title) for one in WRITERS)


def _taken(name: str) -> Callable[[_Place], Iterator[Candidate]]:
    """Return what yields the values of an option that only some writers take."""

    def values(_: _Place) -> Iterator[Candidate]:
        from digestcli.writers import WRITERS

        for one in WRITERS:
            yield from ((value, one.name) for value in dict(one.takes).get(name, ()))

    return values


def _columns(place: _Place) -> Iterator[Candidate]:
    """Yield columns, each behind those that are chosen already."""
    from digestcli.rows import COLUMNS, MORE_COLUMNS

    chosen = place.begun.rpartition(",")[0]
    names = dict.fromkeys((*COLUMNS, *MORE_COLUMNS))
    yield from (
        (f"{chosen},{name}" if chosen else name, "") for name in names if name not in chosen.split(",")
    )


def _settings(place: _Place) -> Iterator[Candidate]:
    """Yield the names of settings, and behind a name its choices."""
    if len(place.given) > 1:
        setting = BY_NAME.get(place.given[1])
        yield from ((choice, "") for choice in (setting.choices if setting else ()))
        return
    parts = {"watch": list(watches()), "labels": list(labels())}
    for one in SETTINGS:
        yield (f"{one.name}." if one.is_mapping and place.given[0] == "set" else one.name), one.help
        yield from ((f"{one.name}.{name}", "") for name in parts.get(one.name, ()))


_SOURCES: Mapping[tuple[str, str], Callable[[_Place], Iterator[Candidate]]] = {
    ("", "digest"): _digests,
    ("remove", "names"): _digests,
    ("", "category"): _categories,
    ("", "references"): _references,
    ("", "reference"): _references,
    ("", "query"): _query,
    ("tag", "words"): _tagging,
    ("tag", "add"): _tags,
    ("tag", "remove"): _tags,
    ("", "reader"): _readers,
    ("", "format_"): _writers,
    ("", "style"): _taken("style"),
    ("", "per"): _taken("per"),
    ("", "columns"): _columns,
    ("config", "words"): _settings,
}
"""(Command or '' for any, parameter) -> what yields its values."""
