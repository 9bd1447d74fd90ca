"""Papers in JSON under their topics or identifiers: `{topic: [...]}`, `{id: {...}}`, and rows of tables.

The generators of daily tables (cv-arxiv-daily and its many copies) keep each row, or item of a list, as a
text: `{topic: {id: "|**date**|**title**|authors|[id](address)|[link](code)|"}}`.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from digestcli.documents.markdown.items import paper_items
from digestcli.documents.markdown.labels import LABELS, LabelTable
from digestcli.documents.markdown.tables import Row, paper_rows
from digestcli.text.dates import find_date
from digestcli.text.regex import regex

_TEXT = r'"(?:[^"\\\n]|\\.){0,200}"'
_TOPICS = regex(
    rf'\s*\{{\s*(?:{_TEXT}\s*:\s*\{{\s*\}}\s*,\s*)*{_TEXT}\s*:\s*\{{\s*{_TEXT}\s*:\s*"(?:\||[-*] )'
)
_KEY = regex(r'"([^"\\\n]{1,60})"\s*:\s*"')
_EMPTY = "null"
_TITLED = frozenset(("title", "headline", "paper", "AI"))
_IDENTIFIER = regex(
    r"(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]{2,9}(?:\.[A-Z]{2})?/\d{7}|10\.\d{4,9}/\S+", re.I
)
_NO_TOPIC = regex(
    r"(?:all_?|today_?|daily_?|new_?|top_?)?(?:papers?|articles?|entries|list|picks?|\d+)", re.I
)
_HEAD = ("|Date|Title|Authors|PDF|Code|", "|---|---|---|---|---|")
_FIVE = regex(r"\|[*\s]*\d{4}-\d\d?-\d\d?[*\s]*(?:\|[^|]*){4}\|?$")
"""A row of the commonest columns, which is read by their names and not by what its cells hold."""


class Kept(NamedTuple):
    """A paper: the topic it stands under, its row, and the line of its row."""

    topic: str
    row: Row
    line: int


def are_rows(text: str) -> bool:
    """Tell rows by topic.

    >>> are_rows('{"SLAM": {"2408.06300": "|**2024-08-12**|**A title**|"}}'), are_rows('{"a": {"b": "c"}}')
    (True, False)
    """
    return _TOPICS.match(text) is not None


def read_rows(text: str) -> tuple[list[Kept], list[tuple[int, str]]]:
    """Return the papers of a text in its order, and (line, text) of rows that are none.

    Raises ValueError or RecursionError where the text is no JSON.
    """
    document = json.loads(text)
    places = _places(text)
    kept: list[Kept] = []
    lost: list[tuple[int, str]] = []
    table = LabelTable.of(LABELS)
    for topic, rows in document.items() if isinstance(document, dict) else ():
        named = rows.items() if isinstance(rows, dict) else ()
        lines = {
            key: " ".join(row.split()) if isinstance(row, str) else json.dumps(row) for key, row in named
        }
        numbers = [places[key].popleft() if places.get(key) else 1 for key in lines]
        texts = [line.replace(f"|{_EMPTY}|", "||") for line in lines.values()]
        head = _HEAD if any(map(_FIVE.match, texts)) else ()
        found = paper_rows([*head, *texts], 0, table) or paper_items([*head, *texts], 0, table)
        for at, (number, line) in enumerate(zip(numbers, texts, strict=True), len(head)):
            row = found.get(at)
            if row and row.title:
                kept.append(Kept(topic, row, number))
            else:
                lost.append((number, line))
    return kept, lost


def _places(text: str) -> dict[str, deque[int]]:
    """Return the lines on which each key with a text stands."""
    places: dict[str, deque[int]] = {}
    line, at = 1, 0
    for key in _KEY.finditer(text):
        line += text.count("\n", at, key.start())
        at = key.start()
        places.setdefault(key[1], deque()).append(line)
    return places


def held_by(document: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return the papers that a document has under topics, days or identifiers, with what they stand under.

    >>> held_by({"date": "2026-01-08", "cs.CV": [{"title": "A"}]}), held_by({"title": "A"})
    ([{'category': 'cs.CV', 'title': 'A'}], [])
    >>> held_by({"SLAM": {"2408.06300": {"title": "A"}}})
    [{'category': 'SLAM', 'id': '2408.06300', 'title': 'A'}]
    """
    if not _TITLED.isdisjoint(document):
        return []
    return [paper for key, value in document.items() for paper in _held(key, value, {})]


def _held(key: str, value: object, known: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    if isinstance(value, list):
        for one in value:
            if isinstance(one, dict) and "title" in one:
                yield {**known, **_under(key), **one}
    elif isinstance(value, dict) and "title" in value:
        yield {**known, **_under(key), **value}
    elif isinstance(value, dict) and not known:
        for name, one in value.items():
            yield from _held(name, one, _under(key) or {"category": key})


def _under(key: str) -> dict[str, object]:
    """Return what a key says of the papers below it."""
    if _IDENTIFIER.fullmatch(key):
        return {"id": key}
    if _NO_TOPIC.fullmatch(key):
        return {}
    date = find_date(key)
    return {"published": date} if date else {"category": key}
