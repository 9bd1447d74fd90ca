"""Repairs of a document: what changes, what is only reported, and what every repair must keep."""

from __future__ import annotations

import pathlib
import tempfile
import unicodedata
from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import configuration, given
from hypothesis import strategies as st

from digestcli.text.damage.repair import REPAIRS, repair
from digestcli.text.languages.script import to_simplified

# A .hypothesis folder in the project is an error with our own norecursedirs and filterwarnings.
configuration.set_hypothesis_home_dir(pathlib.Path(tempfile.gettempdir()) / "digest-hypothesis")

SPACES = [
    ("160?μm", "160 μm"),
    ("厚度增至160?µm的薄膜", "厚度增至160 µm的薄膜"),
    ("10?million", "10 million"),
    ("0.27?m [0.76?m]", "0.27 m [0.76 m]"),
    ("1,200?km, 5?GHz", "1,200 km, 5 GHz"),
    ("2.5?km?s-1.", "2.5 km s-1."),
    ("37?℃", "37 ℃"),
    ("4?K", "4 K"),
    ("about 30?years ago", "about 30 years ago"),
    ("-3?mV", "-3 mV"),
    ("1.1? ?结果", "1.1 结果"),
    ("0? ? ?引 言", "0 引 言"),
]
NO_SPACES = [
    "is it 5?",
    "is it 5? m",
    "https://x.org/5?m=1",
    "https://x.org/watch/10?s",
    "a/10?days",
    "?m=1",
    "5?m=1",
    "id5?min",
    "v2?s",
    "1?a",
    "真的是5?米",
    "2024?2025",
    "5?mother",
    "5?m2",
    "见图1? ?",
    "why? ? ?",
]
LOST = [
    ("by S?ren M.", ["S?ren"]),
    ("Gr?tschel-Sch?fer", ["Gr?tschel-Sch?fer"]),
    ("na?ve; Juod?balis", ["na?ve", "Juod?balis"]),
    ("J?RGEN", ["J?RGEN"]),
    ("Fran?ois Mart?n", ["Fran?ois", "Mart?n"]),
    ("?sa or caf?", []),
    ("Who? What?Yes", []),
    ("https://x.org/watch?v=1&q=a", []),
    ("www.example.org/find?name", []),
    ("https://x.org/a,na?ve", []),
    ("page.php?ident", []),
    ("search?query=1", []),
    ("a?b:c", []),
    ("中文?yes", []),
]


@pytest.mark.parametrize("before, after", SPACES)
def test_lost_spaces_come_back(before: str, after: str) -> None:
    done = repair("x\n" + before)
    assert done.text == "x\n" + after
    assert {(one.rule, one.line, one.score) for one in done.ledger} == {("lost-space", 2, 1.0)}
    assert not done.issues


@pytest.mark.parametrize("text", NO_SPACES)
def test_questions_and_queries_stay(text: str) -> None:
    done = repair(text)
    assert (done.text, done.ledger) == (text, ())


@pytest.mark.parametrize("text, words", LOST)
def test_lossy_words_are_reported(text: str, words: list[str]) -> None:
    done = repair("\n" + text)
    assert done.text == "\n" + text
    assert [(issue.code, issue.line) for issue in done.issues] == [("lossy-character", 2)] * len(words)
    assert [issue.message for issue in done.issues] == [f"a letter was lost in {word!r}" for word in words]


def test_ledger_and_issues_name_their_lines() -> None:
    text = "導(dǎo)讀\n學(xué)者 S?ren\n因?yàn)樗\n\n實(shí)驗(yàn)數(shù)據(jù)5?nm"
    done = repair(text)
    assert done.text == "導讀\n學者 S?ren\n因?yàn)樗\n\n實驗數據5 nm"
    assert [(one.line, one.before, one.after) for one in done.ledger] == [
        (1, "導(dǎo)", "導"),
        (2, "學(xué)", "學"),
        (5, "實(shí)", "實"),
        (5, "驗(yàn)", "驗"),
        (5, "數(shù)", "數"),
        (5, "據(jù)", "據"),
        (5, "5?nm", "5 nm"),
    ]
    assert [(issue.code, issue.line) for issue in done.issues] == [("lossy-character", 2), ("garbled-run", 3)]


@given(st.text(st.sampled_from("導學實驗數據行長(()))dǎoxuéshíyànjù?? \n\r5m10kms-1=/.aS國，"), max_size=120))
def test_repairs_are_idempotent_and_keep_lines(text: str) -> None:
    done = repair(text)
    assert done.text.count("\n") == text.count("\n")
    again = repair(done.text)
    assert (again.text, again.ledger) == (done.text, ())
    assert bool(done.ledger) == (done.text != text)


@given(
    st.lists(
        st.sampled_from(
            [
                "導(dǎo)",
                "學(xué)",
                "實(shí)",
                "驗(yàn)",
                "長(cháng)",
                "長(zhǎng)",
                "(dǎo)",
                "導",
                "1? ?",
                "5?m",
                "?s-1",
                "?",
                "大(dà)",
                "\n",
            ]
        ),
        max_size=60,
    )
)
def test_repairs_of_damaged_text_are_idempotent(pieces: list[str]) -> None:
    done = repair("".join(pieces))
    assert repair(done.text).ledger == ()
    assert done.text.count("\n") == pieces.count("\n")


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [rule.name for rule in REPAIRS]
    assert names == ["pinyin-gloss", "shifted-gloss", "stray-gloss", "lost-space"]


@pytest.mark.parametrize(
    "text", ["", "\n", "plain text", "(" * 5000, "?" * 5000, "導(" * 500, "5?" * 500, "\x00?\x1b("]
)
def test_nothing_to_repair(text: str) -> None:
    assert repair(text).text == text
    assert repair(text).ledger == ()


def test_seeds(corpus: pathlib.Path) -> None:
    rules: dict[str, list[str]] = {}
    codes: dict[str, list[str]] = {}
    for path in sorted((corpus / "seeds").glob("*.txt")):
        done = repair(path.read_text(encoding="utf-8"))
        rules[path.name[:3]] = [one.rule for one in done.ledger]
        codes[path.name[:3]] = [issue.code for issue in done.issues]
    shifted = rules["002"].count("shifted-gloss")  # how many: tests/text/test_runs.py
    assert rules == {
        "000": ["lost-space"] * 6,
        "001": [],
        "002": ["pinyin-gloss"] * 239 + ["shifted-gloss"] * shifted,
        "003": [],
    }
    assert codes == {
        "000": ["lossy-character"] * 2,
        "001": [],
        "002": ["garbled-run"] * (12 - shifted),
        "003": [],
    }


@pytest.mark.parametrize("folder", ["arxiv-daily", "dialects"])
def test_digests_need_no_repair(corpus: pathlib.Path, folder: str) -> None:
    for path in sorted((corpus / "corpus" / folder).iterdir()):
        with path.open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        done = repair(text)
        assert (path.name, done.text == text, done.issues) == (path.name, True, ())


def test_agreement_of_a_damaged_page_with_its_original(corpus: pathlib.Path) -> None:
    """js99916 is sdchem in Traditional with glosses: after repair they agree in all but the sites' own signs."""

    def body(name: str) -> str:
        path = next((corpus / "corpus" / "article").glob(name))
        text = to_simplified(repair(path.read_text(encoding="utf-8")).text)
        return "".join(unicodedata.normalize("NFKC", text).split())

    damaged, original = body("js99916*"), body("sdchem*")
    match = SequenceMatcher(None, damaged, original, autojunk=False)
    blocks = [block for block in match.get_matching_blocks() if block.size >= 4]
    first, last = blocks[0], blocks[-1]
    length = last.a + last.size - first.a
    same = sum(block.size for block in blocks)
    differing = [
        (damaged[one.a + one.size : other.a], original[one.b + one.size : other.b])
        for one, other in pairwise(blocks)
    ]
    print(f"js99916 and sdchem agree in {same} of {length} characters ({same / length:.2%}): {differing}")
    assert length > 500
    assert same >= 0.995 * length
