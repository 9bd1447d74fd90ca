"""The library: digests go in whole or not at all, and come out by key.

One transaction a digest, and every look-up that decides something stands inside it, so that two
programs can add at once. A changed file replaces its digest; the same file changes nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from digestcli.errors import NoMatch
from digestcli.library.connect import MEMORY as MEMORY  # callers take it from here
from digestcli.library.connect import Database
from digestcli.model import Digest, Entry
from digestcli.record import issue_from
from digestcli.text.visible import without_surrogates
from digestcli.ui import say

if TYPE_CHECKING:
    from digestcli.folders import Seen
    from digestcli.library.prepare import Prepared
    from digestcli.text.damage.repair import Repair

Outcome = Literal["added", "replaced", "unchanged"]


class Stored(NamedTuple):
    """What the library knows of a digest; `issues` counts those of its entries too."""

    digest: Digest
    entries: int
    issues: int
    path: str
    added: str


class Library(Database):
    """An open library file; use as a context manager. `path` may be ':memory:'."""

    def add(
        self,
        digest: Digest,
        entries: Iterable[Entry],
        *,
        path: str,
        fingerprint: str,
        original: str = "",
        repairs: Iterable[Repair] = (),
        siblings: Collection[str] = (),
        files: Iterable[Seen] = (),
        again: bool = False,
    ) -> tuple[Outcome, str]:
        """Store a digest in one transaction; return what happened and the key it has.

        `path` says which file it is of: a digest of the same file and name is replaced when its
        fingerprint differs. A digest of another file under the same key gets '-2', '-3', ...
        `original` is the file's text before `repairs`; `siblings` are the keys of all digests that
        the file holds now: what it held under other keys goes. `files` are remembered as read. With
        `again` a digest whose fingerprint is known is replaced too (by what a newer program reads).
        """
        from digestcli.library.prepare import prepare

        prepared = prepare(
            digest,
            entries,
            path=path,
            fingerprint=fingerprint,
            original=original,
            repairs=repairs,
            siblings=siblings,
            files=files,
        )
        return self.put(prepared, again=again)

    def put(self, prepared: Prepared, *, again: bool = False) -> tuple[Outcome, str]:
        """Store a prepared digest as `add` does."""
        from digestcli.library import index
        from digestcli.library.files import remember
        from digestcli.library.insert import insert
        from digestcli.library.orphans import forget_categories
        from digestcli.library.papers import forget_unmarked
        from digestcli.library.prepare import under
        from digestcli.source import place_of

        where = "-" if prepared.path == "-" else place_of(prepared.path)
        base = without_surrogates(prepared.digest.key)
        due = False
        with self.transaction() as db:
            outcome, key = self._place(base, where, prepared.fingerprint)
            if outcome == "unchanged" and again:
                outcome = "replaced"
            gone = self._forget(where, {prepared.digest.key, *prepared.siblings})
            for companion in prepared.files[1:]:
                if companion.size:  # it had a digest of its own before the file it belongs to came
                    gone += self._delete("path = ?", place_of(companion.path))
            if gone and outcome == "added":
                outcome = "replaced"
            if outcome != "unchanged":
                gone += self._delete("key = ?", key)
                due = index.is_due(insert(db, under(prepared, key)._replace(path=where), base))
            forget_unmarked(db, gone)
            if gone:
                forget_categories(db)
            remember(db, prepared.files, prepared.fingerprint)
        while due:
            with self.transaction() as db:
                due = index.merge(db)
        return outcome, key

    def _place(self, base: str, path: str, fingerprint: str) -> tuple[Outcome, str]:
        """Decide under which key a digest goes: its own, a free one, or that of its older self."""
        rows = self.connection.execute(
            "SELECT key, path, fingerprint FROM digest WHERE base = ? OR key = ? ORDER BY id", (base, base)
        ).fetchall()
        for key, place, known in rows:
            if known == fingerprint:
                self._follow(key, place, path)
                return "unchanged", key
        for key, known, _ in rows:
            if known == path != "-":
                return "replaced", key
        taken = {key for key, _, _ in rows}
        key, count = base, 1
        while (
            key in taken or self.connection.execute("SELECT 1 FROM digest WHERE key = ?", (key,)).fetchone()
        ):
            count += 1
            key = f"{base}-{count}"
        return "added", key

    def _follow(self, key: str, known: str, path: str) -> None:
        """Note where the text of a digest is now, when it is no longer where it was."""
        if path not in ("-", known) and (known == "-" or not os.path.exists(known)):
            self.connection.execute("UPDATE digest SET path = ? WHERE key = ?", (path, key))

    def _forget(self, path: str, keys: Collection[str]) -> list[int]:
        """Delete what the file at `path` held under other keys than `keys`; return its papers."""
        if path == "-":
            return []
        known = [without_surrogates(key) for key in keys]
        marks = ", ".join("?" * len(known))
        return self._delete(f"path = ? AND base NOT IN ({marks})", path, *known)

    def _delete(self, clause: str, *values: str) -> list[int]:
        """Delete the digests that `clause` holds for; return the papers that stood in them."""
        digests = f"SELECT id FROM digest WHERE {clause}"
        sql = f"SELECT DISTINCT paper FROM entry WHERE digest IN ({digests})"
        papers = [paper for (paper,) in self.connection.execute(sql, values)]
        self.connection.execute(f"DELETE FROM digest WHERE {clause}", values)
        return papers

    def remove(self, name: str) -> list[Stored]:
        """Remove the digests that `name` (a key, a date, or 'latest') means; return what they were.

        What a person did with their papers (read, starred, tags, notes) stays.
        """
        from digestcli.library.orphans import forget_categories
        from digestcli.library.papers import forget_unmarked

        with self.transaction() as db:
            found = self.named(name)
            for stored in found:
                forget_unmarked(db, self._delete("key = ?", stored.digest.key))
            forget_categories(db)
        return found

    def digest(self, name: str) -> Stored:
        """Return the digest with the key `name`, the newest of the date `name`, or the 'latest'.

        Raises NoMatch.
        """
        return self.named(name)[0]

    def named(self, name: str) -> list[Stored]:
        """Return the digest with the key `name`, all of the date `name`, or the 'latest'.

        Raises NoMatch.
        """
        name = without_surrogates(name)
        found = list(self._stored("d.key = ?", (name,))) or list(self._stored("d.date = ?", (name,)))
        if not found and name == "latest":
            found = list(self._stored("1", ()))[:1]
        if not found:
            raise NoMatch(say("no digest {name!r} in the library", name=name), say("see `digest digests`"))
        return found

    def digests(self) -> Iterator[Stored]:
        """Yield all digests, the newest first."""
        return self._stored("1", ())

    def _stored(self, clause: str, values: tuple[str, ...]) -> Iterator[Stored]:
        rows = self.connection.execute(
            "SELECT d.key, d.reader, d.date, d.title, d.file, d.issues, d.entries, d.path, d.added,"
            " (SELECT coalesce(sum(e.issues), 0) FROM entry e WHERE e.digest = d.id)"
            f" FROM digest d WHERE {clause} ORDER BY d.date DESC, d.id DESC",
            values,
        )
        for key, reader, date, title, file, issues, entries, path, added, of_entries in rows:
            own = tuple(issue_from(issue) for issue in json.loads(issues))
            digest = Digest(key, reader, date, title, file, own)
            yield Stored(digest, entries, len(own) + of_entries, path, added)

    def is_empty(self) -> bool:
        """Tell whether there is no digest at all."""
        return self.connection.execute("SELECT 1 FROM digest LIMIT 1").fetchone() is None
