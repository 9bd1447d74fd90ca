"""What marks the daily layout: its labels, and the note that ends an entry which digest itself wrote."""

from __future__ import annotations

from collections.abc import Mapping

LABELS: Mapping[str, str] = {
    "Main category": "category", "TL;DR": "tldr", "TLDR": "tldr", "Task": "task",
    "Motivation": "motivation", "Background": "background", "Data": "data", "Method": "method",
    "Methods": "method", "Result": "result", "Results": "result", "Conclusion": "conclusion",
    "Abstract": "abstract",
}  # fmt: skip
"""The labels of the layout in all its versions, and what they mean."""

NOTE = "\n\n<!-- digest-entry/1 "
"""What the note begins with, behind an empty line."""


def trim(text: str, start: int, stop: int) -> tuple[int, int]:
    """Drop the line feeds around a field, and nothing else: blanks at its ends are its own."""
    while start < stop and text[start] == "\n":
        start += 1
    while start < stop and text[stop - 1] == "\n":
        stop -= 1
    return start, stop
