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

NOTE_START = "<!-- digest-entry/1 "
NOTE = f"\n\n{NOTE_START}"
"""What the note begins with, and the empty line before it."""
