"""The entries of an archive by title, number, category and digest: as a library has them."""

from __future__ import annotations

import pathlib
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import pytest
from entries import make_entry, write_records

from archive.making import made
from digestcli.archive import parts, plan
from digestcli.archive import scan as scanning
from digestcli.archive.manifest import load
from digestcli.archive.order import in_order
from digestcli.archive.places import Place
from digestcli.archive.scan import Sought
from digestcli.archive.workers import crew
from digestcli.intake import How, intake
from digestcli.library.select import Selection, select
from digestcli.library.store import MEMORY, Library
from digestcli.model import Entry, Text
from digestcli.query.parser import parse

TITLES = ("Zebra", "alpha", "Ähre", "量子", "", "Alpha")
CATEGORIES = ("cs.LG", "", "Physics", "cs.CL", "quant-ph", "cs.LG")
SELECTIONS = (
    Selection(),
    Selection(categories=("cs.*",)),
    Selection(since="2026-01-03"),
    Selection(query=parse("alpha OR category:quant-ph", {})),
    Selection(categories=("nothing",)),
)
FOLDED = {"Zebra": "zebra", "Ähre": "ahre", None: "\U0010ffff"}
KEYS: dict[str, Callable[[Entry], Any]] = {
    "date": lambda _: 0,
    "number": lambda entry: entry.number,
    "title": lambda entry: FOLDED.get(entry.title.en, (entry.title.en or "").lower()),
    "category": lambda entry: entry.category,
}
ORDERS = ("date", "number", "title", "category", "digest")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return a folder of digests whose entries have dates of their own, not in the order of their numbers."""
    folder = tmp_path_factory.mktemp("order") / "in"
    folder.mkdir()
    for day in range(1, 5):
        entries = [
            make_entry(
                number, digest=f"made-2026-01-0{day}", date=f"2026-01-0{1 + number * 5 % 7}", category=category,
                title=Text(en=title or None), tldr=Text(en=f"{day} {number}"),
            )
            for number, (title, category) in enumerate(zip(TITLES, CATEGORIES, strict=True), 1)
        ]  # fmt: skip
        write_records(folder / f"made-2026-01-0{day}.jsonl", entries)
    return folder


@pytest.fixture(scope="module")
def archive(folder: pathlib.Path) -> Sought:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "_LEAST", 1)
        made(folder.parent / "a", folder)
    place = Place(str(folder.parent / "a"))
    return Sought(place, load(place))


@pytest.fixture(scope="module")
def library(folder: pathlib.Path) -> Iterator[Library]:
    with Library(MEMORY) as library:
        for prepared in intake([str(folder)], How()):
            library.put(prepared)  # type: ignore[arg-type]
        yield library


def _by_day(entries: Iterator[Entry]) -> list[Entry]:
    """Sort what an archive has by the dates of entries and a library by those of digests."""
    return sorted(entries, key=lambda one: (one.date or "", one.digest, -one.number), reverse=True)


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
@pytest.mark.parametrize("order", ORDERS)
def test_as_a_library(archive: Sought, library: Library, selection: Selection, order: str) -> None:
    found = list(in_order(archive, selection, order))
    of_library = list(select(library, selection, order="date" if order == "digest" else order))
    if order == "digest":
        assert found == of_library
    else:
        assert found == sorted(_by_day(iter(of_library)), key=KEYS[order])
    for limit in (0, 1, 5, 99):
        assert list(in_order(archive, selection._replace(limit=limit), order)) == found[:limit]


@pytest.mark.parametrize("order", ORDERS)
def test_by_other_processes(archive: Sought, order: str) -> None:
    with crew(None, 2) as hands:
        found = list(in_order(archive._replace(crew=hands), Selection(), order))
    assert found == list(in_order(archive, Selection(), order))


def test_only_the_files_of_a_category_are_opened(archive: Sought, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    honest = parts.table_of

    def watched(place: Place, file: object, wanted: object) -> object:
        opened.append(str(wanted))
        return honest(place, file, wanted)  # type: ignore[arg-type]

    monkeypatch.setattr(scanning, "table_of", watched)
    list(in_order(archive, Selection(categories=("cs.LG",)), "category"))
    assert len(opened) == sum("cs.LG" in str(file.categories) for file in archive.manifest.files())


def test_digests_of_one_key_stay_together(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "_LEAST", 1)
    for at, name in enumerate(("x", "y", "x", "z")):
        (tmp_path / "in" / str(at)).mkdir(parents=True)
        entries = [make_entry(number, digest=name, title=Text(en=f"{at}")) for number in (1, 2)]
        write_records(tmp_path / "in" / str(at) / "some.jsonl", entries)
    made(tmp_path / "a", tmp_path / "in")
    place = Place(str(tmp_path / "a"))
    archive = Sought(place, load(place))
    assert len(archive.manifest.parts) == 4
    found = groupby(in_order(archive, Selection(), "digest"), key=lambda one: one.digest)
    groups = {key: [(one.title.en, one.number) for one in some] for key, some in found}
    assert {key: len(some) for key, some in groups.items()} == {"x": 4, "y": 2, "z": 2}
    assert sorted(groups["x"]) == [("0", 1), ("0", 2), ("2", 1), ("2", 2)]
