"""Who wrote a news item, and which papers it quotes: names in brackets, titles after a label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digestcli.text.regex import regex

# what an editor did: compiled, edited, contributed, translated, wrote, checked
_ROLE = r"(?:编译|編譯|编辑|編輯|供稿|整理|翻译|撰稿|审校|摘编|作者|执笔)"
ROLES = regex(rf"^{_ROLE}\s*[:：]|{_ROLE}$|(?<=\s){_ROLE}(?=\s)")
# "title(s) of the article(s): ..." and "article entitled <...>" in the running text
QUOTED = regex(
    r"(?:文章|论文|論文|原文|报告)(?:标题|標題|题目|題目|题名)(?:分别|分別)?(?:为|為|是)?"
    r"\s*(?:[:：]\s*|(?=[《“]))"
)
SIGNED = regex(r"[（(]([^（）()]{2,60})[)）]")
_CLOSING = regex(r"(?<=[。！？”.!?])\s*[（(]([^（）()]{2,40})[)）]$")
_NO_NAME = regex(
    r"[\d:：，。？?！!《》“”]|^[一二三四五六七八九十完续續]+$|^(?:续|續|未完|见|單位|单位|如|图|圖)"
)


def sign(paragraphs: Sequence[tuple[int, str]]) -> tuple[list[tuple[int, str]], tuple[str, ...]]:
    """Return the paragraphs without the contributor's line, and who it names."""
    for at in range(len(paragraphs) - 1, -1, -1):
        names = contributors(paragraphs[at][1])
        if names:
            return [*paragraphs[:at], *paragraphs[at + 1 :]], names
    closing = _CLOSING.search(paragraphs[-1][1]) if paragraphs else None
    names = contributors(closing[0].strip()) if closing else ()
    if closing and names and (ROLES.search(closing[1]) or all(len(name) < 4 for name in names)):
        number, text = paragraphs[-1]
        return [*paragraphs[:-1], (number, text[: closing.start()])], names
    return list(paragraphs), ()


def contributors(text: str) -> tuple[str, ...]:
    """Return the people (or the body) that a line in brackets names; () when it names none.

    >>> contributors("（万 勇）"), contributors("（万 勇  冯瑞华 编译）")
    (('万勇',), ('万勇', '冯瑞华'))
    >>> contributors("（国家纳米科学中心）")
    ('国家纳米科学中心',)
    >>> contributors("(Wan Yong, Li Yu)")
    ('Wan Yong', 'Li Yu')
    >>> contributors("（1）"), contributors("（续）"), contributors("（单位：万元）")
    ((), (), ())
    """
    match = SIGNED.fullmatch(text)
    inner = ROLES.sub(" ", match[1]).strip() if match else ""
    if not inner or _NO_NAME.search(inner):
        return ()
    names: list[str] = []
    for part in re.split(r"[、，,;；/]|\s+and\s+", inner):
        words = part.split()
        if part.isascii():
            names.append(" ".join(words))
            continue
        single = ""
        for word in words:
            if len(word) > 1 or single:
                names.append(single + word)
            single = "" if len(word) > 1 or single else word
        names += [single] if single else []
    return tuple(name for name in names if name)


def quoted_titles(text: str) -> list[str]:
    """Return the titles of the papers that a text quotes in brackets after "article title:".

    >>> quoted_titles("发表在 Nature（文章标题分别为：①On (deep) things；②A lab）。")
    ['On (deep) things', 'A lab']
    >>> quoted_titles("论文题目为《One. Two》。后文"), quoted_titles("文章很多。")
    (['One. Two'], [])
    """
    titles: list[str] = []
    labels = list(QUOTED.finditer(text))
    stops = [*(label.start() for label in labels[1:]), len(text)]
    for match, stop in zip(labels, stops, strict=False):
        depth, end = 0, match.end()
        while end < stop and text[end] not in "\n。":
            depth += (text[end] in "（(《“") - (text[end] in "）)》”")
            if depth < 0:
                break
            end += 1
        found = re.split(r"\s*[①-⑳]\s*|；|(?<=[》”])[、和，]", text[match.end() : end])
        titles += (title.strip(" ；;，,《》“”") for title in found)
    return [title for title in titles if title]
