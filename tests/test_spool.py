"""The spool: each section comes back whole and in order, however the texts were mixed."""

from __future__ import annotations

import pytest
from entries import patient
from hypothesis import given
from hypothesis import strategies as st

from digestcli import spool as module
from digestcli.spool import Spool


@patient
@given(st.lists(st.tuples(st.integers(0, 3), st.text(st.characters(exclude_categories=["Cs"])))))
def test_sections_come_back(texts: list[tuple[int, str]]) -> None:
    with Spool() as spool:
        sizes = [spool.add(section, text) for section, text in texts]
        assert sizes == [len(text.encode()) for _, text in texts]
        for section in range(4):
            expected = "".join(text for own, text in texts if own == section)
            assert "".join(spool.read(section)) == expected


def test_a_character_is_never_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", 5)
    with Spool() as spool:
        spool.add("a", "量子😀" * 10)
        spool.add("b", "x")
        spool.add("a", "尾")
        assert "".join(spool.read("a")) == "量子😀" * 10 + "尾"


def test_follows_tells_whose_the_last_text_is() -> None:
    with Spool() as spool:
        assert not spool.follows("a")
        spool.add("a", "1")
        assert spool.follows("a")
        spool.add("b", "2")
        assert not spool.follows("a")


def test_a_section_that_is_not_there_is_empty() -> None:
    with Spool() as spool:
        assert list(spool.read("none")) == []
