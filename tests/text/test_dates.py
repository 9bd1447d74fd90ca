"""Dates in English, in Chinese and in file names."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.text.dates import find_date, iso_date


@pytest.mark.parametrize("text, expected", (
    ("2026-01-22", "2026-01-22"),
    ("2026-1-2", "2026-01-02"),
    ("2026/01/22", "2026-01-22"),
    ("2026.01.22", "2026-01-22"),
    ("2026年1月22日", "2026-01-22"),
    ("Nature, 16 April 2026, Volume 652, Issue 8110", "2026-04-16"),
    ("Nature, 5 June 2025,Volume 642,Issue 8066", "2025-06-05"),
    ("Nature23 January 2025, Volume 637", "2025-01-23"),
    ("Science, 29 JAN 2026, VOL 391, ISSUE 6784", "2026-01-29"),
    ("1st Sept. 2025", "2025-09-01"),
    ("January 22, 2026", "2026-01-22"),
    ("Jan. 22nd, 2026", "2026-01-22"),
    ("《自然》(20260416出版)一周论文导读", "2026-04-16"),
    ("dw-dengwei_2026-05-06_title.md", "2026-05-06"),
    ("2026-05-19_AI_enhanced_Chinese.json", "2026-05-19"),
    ("arxiv_2026_05_06.md", "2026-05-06"),
    ("20260506.md", "2026-05-06"),
    ("no 2026-13-45, but 2026-02-03", "2026-02-03"),
    ("the later 2026-02-03 and the earlier 1 January 2025", "2026-02-03"),
    ("2024-02-29", "2024-02-29"),
    ("2026-02-29", None),
    ("2026-01", None),
    ("17日", None),
    ("2601.14263", None),
    ("1234567890", None),
    ("120260122", None),
    ("2026-01-222", None),
    ("5 apples 2025", None),
    ("", None),
))  # fmt: skip
def test_find_date(text: str, expected: str | None) -> None:
    assert find_date(text) == expected


def test_iso_date() -> None:
    assert iso_date(2026, 1, 2) == "2026-01-02"
    assert [iso_date(*one) for one in ((2026, 2, 30), (0, 1, 1), (2026, 13, 1))] == [None] * 3


@settings(max_examples=150, deadline=None)
@given(st.text() | st.from_regex(r"\d{1,5}[-/.年 ]?\w{1,9}[-/.月, ]*\d{1,5}日?"))
def test_any_text_has_a_date_of_the_calendar_or_none(text: str) -> None:
    found = find_date(text)
    assert found is None or datetime.date.fromisoformat(found).isoformat() == found


@settings(max_examples=60, deadline=None)
@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_is_found_in_every_form(day: datetime.date) -> None:
    forms = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y")
    chinese = f"{day.year}年{day.month}月{day.day}日"
    for text in (chinese, *map(day.strftime, forms)):
        assert find_date(f"x {text} y") == day.isoformat()
