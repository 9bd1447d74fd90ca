"""Flat rows: the columns of the contract, and the way back."""

from __future__ import annotations

import pytest
from entries import NASTY, arxiv_entry, make_entry, nasty_entry, patient
from hypothesis import given
from hypothesis import strategies as st

from digestcli.model import Entry, Text
from digestcli.record import from_record, to_record
from digestcli.rows import COLUMNS, LIST_COLUMNS, from_row, is_column, to_row

CONTRACT = (
    "number,id,kind,digest,date,category,categories,title_en,title_zh,authors,url,arxiv,doi,venue,comment,"
    "tldr_zh,tldr_en,motivation_zh,motivation_en,method_zh,method_en,result_zh,result_en,conclusion_zh,"
    "conclusion_en,abstract_zh,abstract_en,body_zh,body_en,script,source_file,source_line"
)


def _cell(entry: Entry, column: str) -> str:
    return to_row(entry, [column])[0]


def test_columns_are_those_of_the_contract() -> None:
    assert ",".join(COLUMNS) == CONTRACT
    assert " ".join(LIST_COLUMNS) == "number id category title authors date tldr"
    assert all(map(is_column, (*COLUMNS, *LIST_COLUMNS, "pdf", "code", "abstract")))
    assert not any(map(is_column, ("", "title_ja", "extra", "__class__", "issues", "links")))


@pytest.mark.parametrize(
    "column, given, expected",
    (
        ("authors", {"authors": ("A", "B")}, "A; B"),
        ("authors", {"authors": ("A", "B"), "authors_complete": False}, "A; B; et al."),
        ("authors", {"authors_complete": False}, "et al."),
        ("authors", {"authors": ("A; Jr.", "B")}, "A;Jr.; B"),
        ("categories", {"categories": ("cs.LG", "stat.ML")}, "cs.LG; stat.ML"),
        ("title", {"title": Text(zh="题", en="T")}, "T"),
        ("title", {"title": Text(zh="题")}, "题"),
        ("title", {"title": Text.of({"ja": "だい"})}, "だい"),
        ("title", {"title": Text()}, ""),
        ("tldr", {"tldr": Text(zh="短", en="short")}, "短"),
        ("abstract", {"abstract": Text(en="short")}, "short"),
        ("abstract_zh", {"abstract": Text(en="short")}, ""),
        ("date", {"date": None}, ""),
        ("pdf", {"pdf": "x.pdf"}, "x.pdf"),
        ("code", {"code": "https://x"}, "https://x"),
        ("number", {}, "1"),
        ("source_line", {}, "1"),
        ("source_file", {}, "made.jsonl"),
        ("arxiv", {}, ""),
    ),
)
def test_cell(column: str, given: dict[str, object], expected: str) -> None:
    assert _cell(make_entry(1, **given), column) == expected


def _there_and_back(entry: Entry) -> Entry:
    return from_record(from_row(dict(zip(COLUMNS, to_row(entry), strict=True))))


@pytest.mark.parametrize("complete", (True, False))
@pytest.mark.parametrize("authors", ((), ("A",), ("A", "B")))
def test_row_comes_back(authors: tuple[str, ...], *, complete: bool) -> None:
    entry = arxiv_entry(
        47,
        "2601.14263",
        category="cs.LG",
        categories=("cs.LG", "stat.ML"),
        authors=authors,
        authors_complete=complete,
        tldr=Text(zh="短", en="short"),
        venue="Nature",
        script="Hans",
    )
    assert _there_and_back(entry) == entry


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_come_back(text: str) -> None:
    entry = nasty_entry(1, text)
    back = _there_and_back(entry)
    kept = (
        "id", "number", "kind", "digest", "date", "category", "url", "venue", "comment", "script", "authors_complete",
    )  # fmt: skip
    assert {name: getattr(back, name) for name in kept} == {name: getattr(entry, name) for name in kept}
    assert back.authors == (text.replace("; ", ";"), "Another")
    assert back.abstract == Text(zh=text, en=text)


name = st.text(min_size=1).filter(lambda name: "; " not in name and name != "et al." and name[-1] != ";")


@patient
@given(st.lists(name.map(str.strip).filter(bool)))
def test_any_authors_come_back(authors: list[str]) -> None:
    entry = make_entry(authors=tuple(authors))
    assert _there_and_back(entry).authors == tuple(authors)


def test_part_of_the_columns_makes_part_of_a_record() -> None:
    record = from_row({"title": "A title", "authors": "A; B; et al.", "arxiv": "2601.14263", "doi": ""})
    assert record["title"] == "A title"
    assert record["authors"] == ["A", "B"]
    assert record["identifiers"] == {"arxiv": "2601.14263"}
    assert "number" not in record
    assert from_row({"title_zh": "题"})["title"] == {"zh": "题", "en": None}


@pytest.mark.parametrize("number, line", (("x", "7"), ("4", "x"), ("", "")))
def test_numbers_that_are_none(number: str, line: str) -> None:
    row = dict(zip(COLUMNS, to_row(make_entry()), strict=True)) | {"number": number, "source_line": line}
    record = from_row(row)
    assert record["number"] == (4 if number == "4" else number)
    assert record["source"]["lines"] == ([7, 7] if line == "7" else [0, 0])  # type: ignore[index]


def test_a_row_has_the_keys_of_a_record() -> None:
    record = from_row(dict(zip(COLUMNS, to_row(make_entry()), strict=True)))
    assert set(record) == set(to_record(make_entry()))
