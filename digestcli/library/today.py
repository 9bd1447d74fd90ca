"""The newest digests at a glance: what is new in each, what the watch lists find first, what is unread.

A digest's kind is the format it is in: the newest of each is looked at. `today` and `next` go through
the entries in the same order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from digestcli.library.select import Found, Selection, count, entry_of, selected
from digestcli.library.state import State, state_of
from digestcli.library.store import Library, Stored
from digestcli.model import Entry
from digestcli.query.tree import And, Node, Term

_UNREAD = Term("unread", "is")


class Line(NamedTuple):
    """An entry, its paper and that paper's state, and the watches that find it."""

    entry: Entry
    paper: int
    state: State
    watches: tuple[str, ...]


class Overview(NamedTuple):
    """A digest at a glance: its entries, those that a watch finds first; how many stand in no earlier one."""

    digest: Stored
    lines: list[Line]
    new: int

    @property
    def unread(self) -> int:
        """How many entries are of papers that are not read."""
        return sum(not line.state.read for line in self.lines)

    @property
    def categories(self) -> list[tuple[str, int]]:
        """The categories with the number of their entries, the largest first."""
        return Counter(line.entry.category for line in self.lines if line.entry.category).most_common()


def newest_digests(library: Library, selection: Selection) -> list[Stored]:
    """Return the newest digest of each kind, the newest first; or those that `selection` names.

    Where it has dates, all digests of these. Raises NoMatch.
    """
    if selection.digests:
        return [stored for name in selection.digests for stored in library.named(name)]
    sql = "SELECT reader, key, coalesce(date, '') FROM digest ORDER BY date DESC, id DESC"
    rows = list(library.connection.execute(sql))
    if selection.since or selection.until:
        since, until = selection.since, selection.until
        keys = [key for _, key, date in rows if since <= date and date[: len(until)] <= (until or date)]
    else:
        newest = {reader: key for reader, key, _ in reversed(rows)}
        keys = [key for reader, key, _ in rows if newest[reader] == key]
    return [library.digest(key) for key in keys]


def overviews(library: Library, watches: Mapping[str, Node], selection: Selection) -> Iterator[Overview]:
    """Yield the newest digests with the entries that `selection` lets through, if there are any."""
    for digest in newest_digests(library, selection):
        narrowed = selection._replace(digests=(digest.digest.key,))
        lines = list(_lines(library, watches, narrowed))
        if lines:
            yield Overview(digest, lines, count(library, narrowed._replace(new=True)))


def _lines(library: Library, watches: Mapping[str, Node], selection: Selection) -> Iterator[Line]:
    found = _watched(library, watches, selection)
    rows = list(selected(library, selection))
    order = list(watches)
    rows.sort(key=lambda row: order.index(found[row[0]][0]) if row[0] in found else len(order))
    for number, paper in rows:
        state = state_of(library.connection, paper)
        yield Line(entry_of(library, number), paper, state, tuple(found.get(number, ())))


def _watched(library: Library, watches: Mapping[str, Node], selection: Selection) -> dict[int, list[str]]:
    """Return the row ids of what the watches find, each with their names."""
    found: dict[int, list[str]] = {}
    for name, query in watches.items():
        for number, _ in selected(library, selection._replace(query=_both(selection.query, query))):
            found.setdefault(number, []).append(name)
    return found


def _both(one: Node | None, other: Node) -> Node:
    return And((one, other)) if one else other


def unread(library: Library, watches: Mapping[str, Node], selection: Selection) -> Iterator[Found]:
    """Yield the papers that are not read, each once: those of the newest digests, then older ones."""
    seen: set[int] = set()
    for found in _unread(library, watches, selection):
        if found.paper not in seen:
            seen.add(found.paper)
            yield found


def _unread(library: Library, watches: Mapping[str, Node], selection: Selection) -> Iterable[Found]:
    for one in overviews(library, watches, selection):
        yield from (Found(line.entry, line.paper) for line in one.lines if not line.state.read)
    for number, paper in selected(library, selection._replace(query=_both(selection.query, _UNREAD))):
        yield Found(entry_of(library, number), paper)
