"""Entries from elsewhere in a library in memory: which of them a selection means, and what commands show.

The filters and the query language have one meaning, that of SQL over the library's tables; so entries
that stand in no library are put into one of their own, and asked there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digestcli.library.insert import insert
from digestcli.library.prepare import prepare
from digestcli.library.select import Selection, selected
from digestcli.library.store import MEMORY, Library
from digestcli.model import Digest, Entry


def meant(entries: Sequence[Entry], selection: Selection) -> list[int]:
    """Return the places in `entries` of those that `selection` means.

    Nothing else is known: nobody has read or tagged them, digests have keys only, `new` looks at them alone.
    """
    with Library(MEMORY) as library:
        order = hold(library, entries, {})
        return sorted(order[row - 1] for row, _ in selected(library, selection))


def hold(library: Library, entries: Sequence[Entry], digests: Mapping[str, Digest]) -> list[int]:
    """Put entries into an empty library as they are, below what is known of their digests.

    Return their places in `entries`, in the order of their row ids.
    """
    places: dict[str, list[int]] = {}
    for at, entry in enumerate(entries):
        places.setdefault(entry.digest, []).append(at)
    with library.transaction() as db:
        for key, some in places.items():
            digest = digests.get(key, Digest(key, ""))
            insert(db, prepare(digest, [entries[at] for at in some], path="", fingerprint=""), key)
    return [at for some in places.values() for at in some]
