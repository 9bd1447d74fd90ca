"""Formulas found, and what only looks like one."""

from __future__ import annotations

import time

import pytest

from digestcli.text.formulas import formulas


@pytest.mark.parametrize(
    ("text", "found"),
    (
        ("", []),
        ("no dollars", []),
        ("$x$", ["$x$"]),
        (r"a $\alpha$ and $$E=mc^2$$.", [r"$\alpha$", "$$E=mc^2$$"]),
        (r"\(x_1\) and \[y=2\]", [r"\(x_1\)", r"\[y=2\]"]),
        ("Spin-$s$ $U(1)$-eigenstate", ["$s$", "$U(1)$"]),
        ("between $30 million and $40 million", []),
        ("cost $5 and $6", []),
        (r"\$5 and \$6", []),
        ("$PATH and $HOME", []),
        ("one $ alone", []),
        (r"\[link\] of Markdown", []),
        ("$x\n\ny$", []),
        ("$" + "x" * 3000 + "$", []),
        ("$x$$", []),
    ),
)
def test_formulas(text: str, found: list[str]) -> None:
    spans = list(formulas(text))
    assert [text[start:end] for start, end, _ in spans] == found
    assert all(content in text[start:end] for start, end, content in spans)


@pytest.mark.parametrize("unit", ("$", "$x", "$ 5 ", "\\(", "$1 a b "))
def test_linear_in_time(unit: str) -> None:
    start = time.perf_counter()
    list(formulas(unit * (400_000 // len(unit))))
    assert time.perf_counter() - start < 4
