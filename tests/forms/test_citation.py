"""Entries as works: kinds, dates, journals, languages, and nothing that is not known."""

from __future__ import annotations

import pytest
from entries import NASTY, arxiv_entry, make_entry, nasty_entry

from digestcli.forms.citation import Citation, cite, works
from digestcli.model import Entry, Text
from digestcli.text.keys import Keys

DOI = {"doi": "10.1038/s41586-026-10319-8"}


def _cited(entry: Entry) -> Citation:
    return cite(entry, Keys())


@pytest.mark.parametrize(
    ("given", "kind", "container"),
    (
        ({}, "document", ("", "", "")),
        ({"url": "https://example.org"}, "web", ("", "", "")),
        ({"url": "javascript:alert(1)"}, "document", ("", "", "")),
        ({"identifiers": DOI}, "web", ("", "", "")),
        ({"kind": "news", "url": "https://example.org"}, "web", ("", "", "")),
        ({"venue": "Nature 652 (8110)", "authors": ("A B",)}, "journal", ("Nature", "652", "8110")),
        ({"venue": "Phys. Rev. Lett. 103", "authors": ("A B",)}, "journal", ("Phys. Rev. Lett.", "103", "")),
        ({"venue": "Phys. Rev. B, vol. 7", "authors": ("A B",)}, "journal", ("Phys. Rev. B", "7", "")),
        (
            {"venue": "NeurIPS 2025", "authors": ("A B",), "date": "2025-12"},
            "proceedings",
            ("NeurIPS 2025", "", ""),
        ),
        (
            {"venue": "Proceedings of X", "authors": ("A B",), "date": "2025"},
            "proceedings",
            ("Proceedings of X", "", ""),
        ),
        ({"venue": "Nature 652 (8110)"}, "document", ("Nature 652 (8110)", "", "")),  # no author to cite
        ({"venue": "Nature", "authors": ("A B",)}, "document", ("Nature", "", "")),  # no year of its own
    ),
)
def test_kind_and_container(given: dict[str, object], kind: str, container: tuple[str, str, str]) -> None:
    work = _cited(make_entry(1, **given))
    assert (work.kind, (work.container, work.volume, work.issue)) == (kind, container)


@pytest.mark.parametrize(
    ("name", "given", "date"),
    (
        ("2601.14263", {}, (2026, 1)),
        ("0811.3171", {"venue": "Physical Review Letters", "authors": ("A B",)}, (2008, 11)),
        ("0811.3171", {"venue": "PRL 103", "date": "2009-10-07", "authors": ("A B",)}, (2009, 10, 7)),
        ("hep-th/9901001", {}, (1999, 1)),
        ("math.GT/0309136", {}, (2003, 9)),
        ("2699.14263", {}, ()),
        ("", {"date": "2025-12-30"}, (2025, 12, 30)),
        ("", {"date": "2026-01-22"}, ()),  # only that of the digest, a list of papers of any age
        ("", {"date": "2026-01-22", "kind": "news"}, (2026, 1, 22)),
        ("", {"date": "2026-01-22", "venue": "Nature 652 (8110)"}, (2026, 1, 22)),
        ("", {"date": "2026-02-30", "kind": "news"}, (2026, 2)),
        ("", {"date": None}, ()),
    ),
)
def test_date(name: str, given: dict[str, object], date: tuple[int, ...]) -> None:
    entry = arxiv_entry(1, name, **given) if name else make_entry(1, **given)
    work = _cited(entry)
    assert work.date == date
    assert work.iso_date() == "-".join(f"{part:02}" for part in date)


@pytest.mark.parametrize(
    ("title", "script", "cited", "language", "others"),
    (
        (Text(zh="量子", en="Quanta"), "Hans", "Quanta", "en", ("量子",)),
        (Text(zh="量子"), "Hans", "量子", "zh-Hans", ()),
        (Text(zh="量子"), None, "量子", "zh", ()),
        (Text(others=(("ja", "かな"),)), None, "かな", "ja", ()),
        (Text(others=(("und", "…"),)), None, "…", "", ()),
        (Text(), None, "made-2026-01-22:1", "", ()),
    ),
)
def test_titles(title: Text, script: str | None, cited: str, language: str, others: tuple[str, ...]) -> None:
    work = _cited(make_entry(title=title, script=script))
    assert (work.title, work.language, work.titles) == (cited, language, others)


def test_an_article_has_not_the_doi_of_the_paper_it_is_about() -> None:
    assert _cited(make_entry(kind="article", identifiers=DOI)).doi == ""
    assert _cited(make_entry(identifiers=DOI)).doi == DOI["doi"]


def test_primary_class_is_a_class_of_arxiv() -> None:
    assert (
        _cited(arxiv_entry(1, "2601.1", category="Physics", categories=("Physics", "quant-ph"))).arxiv_class
        == "quant-ph"
    )
    assert _cited(arxiv_entry(1, "2601.1", category="cs.LG")).arxiv_class == "cs.LG"
    assert _cited(make_entry(category="cs.LG")).arxiv_class == ""


def test_notes_are_the_summary_and_further_abstracts() -> None:
    entry = make_entry(
        tldr=Text(zh="总结", en="Sum"), abstract=Text(zh="摘要", en="Abstract"), comment="3 pages"
    )
    work = _cited(entry)
    assert (work.abstract, work.notes) == ("Abstract", ("总结", "Sum", "摘要"))
    assert work.remarks() == ("总结", "Sum", "摘要", "Comment: 3 pages")
    assert _cited(make_entry(abstract=Text(zh="摘要"))).notes == ()


@pytest.mark.parametrize(
    ("printed", "family", "given"),
    (("and Wen Tong", "Tong", "Wen"), ("and Tong", "Tong", "and"), ("Andy Tong", "Tong", "Andy")),
)
def test_an_author_is_not_led_by_and(printed: str, family: str, given: str) -> None:
    (author,) = _cited(make_entry(authors=(printed,))).authors
    assert (author.family, author.given) == (family, given)


def test_keys_are_unique() -> None:
    entries = [make_entry(authors=("Wei Liu",), title=Text(en="Some Noise"), kind="news") for _ in range(3)]
    assert [work.key for work in works(entries)] == ["liu2026noise", "liu2026noisea", "liu2026noiseb"]


@pytest.mark.parametrize("text", NASTY)
def test_every_text_is_one_visible_line(text: str) -> None:
    work = _cited(nasty_entry(1, text))
    texts = [text for text in work if isinstance(text, str)]
    for name in (*work.authors, work.titles, work.notes, work.keywords):
        texts += name
    for one in texts:
        one.encode("utf-8")
        assert " ".join(one.split()) == one
