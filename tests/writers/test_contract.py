"""What every writer does: the same nasty entries, streaming, safe to print, valid when empty."""

from __future__ import annotations

import importlib
import io
import pkgutil
import re
from collections.abc import Iterator

import pytest
from entries import NASTY, RAW_CONTROLS, make_entry, nasty_entries, nasty_entry, plain

import digestcli.writers
from digestcli.errors import UsageError
from digestcli.model import Entry
from digestcli.readers import identify, records
from digestcli.readers.base import Source
from digestcli.writers import WRITERS, choose, values_of
from digestcli.writers.base import Options, Writer

EMPTY = {"jsonl": "", "bibtex": "", "biblatex": "", "ris": "", "csl-json": "[]\n"}
"""Files without entries that our own reader does not take for a digest."""
FIRST = {".bib": "bibtex", ".json": "json"}
"""Suffixes of several formats, and the one that `-o` alone means."""

TEXTS = [one for one in WRITERS if not one.binary]  # the others have tests of their own
every = pytest.mark.parametrize("writer", TEXTS, ids=lambda writer: writer.name)
RECORDS = ("csv", "tsv", "json", "jsonl", "yaml")  # what the reader `records` reads
SPOOLED = ("markdown", "html")  # what needs its end to write its beginning


def _written(writer: Writer, *entries: Entry, shown: bool = False) -> str:
    stream = io.StringIO(newline="")
    count = writer.write(iter(entries), stream, Options(shown=shown))
    assert count == len(entries)
    return stream.getvalue()


def test_tuple_holds_every_module() -> None:
    modules = {name for _, name, _ in pkgutil.iter_modules(digestcli.writers.__path__)} - {"base"}
    listed = {id(writer) for writer in WRITERS}
    for name in modules:
        module = importlib.import_module(f"digestcli.writers.{name}")
        found = [one for one in vars(module).values() if isinstance(one, Writer)]
        assert found, f"{name} has no writer"
        assert {id(writer) for writer in found} <= listed


def test_names_and_suffixes_are_unique() -> None:
    names = [writer.name for writer in WRITERS]
    suffixes = [suffix for writer in WRITERS for suffix in writer.suffixes]
    assert len(set(names)) == len(names)
    assert {suffix for suffix in suffixes if suffixes.count(suffix) > 1} == set(FIRST)
    assert all(choose(None, f"x{suffix}").name == name for suffix, name in FIRST.items())
    assert all(re.fullmatch(r"\.[a-z]+", suffix) for suffix in suffixes)
    assert all(writer.title for writer in WRITERS)


def test_an_option_has_the_same_values_in_all_formats() -> None:
    for writer in WRITERS:
        for option, values in writer.takes:
            assert values == values_of(option), f"{writer.name} --{option}"


@every
def test_without_entries_a_valid_empty_file(writer: Writer) -> None:
    text = _written(writer)
    if writer.name in EMPTY:
        assert text == EMPTY[writer.name]
        return
    if writer.name not in RECORDS:
        return  # see the tests of the format
    source = Source("x", text)
    assert identify(source) is records.READER
    parsed = records.read(source)
    assert (parsed.entries, parsed.issues) == ((), ())


@every
@pytest.mark.parametrize("text", NASTY)
def test_shown_output_steers_no_terminal(writer: Writer, text: str) -> None:
    output = _written(writer, nasty_entry(1, text), shown=True)
    assert set(output.replace("\r\n", "\n")) & (RAW_CONTROLS - {"\n", "\t"}) == set()


@every
def test_ends_in_a_line_end(writer: Writer) -> None:
    assert _written(writer, make_entry()).endswith("\n")


@pytest.mark.parametrize("writer", [one for one in TEXTS if one.name not in SPOOLED])
def test_consumes_one_entry_after_the_other(writer: Writer) -> None:
    stream = io.StringIO(newline="")
    seen: list[int] = []

    def entries() -> Iterator[Entry]:
        for number in range(1, 2_000):
            yield make_entry(number, comment="x" * 10)
            seen.append(stream.tell())

    assert writer.write(entries(), stream, Options()) == 1_999
    assert seen[10] > 0 or writer.name in SPOOLED
    assert seen == sorted(seen)


@pytest.mark.parametrize("writer", [one for one in WRITERS if one.name in ("json", "jsonl", "yaml")])
def test_records_come_back_equal(writer: Writer) -> None:
    entries = nasty_entries()
    expected = [nasty_entry(number, plain(text)) for number, text in enumerate(NASTY, 1)]
    text = _written(writer, *entries)
    text.encode("utf-8")
    source = Source("x", text)
    assert identify(source) is records.READER
    parsed = records.read(source)
    assert parsed.issues == ()
    assert list(parsed.entries) == expected


@pytest.mark.parametrize(
    "name, output, expected",
    (
        (None, None, "csv"),
        (None, "out", "csv"),
        (None, "folder.d/out", "csv"),
        (None, "folder.d\\out", "csv"),
        (None, "x.csv", "csv"),
        (None, "x.TSV", "tsv"),
        (None, "x.tab", "tsv"),
        (None, "x.json", "json"),
        (None, "x.jsonl", "jsonl"),
        (None, "x.ndjson", "jsonl"),
        (None, "x.yml", "yaml"),
        (None, "x.bib", "bibtex"),
        ("biblatex", "x.bib", "biblatex"),
        (None, "x.RIS", "ris"),
        ("csl-json", "x.json", "csl-json"),
        (None, "x.md", "markdown"),
        (None, "x.rss", "rss"),
        (None, "2026.01.yaml", "yaml"),
        (None, "x.html", "html"),
        (None, "x.HTM", "html"),
        (None, "x.epub", "epub"),
        ("json", "x.csv", "json"),
        ("yaml", None, "yaml"),
        ("csv", "x.odt", "csv"),
    ),
)
def test_choice(name: str | None, output: str | None, expected: str) -> None:
    assert choose(name, output).name == expected


@pytest.mark.parametrize("name, output", (("odt", None), ("CSV", None), ("", None), (None, "x.odt")))
def test_no_choice(name: str | None, output: str | None) -> None:
    with pytest.raises(UsageError):
        choose(name, output)
