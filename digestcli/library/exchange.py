"""State out of a library and into another: JSON Lines, one paper a line (digest-state/1).

A paper is told by its names (papers.py), so that the other library need not have its digests, nor
even a digest of it yet. The form is described in docs/data-model.md; every key is always there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, NoReturn

from digestcli.errors import MalformedRecords
from digestcli.library.papers import canonical, paper_of
from digestcli.library.state import State, merge, put, state_of, tag_name
from digestcli.text.fold import fold_label
from digestcli.text.visible import without_surrogates
from digestcli.ui import reason, say

KEYS = ("paper", "names", "read", "starred", "tags", "note", "marked")
_MOST_NAMES = 500  # a paper has a handful; SQLite takes some hundred values at once everywhere


class Known(NamedTuple):
    """What one line says: a paper by its names, and its state."""

    names: tuple[str, ...]
    state: State


class Imported(NamedTuple):
    """How many papers an import changed, left as they were, and knows of no digest yet."""

    changed: int
    same: int
    unseen: int


def exported(db: sqlite3.Connection) -> Iterator[dict[str, object]]:
    """Yield the records of all papers that a person ever marked, in the order of their names."""
    rows = db.execute(
        "SELECT p.id, min(n.name) AS first FROM paper p JOIN paper_name n ON n.paper = p.id"
        " WHERE p.marked IS NOT NULL GROUP BY p.id ORDER BY first"
    )
    for paper, _ in rows.fetchall():
        state = state_of(db, paper)
        names = db.execute("SELECT name FROM paper_name WHERE paper = ? ORDER BY name", (paper,))
        yield {
            "paper": _title(db, paper),
            "names": [name for (name,) in names],
            "read": state.read,
            "starred": state.starred,
            "tags": list(state.tags),
            "note": state.note,
            "marked": state.marked,
        }


def _title(db: sqlite3.Connection, paper: int) -> str | None:
    """Return the title in the newest digest, for people; None where no digest has the paper."""
    row = db.execute(
        "SELECT r.json FROM entry e JOIN record r ON r.entry = e.id WHERE e.paper = ?"
        " ORDER BY e.day DESC, e.digest DESC LIMIT 1",
        (paper,),
    ).fetchone()
    title = json.loads(row[0])["title"] if row else {}
    return next(filter(None, (title.get("en"), *title.values())), None)


def imported(db: sqlite3.Connection, papers: Iterable[Known]) -> Imported:
    """Merge what is known of papers into the library; papers that it has not are kept for later."""
    changed = same = unseen = 0
    for known in papers:
        paper = paper_of(db, known.names)
        mine = state_of(db, paper)
        state = merge(mine, known.state)
        if state == mine:
            same += 1
        else:
            put(db, paper, state)
            changed += 1
        seen = db.execute("SELECT 1 FROM entry WHERE paper = ? LIMIT 1", (paper,)).fetchone()
        unseen += seen is None
    return Imported(changed, same, unseen)


def read(text: str, name: str) -> list[Known]:
    """Return what the lines of `text` say; `name` is the file's, for messages.

    Raises MalformedRecords with the line.
    """
    return [
        _Line(name, number).known(line) for number, line in enumerate(text.split("\n"), 1) if line.strip()
    ]


class _Line:
    """Reads one line; the name of its file and its number stand before each complaint."""

    def __init__(self, name: str, number: int) -> None:
        self._name = name
        self._number = number

    @property
    def _where(self) -> str:
        return say("{name}, line {line}", name=self._name, line=self._number)

    def known(self, line: str) -> Known:
        record = self._record(line)
        names = [canonical(without_surrogates(name)) for name in self._texts(record, "names")]
        if not 0 < len(names) <= _MOST_NAMES:
            self._fail(say("`names` has {number} names", number=len(names)))
        tags = {fold_label(tag): tag_name(tag) for tag in reversed(self._texts(record, "tags"))}
        self._optional(record, "paper")
        state = State(
            read=self._truth(record, "read"),
            starred=self._truth(record, "starred"),
            tags=tuple(tags[folded] for folded in sorted(tags)),
            note=without_surrogates(self._optional(record, "note")) or None,
            marked=self._time(self._optional(record, "marked")),
        )
        return Known(tuple(dict.fromkeys(names)), state)

    def _record(self, line: str) -> Mapping[str, object]:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise MalformedRecords(
                say("{where}: not JSON: {problem}", where=self._where, problem=reason(error))
            ) from None
        if not isinstance(record, Mapping):
            self._fail(say("no object"))
        for key in KEYS:
            if key not in record:
                self._fail(say("no `{key}`", key=key))
        for key in record:
            if key not in KEYS:
                self._fail(say("`{key}` is unknown", key=key))
        return record

    def _truth(self, record: Mapping[str, object], key: str) -> bool:
        value = record[key]
        if not isinstance(value, bool):
            self._fail(say("`{key}` is not true or false", key=key))
        return value

    def _optional(self, record: Mapping[str, object], key: str) -> str:
        value = record[key]
        if value is not None and not isinstance(value, str):
            self._fail(say("`{key}` is no text", key=key))
        return value or ""

    def _texts(self, record: Mapping[str, object], key: str) -> list[str]:
        value = record[key]
        if not isinstance(value, list):
            self._fail(say("`{key}` is no list of texts", key=key))
        texts = [text for text in value if isinstance(text, str) and fold_label(text)]
        if len(texts) < len(value):
            self._fail(say("`{key}` is no list of texts", key=key))
        return texts

    def _time(self, text: str) -> str:
        from datetime import datetime, timezone

        try:
            time = datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith("Z") else text)
            aware = time if time.tzinfo else time.replace(tzinfo=timezone.utc)
            return aware.astimezone(timezone.utc).isoformat(timespec="microseconds")
        except (ValueError, OverflowError):
            self._fail(say("`marked` is no time"))

    def _fail(self, problem: str) -> NoReturn:
        raise MalformedRecords(
            say("{where}: not a paper's state: {problem}", where=self._where, problem=problem)
        )
