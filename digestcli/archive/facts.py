"""What workers find out of a file of an archive for its statistics: counts, and who is which paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import Any, NamedTuple

from pyarrow import compute

from digestcli.archive.papers import Known, known
from digestcli.archive.scan import Look, columns_of
from digestcli.library.prepare import language_tags
from digestcli.model import TEXT_FIELDS, Text
from digestcli.stats.words import Counted, count_joined, count_words

_TEXTS = ["title_zh", "title_en", "tldr_zh", "tldr_en"]
_PLAIN = ("input", "digest", "id", "number", "identifiers", "authors", "category", "categories", "script",
          "title_zh", "title_en", "other_texts", "issues")  # fmt: skip
_LABEL = "category"
"""What a category is called stands among the texts, too."""


def _columns() -> dict[str, Any]:
    """Return the columns that are needed; of long texts only whether they are there."""
    found: dict[str, Any] = {name: compute.field(name) for name in _PLAIN}
    for tag in ("zh", "en"):
        there = (compute.field(f"{name}_{tag}") != "" for name in ("title", *TEXT_FIELDS))
        found[tag] = reduce(
            lambda one, other: one | other,
            (compute.coalesce(one, compute.scalar(value=False)) for one in there),
        )
    return found


class DigestKey(NamedTuple):
    """The digest of an input."""

    input: str
    digest: str


class One(NamedTuple):
    """An entry: of which paper, and by whom."""

    paper: Known
    authors: tuple[str, ...]


class Facts(NamedTuple):
    """What is known of the entries of a file that are meant."""

    categories: Counter[str]
    languages: Counter[str]
    issues: Counter[str]
    entries: dict[DigestKey, list[One]]


class _Row(NamedTuple):
    """What of a row tells its paper."""

    id: str
    number: int
    digest: str
    identifiers: Mapping[str, str]
    title: Text
    authors: tuple[str, ...]


def facts(task: Look) -> Facts:
    """Return what is known of a file."""
    found = Facts(Counter(), Counter(), Counter(), {})
    for batch in columns_of(task, _columns()).to_batches(max_chunksize=500):
        for row in batch.to_pylist():
            listed = row["categories"] if task.selection.any_category else ()
            found.categories.update({row["category"], *listed})
            found.languages.update(set(_languages(row)))
            found.issues.update(issue["code"] for issue in row["issues"])
            place = DigestKey(row["input"], row["digest"])
            found.entries.setdefault(place, []).append(_one(row))
    return found


def _one(row: Mapping[str, Any]) -> One:
    others = tuple(
        (name.partition(".")[2], text) for name, text in row["other_texts"] if name.startswith("title.")
    )
    authors, title = tuple(row["authors"]), Text(row["title_zh"], row["title_en"], others)
    paper = known(_Row(row["id"], row["number"], row["digest"], dict(row["identifiers"]), title, authors))
    return One(paper, tuple(dict.fromkeys(authors)))


def _languages(row: Mapping[str, Any]) -> list[str]:
    tags = [tag for tag in ("zh", "en") if row[tag]]
    names = (name.partition(".") for name, _ in row["other_texts"])
    return language_tags(
        [*tags, *(tag for column, _, tag in names if column != _LABEL)], row["script"]
    ).split()


class Search(NamedTuple):
    """Files whose words are counted; of all words, or of those that are wanted."""

    looks: tuple[Look, ...]
    wanted: frozenset[str] | None = None


class Joining(NamedTuple):
    """Files in which pairs of Chinese characters are joined; and the entries that each pair has."""

    looks: tuple[Look, ...]
    risen: Mapping[str, int]


def words(task: Search) -> Counted:
    """Count the words of files."""
    return count_words(_texts(task.looks), task.wanted)


def joined(task: Joining) -> Counter[str]:
    """Count what risen pairs make together in files."""
    return count_joined(_texts(task.looks), task.risen)


def _texts(looks: Iterable[Look]) -> Iterator[str]:
    """Yield the titles and one-line summaries of each entry, a line each."""
    for one in looks:
        for batch in columns_of(one, _TEXTS).to_batches():
            for texts in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield "\n".join(filter(None, texts))
