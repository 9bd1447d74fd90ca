"""Feeds of papers: arXiv's daily RSS and Atom, answers of its API, journals' feeds, and our own exports.

An item is a paper; elements that no field takes are kept in `extra`. What an item says is found out in
documents/feeds/feeditem.py, which is imported with expat only when a feed is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from digestcli.documents.feeds.feedroot import is_feed
from digestcli.identifiers import identify
from digestcli.model import Issue, Reference
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source

if TYPE_CHECKING:
    from digestcli.documents.feeds.syndication import Feed, Item

_PAPER = (  # the elements and attributes that hold addresses, and those of papers
    r"(?:<(?:[\w.-]{1,40}:)?(?:link|origlink|guid|id|identifier|doi|url)(?:\s[^<>]{0,300})?>\s{0,40}"
    r"(?:<!\[CDATA\[\s{0,40})?"
    r"|<(?:[\w.-]{1,40}:)?(?:link|item|li)\s[^<>]{0,300}(?:href|about|resource)\s?=\s?[\"'])"
    r"[^<>\"'\s]{0,200}?(?:arxiv\.org/(?:abs|pdf|html)/|oai:arXiv\.org:|10\.\d{4,9}/|nature\.com/articles/\w)"
)
_ARXIVS = (
    r"<(?:link|id|atom:link)\b[^<]{0,300}(?:rss\.arxiv\.org|export\.arxiv\.org|arxiv\.org/(?:api|rss|atom))/"
)
_ITEM = r"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]"
_OURS = r"digest(?: \d[\w.+-]*)?"  # the generator of digestcli/writers/feed.py
_DATES = ("pubdate", "lastbuilddate", "updated", "dc:date", "modified", "published")
_NO_EXTRA = frozenset(("categories", "link", "venue", "comment", "pdf", "code"))


def sniff(text: str) -> bool:
    """Claim feeds with the address of a paper (arXiv, DOI) as that of an item, and arXiv's empty days."""
    return is_feed(text) and (re.search(_PAPER, text, re.IGNORECASE) is not None or _is_empty_day(text))


def _is_empty_day(text: str) -> bool:
    """Tell a feed of arXiv itself without papers, as it is at weekends."""
    return re.search(_ARXIVS, text) is not None and re.search(_ITEM, text) is None


def read(source: Source) -> Parsed:
    """Read an entry for each item; what is not well-formed is an Issue and costs only its line."""
    from digestcli.documents.feeds.feeditem import day
    from digestcli.documents.feeds.htmltext import plain
    from digestcli.documents.feeds.syndication import read_feed

    feed = read_feed(source.text)
    ours = re.fullmatch(_OURS, feed.head.get("generator", "")) is not None
    entries = tuple(_our_entry(item) if ours else _entry(item) for item in feed.items)
    nothing = (
        () if entries or _is_empty_day(source.text) else (Issue("no-entries", "a feed without items", 1),)
    )
    return Parsed(
        entries,
        date=next((found for name in _DATES if (found := day(feed.head.get(name, "")))), ""),
        title=plain(feed.head.get("title", "")),
        issues=(*feed.issues, *_counted(feed), *nothing),
    )


def _counted(feed: Feed) -> Iterator[Issue]:
    """Hold an answer of the API against the number of entries that it declares."""
    names = ("totalresults", "startindex", "itemsperpage")
    total, start, most = (feed.head.get(f"opensearch:{name}", "") for name in names)
    if all(re.fullmatch(r"[0-9]{1,9}", number) for number in (total, start, most)):
        declared = max(0, min(int(total) - int(start), int(most)))
        if declared != len(feed.items):
            yield Issue("count-mismatch", f"{declared} entries declared, {len(feed.items)} there", 1)


def _entry(item: Item) -> RawEntry:
    from digestcli.documents.feeds import feeditem
    from digestcli.documents.feeds.htmltext import one_line, plain

    url = feeditem.address_of(item, identify)
    return RawEntry(
        line=item.line,
        end=item.end,
        categories=feeditem.categories_of(item),
        authors=feeditem.authors_of(item),
        url=url,
        pdf=feeditem.pdf_of(item),
        venue=plain(item.text(*feeditem.VENUES)),
        comment=one_line(item.text(*feeditem.COMMENTS)),
        date=feeditem.date_of(item),
        fields=tuple(RawField(name, text, line) for name, text, line in feeditem.texts_of(item, url) if text),
        issues=tuple(_issues(item, url)),
    )


def _issues(item: Item, url: str) -> Iterator[Issue]:
    if not item.whole:
        yield Issue("truncated", "the item is broken or not closed", item.end)
    if not url:
        yield Issue("missing-link", "no address", item.line)


def _our_entry(item: Item) -> RawEntry:
    """Read an item that digest wrote: its page has every text and its language."""
    from digestcli.documents.feeds import feeditem
    from digestcli.documents.feeds.htmltext import one_line, read_page

    page = read_page(item.text(*feeditem.CONTENTS))
    if not page.texts:  # an entry without texts, or cut off before them
        return _entry(item)
    texts = [*page.texts]
    if not any(name == "title" for name, _, _ in texts):
        texts.insert(0, ("title", "", one_line(item.text("title"))))
    facts = {label.lower().replace(" ", "_"): text for label, _, text in page.facts}
    names = tuple(one_line(one.text) for one in item.all("dc:creator", "author/name"))
    url = feeditem.address_of(item, identify)
    return RawEntry(
        line=item.line,
        end=item.end,
        categories=feeditem.categories_of(item),
        authors=(*names, *(() if page.complete else ("et al.",))),
        url=url,
        pdf=feeditem.pdf_of(item) or facts.get("pdf", ""),
        code=facts.get("code", ""),
        venue=facts.get("venue", ""),
        comment=facts.get("comment", ""),
        date=feeditem.date_of(item),
        fields=tuple(RawField(name, text, item.line, tag) for name, tag, text in (*texts, *_extra(facts))),
        references=_references(page.facts),
        issues=tuple(_issues(item, url)),
    )


def _extra(facts: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    return ((name, "", text) for name, text in facts.items() if name not in _NO_EXTRA and name[0] != "[")


def _references(facts: Sequence[tuple[str, str, str]]) -> tuple[Reference, ...]:
    return tuple(
        Reference(label[1:-1], text if text != address else None, address or None)
        for label, address, text in facts
        if label.startswith("[") and label.endswith("]")
    )


READER = Reader("arxiv-feed", "Feeds of papers: arXiv's RSS and Atom, its API, journals", sniff, read)
