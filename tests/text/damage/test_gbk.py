"""The double bytes of GBK: characters, bytes, and the pairs that a site drops."""

from __future__ import annotations

import pytest

from digestcli.text.damage.gbk import characters, dropped, pairs


@pytest.mark.parametrize("character", ["因", "為", "驗", "，", "Ａ", "龜"])
def test_pairs_and_characters_agree(character: str) -> None:
    lead, trail = pairs()[character]
    assert bytes((lead, trail)) == character.encode("gbk")
    assert characters()[lead, trail] == character


def test_a_gloss_across_two_characters() -> None:
    """The damage itself: the inner bytes of 因為 are those of 驗."""
    assert "因為".encode("gbk")[1:3] == "驗".encode("gbk")


@pytest.mark.parametrize("lead, trail", [(0xAA, 0xA1), (0xF8, 0xA1), (0xA2, 0xAB)])
def test_dropped(lead: int, trail: int) -> None:
    assert trail in dropped()[lead]


@pytest.mark.parametrize("lead, trail", [(0xB0, 0xA1), (0xAA, 0x40)])
def test_not_dropped(lead: int, trail: int) -> None:
    assert trail not in dropped().get(lead, ())
