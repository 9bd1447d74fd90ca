"""`digest backup`: a copy that is a library."""

from __future__ import annotations

import pathlib

from running import Run


def test_a_copy_is_read_and_written_as_a_library(daily: Run, tmp_path: pathlib.Path) -> None:
    ran = daily("backup", "copy.db")
    size = (tmp_path / "copy.db").stat().st_size
    assert ran == (0, "", f"{size} bytes in copy.db\n")
    assert daily("list").out == daily("list", "--library", "copy.db").out
    assert daily("remove", "latest", "--library", "copy.db").code == 0
    assert len(daily("list").lines()) == 66


def test_nothing_is_overwritten_without_force(daily: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "copy.db").write_bytes(b"mine")
    assert daily("backup", "copy.db") == (
        73,
        "",
        "digest: copy.db: already there\n  hint: overwrite it with --force\n",
    )
    assert (tmp_path / "copy.db").read_bytes() == b"mine"
    assert daily("backup", "copy.db", "--force").code == 0
    assert daily("backup", tmp_path / "library" / "library.db", "--force").code == 73
    assert len(daily("list", "--library", "copy.db").lines()) == 66
