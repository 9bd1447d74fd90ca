"""A card with Chinese and English side by side, field by field, on a wide terminal.

Fields that have both languages stand beside each other; what only one language has is gathered,
so that the Chinese summary of a daily digest stands beside the English abstract.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from digestcli.render.card import Part, print_card
from digestcli.text.layout import columns

if TYPE_CHECKING:
    from rich.console import Console

LEAST_WIDTH = 100
_GAP = "  │ "

Block = tuple[list[Part], list[Part]]
"""Texts of the left column and of the right one."""


def print_sides(console: Console, parts: Iterable[Part]) -> None:
    """Print a card with its Chinese texts left and its English ones right."""
    from rich.text import Text

    held = list(parts)
    first = next((at for at, part in enumerate(held) if part.name), len(held))
    print_card(console, iter(held[:first]))
    room = console.width - len(_GAP)
    widths = (room // 2, room - room // 2)
    for left, right in blocks(part for part in held if part.name and part.language in ("zh", "en")):
        console.print()
        for line in columns(_column(left), _column(right), widths, gap=_GAP):
            console.print(Text(line), no_wrap=True, crop=False, overflow="ignore")
    rest = (part for part in held[first:] if not part.name or part.language not in ("zh", "en"))
    print_card(console, rest)


def blocks(parts: Iterable[Part]) -> Iterator[Block]:
    """Yield what stands side by side: the fields in both languages, and between them the others."""
    fields: dict[str, Block] = {}
    for part in parts:
        fields.setdefault(part.name, ([], []))[part.language == "en"].append(part)
    waiting: Block = ([], [])
    for zh, en in fields.values():
        if not (zh and en):
            waiting[0].extend(zh)
            waiting[1].extend(en)
            continue
        if any(waiting):
            yield waiting
        waiting = ([], [])
        yield zh, en
    if any(waiting):
        yield waiting


def _column(parts: list[Part]) -> str:
    return "\n\n".join(f"{part.label}\n{part.text}" for part in parts)
