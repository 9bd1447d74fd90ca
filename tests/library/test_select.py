"""Filters and references over two digests that share a paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from entries import arxiv_entry, made_digest, make_entry

from digestcli.errors import NoMatch
from digestcli.library.counts import category_counts
from digestcli.library.select import (
    Appearance,
    Selection,
    appearances,
    count,
    find,
    select,
)
from digestcli.library.store import MEMORY, Library
from digestcli.model import Text

PHYSICS = {"category": "Physics", "category_label": Text(zh="物理學", en="Physics")}
OLD = (
    make_entry(
        1,
        id="doi:10.1038/S41586-026-00001-X",
        identifiers={"doi": "10.1038/S41586-026-00001-X"},
        url="https://www.nature.com/articles/s41586-026-00001-x",
        authors=("Erwin Schrödinger", "張三豐"),
        **PHYSICS,
    ),
    arxiv_entry(
        2, "2601.14263", category="人工智能", category_label=Text(zh="人工智能"), authors=("ＡＢ Li",)
    ),
    make_entry(3, kind="news", date="2026-01-05"),
    arxiv_entry(47, "hep-th/9711200", category="hep-th", categories=("hep-th", "quant-ph")),
)
NEW = (
    arxiv_entry(1, "2601.14263", category="cs.LG", categories=("cs.LG", "stat.ML"), date="2026-02-05"),
    arxiv_entry(2, "2602.00001", category="cs.AI", date="2026-02-05", authors=("Ada Lovelace",)),
    make_entry(3, kind="article", date=None, category="csx"),
    arxiv_entry(7, "2602.00002", category="quant-ph", date="2026-02", categories=("quant-ph", "cs.LG")),
    arxiv_entry(7, "2602.00003", category="quant-ph", date="2026-02-05"),
)


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with Library(MEMORY) as library:
        library.add(made_digest("guide-2026-01-22"), OLD, path="old", fingerprint="old")
        library.add(made_digest("daily-2026-02-05"), NEW, path="new", fingerprint="new")
        yield library


def _selected(library: Library, **filters: object) -> str:
    """Return the entries that filters let through, as 'o' or 'n' and their numbers."""
    selection = Selection(**filters)  # type: ignore[arg-type]
    found = list(select(library, selection))
    assert selection.limit is not None or count(library, selection) == len(found)
    return " ".join(f"{'o' if entry.digest[0] == 'g' else 'n'}{entry.number}" for entry in found)


EVERYTHING = "n1 n2 n3 n7 n7 o1 o2 o3 o47"


@pytest.mark.parametrize(
    "filters, expected",
    (
        ({}, EVERYTHING),
        ({"limit": 3}, "n1 n2 n3"),
        ({"limit": 0}, ""),
        ({"limit": 10**30}, EVERYTHING),
        ({"categories": ("quant-ph",)}, "n7 n7"),
        ({"categories": ("QUANT-PH",)}, "n7 n7"),
        ({"categories": (" quant-ph ",)}, "n7 n7"),
        ({"categories": ("quant-ph",), "any_category": True}, "n7 n7 o47"),
        ({"categories": ("cs.*",)}, "n1 n2"),
        ({"categories": ("CS.*",)}, "n1 n2"),
        ({"categories": ("cs.*",), "any_category": True}, "n1 n2 n7"),
        ({"categories": ("cs.LG", "hep-th")}, "n1 o47"),
        ({"categories": ("stat.*",)}, ""),
        ({"categories": ("stat.ML",), "any_category": True}, "n1"),
        ({"categories": ("cs",)}, ""),
        ({"categories": ("*",)}, ""),
        ({"categories": ("Physics",)}, "o1"),
        ({"categories": ("physics",)}, "o1"),
        ({"categories": ("物理学",)}, "o1"),
        ({"categories": ("物理學",)}, "o1"),
        ({"categories": ("物理",)}, ""),
        ({"categories": ("人工智慧", "人工智能")}, "o2"),
        ({"categories": ("",)}, "o3"),
        ({"categories": ("'; DROP TABLE entry; --",)}, ""),
        ({"digests": ("guide-2026-01-22",)}, "o1 o2 o3 o47"),
        ({"digests": ("2026-02-05",)}, "n1 n2 n3 n7 n7"),
        ({"digests": ("latest",)}, "n1 n2 n3 n7 n7"),
        ({"digests": ("latest", "2026-01-22")}, EVERYTHING),
        ({"since": "2026-02"}, "n1 n2 n7 n7"),
        ({"since": "2026-02-05"}, "n1 n2 n7"),
        ({"since": "2026-02-06"}, ""),
        ({"since": "2026"}, "n1 n2 n7 n7 o1 o2 o3 o47"),
        ({"until": "2026-01-22"}, "o1 o2 o3 o47"),
        ({"until": "2026-01-21"}, "o3"),
        ({"until": "2026-01"}, "o1 o2 o3 o47"),
        ({"until": "2025"}, ""),
        ({"since": "2026-01-06", "until": "2026-01"}, "o1 o2 o47"),
        ({"authors": ("schrodinger",)}, "o1"),
        ({"authors": ("SCHRÖ",)}, "o1"),
        ({"authors": ("张三",)}, "o1"),
        ({"authors": ("張三丰",)}, "o1"),
        ({"authors": ("ab li",)}, "o2"),
        ({"authors": ("erwin", "張三")}, "o1"),
        ({"authors": ("erwin", "ada")}, ""),
        ({"authors": ("%",)}, ""),
        ({"authors": ("Schrödinger, Erwin",)}, "o1"),
        ({"authors": ("schrodinger e",)}, "o1"),
        ({"authors": ("win schr",)}, "o1"),  # a part of the name as it is spelled
        ({"authors": ("schrodinger win",)}, ""),  # words in another order must begin words
        ({"authors": ("張 三豐",)}, "o1"),
        ({"authors": ("Li AB",)}, "o2"),
        ({"authors": ("Lovelace Ada",)}, "n2"),
        ({"authors": ("Lovelace Ada Ada",)}, ""),
        ({"authors": ("Erwin 張三",)}, ""),  # the words of two names
        ({"kind": "news"}, "o3"),
        ({"kind": "article"}, "n3"),
        ({"kind": "paper", "limit": 2, "categories": ("quant-ph",), "since": "2026-02"}, "n7 n7"),
    ),
)
def test_filter(library: Library, filters: dict[str, object], expected: str) -> None:
    assert _selected(library, **filters) == expected


@pytest.mark.parametrize("name", ("2026-02", "guide", "Latest", "x"))
def test_a_digest_that_is_not_there(library: Library, name: str) -> None:
    with pytest.raises(NoMatch):
        list(select(library, Selection(digests=(name,))))


def test_entries_of_a_category_stand_together(library: Library) -> None:
    found = [entry.category for entry in select(library, Selection(), order="category")]
    assert found == sorted(found)


def test_counts(library: Library) -> None:
    assert category_counts(library, Selection()) == [
        ("quant-ph", "", "", 2),
        ("", "", "", 1),
        ("Physics", "物理學", "Physics", 1),
        ("cs.AI", "", "", 1),
        ("cs.LG", "", "", 1),
        ("csx", "", "", 1),
        ("hep-th", "", "", 1),
        ("人工智能", "人工智能", "", 1),
    ]
    counted = {row[0]: row[3] for row in category_counts(library, Selection(any_category=True))}
    assert (counted["quant-ph"], counted["cs.LG"], counted["stat.ML"]) == (3, 2, 1)
    assert category_counts(library, Selection(digests=("latest",), kind="article")) == [("csx", "", "", 1)]


@pytest.mark.parametrize(
    "reference, expected",
    (
        ("47", "guide-2026-01-22:47"),
        ("047", "guide-2026-01-22:47"),
        (" 47 ", "guide-2026-01-22:47"),
        ("guide-2026-01-22:47", "guide-2026-01-22:47"),
        ("2026-01-22:47", "guide-2026-01-22:47"),
        ("latest:2", "daily-2026-02-05:2"),
        ("guide-2026-01-22:1", "guide-2026-01-22:1"),
        ("2601.14263", "daily-2026-02-05:1"),
        ("2601.14263v2", "daily-2026-02-05:1"),
        ("arXiv:2601.14263", "daily-2026-02-05:1"),
        ("ARXIV: 2601.14263v12", "daily-2026-02-05:1"),
        ("https://arxiv.org/abs/2601.14263", "daily-2026-02-05:1"),
        ("http://arxiv.org/pdf/2601.14263v3.pdf", "daily-2026-02-05:1"),
        ("https://arxiv.org/pdf/2601.14263", "daily-2026-02-05:1"),
        ("10.48550/arXiv.2601.14263", "daily-2026-02-05:1"),
        ("10.48550/ARXIV.2601.14263", "daily-2026-02-05:1"),
        ("https://doi.org/10.48550/arXiv.2601.14263", "daily-2026-02-05:1"),
        ("hep-th/9711200", "guide-2026-01-22:47"),
        ("hep-th/9711200v3", "guide-2026-01-22:47"),
        ("arXiv:HEP-TH/9711200", "guide-2026-01-22:47"),
        ("https://arxiv.org/abs/hep-th/9711200v1", "guide-2026-01-22:47"),
        ("10.1038/S41586-026-00001-X", "guide-2026-01-22:1"),
        ("10.1038/s41586-026-00001-x", "guide-2026-01-22:1"),
        ("doi:10.1038/s41586-026-00001-x", "guide-2026-01-22:1"),
        ("DOI: 10.1038/s41586-026-00001-x", "guide-2026-01-22:1"),
        ("https://doi.org/10.1038/s41586-026-00001-x", "guide-2026-01-22:1"),
        ("https://www.nature.com/articles/s41586-026-00001-x", "guide-2026-01-22:1"),
        ("made-2026-01-22:3", "daily-2026-02-05:3"),
    ),
)
def test_reference(library: Library, reference: str, expected: str) -> None:
    found = find(library, reference, Selection())
    assert [f"{one.entry.digest}:{one.entry.number}" for one in found] == [expected]


@pytest.mark.parametrize(
    "reference", ("math.GT/0309136", "math.gt/0309136v2", "https://arxiv.org/abs/math.GT/0309136v2")
)
def test_an_old_arxiv_id_in_any_case(reference: str) -> None:
    with Library(MEMORY) as library:
        library.add(made_digest(), [arxiv_entry(1, "math.GT/0309136")], path="a", fingerprint="a")
        assert find(library, reference, Selection())[0].entry.number == 1


@pytest.mark.parametrize(
    "reference",
    (
        "", "0", "48", "999999999", "9999999999999999999999", "-1", "4 7", "٤٧", "guide-2026-01-22:48",
        "guide-2026-01-22:", ":47", "guide:47", "2601.99999", "arXiv:2601.1426", "10.1038/nothing", "doi:",
        "https://example.org/", "hep-th/9711201", "%", "*", "'; DROP TABLE entry; --", "a\x1bb", "\ud800", "x" * 10_000,
    ),
)  # fmt: skip
def test_a_reference_that_matches_nothing(library: Library, reference: str) -> None:
    with pytest.raises(NoMatch) as caught:
        find(library, reference, Selection())
    assert caught.value.exit_code == 1


def test_a_number_means_the_newest_and_names_the_others(library: Library) -> None:
    (found,) = find(library, "2", Selection())
    assert found.entry.id == "arxiv:2602.00001"
    assert found.also == ("guide-2026-01-22:2",)
    (found,) = find(library, "2", Selection(digests=("guide-2026-01-22",)))
    assert (found.entry.id, found.also) == ("arxiv:2601.14263", ())


def test_a_number_that_a_digest_has_twice(library: Library) -> None:
    assert [one.entry.id for one in find(library, "latest:7", Selection())] == [
        "arxiv:2602.00002",
        "arxiv:2602.00003",
    ]


def test_a_number_twice_has_the_appearances_of_its_own_paper(library: Library) -> None:
    with Library(MEMORY) as other:
        other.add(made_digest("guide-2026-01-22"), [OLD[1]], path="old", fingerprint="old")
        twice = [arxiv_entry(7, "2602.00002"), arxiv_entry(7, "2601.14263")]
        other.add(made_digest("daily-2026-02-05"), twice, path="new", fingerprint="new")
        found = find(other, "latest:7", Selection())
        assert [len(appearances(other, one.paper)) for one in found] == [1, 2]


def test_appearances(library: Library) -> None:
    (found,) = find(library, "2601.14263", Selection())
    assert appearances(library, found.paper) == [
        Appearance("daily-2026-02-05", 1, "2026-02-05"),
        Appearance("guide-2026-01-22", 2, "2026-01-22"),
    ]


def test_nothing_in_an_empty_library() -> None:
    with Library(MEMORY) as library:
        assert _selected(library) == ""
        assert category_counts(library, Selection(categories=("cs.*",))) == []
        with pytest.raises(NoMatch):
            find(library, "1", Selection())
