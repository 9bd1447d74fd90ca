"""What a line of a scraped page is: a label, a heading, a credit, or the site's own words.

Markers are compared in Simplified (script.to_simplified keeps every offset), so that one spelling
of each serves both scripts. The words were collected from the pages of docs/formats.md.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from digestcli.text.names import split_authors
from digestcli.text.regex import regex

_HAN = "[\u3400-\u9fff\uf900-\ufaff]"
_UNIT = regex(rf"{_HAN}|[^\W\u3400-\u9fff\uf900-\ufaff]+")
LONG = 60
"""Units on one line that make it a paragraph of prose."""

_LABELS = {
    "authors": "撰文|原文作者|原作者|作者|记者|撰稿|文字|文|Authors?",
    "translator": "翻译|译者|编译|Translators?",
    "editor": "(?:责任|制版|执行|值班)?编辑|责编|审校|校对|校审|审核|审稿|排版|编|Editors?",
    "source": "文章来源|信息来源|来源|稿源|供稿|Source",
    "producer": "出品|监制|策划|统筹",
    "published": "更新时间|发布时间|发表时间|发表日期|日期|时间|Published|Date",
    "doi": "doi|DOI",
    "link": "(?:原文|论文|文章|全文)(?:链接|地址|网址)|相关论文信息|链接|Paper link",
    "code": "(?:开源|代码|项目)(?:链接|地址|主页)|GitHub",
    "paper_title": "(?:论文|文章)(?:题目|标题|名称)|(?:原文|英文)(?:标题|题目)|标题|题目",
    "journal": "(?:发表|来源)?期刊|期刊名称|Journal",
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
    return "|".join(f"(?P<{name}>{_spaced(words)})" for name, words in table.items())


def _spaced(words: str) -> str:
    """Let a blank stand between Han characters; an expression for that would be compiled at every import."""
    pairs = pairwise(f"{words}|")
    return "".join(rf"{one}\s?" if _is_han(one) and _is_han(after) else one for one, after in pairs)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


_AFTER = r"\s*[:：|｜丨/／]\s*"
_LEAD = regex(r"[\s|｜(（■◆●▲▶]*")
_LABEL = regex(
    rf"(?:^|(?<=[\s|｜(（■◆●▲▶]))(?:(?:{_named(_LABELS)}){_AFTER}"
    r"|(?:撰文|原文作者)\s+(?=\S{2,20}$)|(?P<words>关键[词字])\s+(?=\S))"
)
_BRACKETED = regex(rf"[\[【［](?:{_named(_LABELS)})[\]】］]\s*[:：]?\s*")
_SECTION = regex(rf"[#*\s【\[]*(?:{_named(_SECTIONS)})[】\]*\s]*(?:[:：|｜丨][*\s]*|$|(?=\[\d))")
_SPACED = regex(r"(?P<abstract>摘\s要)\s+(?=\S)")
_NOTICE = regex(r"(?:特别声明|免责声明|版权声明|版权说明|声明[:：]|Notice:|Disclaimer\b)|特\s别\s提\s示$")
_FURNITURE = regex(
    r"当前位置|您(?:所在|现在)的?位置|首页\s*[>»]|选择字号|分享到|展开全文|返回(?:搜狐|首页)|阅读原文|Copyright|©"
    r"|.{0,30}预计阅读|.{0,4}阅读时间|转载.{0,20}(?:请|注明)|欢迎.{0,20}(?:关注|分享|转)"
    r"|.{0,12}(?:点击|长按|扫描|扫码|识别).{0,20}(?:关注|二维码|阅读原文)"
    r"|(?:关注|订阅).{0,12}公众号|本文[经系].{0,20}授权|[-_*—]{3,}$|[-—\s(（]*(?:END|完|全文完)[-—\s)）]*$"
    r"|.{0,40}阅读时间|[-—\s]*广告|听(?:报道|新闻)$|阅读[:：]?\s*\d+$|(?:文字|分享|评论|收藏|点赞|在看|打印|关闭|推荐)$"
    r"|上一[篇条]|下一[篇条]|附件(?:下载)?[:：]?$|喜欢此内容的人|查看原文|[【\[](?:打印|关闭|字体|字号)|标签[:：]|话题[:：]"
    r"|进入.{1,20}公众号|本文由.{0,30}(?:负责翻译|翻译$)|本文受.{1,40}(?:项目|计划).{0,6}扶持|点击(?:蓝字|上方)"
)
_STAMP = regex(
    r"(?P<before>.{0,20}?)(?P<day>(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?)"
    r"(?P<time>\s*\d{1,2}:\d\d(?::\d\d)?)?(?P<rest>[^。！？，；]{0,80})"
)
_FILE = regex(r"\S{1,80}\.(?:jpe?g|png|gif|webp|bmp)", re.I)
_RELATED = regex(r"(?:相关|延伸|推荐|更多|热门)(?:阅读|推荐|文章|新闻|内容)[:：]?")
_CREDIT = regex(
    r"(?:图片?来源|图源|图片(?:截取自|来自|提供|版权)|图\s*[/／|｜])"
    r"|(?:插图|题图|封面图?|供图|摄影|视频|Image(?: credit)?|Photo|Credit|Illustration)\s*[:：|｜/]"
    r"|(?:图|Fig(?:ure|\.))\s?\d{1,2}\s*[:：.|｜\s]"
)
_FORWARDED = regex(r"以下文章来源于\s*([^,，\s]+)\s*(?:(?:[,，]\s*)?作者\s*(?:[:：]\s*)?(\S.*))?")
_REPRINTED = regex(
    r"本文(?:转载自|来源于|来自|原载于?|首发于)\s*(?:[:：]\s*)?(?:微信)?(?:(?:公众号|(?<=微信))\s*)?"
    r"[「“《]?([^\s」”》。].{0,60}?)[」”》。]*()"
)
_NAMES = regex(rf"{_HAN}{{2,4}}(?:[\s、,，]+{_HAN}{{2,4}}){{0,5}}")
_BARS = str.maketrans("|｜/", "、、、")
_CONTROLS = regex(r"[【\[][^【】\[\]]{0,8}[】\]]|分享至?\s*[:：]?$")
_LETTERS = regex(rf"{_HAN}(?:[ \u3000]+{_HAN}){{1,2}}")  # a name spaced to the width of three
_BODY = regex("大学|学院|研究[所院]|实验室|编辑部|供稿|大學|學院|研究院|實驗室|編輯部")
_AFFILIATION = regex(r"[(（][^()（）]*[)）]")
_CAPTION_END = "。！？"
_CAPITALISED = r"(?:[A-Z][\w.'’-]*|de|van|von|and|&)"
BYLINE = regex(rf"By\s+({_CAPITALISED}(?:,?\s+{_CAPITALISED}){{1,12}})")


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
    lead = _LEAD.match(plain)
    start = lead.end() if lead else 0
    for pattern in (_BRACKETED, _LABEL):
        if pattern.match(plain, start):
            found = pattern.finditer(plain, start)
            return [Mark(_name_of(mark), *mark.span(), mark[0]) for mark in found]
    return []


def _name_of(label: re.Match[str]) -> str:
    name = label.lastgroup or "authors"
    return "keywords" if name == "words" else name


def section(plain: str) -> Mark | None:
    """Return the heading that a line is or begins with: lede, abstract, author_note, references.

    >>> section("【导读】"), section("参考文献显示")
    (Mark(name='lede', start=0, end=4, printed='【导读】'), None)
    """
    found = _SECTION.match(plain) or _SPACED.match(plain)
    return Mark(str(found.lastgroup), *found.span(), found[0]) if found else None


def is_boilerplate(plain: str) -> bool:
    """Tell whether a line is the site's: a notice of any length, or navigation and appeals in short lines.

    >>> is_boilerplate("当前位置 > 首页"), is_boilerplate("欢迎扫码关注"), is_boilerplate("扫描显微镜")
    (True, True, False)
    """
    return bool(_NOTICE.match(plain) or (units(plain) < LONG and _FURNITURE.match(plain)))


class Stamp(NamedTuple):
    """A line below a headline: the day, whether the hour follows, and spans of what stands around."""

    day: str
    hour: bool
    around: tuple[tuple[int, int], ...]


def stamp(plain: str) -> Stamp | None:
    """Return what a short line around a date says; None for a sentence.

    >>> stamp("2025-11-30 11:25:39 · a.org")
    Stamp(day='2025-11-30', hour=True, around=((0, 0), (19, 27)))
    >>> stamp("2025年11月30日,他说"), stamp("没有日期")
    (None, None)
    """
    found = _STAMP.fullmatch(plain) if "," not in plain else None
    if not found:
        return None
    return Stamp(found["day"].rstrip(), bool(found["time"]), (found.span("before"), found.span("rest")))


def notice_of(plain: str) -> bool:
    """Tell whether a line is only the heading of a notice, which stands below it."""
    return bool(_NOTICE.match(plain)) and units(plain) <= 6


def is_chinese(text: str) -> bool:
    """Tell whether a line is mostly Chinese.

    >>> is_chinese("原文以 A title 为标题发表"), is_chinese("Nature Physics 刊"), is_chinese("")
    (True, False, False)
    """
    return len(re.findall(_HAN, text)) > len(re.findall("[A-Za-z]", text)) / 4 and bool(text)


def opens(plain: str) -> bool:
    """Tell whether a line begins something else than the section before it."""
    return bool(
        section(plain) or labels(plain) or is_boilerplate(plain) or is_related(plain) or origin(plain)
    )


def is_related(plain: str) -> bool:
    """Tell whether a line heads a list of other articles."""
    return _RELATED.fullmatch(plain) is not None


def is_credit(plain: str, *, after_image: bool = False) -> bool:
    """Tell whether a line is a picture's credit or caption; below its picture it may be a sentence.

    >>> is_credit("插图: N. N."), is_credit("图1 显示结果。"), is_credit("图1 显示结果。", after_image=True)
    (True, False, True)
    """
    caption = _CREDIT.match(plain) and units(plain) < LONG and (after_image or plain[-1] not in _CAPTION_END)
    return bool(caption or _FILE.fullmatch(plain))


def byline(text: str) -> str:
    """Return the names of a line 'By NAME', else ''.

    >>> byline("By Ada B. Lovelace and C. Babbage"), byline("By and large it rained.")
    ('Ada B. Lovelace and C. Babbage', '')
    """
    found = BYLINE.fullmatch(text)
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
    bare = re.sub(r"(?<=\S)\s+等$", "等", _CONTROLS.sub(" ", bare).strip())
    names, complete = split_authors(bare)
    apart = (name.split() if are_names(name) else [name] for name in names)
    kept = ("".join(name.split()) if _LETTERS.fullmatch(name) else name for some in apart for name in some)
    kept = (name for name in kept if not _BODY.search(name))
    return [*kept, *([] if complete else ["et al."])]
