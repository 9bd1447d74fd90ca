"""An entry, or a whole digest, as an item of a feed: identity, dates, and a page of HTML.

The HTML is made piece by piece, so that a digest may be as long as it likes; only then its number of
entries, and so its title, are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from html import escape
from itertools import chain, groupby
from typing import NamedTuple
from urllib.parse import quote

from digestcli.model import TEXT_FIELDS, Entry, Text
from digestcli.text.languages.tags import language_tag
from digestcli.text.wrapped import paragraphs

AUTHORITY = "tag:digestcli,2026:"
"""What the ids of items without an address begin with (RFC 4151)."""

_EPRINT = "https://arxiv.org/abs/"
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_ARXIV_MONTH = re.compile(r"(\d\d)(\d\d)\.\d{4,5}")
_SAFE = "%/:?#[]@!$&'()*+,;=~-._"
_NAMES = {"tldr": "TL;DR", "body": "Text"}


class Item(NamedTuple):
    """One item. `html` is to be read to its end before `title` is called.

    `id` is an IRI that stays the same in every export; `language` and those in `html` are BCP 47.
    """

    id: str
    url: str
    title: Callable[[], str]
    html: Iterator[str]
    summary: str = ""
    language: str = ""
    day: date | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    pdf: str = ""


def items(entries: Iterable[Entry], per: str) -> Iterator[tuple[Item, Callable[[], int]]]:
    """Yield an item for each entry, or each digest where `per` is 'digest', and how many entries it has.

    An item must be read before the next is asked for.
    """
    if per != "digest":
        for entry in entries:
            yield item_of(entry), _one
        return
    for key, some in groupby(entries, key=lambda entry: entry.digest):
        counting = _Counting(some)
        first = next(counting)
        yield _digest_item(key, first, counting), counting.count


def _one() -> int:
    return 1


class _Counting:
    """Entries that are counted as they pass; the first can be looked at before."""

    def __init__(self, entries: Iterator[Entry]) -> None:
        self._entries = entries
        self._passed = 0

    def __iter__(self) -> Iterator[Entry]:
        return self

    def __next__(self) -> Entry:
        entry = next(self._entries)
        self._passed += 1
        return entry

    def count(self) -> int:
        return self._passed


def item_of(entry: Entry) -> Item:
    """Return the item of one entry."""
    title = " ".join(entry.title.first("en", "zh").split()) or entry.id
    summary = entry.tldr or entry.abstract or entry.body
    language = next((tag for tag in ("en", "zh") if entry.title.get(tag)), "") or _language(entry.title)
    return Item(
        id=_id_of(entry),
        url=_address(entry),
        title=lambda: title,
        html=_page(entry),
        summary=" ".join(summary.first("zh", "en").split()),
        language=language_tag(language, entry.script) if language else "",
        day=day_of(entry),
        authors=tuple(name for name in map(str.strip, entry.authors) if name),
        tags=tuple(dict.fromkeys(name for name in map(str.strip, entry.categories) if name)),
        pdf=link(entry.pdf),
    )


def _language(text: Text) -> str:
    return next((tag for tag, _ in text.items()), "")


def _digest_item(key: str, first: Entry, entries: _Counting) -> Item:
    def title() -> str:
        count = entries.count()
        return f"{first.date or key}: {count} {'entry' if count == 1 else 'entries'}"

    return Item(
        id=AUTHORITY + quote(key, safe="-._~"), url="", title=title, html=_list(first, entries),
        day=_day(first.date), tags=(first.source.reader,),
    )  # fmt: skip


def _id_of(entry: Entry) -> str:
    """Return the address of the arXiv abstract or of the DOI, else a tag made of digest and number."""
    arxiv, doi = entry.identifiers.get("arxiv"), entry.identifiers.get("doi")
    if arxiv:
        return _EPRINT + quote(arxiv.encode("utf-8", "replace"), safe="/")
    if doi:
        return "https://doi.org/" + quote(doi.encode("utf-8", "replace"), safe="/:;()._-")
    return f"{AUTHORITY}{quote(entry.digest.encode('utf-8', 'replace'), safe='-._~')}/{entry.number}"


def _address(entry: Entry) -> str:
    found = link(entry.url)
    identity = _id_of(entry)
    return found or (identity if identity.startswith("https:") else "")


def link(address: str | None) -> str:
    """Return an address of the web that any program may follow; '' for everything else."""
    if not address or not _WEB.match(address):
        return ""
    return quote(address.strip().encode("utf-8", "replace"), safe=_SAFE)


def day_of(entry: Entry) -> date | None:
    """Return the day of an entry: the first of a month or year; without one, that of its arXiv id."""
    found = _day(entry.date)
    month = _ARXIV_MONTH.match(entry.identifiers.get("arxiv", "")) if not found else None
    return _day(f"20{month[1]}-{month[2]}") if month else found


def _day(printed: str | None) -> date | None:
    match = _DATE.fullmatch(printed or "")
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None
    except ValueError:
        return None


def _page(entry: Entry) -> Iterator[str]:
    """Yield what a reader of feeds shows of an entry: all its texts, each with its language."""
    for tag, text in entry.title.items():
        yield f"<p{_lang(tag, entry)}><strong>{_inline(text)}</strong></p>\n"
    authors = [*map(_inline, entry.authors), *([] if entry.authors_complete else ["et al."])]
    if authors:
        yield f"<p>{', '.join(authors)}</p>\n"
    for name in TEXT_FIELDS:
        for tag, text in getattr(entry, name).items():
            yield f"<h4>{_NAMES.get(name) or name.capitalize()}</h4>\n"
            yield from (f"<p{_lang(tag, entry)}>{_inline(one)}</p>\n" for one in paragraphs(text))
    facts = [*_facts(entry)]
    if facts:
        yield "<ul>\n" + "".join(f"<li>{label}: {value}</li>\n" for label, value in facts) + "</ul>\n"


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.categories:
        yield "Categories", _inline("; ".join(entry.categories))
    for label, text in (("Venue", entry.venue), ("Comment", entry.comment)):
        if text:
            yield label, _inline(text)
    for label, address in (("Link", entry.url), ("PDF", entry.pdf), ("Code", entry.code)):
        if address:
            yield label, _anchor(address, _inline(address))
    for name, text in entry.extra.items():
        yield _inline(name.replace("_", " ").capitalize()), _inline(text)
    for one in entry.references:
        yield f"[{_inline(one.marker)}]", _anchor(one.url or "", _inline(one.title or one.url or ""))


def _list(first: Entry, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the list of a digest: under each category the titles, the authors, and the summary."""
    category = None
    for entry in chain((first,), entries):
        yield from _listed(entry, category)
        category = entry.category


def _listed(entry: Entry, category: str | None) -> Iterator[str]:
    if entry.category != category and entry.category:
        yield f"<h3>{_inline(entry.category)}</h3>\n"
    title = _inline(entry.title.first("en", "zh") or entry.id)
    yield f"<p>{entry.number}. {_anchor(_address(entry), f'<strong>{title}</strong>')}"
    if entry.title.zh and entry.title.en:
        yield f"<br>\n<span{_lang('zh', entry)}>{_inline(entry.title.zh)}</span>"
    if entry.authors:
        yield f"<br>\n<em>{', '.join(map(_inline, entry.authors))}</em>"
    for tag, text in entry.tldr.items():
        yield f"<br>\n<span{_lang(tag, entry)}>{_inline(text)}</span>"
    yield "</p>\n"


def _lang(language: str, entry: Entry) -> str:
    return f' lang="{language_tag(language, entry.script)}"'


def _inline(text: str) -> str:
    return escape(" ".join(text.split()))


def _anchor(address: str, html: str) -> str:
    target = link(address)
    return f'<a href="{escape(target)}">{html}</a>' if target else html
