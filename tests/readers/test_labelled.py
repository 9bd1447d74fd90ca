"""The reader for other projects' layouts: real files, our own samples, layouts in small, damage."""

from __future__ import annotations

import itertools
import json
import pathlib
import re

import pytest
import yaml

from digestcli.model import TEXT_FIELDS, Digest, Issue
from digestcli.normalise import normalise
from digestcli.readers import READERS, arxiv_daily
from digestcli.readers.base import Parsed, RawEntry, Source
from digestcli.readers.labelled import LABELS, READER, read_with, reader_with
from digestcli.text.names import split_authors

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples" / "labelled"
NAMES = tuple(sorted(path.name for path in SAMPLES.glob("*.md")))


def read(text: str) -> Parsed:
    return READER.read(Source("test.md", text))


def only(text: str) -> RawEntry:
    (entry,) = read(text).entries
    assert isinstance(entry, RawEntry)
    return entry


def raws(parsed: Parsed) -> list[RawEntry]:
    return [entry for entry in parsed.entries if isinstance(entry, RawEntry)]


def texts(entry: RawEntry) -> dict[str, str]:
    """Name (with @language) -> text; a second text of a name gets a number."""
    found: dict[str, str] = {}
    for item in entry.fields:
        name = item.name + (f"@{item.language}" if item.language else "")
        found[name if name not in found else f"{name}{len(found)}"] = item.text
    return found


def titles(parsed: Parsed) -> list[str]:
    return [next((item.text for item in entry.fields if item.name == "title"), "") for entry in raws(parsed)]


def codes(issues: tuple[Issue, ...]) -> list[str]:
    return [issue.code for issue in issues]


# --- samples


@pytest.mark.parametrize("name", NAMES)
def test_sample_reads_as_expected(name: str) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    expected = yaml.safe_load((SAMPLES / f"{name}.expect.yaml").read_text(encoding="utf-8"))
    parsed = read(text)
    assert READER.sniff(text)
    assert not arxiv_daily.READER.sniff(text)
    assert (parsed.date, parsed.title, len(parsed.entries)) == (
        expected["date"],
        expected["title"],
        expected["count"],
    )
    assert parsed.issues == ()
    digest = Digest("key", "labelled", parsed.date)
    entries = [normalise(raw, digest, at) for at, raw in enumerate(parsed.entries, 1)]
    counted: dict[str, int] = {}
    for entry in entries:
        counted[entry.category] = counted.get(entry.category, 0) + 1
    assert counted == expected["categories"]
    for facts, entry in zip(expected["entries"], entries, strict=True):
        for fact, value in facts.items():
            found: object = getattr(entry, fact, None)
            if fact == "title":
                found = {key: entry.title.get(key) for key in value}
            elif fact == "authors":
                found = list(entry.authors)
            elif "_" in fact:
                field, _, language = fact.partition("_")
                found = getattr(entry, field).get(language)
            assert found == value, (facts["number"], fact)


# --- real files

REAL = {
    "xmkxabc_2025-06-08_fields-as-h2.md": (8, ""),
    "xmkxabc_2025-06-08_plain-lines.md": (8, ""),
    "Straw674_2026-04-27_toc-by-topic.md": (27, ""),
    "junle-chen_2025-10-15_trajectory.md": (28, "2025-10-15"),
    "ybken_quant-ph_2026-01-02.md": (6, "2026-01-02"),
    "2605.15202v1.md": (1, ""),
}
LEFT_LABEL = re.compile(r"^\W*(?:TL;DR|Motivation|Method|Result|Authors|摘要翻译|Translation)\W*[:：]", re.M)


def source(corpus: pathlib.Path, name: str) -> str:
    return (corpus / "corpus" / "dialects" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REAL)
def test_real_file_is_read_whole(corpus: pathlib.Path, name: str) -> None:
    text = source(corpus, name)
    count, date = REAL[name]
    parsed = read(text)
    assert READER.sniff(text)
    assert not arxiv_daily.READER.sniff(text)
    assert (len(parsed.entries), parsed.date, parsed.issues) == (count, date, ())
    lines = text.split("\n")
    for entry in raws(parsed):
        fields = texts(entry)
        assert fields["title"]
        assert fields["title"] in lines[entry.line - 1]
        assert entry.issues == ()
        if "plain-lines" not in name:
            assert "arxiv.org/abs/" in entry.url or entry.url == "2605.15202v1"
        for field in entry.fields:
            assert not LEFT_LABEL.search(field.text), (entry.line, field.name)
            assert field.text.split("\n")[0].lstrip("> #") in text
            assert entry.line <= field.line <= max(entry.end, entry.line) or field.name == "toc_summary"


def test_real_entries_do_not_reach_into_each_other(corpus: pathlib.Path) -> None:
    for name in REAL:
        entries = raws(read(source(corpus, name)))
        for one, two in itertools.pairwise(entries):
            assert one.line <= one.end < two.line


@pytest.mark.parametrize("kind", ["fields-as-h2", "plain-lines"])
def test_real_file_equals_its_records(corpus: pathlib.Path, kind: str) -> None:
    name = f"xmkxabc_2025-06-08_{kind}"
    lines = source(corpus, f"{name}_AI_enhanced_Chinese.jsonl").split("\n")
    records = [json.loads(line) for line in lines if line.strip()]
    for entry, record in zip(raws(read(source(corpus, f"{name}.md"))), records, strict=True):
        fields = texts(entry)
        expected = {"title": record["title"], **record["AI"]}
        expected["abstract@zh"] = expected.pop("translation")
        if kind == "plain-lines":
            expected["abstract"] = record["summary"].replace("\n", " ")
            if expected["method"] is None:  # a record without answers prints N/A everywhere
                expected = {key: value or "N/A" for key, value in expected.items()}
        else:
            expected["ai_abstract"] = expected.pop("summary")
            assert (entry.url, entry.category) == (record["abs"], record["categories"][0])
        assert entry.authors == ", ".join(record["authors"])
        assert fields == {key: value.strip() for key, value in expected.items()}


def test_real_topics_and_summaries(corpus: pathlib.Path) -> None:
    entries = raws(read(source(corpus, "Straw674_2026-04-27_toc-by-topic.md")))
    assert {entry.category for entry in entries} >= {"Gravitational Lensing", "Others"}
    assert entries[0].category_label == (("en", "Gravitational Lensing"),)
    assert all(
        set(texts(e)) == {"title", "relevance", "background", "summary", "toc_summary"} for e in entries
    )
    assert texts(entries[0])["relevance"] == "0.6407"


def test_real_numbers_restart_in_each_category(corpus: pathlib.Path) -> None:
    entries = raws(read(source(corpus, "junle-chen_2025-10-15_trajectory.md")))
    assert [entry.number for entry in entries] == [*range(1, 8), *range(1, 4), *range(1, 19)]
    assert entries[7].category_label == (("zh", "计算机视觉"), ("en", "Computer Vision"))
    assert entries[-1].categories == ("cs.RO", "cs.AI")
    assert entries[-1].pdf == "https://arxiv.org/pdf/2510.11083"


def test_real_page_keeps_its_body_with_headings(corpus: pathlib.Path) -> None:
    text = source(corpus, "2605.15202v1.md")
    entry = raws(read(text))[0]
    fields = texts(entry)
    assert entry.url == "2605.15202v1"
    assert entry.categories == ("cs.AI", "cs.CL", "cs.IR")
    assert str(entry.authors).count(",") == 5
    assert "（" not in str(entry.authors)
    assert set(fields) == {"title", "title1", "tldr", "body", "affiliations"}
    assert fields["body"].count("\n## ") + 1 == text.count("\n## ")
    assert fields["body"].endswith(text.rstrip()[-40:])


def test_real_files_of_other_readers_are_refused(corpus: pathlib.Path) -> None:
    folders = (corpus / "corpus", corpus / "seeds")
    claimed = set()
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        if READER.sniff(path.read_bytes().decode("utf-8", errors="replace")):
            claimed.add(path.name)
    assert claimed == set(REAL)


# --- layouts in small

LATER = """# AI-Enhanced arXiv Daily 2025-06-10

<a id='toc'></a>
## 今日总计: 2 篇独立论文
### 目录
- [cs.LG](#cslg) (1)
- [nlin.CG](#nlincg) (1 (+2 篇交叉引用))

---
<a id='cslg'></a>
## cs.LG  <small>[⬆️ 返回目录](#toc)</small>

<a id='250606333'></a>
### [1] [Extending [AALpy](v2)](https://arxiv.org/abs/2506.06333)
> *{title_translation}*

*Benjamin von Berg, Bernhard K. Aichernig* | **Category: cs.LG, cs.FL**

**Keywords:** {keywords}

**Comment:** Accepted for
  a conference

> **TL;DR:** 一句话。

<details>
  <summary>Details</summary>

**Motivation:** 动机 | 竖线

**Result:** None

> **ai_Abstract:** 概述。

> **摘要翻译:** 第一段。
第二段 <UNK> 与
#3 记号。

</details>

[⬆️ 返回分类顶部](#cslg) | [⬆️ 返回总目录](#toc)

---

*<small>亦可见于本分类 (来自其他主分类):</small>*
- *<small><a href="#250606551">Other</a></small>*

---

<a id='nlincg'></a>
## nlin.CG{blank}

### [33] [Elementary Cellular Automata](https://arxiv.org/abs/2506.06551)
> *元胞自动机*

*Daniel McKinley* | **Main category: nlin.CG**

> **TL;DR:** 另一句。

<details>
  <summary>Details</summary>

**Method:** 方法。

</details>
""".replace("{blank}", " ")

FRONT = """---
layout: default
title: 2025-07-16 ArXiv 摘要
---

# Arxiv论文总结报告

## 基本信息
- 生成时间：2025-07-16 12:40:02
- 使用模型：some-model
- 论文数量：2 篇

---

## 论文总结

<section class="paper-summary" data-categories="cond-mat.mtrl-sci,physics.ins-det" data-published="2025-07-15" data-primary-method="tem" markdown="1">
<div class="paper-summary-meta">
  <span><strong>分类:</strong> cond-mat.mtrl-sci, physics.ins-det</span>
  <span><strong>发布日期:</strong> 2025-07-15</span>
</div>

### [Spin of V$\\_B^{-1}$](http://arxiv.org/abs/2507.11494v1)
- **作者:** Ann Example, Bo Example
- **研究目的:** 看 $T\\_1$ 如何变化。
- **主要发现:** 变长了。
</section>

---
#### [Second](http://arxiv.org/abs/2507.11495v1)
- **作者:** Cy Example
- **研究目的:** 目的。
- **主要发现:** 发现。

---
"""


def test_later_quoted_layout() -> None:
    parsed = read(LATER)
    first, second = raws(parsed)
    assert READER.sniff(LATER)
    assert parsed.issues == ()
    assert (parsed.date, parsed.title) == ("2025-06-10", "AI-Enhanced arXiv Daily 2025-06-10")
    assert (first.number, first.category, first.categories) == (1, "cs.LG", ("cs.LG", "cs.FL"))
    assert first.authors == "Benjamin von Berg, Bernhard K. Aichernig"
    assert first.comment == "Accepted for\n  a conference"
    assert texts(first) == {
        "title": "Extending [AALpy](v2)",
        "title1": "{title_translation}",
        "keywords": "{keywords}",
        "tldr": "一句话。",
        "motivation": "动机 | 竖线",
        "result": "None",
        "ai_abstract": "概述。",
        "abstract@zh": "第一段。\n第二段 <UNK> 与\n#3 记号。",
    }
    assert (second.number, second.category, texts(second)["title1"]) == (33, "nlin.CG", "元胞自动机")


def test_front_matter_sections_and_escapes() -> None:
    parsed = read(FRONT.replace("#### [", "### ["))
    first, second = raws(parsed)
    assert READER.sniff(FRONT)
    assert (parsed.date, parsed.title, parsed.issues) == ("2025-07-16", "Arxiv论文总结报告", ())
    assert first.categories == ("cond-mat.mtrl-sci", "physics.ins-det")
    assert (first.category, first.date) == ("cond-mat.mtrl-sci", "2025-07-15")
    assert texts(first) == {
        "title": "Spin of V$_B^{-1}$",
        "motivation": "看 $T_1$ 如何变化。",
        "result": "变长了。",
        "primary_method": "tem",
    }
    assert (second.authors, second.category, second.url) == (
        "Cy Example",
        "",
        "http://arxiv.org/abs/2507.11495v1",
    )


def test_underscores_stay_escaped_where_the_file_also_has_bare_ones() -> None:
    text = FRONT.replace("$T\\_1$", "$T_1$")
    assert texts(raws(read(text))[0])["title"] == "Spin of V$\\_B^{-1}$"


def test_unfilled_template_with_doubled_urls_and_python_lists() -> None:
    text = (
        "## Total Papers Today: 1\n\n### Table of Contents\n\n- [cs.LG](#cs.LG) [Total: 1]\n\n\n"
        "## <div id='cs.LG'></div> cs.LG [[Back]](#toc)\n\n"
        "### [7] [T: a test]([https://arxiv.org/abs/](https://arxiv.org/abs/)2506.05566)\n"
        "> *{title_translation}*\n\n*['Ann O\\'Hara', \"B. D'Arc\"]* | **Main category: {cate}**\n\n"
        "**Keywords:** {keywords}\n\n> **TL;DR:** 短。\n"
    )
    entry = only(text)
    assert READER.sniff(text)
    assert read(text).issues == ()
    assert entry.url == "https://arxiv.org/abs/2506.05566"
    assert split_authors(str(entry.authors)) == (("Ann O'Hara", "B. D'Arc"), True)
    assert (entry.category, entry.number) == ("cs.LG", 7)


def test_summary_under_a_heading_and_in_a_quote() -> None:
    text = (
        "# 每日 ArXiv 摘要速递: 2025-06-08\n\n### [A title](https://arxiv.org/abs/2506.04716)\n\n"
        "**一句话总结:** 概括。\n\n**Authors:** Ann Example, Bo Example\n**Categories:** `cs.CV`, `68T50`\n\n"
        "[**[PDF]**](https://arxiv.org/pdf/2506.04716)\n\n#### 中文摘要 (Abstract in Chinese)\n\n"
        "> 第一段。\n>\n> **方法:** 第二段。\n\n---\n"
    )
    entry = only(text)
    assert READER.sniff(text)
    assert read(text).date == "2025-06-08"
    assert (entry.category, entry.categories) == ("cs.CV", ("cs.CV", "68T50"))
    assert (entry.authors, entry.pdf) == ("Ann Example, Bo Example", "https://arxiv.org/pdf/2506.04716")
    assert texts(entry) == {
        "title": "A title",
        "tldr": "概括。",
        "abstract@zh": "第一段。\n\n**方法:** 第二段。",
    }


def test_headings_only_and_no_rules() -> None:
    text = (
        "# 2025-10-29 · quant-ph 论文速递\n\n\n## [Translation Failed]\n\n**Original Title:** One $\\mathrm{sl}(3)$\n\n"
        "**Authors:** A. One\n\n**Link:** http://arxiv.org/abs/2510.23796v1\n\n"
        "**PDF:** http://arxiv.org/pdf/2510.23796v1\n\n"
        "## 第二\n\n**Original Title:** Two\n\n**Authors:** B. Two\n\n**Link:** http://arxiv.org/abs/2510.23797v1"
    )
    one, two = raws(read(text))
    assert READER.sniff(text)
    assert [item.text for item in one.fields] == ["[Translation Failed]", "One $\\mathrm{sl}(3)$"]
    assert (two.authors, two.url, two.category) == ("B. Two", "http://arxiv.org/abs/2510.23797v1", "quant-ph")


def test_bare_identifier_as_link() -> None:
    text = (
        "## Uncategorized\n\n### [1] [A paper](2503.05714)\n\nAuthors: A. One | Main Category: N/A | "
        "[Paper Link](2503.05714)\n\nTL;DR: short\n\nAbstract: N/A\n\n摘要翻译: 译文\n"
    )
    entry = only(text)
    assert READER.sniff(text)
    assert (entry.url, entry.category, entry.authors) == ("2503.05714", "Uncategorized", "A. One")
    assert texts(entry) == {"title": "A paper", "tldr": "short", "abstract": "N/A", "abstract@zh": "译文"}


PAGE = """# 一個題目

> 原始論文:A Real Title: with a colon
> 作者·單位:Ann Example(甲大學)、Bo Example;Cy Example(乙公司)
> arXiv:2002.09053v3 ・ 分類:cs.CV(電腦視覺・偵測)

一句話說重點:重點在此。

---

## 先說情境

正文。

## 結果

**結果:** 仍是正文。

> 原始論文:也是正文

---

- **連結**:還是正文
"""


def test_page_with_half_width_labels() -> None:
    entry = only(PAGE)
    assert READER.sniff(PAGE)
    assert (entry.url, entry.category, entry.categories) == ("2002.09053v3", "cs.CV", ("cs.CV",))
    assert entry.authors == "Ann Example、Bo Example;Cy Example"
    fields = texts(entry)
    assert fields["title1"] == "A Real Title: with a colon"
    assert fields["affiliations"] == "甲大學; 乙公司"
    assert fields["tldr"] == "重點在此。"
    assert fields["body"].startswith("## 先說情境\n\n正文。")
    assert fields["body"].endswith("- **連結**:還是正文")


def test_page_without_a_rule_begins_its_body_at_the_first_heading() -> None:
    entry = only(PAGE.replace("---\n\n## 先", "## 先"))
    assert texts(entry)["body"].startswith("## 先說情境")
    assert texts(entry)["tldr"] == "重點在此。"


@pytest.mark.parametrize(
    "text",
    [
        "# 2026-01-03 · quant-ph 论文速递\n",
        "# AI-Enhanced arXiv Daily 2025-06-20\n\n### 今日没有找到新论文。\n",
        "# No trajectory and large model papers found today\n",
        "## Total Papers Today: 0\n\n<div id=toc></div>\n\n# Table of Contents\n\n",
        "# Arxiv论文总结报告\n\n## 基本信息\n- 生成时间：2025-04-20 08:54:14\n- 论文数量：0 篇\n\n---\n",
    ],
)
def test_day_without_papers_is_an_empty_digest(text: str) -> None:
    assert READER.sniff(text)
    parsed = read(text)
    assert (parsed.entries, parsed.issues) == ((), ())


# --- labels

STYLES = (
    "**{}:** value",
    "**{}**: value",
    "{}: value",
    "{}：value",
    "> **{}:** value",
    "> {}：value",
    "- **{}:** value",
    "* **{}**：value",
    "#### {}\n\nvalue",
    "#### {}:\nvalue",
    "**{}**\n\nvalue",
    "**{}:**\nvalue",
)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("label", ["TL;DR", "tl;dr", "一句话总结", "一句話說重點", "한 줄 요약"])
def test_a_label_counts_in_every_mark_up(style: str, label: str) -> None:
    text = f"### [T](https://arxiv.org/abs/2601.00001)\n\n{style.format(label)}\n"
    assert texts(only(text)) == {"title": "T", "tldr": "value"}


@pytest.mark.parametrize("name", LABELS)
def test_every_synonym_names_its_field(name: str) -> None:
    base, _, language = name.partition("@")
    for synonym in LABELS[name]:
        entry = only(f"### [T](https://arxiv.org/abs/2601.00001)\n\n**{synonym}:** value\n")
        placed = {"original_title": "title", "authors/affiliations": "authors", "arxiv": "url", "doi": "url"}
        target = placed.get(base, base)
        if hasattr(RawEntry, target):
            given = getattr(entry, target)
            assert given == (("value",) if target == "categories" else "value") or target == "url"
        else:
            assert (target, "value", language) in {(x.name, x.text, x.language) for x in entry.fields}


def test_synonyms_belong_to_one_field() -> None:
    synonyms = [synonym.casefold() for names in LABELS.values() for synonym in names]
    assert len(synonyms) == len(set(synonyms))


def test_a_users_synonyms_are_known_to_one_reader_only() -> None:
    text = "## [T](https://arxiv.org/abs/2601.00001)\n\n**Gist:** short\n\n**锐评:** 好\n"
    extra = {"tldr": ("gist",), "verdict": ("锐评",)}
    entry = read_with(extra)(Source("x.md", text)).entries[0]
    assert isinstance(entry, RawEntry)
    assert texts(entry) == {"title": "T", "tldr": "short", "verdict": "好"}
    assert reader_with(extra).sniff(text)
    assert not READER.sniff(text)
    assert "tldr" not in texts(only(text))


def test_unknown_bold_labels_that_most_entries_have_are_fields() -> None:
    entry = "### [{0}](https://arxiv.org/abs/2601.0000{0})\n\n**TL;DR:** a\n\n**Broader Impact:** b{0}\n\n"
    one, two = raws(read(entry.format(1) + entry.format(2)))
    assert texts(one) == {"title": "1", "tldr": "a", "broader_impact": "b1"}
    assert texts(two)["broader_impact"] == "b2"


def test_unknown_headings_inside_an_entry_are_fields() -> None:
    entry = only(
        "## [T](https://arxiv.org/abs/2601.1)\n\n### Abstract\n\na\n\n### 局限性\n\nb\n\n**重点:** c\n"
    )
    assert texts(entry) == {"title": "T", "abstract": "a", "局限性": "b\n\n**重点:** c"}


@pytest.mark.parametrize(
    "inside",
    [
        "text\nConclusion: not a label",
        "text\n\nTL;DR: there is one already",
        "text\n#2-SAT can be solved",
        "text\n# of parameters",
        "<1s> and <UNK>",
        "text\n\n- Method: an item",
        "a | b | c: d",
        "see [a](#b) and [c](https://d.example)",
        "form\x0cfeed, ESC \x1b[31m, CR \r, NEL \x85, LS \u2028 end",
    ],
)
def test_running_text_stays_whole(inside: str) -> None:
    text = (
        "### [T](https://arxiv.org/abs/2601.00001)\n*A. One*\n\n> **TL;DR:** short\n\n"
        f"**Abstract:** {inside}\n\n**Comment:** last\n"
    )
    assert texts(only(text)) == {"title": "T", "tldr": "short", "abstract": inside}


def test_emphasis_is_no_line_of_authors() -> None:
    text = "### [T](https://arxiv.org/abs/2601.00001)\n*A*, B*\n\n**Abstract:** a\n\n*so they say*\n"
    entry = only(text)
    assert entry.authors == "A*, B"
    assert texts(entry)["abstract"] == "a\n\n*so they say*"


def test_text_without_a_label_is_kept_as_body() -> None:
    text = "### [T](https://arxiv.org/abs/2601.00001)\n*A*\n\nSome prose.\n\n**TL;DR:** a\n"
    assert texts(only(text)) == {"title": "T", "body": "Some prose.", "tldr": "a"}


def test_facts_printed_twice_are_kept() -> None:
    entry = only(
        "### [T](https://arxiv.org/abs/2601.00001)\n\n**DOI:** 10.1000/x\n**PDF:** <https://a.example/p>\n"
        "**PDF:** https://b.example/p\n**Code:** [repo](https://c.example)\n**Venue:** PRL\n"
        "**Link:** https://arxiv.org/abs/2601.00001\n"
    )
    assert (entry.url, entry.pdf) == ("https://arxiv.org/abs/2601.00001", "https://a.example/p")
    assert (entry.code, entry.venue) == ("https://c.example", "PRL")
    assert texts(entry) == {"title": "T", "pdf": "https://b.example/p", "doi": "10.1000/x"}


# --- sniff


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "plain prose: with a colon\n",
        '{"title": "x", "authors": "y"}\n',
        '[{"id": "2601.00001"}]\n',
        "# my list\ntitle: A\nauthors: B\nurl: https://arxiv.org/abs/2601.1\n",
        "# my list\n- title: A\n  authors: B\n  url: https://arxiv.org/abs/2601.1\n",
        "---\ntitle: A\nurl: https://arxiv.org/abs/1\n---\ntitle: B\nauthors: C\n",
        "number,id,title\n1,x,y\n",
        "# A tool\n\n**Authors:** Ann Example\n\n## Install\n\npip install it\n\n## Result\n\nnothing\n",
        "# Changelog\n\n## [1.0](https://host.example/1.0)\n\n### Fixed\n\n- a bug\n",
        "# [Docs](https://docs.example)\n\n*a tagline*\n\n## Data\n\nnone\n",
        "作者:某 来源:某报 发布时间:2026/1/1\n\n▲ 作者:A et al.\n▲链接:\nhttps://www.nature.com/articles/x\n▲摘要:\n文\n",
        "<div id=toc></div>\n\n# Table of Contents\n\n",
        "### [1] [T](https://arxiv.org/abs/2601.1)\n*A*\n\nMain category: cs.CL\n\nTL;DR: x\n",
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    assert not READER.sniff(text)


@pytest.mark.parametrize("text", [LATER, FRONT, PAGE])
def test_only_one_reader_claims_a_layout(text: str) -> None:
    assert [READER.sniff(text), arxiv_daily.READER.sniff(text)] == [True, False]


# --- damage


def test_declared_totals_are_checked() -> None:
    parsed = read(LATER.replace("今日总计: 2", "今日总计: 9").replace("(#nlincg) (1 ", "(#nlincg) (4 "))
    assert [(issue.code, issue.line) for issue in parsed.issues] == [
        ("count-mismatch", 4),
        ("count-mismatch", 7),
    ]
    assert parsed.issues[1].message == "the contents say 4 entries in nlin.CG, there are 1"


def test_contents_without_entries_is_an_issue() -> None:
    parsed = read("# Table of Contents\n\n## Topic\n\n- [Short title (0.5)](#2601.1v1)\n")
    assert codes(parsed.issues) == ["no-entries"]


def sample() -> str:
    return (SAMPLES / "ai_quoted.md").read_text(encoding="utf-8")


def test_an_entry_without_its_heading_is_an_entry_still() -> None:
    whole = raws(read(sample()))
    lost = re.sub(r"### \[4\][^\n]*\n", "", sample())
    parsed = read(lost)
    assert len(parsed.entries) == 4
    assert titles(parsed)[1].startswith("BERT：")
    damaged = raws(parsed)[1]
    assert str(damaged.authors).startswith("Jacob Devlin")
    assert (damaged.url, damaged.number) == ("", None)
    for at in (0, 2, 3):
        assert texts(raws(parsed)[at]) == texts(whole[at])


def test_an_entry_without_its_link_is_an_entry_still() -> None:
    parsed = read(re.sub(r"### \[4\][^\n]*", "### [4] BERT", sample()))
    damaged = raws(parsed)[1]
    assert (len(parsed.entries), damaged.number, damaged.url) == (4, 4, "")
    assert codes(damaged.issues) == ["damaged-heading"]
    assert texts(damaged)["title"] == "BERT"


def test_a_cut_entry_is_marked() -> None:
    text = sample()
    parsed = read(text[: text.rindex("</details>")])
    assert codes(raws(parsed)[-1].issues) == ["truncated"]


def test_text_behind_an_entry_is_not_silently_lost() -> None:
    parsed = read(sample() + "\nGenerated by a machine\n")
    assert [(issue.code, issue.line) for issue in raws(parsed)[-1].issues] == [
        ("unread-text", sample().count("\n") + 2)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_repeated_entry_is_read_twice(name: str) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    body = text[text.index(titles(read(text))[0]) :]
    body = text[text.rindex("\n", 0, text.index(body)) + 1 :]
    parsed = read(f"{text}\n\n{body}")
    expected = len(read(text).entries)
    assert len(parsed.entries) == 2 * expected
    assert titles(parsed)[:expected] == titles(read(text))


@pytest.mark.parametrize("name", NAMES)
def test_a_cut_anywhere_keeps_the_entries_before_it(name: str) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    whole = raws(read(text))
    lines = text.split("\n")
    for cut in range(len(lines)):
        parsed = read("\n".join(lines[:cut]))
        done = [entry for entry in whole if entry.end < cut]
        for one, two in zip(done, raws(parsed), strict=False):
            assert texts(one) == texts(two)
            assert (one.authors, one.url, one.line) == (two.authors, two.url, two.line)
        assert len(parsed.entries) >= len(done)


@pytest.mark.parametrize("name", NAMES)
def test_a_dropped_line_never_harms_other_entries(name: str) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    whole = raws(read(text))
    lines = text.split("\n")
    for drop in range(len(lines)):
        parsed = raws(read("\n".join(lines[:drop] + lines[drop + 1 :])))
        got = [texts(entry) for entry in parsed]
        if lines[drop].startswith("| **Title**"):  # the head of a table belongs to all its rows
            continue
        for entry in whole:
            if not entry.line - 1 <= drop < entry.end:
                assert texts(entry) in got, drop


@pytest.mark.parametrize(
    "bad", ["\ufeff", "\x00", "\x00\x00\n", "\r\n", "[", "](", "**", "<", "> *", "### ["]
)
@pytest.mark.untraced
def test_odd_characters_never_raise(bad: str) -> None:
    for text in (sample(), LATER, FRONT, PAGE):
        for at in range(0, len(text), 23):
            damaged = text[:at] + bad + text[at:]
            READER.sniff(damaged)
            parsed = read(damaged)
            assert parsed.entries or "no-entries" in codes(parsed.issues)


def test_lines_that_end_in_crlf_are_read_the_same() -> None:
    parsed = read(sample().replace("\n", "\r\n"))
    assert titles(parsed) == titles(read(sample()))
    assert [entry.url for entry in raws(parsed)] == [entry.url for entry in raws(read(sample()))]


def test_fields_have_known_names_or_end_in_extra() -> None:
    for entry in raws(read(sample())):
        assert {item.name for item in entry.fields} - {"title", *TEXT_FIELDS} == {
            "keywords",
            "ai_comments",
            "ai_abstract",
        }


# --- tables

ROW = "| [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980) | 2014-12-22 |"


def test_rows_of_a_table_are_entries_under_their_section() -> None:
    parsed = read(f"# Papers 2026-01-08\n\n## Optimisation\n\n| Title | Date |\n|---|---|\n{ROW}\n\nend\n")
    (entry,) = raws(parsed)
    assert (entry.line, entry.end, entry.category, entry.date) == (7, 7, "Optimisation", "2014-12-22")
    assert (entry.url, entry.number, entry.issues) == ("https://arxiv.org/abs/1412.6980", None, ())
    assert (parsed.date, parsed.issues) == ("2026-01-08", ())


def test_a_heading_that_is_a_day_dates_and_names_no_category() -> None:
    text = f"## Updated on 2026.01.08\n\n## cs.LG\n\n| Title | Comment |\n|---|---|\n{ROW}\n"
    parsed = read(text)
    assert (parsed.date, raws(parsed)[0].category, raws(parsed)[0].date) == (
        "2026-01-08",
        "cs.LG",
        "2026-01-08",
    )
    under = raws(read(text.replace("\n## cs.LG\n", "")))[0]
    assert (under.category, under.category_label, under.date) == ("", (), "2026-01-08")


def test_a_table_that_only_lists_the_entries_is_no_second_copy() -> None:
    entry = "## [Adam: A Method](https://arxiv.org/abs/1412.6980)\n**Authors:** A. B\n**TL;DR:** short\n"
    other = "| [A second paper here](https://arxiv.org/abs/1406.2661) | 2014 |"
    parsed = read(f"# Day\n\n| Title | Date |\n|---|---|\n{ROW}\n{other}\n\n{entry}")
    assert titles(parsed) == ["A second paper here", "Adam: A Method"]
    assert [issue for found in raws(parsed) for issue in found.issues] == []


# --- layouts in small, as other projects print them


def test_labels_that_are_items_bold_as_a_whole_and_quotes() -> None:
    entry = only(
        "# 音频 cs.SD\n\n- **更新 1 篇**\n\n## 最新发布\n\n#### [new 001] A title\n- **分类: cs.SD; cs.AI**\n\n"
        "- **简介: 很快。**\n\n- **链接: [http://arxiv.org/pdf/2505.08175v1](http://arxiv.org/pdf/2505.08175v1)**\n\n"
        "> **作者:** A. One; B. Two\n>\n> **备注:** 9 pages\n>\n> **摘要:** Some text. (1) a; (2) b.\n>\n---\n"
    )
    assert texts(entry) == {
        "title": "[new 001] A title",
        "summary": "很快。",
        "abstract": "Some text. (1) a; (2) b.",
    }
    assert (entry.authors, entry.comment, entry.category) == ("A. One; B. Two", "9 pages", "cs.SD")
    assert entry.url == "http://arxiv.org/pdf/2505.08175v1"


def test_tags_before_titles_are_dropped_where_all_have_one() -> None:
    one = "## [NLP-0] A title\n\n**链接**: https://arxiv.org/abs/2410.14669\n**作者**: A. One\n\n"
    two = one.replace("NLP-0", "CV-3").replace("14669", "14677")
    assert titles(read(f"# Day\n\n{one}{two}")) == ["A title", "A title"]
    assert titles(read(f"# Day\n\n{one}{two.replace('[CV-3] ', '')}")) == ["[NLP-0] A title", "A title"]


def test_a_label_may_stand_above_the_first_that_names_the_paper() -> None:
    entry = only(
        "# Day\n\n## A title\n\n**TL;DR**: short\n\n**Authors**: A. One\n**Link**: https://arxiv.org/abs/2601.1\n"
    )
    assert (texts(entry), entry.authors) == ({"title": "A title", "tldr": "short"}, "A. One")


def test_tags_within_labels_do_not_hide_them() -> None:
    entry = only(
        "### 1. [T](https://arxiv.org/abs/2601.1)\n\n**<font color=#1a73e8>作者：</font>** A. One, B. Two  \n"
        "**<font>摘要：</font>**\n> Some text.\n\n<sub>备注：9 pages</sub>\n"
    )
    assert (entry.authors, entry.comment, texts(entry)) == (
        "A. One, B. Two",
        "9 pages",
        {"title": "T", "abstract": "Some text."},
    )


def test_names_alone_below_a_heading_are_authors_and_a_folded_text_is_labelled_by_its_summary() -> None:
    entry = only(
        "### [T](http://arxiv.org/abs/2401.12568)  \nChongke Bi, Xiaoxing Liu  \n<details>  \n  <summary>Abstract</summary>  \n"
        "  <ol>  \n    Some text.  \n  </ol>  \n</details>  \n**comments**: Accepted\n"
    )
    assert (entry.authors, entry.comment) == ("Chongke Bi, Xiaoxing Liu", "Accepted")
    assert texts(entry) == {"title": "T", "abstract": "Some text."}


def test_a_sentence_below_a_heading_is_no_list_of_authors() -> None:
    entry = only("### [T](http://arxiv.org/abs/2401.12568)\nWe show, by proof, a bound.\n\n**TL;DR:** x\n")
    assert (entry.authors, texts(entry)["body"]) == ("", "We show, by proof, a bound.")


def test_emoji_stand_for_facts_and_decorate_titles_and_sections() -> None:
    entry = only(
        "# Day\n\n## 🔥 今日必读\n\n### 1. 🥇 A title\n\n🏷️ `cs.AI (人工智能)` | 📄 [arXiv](http://arxiv.org/abs/2602.17547v1)\n\n"
        "👤 Yue Liu, Zhiyuan Hu 等\n\n- 📅 **日期**: 2026-02-22\n- 📒 **笔记**: [[x]]\n"
    )
    assert (entry.number, entry.category, entry.authors) == (1, "cs.AI", "Yue Liu, Zhiyuan Hu 等")
    assert (entry.url, entry.date) == ("http://arxiv.org/abs/2602.17547v1", "2026-02-22")
    assert entry.category_label == ()
    assert titles(
        read("## 🔥 Hot\n\n### 🥇 A title\n**Authors:** A\n**URL:** https://arxiv.org/abs/2601.1\n")
    ) == ["A title"]


def test_an_item_of_any_name_beside_an_item_that_is_a_label_is_a_field() -> None:
    entry = only(
        "## [T](https://arxiv.org/abs/2601.1)\n- **方法**: one\n- **对比/Baselines**: two\n  - **nested**: three\n- plain\n"
        "- **TL;DR**: four\n\n![](https://arxiv.org/html/2601.1/x1.png)\n\nrest\n"
    )
    assert texts(entry) == {
        "title": "T",
        "method": "one",
        "对比_baselines": "two\n  - **nested**: three\n- plain",
        "tldr": "four",
        "figures": "https://arxiv.org/html/2601.1/x1.png",
        "body": "rest",
    }


def test_entries_are_found_by_their_papers_where_no_label_begins_them() -> None:
    layout = (
        "### {mark} A title\n\n**8.5** · 前25%\n\n> 一句话。\n\n**亮点**\n\n- x\n\n**方法**：y\n\n<sub>作者：A. One, B. Two</sub>\n\n"
        "[arxiv](https://arxiv.org/abs/{paper}) · [pdf](https://arxiv.org/pdf/{paper})\n\n---\n\n"
    )
    papers = {"🥇": "2605.13087", "🥈": "2605.11363", "4.": "2605.13779"}
    text = "".join(layout.format(mark=mark, paper=paper) for mark, paper in papers.items())
    parsed = read(f"## 概览\n\n今日\n\n## 论文列表\n\n{text}")
    assert [entry.url[-5:] for entry in raws(parsed)] == ["13087", "11363", "13779"]
    assert [entry.number for entry in raws(parsed)] == [None, None, 4]
    first = raws(parsed)[0]
    assert (first.authors, first.pdf) == ("A. One, B. Two", "https://arxiv.org/pdf/2605.13087")
    assert texts(first) == {
        "title": "A title",
        "body": "**8.5** · 前25%\n\n> 一句话。",
        "highlights": "- x",
        "method": "y",
    }


def test_a_heading_with_its_link_beside_brackets() -> None:
    entry = only(
        "#### **1. [A title]** (https://huggingface.co/papers/2606.13392)\n- **机构/作者**：A Team\n- **方法**：x\n"
    )
    assert (entry.number, entry.url, entry.authors) == (
        1,
        "https://huggingface.co/papers/2606.13392",
        "A Team",
    )
    assert texts(entry) == {"title": "A title", "method": "x"}


def test_an_entry_with_an_identifier_and_texts_needs_no_authors() -> None:
    text = "# 报告\n\n### 主题\n\n#### 1. A title\n\n**论文ID:** 2508.03694v1  \n\n#### 研究背景和问题\nx\n\n#### 实验结果和性能\ny\n\n#### 结论和意义\nz\n"
    assert READER.sniff(text)
    entry = only(text)
    assert texts(entry) == {"title": "A title", "background": "x", "result": "y", "conclusion": "z"}
    assert entry.url == "2508.03694v1"
    assert not READER.sniff(text.replace("2508.03694v1", "none"))


def test_titles_in_two_languages_without_mark_up() -> None:
    one = (
        "【1】 A title\n标题：题目\n链接：https://arxiv.org/abs/2408.06289\n作者：A. One\n摘要：Some text.\n"
    )
    parsed = read(f"cs.CL 方向，今日共计2篇\n\n{one}\n{one.replace('【1】', '【2】')}")
    assert [entry.number for entry in raws(parsed)] == [1, 2]
    assert [item.text for item in raws(parsed)[0].fields] == ["A title", "题目", "Some text."]


def test_a_text_does_not_repeat_its_label() -> None:
    entry = only(
        "## [T](https://arxiv.org/abs/2601.1)\n**作者**: A\n\n**点击查看摘要**\n\nAbstract:Some text: more.\n"
    )
    assert texts(entry) == {"title": "T", "abstract": "Some text: more."}


def test_a_list_of_papers_is_no_day_without_papers() -> None:
    assert not READER.sniff("# CV Arxiv Daily\n\n- see https://arxiv.org/abs/2408.06300\n")
    assert READER.sniff("# CV Arxiv Daily\n\nNothing today.\n")


FACTS_BELOW = "- 作者: A. One, B. Two\n- 链接: https://arxiv.org/abs/2408.06289\n- 一句话总结: 短。\n"


@pytest.mark.parametrize(
    "head",
    [
        "**1. A good title**",
        "**A good title**",
        "<summary><b>1. A good title</b></summary>\n",
        "【1】A good title",
        "1. A good title",
    ],
)
def test_lines_that_head_entries_without_headings(head: str) -> None:
    text = f"# 精选 2026-03-02\n\n{head}\n{FACTS_BELOW}\n</details>\n\n{head}\n{FACTS_BELOW}"
    assert READER.sniff(text)
    assert len(read(text).entries) == 2
    for entry in raws(read(text)):
        assert texts(entry) == {"title": "A good title", "tldr": "短。"}
        assert (entry.authors, entry.url) == ("A. One, B. Two", "https://arxiv.org/abs/2408.06289")


def test_a_title_may_begin_with_its_identifier() -> None:
    text = "## quant-ph\n\n### [2408.06289v2] A good title\n**Authors**: A. One\n**Abstract**: x\n"
    entry = only(text + "[abs](https://arxiv.org/abs/2408.06289) | [pdf](https://arxiv.org/pdf/2408.06289)\n")
    assert (texts(entry)["title"], texts(entry)["abstract"], entry.url) == ("A good title", "x", "2408.06289")
    assert entry.pdf == "https://arxiv.org/pdf/2408.06289"


def test_a_pdf_alone_is_an_address() -> None:
    entry = only(
        "# Day\n\n## 1. A title\n\n- Authors: A. One\n- PDF: https://arxiv.org/pdf/2408.06289v1\n- Summary: x\n"
    )
    assert entry.url == entry.pdf == "https://arxiv.org/pdf/2408.06289v1"


def test_a_bold_line_in_another_script_is_a_second_title() -> None:
    entry = only(f"## [A title](https://arxiv.org/abs/2408.06289)\n\n**一个好题目**\n\n{FACTS_BELOW}")
    assert [item.text for item in entry.fields if item.name == "title"] == ["A title", "一个好题目"]
    entry = only("## [T](https://arxiv.org/abs/2601.1)\n**Results**\n\n**TL;DR:** x\n")
    assert texts(entry)["tldr"] == "x"


# --- what other projects mark entries and labels by


def told(text: str) -> list[tuple[str, dict[str, str], object, str]]:
    assert [one.name for one in READERS if one.sniff(text)] == ["labelled"]
    return [
        (
            one.url,
            {f"{field.name}": field.text for field in one.fields},
            one.authors,
            one.category,
        )
        for one in READER.read(Source("x.md", text)).entries
        if isinstance(one, RawEntry)
    ]


PAPERS = (
    ("1512.03385", "Deep Residual Learning for Image Recognition"),
    ("1406.2661", "Generative Adversarial Nets"),
)


def test_numbers_and_labels_behind_emoji() -> None:
    text = "📅 2026-01-09 论文日报\n\n━━━━━━━━━━\n\n" + "\n━━━━━━━━━━\n\n".join(
        f"📄 {n}. {title}\n👥 作者: Ann Lee, Bo Chen\n🏷️ 分类: cs.CV\n🔗 链接: https://arxiv.org/abs/{paper}\n💡 一句话总结: 短。\n"
        for n, (paper, title) in enumerate(PAPERS, 1)
    )
    assert told(text) == [
        (f"https://arxiv.org/abs/{paper}", {"title": title, "tldr": "短。"}, "Ann Lee, Bo Chen", "cs.CV")
        for paper, title in PAPERS
    ]


def test_bold_lines_that_most_entries_have_are_labels() -> None:
    text = "# 前沿日报 2026-01-09\n\n## 全部论文\n\n" + "\n---\n\n".join(
        f"### {title}\n\n- **作者：** Ann Lee、Bo Chen\n- **arXiv：** [{paper}](https://arxiv.org/abs/{paper}) · [PDF](https://arxiv.org/pdf/{paper})\n"
        f"- **优先级：** 9\n\n**完成的工作**\n\n做了事。\n\n**使用技术**\n\n- 甲\n- 乙\n\n**只此一处 {paper}**\n\n丙\n"
        for paper, title in PAPERS
    )
    for (_, found, authors, _), (paper, title) in zip(told(text), PAPERS, strict=True):
        rest = f"- 甲\n- 乙\n\n**只此一处 {paper}**\n\n丙"
        assert found == {"title": title, "优先级": "9", "完成的工作": "做了事。", "使用技术": rest}
        assert authors == "Ann Lee、Bo Chen"


def test_plain_labels_on_lines_of_their_own() -> None:
    text = "每日论文推送 (2026-01-09)\n==========\n\n" + "----------\n".join(
        f"标题: {title}\n作者: Ann Lee, Bo Chen\n链接: http://arxiv.org/abs/{paper}v1\n摘要:\nWe learn: it is\nConclusion:\nso.\n中文摘要:\n只学。\n"
        for paper, title in PAPERS
    )
    entries = [one for one in READER.read(Source("x.md", text)).entries if isinstance(one, RawEntry)]
    texts = [
        [(field.language, field.text) for field in one.fields if field.name == "abstract"] for one in entries
    ]
    assert texts == [[("", "We learn: it is\nConclusion:\nso."), ("zh", "只学。")]] * 2


def test_facts_beside_each_other_need_no_label() -> None:
    text = "\n".join(
        f"## [{title}](https://arxiv.org/abs/{paper})\n\n2026-01-08 | cs.CV, cs.LG | [arXiv:{paper}](https://arxiv.org/abs/{paper})\n\n**摘要：** 甲 | 乙\n"
        for paper, title in PAPERS
    )
    found = READER.read(Source("x.md", text)).entries
    assert [(one.date, one.category, one.categories) for one in found if isinstance(one, RawEntry)] == [
        ("2026-01-08", "cs.CV", ("cs.CV", "cs.LG"))
    ] * 2
    assert [entry[1]["abstract"] for entry in told(text)] == ["甲 | 乙"] * 2


def test_one_heading_above_labelled_titles_is_the_digests_own() -> None:
    text = "# 论文快报 2026年1月9日\n\n" + "\n".join(
        f"**标题：** {title}\n**作者：** Ann Lee, Bo Chen\n**链接：** https://arxiv.org/abs/{paper}\n"
        for paper, title in PAPERS
    )
    assert [entry[1]["title"] for entry in told(text)] == [title for _, title in PAPERS]
    assert READER.read(Source("x.md", text)).title == "论文快报 2026年1月9日"
