"""The filters of the options as SQL on `entry e`, with bound values only."""

from __future__ import annotations

import sqlite3
from itertools import permutations
from typing import NamedTuple

from digestcli.text.fold import fold_label
from digestcli.text.tokens import words

MOST_ORDERS = 4
"""Names of more words are looked for in the order given only."""


class Clause(NamedTuple):
    """A condition on `entry e`, with the values for its marks."""

    sql: str
    values: tuple[object, ...] = ()


NEW = Clause(
    "NOT EXISTS (SELECT 1 FROM entry p WHERE p.paper = e.paper"
    " AND (p.day < e.day OR (p.day = e.day AND p.digest < e.digest)))"
)
"""No earlier digest has the paper."""


def categories(db: sqlite3.Connection, patterns: tuple[str, ...], *, any_category: bool = False) -> Clause:
    """Return the condition that any of `patterns` (a code, a group `cs.*`, a label) is a category."""
    found = category_ids(db, patterns)
    marks = ", ".join("?" * len(found))
    if not any_category:
        return Clause(f"e.category IN ({marks})", tuple(found))
    listed = f"e.id IN (SELECT entry FROM listed WHERE category IN ({marks}))"
    return Clause(f"(e.category IN ({marks}) OR {listed})", (*found, *found))


def category_ids(db: sqlite3.Connection, patterns: tuple[str, ...]) -> list[int]:
    """Return the categories that any pattern means: a code, a label, or the beginning of one with '*'."""
    wanted = {fold_label(pattern) for pattern in patterns}
    beginnings = tuple(name[:-1] for name in wanted if name.endswith("*") and len(name) > 1)
    return [
        number
        for number, names in db.execute("SELECT id, folded FROM category")
        if _is_wanted(names.split("\n"), wanted, beginnings)
    ]


def _is_wanted(names: list[str], wanted: set[str], beginnings: tuple[str, ...]) -> bool:
    code, *labels = names
    return code in wanted or any(
        name in wanted or name.startswith(beginnings) for name in (code, *labels) if name
    )


def begins(column: str, text: str) -> tuple[str, tuple[object, ...]]:
    """Return a condition that an index can use: `column` begins with `text`."""
    return f"{column} >= ? AND {column} < ?", (text, text + "\U0010ffff")


def author(name: str) -> Clause:
    """Return the condition that `name` is a part of one author's, its words in any order."""
    parts = words(name).split()
    orders = permutations(parts) if len(parts) <= MOST_ORDERS else [parts]
    values = dict.fromkeys([fold_label(name), *(" ".join(order) for order in orders if order)])
    sql = " OR ".join(["instr(a.names, ?)"] * len(values))
    return Clause(f"e.id IN (SELECT a.entry FROM author a WHERE {sql})", tuple(values))
