"""What references mean in an archive: the entries that may be meant, by columns that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pyarrow
from pyarrow import compute

from digestcli.archive.pushdown import keys_of
from digestcli.archive.scan import Sought, scan
from digestcli.library.papers import canonical, names_meant
from digestcli.library.select import Selection
from digestcli.model import Entry

_NUMBER = re.compile("[0-9]{1,9}")
_NEWEST = 6
"""Entries with a number that are looked at: the one that is meant, and some to be named."""


def referred(archive: Sought, references: Iterable[str], selection: Selection) -> Iterator[Entry]:
    """Yield the entries that `references` may mean, and all appearances of a paper that has an identifier.

    One scan for each number, for it ends at the newest entries, and one for all other references.
    """
    others = None
    for reference in references:
        text = reference.strip()
        if _NUMBER.fullmatch(text):
            wanted = compute.field("number") == int(text)
            yield from islice(scan(archive, selection, wanted), _NEWEST)
        else:
            one = _meant(archive, text)
            others = one if others is None else others | one
    if others is not None:
        yield from scan(archive, selection, others)


def _meant(archive: Sought, text: str) -> Any:
    field, names = compute.field, [canonical(name) for name in names_meant(text)]
    bare = [name.partition(":")[2] for name in names]
    wanted = (
        compute.utf8_lower(field("id")).isin(names)
        | compute.utf8_lower(field("arxiv")).isin(bare)
        | compute.utf8_lower(field("doi")).isin(bare)
        | (field("url") == text)
    )
    key, _, number = text.rpartition(":")
    if key and _NUMBER.fullmatch(number):
        keys = pyarrow.array(keys_of(archive.manifest.digests(), key), pyarrow.string())
        wanted |= field("digest").isin(keys) & (field("number") == int(number))
    return wanted
