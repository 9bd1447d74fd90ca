"""Archives in an object store, of digests in one."""

from __future__ import annotations

import pathlib

import pytest
from running import Run

from archive.making import ids, made, rows
from digestcli.archive.places import Place


def _uploaded(folder: pathlib.Path, url: str) -> None:
    place = Place(url)
    for path in folder.rglob("*.*"):
        place.write(path.relative_to(folder).as_posix(), path.read_bytes())


def test_from_a_store_into_a_store(
    bucket: str, days: pathlib.Path, samples: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    for folder in (days, samples):
        _uploaded(folder, f"{bucket}/in/{folder.name}")
    Place(f"{bucket}/in").write(".hidden", b"x")
    built = made(f"{bucket}/a", f"{bucket}/in", workers=2)
    made(tmp_path / "a", days, samples)
    assert rows(f"{bucket}/a") == rows(tmp_path / "a")
    assert {one.path for part in built.manifest.parts for one in part.inputs} > {
        f"{bucket}/in/days/2025/2025-12-30.md"
    }
    assert made(f"{bucket}/a", f"{bucket}/in").inputs == 0
    place = Place(f"{bucket}/in/days/2025")
    place.write("2025-12-30.md", (place.read("2025-12-29.md") or b"").replace(b"2512.29", b"2512.30"))
    assert made(f"{bucket}/a", f"{bucket}/in").inputs == 1
    assert len(ids(f"{bucket}/a")) == len(ids(tmp_path / "a"))
    place.remove(["2025-12-30.md"])
    built = made(f"{bucket}/a", f"{bucket}/in", remove_vanished=True)
    assert built.plan.vanished == (f"{bucket}/in/days/2025/2025-12-30.md",)
    assert len(ids(f"{bucket}/a")) == len(ids(tmp_path / "a")) - 10


def test_by_the_command_line(bucket: str, days: pathlib.Path, digest: Run) -> None:
    archive = f"{bucket}/a"
    ran = digest("archive", "build", days, "--to", archive, "--workers", 1)
    assert (ran.code, ran.out) == (0, ""), ran.err
    assert len(digest("archive", "list", archive, "-c", "cs.*").lines()) == 30
    ran = digest("add", archive, "--query", "entanglement since:2026")
    assert (ran.code, ran.err) == (0, "3 added (6 entries)\n")
    assert len(digest("list").lines()) == 6
    assert digest("archive", "build", f"{bucket}/nothing", "--to", archive).code == 66


def test_without_its_package(digest: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from digestcli.archive import places

    places._file_system.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "gcsfs", None)
    ran = digest("archive", "list", "gs://bucket/archive")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("digest: gs://bucket/archive: a package is missing: ")
