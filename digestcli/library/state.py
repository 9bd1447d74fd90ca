"""What a person did with papers: read, starred, tags and a note.

State belongs to a paper (papers.py), so that every appearance has it and no digest takes it along.
Whoever changes state does so inside a transaction of the library.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from digestcli.text.fold import fold_label
from digestcli.text.visible import without_surrogates


class State(NamedTuple):
    """The state of one paper; tags are in the order of their folded names."""

    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    note: str | None = None
    marked: str | None = None
    """When a person last changed it: UTC, ISO 8601 with microseconds; None for never."""


NO_STATE = State()


class Change(NamedTuple):
    """What shall become of a state: None leaves things as they are, '' removes the note."""

    read: bool | None = None
    starred: bool | None = None
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    note: str | None = None


def tag_name(text: str) -> str:
    """Return a tag as it is stored: on one line, without blanks around it; '' where nothing is left."""
    return " ".join(without_surrogates(text).split())


def changed(state: State, change: Change) -> State:
    """Return `state` after `change`; `marked` is the caller's business.

    Tags are compared folded: adding a tag that is there keeps its spelling.
    """
    tags = {fold_label(tag): tag for tag in state.tags}
    for tag in change.remove:
        tags.pop(fold_label(tag), None)
    for tag in change.add:
        tags.setdefault(fold_label(tag), tag)
    return state._replace(
        read=state.read if change.read is None else change.read,
        starred=state.starred if change.starred is None else change.starred,
        tags=tuple(tags[folded] for folded in sorted(tags)),
        note=state.note if change.note is None else change.note or None,
    )


def merge(one: State, other: State) -> State:
    """Return what two libraries know of a paper: the one that was marked later, with all tags of both.

    A later state without a note does not take the earlier one's away. The order of the two does not
    matter: where neither is later, what is set and the longer note count.
    """
    later, earlier = (one, other) if (one.marked or "") >= (other.marked or "") else (other, one)
    tags: dict[str, str] = {}
    for tag in (*one.tags, *other.tags):
        folded = fold_label(tag)
        tags[folded] = min(tag, tags.get(folded, tag))
    united = later._replace(
        tags=tuple(tags[folded] for folded in sorted(tags)), note=later.note or earlier.note
    )
    if later.marked != earlier.marked:
        return united
    notes = (one.note or "", other.note or "")
    return united._replace(
        read=one.read or other.read,
        starred=one.starred or other.starred,
        note=max(notes, key=lambda note: (len(note), note)) or None,
    )


def state_of(db: sqlite3.Connection, paper: int) -> State:
    """Return the state of the paper with the row id `paper`; NO_STATE for one that is not there."""
    row = db.execute("SELECT read, starred, note, marked FROM paper WHERE id = ?", (paper,)).fetchone()
    if not row or row[3] is None:
        return NO_STATE
    tags = db.execute("SELECT name FROM tag WHERE paper = ? ORDER BY folded", (paper,))
    return State(bool(row[0]), bool(row[1]), tuple(name for (name,) in tags), *row[2:])


def exists(db: sqlite3.Connection, paper: int) -> bool:
    """Tell whether there is a paper with the row id `paper`."""
    return db.execute("SELECT 1 FROM paper WHERE id = ?", (paper,)).fetchone() is not None


def put(db: sqlite3.Connection, paper: int, state: State) -> None:
    """Give a paper a state in place of what it had."""
    db.execute(
        "UPDATE paper SET read = ?, starred = ?, note = ?, marked = ? WHERE id = ?",
        (state.read, state.starred, state.note, state.marked, paper),
    )
    db.execute("DELETE FROM tag WHERE paper = ?", (paper,))
    db.executemany(
        "INSERT INTO tag (paper, name, folded) VALUES (?, ?, ?)",
        [(paper, name, fold_label(name)) for name in state.tags],
    )


def change(db: sqlite3.Connection, papers: Iterable[int], wanted: Change) -> int:
    """Change the state of papers; return how many were not so before."""
    from datetime import datetime, timezone

    now = datetime.now(timezone.utc).isoformat(timespec="microseconds")
    count = 0
    for paper in papers:
        before = state_of(db, paper)
        after = changed(before, wanted)
        if after != before:
            put(db, paper, after._replace(marked=now))
            count += 1
    return count


def tag_counts(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return (tag, papers) for each tag, the most used first; spellings that fold alike are one tag."""
    sql = "SELECT min(name), count(*) AS papers FROM tag GROUP BY folded ORDER BY papers DESC, folded"
    return list(db.execute(sql))
