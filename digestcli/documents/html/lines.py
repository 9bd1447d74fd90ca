"""The lines of a page while they are written: marks of headings, items and labels, links and bold type.

A line ends where an element ends it; what is open without a text (a link, bold type) goes on in the next.
"""

from __future__ import annotations

from digestcli.documents.html.elements import (
    DEEPEST,
    FORMAT,
    INDENT,
    LONGEST_NOTICE,
    NOTICE,
    OWN_LABEL,
    TELLING,
)
from digestcli.documents.html.inline import BOLD, LINK, LINK_END, resolved
from digestcli.documents.html.tables import Line, Table


class LineWriter:
    """What stands on the line that is being written, and what it will be."""

    def __init__(self) -> None:
        self.out: list[Line] = []
        self.parts: list[str] = []
        self.line = self.start = 1
        self.said = False  # whether the line has any text
        self.links: list[tuple[str, str]] = []
        self.link: tuple[str, str] | None = None  # the open one: its address, its name for want of a text
        self.link_at = 0
        self.linked = False  # whether it has any text
        self.lists: list[int | None] = []  # the next number, None for a list of points
        self.tables: list[Table] = []
        self.marker = ""
        self.heading = self.bold = self.pre = 0
        self.label = self.labelled = ""
        self.in_term = False

    def text(self, text: str) -> None:
        """Take a text; lines of it count only where it is set as it stands."""
        for at, line in enumerate(text.split("\n") if self.pre else (text,)):
            if at:
                self.flush()
                self.line += 1
            if not self.said and line.strip():
                self.start = self.line + line[: len(line) - len(line.lstrip())].count("\n")
                self.said = True
            self.linked = self.linked or bool(line.strip())
            self.parts.append(line)

    def flush(self) -> None:
        """End the line that is being written."""
        if self.linked:
            self.end_link()
        if self.said:
            anywhere = bool(self.marker) or bool(self.tables and self.tables[-1].in_cell)
            for text in resolved("".join(self.parts), self.links, anywhere=anywhere):
                self._write(text)
        self.links = []
        self.parts = [BOLD] * (self.bold > 0 and not self.said) + [LINK] * (self.link is not None)
        self.link_at = len(self.parts)
        self.said = False

    def blank(self) -> None:
        """Write an empty line below one with a text."""
        if self.out and self.out[-1].text:
            self.out.append(Line(self.line, ""))

    def mark(self, line: str) -> None:
        """Write a line that is no text."""
        self.flush()
        self.out.append(Line(self.line, line))

    def begin_link(self, address: str, name: str) -> None:
        """Begin a link; only addresses of the web lead anywhere from a file."""
        self.end_link()
        if "://" in address and "/search" not in address:
            self.link = (address.replace(" ", "%20").replace("(", "%28").replace(")", "%29"), name)
            self.linked = False
            self.parts.append(LINK)
            self.link_at = len(self.parts)

    def end_link(self) -> None:
        """End the link; one without a text counts where it leads to a paper or its code."""
        if not self.link:
            return
        if self.in_term and FORMAT.fullmatch("".join(self.parts[self.link_at :]).strip()):
            self.parts[self.link_at - 1] = ""  # as arXiv's listings name their papers
        else:
            told = self.linked or TELLING.search(self.link[0])
            self.parts.append(LINK_END)
            self.links.append(self.link if told else ("", ""))
            self.said = self.said or bool(told)
        self.link, self.linked = None, False

    def _write(self, text: str) -> None:
        if self.heading:
            said = text.replace("**", "") if text.count("**") == 2 else text
            self.out.append(Line(self.start, f"{'#' * self.heading} {said}"))
            self.label = self.labelled = self.marker = ""
            return
        if self.label and not OWN_LABEL.match(text):
            text = text.strip("*") if text.count("*") in (2, 4) else text
            if self.labelled == self.label and not self.marker and self._join(text):
                return
            self.labelled = self.label
            text = f"**{self.label}:** {text}"
        elif not self.label:
            self.labelled = ""
        self.label = ""
        if NOTICE.search(text) and len(text) < LONGEST_NOTICE:
            self.out.append(Line(self.start, "---"))
        self.out.append(Line(self.start, (self.marker or INDENT * len(self.lists[:DEEPEST])) + text))
        self.marker = ""

    def _join(self, text: str) -> bool:
        """Add a text to the line above that has the same label, if there is one."""
        while self.out and not self.out[-1].text:
            self.out.pop()
        if self.out:
            self.out[-1] = Line(self.out[-1].number, f"{self.out[-1].text}, {text}")
        return bool(self.out)
