"""Where a bulletin says what an item was compiled from: below the item, in lines with labels.

    张三 检索，李四 编译自                  (who looked it up, who compiled it)
    https://www.example.org/news/1
    原文标题：A title                       (the original's title)
    检索日期：2018 年 6 月 1 日             (the day it was looked up)

Some series print the name in brackets and `来源：` (source) for the address. Labels are compared in
Simplified, which keeps every offset. A name that stands without brackets is put into them, so that
those who tell items by their signatures see one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from digestcli.documents.credits import contributors
from digestcli.documents.pdf.lines import Line
from digestcli.documents.references import find_address
from digestcli.text.languages.script import to_simplified
from digestcli.text.regex import regex

_HAN = "[\u3400-\u9fff]"
_ROLE = "(?:检索|编译|摘编|摘译|编写|供稿|整理|翻译|撰稿|编辑)"
_NAMES = rf"{_HAN}{{1,4}}(?:[ \u3000、，,]{{1,3}}{_HAN}{{1,4}}){{0,5}}?"
_COMPILED = regex(
    rf"(?P<names>{_NAMES}[ \u3000]{{0,3}}{_ROLE}"
    rf"(?:[，,；;、 \u3000]{{1,3}}{_NAMES}[ \u3000]{{0,3}}{_ROLE}){{0,2}})"
    r"自?\s*[:：]?\s*(?:[\[［(（][\d\s年月日./-]{6,16}[\]］)）])?\s*(?P<rest>[!-~].*)?"
)
_TITLE = "(?:原文|论文|文献|文章|报告)(?:标题|题目|题名)"
_SOURCE = "(?:(?:信息|资料|文献|原文|消息)?(?:来源|出处)|(?:原文|论文|参考)?(?:链接|网址|地址)|编?译自|DOI)"
_DATE = "(?:检索|访问|阅读|查阅|浏览)(?:日期|时间)"
_FIELD = regex(
    rf"(?:(?P<title>{_TITLE})|(?P<source>{_SOURCE})|(?P<date>{_DATE}))\s*[:：]\s*(?P<value>.*)", re.I
)
_ADDRESS = regex(r"(?:https?://|www\.|doi:|10\.\d{4,9}/)[!-~]+", re.I)
_REST = regex(r"[!-~]+")
_BREAKS = "-_=&?%/."
_LONGEST = 300
_LINES = 4
"""Lines that a title or an address may run over."""


class Imprint(NamedTuple):
    """What an item was compiled from: title and address ('' for none), its first and last line."""

    line: int
    end: int
    title: str = ""
    url: str = ""
    retrieved: str = ""


def split_imprints(lines: Sequence[Line]) -> tuple[list[Line], list[Imprint]]:
    """Return running text and imprints apart; names that stand in an imprint are left, in brackets.

    >>> page = [Line(1, "正文。"), Line(2, "张三 编译自"), Line(3, "https://a.org/b-"), Line(4, "c")]
    >>> body, (imprint,) = split_imprints([*page, Line(5, "原文标题：A plan")])
    >>> [line.text for line in body], imprint
    (['正文。', '（张三）'], Imprint(line=2, end=5, title='A plan', url='https://a.org/b-c', retrieved=''))
    >>> split_imprints([Line(1, "来源：某机构"), Line(2, "正文。")])[1]
    []
    """
    body: list[Line] = []
    found: list[Imprint] = []
    at = 0
    while at < len(lines):
        block = _Block(lines, at)
        if not block.says or (body and _open_bracket(body[-1].text)):
            body.append(lines[at])
            at += 1
            continue
        if block.names and not (body and contributors(body[-1].text)):
            body.append(lines[at]._replace(text=f"（{'、'.join(block.names)}）", open=False))
        found += block.found
        at = block.end
    return body, found


class _Block:
    """The lines of an imprint that begins at an index; `says` tells whether there is one."""

    def __init__(self, lines: Sequence[Line], at: int) -> None:
        self.lines, self.end = lines, at
        self.names: list[str] = []
        self.found: list[Imprint] = []
        self.says = False
        while self.end < len(lines) and self._take():
            pass

    def _take(self) -> bool:
        line = self.lines[self.end]
        if len(line.text) > _LONGEST:
            return False
        plain = to_simplified(line.text)
        compiled, field = _COMPILED.fullmatch(plain), _FIELD.match(plain)
        if compiled and self._is_compiled(compiled):
            self.says = True
            self._sign(line.text, [role.span() for role in re.finditer(_ROLE, compiled["names"])])
            self.end += 1
            self._put(
                "url", line, self._run_on(line.text[compiled.start("rest") :]) if compiled["rest"] else ""
            )
        elif field:
            return self._field(line, field)
        elif self.says and _ADDRESS.fullmatch(line.text):
            self.end += 1
            self._put("url", line, self._run_on(line.text))
        else:
            return False
        return True

    def _is_compiled(self, found: re.Match[str]) -> bool:
        """Tell an imprint from a sentence: by 'from', by an address, or by one that follows."""
        if found["rest"] and not _ADDRESS.match(found["rest"]):
            return False
        after = self.lines[self.end + 1].text if self.end + 1 < len(self.lines) else ""
        from_ = found[0][found.end("names") :].startswith("自")
        return bool(from_ or found["rest"] or _ADDRESS.match(after) or _FIELD.match(to_simplified(after)))

    def _field(self, line: Line, found: re.Match[str]) -> bool:
        name = next(name for name in ("title", "source", "date") if found[name])
        value = line.text[found.start("value") :].strip()
        following = self.lines[self.end + 1].text if self.end + 1 < len(self.lines) else ""
        address = _ADDRESS.match(value) or (not value and _ADDRESS.match(following))
        if name == "source" and not address and not self.says:
            return False
        if name == "date" and not self.says:
            return False
        if name == "title" and not (self.says or re.search("[A-Za-z]", value or following)):
            return False
        self.says = True
        self.end += 1
        if name == "title":
            self._put("title", line, self._words(value))
        elif name == "date":
            self._put("retrieved", line, value)
        elif address or not value:
            self._put("url", line, self._run_on(value))
        else:
            self._put("title", line, value)
        return True

    def _sign(self, text: str, roles: Sequence[tuple[int, int]]) -> None:
        """Add the names that stand before roles, the spans of which are given."""
        starts = [0, *(end for _, end in roles)]
        for start, (end, _) in zip(starts, roles, strict=False):
            printed = text[start:end].strip("，,；;、 \u3000")
            self.names += (name for name in contributors(f"（{printed}）") if name not in self.names)

    def _put(self, name: str, line: Line, value: str) -> None:
        """Add a value to the last imprint, or to a new one where that has it already."""
        end = self.lines[self.end - 1].number
        if not self.found or (value and getattr(self.found[-1], name)):
            self.found.append(Imprint(line.number, end))
        last = self.found[-1]._replace(end=end)
        if name == "url" and value:
            last = last._replace(url=find_address(value)[0] or value)
        elif value:
            last = last._replace(title=value) if name == "title" else last._replace(retrieved=value)
        self.found[-1] = last

    def _run_on(self, url: str) -> str:
        """Return an address with what the next lines have of it."""
        for line in self.lines[self.end : self.end + _LINES]:
            goes_on = not url or url[-1] in _BREAKS or self.lines[self.end - 1].open
            if not goes_on or not _REST.fullmatch(line.text) or (url and _ADDRESS.match(line.text)):
                break
            url += line.text
            self.end += 1
        return url

    def _words(self, title: str) -> str:
        """Return a title with the lines of Latin words that it runs over."""
        for line in self.lines[self.end : self.end + _LINES]:
            plain = to_simplified(line.text)
            if line.top or re.search(_HAN, line.text) or _ADDRESS.match(line.text) or _FIELD.match(plain):
                break
            if title and not (self.lines[self.end - 1].open or line.text[0].islower()):
                break
            title = f"{title} {line.text}".strip()
            self.end += 1
        return title


def _open_bracket(text: str) -> bool:
    return max(map(text.rfind, "（(")) > max(map(text.rfind, "）)"))
