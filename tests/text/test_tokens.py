"""The tokens of the index: what they are, where they stand, and that a query finds every part of a text."""

from __future__ import annotations

import time
import unicodedata

import pytest
from entries import NASTY, patient
from hypothesis import given
from hypothesis import strategies as st

from digestcli.text.fold import fold
from digestcli.text.tokens import placed_tokens, query_tokens, tokens, words

_PIECES = st.sampled_from(
    ("量", "子", "糾", "纠", "SU", "(2)", " ", "-", "ガ", "か\u3099", "ｶﾞ", "ﾞ", "\u3099", "カ", "ー", "々", "한국", "ö", "o\u0308",
     "ﬁ", "ß", "İ", "x²", "①", "㌔", "。", "\ud800", "\x00", "\ue000", "\U00020bb7", "\u0301", "\ufe00", "\u00ad", "الله", "हिन्दी", "\u200b", "a"),
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(_PIECES).map("".join))


@pytest.mark.parametrize(
    "text, expected",
    (
        ("", ""),
        (" 。-\t", ""),
        ("Spin glasses", "spin glasses"),
        ("error-correcting", "error correcting"),
        ("量", "量"),
        ("量子", "量子 子"),
        ("量子糾纏", "量子 子纠 纠缠 缠"),
        ("量子，糾纏", "量子 子 纠缠 缠"),
        ("量 子", "量 子"),
        ("SU(2)群", "su 2 群"),
        ("ＳＵ（２）群论", "su 2 群论 论"),
        ("x²=①", "x2 1"),
        ("ﬁeld Straße", "field strasse"),
        ("人々", "人々 々"),
        ("ガス", "ガス ス"),
        ("カ\u3099ス", "ガス ス"),
        ("ｶﾞｽ", "ガス ス"),
        ("量\u200b子\ufe00糾\U000e0100", "量子 子纠 纠"),
        ("quan\u00adtum \ufefffield", "quantum field"),
        ("あ\u3099い", "あ\u3099 \u3099い い"),
        ("データ", "デー ータ タ"),
        ("ab量cd", "ab 量 cd"),
        ("\U00020bb7野家", "\U00020bb7野 野家 家"),
        ("a\ue000b", "a b"),
        ("a\ud800b", "a b"),
    ),
)
def test_tokens(text: str, expected: str) -> None:
    assert tokens(text) == expected.split()


@pytest.mark.parametrize(
    "text, found",
    (
        ("a ﬁx", ["a", "ﬁx"]),
        ("Schro\u0308dinger's", ["Schro\u0308dinger", "s"]),
        ("ＳＵ（２）", ["ＳＵ", "２"]),
        ("e\u0301", ["e\u0301"]),
        ("量子a", ["量子", "子", "a"]),
        ("ｶﾞｽ", ["ｶﾞｽ", "ｽ"]),
        ("quan\u00adtum\ufe0f x", ["quan\u00adtum\ufe0f", "x"]),
        ("㌔量", ["㌔", "㌔量", "量"]),
    ),
)
def test_places(text: str, found: list[str]) -> None:
    assert [text[token.start : token.end] for token in placed_tokens(text)] == found


@pytest.mark.parametrize(
    "text, expected",
    (
        ("量子纠缠", (["量子", "子纠", "纠缠"], False)),
        ("群", (["群"], True)),
        ("ガ", (["ガ"], True)),
        ("カ\u3099", (["ガ"], True)),
        ("SU(2)群", (["su", "2", "群"], True)),
        ("群SU(2)", (["群", "su", "2"], False)),
        ("量子 群", (["量子", "子", "群"], True)),
        ("子 子", (["子", "子"], True)),
        ("哈哈", (["哈哈"], False)),
        ("哈 哈哈", (["哈", "哈哈"], False)),
        ("spin", (["spin"], False)),
        ("。", ([], False)),
    ),
)
def test_query_tokens(text: str, expected: tuple[list[str], bool]) -> None:
    assert query_tokens(text) == expected


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts(text: str) -> None:
    _hold(text)


@patient
@given(TEXTS)
def test_places_agree_with_tokens(text: str) -> None:
    _hold(text)


def _hold(text: str) -> None:
    placed = placed_tokens(text)
    assert [token.text for token in placed] == tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in placed)
    assert [token.start for token in placed] == sorted(token.start for token in placed)
    assert [token.end for token in placed] == sorted(token.end for token in placed)
    for token in placed:
        assert not any(char.isspace() for char in token.text)


@patient
@given(TEXTS)
def test_composed_or_not_is_the_same(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert tokens(unicodedata.normalize(form, text)) == tokens(text)


@patient
@given(TEXTS)
def test_words_are_the_folded_text_without_marks(text: str) -> None:
    assert words(words(text)) == words(text)
    assert words(fold(text)) == words(text)


@patient
@given(TEXTS)
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@patient
@given(st.text("量子纠缠群カガー々", min_size=1), st.integers(0, 30), st.integers(1, 30))
def test_any_part_of_a_run_is_found_where_it_stands(text: str, start: int, size: int) -> None:
    part = text[start % len(text) :][:size]
    looked, open_ended = query_tokens(part)
    known = tokens(text)
    found = [
        at
        for at in range(len(known) - len(looked) + 1)
        if known[at : at + len(looked) - 1] == looked[:-1]
        and (
            known[at + len(looked) - 1] == looked[-1]
            or (open_ended and known[at + len(looked) - 1].startswith(looked[-1]))
        )
    ]
    assert found == [at for at in range(len(text)) if text.startswith(part, at)]


@pytest.mark.parametrize("unit", ("a", "量", "\u3099", "か\u3099", "a ", "量a", "\u0301", "ﷺ", "ー\u3099"))
@pytest.mark.untraced
def test_time_is_linear(unit: str) -> None:
    text = unit * 50_000
    start = time.process_time()
    placed_tokens(text)
    tokens(text)
    query_tokens(text)
    assert time.process_time() - start < 10
