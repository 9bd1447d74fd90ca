"""What of an archive need not be read for a selection: files by the manifest, row groups by statistics.

Only what must hold for every entry is pushed down: the options, and the terms of a query that all of
its parts are under. What this lets through is asked exactly afterwards, unless nothing else was asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

import pyarrow
from pyarrow import compute

from digestcli.archive.manifest import File, Manifest
from digestcli.errors import NoMatch, UsageError
from digestcli.library.filters import category_test
from digestcli.library.select import Selection
from digestcli.model import Digest
from digestcli.query.tree import And, Node, Not, Or, Term
from digestcli.text.fold import fold_label
from digestcli.ui import say

_LAST = "\U0010ffff"
"""After every text that goes on."""


class Push(NamedTuple):
    """What is read for a selection."""

    selection: Selection
    """What to ask of each entry that is read; digests by their keys."""
    files: tuple[File, ...]
    """Those that may hold such entries, the newest first."""
    wanted: Any
    """What must hold for a row, as an expression of pyarrow; None for nothing."""
    exact: bool
    """Whether every row that it lets through is meant."""
    codes: frozenset[str] | None = None
    """The primary categories that may be among them; None for all."""

    def with_wanted(self, more: Any) -> Push:
        """Return the same, for the rows for which another expression holds, too; None asks nothing."""
        if more is None:
            return self
        return self._replace(wanted=more if self.wanted is None else self.wanted & more)


def pushed(manifest: Manifest, selection: Selection) -> Push:
    """Return what is to be read of an archive for `selection`.

    Raises UsageError for what only a library knows, and NoMatch for a digest that is not there.
    """
    selection = _settled(manifest, selection)
    terms = [*_options(selection), *_conjuncts(selection.query)]
    labels = {one for file in manifest.files() for one in file.categories}
    codes = _codes(labels, selection, terms)
    files = manifest.files()
    if codes:
        files = [file for file in files if not codes.codes.isdisjoint(one[0] for one in file.categories)]
    for term in terms:
        if term.field == "since":
            files = [file for file in files if file.last >= term.text]
        if term.field == "until":
            files = [file for file in files if file.first <= term.text + _LAST]
    conditions = [_expression(term) for term in terms if term.field in _PUSHED]
    if codes:
        conditions.append(
            compute.field("category").isin(pyarrow.array(sorted(codes.codes), pyarrow.string()))
        )
    if selection.digests:
        conditions.append(compute.field("digest").isin(list(selection.digests)))
    wanted = None
    for one in conditions:
        wanted = one if wanted is None else wanted & one
    exact = (
        not selection.authors
        and not (selection.categories and selection.any_category)
        and (not codes or codes.sure)
        and _is_pushed(selection.query)
    )
    files.sort(key=lambda file: (file.last, file.name), reverse=True)
    meant = selection._replace(digests=(), limit=None)
    return Push(meant, tuple(files), wanted, exact, codes.codes if codes else None)


def _settled(manifest: Manifest, selection: Selection) -> Selection:
    """Return a selection that each part of the archive can be asked by itself."""
    if selection.new or any(term.field in ("is", "tag") for term in _terms(selection.query)):
        raise UsageError(
            say("--new, is: and tag: ask a library, not an archive"),
            say("take the papers into one: `digest add URL`"),
        )
    digests = manifest.digests() if selection.digests or selection.query else []
    keys = [key for name in selection.digests for key in _named(digests, name)]
    query = selection.query and _with_keys(selection.query, digests)
    return selection._replace(digests=tuple(dict.fromkeys(keys)), query=query)


def _named(digests: list[Digest], name: str) -> list[str]:
    """Return the keys of the digests that `name` means: a key, a date, or the latest. Raises NoMatch."""
    keys = keys_of(digests, name)
    if not keys:
        raise NoMatch(say("no digest {name!r} in the archive", name=name))
    return keys


def keys_of(digests: list[Digest], name: str) -> list[str]:
    """Return the keys of the digests that `name` means, of `digests` from the newest; there may be none."""
    by_key = [one.key for one in digests if one.key == name]
    by_date = [one.key for one in digests if one.date == name]
    return by_key or by_date or ([one.key for one in digests[:1]] if name == "latest" else [])


def _with_keys(node: Node, digests: list[Digest]) -> Node:
    """Return a query that names digests by their keys: no part of the archive knows their dates."""
    if isinstance(node, Not):
        return Not(_with_keys(node.part, digests))
    if not isinstance(node, Term):
        return type(node)(tuple(_with_keys(part, digests) for part in node.parts))
    name, _, number = node.text.rpartition(":") if node.field == "id" else (node.text, "", "")
    if node.prefix or node.field not in ("digest", "id") or not name:
        return node
    after = f":{number}" if number else ""
    terms = tuple(node._replace(text=key + after) for key in dict.fromkeys(keys_of(digests, name)))
    return terms[0] if len(terms) == 1 else Or(terms) if terms else node


def _terms(node: Node | None) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    elif isinstance(node, Not):
        yield from _terms(node.part)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _terms(part)


def _options(selection: Selection) -> Iterator[Term]:
    """Yield what the options say as terms of a query would."""
    for field in ("since", "until", "kind"):
        if text := getattr(selection, field):
            yield Term(text, field)


def _conjuncts(node: Node | None) -> Iterator[Term]:
    """Yield the terms that every entry must hold for a query to hold."""
    if isinstance(node, Term):
        yield node
    elif isinstance(node, And):
        for part in node.parts:
            yield from _conjuncts(part)


_PUSHED = ("since", "until", "kind")


def _expression(term: Term) -> Any:
    if term.field == "since":
        return compute.field("date") >= term.text
    if term.field == "until":
        return compute.field("date") < term.text + _LAST
    return compute.field("kind") == term.text


def _is_pushed(node: Node | None) -> bool:
    """Tell whether a query holds nothing but terms that are pushed down whole."""
    if node is None:
        return True
    if isinstance(node, Term):
        return node.field in _PUSHED or node.field == "category"
    return isinstance(node, And) and all(map(_is_pushed, node.parts))


class _Codes(NamedTuple):
    """Codes of categories; `sure` tells that whatever has one of them is meant."""

    codes: frozenset[str]
    sure: bool


def _codes(
    labels: Collection[tuple[str, str, str]], selection: Selection, terms: Iterable[Term]
) -> _Codes | None:
    """Return the codes of the primary categories that are asked for; None for all."""
    asked: list[tuple[str, ...]] = [
        (term.text + "*" * term.prefix,) for term in terms if term.field == "category"
    ]
    if selection.categories and not selection.any_category:
        asked.append(selection.categories)
    if not asked:
        return None
    tests = [category_test(patterns) for patterns in asked]
    folded = {one: [fold_label(name) for name in one] for one in labels}
    found = {one for one in labels if all(is_meant(folded[one]) for is_meant in tests)}
    codes = frozenset(one[0] for one in found)
    return _Codes(codes, all(one in found for one in labels if one[0] in codes))
