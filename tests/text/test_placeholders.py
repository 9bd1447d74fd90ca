"""Placeholders: whole fields only, and never a sentence that mentions one."""

from __future__ import annotations

import pytest
import yaml
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.text.placeholders import is_placeholder

CASES = yaml.safe_load((ROOT / "tests" / "cases" / "placeholders.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", CASES["placeholders"])
def test_placeholders(text: str) -> None:
    for form in (text, text.upper(), f"  {text}\n"):
        assert is_placeholder(form)


@pytest.mark.parametrize("text", CASES["texts"])
def test_texts(text: str) -> None:
    assert not is_placeholder(text)


def test_a_long_blank_is_none_and_a_long_text_is_one() -> None:
    assert is_placeholder(" \n" * 500)
    assert not is_placeholder("error " * 500)
    assert is_placeholder("What problem is the paper trying to solve? " + "And how? " * 60)


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    assert is_placeholder(text) in (True, False)
    if is_placeholder(text):
        assert is_placeholder(f" {text} ")
