"""TeX made readable: the formulas of the seeds one by one, what must stay, and text that means harm."""

from __future__ import annotations

import pathlib
import re
import time
from collections import Counter
from typing import cast

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from digestcli.text.math import readable

_CASES = yaml.safe_load((pathlib.Path(__file__).parent.parent / "cases" / "math.yaml").read_text("utf-8"))
_PAIRS = [
    (source, shown)
    for group in ("seeds", "seed_macros", "formulas", "macros")
    for source, shown in cast("list[list[str]]", _CASES[group])
]
_FORMULA = re.compile(r"\$\$[^$]+\$\$|\$[^$\n]+\$|\\\(.+?\\\)")
_MACRO = re.compile(r"\\(?:[A-Za-z]+|[^A-Za-z])")
_TEXT_MACRO = re.compile(r"\\(?:emph|text(?:bf|it))\{|\{\\(?:it|bf) |\\[%&_]")
_OWN = {r"\fggetxt"}  # macros that authors made and nobody else knows
_TEX = st.lists(st.sampled_from([*_CASES["units"], "\ufdd0"]), max_size=40).map("".join)


@pytest.mark.parametrize(("source", "shown"), _PAIRS, ids=[source for source, _ in _PAIRS])
def test_is_readable(source: str, shown: str) -> None:
    assert readable(source) == shown
    assert readable(f"量子{source}计算") == f"量子{shown}计算" or "~" in source


@pytest.mark.parametrize("text", _CASES["unchanged"])
def test_stays_as_it_is(text: str) -> None:
    assert readable(text) == text


def texts_of(corpus: pathlib.Path, *folders: str) -> list[str]:
    """Return the paragraphs of the documents in `folders`."""
    paths = [path for folder in folders for path in sorted((corpus / folder).glob("*"))]
    return [
        paragraph
        for path in paths
        if path.suffix in (".txt", ".md")
        for paragraph in path.read_text("utf-8", errors="replace").split("\n\n")
    ]


def test_every_formula_of_the_seeds_has_its_case(corpus: pathlib.Path) -> None:
    found = {formula for text in texts_of(corpus, "seeds") for formula in _FORMULA.findall(text)}
    cases = dict(cast("list[list[str]]", _CASES["seeds"]))
    print(f"\n{sum(readable(formula) == cases[formula] for formula in found)} of {len(found)} formulas")
    assert found == cases.keys()
    assert len(found) == 37
    assert not [text for text in texts_of(corpus, "seeds") if re.search(r"\\|\$(?!\d)", readable(text))]


def test_no_common_macro_is_left_in_the_daily_digests(corpus: pathlib.Path) -> None:
    texts = texts_of(corpus, "seeds", "corpus/arxiv-daily")
    formulas = {formula for text in texts for formula in _FORMULA.findall(text)}
    whole = {formula for formula in formulas if not re.search(r"[\x00-\x08\x0b-\x1f]|\t[a-z]", formula)}
    before = Counter(macro for formula in whole for macro in _MACRO.findall(formula))
    after = Counter(macro for formula in whole for macro in _MACRO.findall(readable(formula)))
    kept = [formula for formula in whole if "\\" in readable(formula)]
    print(f"\n{len(kept)} of {len(whole)} formulas keep a backslash: {kept}; {len(before)} macros")
    assert after.keys() & {macro for macro, _ in before.most_common(60)} <= _OWN
    assert not [formula for formula in whole - set(kept) if re.search(r"[$\\]", readable(formula))]


def test_no_text_macro_is_left_in_the_daily_digests(corpus: pathlib.Path) -> None:
    texts = texts_of(corpus, "seeds", "corpus/arxiv-daily")
    found = [text for text in texts if _TEXT_MACRO.search(text)]
    assert found
    assert not [text for text in found if _TEXT_MACRO.search(readable(text))]


def test_text_without_tex_is_unchanged(corpus: pathlib.Path) -> None:
    folders = ("seeds", *(f"corpus/{name}" for name in ("arxiv-daily", "dialects", "article", "sciencenet")))
    plain = [text for text in texts_of(corpus, *folders) if "$" not in text and "\\" not in text]
    assert len(plain) > 5000
    assert not [text for text in plain if readable(text) != text]


def test_prose_around_formulas_is_unchanged(corpus: pathlib.Path) -> None:
    for text in texts_of(corpus, "seeds", "corpus/arxiv-daily"):
        prose = _FORMULA.split(text)
        if not any(re.search(r"[\\$]", piece) for piece in prose):
            shown = readable(text)
            for piece in prose:
                assert piece in shown
                shown = shown[shown.index(piece) + len(piece) :]


@given(_TEX)
def test_never_raises_and_adds_no_line(text: str) -> None:
    assert readable(text).count("\n") <= text.count("\n")


@given(st.text())
def test_any_text(text: str) -> None:
    shown = readable(text)
    if not re.search(r"[$\\]", text):
        assert shown == text


@given(
    st.text(alphabet=st.characters(blacklist_characters="$\\{}~\ufdd0")), st.sampled_from(_CASES["formulas"])
)
def test_prose_stays_beside_any_formula(prose: str, case: list[str]) -> None:
    source, shown = case
    for before, after in ((prose, ""), ("", prose), (prose, prose)):
        marked = f"{before} {source} {after}"
        assert readable(marked) == f"{before} {shown} {after}"


@pytest.mark.parametrize("unit", _CASES["units"])
@pytest.mark.untraced
def test_time_is_linear(unit: str) -> None:
    many = unit * (400_000 // len(unit))
    start = time.perf_counter()
    readable(many)
    readable(f"${many}$")
    assert time.perf_counter() - start < 10  # 0.3 to 2 seconds; a quadratic one takes minutes
