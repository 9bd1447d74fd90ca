"""An entry as the page of `--format html` has it: data for its script, plain HTML where none runs.

All that comes from a file is made visible first (no control or direction marks), mathematics is made
readable, and only addresses of the web become links.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from digestcli.identifiers import arxiv_id, doi, identify
from digestcli.model import NO_TEXT, TEXT_FIELDS, Entry, Reference, Text
from digestcli.text.languages.language import language_of
from digestcli.text.languages.patch import patch
from digestcli.text.languages.script import script_of
from digestcli.text.math import readable
from digestcli.text.visible import one_line, visible

Data = dict[str, object]

_EASTERN = re.compile("[\u3041-\u30fa\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_TAG = re.compile(r"[A-Za-z]{2,3}")
_NO_ADDRESS = re.compile(r"[\s\x00-\x20\x7f-\x9f<>\"\\]")
_NOT_IN_SCRIPT = ("<", ">", "&", "\u2028", "\u2029")
_WRAPPED = re.compile(r"(?<=\S)\n(?=\S)")
_WIDEST = 100  # characters of a line that was wrapped; arXiv wraps abstracts at 80
_FIRST_AUTHORS = 20


class Scripts(NamedTuple):
    """Which script the Chinese of the entries is in, and to which others the page can switch.

    Both are targets of text.languages.script: `base` as the entries come, `others` as patches.
    """

    base: str
    others: tuple[str, ...]

    @classmethod
    def of(cls, target: str) -> Scripts:
        """Return the scripts of a page whose entries were brought to `target`.

        Traditional is Taiwan's: OpenCC's own standard writes 爲 and 羣, which nobody prints.
        """
        return cls(target, {"original": ("hans", "tw"), "hans": ("tw",)}.get(target, ("hans",)))

    def tag(self, text: str) -> str:
        """Return the BCP 47 tag of a Chinese text in the base script."""
        script = script_of(text) if self.base == "original" else "Hans" if self.base == "hans" else "Hant"
        return f"zh-{script}" if script in ("Hans", "Hant") else "zh"


class Link(NamedTuple):
    """Something to follow: its name, what a person reads, and its address, '' when it is not safe."""

    name: str
    shown: str
    address: str


def page_entry(entry: Entry, scripts: Scripts) -> Data:
    """Return the data of an entry as page/entry.js shows it: JSON types, keys without a value left out."""
    data: Data = {
        "id": visible(entry.id),
        "number": entry.number,
        "kind": entry.kind,
        "digest": visible(entry.digest),
        "date": one_line(entry.date or ""),
        "category": one_line(entry.category),
        "categories": [one_line(name) for name in entry.categories if name != entry.category],
        "title": texts(entry.title, scripts),
        "authors": [one_line(name) for name in entry.authors],
        "authors_language": _eastern(" ".join(entry.authors)),
        "more_authors": not entry.authors_complete,
        "venue": spoken(entry.venue or "", scripts),
        "comment": spoken(entry.comment or "", scripts),
        "url": visible(entry.url or ""),
        "links": list(links(entry)),
        "texts": [[name, found] for name in TEXT_FIELDS if (found := texts(getattr(entry, name), scripts))],
        "extra": [
            [one_line(name.replace("_", " ").capitalize()), spoken(text, scripts)]
            for name, text in entry.extra.items()
        ],
        "references": [_reference(one, scripts) for one in entry.references],
        "source": _place(entry),
        "issues": [one_line(f"{issue.code}: {issue.message}") for issue in entry.issues],
    }
    return {key: value for key, value in data.items() if value or key == "number"}


def texts(text: Text, scripts: Scripts) -> list[list[str | None]]:
    """Return [tag, text, patch to each other script] for each language; no patches where none is needed."""
    return [_spoken(language, shown, scripts) for language, shown in text.items()]


def languages(entry: Entry) -> set[str]:
    """Return the languages in which an entry has a title or a text."""
    every = (entry.title, *(getattr(entry, name) for name in TEXT_FIELDS))
    return {language for text in every for language, _ in text.items() if _TAG.fullmatch(language)}


def spoken(text: str, scripts: Scripts) -> list[str | None]:
    """Return the same for a text of which nobody said the language; [] for none."""
    return _spoken(_eastern(text), text, scripts) if text else []


def _spoken(language: str, text: str, scripts: Scripts) -> list[str | None]:
    shown = visible(readable(_unwrapped(text) if language == "en" else text))
    if language != "zh":
        return [language if _TAG.fullmatch(language) else "", shown]
    patches = [patch(shown, target) for target in scripts.others]
    return [scripts.tag(shown), shown, *(patches if any(one is not None for one in patches) else ())]


def _unwrapped(text: str) -> str:
    """Join the lines of wrapped English; an indented line begins a paragraph, as in arXiv's abstracts."""
    wrapped = "\n" in text and max(map(len, text.split("\n"))) <= _WIDEST
    return _WRAPPED.sub(" ", text) if wrapped else text


def _eastern(text: str) -> str:
    """Return the language of a text with East Asian letters, else ''."""
    return language_of(text) if _EASTERN.search(text) else ""


def links(entry: Entry) -> Iterator[Link]:
    """Yield what an entry links to; an address that its identifiers already gave comes once."""
    arxiv, name = entry.identifiers.get("arxiv", ""), entry.identifiers.get("doi", "")
    if arxiv:
        known = arxiv_id(arxiv)
        yield Link("arXiv", one_line(arxiv), f"https://arxiv.org/abs/{known}" if known else "")
    if name:
        known = doi(name)
        yield Link("DOI", one_line(name), f"https://doi.org/{quote(known, safe='/:;()')}" if known else "")
    for label, url in (("URL", entry.url), ("PDF", entry.pdf), ("Code", entry.code)):
        if url and not (label == "URL" and arxiv and identify(url).get("arxiv") == arxiv):
            yield Link(label, one_line(url), web_address(url))


def web_address(url: str) -> str:
    """Return `url` where it is one of the web that can be followed safely, else ''.

    >>> web_address("https://example.org/a?b"), web_address("javascript:alert(1)"), web_address("//x.org")
    ('https://example.org/a?b', '', '')
    """
    if _NO_ADDRESS.search(url) or visible(url) != url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that is no IPv6 address
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def _reference(ref: Reference, scripts: Scripts) -> list[object]:
    """Return [marker, title, address as shown, address to follow]; without an address, its identifiers."""
    known = ", ".join(f"{scheme}:{name}" for scheme, name in ref.identifiers.items())
    shown, address = (one_line(ref.url), web_address(ref.url)) if ref.url else (one_line(known), "")
    return [one_line(ref.marker), spoken(ref.title or "", scripts), shown, address]


def _place(entry: Entry) -> str:
    lines = "-".join(map(str, dict.fromkeys(entry.source.lines)))
    return one_line(f"{entry.source.file}:{lines}" if any(entry.source.lines) else entry.source.file)


def json_in_script(value: object) -> str:
    r"""Return JSON that may stand in a <script>: nothing in it ends the element or a line.

    >>> json_in_script({"a": "</script>&"})
    '{"a":"\\u003c/script\\u003e\\u0026"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in _NOT_IN_SCRIPT:  # five searches take a tenth of the time of one str.translate
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def plain_html(entry: Entry, scripts: Scripts, anchor: str) -> str:
    """Return an entry as an <article> for browsers without scripts: titles, facts, links, its first text.

    `anchor` is an id for it, or ''.
    """
    unpatched = scripts._replace(others=())
    titles = "<br>".join(_elements("span", texts(entry.title, unpatched))) or "—"
    facts = (f"[{entry.number}]", one_line(entry.category), one_line(entry.date or ""), _authors(entry))
    first = next(filter(None, (getattr(entry, name) for name in TEXT_FIELDS)), NO_TEXT)
    return "\n".join(
        (
            f'<article class="entry"{f" id={quoted(anchor)}" if anchor else ""}>',
            f"<h3>{titles}</h3>",
            f'<p class="facts">{escape(" · ".join(filter(None, facts)))}</p>',
            *_elements("p", texts(first, unpatched)),
            f"<p>{' · '.join(map(_anchor_element, links(entry)))}</p>",
            "</article>\n",
        )
    )


def _elements(name: str, found: list[list[str | None]]) -> Iterator[str]:
    for tag, text, *_ in found:
        yield f"<{name} lang={quoted(tag or '')}>{escape(text or '')}</{name}>"


def quoted(text: str) -> str:
    """Return an attribute's value, quoted."""
    return f'"{escape(text)}"'


def _authors(entry: Entry) -> str:
    more = len(entry.authors) > _FIRST_AUTHORS or not entry.authors_complete
    return ", ".join((*map(one_line, entry.authors[:_FIRST_AUTHORS]), *(("et al.",) if more else ())))


def _anchor_element(link: Link) -> str:
    shown = escape(f"{link.name} {link.shown}")
    if not link.address:
        return shown
    return f'<a href={quoted(link.address)} rel="noopener noreferrer">{shown}</a>'
