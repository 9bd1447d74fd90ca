"""Exports to disk: whole files or none, and names that no category can misuse."""

from __future__ import annotations

import os
import pathlib
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from itertools import groupby

import pytest
from entries import NASTY, make_entry, patient
from hypothesis import given
from hypothesis import strategies as st

from digestcli.errors import CannotCreate, InputOutputError
from digestcli.model import Entry
from digestcli.output import readable_name, safe_name, write_split, write_whole
from digestcli.writers import csv, json
from digestcli.writers.base import Options

OPTIONS = Options(columns=("number",))
CATEGORIES = (
    "quant-ph", "cs.LG", "", " ", "..", ".", "/", "../../etc/passwd", "..\\..\\windows", "C:\\x", "/etc/passwd",
    "a/b", "a\\b", "a_b", "a:b", "a*b", "a b", "CON", "con", "Con.txt", "NUL", "nul.tar.gz", "COM1", "LPT¹", "aux",
    "cs.ai", "CS.AI", "Cs.Ai", "cs.ai-2", "x" * 80, "x" * 81, "x" * 5000, "学" * 80, "学" * 300, "𠮷" * 80,
    "uncategorized", "Uncategorized", ".hidden", "-rf", "trailing.", "trailing ", "trailing", "~", "~root",
    "物理学", "物理學", "é", "e\u0301", "가", "\u1100\u1161", "\uf900", "\u8c48", "ß", "ss", "ẞ", "İ", "i\u0307",
    "a\u200bb", "\u202egnp.exe", "$(touch x)", "`id`", "%s", "{}", "a\nb", "a\tb", "a\x1bb", "-", "_", "csv",
    "file.csv", ".csv", "\ud800", "😀",
)  # fmt: skip


def _write(path: pathlib.Path | str, count: int = 2, *, overwrite: bool = False) -> int:
    entries = (make_entry(number) for number in range(1, count + 1))
    return write_whole(
        str(path), lambda stream: csv.WRITER.write(entries, stream, OPTIONS), overwrite=overwrite
    )


def test_file_is_written(tmp_path: pathlib.Path) -> None:
    assert _write(tmp_path / "x.csv") == 2
    assert (tmp_path / "x.csv").read_bytes() == b"number\r\n1\r\n2\r\n"
    assert os.listdir(tmp_path) == ["x.csv"]


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_permissions_are_those_of_any_new_file(tmp_path: pathlib.Path) -> None:
    before = os.umask(0o027)
    try:
        _write(tmp_path / "x.csv")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x.csv").stat().st_mode) == 0o640
    (tmp_path / "x.csv").chmod(0o604)
    _write(tmp_path / "x.csv", overwrite=True)
    assert stat.S_IMODE((tmp_path / "x.csv").stat().st_mode) == 0o604


def test_never_overwrites_unasked(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CannotCreate, match="already there") as caught:
        _write(path)
    assert caught.value.exit_code == 73
    assert path.read_text(encoding="utf-8") == "mine"
    assert _write(path, overwrite=True) == 2
    assert path.read_bytes().startswith(b"number")
    assert os.listdir(tmp_path) == ["x.csv"]


@pytest.mark.parametrize("path", ("", ".", "missing/x.csv", "file/x.csv"))
def test_where_nothing_can_be_created(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CannotCreate):
        _write(path)
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_link_is_followed(tmp_path: pathlib.Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "x.csv").symlink_to("real/y.csv")
    _write(tmp_path / "x.csv")
    assert (tmp_path / "x.csv").is_symlink()
    assert os.listdir(tmp_path / "real") == ["y.csv"]


@pytest.mark.skipif(os.name == "nt", reason="named pipes")
@pytest.mark.parametrize("overwrite", (False, True))
def test_a_pipe_is_written_to_and_stays(tmp_path: pathlib.Path, *, overwrite: bool) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = subprocess.Popen(
        [sys.executable, "-c", f"print(open({str(tmp_path / 'pipe')!r}).read())"], stdout=subprocess.PIPE
    )
    assert _write(tmp_path / "pipe", overwrite=overwrite) == 2
    assert b"1" in reader.communicate(timeout=20)[0]
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full disk here")
@pytest.mark.parametrize("overwrite", (False, True))
def test_a_full_device(*, overwrite: bool) -> None:
    with pytest.raises(InputOutputError, match="No space left") as caught:
        _write("/dev/full", overwrite=overwrite)
    assert caught.value.exit_code == 74
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


@pytest.mark.parametrize(
    "error, raised",
    ((OSError(28, "No space left on device"), InputOutputError), (KeyboardInterrupt(), KeyboardInterrupt)),
)
@pytest.mark.parametrize("there", (False, True))
def test_no_half_file(
    tmp_path: pathlib.Path, error: BaseException, raised: type[BaseException], *, there: bool
) -> None:
    path = tmp_path / "x.csv"
    if there:
        path.write_text("mine", encoding="utf-8")

    def entries() -> Iterator[Entry]:
        yield make_entry()
        raise error

    with pytest.raises(raised):
        write_whole(str(path), lambda stream: csv.WRITER.write(entries(), stream, OPTIONS), overwrite=True)
    assert os.listdir(tmp_path) == (["x.csv"] if there else [])
    assert not there or path.read_text(encoding="utf-8") == "mine"


def test_a_text_that_utf_8_cannot_hold(tmp_path: pathlib.Path) -> None:
    options = Options(columns=("comment",))
    entries = [make_entry(comment="a\ud800b")]
    write_whole(str(tmp_path / "x.csv"), lambda stream: csv.WRITER.write(entries, stream, options))
    assert (tmp_path / "x.csv").read_bytes() == b"comment\r\na?b\r\n"


def _by_category(entries: Iterator[Entry]) -> Iterator[tuple[str, Iterator[Entry]]]:
    return groupby(entries, key=lambda entry: entry.category)


def _split(folder: pathlib.Path, *categories: str, overwrite: bool = False) -> list[str]:
    entries = (make_entry(number, category=name) for number, name in enumerate(categories, 1))
    return write_split(_by_category(entries), str(folder), csv.WRITER, OPTIONS, overwrite=overwrite)


def test_one_file_per_category(tmp_path: pathlib.Path) -> None:
    paths = _split(tmp_path / "a" / "b", "cs.LG", "cs.LG", "quant-ph")
    assert paths == [str(tmp_path / "a" / "b" / name) for name in ("cs.LG.csv", "quant-ph.csv")]
    assert pathlib.Path(paths[0]).read_bytes() == b"number\r\n1\r\n2\r\n"


def test_nasty_categories_stay_in_the_folder_and_apart(tmp_path: pathlib.Path) -> None:
    paths = _split(tmp_path / "out", *CATEGORIES)
    assert os.listdir(tmp_path) == ["out"]
    assert sorted(os.listdir(tmp_path / "out")) == sorted(os.path.basename(path) for path in paths)
    assert len(paths) == len(CATEGORIES)
    compared = {unicodedata.normalize("NFD", path.casefold()) for path in paths}
    assert len(compared) == len(CATEGORIES)
    for number, path in enumerate(paths, 1):
        assert pathlib.Path(path).read_bytes() == f"number\r\n{number}\r\n".encode()


def test_split_overwrites_only_when_asked(tmp_path: pathlib.Path) -> None:
    _split(tmp_path, "cs.LG")
    with pytest.raises(CannotCreate):
        _split(tmp_path, "a", "cs.LG", "x")
    assert os.listdir(tmp_path) == ["cs.LG.csv"]
    assert len(_split(tmp_path, "cs.LG", "x", overwrite=True)) == 2


@pytest.mark.parametrize("overwrite", (False, True))
def test_a_split_that_fails_leaves_everything_as_it_was(tmp_path: pathlib.Path, *, overwrite: bool) -> None:
    (tmp_path / "cs.AI.csv").write_text("mine", encoding="utf-8")

    def entries() -> Iterator[Entry]:
        yield make_entry(1, category="cs.CL" if not overwrite else "cs.AI")
        yield make_entry(2, category="cs.LG")
        raise OSError(28, "No space left on device")

    with pytest.raises(InputOutputError, match="No space left"):
        write_split(_by_category(entries()), str(tmp_path), csv.WRITER, OPTIONS, overwrite=overwrite)
    assert os.listdir(tmp_path) == ["cs.AI.csv"]
    assert (tmp_path / "cs.AI.csv").read_text(encoding="utf-8") == "mine"


def test_one_file_that_is_there_ends_a_split_before_any_other_appears(tmp_path: pathlib.Path) -> None:
    (tmp_path / "x.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotCreate, match="already there"):
        _split(tmp_path, "cs.LG", "quant-ph", "x")
    assert os.listdir(tmp_path) == ["x.csv"]
    (tmp_path / "y.csv").mkdir()
    with pytest.raises(CannotCreate, match="a folder"):
        _split(tmp_path, "cs.LG", "y", overwrite=True)
    assert sorted(os.listdir(tmp_path)) == ["x.csv", "y.csv"]


@pytest.mark.parametrize("fails", range(1, 7))
def test_a_rename_that_fails_is_undone(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    """Two of four files are there; whichever of the six renames fails, they are as before."""
    for name in ("b.csv", "d.csv"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    replace, calls = os.replace, iter(range(1, 100))

    def once(source: str, target: str) -> None:
        if next(calls) == fails:
            raise OSError(5, "Input/output error", target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", once)
    with pytest.raises(InputOutputError, match="Input/output error"):
        _split(tmp_path, "a", "b", "c", "d", overwrite=True)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {
        "b.csv": "b.csv",
        "d.csv": "d.csv",
    }


def test_a_split_that_fails_makes_no_folder(tmp_path: pathlib.Path) -> None:
    def entries() -> Iterator[Entry]:
        yield make_entry(1, category="cs.AI")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_split(_by_category(entries()), str(tmp_path / "out"), csv.WRITER, OPTIONS)
    assert os.listdir(tmp_path) == []


def test_a_target_that_appears_meanwhile_is_kept(tmp_path: pathlib.Path) -> None:
    def entries() -> Iterator[Entry]:
        yield make_entry(1, category="cs.AI")
        (tmp_path / "cs.AI.csv").write_text("mine", encoding="utf-8")
        yield make_entry(2, category="cs.LG")

    with pytest.raises(CannotCreate):
        write_split(_by_category(entries()), str(tmp_path), csv.WRITER, OPTIONS)
    assert (tmp_path / "cs.AI.csv").read_text(encoding="utf-8") == "mine"


def test_split_into_a_file(tmp_path: pathlib.Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(CannotCreate):
        _split(tmp_path / "x", "cs.LG")


def test_a_failure_leaves_what_was_there(tmp_path: pathlib.Path) -> None:
    _split(tmp_path, "cs.LG")

    def entries() -> Iterator[Entry]:
        yield make_entry(7)
        raise OSError(28, "No space left on device")

    groups = [("cs.LG", iter([make_entry(8)])), ("x", entries())]
    with pytest.raises(InputOutputError, match="No space left"):
        write_split(groups, str(tmp_path), csv.WRITER, OPTIONS, overwrite=True)
    assert os.listdir(tmp_path) == ["cs.LG.csv"]
    assert (tmp_path / "cs.LG.csv").read_bytes() == b"number\r\n1\r\n"


def test_nothing_to_split(tmp_path: pathlib.Path) -> None:
    assert _split(tmp_path / "out") == []
    assert os.listdir(tmp_path / "out") == []


def _assert_safe(name: str) -> None:
    assert name
    assert not set(name) & set('/\\:*?"<>|\0 \n\t')
    assert name[0] not in ".-"
    assert name[-1] != "."
    assert len((name + "-99.jsonl").encode()) < 255
    assert name.split(".", maxsplit=1)[0].casefold() not in ("con", "prn", "aux", "nul", "com1", "lpt¹")
    assert name.isprintable()


@pytest.mark.parametrize("category", (*CATEGORIES, *NASTY))
def test_safe_name(category: str) -> None:
    _assert_safe(safe_name(category))


@patient
@given(st.text())
def test_any_name_is_safe(category: str) -> None:
    _assert_safe(safe_name(category))


@pytest.mark.parametrize("category", ("quant-ph", "cs.LG", "cond-mat.mtrl-sci", "物理学", "a_b"))
def test_usual_names_are_kept(category: str) -> None:
    assert safe_name(category) == category


def test_suffix_is_that_of_the_writer(tmp_path: pathlib.Path) -> None:
    (path,) = write_split([("cs.LG", [make_entry()])], str(tmp_path), json.LINES, Options())
    assert os.path.basename(path) == "cs.LG.jsonl"


READABLE = (
    ("2601.14263 Title", "2601.14263 Title"),
    ("2601.14263 A: B", "2601.14263 A - B"),
    ("time 12:30", "time 12 30"),
    ("题名：副题", "题名 - 副题"),
    ("10.1038/s41586-1 What? Why!", "10.1038 s41586-1 What Why"),
    ("$\\mathcal{N}=6$ [x] #tag ^a |b|", "mathcal N =6 x tag a b"),
    ("a  \n b\t", "a b"),
    ("...", "untitled"),
    (".hidden", "hidden"),
    ("x.", "x"),
    ("nul", "_nul"),
    ("aux.x", "_aux.x"),
    ("e\u0301", "é"),
    ("word " * 60, ("word " * 24).strip()),
    ("x" * 500, "x" * 120),
    ("量" * 100, "量" * 40),
    ("\ud800", "untitled"),
)


@pytest.mark.parametrize("title, expected", READABLE)
def test_readable_name(title: str, expected: str) -> None:
    assert readable_name(title) == expected


def _assert_readable(name: str) -> None:
    assert name
    assert not set(name) & set('/\\:*?"<>|\0\n\t#^[]`$')
    assert name[0] not in " .-"
    assert name[-1] not in " ."
    assert "  " not in name
    assert len((name + "-99.markdown").encode()) < 200
    assert name.split(".", maxsplit=1)[0].casefold() not in ("con", "prn", "aux", "nul", "com1", "lpt¹")
    assert name.isprintable()
    assert unicodedata.is_normalized("NFC", name)


@pytest.mark.parametrize("title", (*CATEGORIES, *NASTY))
def test_nasty_titles_are_safe(title: str) -> None:
    _assert_readable(readable_name(title))


@patient
@given(st.text())
def test_any_title_is_safe(title: str) -> None:
    _assert_readable(readable_name(title))


def test_names_that_become_one_are_numbered(tmp_path: pathlib.Path) -> None:
    groups = [(name, [make_entry()]) for name in ("a: b", "A - b", "a?b", "a b")]
    paths = write_split(groups, str(tmp_path), csv.WRITER, OPTIONS, naming=readable_name)
    assert [os.path.basename(path) for path in paths] == ["a - b.csv", "A - b-2.csv", "a b.csv", "a b-2.csv"]
