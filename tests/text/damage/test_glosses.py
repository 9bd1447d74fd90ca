"""Pinyin glosses: which go, which stay, and where a gloss put the text out of step."""

from __future__ import annotations

import pathlib

import pytest

from digestcli.text.damage.glosses import MINIMUM, aligned, is_syllable, shifted

ENOUGH = "導(dǎo)學(xué)實(shí)驗(yàn)數(shù)據(jù)"
"""Six glosses that are damage beyond doubt."""

REMOVED = [
    ("點(diǎn)", "點"),
    ("綠(lǜ)", "綠"),
    ("領(lǐng)", "領"),
    ("網(wa\u030cng)", "網"),  # decomposed
    ("業(yè)績(jì)", "業績"),
    ("構(gòu)(gòu)", "構"),  # twice
]
KEPT = [
    "行(háng)业",  # not Traditional only
    "重(chóng)慶",
    "母(é)音",
    "椰(yē)",
    "導(T)",
    "點(John Clarke)",
    "圖(圖1)",
    "號(ngbjxym)",
    "們(men)",  # no tone
    "維(xeú)",  # no syllable
    "領(lǐǐng)",  # two tones
    "點（diǎn）",  # full-width brackets are a person's
    "I(yè)",  # not a Han character
    "長(cháng)短,成長(zhǎng)",  # two readings: a person's
    "構(gòu)(gōu)",
]


def strip(text: str) -> str:
    for edit in reversed(aligned(text)):
        text = text[: edit.start] + edit.after + text[edit.end :]
    return text


@pytest.mark.parametrize("damaged, whole", REMOVED)
def test_damage_goes(damaged: str, whole: str) -> None:
    assert strip(ENOUGH + damaged) == "導學實驗數據" + whole


@pytest.mark.parametrize("text", KEPT)
def test_annotations_stay(text: str) -> None:
    assert strip(ENOUGH + text) == "導學實驗數據" + text
    assert strip(text) == text


def test_few_glosses_are_an_authors_own() -> None:
    four = "導(dǎo)讀,學(xué)者,實(shí)在,驗(yàn)證"
    assert MINIMUM == 5
    assert strip(four) == four
    assert strip(four + "數(shù)目") == "導讀,學者,實在,驗證數目"


def test_a_text_for_learners_keeps_its_readings() -> None:
    text = "學(xué)生(shēng)在(zài)實(shí)驗(yàn)室(shì)看(kàn)書(shū)、寫(xiě)字(zì)、讀(dú)文(wén)章(zhāng)"
    assert strip(text) == text


@pytest.mark.parametrize(
    "text, runs",
    [
        ("很多因?yàn)樗", ["因?yàn)"]),
        (
            "因?yàn)樗鼈冇玫母呔人惴ㄆ鋵?shí)并",
            ["因?yàn)樗鼈冇玫母呔人惴ㄆ鋵?shí)"],
        ),  # one run until the sentence breaks
        ("因?yàn)，拓?fù)", ["因?yàn)", "拓?fù)"]),
        ("因?yàn)\n拓?fù)", ["因?yàn)", "拓?fù)"]),
        ("?yàn)", ["?yàn)"]),
        ("是嗎?(yàn) what?yes) 嗎?yan)", []),
    ],
)
def test_shifted_runs(text: str, runs: list[str]) -> None:
    assert [text[start:end] for start, end in shifted(text)] == runs


@pytest.mark.parametrize("text", ["zhuāng", "ér", "lüè", "jiǔ", "guì", "hóu", "mǎo", "é"])
def test_syllables(text: str) -> None:
    assert is_syllable(text)


@pytest.mark.parametrize("text", ["", "ma", "moǎ", "xüé", "naïve", "xú́", "ngbjxym", "brā"])
def test_no_syllables(text: str) -> None:
    assert not is_syllable(text)


PAGES = [
    ("article/163.com-GNAGBIRN0552HHLF_quantum_simplified.txt", 0),
    ("article/infqj.cn-KAQ8ECOV051193U6_nature-feature.txt", 38),
    ("article/jizihe.com-23429516_full-annotation.txt", 87),
    ("article/js99916.com-36259_new-materials.txt", 37),
    ("article/sdchem.com.cn-36259_simplified-original.txt", 0),
    ("article/vitomag.com-qskodh_nature-feature_real-traditional.txt", 0),
]


@pytest.mark.parametrize("name, count", PAGES)
def test_real_pages(corpus: pathlib.Path, name: str, count: int) -> None:
    text = (corpus / "corpus" / name).read_text(encoding="utf-8")
    assert len(aligned(text)) == count


def test_seeds(corpus: pathlib.Path) -> None:
    found = {
        path.name[:3]: path.read_text(encoding="utf-8") for path in sorted((corpus / "seeds").glob("*.txt"))
    }
    assert {name: len(aligned(text)) for name, text in found.items()} == {
        "000": 0,
        "001": 0,
        "002": 239,
        "003": 0,
    }
    assert {name: len(shifted(text)) for name, text in found.items()} == {
        "000": 0,
        "001": 0,
        "002": 12,
        "003": 0,
    }


def test_the_damaged_page_equals_its_original(corpus: pathlib.Path) -> None:
    """js99916 is sdchem in Traditional with glosses; both are cut, so compare what both have."""
    from digestcli.text.languages.script import to_simplified

    def han(name: str) -> str:
        text = (corpus / "corpus" / name).read_text(encoding="utf-8")
        return "".join(
            character
            for character in to_simplified(strip(text)).replace("著", "着")
            if "一" <= character <= "鿿"
        )

    damaged, original = han(PAGES[3][0]), han(PAGES[4][0])
    start = original.index(damaged[:20])
    length = min(len(damaged), len(original) - start)
    assert length > 500
    assert damaged[:length] == original[start : start + length]
