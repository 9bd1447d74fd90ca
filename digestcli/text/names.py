"""Names of authors: a printed line split into names, a name into family, given, particle, suffix.

Digests print `First Last`, `Last, First`, Chinese names in Han characters, collaborations, and
both spellings at once (`Weijue Wang (王玮珏)`). Rules: BibTeX's for particles (lower-case words
before the family name), and the list of compound Chinese family names.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from digestcli.text.placeholders import is_placeholder
from digestcli.text.regex import regex

_ET_AL = regex(  # et al., etc., and 7 others, (+5 more), 等 7 位作者, 외 3명, ほか
    r"(?<![\s,，;；、&])[\s,，;；、&]*(?:\bet(?:\. ?| )al\.?|\betc\.?|\band (?:\d{1,4} more|\d{0,4} ?others)"
    r"|\(?\+ ?\d{1,4}(?: (?:more|others|authors))?\)?|等(?:人| ?\d{1,4} ?[位人名](?:作者)?)?"
    r"|외 ?\d{1,4} ?[명인]|ほか ?\d{0,4} ?名?)[\s.。,，]*$",
    re.IGNORECASE,
)
_NAME_PART = r"(?:[^\W\d_a-z]['’.\w-]{0,30}|(?:van|von|de|den|der|del|della|di|da|dos|la|le|al|el|bin|ibn)\b)"
_NAME = regex(rf"{_NAME_PART}(?: {_NAME_PART}){{1,5}}|[\u3400-\u9fff·]{{2,6}}|[가-힣]{{2,5}}")
_TOPIC = regex(
    r"\b(?:learning|networks?|models?|vision|languages?|systems?|theory|processing|intelligence|physics|sciences?"
    r"|computing|robotics|detection|generation|optimi[sz]ation|recognition|reasoning|agents?)\b",
    re.IGNORECASE,
)
_LONGEST_LIST = 20_000
_LEFT_OUT = frozenset(("...", "…", "……"))
_CUT_MARKS = ("...", "…")
_CUT_OFF = regex(r"^(.+[^\s,、;]) ?[,、;] ?[^,、;]{0,40}[^\s,、;.…](?:\.\.\.|…{1,2})$")
_AND = regex(r"\s*[,，、;；]\s*(?:&|and\s)?\s*|\s+(?:&|and)\s+|\s*＆\s*")
_AFFIX = regex(r"(?:Jr|Sr|II|III|IV|Ph\.?D|M\.?D)\.?", re.IGNORECASE)
_QUOTED = regex(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"|\\.""")
_ESCAPED = regex(r"\\(.)")
_HAN = regex("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af·]+")
_HANGUL = regex("[\uac00-\ud7a3]+")
_KANA = regex("[\u3041-\u30ff]")
_BRACKETED = regex(r"\s*[(（]([^()（）]*)[)）]\s*$")
_SUFFIX = regex(r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|esq)\.?", re.IGNORECASE)
_AFTER_COMMA = regex(r" (?:Jr|Sr|II|III|IV)\.?")
_COMPOUND = frozenset(
    """欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 東方 夏侯 皇甫 尉迟 尉遲 公孙 公孫 长孙 長孫 慕容 令狐
    宇文 端木 独孤 獨孤 南宫 南宮 申屠 轩辕 軒轅""".split()  # noqa: SIM905
)
_PARTICLES = frozenset(
    """van von der den de del della di da do dos das du la le les ten ter zu zum zur af av al el bin ibn
    mac st. san vande vander""".split()  # noqa: SIM905
)
_CAPITAL = frozenset(
    "van von de del della di da dal den der du la le el al ten ter mac st. saint".split()  # noqa: SIM905
)
"""Particles that with a capital, behind a given name, begin the family name: Mark Van Raamsdonk."""
_EASTERN = frozenset(
    """nguyen tran pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh dao truong luong
    mai lam wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang
    song zheng xie han tang feng yu dong xiao cheng cao yuan deng shen zeng peng lu jiang cai jia wei
    xue ye yan pan tian ren fan fang shi yao liao zou xiong jin hao kong bai cui kang mao qiu qin gu
    hou shao meng long wan duan qian yin""".split()  # noqa: SIM905
)
"""Family names of Vietnam and China, where Van, Di, Le and La are given names."""
_COLLECTIVE = regex(
    r"\b(?:collaborations?|consortium|team|group|project|network|society|institute|university|committee"
    r"|initiative|foundation|lab(?:oratory)?|association)\b|合作组|合作組|协作组|协作組|团队|團隊|课题组|課題組"
    r"|研究所|研究院|大学|大學|中心|委员会|委員會|学会|學會|公司|编辑部|編輯部",
    re.IGNORECASE,
)


class Name(NamedTuple):
    """A name in parts; `literal` alone where it has none (a collaboration, a single word).

    `native` is the name in Han characters or hangul where both spellings are printed.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""
    native: str = ""


def split_authors(printed: str) -> tuple[tuple[str, ...], bool]:
    r"""Split a printed line of authors; the flag is False after 'et al.' and its kin.

    >>> split_authors("Yann Kiefer, Zijie Zhu & Robert Jones, Jr., ET AL.")
    (('Yann Kiefer', 'Zijie Zhu', 'Robert Jones, Jr.'), False)
    >>> split_authors("王佳、张三"), split_authors("N/A")
    ((('王佳', '张三'), True), ((), True))
    >>> split_authors("Kaiming He, Jian Sun, Xiangyu Zh...")  # a line cut off within a name
    (('Kaiming He', 'Jian Sun'), False)
    >>> split_authors("['A. Author', \"Q. O'Neil\"]")  # a list as Python prints it
    (('A. Author', "Q. O'Neil"), True)
    """
    printed = " ".join(printed.split())
    if is_placeholder(printed):
        return (), True
    if printed.startswith("[") and printed.endswith("]"):
        quoted = [_ESCAPED.sub(r"\1", one or other) for one, other in _QUOTED.findall(printed)]
        if any(quoted) or printed == "[]":
            return tuple(name.strip() for name in quoted if name.strip()), True
    cut = printed.endswith(_CUT_MARKS)
    bare = _ET_AL.sub("", _CUT_OFF.sub(r"\1, et al.", printed) if cut else printed)
    names: list[list[str]] = []
    for name in _AND.split(bare):
        if name in _LEFT_OUT:
            continue
        if names and _AFFIX.fullmatch(name):
            names[-1].append(name)
        elif name:
            names.append([name])
    whole = bare == printed and _LEFT_OUT.isdisjoint(_AND.split(bare))
    return tuple(", ".join(parts) for parts in names), whole


def is_list_of_names(line: str) -> bool:
    """Tell whether a line holds names of people, two or more, and nothing else.

    >>> [is_list_of_names(line) for line in ("Chongke Bi, Zhilei Liu", "Ann Author et al.", "王佳、张三")]
    [True, True, True]
    >>> [is_list_of_names(line) for line in ("We show, by proof, a bound.", "Deep Learning, Graphs", "A B")]
    [False, False, False]
    """
    printed = line.strip()
    if len(printed) > _LONGEST_LIST or _TOPIC.search(printed):
        return False
    names, whole = split_authors(printed)
    return (len(names) > 1 or (bool(names) and not whole)) and all(map(_NAME.fullmatch, names))


def is_and_others(name: str) -> bool:
    """Tell whether a name in a list is none: 'et al.', '等'."""
    return _ET_AL.fullmatch(name) is not None


def parse_name(printed: str) -> Name:
    """Take a printed name apart.

    >>> parse_name("Farid van der Mei")[:3], parse_name("de la Cruz, Juan")[:3]
    (('Mei', 'Farid', 'van der'), ('Cruz', 'Juan', 'de la'))
    >>> parse_name("欧阳明")[:2], parse_name("Wei Liu (刘伟)").native
    (('欧阳', '明'), '刘伟')
    >>> parse_name("ATLAS Collaboration").literal
    'ATLAS Collaboration'
    >>> parse_name("Robert Jones, Jr."), parse_name("Madonna").literal
    (Name(family='Jones', given='Robert', particle='', suffix='Jr.', literal='', native=''), 'Madonna')
    """
    printed = " ".join(printed.split())
    native = ""
    bracketed = _BRACKETED.search(printed)
    if bracketed and (_HAN.fullmatch(bracketed[1].strip()) or _HANGUL.fullmatch(bracketed[1].strip())):
        native, printed = bracketed[1].strip(), printed[: bracketed.start()]
    if _COLLECTIVE.search(printed):
        return Name(literal=printed, native=native)
    family, _, given = printed.partition(" ")
    if family in _COMPOUND or len(family) == 1:  # 万 勇, spaced to three characters
        printed = family + given if _HAN.fullmatch(family + given) else printed
    if _HAN.fullmatch(printed) or _HANGUL.fullmatch(printed):
        return _cjk(printed)
    parts = [part.strip() for part in printed.split(",") if part.strip()]
    suffix = parts.pop() if len(parts) > 1 and _SUFFIX.fullmatch(parts[-1]) else ""
    if len(parts) > 2 or not parts:
        return Name(literal=printed, native=native)
    if len(parts) == 2:
        particle, family = _particle(parts[0].split())
        return Name(family, parts[1], particle, suffix, native=native)
    return _given_first(parts[0].split(), suffix, native)


def spelled(name: Name) -> str:
    """Return a name in full, given name first, as names are compared and searched.

    >>> [spelled(parse_name(name)) for name in ("van der Mei, Farid", "Liu, Wei (刘伟)", "万 勇")]
    ['Farid van der Mei', 'Wei Liu 刘伟', '万勇']
    """
    if name.family and (_HAN.match(name.family) or _HANGUL.match(name.family)):
        return name.family + name.given
    parts = (name.given, name.particle, name.family, name.suffix, name.literal, name.native)
    return " ".join(part for part in parts if part)


def _given_first(words: list[str], suffix: str, native: str) -> Name:
    if len(words) > 2 and not suffix and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    if len(words) < 2 or any(_KANA.search(word) for word in words):
        return Name(literal=" ".join([*words, suffix]).strip(), native=native)
    start = len(words) - 1
    eastern = not _EASTERN.isdisjoint((words[0].lower(), words[-1].lower()))
    while start > 1 and _is_particle(words[start - 1], capital=not eastern):
        start -= 1
    particle, family = _particle(words[start:])
    return Name(family, " ".join(words[:start]), particle, suffix, native=native)


def _is_particle(word: str, *, capital: bool) -> bool:
    """Tell whether a word before the last belongs to the family name; upper case alone says nothing."""
    if word[0].islower():
        return word in _PARTICLES
    return capital and word.istitle() and word.lower() in _CAPITAL


def _particle(words: list[str]) -> tuple[str, str]:
    """Split the particles off a family name; one with a capital is a part of it, and a word stays."""
    at = 0
    while at < len(words) - 1 and words[at] in _PARTICLES:
        at += 1
    return " ".join(words[:at]), " ".join(words[at:])


def _cjk(name: str) -> Name:
    if "·" in name or not 2 <= len(name) <= 4:
        return Name(literal=name)
    split = 2 if name[:2] in _COMPOUND and len(name) > 2 else 1
    if len(name) == 4 and split == 1:
        return Name(literal=name)
    return Name(name[:split], name[split:])


def rejoin_affixes(parts: list[str]) -> list[str]:
    """Return what commas divided as names again: one before nothing, or before `Jr.`, is a name's own.

    >>> rejoin_affixes(["Kenneth M. Merz", "", "Robert Jones", " Jr.", "Bo Writer"])
    ['Kenneth M. Merz,', 'Robert Jones, Jr.', 'Bo Writer']
    """
    names: list[list[str]] = []
    for part in parts:
        if names and (not part or _AFTER_COMMA.fullmatch(part)):
            names[-1].append(part)
        else:
            names.append([part])
    return [",".join(name) for name in names]
