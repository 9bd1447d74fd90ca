"""What the library holds, counted by SQLite: days, authors, languages, issues and repairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from digestcli.library.select import Selection, condition
from digestcli.library.store import Library

Counts = list[tuple[str, int]]
"""Names, each with how many there are."""

_TEXTS = "'$.title.zh', '$.title.en', '$.tldr.zh', '$.tldr.en'"


def totals(library: Library, selection: Selection) -> tuple[int, int]:
    """Return how many entries `selection` lets through, and of how many papers."""
    where, values = condition(library, selection)
    sql = f"SELECT count(*), count(DISTINCT e.paper) FROM entry e WHERE {where}"
    entries, papers = library.connection.execute(sql, values).fetchone()
    return entries, papers


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
