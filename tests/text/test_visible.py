"""Foreign text on a terminal: nothing in it steers, and what is harmless stays as it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.text.visible import one_line, visible, without_surrogates


@pytest.mark.parametrize("text, expected", (
    ("plain 量子 😀 é", "plain 量子 😀 é"),
    ("tab\tand\nline", "tab\tand\nline"),
    ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
    ("\x1b]8;;https://example.org\x07", "␛]8;;https://example.org␇"),
    ("a\x08\x7f\r\x0c\x00", "a␈␡␍␌␀"),
    ("\x9b31m\x85", "<U+009B>31m<U+0085>"),
    ("\u202egpj.exe\u2066", "<U+202E>gpj.exe<U+2066>"),
    ("\u200bzero\ufeff", "<U+200B>zero<U+FEFF>"),
    ("a\u2028b\u2029c", "a<U+2028>b<U+2029>c"),
    ("a\U000e0041", "a<U+E0041>"),
    ("a\ud800b\udfff", "a\ufffdb\ufffd"),
    ("family 👩‍🔬 and 🏳️‍🌈", "family 👩‍🔬 and 🏳️‍🌈"),
    ("no\u00a0break and \u3000wide", "no\u00a0break and \u3000wide"),
))  # fmt: skip
def test_visible(text: str, expected: str) -> None:
    assert visible(text) == expected


@pytest.mark.parametrize("text, expected", (
    ("a\tb\n  c", "a b   c"), ("plain", "plain"), ("a\r\nb", "a␍ b"), ("量子\x1b", "量子␛"),
))  # fmt: skip
def test_one_line(text: str, expected: str) -> None:
    assert one_line(text) == expected


def test_without_surrogates() -> None:
    assert without_surrogates("a\ud800\udc00b") == "a\ufffd\ufffdb"
    assert without_surrogates("𠮷") == "𠮷"


ANY = st.text(alphabet=st.characters(codec=None) | st.sampled_from("\x1b\x9b\x07\r\u202e\u2028\ud800\t\n"))


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_no_control_characters_are_left(text: str) -> None:
    shown = visible(text)
    assert {char for char in shown if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs")} <= {"\t", "\n"}
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")
    shown.encode("utf-8")
    assert visible(shown) == shown
    assert not set(one_line(text)) & {"\t", "\n"}
