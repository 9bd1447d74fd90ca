"""Other projects' Markdown digests: one reader for all layouts, driven by a table of labels.

Papers are found by their headings (or numbered lines), fields by their labels, in whatever mark-up
a project prints them: bold, quoted, list items, headings, plain. There is no branch for any
project; a new word for a field is data (documents/markdown/fieldnames.py, or the user's configuration).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from digestcli.documents.announced import is_announcement
from digestcli.documents.daily import is_daily
from digestcli.documents.feeds.feedroot import is_feed
from digestcli.documents.guides.guide import is_labelled_guide, names_issue
from digestcli.documents.markdown.blocks import Block, Outline
from digestcli.documents.markdown.cells import PAPER
from digestcli.documents.markdown.emptyday import is_empty_day
from digestcli.documents.markdown.fields import Fields, read_fields
from digestcli.documents.markdown.front import take_front
from digestcli.documents.markdown.headings import CODE, plain
from digestcli.documents.markdown.labels import FACTS, LABELS, LabelTable, bold_names, link_target, snake_name
from digestcli.documents.markdown.outline import outline
from digestcli.documents.markdown.tables import completed
from digestcli.model import Issue
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.dates import find_date
from digestcli.text.placeholders import is_placeholder
from digestcli.text.regex import regex

__all__ = ["LABELS", "READER", "read_with", "reader_with"]

_SNIFF = 65_536
_RECORDS = regex(r"\s*(?:[{\"]|\[\s*[\[{\"\]]|(?:#[^\n]*\n\s*)*(?:- )?[a-z_]+:(?:\s|$))")
_PAPER = regex(r"arxiv|doi\.org|\d{4}\.\d{4,5}", re.IGNORECASE)
_FEWEST, _LONGEST_TITLE = 3, 60
_BRACKETS = regex(r"[(（]([^()（）]*)[)）]")
_MATH = regex(r"\$[^$\n]+\$")
_BARE_INDEX = regex(r"(?<!\\)_")
_BETWEEN = regex(r"[,，、;；]|(?<![ \t])[ \t]+[/／][ \t]+|(?P<bracket>[()（）])")
_ADDRESSES = ("url", "arxiv", "doi")
_PLACED = frozenset(
    ("authors", "authors/affiliations", *_ADDRESSES, "pdf", "code", "category", "categories", "date", "venue",
     "comment")
)  # fmt: skip


def read_with(extra: Mapping[str, tuple[str, ...]]) -> Callable[[Source], Parsed]:
    """Return a `read` that knows the synonyms in `extra` (field -> labels) besides LABELS.

    Nothing is shared or changed: readers with different tables may run side by side.
    """
    return partial(_read, LabelTable.of(LABELS, extra))


def reader_with(extra: Mapping[str, tuple[str, ...]]) -> Reader:
    """Return READER with the synonyms in `extra` (field -> labels) known to both its functions."""
    table = LabelTable.of(LABELS, extra)
    return Reader("labelled", _TITLE, partial(_sniff, table), partial(_read, table))


def _sniff(table: LabelTable, text: str) -> bool:
    """Claim papers with labels that no stricter reader takes, and days without papers."""
    head = text[:_SNIFF]
    if is_daily(head) or is_announcement(head) or is_feed(head) or _RECORDS.match(_without_front(head)):
        return False
    found = outline(head, table)
    if found.is_aside or (names_issue(head) and is_labelled_guide(head)):
        return False
    if found.listed and len(found.blocks) > 1:  # one item might be cited by any text
        return True
    in_rows = not found.listed and any(block.fields is not None for block in found.blocks)
    if in_rows or any(block.fields is None and _is_paper(block, table) for block in found.blocks):
        return True
    return not found.blocks and is_empty_day(head)


def _without_front(head: str) -> str:
    """Drop YAML front matter, whose keys would pass for a record."""
    if not head.startswith("---\n"):
        return head
    _, closed, rest = head[4:].partition("\n---\n")
    return rest if closed else head


def _is_paper(block: Block, table: LabelTable) -> bool:
    fields = read_fields(block.lines, table, page=block.page)
    names = {item.name for item in fields.found} & _known(table)
    if block.url:
        return bool(names) if _PAPER.search(block.url) else len(names - {"authors"}) > 1
    named = bool(block.title or names & {"title", "original_title"})
    cited = bool(names & {*_ADDRESSES, "pdf", "original_title"})
    if not names & {"authors", "authors/affiliations"}:
        identified = any(_PAPER.search(item.text) for item in fields.of(*_ADDRESSES))
        return bool(block.title) and identified and len(names - FACTS) >= _FEWEST
    return named and (cited or len(names) >= _FEWEST)


def _known(table: LabelTable) -> set[str]:
    return {name.partition("@")[0] for name in table.fields.values()}


def _read(table: LabelTable, source: Source) -> Parsed:
    """Split a digest into its papers; declared totals are checked, a mismatch is an Issue."""
    text = _unescaped(source.text)
    found = outline(text, table)
    table = _with_unknown(table, found.blocks)
    listed = {item.anchor: item.text for _, item in reversed(found.contents)}
    entries = tuple(_entry(block, table, found, listed) for block in found.blocks)
    issues = tuple(_counts(found))
    if not entries and not is_empty_day(text):
        issues = (*issues, Issue("no-entries", "the digest holds no entry that can be read", 1))
    title = found.title or next((block.title for block in found.blocks if block.page), "")
    if found.listed and not title and found.preamble and len(found.preamble[0]) <= _LONGEST_TITLE:
        title = found.preamble[0].strip()
    return Parsed(entries, _date(found), title, issues)


def _unescaped(text: str) -> str:
    r"""Undo `\_` where a project escapes it throughout: the formulas then hold no bare index."""
    if "\\_" not in text:
        return text
    formulas = _MATH.findall(text)
    if not any("\\_" in math for math in formulas) or any(_BARE_INDEX.search(math) for math in formulas):
        return text
    return text.replace("\\_", "_")


def _with_unknown(table: LabelTable, blocks: list[Block]) -> LabelTable:
    """Add the bold labels that no table knows but that half of the entries have."""
    seen = Counter(name for block in blocks for name in bold_names(line for _, line in block.lines))
    usual = (name for name, count in seen.items() if count > 1 and count * 2 >= len(blocks))
    fresh = {snake_name(name): (name,) for name in usual if table.field(name) is None}
    return table.with_extra(fresh) if fresh else table


def _date(found: Outline) -> str:
    """Take the date from the digest's title, else from what stands before the entries."""
    for text in (found.title, found.front, *found.preamble):
        date = find_date(text)
        if date:
            return date
    days = {section.day for section in found.sections if section.day}
    return (find_date(days.pop()) or "") if len(days) == 1 else ""


def _entry(block: Block, table: LabelTable, found: Outline, listed: Mapping[str, str]) -> RawEntry:
    fields = _fields_of(block, table)
    category, categories = _categories(block, fields)
    section = block.section
    labelled = category in (section.code, section.topic) and not is_placeholder(section.topic)
    addresses = [*([block.url] if block.url else []), *(link_target(x.text) for x in fields.of(*_ADDRESSES))]
    pdf = link_target(fields.first("pdf"))
    date = fields.first("date") or block.data.get("published", "")
    return RawEntry(
        line=block.line,
        end=max(fields.last, block.line),
        number=block.number,
        category=category,
        categories=categories,
        category_label=section.labels if labelled else (),
        authors=_authors(fields),
        url=addresses[0] if addresses else pdf if PAPER.search(pdf) else "",
        pdf=pdf,
        code=link_target(fields.first("code")),
        venue=fields.first("venue"),
        comment=fields.first("comment"),
        date=completed(date or section.day, section.day) or date,
        fields=tuple(_fields(block, fields, listed, addresses)),
        issues=tuple(_issues(block, fields, found)),
    )


def _fields_of(block: Block, table: LabelTable) -> Fields:
    """Return the fields of an entry: those of its row or item, and those of the lines below."""
    if block.fields is not None and not block.lines:
        return block.fields
    fields = read_fields(block.lines, table, page=block.page)
    take_front(fields, block.title)
    if block.fields:
        fields.found[:0] = block.fields.found
    return fields


def _authors(fields: Fields) -> str:
    return fields.first("authors") or _BRACKETS.sub("", fields.first("authors/affiliations"))


def _categories(block: Block, fields: Fields) -> tuple[str, tuple[str, ...]]:
    """Choose the main category: the entry's own, its section's code, the first of all, its topic."""
    section = block.section
    own = _listed(fields.first("category"))
    everything = [*own, *_listed(fields.first("categories") or block.data.get("categories", ""))]
    known = [name for name in own if not is_placeholder(name)]
    topic = next((text for language, text in section.labels if language == "en"), section.topic)
    chosen = (*known, section.code, *everything[len(own) :], topic, *own)
    return next((name for name in chosen if name), ""), tuple(dict.fromkeys(everything))


def _listed(printed: str) -> list[str]:
    """Split a line of categories; a gloss in brackets after arXiv codes is dropped."""
    names = [name.strip(" \t`*[]") for name in _apart(printed.replace("`", ""))]
    return [_code(name) for name in names if name]


def _code(name: str) -> str:
    """Return the arXiv code in `cs.AI (人工智能)` or `Artificial Intelligence (cs.AI)`, else the name.

    >>> _code("cs.AI (人工智能)"), _code("Computation and Language (cs.CL)"), _code("Physics (applied)")
    ('cs.AI', 'cs.CL', 'Physics (applied)')
    """
    bare = _BRACKETS.sub("", name).strip()
    inside = _BRACKETS.search(name)
    found = bare if not inside or CODE.fullmatch(bare) else inside[1].strip()
    return found if CODE.fullmatch(found) else name


def _apart(printed: str) -> Iterator[str]:
    """Split at commas and slashes; a comma before a closing bracket stands within brackets."""
    marks = list(_BETWEEN.finditer(printed))
    ends, within = [], False
    for mark in reversed(marks):
        if mark["bracket"]:
            within = mark[0] in ")）"
        elif not within or mark[0][0] in " \t":
            ends.append(mark.span())
    at = 0
    for start, end in reversed(ends):
        yield printed[at:start]
        at = end
    yield printed[at:]


def _fields(
    block: Block, fields: Fields, listed: Mapping[str, str], addresses: list[str]
) -> Iterator[RawField]:
    """Yield the texts: titles first, then the others in the order of the entry."""
    if block.title:
        yield RawField("title", block.title, block.line)
    for item in fields.found:
        if item.name not in _PLACED:
            name = "title" if item.name == "original_title" else item.name
            yield RawField(name, item.text, item.line, item.language)
    for item in fields.of("authors/affiliations"):
        named = _BRACKETS.findall(item.text)
        if named:
            yield RawField("affiliations", "; ".join(named), item.line)
    for name, text in _left_over(fields, addresses):
        yield RawField(name, text, block.line)
    for name, text in block.data.items():
        if name not in ("categories", "published"):
            yield RawField(name.replace("-", "_"), text, block.line)
    short = listed.get(block.anchor, "") if block.anchor else ""
    if short and short != block.title:
        yield RawField("toc_summary", short, block.line)


def _left_over(fields: Fields, addresses: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the facts printed more than once and differently: the first has the entry's own place."""
    for name in ("pdf", "code", "venue", "comment", "date"):
        printed = [item.text for item in fields.of(name)]
        yield from ((name, text) for text in printed[1:] if text != printed[0])
    for item in fields.of(*_ADDRESSES):
        target = link_target(item.text)
        if target != addresses[0] and target not in addresses[0]:
            yield item.name, target


def _issues(block: Block, fields: Fields, found: Outline) -> Iterator[Issue]:
    if found.linked and block.url is None:
        yield Issue("damaged-heading", "the heading has no link", block.line)
    if fields.details > 0:
        yield Issue("truncated", "the entry ends before its </details>", block.line)
    for line, text in fields.stray:
        yield Issue("unread-text", f"text behind the entry: {text.strip()[:80]!r}", line)


def _counts(found: Outline) -> Iterator[Issue]:
    """Compare the totals that the digest declares, for all of it and by section, with its entries."""
    for line, total in found.totals:
        if total != len(found.blocks):
            yield Issue(
                "count-mismatch", f"{total} entries are declared, there are {len(found.blocks)}", line
            )
    counts: Counter[str] = Counter()
    for block in found.blocks:
        counts.update(block.section.keys())
    for line, item in found.contents:
        there = max(counts[plain(item.text)], counts[plain(item.anchor)])
        if item.total is not None and item.total != there:
            message = f"the contents say {item.total} entries in {item.text}, there are {there}"
            yield Issue("count-mismatch", message, line)


_TITLE = "Digests of other projects in Markdown, by their field labels"
READER = reader_with({})
