"""The parts of a page that guides to papers: labels, texts, links, headings, and the page's own furniture.

Copies of such pages lose marks, colons and line breaks; a part is what it is by its words, not by its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from digestcli.text.journal import BLANKS, COLON, HAN, SUBJECT_ENDS, URL, known_subject, subject_of, volume_of

_MARK = r"(?:[▲△▴▶►◆■●★]\s*)"
_LABELS = {  # what each label is called, in both scripts and English
    "authors": r"(?:论文|論文)?作者|authors?",
    "link": r"(?:论文|論文|原文|文章)?(?:链接|鏈接|連結|网址|網址)|link|url|doi",
    "zh": r"(?:中文|论文|論文|内容|內容)?摘\s*要",
    "en": r"英文摘要|abstract|summary",
}
_TAIL_WORDS = (  # headings of what stands below a guide: notice, print, related, ranking, comments, ...
    "特别声明 特別聲明 版权声明 版權聲明 免责声明 免責聲明 声明 聲明 打印 列印 图片新闻 圖片新聞 一周新闻排行 一周新聞排行 "
    "相关新闻 相關新聞 相关论文 相關論文 相关阅读 相關閱讀 相关文章 相關文章 相关推荐 相关报道 相关链接 相关内容 编辑部推荐博文 "
    "更多 更多阅读 更多内容 更多新闻 更多文章 上一篇 下一篇 责任编辑 責任編輯 责编 分享 分享到 分享至 阅读原文 閱讀原文 "
    "推荐阅读 推薦閱讀 延伸阅读 延伸閱讀 热门文章 热门新闻 热门 举报 评论 網友評論 网友评论 标签 标签云 版权所有 版權所有 返回顶部 返回首页"
).split()
_TAIL_STARTS = ["本文来源", "本文來源", "本文来自", "本文转载", "转载请", "轉載請", "转载自", "扫码", "扫描", "发E-mail", "copyright", "©", "all\\srights"]

_ALTERNATIVES = "|".join(f"(?P<{kind}>{names})" for kind, names in _LABELS.items())
_LABEL = re.compile(
    rf"(?P<mark>{_MARK})?[【\[]?(?:{_ALTERNATIVES})(?P<end>[】\]]?\s*(?:{COLON}|$)|[】\]]|\s|)", re.I
)
_OTHER_LABEL = re.compile(rf"{_MARK}([^:\uff1a\s]{{1,12}})\s*{COLON}\s*(.+)", re.S)
_INLINE = re.compile(  # a label within a line: a marked one, or one with a colon or (摘要) a blank behind it
    rf"(?<=.)(?=[▲△▴]\s*(?i:{'|'.join(_LABELS.values())}))"
    rf"|(?<![▲△▴]\s)(?<=\s)(?=(?:作者|链接|鏈接|連結|摘要|Abstract)\s*{COLON}|摘要\s)"
)
_TITLE = re.compile(r".{0,30}《[^》]+》.*(?:导读|導讀|速览|速覽)")  # "guide", "at a glance"
_NOISE = re.compile(
    r"(?:选择字号|選擇字號|编译|編譯|编辑|編輯|撰文|整理|作者|译者|譯者|图片来源|圖片來源|图源|来源|來源|排版|校对)\s*[|\uff5c丨/]"
    rf"|(?:选择字号|選擇字號|编译|編譯|图片来源|圖片來源|图源|来源|來源)\s*{COLON}|.*(?:发布时间|發布時間|来源|來源)\s*{COLON}"
)  # font size, compiled by, written by, picture from, source, published
_TAIL = re.compile(
    rf"[^\w▲《]*(?:(?:{'|'.join(_TAIL_WORDS)})(?:$|[\s\d:\uff1a、>》/|\uff0c,©(\uff08])|(?:{'|'.join(_TAIL_STARTS)}))",
    re.I,
)
_GLUED = re.compile(rf"({HAN}{{2,12}}\s*(?:[A-Z][a-z]+\s+){{0,2}}(?i:{SUBJECT_ENDS}))\s+(?=[A-Z\d])")
_NAMES = re.compile(r"[A-Z?][\w.'’?-]*(?:\s[\w.'’?()-]+){1,4}(?:,.*,.*|.*\s&\s.*|.*\bet al\b.*)", re.I | re.S)
_HAN_LIMIT, _EN_LIMIT = 80, 300  # a longer line is a paragraph, not a title


class Item(NamedTuple):
    """A line or a part of one: 'text', a label (a key of _LABELS, or 'extra'), 'url', 'issue', 'title', 'tail'."""

    kind: str
    text: str
    line: int

    @property
    def script(self) -> str:
        han = len(re.findall(HAN, self.text))
        return "zh" if han and (han > 1 or len(self.text) <= 6) and han * 25 >= len(self.text) else "en"

    @property
    def short(self) -> bool:
        """Tell whether this could be a title: neither a paragraph nor a sentence."""
        if self.script == "zh":
            han = len(re.findall(HAN, self.text))
            return han <= _HAN_LIMIT and not re.search(r"。|[!;\uff01\uff1b]$", self.text)
        sentence = self.text.endswith(".") and len(self.text) * 3 > _EN_LIMIT
        return (
            len(self.text) <= _EN_LIMIT and not sentence and not re.search(r"[a-z]{3}\.\s+[A-Z]", self.text)
        )


def items(text: str) -> Iterator[Item]:
    """Yield what a page is made of, without empty lines and without the page's own furniture."""
    for number, line in enumerate(text.split("\n"), 1):
        printed = line.strip(BLANKS)
        if not printed or _NOISE.match(printed):
            continue
        for part in _parts(printed):
            yield from _classified(part.strip(BLANKS), number)


def _parts(line: str) -> list[str]:
    """Split a line before the labels in it; a whole paper may stand on one line."""
    first = _INLINE.search(line)
    if not first:
        return [line]
    if _LABEL.match(line):
        return _INLINE.split(line)
    behind = line[first.start() :]
    titles = Item("text", line[: first.start()].strip(BLANKS), 0)
    if not (behind[0] in "▲△▴" or (behind.startswith("作者") and titles.short)):
        return [line]  # a paragraph that speaks of links
    glued = _GLUED.match(line)
    return [glued.group(1), *_INLINE.split(line[glued.end() :])] if glued else _INLINE.split(line)


def _classified(part: str, line: int) -> Iterator[Item]:
    label = _LABEL.match(part)
    value = part[label.end() :].strip(BLANKS) if label else ""
    if label and (label["mark"] or label["end"].strip() or not value or _bare(label, value)):
        kind = next(kind for kind in _LABELS if label[kind])
        yield Item(kind, value, line)
    elif other := _OTHER_LABEL.match(part):
        yield Item("extra", f"{other.group(1)}\n{other.group(2)}", line)
    elif URL.fullmatch(part):
        yield Item("url", part, line)
    elif volume_of(part):
        yield Item("issue", part, line)
    elif len(part) < _HAN_LIMIT and _TITLE.match(part):
        yield Item("title", part, line)
    elif _TAIL.match(part):
        yield Item("tail", part, line)
    elif part and (stripped := re.sub(f"^{_MARK}", "", part)) and (stripped == part or len(stripped) > 1):
        yield Item("text", stripped, line)


def _bare(label: re.Match[str], value: str) -> bool:
    """Tell whether a label without mark and colon is one: Chinese, set off by a blank, with its value."""
    if not label["end"]:
        return False
    return bool(label["zh"] or (label["link"] and URL.match(value)))


def split_title(item: Item) -> list[Item]:
    """Split `English title 中文题` on one line; a Chinese title may itself begin with Latin words."""
    token = re.search(rf"\S*{HAN}", item.text)
    head = item.text[: token.start()].strip(BLANKS) if token else ""
    if not token or len(head.split()) < 4:
        return [item]
    return [item._replace(text=head), item._replace(text=item.text[token.start() :])]


class Head(NamedTuple):
    """The lines at the end of a run of texts that open a paper: run[start:] = subject, titles, names."""

    start: int
    subjects: int = 0
    titles: frozenset[str] = frozenset()
    names: int = 0


def head_of(run: list[Item]) -> Head:
    """Walk up from the end of a run as long as its lines can be what stands above a paper's labels."""
    names = int(len(run) > 1 and bool(_NAMES.fullmatch(run[-1].text)) and _title_above(run))
    start, titles = len(run) - names, frozenset[str]()
    while start:
        above = run[start - 1]
        subjects = _subjects(run[:start], titles)
        if subjects:
            return Head(start - subjects, subjects, titles, names)
        scripts = {item.script for item in split_title(above)}
        wrapped = above.script == "en" and start < len(run) and run[start].text[0].islower()
        if not above.short or (titles & scripts and not wrapped):
            break
        start, titles = start - 1, titles | scripts
    return Head(start, 0, titles, names)


def _title_above(run: list[Item]) -> bool:
    """Tell names without a label from a title that looks like names: an English title stands above."""
    above = [item for item in run[-3:-1] if item.short and len(subject_of(item.text)) < 2]
    return bool(above) and any(item.script == "en" for item in above) and above[-1] is run[-2]


def _subjects(run: list[Item], titles: frozenset[str]) -> int:
    """Return how many lines at the end of a run are a subject: 0, 1, or 2 for a language a line."""
    subject = subject_of(run[-1].text)
    languages = {language for language, _ in subject}
    if not subject or not (languages <= titles or len(languages) > 1):
        return 0
    if not (known_subject(subject) or (len(titles) > 1 and "zh" in languages)):
        return 0
    other = subject_of(run[-2].text) if languages == {"en"} and len(run) > 1 else ()
    return 2 if [language for language, _ in other] == ["zh"] else 1
