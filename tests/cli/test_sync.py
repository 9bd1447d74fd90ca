"""`digest sync`: the library follows the folders that were added, and forgets nothing by itself."""

from __future__ import annotations

import json
import os
import pathlib
import sqlite3
from collections.abc import Callable, Iterator

import pytest
from entries import arxiv_entry, make_entry, write_records
from running import DAILY, Ran, Run

from digestcli.model import Text
from digestcli.source import read_source

LINKS = pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege here")
OLD = 1_700_000_000_123_456_789
HINT = "  hint: `digest sync --remove-vanished` removes what has vanished\n"
BAD = b"Dear diary,\n"


def _write(path: pathlib.Path, title: str = "A title", *, mtime: int = OLD) -> pathlib.Path:
    """Write a digest of one entry, keyed by the file's name, that looks as if it were old."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([{"title": title, "authors": ["A. B."]}]), encoding="utf-8")
    os.utime(path, ns=(mtime, mtime))
    return path


@pytest.fixture
def folder(digest: Run, tmp_path: pathlib.Path) -> pathlib.Path:
    """Return a folder of three digests that was added: a.json, b.json, sub/c.json."""
    folder = tmp_path / "in"
    for name in ("a", "b", "sub/c"):
        _write(folder / f"{name}.json", f"Title {name}")
    assert digest("add", "in").err == "3 added (3 entries)\n"
    return folder


def _rows(ran: Ran, code: int = 0) -> list[str]:
    """Return the rows of a sync as 'what digest file', the file without its folder."""
    assert ran.code == code, ran.err
    return [f"{what} {key} {os.path.basename(path)}" for what, key, path in ran.lines()]


def _keys(digest: Run) -> list[str]:
    return sorted(cells[0] for cells in digest("digests").lines())


def _titles(digest: Run) -> list[str]:
    return sorted(cells[3] for cells in digest("list").lines())


def test_nothing_has_changed(digest: Run, folder: pathlib.Path) -> None:
    for _ in range(2):
        assert digest("sync") == (0, "what\tdigest\tfile\n", "3 files unchanged\n")


def test_unchanged_files_are_not_read(digest: Run, folder: pathlib.Path) -> None:
    """Size and time are what counts: with both as they were, a change stays unseen."""
    _write(folder / "a.json", "Title b")
    assert digest("sync").err == "3 files unchanged\n"
    assert _titles(digest) == ["Title a", "Title b", "Title sub/c"]
    assert digest("add", "in").err == "1 replaced, 2 unchanged (1 entry)\n"


def test_new_changed_and_touched(digest: Run, folder: pathlib.Path) -> None:
    _write(folder / "a.json", "Title A", mtime=OLD + 1)  # the size is as it was
    _write(folder / "b.json", "Another title")  # the time is as it was
    _write(folder / "sub" / "c.json", "Title sub/c", mtime=OLD + 1)  # only touched
    _write(folder / "new" / "d.json", "Title d")
    ran = digest("sync")
    assert _rows(ran) == ["replaced records-a a.json", "replaced records-b b.json", "added records-d d.json"]
    assert ran.err == "2 replaced, 1 added, 1 touched, 0 files unchanged\n"
    assert _titles(digest) == ["Another title", "Title A", "Title d", "Title sub/c"]
    assert digest("sync").err == "4 files unchanged\n"


def test_vanished_files_are_told_each_time_and_stay(digest: Run, folder: pathlib.Path) -> None:
    (folder / "a.json").unlink()
    for _ in range(2):
        ran = digest("sync")
        assert _rows(ran) == ["vanished records-a a.json"]
        assert ran.err == "1 vanished, 2 files unchanged\n" + HINT
    assert _keys(digest) == ["records-a", "records-b", "records-c"]
    assert _rows(digest("sync", "--remove-vanished")) == ["removed records-a a.json"]
    assert _keys(digest) == ["records-b", "records-c"]
    assert digest("sync").err == "2 files unchanged\n"


def test_what_comes_back_as_it_was_is_there_again(digest: Run, folder: pathlib.Path) -> None:
    (folder / "a.json").unlink()
    digest("sync")
    _write(folder / "a.json", "Title a")
    assert digest("sync").err == "1 touched, 2 files unchanged\n"
    (folder / "a.json").unlink()
    digest("sync", "--remove-vanished")
    _write(folder / "a.json", "Title a")
    assert _rows(digest("sync")) == ["added records-a a.json"]


def test_a_folder_that_is_not_there_leaves_its_digests_alone(digest: Run, folder: pathlib.Path) -> None:
    _write(folder.parent / "other" / "x.json")
    digest("add", "other")
    folder.rename(folder.parent / "elsewhere")
    (folder.parent / "other" / "x.json").unlink()
    ran = digest("sync", "--remove-vanished")
    assert _rows(ran, 66) == ["removed records-x x.json"]
    assert ran.err == (
        f"1 removed, 0 files unchanged\ndigest: {folder}: no such file or folder\n"
        "  hint: its digests were left alone; `digest sync --forget` it when it will not come back\n"
    )
    assert _keys(digest) == ["records-a", "records-b", "records-c"]
    (folder.parent / "elsewhere").rename(folder)
    assert digest("sync").err == "3 files unchanged\n"


def test_a_file_in_the_place_of_a_folder(digest: Run, folder: pathlib.Path) -> None:
    folder.rename(folder.parent / "elsewhere")
    _write(folder)
    assert _rows(digest("sync", "--remove-vanished"), 66) == []
    assert len(_keys(digest)) == 3


def test_a_folder_that_cannot_be_listed_leaves_its_digests_alone(
    digest: Run, folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if path.endswith("sub"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr("digestcli.folders.os.scandir", scandir)
    (folder / "sub" / "c.json").unlink()
    ran = digest("sync", "--remove-vanished")
    assert _rows(ran, 74) == []
    assert ran.err == (
        f"2 files unchanged\ndigest: {folder / 'sub'}: Permission denied\n  hint: its digests were left alone\n"
    )
    assert len(_keys(digest)) == 3


def test_a_renamed_file_takes_its_digest_along(digest: Run, tmp_path: pathlib.Path) -> None:
    """The key of this digest is in the text, so that only the place changes."""
    (tmp_path / "in").mkdir()
    path = write_records(tmp_path / "in" / "a.jsonl", [make_entry(1, digest="kept-1")])
    digest("add", "in")
    path.rename(tmp_path / "in" / "b.jsonl")
    assert _rows(digest("sync", "--remove-vanished")) == ["moved kept-1 b.jsonl"]
    write_records(tmp_path / "in" / "b.jsonl", [make_entry(1, digest="kept-1", comment="changed")])
    assert _rows(digest("sync")) == ["replaced kept-1 b.jsonl"]
    assert _keys(digest) == ["kept-1"]


def test_a_digest_named_by_its_file_is_renamed_with_it(digest: Run, folder: pathlib.Path) -> None:
    (folder / "a.json").rename(folder / "sub" / "z.json")
    ran = digest("sync", "--remove-vanished")
    assert _rows(ran) == ["renamed records-a a.json", "replaced records-z z.json"]
    assert _keys(digest) == ["records-b", "records-c", "records-z"]
    assert digest("sync").err == "3 files unchanged\n"


def test_a_renamed_file_that_was_added_by_hand_first(digest: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "in").mkdir()
    path = write_records(tmp_path / "in" / "a.jsonl", [make_entry(1, digest="kept-1")])
    digest("add", "in")
    path.rename(tmp_path / "in" / "b.jsonl")
    digest("add", "in")
    assert _rows(digest("sync", "--remove-vanished")) == []
    assert _keys(digest) == ["kept-1"]


def test_the_copy_of_a_vanished_file_keeps_its_digest(digest: Run, tmp_path: pathlib.Path) -> None:
    for name in ("a", "b"):
        (tmp_path / "in" / name).mkdir(parents=True)
        path = write_records(tmp_path / "in" / name / "x.jsonl", [make_entry(1, digest="kept-1")])
        os.utime(path, ns=(OLD, OLD))
    assert digest("add", "in").err == "1 added, 1 unchanged (1 entry)\n"
    (tmp_path / "in" / "a" / "x.jsonl").unlink()
    ran = digest("sync", "--remove-vanished")
    assert _rows(ran) == ["moved kept-1 x.jsonl"]
    assert ran.err == "1 moved, 1 file unchanged\n"
    (tmp_path / "in" / "b" / "x.jsonl").unlink()
    assert _rows(digest("sync", "--remove-vanished")) == ["removed kept-1 x.jsonl"]


def test_what_was_removed_by_hand_stays_away_until_it_changes(digest: Run, folder: pathlib.Path) -> None:
    digest("remove", "records-a")
    assert digest("sync").err == "3 files unchanged\n"
    _write(folder / "a.json", "Title a", mtime=OLD + 1)
    assert digest("sync").err == "1 touched, 2 files unchanged\n"
    assert _keys(digest) == ["records-b", "records-c"]
    _write(folder / "a.json", "Title a, corrected")
    assert _rows(digest("sync")) == ["added records-a a.json"]


def test_refused_files_are_told_once(digest: Run, tmp_path: pathlib.Path) -> None:
    _write(tmp_path / "in" / "a.json")
    (tmp_path / "in" / "bad.txt").write_bytes(BAD)
    os.utime(tmp_path / "in" / "bad.txt", ns=(OLD, OLD))
    assert digest("add", "in").err.startswith("digest: bad.txt: no reader knows this format\n")
    assert digest("sync").err == "2 files unchanged\n"
    (tmp_path / "in" / "worse.txt").write_bytes(b"%PDF-1.7")
    os.utime(tmp_path / "in" / "worse.txt", ns=(OLD, OLD))
    ran = digest("sync")
    assert (ran.code, ran.err) == (
        0,
        "digest: worse.txt: a PDF, not a text file\n  hint: extract its text first\n2 files unchanged\n",
    )
    assert digest("sync").err == "3 files unchanged\n"
    (tmp_path / "in" / "bad.txt").write_bytes(BAD * 2)
    assert digest("sync").err.startswith("digest: bad.txt: no reader")


def test_a_file_that_breaks_keeps_its_digest(digest: Run, folder: pathlib.Path) -> None:
    for content in (b"", b"[{", BAD):
        (folder / "a.json").write_bytes(content)
        ran = digest("sync", "--remove-vanished")
        assert _rows(ran) == []
        assert ran.err.startswith("digest: a.json: ")
    assert _keys(digest) == ["records-a", "records-b", "records-c"]


def test_what_the_system_refuses_is_tried_again(
    digest: Run, folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(folder / "d.json")
    with monkeypatch.context() as patch:

        def refuse(path: str) -> bytes:
            raise PermissionError(13, "Permission denied", path)

        patch.setattr("builtins.open", _opening(refuse))
        assert digest("sync").err.startswith(f"digest: {folder / 'd.json'}: Permission denied\n")
    assert _rows(digest("sync")) == ["added records-d d.json"]


def _opening(refuse: Callable[[str], object]) -> Callable[..., object]:
    really = open

    def opens(path: object, *arguments: object, **named: object) -> object:
        if str(path).endswith("d.json"):
            return refuse(str(path))
        return really(path, *arguments, **named)  # type: ignore[call-overload]

    return opens


def _pair(folder: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path]:
    """Write the daily sample and JSON Lines of one of its papers beside it."""
    folder.mkdir(exist_ok=True)
    markdown, lines = folder / "2026-01-05.md", folder / "2026-01-05.jsonl"
    markdown.write_bytes(DAILY.read_bytes())
    _lines(lines, "From the lines")
    return markdown, lines


def _lines(path: pathlib.Path, comment: str) -> None:
    record = {
        "id": "0811.3171", "title": "Quantum algorithm for solving linear systems of equations",
        "authors": ["A. W. Harrow"], "summary": "Made for a test.", "comment": comment,
        "categories": ["quant-ph"], "abs": "https://arxiv.org/abs/0811.3171",
        "pdf": "https://arxiv.org/pdf/0811.3171",
    }  # fmt: skip
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")


def _comment(digest: Run) -> str:
    return str(json.loads(digest("show", "0811.3171", "--json").out)["comment"])


def test_companions_are_one_with_their_markdown(digest: Run, tmp_path: pathlib.Path) -> None:
    _, lines = _pair(tmp_path / "in")
    (tmp_path / "in" / "2026-01-05_AI_enhanced_Chinese.jsonl").touch()
    for path in (tmp_path / "in").iterdir():
        os.utime(path, ns=(OLD, OLD))
    assert digest("add", "in").err == "1 added (66 entries)\n"
    assert digest("sync").err == "3 files unchanged\n"
    _lines(lines, "Changed")
    assert _rows(digest("sync")) == ["replaced arxiv-daily-2026-01-05 2026-01-05.md"]
    assert _comment(digest) == "Changed"
    lines.unlink()
    assert _rows(digest("sync")) == ["replaced arxiv-daily-2026-01-05 2026-01-05.md"]
    assert _comment(digest) == "None"
    assert digest("sync").code == 0
    assert len(_keys(digest)) == 1


def test_a_markdown_that_comes_later_takes_its_companion_in(digest: Run, tmp_path: pathlib.Path) -> None:
    markdown, _ = _pair(tmp_path / "in")
    markdown.unlink()
    digest("add", "in")
    assert _keys(digest) == ["arxiv-jsonl-2026-01-05"]
    _pair(tmp_path / "in")
    assert _rows(digest("sync")) == ["replaced arxiv-daily-2026-01-05 2026-01-05.md"]
    assert _keys(digest) == ["arxiv-daily-2026-01-05"]
    markdown.unlink()
    assert _rows(digest("sync")) == [
        "added arxiv-jsonl-2026-01-05 2026-01-05.jsonl",
        "vanished arxiv-daily-2026-01-05 2026-01-05.md",
    ]
    assert _rows(digest("sync")) == ["vanished arxiv-daily-2026-01-05 2026-01-05.md"]


def test_a_folder_within_another_is_read_in_its_own_way(digest: Run, tmp_path: pathlib.Path) -> None:
    inner = tmp_path / "in" / "sub"
    _write(tmp_path / "in" / "a.json")
    _write(inner / "b.json")
    digest("add", "in")
    digest("add", "in/sub", "--encoding", "gb18030", "--reader", "records")
    (inner / "c.json").write_bytes('[{"title": "量子"}]'.encode("gb18030"))
    os.utime(inner / "c.json", ns=(OLD, OLD))
    ran = digest("sync")
    assert _rows(ran) == ["added records-c c.json"]
    assert json.loads(digest("show", "records-c:1", "--json").out)["title"]["zh"] == "量子"
    assert digest("sync", "--list").lines() == [
        [str(tmp_path / "in"), "3", "", ""],
        [str(inner), "2", "records", "gb18030"],
    ]
    assert digest("sync", "--forget", "in/sub") == (0, "", "in/sub is not watched any more\n")
    assert digest("sync").err == "3 files unchanged\n"


def test_forgetting_a_folder(digest: Run, folder: pathlib.Path) -> None:
    assert json.loads(digest("sync", "--list", "--json").out) == [
        {"folder": str(folder), "files": "3", "reader": "", "encoding": ""}
    ]
    assert digest("sync", "--forget", f"{folder}/") == (0, "", f"{folder}/ is not watched any more\n")
    assert len(_keys(digest)) == 3
    ran = digest("sync")
    assert (ran.code, ran.err) == (0, "no folder is watched: add one with `digest add FOLDER`\n")
    ran = digest("sync", "--forget", "in")
    assert (ran.code, ran.err) == (
        1,
        "digest: in: not a watched folder\n  hint: see `digest sync --list`\n",
    )
    assert digest("sync", "--list").lines() == []
    assert digest("add", "in").err == "3 unchanged (0 entries)\n"
    assert digest("sync").err == "3 files unchanged\n"


def test_without_a_library_none_is_made(digest: Run, tmp_path: pathlib.Path) -> None:
    assert digest("sync").err == "no folder is watched: add one with `digest add FOLDER`\n"
    assert digest("sync", "--forget", "x").code == 1
    assert not (tmp_path / "library").exists()


def test_a_file_added_by_name_is_not_watched(digest: Run, tmp_path: pathlib.Path) -> None:
    path = _write(tmp_path / "in" / "a.json")
    digest("add", path)
    path.unlink()
    assert _rows(digest("sync", "--remove-vanished")) == []
    assert _keys(digest) == ["records-a"]


def test_a_hidden_file_added_by_name_has_not_vanished(digest: Run, folder: pathlib.Path) -> None:
    digest("add", _write(folder / ".hidden.json"))
    assert _rows(digest("sync", "--remove-vanished")) == []


@LINKS
def test_links_and_loops(digest: Run, folder: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (folder / "loop").symlink_to(folder)
    (folder / "itself.json").symlink_to(folder / "itself.json")
    (folder / "linked.json").symlink_to(_write(tmp_path / "elsewhere" / "x.json"))
    ran = digest("sync")
    assert _rows(ran) == ["added records-linked linked.json"]
    assert ran.err.startswith(f"digest: {folder / 'itself.json'}: ")
    _write(tmp_path / "elsewhere" / "x.json", "Another title")
    assert _rows(digest("sync")) == ["replaced records-linked linked.json"]


@LINKS
def test_one_folder_by_two_names(digest: Run, folder: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (tmp_path / "alias").symlink_to(folder)
    assert digest("add", "alias").err == "3 unchanged (0 entries)\n"
    assert digest("sync").err == "6 files unchanged\n"
    (folder / "a.json").unlink()
    assert _rows(digest("sync")) == ["vanished records-a a.json"]


@pytest.mark.skipif(os.name == "nt", reason="file names of any bytes")
def test_names_that_are_no_unicode(program: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "in").mkdir()
    names = [name.encode("gb18030") + b".jsonl" for name in ("物理", "化学")]
    paths = [tmp_path / "in" / os.fsdecode(name) for name in names]
    for number, path in enumerate(paths):
        write_records(path, [make_entry(1, digest=f"d{number}")])
        os.utime(path, ns=(OLD, OLD))
    assert program("add", "in").err == "2 added (2 entries)\n"
    assert program("sync").err == "2 files unchanged\n"
    write_records(paths[0], [make_entry(1, digest="d0", comment="x")])
    assert _rows(program("sync"))[0].startswith("replaced d0 ")
    paths[1].unlink()
    assert _rows(program("sync"))[0].startswith("vanished d1 \\xbb\\xaf")
    assert _rows(program("sync", "--remove-vanished"))[0].startswith("removed d1 ")
    assert program("list").numbers() == ["1"]


def test_a_file_that_changes_while_it_is_read(
    digest: Run, folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is not what is there: the next sync sees it, whatever the time says."""
    _write(folder / "a.json", "Title A", mtime=OLD + 1)
    read = read_source

    def reading(path: str, **how: str | None) -> object:
        found = read(path, **how)
        if path.endswith("a.json"):
            _write(folder / "a.json", "Title Z", mtime=OLD + 2)
        return found

    with monkeypatch.context() as patch:
        patch.setattr("digestcli.ingest.read_source", reading)
        assert _rows(digest("sync")) == ["replaced records-a a.json"]
    assert "Title A" in _titles(digest)
    assert _rows(digest("sync")) == ["replaced records-a a.json"]
    assert "Title Z" in _titles(digest)


def test_a_file_that_vanishes_before_it_is_read(
    digest: Run, folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(folder / "d.json")
    read = read_source

    def reading(path: str, **how: str | None) -> object:
        if path.endswith("d.json"):
            (folder / "d.json").unlink()
        return read(path, **how)

    monkeypatch.setattr("digestcli.ingest.read_source", reading)
    ran = digest("sync")
    assert _rows(ran) == []
    assert ran.err == f"digest: {folder / 'd.json'}: no such file\n3 files unchanged\n"


def test_a_write_within_one_tick_is_seen(
    digest: Run, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digestcli.folders._FINE", 600_000_000_000)  # a slow machine, a long tick
    path = _write(tmp_path / "in" / "a.json", "Title a")
    os.utime(path)
    mtime = path.stat().st_mtime_ns
    digest("add", "in")
    _write(path, "Title b", mtime=mtime)
    assert _rows(digest("sync")) == ["replaced records-a a.json"]


def test_marks_of_a_person_survive(digest: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "in").mkdir()
    path = write_records(tmp_path / "in" / "a.jsonl", [arxiv_entry(1, "2601.00001", digest="d")])
    digest("add", "in")
    db = sqlite3.connect(tmp_path / "library" / "library.db")
    db.execute("UPDATE paper SET starred = 1, marked = '2026-01-01'")
    db.commit()
    write_records(path, [arxiv_entry(1, "2601.00001", digest="d", title=Text(en="New"))])
    assert _rows(digest("sync")) == ["replaced d a.jsonl"]
    assert db.execute("SELECT starred FROM paper").fetchall() == [(1,)]
    path.unlink()
    assert _rows(digest("sync", "--remove-vanished")) == ["removed d a.jsonl"]
    assert db.execute("SELECT starred FROM paper").fetchall() == [(1,)]
    db.close()


def test_on_a_terminal_and_as_json(digest: Run, folder: pathlib.Path) -> None:
    (folder / "a.json").unlink()
    shown = digest("sync", terminal=True)
    assert "vanished" in shown.out
    assert "records-a" in shown.out
    assert json.loads(digest("sync", "--json").out) == [
        {"what": "vanished", "digest": "records-a", "file": str(folder / "a.json")}
    ]
    _, rule, *rows = digest("sync", "--list", terminal=True).out.splitlines()
    assert set(rule) <= set("─ ")
    assert "".join(row.split("  ")[0].strip() for row in rows) == str(
        folder
    )  # over two lines where it is long
