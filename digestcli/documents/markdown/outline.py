"""The shape of a Markdown digest: which lines belong to which entry, under which section.

Layouts differ in where entries begin: a heading with a link, a heading with labelled lines below
it, a numbered line, a line labelled 'title'. The document itself shows which of these it uses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from digestcli.documents.markdown.blocks import NO_LEVEL, Block, Outline, tidy_titles, without_overviews
from digestcli.documents.markdown.fieldnames import ONCE, STARTERS
from digestcli.documents.markdown.headings import (
    CODE,
    NO_TOPIC,
    Heading,
    Section,
    declared_total,
    entry_line,
    is_closing,
    is_contents,
    is_furniture,
    plain,
    quoted_italic,
    read_contents_line,
    read_heading,
    read_section,
    section_tag,
    split_title,
    without_tags,
)
from digestcli.documents.markdown.items import paper_items
from digestcli.documents.markdown.labels import Label, LabelTable
from digestcli.documents.markdown.levels import identity, level_by_papers, titles
from digestcli.documents.markdown.named import named_papers
from digestcli.documents.markdown.tables import Row, paper_rows
from digestcli.text.regex import regex

_FRONT = regex(r"---[ \t]*\n(?:[^\n]*\n){0,40}?---[ \t]*(?:\n|\Z)")
_CODE_IN_TITLE = regex(rf"(?<![\w.-])(?:{CODE.pattern})(?![\w-])")
_LOOK_AHEAD = 8


def outline(text: str, table: LabelTable) -> Outline:
    """Take a digest apart: each line goes to a block, the preamble, the contents or the shape."""
    front = _FRONT.match(text)
    skipped = front[0].count("\n") if front else 0
    walk = _Walk(text.split("\n"), skipped, table)
    walk.found.front = front[0] if front else ""
    walk.run()
    return walk.found


class _Walk:
    """One pass over the lines, once the level of the entries' headings is known."""

    def __init__(self, lines: Sequence[str], start: int, table: LabelTable) -> None:
        self.lines = lines
        self.start = start
        self.table = table
        self.found = Outline()
        items = (read_contents_line(line) for line in lines if "](#" in line)
        self.listed = {plain(item.text) for item in items if item}
        self.rows = paper_rows(lines, start, table)
        self.items: dict[int, Row | None] = {}
        self.heads = dict(self._headings())
        self.papered: frozenset[int] = frozenset()
        self.level = self._entry_level()
        if self.level == NO_LEVEL and not self.rows:
            self.rows = self.items = paper_items(lines, start, table) or named_papers(lines, start, table)
            self.found.listed = bool(self.items)
        self.title_at = self._title()
        code = _CODE_IN_TITLE.search(self.found.title)
        self.default = self.section = Section(code[0] if code else "")
        self.day = ""
        self.block: Block | None = None
        self.closed = False

    def run(self) -> None:
        for at in range(self.start, len(self.lines)):
            head = self.heads.get(at)
            if head:
                self._heading(at, head)
            elif at in self.rows:
                self._row(at, self.rows[at])
            else:
                self._line(at, self.lines[at])
        self.found.blocks = without_overviews(self.found.blocks)
        tidy_titles(self.found.blocks)

    def _headings(self) -> Iterator[tuple[int, Heading]]:
        """Yield the headings: below an empty line, a tag or a heading, or certain by themselves."""
        above = True
        for at in range(self.start, len(self.lines)):
            line = self.lines[at]
            head = read_heading(line) if line.startswith("#") else None
            if head and (above or head.url or self._names_section(head)):
                yield at, head
                above = True
            else:
                above = not line.strip() or is_furniture(line)

    def _entry_level(self) -> int:
        """Return the level of the headings that begin entries; linked headings win over others."""
        linked = Counter(head.level for head in self.heads.values() if head.url and not self._label(head))
        if linked:
            self.found.linked = True
            return linked.most_common(1)[0][0]
        scores: Counter[int] = Counter()
        heads: Counter[int] = Counter()
        for at, head in self.heads.items():
            score = 0 if self._names_section(head) else self._identity(at)
            scores[head.level] += score
            heads[head.level] += score > 0
        best = max(scores.items(), key=lambda item: (item[1], item[0]), default=(NO_LEVEL, 0))
        if best[1]:
            alone = heads[best[0]] == 1 and titles(self.lines, self.table) > 1
            return NO_LEVEL if alone else best[0]
        found = None if self.rows else level_by_papers(self.lines, self.heads)
        self.papered = found.at if found else frozenset()
        return found.level if found else NO_LEVEL

    def _title(self) -> int:
        """Return the line of the digest's own title: the first heading, alone on its level."""
        others = [(at, head) for at, head in self.heads.items() if not self._is_shape(at, head)]
        if not others or self._is_entry(*others[0]):
            return -1
        at, first = others[0]
        peers = [at for at, head in others if head.level == first.level and not self._is_entry(at, head)]
        if len(peers) > 1 or first.level > 1 or self._names_section(first):
            return -1
        self.found.title = first.text
        return at

    def _is_shape(self, at: int, head: Heading) -> bool:
        return is_contents(head.text) or declared_total(head.text) is not None or (
            not self._is_entry(at, head) and self._label(head) is not None
        )  # fmt: skip

    def _names_section(self, head: Heading) -> bool:
        return plain(head.text) in self.listed or bool(read_section(head, 0).code)

    def _label(self, head: Heading) -> Label | None:
        return self.table.heading(head.text)

    def _identity(self, at: int) -> int:
        """Count the labels below a heading that say which paper it is."""
        return identity(self._following(at), self.table)

    def _following(self, at: int) -> Iterator[str]:
        """Yield the lines with text right below a line, up to the next heading."""
        seen = 0
        for index in range(at + 1, min(len(self.lines), at + 4 * _LOOK_AHEAD)):
            line = self.lines[index]
            if index in self.heads or seen >= _LOOK_AHEAD:
                return
            if line.strip() and not is_furniture(line):
                seen += 1
                yield line

    def _is_entry(self, at: int, head: Heading) -> bool:
        if head.level != self.level:
            return False
        if head.url:
            return True
        if self._names_section(head) or self._label(head):
            return False
        if self.papered:
            return at in self.papered
        if not self.found.linked:
            return self._identity(at) > 0
        first = next(self._following(at), "")
        return head.url is not None or bool(first and self.table.parts(first.lstrip("> ")))

    def _heading(self, at: int, head: Heading) -> None:
        total = declared_total(head.text)
        if self._is_entry(at, head):
            self._open(at, head)
        elif total is not None or is_contents(head.text):
            self.block = None
            if total is not None:
                self.found.totals.append((at + 1, total))
        elif self.block and self._inside(head, self.block):
            self._content(at, self.lines[at])
        elif at != self.title_at:
            self.block = None
            section = read_section(head, at + 1)
            self.day = section.day or self.day
            section = self.default if section.day or section.topic in NO_TOPIC else section
            self.section = section._replace(day=self.day)
            self.found.sections.append(self.section)

    def _inside(self, head: Heading, block: Block) -> bool:
        """Tell whether a heading belongs to the entry above it."""
        if block.page:
            return True
        if self._names_section(head):
            return False
        return head.level > block.level or head.text.endswith((":", "：")) or self._label(head) is not None

    def _open(self, at: int, head: Heading) -> None:
        block = self.block
        if block and block.data and not block.title:  # a <section> tag has opened it already
            self.closed = False
        else:
            block = self._begin(at)
        block.level, block.number, block.title = head.level, head.number, head.title
        block.url, block.anchor = head.url, head.anchor

    def _begin(self, at: int) -> Block:
        self.block = Block(at + 1, section=self.section)
        self.found.blocks.append(self.block)
        self.closed = False
        return self.block

    def _row(self, at: int, row: Row | None) -> None:
        """Take a row of a table as an entry; a table's head ends the entry above it."""
        self.block = None
        if row:
            block = Block(at + 1, NO_LEVEL, row.number, row.title, row.url, section=self.section)
            block.fields = row.fields
            self.found.blocks.append(block)
            self.block = block if self.items else None

    def _line(self, at: int, line: str) -> None:
        data = section_tag(line)
        if data:
            self._begin(at).data = data
        elif self.level == NO_LEVEL and not self.items and self._plain_start(at, line):
            pass
        elif self.block and self.items:
            self._below_item(at, line)
        elif self.block:
            self._content(at, line)
        else:
            self._preamble(at, line)

    def _below_item(self, at: int, line: str) -> None:
        """Give a line to the item above it as long as it is indented."""
        if self.block and line.startswith((" ", "\t")):
            self.block.lines.append((at + 1, line))
        elif line.strip():
            self.block = None
            self._preamble(at, line)

    def _plain_start(self, at: int, line: str) -> bool:
        """Begin an entry at `[1] Title` or `**Title**` above labels, or at a line labelled 'title'."""
        label = self.table.line(line)
        headed = self.block and self.block.title and not self.block.lines
        if label and label.field == "title" and not label.language and label.value and not headed:
            block = self._begin(at)
            item = label.item.rstrip(".)、")
            block.number = int(item) if item.isdecimal() else None
            block.lines.append((at + 1, line))
            return True
        printed = "" if label else entry_line(line)
        if printed and self._identity(at):
            block = self._begin(at)
            block.number, block.title, block.url = split_title(printed)
            return True
        return False

    def _content(self, at: int, line: str) -> None:
        """Give a line to the open entry, or to a new one where an entry has lost its heading."""
        block = self.block
        assert block is not None
        if is_closing(line):
            self.closed = True
        elif line.strip() and not is_furniture(line) and not block.page:
            fields = self._fields(line, closed=self.closed)
            fresh = self.closed and block.seen and (fields & STARTERS or quoted_italic(line))
            if fresh or fields & block.seen & ONCE:
                block = self._begin(at)
            block.seen |= fields
        block.lines.append((at + 1, line))

    def _preamble(self, at: int, line: str) -> None:
        item = read_contents_line(line)
        total = declared_total(line)
        if item:
            self.found.contents.append((at + 1, item))
        elif total is not None:
            self.found.totals.append((at + 1, total))
        elif (
            self.found.sections
            and not self.rows
            and (self._fields(line, closed=True) & (STARTERS | ONCE) or quoted_italic(line))
        ):  # the section's first entry has lost its heading
            self._begin(at)
            self._content(at, line)
        elif line.strip():
            self.found.preamble.append(line)

    def _fields(self, line: str, *, closed: bool) -> set[str]:
        """Return the fields a line names; italics are authors only where no entry is going on."""
        return {part.field for part in self.table.parts(without_tags(line)) if part.name or closed}
