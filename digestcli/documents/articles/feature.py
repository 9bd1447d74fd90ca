"""What a feature article is, by its text alone: prose, and nothing that other formats have."""

from __future__ import annotations

import re
from collections import Counter

from digestcli.documents.feeds.feedroot import is_feed
from digestcli.documents.guides.cited import is_cited_guide
from digestcli.documents.guides.guide import is_labelled_guide
from digestcli.documents.pdf.contents import is_bulletin
from digestcli.documents.webpage import BYLINE, LONG, units
from digestcli.text.languages.script import to_simplified
from digestcli.text.regex import regex

_HAN = "[\u3400-\u9fff\uf900-\ufaff]"
_HEAD = 16_384
_FOREIGN = regex(  # what other formats, programs and tables have and no article has
    r"^#{1,4} \[|^#{2,4} [^\n]*\]\(|<div id=|^[ \t]*[▲◼]|^> arXiv|^Main category:|\bTL;?DR\W{0,4}[:：]"
    r"|[·.]{6}[ \t]*\d{1,4}[ \t]*$|```|\[!\[|\bpip install\b|git clone"
    r"|^(?:import|from) \w+|^#include|^#!|^(?:[- \t]*[a-z_]+:(?: .*)?\n){2}"
    r"|\A\"?[A-Za-z_]+\"?(?:[,\t]\"?[A-Za-z_]+\"?)+\r?\n"
    r"|\A\s*(?:\{|---\s|\[\s*[\[{\"])|\A\s*(?:\w+ )?(?:MIT|BSD|Apache|GNU)\b.{0,40}Licen[cs]e"
    r"|^(?:[^\t\n]+\t[^\t\n]+\n){3}|^(?:Nature|Science|Cell)\s*,?\s*\d{1,2} [A-Za-z]{3,9} \d{4}",
    re.MULTILINE,
)
_FOREIGN_HAN = regex(
    r"一周论文导读|^[ \t]*编译[ \t]*[|｜]|原始论文：|^[ \t]*目[ \t\u3000]*录[ \t]*$|\A.{0,40}许可证"
    r"|^#+ (?:安装|使用|用法|快速|许可|贡献)",
    re.MULTILINE,
)
_SPACED = regex(rf"^(?!参|作|摘)(?:{_HAN}[ \u3000]){{3,}}{_HAN}[ \t]*$", re.MULTILINE)
_BOLD = regex(r"\*\*([^*\n]{1,20})(?:[:：]\s*\*\*|\*\*\s*[:：])")
_CREDITS = {"撰文", "文", "编辑", "责编", "责任编辑", "翻译", "译者", "来源", "文章来源"}
_BESIDE = {"作者", "时间", "日期", "发布时间", "图", "图源", "关键词", "导读", "参考文献"}
_OF_A_LIST = regex(r"^[^\w\n]*(作者|中?文?摘要|链接|标题|Authors?|Abstract|Title)\s*[:：]", re.MULTILINE)
_MARKER = regex(r"^[^\w\n]*(?:撰文|原文作者|作者简介|作者介绍|参考文献|参考资料|以下文章来源|摘 ?要\W)", re.M)
_LATIN_MARKER = regex(r"^[^\w\n]*(?:References|Bibliography)\W*$|https?://(?:dx\.)?doi\.org/", re.MULTILINE)


def _is_headed(plain: str) -> bool:
    """Tell a digest by labels and headings: bold ones that are no credits, spaced ones above all prose."""
    bold = {label.strip() for label in _BOLD.findall(plain)}
    if bold and (bold - _CREDITS - _BESIDE or not bold & _CREDITS):
        return True
    spaced = _SPACED.search(plain)
    above = plain[: spaced.start()] if spaced else ""
    return bool(spaced) and not any(units(line) >= LONG for line in above.split("\n"))


def is_feature(text: str) -> bool:
    """Tell whether a text is prose, mostly Chinese, with a long paragraph or a feature's markers.

    English must be signed and give sources. The marks of a digest, a feed, a program or a table refuse it.
    """
    head = text[:_HEAD]
    if (
        _FOREIGN.search(head)
        or is_feed(head)
        or any(claims(head) for claims in (is_bulletin, is_labelled_guide, is_cited_guide))
    ):
        return False
    han = len(re.findall(_HAN, head))
    if han * 2 < len(re.findall("[A-Za-z]", head)):
        return bool(re.search(rf"^{BYLINE.pattern}$", head, re.MULTILINE) and _LATIN_MARKER.search(text))
    plain = to_simplified(head)
    listed = Counter(_OF_A_LIST.findall(plain))
    if not han or _FOREIGN_HAN.search(plain) or _is_headed(plain) or listed.keys() >= {"链接", "摘要"}:
        return False
    if any(count > 1 + name.startswith(("作", "Au")) for name, count in listed.items()):
        return False
    return any(len(re.findall(_HAN, line)) >= LONG for line in head.split("\n")) or bool(
        _MARKER.search(plain)
    )
