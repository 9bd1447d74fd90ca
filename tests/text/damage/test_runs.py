"""Shifted runs: read again where sure, never wrongly, and seen wherever repairs are shown."""

from __future__ import annotations

import pathlib
import re
import unicodedata

import pytest
from damage import GLOSSED, Damaged, damaged, pages
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.text.damage import repair as repairs
from digestcli.text.damage import runs
from digestcli.text.damage.glosses import SHIFTED, Edit
from digestcli.text.damage.repair import Flaw, Rule, repair
from digestcli.text.damage.runs import realigned
from digestcli.text.damage.wordlist import words

OWN = (
    "我們的導讀說明了實驗的數據。學者們開會討論這個問題，並且過了一年才得到應有的結果。\n"
    "因為實驗還沒有結束，所以數據不多。學生們還在學習，這是因為他們對數據沒有經驗。\n"
    "這種材料很重要，因為我們可以用它做實驗。因為時間不多，會員們說要開始進行研究。\n"
    "我們認為這個方法很好，因為數據說明了問題。因為這些數據很重要，學生們開始工作。\n"
)
SEED = "seeds/002_961b8371737c658f.txt"


def compare(whole: str, readings: dict[str, str]) -> tuple[list[tuple[str, str]], int, int]:
    """Return the wrong ones of the edits with what was right, how many were right, how many runs stayed."""
    page: Damaged = damaged(whole, readings)
    edits = [edit for edit in realigned(page.text, page.original) if edit.sure]
    assert [edit.start for edit in edits] == sorted(edit.start for edit in edits)

    def plain(text: str) -> str:
        return unicodedata.normalize("NFKC", text)

    pairs = [(plain(edit.after), plain(page.lost(edit.start, edit.end))) for edit in edits]
    wrong = [pair for pair in pairs if pair[0] != pair[1]]
    glosses = sum(len(SHIFTED.findall(page.text, edit.start, edit.end)) for edit in edits)
    return wrong, len(pairs) - len(wrong), len(SHIFTED.findall(page.text)) - glosses


@pytest.mark.parametrize(
    "clause", ("因為材料的性能。 這種", "應當的性能。 P 種材料", "因為它們有 3 種", "因為它在 X 光下")
)
def test_a_run_that_ends_in_a_lost_character_stays(clause: str) -> None:
    """An ASCII character after the last byte of the run went with it: what it was nobody knows."""
    before = compare(OWN, GLOSSED)
    wrong, right, left = compare(OWN + clause + "是重要的問題。\n", GLOSSED)
    assert (wrong, right, left) == ([], before[1], before[2] + 1)


def table(corpus: pathlib.Path) -> list[tuple[str, str]]:
    """Return the runs that the design page lists, as they are in the file and as they must become."""
    text = (corpus / "design" / "text.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `(.*?)` \| (\S+) \|$", text, re.MULTILINE)


def test_own_words_come_back() -> None:
    wrong, right, left = compare(OWN, GLOSSED)
    assert (wrong, right >= 5, right + left >= 6) == ([], True, True)


def test_the_listed_runs_come_back_or_stay(corpus: pathlib.Path) -> None:
    listed = table(corpus)
    assert len(listed) == 12
    done = repair((corpus / SEED).read_text(encoding="utf-8"))
    exact = [whole for _, whole in listed if whole in done.text]
    stayed = [shown for shown, _ in listed if shown in done.text]
    print(f"shifted runs of the seed: {len(exact)} exact, {len(stayed)} unchanged, 0 wrong")
    assert len(exact) + len(stayed) == 12
    assert len(exact) >= EXACT
    assert [issue.code for issue in done.issues] == ["garbled-run"] * len(stayed)
    found = [one for one in done.ledger if one.rule == "shifted-gloss"]
    assert len(found) == len(exact)
    assert all(runs.SURE <= one.score <= 1 and SHIFTED.search(one.before) for one in found)


def test_what_a_run_may_have_been_is_told(corpus: pathlib.Path) -> None:
    """A person who sees the likeliest readings can tell what no model is sure of."""
    listed = {whole for _, whole in table(corpus)}
    text = (corpus / SEED).read_text(encoding="utf-8")
    done = repair(text)
    told = [issue.message for issue in done.issues if "; it may have been '" in issue.message]
    first = [re.findall(r"'(\S+)' \(0\.\d\d\)", message.partition("; it may")[2]) for message in told]
    named = [readings for readings in first if any(one in whole for one in readings for whole in listed)]
    print(f"shifted runs that stay: {len(told)} told with readings, {len(named)} of them with the right one")
    assert len(told) >= 5
    assert len(named) >= 4
    assert all(1 <= len(readings) <= 3 for readings in first)


def test_readings_are_told_at_their_own_run() -> None:
    """The sure runs before it on the line change where an unsure one stands."""

    def find(text: str, _: str) -> list[Edit]:
        edits = [Edit(0, 2, "longer")] if text.startswith("?x") else []
        at = text.index("?y")
        return [*edits, Edit(at, at + 2, "one", 0.5, sure=False, others=(("two", 0.3), ("three", 0.05)))]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repairs, "REPAIRS", (Rule("test", find),))
        patch.setattr(
            repairs, "FLAWS", (Flaw("garbled-run", "{}", lambda text, _: [(len(text) - 2, len(text))]),)
        )
        done = repair("?x and ?y")
    assert done.text == "longer and ?y"
    assert [issue.message for issue in done.issues] == ["?y; it may have been 'one' (0.50), 'two' (0.30)"]


EXACT = 6
"""How many of the listed runs are read again: the rest are not clearly best (docs/decisions.md)."""


def test_nothing_is_read_without_the_word_list(monkeypatch: pytest.MonkeyPatch) -> None:
    page = damaged(OWN, GLOSSED)
    monkeypatch.setattr(runs, "words", lambda: None)
    assert realigned(page.text, page.original) == []
    assert {issue.code for issue in repair(page.original).issues} == {"garbled-run"}


def test_a_page_without_aligned_glosses_is_left() -> None:
    text = "因?yàn)檫€有一些現象"
    assert realigned(text, text) == []
    assert repair(text).text == text


def test_the_word_list_is_not_read_for_other_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise AssertionError

    monkeypatch.setattr(runs, "words", fail)
    assert repair("導(dǎo)讀 學(xué)者 實(shí)驗(yàn) 數(shù)據(jù)").text == "導讀 學者 實驗 數據"
    assert realigned("因?yàn)檫€有", "因?yàn)檫€有") == []


@settings(max_examples=20, deadline=None)
@given(st.text(st.sampled_from("因為還有我們?()yàn)shí樗且导\nNH€,。 ]a"), max_size=30))
@pytest.mark.untraced
def test_any_run_keeps_its_lines(garbled: str) -> None:
    text = damaged(OWN, GLOSSED).original + garbled
    done = repair(text)
    assert done.text.count("\n") == text.count("\n")
    assert repair(done.text).text == done.text


def test_no_page_of_the_corpus_is_read_wrongly(corpus: pathlib.Path) -> None:
    if words() is None:  # pragma: no cover - it is a dependency
        pytest.skip("no word list")
    right = left = 0
    wrong = []
    for name, whole in pages(corpus).items():
        found, good, stayed = compare(whole, GLOSSED)
        wrong += [(name, *pair) for pair in found]
        right += good
        left += stayed
    print(f"damaged pages of the corpus: {right} runs exact, {left} unchanged, {len(wrong)} wrong")
    assert not wrong
    assert right > left
