"""What holds the chapters of a book together: names, counts, days, languages, identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from digestcli.forms.book import Style, category_name
from digestcli.forms.item import AUTHORITY, day_of
from digestcli.forms.web import languages
from digestcli.model import Entry
from digestcli.text.languages.tags import language_tag
from digestcli.text.visible import one_line

_MOST = 200  # entries of a file
_LARGEST = 250_000  # bytes of a file to which no entry is added; old readers fail beyond 300 KB


class Part(NamedTuple):
    """A file of a chapter: its number in the book, the first and the last of the chapter's entries in it."""

    number: int
    first: int
    last: int

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return f"chapter-{self.number:04}.xhtml"


class Chapter:
    """A category: its name as (language, text) pairs, and how many entries each of its files has."""

    def __init__(self, number: int, name: list[tuple[str, str]]) -> None:
        self.number, self.name = number, name
        self._counts: list[int] = []
        self._size = 0

    @property
    def entries(self) -> int:
        """Return how many entries there are."""
        return sum(self._counts)

    @property
    def plain_name(self) -> str:
        """Return the name where no language can be told."""
        return " ".join(text for _, text in self.name)

    def next_place(self) -> tuple[int, int]:
        """Return where the next entry goes: the number of the chapter, and of its file, from 0."""
        if not self._counts or self._counts[-1] >= _MOST or self._size >= _LARGEST:
            self._counts.append(0)
            self._size = 0
        self._counts[-1] += 1
        return self.number, len(self._counts) - 1

    def grow(self, size: int) -> None:
        """Count the bytes of the entry that went there."""
        self._size += size

    def parts(self, number: int) -> Iterator[Part]:
        """Yield the files, the first of which has this number in the book."""
        last = 0
        for at, count in enumerate(self._counts):
            yield Part(number + at, last + 1, last + count)
            last += count


class Binding:
    """All that is known of a book but its texts. `name`: of what it is one of several files, or ''."""

    def __init__(self, style: Style, *aspects: str, name: str) -> None:
        self.style, self.name = style, one_line(name)
        self.entries = 0
        self.chapters: dict[str, Chapter] = {}
        self._languages: Counter[str] = Counter()
        self._days: tuple[date, ...] = ()
        self._identity = sha256("\n".join((*aspects, name, "")).encode("utf-8", "replace"))

    def add(self, entry: Entry) -> Chapter:
        """Count an entry; return its chapter."""
        self.entries += 1
        self._identity.update(f"{entry.id}\n".encode("utf-8", "replace"))
        self._languages.update(language_tag(tag, entry.script) for tag in languages(entry))
        if day := day_of(entry):
            self._days = min((day, *self._days)), max((day, *self._days))
        if entry.category not in self.chapters:
            self.chapters[entry.category] = Chapter(len(self.chapters), category_name(entry, self.style))
        return self.chapters[entry.category]

    def contents(self) -> Iterator[tuple[Chapter, list[Part]]]:
        """Yield the chapters in the order of the book, with their files."""
        number = 1
        for chapter in self.chapters.values():
            parts = list(chapter.parts(number))
            number += len(parts)
            yield chapter, parts

    @property
    def identifier(self) -> str:
        """Return a URN that is the same for the same entries in the same languages and script."""
        return uuid5(NAMESPACE_URL, f"{AUTHORITY}book/{self._identity.hexdigest()}").urn

    @property
    def day(self) -> str:
        """Return the newest day of an entry, '' where none is known."""
        return max(self._days).isoformat() if self._days else ""

    @property
    def title(self) -> str:
        """Return what the book is of, and its days."""
        days = " – ".join(dict.fromkeys(day.isoformat() for day in self._days))
        return f"{self.name or self.style.words['digest']} {days}".strip()

    @property
    def count(self) -> str:
        """Return the number of entries in words."""
        return self.style.words["one_entry" if self.entries == 1 else "entries"].format(total=self.entries)

    @property
    def languages(self) -> list[str]:
        """Return the languages of the texts, those of most entries first, Chinese before others."""
        found = sorted(
            self._languages, key=lambda tag: (-self._languages[tag], not tag.startswith("zh"), tag)
        )
        return found or [self.style.words.tag]
