"""The search: probes over a made-up library, its order, and that nothing is dropped or doubled."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator, Mapping

import pytest
import yaml
from entries import arxiv_entry, made_digest, make_entry

from digestcli.library.search import search
from digestcli.library.select import ORDERS, Selection, select
from digestcli.library.store import MEMORY, Library
from digestcli.model import Entry, Text
from digestcli.query.parser import parse

CASES = yaml.safe_load((pathlib.Path(__file__).parent.parent / "cases" / "search.yaml").read_text("utf-8"))
PROBES = [(query, found) for probes in CASES["probes"].values() for query, found in probes.items()]
DIGESTS = (("old", "guide-2026-01-22"), ("new", "daily-2026-02-05"))
EVERYTHING = Selection()
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


def _add(library: Library, day: int, *entries: Entry) -> None:
    """Add a digest of that day in January, its entries numbered in order."""
    key = f"made-2026-01-{day:02}"
    numbered = [
        entry._replace(number=number, digest=key, id=entry.id if entry.identifiers else f"{key}:{number}")
        for number, entry in enumerate(entries, 1)
    ]
    library.add(made_digest(key), numbered, path=key, fingerprint=key)


def _titled(title: str, **given: object) -> Entry:
    return make_entry(1, title=Text(en=title), **given)


def _found(library: Library, query: str, selection: Selection = EVERYTHING, **how: object) -> list[str]:
    """Return the titles of what is found."""
    hits = search(library, parse(query), selection, **how)  # type: ignore[arg-type]
    return [hit.entry.title.first("en", "zh") for hit in hits]


@pytest.fixture
def empty() -> Iterator[Library]:
    with Library(MEMORY) as library:
        yield library


def test_a_hit_in_the_title_counts_most(empty: Library) -> None:
    filler = [_titled(f"Filler {number}", abstract=Text(en="nothing to see here")) for number in range(20)]
    _add(
        empty,
        1,
        _titled("Body", body=Text(en="on ice and more")),
        _titled("Abstract", abstract=Text(en="on ice and more")),
        _titled("Summary", tldr=Text(en="on ice and more")),
        _titled("On ice and more"),
        *filler,
    )
    assert _found(empty, "ice") == ["On ice and more", "Summary", "Abstract", "Body"]


def test_a_rare_word_counts_more_than_a_common_one(empty: Library) -> None:
    common = [_titled(f"Common thing {number}") for number in range(50)]
    _add(empty, 1, _titled("Rare thing alpha"), *common, _titled("Common thing alpha"))
    assert _found(empty, "rare OR common")[0] == "Rare thing alpha"


def test_the_newest_comes_first_among_equals(empty: Library) -> None:
    for day in (1, 2, 3):
        _add(empty, day, _titled(f"Ice a{day}"), _titled(f"Ice b{day}"))
    assert _found(empty, "ice") == ["Ice b3", "Ice a3", "Ice b2", "Ice a2", "Ice b1", "Ice a1"]
    assert _found(empty, "ice", sort="date") == ["Ice a3", "Ice b3", "Ice a2", "Ice b2", "Ice a1", "Ice b1"]
    assert _found(empty, "since:2026") == _found(empty, "ice", sort="date")
    assert _found(empty, "ice", sort="number") == ["Ice a3", "Ice a2", "Ice a1", "Ice b3", "Ice b2", "Ice b1"]
    assert _found(empty, "ice", sort="title") == ["Ice a1", "Ice a2", "Ice a3", "Ice b1", "Ice b2", "Ice b3"]


def test_a_paper_comes_once_where_it_fits_best(empty: Library) -> None:
    paper = arxiv_entry(1, "2601.00001")
    _add(empty, 1, paper._replace(title=Text(en="Ice")), _titled("Water"))
    _add(
        empty, 2, paper._replace(title=Text(en="Frozen"), body=Text(en="ice " * 3 + "and water " * 20)), paper
    )
    _add(empty, 3, paper._replace(title=Text(en="Nothing")))
    (hit,) = search(empty, parse("ice"), Selection())
    assert (hit.entry.digest, hit.seen) == ("made-2026-01-01", 3)
    for order in ORDERS:
        (hit,) = search(empty, parse("ice"), Selection(), sort=order)
        assert hit.seen == 3
    hits = list(search(empty, parse("since:2026"), Selection()))
    assert [(hit.entry.digest[-2:], hit.seen) for hit in hits] == [("03", 3), ("01", 1)]


@pytest.mark.parametrize("limit", (0, 1, 2, 3, 100, 10**30))
def test_the_limit_counts_papers(empty: Library, limit: int) -> None:
    paper = arxiv_entry(1, "2601.00001", title=Text(en="Ice shared"))
    _add(empty, 1, paper, _titled("Ice one"))
    _add(empty, 2, paper, paper, _titled("Ice two"))
    for order in ("relevance", *ORDERS):
        assert len(_found(empty, "ice", Selection(limit=limit), sort=order)) == min(limit, 3)


QUERIES = (
    "ice", "ice OR water", "ice -water", "ice OR -water", "water kind:news", "ice OR kind:news", "kind:news OR w1*", "-ice",
    "(ice kind:news) OR water", "since:2026-01-04 ice", "ice NOT (water OR kind:news)", "title:ice OR abstract:water", "is:new",
    "冰", "冰 OR water", "zzz", "zzz OR kind:news",
)  # fmt: skip


@pytest.fixture(scope="module")
def many() -> Iterator[Library]:
    """Yield a library of 60 entries of 48 papers in 6 digests."""
    with Library(MEMORY) as library:
        for day in range(1, 7):
            entries = []
            for number in range(10):
                name = (day * 8 + number) % 48
                words = ["ice"] * (name % 3) + ["water"] * (name % 4) + [f"w{name}"]
                more = {"abstract": Text(en="water and so on")} if name % 5 == 0 else {}
                entries.append(
                    arxiv_entry(
                        number + 1,
                        f"2601.{name:05}",
                        title=Text(en=" ".join(words), zh="冰水" if name % 7 == 0 else None),
                        kind="news" if name % 2 else "paper",
                        category="cs.AI" if name % 3 else "hep-th",
                        date=f"2026-01-{day:02}",
                        **more,
                    )
                )
            _add(library, day, *entries)
        yield library


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("ranked", (0, 1, 2, 7, 30, 10_000))
@pytest.mark.parametrize(
    "selection",
    (
        Selection(),
        Selection(categories=("cs.*",)),
        Selection(since="2026-01-03", kind="news"),
        Selection(new=True),
        Selection(digests=("latest",)),
    ),
    ids=str,
)
def test_bounded_ranking_drops_and_doubles_nothing(
    many: Library, monkeypatch: pytest.MonkeyPatch, query: str, ranked: int, selection: Selection
) -> None:
    monkeypatch.setattr("digestcli.library.search.RANKED", ranked)
    node = parse(query)
    expected = {entry.id for entry in select(many, selection._replace(query=node))}
    for everything in (False, True):
        hits = list(search(many, node, selection, everything=everything))
        assert sorted(hit.entry.id for hit in hits) == sorted(expected)
        listed = {(entry.digest, entry.number) for entry in select(many, selection)}
        assert {(hit.entry.digest, hit.entry.number) for hit in hits} <= listed
        for limit in (1, 5):
            some = list(search(many, node, selection._replace(limit=limit), everything=everything))
            assert some == hits[:limit]


def test_what_is_not_ranked_comes_after_by_date(many: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    node = parse("ice")
    monkeypatch.setattr("digestcli.library.search.RANKED", 5)
    hits = list(search(many, node, Selection()))
    dates = [hit.entry.date or "" for hit in hits]
    assert dates[5:] == sorted(dates[5:], reverse=True)
    assert min(dates[:5]) >= max(dates[5:])
    ranked = list(search(many, node, Selection(), everything=True))
    assert ranked != hits


def test_removed_entries_are_found_no_more(empty: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index still knows them (index.py)."""
    _add(empty, 1, *(_titled(f"Ice {number}") for number in range(5)))
    _add(empty, 2, *(_titled(f"Ice again {number}") for number in range(5)))
    empty.remove("made-2026-01-02")
    for ranked in (2, 10_000):
        monkeypatch.setattr("digestcli.library.search.RANKED", ranked)
        assert sorted(_found(empty, "ice")) == [f"Ice {number}" for number in range(5)]
        assert _found(empty, "again") == []
        assert _found(empty, "again OR zzz") == []
        assert len(_found(empty, "-again")) == 5
