"""Which entries are of one paper: by arXiv id, by DOI, else by title and first author.

A paper is known by names. An entry that has an identifier is named by it; where neither it nor the
paper with the same title and first author is named otherwise, that title is a name too. When an
entry bears the names of two papers, they were one all along and are joined. What has none of these
is known by its title within its digest, so that it is the same one when the digest is read anew.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from digestcli.model import Entry
from digestcli.text.tokens import tokens
from digestcli.text.visible import without_surrogates

_ARXIV_DOI = "10.48550/arxiv."
_TITLE = "title:"
_ITEM = "item:"


def names_in(entries: Iterable[Entry]) -> list[tuple[str, ...]]:
    """Return the names of the papers that the entries of one digest are about, entry by entry.

    An entry that `names_of` has no name for is a paper of its own, named by the digest's key and
    its title; entries that share those are told apart by their order.
    """
    met: Counter[str] = Counter()
    found = []
    for entry in entries:
        names = names_of(entry)
        if not names:
            item = _item_name(entry)
            met[item] += 1
            names = (item if met[item] == 1 else f"{item}-{met[item]}",)
        found.append(names)
    return found


def names_of(entry: Entry) -> tuple[str, ...]:
    """Return the names by which other digests may know the paper; the last may be made of its title."""
    found = []
    arxiv, doi = entry.identifiers.get("arxiv"), entry.identifiers.get("doi")
    if arxiv:
        found.append(f"arxiv:{_unversioned(arxiv.lower())}")
    if doi and not doi.lower().startswith(_ARXIV_DOI):
        found.append(f"doi:{doi.lower()}")
    own = entry.id.lower()
    if own not in found and not own.startswith(f"doi:{_ARXIV_DOI}") and own != _place(entry):
        found.append(own)
    if entry.authors and entry.title:
        found.append(_TITLE + _title_name(entry))
    return tuple(dict.fromkeys(found))


def _place(entry: Entry) -> str:
    """Return the id that an entry has for want of an identifier."""
    return f"{entry.digest}:{entry.number}".lower()


def _unversioned(arxiv: str) -> str:
    base, _, version = arxiv.rpartition("v")
    return base if base and version.isdecimal() else arxiv


def _title_name(entry: Entry) -> str:
    author = sorted(tokens(entry.authors[0]))
    return _short_name([*tokens(entry.title.first("en", "zh")), "/", *author])


def _item_name(entry: Entry) -> str:
    title = tokens(entry.title.first("en", "zh")) or [str(entry.number)]
    return _ITEM + _short_name([without_surrogates(entry.digest), "/", *title])


def _short_name(words: Iterable[str]) -> str:
    """Return a short name for words; its 80 bits tell ten million apart."""
    from hashlib import blake2b

    return blake2b(" ".join(words).encode(), digest_size=10).hexdigest()


def paper_of(db: sqlite3.Connection, names: Sequence[str]) -> int:
    """Return the row id of the paper with these names, made or joined where need be."""
    if not names:
        return _new(db)
    marks = ", ".join("?" * len(names))
    known = dict(db.execute(f"SELECT name, paper FROM paper_name WHERE name IN ({marks})", names))
    papers = sorted({known[name] for name in names if name in known and _counts(db, name, names, known)})
    paper = papers[0] if papers else _new(db)
    for other in papers[1:]:
        _join(db, paper, other)
    new = [(name, paper) for name in names if name not in known]
    if new:
        db.executemany("INSERT INTO paper_name (name, paper) VALUES (?, ?)", new)
    return paper


def _counts(db: sqlite3.Connection, name: str, names: Sequence[str], known: dict[str, int]) -> bool:
    """Tell whether a name says which paper it is: a title does where one side has no identifier."""
    if not name.startswith(_TITLE) or len(names) == 1:
        return True
    sql = "SELECT 1 FROM paper_name WHERE paper = ? AND name NOT LIKE 'title:%' LIMIT 1"
    return db.execute(sql, (known[name],)).fetchone() is None


def _new(db: sqlite3.Connection) -> int:
    return db.execute("INSERT INTO paper DEFAULT VALUES").lastrowid or 0


def _join(db: sqlite3.Connection, paper: int, other: int) -> None:
    """Make one paper of two: what a person did with either holds for both."""
    db.execute("UPDATE entry SET paper = ? WHERE paper = ?", (paper, other))
    db.execute("UPDATE paper_name SET paper = ? WHERE paper = ?", (paper, other))
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
