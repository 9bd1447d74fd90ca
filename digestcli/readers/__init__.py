"""The readers: one module a format, listed here; adding one is adding a line."""

from __future__ import annotations

from digestcli.errors import AmbiguousFormat, UnknownFormat
from digestcli.readers import (
    # article,
    arxiv_daily,
    arxiv_jsonl,
    bulletin,
    # journal_weekly,
    labelled,
    records,
)
from digestcli.readers.base import Reader, Source

READERS: tuple[Reader, ...] = (
    arxiv_daily.READER,
    arxiv_jsonl.READER,
    labelled.READER,
    # journal_weekly.READER,
    bulletin.READER,
    # article.READER,
    records.READER,
)

_HEAD = 65_536


def identify(source: Source) -> Reader:
    """Return the one reader that claims `source`.

    Raises UnknownFormat when none does and AmbiguousFormat when several do: to guess would be
    to read wrongly in silence.
    """
    head = source.text[:_HEAD]
    if not head.strip():
        raise UnknownFormat(f"{source.name}: an empty file")
    claims = [reader for reader in READERS if reader.sniff(head)]
    if not claims:
        raise UnknownFormat(f"{source.name}: no reader knows this format", "see `digest formats`")
    if len(claims) > 1:
        names = " and ".join(reader.name for reader in claims)
        raise AmbiguousFormat(f"{source.name}: claimed by {names}", "name one with --reader")
    return claims[0]
