"""Archives among the paths of `digest add`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digestcli.library.prepare import Prepared

_MARK = os.path.join("_digest", "manifest.json")  # as archive/manifest.py names it, which imports fsspec


def divided(paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """Divide paths into archives (URLs, and folders that are one) and all others."""
    archives: list[str] = []
    others: list[str] = []
    for path in paths:
        (archives if "://" in path or is_archive(path) else others).append(path)
    return archives, others


def is_archive(path: str) -> bool:
    """Tell whether a path is a folder that is an archive."""
    return os.path.isfile(os.path.join(path, _MARK))


def taken(archives: Iterable[str], query: str, jobs: int | None) -> Iterator[Prepared]:
    """Yield the digests of archives, with the entries that `query` finds or all."""
    from digestcli.cli.archive.opening import opened
    from digestcli.cli.options import query_of
    from digestcli.library.select import Selection

    selection = Selection(query=query_of([query]) if query else None)
    for url in archives:
        with opened(url, None, jobs) as archive:
            from digestcli.archive.take import digests

            yield from digests(archive, selection)
