"""Pages as lines of Markdown: which files are pages, what their elements become, which line each is from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.documents.html.classes import class_label
from digestcli.documents.html.page import markdown_of
from digestcli.documents.html.tokens import attribute, is_html

LINK = '<a href="https://arxiv.org/abs/1">On waves</a>'


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html>\n<html><body>",
        '<?xml version="1.0"?>\n<!-- saved from url=(1)https://a.b -->\n<html xmlns="x">',
        "\ufeff\n<HTML>",
        "<body class=x>",
        "<div><ul><li>a</li><li>b</li></ul></div>",
        "<h2>A</h2><p>b</p><p>c</p>",
    ],
)
def test_pages_are_told(text: str) -> None:
    assert is_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Digest\n\n<div>a</div>",
        "<div id=toc></div>\n\n# Table of Contents\n\n- [a](#a) [Total: 1]\n" + "<div id='a'></div>\n" * 9,
        '<p align="center"><b>Digest</b></p>\n\n## [A](https://arxiv.org/abs/1)\n' + "<p>b</p>" * 9,
        "<rss><channel><item></item></channel></rss>",
        "<div>only this</div>",
        "<longcat_arg_value>2. n=1",
        "text <html>",
        "<p>a</p><p>b</p><p>c</p>\n| a | b |\n|---|---|",
    ],
)
def test_other_texts_are_no_pages(text: str) -> None:
    assert not is_html(text)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        (f"<h3>{LINK}</h3>", ["### [On waves](https://arxiv.org/abs/1)"]),
        ("<h2>A<br>B</h2>", ["## A B"]),
        ("<p>one\n two<p>three", ["one two", "", "three"]),
        ("<p>one<br>two<br><br>three", ["one", "two", "", "three"]),
        ("<ul><li>a<li>b<ol><li>c</ol></ul>d", ["- a", "- b", "  1. c", "", "d"]),
        ('<ol start="3"><li>a</li><li>b</li></ol>', ["3. a", "4. b"]),
        ("<p><b>作者：</b>甲 <b>链接</b>：x", ["**作者：**甲", "**链接**：x"]),
        ("<p>we <b>stress</b> this and <i>that</i>", ["we stress this and that"]),
        ("<p><i>all of it</i>", ["*all of it*"]),
        ('<p title="a > b" onclick=\'if (a<b) c("d")\'>one</p>', ["one"]),
        ("<p title=it's>one</p><p>it's", ["one", "", "it's"]),
        ('<td style="font-weight: 700"> A title </td>', ["**A title**"]),
        ("<p>a <5% share, $a<b$ &lt;UNK&gt; &amp;", ["a <5% share, $a<b$ <UNK> &"]),
        ("<style>b{}</style>a<script>'</p>'</script>b<svg><path/></svg><button>c</button>", ["ab"]),
        ("<nav><p>menu</p></nav><p>a", ["a"]),
        ('<p>a<span aria-hidden="true">b</span>', ["a"]),
        (
            "<p>of <math><mi>x</mi><annotation encoding='application/x-tex'>x^2</annotation></math> it",
            ["of $x^2$ it"],
        ),
        ('<a href="/abs/1">here</a>, <a href="#b">there</a>', ["here, there"]),
        (f'{LINK} <a href="https://a.b/c">PDF</a>', ["[On waves](https://arxiv.org/abs/1) | [PDF](https://a.b/c)"]),
        ('<a href="https://a.b"><img alt="PDF" src="x.svg"></a>', ["[PDF](https://a.b)"]),
        ('<a href="https://github.com/a"><i class="fa"></i></a>', ["https://github.com/a"]),
        ('<a href="https://a.b"><h3>T</h3><p>text</p></a>', ["### [T](https://a.b)", "", "text"]),
        ('<p><img src="a.png" alt="b">', ["![b](a.png)"]),
        ('<p><img src="icon.png">a', ["a"]),
        ("<details><summary>More</summary><p>a</p></details>", ["<details>", "<summary>More</summary>", "", "a", "", "</details>"]),
        ("<dl><dt>作者<dd>甲</dl>", ["**作者**", "甲"]),
        ("<p>a</p><footer>b</footer>", ["a", "", "---", "b"]),
        ("<p>a</p><p>To unsubscribe, write us.", ["a", "", "---", "To unsubscribe, write us."]),
        ("<pre>a\n  b</pre>", ["a", "b"]),
        ("<title>A digest</title><p>a", ["# A digest", "", "a"]),
        ("<title>Day 2026-01-08</title><h1>A</h1>", ["Day 2026-01-08", "", "# A"]),
        ("<title>Day 2026-01-08</title><h1>2026-01-08</h1>", ["# 2026-01-08"]),
    ],
)  # fmt: skip
def test_elements(html: str, lines: list[str]) -> None:
    assert markdown_of(html).text.split("\n") == lines


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<tr><th>A<th>B<tr><td>1|2<td>x<br>y", ["| A | B |", "|---|---|", "| 1\\|2 | x<br>y |"]),
        (f"<tr><td>{LINK}<td>x<tr><td>{LINK}<td>y", [f"| [On waves](https://arxiv.org/abs/1) | {c} |" for c in "xy"]),
        ("<tr><th>作者<td>甲<tr><th>摘要<td>a<br>b", ["**作者:** 甲", "", "**摘要:** a", "b"]),
        ("<tr><td>a<tr><td>b", ["a", "", "b"]),
        ("<tr><td><table><tr><td>a<td>b</table><td>c", ["| a | b |", "|---|---|", "", "c"]),
        ("<tr><td><h3>a</h3><td>b", ["### a", "", "b"]),
        ("<tr><th>A<th>B<tr><td colspan=2>C<tr><td>1<td>2", ["| A | B |", "|---|---|", "", "## C", "", "| 1 | 2 |"]),
    ],
)  # fmt: skip
def test_tables(html: str, lines: list[str]) -> None:
    assert markdown_of(f"<table>{html}</table>").text.split("\n") == lines


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ('<div class="paper-title">A</div><div class="authors">B, C</div>', ["##### A", "", "**Authors:** B, C"]),
        ('<p class="abstract">Abstract: a', ["Abstract: a"]),
        ('<p class="abstract"><b>摘要：</b>a', ["**摘要：**a"]),
        ('<span class="tag-category">cs.A</span><span class="tag-category">cs.B</span>', ["**Categories:** cs.A, cs.B"]),
        ('<b class="category">cs.A</b> <b class="category">cs.B</b>', ["**Categories:** cs.A, cs.B"]),
        ('<i class="category">cs.A</i> <i class="category">cs.B</i>', ["**Categories:** cs.A, cs.B"]),
        ('<div class="authors"><a class="author">A</a>, <a class="author">B</a></div>', ["**Authors:** A, B"]),
        ('<div class="section-title">A</div>', ["A"]),
    ],
)  # fmt: skip
def test_classes(html: str, lines: list[str]) -> None:
    assert markdown_of(html).text.split("\n") == lines


def test_classes_of_controls_and_groups_say_nothing() -> None:
    names = ("section-title", "title-list", "abstract-toggle", "btn-date", "date", "x paper-abstract", "")
    assert [class_label(name) for name in names] == ["", "", "", "", "Date", "Abstract", ""]


def test_lines_are_those_of_the_page() -> None:
    page = markdown_of("<html>\n<h1>A</h1>\n\n<p>one\ntwo</p>\n<!-- a\nb --><ul>\n <li>three\n</ul>")
    told = {line: number for line, number in zip(page.text.split("\n"), page.numbers, strict=True) if line}
    assert told == {"# A": 2, "one two": 4, "- three": 8}


def test_attributes() -> None:
    assert attribute(" href='a b' class=c", "href") == "a b"
    assert attribute(" data-href='x'", "href") == ""
    assert attribute(' href="?a=1&amp;b=2"', "href") == "?a=1&b=2"


TAGS = st.sampled_from(
    ["<p>", "</p>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<ul>", "<li>", "</ul>", "<a href=http://a.b>",
     "</a>", "<b>", "</b>", "<h2>", "</h2>", "<br>", "a", " b ", "\n", "<!--", "-->", "<script>", "</script>", "<",
     '<div class="title">', "</div>", "<details><summary>", "</summary>", "<dt>", "<dd>", "<pre>", "</pre>", "|", "*"]
)  # fmt: skip


@given(st.lists(TAGS, max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_page_is_read(parts: list[str]) -> None:
    html = "".join(parts)
    page = markdown_of(html)
    assert page.text.count("\n") + 1 == max(len(page.numbers), 1)
    assert all(1 <= number <= html.count("\n") + 1 for number in page.numbers)
