"""The text of a table's cell without its mark-up, and the links in it.

Cells are lines of Markdown with HTML in them: badges, `<br>`, folded comments, bold links. What a
person sees of them is text; where they lead to is told apart by the address.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from digestcli.documents.markdown.labels import LabelTable
from digestcli.text.regex import regex

PAPER = regex(
    r"arxiv\.org/(?:abs|pdf|html|format)/|alphaxiv\.org/|huggingface\.co/papers/|doi\.org/10\.|openreview\.net/"
    r"|aclanthology\.org/|(?:bio|med|chem)rxiv\.org/|proceedings\.|ieeexplore\.|dl\.acm\.org/|nature\.com/articles/",
    re.IGNORECASE,
)
"""An address that leads to a paper."""

_HOSTS_OF_CODE = regex(r"https?://(?:www\.)?(?:github|gitlab|gitee|bitbucket|codeberg)\.\w+/", re.IGNORECASE)
_BADGE = regex(r"\[!\[([^\[\]\n]*)\]\([^()\s]*\)\](?=\()")
_IMAGE_LINK = regex(r"\[!\[[^\[\]\n]*\]\([^()\s]*\)\]\([^()\s]*\)")
_IMAGE = regex(r"!\[[^\[\]\n]*\]\([^()\s]*\)")
_LINK = regex(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(<?([^()<>\s]*(?:\([^()\s]*\)[^()<>\s]*)*)>?\)")
_ANCHOR = regex(r"<a\s+href=[\"']?([^\"'\s<>]*)(?:[\"'\s][^<>]*)?>([^<>]*)</a>", re.IGNORECASE)
_ADDRESS = regex(r"https?://[^\s<>()\[\]|\"'，。；]+")
_FOLDED = regex(r"<summary>[^<>]*</summary>", re.IGNORECASE)
_BREAK = regex(r"<br\b[^<>]*>|</(?:p|div|li)>", re.IGNORECASE)
_TAG = regex(
    r"</?(?:span|sub|sup|b|strong|i|em|p|div|details|font|small|u|center|code|li|ul|ol|kbd|mark)\b[^<>]*>",
    re.IGNORECASE,
)
_STARS = regex(r"\*\*(.+?)\*\*")
_NUMBER = regex(r"\[?(\d{1,4})(?:[.)\]][ \t]+|[、）][ \t]*)(?=\S)")
_EDGE = " \t\n-–—:：,，;；|·"


class Link(NamedTuple):
    """A link as printed: its text without mark-up, and where it leads."""

    text: str
    address: str


class Headed(NamedTuple):
    """What the cell with a title holds: its number, the title, the address it leads to, and the rest."""

    number: int | None
    title: str
    address: str
    rest: str


def links(cell: str) -> list[Link]:
    """Return the links of a cell in their order, badges among them, else the bare addresses.

    >>> links("**[link](https://github.com/a/b)** [![arXiv](x.svg)](https://arxiv.org/abs/2601.1)")
    [Link(text='link', address='https://github.com/a/b'), Link(text='arXiv', address='https://arxiv.org/abs/2601.1')]
    """
    cell = _BADGE.sub(r"[\1]", cell) if "![" in cell else cell
    cell = _ANCHOR.sub(r"[\2](\1)", cell) if "<a" in cell else cell
    found = [Link(visible(match[1]), match[2]) for match in _LINK.finditer(cell) if match[2]]
    return found or [Link("", match[0].rstrip(".,;")) for match in _ADDRESS.finditer(cell)]


def kind_of(link: Link, column: str, table: LabelTable) -> str:
    """Tell what a link leads to: 'url', 'pdf', 'code', or 'link' for anything else."""
    if PAPER.search(link.address):
        return "pdf" if "/pdf" in link.address or link.address.endswith(".pdf") else "url"
    named = table.field(link.text)
    if column == "code" or named == "code" or _HOSTS_OF_CODE.match(link.address):
        return "code" if "://" in link.address else "link"
    if "pdf" in (column, named) and "://" in link.address:
        return "pdf"
    return "link"


def visible(cell: str) -> str:
    """Return a cell as it is seen: no tags, images, stars or entities; a link is its text.

    >>> visible("<details><summary>Accep...</summary><p>Accepted to ICCS&nbsp;2025</p></details>")
    'Accepted to ICCS 2025'
    >>> visible("**[A $x^*$ title](https://arxiv.org/abs/2601.1)**"), visible("<UNK> tokens")
    ('A $x^*$ title', '<UNK> tokens')
    """
    text = cell
    if "[" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", _BADGE.sub(r"[\1]", text)))
    if "<" in text:
        text = _ANCHOR.sub(r"\2", text)
        text = _TAG.sub("", _BREAK.sub("\n", _FOLDED.sub("", text)))
    text = html.unescape(text).replace("\xa0", " ") if "&" in text else text
    text = _STARS.sub(r"\1", text) if "**" in text else text
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def headed(cell: str) -> Headed:
    """Take the cell with a title apart: `1) **Title** - a sentence`, `[Title](URL) <br> a sentence`.

    >>> headed("1) **DeepSeek-R1** - a model that thinks.")
    Headed(number=1, title='DeepSeek-R1', address='', rest='a model that thinks.')
    """
    text = _IMAGE.sub("", _IMAGE_LINK.sub("", cell)) if "![" in cell else cell
    text = _BREAK.sub("\n", text).strip() if "<" in text else text.strip()
    text = _TAG.sub("", _ANCHOR.sub(r"[\2](\1)", text)) if "<" in text else text
    numbered = _NUMBER.match(text)
    number = int(numbered[1]) if numbered else None
    text = text[numbered.end() :] if numbered else text
    bold = _STARS.match(text)
    link = _LINK.match(bold[1] if bold else text)
    if link:
        rest = (bold[1][link.end() :] if bold else "") + text[bold.end() if bold else link.end() :]
        return Headed(number, visible(link[1]), link[2], visible(rest).strip(_EDGE))
    if bold:
        return Headed(number, visible(bold[1]), "", visible(text[bold.end() :]).strip(_EDGE))
    title, _, rest = text.partition("\n")
    return Headed(number, visible(title), "", visible(rest))
