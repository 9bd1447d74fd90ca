"""The readers: one module a format, listed here; adding one is adding a line."""

from __future__ import annotations

from collections.abc import Mapping

from digestcli.errors import AmbiguousFormat, UnknownFormat
from digestcli.readers import (
    article,
    arxiv_daily,
    arxiv_feed,
    arxiv_jsonl,
    arxiv_listing,
    arxiv_mailing,
    bulletin,
    journal_weekly,
    labelled,
    records,
)
from digestcli.readers.base import Reader, Source
from digestcli.ui import say

READERS: tuple[Reader, ...] = (
    arxiv_daily.READER,
    arxiv_jsonl.READER,
    arxiv_mailing.READER,
    arxiv_listing.READER,
    arxiv_feed.READER,
    labelled.READER,
    journal_weekly.READER,
    bulletin.READER,
    article.READER,
    records.READER,
)

_HEAD = 65_536


def with_labels(labels: Mapping[str, tuple[str, ...]]) -> tuple[Reader, ...]:
    """Return READERS with a `labelled` reader that knows these labels too (field -> words)."""
    known = labelled.reader_with(labels) if labels else labelled.READER
    return tuple(known if reader is labelled.READER else reader for reader in READERS)


def identify(source: Source, readers: tuple[Reader, ...] = READERS) -> Reader:
    """Return the one of `readers` that claims `source`.

    Raises UnknownFormat when none does and AmbiguousFormat when several do: to guess would be
    to read wrongly in silence.
    """
    head = source.text[:_HEAD]
    if not head.strip():
        raise UnknownFormat(say("{name}: an empty file", name=source.name))
    claims = [reader for reader in readers if reader.sniff(head)]
    if not claims:
        raise UnknownFormat(
            say("{name}: no reader knows this format", name=source.name), say("see `digest formats`")
        )
    if len(claims) > 1:
        names = " and ".join(reader.name for reader in claims)
        raise AmbiguousFormat(
            say("{name}: claimed by {readers}", name=source.name, readers=names),
            say("name one with --reader"),
        )
    return claims[0]
