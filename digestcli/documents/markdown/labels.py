"""Labels of digest fields: how lines print them. Their names are in documents/markdown/fieldnames.py."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from digestcli.documents.markdown.fieldnames import FACTS as FACTS
from digestcli.documents.markdown.fieldnames import LABELS as LABELS
from digestcli.text.regex import regex

_LINKED = frozenset(("url", "arxiv", "doi", "pdf", "code"))
_JOINS = str.maketrans(dict.fromkeys("·・•‧&、+", "/"))
_LINE = regex(
    r"(?P<quote>(?:>[ \t]?)*)[ \t]*(?P<item>(?:[-+*•]|\d{1,4}[.)、])[ \t]+)?"
    r"(?:[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?[ \t]*)*"
    r"(?:(?P<bold>\*{1,3})[ \t]*)?(?P<name>(?![ \t])[^*:：|\n]{0,39}?[^*:：|\n \t])[ \t]*"
    r"(?:(?P<inner>\*{1,3})[ \t]*)?[:：][ \t]*(?P<close>\*{0,3})"
    r"[ \t]*(?P<value>.*)"
)
_BARE = regex(r"(?P<quote>(?:>[ \t]?)*)[ \t]*(?P<item>[-+*•][ \t]+)?\*\*(?P<name>[^*:：|\n]{1,40})\*\*[ \t]*")
_LINK = regex(r"\[(.*)\]\(<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?\)")
_ITALIC = regex(r"\*(?![*\s])(.*\S)\*")
_PAPER_LINK = regex(
    r"\[\W{0,4}(?:arxiv|doi)?[: ]{0,2}(?:\d{4}\.\d{4,5}(?:v\d{1,2})?|10\.\d{4,9}/[^\s\]]+)\]\(",
    re.IGNORECASE,
)
_FACT = regex(  # what needs no label beside other facts: a day, codes of categories
    r"(?P<date>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T]\d\d:\d\d(?::\d\d)?)?)"
    r"|`?(?P<category>[a-z-]{2,8}\.[A-Z][A-Za-z-]+(?:`?,? ?`?[a-z-]{2,8}\.[A-Z][A-Za-z-]+)*)`?"
)
_BETWEEN = regex(r"(?<![ \t])[ \t]+[|｜・·•][ \t]+")
_GLOSS = regex(r"[(（][^()（）]*[)）]")
_NO_WORD = regex(r"\W+")
_PICTURE = regex(
    r"([\u2190-\u2bff\U0001f000-\U0001faff])\ufe0f?[ \t]*"
    r"(?:[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?[ \t]*)*"
    r"(?=[^\s\u2190-\u2bff\U0001f000-\U0001faff])"
)
_PICTURED: Mapping[str, str] = {
    "👤": "authors", "👥": "authors", "✍": "authors", "🏷": "category", "📂": "category", "📅": "date",
    "📆": "date", "🗓": "date",
}  # fmt: skip
"""What an emoji before a fact stands for, where no word does."""
_LONGEST_ALONE = 20
"""Characters of a bold line that may be a label; what is longer is a title or a sentence."""
_LONGEST = 80
"""Characters of a label with its gloss; what is longer is running text."""


class Label(NamedTuple):
    """A label and what follows it on its line. `name` is '' for a bare line of authors in italics."""

    field: str
    language: str
    value: str
    name: str
    bold: bool = False
    item: str = ""
    quoted: bool = False

    @property
    def fact(self) -> bool:
        """Whether the field is a fact of one paragraph, not running text."""
        return self.field in FACTS


@lru_cache(maxsize=4096)  # a digest prints the same few labels in every entry
def fold(printed: str) -> str:
    """Reduce a label to what counts in comparisons.

    >>> fold("TL;DR"), fold("AI_Comments "), fold("作者·單位")
    ('tldr', 'aicomments', '作者/單位')
    """
    text = unicodedata.normalize("NFKC", printed).casefold().translate(_JOINS)
    return "".join(char for char in text if char == "/" or char.isalnum()).strip("/")


def snake_name(printed: str) -> str:
    """Return the name under which a field no table knows is kept.

    >>> snake_name("Broader Impact"), snake_name("局限性")
    ('broader_impact', '局限性')
    """
    return _NO_WORD.sub("_", printed.casefold()).strip("_") or "field"


def link_target(value: str) -> str:
    """Return the address in `[text](address)`, `<address>` or a bare address.

    >>> link_target("[abs](https://arxiv.org/abs/2601.1)"), link_target("<https://doi.org/10.1/x>")
    ('https://arxiv.org/abs/2601.1', 'https://doi.org/10.1/x')
    """
    match = _LINK.fullmatch(value.strip())
    return match[2] if match else value.strip().strip("`<>")


def item_label(line: str) -> Label | None:
    """Read a list item that begins with a bold label of any name: `- **Broader impact:** text`."""
    match = _LINE.match(line)
    if not match or not (match["item"] and match["bold"] and (match["inner"] or match["close"])):
        return None
    return Label(
        snake_name(match["name"]), "", match["value"].strip(" \t"), match["name"], True, match["item"].strip()
    )


def bold_names(lines: Iterable[str]) -> set[str]:
    """Return all that is printed like a label in bold: `**Broader impact:** text`."""
    found = set()
    for line in lines:
        match = _LINE.match(line) if "**" in line else None
        alone = _BARE.fullmatch(line) if "**" in line and not match else None
        if match and match["bold"] and (match["inner"] or match["close"]):
            found.add(match["name"])
        elif alone and len(alone["name"]) <= _LONGEST_ALONE:
            found.add(alone["name"])
    return found


@dataclass(frozen=True, slots=True)
class LabelTable:
    """A table of labels made ready for look-up: folded synonym -> field."""

    fields: Mapping[str, str]

    @classmethod
    def of(cls, *tables: Mapping[str, tuple[str, ...]]) -> LabelTable:
        """Build from tables of field -> synonyms; a later table wins over an earlier one."""
        pairs = (pair for table in tables for pair in table.items())
        return cls({fold(name): field for field, names in pairs for name in names})

    def with_extra(self, extra: Mapping[str, tuple[str, ...]]) -> LabelTable:
        """Return a table that knows the labels in `extra` too."""
        return LabelTable({**self.fields, **LabelTable.of(extra).fields})

    def field(self, printed: str) -> str | None:
        """Return the field that a label names, also with a gloss in brackets, or None."""
        if len(printed) > _LONGEST:
            return None
        found = self.fields.get(fold(printed))
        if found is None and ("(" in printed or "（" in printed):
            found = self.fields.get(fold(_GLOSS.sub("", printed)))
        return found

    def heading(self, text: str) -> Label | None:
        """Read a heading that is a label: `TL;DR: text`, `摘要`, `**Method**`."""
        field = self.field(text.rstrip(" \t:：").strip("*"))
        if field:
            return _label(field, "", text, bold=True)
        label = self.line(text)
        return label and label._replace(bold=True)

    def line(self, line: str) -> Label | None:
        """Read one line that begins with a known label.

        >>> LabelTable.of(LABELS).line("> **TL;DR:** short")
        Label(field='tldr', language='', value='short', name='TL;DR', bold=True, item='', quoted=True)
        """
        match = _LINE.match(line) or _BARE.fullmatch(line)
        field = self.field(match["name"]) if match else None
        if not match or not field:
            return None
        found = match.groupdict()
        value, bold = found.get("value") or "", bool(found.get("bold", "**"))
        closed = found.get("inner", "**") or found.get("close")
        if bold and not closed:
            if not value.rstrip().endswith("*"):
                return None
            value = value.rstrip().rstrip("*")
        elif not bold:
            value = (found["inner"] or found["close"] or "") + value
        label = _label(field, value, match["name"], bold=bold)
        return label._replace(item=(match["item"] or "").strip(), quoted=bool(match["quote"]))

    def parts(self, line: str) -> tuple[Label, ...]:
        """Read a line of labels, links and authors in italics, with bars or dots between them.

        >>> [(part.field, part.value) for part in LabelTable.of(LABELS).parts("*A, B* | **Category: cs.CL**")]
        [('authors', 'A, B'), ('category', 'cs.CL')]
        """
        pieces = _BETWEEN.split(line.strip(" \t"))
        found = [self._piece(piece, alone=len(pieces) == 1) for piece in pieces]
        if len(pieces) > 1 and not all(part and part.fact for part in found):
            found = [self.line(line)]
        return tuple(part for part in found if part)

    def _piece(self, piece: str, *, alone: bool) -> Label | None:
        link = _LINK.fullmatch(piece)
        if link:
            name = link[1].strip("*[] ")
            field = self.field(name) or ("url" if _PAPER_LINK.search(piece) else None)
            return _label(field, link[2], name, bold=True) if field in _LINKED else None
        label = self.line(piece)
        if label:
            return label
        italic = _ITALIC.fullmatch(piece)
        if italic:
            return _label("authors", italic[1], "", bold=True)
        picture = _PICTURE.match(piece)
        if picture:
            rest = piece[picture.end() :]
            inner = self._piece(rest, alone=False)
            known = _PICTURED.get(picture[1])
            return inner if inner or known is None else _label(known, rest, picture[1], bold=True)
        fact = None if alone else _FACT.fullmatch(piece)
        if fact:
            return _label(fact.lastgroup, piece, piece, bold=True)
        field = None if alone else self.field(piece)
        return _label(field, "", piece) if field in _LINKED else None


def _label(field: str | None, value: str, name: str, *, bold: bool = False) -> Label:
    base, _, language = (field or "").partition("@")
    return Label(base, language, value.strip(" \t"), name.strip(), bold)
