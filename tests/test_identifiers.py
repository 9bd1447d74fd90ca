"""arXiv ids and DOIs in what people type and in the addresses that digests print."""

from __future__ import annotations

import pytest
import yaml
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.identifiers import arxiv_id, doi, identify

CASES = yaml.safe_load((ROOT / "tests" / "cases" / "identifiers.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["arxiv"], ids=lambda case: case["text"])
def test_arxiv_id(case: dict[str, str | None]) -> None:
    assert arxiv_id(str(case["text"])) == case["id"]


@pytest.mark.parametrize("case", CASES["identify"], ids=lambda case: case["url"])
def test_identify(case: dict[str, str]) -> None:
    expected = {key: case[key] for key in ("arxiv", "doi") if key in case}
    assert identify(case["url"]) == expected
    if "arxiv" not in expected:
        assert doi(case["url"]) == expected.get("doi")


@settings(max_examples=150, deadline=None)
@given(st.text() | st.from_regex(r"(https?://(doi\.org|arxiv\.org/abs|x\.nature\.com/articles)/)?10\.\d+/.*"))
def test_any_text(text: str) -> None:
    arxiv_id(text)
    doi(text)
    for name, found in identify(text).items():
        assert name in ("arxiv", "doi")
        assert found
        assert not set(found) & set(" \n\t<>\"'")
