"""Which entries are of one paper: by arXiv id, by DOI, else by title and first author.

A paper is known by names, and an entry is of every paper that it shares a name with; where these are
several, they were one all along and are joined. Title and first author count where one side has no
identifier: so what has none is looked for under both names below, what has one under the first. Papers
are only ever joined, by names that each entry has by itself, so their order does not matter.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from digestcli.model import Entry, Text
from digestcli.text.tokens import tokens

_ARXIV, _DOI = "arxiv:", "doi:"
_ARXIV_DOI = "doi:10.48550/arxiv."
_TITLE = "title:"
"""Begins the name that title and first author give to an entry without identifier."""
_IDENTIFIED = "as:"
"""Begins the same name for an entry with one."""
_PLACE = "at:"
"""Begins the name of what is known by its digest and title only."""


def names_in(entries: Iterable[Entry]) -> list[tuple[str, ...]]:
    """Return the names that the entries of one digest give to their papers.

    An entry without identifier, title or author is a paper of its own, known by its digest and title:
    so the same digest, added again, finds it again, also when its number changed. Entries that share
    these are told apart by their order.
    """
    met: Counter[str] = Counter()
    found = []
    for entry in entries:
        names = own_names(entry)
        if not names:
            place = _place_name(entry)
            met[place] += 1
            names = (place if met[place] == 1 else f"{place}-{met[place]}",)
        found.append(names)
    return found


class Identified(Protocol):
    """What of an entry tells its paper."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def digest(self) -> str: ...  # noqa: D102
    @property
    def identifiers(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def title(self) -> Text: ...  # noqa: D102
    @property
    def authors(self) -> Sequence[str]: ...  # noqa: D102


def own_names(entry: Identified) -> tuple[str, ...]:
    """Return the names that an entry gives to its paper by itself; none for what its place must tell."""
    said = [f"{kind}:{name}" for kind, name in entry.identifiers.items()]
    own = entry.id if entry.id != f"{entry.digest}:{entry.number}" else ""
    found = [canonical(name) for name in (*said, own) if name]
    kind = _IDENTIFIED if any(name.startswith((_ARXIV, _DOI)) for name in found) else _TITLE
    titles = [kind + name for name in _title_names(entry)]
    return tuple(dict.fromkeys([*found, *titles]))


def _place_name(entry: Entry) -> str:
    title = tokens(entry.title.first("en", "zh")) or [str(entry.number)]
    return _PLACE + _short([entry.digest, "/", *title])


def canonical(name: str) -> str:
    """Return one form of an identifier: 'doi:10.48550/arXiv.2601.1v2' is 'arxiv:2601.1'."""
    name = name.lower()
    if name.startswith(_ARXIV_DOI):
        name = _ARXIV + name[len(_ARXIV_DOI) :]
    base, _, version = name.rpartition("v")
    return base if name.startswith(_ARXIV) and base and version.isdecimal() else name


def _title_names(entry: Identified) -> Iterator[str]:
    """Yield a short name for the first author and each title: a digest may have it in one language."""
    author = sorted(tokens(entry.authors[0])) if entry.authors else []
    for title in dict(entry.title.items()).values():
        words = tokens(title)
        if words and author:
            yield _short([*words, "/", *author])


def _short(words: Sequence[str]) -> str:
    """Return a hash of 80 bits: they tell ten million apart."""
    from hashlib import blake2b

    return blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=10).hexdigest()


def names_meant(text: str) -> tuple[str, ...]:
    """Return the names that an identifier, as a person writes it, may stand for, the likeliest first."""
    from digestcli.identifiers import arxiv_id, doi, identify

    eprint, name = arxiv_id(text) or identify(text).get("arxiv"), doi(text)
    found = [f"arxiv:{eprint}"] if eprint else [f"doi:{name}"] if name else []
    return tuple(dict.fromkeys(one.lower() for one in (*found, text)))


def paper_of(db: sqlite3.Connection, names: Sequence[str]) -> int:
    """Return the row id of the paper with these names, made or joined where need be."""
    shared = [one for name in names for one in _shared_by(name)]
    marks = ", ".join("?" * len(shared))
    sql = f"SELECT DISTINCT paper FROM paper_name WHERE name IN ({marks}) ORDER BY paper"
    papers = [paper for (paper,) in db.execute(sql, shared)]
    paper = papers[0] if papers else _new(db)
    for other in papers[1:]:
        _join(db, paper, other)
    rows = [(name, paper) for name in names]
    db.executemany("INSERT OR IGNORE INTO paper_name (name, paper) VALUES (?, ?)", rows)
    return paper


def shared_name(name: str) -> tuple[str, bool]:
    """Return the name under which entries meet, and whether all that have `name` are of one paper.

    Title and author of entries with identifiers are not enough for that: they meet those without.
    """
    if name.startswith(_IDENTIFIED):
        return _TITLE + name[len(_IDENTIFIED) :], False
    return name, True


def _shared_by(name: str) -> tuple[str, ...]:
    """Return the names of which a paper has one when it is that of an entry with this one."""
    if name.startswith(_IDENTIFIED):
        return (_TITLE + name[len(_IDENTIFIED) :],)
    if name.startswith(_TITLE):
        return name, _IDENTIFIED + name[len(_TITLE) :]
    return (name,)


def _new(db: sqlite3.Connection) -> int:
    return db.execute("INSERT INTO paper DEFAULT VALUES").lastrowid or 0


def _join(db: sqlite3.Connection, paper: int, other: int) -> None:
    """Make one paper of two: what a person did with either holds for both."""
    db.execute("UPDATE entry SET paper = ? WHERE paper = ?", (paper, other))
    db.execute("UPDATE OR IGNORE paper_name SET paper = ? WHERE paper = ?", (paper, other))
    db.execute("UPDATE OR IGNORE tag SET paper = ? WHERE paper = ?", (paper, other))
    db.execute(
        "UPDATE paper SET (read, starred, note, marked) = (SELECT max(paper.read, o.read),"
        " max(paper.starred, o.starred),"
        " CASE WHEN paper.note IS NULL OR o.note IS NULL OR paper.note = o.note"
        " THEN coalesce(paper.note, o.note) ELSE paper.note || char(10) || o.note END,"
        " max(coalesce(paper.marked, o.marked), coalesce(o.marked, paper.marked))"
        " FROM paper o WHERE o.id = ?) WHERE id = ?",
        (other, paper),
    )
    db.execute("DELETE FROM paper WHERE id = ?", (other,))


def forget_unmarked(db: sqlite3.Connection, papers: Sequence[int]) -> None:
    """Delete those of `papers` that no entry is of and that a person never marked."""
    db.executemany(
        "DELETE FROM paper WHERE id = ? AND marked IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.paper = paper.id)",
        [(paper,) for paper in papers],
    )
