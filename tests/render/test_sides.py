"""Chinese and English side by side: which texts stand beside each other, and that nothing is lost."""

from __future__ import annotations

import io

from entries import make_entry
from rich.console import Console

from digestcli.model import Entry, Text
from digestcli.render.card import card, print_card
from digestcli.render.sides import blocks, print_sides
from digestcli.text.layout import width

BOTH = make_entry(
    1,
    title=Text(zh="量子纠缠", en="Entanglement"),
    tldr=Text(zh="一句话。"),
    method=Text(zh="方法如下。" * 20),
    abstract=Text(zh="摘要。" * 40, en="The abstract, in English. " * 20, others=(("ja", "要旨です"),)),
    body=Text(en="A body."),
)


def shown(entry: Entry, cells: int) -> list[str]:
    stream = io.StringIO()
    console = Console(file=stream, width=cells, color_system=None, force_terminal=True)
    print_sides(console, card(entry, ()))
    return stream.getvalue().split("\n")


def test_blocks() -> None:
    parts = [part for part in card(BOTH, ()) if part.name and part.language in ("zh", "en")]
    names = [([one.name for one in zh], [one.name for one in en]) for zh, en in blocks(parts)]
    assert names == [(["tldr", "method"], []), (["abstract"], ["abstract"]), ([], ["body"])]
    assert list(blocks([])) == []


def test_nothing_is_lost_and_nothing_overflows() -> None:
    for cells in (100, 120, 161):
        lines = shown(BOTH, cells)
        assert max(map(width, lines)) <= cells
        letters = "".join("".join(lines).split()).replace("│", "")
        for text in ("方法如下。" * 20, "摘要。" * 40, "要旨です", "Abody."):
            assert sorted(text) == sorted(char for char in text if char in letters)
        assert letters.count("Theabstract,inEnglish.") + letters.count("Theabstract") >= 1


def test_beside_each_other() -> None:
    (line,) = [line for line in shown(BOTH, 120) if line.startswith("摘要  ")]
    assert line.split("│")[1].strip() == "Abstract"


def test_an_entry_without_texts_is_a_card() -> None:
    plain = io.StringIO()
    entry = make_entry(2, title=Text(en="Only a title"))
    print_card(Console(file=plain, width=100, color_system=None, force_terminal=True), card(entry, ()))
    assert "\n".join(shown(entry, 100)) == plain.getvalue()
