"""The options that select entries, the same for every command that shows or exports some.

A command takes them by `@selecting`: its function gets one `Asked` instead of fifteen parameters.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from digestcli.library.select import Selection

if TYPE_CHECKING:
    from digestcli.query.tree import Node

Script = Literal["original", "hans", "hant", "tw", "hk"]
Kind = Literal["paper", "news", "article"]
Language = Literal["zh", "en", "both"]
Color = Literal["auto", "always", "never"]
Query = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]...", help="What the entries must hold; see docs/search.md.", show_default=False
    ),
]
"""The query of a command that filters by one."""
Sort = Annotated[Literal["date", "number", "title"], typer.Option("--sort", help="Which comes first.")]


class Asked(NamedTuple):
    """What the selecting options of one call say."""

    selection: Selection
    sources: tuple[str, ...]
    encoding: str | None
    reader: str | None
    library: str | None
    language: str
    script: str
    color: str

    def with_query(self, words: list[str] | None) -> Asked:
        """Return the same, for the entries that the query made of `words` lets through.

        Raises QueryError.
        """
        return self._replace(selection=self.selection._replace(query=query_of(words))) if words else self


def _selecting_options(  # the options as typer shall see them; never called
    from_: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="PATH", help="Read these files, folders or - instead of the library."),
    ] = None,
    category: Annotated[
        list[str] | None,
        typer.Option(
            "--category",
            "-c",
            metavar="CODE",
            help="A category: quant-ph, a group cs.*, or a label in any language.",
        ),
    ] = None,
    any_category: Annotated[
        bool, typer.Option("--any-category", help="Let --category match any category, not only the primary.")
    ] = False,
    digest: Annotated[
        list[str] | None,
        typer.Option("--digest", "-d", metavar="KEY", help="A digest's key, its date, or latest."),
    ] = None,
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help="From this date: 2026-01-22, 2026-01, 7d.")
    ] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Up to this date, inclusive.")] = "",
    author: Annotated[
        list[str] | None,
        typer.Option("--author", metavar="NAME", help="Part of an author's name, in any script."),
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What sort of entry.")] = None,
    new: Annotated[bool, typer.Option("--new", help="Only papers that stand in no earlier digest.")] = False,
    lang: Annotated[Language | None, typer.Option("--lang", help="Which language to show [both].")] = None,
    script: Annotated[
        Script | None, typer.Option("--script", help="Script of Chinese output [hans].")
    ] = None,
    library: Annotated[
        str | None,
        typer.Option("--library", metavar="FILE", help="The library file (or set DIGEST_LIBRARY)."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding", metavar="NAME", help="Encoding of the files of --from, when it is not found."
        ),
    ] = None,
    reader: Annotated[
        str | None,
        typer.Option(
            "--reader", metavar="NAME", help="Format of the files of --from (see `digest formats`)."
        ),
    ] = None,
    color: Annotated[Color, typer.Option("--color", help="Colour on the terminal.")] = "auto",
) -> None: ...


_PARAMETERS = tuple(
    parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
    for parameter in inspect.signature(_selecting_options, eval_str=True).parameters.values()
)


def selecting(command: Callable[..., None], *, without: Collection[str] = ()) -> Callable[..., None]:
    """Give `command`, whose first parameter is an `Asked`, the selecting options; `without` names some."""
    taken = [parameter for parameter in _PARAMETERS if parameter.name not in without]
    absent = {parameter.name: parameter.default for parameter in _PARAMETERS if parameter.name in without}

    def run(**values: Any) -> None:
        given = {parameter.name: values.pop(parameter.name) for parameter in taken}
        command(_asked(given | absent), **values)

    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
    own = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
    run.__signature__ = inspect.Signature([*own, *taken])  # type: ignore[attr-defined]
    run.__doc__ = command.__doc__
    return run


def query_of(words: list[str]) -> Node:
    """Return the query made of `words`, which may name saved ones. Raises QueryError."""
    from digestcli.config import watches
    from digestcli.query.parser import parse

    return parse(" ".join(map(as_text, words)), watches())


def as_text(argument: str) -> str:
    """Return an argument as the UTF-8 it was typed in, whatever Python took the locale for."""
    if argument.isascii():
        return argument
    from digestcli import source  # 5 ms, and most arguments are ASCII

    return source.as_text(argument)


def _asked(given: dict[str, Any]) -> Asked:
    from digestcli.config import value_of
    from digestcli.periods import first_day, last_day

    selection = Selection(
        categories=tuple(map(as_text, given["category"] or ())),
        any_category=given["any_category"],
        digests=tuple(map(as_text, given["digest"] or ())),
        since=first_day(given["since"]),
        until=last_day(given["until"]),
        authors=tuple(map(as_text, given["author"] or ())),
        kind=given["kind"] or "",
        new=given["new"],
    )
    return Asked(
        selection,
        tuple(given["from_"] or ()),
        given["encoding"],
        given["reader"],
        given["library"],
        value_of("lang", given["lang"]).text,
        value_of("script", given["script"]).text,
        given["color"],
    )
