"""Which script Chinese is written in, and conversion between the scripts.

A character is exclusive to one script when OpenCC's tables map it elsewhere and never to itself.
Only text that is in the other script is converted: Simplified text sent through a converter from
Traditional is harmed (a product named with a rare character, or Taiwan's variants of common ones).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from digestcli.text.dictionaries import table
from digestcli.text.regex import regex

if TYPE_CHECKING:
    from digestcli.text.languages.opencc_engine import Converter

TARGETS = ("original", "hans", "hant", "tw", "hk")
_FROM_HANS = {"hant": "s2t", "tw": "s2tw", "hk": "s2hk"}
_FROM_HANT = {"hans": "t2s", "tw": "t2tw", "hk": "t2hk"}
_HONG_KONG = "着"  # 'zhe' everywhere but in Taiwan
_ZHU = "[專論編原土卓譯拙遺所]著"  # words in which the same letter is 'to write', unknown to OpenCC
_TAIWAN = regex(f"著(?<![顯名合巨鉅昭曾]著)(?<!{_ZHU})(?![名作者稱述書錄有於《])")  # 'zhe' in Taiwan
_WHAT = regex("甚[麼麽么]")  # 'what', which OpenCC keeps apart from what Simplified writes for it
_KEPT = regex(f"({_ZHU})")
_KANA = regex("[\u3041-\u3096\u30a1-\u30fa]")
_HAN = regex("[\u3400-\u9fff\uf900-\ufaff]")
_KANA_SHARE = 16
_ONLY_JAPANESE = regex(
    "[両乗亀亜仏伝価児円処剣剤剰労効勅勧勲単厳収営団囲図圏圧塁塩壊壌売変実対専巣巻帯帰庁広廃弾従徳徴応恵悩悪懐戦戻払抜"
    "択拝拠拡挙挿捜掲揺摂撃斎暁暦栄桜桟検楽様権歓歩歯歳歴毎気沢浄渋済満滝焼犠猟獣畳発県砕稲穏穣粋粛経絵継続総縁縄縦繊"
    "聡聴脳臓舎舗艶蔵薫薬蛍覇覚覧観訳読譲豊賛転軽辺逓遅郷醸釈鉄鉱銭鋳錬関闘陥険隠雑霊頼顕駅駆騒験髄鶏黒齢]"
)
_NOT_JAPANESE = regex("[的了這們麼嗎你她很]")
_TITLE = 60  # longer Japanese has kana
_RESIDUE = 3
_ROUNDS = 4


def script_of(text: str) -> str | None:
    """Return 'Hans', 'Hant', 'mixed', or None where no character is exclusive to one script.

    A few characters of the other side are residue (names, or 么 于 并 in Traditional pages);
    from a quarter of all exclusive characters on a text is 'mixed'. Japanese gives None.

    >>> script_of("量子纠缠"), script_of("量子糾纏"), script_of("人工智能"), script_of("昇腾910C")
    ('Hans', 'Hant', None, 'Hans')
    """
    if text.isascii():
        return None
    hant, hans = exclusive()
    traditional, simplified = hant.search(text), hans.search(text)
    if not (traditional or simplified) or is_japanese(text):
        return None
    if traditional and simplified:
        return _weighed(hant, hans, text)
    return "Hant" if traditional else "Hans"


def _weighed(hant: re.Pattern[str], hans: re.Pattern[str], text: str) -> str:
    """Weigh the two scripts; a draw is Traditional, for that is what has residue.

    No more Traditional characters are counted than decide.
    """
    simplified = len(hans.findall(text))
    traditional = sum(1 for _ in islice(hant.finditer(text), simplified * _RESIDUE + 1 + 8))
    if min(traditional, simplified) * (_RESIDUE + 1) > traditional + simplified > 8:
        return "mixed"
    return "Hant" if traditional >= simplified else "Hans"


def is_japanese(text: str) -> bool:
    """Tell Japanese from Chinese: by its kana or, in a title without any, by its kanji.

    Chinese may quote some kana, so where they are few the characters must be such as Japan writes.
    It simplified some in its own way, others as China did later, and left the rest Traditional: a
    title with one of the first, or with both of the others, is Japanese.

    >>> [is_japanese(text) for text in ("符号の理論", "誤差訂正符号", "量子計算機", "の这个字的用法")]
    [True, True, False, False]
    """
    if _KANA.search(text):
        kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
        return kana * _KANA_SHARE > han and (kana * 2 > han or _in_kanji(text))
    if len(text) > _TITLE:
        return False
    if _ONLY_JAPANESE.search(text):
        return _in_kanji(text)
    hant, hans = exclusive()
    if not (hant.search(text) and hans.search(text)):
        return False
    return not _NOT_JAPANESE.search(text) and _in_kanji(text)


def _in_kanji(text: str) -> bool:
    """Tell whether Japan writes all characters of `text` so."""
    hant, hans = exclusive()
    new, old = _reform()
    return new.issuperset(hans.findall(text)) and old.isdisjoint(hant.findall(text))


@cache
def _reform() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that Japan simplified (shinjitai), and those it replaced by them (kyujitai)."""
    characters = table("JPShinjitaiCharacters")
    return frozenset(characters), frozenset(chain.from_iterable(characters.values()))


def convert(text: str, target: str) -> str:
    """Return `text` in the script `target` (one of TARGETS); unchanged where it is already.

    A text in both scripts is converted line by line. What comes out would stay as it is: where a
    conversion changes the balance of the scripts, so that another would follow, it is done too.

    >>> convert("量子糾纏與計算", "hans"), convert("显著", "hans"), convert("量子纠缠", "hant")
    ('量子纠缠与计算', '显著', '量子糾纏')
    """
    if target == "original" or text.isascii():
        return text
    for _ in range(_ROUNDS):
        before, text = text, _converted(text, target)
        if text == before:
            break
    return text


def _converted(text: str, target: str) -> str:
    if target == "hans" and not exclusive()[0].search(text):
        return text
    script = script_of(text)
    if script == "mixed" and "\n" in text:
        return "\n".join(_converted(line, target) for line in text.split("\n"))
    if script is None or (script == "Hans" and target == "hans"):
        return text
    if script == "Hant" or target == "hans":
        return _from_hant(text, target)
    return _by(_FROM_HANS[target], text)


def _from_hant(text: str, target: str) -> str:
    if target == "hans":
        text = _WHAT.sub("什麼", text)
    if target == "hans" and _TAIWAN.search(text) and _HONG_KONG not in text:
        parts = _KEPT.split(text)
        return "".join(_by("t2s" if at % 2 else "tw2s", part) for at, part in enumerate(parts))
    return _by(_FROM_HANT[target], text) if target in _FROM_HANT else text


def to_simplified(text: str) -> str:
    """Map character by character to Simplified, for comparison only (search, filters)."""
    return text if text.isascii() else text.translate(_simplified())


@cache
def _simplified() -> dict[int, str]:
    return {
        ord(key): values[0]
        for key, values in table("TSCharacters").items()
        if len(key) == len(values[0]) == 1
    }


@cache
def exclusive() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the classes of the characters that only Traditional and only Simplified text has.

    What Taiwan writes is not Simplified, though the tables make another character of it (峰 from
    峯). Only the Basic Multilingual Plane counts: rarer ones make a class a hundred times slower.
    """
    taiwan = {(values[0], key) for key, values in table("TWVariants").items()}
    return _class("TSCharacters", set()), _class("STCharacters", taiwan)


def _class(name: str, without: set[tuple[str, str]]) -> re.Pattern[str]:
    keys = [
        key
        for key, values in table(name).items()
        if key < "\U00010000" and key not in values and (key, values[0]) not in without
    ]
    return re.compile(f"[{''.join(keys)}]")


def _by(config: str, text: str) -> str:
    return str(_converter(config).convert(text))


@cache
def _converter(config: str) -> Converter:
    from digestcli.text.languages.opencc_engine import Converter

    return Converter(config)
