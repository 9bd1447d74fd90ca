"""What the classes of a page's elements call them: `class="paper-title"`, `class="authors"`.

Pages that print no labels have them there, for their own style sheets.
"""

from __future__ import annotations

from functools import lru_cache

from digestcli.text.regex import regex

TITLE = "title"
"""The title of an entry, which a page prints as a heading of its own making."""

_WORD = regex(r"[a-z]+")
_LABELS = {
    "authors": "Authors", "author": "Authors", "abstract": "Abstract", "tldr": "TL;DR", "date": "Date",
    "published": "Date", "venue": "Venue", "journal": "Journal", "categories": "Categories",
    "category": "Categories", "subjects": "Categories", "keywords": "Keywords", "keyword": "Keywords",
    "affiliation": "Affiliations", "affiliations": "Affiliations", "doi": "DOI", "motivation": "Motivation",
    "method": "Method", "result": "Result", "conclusion": "Conclusion", "summary": "Summary",
}  # fmt: skip
_CHINESE, _ENGLISH = (
    frozenset(("zh", "cn", "chinese", "translated")),
    frozenset(("en", "english", "original")),
)
_TITLES = frozenset(("title", "headline"))
_PAPER = frozenset(("paper", "article", "entry", "item", "card", "post", "arxiv", "text", "main", "name"))
_PARTS = frozenset(  # words of things around entries, and of controls
    """section page site header nav toc btn button icon toggle wrap wrapper container list grid count total
    stats stat filter filters tabs tab label group footer block row box select picker toolbar modal""".split()  # noqa: SIM905
)


@lru_cache(maxsize=1024)  # a page has a few classes and many elements
def class_label(classes: str) -> str:
    """Return the label that the classes of an element stand for, TITLE for an entry's title, '' for none.

    >>> class_label("mb-2 paper-title"), class_label("title-zh"), class_label("authors")
    ('title', 'Chinese Title', 'Authors')
    >>> class_label("page-title"), class_label("title-wrapper")
    ('', '')
    """
    for one in classes.lower().split():
        words = _WORD.findall(one)
        if not words or not _PARTS.isdisjoint(words):
            continue
        named = [word for word in words if word in _TITLES]
        rest = set(words) - _TITLES
        if named and rest & (_CHINESE | _ENGLISH):
            return "Chinese Title" if rest & _CHINESE else "English Title"
        if named and rest <= _PAPER:
            return TITLE
        label = "" if named else next((_LABELS[word] for word in words if word in _LABELS), "")
        if label and len(words) <= 2:
            return label
    return ""
