"""Citation keys: `echeverria2026call2instruct` from the first author, the year and the title.

ASCII, lower case, only letters, digits and hyphens, so that BibTeX, biber, LaTeX and file names take them.
Chinese family names are read by a table of the hundred commonest ones (85 % of the people, by the police's
register of 2007) and the commonest of two characters: a reading of any text would need a dictionary of
megabytes, and a wrong one is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, product
from string import ascii_lowercase
from unicodedata import normalize

from digestcli.text.formulas import formulas
from digestcli.text.math import with_accents
from digestcli.text.names import Name
from digestcli.text.regex import regex

_LONGEST = 60  # characters of a key before its mark
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
)
_WORD = regex(r"[^\W_]+(?:['’-][^\W_]+)*")
_MACRO = regex(r"\\[A-Za-z]+")
_SKIPPED = frozenset(
    """a an the and or nor but for of on in into onto at by to from with without within via per as is are be
    do does can how what when where which who why whether this that these those it its we our toward towards
    under over between beyond through across against about after before during than not no some new
    """.split()  # noqa: SIM905
)
_SURNAMES = """王:wang 李:li 张張:zhang 刘劉:liu 陈陳:chen 杨楊:yang 赵趙:zhao 黄黃:huang 周:zhou 吴吳:wu
    徐许許:xu 孙孫:sun 胡:hu 朱:zhu 高:gao 林:lin 何贺賀:he 郭:guo 马馬:ma 罗羅:luo 梁:liang 宋:song
    郑鄭:zheng 谢謝:xie 韩韓:han 唐汤湯:tang 冯馮:feng 于余:yu 董:dong 萧蕭肖:xiao 程:cheng 曹:cao 袁:yuan
    邓鄧:deng 傅:fu 沈:shen 曾:zeng 彭:peng 吕呂卢盧陆陸:lu 苏蘇:su 蒋蔣姜江:jiang 蔡:cai 贾賈:jia 丁:ding
    魏:wei 薛:xue 叶葉:ye 阎閻闫閆:yan 潘:pan 杜:du 戴:dai 夏:xia 钟鍾鐘:zhong 汪:wang 田:tian 任:ren
    范方:fan 石史:shi 姚:yao 谭譚:tan 廖:liao 邹鄒:zou 熊:xiong 金:jin 郝:hao 孔:kong 白:bai 崔:cui 康:kang
    毛:mao 邱:qiu 秦:qin 顾顧:gu 侯:hou 邵:shao 孟:meng 龙龍:long 万萬:wan 段:duan 雷:lei 钱錢:qian 尹:yin
    黎:li 易:yi 常:chang 武:wu 乔喬:qiao 赖賴:lai 龚龔:gong 文:wen"""
_READINGS = (
    {
        name: reading
        for names, _, reading in (pair.partition(":") for pair in _SURNAMES.split())
        for name in names
    }
    | dict.fromkeys(("欧阳", "歐陽"), "ouyang")
    | dict.fromkeys(("司马", "司馬"), "sima")
    | dict.fromkeys(("诸葛", "諸葛"), "zhuge")
)


def citation_key(first: Name | None, year: str, title: str, identifier: str) -> str:
    """Return a key for a work; where the title has no word for it, the identifier is its end.

    >>> citation_key(Name("Echeverria", "Alex"), "2026", "Call2Instruct: Automated ...", "arxiv:2601.14263")
    'echeverria2026call2instruct'
    >>> citation_key(Name("王", "佳"), "2024", "量子计算", "news-2024-01:3")
    'wang2024-news-2024-01-3'
    """
    author, word = _author(first), _significant(title)
    if author and word:
        return f"{author}{year}{word}"[:_LONGEST]
    if word:
        return f"{word}{year}"[:_LONGEST]
    end = re.sub("[^a-z0-9]+", "-", ascii_letters(identifier)).strip("-")[:_LONGEST]
    return "-".join(filter(None, (f"{author}{year}" if author else "", end))) or "entry"


def ascii_letters(text: str) -> str:
    """Return `text` in lower case and ASCII: accents go, what has no Latin letter too.

    >>> ascii_letters("Günther Øystein-Łukasz 量子")
    'gunther oystein-lukasz '
    """
    folded = normalize("NFKD", text.lower().translate(_LETTERS))
    return folded.encode("ascii", "ignore").decode()


def _author(first: Name | None) -> str:
    """Return the family name in ASCII; of a name without parts, its first word."""
    if first is None:
        return ""
    family = _READINGS.get(first.family) or ascii_letters(first.family or first.literal.split(" ")[0])
    return re.sub("[^a-z0-9]", "", family)[: _LONGEST // 3]


def _significant(title: str) -> str:
    """Return the first word of a title that says something, in ASCII, or ''."""
    prose, done = [], 0
    for start, end, _ in formulas(title):
        prose.append(title[done:start])
        done = end
    text = _MACRO.sub(" ", with_accents(" ".join((*prose, title[done:]))))
    for found in _WORD.finditer(text):
        word = re.sub("[^a-z0-9]", "", ascii_letters(found[0]))
        if len(word) > 1 and word not in _SKIPPED and not word.isdigit():
            return word[: _LONGEST // 2]
    return ""


class Keys:
    """Makes keys unique: the first work of a key has it bare, the next ones with a, b, c ... in their order.

    It remembers every key it gave, about 140 bytes each: uniqueness has no cheaper way.
    """

    def __init__(self) -> None:
        self._marks: dict[str, Iterator[str]] = {}
        self._given: set[str] = set()

    def unique(self, key: str) -> str:
        """Return `key`, or `key` with the next mark that makes a key never given before."""
        free = key
        while free in self._given:
            free = key + next(self._marks.setdefault(key, _marks()))
        self._given.add(free)
        return free


def _marks() -> Iterator[str]:
    """Yield a, b, ..., z, aa, ab, ..."""
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))
