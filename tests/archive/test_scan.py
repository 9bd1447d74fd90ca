"""What an archive is asked gives what a library of the same digests gives, and reads little for it."""

from __future__ import annotations

import datetime
import pathlib
from collections import Counter
from collections.abc import Iterator

import pytest
from entries import make_entry, write_records

from archive.making import made, write_days
from digestcli.archive import parts, plan
from digestcli.archive import scan as scanning
from digestcli.archive.lookup import referred
from digestcli.archive.manifest import File, load
from digestcli.archive.places import Place
from digestcli.archive.pushdown import pushed
from digestcli.archive.scan import Sought, counts, scan
from digestcli.archive.take import digests
from digestcli.archive.workers import crew
from digestcli.errors import InputOutputError, NoMatch, UsageError
from digestcli.intake import How, intake
from digestcli.library.select import Selection, select
from digestcli.library.store import MEMORY, Library
from digestcli.model import Entry, Text
from digestcli.query.parser import parse

QUERIES = (
    "entanglement",
    "title:learning -abstract:cats",
    "author:schroedinger",
    "author:Schrödinger OR category:hep-th",
    "category:cs.* since:2026",
    "kind:paper until:2025-12",
    "量子糾纏 category:cs.LG",
    "learni*",
    "digest:latest",
    "digest:2025-12-30 OR digest:2025-12-31",
    "digest:arxiv-daily-2026*",
    "-digest:latest gravity",
    "id:2512.30003",
    "id:arxiv-daily-2025-12-30:7",
    "id:2025-12-30:7",
    "lang:zh",
    "-(since:2026 OR category:quant-ph)",
    "nothing",
)
SELECTIONS = (
    Selection(),
    Selection(categories=("cs.*",)),
    Selection(categories=("QUANT-PH", "cs.LG")),
    Selection(categories=("no such",)),
    Selection(categories=("cs.CL",), any_category=True),
    Selection(since="2025-12-31", until="2026-01-01"),
    Selection(since="2026"),
    Selection(until="2025-12"),
    Selection(authors=("Wei Zhang", "Anna")),
    Selection(kind="news"),
    Selection(digests=("latest", "2025-12-30")),
    Selection(digests=("arxiv-daily-2025-12-31",), categories=("hep-th",)),
    *(Selection(query=parse(text, {})) for text in QUERIES),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    return write_days(tmp_path_factory.mktemp("scan") / "days", 6, 10, datetime.date(2025, 12, 29))


@pytest.fixture(scope="module")
def archive(folder: pathlib.Path) -> Sought:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "_LEAST", 8_000)
        made(folder.parent / "a", folder)
    place = Place(str(folder.parent / "a"))
    return Sought(place, load(place))


@pytest.fixture(scope="module")
def library(folder: pathlib.Path) -> Iterator[Library]:
    with Library(MEMORY) as library:
        for prepared in intake([str(folder)], How()):
            library.put(prepared)  # type: ignore[arg-type]
        yield library


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_as_a_library(archive: Sought, library: Library, selection: Selection) -> None:
    found = list(scan(archive, selection))
    assert found == list(select(library, selection))
    counted = counts(archive, selection)
    assert counted == Counter((entry.category, entry.date) for entry in found)
    with Library(MEMORY) as taken:
        for prepared in digests(archive, selection):
            taken.put(prepared)
        assert list(select(taken, Selection())) == found


def test_by_other_processes(archive: Sought, library: Library) -> None:
    selection = Selection(query=parse("entanglement since:2026", {}))
    with crew(None, 2) as hands:
        many = archive._replace(crew=hands)
        assert list(scan(many, selection)) == list(select(library, selection))
        assert sum(len(one.rows) for one in digests(many, selection)) == 6
        assert [entry.number for entry in scan(many, selection._replace(limit=2))] == [5, 10]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[File]:
    """Return the files that a scan opens, as it goes on."""
    some: list[File] = []
    honest = parts.table_of

    def watched(place: Place, file: File, *how: object) -> object:
        some.append(file)
        return honest(place, file, *how)  # type: ignore[arg-type]

    monkeypatch.setattr(scanning, "table_of", watched)
    return some


def test_other_years_and_groups_are_not_opened(archive: Sought, looked_at: list[File]) -> None:
    assert len(list(scan(archive, Selection(categories=("cs.*",), since="2026")))) == 15
    assert {file.name.rpartition("/")[0] for file in looked_at} == {"year=2026/category_group=cs"}
    assert len(looked_at) < len(archive.manifest.files())
    looked_at.clear()
    assert list(scan(archive, Selection(categories=("nobody",)))) == []
    assert list(scan(archive, Selection(query=parse("until:1999 model", {})))) == []
    assert looked_at == []


def test_a_limit_ends_the_scan(archive: Sought, looked_at: list[File]) -> None:
    assert [entry.date for entry in scan(archive, Selection(limit=3))] == ["2026-01-03"] * 3
    assert len(looked_at) < len(archive.manifest.files())


def test_exact_push_down_asks_no_library(archive: Sought, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "meant", None)
    assert len(list(scan(archive, Selection(categories=("cs.LG",), since="2026", kind="paper")))) == 9
    assert len(list(scan(archive, Selection(query=parse("category:hep-th until:2025", {}))))) == 9


def test_labels_are_categories_too(tmp_path: pathlib.Path) -> None:
    some = (
        make_entry(1, category="Physics", category_label=Text(zh="物理學", en="Physics")),
        make_entry(2, category="Physics", category_label=Text(en="Physics")),
        make_entry(3, category="physics.optics", category_label=Text()),
    )
    write_records(tmp_path / "some.jsonl", some)
    made(tmp_path / "a", tmp_path / "some.jsonl")
    place = Place(str(tmp_path / "a"))
    archive = Sought(place, load(place))

    def numbers(*names: str) -> list[int]:
        return [entry.number for entry in scan(archive, Selection(categories=names))]

    assert (numbers("physics"), numbers("物理学"), numbers("物理*")) == ([1, 2], [1], [1])
    assert numbers("physics.*") == [3]


@pytest.mark.parametrize(
    "selection",
    (Selection(new=True), *(Selection(query=parse(text, {})) for text in ("is:unread", "a OR (-tag:b)"))),
)
def test_what_only_a_library_knows_is_refused(archive: Sought, selection: Selection) -> None:
    with pytest.raises(UsageError, match="ask a library, not an archive"):
        pushed(archive.manifest, selection)


def test_no_such_digest(archive: Sought) -> None:
    with pytest.raises(NoMatch, match="no digest 'x' in the archive"):
        pushed(archive.manifest, Selection(digests=("x",)))


def _referred(archive: Sought, *references: str) -> list[tuple[str, int]]:
    found: list[Entry] = list(referred(archive, references, Selection()))
    return [(entry.digest.removeprefix("arxiv-daily-"), entry.number) for entry in found]


def test_references(archive: Sought) -> None:
    assert _referred(archive, "7")[:2] == [("2026-01-03", 7), ("2026-01-02", 7)]
    assert _referred(archive, "2025-12-30:7") == [("2025-12-30", 7)]
    assert _referred(archive, "arXiv:2512.30007v2", "2512.30008") == [("2025-12-30", 7), ("2025-12-30", 8)]
    assert _referred(archive, "https://arxiv.org/abs/2512.30007") == [("2025-12-30", 7)]
    assert _referred(archive, "nothing", "x:7") == []


def test_an_archive_that_was_built_anew_meanwhile(tmp_path: pathlib.Path, days: pathlib.Path) -> None:
    made(tmp_path / "a", days)
    place = Place(str(tmp_path / "a"))
    archive = Sought(place, load(place))
    for path in (tmp_path / "a").rglob("*.parquet"):
        path.unlink()
    with pytest.raises(InputOutputError, match="built anew meanwhile"):
        list(scan(archive, Selection()))
