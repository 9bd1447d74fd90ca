"""Conversion between scripts: OpenCC's own expectations, a plain reading of its rules, the corpus."""

from __future__ import annotations

import json
import pathlib
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest
from conftest import Field
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.text import dictionaries
from digestcli.text.languages.opencc_engine import SEPARATORS, Converter
from digestcli.text.languages.script import TARGETS, convert, script_of

CONFIGS = tuple(
    sorted(path.stem for path in pathlib.Path(dictionaries.folder(), "data", "config").glob("*.json"))
)
SCRIPTS = TARGETS[1:]
TRADITIONAL = ("002_", "infqj", "jizihe", "js99916", "vitomag", "2605.15202v1", "2026-05-19_AI")

CASES = [
    # what is not Traditional stays
    ("昇腾910C 上的推理", "hans", "昇腾910C 上的推理"),
    ("效果显著，昇思也快", "hans", "效果显著，昇思也快"),
    ("著名的社群", "hans", "著名的社群"),
    ("量子計算機の誤り訂正を実現する", "hans", "量子計算機の誤り訂正を実現する"),
    ("Only English, naïve or not", "hans", "Only English, naïve or not"),
    # Traditional with what its characters hide
    ("乾燥的乾坤，頭髮與發現", "hans", "干燥的乾坤，头发与发现"),
    ("為什么這樣，峰值并不高", "hans", "为什么这样，峰值并不高"),
    ("量子糾纏\n量子纠缠\r\n", "hans", "量子纠缠\n量子纠缠\r\n"),
    # Taiwan writes 著 for 着; everywhere else, and in these words, it is 'to write'
    ("沿著邊緣，這項顯著的發現", "hans", "沿着边缘，这项显著的发现"),
    ("他隨著專著與論著成長，原著也著名", "hans", "他随着专著与论著成长，原著也著名"),
    ("看着這部專著，學者所著", "hans", "看着这部专著，学者所著"),
    ("曾著《宇宙論》的學者", "hans", "曾著《宇宙论》的学者"),
    # Taiwan's word for 'what' is the same word; text in Simplified keeps its own, and 甚 alone is another
    ("為甚麼說甚麼都甚好，沿著甚至", "hans", "为什么说什么都甚好，沿着甚至"),
    ("為甚么這樣", "hans", "为什么这样"),
    ("看着甚麼這麼慢", "hans", "看着什么这么慢"),
    ("为什么说甚么", "hans", "为什么说甚么"),
    ("為甚麼", "tw", "為甚麼"),
    ("為甚麼", "hk", "為甚麼"),
    # from Simplified, by phrases
    ("发现头发，皇后在后面", "hant", "發現頭髮，皇后在後面"),
    ("数据恢复与复杂度", "hant", "數據恢復與複雜度"),
    ("这里有计算机，看着它", "tw", "這裡有計算機，看著它"),
    ("这里卫星说话", "hk", "這裏衞星説話"),
    ("這裏有說明", "hk", "這裏有説明"),
    ("這裏有說明", "tw", "這裡有說明"),
    ("這裡有說明", "hant", "這裡有說明"),
    ("量子纠缠", "original", "量子纠缠"),
]


@pytest.mark.parametrize(("text", "target", "expected"), CASES)
def test_conversion(text: str, target: str, expected: str) -> None:
    assert convert(text, target) == expected


# OpenCC's own expectations


@cache
def expectations() -> list[tuple[str, str, str]]:
    """Read (configuration, input, expected) from the package; its JSON has trailing commas."""
    path = pathlib.Path(dictionaries.folder(), "test_data", "testcases.json")
    read = json.loads(re.sub(r",(\s*[\]}])", r"\1", path.read_text(encoding="utf-8")))
    return [(name, case["input"], text) for case in read["cases"] for name, text in case["expected"].items()]


@cache
def converter(name: str) -> Converter:
    return Converter(name)


def test_opencc_expectations() -> None:
    wrong = [
        (name, text) for name, text, expected in expectations() if converter(name).convert(text) != expected
    ]
    print(f"\n{len(expectations()) - len(wrong)} of {len(expectations())} in {len(CONFIGS)} configurations")
    assert {name for name, _, _ in expectations()} == set(CONFIGS)
    assert len(expectations()) >= 556
    assert not wrong


def test_stock_engine_beside() -> None:
    """The package as it comes, on the expectations whose configuration it has."""
    opencc = pytest.importorskip("opencc")
    there = {path.stem for path in pathlib.Path(opencc.__file__).parent.glob("config/*.json")}
    engines = {name: opencc.OpenCC(name) for name in CONFIGS if name in there}
    able = [one for one in expectations() if one[0] in engines]
    right = sum(engines[name].convert(text) == expected for name, text, expected in able)
    print(f"\nstock engine: {right} of the {len(able)} it can run")
    assert right < len(able) < len(expectations())


# A plain reading of OpenCC's rules: leftmost, first tier, longest key; segments one by one


class Plain:
    def __init__(self, tiers: dictionaries.Tiers) -> None:
        self.tiers = []
        for tier in map(dictionaries.words, tiers):
            lengths: dict[str, set[int]] = {}
            for key in tier:
                lengths.setdefault(key[0], set()).add(len(key))
            self.tiers.append(({head: sorted(some, reverse=True) for head, some in lengths.items()}, tier))

    def split(self, text: str) -> Iterator[tuple[str, str | None]]:
        at = 0
        while at < len(text):
            key, value = self.match(text, at)
            yield key, value
            at += len(key)

    def match(self, text: str, at: int) -> tuple[str, str | None]:
        for lengths, tier in self.tiers:
            for length in lengths.get(text[at], ()):
                key = text[at : at + length]
                if key in tier:
                    return key, tier[key]
        return text[at], None

    def convert(self, text: str) -> str:
        return "".join(key if value is None else value for key, value in self.split(text))

    def segments(self, text: str) -> list[str]:
        pieces = [""]
        for key, value in self.split(text):
            if value is None:
                pieces[-1] += key
            else:
                pieces += key, ""
        return pieces


@cache
def plain_steps(name: str) -> tuple[list[Plain], Plain | None, list[Plain]]:
    config = dictionaries.config(name)
    segmentation = Plain(config.segmentation) if config.segmentation else None
    return [*map(Plain, config.normalization)], segmentation, [*map(Plain, config.chain)]


def plainly(name: str, text: str) -> str:
    before, segmentation, steps = plain_steps(name)
    for step in before:
        text = step.convert(text)
    pieces = segmentation.segments(text) if segmentation else [text]
    for step in steps:
        pieces = [step.convert(piece) for piece in pieces]
    return "".join(pieces)


@cache
def keys(name: str) -> tuple[str, ...]:
    """Return every key of a configuration, the phrases before the characters."""
    config = dictionaries.config(name)
    tiers = {*config.segmentation, *chain(*config.normalization, *config.chain)}
    return tuple(sorted({key for tier in tiers for key in dictionaries.words(tier)}, key=len, reverse=True))


def strings(name: str) -> st.SearchStrategy[str]:
    """Make texts of keys, of halves of keys that may join to others, and of what stands between."""
    key = st.sampled_from(keys(name))
    half = st.builds(lambda word, at: word[at:], key, st.integers(1, 3))
    between = st.sampled_from([*sorted(SEPARATORS), "Ab1", "的", "\r\n"])
    return st.lists(st.one_of(key, half, between), max_size=8).map("".join)


@pytest.mark.parametrize("name", CONFIGS)
def test_as_the_rules_say(name: str) -> None:
    @settings(max_examples=80, deadline=None)
    @given(strings(name))
    def check(text: str) -> None:
        converted = converter(name).convert(text)
        assert converted == plainly(name, text)
        assert converted.count("\n") == text.count("\n")

    check()


@pytest.mark.parametrize("name", CONFIGS)
def test_no_key_holds_a_separator(name: str) -> None:
    config = dictionaries.config(name)
    for tier in {*config.segmentation, *chain(*config.normalization, *config.chain)}:
        words = dictionaries.words(tier)
        assert SEPARATORS.isdisjoint("".join(words) + "".join(words.values()))


@pytest.mark.parametrize("target", SCRIPTS)
@pytest.mark.parametrize("name", ["s2t", "t2s", "tw2s", "hk2s"])
def test_idempotent_and_line_preserving(name: str, target: str) -> None:
    """Over texts of either script."""

    @settings(max_examples=80, deadline=None)
    @given(strings(name))
    def check(text: str) -> None:
        converted = convert(text, target)
        assert convert(converted, target) == converted
        assert converted.count("\n") == text.count("\n")

    check()


# The real documents


@pytest.fixture(scope="module")
def fields(real_fields: list[Field]) -> list[tuple[str, str, str]]:
    """Return (file, language, text) of every text field; '' is the language of extra fields."""
    return [(field.file, field.language, field.text) for field in real_fields]


def test_target_script_is_left_alone(fields: list[tuple[str, str, str]]) -> None:
    counts = {"hans": 0, "hant": 0, "other languages": 0}
    changed = []
    for file, language, text in fields:
        own = "hant" if file.startswith(TRADITIONAL) else "hans"
        targets = (own,) if language in ("zh", "") else SCRIPTS
        counts[own if language in ("zh", "") else "other languages"] += 1
        changed += [(file, text[:40], target) for target in targets if convert(text, target) != text]
    print(f"\n{len(changed)} changed of {counts}")
    assert not changed


def test_script_of_each_field(fields: list[tuple[str, str, str]]) -> None:
    """A Chinese field is in the script of its document, or shows none."""
    found = {
        (file.startswith(TRADITIONAL), script_of(text)) for file, language, text in fields if language == "zh"
    }
    assert found <= {(True, "Hant"), (False, "Hans"), (True, None), (False, None)}
    assert {script_of(text) for _, language, text in fields if language in ("en", "ja")} == {None}


def test_whole_documents_left_alone(corpus: pathlib.Path) -> None:
    paths = [path for name in ("seeds", "corpus") for path in sorted((corpus / name).rglob("*.*"))]
    texts = [
        path.read_text(encoding="utf-8")
        for path in paths
        if not path.name.startswith((*TRADITIONAL, "KAFKA"))
    ]
    assert [text[:40] for text in texts if convert(text, "hans") != text] == []


@pytest.mark.parametrize("target", ["hant", "tw", "hk"])
def test_there_and_back(fields: list[tuple[str, str, str]], target: str) -> None:
    texts = [text for file, language, text in fields if language == "zh" and not file.startswith(TRADITIONAL)]
    there = [convert(text, target) for text in texts]
    differing = sum(convert(text, "hans") != before for text, before in zip(there, texts, strict=True))
    print(f"\nhans({target}(x)) differs from x on {differing} of {len(texts)} ({differing / len(texts):.2%})")
    assert differing <= 0.009 * len(texts)
    assert [convert(text, target) for text in there] == there


@pytest.mark.parametrize("name", ["s2t", "s2tw", "s2hk", "t2s", "tw2s", "t2tw", "t2hk"])
def test_corpus_as_the_rules_say(fields: list[tuple[str, str, str]], name: str) -> None:
    texts = sorted({text for _, language, text in fields if language == "zh"})
    if not name.startswith("s"):
        texts = sorted({convert(text, "tw" if name == "tw2s" else "hant") for text in texts})
    differing = sum(converter(name).convert(text) != plainly(name, text) for text in texts)
    print(f"\n{name}: {differing} of {len(texts)} texts differ from OpenCC's rules")
    assert not differing


# Nothing is loaded before it is needed

LAZY = """
import sys
from digestcli.text.languages.script import convert, script_of
assert script_of("量子纠缠") == "Hans"
assert convert("昇腾910C 显著", "hans") == "昇腾910C 显著"
print("opencc" in sys.modules)
convert("量子糾纏", "hans")
print("opencc" in sys.modules)
"""


def test_engine_only_when_needed() -> None:
    done = subprocess.run([sys.executable, "-c", LAZY], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
