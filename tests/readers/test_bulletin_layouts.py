"""Bulletins of other series: where items name their sources, lists below items, sections in brackets."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import ROOT

from digestcli.documents.pdf.runon import run_on
from digestcli.readers import READERS, article
from digestcli.readers.base import Parsed, RawEntry, Source
from digestcli.readers.bulletin import READER

TEXTS = (
    "近日，某国科学基金会宣布向三个研究所投入一亿元，用来研究人工智能在材料设计中的用法，并为学校培养所需的人才。",
    "某委员会发布了一份量子技术路线图，提出在2030年前建成三台容错量子计算机，并为中小企业提供云上的使用权。",
    "某大学的一个小组研制出一种厚度只有头发丝一半的太阳能电池，效率达到百分之三十，成本却降低了三分之二。",
)
TITLES = ("某基金会投资三家研究所", "某委员会发布量子技术路线图", "某大学研制出超薄电池")
URLS = ("https://www.example.org/news/ai", "https://example.eu/detail/en/ip_24_1", "https://example.edu/cell")
ORIGINALS = ("Agency invests in three institutes", "A roadmap for quantum technologies", "A thin cell")
COVER = "某某动态监测快报\n2024 年 2 月 1 日  第 3 期\n目  录\n战略规划\n{0} ······· 1\n{1} ······· 3\n研究进展\n{2} ······· 5\n"


def bulletin(
    foot: Callable[[int], list[str]],
    *,
    cover: str = COVER,
    sections: tuple[str, str] = ("战略规划", "研究进展"),
) -> str:
    """Print a bulletin as a PDF's text: lines of 24 characters, trailing blanks, every second line blank."""
    lines: list[str] = []
    for at, text in enumerate(TEXTS):
        lines += [f"{sections[at // 2]} "] if at != 1 else []
        wrapped = [text[start : start + 24] for start in range(0, len(text), 24)]
        lines += [f"{TITLES[at]} ", *wrapped[:-1], f"{wrapped[-1]} ", *foot(at)]
    return "\n\n".join([*cover.format(*TITLES).splitlines(), *lines]) + "\n"


def raws(parsed: Parsed) -> list[RawEntry]:
    return [entry for entry in parsed.entries if isinstance(entry, RawEntry)]


def field(entry: RawEntry, name: str) -> str:
    return next((item.text for item in entry.fields if item.name == name), "")


def check(text: str) -> list[RawEntry]:
    """Read what one reader claims; titles, texts and sections are those that were printed."""
    assert READER.sniff(text)
    assert not article.READER.sniff(text)
    parsed = READER.read(Source("test.txt", text))
    entries = raws(parsed)
    assert [field(entry, "title") for entry in entries] == list(TITLES)
    assert [field(entry, "body") for entry in entries] == list(TEXTS)
    assert [entry.category for entry in entries] == ["战略规划", "战略规划", "研究进展"]
    assert [issue.code for issue in parsed.issues] in ([], ["no-contents"])
    return entries


NAMES = (("张三",), ("李小四", "王五"), ("赵 六",))


def imprints(at: int) -> tuple[list[str], ...]:
    """Return an item's source in the styles of four series."""
    names = " ".join(NAMES[at])
    return (
        [f"（{names} 编译） ", f"原文题目：{ORIGINALS[at]} ", f"来源：{URLS[at]} "],
        [
            f"{names} 检索，{names} 编译自 ",
            f"{URLS[at]} ",
            f"原文标题：{ORIGINALS[at]} ",
            "检索日期：2024 年 1 月 20 日 ",
        ],
        [f"{'、'.join(NAMES[at])} 编译自 {URLS[at]} ", f"原文标题：{ORIGINALS[at]} "],
        [f"原文题目：{ORIGINALS[at]} ", f"信息来源：{URLS[at]} ", f"（{names}） "],
    )


@pytest.mark.parametrize("style", range(4))
def test_sources_below_an_item(style: int) -> None:
    entries = check(bulletin(lambda at: imprints(at)[style]))
    assert [entry.authors for entry in entries] == [("张三",), ("李小四", "王五"), ("赵六",)]
    assert [entry.url for entry in entries] == list(URLS)
    assert [[(one.title, one.url) for one in entry.references] for entry in entries] == [
        [pair] for pair in zip(ORIGINALS, URLS, strict=True)
    ]
    assert [field(entry, "retrieved") for entry in entries] == [
        "2024 年 1 月 20 日" if style == 1 else ""
    ] * 3


def test_source_in_traditional_script_and_with_a_date() -> None:
    entries = check(
        bulletin(lambda at: [f"張三 編譯自[2024-01-20] \n\n{URLS[at]} \n\n原文標題：{ORIGINALS[at]} "])
    )
    assert [entry.authors for entry in entries] == [("張三",)] * 3
    assert [entry.references[0].title for entry in entries] == list(ORIGINALS)


def test_source_that_runs_over_lines_and_several_sources() -> None:
    foot = [
        "原文题目：A long title that the page is too narrow",
        "for ",
        "来源：https://www.example.org/a-",
        "b/c ",
        "原文题目：Another ",
        "来源：https://www.example.org/d ",
    ]
    entries = check(bulletin(lambda at: [f"（{NAMES[at][0]}） ", *foot]))
    assert [(one.marker, one.title, one.url) for one in entries[0].references] == [
        ("1", "A long title that the page is too narrow for", "https://www.example.org/a-b/c"),
        ("2", "Another", "https://www.example.org/d"),
    ]


@pytest.mark.parametrize(
    "line",
    ["来源：某机构的年报 ", "研究人员编译 ", "文章标题是什么 ", "原文标题：没有英文 ", "检索日期：今天 "],
)
def test_what_is_no_source_stays_text(line: str) -> None:
    entries = raws(READER.read(Source("test.txt", bulletin(lambda at: [line, f"（{NAMES[at][0]}） "]))))
    assert all(line.strip() in field(entry, "body") for entry in entries)
    assert not any(entry.references for entry in entries)


def sources(at: int, *, marker: str = "[1]") -> str:
    return f"{marker} {ORIGINALS[at]}. {URLS[at]} "


@pytest.mark.parametrize("style", range(2))
def test_lists_of_references_that_begin_anew_below_each_item(style: int) -> None:
    heading = [["参考文献 "], ["参考资料： "]][style]
    foot: tuple[Callable[[int], list[str]], ...] = (
        lambda at: [f"（{NAMES[at][0]}） ", sources(at), f"[2] Another. {URLS[at]}/2 "],
        lambda at: [f"（{NAMES[at][0]}） ", *heading, sources(at), f"[2] Another. {URLS[at]}/2 "],
    )
    for entries in (check(bulletin(foot[0])), check(bulletin(foot[1]))):
        assert [[(one.marker, one.title, one.url) for one in entry.references] for entry in entries] == [
            [("1", ORIGINALS[at], URLS[at]), ("2", "Another", f"{URLS[at]}/2")] for at in range(3)
        ]
        assert not any(entry.issues for entry in entries)


def test_one_list_at_the_end() -> None:
    text = (
        bulletin(lambda at: [f"（{NAMES[at][0]}） "])
        .replace("计算机，", "计算机[2]，")
        .replace("却降低", "[3]却降低")
    )
    text += "\n参考文献 \n\n" + "\n\n".join(sources(at, marker=f"[{at + 1}]") for at in range(3)) + "\n"
    entries = check(text.replace("亿元，", "亿元[1]，"))
    assert [[(one.marker, one.title) for one in entry.references] for entry in entries] == [
        [(str(at + 1), ORIGINALS[at])] for at in range(3)
    ]
    (unmarked,) = [entry for entry in check(text) if entry.issues]  # the first is cited nowhere
    assert [issue.code for issue in unmarked.issues] == ["footnote-unmarked"]


@pytest.mark.parametrize("form", ["【{}】", "一、{}", "◆ {}", "［{}］"])
def test_sections_in_brackets_or_with_numbers(form: str) -> None:
    sections = (form.format("战略规划"), form.format("研究进展"))
    cover = COVER.replace("战略规划", sections[0]).replace("研究进展", sections[1])
    check(bulletin(lambda at: [f"（{NAMES[at][0]}） "], cover=cover, sections=sections))


def test_no_contents_and_no_letter_spaced_headings() -> None:
    cover = "某某动态监测快报\n2024 年第 3 期\n"
    text = bulletin(
        lambda at: [f"（{NAMES[at][0]}） "], cover=cover, sections=("一、战略规划", "二、研究进展")
    )
    check(text)
    parsed = READER.read(Source("test.txt", text))
    assert (parsed.title, parsed.date) == ("某某动态监测快报", "2024")


def test_a_road_map_is_a_title_and_a_diagram_is_a_caption() -> None:
    text = bulletin(lambda at: ["器件的示意图 ", f"（{NAMES[at][0]}） "], cover="某某快报\n2024 年第 3 期\n")
    entries = raws(READER.read(Source("test.txt", text)))
    assert [field(entry, "title") for entry in entries] == list(TITLES)


def test_an_article_with_an_affiliation_and_a_spaced_notice_is_none() -> None:
    text = f"一个标题在这里\n撰文｜甲乙\n（某某大学物理学院）\n{TEXTS[0] * 2}\n特 别 提 示\n1. 欢迎关注。\n"
    assert not READER.sniff(text)
    assert article.READER.sniff(text)


def test_no_break_spaces() -> None:
    text = bulletin(lambda at: imprints(at)[1])
    assert [entry.authors for entry in check(text.replace(" ", "\xa0"))] == [
        ("张三",),
        ("李小四", "王五"),
        ("赵六",),
    ]
    assert READER.read(Source("test.txt", text.replace(" ", "\xa0"))).date == "2024-02-01"


def test_the_end_page_in_traditional_script() -> None:
    text = (
        bulletin(lambda at: [f"（{NAMES[at][0]}） "])
        + "\n版權及合理使用聲明 \n\n本快報歡迎引用，但請註明出處。 \n"
    )
    check(text)


def test_what_a_site_prints_below_is_no_item() -> None:
    text = bulletin(lambda at: [f"（{NAMES[at][0]}） "])
    check(f"{text}\n上一篇：某刊第二期 \n\n下一篇：某刊第四期 \n\n关于我们 \n\nCopyright © 2026 某网 \n")


# --- lines that a site has joined


def told(text: str) -> list[tuple[object, ...]]:
    assert [one.name for one in READERS if one.sniff(text)] == ["bulletin"]
    return [
        (
            next(field.text for field in one.fields if field.name == "title"),
            one.category,
            one.authors,
            one.url,
            [(reference.title, reference.url) for reference in one.references],
            "".join(next(field.text for field in one.fields if field.name == "body").split()),
        )
        for one in READER.read(Source("x", text)).entries
        if isinstance(one, RawEntry)
    ]


def test_a_bulletin_on_one_line() -> None:
    text = (ROOT / "samples" / "bulletin" / "2025-03.txt").read_text(encoding="utf-8")
    joined = re.sub(r"\s*\n\s*", " ", text)
    whole, apart = told(joined), told(text)
    assert [item[:5] for item in whole] == [item[:5] for item in apart]
    assert sum(one[5] == other[5] for one, other in zip(whole, apart, strict=True)) >= 4  # captions, tables
    parsed = READER.read(Source("x", joined))
    assert (parsed.date, parsed.title, parsed.issues) == ("2025-03", "科技要闻动态", ())
    assert {one.line for one in parsed.entries if isinstance(one, RawEntry)} == {1}


def test_sections_that_are_not_letter_spaced() -> None:
    text = bulletin(lambda at: [f"（张{'三四五'[at]}） "])
    text = re.sub(r"\s*\n\s*", " ", text.replace("·······", "·············") + "\n" + TEXTS[0] * 9)
    assert [item[:3] for item in told(text)][:2] == [
        (TITLES[0], "战略规划", ("张三",)),
        (TITLES[1], "战略规划", ("张四",)),
    ]
    assert told(text)[2][:2] == (TITLES[2], "研究进展")


@pytest.mark.parametrize(
    "text",
    [
        TEXTS[0] * 20,
        f"目录 {TITLES[0]} ······ 1 {TITLES[1]} ······ 2 " + TEXTS[0] * 20,
        f"{TITLES[0]} ······ 1 {TITLES[1]} ······ 2 {TITLES[2]} ······ 3 " + TEXTS[0] * 20,
        f"目录 甲的题目 ······ 1 乙的题目 ······ 2 丙的题目 ······ 3 {TEXTS[0] * 20}",
        f"目录 {TITLES[0]} ······ 1 {TITLES[1]} ······ 2 {TITLES[2]} ······ 3 {TITLES[0]} {TITLES[1]} {TITLES[2]}",
    ],
    ids=["prose", "two titles", "no contents", "titles that do not come again", "short"],
)
def test_other_long_lines_stay_as_they_are(text: str) -> None:
    assert run_on(text) == [text]
