"""The likelihood of text: words before noise, and what the document says before what others say."""

from __future__ import annotations

import math

import pytest

from digestcli.text.damage.wordlist import count_words, words
from digestcli.text.damage.wordmodel import Model

base = words()
pytestmark = pytest.mark.skipif(base is None, reason="the word list is not installed")

PAGE = "這個模型很好，它可以計算。這種網絡也很好，它能處理數據。我們認為它的精度很高，所以用它。" * 3


def cost(page: str, text: str) -> float:
    assert base
    model = Model(page, base)
    state, total = model.start("，"), 0.0
    for character in text:
        total += model.cost(state, character)
        state = model.after(state, character)
    return total


@pytest.mark.parametrize(
    "likely, unlikely",
    [
        ("研究的結果", "研宄的结果"),
        ("它很好", "她很好"),  # the page never says 她
        ("數據很多", "數據狠多"),
        ("因為計算量太大", "因為計算量太，大"),  # no mark before the end of a clause
        ("模型的精度", "模型，的精度"),
        ("處理，所以", "處理，，所以"),
        ("氧化物", "氧滑溜"),
        ("結論", "結论"),  # a Traditional page
        ("因為它們", "因為它它們"),
        ("它太小", "它太太小"),
    ],
)
def test_what_is_likelier(likely: str, unlikely: str) -> None:
    assert cost(PAGE, likely) < cost(PAGE, unlikely)


def test_the_page_counts() -> None:
    assert cost(PAGE, "網絡") < cost("今天天氣很好。", "網絡")


@pytest.mark.parametrize("page", ["", "abc", "好", "\n\n", "…—"])
@pytest.mark.parametrize("text", ["因為", "…", "A1 \n", "龘€", "，，"])
def test_any_text_has_a_cost(page: str, text: str) -> None:
    assert math.isfinite(cost(page, text))


def test_words_of_a_text() -> None:
    assert base
    assert count_words("我们研究材料，我们研究", base) == {"我们": 2, "研究": 2, "材料": 1}


def test_endings_that_build_words() -> None:
    assert base
    assert {"化物", "酸盐"} <= base.frequency.keys()
    assert base.beginning["化"] >= base.frequency["化物"]


def test_what_grammar_bars_costs_three_nats_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert base
    state = Model(PAGE, base).start("，因為它")
    barred = Model(PAGE, base).cost(state, "但")
    monkeypatch.setattr("digestcli.text.damage.wordmodel.barred", lambda _: frozenset())
    assert 2 < barred - Model(PAGE, base).cost(state, "但") < 3.1
