"""What a person wants to see: filters, a category and the words they search, as one selection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from digestcli.library.select import Selection
from digestcli.query.parser import parse
from digestcli.query.tree import EVERYTHING, VALUES, And, Node, Term
from digestcli.text.visible import one_line
from digestcli.ui import messages, say, text


class Wanted(NamedTuple):
    """What the list shall hold: all of it must hold.

    `base` is what the command line says; `filters` are queries, `text` is the one that is typed; `saved`
    are the queries that `@name` stands for.
    """

    base: Selection = Selection()
    filters: tuple[str, ...] = ()
    category: str | None = None
    text: str = ""
    saved: Mapping[str, str] = {}

    def selection(self, *, within_category: bool = True, open_ended: bool = False) -> Selection:
        """Return what the library is asked; `open_ended` takes the last word for a beginning.

        Raises QueryError.
        """
        text = self.text.rstrip() + "*" * open_ended
        nodes = [parse(one, self.saved) for one in (*self.filters, text)]
        if within_category and self.category is not None:
            nodes.append(Term(self.category, "category"))
        held: list[Node] = [node for node in nodes if node != EVERYTHING]
        if not held:
            return self.base
        return self.base._replace(query=held[0] if len(held) == 1 else And(tuple(held)))

    def may_be_unfinished(self) -> bool:
        """Tell whether the text ends in a word that may go on."""
        return self.text[-1:].isalnum()

    def toggled(self, choice: str) -> Wanted:
        """Return the same with a filter, or without it; some exclude each other."""
        if choice in self.filters:
            return self._replace(filters=tuple(one for one in self.filters if one != choice))
        others = (one for one in self.filters if _group(one) != _group(choice) or _group(one) == "tag")
        return self._replace(filters=(*others, choice))

    def shown(self) -> list[str]:
        """Return what it consists of beside the command line's, each safe to show."""
        category = [] if self.category is None else [self.category or say("(no category)")]
        return [one_line(part) for part in (*category, *self.filters, self.text) if part]


class Choice(NamedTuple):
    """A filter to choose: a query, and what it means."""

    query: str
    help: str


_STATES = tuple(
    zip(
        ("unread", "starred", "new", "noted", "read"),
        messages("not read yet", "with a star", "in no earlier digest", "with a note", "read"),
        strict=True,
    )
)
_AGES = tuple(
    zip(
        ("1d", "7d", "1m"),
        messages("of yesterday and today", "of the last 7 days", "of the last month"),
        strict=True,
    )
)


def choices(tags: list[tuple[str, int]], saved: Mapping[str, str]) -> list[Choice]:
    """Return the filters there are, for these tags (name, papers) and saved queries."""
    found = [Choice(f"is:{name}", text(said)) for name, said in _STATES]
    found.append(Choice("digest:latest", say("in the newest digest")))
    found += [Choice(f"since:{age}", text(said)) for age, said in _AGES]
    found += [Choice(f"kind:{kind}", "") for kind in VALUES["kind"]]
    found += [Choice(f"@{name}", one_line(query)) for name, query in saved.items() if not name.split()[1:]]
    found += [Choice(tagged(name), f"{papers}") for name, papers in tags if '"' not in name]
    return found


def tagged(name: str) -> str:
    """Return the query for a tag."""
    return f'tag:"{name}"'


def _group(query: str) -> str:
    """Return what a filter is about; `is:read` and `is:unread` are about the same, `is:new` is not."""
    field, _, value = query.partition(":")
    return field if field != "is" else f"is:{value.removeprefix('un')}"
