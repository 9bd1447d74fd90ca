"""What every reader does: its samples as expected, claimed by it alone, and no damage that raises."""

from __future__ import annotations

import importlib
import pathlib
import pkgutil
import re
from collections import Counter

import pytest
import yaml
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

import digestcli.readers
from digestcli.errors import AmbiguousFormat, DataError, UnknownFormat
from digestcli.ingest import Loaded, load, load_file
from digestcli.model import KINDS, Digest, Entry
from digestcli.normalise import normalise
from digestcli.readers import READERS, identify, with_labels
from digestcli.readers.base import Reader, Source
from digestcli.saved import without_html
from digestcli.source import decode, read_source
from digestcli.text.damage.repair import repair

FOLDER = ROOT / "samples"
EXPECTATIONS = sorted(FOLDER.glob("*/*.expect.yaml"))
SAMPLES = [path.with_name(path.name.removesuffix(".expect.yaml")) for path in EXPECTATIONS]
every = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
each = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")


def text_of(path: pathlib.Path) -> str:
    """Return a sample as its reader is given it."""
    source, _ = without_html(Source(path.name, repair(read_source(str(path)).text).text))
    return source.text


def claims(text: str) -> list[str]:
    return [reader.name for reader in READERS if reader.sniff(text[:65_536])]


# --- the registry


def test_the_tuple_holds_every_module() -> None:
    names = [name for _, name, _ in pkgutil.iter_modules(digestcli.readers.__path__)]
    modules = {name: importlib.import_module(f"digestcli.readers.{name}") for name in names}
    readers = {name: module.READER for name, module in modules.items() if hasattr(module, "READER")}
    assert sorted(reader.name for reader in readers.values()) == sorted(reader.name for reader in READERS)
    assert all(reader.name == name.replace("_", "-") for name, reader in readers.items())
    assert len({reader.name for reader in READERS}) == len(READERS)
    assert all(reader.title and "\n" not in reader.title for reader in READERS)


@every
def test_each_has_a_sample_with_its_expectation(reader: Reader) -> None:
    folder = FOLDER / reader.name
    files = sorted(path for path in folder.iterdir() if path.is_file())
    expected = [path for path in files if path.name.endswith(".expect.yaml")]
    assert expected
    assert (
        sorted([*expected, *(path.with_name(path.name[: -len(".expect.yaml")]) for path in expected)])
        == files
    )


def test_every_folder_of_samples_is_of_a_reader() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {reader.name for reader in READERS}


# --- samples


def value_of(entry: Entry, key: str) -> object:
    """Return what an expectation may name, as YAML has it."""
    known: dict[str, object] = {
        "doi": entry.identifiers.get("doi"),
        "arxiv": entry.identifiers.get("arxiv"),
        "line": entry.source.lines[0],
        "section": entry.category,
        "title": entry.title.first("zh", "en"),
        "title_inferred": any(issue.code == "inferred-title" for issue in entry.issues),
    }
    if key in known:
        return known[key]
    field, _, language = key.rpartition("_")
    if language in ("zh", "en", "ja", "ko"):
        return getattr(entry, field).get(language)
    value = getattr(entry, key)
    return list(value) if isinstance(value, tuple) and key in ("authors", "categories") else value


def check_entry(entry: Entry, expected: dict[str, object]) -> None:
    for key, wanted in expected.items():
        if key in ("title", "category_label") and isinstance(wanted, dict):
            assert {tag: text for tag, text in getattr(entry, key).items() if tag in wanted} == wanted
        elif key == "paragraphs":
            paragraphs = entry.body.first("zh", "en").split("\n")
            assert (paragraphs if isinstance(wanted, list) else len(paragraphs)) == wanted
        elif key == "quotes":
            assert isinstance(wanted, list)
            assert entry.extra.get("quoted_titles", "") == "; ".join(wanted)
        elif key == "extra":
            assert isinstance(wanted, dict)
            assert {name: entry.extra.get(name) for name in wanted} == wanted
        elif key == "references":
            assert isinstance(wanted, list)
            assert len(entry.references) == len(wanted)
            for reference, one in zip(entry.references, wanted, strict=True):
                assert {name: getattr(reference, name) for name in one} == one
        else:
            assert (key, value_of(entry, key)) == (key, wanted)


@each
def test_a_sample_is_as_expected(path: pathlib.Path) -> None:
    expected = yaml.safe_load(path.with_name(path.name + ".expect.yaml").read_text(encoding="utf-8"))
    (loaded,) = load_file(str(path))
    assert loaded.digest.reader == expected["reader"] == path.parent.name
    assert len(loaded.entries) == expected["count"]
    for key in ("date", "title"):
        assert key not in expected or getattr(loaded.digest, key) == expected[key]
    if "categories" in expected:
        assert Counter(entry.category for entry in loaded.entries) == expected["categories"]
    if "repairs" in expected:
        assert len(loaded.repairs) == expected["repairs"]
    by_number = {entry.number: entry for entry in loaded.entries}
    for at, wanted in enumerate(expected["entries"]):
        check_entry(by_number[wanted["number"]] if "number" in wanted else loaded.entries[at], wanted)


@each
def test_a_sample_is_claimed_by_its_reader_alone(path: pathlib.Path) -> None:
    assert claims(text_of(path)) == [path.parent.name]


@each
def test_entries_are_whole(path: pathlib.Path) -> None:
    """What every entry has: a title, a number of its own, a kind, a line within the file."""
    lines = read_source(str(path)).text.count("\n") + 1
    (loaded,) = load_file(str(path))
    for entry in loaded.entries:
        assert entry.title or any(issue.code == "missing-title" for issue in entry.issues)
        assert entry.kind in KINDS
        assert 1 <= entry.source.lines[0] <= entry.source.lines[1] <= lines
        assert all(0 <= issue.line <= lines for issue in entry.issues)
        assert (entry.digest, entry.source.file) == (loaded.digest.key, path.name)
    numbers = [entry.number for entry in loaded.entries]
    assert len(set(numbers)) == len(numbers)


# --- real documents


def test_every_real_document_is_claimed_by_one_reader(corpus: pathlib.Path) -> None:
    paths = sorted(
        path for folder in ("seeds", "corpus") for path in (corpus / folder).rglob("*") if path.is_file()
    )
    assert len(paths) > 40
    for path in paths:
        if path.stat().st_size:
            assert (path.name, len(claims(text_of(path)))) == (path.name, 1)
        else:
            with pytest.raises(UnknownFormat, match="an empty file"):
                identify(read_source(str(path)))


def test_everything_at_once(corpus: pathlib.Path) -> None:
    found = list(load([str(FOLDER), str(corpus / "seeds"), str(corpus / "corpus")]))
    assert all(isinstance(item, Loaded) for item in found)
    assert {item.digest.reader for item in found if isinstance(item, Loaded)} == {
        reader.name for reader in READERS
    }


# --- identify


@pytest.mark.parametrize("text", ("", " \n\t\n", "\ufeff", "\n" * 50_000))
def test_an_empty_text_has_no_reader(text: str) -> None:
    with pytest.raises(UnknownFormat) as caught:
        identify(Source("x", text.strip("\ufeff")))
    assert (caught.value.message, caught.value.exit_code) == ("x: an empty file", 65)


@pytest.mark.parametrize("text", (
    "plain words\n", "a, b, c\n", "# A heading\n\nA paragraph of English.\n", "- one\n- two\n", "<html><body>x</body></html>",
    "{}", "[1, 2]", "def f():\n    return 1\n", "1\n2\n3\n", "这只是一句话。\n", "key: value\n",
))  # fmt: skip
def test_other_texts_have_no_reader(text: str) -> None:
    with pytest.raises(UnknownFormat) as caught:
        identify(Source("x", text))
    assert caught.value.hint == "see `digest formats`"


def test_two_claims_are_an_error() -> None:
    text = text_of(SAMPLES[0])
    with pytest.raises(AmbiguousFormat) as caught:
        identify(Source("x", text), (*READERS, *READERS))
    name = SAMPLES[0].parent.name
    assert (caught.value.message, caught.value.exit_code) == (f"x: claimed by {name} and {name}", 65)


def test_labels_of_the_configuration_reach_one_reader() -> None:
    assert with_labels({}) == READERS
    changed = [
        reader.name
        for reader, other in zip(with_labels({"tldr": ("Kurz",)}), READERS, strict=True)
        if reader is not other
    ]
    assert changed == ["labelled"]


# --- damage


def survives(text: str, reader: Reader) -> int:
    """Read and normalise a damaged text; return how many entries there are."""
    digest = Digest(f"{reader.name}-x", reader.name)
    try:
        parsed = reader.read(Source("x", repair(text).text))
    except DataError:
        return 0
    for at, raw in enumerate(parsed.entries, 1):
        entry = normalise(raw, digest, at)
        assert entry.id
        assert entry.kind in KINDS
    assert all(issue.code and issue.message and issue.line >= 0 for issue in parsed.issues)
    return len(parsed.entries)


def reader_of(path: pathlib.Path) -> Reader:
    return next(reader for reader in READERS if reader.name == path.parent.name)


def places(lines: list[str], offset: int = 0) -> range:
    """Return about twenty lines, evenly apart."""
    return range(offset, len(lines), max(1, len(lines) // 20))


@each
def test_cut_at_any_line(path: pathlib.Path) -> None:
    lines, reader = text_of(path).split("\n"), reader_of(path)
    whole = survives("\n".join(lines), reader)
    for at in places(lines):
        assert survives("\n".join(lines[:at]), reader) <= whole
        survives("\n".join(lines[at:]), reader)
        survives("\n".join(lines[:at]) + lines[at][: len(lines[at]) // 2], reader)


@each
def test_any_line_dropped(path: pathlib.Path) -> None:
    lines, reader = text_of(path).split("\n"), reader_of(path)
    for at in places(lines, 1):
        survives("\n".join(lines[:at] + lines[at + 1 :]), reader)


@each
def test_a_block_repeated(path: pathlib.Path) -> None:
    lines, reader = text_of(path).split("\n"), reader_of(path)
    for at in places(lines, 2)[::3]:
        survives("\n".join(lines[: at + 30] + lines[at:]), reader)
    survives("\n".join(lines + lines), reader)


@each
@pytest.mark.parametrize("odd", ("\r", "\x0c", "\x1b[31m", "\u2028", "\ufffd", "\x00", "[", "**", "---\n"))
def test_odd_characters_anywhere(path: pathlib.Path, odd: str) -> None:
    text, reader = text_of(path), reader_of(path)
    step = max(1, len(text) // 8)
    survives("".join(text[at : at + step] + odd for at in range(0, len(text), step)), reader)
    survives(odd + text + odd, reader)
    survives(text.replace("\n", odd + "\n"), reader)


@each
@pytest.mark.parametrize("form", ("crlf", "cr", "bom", "utf-16", "gb18030"))
def test_the_same_file_in_other_bytes(path: pathlib.Path, form: str, tmp_path: pathlib.Path) -> None:
    text = read_source(str(path)).text
    data = {
        "crlf": text.replace("\n", "\r\n").encode(),
        "cr": text.replace("\n", "\r").encode(),
        "bom": ("\ufeff" + text).encode(),
        "utf-16": text.encode("utf-16"),
        "gb18030": text.encode("gb18030"),
    }[form]
    if form == "gb18030" and len(re.findall("[\u4e00-\u9fff]", text)) * 20 < len(text):
        return  # too few Chinese characters to tell
    changed = tmp_path / path.name
    changed.write_bytes(data)
    (found,), (whole,) = load_file(str(changed)), load_file(str(path))
    assert found.entries == whole.entries
    assert [issue.code for issue in found.digest.issues if issue not in whole.digest.issues] == (
        ["encoding"] if form == "gb18030" else []
    )


@each
def test_bytes_lost_anywhere(path: pathlib.Path) -> None:
    data, reader = path.read_bytes(), reader_of(path)
    for at in range(7, len(data), max(1, len(data) // 10)):
        survives(decode(data[:at] + data[at + 1 :], name="x").text, reader)
        survives(decode(data[:at], name="x").text, reader)


@each
@every
def test_no_reader_raises_on_a_file_of_another(path: pathlib.Path, reader: Reader) -> None:
    survives(text_of(path)[:20_000], reader)


# --- any text


@every
@pytest.mark.parametrize("text", (
    "\n" * 65_000, "\t \n" * 20_000, "\r" * 65_000, "\u00a0" * 30_000 + "\n" + "▲" * 30_000, "[" * 65_000,
    "### [1] [" + "](" * 30_000, "- [" * 20_000, "#" * 65_000, "- " * 30_000, "a_," * 20_000, "**" * 30_000,
    '{"title":' * 7_000, "量" * 65_000, "=" * 65_000, "(" * 65_000, "https://" * 8_000,
))  # fmt: skip
def test_no_sniff_takes_for_ever(reader: Reader, text: str) -> None:
    """What grows faster than the text takes minutes here, and milliseconds otherwise."""
    assert reader.sniff(text + "x") in (True, False)


MARKS = (
    "### [1] [A title](https://arxiv.org/abs/2601.00001)", "*Ann Author,Bo Writer*", "Main category: cs.LG", "TL;DR: 短",
    "<details>", "  <summary>Details</summary>", "Abstract: text", "</details>", "# cs.LG [[Back]](#toc)", "<div id=toc></div>",
    "- [cs.LG](#cs.LG) [Total: 1]", "## 题目", "**Authors:** A, B", "> **TL;DR:** x", "---", "作者:X", "▲摘要:", "▲ Abstract:",
    "▲链接: https://doi.org/10.1/x", "Nature, 16 April 2026, Volume 652, Issue 8110", "物理学Physics", "编译|X", "目 录",
    "题目 ········ 3", "战 略 规 划", "1 Title. https://example.org", "（万 勇）", "3", "参考文献:", "[1] https://a.org", "撰文 | 甲",
    "- title: A", "  id: 2601.14300", "entries:", "title,url", '{"title": "A", "AI": {}}', '{"title": "A", "identifiers": {}}',
    "", " ", "\t", "因?yàn)樗", "導(dǎo)讀", "S?ren",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(MARKS) | st.text(max_size=30), max_size=14).map("\n".join)


@every
@settings(max_examples=50, deadline=None)
@given(text=TEXTS | st.text())
def test_no_reader_raises_on_any_text(reader: Reader, text: str) -> None:
    assert reader.sniff(text) in (True, False)
    survives(text, reader)
