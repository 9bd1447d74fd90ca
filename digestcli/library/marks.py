"""Where in a text a query hits: the places that a search shows, in the original letters.

The tokens of a text are compared as the index compares them (stems by its own stemmer, pairs of Han
characters, phrases, beginnings), and each knows its place in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from digestcli.library.match import stems, ways
from digestcli.library.store import Library
from digestcli.model import TEXT_FIELDS, Entry
from digestcli.query.tree import Node, words_of
from digestcli.text.tokens import Token, placed_tokens

Span = tuple[int, int]
"""First character of a hit and the one after its last."""


class Snippet(NamedTuple):
    """A part of one text of an entry with the hits in it."""

    text: str
    spans: tuple[Span, ...] = ()


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
        tokens = placed_tokens(text)
        self._learn(token.text for token in tokens)
        known = [self._stems[token.text] for token in tokens]
        found = [
            span
            for name, ways in self._ways
            if name in ("", field)
            for way in ways
            for span in _spans(way, tokens, known)
        ]
        return _merged(found)

    def snippet(self, entry: Entry, length: int = 160) -> Snippet:
        """Return the part of an entry's texts, some `length` characters long, that has most hits."""
        best = Snippet("")
        for name in (
            "tldr",
            "abstract",
            *(field for field in TEXT_FIELDS if field not in ("tldr", "abstract")),
        ):
            for text in dict(getattr(entry, name).items()).values():
                found = _densest(text, self.spans(text, name), length)
                if not best.text or len(found.spans) > len(best.spans):
                    best = found
        return best


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


def _densest(text: str, spans: list[Span], length: int) -> Snippet:
    """Cut the part with most hits out of a text, at blanks where there are any near."""
    if len(text) <= length:
        return Snippet(text, tuple(spans))
    counts = [sum(1 for _, end in spans[at:] if end <= start + length) for at, (start, _) in enumerate(spans)]
    inside = spans[counts.index(max(counts))] if spans else (0, 0)
    last = max((end for _, end in spans if end <= inside[0] + length), default=inside[1])
    start = max(0, min(inside[0] - (length - (last - inside[0])) // 2, len(text) - length))
    start, end = _at_blank(text, start, last), min(len(text), start + length)
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    shift = len(before) - start
    kept = tuple((one + shift, other + shift) for one, other in spans if one >= start and other <= end)
    return Snippet(before + text[start:end] + after, kept)


def _at_blank(text: str, start: int, limit: int) -> int:
    """Move a cut to the next beginning of a word, but not far and not past `limit`."""
    if not start:
        return 0
    at = text.find(" ", start, min(start + 20, limit))
    return at + 1 if at >= 0 else start
