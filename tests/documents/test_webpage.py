"""What the lines of a scraped page are."""

from __future__ import annotations

import pytest

from digestcli.documents.articles.feature import is_feature
from digestcli.documents.articles.prose import cited, find_paper, first_clauses
from digestcli.documents.webpage import (
    are_names,
    byline,
    is_boilerplate,
    is_credit,
    is_related,
    labels,
    origin,
    section,
    split_names,
)


@pytest.mark.parametrize(
    "line, names",
    [
        ("撰文 |甲", ["authors"]),
        ("作者:甲 来源:乙 发布时间:2026/4/18", ["authors", "source", "published"]),
        ("[关 键 词]甲;乙", ["keywords"]),
        ("【摘要】甲", ["abstract"]),
        ("DOI: 10.1/x", ["doi"]),
        ("论文链接：https://a.org", ["link"]),
        ("作者简介:甲", []),
        ("该文作者:甲", []),
        ("作者说", []),
        ("", []),
    ],
)
def test_labels(line: str, names: list[str]) -> None:
    assert [mark.name for mark in labels(line)] == names


@pytest.mark.parametrize(
    "line, name",
    [
        ("导读", "lede"),
        ("## 参考文献", "references"),
        ("**参考资料：**", "references"),
        ("参 考 文 献", "references"),
        ("作者简介:甲", "author_note"),
        ("References", "references"),
        ("参考文献[1]甲", "references"),
        ("About the author", "author_note"),
        ("参考文献显示", ""),
        ("导读者", ""),
        ("", ""),
    ],
)
def test_sections(line: str, name: str) -> None:
    found = section(line)
    assert (found.name if found else "") == name


@pytest.mark.parametrize("line", ["相关推荐", "更多文章:", "延伸阅读："])
def test_related(line: str) -> None:
    assert is_related(line)
    assert not is_related(line + "甲")


def test_credits() -> None:
    assert is_credit("图/某某")
    assert is_credit("Figure 2. A ruler")
    assert not is_credit("图灵机的故事")
    assert not is_credit("图1 " + "甲" * 60)


def test_notices_may_be_long_and_appeals_short() -> None:
    assert is_boilerplate("特别声明:" + "甲" * 300)
    assert not is_boilerplate("欢迎关注" + "甲" * 60)


@pytest.mark.parametrize("line", ["By the way, it rained", "By", "Ann Lee", "By Ann"])
def test_no_bylines(line: str) -> None:
    assert byline(line) == ""


def test_names() -> None:
    assert are_names("張三、李四")
    assert not are_names("張三說得對極了")
    assert split_names("Ann Lee (MIT), Bo Ek et al.") == ["Ann Lee", "Bo Ek", "et al."]
    assert split_names("") == []
    assert origin("本文转载自公众号「某刊」。") == (9, 11, 13)
    assert origin("本文研究某刊") is None


def test_a_headline_keeps_brackets_whole_and_ends_somewhere() -> None:
    assert first_clauses("一二(三,四") == "一二(三,四"
    assert first_clauses("?!甲") == "?!甲"
    assert first_clauses("") == ""
    assert len(first_clauses("甲乙、" * 90)) < 70


def test_papers_and_citations() -> None:
    assert find_paper([]) is None
    english = find_paper([(1, 'a paper titled "On measuring small things"[4] says')])
    assert english is not None
    assert (english.titles, english.marker) == ((("en", "On measuring small things"),), "4")
    assert cited("[1](link) [2] [2]") == ["2"]


@pytest.mark.parametrize(
    "text",
    ["\n" * 16_000, "·" * 16_000, "作者:" * 5_000, "- " * 8_000, "《" * 16_000, "**" * 8_000, "[" * 16_000],
)
def test_no_text_makes_it_hang(text: str) -> None:
    is_feature("甲" * 60 + text)
    is_feature("甲" * 60 + "\n" + text)
    for judge in (labels, section, is_boilerplate, is_credit, first_clauses, split_names):
        judge(text)
    find_paper([(1, text)])
