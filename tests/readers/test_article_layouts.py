"""Articles as other sites print them: dates and counters above, facts and notices below, lines joined."""

from __future__ import annotations

import pytest

from digestcli.documents.articles.unfold import LONG
from digestcli.readers.article import READER
from digestcli.readers.base import RawEntry, Source

PROSE = (
    "清晨的實驗室裡只有儀器的低鳴聲,一位學生盯著螢幕上緩緩爬升的曲線,心裡盤算著今天能不能在日落以前"
    "得到第三組可以相信的結果,好讓這個月的報告不至於太難看。"
)
TITLE = "一個標題在這裡"


def only(text: str) -> RawEntry:
    assert READER.sniff(text)
    (entry,) = READER.read(Source("page.txt", text)).entries
    assert isinstance(entry, RawEntry)
    return entry


def text_of(entry: RawEntry, name: str) -> str:
    return "\n".join(field.text for field in entry.fields if field.name == name)


@pytest.mark.parametrize(
    "line, date, source, authors",
    [
        ("2025-11-30 11:25:39 · a.org · 来源: 某元", "2025-11-30", "a.org\n某元", ()),
        ("2019-11-07 09:55:16 作者：甲乙 来源：某技术 分享至：", "2019-11-07", "某技术", ("甲乙",)),
        ("2019-03-13 08:48:00  来源：某日报", "2019-03-13", "某日报", ()),
        ("2021 年 7 月 18 日 某小屋", "2021-07-18", "某小屋", ()),
        ("・2021/01/29 ・3350字 ・閱讀時間約 6 分鐘 ・七年級", "2021-01-29", "七年級", ()),
        ("原创 小编 某前沿 2026-01-20 08:00", "2026-01-20", "小编 某前沿", ()),
        ("发布时间:2021-08-27 09:18:30  |  来源:某网·某门  |  作者:甲乙、丙丁 等  |  责任编辑:某某", "2021-08-27", "某网·某门", ("甲乙", "丙丁", "et al.")),
        ("发布时间：2026-01-20 | 作者：张三 | 【打印】 【关闭】", "2026-01-20", "", ("张三",)),
    ],
)  # fmt: skip
def test_the_line_of_the_date(line: str, date: str, source: str, authors: tuple[str, ...]) -> None:
    entry = only(f"{TITLE}\n{line}\n{PROSE}\n")
    assert (entry.date, text_of(entry, "source"), entry.authors) == (date, source, authors)
    assert (text_of(entry, "title"), text_of(entry, "body")) == (TITLE, PROSE)


@pytest.mark.parametrize("line", ["2025年11月30日，他说了一句话。", "2026年1月1日我们看到了光！"])
def test_a_sentence_with_a_date_is_text(line: str) -> None:
    assert text_of(only(f"{TITLE}\n{line}\n{PROSE}\n"), "body") == f"{line}\n{PROSE}"


def test_a_headline_with_a_date() -> None:
    assert text_of(only(f"2024年10月15日諾貝爾獎解讀\n{PROSE}\n"), "title") == "2024年10月15日諾貝爾獎解讀"


@pytest.mark.parametrize(
    "line, name, value",
    [
        ("编 | 小轶", "editor", "小轶"),
        ("|作者：涂甲 郭乙", "authors", "涂甲;郭乙"),
        ("（供稿：某实验室 审核：李四）", "source;editor", "某实验室;李四"),
        ("記者/李科文", "authors", "李科文"),
        ("作者：某某大学物理学院 张三", "authors", ""),
        ("关键词 真空，场论", "keywords", "真空，场论"),
        ("摘 要 真空是一个古老的概念。", "abstract", "真空是一个古老的概念。"),
        ("制版编辑｜某某", "editor", "某某"),
        ("出品：某协会", "producer", "某协会"),
    ],
)
def test_credits(line: str, name: str, value: str) -> None:
    entry = only(f"{TITLE}\n{line}\n{PROSE}\n")
    read = [";".join(entry.authors) if one == "authors" else text_of(entry, one) for one in name.split(";")]
    assert ";".join(read) == value
    assert text_of(entry, "body") == PROSE


@pytest.mark.parametrize(
    "line",
    ["听报道", "阅读:0", "標籤：科研", "上一篇：某大学成立学院", "【打印】【关闭】", "附件下载：", "特 别 提 示\n1. 欢迎来到菜单。",
     "版权声明：\n本文由某办公室翻译。\n仅供参考。", "点击蓝字 关注我们", "-----廣告，請繼續往下閱讀-----"],
)  # fmt: skip
def test_more_of_the_sites_own(line: str) -> None:
    assert text_of(only(f"{TITLE}\n{PROSE}\n{line}\n"), "body") == PROSE


def test_counters_and_pictures_above_the_headline() -> None:
    entry = only(f"0\n\n12\n3\n\n文字\n\n分享\n\nW0201.jpg\n{TITLE}\n1\n听新闻\n{PROSE}\n")
    assert (text_of(entry, "title"), text_of(entry, "body")) == (TITLE, PROSE)
    assert text_of(entry, "figures") == "W0201.jpg"


NAME = "A very good method of measuring small things"


@pytest.mark.parametrize(
    "line, body",
    [
        (f"论文题目:\n{NAME}", False),
        (f"論文標題：{NAME}", False),
        (f"相关成果以“{NAME}”为题，发表于某刊。", True),
        (f"“{NAME}”一文在某刊发表。", True),
        (f"原文以{NAME}标题发表在2024年10月15日《自然》的新闻版块上", True),
        (f"原文以《{NAME}》为标题发表于某刊", True),
    ],
)
def test_the_title_of_the_paper(line: str, *, body: bool) -> None:
    entry = only(f"{TITLE}\n{PROSE}\n{line}\n")
    assert text_of(entry, "paper_title_en") == NAME
    assert text_of(entry, "body") == (f"{PROSE}\n{line}" if body else PROSE)


def test_labels_above_their_values() -> None:
    entry = only(
        f"{TITLE}\n{PROSE}\n论文题目:\n{NAME}\n开源链接:\nhttps://github.com/a/b\n论文链接:\n"
        f"https://doi.org/10.1038/s41586-021-03819-2\n{PROSE}\n"
    )
    assert (entry.url, entry.code) == ("https://doi.org/10.1038/s41586-021-03819-2", "https://github.com/a/b")
    assert text_of(entry, "body") == f"{PROSE}\n{PROSE}"


def test_authors_of_the_paper_are_not_those_of_the_article() -> None:
    entry = only(f"{TITLE}\n撰文｜甲乙\n{PROSE}\n标题：{NAME}\n作者：Ann Lee, Bo Ek\n期刊：Nature\n")
    assert entry.authors == ("甲乙",)
    assert (text_of(entry, "paper_authors"), text_of(entry, "journal")) == ("Ann Lee, Bo Ek", "Nature")


@pytest.mark.parametrize("line", ["话外有话", "原文以甲为标题登出来了", "这里是另一个活动的广告词"])
def test_the_list_of_references_ends_where_its_numbers_do(line: str) -> None:
    entry = only(
        f"{TITLE}\n{PROSE}\n參考文獻\n1. Lee, A. Nature 1, 2 (2020).\n2. Ek, B. On X. https://a.org/2\n{line}\n"
    )
    assert [one.title for one in entry.references] == ["Lee, A. Nature 1, 2 (2020).", "Ek, B. On X"]
    assert text_of(entry, "body") == f"{PROSE}\n{line}"


def test_bold_type_and_quotations() -> None:
    entry = only(
        f"# {TITLE}\n\n**撰文：** 甲乙\n**編輯：** 丙丁\n\n> {PROSE}\n\n**參考文獻**\n\n* [1] <https://a.org/1>\n"
    )
    assert (entry.authors, text_of(entry, "editor"), text_of(entry, "body")) == (("甲乙",), "丙丁", PROSE)
    assert [one.url for one in entry.references] == ["https://a.org/1"]


def test_all_on_one_line() -> None:
    page = f"{TITLE}\n撰文 | 王 玲（某刊特约撰稿人）\n责编 | 李某\n● ● ●\n{PROSE}\n{PROSE * 4}\n参考文献：\n[1] https://a.org/1\n[2] https://a.org/2\n特别声明：以上内容由用户上传。"
    joined, apart = only(page.replace("\n", " ")), only(page.replace("● ● ●\n", ""))
    assert len(page) > LONG
    assert (
        (joined.authors, joined.references)
        == (apart.authors, apart.references)
        == (("王玲",), apart.references)
    )
    for name in ("title", "editor", "body"):
        assert text_of(joined, name) == text_of(apart, name) != ""
