"""Where in a text a query hits: the places that a search shows, in the original letters.

The tokens of a text are compared as the index compares them (stems by its own stemmer, pairs of Han
characters, phrases, beginnings), and each knows its place in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from digestcli.library.match import stems, ways
from digestcli.library.store import Library
from digestcli.model import TEXT_FIELDS, Entry
from digestcli.query.tree import Node, words_of
from digestcli.text.excerpt import Excerpt, Span, excerpt
from digestcli.text.tokens import Token, placed_tokens

_IN_ORDER = ("tldr", "abstract", *(name for name in TEXT_FIELDS if name not in ("tldr", "abstract")))
"""The fields a snippet is taken of; the first of those with as many hits."""


class _Way(NamedTuple):
    """One sequence of stems that is a hit; the last may be only a beginning."""

    stems: tuple[str, ...]
    open_ended: bool


class Marker:
    """Finds the hits of one query in texts."""

    def __init__(self, library: Library, query: Node) -> None:
        """Prepare for `query`; `library` lends its stemmer."""
        self._db = library.connection
        self._stems: dict[str, str] = {}
        self._ways: list[tuple[str, list[_Way]]] = []
        for term in words_of(query):
            found = ways(self._db, term)
            self._learn(token.removesuffix("*") for way in found for token in way)
            self._ways.append((term.field, [self._way(way) for way in found]))

    def _way(self, way: Sequence[str]) -> _Way:
        return _Way(tuple(self._stems[token.removesuffix("*")] for token in way), way[-1].endswith("*"))

    def _learn(self, words: Iterator[str]) -> None:
        new = [word for word in dict.fromkeys(words) if word not in self._stems]
        if new:
            self._stems.update({word: word for word in new} | stems(self._db, new))

    def spans(self, text: str, field: str = "") -> list[Span]:
        """Return where the terms for `field` (one of the query's, '' for any) hit `text`, in order."""
        wanted = [way for name, ways in self._ways if name in ("", field) for way in ways]
        if not wanted:
            return []
        tokens = placed_tokens(text)
        self._learn(token.text for token in tokens)
        known = [self._stems[token.text] for token in tokens]
        there = set(known)
        found = [
            span
            for way in wanted
            if way.open_ended or there.issuperset(way.stems)
            for span in _spans(way, tokens, known)
        ]
        return _merged(found)

    def snippet(self, entry: Entry, length: int = 160) -> Excerpt:
        """Return the part of a text of `entry`, at most `length` characters long, that has most hits."""
        best = Excerpt("")
        for text, spans in self._found(entry):
            found = excerpt(text, spans, length)
            if not best.text or len(found.spans) > len(best.spans):
                best = found
        return best

    def _found(self, entry: Entry) -> Iterator[tuple[str, list[Span]]]:
        """Yield the texts of an entry that the index knows, but for its titles, with the hits in them."""
        for name in _IN_ORDER:
            for text in dict(getattr(entry, name).items()).values():
                yield text, self.spans(text, name)
        labels = (label for _, label in entry.category_label.items())
        for name, text in (
            ("venue", entry.venue),
            *(("other", text) for text in (entry.comment, *entry.extra.values(), *labels)),
        ):
            if text:
                yield text, self.spans(text, name)
        yield self._listed(entry.authors)

    def _listed(self, authors: Iterable[str]) -> tuple[str, list[Span]]:
        """Return the authors as one text; a hit stands in one name."""
        text, spans = "", []
        for name in authors:
            text += ", " if text else ""
            spans += [(len(text) + start, len(text) + end) for start, end in self.spans(name, "author")]
            text += name
        return text, spans


def _spans(way: _Way, tokens: Sequence[Token], known: Sequence[str]) -> Iterator[Span]:
    size = len(way.stems)
    first, last = way.stems[0], way.stems[-1]
    for at in range(len(tokens) - size + 1):
        if size > 1 and known[at] != first:
            continue
        if known[at : at + size - 1] != list(way.stems[:-1]):
            continue
        end = known[at + size - 1]
        if end == last or (way.open_ended and end.startswith(last)):
            yield tokens[at].start, _end(tokens, at + size - 1, whole=end == last or len(last) > 1)


def _end(tokens: Sequence[Token], at: int, *, whole: bool) -> int:
    """Return where a hit ends that ends in a token; of a pair of Han characters one may be meant."""
    following = tokens[at + 1].start if at + 1 < len(tokens) else tokens[at].end
    return tokens[at].end if whole else min(tokens[at].end, max(following, tokens[at].start + 1))


def _merged(spans: list[Span]) -> list[Span]:
    """Return the spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
