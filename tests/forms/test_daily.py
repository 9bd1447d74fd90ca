"""An entry as a block of the daily layout: equal when read back, whatever its texts hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from entries import NASTY, arxiv_entry, make_entry, nasty_entry, patient, plainly
from hypothesis import given
from hypothesis import strategies as st
from marked import MARKUP, rendered

from digestcli.documents.daily import NOTE
from digestcli.forms.daily import block_of, read_block, section_of
from digestcli.model import Entry, Reference, Text
from digestcli.record import from_record, to_record


def back(entry: Entry) -> Entry:
    block = block_of(entry)
    assert block.endswith(" -->\n")
    found = read_block(block + "\n\n<div id='x'></div>\n\n# x [[Back]](#toc)\n")
    assert found is not None
    assert found.length == len(block) - 1
    return found.entry


def noted(entry: Entry) -> dict[str, object]:
    """Return what the note of a block holds: the part of the record that is for no eyes."""
    note: dict[str, object] = json.loads(block_of(entry).split(NOTE)[1].removesuffix(" -->\n"))
    return note


def as_read(entry: Entry) -> Entry:
    return from_record(plainly(to_record(entry)))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", (*NASTY, *MARKUP))
def test_nasty_texts_come_back(text: str) -> None:
    entry = nasty_entry(3, text)
    assert back(entry) == as_read(entry)


@patient
@given(
    st.lists(
        st.text(st.sampled_from(" \n\t*_[]()<>#&;$|\\-:.1ax量") | st.characters()), min_size=6, max_size=6
    )
)
def test_any_texts_come_back(texts: list[str]) -> None:
    one, two, three, four, five, six = texts
    entry = make_entry(
        title=Text.of({"zh": one, "en": two}), authors=(three, four), category=five, categories=(five, six),
        tldr=Text.of({"en": one}), abstract=Text.of({"zh": two, "ja": three}), extra={four: five, six: one},
        references=(Reference(two, three, four), Reference(five)), url=six, venue=one, comment=two,
        category_label=Text.of({"zh": three}),
    )  # fmt: skip
    assert back(entry) == as_read(entry)


FULL = arxiv_entry(
    47, "2601.14263", category="cs.LG", categories=("cs.LG", "math.OC", "62A01 (Statistics), 68T01"),
    title=Text(zh="中文题", en="English title"), authors=("Ann Author", "Robert Jones, Jr.", "A*"),
    tldr=Text(zh="短", en="Short"), motivation=Text(zh="动机"), method=Text(zh="方法"), result=Text(zh="结果"),
    conclusion=Text(zh="结论"), abstract=Text(zh="摘要", en="An abstract\nof two lines."), venue="ICML",
    comment="12 pages; 3 figures", pdf="https://arxiv.org/pdf/2601.14263", code="https://example.org/code",
    extra={"keywords": "a, b", "Venue": "x", "Title (zh)": "y", "Reference 1": "z", "": "w"}, script="Hans",
    references=(Reference("1", "A title", "https://example.org/a"), Reference("2", None, "https://doi.org/10.1038/x1",
                {"doi": "10.1038/x1"}), Reference("3", "No address")),
)  # fmt: skip


def test_block() -> None:
    expected = """### [47] [English title](https://arxiv.org/abs/2601.14263)
*Ann Author,Robert Jones&#44; Jr.,A&#42;*

Main category: cs.LG

TL;DR: 短


<details>
  <summary>Details</summary>
Motivation: 动机

Method: 方法

Result: 结果

Conclusion: 结论

Abstract: An abstract
of two lines.

</details>

**Title (zh):** 中文题

**TL;DR (en):** Short

**Abstract (zh):** 摘要

**Categories:** cs.LG, math.OC, 62A01 (Statistics)&#44; 68T01

**Venue:** ICML

**Comment:** 12 pages; 3 figures

**PDF:** https://arxiv.org/pdf/2601.14263

**Code:** https://example.org/code

**keywords:** a, b

**&#86;enue:** x

**&#84;itle (zh):** y

**&#82;eference 1:** z

**:** w

**Reference 1:** A title
https://example.org/a

**Reference 2:** https://doi.org/10.1038/x1

**Reference 3:** No address
"""
    assert block_of(FULL).startswith(expected + "\n<!-- digest-entry/1 {")
    assert back(FULL) == FULL


def test_the_note_holds_only_what_is_for_no_eyes() -> None:
    assert set(noted(FULL)) == {"digest", "date", "source", "script"}
    assert set(noted(make_entry())) == {"digest", "date", "source", "id"}
    english = make_entry(tldr=Text(en="x"), title=Text(zh="题"))
    assert noted(english)["languages"] == {"title": "zh", "tldr": "en"}
    assert back(english) == english


@pytest.mark.parametrize("given", (
    {"number": -1}, {"number": 10**9}, {"number": 2**63 - 1}, {"number": 0},
    {"authors": ("",)}, {"authors": ("", "A", "")}, {"authors": ("et al.",)}, {"authors": ("A", "et al.")},
    {"authors": (), "authors_complete": False}, {"authors": ("A",), "authors_complete": False},
    {"authors": tuple(f"Author {number}" for number in range(3_000))},
    {"abstract": Text(en="words " * 70_000)}, {"abstract": Text(en="line\n" * 80_000)},
    {"url": "javascript:alert(1)"}, {"url": "https://example.org/a b(c)[d]_*<e>"}, {"url": "2601.14263"}, {"url": ""},
    {"category": "a, b"}, {"category": " x "}, {"category": "x", "categories": ()}, {"category": "x", "categories": ("y",)},
    {"categories": ("",)}, {"categories": ("", "")}, {"title": Text()}, {"title": Text(others=(("de", "x"),))},
    {"tldr": Text(others=(("x) y", "z"),))}, {"body": Text(zh="正文\n\n第二段", en="Body")}, {"kind": "news"},
    {"references": (Reference("", "", ""),)}, {"references": (Reference("1", "https://a.org", None),)},
    {"references": (Reference("1", "t", "u", {"doi": "x"}),)}, {"extra": {"a": "", "b": "\n"}}, {"identifiers": {"x": "y"}},
    {"pdf": "", "code": "", "venue": "", "comment": ""}, {"title": Text(en="😀👩‍🔬 𠮷野家"), "authors": ("𠮷",)},
))  # fmt: skip
def test_odd_values_come_back(given: dict[str, Any]) -> None:
    entry = make_entry(**given)
    assert back(entry) == entry


@pytest.mark.parametrize("text", MARKUP)
def test_only_our_own_markup(text: str) -> None:
    if "$" not in text:
        tags, _ = rendered(block_of(nasty_entry(1, text)._replace(url="https://example.org")))
        assert tags <= {"h3", "a", "em", "p", "br", "strong", "details", "summary", "!--"}


def test_a_link_only_to_the_web() -> None:
    for url in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "JavaScript:x",
        "vbscript:x",
    ):
        assert block_of(make_entry(url=url)).startswith("### [1] [Title 1]()\n")


def test_what_a_person_changed_is_read() -> None:
    block = (
        block_of(FULL)
        .replace("动机", "别的动机")
        .replace("**Comment:** 12 pages; 3 figures", "**Comment:** 13 pages")
    )
    found = read_block(block.replace("English title", "Another title").replace("\n\n**keywords:** a, b", ""))
    assert found is not None
    entry = found.entry
    assert (entry.motivation.zh, entry.comment, entry.title.en) == ("别的动机", "13 pages", "Another title")
    assert "keywords" not in entry.extra


@pytest.mark.parametrize("damage", (
    lambda block: block.replace("digest-entry/1", "other"), lambda block: block.replace('"digest"', '"other"'),
    lambda block: block.replace("{", ""), lambda block: block.replace(" -->", ""), lambda block: block.replace("###", "##"),
    lambda block: block.replace('{"', '{"number": "x", "'), lambda block: block.replace('{"', '{"languages": 5, "'),
    lambda block: block.replace('{"', '{"languages": {"title": [1]}, "'), lambda _: "",
    lambda block: block.replace("digest-entry/1 {", "digest-entry/1 " + "[" * 100_000 + "{"),
    lambda block: block.replace("Motivation:", "Background:"), lambda block: block.replace('{"', '{"position": "x", "'),
    lambda block: block.replace('{"', '{"position": Infinity, "'), lambda block: block.replace('{"', '{"position": null, "'),
))  # fmt: skip
def test_damaged_blocks_are_not_ours(damage: Callable[[str], str]) -> None:
    assert read_block(damage(block_of(FULL))) is None


def test_sections() -> None:
    assert section_of("cs.LG") == "cs.LG"
    assert section_of("") == ""
    assert section_of("Table of Contents") == "&#84;able of Contents"
    assert section_of(" a\n[b] ") == "&#32;a&#10;&#91;b&#93;&#32;"
