"""Watch lists: the papers of a day, by the saved queries that they match."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from digestcli.library.search import Hit, search
from digestcli.library.select import Selection, papers
from digestcli.library.store import Library
from digestcli.query.tree import And, Node


class Watched(NamedTuple):
    """A watch with the papers that match it, each once; `papers` counts those beyond the limit too."""

    name: str
    query: Node
    hits: list[Hit]
    papers: int


def newest_day(library: Library, selection: Selection) -> Selection:
    """Narrow `selection` to the latest date that any digest has, unless it names digests or dates.

    Where no digest has a date, the one that was added last counts.
    """
    if selection.digests or selection.since or selection.until or library.is_empty():
        return selection
    (day,) = library.connection.execute("SELECT max(date) FROM digest").fetchone()
    return selection._replace(digests=(day or "latest",))


def watched(
    library: Library, watches: Mapping[str, Node], selection: Selection, *, sort: str = "date"
) -> Iterator[Watched]:
    """Yield each of `watches` (name -> query) with the papers of `selection` that match it.

    The limit of `selection` holds for each watch; `sort` is one of select.ORDERS.
    """
    for name, query in watches.items():
        both = And((selection.query, query)) if selection.query else query
        hits = list(search(library, both, selection._replace(query=None), sort=sort))
        yield Watched(name, query, hits, len(papers(library, selection._replace(query=both))))
