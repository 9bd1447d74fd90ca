"""The parts of a page that guides to papers: labels, texts, links, headings, and the page's own furniture.

Copies of such pages lose marks, colons and line breaks; a part is what it is by its words, not by its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from digestcli.documents.adorned import undress
from digestcli.documents.guides.folded import issues_apart, titles_apart
from digestcli.documents.guides.headlines import bare_title, split_title
from digestcli.documents.guides.journal import (
    BLANKS,
    COLON,
    HAN,
    SUBJECT_ENDS,
    URL,
    known_subject,
    subject_of,
    volume_of,
)
from digestcli.text.regex import regex

_MARKS = "▲△▴▶►▼▽◆◇■□▪●○◎★☆※➤➢"
_MARK = rf"(?:[{_MARKS}]\s*)"
_LABELS = {  # what each label is called, in both scripts and English
    "authors": r"(?:论文|論文)?作者|authors?",
    "link": r"(?:论文|論文|原文|文章)?(?:链接|鏈接|連結|网址|網址)|link|url|doi",
    "zh": r"(?:中文|论文|論文|内容|內容)?摘\s*要",
    "en": r"英文摘要|abstract|summary",
    "note": r"(?:作者|[专專]家|[编編][辑輯]|本文)?(?:[评評][论論述]|短[评評]|[点點][评評])",  # commentary
    "heading": r"(?:中文|英文|论文|論文|文章|原文)?(?:标题|標題|题目|題目|题名)",  # of a title; dropped
}
_FACTS = (  # what pages tell of a paper besides: corresponding author, affiliation, keywords, date, journal
    r"(?:通[讯訊]|第一|共同)作者|作者(?:[单單]位|[机機][构構])|[单單]位|[机機][构構]|研究[团團][队隊]|[关關][键鍵鍵][词詞字]"
    r"|(?:[发發][表布佈]|出版|在[线線])(?:[时時][间間]|日期)|(?:[发發]表|[来來]源)?期刊|期刊名[称稱]?|影[响響]因子"
    r"|(?:原文|文[献獻])?出[处處]|(?:文章|[论論]文)?[类類]型|[领領]域|keywords?|published|journal"
)
_TAIL_WORDS = (  # headings of what stands below a guide, as patterns for both scripts
    "[特版免][别別权權责責][声聲]明", "[声聲]明", "打印", "列印",  # notice, print
    "[图圖]片新[闻聞]", "一周新[闻聞]排行", "编辑部推荐博文",  # picture news, ranking, blogs
    "相[关關](?:新[闻聞]|[论論]文|[阅閱][读讀]|文章|推[荐薦]|[报報][道導]|[链鏈]接|[内內]容)",  # related ...
    "更多(?:[阅閱][读讀]|[内內]容|新[闻聞]|文章)?", "[上下]一篇",  # more, previous, next
    "[责責]任?[编編](?:[辑輯])?", "分享[到至]?",  # editor, share
    "[阅閱][读讀]原文", "(?:推[荐薦]|延伸)[阅閱][读讀]",  # read the original, further reading
    "[热熱][门門](?:文章|新[闻聞])?", "[举舉][报報]",  # popular, report
    "(?:[网網]友)?[评評][论論]", "[标標][签籤]",  # comments, tags
    "版[权權]所有", "返回[顶頂首].",  # copyright, back to top
)  # fmt: skip
_TAIL_STARTS = (  # what no paragraph of an abstract begins with: source, reprinted, scan the code, ...
    "本文(?:[来來]源|[来來]自|[转轉][载載])", "[转轉][载載](?:[请請]|自)", "[扫掃](?:[码碼]|描二)",
    "发E-?mail", "copyright", "©", r"all\srights",
)  # fmt: skip
_ALTERNATIVES = "|".join(f"(?P<{kind}>{names})" for kind, names in _LABELS.items())
_LABEL = regex(
    rf"(?P<mark>{_MARK})?[【\[]?(?:{_ALTERNATIVES})(?P<end>[】\]]?\s*(?:{COLON}|$)|[】\]]|\s|)", re.I
)
_OTHER_LABEL = regex(
    rf"(?:{_MARK}[【\[]?(?P<any>[^:\uff1a\s【】\[\]]{{1,12}})[】\]]?\s*{COLON}|(?P<fact>(?i:{_FACTS}))\s*{COLON}"
    rf"|[【\[](?P<framed>(?i:{_FACTS}))[】\]]\s*{COLON}?)\s*(?P<value>.+)",
    re.S,
)
_FIGURE = regex(r"(?:[图圖]\s?\d{0,2}\s*[:\uff1a|\uff5c丨]|Fig(?:ure|\.)\s?\d{1,2}\s*[:\uff1a.|])\s*\S")
_INLINE = regex(  # a label within a line: a marked one, or one with a colon or (摘要) a blank behind it
    rf"(?<=.)(?=[{_MARKS}]\s*(?i:{'|'.join(_LABELS.values())}))|(?<=.)(?=【(?i:{'|'.join(_LABELS.values())})】)"
    rf"|(?<![{_MARKS}]\s)(?<![{_MARKS}])(?<=\s)(?=(?:作者|链接|鏈接|連結|摘要|Abstract)\s*{COLON}|摘要\s)"
    rf"|(?:(?<=[。！？])|(?<=[。！？]\s))(?=Abstract(?:\s*{COLON}|\s*[A-Z]))"
)
_GUIDE = "(?:导读|導讀|速览|速覽)"  # "guide", "at a glance"
_TITLE = regex(rf".{{0,30}}(?:《[^》]+》|[A-Z][A-Za-z ]+).*{_GUIDE}|.{{0,20}}{_GUIDE}.{{0,6}}《[^》]+》")
_OTHER_TITLE = regex(  # of a guide to several journals, with its own number or month
    r"[^|\uff5c丨>»]{0,20}(?:期刊|文[献獻]|[论論]文)[导導][读讀].{0,12}?"
    r"(?:第?\s?\d{1,4}\s?[期卷]|\d{1,2}\s?月|(?:19|20)\d\d).{0,20}$"
)
_NOISE = regex(
    r"(?:[编編][译譯辑輯]|撰文|整理|作者|[译譯]者|[图圖]片[来來]源|[图圖]源|[来來]源|排版|校[对對])\s*[|\uff5c丨/]"
    rf"|(?:[选選][择擇]字[号號]|[编編][译譯]|[图圖]片[来來]源|[图圖]源|[来來]源)\s*{COLON}"
    rf"|.{{0,60}}(?:[发發][布佈][时時][间間]|(?<![表版线線])日期)\s*{COLON}|作者\s*{COLON}.{{0,30}}[来來]源\s*{COLON}"
    r"|[\[【(\uff08]?(?:[图圖]片|image)[\])\uff09】]?$"
)  # font size, compiled by, written by, picture from, source, published; where a picture was
_TAIL = regex(
    rf"[^\w▲《]*(?:(?:{'|'.join(_TAIL_WORDS)})(?:$|[\s\d:\uff1a、>》/|\uff0c,©(\uff08])|(?:{'|'.join(_TAIL_STARTS)}))",
    re.I,
)
_GLUED = regex(rf"({HAN}{{2,12}}\s*(?:[A-Z][a-z]+\s+){{0,2}}(?i:{SUBJECT_ENDS}))\s*(?=[A-Z\d\u3400-\u9fff])")
_CHINESE_FIRST = regex(rf"(.{{0,120}}{HAN}\S{{0,20}})\s+([A-Z][!-~\s–—‘’“”]{{15,299}})")
_NAMES = regex(
    r"[A-Z?][\w.'’?-]*(?:\s[\w.'’?()-]+){1,4}(?![\w.'’?()-])(?:,.*,.*|.*\s&\s.*|.*\b(?i:et al)\b.*)", re.S
)
_PARTED = regex(r"(?<=articles/s)\s+(?=\d{5}-)")  # a blank that some copies have in each address of Nature's
_HEAD = 8000  # characters that hold the issue line and the first labels
_BOTH = frozenset(("zh", "en"))
_SENTENCE_TITLE = 45
_HAN_LIMIT, _EN_LIMIT, _SENTENCE = 80, 300, 100  # what is longer (and ends in a full stop) is no title


class Item(NamedTuple):
    """A line or a part of one.

    `kind` is 'text', a label (a key of _LABELS, or 'extra'), 'url', 'figure', 'issue', 'title' or 'tail'.
    """

    kind: str
    text: str
    line: int

    @property
    def script(self) -> str:
        """Tell Chinese from the rest: 'zh' or 'en'; a name or two in an English text do not count."""
        han = len(re.findall(HAN, self.text))
        return "zh" if han and (han > 1 or len(self.text) <= 6) and han * 25 >= len(self.text) else "en"

    @property
    def short(self) -> bool:
        """Tell whether this could be a title: neither a paragraph nor a sentence."""
        if self.script == "zh":
            han = len(re.findall(HAN, self.text))
            return han <= _HAN_LIMIT and not re.search(r"。|[!;\uff01\uff1b]$", self.text)
        sentence = re.search(r"[a-z]{3}\.\s+[A-Z]", self.text) or (
            self.text.endswith(".") and len(self.text) > _SENTENCE
        )
        return len(self.text) <= _EN_LIMIT and not sentence


def parts_of(text: str) -> Iterator[Item]:
    """Yield what a page is made of, without empty lines and without the page's own furniture."""
    for number, line in enumerate(text.split("\n"), 1):
        printed = _PARTED.sub("", undress(line.strip(BLANKS)))
        for line_of_page in issues_apart(printed):
            if not _NOISE.match(line_of_page):
                for part in _parts(line_of_page):
                    yield from _classified(part.strip(BLANKS), number)


def _parts(line: str) -> list[str]:
    """Split a line before the labels in it, and before titles: whole papers may stand on one line."""
    parts: list[str] = []
    for part in _labelled(line):
        label = _LABEL.match(part) if parts else None
        if label and label["authors"]:
            text, *titles = titles_apart(parts.pop().strip(BLANKS))
            parts += [text, *(_titles(titles[0]) if titles else ())]
        parts.append(part)
    return parts


def _titles(text: str) -> list[str]:
    """Split a subject and titles that stand on one line; either language may come first."""
    text = re.sub(rf"\s*[{_MARKS}【】]\s*", " ", text).strip(BLANKS)
    glued = _GLUED.match(text)
    rest = text[glued.end() :] if glued else text
    chinese_first = _CHINESE_FIRST.fullmatch(rest)
    titles = chinese_first.groups() if chinese_first else split_title(rest, words=2)
    return [*([glued.group(1)] if glued else []), *titles]


def _labelled(line: str) -> list[str]:
    first = _INLINE.search(line)
    if not first:
        return [line]
    if _LABEL.match(line):
        return _INLINE.split(line)
    behind = line[first.start() :]
    titles = Item("text", line[: first.start()].strip(BLANKS), 0)
    if not (behind[0] in _MARKS + "【" or (behind.startswith("作者") and titles.short)):
        return [line]  # a paragraph that speaks of links
    head, *rest = _INLINE.split(line)
    return [*(_titles(head) if titles.short else [head]), *rest]


def _classified(part: str, line: int) -> Iterator[Item]:
    label = _LABEL.match(part)
    value = part[label.end() :].strip(BLANKS) if label else ""
    if label and (label["mark"] or label["end"].strip() or not value or _bare(label, value)):
        kind = next(kind for kind in _LABELS if label[kind])
        if kind == "note" and not label["end"].strip():  # the page's own heading
            yield Item("tail", part, line)
        elif kind != "heading":
            yield Item(kind, value, line)
        elif value:
            yield Item("text", value, line)
    elif other := _OTHER_LABEL.match(part):
        name = other["any"] or other["fact"] or other["framed"]
        yield Item("extra", f"{name}\n{other['value']}", line)
    elif kind := _kind(part):
        yield Item(kind, part, line)
    elif part and (stripped := re.sub(f"^{_MARK}", "", part)) and (stripped == part or len(stripped) > 1):
        yield Item("text", stripped, line)


def _kind(part: str) -> str:
    """Return what a part without a label is, '' for a text."""
    if len(part) <= _EN_LIMIT and _FIGURE.match(part):
        return "figure"
    if URL.fullmatch(part):
        return "url"
    if volume_of(part):
        return "issue"
    if len(part) < _HAN_LIMIT and (_TITLE.match(part) or _OTHER_TITLE.match(part)):
        return "title"
    return "tail" if _TAIL.match(part) else ""


def _bare(label: re.Match[str], value: str) -> bool:
    """Tell whether a label without mark and colon is one: set off by a blank, with what it would have."""
    if label["en"] and label[0].startswith("A"):
        return value[0].isupper() and len(value) > _SENTENCE
    if not label["end"]:
        return False
    return bool(label["zh"] or (label["link"] and URL.match(value)))


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
        scripts = {above._replace(text=text).script for text in split_title(above.text)}
        wrapped = above.script == "en" and start < len(run) and run[start].text[0].islower()
        again = start > 1 and _subjects(run[: start - 1], _BOTH)  # both in Chinese
        short = above.short or (not titles and _is_translated_title(run[:start]))
        if not short or (titles & scripts and not wrapped and not again):
            break
        start, titles = start - 1, titles | scripts
    return Head(start, 0, titles, names)


def _is_translated_title(run: list[Item]) -> bool:
    """Tell a title that a translating program made a sentence of: the one above it is none."""
    sentence = run[-1].text
    if len(run) < 2 or len(sentence) > _SENTENCE_TITLE or sentence.find("。") != len(sentence) - 1:
        return False
    return run[-2].short and run[-2].script == run[-1].script == "zh" and bool(_subjects(run[:-2], _BOTH))


def _title_above(run: list[Item]) -> bool:
    """Tell names without a label from a title that looks like names: an English title stands above."""
    above = [item for item in run[-3:-1] if item.short and len(subject_of(item.text)) < 2]
    return bool(above) and any(item.script == "en" for item in above) and above[-1] is run[-2]


def _subjects(run: list[Item], titles: frozenset[str]) -> int:
    """Return how many lines at the end of a run are a subject: 0, 1, or 2 for a language a line."""
    subject = subject_of(bare_title(run[-1].text))
    languages = {language for language, _ in subject}
    if not subject or not (languages <= titles or len(languages) > 1):
        return 0
    if not (known_subject(subject) or (len(titles) > 1 and "zh" in languages)):
        return 0
    other = subject_of(bare_title(run[-2].text)) if languages == {"en"} and len(run) > 1 else ()
    return 2 if [language for language, _ in other] == ["zh"] else 1


def names_issue(text: str) -> bool:
    """Tell whether a line in the first kilobytes names an issue of a journal."""
    return any(volume_of(undress(line.strip(BLANKS))) for line in text[:_HEAD].split("\n"))


def is_labelled_guide(text: str) -> bool:
    """Look in the first kilobytes for an issue line beside a title or labels, or for marked labels."""
    parts = list(parts_of(text[:_HEAD]))
    kinds = [item.kind for item in parts]
    labels = "authors" in kinds and ("zh" in kinds or "en" in kinds)
    if "issue" in kinds:
        return "title" in kinds or "authors" in kinds or kinds.count("issue") > 1
    titled = any(item.kind == "title" and _TITLE.match(item.text) for item in parts)
    return labels and (titled or "▲" in text[:_HEAD] or ("title" in kinds and kinds.count("authors") > 1))
