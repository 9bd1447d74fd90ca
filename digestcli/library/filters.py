"""The filters of the options as SQL on `entry e`, with bound values only."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from digestcli.text.fold import fold_label
from digestcli.text.visible import without_surrogates

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
    is_meant = category_test(patterns)
    return [
        number
        for number, names in db.execute("SELECT id, folded FROM category")
        if is_meant(names.split("\n"))
    ]


def category_test(patterns: tuple[str, ...]) -> Callable[[list[str]], bool]:
    """Return what tells whether any pattern means the category with these names: folded code and labels."""
    wanted = {fold_label(pattern) for pattern in patterns}
    beginnings = tuple(name[:-1] for name in wanted if name.endswith("*") and len(name) > 1)

    def is_meant(names: list[str]) -> bool:
        code, *labels = names
        return code in wanted or any(
            name in wanted or name.startswith(beginnings) for name in (code, *labels) if name
        )

    return is_meant


def begins(column: str, text: str) -> tuple[str, tuple[object, ...]]:
    """Return a condition that an index can use: `column` begins with `text`."""
    return f"{column} >= ? AND {column} < ?", (text, text + "\U0010ffff")


def author(db: sqlite3.Connection, name: str) -> Clause:
    """Return the condition that `name` is a part of one author's as it is spelled, or has its words.

    The words, in any order, must begin words of one name: `wei zhang` and `Zhang, W` both mean Wei Zhang.
    """
    from digestcli.library.authors import name_key, one_has, words  # 5 ms, for names only

    whole = name_key(without_surrogates(name))
    parts = words(whole)
    if len(parts) < 2:
        where = "instr(a.names, ?) > 0"
        values: tuple[str, ...] = (whole,)
    else:
        db.create_function("one_has", 2, one_has, deterministic=True)
        each = " AND ".join(["instr(a.names, ?) > 0"] * len(parts))
        where = f"instr(a.names, ?) > 0 OR ({each} AND one_has(a.names, ?))"
        values = (whole, *parts, whole)
    return Clause(f"e.id IN (SELECT a.entry FROM author a WHERE {where})", values)
