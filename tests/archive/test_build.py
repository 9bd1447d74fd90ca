"""What a build reads, what it leaves alone, and what it makes of damage."""

from __future__ import annotations

import datetime
import json
import os
import pathlib

import pyarrow.parquet
import pytest
from entries import make_entry

from archive.cluster import hooked
from archive.making import day_text, ids, made, rows, write_days
from digestcli.archive import build as building
from digestcli.archive import plan as planning
from digestcli.archive.build import FAILURES
from digestcli.archive.manifest import load, receipts
from digestcli.archive.parts import partition_of
from digestcli.archive.places import Place
from digestcli.errors import CannotCreate
from digestcli.ingest import Loaded
from digestcli.ingest import load as load_files


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "_LEAST", 8_000)  # two of our digests a part


def _failures(to: pathlib.Path) -> list[dict[str, str]]:
    text = (to / FAILURES).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_every_entry_is_there_once(days: pathlib.Path, tmp_path: pathlib.Path) -> None:
    built = made(tmp_path / "a", days)
    expected = [e.id for one in load_files([str(days)]) if isinstance(one, Loaded) for e in one.entries]
    assert ids(tmp_path / "a") == sorted(expected)
    assert len(set(expected)) == 60
    assert (built.inputs, built.entries, built.failures) == (6, 60, ())
    assert len(built.manifest.parts) > 1
    assert not receipts(Place(str(tmp_path / "a")))
    assert not (tmp_path / "a" / "_digest" / "lock.json").exists()


def test_files_are_divided_sorted_and_compressed(days: pathlib.Path, tmp_path: pathlib.Path) -> None:
    built = made(tmp_path / "a", days)
    names = {tuple(file.name.split("/")[:2]) for file in built.manifest.files()}
    assert names == {
        (f"year={year}", f"category_group={group}")
        for year in (2025, 2026)
        for group in ("cs", "hep-th", "quant-ph")
    }
    for file in built.manifest.files():
        data = pyarrow.parquet.ParquetFile(tmp_path / "a" / file.name)
        dates = data.read(["date"])["date"].to_pylist()
        assert dates == sorted(dates)
        assert (dates[0], dates[-1], len(dates)) == (file.first, file.last, file.rows)
        column = data.metadata.row_group(0).column(data.schema_arrow.names.index("date"))
        assert (column.compression, column.statistics.min) == ("ZSTD", dates[0])
        assert os.path.getsize(tmp_path / "a" / file.name) == file.size


@pytest.mark.parametrize(
    "date, category, partition",
    (
        ("2026-01-22", "cs.LG", ("2026", "cs")),
        ("2026-01", "quant-ph", ("2026", "quant-ph")),
        ("2026", "cond-mat.mtrl-sci", ("2026", "cond-mat")),
        (None, "", ("__HIVE_DEFAULT_PARTITION__", "__HIVE_DEFAULT_PARTITION__")),
        ("26", "物理学", ("__HIVE_DEFAULT_PARTITION__", "other")),
        ("2026-01-22", "../../etc", ("2026", "other")),
        ("2026-01-22", "Physics", ("2026", "other")),
        ("2026-01-22", "a" * 70, ("2026", "other")),
    ),
)
def test_partitions(date: str | None, category: str, partition: tuple[str, str]) -> None:
    assert partition_of(make_entry(date=date, category=category)) == partition


def test_pyarrow_reads_it_as_a_dataset(days: pathlib.Path, tmp_path: pathlib.Path) -> None:
    made(tmp_path / "a", days)
    dataset = pyarrow.dataset.dataset(tmp_path / "a", partitioning="hive", exclude_invalid_files=False)
    table = dataset.to_table(columns=["id", "year", "category_group", "day"])
    assert len(table) == 60
    assert set(table["year"].to_pylist()) == {2025, 2026}


def test_a_second_run_does_nothing(days: pathlib.Path, tmp_path: pathlib.Path) -> None:
    before = made(tmp_path / "a", days)
    files = {path: path.stat().st_mtime_ns for path in (tmp_path / "a").rglob("*.parquet")}
    after = made(tmp_path / "a", days)
    assert (after.inputs, after.entries) == (0, 0)
    assert after.manifest.files() == before.manifest.files()
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "a").rglob("*.parquet")} == files


def test_only_what_changed_is_read(days: pathlib.Path, tmp_path: pathlib.Path) -> None:
    before = made(tmp_path / "a", days)
    changed = days / "2025" / "2025-12-30.md"
    changed.write_text(day_text(datetime.date(2025, 12, 30), 12, words="again"), encoding="utf-8")
    write_days(days, 1, 10, datetime.date(2026, 2, 1))
    after = made(tmp_path / "a", days)
    assert (after.inputs, after.entries) == (2, 22)
    assert len(ids(tmp_path / "a")) == len(set(ids(tmp_path / "a"))) == 72
    titles = [row["title_en"] for row in rows(tmp_path / "a") if row["date"] == "2025-12-30"]
    assert len(titles) == 12
    assert all("again" in title for title in titles)
    on_disk = {path.relative_to(tmp_path / "a").as_posix() for path in (tmp_path / "a").rglob("*.parquet")}
    assert on_disk == {file.name for file in after.manifest.files()}
    assert set(before.manifest.files()) & set(after.manifest.files())


def test_a_touched_file_is_known_by_its_content(days: pathlib.Path, tmp_path: pathlib.Path) -> None:
    made(tmp_path / "a", days)
    os.utime(days / "2025" / "2025-12-30.md", (1, 1))
    assert made(tmp_path / "a", days).inputs == 0


def test_a_moved_file_is_followed(days: pathlib.Path, tmp_path: pathlib.Path) -> None:
    made(tmp_path / "a", days)
    (days / "old").mkdir()
    moved = days / "2025" / "2025-12-30.md"
    moved.rename(days / "old" / moved.name)
    built = made(tmp_path / "a", days)
    assert (built.inputs, built.plan.vanished) == (0, ())
    paths = {one.path for part in built.manifest.parts for one in part.inputs}
    assert str(days / "old" / moved.name) in paths
    assert str(moved) not in paths


def test_what_vanished_is_told_and_stays_until_it_shall_go(
    days: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    made(tmp_path / "a", days)
    gone = days / "2025" / "2025-12-30.md"
    gone.unlink()
    built = made(tmp_path / "a", days)
    assert built.plan.vanished == (str(gone),)
    assert len(ids(tmp_path / "a")) == 60
    built = made(tmp_path / "a", days, remove_vanished=True)
    assert (built.inputs, built.plan.vanished) == (0, (str(gone),))
    assert len(ids(tmp_path / "a")) == 50
    assert made(tmp_path / "a", days).plan.vanished == ()


def test_other_sources_stay(days: pathlib.Path, tmp_path: pathlib.Path) -> None:
    made(tmp_path / "a", days / "2025")
    built = made(tmp_path / "a", days / "2026", remove_vanished=True)
    assert built.plan.vanished == ()
    assert len(ids(tmp_path / "a")) == 60


def test_the_same_file_twice_is_taken_once(days: pathlib.Path, tmp_path: pathlib.Path) -> None:
    copy = days / "copy" / "2025-12-30.md"
    copy.parent.mkdir()
    copy.write_bytes((days / "2025" / "2025-12-30.md").read_bytes())
    built = made(tmp_path / "a", days)
    assert built.plan.copies == (str(copy),)
    assert len(ids(tmp_path / "a")) == 60


def test_again_reads_all(days: pathlib.Path, tmp_path: pathlib.Path) -> None:
    made(tmp_path / "a", days)
    before = rows(tmp_path / "a")
    assert made(tmp_path / "a", days, again=True).entries == 60
    assert rows(tmp_path / "a") == before


def test_a_newer_program_reads_again_only_what_failed(
    days: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (days / "bad.txt").write_text("no digest", encoding="utf-8")
    made(tmp_path / "a", days)
    monkeypatch.setattr(building, "__version__", "99")
    built = made(tmp_path / "a", days)
    assert (built.inputs, len(built.failures)) == (1, 1)


def test_what_cannot_be_read_is_listed_and_not_tried_again(
    days: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    (days / "bad.txt").write_text("no digest at all", encoding="utf-8")
    (days / "binary.md").write_bytes(b"a\0b")
    told: list[str] = []
    built = made(tmp_path / "a", days, tell=lambda news: told.extend(one.message for one in news.failures))
    assert {os.path.basename(one["input"]) for one in _failures(tmp_path / "a")} == {"bad.txt", "binary.md"}
    assert sorted(told) == sorted(one["error"] for one in _failures(tmp_path / "a"))
    assert built.entries == 60
    again = made(tmp_path / "a", days)
    assert (again.inputs, len(again.failures)) == (0, 2)
    (days / "bad.txt").unlink()
    assert len(made(tmp_path / "a", days, remove_vanished=True).failures) == 1


def test_an_unreadable_file_is_tried_again_when_it_can_be_read(
    days: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    link = days / "2025" / "2025-12-01.md"
    link.symlink_to(tmp_path / "nowhere.md")
    assert len(made(tmp_path / "a", days).failures) == 1
    (tmp_path / "nowhere.md").write_text(day_text(datetime.date(2025, 12, 1), 3), encoding="utf-8")
    built = made(tmp_path / "a", days)
    assert (built.failures, built.entries) == ((), 3)


def test_a_mistake_of_ours_stops_nothing(
    days: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in hooked(tmp_path).items():
        monkeypatch.setenv(name, value)
    write_days(days, 1, 3, datetime.date(2026, 3, 1)).joinpath("2026", "2026-03-01.md").rename(
        days / "mistaken.md"
    )
    built = made(tmp_path / "a", days)
    assert [one.message for one in built.failures] == [f"{days}/mistaken.md: RuntimeError: a mistake of ours"]
    assert built.entries == 60


@pytest.mark.slow
def test_a_poisoned_file_fails_alone(
    days: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in hooked(tmp_path).items():
        monkeypatch.setenv(name, value)
    poison = days / "2025" / "2025-12-30-poison.md"
    poison.write_text(day_text(datetime.date(2025, 12, 30), 3), encoding="utf-8")
    built = made(tmp_path / "a", days, workers=2)
    assert [one.input.path for one in built.failures] == [str(poison)]
    assert "was killed" in _failures(tmp_path / "a")[0]["error"]
    assert (built.entries, len(set(ids(tmp_path / "a")))) == (60, 60)
    assert made(tmp_path / "a", days).inputs == 0


def test_a_build_that_was_stopped_goes_on(
    days: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(news: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(tmp_path / "a", days, tell=stop)
    place = Place(str(tmp_path / "a"))
    finished = receipts(place)
    assert finished
    assert not (tmp_path / "a" / "_digest" / "manifest.json").exists()
    built = made(tmp_path / "a", days)
    assert 0 < built.entries < 60
    assert {part.name for part in load(place).parts} >= set(finished)
    assert ids(tmp_path / "a") == sorted(set(ids(tmp_path / "a")))
    assert len(ids(tmp_path / "a")) == 60


def test_what_no_manifest_names_is_swept(days: pathlib.Path, tmp_path: pathlib.Path) -> None:
    built = made(tmp_path / "a", days)
    left = tmp_path / "a" / "year=2025" / "category_group=cs" / "part-of-the-dead.parquet"
    left.write_bytes(b"PAR1")
    (tmp_path / "a" / "README.md").write_text("mine", encoding="utf-8")
    made(tmp_path / "a", days)
    assert not left.exists()
    assert (tmp_path / "a" / "README.md").exists()
    assert len(list((tmp_path / "a").rglob("*.parquet"))) == len(built.manifest.files())


def test_a_lost_lock_ends_the_build_before_the_manifest(days: pathlib.Path, tmp_path: pathlib.Path) -> None:
    lock = tmp_path / "a" / "_digest" / "lock.json"

    def steal(news: object) -> None:
        lock.write_text('{"token": "another"}', encoding="utf-8")

    with pytest.raises(CannotCreate, match="another build has taken the lock"):
        made(tmp_path / "a", days, tell=steal)
    assert not (tmp_path / "a" / "_digest" / "manifest.json").exists()
    assert lock.exists()
