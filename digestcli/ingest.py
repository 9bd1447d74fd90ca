"""The one chain from files to entries: source -> repair -> identify -> read -> normalise.

A Markdown digest and the JSON Lines it was made from, side by side, are one digest: numbers and
order come from the Markdown, everything else from the JSON Lines.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from digestcli.companions import complete
from digestcli.errors import DigestError
from digestcli.folders import Seen, seen
from digestcli.model import Digest, Entry, Issue
from digestcli.normalise import normalise, note_other_languages
from digestcli.readers import READERS, identify
from digestcli.readers.base import Parsed, Reader, Source
from digestcli.saved import in_file, without_html
from digestcli.source import STDIN, read_source, walk
from digestcli.text.damage.repair import Repair, repair
from digestcli.text.dates import find_date

_COMPANION = re.compile(r"(.+?)(_AI_enhanced_[^.]*)?\.jsonl")
_ENHANCED = "_AI_enhanced_"
_PAIRED = ("arxiv-daily", "labelled")
_BY_HAND = "records"  # a person may write each entry in another language
_COMPLETING = "arxiv-jsonl"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A digest with its entries; `path` is '-' for standard input, `fingerprint` names the text.

    `original` is the text of the whole file before its `repairs`, which are in the order of lines; '' where
    the file is an export, whose entries name the lines of another.
    `siblings` are the keys of all digests in the file. `files` are the files it was made of, as they
    were before they were read, the one at `path` first; standard input is none.
    """

    path: str
    digest: Digest
    entries: tuple[Entry, ...]
    fingerprint: str
    original: str = ""
    repairs: tuple[Repair, ...] = ()
    siblings: tuple[str, ...] = ()
    files: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that gave no digest, and why; `files` as with Loaded."""

    path: str
    error: DigestError
    files: tuple[Seen, ...] = ()


class Group(NamedTuple):
    """Files that are read together: a file, and the JSON Lines beside it that bear its name."""

    path: str
    companions: tuple[str, ...] = ()


def load(
    paths: Iterable[str],
    *,
    encoding: str | None = None,
    reader: str | None = None,
    readers: tuple[Reader, ...] = READERS,
) -> Iterator[Loaded | Refused]:
    """Read every file that `paths` name (folders in sorted order), one digest at a time.

    A file that cannot be read is `Refused` and the rest goes on. Raises MissingInput for a path
    that is not there.
    """
    for group in paired(walk(paths)):
        yield from load_group(group, encoding=encoding, reader=reader, readers=readers)


def load_group(
    group: Group,
    *,
    encoding: str | None = None,
    reader: str | None = None,
    readers: tuple[Reader, ...] = READERS,
) -> list[Loaded | Refused]:
    """Read the files of one group; what cannot be read, or has gone meanwhile, is `Refused`."""

    def attempt(path: str, reader: str | None = reader) -> list[Loaded | Refused]:
        files = _seen(path)
        try:
            loaded = load_file(path, encoding=encoding, reader=reader, readers=readers)
        except DigestError as error:
            return [Refused(path, error, files)]
        return [replace(one, files=files) for one in loaded]

    path, beside = group
    before = {one: _seen(one) for one in beside}
    companions = [one for one in beside if not _is_empty(one)]
    empty = tuple(file for one in beside if one not in companions for file in before[one])
    loaded = attempt(path)
    first = loaded[0]
    alone = len(loaded) == 1  # an export may hold several digests
    if companions and alone and isinstance(first, Loaded) and first.digest.reader in _PAIRED:
        others = [one for companion in companions for one in attempt(companion, None)]
        mine = [one for one in others if isinstance(one, Loaded) and one.digest.reader == _COMPLETING]
        whole = replace(_joined(first, mine), files=_files((first, *mine)) + empty)
        return [whole, *(one for one in others if one not in mine)]
    loaded = [replace(one, files=one.files + empty) for one in loaded]
    return [*loaded, *(one for companion in companions for one in attempt(companion))]


def load_file(
    path: str,
    *,
    encoding: str | None = None,
    reader: str | None = None,
    readers: tuple[Reader, ...] = READERS,
) -> list[Loaded]:
    """Read one file alone: one digest, or several where a file of records holds several."""
    source = read_source(path, encoding=encoding)
    original = source.text
    repaired = repair(original)
    source = replace(source, text=repaired.text, issues=(*source.issues, *repaired.issues))
    shown, numbers = without_html(source)
    chosen = next((one for one in readers if one.name == reader), None) or identify(shown, readers)
    parsed = in_file(chosen.read(shown), numbers)
    fingerprint = hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
    digest = _digest(source, chosen, parsed)
    normalised = (normalise(raw, digest, position) for position, raw in enumerate(parsed.entries, 1))
    by_hand = chosen.name == _BY_HAND
    entries = tuple(normalised if by_hand else note_other_languages(parsed.entries, normalised))
    ledger = tuple(sorted(repaired.ledger, key=lambda change: change.line))
    parts = _by_digest(digest, entries)
    keys = tuple(one.key for one, _ in parts)
    here = {entry.digest for entry in entries if entry.source.file == source.name}
    return [
        Loaded(path, one, some, fingerprint, original if one.key in here else "", ledger, keys)
        for one, some in parts
    ]


def _digest(source: Source, reader: Reader, parsed: Parsed) -> Digest:
    stem = "stdin" if source.name == STDIN else os.path.splitext(source.name)[0]
    date = parsed.date or find_date(source.name)
    key, issues = f"{reader.name}-{date or stem}", (*source.issues, *parsed.issues)
    return Digest(key, reader.name, date, parsed.title or None, source.name, issues)


def _by_digest(digest: Digest, entries: tuple[Entry, ...]) -> list[tuple[Digest, tuple[Entry, ...]]]:
    """Group finished records by the digest they name; everything else is of the one digest."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.digest, []).append(entry)
    if set(groups) <= {digest.key}:
        return [(digest, entries)]
    return [
        (digest if key == digest.key else _named(digest, key, some[0]), tuple(some))
        for key, some in groups.items()
    ]


def _named(digest: Digest, key: str, entry: Entry) -> Digest:
    return digest._replace(key=key, reader=entry.source.reader, date=entry.date, title=None)


def paired(paths: Iterable[str]) -> list[Group]:
    """Return each file once, with the JSON Lines among `paths` that stand beside it and bear its name."""
    places: dict[str, str] = {}
    for path in paths:
        places.setdefault(path if path == STDIN else os.path.abspath(path), path)
    beside: dict[str, list[str]] = {}
    for place in places:
        match = _COMPANION.fullmatch(place)
        if match:
            beside.setdefault(match[1], []).append(place)
    groups = []
    taken = {one for owner in places if owner.endswith(".md") for one in beside.get(owner[:-3], ())}
    for place, path in places.items():
        if place not in taken:
            found = beside.get(place[:-3], []) if place.endswith(".md") else []
            groups.append(Group(path, tuple(places[one] for one in found)))
    return groups


def _seen(path: str) -> tuple[Seen, ...]:
    """Return what the file at `path` is like before it is read."""
    found = None if path == STDIN else seen(path)
    return (found,) if found else ()


def _files(loaded: Iterable[Loaded]) -> tuple[Seen, ...]:
    return tuple(file for one in loaded for file in one.files)


def _is_empty(path: str) -> bool:
    return os.path.isfile(path) and not os.path.getsize(path)


def _joined(main: Loaded, companions: list[Loaded]) -> Loaded:
    """Complete a Markdown digest by its JSON Lines: the AI-enhanced ones go before the raw."""
    entries, issues, prints = list(main.entries), list(main.digest.issues), [main.fingerprint]
    for other in sorted(companions, key=lambda one: _ENHANCED not in one.path):
        prints.append(other.fingerprint)
        entries, unused = complete(entries, other.entries)
        issues.extend(other.digest.issues)
        if _ENHANCED in other.path:
            known = {entry.id for entry in entries}
            issues.extend(_left_over(entry, other.digest.file, known) for entry in unused)
            more = [entry for entry in unused if entry.id not in known]
            last = max((entry.number for entry in entries), default=0)
            entries.extend(_appended(entry, main.digest, last + at) for at, entry in enumerate(more, 1))
    digest = main.digest._replace(issues=tuple(issues))
    return replace(main, digest=digest, entries=tuple(entries), fingerprint="+".join(prints))


def _left_over(entry: Entry, file: str, known: set[str]) -> Issue:
    if entry.id in known:
        return Issue("repeated-entry", f"{entry.id} stands again in {file}", entry.source.lines[0])
    return Issue("not-in-markdown", f"{entry.id} stands only in {file}", entry.source.lines[0])


def _appended(entry: Entry, digest: Digest, number: int) -> Entry:
    return entry._replace(digest=digest.key, number=number)
