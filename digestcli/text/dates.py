"""Dates as digests print them, in English, Chinese and file names, as ISO 8601."""

from __future__ import annotations

import datetime
import re

from digestcli.text.regex import regex

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = 80
_ISO = regex(r"(?<!\d)((?:19|20)\d\d)([-/.年_])(\d{1,2})(?:\2|月)(\d{1,2})(?!\d)")
_COMPACT = regex(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_WORDS = regex(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+((?:19|20)\d\d)(?!\d)")
_DAY_WORD = regex(
    r"(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}|updated?|last|latest|on|at|top|the|of|and|to|new|today|daily|weekly|week|day"
    r"|arxiv|papers?|ml|ai|utc|年|月|日|号|號|周|週|星期|[一二三四五六日天]|更新|时间|時間|论文|論文|文章|每日|今日|最新"
    r"|년|월|일|論文|の|논문|오늘의",
    re.IGNORECASE,
)
_MONTH = regex(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?<!\d)(?:19|20)\d\d[-/.年년 ]{1,2}\d{1,2}(?!\d)",
    re.IGNORECASE,
)
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_US = regex(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,\s+((?:19|20)\d\d)(?!\d)")


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


def names_a_day(text: str) -> bool:
    """Tell whether a heading names a day, a week or a month, and nothing else.

    >>> [names_a_day(text) for text in ("Updated on 2024.08.14", "Week (May 5 - May 11) - 2025")]
    [True, True]
    >>> [names_a_day(text) for text in ("ICLR 2025", "Robotics (2026-01-05)", "May", "2026")]
    [False, False, False, False]
    """
    if len(text) > _LONGEST or not (_YEAR.search(text) and _MONTH.search(text)):
        return False
    return not any(char.isalnum() for char in _DAY_WORD.sub("", text))


def _read(pattern: re.Pattern[str], match: re.Match[str]) -> str | None:
    groups = match.groups()
    if pattern is _ISO:
        return iso_date(int(groups[0]), int(groups[2]), int(groups[3]))
    if pattern is _COMPACT:
        return iso_date(int(groups[0]), int(groups[1]), int(groups[2]))
    day, word = (groups[0], groups[1]) if pattern is _WORDS else (groups[1], groups[0])
    month = word[:3].lower()
    return iso_date(int(groups[2]), _MONTHS.index(month) + 1, int(day)) if month in _MONTHS else None
