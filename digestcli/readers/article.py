"""A feature article scraped from the web: one entry, its paper, its references, its credits.

Pages differ by site in everything but the words they label things with, so each line is offered
to BLOCKS in order; what none of them takes is a paragraph of the text. Markers are compared in
Simplified, character by character, so one spelling of each serves both scripts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from digestcli.model import Issue, Reference
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.dates import find_date
from digestcli.text.script import to_simplified

_HEAD = 16_384
_LONG = 60  # units on one line that make it a paragraph of prose
_HAN = "[\u3400-\u9fff\uf900-\ufaff]"
_UNIT = re.compile(rf"{_HAN}|[^\W\u3400-\u9fff\uf900-\ufaff]+")  # a Han character or a Latin word
_STOPS = "。．.；;，,、:："

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
    """Return alternatives, one named group for each key of `table`; Han words may be letter-spaced."""
    spaced = {name: re.sub(rf"({_HAN})(?={_HAN})", r"\1\\s?", words) for name, words in table.items()}
    return "|".join(f"(?P<{name}>{words})" for name, words in spaced.items())


_SEPARATED = r"\s*[:：|｜丨/／]\s*"
_LABEL = re.compile(
    rf"(?:^|(?<=\s))(?:(?:{_named(_LABELS)}){_SEPARATED}|(?:撰文|原文作者)\s+(?=\S{{2,20}}$))"
)
_BRACKETED = re.compile(rf"[\[【［](?:{_named(_LABELS)})[\]】］]\s*[:：]?\s*")
_SECTION = re.compile(rf"[#*\s【\[]*(?:{_named(_SECTIONS)})[】\]*\s]*(?:[:：][*\s]*|$)")
_CAPITALISED = r"(?:[A-Z][\w.'’-]*|de|van|von|and|&)"
_BY = re.compile(rf"By\s+({_CAPITALISED}(?:,?\s+{_CAPITALISED}){{1,12}})")
_FORWARDED = re.compile(r"以下文章来源于\s*([^,，\s]+)\s*[,，]?\s*(?:作者\s*[:：]?\s*(\S.*))?")
_REPRINTED = re.compile(
    r"本文(?:转载自|来源于|来自|原载于?|首发于)\s*[:：]?\s*(?:微信)?(?:公众号)?\s*(\S.{0,60})"
)
_AFFILIATION = re.compile(r"[(（].{0,60}(?:大学|学院|研究|公司|中心|University|Institute)")
_NAMES = re.compile(rf"{_HAN}{{2,4}}(?:[\s、,，]+{_HAN}{{2,4}}){{0,5}}")
_APART = re.compile(r"\s*[、,，;；&＆|｜/]\s*|\s+and\s+")
_BOILERPLATE = re.compile(
    r"(?:特别声明|免责声明|版权声明|声明[:：]|Notice:|Disclaimer|Copyright|©"
    r"|当前位置|您(?:所在|现在)的?位置|首页\s*[>»]|选择字号|分享到|展开全文|返回[搜首]|阅读原文"
    r"|.{0,30}预计阅读|.{0,4}阅读时间|转载.{0,20}(?:请|注明)|欢迎.{0,20}(?:关注|分享|转)"
    r"|.{0,12}(?:点击|长按|扫描|扫码|识别).{0,20}(?:关注|二维码|阅读原文)"
    r"|(?:关注|订阅).{0,12}公众号|本文[经系].{0,20}授权|[-—\s(（]*(?:END|完|全文完)[-—\s)）]*$)"
)
_TAIL = re.compile(r"(?:相关|延伸|推荐|更多|热门)(?:阅读|推荐|文章|新闻|内容)[:：]?")
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
_CREDIT = re.compile(
    r"(?:图片?来源|图源|图片(?:截取自|来自|提供|版权)|图\s*[/／|｜])"
    r"|(?:插图|题图|封面图?|供图|摄影|视频|Image(?: credit)?|Photo|Credit|Illustration)\s*[:：|｜/]"
    r"|(?:图|Fig(?:ure|\.))\s?\d{1,2}\s*[:：.|｜\s]"
)
_NUMBERED = r"[\[［【(（]\s*(\d{1,3})\s*[\]］】)）]|(\d{1,3})\s*[.、．](?!\d)|([①-⑳])"
_ITEM = re.compile(rf"(?:[-*•]\s*)?(?:{_NUMBERED})\s*|[-*•]\s+")
_ITEMS_APART = re.compile(r"(?<=\S)\s+(?=\[\d{1,3}\])|(?<=[^\s*•-])(?=\[\d{1,3}\]\s*https?:)")
_TAKEN = r"[^\s<>\"'，。；、）】」》\u3400-\u9fff]+"
_ADDRESS = re.compile(
    rf"(?P<url>https?://{_TAKEN})|(?:doi(?:\.org/|\s*[:：]?\s*))?(?P<doi>10\.\d{{4,9}}/{_TAKEN})"
    r"|arxiv\s*[:：]\s*(?P<arxiv>\d{4}\.\d{4,5}(?:v\d+)?)",
    re.IGNORECASE,
)
_ENGLISH = r"[A-Z](?:[^()（）《》\n]|\([^()\n]*\)){19,300}"
_PAIR = re.compile(rf"《([^》\n]{{6,200}})》\s*[(（]({_ENGLISH})[)）][,，。]?\s*(?:\[(\d{{1,3}})\])?")
_TITLED = re.compile(
    r"(?:题为|标题[是为]|题目[是为]|\btitled)\s*[:：]?\s*[《“\"「]([^》”\"」\n]{8,300})[》”\"」][,，。]?\s*(?:\[(\d{1,3})\])?"
)
_CITED = re.compile(r"\[(\d{1,3})\](?!\()")
_FOREIGN = re.compile(  # what other formats, programs and data have and no article has
    r"^#{1,4} \[|^#{2,4} [^\n]*\]\(|<div id=|^\s*[▲◼]|^> arXiv|^Main category:|TL;?DR|[·.]{6,}\s*\d+\s*$"
    r"|\*\*[^*\n]{1,20}(?:[:：]\s*\*\*|\*\*\s*[:：])|```|\[!\[|\b(?:pip|npm) install\b|git clone"
    r"|^(?:import|from) \w+|^#include|^#!|^(?:[-\s]*[a-z_]+:(?: .*)?\n){2}|\A[\w-]+(?:,[\w-]+){2,}\n"
    r"|\A\s*(?:\{|---\s|\[\s*[\[{\"])|\A\s*(?:\w+ )?(?:MIT|BSD|Apache|GNU)\b.{0,40}Licen[cs]e"
    r"|^(?:Nature|Science|Cell)\s*,?\s*\d{1,2} [A-Za-z]{3,9} \d{4}",
    re.MULTILINE,
)
_FOREIGN_HAN = re.compile(
    rf"一周论文导读|^\s*编译\s*[|｜]|原始论文：|^\s*目\s*录\s*$|许可证|^(?!参|作|摘)(?:{_HAN}[ \u3000]){{3,}}{_HAN}\s*$",
    re.MULTILINE,
)
_REPEATED = re.compile(r"^\W*(作者|中?文?摘要|链接|标题|Authors?|Abstract|Title)\s*[:：]", re.MULTILINE)
_MARKER = re.compile(
    r"^\W*(?:撰文|原文作者|作者简介|作者介绍|参考文献|参考资料|以下文章来源|摘\s?要\W)", re.MULTILINE
)
_LATIN_MARKER = re.compile(r"^\W*(?:References|Bibliography)\W*$|https?://(?:dx\.)?doi\.org/", re.MULTILINE)


class _Line(NamedTuple):
    number: int
    text: str
    plain: str  # the same characters in Simplified, to compare markers with


class _Page:
    """The article in the making: texts by name, each with the line it stands on."""

    def __init__(self, text: str) -> None:
        printed = [
            (number, line.strip().strip("\ufeff\u200b")) for number, line in enumerate(text.split("\n"), 1)
        ]
        self.lines = [_Line(number, line, to_simplified(line)) for number, line in printed if line]
        self.last = len(printed)
        self.texts: dict[str, list[tuple[int, str]]] = {}
        self.authors: list[str] = []
        self.items: list[tuple[str, str]] = []
        self.issues: list[Issue] = []
        self.date = ""

    def put(self, name: str, line: int, text: str) -> None:
        if text.strip():
            self.texts.setdefault(name, []).append((line, text.strip()))

    def sign(self, printed: str) -> None:
        """Add the authors of a byline, without their affiliations."""
        bare = re.sub(r"[(（][^)）]*[)）]", "", printed).strip()
        names = _NAMES.fullmatch(bare) and re.split(r"[\s、,，]+", bare)
        self.authors += [name for name in names or _APART.split(bare) if name and name not in self.authors]

    def joined(self, name: str) -> str:
        return "\n".join(text for _, text in self.texts.get(name, ()))


def sniff(text: str) -> bool:
    """Claim prose, mostly Chinese, with a long paragraph or an article's markers; English only signed.

    Everything with the marks of another format, of a program or of a table is refused.
    """
    head = text[:_HEAD]
    if _FOREIGN.search(head):
        return False
    han = len(re.findall(_HAN, head))
    if han * 2 < len(re.findall("[A-Za-z]", head)):
        return bool(re.search(rf"^{_BY.pattern}$", head, re.MULTILINE) and _LATIN_MARKER.search(text))
    plain = to_simplified(head)
    labels = _REPEATED.findall(plain)
    if not han or _FOREIGN_HAN.search(plain) or len(labels) > len(set(labels)):
        return False
    return any(len(re.findall(_HAN, line)) >= _LONG for line in head.split("\n")) or bool(
        _MARKER.search(plain)
    )


def read(source: Source) -> Parsed:
    """Read the one article of a page; boilerplate is dropped, a missing title is inferred."""
    page = _Page(source.text)
    at = 0
    while at < len(page.lines):
        at += next(taken for block in BLOCKS if (taken := block(page, at)))
    if not any(name in page.texts for name in ("title", "body", "lede", "abstract")):
        return Parsed((), page.date, issues=(Issue("no-entries", "no text of an article found", 1),))
    _infer_title(page)
    entry = _entry(page)
    return Parsed((entry,), page.date, page.joined("title"))


def _boilerplate(page: _Page, at: int) -> int:
    """Drop a line of the site's own; after 'related articles' the short lines that follow, too."""
    line = page.lines[at]
    if _TAIL.fullmatch(line.plain):
        rest = range(at + 1, len(page.lines))
        return (
            next((i for i in rest if _units(page.lines[i].text) >= 30 or _opens(page.lines[i])), rest.stop)
            - at
        )
    found = _REPRINTED.fullmatch(line.plain)
    if found:
        page.put("source", line.number, line.text[found.start(1) :].strip("「」“”《》。"))
    return int(bool(found or _BOILERPLATE.match(line.plain)))


def _forwarded(page: _Page, at: int) -> int:
    line = page.lines[at]
    found = _FORWARDED.fullmatch(line.plain)
    if not found:
        return 0
    page.put("source", line.number, line.text[slice(*found.span(1))])
    if found[2]:
        page.sign(line.text[found.start(2) :])
    return 1


def _picture(page: _Page, at: int) -> int:
    """Move a picture's place, caption or credit out of the text."""
    line = page.lines[at]
    if image := _IMAGE.fullmatch(line.text):
        page.put("figures", line.number, f"{image[1]} {image[2]}")
        return 1
    after_image = at > 0 and _IMAGE.fullmatch(page.lines[at - 1].text)
    if (
        not _CREDIT.match(line.plain)
        or _units(line.text) >= _LONG
        or (line.text[-1] in "。！？" and not after_image)
    ):
        return 0
    if line.text not in page.joined("figures").split("\n"):
        page.put("figures", line.number, line.text)
    _close_header(page)
    return 1


def _section(page: _Page, at: int) -> int:
    """Take a heading (lede, abstract, author's note, references) with the lines it heads."""
    line = page.lines[at]
    found = _SECTION.match(line.plain)
    if not found:
        return 0
    name, rest = str(found.lastgroup), line.text[found.end() :]
    if name == "references":
        return _references(page, at, rest)
    if rest:
        page.put(name, line.number, rest)
        return 1
    following = page.lines[at + 1 : at + 8]
    most = 6 if name == "author_note" else 4
    closed = next((i for i, one in enumerate(following) if _opens(one)), None)
    if closed is None:
        closed = len(following) if len(following) <= most and name == "author_note" else 1
    taken = following[: closed if closed <= most else 1]
    for one in taken:
        page.put(name, one.number, one.text)
    return 1 + len(taken)


def _references(page: _Page, at: int, rest: str) -> int:
    """Take the list of references: numbered lines or bare URLs, up to whatever opens next."""
    first, pieces = page.lines[at].number, _ITEMS_APART.split(rest) if rest else []
    count = len(page.items)
    end = at + 1
    while end < len(page.lines) and not _opens(page.lines[end]):
        text = page.lines[end].text
        if _units(text) >= _LONG and not _ITEM.match(text) and not _ADDRESS.search(text):
            break
        pieces += _ITEMS_APART.split(text)
        end += 1
    for piece in pieces:
        found = _ITEM.match(piece)
        marker = next((group for group in found.groups() if group), "") if found else ""
        if page.items and not found and not _ADDRESS.search(page.items[-1][1]):
            page.items[-1] = (page.items[-1][0], f"{page.items[-1][1]} {piece}".strip())
        else:
            page.items.append(
                (marker or str(len(page.items) + 1), piece[found.end() if found else 0 :].strip())
            )
    if len(page.items) == count:
        page.issues.append(Issue("no-references", "the list of references is empty", first))
    return end - at


def _label(page: _Page, at: int) -> int:
    """Take a line of labels: 'written by | NAME', 'source: X  updated: DATE', '[keywords] ...'."""
    line = page.lines[at]
    if found := _BRACKETED.match(line.plain):
        _file(page, line.number, str(found.lastgroup), line.text[found.end() :])
        return 1
    marks = list(_LABEL.finditer(line.plain))
    if not marks or marks[0].start():
        return 0
    names = [mark.lastgroup or "authors" for mark in marks]
    if names[0] not in ("abstract", "keywords") and (_units(line.text) >= _LONG or line.text[-1] in "。！？"):
        return 0
    ends = [*(mark.start() for mark in marks[1:]), len(line.text)]
    for name, mark, end in zip(names, marks, ends, strict=True):
        _file(page, line.number, name, line.text[mark.end() : end].strip())
    _close_header(page)
    return 1


def _file(page: _Page, number: int, name: str, value: str) -> None:
    if name == "authors":
        page.sign(value)
    elif name == "doi":
        page.put("link", number, "https://doi.org/" + re.sub(r"\s", "", value.split("doi.org/")[-1]))
    elif name == "published" and (date := find_date(value)):
        page.date = page.date or date
    else:
        page.put(name, number, value)


def _byline(page: _Page, at: int) -> int:
    """Take 'By NAME', or names alone above an abstract or an affiliation, or a date alone."""
    line = page.lines[at]
    after = page.lines[at + 1].plain if at + 1 < len(page.lines) else ""
    if by := _BY.fullmatch(line.text):
        page.sign(by[1])
    elif _NAMES.fullmatch(line.text) and (
        _AFFILIATION.match(after) or _BRACKETED.match(after) or after.startswith("摘要")
    ):
        page.sign(line.text)
    elif len(line.text) <= 24 and "body" not in page.texts and (date := find_date(line.text)):
        page.date = page.date or date
    else:
        return 0
    return 1


def _title(page: _Page, at: int) -> int:
    """Take a heading, or a short line that ends open, where nothing of the text came before."""
    line = page.lines[at]
    if any(name in page.texts for name in ("title", "body", "lede", "abstract")):
        return 0
    heading = re.match(r"#\s+", line.text)
    short = 4 <= _units(line.text) <= 45 and line.text[-1] not in _STOPS and not _ITEM.match(line.text)
    if not heading and not short:
        return 0
    page.put("title", line.number, line.text[heading.end() if heading else 0 :].strip("# "))
    return 1


def _paragraph(page: _Page, at: int) -> int:
    line = page.lines[at]
    page.put("body", line.number, _IMAGE.sub("", re.sub(r"^#{1,6}\s+", "", line.text)))
    return 1


BLOCKS: tuple[Callable[[_Page, int], int], ...] = (
    _forwarded,  # before boilerplate: it names the author
    _boilerplate,
    _picture,
    _section,  # before labels: 'about the author:' is not a byline
    _label,
    _byline,
    _title,
    _paragraph,
)
"""Each takes lines of the page from an index on and returns how many (0: not its own)."""


def _opens(line: _Line) -> bool:
    """Tell whether a line begins something else than the section before it."""
    return any(
        pattern.match(line.plain)
        for pattern in (_SECTION, _LABEL, _BRACKETED, _BOILERPLATE, _TAIL, _FORWARDED, _REPRINTED)
    )


def _close_header(page: _Page) -> None:
    """Call a single short sentence above a credit or byline the lede."""
    body = page.texts.get("body", [])
    if len(body) == 1 and _units(body[0][1]) < _LONG and not {"lede", "abstract"} & page.texts.keys():
        page.texts["lede"] = page.texts.pop("body")


def _units(text: str) -> int:
    return sum(1 for _ in _UNIT.finditer(text))


def _infer_title(page: _Page) -> None:
    """Make a title of the first sentence of the lede, the abstract or the text, cut at a clause."""
    if "title" in page.texts:
        return
    lines = [line for name in ("lede", "abstract", "body") for line in page.texts.get(name, ())]
    number, text = next(
        (line for line in lines if _units(line[1]) >= 8 and not _ITEM.match(line[1])), lines[0]
    )
    title = infer_title(text)
    page.put("title", number, title)
    page.issues.append(Issue("inferred-title", f"the page has no title; from its text: {title}", number))


def infer_title(text: str) -> str:
    """Return the first clauses of `text` that say something (12 words or so, at most 40).

    >>> infer_title("很久以前(據說,那是冬天),有人提出了一個關於光的問題,答案很長。")
    '很久以前(據說,那是冬天),有人提出了一個關於光的問題'
    """
    depth, count, end = 0, 0, len(text)
    for unit in re.finditer(rf"{_UNIT.pattern}|[^\w\s]", text):
        mark = unit[0]
        if not _UNIT.match(mark):
            depth = max(0, depth + (mark in "(（《「“[") - (mark in ")）》」”]"))
            stop = mark in "。!?！？" or (mark in "，,；;：:" and count >= 12)
            if stop and not depth and count:
                end = unit.end() if mark in "?？" else unit.start()
                break
            continue
        count += 1
        if count > 40:
            return text[: unit.start()].rstrip() + "…"
    return text[:end].strip()


def _entry(page: _Page) -> RawEntry:
    references = tuple(_reference(marker, text) for marker, text in page.items)
    fields = [
        RawField(name, page.joined(name), texts[0][0]) for name, texts in page.texts.items() if name != "link"
    ]
    papers, cited = _paper(page)
    urls = [reference.url for reference in references if reference.url and reference.marker == cited]
    links = [found for _, text in page.texts.get("link", ()) for found in [_address(text)[0]] if found]
    if page.items:
        page.issues += _uncited(page, {reference.marker for reference in references})
    return RawEntry(
        line=page.lines[0].number,
        end=page.last,
        kind="article",
        authors=tuple(page.authors),
        url=next(iter([*urls, *links]), ""),
        date=page.date,
        fields=(*fields, *papers),
        references=references,
        issues=tuple(page.issues),
    )


def _paper(page: _Page) -> tuple[list[RawField], str]:
    """Find the paper the article is about: its titles, and the marker of its reference."""
    lines = [line for name in ("lede", "body") for line in page.texts.get(name, ())]
    for number, text in lines:
        if pair := _PAIR.search(text):
            if _units(pair[2]) >= 4:
                titles = (("zh", pair[1]), ("en", pair[2]))
                return [RawField("paper_title", title, number, tag) for tag, title in titles], pair[3] or ""
    for number, text in lines:
        if found := _TITLED.search(to_simplified(text)):
            return [RawField("paper_title", text[slice(*found.span(1))], number)], found[2] or ""
    return [], ""


def _reference(marker: str, text: str) -> Reference:
    url, title = _address(text)
    return Reference(marker, title or None, url or None)


def _address(text: str) -> tuple[str, str]:
    """Return the URL that a text holds or implies, and the text without it."""
    found = _ADDRESS.search(text)
    if not found:
        return "", text
    taken = found[0]
    while taken[-1] in ".,;" or (
        taken[-1] in ")]" and taken.count("(") < taken.count(")") + taken.count("]")
    ):
        taken = taken[:-1]
    rest = (text[: found.start()] + text[found.start() + len(taken) :]).strip(" .,;[]()（）<>")
    cut = taken[found.start(str(found.lastgroup)) - found.start() :]
    prefix = {"url": "", "doi": "https://doi.org/", "arxiv": "https://arxiv.org/abs/"}[str(found.lastgroup)]
    return prefix + cut, rest


def _uncited(page: _Page, known: set[str]) -> Iterator[Issue]:
    """Report the markers in the text that the list of references lacks."""
    for number, text in page.texts.get("body", ()):
        for marker in dict.fromkeys(_CITED.findall(text)):
            if marker not in known:
                yield Issue("reference-missing", f"the list has no reference [{marker}]", number)


READER = Reader("article", "Feature articles scraped from the web, with their references", sniff, read)
