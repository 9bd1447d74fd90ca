"""Which entries are of one paper: by arXiv id, by DOI, else by title and first author.

A paper is known by names. An entry that has an identifier is named by it; where neither it nor the
paper with the same title and first author is named otherwise, that title is a name too. When an
entry bears the names of two papers, they were one all along and are joined.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from digestcli.model import Entry
from digestcli.text.tokens import tokens

_ARXIV_DOI = "10.48550/arxiv."
_TITLE = "title:"


def names_of(entry: Entry) -> tuple[str, ...]:
    """Return the names of the paper that an entry is about; the last may be made of its title.

    Empty for an entry without identifier, title or author: it is a paper of its own.
    """
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


def names_meant(text: str) -> tuple[str, ...]:
    """Return the names that an identifier, as a person writes it, may stand for, the likeliest first."""
    from digestcli.identifiers import arxiv_id, doi, identify

    eprint, name = arxiv_id(text) or identify(text).get("arxiv"), doi(text)
    found = [f"arxiv:{eprint}"] if eprint else [f"doi:{name}"] if name else []
    return tuple(dict.fromkeys(one.lower() for one in (*found, text)))


def _place(entry: Entry) -> str:
    """Return the id that an entry has for want of an identifier."""
    return f"{entry.digest}:{entry.number}".lower()


def _unversioned(arxiv: str) -> str:
    base, _, version = arxiv.rpartition("v")
    return base if base and version.isdecimal() else arxiv


def _title_name(entry: Entry) -> str:
    """Return a short name for title and first author; 80 bits tell ten million apart."""
    from hashlib import blake2b

    title, author = tokens(entry.title.first("en", "zh")), sorted(tokens(entry.authors[0]))
    return blake2b(" ".join([*title, "/", *author]).encode(), digest_size=10).hexdigest()


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
