"""A page saved as HTML as lines of Markdown, each with its line in the file.

Readers know headings, labels, lists, tables and links by their marks in Markdown; a page says the same by
its tags, and by the names of its classes (`class="authors"`). What only looks is left out.
"""

from __future__ import annotations

from typing import NamedTuple

from digestcli.documents.html.classes import TITLE, class_label
from digestcli.documents.html.elements import (
    BOLD_STYLE,
    CLOSES,
    DEEPEST,
    HEADINGS,
    INDENT,
    LABEL_ALONE,
    LINES,
    PARAGRAPHS,
    PICTURE,
    TITLE_LEVEL,
)
from digestcli.documents.html.inline import BOLD, BOLD_END, ITALIC, ITALIC_END, resolved
from digestcli.documents.html.lines import LineWriter
from digestcli.documents.html.tables import Line, Table
from digestcli.documents.html.tokens import VOID, Token, attribute, tokens
from digestcli.text.dates import find_date

_NEAR = 4
"""How many elements around one say that it has their label already."""


class Lines(NamedTuple):
    """A text of Markdown, and for each of its lines the line of the page it stands on."""

    text: str
    numbers: tuple[int, ...]


class _Element(NamedTuple):
    """An open element: what it does to the text in it."""

    name: str
    bold: bool = False
    label: str = ""
    hidden: bool = False


def markdown_of(html: str) -> Lines:
    r"""Return a page as lines of Markdown.

    >>> markdown_of("<h2><a href='https://a.b/1'>On waves</a></h2><p><b>摘要：</b>波<br>浪").text
    '## [On waves](https://a.b/1)\n\n**摘要：**波\n浪'
    """
    page = _Page()
    for token in tokens(html):
        page.take(token)
    lines = page.finish()
    return Lines("\n".join(line.text for line in lines), tuple(line.number for line in lines))


class _Page:
    """The state between two tags."""

    def __init__(self) -> None:
        self.writer = LineWriter()
        self.title = ""
        self.elements: list[_Element] = []
        self.counts: dict[str, int] = {}
        self.kept: list[tuple[list[Line], list[int | None]]] = []
        self.hidden = 0

    def take(self, token: Token) -> None:
        self.writer.line = token.line
        if token.kind == "title":
            self.title = self.title or token.value
        elif token.kind == "open":
            self._open(token.value, token.attributes)
        elif token.kind == "close":
            self._close(token.value)
        elif not self.hidden:
            self.writer.text(token.value)

    def finish(self) -> list[Line]:
        """Close what is open, and return the lines, with the page's title above where none has it."""
        while self.elements:
            self._pop()
        self.writer.flush()
        out = self.writer.out
        lines = [line for at, line in enumerate(out) if line.text or (at and out[at - 1].text)]
        while lines and not lines[-1].text:
            lines.pop()
        first = next((line.text[2:] for line in lines if line.text.startswith("# ")), "")
        if self.title and (not first or (find_date(self.title) and not find_date(first))):
            lines[:0] = [Line(1, self.title if first else f"# {self.title}"), Line(1, "")]
        return lines

    # --- what is open

    def _open(self, name: str, attributes: str) -> None:
        if name in VOID:
            self._void(name, attributes)
            return
        if name in CLOSES:
            self._close_within(*CLOSES[name])
        label = class_label(attribute(attributes, "class")) if "class" in attributes else ""
        if label and any(one.label == label for one in self.elements[-_NEAR:]):
            label = ""
        if name in PARAGRAPHS or name in LINES or label or name in ("summary", "details"):
            self.writer.flush()
        if name in PARAGRAPHS and not (name in ("ul", "ol") and self.writer.lists):
            self.writer.blank()
        hidden = name == "nav" or attribute(attributes, "aria-hidden") == "true"
        if label == TITLE and not self.writer.heading:
            self.writer.heading = TITLE_LEVEL
        elif label != TITLE:
            self.writer.label = label or self.writer.label
        heading = name in HEADINGS or self.writer.heading
        bold = not heading and (name in ("b", "strong") or _is_bold(attributes))
        self.elements.append(_Element(name, bold, label, hidden))
        self.counts[name] = self.counts.get(name, 0) + 1
        self.hidden += hidden
        self._begin(name, attributes)
        if bold:
            self.writer.bold += 1
            self.writer.parts.append(BOLD)

    def _close(self, name: str) -> None:
        if not self.counts.get(name):
            return
        while self.elements[-1].name != name:
            self._pop()
        self._pop()

    def _close_within(self, names: tuple[str, ...], holders: tuple[str, ...]) -> None:
        """Close the open elements of some names, as a further one of their kind begins."""
        if not any(map(self.counts.get, names)):
            return
        at, found = len(self.elements) - 1, len(self.elements)
        while at >= 0 and self.elements[at].name not in holders:
            found = at if self.elements[at].name in names else found
            at -= 1
        while len(self.elements) > found:
            self._pop()

    def _pop(self) -> None:
        """End the element that was opened last."""
        element = self.elements.pop()
        name, writer = element.name, self.writer
        self.counts[name] -= 1
        self.hidden -= element.hidden
        if element.bold:
            writer.bold -= 1
            writer.parts.append(BOLD_END)
        if name == "a":
            writer.end_link()
        elif name in ("i", "em"):
            writer.parts.append(ITALIC_END)
        elif name in ("summary", "dt"):
            self._name_below(name)
        if name in PARAGRAPHS or name in LINES or element.label or name in ("summary", "details", "pre"):
            writer.flush()
            if name in HEADINGS or element.label == TITLE:
                writer.heading = 0
            writer.label = "" if element.label else writer.label
            self._end(name)

    # --- what it is

    def _begin(self, name: str, attributes: str) -> None:
        """Begin what an element of this name is."""
        writer = self.writer
        if name == "a" and not self.hidden:
            writer.begin_link(attribute(attributes, "href"), attribute(attributes, "aria-label"))
        elif name in ("i", "em"):
            writer.parts.append(ITALIC)
        elif name in HEADINGS:
            writer.heading = HEADINGS[name]
        elif name in ("ul", "ol"):
            start = attribute(attributes, "start")[:9]
            writer.lists.append(None if name == "ul" else int(start) if start.isdecimal() else 1)
        elif name in ("details", "footer"):
            writer.mark("<details>" if name == "details" else "---")
        elif name == "table":
            self._begin_table()
        elif name in ("tr", "td", "th") and writer.tables:
            writer.out = writer.tables[-1].begin(name, attribute(attributes, "colspan"))
        elif name == "li":
            self._begin_item()
        writer.pre += name == "pre"
        writer.in_term = writer.in_term or name == "dt"

    def _begin_item(self) -> None:
        lists = self.writer.lists
        at = lists[-1] if lists else None
        if at is not None:
            lists[-1] = at + 1
        self.writer.marker = INDENT * len(lists[1:DEEPEST]) + ("- " if at is None else f"{at}. ")

    def _begin_table(self) -> None:
        writer = self.writer
        self.kept.append((writer.out, writer.lists))
        writer.tables.append(Table())
        writer.out, writer.lists = writer.tables[-1].loose, []

    def _void(self, name: str, attributes: str) -> None:
        writer = self.writer
        if name == "br" and writer.heading and writer.said:
            writer.parts.append(" ")
        elif name == "br":
            (writer.flush if writer.said else writer.blank)()
        elif name == "hr":
            writer.mark("---")
        elif name == "img" and writer.link:
            writer.text(attribute(attributes, "alt"))
        elif name == "img" and not (writer.said or writer.heading or writer.tables or self.hidden):
            source = attribute(attributes, "src")
            if PICTURE.fullmatch(source):
                writer.mark(f"![{attribute(attributes, 'alt')}]({source})")

    def _name_below(self, name: str) -> None:
        """End the name of a folded text, or of what a list of definitions says below."""
        writer = self.writer
        if name == "summary":
            said = " ".join(resolved("".join(writer.parts), writer.links))
            writer.parts, writer.said = [], False
            writer.mark(f"<summary>{said}</summary>")
        elif not writer.links and len("".join(writer.parts).strip()) < LABEL_ALONE:
            writer.parts = [BOLD, *writer.parts, BOLD_END]

    def _end(self, name: str) -> None:
        """End what an element of this name is."""
        writer = self.writer
        if name in ("ul", "ol") and writer.lists:
            writer.lists.pop()
        elif name == "li":
            writer.marker = ""
        elif name == "table":
            lines = writer.tables.pop().lines()
            writer.out, writer.lists = self.kept.pop()
            if writer.tables:
                writer.tables[-1].holds_tables = True
            writer.out.extend(lines)
        elif name in ("tr", "td", "th") and writer.tables:
            writer.out = writer.tables[-1].end()
        elif name == "details":
            writer.mark("</details>")
        writer.pre -= name == "pre"
        writer.in_term = writer.in_term and name != "dt"
        if name in PARAGRAPHS and not (name in ("ul", "ol") and writer.lists):
            writer.blank()


def _is_bold(attributes: str) -> bool:
    return "font-weight" in attributes and bool(BOLD_STYLE.search(attribute(attributes, "style")))
