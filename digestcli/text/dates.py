"""Dates as digests print them, in English, Chinese and file names, as ISO 8601."""

from __future__ import annotations

import datetime
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/.年_])(\d{1,2})(?:\2|月)(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+((?:19|20)\d\d)(?!\d)")
_US = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,\s+((?:19|20)\d\d)(?!\d)")


def iso_date(year: int, month: int, day: int) -> str | None:
    """Return YYYY-MM-DD, or None where the calendar has no such day."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def find_date(text: str) -> str | None:
    """Return the first date in `text` as YYYY-MM-DD, or None.

    >>> find_date("Nature, 16 April 2026, Volume 652"), find_date("《自然》2026年4月16日")
    ('2026-04-16', '2026-04-16')
    >>> find_date("Science, 29 JAN 2026"), find_date("《自然》(20260416出版)"), find_date("17日")
    ('2026-01-29', '2026-04-16', None)
    """
    found: list[tuple[int, str]] = []
    for pattern in (_ISO, _COMPACT, _WORDS, _US):
        for match in pattern.finditer(text):
            date = _read(pattern, match)
            if date:
                found.append((match.start(), date))
                break
    return min(found)[1] if found else None


def _read(pattern: re.Pattern[str], match: re.Match[str]) -> str | None:
    groups = match.groups()
    if pattern is _ISO:
        return iso_date(int(groups[0]), int(groups[2]), int(groups[3]))
    if pattern is _COMPACT:
        return iso_date(int(groups[0]), int(groups[1]), int(groups[2]))
    day, word = (groups[0], groups[1]) if pattern is _WORDS else (groups[1], groups[0])
    month = word[:3].lower()
    return iso_date(int(groups[2]), _MONTHS.index(month) + 1, int(day)) if month in _MONTHS else None
