"""`digest state`: out to a file or a pipe, and in again, whole or not at all."""

from __future__ import annotations

import json
import pathlib

import pytest
from running import Run

PAPER = "2601.14263"


@pytest.fixture
def marked(two: Run) -> Run:
    two("mark", PAPER, "--read", "--star")
    two("tag", "guide-2026-01-22:1", "+量子")
    two("note", "guide-2026-01-22:3", "-m", "a\nb")
    return two


def test_export(marked: Run) -> None:
    ran = marked("state", "export")
    assert (ran.code, ran.err) == (0, "")
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert [(one["paper"], one["read"], one["tags"], one["note"]) for one in records] == [
        ("A shared paper", True, [], None),
        ("Entanglement simulated", False, ["量子"], None),
        ("Title 3", False, [], "a\nb"),
    ]
    assert marked("state", "export", "-o", "-").out == ran.out


def test_round_trip_through_a_file(marked: Run, tmp_path: pathlib.Path) -> None:
    assert marked("state", "export", "-o", "state.jsonl") == (0, "", "3 papers in state.jsonl\n")
    out = marked("state", "export").out
    assert (tmp_path / "state.jsonl").read_text(encoding="utf-8") == out
    other = {"DIGEST_LIBRARY": str(tmp_path / "other" / "library.db")}
    said = "3 papers changed; 3 in no digest yet\n"
    assert marked("state", "import", "state.jsonl", **other) == (0, "", said)
    marked("add", "two.jsonl", **other)
    assert marked("state", "export", **other).out == out
    assert marked("list", "is:read", **other).numbers() == ["1", "2"]
    ran = marked("state", "import", "-", stdin=out.encode(), **other)
    assert ran == (0, "", "0 papers changed, 3 already so\n")


def test_a_file_in_another_encoding(marked: Run, tmp_path: pathlib.Path) -> None:
    """Shells write what they are given as UTF-16, and line ends as CRLF."""
    text = marked("state", "export").out.replace("\n", "\r\n")
    (tmp_path / "x.jsonl").write_bytes(text.encode("utf-16"))
    assert marked("state", "import", "x.jsonl").err == "0 papers changed, 3 already so\n"
    (tmp_path / "x.jsonl").write_bytes(text.encode("gb18030"))
    ran = marked("state", "import", "x.jsonl")
    assert ran.code == 0
    assert ran.err.endswith("0 papers changed, 3 already so\n")
    assert "gb18030" in ran.err.lower()


def test_a_file_that_is_there_is_not_overwritten(marked: Run, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "state.jsonl"
    path.write_text("mine", encoding="utf-8")
    assert marked("state", "export", "-o", "state.jsonl").code == 73
    assert path.read_text(encoding="utf-8") == "mine"
    assert marked("state", "export", "-o", "state.jsonl", "--force").code == 0
    assert path.read_text(encoding="utf-8") == marked("state", "export").out


def test_a_bad_line_imports_nothing(marked: Run, tmp_path: pathlib.Path) -> None:
    before = marked("state", "export").out
    later = {"starred": False, "marked": "3026-01-01T00:00:00Z"}
    newer = "".join(json.dumps(json.loads(line) | later) + "\n" for line in before.splitlines())
    (tmp_path / "x.jsonl").write_text(newer + "{}\n", encoding="utf-8")
    ran = marked("state", "import", "x.jsonl")
    message = "digest: x.jsonl, line 4: not a paper's state: no `paper`\n"
    assert (ran.code, ran.out, ran.err) == (65, "", message)
    assert marked("state", "export").out == before
    (tmp_path / "x.jsonl").write_text(newer, encoding="utf-8")
    assert marked("state", "import", "x.jsonl").err == "3 papers changed\n"
    assert marked("list", "is:starred").numbers() == []


def test_an_empty_library(digest: Run, tmp_path: pathlib.Path) -> None:
    assert digest("state", "export") == (0, "", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]
    assert digest("state", "import", "-") == (0, "", "0 papers changed\n")


def test_a_state_is_no_digest(marked: Run) -> None:
    marked("state", "export", "-o", "state.jsonl")
    assert marked("add", "state.jsonl").code == 65


@pytest.mark.parametrize(
    "arguments, code",
    (
        (("state",), 2),
        (("state", "export", "x.jsonl"), 2),
        (("state", "import"), 2),
        (("state", "import", "x", "-o", "y"), 2),
        (("state", "import", "x", "--force"), 2),
        (("state", "erase"), 2),
        (("state", "import", "nowhere.jsonl"), 66),
    ),
)
def test_usage(digest: Run, arguments: tuple[str, ...], code: int) -> None:
    ran = digest(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err
