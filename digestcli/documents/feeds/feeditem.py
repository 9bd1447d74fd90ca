"""What an item of a feed says of its paper: title, abstract, address, authors, day, and all the rest.

Sources: info.arxiv.org/help/rss.html, the API's user manual, RSS 2.0, RSS 1.0, RFC 4287 (Atom), PRISM.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from digestcli.documents.feeds.htmltext import one_line, plain
from digestcli.documents.feeds.syndication import Element, Item
from digestcli.model import TEXT_FIELDS
from digestcli.text.dates import find_date
from digestcli.text.regex import regex

_OAI = regex(r"oai:arXiv\.org:(\S{1,40}?)(v\d+)?", re.I)
_LINKED_NAME = regex(r"<a\b[^<>]*>([^<>]*)</a>", re.I)
_MAILED_NAME = regex(r"\S{1,100}@\S{1,100} \(([^()]*)\)")  # RSS 2.0
_TURNED = regex(r"([^,]{1,60}), ?((?:[^\W\d_]\.[ -]?){1,5})(?:,|;|$)\s?")  # bioRxiv: Doe, J. A., Roe, K.
_UNDATED = "1970-01-01"  # what an Atom feed of ours has for an entry without a date
DATES = (
    "published", "pubdate", "issued", "dcterms:issued", "dc:date", "prism:publicationdate", "prism:coverdate",
    "updated", "modified",
)  # fmt: skip
ADDRESSES = ("link", "feedburner:origlink", "id", "guid", "about", "url", "prism:url")
AUTHORS = ("dc:creator", "author/name", "author", "creator", "dc:contributor")
_ANNOUNCED = regex(r"\s*arXiv:(\S{1,40}?)(v\d+)?\s+Announce Type:\s*([\w-]+)\s*(?:Abstract:\s*)?", re.I)
_IN_TITLE = regex(  # RSS 1.0, until 2024
    r"\.? ?\(arXiv:(\S{1,40}?)(v\d+)? ?(?:\[([\w.-]{1,30})\])? ?(UPDATED|CROSS LISTED)?\)$", re.I
)
_ANNOUNCEMENTS = {"": "new", "updated": "replace", "cross listed": "cross"}
_DOI = regex(r"10\.\d{4,9}/")
_ONLINE = regex(r"[^;]{1,100}, Published online: [^;]{1,40}; doi:10\.\S{1,100} ?")  # nature.com
_VERSION = regex(r"v\d+$")
_TITLES = ("title", "dc:title")
_ABSTRACTS = ("description", "summary", "dc:description", "dcterms:abstract", "abstract")
CONTENTS = ("content:encoded", "content")
_CATEGORIES = ("arxiv:primary_category", "category", "dc:subject", "prism:section")
_DOIS = ("arxiv:doi", "prism:doi", "doi", "dc:identifier")
VENUES = ("arxiv:journal_ref", "arxiv:journal_reference", "prism:publicationname")
COMMENTS = ("arxiv:comment",)
_HANDLED = frozenset(
    (
        "enclosure", "arxiv:announce_type", "dc:language", "author/email", "author/uri", *_TITLES, *ADDRESSES,
        *AUTHORS, *_ABSTRACTS, *CONTENTS, *_CATEGORIES, *_DOIS, *VENUES, *COMMENTS, *DATES,
    )
)  # fmt: skip
_TAKEN = frozenset(("title", "content", "arxiv", "doi", "announced", "version", *TEXT_FIELDS))


class Named(NamedTuple):
    """A text under the name of a field, and its line."""

    name: str
    text: str
    line: int


def texts_of(item: Item, url: str) -> Iterator[Named]:
    """Yield title, abstract, identifiers, and what no field takes; `url` is the item's address."""
    title, told = _title(item)
    abstract, said = _abstract(item)
    yield Named("title", title, _line(item, *_TITLES))
    yield Named("abstract", abstract, _line(item, *_ABSTRACTS, *CONTENTS))
    yield from _dois(item)
    announced = item.text("arxiv:announce_type") or said.get("announced") or told.get("announced", "")
    yield Named("announced", one_line(announced), item.line)
    if not _VERSION.search(url):
        version = said.get("version") or told.get("version") or _version(item)
        yield Named("version", version, item.line)
    yield from (Named(name, text, item.line) for name, text in _other_texts(item, abstract))


def categories_of(item: Item) -> tuple[str, ...]:
    """Return codes or labels, the primary one first; Atom has them in an attribute."""
    behind_title = _title(item)[1].get("category", "")
    found = (one for name in _CATEGORIES for one in item.elements if one.name == name)
    named = (one_line(one.attributes.get("term", "") or plain(one.text)) for one in found)
    return tuple(filter(None, (behind_title, *named)))


def _line(item: Item, *names: str) -> int:
    found = item.all(*names)
    return found[0].line if found else item.line


def _is_plain(element: Element, item: Item) -> bool:
    """Tell texts from HTML: Atom says which it is, and arXiv's feeds of RSS 2.0 hold text."""
    if element.name in ("title", "summary", "content"):
        kind = element.attributes.get("type", "")
        if kind or item.all("id", "updated"):
            return kind.lower() not in ("html", "text/html", "xhtml", "application/xhtml+xml")
    return bool(item.all("arxiv:announce_type"))


def _read_text(element: Element, item: Item) -> str:
    return one_line(element.text) if _is_plain(element, item) else plain(element.text)


def _title(item: Item) -> tuple[str, dict[str, str]]:
    """Return the title, and what RSS 1.0 says of the paper behind it."""
    found = item.all(*_TITLES)
    title = _read_text(found[0], item) if found else ""
    told = _IN_TITLE.search(title) if title.endswith(")") else None
    if not told:
        return title, {}
    facts = {"version": told[2] or "", "category": told[3] or ""}
    facts["announced"] = _ANNOUNCEMENTS[(told[4] or "").lower()]
    return title[: told.start()], facts


def _abstract(item: Item) -> tuple[str, dict[str, str]]:
    """Return the abstract, and what arXiv says of the paper before it."""
    found = item.all(*_ABSTRACTS) or item.all(*CONTENTS)
    if not found:
        return "", {}
    told = _ANNOUNCED.match(found[0].text)
    if told:
        return one_line(found[0].text[told.end() :]), {"version": told[2] or "", "announced": told[3]}
    return _ONLINE.sub("", _read_text(found[0], item), count=1), {}


def _dois(item: Item) -> Iterator[Named]:
    given = [one for name in _DOIS for one in item.all(name)]
    dois = [one for one in given if _DOI.search(one.text)]
    if dois:
        yield Named("doi", one_line(dois[0].text), dois[0].line)
    others = (one for one in given if not _DOI.search(one.text))
    yield from (Named("identifier", one_line(one.text), one.line) for one in others)


def _other_texts(item: Item, abstract: str) -> Iterator[tuple[str, str]]:
    """Yield what no field takes: elements of other names, content that says more, a later day."""
    texts: dict[str, list[str]] = {}
    for one in item.elements:
        if one.name not in _HANDLED:
            name = re.split("[:/]", one.name)[-1]
            free = name if name not in _TAKEN else re.sub("[:/]", "_", one.name)
            texts.setdefault(free, []).append(plain(one.text))
    yield from ((name, "; ".join(dict.fromkeys(filter(None, some)))) for name, some in texts.items())
    content = plain(item.text(*CONTENTS))
    if content and content not in abstract:
        yield "content", content
    later = day(item.text("updated"))
    if later != date_of(item):
        yield "updated", later


def address_of(item: Item, is_paper: Callable[[str], object]) -> str:
    """Return the first address of which `is_paper` is true, else the first of all."""
    found = [
        address
        for name in ADDRESSES
        for one in item.elements
        if one.name == name
        for address in (_target(one, is_paper),)
        if address
    ]
    return next((one for one in found if is_paper(one)), found[0] if found else "")


def _target(element: Element, is_paper: Callable[[str], object]) -> str:
    text = element.text.strip()
    named = _OAI.fullmatch(text)
    if named:
        return f"https://arxiv.org/abs/{named[1]}{named[2] or ''}"
    given = element.attributes
    if given.get("rel", "alternate") != "alternate" or "pdf" in given.get("type", ""):
        return ""
    address = text or given.get("href", "").strip()
    return address if address.startswith(("http:", "https:", "ftp:")) or is_paper(address) else ""


def pdf_of(item: Item) -> str:
    """Return the address of a PDF, or ''."""
    for one in item.elements:
        given = one.attributes
        if one.name in ("link", "enclosure") and (
            given.get("title") == "pdf" or "pdf" in given.get("type", "")
        ):
            return (given.get("href") or given.get("url") or "").strip()
    return ""


def authors_of(item: Item) -> str | tuple[str, ...]:
    """Return names one by one where the feed has them so, else the printed line."""
    found = item.all(*AUTHORS)
    linked = [name for one in found for name in _LINKED_NAME.findall(one.text)]
    if linked:  # RSS 1.0 has affiliations between them
        return tuple(filter(None, map(plain, linked)))
    names = [plain(one.text) for one in found]
    names = [mailed[1] if (mailed := _MAILED_NAME.fullmatch(name)) else name for name in names]
    if len(names) != 1:
        return tuple(names)
    turned = _TURNED.findall(names[0])
    if turned and not _TURNED.sub("", names[0]):
        return tuple(f"{family.strip()}, {given.strip()}" for family, given in turned)
    return names[0]


def date_of(item: Item) -> str:
    """Return the day of publication (of announcement, in daily feeds) in ISO 8601, or ''."""
    return next((found for name in DATES for one in item.all(name) if (found := day(one.text))), "")


def day(printed: str) -> str:
    """Return a printed day in ISO 8601, or ''."""
    found = find_date(printed) or ""
    return "" if found == _UNDATED else found


def _version(item: Item) -> str:
    """Return the version in an identifier of arXiv's feeds (`v2`), or ''."""
    named = (_OAI.fullmatch(one.text.strip()) for one in item.all("guid", "id"))
    return next((found[2] or "" for found in named if found), "")
