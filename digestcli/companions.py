"""Entries of a Markdown digest completed by those of the JSON Lines it was made from.

Number, digest and place are those of the Markdown, everything else is that of the JSON Lines where they
have it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from digestcli.model import Entry, Text


def complete(entries: list[Entry], others: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the entries, each completed by the next of `others` that matches, and those left over.

    Entries match by eprint or by title; each of `others` completes one entry at most.
    """
    waiting: dict[str, deque[Entry]] = {}
    for other in others:
        for name in _matching(other):
            waiting.setdefault(name, deque()).append(other)
    used: set[int] = set()
    completed = []
    for entry in entries:
        candidates = (_next(waiting.get(name), used) for name in _matching(entry))
        found = next(filter(None, candidates), None)
        used.add(id(found))
        completed.append(_joined(entry, found) if found else entry)
    unique = {id(other): other for some in waiting.values() for other in some}
    return completed, [other for key, other in unique.items() if key not in used]


def _next(waiting: deque[Entry] | None, used: set[int]) -> Entry | None:
    """Return the first entry that is not used; those before it go."""
    while waiting and id(waiting[0]) in used:
        waiting.popleft()
    return waiting[0] if waiting else None


def _matching(entry: Entry) -> tuple[str, ...]:
    """Name an entry for matching: by its eprint, and by its title, for some layouts print no link."""
    title = " ".join(entry.title.first("en", "zh").split()).casefold()
    return (entry.id, title) if "arxiv" in entry.identifiers else (title,)


def _joined(entry: Entry, other: Entry) -> Entry:
    """Take number, digest and place from `entry`, the rest from `other`, and lose nothing."""
    told = {issue[:2] for issue in entry.issues}  # both were made of the same answers
    return other._replace(
        number=entry.number,
        digest=entry.digest,
        date=entry.date or other.date,
        category=other.category or entry.category,
        categories=other.categories or entry.categories,
        category_label=entry.category_label or other.category_label,
        title=_both(entry.title, other.title),
        authors=other.authors or entry.authors,
        pdf=other.pdf or entry.pdf,
        code=other.code or entry.code,
        comment=other.comment or entry.comment,
        venue=other.venue or entry.venue,
        tldr=_both(entry.tldr, other.tldr),
        motivation=_both(entry.motivation, other.motivation),
        method=_both(entry.method, other.method),
        result=_both(entry.result, other.result),
        conclusion=_both(entry.conclusion, other.conclusion),
        abstract=_both(entry.abstract, other.abstract),
        body=_both(entry.body, other.body),
        extra={**entry.extra, **other.extra},
        script=_script_of_both(entry.script, other.script),
        source=entry.source,
        issues=(*entry.issues, *(issue for issue in other.issues if issue[:2] not in told)),
    )


def _script_of_both(script: str | None, other: str | None) -> str | None:
    return other if script in (None, other) else "mixed" if other else script


def _both(text: Text, other: Text) -> Text:
    return other if text == other or not text else Text.of({**dict(text.items()), **dict(other.items())})
