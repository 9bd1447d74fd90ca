"""One entry in full, as a card: titles, authors, links, summary, abstract, where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from digestcli.library.select import Appearance
from digestcli.library.state import NO_STATE, State
from digestcli.model import TEXT_FIELDS, Entry
from digestcli.text.visible import one_line, visible
from digestcli.ui import english, messages

if TYPE_CHECKING:
    from rich.console import Console

    from digestcli.render.grid import Line

_LABELS = {
    "tldr": {"zh": "TL;DR", "en": "TL;DR"},
    "motivation": {"zh": "动机", "en": "Motivation"},
    "method": {"zh": "方法", "en": "Method"},
    "result": {"zh": "结果", "en": "Result"},
    "conclusion": {"zh": "结论", "en": "Conclusion"},
    "abstract": {"zh": "摘要", "en": "Abstract"},
    "body": {"zh": "正文", "en": "Text"},
}

_NAMES = (
    "affiliations", "announced", "author_note", "figures", "journal", "keywords", "lede",
    "paper_authors", "paper_title_en", "paper_title_zh", "quoted_titles", "retrieved", "source", "submitted",
)  # fmt: skip
_SAID = messages(
    "Affiliations", "Announced", "About the author", "Figures", "Journal", "Keywords", "Lede",
    "Authors of the paper", "English title of the paper", "Chinese title of the paper", "Quoted titles",
    "Retrieved", "Source", "Submitted",
)  # fmt: skip
_EXTRA = dict(zip(_NAMES, _SAID, strict=True))
"""Texts that readers name themselves; others are called as the digest calls them."""

_WEB = re.compile("https?://[!-;=?-~]+")  # what may stand in a terminal's link: no blank, no bracket
_ARXIV, _DOI = "https://arxiv.org/abs/", "https://doi.org/"
_FOR_PEOPLE = ("heading", "gap")
_BESIDE = 9
"""Cells of the column with the labels of facts."""

Find = Callable[[str, str], Sequence[tuple[int, int]]]
"""Finds where a query hits a text that is found by a field (see Part.found_by): (start, end), in order."""


class Part(NamedTuple):
    """A piece of a card: `role` is title, subtitle, fact, text, reference, note or issue; `label` may be ''.

    A `heading` and a `gap` are for people only.

    `name` and `language` say which field a text is of; `address` is where a fact leads to; `found_by` is the
    field of a query that finds the text ('other' for one without a name), '' where none does.
    """

    role: str
    label: str
    text: str
    name: str = ""
    language: str = ""
    address: str = ""
    found_by: str = ""


def card(
    entry: Entry,
    appearances: Sequence[Appearance],
    state: State = NO_STATE,
    *,
    readable: Callable[[str], str] = str,
    tell: Callable[..., str] = english,
    explain: Callable[[str], str] = str,
) -> Iterator[Part]:
    """Yield the parts of an entry's card in order; all texts are safe to show.

    `readable` is applied to titles and texts first: it may make their mathematics readable.
    `tell` is `say` where a person reads, and `explain` is `explained`: then labels, and the explanations of
    issues, are in the language of the user interface.
    """
    titles = [readable(text) for _, text in entry.title.items()] or [tell("(no title)")]
    yield Part("title", f"[{entry.number}]", one_line(titles[0]), found_by="title")
    for title in titles[1:]:
        yield Part("subtitle", "", one_line(title), found_by="title")
    yield from (part for part in _facts(entry, tell) if part.text)
    yield from _own(state, tell)
    for name in TEXT_FIELDS:
        for language, text in getattr(entry, name).items():
            label = _LABELS[name].get(language) or f"{_LABELS[name]['en']} ({one_line(language)})"
            yield Part("text", label, visible(readable(text)), name, language, found_by=name)
    for name, text in entry.extra.items():
        yield Part("text", _extra_label(name, tell), visible(text), found_by="other")
    if entry.references:
        yield Part("heading", tell("References"), "")
    for ref in entry.references:
        known = ", ".join(f"{scheme}:{name}" for scheme, name in ref.identifiers.items() if scheme == "arxiv")
        yield Part(
            "reference",
            f"[{one_line(ref.marker)}]",
            one_line(" ".join(filter(None, (ref.title, ref.url, known)))),
        )
    yield from _notes(entry, appearances, tell, explain)


def _extra_label(name: str, tell: Callable[..., str]) -> str:
    return tell(_EXTRA[name]) if name in _EXTRA else one_line(name.replace("_", " ").strip().capitalize())


def _notes(
    entry: Entry,
    appearances: Sequence[Appearance],
    tell: Callable[..., str],
    explain: Callable[[str], str],
) -> Iterator[Part]:
    """Yield where else the paper stands, and what is odd about it."""
    if entry.issues or len(appearances) > 1:
        yield Part("gap", "", "")
    digests = {place.digest for place in appearances}
    if len(digests) > 1:
        yield Part("note", tell("Seen"), _seen(len(digests), appearances[-1], tell))
    for place in appearances:
        if (place.digest, place.number) != (entry.digest, entry.number):
            yield Part("note", tell("Also in"), one_line(f"{place.digest}:{place.number}"))
    for issue in entry.issues:
        told = f"{issue.code}: {explain(issue.message)}"
        if issue.line:
            told = tell("{issue} (line {line})", issue=told, line=issue.line)
        yield Part("issue", tell("Issue"), one_line(told))


def _seen(times: int, first: Appearance, tell: Callable[..., str]) -> str:
    if first.date:
        return one_line(tell("{times} times, first {date}", times=times, date=first.date))
    return one_line(tell("{times} times, first in {digest}", times=times, digest=first.digest))


def _facts(entry: Entry, tell: Callable[..., str]) -> Iterator[Part]:
    def fact(label: str, text: str | None, base: str | None = None, *, by: str = "") -> Part:
        shown = one_line(text or "")
        return Part("fact", label, shown, address="" if base is None else base + shown, found_by=by)

    more = () if entry.authors_complete else (tell("et al."),)
    yield fact(tell("Authors"), ", ".join((*entry.authors, *more)), by="author")
    yield fact(tell("Category"), _category(entry), by="other")
    yield fact(tell("Venue"), entry.venue, by="venue")
    yield fact(tell("Digest"), " · ".join(filter(None, (entry.digest, entry.date))))
    yield fact("arXiv", entry.identifiers.get("arxiv"), _ARXIV)
    yield fact("DOI", entry.identifiers.get("doi"), _DOI)
    yield fact("URL", entry.url, "")
    yield fact("PDF", entry.pdf, "")
    yield fact(tell("Code"), entry.code, "")
    yield fact(tell("Comment"), entry.comment, by="other")


def _own(state: State, tell: Callable[..., str]) -> Iterator[Part]:
    """Yield what the person made of the paper: marks, tags, a note."""
    marks = ((tell("starred"), state.starred), (tell("read"), state.read))
    marked = [name for name, so in marks if so]
    if marked:
        yield Part("fact", tell("Marked"), ", ".join(marked))
    if state.tags:
        yield Part("fact", tell("Tags"), one_line(", ".join(state.tags)))
    if state.note:
        yield Part("text", tell("Note"), visible(state.note))


def _category(entry: Entry) -> str:
    labels = [text for _, text in entry.category_label.items() if text != entry.category]
    others = [name for name in entry.categories if name != entry.category]
    return " ".join(filter(None, (entry.category, *labels))) + (f" ({'; '.join(others)})" if others else "")


def plain(parts: Iterator[Part]) -> str:
    """Return a card as plain text, for pipes: one line a fact, texts unwrapped."""
    lines: list[str] = []
    for role, label, text, *_ in parts:
        if role == "text":
            lines.append(f"\n{label}: {text}")
        elif role not in _FOR_PEOPLE:
            lines.append(
                " ".join(filter(None, (label + ":" if role in ("fact", "note", "issue") else label, text)))
            )
    return "\n".join(lines) + "\n"


def part_lines(part: Part, width: int, find: Find | None = None) -> Iterator[Line]:
    """Yield a part as lines of at most `width` cells, broken by the rules of Chinese and Latin script.

    What `find` finds in a text is marked.
    """
    from digestcli.render.marked import MARK, pieces, shifted, wrap_marked  # 4 ms, and a pipe needs none
    from digestcli.text.excerpt import Excerpt
    from digestcli.text.layout import pad

    def marked(text: str, lead: str = "") -> Excerpt:
        spans = find(text, part.found_by) if find and part.found_by else ()
        return Excerpt(lead + text, tuple(shifted(spans, 0, len(text), len(lead))))

    role, label, text, *_ = part
    if role in ("title", "subtitle"):
        style = "bold" if role == "title" else "bold cyan"
        for line in wrap_marked(marked(text, f"{label} " * bool(label)), width):
            yield pieces(line, style, MARK)
    elif role == "gap":
        yield []
    elif role in ("text", "heading"):
        yield []
        yield from ([(line.text, "bold green")] for line in wrap_marked(Excerpt(label), width))
        for paragraph in (
            text.split("\n") if role == "text" else ()
        ):  # one by one: who shows the beginning waits for no more
            yield from (pieces(line, "", MARK) for line in wrap_marked(marked(paragraph), width, indent="  "))
    else:
        style = "yellow" if role == "issue" else "dim"
        lead, size = pad(label, _BESIDE) + " ", len(label)
        first, *others = wrap_marked(marked(text), width, indent=" " * (_BESIDE + 1), first=lead)
        beside = Excerpt(first.text[size:], tuple(shifted(first.spans, size, len(first.text))))
        yield [(first.text[:size], style), *pieces(beside, "", MARK)]
        yield from (pieces(line, "", MARK) for line in others)


def print_card(console: Console, parts: Iterator[Part]) -> None:
    """Print a card on a terminal."""
    from rich.style import Style
    from rich.text import Text

    from digestcli.text.layout import pad

    for part in parts:
        if part.address:
            link = console.color_system is not None and _WEB.fullmatch(part.address)
            told = Text.assemble(
                (pad(part.label, _BESIDE) + " ", "dim"),
                (part.text, Style(link=part.address if link else None)),
            )
            console.print(told, soft_wrap=True)  # an address stays whole: people copy it
            continue
        for line in part_lines(part, console.width):
            console.print(Text.assemble(*line), no_wrap=True, crop=False, overflow="ignore")
