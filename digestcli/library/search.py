"""Ranked search: which papers fit a query best, each with the place it was found in.

bm25 with a weight for each column. Ranking looks at the RANKED entries that were added last: where
more match, older ones come after them in the order of their dates, so that a word that stands in
most papers costs no more than a rare one. With `everything` all matches are ranked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from digestcli.library.index import WEIGHTS
from digestcli.library.match import clause, fts
from digestcli.library.select import ORDERS, Selection, condition, entry_of, order_by
from digestcli.library.store import Library
from digestcli.model import Entry
from digestcli.query.tree import Node, Or, words_of

RANKED = 10_000


class Hit(NamedTuple):
    """An entry that was found, and its paper; `seen` tells in how many digests that stands."""

    entry: Entry
    seen: int
    paper: int


def search(
    library: Library, query: Node, selection: Selection, *, sort: str = "relevance", everything: bool = False
) -> Iterator[Hit]:
    """Yield the entries that match, each paper once, the best first.

    `selection` filters further; its limit counts papers. `sort` is 'relevance' or one of ORDERS.
    """
    seen: set[int] = set()
    numbers = (
        _ranked(library, query, selection, everything=everything)
        if sort == "relevance"
        else _sorted(library, query, selection, sort)
    )
    for number, paper in numbers:
        if selection.limit is not None and len(seen) >= selection.limit:
            return
        if paper not in seen:
            seen.add(paper)
            (times,) = library.connection.execute(
                "SELECT count(DISTINCT digest) FROM entry WHERE paper = ?", (paper,)
            ).fetchone()
            yield Hit(entry_of(library, number), times, paper)


def _sorted(library: Library, query: Node, selection: Selection, sort: str) -> Iterator[tuple[int, int]]:
    where, values = condition(library, selection._replace(query=query))
    sql = f"SELECT e.id, e.paper FROM entry e WHERE {where} ORDER BY {order_by(library, sort)}"
    yield from library.connection.execute(sql, values)


def _ranked(
    library: Library, query: Node, selection: Selection, *, everything: bool
) -> Iterator[tuple[int, int]]:
    """Yield (row id, paper) in the order of rank, then those that were not ranked."""
    wanted = words_of(query)
    if not wanted:
        yield from _sorted(library, query, selection, "date")
        return
    db = library.connection
    whole = fts(db, query)
    text = whole or fts(db, Or(tuple(wanted)))
    where, values = condition(library, selection if whole else selection._replace(query=query))
    bound = 0 if everything else _bound(library, text)
    weights = ", ".join(map(str, WEIGHTS))
    yield from db.execute(
        f"SELECT e.id, e.paper FROM search s JOIN entry e ON e.id = s.rowid"
        f" WHERE s.search MATCH ? AND s.rowid > ? AND {where} ORDER BY bm25(search, {weights}), e.id DESC",
        (text, bound, *values),
    )
    rest, more = clause(db, query), f"ORDER BY {ORDERS['date']}"
    unranked = (
        "e.id <= ?" if whole else "NOT (e.id > ? AND e.id IN (SELECT rowid FROM search WHERE search MATCH ?))"
    )
    given = (bound,) if whole else (bound, text)
    if bound or not whole:
        yield from db.execute(
            f"SELECT e.id, e.paper FROM entry e WHERE {unranked} AND ({rest.sql}) AND {where} {more}",
            (*given, *rest.values, *values),
        )


def _bound(library: Library, text: str) -> int:
    """Return the row id up to which matches are not ranked; 0 where all are."""
    row = library.connection.execute(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?", (text, RANKED)
    ).fetchone()
    return int(row[0]) if row else 0
