"""Lists of references: their items, markers and addresses."""

from __future__ import annotations

import pytest

from digestcli.documents.references import find_address, is_item, read_references
from digestcli.model import Reference


@pytest.mark.parametrize("line", ["[1] x", "【2】x", "(3) x", "4. x", "5、x", "⑥x", "- x", "• [7]x"])
def test_items(line: str) -> None:
    assert is_item(line)


@pytest.mark.parametrize("line", ["x [1]", "1.8 nm", "2024年", "[a]", "-x", ""])
def test_no_items(line: str) -> None:
    assert not is_item(line)


@pytest.mark.parametrize(
    "text, url, rest",
    [
        ("https://a.org/x.", "https://a.org/x", ""),
        ("https://a.org/x_(y)", "https://a.org/x_(y)", ""),
        ("(https://a.org/x)", "https://a.org/x", ""),
        ("見https://a.org/x，第3頁", "https://a.org/x", "見，第3頁"),
        (
            "Lee, Cell (2020) doi:10.1016/S0140-6736(20)30183-5.",
            "https://doi.org/10.1016/S0140-6736(20)30183-5",
            "Lee, Cell (2020)",
        ),
        ("DOI 10.1000/182", "https://doi.org/10.1000/182", ""),
        ("https://doi.org/10.1000/182", "https://doi.org/10.1000/182", ""),
        ("arXiv:2508.02570v2", "https://arxiv.org/abs/2508.02570v2", ""),
        ("Nature 1, 2.", "", "Nature 1, 2."),
        ("", "", ""),
    ],
)
def test_addresses(text: str, url: str, rest: str) -> None:
    assert find_address(text) == (url, rest)


def test_lists() -> None:
    assert read_references([]) == ()
    assert read_references(["", "  "]) == ()
    lines = ["甲著", "[2] 乙著,", "續行", "https://a.org/2", "https://a.org/3", "[9] 丙 [10] 丁"]
    assert read_references(lines) == (
        Reference("1", "甲著"),
        Reference("2", "乙著, 續行", "https://a.org/2"),
        Reference("3", None, "https://a.org/3"),
        Reference("9", "丙"),
        Reference("10", "丁"),
    )
