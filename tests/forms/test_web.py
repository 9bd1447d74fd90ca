"""An entry as data for the page: readable, safe, with both scripts."""

from __future__ import annotations

import json

import pytest
from entries import NASTY, RAW_CONTROLS, arxiv_entry, make_entry, nasty_entry

from digestcli.forms.web import (
    Link,
    Scripts,
    json_in_script,
    links,
    page_entry,
    plain_html,
    spoken,
    texts,
    web_address,
)
from digestcli.model import Reference, Text

HANS = Scripts.of("hans")


@pytest.mark.parametrize(
    "target, expected",
    (
        ("original", ("original", ("hans", "tw"))),
        ("hans", ("hans", ("tw",))),
        ("hant", ("hant", ("hans",))),
        ("tw", ("tw", ("hans",))),
        ("hk", ("hk", ("hans",))),
    ),
)
def test_scripts(target: str, expected: tuple[str, tuple[str, ...]]) -> None:
    assert Scripts.of(target) == expected


@pytest.mark.parametrize(
    "text, target, expected",
    (
        (Text(), "hans", []),
        (Text(en="plain"), "hans", [["en", "plain"]]),
        (Text(zh="量子纠缠"), "hans", [["zh-Hans", "量子纠缠", ""]]),
        (Text(zh="头发"), "hans", [["zh-Hans", "头发", "1髮"]]),
        (Text(zh="人工智能"), "hans", [["zh-Hans", "人工智能"]]),
        (Text(zh="量子糾纏"), "tw", [["zh-Hant", "量子糾纏", ""]]),
        (Text(zh="量子糾纏"), "original", [["zh-Hant", "量子糾纏", "", None]]),
        (Text(zh="量子纠缠"), "original", [["zh-Hans", "量子纠缠", None, ""]]),
        (Text(zh="人工智能"), "original", [["zh", "人工智能"]]),
        (Text(en=r"at $T_c \approx 3$"), "hans", [["en", "at T_c ≈ 3"]]),
        (Text(others=(("ja", "量子の"), ('x" onload=', "y"))), "hans", [["ja", "量子の"], ["", "y"]]),
    ),
)
def test_texts(text: Text, target: str, expected: list[list[str | None]]) -> None:
    assert texts(text, Scripts.of(target)) == expected


@pytest.mark.parametrize(
    "text, expected",
    (
        ("", []),
        ("Nature 12", ["", "Nature 12"]),
        ("已被录用", ["zh-Hans", "已被录用", ""]),
        ("ひらがな", ["ja", "ひらがな"]),
    ),
)
def test_language_that_nobody_said(text: str, expected: list[str | None]) -> None:
    assert spoken(text, HANS) == expected


@pytest.mark.parametrize(
    "text, expected",
    (
        ("one line\nand its rest", "one line and its rest"),
        ("a paragraph\n\nand another", "a paragraph\n\nand another"),
        ("wrapped\n  a paragraph, as arXiv has it", "wrapped\n  a paragraph, as arXiv has it"),
        ("x" * 101 + "\na paragraph of its own", "x" * 101 + "\na paragraph of its own"),
    ),
)
def test_wrapped_english_is_joined(text: str, expected: str) -> None:
    assert texts(Text(en=text), HANS) == [["en", expected]]


def test_chinese_lines_stay() -> None:
    assert texts(Text(zh="一\n二"), HANS) == [["zh-Hans", "一\n二"]]


@pytest.mark.parametrize(
    "url, safe",
    (
        ("https://example.org/a?b=1&c#d", True),
        ("http://例子.测试/路", True),
        ("HTTPS://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("/etc/passwd", False),
        ("#x", False),
        ("", False),
        ("https://", False),
        ("https://[x", False),
        ('https://example.org/"onclick="x', False),
        ("https://example.org/\u202egpj", False),
        ("https://example.org/a b", False),
        ("https://example.org\\@evil.org", False),
    ),
)
def test_only_addresses_of_the_web_are_followed(url: str, *, safe: bool) -> None:
    assert web_address(url) == (url if safe else "")


def test_links() -> None:
    entry = arxiv_entry(1, "2601.14263", pdf="javascript:alert(1)", code="https://github.com/a/b")
    assert list(links(entry)) == [
        Link("arXiv", "2601.14263", "https://arxiv.org/abs/2601.14263"),
        Link("DOI", "10.48550/arXiv.2601.14263", "https://doi.org/10.48550/arXiv.2601.14263"),
        Link("PDF", "javascript:alert(1)", ""),
        Link("Code", "https://github.com/a/b", "https://github.com/a/b"),
    ]


@pytest.mark.parametrize(
    "identifiers, expected",
    (
        ({"doi": "10.1002/(SICI)1<1::AID>3.0"}, ["https://doi.org/10.1002/(SICI)1"]),
        ({"doi": "javascript:alert(1)"}, [""]),
        ({"arxiv": '"><script>'}, [""]),
        ({"arxiv": "hep-th/9711200"}, ["https://arxiv.org/abs/hep-th/9711200"]),
    ),
)
def test_identifiers_become_addresses_only_when_they_are_such(
    identifiers: dict[str, str], expected: list[str]
) -> None:
    assert [link.address for link in links(make_entry(identifiers=identifiers))] == expected


def test_empty_keys_are_left_out() -> None:
    assert set(page_entry(make_entry(), HANS)) == {
        "id", "number", "kind", "digest", "date", "title", "source",
    }  # fmt: skip


def test_references() -> None:
    entry = make_entry(
        references=(
            Reference("1", "A title", "https://example.org"),
            Reference("2", None, None, {"doi": "10.1/x"}),
            Reference("3", "题", "javascript:alert(1)"),
        )
    )
    assert page_entry(entry, HANS)["references"] == [
        ["1", ["", "A title"], "https://example.org", "https://example.org"],
        ["2", [], "doi:10.1/x", ""],
        ["3", ["zh-Hans", "题", ""], "javascript:alert(1)", ""],
    ]


@pytest.mark.parametrize("text", NASTY)
def test_nothing_steers_and_nothing_ends_the_script(text: str) -> None:
    data = page_entry(nasty_entry(1, text), HANS)
    written = json_in_script(data)
    assert not set(written) & (RAW_CONTROLS - {"\n", "\t"})
    assert not set(written) & set("<>&")
    assert json.loads(written) == json.loads(json.dumps(data))
    written.encode()


def test_plain_html() -> None:
    entry = make_entry(
        title=Text(zh="<b>题", en='"A" & B'), authors=("A <i>",) * 30, tldr=Text(zh="x < y"), category="a&b"
    )
    page = plain_html(entry, HANS, "category-0")
    assert page.startswith('<article class="entry" id="category-0">\n')
    assert '<span lang="zh-Hans">&lt;b&gt;题</span><br><span lang="en">&quot;A&quot; &amp; B</span>' in page
    assert '<p lang="zh-Hans">x &lt; y</p>' in page
    assert page.count("A &lt;i&gt;") == 20
    assert "et al." in page
