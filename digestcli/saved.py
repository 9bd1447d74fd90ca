"""Pages saved as HTML: given to the readers as lines of Markdown, and told by their lines in the file.

So every reader reads pages: digests in tables, lists and cards, guides, articles, arXiv's own listings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digestcli.documents.html.page import markdown_of
from digestcli.documents.html.tokens import is_html
from digestcli.model import Issue
from digestcli.readers.base import Parsed, RawEntry, Source


def without_html(source: Source) -> tuple[Source, tuple[int, ...]]:
    """Return a page as Markdown with the line of each of its lines; any other text as it is, and ()."""
    if not is_html(source.text):
        return source, ()
    page = markdown_of(source.text)
    return replace(source, text=page.text), page.numbers


def in_file(parsed: Parsed, numbers: Sequence[int]) -> Parsed:
    """Return what was read of a page with its lines as they are in the file."""
    if not numbers:
        return parsed

    def line(number: int) -> int:
        return numbers[min(number, len(numbers)) - 1] if number else 0

    def told(issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
        return tuple(issue._replace(line=line(issue.line)) for issue in issues)

    entries = tuple(
        replace(
            entry,
            line=line(entry.line),
            end=line(entry.end),
            fields=tuple(field._replace(line=line(field.line)) for field in entry.fields),
            issues=told(entry.issues),
        )
        if isinstance(entry, RawEntry)
        else entry
        for entry in parsed.entries
    )
    return replace(parsed, entries=entries, issues=told(parsed.issues))
