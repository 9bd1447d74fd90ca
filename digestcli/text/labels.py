"""Labels of digest fields: their names in five languages, and how lines print them.

The table is data: a project that calls a field something else needs a synonym here, or in the
user's configuration, and no code. A name may end in `@` and a language where the label itself
states it. Counted in the layouts of about twenty public digests (docs/formats.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

LABELS: Mapping[str, tuple[str, ...]] = {
    "title": (
        "Title", "Paper Title", "标题", "標題", "题目", "題目", "论文标题", "論文標題", "제목", "논문 제목",
        "タイトル", "論文名",
    ),
    "title@zh": (
        "Chinese Title", "Title in Chinese", "Title Translation", "中文标题", "中文標題", "中文题目",
        "中文題目", "标题翻译", "標題翻譯", "译名", "譯名",
    ),
    "title@en": (
        "English Title", "英文标题", "英文標題", "英文题目", "英文題目", "영문 제목", "英語タイトル",
    ),
    "original_title": (
        "Original Title", "Original Paper", "原始论文", "原始論文", "原文标题", "原文標題", "原标题",
        "原標題", "원제", "원문 제목", "原題",
    ),
    "authors": ("Author", "Authors", "作者", "论文作者", "論文作者", "저자", "著者"),
    "authors/affiliations": (
        "Authors/Affiliations", "作者/单位", "作者/單位", "作者/机构", "作者/機構", "저자/소속",
        "著者/所属",
    ),
    "affiliations": (
        "Affiliation", "Affiliations", "Institution", "Institutions", "单位", "單位", "机构", "機構",
        "作者单位", "作者單位", "소속", "所属",
    ),
    "url": (
        "URL", "Link", "Paper Link", "Paper URL", "Original Link", "链接", "連結", "鏈接", "论文链接",
        "論文連結", "論文鏈接", "原文链接", "原文連結", "论文地址", "링크", "논문 링크", "リンク",
        "論文リンク",
    ),
    "arxiv": ("arXiv", "arXiv ID", "arXiv Link", "arXiv 编号", "arXiv 編號", "arXiv 链接", "arXiv 連結"),
    "doi": ("DOI",),
    "pdf": ("PDF", "PDF Link", "PDF 链接", "PDF 連結", "PDF 링크", "PDF リンク"),
    "code": (
        "Code", "Code Link", "GitHub", "代码", "代碼", "程式碼", "代码链接", "代码地址", "코드", "コード",
    ),
    "category": (
        "Main Category", "Primary Category", "Category", "分类", "分類", "主分类", "主分類", "主要分类",
        "类别", "類別", "学科", "學科", "领域", "領域", "분류", "분야", "카테고리", "カテゴリ",
        "カテゴリー", "分野",
    ),
    "categories": ("Categories", "Subjects", "所有分类", "全部分类", "所有分類", "全部分類"),
    "date": (
        "Submitted", "Published", "Date", "Publish Date", "Publication Date", "Submission Date", "提交日期",
        "提交时间", "提交時間", "发布日期", "發布日期", "发布时间", "發布時間", "发表日期", "發表日期",
        "日期", "날짜", "제출일", "게시일", "投稿日", "公開日", "日付",
    ),
    "venue": (
        "Venue", "Journal", "Journal Ref", "Conference", "期刊", "会议", "會議", "发表于", "發表於", "학회",
        "저널", "掲載誌",
    ),
    "comment": ("Comment", "Comments", "备注", "備註", "作者备注", "코멘트", "비고", "コメント"),
    "tldr": (
        "TL;DR", "TL DR", "One-sentence Summary", "One-line Summary", "一句话总结", "一句話總結",
        "一句话说重点", "一句話說重點", "一句话概括", "一句話概括", "一句话摘要", "一句話摘要", "太长不看",
        "太長不看", "한 줄 요약", "한줄 요약", "세 줄 요약", "一言要約", "一言で言うと",
    ),
    "motivation": (
        "Motivation", "Motivations", "Purpose", "Objective", "动机", "動機", "研究动机", "研究動機", "目的",
        "研究目的", "동기", "연구 동기", "목적", "연구 목적",
    ),
    "method": (
        "Method", "Methods", "Methodology", "Approach", "方法", "研究方法", "方法论", "方法論", "방법",
        "연구 방법", "방법론", "手法", "提案手法",
    ),
    "result": (
        "Result", "Results", "Findings", "Main Findings", "Key Findings", "结果", "結果", "研究结果",
        "研究結果", "实验结果", "實驗結果", "主要结果", "主要結果", "主要发现", "主要發現", "결과",
        "연구 결과", "주요 결과", "실험 결과",
    ),
    "conclusion": ("Conclusion", "Conclusions", "结论", "結論", "研究结论", "研究結論", "결론"),
    "abstract": (
        "Abstract", "Original Abstract", "摘要", "论文摘要", "論文摘要", "原文摘要", "초록", "抄録", "要旨",
        "アブストラクト",
    ),
    "abstract@zh": (
        "Translation", "Abstract Translation", "Chinese Abstract", "Abstract in Chinese", "摘要翻译",
        "摘要翻譯", "中文摘要", "翻译", "翻譯", "译文", "譯文",
    ),
    "abstract@en": ("English Abstract", "Abstract in English", "英文摘要", "영문 초록", "英文要旨"),
    "abstract@ko": ("초록 번역", "한국어 초록"),
    "abstract@ja": ("要旨翻訳", "日本語要旨", "和訳"),
    "ai_abstract": ("AI Abstract", "AI Summary", "AI 摘要", "AI 总结", "AI 總結", "AI 요약", "AI 要約"),
    "ai_comments": ("AI Comments", "AI Comment", "AI 点评", "AI 點評", "AI 评论", "AI 評論"),
    "keywords": ("Keyword", "Keywords", "关键词", "關鍵詞", "关键字", "關鍵字", "키워드", "キーワード"),
    "relevance": (
        "Relevance", "Relevance Score", "相关性", "相關性", "相关度", "相關度", "관련성", "関連度",
    ),
    "score": ("Score", "评分", "評分", "得分", "점수", "スコア"),
    "related_work": ("Related Work", "Related Works", "相关工作", "相關工作", "관련 연구", "関連研究"),
    "potential_applications": (
        "Potential Applications", "Applications", "潜在应用", "潛在應用", "응용", "応用",
    ),
    "future_work": ("Future Work", "未来工作", "未來工作", "향후 연구", "今後の課題"),
    "background": (
        "Background", "Background Knowledge", "背景", "研究背景", "背景知识", "背景知識", "배경",
        "연구 배경",
    ),
    "summary": ("Summary", "总结", "總結", "小结", "小結", "概要", "요약", "要約", "まとめ"),
    "contribution": (
        "Contribution", "Contributions", "Main Contributions", "贡献", "貢獻", "主要贡献", "主要貢獻",
        "创新点", "創新點", "기여", "貢献",
    ),
    "data": ("Data", "Dataset", "Datasets", "数据", "數據", "数据集", "數據集", "데이터", "データ"),
    "task": ("Task", "任务", "任務", "과제", "タスク"),
}  # fmt: skip
"""Field -> what digests call it; letter case, blanks and punctuation do not count."""

FACTS = frozenset((
    "title", "original_title", "authors", "authors/affiliations", "affiliations", "url", "arxiv", "doi",
    "pdf", "code", "category", "categories", "date", "venue", "comment", "keywords", "relevance", "score",
))  # fmt: skip
"""Fields of one paragraph at most; all others are running text."""

_LINKED = frozenset(("url", "arxiv", "doi", "pdf", "code"))
_JOINS = str.maketrans(dict.fromkeys("·・•‧&、+", "/"))
_LINE = re.compile(
    r"(?P<quote>(?:>[ \t]?)*)[ \t]*(?P<item>(?:[-+*•]|\d{1,4}[.)、])[ \t]+)?"
    r"(?:(?P<bold>\*{1,3})[ \t]*)?(?P<name>(?![ \t])[^*:：|\n]{0,39}?[^*:：|\n \t])[ \t]*"
    r"(?:(?P<inner>\*{1,3})[ \t]*)?[:：][ \t]*(?P<close>\*{0,3})"
    r"[ \t]*(?P<value>.*)"
)
_BARE = re.compile(
    r"(?P<quote>(?:>[ \t]?)*)[ \t]*(?P<item>[-+*•][ \t]+)?\*\*(?P<name>[^*:：|\n]{1,40})\*\*[ \t]*"
)
_LINK = re.compile(r"\[(.*)\]\(<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?\)")
_ITALIC = re.compile(r"\*(?![*\s])(.*\S)\*")
_BETWEEN = re.compile(r"(?<![ \t])[ \t]+[|｜・·•][ \t]+")
_GLOSS = re.compile(r"[(（][^()（）]*[)）]")
_NO_WORD = re.compile(r"\W+")
_LONGEST = 80
"""Characters of a label with its gloss; what is longer is running text."""


class Label(NamedTuple):
    """A label and what follows it on its line. `name` is '' for a bare line of authors in italics."""

    field: str
    language: str
    value: str
    name: str
    bold: bool = False
    item: str = ""
    quoted: bool = False

    @property
    def fact(self) -> bool:
        """Whether the field is a fact of one paragraph, not running text."""
        return self.field in FACTS


@lru_cache(maxsize=4096)  # a digest prints the same few labels in every entry
def fold(printed: str) -> str:
    """Reduce a label to what counts in comparisons.

    >>> fold("TL;DR"), fold("AI_Comments "), fold("作者·單位")
    ('tldr', 'aicomments', '作者/單位')
    """
    text = unicodedata.normalize("NFKC", printed).casefold().translate(_JOINS)
    return "".join(char for char in text if char == "/" or char.isalnum()).strip("/")


def snake_name(printed: str) -> str:
    """Return the name under which a field no table knows is kept.

    >>> snake_name("Broader Impact"), snake_name("局限性")
    ('broader_impact', '局限性')
    """
    return _NO_WORD.sub("_", printed.casefold()).strip("_") or "field"


def link_target(value: str) -> str:
    """Return the address in `[text](address)`, `<address>` or a bare address.

    >>> link_target("[abs](https://arxiv.org/abs/2601.1)"), link_target("<https://doi.org/10.1/x>")
    ('https://arxiv.org/abs/2601.1', 'https://doi.org/10.1/x')
    """
    match = _LINK.fullmatch(value.strip())
    return match[2] if match else value.strip().strip("`<>")


def bold_names(lines: Iterable[str]) -> set[str]:
    """Return all that is printed like a label in bold: `**Broader impact:** text`."""
    matches = (_LINE.match(line) for line in lines if "**" in line)
    return {m["name"] for m in matches if m and m["bold"] and (m["inner"] or m["close"])}


@dataclass(frozen=True, slots=True)
class LabelTable:
    """A table of labels made ready for look-up: folded synonym -> field."""

    fields: Mapping[str, str]

    @classmethod
    def of(cls, *tables: Mapping[str, tuple[str, ...]]) -> LabelTable:
        """Build from tables of field -> synonyms; a later table wins over an earlier one."""
        pairs = (pair for table in tables for pair in table.items())
        return cls({fold(name): field for field, names in pairs for name in names})

    def with_extra(self, extra: Mapping[str, tuple[str, ...]]) -> LabelTable:
        """Return a table that knows the labels in `extra` too."""
        return LabelTable({**self.fields, **LabelTable.of(extra).fields})

    def field(self, printed: str) -> str | None:
        """Return the field that a label names, also with a gloss in brackets, or None."""
        if len(printed) > _LONGEST:
            return None
        found = self.fields.get(fold(printed))
        if found is None and ("(" in printed or "（" in printed):
            found = self.fields.get(fold(_GLOSS.sub("", printed)))
        return found

    def heading(self, text: str) -> Label | None:
        """Read a heading that is a label: `TL;DR: text`, `摘要`, `**Method**`."""
        field = self.field(text.rstrip(" \t:：").strip("*"))
        if field:
            return _label(field, "", text, bold=True)
        label = self.line(text)
        return label and label._replace(bold=True)

    def line(self, line: str) -> Label | None:
        """Read one line that begins with a known label.

        >>> LabelTable.of(LABELS).line("> **TL;DR:** short")
        Label(field='tldr', language='', value='short', name='TL;DR', bold=True, item='', quoted=True)
        """
        match = _LINE.match(line) or _BARE.fullmatch(line)
        field = self.field(match["name"]) if match else None
        if not match or not field:
            return None
        found = match.groupdict()
        value, bold = found.get("value") or "", bool(found.get("bold", "**"))
        closed = found.get("inner", "**") or found.get("close")
        if bold and not closed:
            if not value.rstrip().endswith("*"):
                return None
            value = value.rstrip().rstrip("*")
        elif not bold:
            value = (found["inner"] or found["close"] or "") + value
        label = _label(field, value, match["name"], bold=bold)
        return label._replace(item=(match["item"] or "").strip(), quoted=bool(match["quote"]))

    def parts(self, line: str) -> tuple[Label, ...]:
        """Read a line of labels, links and authors in italics, with bars or dots between them.

        >>> [(part.field, part.value) for part in LabelTable.of(LABELS).parts("*A, B* | **Category: cs.CL**")]
        [('authors', 'A, B'), ('category', 'cs.CL')]
        """
        pieces = _BETWEEN.split(line.strip(" \t"))
        found = [self._piece(piece, alone=len(pieces) == 1) for piece in pieces]
        if len(pieces) > 1 and not all(part and part.fact for part in found):
            found = [self.line(line)]
        return tuple(part for part in found if part)

    def _piece(self, piece: str, *, alone: bool) -> Label | None:
        link = _LINK.fullmatch(piece)
        if link:
            name = link[1].strip("*[] ")
            field = self.field(name)
            return _label(field, link[2], name, bold=True) if field in _LINKED else None
        label = self.line(piece)
        if label:
            return label
        italic = _ITALIC.fullmatch(piece)
        if italic:
            return _label("authors", italic[1], "", bold=True)
        field = None if alone else self.field(piece)
        return _label(field, "", piece) if field in _LINKED else None


def _label(field: str | None, value: str, name: str, *, bold: bool = False) -> Label:
    base, _, language = (field or "").partition("@")
    return Label(base, language, value.strip(" \t"), name.strip(), bold)
