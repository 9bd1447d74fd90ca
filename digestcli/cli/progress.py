"""A progress line on a terminal, from the first second on."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_QUIET_SECONDS = 1.0
_EVERY_SECONDS = 0.1


def progress(items: Iterable[T], doing: str) -> Iterator[T]:
    """Yield `items`; on a terminal say on stderr how many have passed, when it takes a while."""
    if not sys.stderr.isatty():
        yield from items
        return
    start = shown = time.monotonic()
    drawn = False
    for count, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        if now - start > _QUIET_SECONDS and now - shown > _EVERY_SECONDS:
            sys.stderr.write(f"\r{doing}: {count} ({count / (now - start):.0f}/s) ")
            sys.stderr.flush()
            shown, drawn = now, True
    if drawn:
        sys.stderr.write("\r\x1b[K")
