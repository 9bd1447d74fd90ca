"""One entry in full, as a card: titles, authors, links, summary, abstract, where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from digestcli.library.select import Appearance
from digestcli.library.state import NO_STATE, State
from digestcli.model import TEXT_FIELDS, Entry
from digestcli.text.visible import one_line, visible

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

_WEB = re.compile("https?://[!-;=?-~]+")  # what may stand in a terminal's link: no blank, no bracket
_ADDRESSES = {  # the facts that are links, and what stands before them in the address
    "arXiv": "https://arxiv.org/abs/",
    "DOI": "https://doi.org/",
    "URL": "",
    "PDF": "",
    "Code": "",
}


class Part(NamedTuple):
    """A piece of a card: `role` is title, subtitle, fact, text, reference or note; `label` may be ''.

    `name` and `language` say which field a text is of.
    """

    role: str
    label: str
    text: str
    name: str = ""
    language: str = ""


def card(
    entry: Entry,
    appearances: Sequence[Appearance],
    state: State = NO_STATE,
    *,
    readable: Callable[[str], str] = str,
) -> Iterator[Part]:
    """Yield the parts of an entry's card in order; all texts are safe to show.

    `readable` is applied to titles and texts first: it may make their mathematics readable.
    """
    titles = [readable(text) for _, text in entry.title.items()] or ["(no title)"]
    yield Part("title", f"[{entry.number}]", one_line(titles[0]))
    for title in titles[1:]:
        yield Part("subtitle", "", one_line(title))
    yield from (Part("fact", label, one_line(text)) for label, text in _facts(entry) if text)
    yield from _own(state)
    for name in TEXT_FIELDS:
        for language, text in getattr(entry, name).items():
            label = _LABELS[name].get(language) or f"{_LABELS[name]['en']} ({one_line(language)})"
            yield Part("text", label, visible(readable(text)), name, language)
    for name, text in entry.extra.items():
        yield Part("text", one_line(name.replace("_", " ").capitalize()), visible(text))
    for ref in entry.references:
        known = ", ".join(f"{scheme}:{name}" for scheme, name in ref.identifiers.items() if scheme == "arxiv")
        yield Part(
            "reference",
            f"[{one_line(ref.marker)}]",
            one_line(" ".join(filter(None, (ref.title, ref.url, known)))),
        )
    digests = {place.digest for place in appearances}
    if len(digests) > 1:
        yield Part("note", "Seen", f"{len(digests)} times, first {_first_date(appearances)}")
    for place in appearances:
        if (place.digest, place.number) != (entry.digest, entry.number):
            yield Part("note", "Also in", one_line(f"{place.digest}:{place.number}"))
    for issue in entry.issues:
        where = f" (line {issue.line})" if issue.line else ""
        yield Part("note", "Issue", one_line(f"{issue.code}: {issue.message}{where}"))


def _first_date(appearances: Sequence[Appearance]) -> str:
    first = appearances[-1]
    return one_line(first.date or f"in {first.digest}")


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    more = () if entry.authors_complete else ("et al.",)
    yield "Authors", ", ".join((*entry.authors, *more))
    yield "Category", _category(entry)
    yield "Venue", entry.venue or ""
    yield "Digest", " · ".join(filter(None, (entry.digest, entry.date)))
    yield "arXiv", entry.identifiers.get("arxiv", "")
    yield "DOI", entry.identifiers.get("doi", "")
    yield "URL", entry.url or ""
    yield "PDF", entry.pdf or ""
    yield "Code", entry.code or ""
    yield "Comment", entry.comment or ""


def _own(state: State) -> Iterator[Part]:
    """Yield what the person made of the paper: marks, tags, a note."""
    marked = [name for name, so in (("starred", state.starred), ("read", state.read)) if so]
    if marked:
        yield Part("fact", "Marked", ", ".join(marked))
    if state.tags:
        yield Part("fact", "Tags", one_line(", ".join(state.tags)))
    if state.note:
        yield Part("text", "Note", visible(state.note))


def _category(entry: Entry) -> str:
    labels = [text for _, text in entry.category_label.items() if text != entry.category]
    others = [name for name in entry.categories if name != entry.category]
    return " ".join(filter(None, (entry.category, *labels))) + (f" ({'; '.join(others)})" if others else "")


def plain(parts: Iterator[Part]) -> str:
    """Return a card as plain text, for pipes: one line a fact, texts unwrapped."""
    lines: list[str] = []
    for role, label, text, _, _ in parts:
        if role == "text":
            lines.append(f"\n{label}: {text}")
        else:
            lines.append(" ".join(filter(None, (label + ":" if role in ("fact", "note") else label, text))))
    return "\n".join(lines) + "\n"


def part_lines(part: Part, width: int) -> Iterator[Line]:
    """Yield a part as lines of at most `width` cells, broken by the rules of Chinese and Latin script."""
    from digestcli.text.layout import wrap  # 4 ms, and a pipe needs none

    role, label, text, _, _ = part
    if role in ("title", "subtitle"):
        for line in wrap(" ".join(filter(None, (label, text))), width):
            yield [(line, "bold" if role == "title" else "bold cyan")]
    elif role == "text":
        yield []
        yield from ([(line, "bold green")] for line in wrap(label, width))
        for paragraph in text.split("\n"):  # one by one: who shows the beginning waits for no more
            yield from ([(line, "")] for line in wrap(paragraph, width, indent="  "))
    else:
        style = "yellow" if label == "Issue" else "dim"
        first, *others = wrap(text, width, indent=" " * 10, first=f"{label:<9} ")
        yield [(first[: len(label)], style), (first[len(label) :], "")]
        yield from ([(line, "")] for line in others)


def print_card(console: Console, parts: Iterator[Part]) -> None:
    """Print a card on a terminal."""
    from rich.style import Style
    from rich.text import Text

    for part in parts:
        if part.label in _ADDRESSES:
            address = _ADDRESSES[part.label] + part.text
            link = console.color_system is not None and _WEB.fullmatch(address)
            told = Text.assemble(
                (f"{part.label:<9} ", "dim"), (part.text, Style(link=address if link else None))
            )
            console.print(told, soft_wrap=True)  # an address stays whole: people copy it
            continue
        for line in part_lines(part, console.width):
            console.print(Text.assemble(*line), no_wrap=True, crop=False, overflow="ignore")
