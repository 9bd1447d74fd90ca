"""Half characters: what follows them is read again where sure, and marks that a person wrote stay."""

from __future__ import annotations

import pathlib
import re
import unicodedata

import pytest
from damage import GLOSSED, damaged, pages

from digestcli.text.damage.lattice import Lattice
from digestcli.text.damage.repair import Repaired, repair
from digestcli.text.damage.runs import realigned

OWN = (
    "我們的導讀說明了實驗的數據。學者們開會討論這個問題，並且過了一年才得到應有的結果。\n"
    "他說：“實驗還沒有結束。”在大會上，學者們討論了這些數據。“這是一個好方法。”研究員說。\n"
    "這種材料很重要。科學家們可以用它做實驗。“我們開始進行研究。”他對記者說。\n"
    "數據不多。可以說，這個結果還要驗證。“這樣的實驗要做很多次。”\n"
)


def compare(whole: str) -> tuple[list[tuple[str, str]], int, int]:
    """Return the wrong ones of the edits with what was right, how many were right, how many stayed."""
    page = damaged(whole, GLOSSED, parted=True)
    edits = realigned(page.text, page.original)

    def plain(text: str) -> str:
        return unicodedata.normalize("NFKC", text)

    sure = [edit for edit in edits if edit.sure]
    pairs = [(plain(edit.after), plain(page.lost(edit.start, edit.end))) for edit in sure]
    wrong = [pair for pair in pairs if pair[0] != pair[1]]
    return wrong, len(pairs) - len(wrong), len(edits) - len(sure)


def test_own_words_come_back() -> None:
    assert len(re.findall("\\?[！？!?]", damaged(OWN, GLOSSED, parted=True).text)) >= 8
    wrong, right, left = compare(OWN)
    assert wrong == []
    assert right >= 7
    assert left <= 2


def test_a_page_without_glosses_is_left() -> None:
    """Nothing tells it from a page on which a person wrote the marks; and what was repaired once stays."""
    text = damaged(OWN, {"鼷": "xī"}, parted=True).text
    assert repair(text).text == text
    done = repair(damaged(OWN, GLOSSED, parted=True).original)
    assert repair(done.text).text == done.text


@pytest.mark.parametrize(
    "text",
    (
        "真的嗎?！他問。這個結果還要驗證，實驗還沒有結束。",
        "為什麼?！",
        "这是什么?！他问道。",
        "Really?! Why??",
        "這個問題??沒有人知道。實驗的數據說明了什麼?!",
    ),
)
def test_marks_that_a_person_wrote_stay(text: str) -> None:
    assert repair(text) == Repaired(text)
    page = OWN.replace("導", "導(dǎo)").replace("學", "學(xué)").replace("實", "實(shí)")
    done = repair(page + text + "\n這個方法很好。\n")
    assert done.text.endswith(text + "\n這個方法很好。\n")
    assert done.issues == ()


def test_a_page_of_nothing_else_is_read_as_far_as_is_reasonable(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = []
    monkeypatch.setattr(Lattice, "best_reading", lambda _, text, start: searched.append(start))
    page = damaged(OWN, GLOSSED, parted=True).original
    assert repair(page + "量?！量，" * 1_000).text
    assert 100 <= len(searched) <= 200
    searched.clear()
    repair(page + "什麼" + "?" * 1_000)
    assert len(searched) < 20


def test_what_is_not_sure_is_told_with_its_line() -> None:
    done = repair(damaged(OWN, GLOSSED, parted=True).original + "\n\n真正的“大?！笔潜究齐A段\n")
    told = [issue for issue in done.issues if "大?！" in issue.message]
    assert [(issue.code, issue.line) for issue in told] == [("garbled-run", 7)]
    assert "it may have been '大" in told[0].message


@pytest.mark.parametrize(("end", "rest"), (("?！?/p>", ""), ("?！?", ""), ("?！?br/>", "")))
def test_a_bracket_that_went_with_the_last_mark(end: str, rest: str) -> None:
    """The second byte of ” took the bracket of the tag behind it; what the tag left is no text."""
    page = damaged(OWN, GLOSSED, parted=True)
    line = "他說：“實驗還沒有結束" + end
    done = repair(page.original + line + "\n這個問題\n")
    assert done.text.endswith("他說：“實驗還沒有結束。”" + rest + "\n這個問題\n")


def test_no_page_of_the_corpus_is_read_wrongly(corpus: pathlib.Path) -> None:
    right = left = 0
    wrong = []
    for name, whole in list(pages(corpus).items())[:6]:
        text = whole.replace("因為", "")
        stops = [match.end() for match in re.finditer("。(?=[一-鿿])", text)]
        for place in reversed(stops[:: max(1, len(stops) // 5)]):
            end = text.find("。", place)
            if end > 0:
                text = f"{text[:place]}“{text[place : end + 1]}”{text[end + 1 :]}"
        found, good, stayed = compare(text)
        wrong += [(name, *pair) for pair in found]
        right += good
        left += stayed
    print(f"half characters in pages of the corpus: {right} runs exact, {left} unchanged, {len(wrong)} wrong")
    assert not wrong
    assert right > 2 * left
