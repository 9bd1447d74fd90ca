"""An entry as a block of the daily Markdown layout, and back: equal, whatever its texts hold.

The layout (docs/formats.md) has one text for each of its labels. What else an entry has stands
behind its details, in paragraphs with bold labels; what is for no eyes (where the entry was read,
its issues, ...) ends the block as a note in a comment. The note is all of the record that reading
the rest does not give, so that nothing can be missed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import NamedTuple

from digestcli.documents.daily import LABELS, NOTE
from digestcli.identifiers import identify
from digestcli.model import NO_TEXT, TEXT_FIELDS, Entry, Text
from digestcli.record import Record, from_record, text_record, to_record
from digestcli.text.markup import Escapes, reference, unescape
from digestcli.text.safejson import dumps
from digestcli.text.visible import without_surrogates

_SUMMARY = "<details>\n  <summary>Details</summary>"
_FOLDED = {name: name.capitalize() for name in ("motivation", "method", "result", "conclusion", "abstract")}
_NAMES = {"title": "Title", "tldr": "TL;DR", **_FOLDED, "body": "Body", "category_label": "Category"}
_FIELDS = {label: name for name, label in _NAMES.items()}
_FACTS = {"Venue": "venue", "Comment": "comment", "PDF": "pdf", "Code": "code"}
_USUAL = {"title": "en", **dict.fromkeys(TEXT_FIELDS[:-1], "zh"), "abstract": "en"}
_REFERENCE = "Reference "
_CONTENTS = "Table of Contents"
_ET_AL = "et al."
_ADDRESS = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_LARGEST = 999_999_999
_SIGNS = re.compile("[<>*]")  # which are in JSON only within texts
_ESCAPES = Escapes(LABELS)
_WORDS = "|".join(map(re.escape, LABELS))
_OWN = re.compile(rf"({'|'.join(map(re.escape, _FIELDS))}) \(([^()]*)\)")
_SPECIAL = re.compile(rf"{_OWN.pattern}|{'|'.join(_FACTS)}|Categories|{_REFERENCE}.*")
_HEADING = re.compile(r"### \[(\d{1,9})\] \[([^\n]*)\]\(([^\n]*)\)(?:\n\*([^\n]+)\*)?(?=\n)")
_PART = re.compile(
    r"\n\n(?:"
    r"\*\*(?P<label>[^*\n]*):\*\*(?: |(?=\n))"
    rf"|(?:\n{re.escape(_SUMMARY)}\n)?(?P<field>{_WORDS}):(?: |(?=\n))"
    r"|(?P<end></details>))"
)


class Written(NamedTuple):
    """An entry that digest itself wrote, the length of its block, its place among all where it is told."""

    entry: Entry
    length: int
    position: int = 0


def block_of(entry: Entry, position: int = 0, *, placed: bool = False) -> str:
    """Return the block of `entry`, which ends in a line feed.

    `position`, from 1, is its place among all entries: its number where its own cannot be printed.
    The block tells it when it is `placed`: where the entry before in the file is not the one before.
    """
    languages = {name: _first(getattr(entry, name), usual) for name, usual in _USUAL.items()}
    parts = [_head(entry, languages, position), *_visible(entry, languages)]
    unusual = {name: tag for name, tag in languages.items() if tag and tag != _USUAL[name]}
    text = "\n\n".join(parts)
    read = _read(text + "\n\n", _USUAL | unusual)
    left: Record = {name: value for name, value in to_record(entry).items() if read.get(name, ...) != value}
    if unusual:
        left["languages"] = unusual
    if placed:
        left["position"] = position
    return f"{text}{NOTE}{_note(left)} -->\n"


def _note(left: Record) -> str:
    """Return what is left as JSON without a sign of markup; lone surrogates are U+FFFD, as everywhere."""
    plain = json.dumps(left, ensure_ascii=False)
    cleaned = left if plain.isascii() else json.loads(without_surrogates(plain))
    return _SIGNS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", dumps(cleaned))


def section_of(category: str) -> str:
    """Return a category as the name of its section; '' without one."""
    name = _ESCAPES.line(category, "[]")
    return reference(name[0]) + name[1:] if name.startswith(_CONTENTS) else name


def _first(text: Text, usual: str) -> str:
    """Return the language of the text that stands under the layout's own label."""
    tags = [tag for tag, _ in text.items()]
    return usual if usual in tags else tags[0] if tags else ""


def _head(entry: Entry, languages: Mapping[str, str], position: int) -> str:
    number = entry.number if 0 <= entry.number <= _LARGEST else position
    title = _ESCAPES.title(entry.title.get(languages["title"]) or "")
    url = entry.url if entry.url and _ADDRESS.match(entry.url) else ""
    heading = f"### [{number}] [{title}]({_ESCAPES.line(url, ' ()[]*_')})"
    names = [_author(name) for name in entry.authors]
    if not entry.authors_complete:
        names.append(_ET_AL)
    return f"{heading}\n*{','.join(names)}*" if names else heading


def _author(name: str) -> str:
    return "et al&#46;" if name == _ET_AL else _ESCAPES.line(name, ",*")


def _visible(entry: Entry, languages: Mapping[str, str]) -> Iterator[str]:
    """Yield the paragraphs of an entry: those of the layout, then those that it has no label for."""
    if entry.category:
        yield f"Main category: {_ESCAPES.line(entry.category)}"
    if entry.tldr:
        yield f"TL;DR: {_ESCAPES.text(entry.tldr.get(languages['tldr']) or '')}"
    before = f"\n{_SUMMARY}\n"
    for name, label in _FOLDED.items():
        text = getattr(entry, name).get(languages[name])
        if text:
            yield f"{before}{label}: {_ESCAPES.text(text)}"
            before = ""
    if not before:
        yield "</details>"
    for label, text in (*_other_texts(entry, languages), *_facts(entry), *_extra(entry), *_references(entry)):
        yield f"**{label}:** {text}"


def _other_texts(entry: Entry, languages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, label in _NAMES.items():
        for tag, text in getattr(entry, name).items():
            if tag != languages.get(name):
                yield f"{label} ({_ESCAPES.line(tag, '()*')})", _ESCAPES.text(text)


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.categories not in ((), (entry.category,)):
        yield "Categories", ", ".join(_ESCAPES.line(name, ",") for name in entry.categories)
    for label, name in _FACTS.items():
        value = getattr(entry, name)
        if value is not None:
            yield label, _ESCAPES.text(value)


def _extra(entry: Entry) -> Iterator[tuple[str, str]]:
    for name, text in entry.extra.items():
        label = _ESCAPES.line(name, "*")
        if _SPECIAL.fullmatch(label):
            label = reference(label[0]) + label[1:]
        yield label, _ESCAPES.text(text)


def _references(entry: Entry) -> Iterator[tuple[str, str]]:
    for one in entry.references:
        url = one.url if one.url and _ADDRESS.match(one.url) else None
        lines = (_ESCAPES.line(text) for text in (one.title, url) if text)
        yield f"{_REFERENCE}{_ESCAPES.line(one.marker, '*')}", "\n".join(lines)


def read_block(text: str) -> Written | None:
    """Read the block that `text` begins with.

    None where it bears no note, or one that does not make a record: it was not written by digest,
    or was changed since.
    """
    at = text.find(NOTE)
    end = text.find(" -->", at)
    if at < 0 or end < 0:
        return None
    try:
        note = json.loads(text[at + len(NOTE) : end])
        languages = {**_USUAL, **note.pop("languages", {})}
        position = int(note.pop("position", 0))
        entry = from_record({**_read(text[: at + 2], languages), **note})
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None
    return Written(entry, end + len(" -->"), position)


def _read(text: str, languages: Mapping[str, str]) -> Record:
    """Return what the visible part of a block tells of its record; it ends in an empty line."""
    heading = _HEADING.match(text)
    if not heading:
        return {}
    texts: dict[str, dict[str, str | None]] = {name: text_record(NO_TEXT) for name in _NAMES}
    facts: dict[str, str | None] = dict.fromkeys(_FACTS.values())
    extra: dict[str, str] = {}
    references: list[Record] = []
    category, categories = "", ""
    if heading[2]:
        texts["title"][languages["title"]] = unescape(heading[2])
    for label, field, value in _parts(text, heading.end()):
        own = _OWN.fullmatch(label)
        if field == "category":
            category = value
        elif label == "Categories":
            categories = value
        elif own or field:
            name, tag = (_FIELDS[own[1]], own[2]) if own else (field, languages[field])
            texts[name][unescape(tag)] = unescape(value)
        elif label in _FACTS:
            facts[_FACTS[label]] = unescape(value)
        elif label.startswith(_REFERENCE):
            references.append(_reference(unescape(label[len(_REFERENCE) :]), value))
        else:
            extra[unescape(label)] = unescape(value)
    return {
        **_of_heading(heading),
        "kind": "paper",
        "category": unescape(category),
        "categories": [unescape(name) for name in (categories or category).split(", ") if name],
        **texts,
        "venue": facts["venue"],
        "comment": facts["comment"],
        "links": {"pdf": facts["pdf"], "code": facts["code"]},
        "extra": extra,
        "references": references,
        "script": None,
        "issues": [],
    }


def _parts(text: str, at: int) -> Iterator[tuple[str, str, str]]:
    """Yield (bold label, field of the layout, text) of each paragraph; one of both names is ''."""
    found = list(_PART.finditer(text, at))
    for part, after in zip_longest(found, found[1:]):
        if not part["end"]:
            value = text[part.end() : after.start() if after else len(text) - 2]
            yield part["label"] or "", LABELS.get(part["field"], ""), value


def _of_heading(heading: re.Match[str]) -> Record:
    names = heading[4].split(",") if heading[4] else []
    complete = names[-1:] != [_ET_AL]
    url = unescape(heading[3]) or None
    identifiers = identify(url or "")
    return {
        "number": int(heading[1]),
        "authors": [unescape(name) for name in (names if complete else names[:-1])],
        "authors_complete": complete,
        "url": url,
        "identifiers": identifiers,
        "id": next((f"{kind}:{name}" for kind, name in identifiers.items()), None),
    }


def _reference(marker: str, value: str) -> Record:
    first, second, url = value.partition("\n")
    title, url = (first, url) if second else ("", first) if _ADDRESS.match(first) else (first, "")
    address = unescape(url) or None
    return {
        "marker": marker,
        "title": unescape(title) or None,
        "url": address,
        "identifiers": identify(address or ""),
    }
