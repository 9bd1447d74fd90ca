"""An entry as a note of Obsidian: properties that YAML loads, tags by its rules, nothing foreign as markup."""

from __future__ import annotations

import re

import pytest
import yaml
from entries import NASTY, RAW_CONTROLS, arxiv_entry, make_entry, nasty_entry, patient
from hypothesis import given
from hypothesis import strategies as st
from marked import MARKUP, rendered

from digestcli.forms.note import body_of, note_of, tag_of
from digestcli.model import Entry, Reference, Text

TAG = re.compile(r"[^\W\d][\w-]*(?:/[\w-]+)*")
FULL = arxiv_entry(
    47, "2601.14263", category="cs.LG", categories=("cs.LG", "math.OC", "cs.lg"), date="2026-01-22",
    title=Text(zh="中文题", en="English title"), authors=("Ann Author", "Bo Writer"), authors_complete=False,
    tldr=Text(zh="短", en="Short"), motivation=Text(zh="动机"), method=Text(zh="方法"), result=Text(zh="结果"),
    conclusion=Text(zh="结论"), abstract=Text(en="An abstract.\n  Its second paragraph."), venue="ICML",
    comment="12 pages", pdf="https://arxiv.org/pdf/2601.14263", code="https://example.org/code_(x)",
    extra={"keywords": "a, b"}, references=(Reference("1", "A title", "https://example.org/a"),), script="Hant",
)  # fmt: skip


def parts(entry: Entry) -> tuple[dict[str, object], str]:
    head, closed, body = note_of(entry).removeprefix("---\n").partition("\n---\n")
    assert closed
    loaded: dict[str, object] = yaml.safe_load(head)
    return loaded, body


def test_note() -> None:
    assert (
        note_of(FULL)
        == """---
title: English title
aliases:
- 中文题
tags:
- cs/LG
- math/OC
authors:
- Ann Author
- Bo Writer
year: 2026
date: 2026-01-22
arxiv: '2601.14263'
doi: 10.48550/arXiv.2601.14263
url: https://arxiv.org/abs/2601.14263
venue: ICML
digest: made-2026-01-22
number: 47
lang:
- zh-Hant
- en
cssclasses:
- digest
- digest-paper
---

# English title

**中文题**

Ann Author, Bo Writer, et al.

[arXiv:2601.14263](https://arxiv.org/abs/2601.14263) · [DOI](https://doi.org/10.48550/arXiv.2601.14263) · [PDF](https://arxiv.org/pdf/2601.14263) · [Code](https://example.org/code_%28x%29)

> [!tldr] TL;DR
> 短

> [!tldr]- TL;DR (en)
> Short

## Motivation

动机

## Method

方法

## Result

结果

## Conclusion

结论

> [!abstract] Abstract
> An abstract.
> Its second paragraph.

- **Venue:** ICML
- **Comment:** 12 pages
- **keywords:** a, b

## References

- \\[1\\] A title [https://example.org/a](https://example.org/a)
"""
    )


def test_what_is_not_known_is_no_property() -> None:
    assert parts(make_entry(date=None))[0] == {
        "title": "Title 1", "aliases": [], "tags": [], "authors": [], "digest": "made-2026-01-22", "number": 1,
        "lang": ["en"], "cssclasses": ["digest", "digest-paper"],
    }  # fmt: skip


@pytest.mark.parametrize("date, expected", (
    ("2026-01-22", "2026-01-22"), ("2026-01", "2026-01"), ("2026", "2026"), ("soon", "soon"), ("2026-13-40", "2026-13-40"),
))  # fmt: skip
def test_dates(date: str, expected: str) -> None:
    assert str(parts(make_entry(date=date))[0]["date"]) == expected


@pytest.mark.parametrize("text", (*NASTY, *MARKUP))
def test_nasty_entries(text: str) -> None:
    entry = nasty_entry(1, text)
    found, body = parts(entry)
    assert isinstance(found["tags"], list)
    assert all(TAG.fullmatch(tag) for tag in found["tags"])
    assert found["url"] == "https://example.org/" + re.sub("[\ud800-\udfff]", "\ufffd", text)
    assert not set(note_of(entry)) & (RAW_CONTROLS - {"\n", "\t"})
    if "$" in text:
        return
    tags, _ = rendered(body)
    assert tags <= {"h1", "h2", "a", "p", "br", "strong", "blockquote", "ul", "li"}


@pytest.mark.parametrize("text, expected", (
    ("[[7,1,3]] codes", r"[\[7,1,3]] codes"), ("#2-SAT and C#", r"\#2-SAT and C#"), ("%%hidden%%", r"\%%hidden\%%"),
    ("==mark==", r"\==mark\=="), ("a ^name", r"a \^name"), ("$[[7,1,3]]$ <b>", r"$[[7,1,3]]$ \<b>"), ("$a<b$", r"$a\lt b$"),
    ("![[embed]]", r"![\[embed]]"), ("ROS~2", r"ROS\~2"), ("x^2", "x^2"),
))  # fmt: skip
def test_what_only_obsidian_takes_for_markup(text: str, expected: str) -> None:
    assert f"# T\n\n{expected}\n" in body_of(make_entry(title=Text(en="T"), body=Text(en=text)))


def test_links_only_to_the_web() -> None:
    body = body_of(make_entry(url="javascript:alert(1)", pdf="file:///x", code="https://example.org/a b"))
    assert "Source: javascript:alert(1) · PDF: file:///x · [Code](https://example.org/a%20b)" in body


def test_wrapped_lines_are_joined() -> None:
    line = "An abstract of a paper that somebody wrapped at eighty columns, as arXiv does, goes"
    assert f"> {line} on.\n> Next.\n" in body_of(make_entry(abstract=Text(en=f"{line}\non.\n  Next.")))


@patient
@given(st.text())
def test_any_category_is_a_tag_or_none(text: str) -> None:
    tag = tag_of(text)
    assert not tag or TAG.fullmatch(tag)


@pytest.mark.parametrize(
    "category", ("_", "-/-", "//a//", "1/2", "a/1", "a.b.c", "cs.", "___", "ab_", "é", "2026", "x" * 200)
)
def test_odd_tags(category: str) -> None:
    tag = tag_of(category)
    assert not tag or TAG.fullmatch(tag)
