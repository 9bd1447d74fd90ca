"""Counts by category: the same in one piece and in halves."""

from __future__ import annotations

import pathlib
import sqlite3
from collections.abc import Iterator

import pytest
from entries import make_entry

from digestcli.library import counts
from digestcli.library.counts import category_counts
from digestcli.library.select import Selection, condition
from digestcli.library.store import Library
from digestcli.model import Digest, Text
from digestcli.query.parser import parse

CODES = ("quant-ph", "cs.LG", "hep-th")


@pytest.fixture
def library(tmp_path: pathlib.Path) -> Iterator[Library]:
    with Library(str(tmp_path / "library.db"), create=True) as library:
        for day in range(1, 5):
            digest = Digest(f"made-2026-01-0{day}", "made", f"2026-01-0{day}")
            entries = [
                make_entry(
                    number, digest=digest.key, title=Text(en=f"Spin {number}"), category=CODES[number % 3]
                )
                for number in range(1, 10 * day)
            ]
            library.add(digest, entries, path=f"{day}.md", fingerprint=str(day))
        library.remove("made-2026-01-02")
        yield library


@pytest.mark.parametrize(
    "query", ("spin", "spin -4", "spin since:2026-01-03", "title:7", "nothing", "kind:paper")
)
def test_halves_make_a_whole(library: Library, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    selection = Selection(query=parse(query), categories=("quant-ph", "cs.*"))
    whole = category_counts(library, selection)
    monkeypatch.setattr(counts, "_LARGE", 1)
    assert category_counts(library, selection) == whole
    sql = "SELECT c.code, count(*) FROM entry e JOIN category c ON c.id = e.category WHERE {} GROUP BY 1"
    where, values = condition(library, selection)
    assert dict(library.connection.execute(sql.format(where), values)) == {row[0]: row[3] for row in whole}


def test_a_second_connection_that_fails(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = category_counts(library, Selection(query=parse("spin")))
    assert sum(row[3] for row in whole) == 9 + 29 + 39
    monkeypatch.setattr(counts, "_LARGE", 1)

    def fail(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError

    monkeypatch.setattr(counts, "Library", fail)
    assert category_counts(library, Selection(query=parse("spin"))) == whole
