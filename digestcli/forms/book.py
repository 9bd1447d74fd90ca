"""An entry as a chapter of a book has it: XHTML for e-readers, which mostly run no scripts.

As on the page (web.py), all that comes from a file is made visible first and mathematics readable,
each text says its language, and only addresses of the web become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from digestcli.forms.web import Link, Scripts, links, spoken, texts, web_address
from digestcli.model import TEXT_FIELDS, Entry, Reference, Text
from digestcli.text.visible import one_line
from digestcli.text.wrapped import paragraphs
from digestcli.text.xml import xml

_FIRST_AUTHORS = 20
_SAFE = "%/:?&=+,;@!$'()*~-._"  # signs that stay in an address
_LONE = re.compile("%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"(?:[A-Za-z0-9_-]+\.)+[A-Za-z][A-Za-z0-9-]*")  # a name: an address of numbers is no link


@dataclass(frozen=True, slots=True)
class Words:
    """The book's own words in each language that it knows, BCP 47 tag -> name -> word; `tag` is its own."""

    labels: Mapping[str, Mapping[str, str]]
    tag: str

    def __getitem__(self, name: str) -> str:
        """Return a word in the language of the book."""
        return self.labels[self.tag][name]

    def beside(self, tag: str) -> str:
        """Return the language of the words that stand beside a text of the language `tag`."""
        if tag == "zh":
            return self.tag if self.tag.startswith("zh") else "zh-Hans"
        return tag if tag in self.labels else "en"


class Style(NamedTuple):
    """How entries are shown: the script their Chinese is in, and the book's own words."""

    scripts: Scripts
    words: Words

    def texts(self, text: Text) -> list[tuple[str, str]]:
        """Return (tag, text to show) for each language of a text."""
        return [(tag or "", shown or "") for tag, shown in texts(text, self.scripts)]

    def spoken(self, text: str) -> tuple[str, str]:
        """Return the same for a text of which nobody said the language."""
        tag, shown = spoken(text, self.scripts) or ("", "")
        return tag or "", shown or ""


def xhtml(entry: Entry, anchor: str, style: Style) -> str:
    """Return an entry as an <article> with the id `anchor`."""
    return "\n".join(
        (
            f'<article id="{anchor}" aria-labelledby="{anchor}-title">',
            f'<h2 id="{anchor}-title">{_title(entry, style)}</h2>',
            *_authors(entry, style),
            f'<p class="facts">{_facts(entry)}</p>',
            *_links(entry),
            *_texts(entry, style),
            *_remarks(entry, style),
            *_references(entry, style),
            "</article>\n",
        )
    )


def listed(entry: Entry, anchor: str, style: Style) -> str:
    """Return the line of an entry in the list at the head of its chapter."""
    return f'<li><a href="#{anchor}">{_title(entry, style, "en", "zh")}</a></li>\n'


def category_name(entry: Entry, style: Style) -> list[tuple[str, str]]:
    """Return (tag, name) of an entry's category: its code where people know it by that, its labels."""
    code = one_line(entry.category)
    labels = style.texts(entry.category_label)
    if code and (code.isascii() or not labels):
        return [style.spoken(code), *(one for one in labels if one[1] != code)]
    return labels or [(style.words.tag, style.words["uncategorized"])]


def spans(found: list[tuple[str, str]]) -> str:
    """Return texts as <span>s with their languages."""
    return " ".join(f"<span{language(tag)}>{xml(text)}</span>" for tag, text in found)


def language(tag: str) -> str:
    """Return the attributes that say the language of an element; '' is an unknown one."""
    return f' lang="{tag}" xml:lang="{tag}"'


def address(url: str) -> str:
    """Return an address of the web as any reader of XHTML takes it; '' for one that is not safe.

    >>> address("https://example.org/新闻?a={1}&b=%41%"), address("https://me@example.org/")
    ('https://example.org/%E6%96%B0%E9%97%BB?a=%7B1%7D&b=%41%25', '')
    """
    parts = urlsplit(web_address(url))
    try:
        encoded = (parts.hostname or "").encode("idna")
        encoded.decode("idna")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # an empty label, one of 64 letters, broken Punycode, a port that is no number
        return ""
    host = encoded.decode("ascii")
    if "@" in parts.netloc or not _HOST.fullmatch(host):
        return ""
    marked = (("", parts.path), ("?", parts.query), ("#", parts.fragment))
    rest = (mark + quote(_LONE.sub("%25", part), safe=_SAFE) for mark, part in marked if part)
    return f"{parts.scheme}://{host}{port}{''.join(rest)}"


def _title(entry: Entry, style: Style, *languages: str) -> str:
    """Return the title in all its languages, or in the first of `languages` that it has."""
    title = entry.title
    first = next((tag for tag in languages if title.get(tag)), "")
    chosen = Text.of({first: title.get(first)}) if first else title
    found = [(tag, one_line(text)) for tag, text in style.texts(chosen)]
    return spans(found or [(style.words.tag, style.words["no_title"])])


def _authors(entry: Entry, style: Style) -> Iterator[str]:
    """Yield the authors; all of very many are behind a summary, in readers that can fold."""
    names = [one_line(name) for name in entry.authors]
    if not names:
        return
    tag, _ = style.spoken(" ".join(names[:_FIRST_AUTHORS]))
    cut = len(names) > _FIRST_AUTHORS or not entry.authors_complete
    few = ", ".join((*names[:_FIRST_AUTHORS], *((style.words["et_al"],) if cut else ())))
    yield f'<p class="authors"{language(tag)}>{xml(few)}</p>'
    if len(names) > _FIRST_AUTHORS:
        told = xml(style.words["all_authors"].format(count=len(names)))
        yield f"<details><summary>{told}</summary><p{language(tag)}>{xml(', '.join(names))}</p></details>"


def _facts(entry: Entry) -> str:
    categories = ", ".join(dict.fromkeys(filter(None, (entry.category, *entry.categories))))
    facts = (f"[{entry.number}]", entry.date or "", categories)
    return xml(one_line(" · ".join(filter(None, facts))))


def _links(entry: Entry) -> Iterator[str]:
    found = [_anchor(one) for one in links(entry)]
    if found:
        yield f'<p class="links">{" · ".join(found)}</p>'


def _anchor(link: Link) -> str:
    """Return a link; where it can be followed, the name of the kind says enough of a long address."""
    target = address(link.address)
    if not target:
        return xml(f"{link.name} {link.shown}")
    shown = link.shown if link.name == "URL" else link.name
    told = f"{link.name} {link.shown}" if link.name in ("arXiv", "DOI") else shown
    return f'<a href="{xml(target)}">{xml(told)}</a>'


def _texts(entry: Entry, style: Style) -> Iterator[str]:
    """Yield the text fields, each language under the field's name in that language."""
    for name in TEXT_FIELDS:
        for tag, text in style.texts(getattr(entry, name)):
            words = style.words.beside(tag)
            yield f"<h3{language(words)}>{xml(style.words.labels[words][name])}</h3>"
            yield from _paragraphs(tag, text)
    for label, value in entry.extra.items():
        shown = one_line(label.replace("_", " ").capitalize())
        yield f"<h3{language(style.spoken(shown)[0])}>{xml(shown)}</h3>"
        yield from _paragraphs(*style.spoken(value))


def _paragraphs(tag: str, text: str) -> Iterator[str]:
    yield from (f"<p{language(tag)}>{xml(one)}</p>" for one in paragraphs(text))


def _remarks(entry: Entry, style: Style) -> Iterator[str]:
    for name, text in (("venue", entry.venue), ("comment", entry.comment)):
        if text:
            tag, shown = style.spoken(text)
            told = xml(style.words[name])
            yield f'<p class="facts">{told}: <span{language(tag)}>{xml(one_line(shown))}</span></p>'


def _references(entry: Entry, style: Style) -> Iterator[str]:
    if entry.references:
        yield f"<h3>{xml(style.words['references'])}</h3>"
        yield '<ul class="references">'
        yield from (f"<li>{_reference(one, style)}</li>" for one in entry.references)
        yield "</ul>"


def _reference(ref: Reference, style: Style) -> str:
    tag, title = style.spoken(ref.title or "")
    known = ", ".join(f"{scheme}:{name}" for scheme, name in ref.identifiers.items())
    shown, target = one_line(ref.url or known), address(ref.url or "")
    link = f'<a href="{xml(target)}">{xml(shown)}</a>' if target else xml(shown)
    told = f"<span{language(tag)}>{xml(one_line(title))}</span>" if title else ""
    return " ".join(filter(None, (xml(f"[{one_line(ref.marker)}]"), told, link)))
