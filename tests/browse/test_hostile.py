"""Hostile entries in the browser: every text is text, and no line shifts another."""

from __future__ import annotations

import re

import pytest
from driving import Driver, drive
from entries import NASTY, RAW_CONTROLS
from rich.cells import cell_len

from digestcli.browse.strips import steady, strip
from digestcli.text.layout import width
from digestcli.text.visible import one_line


@pytest.mark.parametrize("size", ((80, 24), (120, 40)))
def test_every_card_and_line_is_plain(nasty: str, size: tuple[int, int]) -> None:
    async def steps(see: Driver) -> None:
        assert see.app.entries.total == len(NASTY)
        for index in range(len(NASTY)):
            see.app.action_move_to(index)
            await see.pilot.pause()
            text = see.text()
            assert not set(text) & (RAW_CONTROLS - {"\n"})
            assert all(width(line) <= size[0] for line in see.lines())
        see.app.action_move_to(9)
        await see.press("enter")
        assert "[bold]not bold[/bold] [/foo] [link=https://example.org]x[/link] :smile:" in see.text()

    drive(nasty, steps, size=size)


def test_every_dialog_over_hostile_entries(nasty: str) -> None:
    async def steps(see: Driver) -> None:
        for index in range(0, len(NASTY), 5):
            see.app.action_move_to(index)
            await see.press("t", *"[x]", "enter", "n", *"[/y]", "ctrl+s", "y", "o")
            assert not set(see.text()) & (RAW_CONTROLS - {"\n"})
        await see.press("c", *["pagedown"] * 3, "enter")
        await see.press("f", "end", "space", "escape", "slash", *"[bold]x", "enter", "escape")
        assert not set(see.text()) & (RAW_CONTROLS - {"\n"})

    drive(nasty, steps)


def test_each_hostile_category_can_be_listed(nasty: str) -> None:
    async def steps(see: Driver) -> None:
        codes = [one.category for one in see.app.counts]
        for at in range(1, len(codes) + 1, 3):
            await see.press("c", "g")
            see.app.query_one("#categories").move_to(at)  # type: ignore[attr-defined]
            await see.press("enter")
            await see.until(lambda: len(see.app.window) < len(NASTY))
            assert len(see.app.window) >= 1
            await see.press("escape")
            await see.until(lambda: len(see.app.window) == len(NASTY))

    drive(nasty, steps)


@pytest.mark.parametrize(
    "text", (*NASTY, "👩\u200d🔬 at work", "flags 🇨🇳🇩🇪", "❤\ufe0f 1\ufe0f\u20e3", "👍🏽", "κ\u0302")
)
def test_strips_are_as_wide_as_they_say(text: str) -> None:
    """Textual, we and the terminal must agree on the width of what is drawn."""
    shown = steady(one_line(text))
    assert cell_len(shown) == width(shown)
    for room in (1, 7, 20, 80):
        made = strip([(one_line(text), "bold")], room)
        assert made.cell_length == room == cell_len(made.text)
        assert not re.search("[\u200d\ufe0f]", made.text)
