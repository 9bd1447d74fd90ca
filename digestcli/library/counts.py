"""What the library holds, counted by SQLite: categories, days, authors, languages, issues and repairs."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain
from threading import Thread

from digestcli.errors import DigestError
from digestcli.library.select import Selection, condition
from digestcli.library.store import MEMORY, Library

Counts = list[tuple[str, int]]
"""Names, each with how many there are."""
_Numbers = list[tuple[int, int]]
_LARGE = 200_000
"""Entries from which on a second connection saves more than it costs to open."""
_CATEGORIES = "SELECT id, code, zh, en FROM category"
_MATCHING = (
    "SELECT e.category, count(*) FROM search s CROSS JOIN entry e ON e.id = s.rowid"
    " WHERE search MATCH ? AND ({}) AND s.rowid BETWEEN ? AND ? GROUP BY 1"
)
"""Matches come in the order of entries; asking for each entry whether it matches takes half as long again."""

_TEXTS = "'$.title.zh', '$.title.en', '$.tldr.zh', '$.tldr.en'"


def totals(library: Library, selection: Selection) -> tuple[int, int]:
    """Return how many entries `selection` lets through, and of how many papers."""
    where, values = condition(library, selection)
    sql = f"SELECT count(*), count(DISTINCT e.paper) FROM entry e WHERE {where}"
    entries, papers = library.connection.execute(sql, values).fetchone()
    return entries, papers


def category_counts(library: Library, selection: Selection) -> list[tuple[str, str, str, int]]:
    """Return (category, zh label, en label, entries) for each category, the largest first."""
    found: Counter[str] = Counter()
    labels: dict[str, tuple[str, str]] = {}
    known = {number: names for number, *names in library.connection.execute(_CATEGORIES)}
    for number, entries in _by_category(library, selection):
        code, zh, en = known[number]
        found[code] += entries
        labels[code] = max(labels.get(code, ("", ""))[0], zh), max(labels.get(code, ("", ""))[1], en)
    largest = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [(code, *labels[code], entries) for code, entries in largest]


def _by_category(library: Library, selection: Selection) -> _Numbers:
    """Return the row ids of categories, each with how many entries; one may come twice."""
    if selection.query and not selection.any_category:
        from digestcli.library.match import fts

        text = fts(library.connection, selection.query)
        if text:
            where, values = condition(library, selection._replace(query=None))
            return _in_halves(library, _MATCHING.format(where), (text, *values))
    where, values = condition(library, selection)
    pairs = f"SELECT e.category AS id, e.id AS entry FROM entry e WHERE {where}"
    if selection.any_category:
        pairs += (
            f" UNION SELECT l.category, l.entry FROM entry e JOIN listed l ON l.entry = e.id WHERE {where}"
        )
        values = [*values, *values]
    return library.connection.execute(f"SELECT id, count(*) FROM ({pairs}) GROUP BY id", values).fetchall()


def _in_halves(library: Library, sql: str, values: tuple[object, ...]) -> _Numbers:
    """Return the rows of a query whose last two marks are the first and the last row id of a range.

    In a large library two threads count, for SQLite leaves Python's lock while it works: the other one has
    a connection of its own, which may see a digest more or less where one is added just now.
    """
    (last,) = library.connection.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()
    middle = last // 2 if last >= _LARGE and library.path != MEMORY else last
    second: list[_Numbers] = []

    def count_second() -> None:
        with suppress(DigestError, sqlite3.Error), Library(library.path, to_read=True) as other:
            second.append(other.connection.execute(sql, (*values, middle + 1, last)).fetchall())

    thread = Thread(target=count_second, daemon=True)
    if middle < last:
        thread.start()
    first = library.connection.execute(sql, (*values, 0, middle)).fetchall()
    if middle < last:
        thread.join()
        if not second:
            second.append(library.connection.execute(sql, (*values, middle + 1, last)).fetchall())
    return [*first, *chain.from_iterable(second)]


def days(library: Library, selection: Selection) -> Counts:
    """Return the dates of digests with the papers of each, the oldest first; '' for none."""
    sql = "SELECT e.day, count(DISTINCT e.paper) FROM entry e WHERE {} GROUP BY 1 ORDER BY 1"
    return _counted(library, selection, sql)


def authors(library: Library, selection: Selection, most: int) -> Counts:
    """Return the authors of most papers, as their names are printed."""
    sql = (
        "SELECT a.value, count(DISTINCT e.paper) FROM entry e JOIN record r ON r.entry = e.id,"
        " json_each(r.json, '$.authors') a WHERE {} GROUP BY 1 ORDER BY 2 DESC, 1"
        f" LIMIT {most:d}"
    )
    return _counted(library, selection, sql)


def languages(library: Library, selection: Selection) -> Counts:
    """Return the languages and scripts that entries have texts in, the commonest first."""
    found: Counter[str] = Counter()
    sql = "SELECT e.languages, count(*) FROM entry e WHERE {} GROUP BY 1"
    for tags, count in _counted(library, selection, sql):
        found.update(dict.fromkeys(tags.split(), count))
    return commonest(found)


def issues(library: Library, selection: Selection) -> Counts:
    """Return the codes of issues, of entries and of their digests, the commonest first."""
    found: Counter[str] = Counter()
    of_entries = (
        "SELECT json_extract(i.value, '$.code'), count(*) FROM entry e JOIN record r ON r.entry = e.id,"
        " json_each(r.json, '$.issues') i WHERE e.issues > 0 AND ({}) GROUP BY 1"
    )
    of_digests = (
        "SELECT json_extract(i.value, '$.code'), count(*) FROM digest d, json_each(d.issues) i"
        " WHERE d.id IN (SELECT e.digest FROM entry e WHERE {}) GROUP BY 1"
    )
    for sql in (of_entries, of_digests):
        found.update(dict(_counted(library, selection, sql)))
    return commonest(found)


def repairs(library: Library, selection: Selection) -> Counts:
    """Return the rules by which the files of the digests were repaired, the commonest first."""
    sql = (
        "SELECT json_extract(p.value, '$[0]'), count(*) FROM original o, json_each(o.repairs) p"
        " WHERE o.digest IN (SELECT e.digest FROM entry e WHERE {}) GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return _counted(library, selection, sql)


def commonest(found: Mapping[str, int]) -> Counts:
    """Return counts from the largest, those of one size by name."""
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))


def _counted(library: Library, selection: Selection, sql: str) -> Counts:
    where, values = condition(library, selection)
    return list(library.connection.execute(sql.replace("{}", where), values))


def newest_date(library: Library) -> str:
    """Return the latest date of a digest that has day, month and year; '' where there is none."""
    sql = "SELECT max(date) FROM digest WHERE length(date) = 10"
    (found,) = library.connection.execute(sql).fetchone()
    return found or ""


def texts(library: Library, selection: Selection) -> Iterator[str]:
    """Yield the titles and one-line summaries of each entry, a line each."""
    where, values = condition(library, selection)
    sql = f"SELECT json_extract(r.json, {_TEXTS}) FROM entry e JOIN record r ON r.entry = e.id WHERE {where}"
    from json import loads

    for (found,) in library.connection.execute(sql, values):
        yield "\n".join(filter(None, loads(found)))
