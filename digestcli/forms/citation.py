"""An entry as a work that can be cited: what BibTeX, RIS and CSL all ask for, found once.

Only facts: the year of a preprint is that of its arXiv id; the date of a digest is that of its papers only
where it is about one issue of a journal; a text about a paper (an `article` of a digest has the DOI of the
paper it is about) does not get that paper's DOI.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from digestcli.model import Entry, Text
from digestcli.text.keys import Keys, citation_key
from digestcli.text.names import Name, parse_name
from digestcli.text.visible import plain_line

PREPRINT, JOURNAL, PROCEEDINGS, WEB, DOCUMENT = "preprint", "journal", "proceedings", "web", "document"
_ARXIV_DOI = "10.48550/arxiv."
_ARXIV_DATE = re.compile(r"(?:[a-z.-]+/)?(\d\d)(\d\d)(?:\.?\d+)", re.IGNORECASE)
_ARCHIVE = re.compile(
    r"(?:astro-ph|cond-mat|cs|econ|eess|gr-qc|hep-(?:ex|lat|ph|th)|math|math-ph|nlin|nucl-(?:ex|th)|physics"
    r"|q-bio|q-fin|quant-ph|stat)(?:\.[A-Za-z-]{2,20})?"
)
_VOLUME = re.compile(r",? (?:vol\. ?)?(\d{1,4})(?: ?\(([^()]{1,20})\))?$", re.IGNORECASE)
_LED_BY_AND = re.compile("^and (?=[^ ]+ )")  # the last author of a list that was split at its commas
_YEAR = re.compile(r"(?:19|20)\d\d")
_MEETING = re.compile(
    r"\b(?:proceedings|conference|symposium|workshop)\b|^[A-Z][A-Za-z]{2,10} ?(?:'\d\d|(?:19|20)\d\d)$",
    re.IGNORECASE,
)


class Citation(NamedTuple):
    """A work, every text on one line.

    `language` is the BCP 47 tag of `title` ('' where it is unknown), `titles` are those in other languages.
    `date` is year, month and day as far as they are known. `container` is the journal or proceedings with
    `volume` and `issue`; of other kinds, whatever is printed as the venue. `notes` are the digest's summary
    and further abstracts, `comment` is the authors' own.
    """

    kind: str
    key: str
    title: str
    language: str
    titles: tuple[str, ...]
    authors: tuple[Name, ...]
    more_authors: bool
    date: tuple[int, ...]
    container: str
    volume: str
    issue: str
    arxiv: str
    arxiv_class: str
    doi: str
    url: str
    abstract: str
    notes: tuple[str, ...]
    comment: str
    keywords: tuple[str, ...]

    def iso_date(self) -> str:
        """Return the date as `2026-01-22`, as far as it is known."""
        return (
            "-".join((f"{self.date[0]:04}", *(f"{part:02}" for part in self.date[1:]))) if self.date else ""
        )

    def remarks(self) -> tuple[str, ...]:
        """Return the notes, and the comment marked as such."""
        return (*self.notes, f"Comment: {self.comment}") if self.comment else self.notes


def works(entries: Iterable[Entry]) -> Iterator[Citation]:
    """Yield the work that each entry is, every one under a key of its own."""
    keys = Keys()
    for entry in entries:
        yield cite(entry, keys)


def cite(entry: Entry, keys: Keys) -> Citation:
    """Return the work that `entry` is, under a key that `keys` has not given before."""
    tag = _language(entry.title)
    title = plain_line(entry.title.get(tag) or "") or plain_line(entry.id)
    names = (_LED_BY_AND.sub("", name) for name in map(plain_line, entry.authors))
    authors = tuple(parse_name(name) for name in names if name)
    arxiv = plain_line(entry.identifiers.get("arxiv", ""))
    doi = plain_line(entry.identifiers.get("doi", "")) if entry.kind == "paper" else ""
    url = plain_line(entry.url or "")
    url = url if url.startswith(("https://", "http://")) else ""
    venue = plain_line(entry.venue or "")
    container, volume, issue = _container(venue)
    date = _date(entry, arxiv, of_digest=entry.kind != "paper" or bool(volume), published=bool(venue))
    kind = _kind(venue if authors and date else "", arxiv, url or doi)
    if kind not in (JOURNAL, PROCEEDINGS):
        container, volume, issue = venue, "", ""
    year = str(date[0]) if date else ""
    english = plain_line(entry.title.first("en")) if tag == "en" else ""
    return Citation(
        kind=kind,
        key=keys.unique(citation_key(authors[0] if authors else None, year, english, entry.id)),
        title=title,
        language=_tagged(tag, entry.script),
        titles=tuple(plain_line(text) for other, text in entry.title.items() if other != tag),
        authors=authors,
        more_authors=not entry.authors_complete,
        date=date,
        container=container,
        volume=volume,
        issue=issue,
        arxiv=arxiv,
        arxiv_class=_arxiv_class(entry.categories) if arxiv else "",
        doi=doi,
        url=url,
        abstract=plain_line(entry.abstract.first(tag)),
        notes=tuple(filter(None, map(plain_line, _notes(entry, tag)))),
        comment=plain_line(entry.comment or ""),
        keywords=tuple(filter(None, map(plain_line, entry.categories))),
    )


def _language(title: Text) -> str:
    """Return the language that a work is cited in: English where its title is known, else the first."""
    return "en" if title.en else next((tag for tag, _ in title.items()), "")


def _tagged(tag: str, script: str | None) -> str:
    if tag == "zh" and script in ("Hans", "Hant"):
        return f"zh-{script}"
    return "" if tag == "und" else tag


def _kind(venue: str, arxiv: str, address: str) -> str:
    if venue:
        return PROCEEDINGS if _MEETING.search(venue) else JOURNAL
    if arxiv:
        return PREPRINT
    return WEB if address else DOCUMENT


def _container(venue: str) -> tuple[str, str, str]:
    """Return journal or meeting, volume and issue of a printed venue.

    >>> _container("Nature 652 (8110)"), _container("NeurIPS 2025"), _container("")
    (('Nature', '652', '8110'), ('NeurIPS 2025', '', ''), ('', '', ''))
    """
    found = _VOLUME.search(venue)
    if found is None or (_YEAR.fullmatch(found[1]) and not found[2]):
        return venue, "", ""
    return venue[: found.start()], found[1], found[2] or ""


def _arxiv_date(name: str) -> tuple[int, ...]:
    """Return year and month of an arXiv id, which counts both.

    >>> _arxiv_date("2601.14263"), _arxiv_date("hep-th/9901001"), _arxiv_date("")
    ((2026, 1), (1999, 1), ())
    """
    found = _ARXIV_DATE.fullmatch(name)
    if found is None or not 1 <= int(found[2]) <= 12:
        return ()
    year = int(found[1])
    return (1900 if year > 90 else 2000) + year, int(found[2])


def _date(entry: Entry, arxiv: str, *, of_digest: bool, published: bool) -> tuple[int, ...]:
    """Return the date of a work; `of_digest` says that its digest's date will do."""
    own = () if not of_digest and f"-{entry.date}" in entry.digest else _parts(entry.date)
    return own if own and published else _arxiv_date(arxiv) or own


def _parts(date: str | None) -> tuple[int, ...]:
    """Return the parts of `2026-01-22`, `2026-01` or `2026`, as far as there is such a day.

    >>> _parts("2026-01-22"), _parts("2026-02-30"), _parts("2026-13"), _parts("soon")
    ((2026, 1, 22), (2026, 2), (2026,), ())
    """
    found = re.fullmatch(r"([1-9]\d{3})(?:-(\d\d)(?:-(\d\d))?)?", date or "")
    if found is None:
        return ()
    year, month, day = (int(part or 0) for part in found.groups())
    if not 1 <= month <= 12:
        return (year,)
    return (year, month, day) if 1 <= day <= monthrange(year, month)[1] else (year, month)


def _arxiv_class(categories: tuple[str, ...]) -> str:
    return next((name for name in categories if _ARCHIVE.fullmatch(name)), "")


def _notes(entry: Entry, tag: str) -> Iterator[str]:
    """Yield the digest's summary, and the abstracts beside the one that is cited."""
    cited = entry.abstract.first(tag)
    yield from dict(entry.tldr.items()).values()
    yield from (text for text in dict(entry.abstract.items()).values() if text != cited)
