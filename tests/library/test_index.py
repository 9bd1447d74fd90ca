"""The index: its segments are merged, and what it finds stays the same."""

from __future__ import annotations

import pathlib

from entries import arxiv_entry, made_digest

from digestcli.library import index
from digestcli.library.select import Selection, count, find
from digestcli.library.store import Library
from digestcli.query.parser import parse


def _segments(library: Library) -> int:
    """Return how many segments the index has: FTS5 numbers them in the upper bits of its rows."""
    sql = "SELECT count(DISTINCT id >> 37) FROM search_data WHERE id > 10"
    return int(library.connection.execute(sql).fetchone()[0])


def test_many_small_digests_leave_few_segments(tmp_path: pathlib.Path) -> None:
    with Library(str(tmp_path / "library.db"), create=True) as library:
        for number in range(1, 131):
            key = f"made-{number}"
            entry = arxiv_entry(1, f"2601.{number:05}")
            library.add(made_digest(key), [entry._replace(digest=key)], path=key, fingerprint=key)
            if number == 63:
                assert _segments(library) == 63
        assert _segments(library) <= 4  # two of 64, and two to come; FTS5 may join the small ones
        assert count(library, Selection(query=parse(f"id:2601.{77:05}"))) == 1
        assert not index.merge(library.connection)  # nothing is left to do
        (found,) = find(library, "1", Selection())
        assert (len(found.also), found.more) == (5, True)
        library.connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
