"""The daily layout: what tells it, its labels and the texts below them, and the note of an entry of ours."""

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

CONTENTS = "<div id=toc></div>"
"""Where the contents stand; in an empty day nothing else does."""

_ENTRY = regex(r"^### (?:\[\d+\] )?\[[^\n]*\]\([^\n\]]*\)[ \t]*\n+\*(?!\*)", re.MULTILINE)
_DETAILS = "\n<details>"
_SUMMARY = regex(r"\s*(?:<details>)?(?:\s*<summary>([^<\n]*)</summary>)?")
_LABEL = regex(r"\n\n?(?:\*\*)?(" + "|".join(map(re.escape, LABELS)) + r")(?:\*\*)?:(?: |(?=\n))")


def trim(text: str, start: int, stop: int) -> tuple[int, int]:
    """Drop the line feeds around a field, and nothing else: blanks at its ends are its own."""
    while start < stop and text[start] == "\n":
        start += 1
    while start < stop and text[stop - 1] == "\n":
        stop -= 1
    return start, stop


def is_daily(head: str) -> bool:
    """Tell the layout of readers/arxiv_daily.py; the other readers leave it, so that one claims a file."""
    head = "\n" + head
    entry = _ENTRY.search(head)
    preamble = head[: entry.start()] if entry else head
    if "\n## " in preamble or "\n## TL;DR" in head or "[**[PDF]**]" in head:
        return False  # another project's layout: readers/labelled.py
    return entry is not None or head.lstrip().startswith(CONTENTS)


def labelled_texts(text: str, at: int, end: int) -> list[tuple[str, int, int]]:
    """Return (name, start, stop) of each labelled text between `at` and `end`, in order.

    A label counts after an empty line (or the summary tag) and once; after the abstract nothing
    counts, for abstracts hold such lines. Where blank lines are lost, bare label lines count.
    """
    details = text.find(_DETAILS, at, end)
    if details < 0:
        details = text.find("\n  <summary>", at, end)
    summary = _SUMMARY.match(text, details) if details >= 0 else None
    if summary and summary[1] == "Abstract":  # v0: the abstract alone, labels in it are its own
        return [*_unlabelled(text, at, details), ("abstract", *trim(text, summary.end(), end))]
    found = _labels(text, at, end, ("\n\n", ">\n"))
    if not found or found[-1][0] != "abstract":
        found = max(found, _labels(text, at, end, ("",)), key=len)
    head = found[0][1] if found else end
    before = details if summary and details < head else head
    fields = _unlabelled(text, at, before)
    if summary and before == details:
        fields.extend(_unlabelled(text, summary.end(), head))
    for index, (name, _, start) in enumerate(found):
        stop = found[index + 1][1] if index + 1 < len(found) else end
        if summary and start <= details < stop:
            fields.append((name, *trim(text, start, details)))
            fields.extend(_unlabelled(text, summary.end(), stop))
        else:
            fields.append((name, *trim(text, start, stop)))
    return fields


def _unlabelled(text: str, start: int, stop: int) -> list[tuple[str, int, int]]:
    """Return the text between labels, where there is any: nothing is lost."""
    start, stop = trim(text, start, stop)
    return [("unlabelled", start, stop)] if start < stop else []


def _labels(text: str, at: int, end: int, before: tuple[str, ...]) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    seen: set[str] = set()
    for match in _LABEL.finditer(text, max(at - 1, 0), end):
        name = LABELS[match[1]]
        start = match.start()
        if name in seen or not text.startswith(before, start - (text[start + 1] != "\n")):
            continue
        seen.add(name)
        found.append((name, start, match.end()))
        if name == "abstract":
            break
    return found
