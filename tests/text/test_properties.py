"""What holds of every repair and every conversion, whatever the text; with the figures of the real documents."""

from __future__ import annotations

import pytest
from conftest import Field
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from digestcli.text.damage.repair import REPAIRS, Repaired, Rule, repair
from digestcli.text.languages.script import TARGETS, convert, script_of, to_simplified

SCRIPTS = TARGETS[1:]
OWN = {"hans": "Hans", "hant": "Hant"}
MOST_DIFFERING = 0.009

DAMAGE = (
    "導(dǎo)", "學(xué)", "實(shí)", "驗(yàn)", "數(shù)", "據(jù)", "160?μm", "10?million", "1? ?", "S?ren", "是5?", "，F(xiàn)",
)  # fmt: skip
SHIFTED = "因?yàn)樗鼈冸x這個"  # not among the pieces: to read it again takes a second, and test_runs.py is about it
SOUND = (
    "導讀", "行(háng)业", "重(chóng)庆", "(T)", "F(x)", "(John Clarke)", "因為", "结果", "160 μm", "why?", "a?b=1", "，", " ",
    "\n", "\r\n", "\t", "\u3000",
)  # fmt: skip
CHINESE = (
    "量子糾纏", "量子纠缠", "昇腾", "显著", "顯著", "看著", "甚麼", "什么", "头发", "發現", "皇后", "以後", "乾坤", "干燥",
    "机械", "機械学習", "もつれ", "論文", "BERT", "，", "\n", " ",
)  # fmt: skip


def texts(*pieces: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=40).map("".join)


# Repairs

every_rule = pytest.mark.parametrize("rule", REPAIRS, ids=lambda rule: rule.name)


@every_rule
@settings(max_examples=150, deadline=None)
@given(text=st.one_of(texts(*DAMAGE, *SOUND), texts(*DAMAGE), st.text()))
def test_a_repair_leaves_itself_nothing_to_do(rule: Rule, text: str) -> None:
    done = repair(text)
    assert rule.find(done.text, done.text) == []
    assert repair(done.text) == Repaired(done.text, (), done.issues)


@every_rule
@settings(max_examples=150, deadline=None)
@given(text=st.one_of(texts(*DAMAGE, *SOUND), texts(*DAMAGE), st.text()))
def test_a_repair_keeps_the_lines(rule: Rule, text: str) -> None:
    for edit in rule.find(text, text):
        assert text[edit.start : edit.end].count("\n") == edit.after.count("\n")
    assert repair(text).text.count("\n") == text.count("\n")
    assert {one.line for one in repair(text).ledger} <= set(range(1, text.count("\n") + 2))


@every_rule
@settings(max_examples=150, deadline=None)
@given(text=st.one_of(texts(*SOUND), st.text(st.characters(blacklist_characters="?("))))
def test_a_repair_changes_nothing_on_sound_text(rule: Rule, text: str) -> None:
    assert rule.find(text, text) == []
    assert repair(text).text == text


def test_every_rule_repairs_something() -> None:
    done = repair("，".join((*DAMAGE, SHIFTED)))
    assert {one.rule for one in done.ledger} == {rule.name for rule in REPAIRS}


# Conversions


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=150, deadline=None)
@given(text=st.one_of(texts(*CHINESE), st.text()))
def test_a_conversion_is_idempotent_and_keeps_the_lines(target: str, text: str) -> None:
    done = convert(text, target)
    assert convert(done, target) == done
    assert done.count("\n") == text.count("\n")


@pytest.mark.parametrize("target", OWN)
@settings(max_examples=150, deadline=None)
@given(text=texts(*CHINESE))
def test_a_conversion_into_its_own_script_changes_nothing(target: str, text: str) -> None:
    assume(script_of(text) in (OWN[target], None))
    assert convert(text, target) == text


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(texts(*CHINESE), st.text()))
def test_folding_the_script_keeps_every_place(text: str) -> None:
    assert len(to_simplified(text)) == len(text)
    assert to_simplified(text).count("\n") == text.count("\n")


# The real documents


def _chinese(fields: list[Field]) -> list[str]:
    return [field.text for field in fields if field.language == "zh"]


@pytest.mark.parametrize("target", TARGETS)
def test_conversions_of_the_corpus_are_idempotent(real_fields: list[Field], target: str) -> None:
    done = [convert(field.text, target) for field in real_fields]
    again = sum(convert(text, target) != text for text in done)
    print(f"\n{target}: {again} of {len(done)} fields change when converted once more")
    assert not again


def test_folding_of_the_corpus_is_idempotent(real_fields: list[Field]) -> None:
    done = [to_simplified(field.text) for field in real_fields]
    again = sum(to_simplified(text) != text for text in done)
    print(f"\nto_simplified: {again} of {len(done)} fields change when folded once more")
    assert not again


def test_own_script_of_the_corpus_is_left_alone(real_fields: list[Field]) -> None:
    for target, script in OWN.items():
        own = [text for text in _chinese(real_fields) if script_of(text) == script]
        changed = sum(convert(text, target) != text for text in own)
        print(f"\n{changed} of {len(own)} fields in {script} change when converted to {target}")
        assert own
        assert not changed


@pytest.mark.parametrize("target", SCRIPTS[1:])
def test_there_and_back_over_all_chinese(real_fields: list[Field], target: str) -> None:
    """Over the Traditional fields too, which are compared as what they are in Simplified."""
    own = [convert(text, "hans") for text in _chinese(real_fields)]
    differing = sum(convert(convert(text, target), "hans") != text for text in own)
    print(
        f"\nhans({target}(x)) differs from x on {differing} of {len(own)} fields ({differing / len(own):.2%})"
    )
    assert differing <= MOST_DIFFERING * len(own)
