"""An entry as a note of Obsidian: properties (YAML front matter), then what a person reads.

Rules of https://help.obsidian.md: properties `tags`, `aliases` and `cssclasses` are lists; a tag has
letters, digits, `_`, `-` and, for levels, `/`, and something besides digits; a callout is a quote
that begins with its kind. Signs are escaped by backslashes, which both of its views hide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from digestcli.model import Entry, Text
from digestcli.text.languages.tags import language_tag
from digestcli.text.markup import Escapes, backslash
from digestcli.text.visible import one_line
from digestcli.text.wrapped import paragraphs

_OBSIDIAN = (
    r"(?<=\[)\[|(?<!\S)#(?=[^\s#])|%(?=%)|=(?==)"  # links, tags, comments, highlights
    r"|(?<=\s)\^(?=[\w-]+(?:\n|\Z))"  # the name of a block
)
_IN_MATH = {"<": r"\lt ", "]": "] ", "`": "'", "&": "& "}
_ESCAPES = Escapes(
    also=_OBSIDIAN, replace=backslash, in_math=lambda sign: _IN_MATH.get(sign) or backslash(sign)
)
_SECTIONS = ("motivation", "method", "result", "conclusion")
_FACTS = ("venue", "comment")
_CODE = re.compile(r"[a-z]+(?:-[a-z]+)*\.[A-Za-z]+(?:-[a-z]+)*")
_NO_TAG = re.compile(r"[^\w/-]+|_(?=\W)")
_LEVELS = re.compile(r"[-/]*/[-/]*")
_LONGEST_TAG = 80
_SAFE = "%/:?#[]@!$&'*+,;=~-._"
_ADDRESS = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")


def note_of(entry: Entry) -> str:
    """Return the note of one entry."""
    from digestcli.yamlio import dump  # costs 15 ms

    return f"---\n{dump(properties(entry))}---\n\n{body_of(entry)}"


def head_of(name: str) -> str:
    """Return the properties of a note that holds several entries, those of `name`, or none."""
    from digestcli.yamlio import dump

    given = {"title": _flat(name)} if name else {}
    return f"---\n{dump({**given, 'aliases': [], 'tags': [], 'cssclasses': ['digest']})}---\n"


def properties(entry: Entry) -> dict[str, object]:
    """Return the properties of a note: those that are known, and always the three lists."""
    title = title_of(entry)
    others = map(_flat, _texts(entry.title))
    given = {
        "title": title,
        "aliases": list(dict.fromkeys(other for other in others if other and other != title)),
        "tags": tags_of(entry),
        "authors": [_flat(name) for name in entry.authors],
        "year": int(entry.date[:4]) if entry.date and _YEAR.match(entry.date) else None,
        "date": _day(entry.date),
        "arxiv": entry.identifiers.get("arxiv"),
        "doi": entry.identifiers.get("doi"),
        "url": entry.url,
        "venue": entry.venue,
        "digest": entry.digest,
        "number": entry.number,
        "lang": languages_of(entry),
        "cssclasses": ["digest", f"digest-{entry.kind}"],
    }
    return {name: value for name, value in given.items() if value is not None}


def title_of(entry: Entry) -> str:
    """Return the title on one line, the English one where there is any."""
    return _flat(entry.title.first("en", "zh")) or entry.id


def _flat(text: str) -> str:
    return " ".join(one_line(text).split())


def _day(printed: str | None) -> date | str | None:
    """Return a day as YAML writes it bare; a month or a year stays text."""
    try:
        return date.fromisoformat(printed or "")
    except ValueError:
        return printed


def languages_of(entry: Entry) -> list[str]:
    """Return the languages of the entry's texts as BCP 47 tags."""
    texts = (
        entry.title,
        entry.tldr,
        entry.abstract,
        *(getattr(entry, name) for name in _SECTIONS),
        entry.body,
    )
    found = dict.fromkeys(tag for text in texts for tag, _ in text.items())
    return [language_tag(tag, entry.script) for tag in found]


def tags_of(entry: Entry) -> list[str]:
    """Return the categories as tags, each once: `cs.LG` is `cs/LG`."""
    names = entry.categories or ((entry.category,) if entry.category else ())
    found: dict[str, str] = {}
    for tag in map(tag_of, names):
        if tag:
            found.setdefault(tag.casefold(), tag)
    return list(found.values())


def tag_of(category: str) -> str:
    """Return a category as a tag; '' where nothing of it can be one.

    >>> [tag_of(name) for name in ("cs.LG", "quant-ph", "cond-mat.mtrl-sci", "Earth Science", "物理学")]
    ['cs/LG', 'quant-ph', 'cond-mat/mtrl-sci', 'Earth-Science', '物理学']
    >>> tag_of("68T01; I.2.7"), tag_of("!?")
    ('_68T01-I-2-7', '')
    """
    name = category.replace(".", "/") if _CODE.fullmatch(category) else category
    name = _LEVELS.sub("/", _NO_TAG.sub("-", name))[:_LONGEST_TAG].strip("-/")
    return f"_{name}" if name[:1].isdigit() else name


def body_of(entry: Entry, level: int = 1) -> str:
    """Return what a person reads, under a heading of `level`."""
    return "\n\n".join(_blocks(entry, level)) + "\n"


def _blocks(entry: Entry, level: int) -> Iterator[str]:
    title = title_of(entry)
    yield f"{'#' * level} {_ESCAPES.line(title)}"
    for text in map(_flat, _texts(entry.title)):
        if text not in ("", title):
            yield f"**{_ESCAPES.line(text, '*')}**"
    if entry.authors:
        names = [_flat(name) for name in entry.authors]
        yield _ESCAPES.alone(", ".join(names if entry.authors_complete else [*names, "et al."]))
    links = " · ".join(_links(entry))
    if links:
        yield links
    if level > 1 and tags_of(entry):
        yield " ".join(f"#{tag}" for tag in tags_of(entry))
    yield from _callout("tldr", "TL;DR", entry.tldr)
    for name in _SECTIONS:
        yield from _section(name.capitalize(), getattr(entry, name), level + 1)
    yield from _callout("abstract", "Abstract", entry.abstract)
    for text in _texts(entry.body):
        yield _text(text).replace("\n", "\n\n")
    facts = [*_facts(entry)]
    if facts:
        yield "\n".join(facts)
    if entry.references:
        yield f"{'#' * (level + 1)} References"
        yield "\n".join(_references(entry))


def _facts(entry: Entry) -> Iterator[str]:
    for name in _FACTS:
        if getattr(entry, name):
            yield f"- **{name.capitalize()}:** {_item(getattr(entry, name))}"
    for name, text in entry.extra.items():
        yield f"- **{_ESCAPES.line(_flat(name), '*:')}:** {_item(text)}"


def _texts(text: Text) -> list[str]:
    return [words for _, words in text.items()]


def _text(text: str) -> str:
    """Return a text with a line for each paragraph."""
    return _ESCAPES.alone("\n".join(paragraphs(text)))


def _item(text: str) -> str:
    return _text(text).replace("\n", "\n  ")


def _links(entry: Entry) -> Iterator[str]:
    """Yield the links of an entry; an address that is none of the web's stays text."""
    arxiv, doi = entry.identifiers.get("arxiv"), entry.identifiers.get("doi")
    if arxiv:
        yield _link(f"arXiv:{arxiv}", f"https://arxiv.org/abs/{arxiv}")
    if doi:
        yield _link("DOI", f"https://doi.org/{doi}")
    if entry.url and not (arxiv and "arxiv.org/abs/" in entry.url):
        yield _link("Source", entry.url)
    if entry.pdf:
        yield _link("PDF", entry.pdf)
    if entry.code:
        yield _link("Code", entry.code)


def _link(text: str, address: str) -> str:
    shown = _ESCAPES.line(_flat(text), "[]")
    if not _ADDRESS.match(address):
        return f"{shown}: {_ESCAPES.line(_flat(address))}"
    return f"[{shown}]({quote(address.encode('utf-8', 'replace'), safe=_SAFE)})"


def _callout(kind: str, title: str, text: Text) -> Iterator[str]:
    """Yield a callout for each language there is; the first bears the bare title."""
    for at, (tag, words) in enumerate(text.items()):
        lines = _text(words).split("\n")
        head = f"[!{kind}] {title}" if not at else f"[!{kind}]- {title} ({_ESCAPES.line(tag)})"
        yield "\n".join(f"> {line}".rstrip() for line in (head, *lines))


def _section(title: str, text: Text, level: int) -> Iterator[str]:
    if text:
        yield f"{'#' * level} {title}"
    for words in _texts(text):
        yield _text(words).replace("\n", "\n\n")


def _references(entry: Entry) -> Iterator[str]:
    for one in entry.references:
        words = [_ESCAPES.line(_flat(one.title))] if one.title else []
        words.extend([_link(_flat(one.url), one.url)] if one.url else [])
        yield f"- \\[{_ESCAPES.line(_flat(one.marker), '[]')}\\] {' '.join(words)}".rstrip()
