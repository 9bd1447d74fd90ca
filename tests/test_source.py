"""Bytes to text: encodings told or given, line ends, what is refused; and which files a path names."""

from __future__ import annotations

import codecs
import io
import os
import pathlib
import re
import sys
from types import SimpleNamespace

import pytest
import yaml
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.errors import DataError, InputOutputError, MissingInput, UndecodableFile, UsageError
from digestcli.ingest import Loaded, load, load_file
from digestcli.source import STDIN, as_text, decode, read_source, walk
from digestcli.text.languages.script import script_of

CASES = yaml.safe_load((ROOT / "tests" / "cases" / "encodings.yaml").read_text(encoding="utf-8"))
ENCODED = [(case["name"], case["text"], encoding) for case in CASES for encoding in case["encodings"]]
CHINESE = "量子纠缠\n第二行\n"
DAY = "samples/arxiv-daily/2026-01-05.md"


def codes(data: bytes, encoding: str | None = None) -> list[str]:
    return [issue.code for issue in decode(data, name="x", encoding=encoding).issues]


# --- encodings


@pytest.mark.parametrize("bom, encoding", (
    (b"", "utf-8"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
))  # fmt: skip
@pytest.mark.parametrize("text", ("", "ascii\n", CHINESE, "𠮷野家 😀\n"))
def test_unicode_is_read_as_such(bom: bytes, encoding: str, text: str) -> None:
    source = decode(bom + text.encode(encoding), name="x")
    assert (source.text, source.issues) == (text, ())


@pytest.mark.parametrize("name, text, encoding", ENCODED, ids=[f"{name}, {how}" for name, _, how in ENCODED])
def test_legacy_encodings_are_told(name: str, text: str, encoding: str) -> None:
    source = decode(text.encode(encoding), name="x")
    assert source.text == text
    (issue,) = source.issues
    assert issue.code == "encoding"
    assert issue.message.startswith("not UTF-8; read as ")


@pytest.mark.parametrize("name, text, encoding", ENCODED, ids=[f"{name}, {how}" for name, _, how in ENCODED])
def test_a_named_encoding_is_taken(name: str, text: str, encoding: str) -> None:
    source = decode(text.encode(encoding), name="x", encoding=encoding)
    assert (source.text, source.issues) == (text, ())


def test_a_named_encoding_loses_the_byte_order_mark() -> None:
    assert decode(codecs.BOM_UTF8 + b"a", name="x", encoding="utf-8").text == "a"
    assert decode("a".encode("utf-16"), name="x", encoding="utf-16").text == "a"


@pytest.mark.parametrize("encoding", ("utf-9", "hex", "", "no such"))
def test_no_such_encoding(encoding: str) -> None:
    if not encoding:
        assert decode(b"a", name="x", encoding=encoding).text == "a"
        return
    with pytest.raises(UsageError) as caught:
        decode(b"a", name="x", encoding=encoding)
    assert caught.value.exit_code == 2
    assert caught.value.message == f"--encoding {encoding}: no such encoding"


def test_not_in_the_named_encoding() -> None:
    with pytest.raises(UndecodableFile, match="x: not utf-8") as caught:
        decode(CHINESE.encode("gbk"), name="x", encoding="utf-8")
    assert caught.value.exit_code == 65


def test_real_chinese_in_every_chinese_encoding(corpus: pathlib.Path) -> None:
    """Each document of the corpus, sent through an encoding that holds it, comes back as it was."""
    compared = 0
    for path in sorted([*corpus.glob("corpus/*/*.txt"), *corpus.glob("corpus/dialects/*.md")]):
        text = decode(path.read_bytes(), name=path.name).text.replace("\r", "")
        if len(re.findall("[\u4e00-\u9fff]", text)) * 20 < len(text):
            continue  # in English
        for encoding in ("gb18030", "big5hkscs") if script_of(text) == "Hant" else ("gb18030",):
            data = text.encode(encoding, errors="ignore")
            for part in (data, data[:3_000]):
                found, expected = decode(part, name="x").text, part.decode(encoding, errors="replace")
                assert (path.name, encoding, found) == (path.name, encoding, expected)
                compared += 1
    assert compared > 30


# --- damage


@pytest.mark.parametrize("cut", (1, 2))
@pytest.mark.parametrize("text", (CHINESE * 20 + "末", "纠缠", "plain, then 末"))
def test_utf8_cut_within_its_last_character(text: str, cut: int) -> None:
    data = text.encode()[:-cut]
    if text.startswith("plain") and cut == 2:
        return  # one byte beyond ASCII: Latin as well as a cut
    source = decode(data, name="x")
    assert source.text == text[:-1] + "\ufffd"
    assert [(issue.code, issue.line) for issue in source.issues] == [("invalid-bytes", text.count("\n") + 1)]


def test_a_bad_byte_among_good_ones_is_shown_and_told() -> None:
    source = decode(CHINESE.encode() + b"\xff" + CHINESE.encode(), name="x")
    assert source.text == CHINESE + "\ufffd" + CHINESE
    assert [(issue.code, issue.line) for issue in source.issues] == [("invalid-bytes", 3)]


def test_utf16_cut_within_a_character() -> None:
    assert codes(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le")[:-1]) == ["invalid-bytes"]


@pytest.mark.parametrize("encoding", ("utf-16-le", "utf-16-be"))
@pytest.mark.parametrize("text", ("# A title\n\nand words\n", CHINESE + "\n- **Title**: ab\n"))
def test_utf16_without_a_mark_is_refused_with_its_name(text: str, encoding: str) -> None:
    with pytest.raises(UndecodableFile, match="a binary file") as caught:
        decode(text.encode(encoding), name="x")
    assert caught.value.hint == f"is it UTF-16? try --encoding {encoding}"
    assert decode(text.encode(encoding), name="x", encoding=encoding).text == text


@pytest.mark.parametrize(
    "data", (b"\0", b"text\0text", b"\0" * 100, bytes(range(256)) * 40, b"a\0" * 3 + b"plain" * 90)
)
def test_other_nul_bytes_are_no_utf16(data: bytes) -> None:
    with pytest.raises(UndecodableFile, match="a binary file") as caught:
        decode(data, name="x")
    assert caught.value.hint == "digest reads text files only"


@pytest.mark.parametrize("data, what", (
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF"),
    (b"PK\x03\x04\x14\x00\x06\x00", "a ZIP archive"),
    (b"\x1f\x8b\x08\x00", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff\xe0", "a JPEG image"),
    (b"text\0text", "a binary file"),
    (b"\xb2\xe2\0\xca\xd4", "a binary file"),
    (b"\0", "a binary file"),
    (codecs.BOM_UTF16_LE + "a\0b".encode("utf-16-le"), "a binary file"),
    (b"\xff\x81\x8d\x8f\x90\x9d" * 50, "text in no encoding"),
))  # fmt: skip
@pytest.mark.parametrize("encoding", (None, "latin-1"))
def test_what_is_no_text_is_refused(data: bytes, what: str, encoding: str | None) -> None:
    if encoding and (what.startswith("text") or data.startswith(codecs.BOM_UTF16_LE)):
        return  # the user says that it is text
    with pytest.raises(UndecodableFile, match=what) as caught:
        decode(data, name="x", encoding=encoding)
    assert caught.value.exit_code == DataError.exit_code == 65
    assert caught.value.message.startswith("x: ")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data, name="x").text
    except UndecodableFile:
        return
    assert "\0" not in text
    text.encode("utf-8")


# --- line ends


@pytest.mark.parametrize("text, expected", (
    ("a\nb\n", "a\nb\n"),
    ("a\r\nb\r\n", "a\nb\n"),
    ("a\r\nb\r\nc\n", "a\nb\nc\n"),  # one line that an editor changed
    ("a\rb\r", "a\nb\n"),
    ("a\nb\rc\nd\n", "a\nb\rc\nd\n"),
    ("a\nb\r\nc\nd\ne\n", "a\nb\r\nc\nd\ne\n"),
    ("a\r\nb\rc\r\n", "a\nb\rc\n"),
    ("a\x0cb\x0bc\x85d\u2028e\n", "a\x0cb\x0bc\x85d\u2028e\n"),
    ("no line end", "no line end"),
))  # fmt: skip
def test_line_ends(text: str, expected: str) -> None:
    assert decode(text.encode(), name="x").text == expected


@pytest.mark.parametrize("odd", ("\r", "\r\n", "\x0c", "\u2028"))
def test_control_characters_stay_in_an_abstract(tmp_path: pathlib.Path, odd: str) -> None:
    text = (ROOT / DAY).read_text(encoding="utf-8")
    at = text.index(". ", text.index("Abstract: ")) + 1
    path = tmp_path / "day.md"
    path.write_text(text[:at] + odd + text[at:], encoding="utf-8", newline="")
    (loaded,) = load_file(str(path))
    (plain,) = load_file(str(ROOT / DAY))
    assert odd in (loaded.entries[0].abstract.en or "")
    assert (loaded.entries[0].abstract.en or "").replace(odd, "") == plain.entries[0].abstract.en
    assert [entry.title for entry in loaded.entries] == [entry.title for entry in plain.entries]


# --- files and folders


def test_a_file_has_its_name_and_path(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "量子 2026-01-22.md"
    path.write_bytes(CHINESE.encode())
    source = read_source(str(path))
    assert (source.name, source.path, source.text) == (path.name, str(path), CHINESE)


def test_a_name_that_is_no_utf8() -> None:
    assert as_text(os.fsdecode(b"caf\xe9.md")) == "caf\ufffd.md"
    assert as_text("量子.md") == "量子.md"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (CHINESE.encode(), CHINESE.encode("gbk"), codecs.BOM_UTF8 + CHINESE.encode()):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        source = read_source(STDIN)
        assert (source.name, source.text) == ("-", CHINESE)


def test_a_digest_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO((ROOT / DAY).read_bytes())))
    (loaded,) = load([STDIN])
    assert isinstance(loaded, Loaded)
    assert (loaded.path, loaded.digest.key, loaded.digest.date) == ("-", "arxiv-daily-stdin", None)
    assert len(loaded.entries) == 66


@pytest.mark.parametrize("name", ("nowhere.md", "a.md/below"))
def test_a_file_that_is_not_there(tmp_path: pathlib.Path, name: str) -> None:
    (tmp_path / "a.md").write_bytes(b"")
    with pytest.raises(MissingInput) as caught:
        read_source(str(tmp_path / name))
    assert caught.value.exit_code == 66
    with pytest.raises(MissingInput):
        list(walk([str(tmp_path / name)]))


def test_a_folder_is_no_file(tmp_path: pathlib.Path) -> None:
    with pytest.raises(InputOutputError) as caught:
        read_source(str(tmp_path))
    assert caught.value.exit_code == 74


def test_a_folder_is_walked_in_order_and_hidden_files_are_passed_over(tmp_path: pathlib.Path) -> None:
    names = (
        "b.md",
        "a.md",
        "a.md.expect.yaml",
        ".hidden.md",
        "sub/z.md",
        "sub/.git/x.md",
        "another/y.md",
        "10.md",
        "9.md",
    )
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = [pathlib.Path(path).relative_to(tmp_path).as_posix() for path in walk([str(tmp_path)])]
    assert found == ["10.md", "9.md", "a.md", "b.md", "another/y.md", "sub/z.md"]


def test_paths_are_taken_as_they_are_named(tmp_path: pathlib.Path) -> None:
    (tmp_path / ".hidden.md").write_bytes(b"x")
    hidden = str(tmp_path / ".hidden.md")
    assert list(walk([STDIN, hidden, str(tmp_path)])) == [STDIN, hidden]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_a_folder_does_not_wait(tmp_path: pathlib.Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert list(walk([str(tmp_path)])) == []
    assert list(walk([str(tmp_path / "pipe.md")])) == [str(tmp_path / "pipe.md")]  # named: the user's wish


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="no symbolic links here")
def test_a_link_to_nowhere_is_refused_and_the_rest_goes_on(tmp_path: pathlib.Path) -> None:
    os.symlink(tmp_path / "gone.md", tmp_path / "a.md")
    (tmp_path / "b.md").write_bytes((ROOT / DAY).read_bytes())
    refused, loaded = load([str(tmp_path)])
    assert (refused.path, loaded.path) == (str(tmp_path / "a.md"), str(tmp_path / "b.md"))
    assert isinstance(loaded, Loaded)
