"""An article in the making: the lines of its page, and what has been read of them so far."""

from __future__ import annotations

from typing import NamedTuple

from digestcli.documents.adorned import unmarked
from digestcli.documents.articles.unfold import unfold
from digestcli.documents.webpage import LONG, split_names, units
from digestcli.model import Issue, Reference
from digestcli.text.languages.script import to_simplified

_BLANK = "".join(map(chr, range(33))) + "\x7f\xa0\u2028\u2029\u3000\u200b\ufeff"


class Line(NamedTuple):
    """A line of the page: its number (from 1), its text, and the same characters in Simplified."""

    number: int
    text: str
    plain: str


class Page:
    """The article in the making: texts by name, each with the line it stands on."""

    def __init__(self, text: str) -> None:
        printed = [(number, unmarked(line.strip(_BLANK))) for number, line in enumerate(text.split("\n"), 1)]
        apart = [(number, part.strip(_BLANK)) for number, line in printed for part in unfold(line)]
        self.lines = [Line(number, part, to_simplified(part)) for number, part in apart if part]
        self.last = len(printed)
        self.texts: dict[str, list[tuple[int, str]]] = {}
        self.authors: dict[str, None] = {}
        self.references: list[Reference] = []
        self.issues: list[Issue] = []
        self.date = ""
        self.in_header = True
        """Whether nothing of the prose has been read."""

    def put(self, name: str, line: int, text: str) -> None:
        """Add a text, which stands on `line`, under a name."""
        if name == "body" and units(text) >= LONG:
            self.in_header = False
        if text.strip():
            self.texts.setdefault(name, []).append((line, text.strip()))

    def sign(self, printed: str) -> None:
        """Add the authors of a byline."""
        self.authors.update(dict.fromkeys(split_names(printed)))

    def joined(self, name: str) -> str:
        """Return the texts of a name, a line each; captions each once."""
        texts = [text for _, text in self.texts.get(name, ())]
        return "\n".join(dict.fromkeys(texts) if name == "figures" else texts)

    def has_any(self, *names: str) -> bool:
        """Tell whether there is a text of one of these names."""
        return not self.texts.keys().isdisjoint(names)

    def close_header(self) -> None:
        """Call a single short sentence above a credit or byline the lede."""
        body = self.texts.get("body", [])
        if len(body) == 1 and units(body[0][1]) < LONG and not self.has_any("lede", "abstract"):
            self.texts["lede"] = self.texts.pop("body")
