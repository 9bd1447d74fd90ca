"""The script of Chinese, and conversion of what is in the other one only."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.text.languages.script import TARGETS, convert, script_of, to_simplified


@pytest.mark.parametrize("text, expected", (
    ("量子纠缠", "Hans"),
    ("量子糾纏", "Hant"),
    ("人工智能", None),
    ("plain English", None),
    ("量子もつれを論じる", None),
    ("昇腾910C", "Hans"),
    ("因为这个体系，所以么", "Hans"),
    ("這篇論文于去年發表，並且說明了結果", "Hant"),  # 于 is residue
    ("这篇论文說明這個結果，显示發現的問題与過程", "mixed"),
    ("", None),
))  # fmt: skip
def test_script_of(text: str, expected: str | None) -> None:
    assert script_of(text) == expected


@pytest.mark.parametrize("text, target, expected", (
    ("量子糾纏與計算", "original", "量子糾纏與計算"),
    ("量子糾纏與計算", "hans", "量子纠缠与计算"),
    ("量子纠缠与计算", "hant", "量子糾纏與計算"),
    ("量子纠缠", "tw", "量子糾纏"),
    ("量子纠缠", "hk", "量子糾纏"),
    ("量子糾纏", "hant", "量子糾纏"),
    ("显著", "hans", "显著"),
    ("昇腾芯片", "hans", "昇腾芯片"),
    ("什么", "hans", "什么"),
    ("看著這個結果", "hans", "看着这个结果"),
    ("头发发展", "hant", "頭髮發展"),
    ("干燥的树干与干部", "hant", "乾燥的樹幹與幹部"),
    ("人工智能", "hant", "人工智能"),
    ("量子もつれを論じる", "hans", "量子もつれを論じる"),
    ("ASCII only", "hant", "ASCII only"),
    ("", "hans", ""),
))  # fmt: skip
def test_convert(text: str, target: str, expected: str) -> None:
    assert convert(text, target) == expected


def test_to_simplified_maps_character_by_character() -> None:
    assert to_simplified("物理學 abc") == "物理学 abc"
    assert to_simplified("abc") == "abc"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)), st.sampled_from(TARGETS))
def test_any_han_text(text: str, target: str) -> None:
    assert script_of(text) in (None, "Hans", "Hant", "mixed")
    assert bool(convert(text, target)) == bool(text)
    assert to_simplified(to_simplified(text)) == to_simplified(text) or len(text) > 0


@settings(max_examples=60, deadline=None)
@given(st.text(), st.sampled_from(TARGETS))
def test_any_text(text: str, target: str) -> None:
    script_of(text)
    convert(text, target)
