"""What a Markdown digest is taken apart into: the blocks of its entries, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from digestcli.documents.markdown.fields import Fields
from digestcli.documents.markdown.headings import ContentsLine, Section, split_title, without_pictures
from digestcli.documents.markdown.levels import PAPER_ID
from digestcli.text.regex import regex

_NAMED_BY_ID = regex(r"\[?(?:arXiv:[ \t]*)?(\d{4}\.\d{4,5})(?:v\d+)?\]?[ \t:：.–—-]+(?=\S)", re.IGNORECASE)
_TAG = regex(r"\[[A-Za-z]{1,12}[ -]?\d{1,5}\][ \t]*(?=\S)")
_PROSE = 60
"""Characters of a line that is no label."""
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
    """A digest taken apart into blocks; `totals` are (line, number) declared for all of it.

    `linked` are entries whose headings are links, `listed` those that are items of a list.
    """

    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    contents: list[tuple[int, ContentsLine]] = field(default_factory=list)
    totals: list[tuple[int, int]] = field(default_factory=list)
    title: str = ""
    front: str = ""
    preamble: list[str] = field(default_factory=list)
    linked: bool = False
    listed: bool = False

    @property
    def is_aside(self) -> bool:
        """Whether an article names its paper only: more prose stands above the one paper than below."""
        if len(self.blocks) != 1 or self.sections or self.blocks[0].level != NO_LEVEL:
            return False
        return _prose(self.preamble) > _prose(line for _, line in self.blocks[0].lines)


def _prose(lines: Iterable[str]) -> int:
    return sum(len(line) for line in lines if len(line) > _PROSE)


def without_overviews(blocks: list[Block]) -> list[Block]:
    """Drop the rows of tables that only list the papers which have entries of their own."""
    read = [block for block in blocks if block.fields is None]
    if not read or len(read) == len(blocks):
        return blocks
    texts = (text for block in read for text in (block.url or "", *(line for _, line in block.lines)))
    named = {paper for text in texts for paper in PAPER_ID.findall(text)}
    return [
        block
        for block in blocks
        if block.fields is None or named.isdisjoint(PAPER_ID.findall(block.url or ""))
    ]


def tidy_titles(blocks: list[Block]) -> None:
    """Drop what decorates titles: emoji, and tags in brackets (`[NLP-3]`) that all of them have."""
    headed = [block for block in blocks if block.title and block.fields is None]
    tags = [_TAG.match(block.title) for block in headed]
    tagged = len(tags) > 1 and all(tags)
    for block, tag in zip(headed, tags, strict=True):
        title = block.title[tag.end() :] if tag and tagged else block.title
        block.title = without_pictures(title)
        if block.number is None and block.title != title:
            block.number, block.title, _ = split_title(block.title)
        named = _NAMED_BY_ID.match(block.title)
        if named:
            block.title = block.title[named.end() :]
            block.url = block.url or named[1]
