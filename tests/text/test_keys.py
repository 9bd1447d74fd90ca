"""Citation keys: readable, ASCII, unique."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestcli.text.keys import Keys, ascii_letters, citation_key
from digestcli.text.names import parse_name


@pytest.mark.parametrize(
    ("author", "year", "title", "expected"),
    (
        ("Alex Echeverria", "2026", "Call2Instruct: Automated Pipeline", "echeverria2026call2instruct"),
        ("Farid van der Mei", "2026", "On the Use of 3D Maps", "mei2026use"),
        ("Jan H. von der Thüsen", "2025", "Low-Frequency Noise", "thusen2025lowfrequency"),
        ("Lars Ørsted-Łoś", "2025", "A $μ_0$-Model", "orstedlos2025model"),
        ("ATLAS Collaboration", "2024", "Higgs", "atlas2024higgs"),
        ("王玮珏", "2026", "Oxygen Spillover", "wang2026oxygen"),
        ("欧阳明", "2026", "Oxygen", "ouyang2026oxygen"),
        ("鄭璐", "", "Oxygen", "zhengoxygen"),
        ("亓官", "2026", "Oxygen", "oxygen2026"),  # a family name that the table lacks
        ("王佳", "2024", "量子计算", "wang2024-news-1-3"),
        ("", "2024", "量子计算", "news-1-3"),
        ("", "2024", "Oxygen", "oxygen2024"),
        ("Иван Петров", "2024", "Oxygen", "oxygen2024"),
        ("Wei Liu", "2024", r"\emph{Ab initio} $x$ study", "liu2024ab"),
        ("Wei Liu", "2024", "2024: 100 A", "liu2024-news-1-3"),
    ),
)
def test_key(author: str, year: str, title: str, expected: str) -> None:
    assert citation_key(parse_name(author) if author else None, year, title, "news-1:3") == expected


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_key_is_safe(author: str, title: str, identifier: str) -> None:
    key = citation_key(parse_name(author), "2026", title, identifier)
    assert re.fullmatch("[a-z0-9-]{1,100}", key)


@given(st.text())
def test_ascii(text: str) -> None:
    assert ascii_letters(text).isascii()


def test_marks_in_the_order_of_coming() -> None:
    keys = Keys()
    assert [keys.unique("liu2026a") for _ in range(4)] == ["liu2026a", "liu2026aa", "liu2026ab", "liu2026ac"]
    assert [keys.unique("liu2026") for _ in range(3)] == ["liu2026", "liu2026b", "liu2026c"]


def test_ten_thousand_of_one_key() -> None:
    keys = Keys()
    assert len({keys.unique("x") for _ in range(10_000)}) == 10_000
