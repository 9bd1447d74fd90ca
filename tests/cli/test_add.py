"""`digest add`: files into the library, each once."""

from __future__ import annotations

import json
import os
import pathlib
import sqlite3

import pytest
from entries import make_entry, write_records
from running import DAILY, Run

BAD = b"Dear diary,\n"


def _count(tmp_path: pathlib.Path, table: str = "entry") -> int:
    connection = sqlite3.connect(tmp_path / "library" / "library.db")
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


def test_add_is_idempotent(digest: Run, tmp_path: pathlib.Path) -> None:
    assert digest("add", DAILY) == (0, "", "1 added (66 entries)\n")
    assert digest("add", DAILY) == (0, "", "1 unchanged (0 entries)\n")
    assert (_count(tmp_path), _count(tmp_path, "digest")) == (66, 1)


def test_a_changed_file_is_replaced(digest: Run, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "2026-01-05.md"
    text = DAILY.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    digest("add", path)
    path.write_text(text.replace("Playing Atari", "Playing chess"), encoding="utf-8")
    assert digest("add", path) == (0, "", "1 replaced (66 entries)\n")
    assert "Playing chess" in digest("list").out
    assert "Playing Atari" not in digest("list").out
    assert digest("digests").lines() == [["arxiv-daily-2026-01-05", "2026-01-05", "66", "0", "2026-01-05.md"]]


def test_the_same_file_elsewhere_and_another_of_its_name(digest: Run, tmp_path: pathlib.Path) -> None:
    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
        text = DAILY.read_text(encoding="utf-8").replace("Playing", "Losing" if folder == "c" else "Playing")
        (tmp_path / folder / DAILY.name).write_text(text, encoding="utf-8")
    assert digest("add", "a", "b", "c").err == "2 added, 1 unchanged (132 entries)\n"
    assert [cells[0] for cells in digest("digests").lines()] == [
        "arxiv-daily-2026-01-05-2",
        "arxiv-daily-2026-01-05",
    ]


def test_a_folder_and_what_nobody_can_read(digest: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "in" / "below").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_bytes(BAD)
    (tmp_path / "in" / "b.bin").write_bytes(b"\0\1")
    (tmp_path / "in" / ".hidden").write_bytes(BAD)
    (tmp_path / "in" / "below" / "d.md").write_bytes(DAILY.read_bytes())
    ran = digest("add", "in")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("digest: a.txt: no reader knows this format\n  hint:")
    assert "digest: b.bin: a binary file" in ran.err
    assert ran.err.endswith("2 files skipped\n1 added (66 entries)\n")


@pytest.mark.parametrize("content", (b"", BAD, b"\0", b"%PDF-1.4"))
def test_nothing_that_can_be_read(digest: Run, tmp_path: pathlib.Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    assert digest("add", "x").code == 65
    (tmp_path / "y").write_bytes(content)
    ran = digest("add", "x", "y")
    assert ran.code == 65
    assert ran.err.endswith("digest: none of 2 files could be read\n")
    assert ran.err.index("digest: x:") < ran.err.index("digest: y:")


def test_an_empty_folder(digest: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "empty").mkdir()
    assert digest("add", "empty") == (65, "", "digest: no files there\n")


def test_what_is_not_there(digest: Run) -> None:
    ran = digest("add", DAILY, "missing.md")
    assert (ran.code, ran.out) == (66, "")
    assert ran.err == "digest: missing.md: no such file or folder\n"


def test_standard_input(digest: Run) -> None:
    assert digest("add", "-", stdin=DAILY.read_bytes()).err == "1 added (66 entries)\n"
    assert digest("add", "-", stdin=DAILY.read_bytes()).err == "1 unchanged (0 entries)\n"


def test_reader_and_encoding(digest: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "x.md").write_bytes(DAILY.read_bytes())
    assert digest("add", "x.md", "--reader", "arxiv-daily", "--encoding", "utf-8").code == 0
    assert digest("add", "x.md", "--reader", "nothing").code == 2
    assert digest("add", "x.md", "--encoding", "nothing").code == 2
    assert digest("add").code == 2


def test_library_option_goes_before_the_variable(digest: Run, tmp_path: pathlib.Path) -> None:
    assert digest("add", DAILY, "--library", "other/x.db").code == 0
    assert (tmp_path / "other" / "x.db").is_file()
    assert not (tmp_path / "library").exists()
    assert digest("list", "--library", "other/x.db", "-n1").numbers() == ["1"]


@pytest.mark.skipif(os.name == "nt", reason="file names of any bytes")
def test_file_names_that_are_no_unicode(program: Run, tmp_path: pathlib.Path) -> None:
    name = "\x1b[31m物理学".encode("gb18030") + b"\xff.jsonl"
    text = json.dumps([{"title": "A title"}]).encode()
    (tmp_path / os.fsdecode(name)).write_bytes(text)
    for said in ("1 added (1 entry)\n", "1 unchanged (0 entries)\n"):
        assert program("add", name) == (0, "", said)
    for arguments in (("list",), ("show", "1"), ("digests",), ("export",), ("list", "--json")):
        ran = program(*arguments)
        assert (ran.code, ran.err) == (0, "")
        assert "A title" in ran.out or arguments == ("digests",)
        assert "\x1b" not in ran.out
    ran = program("export", "--from", name, "-f", "yaml")
    assert (ran.code, ran.err) == (0, "")
    assert program("add", b"missing\xff\x1b").code == 66


def test_progress_only_on_a_terminal_and_not_at_once(
    digest: Run, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        write_records(tmp_path / f"{number}.jsonl", [make_entry(digest=f"d{number}")])
    files = ("0.jsonl", "1.jsonl", "2.jsonl")
    assert "adding" not in digest("add", *files, terminal=True).err
    monkeypatch.setattr("digestcli.cli.progress._QUIET_SECONDS", 0.0)
    monkeypatch.setattr("digestcli.cli.progress._EVERY_SECONDS", 0.0)
    ran = digest("add", *files, terminal=True)
    assert "\radding: 1 (" in ran.err
    assert ran.err.endswith("\x1b[K3 unchanged (0 entries)\n")
    assert digest("add", *files).err == "3 unchanged (0 entries)\n"
