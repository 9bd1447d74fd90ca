"""What a reader is, and what it hands on: the shapes between a file and its entries.

A reader splits a text into raw entries and says where each came from. It does not decide
languages, scripts, identifiers or placeholders: normalise.py does that for all formats alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from digestcli.model import Entry, Issue, Reference
from digestcli.source import Source as Source  # readers take it from here


class RawField(NamedTuple):
    """A labelled text as the file has it.

    `name` is 'title', one of model.TEXT_FIELDS, or any other word, which ends in `Entry.extra`.
    `language` is '' unless the format itself states it (a BCP 47 primary tag).
    """

    name: str
    text: str
    line: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as its format prints it; everything is optional but the line.

    `authors` is the printed line, or a tuple where the format separates names itself.
    `category` is a code or a printed label; `category_label` holds a label's languages as
    (language, text) pairs. `url` may also be a bare identifier. `references` need no
    identifiers: they are derived from the URL.
    """

    line: int
    end: int = 0
    number: int | None = None
    kind: str = "paper"
    category: str = ""
    categories: tuple[str, ...] = ()
    category_label: tuple[tuple[str, str], ...] = ()
    authors: str | tuple[str, ...] = ()
    url: str = ""
    pdf: str = ""
    code: str = ""
    venue: str = ""
    comment: str = ""
    date: str = ""
    fields: tuple[RawField, ...] = ()
    references: tuple[Reference, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """All a reader found in one source.

    `date` is ISO 8601 (YYYY-MM-DD, YYYY-MM or YYYY) where the text states one, else ''. An
    `Entry` among `entries` is finished already (a record that digest itself wrote).
    """

    entries: tuple[RawEntry | Entry, ...]
    date: str = ""
    title: str = ""
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: its name everywhere, a line for people, and its two functions."""

    name: str
    title: str
    sniff: Callable[[str], bool]
    """Decides on markers in the first kilobytes of a text; never parses, never raises."""
    read: Callable[[Source], Parsed]
    """Splits a source into raw entries; a problem in the data is an Issue, never an exception."""
