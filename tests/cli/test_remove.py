"""`digest remove`: digests out of the library, files untouched."""

from __future__ import annotations

import pathlib

import pytest
from running import Run


@pytest.mark.parametrize(
    "name, removed", (("guide-2026-01-22", "guide"), ("2026-01-22", "guide"), ("latest", "daily"))
)
def test_by_key_date_and_latest(two: Run, tmp_path: pathlib.Path, name: str, removed: str) -> None:
    ran = two("remove", name)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith(f"removed {removed}-2026-")
    assert [cells[0].split("-")[0] for cells in two("digests").lines()] == [
        "guide" if removed == "daily" else "daily"
    ]
    assert (tmp_path / "two.jsonl").exists()
    assert two("add", "two.jsonl").err.startswith("1 added, 1 unchanged")


def test_several_and_one_that_is_not_there(two: Run) -> None:
    ran = two("remove", "latest", "nothing\x1b", "guide-2026-01-22")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("removed daily-2026-02-05 (2 entries)\ndigest: no digest ")
    assert "\x1b" not in ran.err
    assert len(two("digests").lines()) == 1


def test_from_nothing(digest: Run, tmp_path: pathlib.Path) -> None:
    assert digest("remove", "latest").code == 1
    assert digest("remove").code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]
