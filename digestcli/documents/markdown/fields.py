"""The labelled fields in the lines of one entry.

A label counts where it is marked (bold, a heading) or where a field may begin: after an empty
line, a tag, or another label. Running text holds such words too, and there they do not count:
once an entry has marked labels, plain ones are text; a field under a heading runs on over bold
leads and list items until the next heading or fact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from digestcli.documents.markdown.headings import (
    Heading,
    bold_line,
    is_closing,
    is_furniture,
    is_rule,
    is_wrapper,
    quoted_italic,
    read_heading,
    section_tag,
    summary_text,
    without_tags,
)
from digestcli.documents.markdown.labels import FACTS, Label, LabelTable, item_label, snake_name
from digestcli.text.names import is_list_of_names
from digestcli.text.regex import regex

_BLANK = " \t\n\r"
_LONGEST_LABEL = 40
_IMAGE = regex(r"[ \t]*!\[[^\[\]]*\]\(([^()\s]+)\)[ \t]*")
_WORKPLACE = regex(
    r"[*_].*(?:universit|institut|college|laborator|school|affiliation|大学|大學|学院|學院|研究[所院]).*[*_]",
    re.IGNORECASE,
)
_LONE = frozenset(("url", "arxiv", "doi", "pdf", "code", "date"))
_QUOTE = regex(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)


class Field(NamedTuple):
    """A labelled text; `name` and `language` come from the table of labels."""

    name: str
    text: str
    line: int
    language: str = ""


@dataclass(slots=True)
class Fields:
    """What one entry's lines hold: `stray` are lines that stand behind its end."""

    found: list[Field] = field(default_factory=list)
    stray: list[tuple[int, str]] = field(default_factory=list)
    details: int = 0
    last: int = 0
    names: set[str] = field(default_factory=set)

    def add(self, item: Field) -> None:
        """Append a field."""
        self.found.append(item)
        self.names.add(item.name)

    def first(self, *names: str) -> str:
        """Return the first non-empty text among `names`, in the order of `names`."""
        texts = (item.text for name in names for item in self.found if item.name == name and item.text)
        return next(texts, "")

    def of(self, *names: str) -> list[Field]:
        """Return the non-empty fields among `names`, as printed."""
        return [item for item in self.found if item.name in names and item.text]


class _Open(NamedTuple):
    """The field that is being read."""

    label: Label
    line: int
    lines: list[str]
    below_heading: bool = False
    indent: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip(_BLANK)


def read_fields(lines: list[tuple[int, str]], table: LabelTable, *, page: bool = False) -> Fields:
    """Read the lines (number, text) of an entry; of a page, all from the first rule on is its body."""
    reading = _Reading(table, page=page)
    for number, line in lines:
        reading.feed(number, line)
    reading.close()
    return reading.fields


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


class _Reading:
    """The state between two lines."""

    def __init__(self, table: LabelTable, *, page: bool) -> None:
        self.table = table
        self.page = page
        self.body = False
        self.fields = Fields()
        self.open: _Open | None = None
        self.free = True  # a field may begin here
        self.below_label = False
        self.marked = False  # the entry marks the labels of its texts
        self.ended = False  # the entry's end has been seen
        self.named = False  # the entry has named its authors

    def feed(self, number: int, line: str) -> None:
        if line.strip(_BLANK):
            self._line(number, line)
        else:
            self._blank()

    def close(self) -> None:
        if self.open:
            self._keep(self.open)
        self.open = None

    def _blank(self) -> None:
        self.free, self.below_label = True, False
        if self.open and self.open.label.fact and self.open.lines:
            self.close()
        elif self.open and self.open.lines:
            self.open.lines.append("")

    def _line(self, number: int, line: str) -> None:
        if is_furniture(line) or section_tag(line):
            self._furniture(number, line)
            return
        if is_wrapper(line) and not self.body:
            return
        self.fields.last = number
        head = None if self.body else read_heading(line) if line.startswith("#") and self.free else None
        if head:
            self._heading(number, line, head)
            return
        image = _IMAGE.fullmatch(line) if "![" in line and not self.body else None
        if image:
            self.close()
            self.fields.add(Field("figures", image[1], number))
            return
        bare = without_tags(line)
        parts = () if self.body else self.table.parts(bare)
        if bare != line:  # a tag marks a label as stars do
            parts = tuple(part._replace(bold=True) for part in parts)
        if parts and self._accepts(parts, line):
            self._labels(number, parts, line)
        elif self._is_title(line):
            self.fields.add(Field("title", quoted_italic(line) or bold_line(line), number))
        else:
            sibling = self._sibling(line)
            if sibling:
                self._labels(number, (sibling,), line)
            else:
                self._text(number, line)

    def _sibling(self, line: str) -> Label | None:
        """Read a bold label that no table knows, where the field above is such an item of the same list."""
        above = self.open
        if self.body or not above or not (above.label.item and above.label.bold) or above.below_heading:
            return None
        label = item_label(line)
        alike = label and label.item == above.label.item and above.indent == _indent(line)
        return label if alike else None

    def _furniture(self, number: int, line: str) -> None:
        tag = line.strip()
        self.fields.details += (tag == "<details>") - (tag == "</details>")
        if self.body:
            return
        if self.page and is_rule(line):
            self._begin_body()
            return
        self.close()
        folded = self.table.heading(summary_text(line)) if "<summary>" in line else None
        if folded and not folded.fact and not self.page:
            self.open = _Open(folded, number, [])
            self.free = self.below_label = False
            return
        self.free, self.below_label = True, False
        self.ended = self.ended or (is_closing(line) and tag != "</details>")
        self.fields.last = number if is_closing(line) and not is_rule(line) else self.fields.last

    def _begin_body(self) -> None:
        self.close()
        self.body = True

    def _heading(self, number: int, line: str, head: Heading) -> None:
        label = self.table.heading(head.text)
        if not label and self.page and not self.marked:
            self._begin_body()
            self._text(number, line)
            return
        if not label:
            name = head.text.rstrip(":： \t")
            label = Label(snake_name(name), "", "", name, bold=True)
        self.close()
        self.open = _Open(label, number, [label.value] if label.value else [], below_heading=True)
        self.marked = self.marked or not label.fact
        self.below_label = self.free = True

    def _accepts(self, parts: tuple[Label, ...], line: str) -> bool:
        first = parts[0]
        if not first.name:  # a line in italics: authors, unless there is text already
            return not self.named and not self._has_text() and line.lstrip().startswith("*")
        below = self.open is not None and self.open.below_heading
        if first.bold:
            return not below or (first.fact and not first.item)
        if self.marked or self.ended or below:
            return False
        if first.field in self.fields.names:
            return False
        if first.name.isascii():
            return self.free
        above = self.open.label if self.open else None
        alone = len(parts) == 1 and not first.value and line.rstrip().endswith((":", "："))
        like_above = alone and above is not None and bool(above.name) and not above.value
        return self.free or self.below_label or like_above

    def _has_text(self) -> bool:
        return self.open is not None or not self.fields.names <= FACTS

    def _is_title(self, line: str) -> bool:
        if self._has_text():
            return False
        return quoted_italic(line) is not None or (not self.fields.found and bool(bold_line(line)))

    def _labels(self, number: int, parts: tuple[Label, ...], line: str) -> None:
        for label in parts:
            if self.open and not self.open.lines and self.open.label.field == label.field:
                self.open = None  # the same label twice, as of a folded text and of the text in it
            self.close()
            if label.value or len(parts) == 1:
                self.open = _Open(label, number, [label.value] if label.value else [], indent=_indent(line))
        if not parts[-1].name:
            self.close()
        self.marked = self.marked or (parts[0].bold and not parts[0].fact)
        self.below_label = True
        self.free = parts[-1].fact

    def _text(self, number: int, line: str) -> None:
        if self.open and self.open.label.field in _LONE and self.open.lines:
            self.close()
        if self.open is None and self.ended:
            self.fields.stray.append((number, line))
            return
        if self.open is None and not self.fields.found and not self.page and is_list_of_names(line):
            self.fields.add(Field("authors", line.strip(_BLANK), number))
            self.named = True
            return
        if self.open is None and self.named and not self._has_text() and _WORKPLACE.fullmatch(line.strip()):
            self.fields.add(Field("affiliations", line.strip("*_ \t"), number))
            return
        if self.open is None:
            self.open = _Open(Label("body", "", "", ""), number, [])
        self.open.lines.append(line)
        self.free = self.below_label = False

    def _without_label(self, label: Label, text: str) -> str:
        """Drop a text's own label from its beginning: `Abstract: ...` below a heading that says so."""
        name, colon, rest = text[:_LONGEST_LABEL].partition(":")
        if not colon or label.fact or self.table.field(name) != label.field:
            return text
        return (rest + text[_LONGEST_LABEL:]).lstrip(_BLANK)

    def _keep(self, done: _Open) -> None:
        label, text = done.label, done.text
        if label.quoted or (text.startswith(">") and not label.value):
            rest = _QUOTE.sub("", text[len(label.value) :]).rstrip(_BLANK)
            text = label.value + (rest if label.value else rest.lstrip(_BLANK))
        text = self._without_label(label, text)
        if label.fact and len(text) > 1 and text[0] == text[-1] == "`" and "`" not in text[1:-1]:
            text = text[1:-1].strip(_BLANK)
        if text or not (label.fact or label.field == "body"):
            self.fields.add(Field(label.field, text, done.line, label.language))
            self.named = self.named or (label.field == "authors" and text != "")
