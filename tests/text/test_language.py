"""Languages by script: right on short texts, on mixed ones, and on none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.text.language import language_of


@pytest.mark.parametrize("text, expected", (
    ("Quantum entanglement", "en"),
    ("A", "en"),
    ("Schrödinger", "en"),
    ("量子纠缠", "zh"),
    ("量子糾纏", "zh"),
    ("用 BERT 和 Transformer 做翻译", "zh"),
    ("提出 GPT-4V、LLaMA-2、Mistral 的统一评测框架", "zh"),
    ("量子もつれ", "ja"),
    ("エンタングルメント", "ja"),
    ("大規模言語モデルの評価手法を提案する", "ja"),
    ("양자 얽힘", "ko"),
    ("대규모 언어 모델 LLM 평가", "ko"),
    ("We study the 龙 dataset of handwritten characters in old books", "en"),
    ("The term もの has no equal in the languages of Europe that we compare", "en"),
    ("能量为 $E = mc^2 + \\alpha\\beta\\gamma\\delta$ 的粒子", "zh"),
    ("代码见 https://example.org/a/very/long/address/of/many/words", "zh"),
    ("昇腾910C", "zh"),
    ("", ""),
    ("12:30", ""),
    ("→ ✅ 😀", ""),
    ("，。", ""),
))  # fmt: skip
def test_language_of(text: str, expected: str) -> None:
    assert language_of(text) == expected


def test_a_long_text_is_told_by_its_beginning() -> None:
    assert language_of("量子" * 600 + "words " * 100_000) == "zh"


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    assert language_of(text) in ("", "zh", "ja", "ko", "en")
