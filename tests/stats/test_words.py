"""Words that rise: Dunning's measure, whole Chinese words, and nothing out of chance."""

from __future__ import annotations

import pytest

from digestcli.stats.words import LEAST, Rise, TextsOf, count_joined, count_words, g2, rising

COMMON = [
    "a model of learning\n提出一种学习方法",
    "deep learning model\n模型用于学习",
    "Graph theory\n图论综述",
]


def _rising(now: list[str], before: list[str], most: int = 10) -> list[Rise]:
    found, total, earlier = rising(TextsOf(lambda: now), TextsOf(lambda: before), most)
    assert (total, earlier) == (len(now), len(before))
    return found


@pytest.mark.parametrize(
    "cells, expected",
    (
        ((10, 100, 10, 100), 0.0),
        ((0, 100, 0, 100), 0.0),
        ((100, 100, 0, 100), 277.26),  # 2 * 200 * ln 2
        ((5, 10, 5, 90), 12.53),
        ((3, 3, 3, 3), 0.0),
    ),
)
def test_g2(cells: tuple[int, int, int, int], expected: float) -> None:
    assert g2(*cells) == pytest.approx(expected, abs=0.01)


def test_what_is_as_common_as_before_does_not_rise() -> None:
    assert _rising(COMMON * 20, COMMON * 40) == []


def test_words_that_rise() -> None:
    now = COMMON * 5 + ["Topological qubits and a k-means\n实现拓扑量子比特"] * 8
    found = _rising(now, COMMON * 40)
    assert {one.word for one in found} == {"topological", "qubits", "k-means", "实现拓扑量子比特"}
    assert {(one.entries, one.before) for one in found} == {(8, 0)}
    assert all(one.score >= LEAST for one in found)
    assert len(_rising(now, COMMON * 40, most=2)) == 2


def test_a_word_is_what_its_contexts_share() -> None:
    now = [f"{before}量子纠缠{after}" for before, after in ("甲乙", "丙丁", "戊己", "庚辛", "子丑", "寅卯")]
    assert [one.word for one in _rising(now + COMMON, COMMON * 40)] == ["量子纠缠"]


def test_a_rare_neighbour_is_no_part_of_a_word() -> None:
    now = ["量子纠缠"] * 20 + ["用量子纠缠"] * 5
    assert [one[:2] for one in _rising(now + COMMON, COMMON * 400)] == [("量子纠缠", 25)]


def test_scripts_and_case_are_one() -> None:
    now = ["Spin 物理學"] * 3 + ["SPIN 物理学"] * 3
    found = {one.word: one.entries for one in _rising(now, COMMON * 40)}
    assert found == {"spin": 6, "物理学": 6}


@pytest.mark.parametrize(
    "printed, shown",
    (
        ("刻画图像", "刻画图像"),
        ("最短路径", "最短路径"),
        ("線路當前", "线路当前"),
        ("刻畫圖像", "刻画图像"),
    ),
)
def test_a_word_is_shown_as_texts_write_it_in_simplified(printed: str, shown: str) -> None:
    """Never as the fold has it, which is for comparison: that of 画 is a character nobody writes."""
    assert [one.word for one in _rising([printed] * 6 + COMMON, COMMON * 40)] == [shown]


def test_the_usual_spelling_wins() -> None:
    now = ["刻划"] * 2 + ["刻畫"] * 3 + ["刻画"] * 3
    assert [one[:2] for one in _rising(now + COMMON, COMMON * 40)] == [("刻画", 8)]


def test_a_text_with_both_spellings_counts_once() -> None:
    assert [one[:2] for one in _rising(["刻画、刻划"] * 6 + COMMON, COMMON * 40)] == [("刻画", 6)]


@pytest.mark.parametrize(
    "text, words",
    (
        ("本文研究表明", []),
        ("本文提出了一种量子纠缠的方法", ["量子纠缠"]),
        ("本文提出了一種量子糾纏的方法", ["量子纠缠"]),
        ("通过超导与拓扑", ["拓扑", "超导"]),
        ("首都成就", ["首都成就"]),
    ),
)
def test_grammar_parts_words_and_never_rises(text: str, words: list[str]) -> None:
    assert sorted(one.word for one in _rising([text] * 6 + COMMON, COMMON * 40)) == words


def test_counts_of_parts_can_be_added() -> None:
    texts = [*COMMON, "量子纠缠 qubits", "量子纠错 Qubits"]
    parts = [count_words(some) for some in (texts[:2], texts[2:])]
    whole = count_words(texts)
    assert (parts[0].words + parts[1].words, parts[0].texts + parts[1].texts) == whole
    assert count_words(texts, {"qubits", "子纠"}).words == {"qubits": 2, "子纠": 2}
    pairs = {"量子": 2, "子纠": 2, "纠缠": 1}
    assert count_joined(texts, pairs) == count_joined(texts[:4], pairs) + count_joined(texts[4:], pairs)


def test_what_falls_does_not_rise() -> None:
    assert not {"spin", "chains"} & {
        one.word for one in _rising(COMMON * 20, (COMMON + ["spin chains"] * 5) * 20)
    }


def test_stop_words_never_rise() -> None:
    assert _rising(["we use the of with by"] * 20, COMMON * 20) == []


@pytest.mark.parametrize("now, before", (([], COMMON), (COMMON, []), ([], [])))
def test_without_texts_nothing_rises(now: list[str], before: list[str]) -> None:
    assert _rising(now, before) == []
