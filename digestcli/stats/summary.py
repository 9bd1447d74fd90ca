"""All statistics of one selection, in one value."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from digestcli.library import counts
from digestcli.library.counts import Counts
from digestcli.library.select import Selection
from digestcli.library.store import Library
from digestcli.stats.words import Rise, TextsOf, rising

_DAYS = 30


@dataclass(frozen=True, slots=True)
class Summary:
    """What `digest stats` shows; `words` are of the entries since `since`, beside so many `before`."""

    entries: int
    papers: int
    days: Counts
    categories: Counts
    authors: Counts
    since: str
    words: list[Rise]
    recent: int
    before: int
    languages: Counts
    issues: Counts
    repairs: Counts


def summarise(library: Library, selection: Selection, *, most: int) -> Summary:
    """Count what `selection` lets through; authors and words are the `most` that stand out.

    See `times` for when words rise.
    """
    since, now, before = times(selection, counts.newest_date(library))
    words, recent, earlier = (
        rising(
            TextsOf(lambda: counts.texts(library, now)), TextsOf(lambda: counts.texts(library, before)), most
        )
        if since
        else ([], 0, 0)
    )
    entries, papers = counts.totals(library, selection)
    return Summary(
        entries,
        papers,
        counts.days(library, selection),
        [(code, number) for code, _, _, number in counts.category_counts(library, selection) if code],
        counts.authors(library, selection, most),
        since,
        words,
        recent,
        earlier,
        counts.languages(library, selection),
        counts.issues(library, selection),
        counts.repairs(library, selection),
    )


class Times(NamedTuple):
    """When words rise: since a date, '' where there is none, and what is selected then and before."""

    since: str
    now: Selection
    before: Selection


def times(selection: Selection, newest: str) -> Times:
    """Return the time from the selection's `since`, else the 30 days that end with `newest`.

    Beside it stands all that is earlier and passes the other filters.
    """
    since = selection.since or _days_before(newest)
    before = selection._replace(since="", until=_day_before(since), digests=())
    return Times(since, selection._replace(since=since), before)


def _days_before(date: str) -> str:
    """Return the first of the last 30 days that end with `date`."""
    if not date:
        return ""
    return (datetime.date.fromisoformat(date) - datetime.timedelta(_DAYS - 1)).isoformat()


def _day_before(since: str) -> str:
    """Return the last day before a date, or before the first day of a month or a year."""
    if not since:
        return ""
    first = since + "-01-01"[len(since) - 4 :] if len(since) < 10 else since
    return (datetime.date.fromisoformat(first) - datetime.timedelta(1)).isoformat()
