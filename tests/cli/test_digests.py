"""`digest digests`: what is loaded."""

from __future__ import annotations

import json
import pathlib

import pytest
from running import Run

HEADER = "key\tdate\tentries\tissues\tfile\n"


def test_newest_first(two: Run) -> None:
    assert two("digests") == (
        0,
        HEADER
        + "daily-2026-02-05\t2026-02-05\t2\t0\ttwo.jsonl\nguide-2026-01-22\t2026-01-22\t3\t0\ttwo.jsonl\n",
        "",
    )


def test_json_has_the_issues(digest: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "x.yaml").write_text("- title: A title\n  tldr: N/A\n- 5\n", encoding="utf-8")
    digest("add", "x.yaml")
    (one,) = json.loads(digest("digests", "--json").out)
    assert list(one) == [
        "key", "reader", "date", "title", "entries", "file", "path", "added", "issue_count", "issues",
    ]  # fmt: skip
    assert (one["key"], one["reader"], one["date"], one["entries"]) == ("records-x", "records", None, 1)
    assert one["path"] == str(tmp_path / "x.yaml")
    assert one["issue_count"] == 2
    assert [issue["code"] for issue in one["issues"]] == ["malformed-record"]


def test_nothing_there(digest: Run, tmp_path: pathlib.Path) -> None:
    ran = digest("digests")
    assert (ran.code, ran.out) == (0, HEADER)
    assert "digest add" in ran.err
    assert digest("digests", "--json").out == "[]\n"
    assert digest("digests", terminal=True).out == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]


def test_on_a_terminal(two: Run) -> None:
    ran = two("digests", terminal=True, NO_COLOR="1")
    assert "\x1b" not in ran.out
    assert [line.split() for line in ran.out.split("\n")][2] == [
        "daily-2026-02-05", "2026-02-05", "2", "0", "two.jsonl",
    ]  # fmt: skip


@pytest.mark.parametrize("cells", ("40", "60", "71", "72", "100"))
def test_a_key_is_there_to_be_copied(digest: Run, tmp_path: pathlib.Path, cells: str) -> None:
    (tmp_path / "made-of-a-name.yaml").write_text("- title: A title\n", encoding="utf-8")
    digest("add", "made-of-a-name.yaml")
    shown = digest("digests", terminal=True, NO_COLOR="1", COLUMNS=cells).out
    assert "records-made-of-a-name " in shown
    assert ("file" in shown) == (int(cells) >= 72)
    assert max(map(len, shown.split("\n"))) <= int(cells)
