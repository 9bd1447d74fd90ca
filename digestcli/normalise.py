"""Raw entries to entries: the same steps for every format, in order.

Nothing here raises on data: what is odd becomes an Issue of the entry. Texts are filed under the
language they are really in; the script they are printed in is kept (output converts).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter

from digestcli.identifiers import arxiv_id, doi, identify
from digestcli.model import KINDS, NO_TEXT, TEXT_FIELDS, Digest, Entry, Issue, Origin, Reference, Text
from digestcli.readers.base import RawEntry, RawField
from digestcli.text.languages.language import language_of
from digestcli.text.languages.script import script_of
from digestcli.text.names import is_and_others, split_authors
from digestcli.text.placeholders import is_placeholder

_TITLED = frozenset(("title", *TEXT_FIELDS))
_SUMMARIES = ("tldr", "motivation", "method", "result", "conclusion")
_IDENTIFIER: Mapping[str, Callable[[str], str | None]] = {"arxiv": arxiv_id, "doi": doi}
_EPRINT = "https://arxiv.org/abs/"


class Draft:
    """An entry in the making: what the steps fill in."""

    __slots__ = (
        "authors", "complete", "counts", "extra", "identifiers", "issues", "kept", "number", "raw",
        "references", "texts", "url"
    )  # fmt: skip

    def __init__(self, raw: RawEntry, number: int) -> None:
        self.raw = raw
        self.number = number
        self.texts: dict[str, dict[str, str]] = {}
        self.extra: dict[str, str] = {}
        self.kept: set[tuple[str, str]] = set()
        self.counts: dict[str, int] = {}
        self.issues: list[Issue] = list(raw.issues)
        self.authors: tuple[str, ...] = ()
        self.complete = True
        self.url: str | None = None
        self.identifiers: dict[str, str] = {}
        self.references: tuple[Reference, ...] = ()


def normalise(raw: RawEntry | Entry, digest: Digest, position: int) -> Entry:
    """Turn a raw entry into an entry of `digest`; `position` (from 1) numbers it if nothing does.

    An `Entry` (a record that digest itself wrote) is returned as it is.
    """
    if isinstance(raw, Entry):
        return raw
    draft = Draft(raw, position if raw.number is None else raw.number)
    for step in STEPS:
        step(draft)
    return _entry(draft, digest)


def note_other_languages(raws: Sequence[RawEntry | Entry], entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries of one digest; a summary that is not in the language of most becomes an Issue.

    `raws` are what the entries were made of: they know the lines. Two in three decide.
    """
    entries = list(entries)
    usual = {name: _usual(map(attrgetter(name), entries)) for name in _SUMMARIES}
    for raw, entry in zip(raws, entries, strict=True):
        odd = [name for name, tag in usual.items() if tag and _lacks(getattr(entry, name), tag)]
        if odd and isinstance(raw, RawEntry):
            lines = {field.name: field.line for field in raw.fields}
            issues = (_other_language(entry, name, usual[name], lines.get(name, raw.line)) for name in odd)
            yield entry._replace(issues=(*entry.issues, *issues))
        else:
            yield entry


def _usual(texts: Iterable[Text]) -> str:
    """Return the language that two in three of `texts` have, but not all; '' without one."""
    given = [text for text in texts if text]
    counts = Counter(tag for text in given for tag, _ in text.items())
    tag, count = max(counts.items(), key=itemgetter(1), default=("", 0))
    return tag if count < len(given) and count * 3 >= len(given) * 2 else ""


def _lacks(text: Text, tag: str) -> bool:
    return bool(text) and not text.get(tag)


def _other_language(entry: Entry, name: str, usual: str, line: int) -> Issue:
    found = "/".join(tag for tag, _ in getattr(entry, name).items())
    return Issue("language-mismatch", f"{name} is in {found}, but in {usual} in most entries", line)


def _file_texts(draft: Draft) -> None:
    """Drop placeholders and file each text under its language."""
    for field in draft.raw.fields:
        if is_placeholder(field.text):
            said = (
                f"{field.name} is {field.text.strip()[:60]!r}"
                if field.text.strip()
                else f"{field.name} is empty"
            )
            draft.issues.append(Issue("placeholder", said, field.line))
        elif field.name in _TITLED:
            _file(draft, field)
        elif field.name in _IDENTIFIER and _IDENTIFIER[field.name](field.text):
            continue  # see _find_identifiers
        else:
            _keep(draft, field.name, field.text)


def _file(draft: Draft, field: RawField) -> None:
    texts = draft.texts.setdefault(field.name, {})
    stated = field.language.lower().replace("_", "-").partition("-")[0]
    language = language_of(field.text, stated) or stated or "en"
    if stated and stated != language:
        message = f"{field.name} is labelled {stated} but is in {language}"
        draft.issues.append(Issue("language-mismatch", message, field.line))
    if texts.get(language, field.text) == field.text:
        texts[language] = field.text
    else:
        draft.issues.append(Issue("repeated-field", f"a second {field.name} in {language}", field.line))
        _keep(draft, field.name, field.text)


def _keep(draft: Draft, name: str, text: str) -> None:
    """Put a text into `extra` under a free name (name, name_2, name_3, ...), unless it is there already."""
    if (name, text) in draft.kept:
        return
    draft.kept.add((name, text))
    count = draft.counts.get(name, 0) + 1
    free = name if count == 1 else f"{name}_{count}"
    while free in draft.extra:
        count += 1
        free = f"{name}_{count}"
    draft.counts[name] = count
    draft.extra[free] = text


def _name_authors(draft: Draft) -> None:
    authors = draft.raw.authors
    if isinstance(authors, str):
        draft.authors, draft.complete = split_authors(authors)
    elif authors and is_and_others(authors[-1]):
        draft.authors, draft.complete = authors[:-1], False
    else:
        draft.authors = authors


def _find_identifiers(draft: Draft) -> None:
    """Take the URL as it is; a bare arXiv id becomes the URL of its abstract.

    What a field named 'arxiv' or 'doi' states goes before what the URL implies.
    """
    for field in draft.raw.fields:
        if field.name in _IDENTIFIER:
            stated = _IDENTIFIER[field.name](field.text)
            draft.identifiers.update({**identify(stated), field.name: stated} if stated else {})
    url = draft.raw.url.strip()
    if is_placeholder(url):
        return
    bare = arxiv_id(url)
    draft.identifiers = {**identify(url), **draft.identifiers}
    draft.url = _EPRINT + bare if bare and "/abs/" not in url and not url.startswith("http") else url


def _identify_references(draft: Draft) -> None:
    draft.references = tuple(
        Reference(ref.marker, ref.title, ref.url, ref.identifiers or identify(ref.url or ""))
        for ref in draft.raw.references
    )


STEPS: tuple[Callable[[Draft], None], ...] = (
    _file_texts,
    _name_authors,
    _find_identifiers,
    _identify_references,
)


def _entry(draft: Draft, digest: Digest) -> Entry:
    raw = draft.raw
    category, categories = _categories(raw)
    texts = {name: Text.of(by_language) for name, by_language in draft.texts.items()}
    label = Text.of(dict(raw.category_label))
    arxiv, name = draft.identifiers.get("arxiv"), draft.identifiers.get("doi")
    fallback = f"doi:{name}" if name else f"{digest.key}:{draft.number}"
    if not texts.get("title"):
        draft.issues.append(Issue("missing-title", "no title", raw.line))
    return Entry(
        id=f"arxiv:{arxiv}" if arxiv else fallback,
        number=draft.number,
        kind=raw.kind if raw.kind in KINDS else "paper",
        digest=digest.key,
        date=raw.date or digest.date,
        category=category,
        categories=categories,
        category_label=label,
        title=texts.get("title", NO_TEXT),
        authors=draft.authors,
        authors_complete=draft.complete,
        url=draft.url,
        identifiers=draft.identifiers,
        venue=_given(raw.venue),
        comment=_given(raw.comment),
        pdf=_given(raw.pdf),
        code=_given(raw.code),
        tldr=texts.get("tldr", NO_TEXT),
        motivation=texts.get("motivation", NO_TEXT),
        method=texts.get("method", NO_TEXT),
        result=texts.get("result", NO_TEXT),
        conclusion=texts.get("conclusion", NO_TEXT),
        abstract=texts.get("abstract", NO_TEXT),
        body=texts.get("body", NO_TEXT),
        extra=draft.extra,
        references=draft.references,
        script=_script(draft, label),
        source=Origin(digest.file, digest.reader, (raw.line, raw.end or raw.line)),
        issues=tuple(draft.issues),
    )


def _given(text: str) -> str | None:
    return None if is_placeholder(text) else text


def _categories(raw: RawEntry) -> tuple[str, tuple[str, ...]]:
    """Return the primary category and all of them, the primary one first."""
    printed = [name.strip() for name in (raw.category, *raw.categories)]
    named = tuple(dict.fromkeys(name for name in printed if not is_placeholder(name)))
    return (named[0] if named else ""), named


def _script(draft: Draft, label: Text) -> str | None:
    """Return the script of all Chinese texts; 'mixed' where they differ, None without any sign.

    The category's label and what is kept as extra count too: they are converted with the rest.
    """
    chinese = [by_language["zh"] for by_language in draft.texts.values() if "zh" in by_language]
    found = {script_of(text) for text in (*chinese, label.zh or "", *draft.extra.values())} - {None}
    return found.pop() if len(found) == 1 else "mixed" if found else None
