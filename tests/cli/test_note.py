"""`digest note`: from the command line, and in a person's own editor."""

from __future__ import annotations

import os
import pathlib
import stat
import sys

import pytest
from running import Run

PAPER = "2601.14263"
POSIX = pytest.mark.skipif(os.name == "nt", reason="editors as scripts")


def _editor(tmp_path: pathlib.Path, code: str) -> str:
    """Return an editor that runs Python `code` with the file's path as `path`."""
    script = tmp_path / "my editor.py"
    script.write_text(
        f"import os, pathlib, sys\npath = pathlib.Path(sys.argv[1])\n{code}\n", encoding="utf-8"
    )
    return f'"{sys.executable}" "{script}"'


def _write(text: str) -> str:
    return f"path.write_bytes({text.encode()!r})"


def _left(tmp_path: pathlib.Path) -> list[pathlib.Path]:
    return list((tmp_path / "tmp").iterdir())


@pytest.fixture
def edit(two: Run, tmp_path: pathlib.Path) -> Run:
    """Run `digest note PAPER` with an editor that runs the code given."""
    (tmp_path / "tmp").mkdir()

    def run(code: str, *more: str, variable: str = "EDITOR") -> object:
        usual = {
            "VISUAL": "",
            "EDITOR": "",
            "TMPDIR": str(tmp_path / "tmp"),
            variable: _editor(tmp_path, code),
        }
        return two("note", PAPER, *more, **usual)

    return run  # type: ignore[return-value]


@pytest.fixture(autouse=True)
def fresh_temporary_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", None)


def _printed(two: Run) -> str:
    return two("note", PAPER, "--print").out


def test_from_the_command_line(two: Run) -> None:
    assert two("note", PAPER, "--print") == (0, "", "no note\n")
    assert two("note", PAPER, "-m", "  Compare [12].\n量子 \n") == (0, "", "noted\n")
    assert two("note", "guide-2026-01-22:2", "--print") == (0, "Compare [12].\n量子\n", "")
    assert "\n\nNote: Compare [12].\n量子\n" in two("show", PAPER).out
    assert two("list", "is:noted").numbers() == ["1", "2"]
    assert two("note", PAPER, "-m", "Compare [12].\n量子") == (0, "", "the note stays as it is\n")
    assert two("note", PAPER, "-m", "else").err == "noted\n"
    assert two("note", PAPER, "--clear") == (0, "", "note removed\n")
    assert two("note", PAPER, "--clear") == (0, "", "the note stays as it is\n")
    assert _printed(two) == ""
    two("note", PAPER, "-m", "x")
    assert two("note", PAPER, "-m", " ").err == "note removed\n"


def test_a_printed_note_steers_no_terminal(two: Run) -> None:
    two("note", PAPER, "-m", "a\x1b[31mb\u202e")
    assert _printed(two) == "a␛[31mb<U+202E>\n"


@POSIX
@pytest.mark.parametrize("variable", ("VISUAL", "EDITOR"))
def test_in_an_editor(edit: Run, two: Run, tmp_path: pathlib.Path, variable: str) -> None:
    ran = edit(_write("First.\r\n\r\n量子\n\n"), variable=variable)
    assert ran == (0, "", "noted\n")
    assert _printed(two) == "First.\n\n量子\n"
    ran = edit(
        "path.write_text(path.read_text(encoding='utf-8').replace('First', 'Second'), encoding='utf-8')"
    )
    assert ran == (0, "", "noted\n")
    assert _printed(two).startswith("Second.")
    assert _left(tmp_path) == []


@POSIX
def test_visual_comes_before_editor(edit: Run, two: Run, tmp_path: pathlib.Path) -> None:
    visual = _editor(tmp_path, _write("visual"))
    two("note", PAPER, VISUAL=visual, EDITOR="false")
    assert _printed(two) == "visual\n"


@POSIX
@pytest.mark.parametrize(
    "code, said, left",
    (
        ("pass", "the note stays as it is\n", "before\n"),
        (_write("before"), "the note stays as it is\n", "before\n"),
        (_write("\n before \n"), "the note stays as it is\n", "before\n"),
        (_write(""), "note removed\n", ""),
        (_write(" \n\n"), "note removed\n", ""),
        ("new = path.with_suffix('.new'); new.write_text('moved'); os.replace(new, path)", "noted\n", "moved\n"),
        (f"path.write_bytes({'量子'.encode('utf-16')!r})", "noted\n", "量子\n"),
    ),
)  # fmt: skip
def test_what_saving_means(
    edit: Run, two: Run, tmp_path: pathlib.Path, code: str, said: str, left: str
) -> None:
    two("note", PAPER, "-m", "before")
    assert edit(code) == (0, "", said)
    assert _printed(two) == left
    assert _left(tmp_path) == []


@POSIX
def test_the_file_is_private_and_holds_the_note(edit: Run, two: Run, tmp_path: pathlib.Path) -> None:
    two("note", PAPER, "-m", "量子")
    seen = tmp_path / "seen"
    edit(
        f"pathlib.Path({str(seen)!r}).write_text(f'{{path.stat().st_mode:o}} {{path.read_text(encoding=\"utf-8\")}}')"
    )
    mode, text = seen.read_text(encoding="utf-8").split(" ", 1)
    assert stat.S_IMODE(int(mode, 8)) == 0o600
    assert text == "量子"


@POSIX
@pytest.mark.parametrize(
    "code, kept",
    (
        ("sys.exit(3)", False),
        (_write("new") + "; sys.exit(3)", True),
        ("path.unlink(); sys.exit(3)", False),
    ),
)
def test_an_editor_that_fails_changes_nothing(
    edit: Run, two: Run, tmp_path: pathlib.Path, code: str, *, kept: bool
) -> None:
    two("note", PAPER, "-m", "before")
    ran = edit(code)
    assert (ran.code, ran.out) == (74, "")
    assert ran.err.endswith(" ended with code 3\n  hint: nothing was changed\n")
    assert _printed(two) == "before\n"
    left = _left(tmp_path)
    assert [path.read_text(encoding="utf-8") for path in left] == (["new"] if kept else [])
    assert ("your text is kept in " + str(left[0]) in ran.err) if kept else ("kept" not in ran.err)


@POSIX
def test_what_was_written_is_kept_when_it_cannot_be_stored(
    edit: Run, two: Run, tmp_path: pathlib.Path
) -> None:
    """The paper goes while the editor is open; or the text is none."""
    library = tmp_path / "library" / "library.db"
    gone = f"import sqlite3; db = sqlite3.connect({str(library)!r}); db.execute('DELETE FROM paper'); db.commit()"
    ran = edit(_write("a\0b"))
    assert ran.code == 65
    ran = edit(f"{_write('mine')}; {gone}")
    assert ran.code == 1
    assert "digest: the paper is no longer in the library\n" in ran.err
    assert sorted(path.read_bytes() for path in _left(tmp_path)) == [b"a\0b", b"mine"]


@POSIX
@pytest.mark.parametrize(
    "editor, code, message",
    (
        ("no-such-editor-here", 74, "no-such-editor-here: No such file or directory"),
        ("'unclosed", 2, 'EDITOR is "\'unclosed": No closing quotation'),
    ),
)
def test_an_editor_that_is_none(two: Run, editor: str, code: int, message: str) -> None:
    ran = two("note", PAPER, EDITOR=editor, VISUAL=" ")
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(f"digest: {message}\n")


@POSIX
def test_without_any_editor(two: Run, tmp_path: pathlib.Path) -> None:
    ran = two("note", PAPER, EDITOR="", VISUAL="", PATH=str(tmp_path))
    assert (ran.code, ran.err) == (
        74,
        "digest: no editor found\n  hint: set EDITOR, or give the text with -m\n",
    )
    (tmp_path / "vi").write_text('#!/bin/sh\necho found > "$1"\n', encoding="utf-8")
    (tmp_path / "vi").chmod(0o755)
    assert two("note", PAPER, EDITOR="", VISUAL="", PATH=f"{tmp_path}").code == 0
    assert _printed(two) == "found\n"


def test_a_note_is_on_one_paper(digest: Run, two: Run, tmp_path: pathlib.Path) -> None:
    assert two("note", "999", "-m", "x").code == 1
    assert two("note", "-m", "x").code == 2
    for arguments in (("-m", "x", "--clear"), ("--clear", "--print"), ("-m", "", "--print")):
        ran = two("note", PAPER, *arguments)
        assert (ran.code, ran.err) == (2, "digest: -m, --clear and --print exclude each other\n")


def test_a_reference_to_several(digest: Run, tmp_path: pathlib.Path) -> None:
    from entries import make_entry, write_records

    entries = [make_entry(4, id=f"doi:10.1/{name}") for name in "ab"]
    digest("add", write_records(tmp_path / "x.jsonl", entries))
    ran = digest("note", "made-2026-01-22:4", "-m", "x")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == ("digest: 'made-2026-01-22:4' means 2 papers\n  hint: one of doi:10.1/a, doi:10.1/b\n")
