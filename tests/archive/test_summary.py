"""The statistics of an archive are those of a library of the same digests, and read little for it."""

from __future__ import annotations

import dataclasses
import pathlib
import random
from collections.abc import Iterator

import pytest
from entries import arxiv_entry, make_entry, write_records

from archive.making import made
from digestcli.archive import facts, parts, plan
from digestcli.archive import scan as scanning
from digestcli.archive.manifest import File, load
from digestcli.archive.places import Place
from digestcli.archive.scan import Sought
from digestcli.archive.summary import summarise
from digestcli.archive.workers import crew
from digestcli.intake import How, intake
from digestcli.library.select import Selection
from digestcli.library.store import MEMORY, Library
from digestcli.model import NO_TEXT, Entry, Issue, Text
from digestcli.query.parser import parse
from digestcli.stats import summary as of_library

SELECTIONS = (
    Selection(),
    Selection(categories=("cs.*",)),
    Selection(categories=("hep-th",), any_category=True),
    Selection(since="2026-02-05"),
    Selection(since="2026-02", until="2026-02-04", kind="paper"),
    Selection(until="2026-01"),
    Selection(authors=("lovelace",)),
    Selection(digests=("latest", "2026-01-05")),
    Selection(query=parse("altermagnet OR 模型", {})),
    Selection(query=parse("nothing", {})),
)


def _entries(day: int, date: str) -> Iterator[Entry]:
    """Yield the entries of a day; some papers come again, with other names or none."""
    own = {"digest": f"made-{date}", "date": date}
    word = " altermagnet" if day > 30 else ""
    for number in range(1, 5):
        yield arxiv_entry(
            number, f"26{day:02}.0000{number}", title=Text(en=f"A model{word} {day} {number}"),
            authors=("Ada Lovelace", f"B{number}", "Ada Lovelace"), category=("cs.LG", "hep-th", "cs.CL", "")[number - 1],
            categories=("hep-th",), tldr=Text(zh=f"{day}交错磁体" if word else "提出一种模型"), script="Hans", **own,
        )  # fmt: skip
    before = max(day - 3, 1)
    yield arxiv_entry(5, f"26{before:02}.00001", title=Text(en="Another title"), authors=("A",), **own)
    yield make_entry(  # without identifier, but with the title and first author of one that has
        6, id=f"made-{date}:6", title=Text(en=f"A model{' altermagnet' if before > 30 else ''} {before} 2"), authors=("Lovelace, Ada",),
        issues=(Issue("placeholder", "x", 1), Issue("placeholder", "y", 2)), **own,
    )  # fmt: skip
    for number in (7, 8):  # known by their place only, though they look the same
        yield make_entry(
            number,
            title=Text(others=(("ja", "ニュース"),)),
            authors=(),
            category=f"N{number}",
            kind="news",
            **own,
        )
    yield make_entry(
        9, id=f"made-{date}:9", title=NO_TEXT, authors=("A",), abstract=Text(others=(("ko", "요약"),)), **own
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    folder = tmp_path_factory.mktemp("summary") / "in"
    folder.mkdir()
    for day in range(1, 41):
        date = f"2026-{1 + day // 29:02}-{1 + day % 28:02}"
        write_records(folder / f"made-{date}.jsonl", list(_entries(day, date)))
    return folder


@pytest.fixture(scope="module")
def archive(folder: pathlib.Path) -> Sought:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "_LEAST", 20_000)
        made(folder.parent / "a", folder)
    place = Place(str(folder.parent / "a"))
    return Sought(place, load(place))


@pytest.fixture(scope="module")
def library(folder: pathlib.Path) -> Iterator[Library]:
    paths = sorted(map(str, folder.iterdir()))
    random.Random(7).shuffle(paths)
    with Library(MEMORY) as library:
        for prepared in intake(paths, How()):
            library.put(prepared)  # type: ignore[arg-type]
        yield library


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_as_a_library(archive: Sought, library: Library, selection: Selection) -> None:
    expected = of_library.summarise(library, selection, most=7)
    assert dataclasses.replace(expected, repairs=[]) == summarise(archive, selection, most=7)


def test_by_other_processes(archive: Sought) -> None:
    with crew(None, 2) as hands:
        many = summarise(archive._replace(crew=hands), Selection(), most=9)
    assert many == summarise(archive, Selection(), most=9)
    assert {one.word for one in many.words} >= {"altermagnet", "交错磁体"}
    assert many.papers < many.entries


def test_long_texts_stay_unread(archive: Sought, monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[str] = set()
    honest = parts.table_of

    def watched(place: Place, file: File, wanted: object, columns: parts.Columns) -> object:
        table = honest(place, file, wanted, columns)
        read.update(table.column_names)
        return table

    monkeypatch.setattr(scanning, "table_of", watched)
    monkeypatch.setattr(scanning, "meant", None)
    summarise(archive, Selection(categories=("cs.LG",)), most=3)
    assert read == {*facts._PLAIN, "zh", "en", *facts._TEXTS}
