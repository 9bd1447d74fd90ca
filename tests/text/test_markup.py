"""Any text in Markdown: read as it is, undone exactly, and never markup."""

from __future__ import annotations

import time

import pytest
from entries import NASTY, RAW_CONTROLS, patient, plain
from hypothesis import given
from hypothesis import strategies as st
from marked import MARKUP, flat, rendered

from digestcli.text.markup import Escapes, backslash, reference, unescape

ESCAPES = Escapes(("TL;DR", "TLDR", "Main category", "Method", "Abstract"))
SIGNS = st.text(st.sampled_from(" \n\t*_~`[]()<>#&;$|\\-+=:.1ax量") | st.characters(), max_size=60)


@pytest.mark.parametrize("text", (*MARKUP, *NASTY))
def test_comes_back(text: str) -> None:
    for escaped in (ESCAPES.text(text), ESCAPES.line(text), ESCAPES.title(text), ESCAPES.line(text, ",*")):
        assert unescape(escaped) == plain(text)
        assert not set(escaped) & (RAW_CONTROLS - {"\n", "\t"})


@patient
@given(SIGNS)
def test_any_text_comes_back(text: str) -> None:
    assert unescape(ESCAPES.text(text)) == unescape(ESCAPES.line(text)) == plain(text)
    assert unescape(ESCAPES.title(text)) == plain(text)
    assert "\n" not in ESCAPES.line(text)
    escaped = ESCAPES.text(text)
    assert not escaped.startswith("\n")
    assert not escaped.endswith("\n")


@pytest.mark.parametrize("text", [text for text in MARKUP if "$" not in text and text.strip()])
def test_is_no_markup(text: str) -> None:
    tags, shown = rendered(f"Label: {ESCAPES.text(text)}\n\nend")
    assert tags <= {"p", "br"}
    assert shown.replace(" ", "") == flat(f"Label: {text} end").replace(" ", "")


@pytest.mark.parametrize("text", [text for text in MARKUP if "$" not in text and text.strip()])
def test_is_no_markup_within_html(text: str) -> None:
    tags, _ = rendered(f"<details>\n  <summary>x</summary>\nLabel: {ESCAPES.line(text)}\n\n</details>\n")
    assert tags == {"details", "summary"}


@pytest.mark.parametrize("text", [text for text in MARKUP if "$" not in text and text.strip()])
def test_is_one_link(text: str) -> None:
    tags, shown = rendered(f"### [1] [{ESCAPES.title(text)}](https://example.org)\n")
    assert tags == {"h3", "a"}
    assert shown.replace(" ", "") == flat(f"[1] {text}").replace(" ", "")


@patient
@given(SIGNS.filter(lambda text: "$" not in text))
def test_any_text_is_no_markup(text: str) -> None:
    tags, _ = rendered(f"Label: {ESCAPES.text(text)}\n\nend")
    assert tags <= {"p", "br"}


@pytest.mark.parametrize("text", (
    "", "words", "1 < 2 and 3 > 2", "a * b", "snake_case", "$x_1^*$ and $\\{x\\}$", "~10%", "[0, 1] and (2)", "AT&T & co",
    "第一行\n第二行", "one\n\ntwo", "Methods: x", "- 5", "10. of May", "C# and F#", "a\n  b", "a = b", "x: y\nz: w",
))  # fmt: skip
def test_most_texts_stay(text: str) -> None:
    assert ESCAPES.text(text) == text


@pytest.mark.parametrize("text, expected", (
    ("$<b>$", "$&lt;b>$"), ("$a^*$ *b*", "$a^*$ *b&#42;"), ("x $`a`$", "x $&#96;a&#96;$"), ("$[a](b)$", "$[a&#93;(b)$"),
    ("a\n\nTL;DR: x", "a\n\nTL;DR&#58; x"), ("$x\nMethod: a$", "$x\nMethod&#58; a$"), ("&lt;", "&amp;lt;"),
))  # fmt: skip
def test_what_is_replaced(text: str, expected: str) -> None:
    assert ESCAPES.text(text) == expected


def test_references() -> None:
    assert reference("\ud800") == "\ufffd"
    assert unescape("&#1114112; &#55296; &copy; &lt;") == "&#1114112; &#55296; &copy; <"
    assert [backslash(sign) for sign in "*\t \u202e量"] == ["\\*", " ", "", "<U+202E>", "量"]


@pytest.mark.parametrize(
    "unit",
    ("$", "$a ", "*", "_", "\n", "\n ", "[", "](", "&a", "<", "`", "\n=", "\n-", "\n1", "\\", "$$x", " $ "),
)
def test_time_grows_as_the_text(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    start = time.process_time()
    unescape(ESCAPES.text(text))
    ESCAPES.title(text)
    assert time.process_time() - start < 3
