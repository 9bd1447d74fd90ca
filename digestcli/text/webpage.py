"""What a line of a scraped page is: a label, a heading, a credit, or the site's own words.

Markers are compared in Simplified (script.to_simplified keeps every offset), so that one spelling
of each serves both scripts. The words were collected from the pages of docs/formats.md.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from digestcli.text.contents import is_bulletin
from digestcli.text.names import split_authors
from digestcli.text.script import to_simplified

_HAN = "[\u3400-\u9fff\uf900-\ufaff]"
_UNIT = re.compile(rf"{_HAN}|[^\W\u3400-\u9fff\uf900-\ufaff]+")
LONG = 60
"""Units on one line that make it a paragraph of prose."""

_LABELS = {
    "authors": "撰文|原文作者|原作者|作者|文字|文|Authors?",
    "translator": "翻译|译者|编译|Translators?",
    "editor": "责任编辑|编辑|责编|审校|校对|Editors?",
    "source": "文章来源|信息来源|来源|稿源|Source",
    "published": "更新时间|发布时间|发表时间|日期|时间|Published|Date",
    "doi": "doi|DOI",
    "link": "原文链接|论文链接|论文地址|原文地址|相关论文信息|Paper link",
    "abstract": "摘要|内容摘要|Abstract",
    "keywords": "关键词|关键字|Keywords|Key words",
    "classification": "中图分类号|文献标识码|文章编号",
}
_SECTIONS = {
    "lede": "导读|导语|编者按|内容提要|Lede|Standfirst",
    "abstract": "摘要|Abstract",
    "author_note": "作者简介|作者介绍|关于作者|About the authors?",
    "references": "参考文献|参考资料|参考来源|参考链接|References?|Bibliography",
}


def _named(table: dict[str, str]) -> str:
    """Return alternatives, a named group for each key of `table`; Han words may be letter-spaced."""
    spaced = {name: re.sub(rf"({_HAN})(?={_HAN})", r"\1\\s?", words) for name, words in table.items()}
    return "|".join(f"(?P<{name}>{words})" for name, words in spaced.items())


_AFTER = r"\s*[:：|｜丨/／]\s*"
_LABEL = re.compile(rf"(?:^|(?<=\s))(?:(?:{_named(_LABELS)}){_AFTER}|(?:撰文|原文作者)\s+(?=\S{{2,20}}$))")
_BRACKETED = re.compile(rf"[\[【［](?:{_named(_LABELS)})[\]】］]\s*[:：]?\s*")
_SECTION = re.compile(rf"[#*\s【\[]*(?:{_named(_SECTIONS)})[】\]*\s]*(?:[:：|｜丨][*\s]*|$|(?=\[\d))")
_NOTICE = re.compile(r"(?:特别声明|免责声明|版权声明|声明[:：]|Notice:|Disclaimer\b)")
_FURNITURE = re.compile(
    r"当前位置|您(?:所在|现在)的?位置|首页\s*[>»]|选择字号|分享到|展开全文|返回(?:搜狐|首页)|阅读原文|Copyright|©"
    r"|.{0,30}预计阅读|.{0,4}阅读时间|转载.{0,20}(?:请|注明)|欢迎.{0,20}(?:关注|分享|转)"
    r"|.{0,12}(?:点击|长按|扫描|扫码|识别).{0,20}(?:关注|二维码|阅读原文)"
    r"|(?:关注|订阅).{0,12}公众号|本文[经系].{0,20}授权|[-—\s(（]*(?:END|完|全文完)[-—\s)）]*$"
)
_RELATED = re.compile(r"(?:相关|延伸|推荐|更多|热门)(?:阅读|推荐|文章|新闻|内容)[:：]?")
_CREDIT = re.compile(
    r"(?:图片?来源|图源|图片(?:截取自|来自|提供|版权)|图\s*[/／|｜])"
    r"|(?:插图|题图|封面图?|供图|摄影|视频|Image(?: credit)?|Photo|Credit|Illustration)\s*[:：|｜/]"
    r"|(?:图|Fig(?:ure|\.))\s?\d{1,2}\s*[:：.|｜\s]"
)
_FORWARDED = re.compile(r"以下文章来源于\s*([^,，\s]+)\s*(?:(?:[,，]\s*)?作者\s*(?:[:：]\s*)?(\S.*))?")
_REPRINTED = re.compile(
    r"本文(?:转载自|来源于|来自|原载于?|首发于)\s*(?:[:：]\s*)?(?:微信)?(?:(?:公众号|(?<=微信))\s*)?"
    r"[「“《]?([^\s」”》。].{0,60}?)[」”》。]*()"
)
_NAMES = re.compile(rf"{_HAN}{{2,4}}(?:[\s、,，]+{_HAN}{{2,4}}){{0,5}}")
_BARS = str.maketrans("|｜/", "、、、")
_AFFILIATION = re.compile(r"[(（][^()（）]*[)）]")
_CAPTION_END = "。！？"
_CAPITALISED = r"(?:[A-Z][\w.'’-]*|de|van|von|and|&)"
_BY = re.compile(rf"By\s+({_CAPITALISED}(?:,?\s+{_CAPITALISED}){{1,12}})")
_HEAD = 16_384
_FOREIGN = re.compile(  # what other formats, programs and tables have and no article has
    r"^#{1,4} \[|^#{2,4} [^\n]*\]\(|<div id=|^[ \t]*[▲◼]|^> arXiv|^Main category:|\bTL;?DR\W{0,4}[:：]"
    r"|[·.]{6}[ \t]*\d{1,4}[ \t]*$|```|\[!\[|\bpip install\b|git clone"
    r"|^(?:import|from) \w+|^#include|^#!|^(?:[- \t]*[a-z_]+:(?: .*)?\n){2}"
    r"|\A\"?[A-Za-z_]+\"?(?:[,\t]\"?[A-Za-z_]+\"?)+\r?\n"
    r"|\A\s*(?:\{|---\s|\[\s*[\[{\"])|\A\s*(?:\w+ )?(?:MIT|BSD|Apache|GNU)\b.{0,40}Licen[cs]e"
    r"|^(?:[^\t\n]+\t[^\t\n]+\n){3}|^(?:Nature|Science|Cell)\s*,?\s*\d{1,2} [A-Za-z]{3,9} \d{4}",
    re.MULTILINE,
)
_FOREIGN_HAN = re.compile(
    r"一周论文导读|^[ \t]*编译[ \t]*[|｜]|原始论文：|^[ \t]*目[ \t\u3000]*录[ \t]*$|\A.{0,40}许可证"
    r"|^#+ (?:安装|使用|用法|快速|许可|贡献)",
    re.MULTILINE,
)
_SPACED = re.compile(rf"^(?!参|作|摘)(?:{_HAN}[ \u3000]){{3,}}{_HAN}[ \t]*$", re.MULTILINE)
_BOLD = re.compile(r"\*\*([^*\n]{1,20})(?:[:：]\s*\*\*|\*\*\s*[:：])")
_CREDITS = {"撰文", "文", "编辑", "责编", "责任编辑", "翻译", "译者", "来源", "文章来源"}
_BESIDE = {"作者", "时间", "日期", "发布时间", "图", "图源", "关键词", "导读", "参考文献"}
_OF_A_LIST = re.compile(r"^[^\w\n]*(作者|中?文?摘要|链接|标题|Authors?|Abstract|Title)\s*[:：]", re.MULTILINE)
_MARKER = re.compile(
    r"^[^\w\n]*(?:撰文|原文作者|作者简介|作者介绍|参考文献|参考资料|以下文章来源|摘 ?要\W)", re.M
)
_LATIN_MARKER = re.compile(
    r"^[^\w\n]*(?:References|Bibliography)\W*$|https?://(?:dx\.)?doi\.org/", re.MULTILINE
)


class Mark(NamedTuple):
    """A label or heading in a line: what it says is coming, and where it stands."""

    name: str
    start: int
    end: int
    printed: str = ""


class Provenance(NamedTuple):
    """Where a line says the article is from: the span of the source, the start of the author."""

    start: int
    end: int
    author: int


def units(text: str) -> int:
    """Count Han characters and Latin words: how much a text says.

    >>> units("用 AI for science 做研究"), units("......")
    (7, 0)
    """
    return sum(1 for _ in _UNIT.finditer(text))


def labels(plain: str) -> list[Mark]:
    """Return the labels of a line that begins with one: their names, and where each stands.

    >>> [mark.name for mark in labels("文章来源:甲网  更新时间:2024-11-26")], labels("该文作者:甲")
    (['source', 'published'], [])
    """
    for pattern in (_BRACKETED, _LABEL):
        if pattern.match(plain):
            found = pattern.finditer(plain)
            return [Mark(mark.lastgroup or "authors", *mark.span(), mark[0]) for mark in found]
    return []


def section(plain: str) -> Mark | None:
    """Return the heading that a line is or begins with: lede, abstract, author_note, references.

    >>> section("【导读】"), section("参考文献显示")
    (Mark(name='lede', start=0, end=4, printed='【导读】'), None)
    """
    found = _SECTION.match(plain)
    return Mark(str(found.lastgroup), *found.span(), found[0]) if found else None


def is_boilerplate(plain: str) -> bool:
    """Tell whether a line is the site's: a notice of any length, or navigation and appeals in short lines.

    >>> is_boilerplate("当前位置 > 首页"), is_boilerplate("欢迎扫码关注"), is_boilerplate("扫描显微镜")
    (True, True, False)
    """
    return bool(_NOTICE.match(plain) or (units(plain) < LONG and _FURNITURE.match(plain)))


def is_related(plain: str) -> bool:
    """Tell whether a line heads a list of other articles."""
    return _RELATED.fullmatch(plain) is not None


def is_credit(plain: str, *, after_image: bool = False) -> bool:
    """Tell whether a line is a picture's credit or caption; below its picture it may be a sentence.

    >>> is_credit("插图: N. N."), is_credit("图1 显示结果。"), is_credit("图1 显示结果。", after_image=True)
    (True, False, True)
    """
    return bool(
        _CREDIT.match(plain) and units(plain) < LONG and (after_image or plain[-1] not in _CAPTION_END)
    )


def byline(text: str) -> str:
    """Return the names of a line 'By NAME', else ''.

    >>> byline("By Ada B. Lovelace and C. Babbage"), byline("By and large it rained.")
    ('Ada B. Lovelace and C. Babbage', '')
    """
    found = _BY.fullmatch(text)
    return found[1] if found else ""


def origin(plain: str) -> Provenance | None:
    """Return what a line 'the following article is from X, by Y' or 'reprinted from X' names.

    >>> origin("以下文章来源于某刊,作者张三"), origin("本文研究某刊")
    (Provenance(start=7, end=9, author=12), None)
    """
    found = _FORWARDED.fullmatch(plain) or _REPRINTED.fullmatch(plain)
    if not found:
        return None
    return Provenance(*found.span(1), found.start(2) if found[2] else len(plain))


def are_names(text: str) -> bool:
    """Tell whether a line can be nothing but Chinese names, of two to four characters."""
    return _NAMES.fullmatch(text) is not None


def split_names(printed: str) -> list[str]:
    """Return the names of a byline without affiliations; 'et al.' is last where it says so.

    >>> split_names("張三(某大學)、李四等"), split_names("Ann Lee and Bo Ek"), split_names("張三 李四")
    (['張三', '李四', 'et al.'], ['Ann Lee', 'Bo Ek'], ['張三', '李四'])
    """
    bare = _AFFILIATION.sub("", _AFFILIATION.sub("", printed)).translate(_BARS)
    names, complete = split_authors(bare)
    apart = (name.split() if are_names(name) else [name] for name in names)
    return [*(name for some in apart for name in some), *([] if complete else ["et al."])]


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

    English must be signed and give sources. The marks of a digest, a program or a table refuse it.
    """
    head = text[:_HEAD]
    if _FOREIGN.search(head) or is_bulletin(head):
        return False
    han = len(re.findall(_HAN, head))
    if han * 2 < len(re.findall("[A-Za-z]", head)):
        return bool(re.search(rf"^{_BY.pattern}$", head, re.MULTILINE) and _LATIN_MARKER.search(text))
    plain = to_simplified(head)
    listed = Counter(_OF_A_LIST.findall(plain))
    if not han or _FOREIGN_HAN.search(plain) or _is_headed(plain) or listed.keys() >= {"链接", "摘要"}:
        return False
    if any(count > 1 + name.startswith(("作", "Au")) for name, count in listed.items()):
        return False
    return any(len(re.findall(_HAN, line)) >= LONG for line in head.split("\n")) or bool(
        _MARKER.search(plain)
    )
