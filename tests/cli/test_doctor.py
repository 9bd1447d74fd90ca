"""`digest doctor`: a line for each check, what was repaired, and the exit code."""

from __future__ import annotations

import json
import pathlib
import sqlite3

from running import Run

WELL = [
    ["integrity", "ok", "the file is whole, schema 2"],
    ["tables", "ok", "all there"],
    ["index", "ok", "the index is whole"],
    ["references", "ok", "all lead on"],
    ["entries in index", "ok", "all 66; 0% of its rows are of removed ones"],
    ["orphans", "ok", "none"],
    ["digests", "ok", "1 have all their entries"],
    ["records", "ok", "all can be read"],
    ["log", "ok", "nothing left over"],
    ["permissions", "ok", "for its owner only"],
]
ADVICE = "  hint: keep a copy (`digest backup FILE`), move it away, and `digest add` your folders again\n"


def _library(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "library" / "library.db"
    path.chmod(0o600)
    return path


def _damage(tmp_path: pathlib.Path, statement: str) -> None:
    db = sqlite3.connect(_library(tmp_path), isolation_level=None)
    db.execute(statement)
    db.close()


def test_all_is_well(daily: Run, tmp_path: pathlib.Path) -> None:
    _library(tmp_path)
    ran = daily("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines()[:-1] == WELL
    assert ran.lines()[-1][:2] == ["space", "ok"]
    assert "for its owner only" in daily("doctor", terminal=True).out
    assert json.loads(daily("doctor", "--json").out)[0] == {
        "check": "integrity",
        "ok": True,
        "what": "the file is whole, schema 2",
    }


def test_findings_and_their_repair(daily: Run, tmp_path: pathlib.Path) -> None:
    _damage(tmp_path, "INSERT INTO paper DEFAULT VALUES")
    _damage(tmp_path, "DELETE FROM search_docsize")
    ran = daily("doctor")
    assert (ran.code, ran.err) == (1, "")
    assert [row[::2] for row in ran.lines() if row[1] == "finding"] == [
        ["entries in index", "66 of 66 are missing: run with --repair"],
        ["orphans", "rows that nothing needs: 1 in paper; run with --repair"],
    ]
    ran = daily("doctor", "--repair")
    assert (ran.code, ran.err) == (0, "index made anew: 66 entries\nremoved from paper: 1 row\n")
    assert ran.lines()[:-1] == WELL
    assert daily("search", "量子糾纏").numbers()


def test_what_repair_cannot_heal(daily: Run, tmp_path: pathlib.Path) -> None:
    _damage(tmp_path, "UPDATE record SET json = '{' WHERE entry = 2")
    ran = daily("doctor", "--repair")
    assert ran.code == 1
    assert ran.err == ("index made anew: 65 entries\nleft out, for their records cannot be read: 1 entry\n")


def test_a_damaged_file_is_not_touched(daily: Run, tmp_path: pathlib.Path) -> None:
    path = _library(tmp_path)
    data = bytearray(path.read_bytes())
    data[8192:40_000] = b"\xa5" * (40_000 - 8192)
    path.write_bytes(data)
    for arguments, said in (
        ((), "do not write to this library\n"),
        (("--repair",), "the library was not touched\n"),
    ):
        ran = daily("doctor", *arguments)
        assert ran.code == 1
        assert ran.err == said + ADVICE
        assert ran.lines()[0][:2] == ["integrity", "finding"]
        assert path.read_bytes() == data
    assert daily("backup", "copy.db").code == 0


def test_without_a_library(digest: Run, tmp_path: pathlib.Path) -> None:
    for arguments in (("doctor",), ("doctor", "--repair"), ("backup", "copy.db")):
        ran = digest(*arguments)
        assert (ran.code, ran.out) == (66, "")
        path = tmp_path / "library" / "library.db"
        assert ran.err == f"digest: {path}: no library there\n  hint: `digest add PATH...` makes one\n"
    assert not (tmp_path / "library").exists()
