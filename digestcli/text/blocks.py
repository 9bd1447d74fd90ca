"""What a Markdown digest is taken apart into: the blocks of its entries, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from digestcli.text.fields import Fields
from digestcli.text.headings import ContentsLine, Section

NO_LEVEL = 7
"""The level of entries that no heading begins: deeper than any heading."""


@dataclass(slots=True)
class Block:
    """The lines of one entry as they stand. `url` is None where its heading holds no link.

    An entry in a table's row has no lines: its `fields` are read already, and `url` may be ''.
    """

    line: int
    level: int = NO_LEVEL
    number: int | None = None
    title: str = ""
    url: str | None = None
    anchor: str = ""
    section: Section = field(default_factory=Section)
    data: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[int, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    fields: Fields | None = None

    @property
    def page(self) -> bool:
        """Whether the entry is a page of its own: the first heading of all, with prose below."""
        return self.level == 1 and self.url is None


@dataclass(slots=True)
class Outline:
    """A digest taken apart into blocks; `totals` are (line, number) declared for all of it."""

    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    contents: list[tuple[int, ContentsLine]] = field(default_factory=list)
    totals: list[tuple[int, int]] = field(default_factory=list)
    title: str = ""
    front: str = ""
    preamble: list[str] = field(default_factory=list)
    linked: bool = False
