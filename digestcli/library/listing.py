"""A long list, of which a person sees a screen at a time: row ids of all, whole entries of a few.

200,000 row ids take 1.6 MB, and SQLite gives them from an index in 60 ms; the entries of a screen are
fetched when they are shown.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from digestcli.library.select import ORDERS, Selection, condition, entry_of
from digestcli.library.state import State, state_of
from digestcli.library.store import Library
from digestcli.model import Entry
from digestcli.query.tree import asks_for_marks

_CHUNK = 2_000


class Row(NamedTuple):
    """An entry of a list, its paper and what a person made of that."""

    entry: Entry
    paper: int
    state: State


class Count(NamedTuple):
    """How many entries of a category there are, and of how many the paper is unread."""

    category: str
    entries: int
    unread: int


def entry_ids(library: Library, selection: Selection) -> array[int]:
    """Return the row ids of the entries that `selection` lets through, newest digest first, as printed."""
    where, values = condition(library, selection)
    sql = f"SELECT e.id FROM entry e WHERE {where} ORDER BY {ORDERS['date']}"
    return array("q", (number for (number,) in library.connection.execute(sql, values)))


def rows(library: Library, numbers: Sequence[int]) -> list[Row | None]:
    """Return the entries with these row ids, None for one that has been removed since."""
    return [_row(library, number) for number in numbers]


def marked_anew(library: Library, numbers: Sequence[int], known: Sequence[Row | None]) -> list[Row | None]:
    """Return rows as `rows` would, where `known` are those of a moment ago: only marks may have changed."""
    return [_row(library, number, row) for number, row in zip(numbers, known, strict=True)]


def _row(library: Library, number: int, known: Row | None = None) -> Row | None:
    found = library.connection.execute("SELECT paper FROM entry WHERE id = ?", (number,)).fetchone()
    if found is None:
        return None
    (paper,) = found
    entry = known.entry if known else entry_of(library, number)
    return Row(entry, paper, state_of(library.connection, paper))


def papers_of(library: Library, numbers: Sequence[int]) -> list[int]:
    """Return the papers of the entries with these row ids, each once; removed entries have none."""
    sql = "SELECT paper FROM entry WHERE id = ?"
    found = (library.connection.execute(sql, (number,)).fetchone() for number in numbers)
    return list(dict.fromkeys(row[0] for row in found if row))


def first_unread(library: Library, numbers: Sequence[int]) -> int | None:
    """Return the place of the first of these row ids whose paper is unread."""
    sql = (
        "SELECT j.key FROM json_each(?) j JOIN entry e ON e.id = j.value JOIN paper p ON p.id = e.paper"
        " WHERE p.read = 0 LIMIT 1"
    )
    for start in range(0, len(numbers), _CHUNK):
        some = json.dumps(list(numbers[start : start + _CHUNK]))
        found = library.connection.execute(sql, (some,)).fetchone()
        if found:
            return start + int(found[0])
    return None


def unread_counts(library: Library, selection: Selection, known: Sequence[Count] = ()) -> list[Count]:
    """Return the count of each category of what `selection` lets through, the largest category first.

    `known` are its counts of a moment ago, where something was only marked since: then how many entries
    there are is not counted again, unless the query asks how papers are marked.
    """
    where, values = condition(library, selection)
    grouped = f"SELECT c.code, sum(n) FROM (SELECT e.category, count(*) AS n FROM entry e WHERE {where}"
    by_code = "GROUP BY e.category) JOIN category c ON c.id = category GROUP BY c.code"
    if known and not (selection.query and asks_for_marks(selection.query)):
        every = {one.category: one.entries for one in known}
    else:
        every = dict(library.connection.execute(f"{grouped} {by_code}", values))
    unread_only = "AND e.paper IN (SELECT id FROM paper WHERE read = 1)"
    read = dict(library.connection.execute(f"{grouped} {unread_only} {by_code}", values))
    counts = (Count(code, entries, entries - read.get(code, 0)) for code, entries in every.items())
    return sorted(counts, key=lambda one: (-one.entries, one.category))
