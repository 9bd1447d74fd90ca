"""Papers as items of a list: `- **Title** - authors - [2025-08-28](address)` and its kin.

An item is one of a paper when it has a title of several words, in stars or as a link, and an address
of a paper. What stands around the title is told by what it is: a date, links, names, anything else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from digestcli.documents.markdown.cells import PAPER, Link, headed, kind_of, links, visible
from digestcli.documents.markdown.fields import Field, Fields
from digestcli.documents.markdown.headings import is_furniture
from digestcli.documents.markdown.labels import LabelTable
from digestcli.documents.markdown.tables import Row, title_words
from digestcli.text.dates import find_date
from digestcli.text.names import is_list_of_names
from digestcli.text.regex import regex

_ITEM = regex(r"(?:[-*+•]|(\d{1,4})[.)])[ \t]+(?=\S)")
_TITLE = regex(r"\*\*(?:[^*]|\*(?!\*))+\*\*|\[(?:[^\[\]]|\[[^\[\]]*\])+\]\(https?://[^()\s]*\)")
_LINK = regex(r"\*{0,2}\[(?:[^\[\]]|\[[^\[\]]*\])*\]\([^()\s]*\)\*{0,2}|https?://[^\s<>()]+")
_NAMED = regex(
    r"\b(?:paper|code|pdf|arxiv|abs|links?|project|html|github|链接|论文|代码)[ \t]*[:：]", re.IGNORECASE
)
_BETWEEN = regex(r"[ \t]+[-–—|·/][ \t]+|\n")
_EDGE = " \t,，;；:：.-–—|·/()（）[]*_"
_LONGEST = 4_000
_SHORT = 60
"""Characters of a line at the margin that is more than a count, a date or a name."""


def paper_items(lines: Sequence[str], start: int, table: LabelTable) -> dict[int, Row | None]:
    """Return the items that are papers by their line (from 0), where a text is a list of such items.

    They are most of what stands at the margin, and most have a date or names, perhaps below
    them: a text that cites papers in a list, or a list of links, is none.
    """
    found: dict[int, Row | None] = {}
    others = 0
    for at in range(start, len(lines)):
        line = lines[at]
        row = _row(at + 1, line, table)
        if row:
            found[at] = row
        elif len(line) > _SHORT and not (line[0] in " \t>#|" or is_furniture(line)):
            others += 1
    told = sum(1 for at, row in found.items() if row and _is_told(row, lines, at + 1, table))
    return found if len(found) >= others and 2 * told >= len(found) else {}


def _is_told(row: Row, lines: Sequence[str], below: int, table: LabelTable) -> bool:
    """Tell whether an item has a date or names, or a line of its own below with names or a label."""
    if row.fields.names & {"date", "authors"}:
        return True
    line = lines[below] if below < len(lines) else ""
    return line.startswith((" ", "\t")) and (is_list_of_names(line) or table.line(line) is not None)


def _row(line: int, text: str, table: LabelTable) -> Row | None:
    """Read an item as a paper; None where it is none."""
    item = _ITEM.match(text)
    if not item or len(text) > _LONGEST or not PAPER.search(text) or table.line(text):
        return None
    body = text[item.end() :]
    title = next((match for match in _TITLE.finditer(body) if title_words(headed(match[0]).title) > 1), None)
    if not title:
        return None
    head = headed(title[0])
    fields = Fields(last=line)
    url = head.address if PAPER.search(head.address) else ""
    around = (body[: title.start()], body[title.end() :])
    for link in [found for part in around for found in links(part)]:
        url = _link(link, url, fields, line, table)
    for part in around:
        _around(part, fields, line)
    if head.address and not url:
        url = _link(Link("", head.address), url, fields, line, table)
    return Row(int(item[1]) if item[1] else head.number, head.title, url, fields) if url else None


def _link(link: Link, url: str, fields: Fields, line: int, table: LabelTable) -> str:
    """File a link, and a date that it is named by; return the address of the paper."""
    date = find_date(link.text)
    if date and not fields.of("date"):
        fields.add(Field("date", date, line))
    kind = kind_of(link, "", table)
    if kind == "url" and not url:
        return link.address
    if link.address != url:
        said = f"{link.text}: {link.address}" if kind == "link" and link.text else link.address
        fields.add(Field("links" if kind == "link" else kind, said, line))
    return url or (link.address if PAPER.search(link.address) else "")


def _around(text: str, fields: Fields, line: int) -> None:
    """File what stands before or behind a title, links apart."""
    bare = _NAMED.sub(" ", _LINK.sub(" ", text))
    for piece in _BETWEEN.split(visible(bare)):
        said = piece.strip(_EDGE)
        date = find_date(said) if len(said) <= len("September 30, 2026.") else None
        if date:
            if not fields.of("date"):
                fields.add(Field("date", date, line))
        elif said and not fields.of("authors") and _names(piece.strip(" \t,，;；:：-–—|·/()*_")):
            fields.add(Field("authors", piece.strip(" \t,，;；:：-–—|·/()*_"), line))
        elif said:
            fields.add(Field("body", said, line))


def _names(text: str) -> bool:
    return is_list_of_names(text) or is_list_of_names(f"{text}, {text}")
