"""`digest tag`: tags on papers, `+name` and `-name`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated

import typer
from typer.core import TyperCommand

from digestcli.cli.marking import ByQuery, LibraryFile, change_papers
from digestcli.cli.options import as_text
from digestcli.errors import UsageError
from digestcli.library.state import Change, tag_name
from digestcli.text.fold import fold_label
from digestcli.ui import say

_PLUS, _MINUS = "+＋", "-－"


class CommandClass(TyperCommand):
    """A command that takes `-name` as a tag to remove, where others have short options.

    Only `-h` is left as it is, and what follows an option that takes a value.
    """

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Parse with `--remove=name` in place of `-name`."""
        valued = {name for one in self.params if not getattr(one, "is_flag", True) for name in one.opts}
        return super().parse_args(ctx, list(_spelled_out(args, valued)))


def _spelled_out(args: list[str], valued: set[str]) -> Iterator[str]:
    rest = iter(args)
    for arg in rest:
        if arg == "--":
            yield from (arg, *rest)
        elif arg in valued:
            yield from (arg, *islice(rest, 1))
        elif len(arg) > 1 and arg[0] == "-" and arg[1] != "-" and arg != "-h":
            yield f"--remove={arg[1:]}"
        else:
            yield arg


def run(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF|+TAG|-TAG]...",
            help="References as `show` takes them, - is stdin; tags to add and to remove.",
            show_default=False,
        ),
    ] = None,
    add: Annotated[list[str] | None, typer.Option("--add", metavar="TAG", help="The same as +TAG.")] = None,
    remove: Annotated[
        list[str] | None, typer.Option("--remove", metavar="TAG", help="The same as -TAG.")
    ] = None,
    query: ByQuery = None,
    library: LibraryFile = None,
) -> None:
    """Tag papers, wherever they appear: +name adds a tag, -name removes it.

    Examples: digest tag 47 2002.08953 +todo -later; digest tag --query 'author:preskill' '+to read'
    """
    references: list[str] = []
    adding, removing = list(map(as_text, add or ())), list(map(as_text, remove or ()))
    for word in words or ():
        sign = word[:1] if len(word) > 1 else ""
        into = adding if sign and sign in _PLUS else removing if sign and sign in _MINUS else references
        into.append(word if into is references else as_text(word[1:]))
    wanted = Change(add=_names(adding), remove=_names(removing))
    if wanted == Change():
        raise UsageError(say("no tags to add or to remove"), say("write +name or -name"))
    both = set(map(fold_label, wanted.add)) & set(map(fold_label, wanted.remove))
    if both:
        raise UsageError(say("the tag {name!r} is both added and removed", name=min(both)))
    change_papers(references, query, library, wanted)


def _names(given: list[str]) -> tuple[str, ...]:
    names = tuple(map(tag_name, given))
    if not all(map(fold_label, names)):
        raise UsageError(say("a tag without a name"), say("write it right after the sign: +name, -name"))
    return names
