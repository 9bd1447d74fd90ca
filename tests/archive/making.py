"""Daily digests of papers with ids of their own, and archives of them, in few words."""

from __future__ import annotations

import datetime
import pathlib
from collections.abc import Callable, Iterable
from typing import Any

import pyarrow

from digestcli.archive.build import Built, News, Wish, build
from digestcli.archive.inputs import found
from digestcli.archive.lock import locked
from digestcli.archive.manifest import Manifest, load
from digestcli.archive.parts import table_of
from digestcli.archive.places import Place, absolute
from digestcli.archive.workers import crew

CATEGORIES = ("cs.CL", "cs.LG", "hep-th", "quant-ph")
_PAPER = """### [{number}] [{title}](https://arxiv.org/abs/{eprint})
*{author}, Wei Zhang*

Main category: {category}

TL;DR: 第{number}篇论文研究量子纠缠。


<details>
  <summary>Details</summary>
Motivation: 动机。

Method: 方法。

Result: 结果。

Conclusion: 结论。

Abstract: We look into {subject} on {date}, once more.

</details>
"""
_SUBJECTS = ("entanglement", "neural networks", "learning", "Schrödinger cats", "gravity")


def day_text(date: datetime.date, papers: int, *, words: str = "") -> str:
    """Return a daily digest; every paper of every day has an id of its own."""
    out = ["<div id=toc></div>\n\n# Table of Contents\n\n"]
    blocks: dict[str, list[str]] = {}
    for number in range(1, papers + 1):
        category = CATEGORIES[number * len(CATEGORIES) // (papers + 1)]
        blocks.setdefault(category, []).append(
            _PAPER.format(
                number=number,
                title=f"On {_SUBJECTS[number % 5]} {words} {date:%d%m} {number}",
                eprint=f"{date:%y%m}.{date.day * 1000 + number:05d}",
                author=("Anna Schmidt", "Erwin Schrödinger", "Li Ming")[number % 3],
                category=category,
                subject=_SUBJECTS[number % 5],
                date=date,
            )
        )
    out += [f"- [{name}](#{name}) [Total: {len(some)}]\n" for name, some in blocks.items()]
    for name, some in blocks.items():
        out += [f"\n\n<div id='{name}'></div>\n\n# {name} [[Back]](#toc)\n\n", "\n\n".join(some)]
    return "".join(out)


def write_days(folder: pathlib.Path, days: int, papers: int, first: datetime.date) -> pathlib.Path:
    """Write so many digests into a folder of each year."""
    for number in range(days):
        date = first + datetime.timedelta(days=number)
        path = folder / str(date.year) / f"{date}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(day_text(date, papers), encoding="utf-8")
    return folder


def made(
    to: object,
    *sources: object,
    workers: int = 1,
    tell: Callable[[News], None] = lambda _: None,
    **wish: bool,
) -> Built:
    """Build an archive as the command does."""
    place, places = Place(absolute(str(to))), [absolute(str(one)) for one in sources]
    with locked(place) as check, crew(None, workers) as hands:
        inputs = found(places)
        return build(place, inputs, places, hands, Wish(**wish), check=check, tell=tell)  # type: ignore[arg-type]


def rows(to: object, manifest: Manifest | None = None) -> list[dict[str, Any]]:
    """Return all rows of an archive, in an order that does not depend on how it was made."""
    place = Place(absolute(str(to)))
    files = (manifest or load(place)).files()
    table = pyarrow.concat_tables([table_of(place, file) for file in files])
    some: Iterable[dict[str, Any]] = table.to_pylist()
    return sorted(some, key=lambda row: (row["input"], row["digest"], row["position"]))


def ids(to: object) -> list[str]:
    """Return the ids of all entries of an archive, sorted."""
    return sorted(row["id"] for row in rows(to))
