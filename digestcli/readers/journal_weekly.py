"""Weekly guides to a journal's papers, as ScienceNet (sciencenet.cn) prints them and others copy them.

A page is a sequence of lines: the issue, then for each paper a subject (perhaps), both titles, and
labelled authors, link and abstracts. Copies lose labels, lines and line breaks, so nothing here relies
on one of them: a run of title-like lines opens a paper, and texts are told apart by their script.
Grammar and variations: design/inputs.md 2.4, restated in docs/formats.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from digestcli.model import Issue
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.dates import find_date

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_BLANKS = " \t\r\f\v\xa0\u3000\u200b\ufeff\u2002\u2003\u2009"
_MARK = r"(?:[▲△▴◆■●★※▶►•]\s*)"
_NAMES = {  # labels in both scripts -> what follows them
    "authors": r"(?:论文|論文)?作者|authors?",
    "link": r"(?:论文|論文|原文|文章)?(?:链接|連結|鏈接|网址|網址)|link|url|doi",
    "zh": r"(?:中文|论文|論文|内容|內容)?摘\s*要",
    "en": r"(?:英文摘要|abstract|summary)",
}
_ANY = "|".join(f"(?P<{kind}>{names})" for kind, names in _NAMES.items())
_LABEL = re.compile(rf"(?P<mark>{_MARK})?[【\[]?(?:{_ANY})(?P<tail>[】\]]?\s*(?:[::]|$)|[】\]]|\s|)", re.I)
_OTHER_LABEL = re.compile(rf"{_MARK}([^::\s]{{1,12}})\s*[::]\s*(.+)", re.S)
# Labels in the middle of a line: marked ones anywhere; others where a paper stands on one line.
_INLINE = re.compile(
    rf"(?={_MARK}(?:{'|'.join(_NAMES.values())})\s*[::\s])"
    rf"|(?<=\s)(?=(?:作者|链接|連結|鏈接|摘要|Abstract)\s*[::])|(?<=\s)(?=摘要\s)",
    re.I,
)
_URL = re.compile(
    r"(?:https?[::]\s*//|www\.|(?:[\w-]+\.)+(?:com|org|cn|net|edu|gov)/|/?doi/10\.|(?:doi\s*[::]\s*)?10\.\d{4,9}/"
    r"|/?articles/)[!-~]*[!-~]",
    re.I,
)
_HOSTS = {  # DOI prefix -> the address of the publisher that prints `doi/PREFIX/...`
    "10.1126": "https://www.science.org/doi/",
    "10.1073": "https://www.pnas.org/doi/",
}
_JOURNALS = {  # Chinese names of journals
    "自然": "Nature",
    "科学": "Science",
    "科學": "Science",
    "细胞": "Cell",
    "細胞": "Cell",
    "美国科学院院刊": "PNAS",
    "美国国家科学院院刊": "PNAS",
    "美國國家科學院院刊": "PNAS",
    "柳叶刀": "The Lancet",
    "柳葉刀": "The Lancet",
}
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*"
_EN_VOLUME = re.compile(r"(?<![A-Za-z])vol(?:ume)?\.?\s*(\d+)", re.I)
_EN_NUMBER = re.compile(r"(?<![A-Za-z])(?:issue|iss|number|no)\.?\s*(\d+)", re.I)
_EN_NAME = re.compile(rf"[A-Z][A-Za-z&.:\- \xa0]*?(?=\s*(?:,|,|\d|\(|vol|{_MONTH}\b))", re.I)
_EN_MONTH = re.compile(rf"\b({_MONTH})\.?,?\s+((?:19|20)\d\d)\b", re.I)
_ZH_ISSUE = re.compile(r"《([^》]{1,20})》(.*)", re.S)
_ZH_VOLUME = re.compile(r"(\d+)\s*卷|第\s*(\d+)\s*期\s*(?=\d)")  # volume; a copy prints 第581期7808
_ZH_NUMBER = re.compile(r"(\d+)\s*期(?!\s*\d)|期\s*(\d+)")
_TITLE = re.compile(r".*《[^》]+》.*(?:导读|導讀|速览|速覽).*")  # "guide", "at a glance"
_NOISE = re.compile(
    r"(?:选择字号|選擇字號|编译|編譯|编辑|編輯|撰文|整理|作者|译者|譯者|图片来源|圖片來源|图源|来源|來源|排版|校对)"
    r"\s*[::||丨/]|.*(?:发布时间|發布時間|來源|来源|日期)\s*[::]"
)  # font size, compiled by, edited by, picture, source, published
_TAIL = re.compile(
    r"[^\w▲]*(?:(?:特[别別])?[声聲]明|版[权權][声聲]明|免[责責][声聲]明|打印|列印|发E-?mail|[图圖]片新[闻聞]|一周新[闻聞]排行"
    r"|相[关關](?:新[闻聞]|[论論]文|[阅閱][读讀]|文章|推[荐薦]|[报報][道導]|[链鏈]接|内容)|编辑部推荐博文|更多(?:[阅閱][读讀]|内容|新[闻聞]|文章)?"
    r"|[上下]一篇|[责責]任?[编編][辑輯]?|分享[到至]?|[阅閱][读讀]原文|(?:推[荐薦]|延伸)[阅閱][读讀]|[热熱][门門](?:文章|新[闻聞])?|[举舉][报報]"
    r"|(?:[网網]友)?[评評][论論]|[标標][签籤]|版[权權]所有|返回[顶頂首].?)(?:$|[\s\d::、>》/|,,©(()])"
    r"|[^\w▲]*(?:本文(?:[来來]源|[来來]自|[转轉][载載])|[转轉][载載](?:[请請]|自)|扫[描码].{0,12}码|copyright\b|©|all rights reserved)",
    re.I,
)  # notice, print, picture news, ranking, related, recommended, share, read the original, ...
_SUBJECT_EN = (
    r"(?:[A-Z][A-Za-z]+[ \xa0]+(?:(?:and|&|of)[ \xa0]+)?){0,3}(?:[A-Za-z]*(?:physics|ology|omics|istry|onomy|sciences?|"
    r"medicine|engineering|intelligence|studies|ematics|technology|geography|computing|health|genetics|research|"
    r"environment|climate|energy|evolution|materials|history|robotics|education))"
)
_SUBJECT = re.compile(
    rf"[【\[■●◆\s]*(?:(?P<zh>[{_HAN}][{_HAN}与與和及·、/]{{1,13}}?)[】\]]?\s*[/||·::((-]*\s*(?P<en>[A-Z][A-Za-z]+(?:(?:[ \xa0]+|[,&/ -]+)"
    rf"[A-Za-z]+){{0,5}})?[))]?|(?P<en2>{_SUBJECT_EN})\s*[/||·::((-]*\s*(?P<zh2>[{_HAN}]{{2,10}})?[))]?)",
)
_KNOWN_EN = re.compile(_SUBJECT_EN, re.I)
_GLUED_SUBJECT = re.compile(rf"([{_HAN}]{{2,12}}\s*{_SUBJECT_EN})\s+(?=[A-Z\d])")
_NAME_LIST = re.compile(r"[A-Z?][\w.'’?-]*(?:\s[\w.'’?-]+){1,4}(?:,.*,|.*,.*\bet al\b|.*\s&\s|\s+et al\b)", re.I)
_LIMITS = {"zh": 80, "en": 300}  # a longer line is a paragraph, not a title (Han characters, characters)


class _Item(NamedTuple):
    """A line or a part of one: its kind ('text', a label of _NAMES, 'url', 'issue', ...)."""

    kind: str
    text: str
    line: int

    @property
    def script(self) -> str:
        return _script(self.text)

    @property
    def short(self) -> bool:
        """Could be a title: not a sentence, not a paragraph."""
        if self.script == "zh":
            han = len(re.findall(f"[{_HAN}]", self.text))
            return han <= _LIMITS["zh"] and "。" not in self.text and not self.text.endswith(tuple("!;;"))
        ends = self.text.endswith(".") and len(self.text) > _LIMITS["en"] // 3
        return len(self.text) <= _LIMITS["en"] and not ends and not re.search(r"[a-z]{3}\.\s+[A-Z]", self.text)


class _Volume(NamedTuple):
    """The issue of a journal that papers stand in; whatever is not printed is ''."""

    name: str = ""
    volume: str = ""
    number: str = ""
    date: str = ""

    def __str__(self) -> str:
        number = f"({self.number})" if self.number else ""
        return " ".join(part for part in (self.name, self.volume, number) if part)

    def filled(self, other: _Volume) -> _Volume:
        """Return this with what it lacks taken from `other`."""
        return _Volume(*(mine or theirs for mine, theirs in zip(self, other, strict=True)))
