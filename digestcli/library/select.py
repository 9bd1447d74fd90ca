"""Which entries a person asked for: filters, a query and references, as SQL with bound values only."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from digestcli.errors import NoMatch
from digestcli.library.store import Library
from digestcli.model import Entry, Text
from digestcli.record import from_record
from digestcli.text.visible import without_surrogates
from digestcli.ui import say

if TYPE_CHECKING:
    from digestcli.library.filters import Clause
    from digestcli.query.tree import Node

_NEWEST = "e.day DESC, e.digest DESC, e.position"
_CODE = "(SELECT code FROM category WHERE id = e.category)"
_TITLE = "(SELECT title_key(json_extract(r.json, '$.title')) FROM record r WHERE r.entry = e.id)"
ORDERS = {
    "date": _NEWEST,
    "number": f"e.number, {_NEWEST}",
    "title": f"{_TITLE}, {_NEWEST}",
    "category": f"{_CODE}, {_NEWEST}",
}
"""Ways to sort that the library does by itself; see `order_by`."""

_NAMED = 5  # so many of the other entries with a number are named
_MOST = 2**63 - 1  # SQLite's largest whole number


class Selection(NamedTuple):
    """The filters of a command; all must hold. Dates are inclusive ISO prefixes."""

    categories: tuple[str, ...] = ()
    any_category: bool = False
    digests: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    authors: tuple[str, ...] = ()
    kind: str = ""
    new: bool = False
    query: Node | None = None
    limit: int | None = None


class Appearance(NamedTuple):
    """One digest in which a paper stands."""

    digest: str
    number: int
    date: str | None


class Placed(NamedTuple):
    """An entry, and the row id of the paper that it is about."""

    entry: Entry
    paper: int


class Found(NamedTuple):
    """An entry that a reference means, and its paper; `also` names the next with that number, if `more`."""

    entry: Entry
    paper: int
    also: tuple[str, ...] = ()
    more: bool = False


def select(library: Library, selection: Selection, *, order: str = "date") -> Iterator[Entry]:
    """Yield the entries that `selection` lets through, by default newest digest first, as printed.

    `order` is one of ORDERS. Raises NoMatch for a digest that is not there.
    """
    for record in select_records(library, selection, order=order):
        yield from_record(json.loads(record))


def select_records(library: Library, selection: Selection, *, order: str = "date") -> Iterator[str]:
    """Yield the same entries as records in JSON."""
    for number, _ in selected(library, selection, order):
        yield _record(library, number)


def placed(library: Library, selection: Selection, *, order: str = "date") -> Iterator[Placed]:
    """Yield the same entries, each with its paper."""
    for number, paper in selected(library, selection, order):
        yield Placed(entry_of(library, number), paper)


def selected(library: Library, selection: Selection, order: str = "date") -> Iterator[tuple[int, int]]:
    """Yield the row ids of the same entries and of their papers."""
    where, values = condition(library, selection)
    limit = "" if selection.limit is None else f" LIMIT {min(selection.limit, _MOST)}"
    sql = f"SELECT e.id, e.paper FROM entry e WHERE {where} ORDER BY {order_by(library, order)}{limit}"
    return library.connection.execute(sql, values)


def papers(library: Library, selection: Selection) -> list[int]:
    """Return the row ids of the papers that `selection` lets through, each once, in their order."""
    where, values = condition(library, selection)
    sql = f"SELECT DISTINCT e.paper FROM entry e WHERE {where} ORDER BY e.paper"
    rows = library.connection.execute(sql, values)
    return [paper for (paper,) in rows]


def _record(library: Library, number: int) -> str:
    """Return a record by its row id; one by one, so that a sort moves numbers only."""
    row = library.connection.execute("SELECT json FROM record WHERE entry = ?", (number,)).fetchone()
    return str(row[0])


def order_by(library: Library, order: str) -> str:
    """Return the expression of one of ORDERS, with what it needs made known to SQLite."""
    if order == "title":
        library.connection.create_function("title_key", 1, _title_key, deterministic=True)
    return ORDERS[order]


def _title_key(record: str) -> str:
    return title_key(Text.of(json.loads(record)))


def title_key(title: Text) -> str:
    """Return what a title is sorted by: its words, without case and accents; no title comes last."""
    from digestcli.text.tokens import words

    return words(title.first("en", "zh")) or "\U0010ffff"


def entry_of(library: Library, number: int) -> Entry:
    """Return the entry with the row id `number`."""
    return from_record(json.loads(_record(library, number)))


def count(library: Library, selection: Selection) -> int:
    """Return how many entries `selection` lets through."""
    where, values = condition(library, selection)
    row = library.connection.execute(f"SELECT count(*) FROM entry e WHERE {where}", values)
    return int(row.fetchone()[0])


def condition(library: Library, selection: Selection) -> tuple[str, list[object]]:
    """Return what all filters of `selection` ask of `entry e`, with the values for its marks."""
    clauses: list[str] = []
    values: list[object] = []

    def add(sql: str, *some: object) -> None:
        clauses.append(f"({sql})")
        values.extend(some)

    for one in _filters(library.connection, selection):
        add(one.sql, *one.values)
    if selection.digests:
        keys = [one.digest.key for name in selection.digests for one in library.named(name)]
        marks = ", ".join("?" * len(keys))
        add(f"e.digest IN (SELECT id FROM digest WHERE key IN ({marks}))", *keys)
    if selection.since:
        add("e.date >= ?", selection.since)
    if selection.until:
        add("substr(e.date, 1, ?) <= ?", len(selection.until), selection.until)
    if selection.kind:
        add("e.kind = ?", selection.kind)
    return " AND ".join(clauses) or "1", values


def _filters(db: sqlite3.Connection, selection: Selection) -> Iterator[Clause]:
    """Yield the conditions that need a look at the library; a list without filters imports none."""
    if selection.categories or selection.authors or selection.new:
        from digestcli.library import filters

        if selection.categories:
            yield filters.categories(db, selection.categories, any_category=selection.any_category)
        for name in selection.authors:
            yield filters.author(db, name)
        if selection.new:
            yield filters.NEW
    if selection.query:
        from digestcli.library.match import clause

        yield clause(db, selection.query)


def find(library: Library, reference: str, selection: Selection) -> list[Found]:
    """Return what a reference means: a number, KEY:number, an arXiv id, a DOI, or a URL.

    A number means the entry of the newest digest that has it; other references give one entry,
    of the newest digest the paper stands in. Raises NoMatch.
    """
    text = without_surrogates(reference.strip())
    if re.fullmatch(r"[0-9]{1,9}", text):
        rows = _numbered(library, selection, int(text))
        if rows:
            also = _places(library, [row for row, _ in rows[1 : _NAMED + 1]])
            return [_found(library, rows[0])._replace(also=also, more=len(rows) > _NAMED + 1)]
        raise NoMatch(say("no entry has the number {text}", text=text), say("see `digest list`"))
    key, _, number = text.rpartition(":")
    if number.isdecimal() and key and len(number) < 10:
        rows = (
            _rows(library, Selection(digests=(key,)), "e.number = ?", int(number))
            if _is_digest(library, key)
            else []
        )
        if rows:
            return [_found(library, row) for row in rows]
    from digestcli.library.papers import names_meant  # 4 ms, and most references are numbers

    named = ("e.paper IN (SELECT paper FROM paper_name WHERE name = ?)", "e.url = ?")
    for clause, value in (*((named[0], name) for name in names_meant(text)), (named[1], text)):
        rows = _rows(library, selection, clause, value)
        if rows:
            return [_found(library, rows[0])]
    raise NoMatch(
        say("nothing matches {reference!r}", reference=reference),
        say("a number, KEY:number, an arXiv id, a DOI or a URL"),
    )


def _is_digest(library: Library, name: str) -> bool:
    try:
        library.digest(name)
    except NoMatch:
        return False
    return True


def _found(library: Library, row: tuple[int, int]) -> Found:
    number, paper = row
    return Found(entry_of(library, number), paper)


def _places(library: Library, rows: list[int]) -> tuple[str, ...]:
    sql = "SELECT d.key, e.number FROM entry e JOIN digest d ON d.id = e.digest WHERE e.id = ?"
    found = (library.connection.execute(sql, (row,)).fetchone() for row in rows)
    return tuple(f"{key}:{number}" for key, number in found)


def _rows(library: Library, selection: Selection, clause: str, value: object) -> list[tuple[int, int]]:
    """Return row ids of what both `selection` and `clause` let through, and of their papers; newest first."""
    where, values = condition(library, selection)
    sql = f"SELECT e.id, e.paper FROM entry e WHERE {clause} AND {where} ORDER BY {_NEWEST}"
    return list(library.connection.execute(sql, (value, *values)))


def _numbered(library: Library, selection: Selection, number: int) -> list[tuple[int, int]]:
    """Return the same of the newest entries with a number: digest by digest, so that a few are enough."""
    where, values = condition(library, selection)
    sql = (
        "SELECT e.id, e.paper FROM digest d CROSS JOIN entry e ON e.digest = d.id AND e.number = ?"
        f" WHERE {where} ORDER BY d.date DESC, d.id DESC, e.position LIMIT {_NAMED + 2}"
    )
    return list(library.connection.execute(sql, (number, *values)))


def appearances(library: Library, paper: int) -> list[Appearance]:
    """Return every digest in which the paper with the row id `paper` stands, the newest first."""
    rows = library.connection.execute(
        "SELECT d.key, e.number, d.date FROM entry e JOIN digest d ON d.id = e.digest"
        f" WHERE e.paper = ? ORDER BY {_NEWEST}",
        (paper,),
    )
    return [Appearance(*row) for row in rows]
