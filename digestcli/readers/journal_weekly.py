"""Weekly guides to a journal's papers, as ScienceNet (sciencenet.cn) prints them and others copy them.

A page is a sequence of lines: the issue, then for each paper a subject (perhaps), both titles, and
labelled authors, link and abstracts. Copies lose labels, lines and line breaks, so nothing here relies
on one of them: a run of title-like lines opens a paper, and texts are told apart by their script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from digestcli.model import Issue
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.dates import find_date

_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_BLANKS = " \t\r\f\v\xa0\u3000\u200b\ufeff\u2002\u2003\u2009"
_COLON = "[:\uff1a]"
_MARK = r"(?:[▲△▴▶►◆■●★※•]\s*)"
_LABELS = {  # what each label is called, in both scripts and English
    "authors": r"(?:论文|論文)?作者|authors?",
    "link": r"(?:论文|論文|原文|文章)?(?:链接|鏈接|連結|网址|網址)|link|url|doi",
    "zh": r"(?:中文|论文|論文|内容|內容)?摘\s*要",
    "en": r"英文摘要|abstract|summary",
}
_JOURNALS = {  # Chinese names, without their Traditional forms' difference -> names in English
    "自然": "Nature", "科学": "Science", "科學": "Science", "细胞": "Cell", "細胞": "Cell",
    "美国国家科学院院刊": "PNAS", "美國國家科學院院刊": "PNAS", "美国科学院院刊": "PNAS",
    "柳叶刀": "The Lancet", "柳葉刀": "The Lancet",
}  # fmt: skip
_HOSTS = {  # DOI prefix -> the site that prints addresses as doi/PREFIX/...
    "10.1126": "https://www.science.org/doi/",
    "10.1073": "https://www.pnas.org/doi/",
    "10.1038": "https://www.nature.com/articles/",
}
_SUBJECTS = (
    r"(?:physics|[a-z]*(?:ology|omics|istry|nomy|graphy|ematics|netics|otics)|sciences?|medicine|engineering|"
    r"intelligence|technology|techniques?|computing|(?:public )?health|environment|climate|energy|evolution|materials|history)"
)  # what the English name of a subject ends in
_TAIL_WORDS = (  # headings of what stands below a guide: notice, print, related, ranking, comments, ...
    "特别声明 特別聲明 版权声明 版權聲明 免责声明 免責聲明 声明 聲明 打印 列印 图片新闻 圖片新聞 一周新闻排行 一周新聞排行 "
    "相关新闻 相關新聞 相关论文 相關論文 相关阅读 相關閱讀 相关文章 相關文章 相关推荐 相关报道 相关链接 相关内容 编辑部推荐博文 "
    "更多 更多阅读 更多内容 更多新闻 更多文章 上一篇 下一篇 责任编辑 責任編輯 责编 分享 分享到 分享至 阅读原文 閱讀原文 "
    "推荐阅读 推薦閱讀 延伸阅读 延伸閱讀 热门文章 热门新闻 热门 举报 评论 網友評論 网友评论 标签 标签云 版权所有 版權所有 返回顶部 返回首页"
).split()
_TAIL_STARTS = "本文来源 本文來源 本文来自 本文转载 转载请 轉載請 转载自 扫码 扫描 发E-mail copyright © all\\srights".split()

_ALTERNATIVES = "|".join(f"(?P<{kind}>{names})" for kind, names in _LABELS.items())
_LABEL = re.compile(rf"(?P<mark>{_MARK})?[【\[]?(?:{_ALTERNATIVES})(?P<end>[】\]]?\s*(?:{_COLON}|$)|[】\]]|\s|)", re.I)
_OTHER_LABEL = re.compile(rf"{_MARK}([^:\uff1a\s]{{1,12}})\s*{_COLON}\s*(.+)", re.S)
_INLINE = re.compile(
    rf"(?<=\S)(?={_MARK}(?:{'|'.join(_LABELS.values())})\s*{_COLON}?)"
    rf"|(?<=\s)(?=(?:作者|链接|鏈接|連結|摘要|Abstract)\s*{_COLON})|(?<=\s)(?=摘要\s)",
    re.I,
)
_URL = re.compile(
    rf"(?:https?{_COLON}\s*//|www\.|(?:[\w-]+\.)+(?:com|org|cn|net|edu|gov)/|/?doi/(?=10\.)|(?:doi:\s*)?(?=10\.\d{{4,9}}/)"
    r"|/?(?=articles/))[!-~]+",
    re.I,
)
_EN_VOLUME = re.compile(r"(?<![A-Za-z])vol(?:ume)?\.?\s*(\d+)", re.I)
_EN_NUMBER = re.compile(r"(?<![A-Za-z])(?:issue|iss|number|no)\.?\s*(\d+)", re.I)
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH = re.compile(r"\b((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?,?\s+((?:19|20)\d\d)\b", re.I)
_EN_NAME = re.compile(r"[A-Z][A-Za-z&.:\- ]*?(?=\s*(?:[,\uff0c(\d]|vol))", re.I)
_ZH_ISSUE = re.compile(r"《([^》]{1,20})》(.*)", re.S)
_ZH_VOLUME = re.compile(r"(\d+)\s*卷|第\s*(\d+)\s*期\s*(?=\d)")  # one copy prints volume 581 as 第581期7808
_ZH_NUMBER = re.compile(r"(\d+)\s*期(?!\s*\d)|期\s*(\d+)")
_TITLE = re.compile(r".{0,30}《[^》]+》.*(?:导读|導讀|速览|速覽)")  # "guide", "at a glance"
_NOISE = re.compile(
    r"(?:选择字号|選擇字號|编译|編譯|编辑|編輯|撰文|整理|作者|译者|譯者|图片来源|圖片來源|图源|来源|來源|排版|校对)\s*[|\uff5c丨/]"
    rf"|(?:选择字号|選擇字號|编译|編譯|图片来源|圖片來源|图源|来源|來源)\s*{_COLON}|.*(?:发布时间|發布時間|来源|來源)\s*{_COLON}"
)  # font size, compiled by, written by, picture from, source, published
_TAIL = re.compile(
    rf"[^\w▲《]*(?:(?:{'|'.join(_TAIL_WORDS)})(?:$|[\s\d:\uff1a、>》/|\uff0c,©(\uff08])|(?:{'|'.join(_TAIL_STARTS)}))", re.I
)
_SUBJECT = re.compile(
    rf"[【\[■●◆\s]*(?:(?P<zh>{_HAN}(?:{_HAN}|[·、/]){{1,13}})[】\]]?[\s/|\uff5c·:\uff1a(\uff08-]*"
    r"(?P<en>[A-Z][A-Za-z]+(?:[\s,&/-]+[A-Za-z]+){0,5})?"
    rf"|(?P<en_first>[A-Z][A-Za-z]+(?:[\s,&/-]+[A-Za-z]+){{0,4}})[\s/|\uff5c·(\uff08-]*(?P<zh_last>{_HAN}{{2,10}})?)[)\uff09】\]]?"
)
_KNOWN_EN = re.compile(rf"(?:[a-z]+[\s,&-]+){{0,4}}{_SUBJECTS}", re.I)
_GLUED = re.compile(rf"({_HAN}{{2,12}}\s*(?:[A-Z][a-z]+\s+){{0,2}}(?i:{_SUBJECTS}))\s+(?=[A-Z\d])")
_NAMES = re.compile(r"[A-Z?][\w.'’?-]*(?:\s[\w.'’?()-]+){1,4}(?:,.*,.*|.*\s&\s.*|.*\bet al\b.*)", re.I | re.S)
_HAN_LIMIT, _EN_LIMIT = 80, 300  # a longer line is a paragraph, not a title


class _Item(NamedTuple):
    """A line or a part of one: 'text', a label (a key of _LABELS, or 'extra'), 'url', 'issue', 'title', 'tail'."""

    kind: str
    text: str
    line: int

    @property
    def script(self) -> str:
        han = len(re.findall(_HAN, self.text))
        return "zh" if han and (han > 1 or len(self.text) <= 6) and han * 25 >= len(self.text) else "en"  # noqa: PLR2004

    @property
    def short(self) -> bool:
        """Tell whether this could be a title: neither a paragraph nor a sentence."""
        if self.script == "zh":
            han = len(re.findall(_HAN, self.text))
            return han <= _HAN_LIMIT and not re.search(r"。|[!;\uff01\uff1b]$", self.text)
        sentence = self.text.endswith(".") and len(self.text) * 3 > _EN_LIMIT
        return len(self.text) <= _EN_LIMIT and not sentence and not re.search(r"[a-z]{3}\.\s+[A-Z]", self.text)


class _Volume(NamedTuple):
    """The issue of a journal that papers stand in; what is not printed is ''."""

    name: str = ""
    volume: str = ""
    number: str = ""
    date: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.volume, self.number and f"({self.number})") if part)

    def filled(self, other: _Volume) -> _Volume:
        """Return this with what it lacks taken from `other`."""
        return _Volume(*(mine or theirs for mine, theirs in zip(self, other, strict=True)))


@dataclass(slots=True)
class _Paper:
    """A paper while its lines come in."""

    line: int
    end: int
    titles: tuple[RawField, ...]
    subject: tuple[tuple[str, str], ...]
    label: str = ""  # whose text is being read
    last: str = ""  # the language of the text read last, under this label
    authors: str = ""
    url: str = ""
    texts: dict[str, list[_Item]] = field(default_factory=dict)  # zh, en, '' (Chinese where English is due)
    extra: list[RawField] = field(default_factory=list)

    @property
    def begun(self) -> bool:
        return bool(self.authors or self.url or self.texts or self.label)


def _items(text: str) -> Iterator[_Item]:
    """Yield what a page is made of, without empty lines and without the page's own furniture."""
    for number, line in enumerate(text.split("\n"), 1):
        printed = line.strip(_BLANKS)
        if not printed or _NOISE.match(printed):
            continue
        for part in _parts(printed):
            yield from _classified(part.strip(_BLANKS), number)


def _parts(line: str) -> list[str]:
    """Split a line before the labels in it; a whole paper may stand on one line."""
    first = _INLINE.search(line)
    if not first:
        return [line]
    head = _Item("text", line[: first.start()].strip(_BLANKS), 0)
    if not _LABEL.match(line) and not head.short and "▲" not in line[first.start() :][:1]:
        return [line]  # a paragraph that speaks of links
    glued = None if _LABEL.match(line) else _GLUED.match(line)
    rest = line[glued.end() :] if glued else line
    return ([glued.group(1)] if glued else []) + _INLINE.split(rest)


def _classified(part: str, line: int) -> Iterator[_Item]:
    label = _LABEL.match(part)
    value = part[label.end() :].strip(_BLANKS) if label else ""
    if label and label.lastgroup and (label["mark"] or label["end"].strip() or not value or _bare(label, value)):
        kind = next(kind for kind in _LABELS if label[kind])
        yield _Item(kind, value, line)
    elif other := _OTHER_LABEL.match(part):
        yield _Item("extra", f"{other.group(1)}\n{other.group(2)}", line)
    elif _URL.fullmatch(part):
        yield _Item("url", part, line)
    elif _volume(part):
        yield _Item("issue", part, line)
    elif len(part) < _HAN_LIMIT and _TITLE.match(part):
        yield _Item("title", part, line)
    elif _TAIL.match(part):
        yield _Item("tail", part, line)
    elif part and (stripped := re.sub(f"^{_MARK}", "", part)) and (stripped == part or len(stripped) > 1):
        yield _Item("text", stripped, line)


def _bare(label: re.Match[str], value: str) -> bool:
    """Tell whether a label without mark and colon is one: Chinese, set off by a blank, with its value."""
    if not label["end"]:
        return False
    return bool(label["zh"] or (label["link"] and _URL.match(value)))


def _volume(line: str) -> _Volume | None:
    """Read an issue line in English, Chinese or both, or return None."""
    english, _, _ = line.partition("《")
    name, volume, number = _EN_NAME.match(english), _EN_VOLUME.search(english), _EN_NUMBER.search(english)
    date = find_date(english) or _month(english)
    if name and volume and (number or date) and len(english) < 110:  # noqa: PLR2004
        title = re.sub(rf"[\s,]+(?:{_MONTHS[:3]}|{'|'.join(re.findall('...', _MONTHS)[1:])})[a-z]*$", "", name.group(), flags=re.I)
        return _Volume(title.strip(" ,"), volume.group(1), number.group(1) if number else "", date)
    chinese = _ZH_ISSUE.search(line)
    if english.strip(_BLANKS) or not chinese or len(line) > _HAN_LIMIT:
        return None
    rest = chinese.group(2)
    volume, number = _ZH_VOLUME.search(rest), _ZH_NUMBER.search(rest)
    if not (volume or number):
        return None
    return _Volume(
        _JOURNALS.get(chinese.group(1), chinese.group(1)),
        next(filter(None, volume.groups())) if volume else "",
        next(filter(None, number.groups())) if number else "",
        find_date(re.sub(r"\s+", "", rest)) or "",
    )


def _month(text: str) -> str:
    """Return YYYY-MM for the month of a monthly journal, or ''."""
    match = _MONTH.search(text)
    return f"{match.group(2)}-{_MONTHS.index(match.group(1)[:3].lower()) // 3 + 1:02}" if match else ""


def _subject(text: str) -> tuple[tuple[str, str], ...]:
    """Return a subject heading as (language, text) pairs, () if this cannot be one.

    >>> _subject("材料科学Materials Science"), _subject("物理学")
    ((('zh', '材料科学'), ('en', 'Materials Science')), (('zh', '物理学'),))
    """
    match = _SUBJECT.fullmatch(text)
    if not match:
        return ()
    pairs = (("zh", match["zh"] or match["zh_last"]), ("en", match["en"] or match["en_first"]))
    return tuple((language, name.strip(_BLANKS)) for language, name in pairs if name)


def _known(subject: tuple[tuple[str, str], ...]) -> bool:
    """Tell a subject from a short title by its name alone."""
    names = dict(subject)
    english = names.get("en", "")
    return bool(_KNOWN_EN.fullmatch(english) if english else re.search("[学學]$", names.get("zh", "")[:8]))


def _split_title(item: _Item) -> list[_Item]:
    """Split `English title 中文题` on one line; a Chinese title may itself begin with Latin words."""
    token = re.search(rf"\S*{_HAN}", item.text)
    head = item.text[: token.start()].strip(_BLANKS) if token else ""
    if not token or len(head.split()) < 4:  # noqa: PLR2004
        return [item]
    return [item._replace(text=head), item._replace(text=item.text[token.start() :])]
