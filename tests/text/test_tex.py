"""Text as TeX: what is escaped, what is kept, what is protected, and braces that always match."""

from __future__ import annotations

import re
import time

import pytest
from entries import NASTY, patient
from hypothesis import given
from hypothesis import strategies as st

from digestcli.text.names import Name, parse_name
from digestcli.text.tex import entry, escape, language, listed, name, names, title, verbatim

_UNITS = ("{", "}", "\\", "$", "%", "#", "_", "&", "~", "^", "\\emph{", "{\\it ", "\\{", "\\}", "x", " ", "A", "é", "量",
          "\\(", "\\)", "$x$", "\\%", "\\'e", "\ufdd0", "and", ",", ": ")  # fmt: skip
tex_like = st.lists(st.sampled_from(_UNITS), max_size=40).map("".join) | st.text(max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("", ""),
        ("plain words", "plain words"),
        ("量子纠缠，“引号”", "量子纠缠，“引号”"),
        ("Schrödinger", "Schrödinger"),
        (r"Schr\"odinger and \'{e}", "Schrödinger and é"),
        ("Q&A 5% #1 a_b $5", r"Q\&A 5\% \#1 a\_b \$5"),
        (r"\& \% \# \_ \$", r"\& \% \# \_ \$"),
        (r"C:\temp\new", r"C:\textbackslash{}temp\textbackslash{}new"),
        ("{not: a mapping}", r"\textbraceleft{}not: a mapping\textbraceright{}"),
        (r"\{a\}", r"\textbraceleft{}a\textbraceright{}"),
        ("x^2 ~ 3", r"x\textasciicircum{}2 \textasciitilde{} 3"),
        ("RR~Lyrae", "RR~Lyrae"),
        ("z~4.0", r"z\textasciitilde{}4.0"),
        (r"\emph{thin} and {\it bold_x}", r"\emph{thin} and \textit{bold\_x}"),
        (r"\textbf{a \emph{b} c}", r"\textbf{a \emph{b} c}"),
        (r"\emph{open", r"\textbackslash{}emph\textbraceleft{}open"),
        (r"{\it open", r"\textbraceleft{}\textbackslash{}it open"),
        (r"\emph{a{b}c}", r"\emph{a\textbraceleft{}b\textbraceright{}c}"),
        (r"\input{/etc/passwd}", r"\textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{}"),
        (r"$\alpha_s \sim 10^{-3}$", r"$\alpha_s \sim 10^{-3}$"),
        (r"$\{x_1\}$", r"$\lbrace x_1\rbrace $"),
        ("from $5 to $6", r"from \$5 to \$6"),
        (r"$x_1 % y$", r"$x_1 \% y$"),
        (r"$x_{1$ open", r"\$x\_\textbraceleft{}1\$ open"),
        (r"$x_}{1$", r"\$x\_\textbraceright{}\textbraceleft{}1\$"),
        (r"\(x_1\) \[y=2\]", r"\(x_1\) \[y=2\]"),
        ("50\\% of \\$3", "50\\% of \\$3"),
    ),
)
def test_escape(text: str, expected: str) -> None:
    assert escape(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("", ""),
        ("Quantum Walks and Their Uses", "Quantum Walks and Their Uses"),
        ("GPU Kernels for LLM-Based Search", "{GPU} Kernels for {LLM}-Based Search"),
        ("Call2Instruct: A Pipeline", "{Call2Instruct}: A Pipeline"),
        ("Learning from Q&A Pages", r"Learning from {Q}\&{A} Pages"),
        ("Is This What A Model Knows", "Is This What A Model Knows"),
        ("An X-Ray View", "An {X}-Ray View"),
        ("Schrödinger Bridges", "Schrödinger Bridges"),
        ("Bridges of Schrödinger", "Bridges of {Schrödinger}"),
        (
            "Constraints on dark matter from Milky Way satellites",
            "Constraints on dark matter from {Milky} {Way} satellites",
        ),
        ("Fluctuation theorem: Beyond linear response", "Fluctuation theorem: Beyond linear response"),
        ("基于GPU的图像识别", "基于{GPU}的图像识别"),
        ("VACUUM ENERGY OF SPACE", "VACUUM ENERGY OF SPACE"),
        ("CLIP", "{CLIP}"),
        (r"On \emph{Planck} Data", r"On \emph{Planck} Data"),
        ("$μ_0$: a model", "{$μ_0$}: a model"),
        ("Alloys of YbCu$_{5-x}$ZnO$_x$", "Alloys of {YbCu$_{5-x}$ZnO$_x$}"),
        ("McDonald's Method", "{McDonald's} Method"),
        ("3D Scenes", "{3D} Scenes"),
        ("“无人区” 探索", "“无人区” 探索"),
    ),
)
def test_title(text: str, expected: str) -> None:
    assert title(text) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    (
        ("Farid van der Mei", "van der Mei, Farid"),
        ("Robert Jones, Jr.", "Jones, Jr., Robert"),
        ("ATLAS Collaboration", "{ATLAS Collaboration}"),
        ("Institute of Physics and Chemistry", "{Institute of Physics and Chemistry}"),
        ("王玮珏", "{王玮珏}"),
        ("Weijue Wang (王玮珏)", "Wang, Weijue"),
        ("김철수", "{김철수}"),
        ("Madonna", "{Madonna}"),
        ("and Wen Tong", "Tong, {and Wen}"),
        ("A_b C%d", r"C\%d, A\_b"),
    ),
)
def test_name(printed: str, expected: str) -> None:
    assert name(parse_name(printed)) == expected


def test_names() -> None:
    persons = (Name("Liu", "Wei"), Name(literal="CMS"))
    assert names(persons, more=False) == "Liu, Wei and {CMS}"
    assert names(persons, more=True) == "Liu, Wei and {CMS} and others"
    assert names((), more=False) == ""


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize(
    "convert", (escape, title, lambda text: name(parse_name(text)), lambda text: listed([text]))
)
def test_nasty_texts_are_balanced(convert: object, text: str) -> None:
    assert callable(convert)
    assert _balanced(convert(text))


@patient
@given(tex_like)
def test_any_text_is_balanced(text: str) -> None:
    for shown in (escape(text), title(text), name(parse_name(text))):
        assert _balanced(shown)
        assert not re.search(r"(?<!\\)(?:\\\\)*[%#]", shown)
    assert text.count("量") == escape(text).count("量") == title(text).count("量")


def _balanced(text: str) -> bool:
    """Count braces as BibTeX does: all of them."""
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            return False
    return depth == 0


@pytest.mark.parametrize("unit", (*_UNITS, "$x_{", "\\emph{a} ", "A ", "and ", "{\\it x} ", "$ $"))
def test_linear_in_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.perf_counter()
    title(text)
    escape(text)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("address", "expected"),
    (
        ("https://example.org/a_b?x=1&y=5%25#z", "https://example.org/a_b?x=1&y=5%25#z"),
        ("https://example.org/{a}\\b c", "https://example.org/%7Ba%7D%5Cb%20c"),
        ("10.1002/(SICI)1<1::AID>3.0.CO;2-#", "10.1002/(SICI)1%3C1::AID%3E3.0.CO;2-#"),
        ("https://example.org/量子", "https://example.org/量子"),
    ),
)
def test_verbatim(address: str, expected: str) -> None:
    assert verbatim(address) == expected


def test_entry_leaves_out_what_is_empty() -> None:
    fields = (("title", "A {B}"), ("author", ""), ("month", "jan"))
    assert entry("misc", "key", fields) == "@misc{key,\n  title = {A {B}},\n  month = jan,\n}\n"


@pytest.mark.parametrize(
    ("tag", "expected"), (("zh-Hant", "chinese"), ("ja", "japanese"), ("", ""), ("und", ""))
)
def test_language(tag: str, expected: str) -> None:
    assert language(tag) == expected
