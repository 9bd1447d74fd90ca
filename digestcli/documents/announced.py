r"""What arXiv's own announcements have in common: the daily e-mail, and the listing that people copy.

Both print labelled lines (`Title: ..`), name people with their affiliations in parentheses
(https://info.arxiv.org/help/prep.html), write accents as TeX does and announce new papers,
cross-lists and replacements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from digestcli.text.dates import find_date
from digestcli.text.math import with_accents
from digestcli.text.regex import regex

ID = r"(?:\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,3})?"
"""An arXiv id, new or old, as a pattern."""
MAIL_ENTRY = regex(rf"^\\\\ *\n(?:arXiv|Paper): ?({ID})\b", re.MULTILINE)
"""The first two lines of a paper in the e-mail."""
LIST_ENTRY = regex(
    rf"^[ \t]*\[(\d{{1,5}})\](?: {{1,2}}|\t)arXiv:({ID})[ \t]*([^\n]*\[[^\[\]\n]*\])[ \t]*$", re.MULTILINE
)
"""The first line of a paper in a listing: number, id, and how it is announced with its formats."""
_MARKS = ("] arXiv:", "]  arXiv:", "]\tarXiv:")
LABELS = {
    "title": "title", "author": "authors", "authors": "authors", "categories": "categories",
    "subj-class": "categories", "subjects": "categories", "comment": "comment", "comments": "comment",
    "journal-ref": "venue", "doi": "doi", "report-no": "report_no", "msc-class": "msc_class",
    "acm-class": "acm_class", "proxy": "proxy", "license": "license", "date": "submitted",
    "from": "submitter",
}  # fmt: skip
_LABEL = regex(rf"[ \t]*({'|'.join(LABELS)})(?: \([^()\n]*\))?:[ \t]*", re.IGNORECASE)
_SHORT_YEAR = regex(r"\b(\d{1,2} [A-Z][a-z]{2}) (\d\d)\b(?!:)")
_GROUP = regex(r"\([^()]*\)")
_PLACED = frozenset(("title", "authors", "categories", "comment", "venue"))
_DEEPEST = 3
"""How deep parentheses stand in each other at most: `((1) Laboratory (Paris))`."""
_CODE = regex(r"\(([a-z][\w-]*(?:\.[\w-]+)?)\)")


def is_announcement(head: str) -> bool:
    """Tell an e-mail or a listing of arXiv from everything else."""
    return is_mail(head) or is_listing(head)


def is_mail(head: str) -> bool:
    """Tell an e-mail of arXiv; its pattern is looked for where its words stand, for few files have them."""
    return ("\narXiv:" in head or "\nPaper:" in head) and MAIL_ENTRY.search(head) is not None


def is_listing(head: str) -> bool:
    """Tell a listing of arXiv."""
    return any(mark in head for mark in _MARKS) and LIST_ENTRY.search(head) is not None


def label(line: str) -> tuple[str, str]:
    """Return the field that a line begins and the text behind its label; ('', line) where it begins none.

    >>> label("Comments: 5 pages"), label("Date (revised v2): today"), label("We ask: why")
    (('comment', '5 pages'), ('submitted', 'today'), ('', 'We ask: why'))
    """
    found = _LABEL.match(line)
    return (LABELS[found[1].lower()], line[found.end() :]) if found else ("", line)


def joined(lines: Iterable[str]) -> str:
    """Return lines as one text with single blanks."""
    return " ".join(" ".join(lines).split())


def day(text: str) -> str:
    """Return the last day that a text names as ISO 8601, '' for none; years may have two digits.

    >>> day("received from  Thu 26 Jan 17 19:00:00 GMT  to  Mon 30 Jan 17 19:00:00 GMT"), day("today")
    ('2017-01-30', '')
    """
    dates = [
        find_date(part) for part in re.split(r"\bto\b|\bannounced\b", _SHORT_YEAR.sub(_whole_year, text))
    ]
    return next((date for date in reversed(dates) if date), "")


def _whole_year(match: re.Match[str]) -> str:
    return f"{match[1]} {'19' if match[2] > '90' else '20'}{match[2]}"  # arXiv began in 1991


def people(printed: str) -> tuple[str, str]:
    r"""Return the names in a line of authors, and the line as it is where it says more than names.

    >>> people(r"L\'eon Bottou (1), Ada Author (2) ((1) Lab, (2) Institute)")
    ('Léon Bottou, Ada Author', 'Léon Bottou (1), Ada Author (2) ((1) Lab, (2) Institute)')
    """
    whole = names = with_accents(printed)
    for _ in range(_DEEPEST):
        names = _GROUP.sub(" ", names)
    names = re.sub(r"\s+(?=,|$)", "", " ".join(names.split()))
    return (names, whole) if names and names != whole else (whole, "")


def categories(printed: str) -> tuple[tuple[str, ...], str]:
    """Return the codes of a line of categories, the primary one first, and its name where one is printed.

    >>> categories("cs.LG stat.ML"), categories("Quantum Physics (quant-ph); Machine Learning (cs.LG)")
    ((('cs.LG', 'stat.ML'), ''), (('quant-ph', 'cs.LG'), 'Quantum Physics'))
    """
    named = _CODE.findall(printed)
    if named:
        return tuple(dict.fromkeys(named)), printed.partition("(")[0].strip()
    return tuple(dict.fromkeys(printed.replace(";", " ").split())), ""


class Facts(NamedTuple):
    """The labelled lines of one paper: field -> (line in the file, text)."""

    found: Mapping[str, tuple[int, str]]

    def text(self, name: str) -> str:
        """Return a field's text, '' where there is none."""
        return self.found[name][1] if name in self.found else ""

    def line(self, name: str) -> int:
        """Return the line on which a field begins, 0 where there is none."""
        return self.found[name][0] if name in self.found else 0

    def fields(self, abstract: str, line: int) -> list[tuple[str, str, int]]:
        """Return (name, text, line) of the title and of the abstract that begins on `line`."""
        found = [("title", self.text("title"), self.line("title")), ("abstract", abstract, line)]
        return [field for field in found if field[1]]

    def missing(self) -> list[str]:
        """Return which fields are absent that every paper has."""
        return [name for name in ("title", "authors") if not self.text(name)]

    def others(self) -> Iterator[tuple[str, str, int]]:
        """Yield (name, text, line) of what has no place of its own, and the authors' line if it says more."""
        for name, (line, text) in self.found.items():
            if name == "submitted":
                yield name, find_date(text) or text, line
            elif name not in _PLACED:
                yield name, text, line
        _, whole = people(self.text("authors"))
        if whole:
            yield "affiliations", whole, self.line("authors")


def paragraphs(lines: Iterable[str]) -> str:
    r"""Join the lines of an abstract; blank lines and, but for the first, indents begin a paragraph.

    >>> paragraphs(["  One", "line.", "  Two."]), paragraphs(["One.", "", "Two."])
    ('One line.\nTwo.', 'One.\nTwo.')
    """
    held: list[list[str]] = [[]]
    for line in lines:
        if held[-1] and (line.startswith("  ") or not line.strip()):
            held.append([])
        if line.strip():
            held[-1].append(line)
    return "\n".join(map(joined, filter(None, held)))
