"""Articles whose lines a site has joined: credits, paragraphs and the list of references, each apart again.

Only a line as long as a page is looked at, and only what cannot be within a sentence parts it: a credit
between blanks, a row of bullets, the heading of a numbered list, a notice, a blank behind a full stop.
"""

from __future__ import annotations

from digestcli.text.languages.script import to_simplified
from digestcli.text.regex import regex

LONG = 400
"""Characters of a line that may be a whole page."""
_HAN = "[\u3400-\u9fff]"
_ROLE = "(?:撰文|原文作者|作者|文字|翻译|译者|编译|责任编辑|责编|编辑|审校|校对|来源|文章来源)"
_NAME = rf"(?:{_HAN}{{2,4}}|{_HAN} {_HAN}{{1,2}}|[A-Z][a-z.]{{0,15}}(?: [A-Z][a-z.]{{0,15}}){{1,3}})"
_CREDIT = rf"{_ROLE}\s?[|｜丨:：/]\s?{_NAME}(?:[、,，]\s?{_NAME}){{0,5}}(?:\s?[(（][^()（）]{{2,40}}[)）])?"
_CUT = regex(
    rf"(?:(?<=\s)|^)(?P<credit>{_CREDIT})(?=\s|$)"
    r"|\s(?P<row>[●•◆■*—－-](?: ?[●•◆■*—－-]){1,9})(?=\s)"
    r"|(?:(?<=\s)|(?<=[。！？”]))(?=(?:参考文献|参考资料|注释)\s?[:：]?\s?(?:\[1\]|1[.、]|①))"
    r"|(?:(?<=\s)|(?<=[。！？”]))(?=(?:特别声明|免责声明|版权声明|版权说明|作者简介)\s?[:：])"
    rf"|(?<=[。！？])(?:[”」』]?)\s+(?={_HAN}|[“「『A-Z0-9])"
)


def unfold(line: str) -> list[str]:
    """Return the lines that a long line was.

    >>> unfold("标题 撰文 | 王 玲 责编 | 李某 ● ● ● 正文。 后文" + "字" * LONG)[:4]
    ['标题', '撰文 | 王 玲', '责编 | 李某', '正文。']
    >>> unfold("撰文 | 王玲 正文。")
    ['撰文 | 王玲 正文。']
    """
    if len(line) < LONG:
        return [line]
    plain = to_simplified(line)
    parts, at = [], 0
    for cut in _CUT.finditer(plain):
        parts.append(line[at : cut.start()])
        if cut["credit"]:
            parts.append(line[cut.start() : cut.end()])
        elif cut["row"] is None:
            parts[-1] += line[cut.start() : cut.end()]
        at = cut.end()
    return [part for part in (*(part.strip() for part in parts), line[at:].strip()) if part]
