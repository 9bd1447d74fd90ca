"""Guides to journals in the layouts of other sites: numbers, marks, pictures, Markdown, joined lines."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from digestcli.documents.adorned import undress
from digestcli.readers import READERS
from digestcli.readers.base import RawEntry, Source
from digestcli.readers.journal_weekly import READER

ZH = "研究组测量了这种材料在低温下的电阻,发现它在特定磁场中突然下降。他们据此说明电子怎样成对运动。"
EN = (
    "Materials of this kind have been studied for decades, but the origin of their behaviour is not known. "
    "Here we measure the resistance at low temperature and propose a model of how electrons pair."
)
HEAD = "《自然》(20260122出版)一周论文导读\n编译|甲乙\nNature, 22 January 2026, Volume 649, Issue 8098\n"
ISSUE = "《自然》2026年1月22日,第649卷,8098期\n"
PAPERS = (
    (
        "A diode made of twisted layers",
        "扭转层构成的二极管",
        "Ann B. Lee, Chen Wei, et al.",
        "s41586-025-09001-1",
    ),
    (
        "Observation of a droplet of light",
        "光滴的观测",
        "Wei Zhang, J. Smith & K. Tanaka",
        "s41586-025-09002-2",
    ),
    (
        "Gut microbes shape sleep in mice",
        "肠道微生物影响小鼠睡眠",
        "Maria Rossi, Li Na, et al.",
        "s41586-025-09003-3",
    ),
)
PAPER = (
    "{en}\n{zh}\n▲ 作者：{names}\n▲链接：\nhttps://www.nature.com/articles/{key}\n▲摘要：\n{abstract_zh}\n"
    "▲ Abstract:\n{abstract_en}\n"
)


def page(
    form: str = PAPER,
    head: str = HEAD + ISSUE,
    subjects: tuple[str, str] = ("物理学Physics\n", "生命科学Life Science\n"),
) -> str:
    """Print PAPERS, the first two under one subject; `n` numbers them."""
    printed = [
        form.format(n=n, en=en, zh=zh, names=names, key=key, abstract_zh=ZH, abstract_en=EN)
        for n, (en, zh, names, key) in enumerate(PAPERS, 1)
    ]
    return head + subjects[0] + printed[0] + printed[1] + subjects[1] + printed[2]


def raw(text: str) -> list[RawEntry]:
    assert READER.sniff(text)
    entries = READER.read(Source("page.txt", text)).entries
    assert all(isinstance(entry, RawEntry) for entry in entries)
    return [entry for entry in entries if isinstance(entry, RawEntry)]


def texts(entry: RawEntry, name: str) -> dict[str, str]:
    return {field.language: field.text for field in entry.fields if field.name == name}


def facts(entries: list[RawEntry]) -> list[tuple[object, ...]]:
    """Return what every layout has to tell of each paper."""
    return [
        (texts(one, "title"), one.authors, one.url, texts(one, "abstract"), one.category, one.date, one.venue)
        for one in entries
    ]


PLAIN = facts(raw(page()))

JOINED: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("all on one line", lambda text: re.sub(r"\s*\n\s*", " ", text)),
    ("all on one line, nothing between", lambda text: text.replace("\n", "")),
    (
        "a line a paper",
        lambda text: re.sub(r"\n(?=▲|http|[\u3400-\u9fff]|Mat)(?!.*Physics|.*Life)", " ", text),
    ),
)


def test_plain() -> None:
    assert [fact[0] for fact in PLAIN] == [{"en": en, "zh": zh} for en, zh, _, _ in PAPERS]
    assert [fact[4] for fact in PLAIN] == ["Physics", "Physics", "Life Science"]
    assert {fact[5:] for fact in PLAIN} == {("2026-01-22", "Nature 649 (8098)")}
    assert [fact[3] for fact in PLAIN] == [{"zh": ZH, "en": EN}] * 3


@pytest.mark.parametrize("change", [change for _, change in JOINED], ids=[name for name, _ in JOINED])
def test_joined_lines(change: Callable[[str], str]) -> None:
    assert facts(raw(change(page()))) == PLAIN


@pytest.mark.parametrize("number", [4, 5])
def test_joined_lines_with_other_marks(number: int) -> None:
    assert facts(raw(re.sub(r"\s*\n\s*", " ", page(FORMS[number - 1])))) == PLAIN


@pytest.mark.parametrize("indent", ["\u3000\u3000", "\xa0", "  "])
def test_indented_lines_are_claimed_once(indent: str) -> None:
    text = re.sub(r"^(?=.)", indent, page(), flags=re.MULTILINE)
    assert [reader.name for reader in READERS if reader.sniff(text)] == ["journal-weekly"]
    assert facts(raw(text)) == PLAIN


def test_joined_lines_with_the_sites_byline_first() -> None:
    byline = "作者:甲乙 来源:某公众号 发布时间:2026/1/24 20:17:57\n选择字号:\n"
    assert facts(raw(re.sub(r"\s*\n\s*", " ", byline + page()))) == PLAIN


def test_labels_with_empty_lines_between_are_claimed_once() -> None:
    text = page(FORMS[5]).replace("\n", "\n\n")
    assert [reader.name for reader in READERS if reader.sniff(text)] == ["journal-weekly"]


def test_notice_on_the_same_line_is_no_part_of_the_abstract() -> None:
    text = re.sub(r"\s*\n\s*", " ", page() + "特别声明：本文转载仅仅是为了传播信息。\n打印\n")
    assert facts(raw(text)) == PLAIN


FORMS = (
    "{n}. {en}\n{zh}\n作者：{names}\n链接：https://www.nature.com/articles/{key}\n摘要：{abstract_zh}\nAbstract: {abstract_en}\n",
    "（{n}）{zh}\n{en}\n作者：{names}\n链接：https://www.nature.com/articles/{key}\n摘要：{abstract_zh}\nAbstract: {abstract_en}\n",
    "{en} | {zh}\n◎作者：{names}\n◎链接：https://www.nature.com/articles/{key}\n◎摘要：{abstract_zh}\n◎Abstract：{abstract_en}\n",
    "□ {en}\n□ {zh}\n☆ 作者：{names}\n☆ 链接：https://www.nature.com/articles/{key}\n☆ 摘要：{abstract_zh}\n☆ Abstract: {abstract_en}\n",
    "【{zh}】\n{en}\n【作者】{names}\n【链接】https://www.nature.com/articles/{key}\n【摘要】{abstract_zh}\n【Abstract】{abstract_en}\n",
    "标题：{en}\n中文标题：{zh}\n作者：{names}\nDOI：10.1038/{key}\n摘要：{abstract_zh}\n英文摘要：{abstract_en}\n",
    ("**{en}**\n\n**{zh}**\n\n**▲ 作者：** {names}\n\n▲链接：\n\n[https://www.nature.com/articles/{key}]"
    "(https://www.nature.com/articles/{key})\n\n▲摘要：\n\n{abstract_zh}\n\n▲ Abstract:\n\n{abstract_en}\n"),
    "### {en}\n{zh}\n> 作者：{names}\n> 链接：<https://www.nature.com/articles/{key}>\n> 摘要：{abstract_zh}\n\nAbstract {abstract_en}\n",
    ("{en}\n{zh}\n\n[图片]\n![](https://a.org/1.png)\n▲ 作者：{names}\n▲链接：https://www.nature.com/articles/{key}\n"
    "▲摘要：\n{abstract_zh}\n▲ Abstract:\n{abstract_en}\n"),
    "{en} {zh} 作者：{names} 链接：https://www.nature.com/articles/{key} 摘要 {abstract_zh} Abstract {abstract_en}\n",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_layout(form: str) -> None:
    assert facts(raw(page(form))) == PLAIN


def test_numbers_that_rise_through_the_page_are_kept() -> None:
    assert [entry.number for entry in raw(page(FORMS[0]))] == [1, 2, 3]
    again = page(FORMS[0]).replace("3. ", "1. ")
    assert [entry.number for entry in raw(again)] == [None] * 3
    assert facts(raw(again)) == PLAIN


@pytest.mark.parametrize("form", ["{n}、{zh}", "第一组：{zh}"])
def test_number_of_a_subject_is_no_part_of_it(form: str) -> None:
    entries = raw(page(subjects=(form.format(n="一", zh="物理学Physics\n"), "二、生命科学 Life Science\n")))
    assert entries[-1].category == "Life Science"


def test_caption_between_titles_and_labels_belongs_to_the_paper() -> None:
    form = PAPER.replace("▲ 作者", "图{n}：装置示意。图片来源：甲\n▲ 作者")
    entries = raw(page(form))
    assert facts(entries) == PLAIN
    assert [texts(entry, "figures") for entry in entries] == [
        {"": f"图{n}：装置示意。图片来源：甲"} for n in (1, 2, 3)
    ]


def test_facts_without_a_mark_are_no_abstract() -> None:
    form = PAPER.replace("▲链接", "通讯作者：Ann B. Lee\n【关键词】层；光\n▲链接")
    entries = raw(page(form))
    assert facts(entries) == PLAIN
    assert [
        (field.name, field.text) for field in entries[0].fields if field.name not in ("title", "abstract")
    ] == [
        ("通讯作者", "Ann B. Lee"),
        ("关键词", "层；光"),
    ]


@pytest.mark.parametrize(
    "title", ["一周论文导读|《科学》2026年第391卷第6783期", "論文速覽：《科學》第391卷6783期"]
)
def test_issue_in_the_title(title: str) -> None:
    assert {entry.venue for entry in raw(page(head=title + "\n"))} == {"Science 391 (6783)"}


def test_guide_without_papers_says_so() -> None:
    parsed = READER.read(Source("page.txt", HEAD + ISSUE))
    assert [issue.code for issue in parsed.issues] == ["no-entries"]


@pytest.mark.parametrize(
    "line", ["a * b ** c", "[1] A title", "# of cells", "_italic_", "2 > 1", "x < y > z"]
)
def test_what_only_looks_like_markdown_stays(line: str) -> None:
    assert undress(line) in (line, line.removeprefix("# "))


# Papers that are named below their texts ----------------------------------------------------------

HEAD_PRL = "PRL导读-2018年120卷23期\n2018/6/18 10:23:47 某所\n序\n言\n本着服务读者的宗旨,我们依摘要介绍本期的文章,由于水平有限,错误在所难免,欢迎大家指正。\n"
BELOW = (
    "普通物理:统计与量子物理\n责编:甲乙\n用旋转磁场对量子气体中的\n相互作用进行调制\n{zh}(丙丁)\nTuning the Interaction in a Gas\n"
    "Y. Tang, W. Kao, et al.\nPhys. Rev. Lett. 120, 230401 (2018)\nhttps://journals.aps.org/prl/abstract/10.1103/PhysRevLett.120.230401\n"
    "二元游戏和对偶关系\n{zh}\n{zh}\nBinary Games and Duality\nE. Bagan et al.\nPhys. Rev. Lett. 120, 050402 (2018)\n"
)  # fmt: skip


@pytest.mark.parametrize("blank", ["\n", "\n\n", "\r\n"])
def test_papers_named_below_their_texts(blank: str) -> None:
    text = (HEAD_PRL + BELOW.format(zh=ZH)).replace("\n", blank)
    assert [reader.name for reader in READERS if reader.sniff(text)] == ["journal-weekly"]
    first, second = raw(text)
    assert texts(first, "title") == {
        "zh": "用旋转磁场对量子气体中的相互作用进行调制",
        "en": "Tuning the Interaction in a Gas",
    }
    assert texts(second, "title") == {"zh": "二元游戏和对偶关系", "en": "Binary Games and Duality"}
    assert [texts(one, "abstract") for one in (first, second)] == [{"zh": ZH}, {"zh": f"{ZH}\n{ZH}"}]
    assert (first.authors, second.authors) == ("Y. Tang, W. Kao, et al.", "E. Bagan et al.")
    assert first.url == "https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.120.230401"
    assert {one.category for one in (first, second)} == {"普通物理:统计与量子物理"}
    assert (first.venue, first.date) == ("Phys. Rev. Lett. 120 (23)", "2018")
    assert texts(first, "translator") == {"": "丙丁"}
    assert [issue.code for issue in second.issues] == ["missing-abstract", "missing-link"]


def test_papers_under_a_label_below_their_texts() -> None:
    text = f"本周Nature论文推荐|2月8日刊\n封面图片:某人\n狮子如何捕猎\n{ZH}\n论文:Biomechanics of a race\n磁笼是关键\n{ZH}\n论文：A cage and a rope\n"
    assert [reader.name for reader in READERS if reader.sniff(text)] == ["journal-weekly"]
    assert [texts(one, "title") for one in raw(text)] == [
        {"zh": "狮子如何捕猎", "en": "Biomechanics of a race"},
        {"zh": "磁笼是关键", "en": "A cage and a rope"},
    ]


def test_a_citation_without_a_chinese_text_is_kept() -> None:
    more = "Another Thing\nA. Lee, B. Ek\nPhys. Rev. Lett. 120, 1 (2018)\n"
    entry = raw(HEAD_PRL + BELOW.format(zh=ZH) + more)[2]
    assert (texts(entry, "title"), entry.authors) == ({"en": "Another Thing"}, "A. Lee, B. Ek")
    assert [issue.code for issue in entry.issues] == ["missing-title", "missing-abstract", "missing-link"]


def test_an_article_with_citations_is_no_guide() -> None:
    text = f"一個標題在這裡\n{ZH * 2}\n參考文獻\nOn X\nA. Lee, B. Ek\nPhys. Rev. Lett. 120, 1 (2018)\n"
    assert [reader.name for reader in READERS if reader.sniff(text)] == ["article"]


# --- guides to several journals, with commentaries

SEVERAL = """臺灣醫界期刊導讀 第12期

【心臟內科】

一、鈉葡萄糖共同轉運蛋白抑制劑用於心臟衰竭
Dapagliflozin in Patients with Heart Failure and Reduced Ejection Fraction
作者：McMurray JJV, Solomon SD, et al.
出處：N Engl J Med 2019;381:1995-2008
摘要：
用藥的一組心衰竭惡化較少。
評論：
對沒有糖尿病的人也有效。
值得推廣。（王小明醫師）

二、高血壓的強化控制
A Randomized Trial of Intensive versus Standard Blood-Pressure Control
作者：Wright JT, Williamson JD, et al.
出處：N Engl J Med 2015;373:2103-2116
摘要：收縮壓低於一百二，心血管事件較少。
專家點評：病人要能忍受副作用。

【腫瘤科】

三、免疫檢查點抑制劑與化學治療
Pembrolizumab versus Chemotherapy for Lung Cancer
作者：Reck M, Robinson AG, et al.
出處：N Engl J Med 2016;375:1823-1833
摘要：免疫治療使病人活得更久。
"""


@pytest.mark.parametrize("mark", ["", "▲ "])
def test_guides_to_several_journals(mark: str) -> None:
    text = re.sub(r"^(?=(?:作者|出處|摘要|評論|專家點評)：)", mark, SEVERAL, flags=re.MULTILINE)
    entries = raw(text)
    assert [texts(one, "title")["zh"] for one in entries] == [
        "鈉葡萄糖共同轉運蛋白抑制劑用於心臟衰竭",
        "高血壓的強化控制",
        "免疫檢查點抑制劑與化學治療",
    ]
    assert [one.venue for one in entries] == [
        "N Engl J Med 2019;381:1995-2008",
        "N Engl J Med 2015;373:2103-2116",
        "N Engl J Med 2016;375:1823-1833",
    ]
    assert [one.category for one in entries] == ["心臟內科", "心臟內科", "腫瘤科"]
    assert [texts(one, "commentary").get("") for one in entries] == [
        "對沒有糖尿病的人也有效。\n值得推廣。（王小明醫師）",
        "病人要能忍受副作用。",
        None,
    ]
    assert texts(entries[0], "abstract")["zh"] == "用藥的一組心衰竭惡化較少。"


def test_a_commentary_in_a_guide_to_one_journal() -> None:
    form = PAPER.replace("▲ Abstract:", "▲点评：{n}这项工作很重要。\n▲ Abstract:")
    entries = raw(page(form))
    assert [texts(one, "commentary")[""] for one in entries] == [f"{n}这项工作很重要。" for n in (1, 2, 3)]
    assert [texts(one, "abstract") for one in entries] == [{"zh": ZH, "en": EN}] * 3


@pytest.mark.parametrize("below", ["评论", "网友评论", "评论 (3)", "网友评论：\n"])
def test_a_pages_own_comments_are_no_commentary(below: str) -> None:
    entries = raw(page() + below + "\n写得好。\n")
    assert facts(entries) == PLAIN
    assert all(not texts(one, "commentary") for one in entries)


@pytest.mark.parametrize(
    "text",
    [
        "期刊導讀課程介紹 2026年春季\n本課程每週三舉行。\n評論：歡迎參加。\n作者：王小明\n摘要：教大家怎樣讀期刊。\n",
        "首页 | 论文导读 2026 | 登录\n作者：王小明\n作者：李大华\n摘要：一篇小说。\n",
        SEVERAL.partition("\n二、")[0],
    ],
)
def test_other_texts_are_no_guides_to_several_journals(text: str) -> None:
    assert not READER.sniff(text)
