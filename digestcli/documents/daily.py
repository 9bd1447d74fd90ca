"""What marks the daily layout: its entries and labels, and the note that ends an entry which digest wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping

from digestcli.text.regex import regex

LABELS: Mapping[str, str] = {
    "Main category": "category", "TL;DR": "tldr", "TLDR": "tldr", "Task": "task",
    "Motivation": "motivation", "Background": "background", "Data": "data", "Method": "method",
    "Methods": "method", "Result": "result", "Results": "result", "Conclusion": "conclusion",
    "Abstract": "abstract",
}  # fmt: skip
"""The labels of the layout in all its versions, and what they mean."""

NOTE = "\n\n<!-- digest-entry/1 "
"""What the note begins with, behind an empty line."""

_ENTRY = regex(r"^### (?:\[\d+\] )?\[[^\n]*\]\([^\n\]]*\)[ \t]*\n+\*(?!\*)", re.MULTILINE)
_CONTENTS = "<div id=toc></div>"


def trim(text: str, start: int, stop: int) -> tuple[int, int]:
    """Drop the line feeds around a field, and nothing else: blanks at its ends are its own."""
    while start < stop and text[start] == "\n":
        start += 1
    while start < stop and text[stop - 1] == "\n":
        stop -= 1
    return start, stop


def is_daily(head: str) -> bool:
    """Tell the layout of readers/arxiv_daily.py: its sniff, mirrored, so that one reader claims a file."""
    head = "\n" + head
    entry = _ENTRY.search(head)
    preamble = head[: entry.start()] if entry else head
    if "\n## " in preamble or "\n## TL;DR" in head or "[**[PDF]**]" in head:
        return False
    return entry is not None or head.lstrip().startswith(_CONTENTS)
