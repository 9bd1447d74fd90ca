"""Papers told by a line of names: titles above, where they are printed below, and what is no such list."""

from __future__ import annotations

import re

import pytest

from digestcli.documents.markdown.labels import LABELS, LabelTable
from digestcli.documents.markdown.named import named_papers
from digestcli.documents.markdown.tables import Row
from digestcli.readers import READERS
from digestcli.readers.base import RawEntry, Source

TABLE = LabelTable.of(LABELS)
SAID = "研究人员在扭转的双层材料中看到了零能态，并用一个简单的模型解释了它为什么不分裂。"
TEXT = f"""物理学文献速览（2026年第2期）

1. A zero mode in twisted layers
扭转层中的零模
Ann B. Lee, Chen Wei, K. Tanaka
Nature Physics 22, 145 (2026)
{SAID}

2. A diode made of light
光二极管
J. Smith & Maria Rossi
Phys. Rev. Lett. 136, 010001 (2026)
https://doi.org/10.1103/PhysRevLett.136.010001
{SAID}
{SAID}
"""


def entries(text: str) -> list[RawEntry]:
    (reader,) = (one for one in READERS if one.sniff(text))
    assert reader.name == "labelled"
    return [one for one in reader.read(Source("x.txt", text)).entries if isinstance(one, RawEntry)]


def facts(text: str) -> list[tuple[object, ...]]:
    return [
        (
            [(field.name, field.text) for field in one.fields],
            one.authors,
            one.venue,
            one.url,
        )
        for one in entries(text)
    ]


WANTED = [
    (
        [("title", "A zero mode in twisted layers"), ("title", "扭转层中的零模"), ("abstract", SAID)],
        "Ann B. Lee, Chen Wei, K. Tanaka",
        "Nature Physics 22, 145 (2026)",
        "",
    ),
    (
        [("title", "A diode made of light"), ("title", "光二极管"), ("abstract", f"{SAID}\n{SAID}")],
        "J. Smith & Maria Rossi",
        "Phys. Rev. Lett. 136, 010001 (2026)",
        "https://doi.org/10.1103/PhysRevLett.136.010001",
    ),
]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: re.sub(r"\n+", "\n", text),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: re.sub(r"(?m)^(\d)\. ", r"[\1] ", text),
        lambda text: re.sub(r"(?m)^(\d)\. ", r"（\1）", text),
        lambda text: re.sub(r"(?m)^(\d)\. ", r"\1、", text),
        lambda text: re.sub(r"(?m)^(\d)\. (.*)$", r"**\1. \2**", text),
        lambda text: re.sub(r"(?m)^\d\. ", "", text),
    ],
    ids=["plain", "dense", "apart", "brackets", "round", "comma", "bold", "no numbers"],
)
def test_layouts(change: object) -> None:
    assert callable(change)
    assert facts(change(TEXT)) == WANTED


def test_numbers_lines_title() -> None:
    found = entries(TEXT)
    assert [(one.number, one.line, one.end) for one in found] == [(1, 3, 7), (2, 9, 15)]
    labelled = next(one for one in READERS if one.name == "labelled")
    assert labelled.read(Source("x.txt", TEXT)).title == "物理学文献速览（2026年第2期）"


def test_sections_hold_until_the_next() -> None:
    text = TEXT.replace("1. A zero", "一、凝聚态物理\n1. A zero").replace(
        "2. A diode", "二、光学\n2. A diode"
    )
    assert [(one.category, one.end) for one in entries(text)] == [("凝聚态物理", 8), ("光学", 17)]
    text = TEXT.replace("1. A zero", "一、凝聚态物理\n1. A zero")
    assert [one.category for one in entries(text)] == ["凝聚态物理"] * 2


def test_chinese_papers_and_single_authors() -> None:
    text = (
        "1、一种新型固态电解质的设计\n王玲，李明\n储能科学与技术，2026年1月8日\n" + SAID + "\n"
        "2、On the quantum theory of light\nJane Doe\narXiv:2601.00001v2\n" + SAID
    )
    first, second = entries(text)
    assert (first.authors, first.venue, first.date) == (
        "王玲，李明",
        "储能科学与技术，2026年1月8日",
        "2026-01-08",
    )
    assert (second.authors, second.url, second.venue) == ("Jane Doe", "2601.00001v2", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1. Apples of the garden\nAnn Lee, Bob Roe\nFresh ones from the market.\n2. Pears of the wood\nCarl Ek, Dora Li\nRipe.",
        "1. 下载安装包的办法\n张三，李四\n打开官网，点击下载按钮，把安装包保存到电脑上。\n2. 打开软件的办法\n在桌面上双击图标。",
        "参考文献\n1. Lee A, Chen B. A study. Nature 2020; 1: 1-5.\n2. Rossi M, Li N. Another. Science 2021; 2: 3-9.",
        "Members of the group\nAnn Lee, Bob Roe\nSince 2020\nGuests of the group\nCarl Ek, Dora Li\nSince 2021",
        TEXT.partition("\n2.")[0],
        TEXT.replace("Nature Physics 22, 145 (2026)\n", "").replace("Phys. Rev. Lett. 136, 010001 (2026)\nhttps://doi.org/10.1103/PhysRevLett.136.010001\n", ""),
        f"{SAID * 3}\n{SAID * 3}\n{SAID * 3}\n" + TEXT,
    ],
    ids=["nothing", "fruit", "steps", "references", "people", "one paper", "not in print", "an article"],
)  # fmt: skip
def test_other_texts_are_left_alone(text: str) -> None:
    assert named_papers(text.split("\n"), 0, TABLE) == {}


def test_a_page_of_an_issue() -> None:
    """Where a paper is printed with its DOI on one line, a heading above its text."""
    text = "2026年 第29卷 第3期\n研究论文\n" + "".join(
        f"{title}\n张三, 李四\n2026, 29(3): {page}. doi: 10.1007/s1-{page}\n摘要:\n{SAID}\n"
        for title, page in (("一种复合电极的制备与性能", 1), ("另一种材料的循环寿命", 9))
    )
    assert [(one.url, one.fields[-1].text) for one in entries(text)] == [
        ("https://doi.org/10.1007/s1-1", SAID),
        ("https://doi.org/10.1007/s1-9", SAID),
    ]


def test_every_line_of_the_list_belongs_to_an_entry() -> None:
    found = named_papers(TEXT.split("\n"), 0, TABLE)
    assert sorted(found) == list(range(2, TEXT.count("\n") + 1))
    assert [isinstance(row, Row) for _, row in sorted(found.items())].count(True) == 2
