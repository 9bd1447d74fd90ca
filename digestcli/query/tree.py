"""What a query is: the fields that it may name, and the tree of what shall hold."""

from __future__ import annotations

from typing import NamedTuple

TEXT, EXACT = "text", "exact"


class Field(NamedTuple):
    """A name before a colon: `kind` says whether words are looked for in it, or a value compared."""

    name: str
    kind: str
    help: str


FIELDS = (
    Field("title", TEXT, "words of the title, in any language it has"),
    Field("author", TEXT, "words of one author's name, in any order"),
    Field("abstract", TEXT, "words of the abstract"),
    Field("tldr", TEXT, "words of the one-line summary"),
    Field("venue", TEXT, "words of the journal or venue"),
    Field("category", EXACT, "a code, a group cs.*, or a label, as --category takes them"),
    Field("id", EXACT, "an arXiv id, a DOI, or the beginning of one with *"),
    Field("digest", EXACT, "a digest's key, its date, or latest"),
    Field("kind", EXACT, "paper, news or article"),
    Field("lang", EXACT, "a language the entry is given in: zh, en, ja; zh-Hans or zh-Hant"),
    Field("tag", EXACT, "a tag of yours"),
    Field("is", EXACT, "read, unread, starred, new or noted"),
    Field("since", EXACT, "from this date: 2026-01-22, 2026-01, 7d"),
    Field("until", EXACT, "up to this date, inclusive"),
)

VALUES = {
    "kind": ("paper", "news", "article"),
    "is": ("read", "unread", "starred", "new", "noted"),
}
"""The values of the fields that have few."""

BY_NAME = {field.name: field for field in FIELDS}


class Term(NamedTuple):
    """Something looked for; `field` is '' for anywhere, `column` counts from 1."""

    text: str
    field: str = ""
    prefix: bool = False
    column: int = 0


class And(NamedTuple):
    """All of `parts` hold; without parts everything does."""

    parts: tuple[Node, ...]


class Or(NamedTuple):
    """One of `parts` holds."""

    parts: tuple[Node, ...]


class Not(NamedTuple):
    """`part` does not hold."""

    part: Node


Node = Term | And | Or | Not
EVERYTHING = And(())


def words_of(node: Node) -> list[Term]:
    """Return the terms that a match may show: those of text that are not excluded."""
    if isinstance(node, Term):
        return [node] if node.field not in BY_NAME or BY_NAME[node.field].kind == TEXT else []
    if isinstance(node, Not):
        return []
    return [term for part in node.parts for term in words_of(part)]


def asks_for_marks(node: Node) -> bool:
    """Tell whether what a person does with papers may change what matches."""
    if isinstance(node, Term):
        return node.field in ("is", "tag")
    if isinstance(node, Not):
        return asks_for_marks(node.part)
    return any(map(asks_for_marks, node.parts))
