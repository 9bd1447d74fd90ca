"""Names taken apart: every printed form that digests have."""

from __future__ import annotations

import pytest
import yaml
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.text.names import Name, parse_name, split_authors

AUTHORS = yaml.safe_load((ROOT / "tests" / "cases" / "authors.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("printed", "expected"),
    (
        ("Yann Kiefer", Name("Kiefer", "Yann")),
        ("Kiefer, Yann", Name("Kiefer", "Yann")),
        ("YANN KIEFER", Name("KIEFER", "YANN")),
        ("Farid van der Mei", Name("Mei", "Farid", "van der")),
        ("van der Mei, Farid", Name("Mei", "Farid", "van der")),
        ("Jan H. von der Thüsen", Name("Thüsen", "Jan H.", "von der")),
        ("Juan de la Cruz", Name("Cruz", "Juan", "de la")),
        ("Van Morrison", Name("Morrison", "Van")),
        ("Mark Van Raamsdonk", Name("Van Raamsdonk", "Mark")),
        ("Van Raamsdonk, Mark", Name("Van Raamsdonk", "Mark")),
        ("M. Van den Nest", Name("Van den Nest", "M.")),
        ("Domenico Di Sante", Name("Di Sante", "Domenico")),
        ("Matheus Guedes De Andrade", Name("De Andrade", "Matheus Guedes")),
        ("Maarten Van den Berg", Name("Van den Berg", "Maarten")),
        ("Quoc Van Tran", Name("Tran", "Quoc Van")),
        ("Nguyen Van Linh", Name("Linh", "Nguyen Van")),
        ("Xin Di Wang", Name("Wang", "Xin Di")),
        ("Yann Le", Name("Le", "Yann")),
        ("Al Gore", Name("Gore", "Al")),
        ("Leonardo da Vinci", Name("Vinci", "Leonardo", "da")),
        ("Ludwig  van  Beethoven", Name("Beethoven", "Ludwig", "van")),
        ("Robert Jones Jr.", Name("Jones", "Robert", "", "Jr.")),
        ("Robert Jones, Jr.", Name("Jones", "Robert", "", "Jr.")),
        ("Jones, Robert, III", Name("Jones", "Robert", "", "III")),
        ("Kenneth M. Merz,", Name("Merz", "Kenneth M.")),
        ("Shun'ichi Horigome", Name("Horigome", "Shun'ichi")),
        ("Anna Sztyber-Betley", Name("Sztyber-Betley", "Anna")),
        ("J. Doe", Name("Doe", "J.")),
        ("袁嵐峰", Name("袁", "嵐峰")),
        ("王佳", Name("王", "佳")),
        ("欧阳明", Name("欧阳", "明")),
        ("諸葛孔明", Name("諸葛", "孔明")),
        ("亨利·罗伊斯", Name(literal="亨利·罗伊斯")),
        ("김철수", Name("김", "철수")),
        ("Wei Liu (刘伟)", Name("Liu", "Wei", native="刘伟")),
        ("Wei Liu（刘伟）", Name("Liu", "Wei", native="刘伟")),
        ("John Clarke (Berkeley)", Name("(Berkeley)", "John Clarke")),
        ("ATLAS Collaboration", Name(literal="ATLAS Collaboration")),
        ("The LIGO Scientific Collaboration", Name(literal="The LIGO Scientific Collaboration")),
        ("国家纳米科学中心", Name(literal="国家纳米科学中心")),
        ("Madonna", Name(literal="Madonna")),
        ("万 勇", Name("万", "勇")),
        ("欧阳 明华", Name("欧阳", "明华")),
        ("张三 李四", Name("李四", "张三")),
        ("A, B, C, D", Name(literal="A, B, C, D")),
        ("", Name()),
    ),
)
def test_name(printed: str, expected: Name) -> None:
    assert parse_name(printed) == expected


@given(st.text(max_size=60))
def test_no_letter_is_lost(printed: str) -> None:
    name = parse_name(printed)
    printed_letters = sorted(char for char in printed if char.isalnum())
    kept = "".join(name)
    assert sorted(char for char in kept if char.isalnum()) == printed_letters


# --- lines of authors


@pytest.mark.parametrize("case", AUTHORS, ids=lambda case: case["printed"] or "nothing")
def test_split_authors(case: dict[str, object]) -> None:
    assert split_authors(str(case["printed"])) == (tuple(case["names"]), case.get("complete", True))  # type: ignore[arg-type]


@settings(max_examples=150, deadline=None)
@given(
    st.text() | st.from_regex(r"(\w+ \w+( and |, | & |、))*(et al\.?)?") | st.from_regex(r"\[('.*', ?)*\]")
)
def test_any_line_of_authors(printed: str) -> None:
    names, _ = split_authors(printed)
    assert all(name.strip() for name in names)


def test_long_lines_take_no_time() -> None:
    for printed in (
        " " * 100_000 + "x",
        ", " * 50_000,
        "[" * 100_000 + "]",
        "['" + "\\" * 50_000 + "]",
        " and" * 20_000,
    ):
        split_authors(printed)
