"""Which entries a person asked for: filters and references, as SQL with bound values only."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from digestcli.errors import NoMatch
from digestcli.library.schema import folded
from digestcli.library.store import Library
from digestcli.model import Entry
from digestcli.record import from_record
from digestcli.text.visible import without_surrogates

_ORDER = "ORDER BY e.day DESC, e.digest DESC, e.position"

_MOST = 2**63 - 1  # SQLite's largest whole number
_CODE = "(SELECT code FROM category WHERE id = e.category)"


class Selection(NamedTuple):
    """The filters of a command; all must hold. Dates are inclusive ISO prefixes."""

    categories: tuple[str, ...] = ()
    any_category: bool = False
    digests: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    authors: tuple[str, ...] = ()
    kind: str = ""
    limit: int | None = None


class Appearance(NamedTuple):
    """One digest in which a paper stands."""

    digest: str
    number: int
    date: str | None


class Found(NamedTuple):
    """An entry that a reference means, and the other digests in which the number occurs."""

    entry: Entry
    also: tuple[str, ...] = ()


def select(library: Library, selection: Selection, *, by_category: bool = False) -> Iterator[Entry]:
    """Yield the entries that `selection` lets through, newest digest first, in printed order.

    With `by_category` the entries of one primary category stand together. Raises NoMatch
    for a digest that is not there.
    """
    where, values = _where(library, selection)
    limit = "" if selection.limit is None else f" LIMIT {min(selection.limit, _MOST)}"
    order = _ORDER.replace("BY ", f"BY {_CODE}, ") if by_category else _ORDER
    sql = f"SELECT e.record FROM entry e WHERE {where} {order}{limit}"
    for (record,) in library.connection.execute(sql, values):
        yield from_record(json.loads(record))


def count(library: Library, selection: Selection) -> int:
    """Return how many entries `selection` lets through."""
    where, values = _where(library, selection)
    row = library.connection.execute(f"SELECT count(*) FROM entry e WHERE {where}", values)
    return int(row.fetchone()[0])


def category_counts(library: Library, selection: Selection) -> list[tuple[str, str, str, int]]:
    """Return (category, zh label, en label, entries) for each category, the largest first."""
    where, values = _where(library, selection)
    if selection.any_category:
        source = "listed l JOIN entry e ON e.id = l.entry JOIN category c ON c.id = l.category"
    else:
        source = "entry e JOIN category c ON c.id = e.category"
    sql = (
        f"SELECT c.code, max(c.zh), max(c.en), count(DISTINCT e.id) AS entries FROM {source} WHERE {where}"
        " GROUP BY c.code ORDER BY entries DESC, c.code"
    )
    return list(library.connection.execute(sql, values))


def _where(library: Library, selection: Selection) -> tuple[str, list[object]]:
    clauses: list[str] = []
    values: list[object] = []

    def one_of(column: str, options: list[int]) -> None:
        clauses.append(f"{column} IN ({', '.join('?' * len(options))})")
        values.extend(options)

    if selection.categories:
        ids = _category_ids(library.connection, selection.categories)
        if selection.any_category:
            marks = ", ".join("?" * len(ids))
            clauses.append(f"e.id IN (SELECT entry FROM listed WHERE category IN ({marks}))")
            values.extend(ids)
        else:
            one_of("e.category", ids)
    if selection.digests:
        keys = [one.digest.key for name in selection.digests for one in library.named(name)]
        rows = (library.connection.execute("SELECT id FROM digest WHERE key = ?", (key,)) for key in keys)
        one_of("e.digest", [row.fetchone()[0] for row in rows])
    if selection.since:
        clauses.append("e.date >= ?")
        values.append(selection.since)
    if selection.until:
        clauses.append("substr(e.date, 1, ?) <= ?")
        values.extend((len(selection.until), selection.until))
    for author in selection.authors:
        clause, wanted = _by_author(library.connection, author)
        clauses.append(clause)
        values.extend(wanted)
    if selection.kind:
        clauses.append("e.kind = ?")
        values.append(selection.kind)
    return " AND ".join(clauses) or "1", values


def _by_author(db: sqlite3.Connection, author: str) -> tuple[str, tuple[str, ...]]:
    """Return what finds a part of a name as it is spelled, or its words in any order, and their values.

    The words must begin words of one name: `wei zhang` and `Zhang, W` both mean Wei Zhang.
    """
    from digestcli.library.authors import name_key, one_has, words

    whole = name_key(without_surrogates(author))
    parts = words(whole)
    if len(parts) < 2:
        return "instr(e.authors, ?) > 0", (whole,)
    db.create_function("one_has", 2, one_has, deterministic=True)
    each = " AND ".join(["instr(e.authors, ?) > 0"] * len(parts))
    return f"(instr(e.authors, ?) > 0 OR ({each} AND one_has(e.authors, ?)))", (whole, *parts, whole)


def _category_ids(db: sqlite3.Connection, patterns: tuple[str, ...]) -> list[int]:
    """Return the categories that any pattern means: a code, a group `cs.*`, or a label."""
    wanted = {folded(pattern) for pattern in patterns}
    groups = tuple(name[:-1] for name in wanted if name.endswith(".*"))
    return [
        number
        for number, names in db.execute("SELECT id, folded FROM category")
        if _is_wanted(names.split("\n"), wanted) or names.startswith(groups)
    ]


def _is_wanted(names: list[str], wanted: set[str]) -> bool:
    code, *labels = names
    return code in wanted or any(label in wanted for label in labels if label)


def find(library: Library, reference: str, selection: Selection) -> list[Found]:
    """Return what a reference means: a number, KEY:number, an arXiv id, a DOI, or a URL.

    A number means the entry of the newest digest that has it; other references give one entry,
    of the newest digest the paper stands in. Raises NoMatch.
    """
    text = without_surrogates(reference.strip())
    if re.fullmatch(r"[0-9]{1,9}", text):
        rows = _rows(library, selection, "e.number = ?", int(text))
        if rows:
            return [Found(rows[0], tuple(f"{row.digest}:{row.number}" for row in rows[1:]))]
        raise NoMatch(f"no entry has the number {text}", "see `digest list`")
    key, _, number = text.rpartition(":")
    if number.isdecimal() and key and len(number) < 10:
        rows = (
            _rows(library, Selection(digests=(key,)), "e.number = ?", int(number))
            if _is_digest(library, key)
            else []
        )
        if rows:
            return [Found(row) for row in rows]
    for clause, value in _names(text):
        rows = _rows(library, selection, clause, value)
        if rows:
            return [Found(rows[0])]
    raise NoMatch(f"nothing matches {reference!r}", "a number, KEY:number, an arXiv id, a DOI or a URL")


def _is_digest(library: Library, name: str) -> bool:
    try:
        library.digest(name)
    except NoMatch:
        return False
    return True


def _names(text: str) -> Iterator[tuple[str, str]]:
    from digestcli.identifiers import arxiv_id, doi, identify  # 4 ms, and most references are numbers

    eprint = arxiv_id(text) or identify(text).get("arxiv")
    if eprint:
        yield "e.paper = ?", f"arxiv:{eprint}"
    name = doi(text.removeprefix("doi:"))
    if name:
        yield "e.doi = ?", name
    yield "e.paper = ?", text
    yield "e.url = ?", text


def _rows(library: Library, selection: Selection, clause: str, value: object) -> list[Entry]:
    where, values = _where(library, selection)
    sql = f"SELECT e.record FROM entry e WHERE {clause} AND {where} {_ORDER}"
    return [
        from_record(json.loads(record)) for (record,) in library.connection.execute(sql, (value, *values))
    ]


def appearances(library: Library, entry: Entry) -> list[Appearance]:
    """Return every digest in which the paper of `entry` stands, the newest first."""
    rows = library.connection.execute(
        "SELECT d.key, e.number, d.date FROM entry e JOIN digest d ON d.id = e.digest WHERE e.paper = ?"
        " ORDER BY e.day DESC, e.digest DESC, e.position",
        (without_surrogates(entry.id),),
    )
    return [Appearance(*row) for row in rows]
