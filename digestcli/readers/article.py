"""A feature article scraped from the web: one entry, its paper, its references, its credits.

Pages differ by site in everything but the words they label things with, so each line is offered
to BLOCKS in order (boilerplate, picture, section, label, byline, title); what none of them takes
is a paragraph of the text. Markers in both scripts; sources: docs/formats.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from digestcli.model import Issue, Reference
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.dates import find_date

_HEAD = 16_384
_LONG = 60
"""Han characters on one line that make it a paragraph of prose."""

_HAN = "[\u3400-\u9fff\uf900-\ufaff]"
_NAME = rf"{_HAN}{{2,4}}(?:·{_HAN}{{1,8}})*"
_SEPARATOR = r"\s*[:：|｜丨/／]\s*"
_LABELS = {  # what a label means -> its words: written by, translated by, edited by, source, published ...
    "authors": "撰文|原文作者|原作者|作者|文字|文|Authors?",
    "translator": "翻譯|翻译|譯者|译者|編譯|编译|Translators?",
    "editor": "責任編輯|责任编辑|編輯|编辑|責編|责编|審校|审校|校對|校对|Editors?",
    "source": "文章來源|文章来源|信息來源|信息来源|來源|来源|稿源|Source",
    "date": "更新時間|更新时间|發布時間|發佈時間|发布时间|發表時間|发表时间|日期|時間|时间|Published|Date",
    "doi": "doi|DOI",
    "link": "原文鏈接|原文链接|論文鏈接|论文链接|論文地址|论文地址|原文地址|相關論文信息|相关论文信息|Paper link",
    "abstract": "摘要|內容摘要|内容摘要|Abstract",
    "keywords": "關鍵詞|关键词|關鍵字|关键字|Keywords|Key words",
    "classification": "中圖分類號|中图分类号|文獻標識碼|文献标识码|文章編號|文章编号",
}
_MEANING = {word: name for name, words in _LABELS.items() for word in words.split("|")}
_WORDS = "|".join(sorted(_MEANING, key=len, reverse=True))
_LABEL = re.compile(rf"(?:(?<=\s)|(?<=^))({_WORDS})(?:{_SEPARATOR}|(?<=撰文)\s+(?=\S{{2,20}}$))")
_BRACKETED = re.compile(r"[\[【［]([^\]】］]{1,12})[\]】］]\s*[:：]?\s*")
_TEXTUAL = frozenset(("abstract", "keywords", "classification"))
_BY = re.compile(r"By\s+((?:[A-Z][\w.'’-]*|de|van|von|and|&)(?:,?\s+(?:[A-Z][\w.'’-]*|de|van|von|and|&)){1,12})")
_SECTIONS = {  # lede, about the author, references
    "lede": "導讀|导读|導語|导语|編者按|编者按|內容提要|内容提要|Lede|Standfirst",
    "abstract": "摘要|Abstract",
    "author_note": "作者簡介|作者简介|作者介紹|作者介绍|關於作者|关于作者|About the authors?",
    "references": "參考文獻|参考文献|參考資料|参考资料|參考來源|参考来源|參考鏈接|参考链接|References?|Bibliography",
}
_SECTION_NAMES = {word: name for name, words in _SECTIONS.items() for word in words.split("|")}
_SECTION = re.compile(
    r"[#*\s【\[]*("
    + "|".join(r"\s?".join(word) if ord(word[0]) > 127 else word for word in _SECTION_NAMES)
    + r")[】\]*\s]*(?:[:：]\s*|$)"
)
_FORWARDED = re.compile(r"以下文章[来來]源[于於]\s*([^,，\s]+)\s*[,，]?\s*(?:作者\s*[:：]?\s*(\S.*))?")  # "the following is from"
_REPRINTED = re.compile(r"本文(?:[转轉][载載]自|[来來]源[于於]|[来來]自|原[载載][于於]?|首[发發][于於])\s*[:：]?\s*(\S.{0,60})")
_BOILERPLATE = re.compile(
    r"(?:特[别別][声聲]明|免[责責][声聲]明|版[权權][声聲]明|[声聲]明[:：]|Notice:|Disclaimer|Copyright|©"  # notices
    r"|[当當]前位置|您(?:所在|[现現]在)的?位置|首[页頁]\s*[>»]|[选選][择擇]字[号號]|分享到|展[开開]全文|返回[搜首]"  # navigation
    r"|.{0,30}(?:[预預][计計][阅閱][读讀]|[阅閱][读讀][时時][间間])|(?:[转轉][载載]|[欢歡]迎).{0,20}(?:[请請]|[关關]注|分享|[转轉])"
    r"|.{0,12}(?:[点點][击擊]|[长長]按|[扫掃](?:描|[码碼])|[识識][别別]).{0,20}(?:[关關]注|二[维維][码碼]|[阅閱][读讀]原文)"
    r"|(?:[关關]注|[订訂][阅閱]).{0,12}公[众眾][号號]|[阅閱][读讀]原文|本文[经經系].{0,20}授[权權]"
    r"|[-—\s(（]*(?:END|完|全文完)[-—\s)）]*$)"
)
_TAIL = re.compile(r"(?:相[关關]|延伸|推[荐薦]|更多|[热熱][门門])(?:[阅閱][读讀]|推[荐薦]|文章|新[闻聞]|[内內]容)[:：]?")
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
_CREDIT = re.compile(  # picture source, picture from, illustration, cover, photograph
    r"(?:[图圖](?:源|片)?[来來]源|[图圖]源|[图圖]片(?:截取自|[来來]自|提供|版[权權])|[图圖]\s*[/／|｜])"
    r"|(?:插[图圖]|[题題][图圖]|封面[图圖]?|供[图圖]|[摄攝]影|[视視][频頻]|Image(?: credit)?|Photo|Credit|Illustration)\s*[:：|｜/]"
    r"|(?:[图圖]|Fig(?:ure|\.))\s?\d{1,2}\s*[:：.|｜]?\s"
)
_ITEM = re.compile(
    r"(?:[-*•]\s*)?(?:[\[［【(（]\s*(\d{1,3})\s*[\]］】)）]|(\d{1,3})\s*[.、．](?!\d)|([①-⑳]))\s*|[-*•]\s+"
)
_ITEMS_APART = re.compile(r"(?<=\S)\s+(?=[\[［]\d{1,3}[\]］])|(?<=\S)(?=\[\d{1,3}\]\s*https?:)")
_URL = re.compile(r"https?://[^\s<>\"'，。；、）】」》一-鿿]+")
_DOI = re.compile(r"(?:doi\.org/|doi\s*[:：]?\s*)?(10\.\d{4,9}/[^\s<>\"'，。；、）】」》一-鿿]+)", re.I)
_ARXIV = re.compile(r"arxiv\s*[:：]\s*(\d{4}\.\d{4,5}(?:v\d+)?)", re.I)
_QUOTED = r"(?:[^()（）《》\n]|\([^()\n]*\))"
_PAIR = re.compile(rf"《([^》\n]{{6,200}})》\s*[(（]([A-Z]{_QUOTED}{{19,300}})[)）][,，。]?\s*(?:\[(\d{{1,3}})\])?")
_TITLED = re.compile(  # "whose title is ..."
    r"(?:[题題][为為]|[标標][题題][是为為]|[题題]目[是为為]|\b(?:en)?titled)\s*[:：]?\s*[《“\"「]([^》”\"」\n]{8,300})[》”\"」]"
    r"[,，。]?\s*(?:\[(\d{1,3})\])?"
)
_CITED = re.compile(r"\[(\d{1,3})\](?!\()")
_UNIT = re.compile(rf"{_HAN}|[^\W\u3400-\u9fff\uf900-\ufaff]+")
_UNFINISHED = "。．.；;，,、:："
_AFFILIATION = re.compile(r"[(（].{0,60}(?:大[学學]|[学學]院|研究|公司|中心|University|Institute)")
_APART = re.compile(r"\s*[、,，;；&＆|｜/]\s*|\s+and\s+")
_REFUSED = re.compile(
    r"^#{1,4} \[|^#{2,4} [^\n]*\]\(|<div id=|^\s*[▲◼]|一周[论論]文[导導][读讀]|^\s*(?:编译|編譯)\s*[|｜]|^> arXiv|原始[论論]文："
    r"|\*\*[^*\n]{1,20}[:：]\s*\*\*|\*\*[^*\n]{1,20}\*\*\s*[:：]|TL;?DR|^Main category:|·{5,}|…{3,}\s*\d+\s*$|\.{6,}\s*\d+\s*$"
    r"|^\s*目\s*[录錄]\s*$|```|\[!\[|\b(?:pip|npm) install\b|git clone|^(?:import|from) \w+|^#include|^#!"
    r"|^\s*(?:\w+ )?(?:MIT|BSD|Apache|GNU)[^\n]{0,40}Licen[cs]e|许可证\s*[,，]?\s*第"
    r"|^(?:Nature|Science|Cell)\s*,?\s*\d{1,2} [A-Za-z]{3,9} \d{4}"
    r"|^(?!参|參|作)(?:" + _HAN + r"[ \u3000]){3,}" + _HAN + r"\s*$",
    re.M,
)
_REPEATED = re.compile(r"^\W*(作者|摘要|[链鏈]接|[标標][题題]|Authors?|Abstract|Title)\s*[:：]", re.M)
_DATA = re.compile(r"^(?:[-\s]*[a-z_]+:(?: |$).*\n){2}", re.M)


class _Line(NamedTuple):
    number: int
    text: str


class _Page:
    """The article in the making: texts by name, each with its line."""

    def __init__(self, lines: list[_Line]) -> None:
        self.lines = lines
        self.texts: dict[str, list[_Line]] = {}
        self.authors: list[str] = []
        self.items: list[tuple[str, str]] = []
        self.issues: list[Issue] = []
        self.date = ""

    def put(self, name: str, text: str, line: int) -> None:
        if text:
            self.texts.setdefault(name, []).append(_Line(line, text))
