"""The reader for scraped feature articles: real pages, our own sample, pages in small, damage."""

from __future__ import annotations

import pathlib

import pytest
import yaml

from digestcli.model import Digest, Reference
from digestcli.normalise import normalise
from digestcli.readers import READERS
from digestcli.readers.article import READER
from digestcli.readers.base import Parsed, RawEntry, Source
from digestcli.text.damage.repair import repair

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "samples" / "article" / "protein-folding.txt"

# Sixty Han characters and more, in our own words: prose by any measure.
PROSE = (
    "清晨的實驗室裡只有儀器的低鳴聲,一位學生盯著螢幕上緩緩爬升的曲線,心裡盤算著今天能不能在日落以前"
    "得到第三組可以相信的結果,好讓這個月的報告不至於太難看。"
)
SHORT = "這是一個很短的段落,說完就完。"


def read(text: str) -> Parsed:
    return READER.read(Source("page.txt", text))


def only(text: str) -> RawEntry:
    (entry,) = read(text).entries
    assert isinstance(entry, RawEntry)
    assert entry.kind == "article"
    return entry


def text_of(entry: RawEntry, name: str) -> str:
    return "\n".join(field.text for field in entry.fields if field.name == name)


def codes(entry: RawEntry) -> list[str]:
    return [issue.code for issue in entry.issues]


def test_sample_as_expected() -> None:
    expected = yaml.safe_load(SAMPLE.with_name(SAMPLE.name + ".expect.yaml").read_text(encoding="utf-8"))
    repaired = repair(SAMPLE.read_text(encoding="utf-8"))
    assert READER.sniff(repaired.text)
    assert len(repaired.ledger) == expected["repairs"]
    parsed = read(repaired.text)
    assert (READER.name, len(parsed.entries)) == (expected["reader"], expected["count"])
    (wanted,) = expected["entries"]
    entry = normalise(parsed.entries[0], Digest("article-sample", "article"), 1)
    assert (entry.id, entry.kind, entry.url) == (wanted["id"], wanted["kind"], wanted["url"])
    assert dict(entry.title.items()) == wanted["title"]
    assert ("inferred-title" in [issue.code for issue in entry.issues]) == wanted["title_inferred"]
    assert (list(entry.authors), entry.script) == (wanted["authors"], wanted["script"])
    assert entry.body.zh is not None
    assert entry.body.zh.count("\n") + 1 == wanted["paragraphs"]
    assert {name: entry.extra[name] for name in wanted["extra"]} == wanted["extra"]
    references = [
        {"marker": one.marker, "url": one.url, "identifiers": dict(one.identifiers)}
        for one in entry.references
    ]
    assert references == wanted["references"]


# Pages in small ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line, authors",
    [
        ("撰文 |袁嵐峰", ("袁嵐峰",)),
        ("撰文丨张三、李四", ("张三", "李四")),
        ("撰文 張三", ("張三",)),
        ("原文作者:Jeffrey M. Perkel", ("Jeffrey M. Perkel",)),
        ("文/王佳", ("王佳",)),
        ("作者:張三(某某大學) 李四", ("張三", "李四")),
        ("作者:張三等", ("張三", "et al.")),
        ("作者:未玖 来源:某网 发布时间:2026/4/18 21:54:28", ("未玖",)),
        ("以下文章来源于某某沙龙,作者王佳", ("王佳",)),
        ("【作者】王佳", ("王佳",)),
        ("By Ann B. Lee and Bo Ek", ("Ann B. Lee", "Bo Ek")),
    ],
)
def test_bylines(line: str, authors: tuple[str, ...]) -> None:
    entry = only(f"一個標題在這裡\n{line}\n{PROSE}\n")
    assert entry.authors == authors
    assert text_of(entry, "body") == PROSE


@pytest.mark.parametrize(
    "line", ["作者說過一句話。", "文字的力量在於它能走得很遠。", "文:" + PROSE, "该文作者:不详。"]
)
def test_prose_that_begins_like_a_byline(line: str) -> None:
    entry = only(f"一個標題在這裡\n{line}\n{PROSE}")
    assert entry.authors == ()
    assert text_of(entry, "body") == f"{line}\n{PROSE}"


@pytest.mark.parametrize(
    "head, title",
    [
        ("改變世界的十行程式|《自然》長文", "改變世界的十行程式|《自然》長文"),
        ("# 大標題來了", "大標題來了"),
        ("当前位置 > 首页 > 正文内容\n“无人区” 怎么走?", "“无人区” 怎么走?"),
        ("2024年11月26日\n一個標題在這裡!", "一個標題在這裡!"),
        ("\n\n![]()\n圖源:某某\n一個標題在這裡", "一個標題在這裡"),
    ],
)
def test_titles(head: str, title: str) -> None:
    parsed = read(f"{head}\n{PROSE}")
    assert parsed.title == title
    assert isinstance(parsed.entries[0], RawEntry)
    assert codes(parsed.entries[0]) == []


@pytest.mark.parametrize(
    "text, title, line",
    [
        (
            f"導讀\n量子很難,真的很難,可是我們今天還是要試一試。\n撰文|甲乙\n{PROSE}",
            "量子很難,真的很難,可是我們今天還是要試一試",
            2,
        ),
        (f"撰文|甲乙\n\n{PROSE}", "清晨的實驗室裡只有儀器的低鳴聲", 3),
        ("小贴士:\n1、第一条要求大家都先把文章读完。\n人为什么会做梦?这个问题很老。", "人为什么会做梦?", 3),
        ("甲" * 60 + "。", "甲" * 40 + "…", 1),
        ("[摘 要]研究(A,B)一種用來測量時間的新方法,並且驗證。", "研究(A,B)一種用來測量時間的新方法", 1),
        ("短。", "短", 1),
    ],
)
def test_inferred_titles(text: str, title: str, line: int) -> None:
    entry = only(text)
    assert text_of(entry, "title") == title
    assert codes(entry) == ["inferred-title"]
    assert entry.issues[0].line == line


def test_ledes() -> None:
    marked = only(f"標題就在這裡\n導讀\n{SHORT}\n{SHORT}\n撰文|甲乙\n{PROSE}")
    assert (text_of(marked, "lede"), text_of(marked, "body")) == (f"{SHORT}\n{SHORT}", PROSE)
    inline = only(f"標題就在這裡\n導讀:{SHORT}\n{PROSE}")
    assert (text_of(inline, "lede"), text_of(inline, "body")) == (SHORT, PROSE)
    unclosed = only(f"標題就在這裡\n【导读】\n{PROSE}\n" + f"{PROSE}\n" * 5)
    assert text_of(unclosed, "lede") == PROSE
    unmarked = only(f"標題就在這裡\n{SHORT}\n插圖:某某\n原文作者:Ann Lee\n{PROSE}")
    assert (text_of(unmarked, "lede"), text_of(unmarked, "body")) == (SHORT, PROSE)


def test_labels_of_a_journal_page() -> None:
    entry = only(
        f"甲乙丙\n[摘 要]{SHORT}\n[關鍵詞]一;二\ndoi:10.3969/j.issn.1 - 2.2024\n[中圖分類號]TP3[文獻標識碼]A\n1 引 言\n{PROSE}"
    )
    assert entry.authors == ("甲乙丙",)
    assert entry.url == "https://doi.org/10.3969/j.issn.1-2.2024"
    assert [text_of(entry, name) for name in ("abstract", "keywords", "classification")] == [
        SHORT,
        "一;二",
        "TP3\nA",
    ]
    assert text_of(entry, "body") == f"1 引 言\n{PROSE}"


def test_dates_and_sources() -> None:
    parsed = read(f"標題就在這裡\n文章来源:某某网     更新时间:2024-11-26 14:32:51\n{PROSE}\n责任编辑:某某")
    assert parsed.date == "2024-11-26"
    entry = parsed.entries[0]
    assert isinstance(entry, RawEntry)
    assert (entry.date, text_of(entry, "source"), text_of(entry, "editor")) == (
        "2024-11-26",
        "某某网",
        "某某",
    )
    reprinted = only(f"標題就在這裡\n本文轉載自公眾號「SomePlace」\n{PROSE}\n时间:5月3日")
    assert text_of(reprinted, "source") == "SomePlace"
    assert text_of(reprinted, "body") == f"{PROSE}\n时间:5月3日"


def test_figures_leave_the_text() -> None:
    entry = only(
        f"標題就在這裡\n{PROSE}\n![]()\n图1 一张图说明了一切。\n{PROSE}\n![圖](https://x.org/a.png)\n圖源:某某\n圖源:某某\n图1显示了结果。"
    )
    assert text_of(entry, "body") == f"{PROSE}\n{PROSE}\n图1显示了结果。"
    assert text_of(entry, "figures") == "图1 一张图说明了一切。\n圖 https://x.org/a.png\n圖源:某某"


@pytest.mark.parametrize(
    "line",
    [
        "特別聲明:這些都是別人說的。" + PROSE,
        "Notice: not ours.",
        "免责声明:本站不负责。",
        "欢迎大家转发关注",
        "长按识别二维码关注我们",
        "本篇共3000字,預計閱讀時間9分鐘。",
        "- END -",
        "点击阅读原文",
        "选择字号:",
        "相关阅读\n别的文章一\n别的文章二",
    ],
)
def test_boilerplate_is_dropped(line: str) -> None:
    assert text_of(only(f"標題就在這裡\n{PROSE}\n{line}"), "body") == PROSE


@pytest.mark.parametrize(
    "line", ["欢迎他回来的人很多。", "扫描电镜能看到表面。", "转载的基因开始工作。", "聲明一下,這不是真的。"]
)
def test_prose_that_begins_like_boilerplate(line: str) -> None:
    assert text_of(only(f"標題就在這裡\n{PROSE}\n{line}"), "body") == f"{PROSE}\n{line}"


def test_related_articles_end_where_prose_begins() -> None:
    entry = only(f"標題就在這裡\n{PROSE}\n推荐阅读:\n别的文章\n{PROSE}\n作者简介:某某")
    assert text_of(entry, "body") == f"{PROSE}\n{PROSE}"
    assert text_of(entry, "author_note") == "某某"


def test_the_authors_note() -> None:
    body = f"標題就在這裡\n{PROSE}\n"
    assert (
        text_of(only(f"{body}作者簡介:\n甲,教授。\n乙,學生。\n參考文獻:\n[1] https://a.org/1"), "author_note")
        == "甲,教授。\n乙,學生。"
    )
    at_the_head = only(f"標題就在這裡\n作者简介\n甲,教授。\n{PROSE}" + f"\n{PROSE}" * 7)
    assert text_of(at_the_head, "author_note") == "甲,教授。"
    assert text_of(at_the_head, "body").count(PROSE) == 8


@pytest.mark.parametrize(
    "lines, references",
    [
        ("參考文獻:\n- [1]https://a.org/1\n- [2] https://a.org/2", [("1", None, "https://a.org/1"), ("2", None, "https://a.org/2")]),
        ("参考资料\nhttps://a.org/1\nhttps://a.org/2", [("1", None, "https://a.org/1"), ("2", None, "https://a.org/2")]),
        ("References\n1. Lee, A. On X. Nature 1, 2 (2020).\n2. https://a.org/2", [("1", "Lee, A. On X. Nature 1, 2 (2020).", None), ("2", None, "https://a.org/2")]),
        ("參考文獻\n[1] 甲著,\n續行 doi:10.1000/abc.\n[3] arXiv:2508.02570", [("1", "甲著, 續行", "https://doi.org/10.1000/abc"), ("3", None, "https://arxiv.org/abs/2508.02570")]),
        ("參考文獻:[1]https://a.org/1 [2]https://a.org/2。", [("1", None, "https://a.org/1"), ("2", None, "https://a.org/2")]),
        ("【参考文献】\n① 甲\n② 乙", [("①", "甲", None), ("②", "乙", None)]),
    ],
)  # fmt: skip
def test_references(lines: str, references: list[tuple[str, str | None, str | None]]) -> None:
    entry = only(f"標題就在這裡\n{PROSE}\n{lines}\n特別聲明:無。")
    assert list(entry.references) == [Reference(*one) for one in references]
    assert text_of(entry, "body") == PROSE
    assert codes(entry) == []


def test_references_lacking() -> None:
    assert codes(only(f"標題就在這裡\n{PROSE}\n參考文獻:\n特別聲明:無。")) == ["no-references"]
    cited = only(f"標題就在這裡\n{PROSE}[1][2]\n參考文獻:\n[1] https://a.org/1\n{PROSE}")
    assert [(one.code, one.line) for one in cited.issues] == [("reference-missing", 2)]
    assert text_of(cited, "body") == f"{PROSE}[1][2]\n{PROSE}"
    assert codes(only(f"標題就在這裡\n{PROSE}[1]")) == []


PAIRED = "《一種測量很小的東西的方法》(A way of measuring very small things (and large ones))"


@pytest.mark.parametrize(
    "sentence, titles, url",
    [
        (f"標題是{PAIRED}[2]。", [("zh", PAIRED[1:13]), ("en", PAIRED[15:-1])], "https://a.org/2"),
        (f"論文{PAIRED}發表了。", [("zh", PAIRED[1:13]), ("en", PAIRED[15:-1])], ""),
        ("論文題為“Measuring the small and the large”[1],很長。", [("en", "Measuring the small and the large")], "https://a.org/1"),
        ("登在《自然-物理學》(Nature Physics Letters)上[1]。", [], ""),
        ("書名是《一種很好的東西》(Good)[1]。", [], ""),
    ],
)  # fmt: skip
def test_the_paper_it_is_about(sentence: str, titles: list[tuple[str, str]], url: str) -> None:
    entry = only(f"標題就在這裡\n{PROSE}\n{sentence}\n參考文獻\n[1]https://a.org/1\n[2]https://a.org/2")
    assert [
        (field.language, field.text) for field in entry.fields if field.name.startswith("paper_title")
    ] == titles
    assert entry.url == url


def test_an_english_feature() -> None:
    text = (
        "How small can a ruler be?\nBy Ann Lee\nPublished: 3 May 2024\n"
        + "A ruler is only as good as the marks on it, and here the marks are atoms. " * 4
        + "\nReferences\n1. https://doi.org/10.1000/abc\n"
    )
    assert READER.sniff(text)
    parsed = read(text)
    entry = parsed.entries[0]
    assert isinstance(entry, RawEntry)
    assert (parsed.title, parsed.date, entry.authors) == (
        "How small can a ruler be?",
        "2024-05-03",
        ("Ann Lee",),
    )
    assert entry.references == (Reference("1", None, "https://doi.org/10.1000/abc"),)


# What it claims ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "標題\n\n" + PROSE,
        f"撰文|甲\n{SHORT}",
        f"参考文献\n{SHORT}",
        f"以下文章来源于甲,作者乙\n{SHORT}",
        f"標題就在這裡\n**撰文：** 甲乙\n**編輯：** 丙丁\n{PROSE}",
        f"標題就在這裡\n{PROSE}\n特 別 提 示\n1. 歡迎關注",
    ],
)
def test_articles_are_claimed(text: str) -> None:
    assert READER.sniff(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        SHORT,
        "An English text without a byline. " * 20,
        f"### [1] [T](https://arxiv.org/abs/1)\n{PROSE}",
        f"## [T](https://arxiv.org/abs/1)\n{PROSE}",
        f"<div id=toc></div>\n{PROSE}",
        '{"id": "' + PROSE + '"}',
        '[{"id": "' + PROSE + '"}]',
        f"---\ntitle: x\n---\n{PROSE}",
        f"- title: {PROSE}\n  date: x\n  url: y\n",
        f"number,id,kind,title\n1,2,3,{PROSE}\n",
        f"甲\t乙\n丙\t丁\n戊\t己\n{PROSE}",
        f"▲ 作者:A\n{PROSE}",
        f"《自然》(20260416出版)一周论文导读\n{PROSE}",
        f"编译|未玖\n{PROSE}",
        f"Nature, 16 April 2026, Volume 652\n{PROSE}",
        f"作者:A\n链接:b\n摘要:{PROSE}",
        f"摘要:{PROSE}\n摘要:{PROSE}",
        f"一个条目 ······················ 1\n{PROSE}",
        f"**Authors:** A\n{PROSE}",
        f"**作者**：A\n{PROSE}",
        f"TL;DR: {PROSE}",
        f"# 标题\n\n> 原始論文：X\n> arXiv：1\n{PROSE}",
        f"战 略 规 划\n{PROSE}",
        f"# 一個工具\n\n{PROSE}\n\n## 安装\n",
        f"# 一個工具\n\n{PROSE}\n\n```\nmake\n```\n",
        f"import os\n# {PROSE}\n",
        f"#!/bin/sh\n# {PROSE}\n",
        f"木兰宽松许可证 第2版\n{PROSE}",
        "MIT License\n\nCopyright (c) 2026\n",
    ],
)
def test_other_formats_are_refused(text: str) -> None:
    assert not READER.sniff(text)


def test_in_the_corpus_only_articles_are_claimed(corpus: pathlib.Path) -> None:
    claimed = set()
    for path in sorted(path for path in corpus.rglob("*") if path.is_file()):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for form in (text, repair(text).text):
            if READER.sniff(form):
                claimed.add(path.relative_to(corpus).as_posix())
    articles = {path.relative_to(corpus).as_posix() for path in (corpus / "corpus" / "article").iterdir()}
    seed = next((corpus / "seeds").glob("002_*")).relative_to(corpus).as_posix()
    assert claimed == {*articles, seed}


# Real pages -------------------------------------------------------------------------------------


def read_page(path: pathlib.Path) -> tuple[Parsed, RawEntry]:
    parsed = read(repair(path.read_text(encoding="utf-8")).text)
    (entry,) = parsed.entries
    assert isinstance(entry, RawEntry)
    return parsed, entry


@pytest.mark.parametrize(
    "name, title, authors, date",
    [
        ("163.com", "20世纪30年代,“图灵机”的概念被提出", ("王佳",), ""),
        ("infqj.cn", "科研人員正在激烈辯論科學“突破性”或“創新性”是否有遞減之勢", ("David Matthews",), ""),
        ("jizihe.com", "國內機構知識庫(Institutional Repository,IR)建設發展已有十余年", ("鄭璐",), ""),
        ("js99916.com", "新材料作為新一輪科技革命和產業變革的先導與基石", (), ""),
        ("sdchem.com", "“无人区” 探索!全球新材料发展几何?", (), "2024-11-26"),
        ("vitomag.com", "改變科學的十個計算機程式碼|《自然》長文", ("Jeffrey M. Perkel",), ""),
    ],
)
def test_real_pages(corpus: pathlib.Path, name: str, title: str, authors: tuple[str, ...], date: str) -> None:
    parsed, entry = read_page(next((corpus / "corpus" / "article").glob(f"{name}*")))
    assert (parsed.title, entry.authors, parsed.date) == (title, authors, date)
    inferred = name not in ("sdchem.com", "vitomag.com")
    assert codes(entry) == ["inferred-title"] * inferred
    assert len(text_of(entry, "body")) > 300


def test_the_seed(corpus: pathlib.Path) -> None:
    parsed, entry = read_page(next((corpus / "seeds").glob("002_*")))
    assert parsed.title.startswith("有很多企業在做 AI for Science")
    assert codes(entry) == ["inferred-title"]
    assert entry.authors == ("袁嵐峰",)
    assert entry.url == "https://www.nature.com/articles/s41467-025-64374-2"
    assert [
        (field.language, field.text[:14]) for field in entry.fields if field.name.startswith("paper_title")
    ] == [
        ("zh", "一種多分辨率、可系統改進的大"),
        ("en", "A multi-resolu"),
    ]
    assert [reference.marker for reference in entry.references] == list("12345678")
    assert {reference.title for reference in entry.references} == {None}
    assert entry.references[6].url == "https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.134.176503"
    body = text_of(entry, "body")
    assert body.count("\n") == 24
    assert body.startswith("如果問近年來")
    for gone in ("![", "圖源", "圖片截取", "特別聲明", "Notice", "作者簡介", "https://", "撰文"):
        assert gone not in body
    assert text_of(entry, "author_note").startswith("袁嵐峰,")
    assert "NetEase" not in "".join(field.text for field in entry.fields)


# Damage -----------------------------------------------------------------------------------------


def test_cut_anywhere() -> None:
    text = repair(SAMPLE.read_text(encoding="utf-8")).text
    for end in range(0, len(text), 7):
        parsed = read(text[:end])
        assert len(parsed.entries) <= 1
        if not parsed.entries:
            assert [issue.code for issue in parsed.issues] == ["no-entries"]
    for start in range(0, len(text), 7):
        assert len(read(text[start:]).entries) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "\r",
        "特別聲明:無。\nNotice: none.\n",
        "![]()\n圖源:某某\n",
        "撰文|甲乙",
        "參考文獻:",
        "相关阅读",
    ],
)
def test_nothing_to_read(text: str) -> None:
    parsed = read(text)
    assert parsed.entries == ()
    assert [(issue.code, issue.line) for issue in parsed.issues] == [("no-entries", 1)]


@pytest.mark.parametrize(
    "old, new",
    [("\n", "\r\n"), ("\n", "\n\n"), ("\n", " \xa0\n\u3000"), ("\n", "\n\x00\n"), ("。", "。\x0c")],
)
def test_odd_characters(old: str, new: str) -> None:
    text = repair(SAMPLE.read_text(encoding="utf-8")).text
    entry, whole = only(text.replace(old, new)), only(text)
    assert (entry.authors, entry.url, entry.references) == (whole.authors, whole.url, whole.references)


def test_unrepaired_text_is_read_too() -> None:
    entry = only(SAMPLE.read_text(encoding="utf-8"))
    assert entry.authors == ("林知遠",)
    assert "蛋白質(zhì)" in text_of(entry, "body")


def test_lines_are_counted() -> None:
    entry = only(f"\n\n標題就在這裡\n\n{PROSE}\n\n")
    assert (entry.line, entry.end) == (3, 7)
    assert [(field.name, field.line) for field in entry.fields] == [("title", 3), ("body", 5)]


def test_an_article_that_ends_with_the_facts_of_its_paper_is_claimed_once() -> None:
    facts = (
        "标题：A diode made of layers\n作者：Ann Lee, Bo Ek\n期刊：Nature\nDOI：10.1038/s41586-025-09001-1\n"
    )
    page = f"標題就在這裡\n{PROSE}\n{PROSE}\n文章信息\n{facts}"
    assert [reader.name for reader in READERS if reader.sniff(page)] == ["article"]
    assert [reader.name for reader in READERS if reader.sniff(facts)] == ["labelled"]
