"""What running text says of itself: a headline in its first clauses, the paper it tells of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from digestcli.documents.webpage import is_chinese, units
from digestcli.text.languages.script import to_simplified
from digestcli.text.regex import regex

_CLAUSE = regex(
    "[\u3400-\u9fff\uf900-\ufaff]|(?P<word>[^\\W\u3400-\u9fff\uf900-\ufaff]+)|(?P<mark>[^\\w\\s])"
)
_ENOUGH, _MOST = 12, 40
_ENGLISH = r"[A-Z](?:[^()（）《》\n]|\([^()\n]*\)){19,300}"
_PAIR = regex(rf"《([^》\n]{{6,200}})》\s*[(（]({_ENGLISH})[)）][,，。]?\s*(?:\[(\d{{1,3}})\])?")
_QUOTED = r"[《“\"「‘](?P<{}>[^》”\"」’\n]{{8,300}})[》”\"」’]"
_TITLED = regex(
    rf"(?:(?:题为|标题[是为]|题目|\btitled)\s*(?:[:：]\s*)?{_QUOTED.format('named')}|以\s*{_QUOTED.format('under')}\s*为(?:题|标题)"
    r"|[《“\"「](?P<latin>[A-Z][!-~\s–—’]{19,300})[》”\"」]\s*(?:的)?(?:一文|论文|研究论文)"
    r"|原文以\s*[《“\"「]?(?P<original>[A-Z][^\n《》“”]{7,300}?)[》”\"」]?\s*[为的]?标题)[,，。]?\s*(?:\[(?P<marker>\d{1,3})\])?"
)
_CITED = regex(r"\[(\d{1,3})\](?!\()")


class Paper(NamedTuple):
    """A paper that a text names: its titles with their language, its reference's marker."""

    titles: tuple[tuple[str, str], ...]
    line: int
    marker: str


def first_clauses(text: str) -> str:
    """Return the first clauses of `text`: to the first comma after 12 words, at most 40.

    >>> first_clauses("很久以前(據說,那是冬天),有人提出了一個關於光的問題,答案很長。")
    '很久以前(據說,那是冬天),有人提出了一個關於光的問題'
    """
    depth = count = 0
    for found in _CLAUSE.finditer(text):
        mark = found["mark"]
        if mark is None:
            count += 1
            if count > _MOST:
                return text[: found.start()].rstrip() + "…"
            continue
        depth = max(0, depth + (mark in "(（《「“") - (mark in ")）》」”"))
        if count and not depth and (mark in "。!?！？" or (mark in "，,；;：:" and count >= _ENOUGH)):
            return text[: found.end() if mark in "?？" else found.start()].strip()
    return text.strip()


def find_paper(lines: Iterable[tuple[int, str]]) -> Paper | None:
    """Return the paper that numbered lines name first, with both titles if any line has both.

    >>> find_paper([(3, "論文《一種很好的方法》(A very good method of measurement)[2]講了什麼")])
    Paper(titles=(('zh', '一種很好的方法'), ('en', 'A very good method of measurement')), line=3, marker='2')
    >>> find_paper([(1, "發表在《自然-物理》(Nature Physics)上")])
    >>> texts = ("以“A very good method”為題", "“A very good method of it”一文", "原文以A method標題發表")
    >>> [find_paper([(1, text)]).titles[0][1] for text in texts]
    ['A very good method', 'A very good method of it', 'A method']
    """
    single: Paper | None = None
    for line, text in lines:
        pair = _PAIR.search(text)
        if pair and units(pair[2]) >= 4:
            return Paper((("zh", pair[1]), ("en", pair[2])), line, pair[3] or "")
        found = None if single else _TITLED.search(to_simplified(text))
        if found:
            name = next(name for name in ("named", "under", "latin", "original") if found[name])
            title = text[slice(*found.span(name))].strip()
            single = Paper((("zh" if is_chinese(title) else "en", title),), line, found["marker"] or "")
    return single


def cited(text: str) -> list[str]:
    """Return the markers such as [7] that a text cites, each once.

    >>> cited("一[2][3],二[2],鏈接[4](u)")
    ['2', '3']
    """
    return list(dict.fromkeys(_CITED.findall(text)))
