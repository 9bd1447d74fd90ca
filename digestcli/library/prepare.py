"""A digest made ready for the library: plain values, so that other processes can do this part.

Everything that costs time and needs no library is done here: records as JSON, the tokens of the
index, the names of the papers, the original compressed.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

from digestcli.library.authors import name_key
from digestcli.library.index import indexed
from digestcli.library.papers import names_in
from digestcli.model import TEXT_FIELDS, Digest, Entry
from digestcli.record import from_record, to_record
from digestcli.text.visible import without_surrogates

if TYPE_CHECKING:
    from digestcli.folders import Seen
    from digestcli.text.damage.repair import Repair


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Row(NamedTuple):
    """One entry, ready: what the tables and the index keep of it."""

    number: int
    kind: str
    date: str | None
    url: str | None
    category: tuple[str, str, str]
    """Code, Chinese and English label of the primary category."""
    others: tuple[str, ...]
    """The codes of its other categories."""
    authors: str
    """Their folded names, one a line."""
    languages: str
    issues: int
    names: tuple[str, ...]
    tokens: tuple[str, ...]
    record: str


class Prepared(NamedTuple):
    """A digest with its rows; `siblings` are the keys of all digests in its file."""

    digest: Digest
    rows: tuple[Row, ...]
    path: str
    fingerprint: str
    siblings: tuple[str, ...]
    original: bytes
    """zlib; empty where none is kept."""
    repairs: str
    """JSON list of [rule, line, before, after, score]."""
    files: tuple[Seen, ...] = ()
    """What it was made of, as it was before it was read."""


def prepare(
    digest: Digest,
    entries: Iterable[Entry],
    *,
    path: str,
    fingerprint: str,
    original: str = "",
    repairs: Iterable[Repair] = (),
    siblings: Collection[str] = (),
    files: Iterable[Seen] = (),
) -> Prepared:
    """Make a digest ready; the arguments are those of Library.add."""
    ledger = [(one.rule, one.line, one.before, one.after, one.score) for one in repairs]
    packed = zlib.compress(original.encode("utf-8", "surrogatepass"), 1) if original else b""
    rows = rows_of(_under(entry, digest.key, digest.key) for entry in entries)
    return Prepared(
        digest, rows, path, fingerprint, tuple(siblings), packed, json.dumps(ledger), tuple(files)
    )


def rows_of(entries: Iterable[Entry]) -> tuple[Row, ...]:
    """Return the rows of the entries of one digest."""
    held = list(entries)
    return tuple(map(_row_of, held, names_in(held)))


def _row_of(entry: Entry, names: tuple[str, ...]) -> Row:
    """Return the row of an entry; lone surrogates, which SQLite refuses, stay in the record only."""
    clean = without_surrogates
    return Row(
        number=entry.number,
        kind=clean(entry.kind),
        date=clean(entry.date) if entry.date else None,
        url=clean(entry.url) if entry.url and not entry.identifiers else None,
        category=(
            clean(entry.category),
            clean(entry.category_label.zh or ""),
            clean(entry.category_label.en or ""),
        ),
        others=tuple(clean(name) for name in entry.categories if name != entry.category),
        authors="\n".join(clean(name_key(name)) for name in entry.authors),
        languages=_languages(entry),
        issues=len(entry.issues),
        names=tuple(map(clean, names)),
        tokens=indexed(entry),
        record=as_json(to_record(entry)),
    )


def under(prepared: Prepared, key: str) -> Prepared:
    """Give a digest another key, also in its entries and in the ids and names that are made of it."""
    old = prepared.digest.key
    if old == key:
        return prepared
    entries = [_under(from_record(json.loads(row.record)), old, key) for row in prepared.rows]
    rows = tuple(map(_renamed, prepared.rows, entries, names_in(entries)))
    return prepared._replace(digest=prepared.digest._replace(key=key), rows=rows)


def _renamed(row: Row, entry: Entry, names: tuple[str, ...]) -> Row:
    return row._replace(record=as_json(to_record(entry)), names=tuple(map(without_surrogates, names)))


def _under(entry: Entry, old: str, key: str) -> Entry:
    """Give an entry the key of its digest, also in an id that is made of the old one."""
    if entry.digest == key:
        return entry
    made = entry.id == f"{old}:{entry.number}"
    return entry._replace(digest=key, id=f"{key}:{entry.number}" if made else entry.id)


def _languages(entry: Entry) -> str:
    """Return the BCP 47 tags of the languages an entry is given in, each between blanks."""
    tags = (tag for name in ("title", *TEXT_FIELDS) for tag, _ in getattr(entry, name).items())
    return f" {language_tags(tags, entry.script)} "


def language_tags(tags: Iterable[str], script: str | None) -> str:
    """Return the languages of texts and the script of Chinese among them as tags with blanks between."""
    found = dict.fromkeys(tags)
    if script and "zh" in found:
        found[f"zh-{script}"] = None
    return " ".join(found).lower()


def as_json(value: object) -> str:
    """Return `value` as JSON that UTF-8 can hold: lone surrogates stay, as escapes."""
    text = _COMPACT(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text
