"""Dates as people give them: to --since and --until, and in a query."""

from __future__ import annotations

import re

from digestcli.errors import UsageError
from digestcli.ui import say

_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_AGO = re.compile(r"([0-9]{1,5})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def first_day(text: str) -> str:
    """Return the ISO date or prefix that `text` (2026-01-22, 2026-01, 2026, 7d, 2w) begins with.

    Raises UsageError.
    """
    if not text:
        return ""
    ago = _AGO.fullmatch(text)
    if ago:
        import datetime

        day = datetime.datetime.now(datetime.timezone.utc).date()
        try:
            return (day - datetime.timedelta(days=int(ago[1]) * _DAYS[ago[2]])).isoformat()
        except OverflowError:
            return ""
    if not _DATE.fullmatch(text) or not _is_real(text):
        raise UsageError(
            say("{text!r} is not a date", text=text), say("for example 2026-01-22, 2026-01 or 7d")
        )
    return text


last_day = first_day
"""The same: a prefix stands for its last day when it is compared as a prefix."""


def _is_real(text: str) -> bool:
    from digestcli.text.dates import iso_date

    parts = [int(part) for part in text.split("-")]
    return iso_date(*(*parts, 1, 1)[:3]) is not None
