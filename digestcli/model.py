"""The values everything else passes along: immutable, without I/O.

Named tuples rather than dataclasses: making the classes is a tenth of the start-up time, and making
an entry takes a third of the time (docs/decisions.md).

An `Entry` is one item of a `Digest`: a paper, a news item or an article. Its field names, and
the JSON record made of them (see record.py), are described in docs/data-model.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

TEXT_FIELDS = ("tldr", "motivation", "method", "result", "conclusion", "abstract", "body")
"""The text fields of an entry, in the order in which a person reads them."""

KINDS = ("paper", "news", "article")


class Issue(NamedTuple):
    """A problem in the data: a value, never an exception. `line` counts from 1; 0 is unknown."""

    code: str
    message: str
    line: int = 0


class Text(NamedTuple):
    """One text in the languages it is given in: BCP 47 primary tag -> text.

    `zh` and `en` are named because every digest has at least one of them; anything else
    (`ja`, `ko`, ...) stands in `others` as sorted (tag, text) pairs.
    """

    zh: str | None = None
    en: str | None = None
    others: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, texts: Mapping[str, str | None]) -> Text:
        """Build from language -> text; empty texts count as absent."""
        zh, en = texts.get("zh") or None, texts.get("en") or None
        if len(texts) == ("zh" in texts) + ("en" in texts):
            return cls(zh, en)
        others = sorted((tag, text) for tag, text in texts.items() if text and tag not in ("zh", "en"))
        return cls(zh, en, tuple(others))

    def items(self) -> Iterator[tuple[str, str]]:
        """Yield (language, text) for the languages there are: zh, en, then the others."""
        if self.zh:
            yield "zh", self.zh
        if self.en:
            yield "en", self.en
        yield from self.others

    def get(self, language: str) -> str | None:
        """Return the text in `language`, or None."""
        return dict(self.items()).get(language)

    def first(self, *languages: str) -> str:
        """Return the text in the first of `languages` there is, else in any, else ''."""
        texts = dict(self.items())
        for language in languages:
            if language in texts:
                return texts[language]
        return next(iter(texts.values()), "")

    def __bool__(self) -> bool:
        return bool(self.zh or self.en or self.others)


NO_TEXT = Text()


class Reference(NamedTuple):
    """A source that an entry names: a footnote, or a line of its list of references."""

    marker: str
    title: str | None = None
    url: str | None = None
    identifiers: Mapping[str, str] = MappingProxyType({})


class Origin(NamedTuple):
    """Where an entry was read: the file's name, the reader, first and last line (from 1)."""

    file: str
    reader: str
    lines: tuple[int, int] = (0, 0)


class Digest(NamedTuple):
    """One digest file (or a file and its companion) as a whole."""

    key: str
    reader: str
    date: str | None = None
    title: str | None = None
    file: str = ""
    issues: tuple[Issue, ...] = ()


class Entry(NamedTuple):
    """One paper, news item or article of a digest. See docs/data-model.md for each field."""

    id: str
    number: int
    kind: str
    digest: str
    date: str | None
    category: str
    categories: tuple[str, ...]
    category_label: Text
    title: Text
    authors: tuple[str, ...]
    authors_complete: bool
    url: str | None
    identifiers: Mapping[str, str]
    venue: str | None
    comment: str | None
    pdf: str | None
    code: str | None
    tldr: Text
    motivation: Text
    method: Text
    result: Text
    conclusion: Text
    abstract: Text
    body: Text
    extra: Mapping[str, str]
    references: tuple[Reference, ...]
    script: str | None
    source: Origin
    issues: tuple[Issue, ...]
