"""The fold: what shall be equal in a search is, and what shall not is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.text.fold import fold, variant_groups


@pytest.mark.parametrize("one, other", (
    ("Schrödinger", "SCHRODINGER"),
    ("Schro\u0308dinger", "schrödinger"),
    ("ＳＵ（３）", "su(3)"),
    ("物理學", "物理学"),
    ("İstanbul", "istanbul"),
    ("ﬁeld", "field"),
    ("Straße", "STRASSE"),
    ("x²", "x2"),
    ("ｶﾞ", "ガ"),
    ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
))  # fmt: skip
def test_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("one, other", (("ガ", "カ"), ("物理", "化学"), ("a", "b"), ("한", "하")))
def test_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_any_text_folds_alike_in_either_case(text: str) -> None:
    folded = fold(text)
    assert isinstance(folded, str)
    if text.isascii():
        assert fold(text.upper()) == folded


@pytest.mark.parametrize(
    "characters, expected",
    (
        ("", []),
        ("plain", []),
        ("學", ["学學"]),
        ("学", ["学學"]),
        ("x习學", ["习習", "学學"]),
        ("\u2f89", []),
    ),
)
def test_variant_groups(characters: str, expected: list[str]) -> None:
    assert variant_groups(characters) == expected


def test_all_of_a_group_folds_to_its_first() -> None:
    groups = variant_groups(map(chr, range(0x3400, 0xFB00)))
    assert len(groups) > 2_000
    for group in groups:
        assert {fold(char) for char in group} == {group[0]}
