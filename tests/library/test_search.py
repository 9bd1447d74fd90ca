"""The search: probes over a made-up library, its order, and that nothing is dropped or doubled."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator, Mapping

import pytest
import yaml
from entries import made_digest, make_entry

from digestcli.library.search import search
from digestcli.library.select import ORDERS, Selection, select
from digestcli.library.store import MEMORY, Library
from digestcli.model import Entry, Text
from digestcli.query.parser import parse

CASES = yaml.safe_load((pathlib.Path(__file__).parent.parent / "cases" / "search.yaml").read_text("utf-8"))
PROBES = [(query, found) for probes in CASES["probes"].values() for query, found in probes.items()]
DIGESTS = (("old", "guide-2026-01-22"), ("new", "daily-2026-02-05"))
_TEXTS = ("title", "tldr", "abstract", "body", "category_label")


def _entry(given: Mapping[str, object], digest: str) -> Entry:
    fields = dict(given)
    arxiv, doi = fields.pop("arxiv", None), fields.pop("doi", None)
    for name in _TEXTS:
        if name in fields:
            fields[name] = Text.of(fields[name])  # type: ignore[arg-type]
    for name in ("authors", "categories"):
        if name in fields:
            fields[name] = tuple(fields[name])  # type: ignore[arg-type]
    if arxiv:
        fields |= {
            "id": f"arxiv:{arxiv}",
            "identifiers": {"arxiv": str(arxiv), "doi": f"10.48550/arXiv.{arxiv}"},
        }
    elif doi:
        fields |= {"id": f"doi:{doi}", "identifiers": {"doi": doi}}
    else:
        fields["id"] = f"{digest}:{fields['number']}"
    date = fields.pop("date", digest[-10:])
    return make_entry(**fields | {"date": None if date is None else str(date), "digest": digest})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with Library(MEMORY) as library:
        for name, key in DIGESTS:
            entries = [_entry(given, key) for given in CASES[name]]
            library.add(made_digest(key), entries, path=name, fingerprint=name)
        yield library


def _place(entry: Entry) -> str:
    return f"{'o' if entry.digest == DIGESTS[0][1] else 'n'}{entry.number}"


def _in_order(places: str) -> list[str]:
    return sorted(places.split(), key=lambda place: (place[0] != "n", place))


@pytest.mark.parametrize("query, found", PROBES, ids=[query for query, _ in PROBES])
def test_probe(library: Library, query: str, found: str) -> None:
    node = parse(query)
    listed = [_place(entry) for entry in select(library, Selection(query=node))]
    assert listed == _in_order(found)
    hits = list(search(library, node, Selection()))
    papers = {"o1" if place == "n1" else place for place in listed}
    assert sorted("o1" if _place(hit.entry) == "n1" else _place(hit.entry) for hit in hits) == sorted(papers)
    for order in ORDERS:
        sort = [_place(hit.entry) for hit in search(library, node, Selection(), sort=order)]
        assert len(sort) == len(hits)
        assert set(sort) <= set(listed)


def test_there_are_many_probes() -> None:
    assert len(PROBES) > 150
