"""BibTeX, and what BibLaTeX has in common with it, as pybtex and bibtexparser read them."""

from __future__ import annotations

import io
import logging
import shutil
import subprocess
from collections.abc import Callable, Sequence

import pybtex.database
import pybtex.errors
import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from entries import arxiv_entry, demanding_entries, make_entry

from digestcli.model import Entry, Text
from digestcli.writers import biblatex, bibtex
from digestcli.writers.base import Options, Writer

both = pytest.mark.parametrize("writer", (bibtex.WRITER, biblatex.WRITER), ids=lambda writer: writer.name)


def written(writer: Writer, entries: Sequence[Entry]) -> str:
    stream = io.StringIO(newline="")
    assert writer.write(entries, stream, Options()) == len(entries)
    return stream.getvalue()


def by_pybtex(text: str) -> list[int]:
    """Return how many persons each entry has for pybtex, which is told to fail on any warning."""
    pybtex.errors.set_strict_mode(enable=True)
    found = pybtex.database.parse_string(text, "bibtex").entries.values()
    return [sum(str(one) != "others" for one in entry.persons.get("author", [])) for entry in found]


def by_bibtexparser(text: str) -> list[int]:
    """Return how many persons each entry has for bibtexparser."""
    library = parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    assert library.failed_blocks == []
    assert len({entry.key for entry in library.entries}) == len(library.entries)
    fields = (entry.get("author") for entry in library.entries)
    return [sum(one.last != ["others"] for one in field.value) if field else 0 for field in fields]


parsers = pytest.mark.parametrize("count", (by_pybtex, by_bibtexparser))


@both
@parsers
def test_demanding_entries(
    writer: Writer, count: Callable[[str], list[int]], caplog: pytest.LogCaptureFixture
) -> None:
    entries = demanding_entries()
    assert count(written(writer, entries)) == [len(entry.authors) for entry in entries]
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@both
@parsers
def test_every_author_of_the_real_documents(
    writer: Writer,
    count: Callable[[str], list[int]],
    real_entries: list[Entry],
    caplog: pytest.LogCaptureFixture,
) -> None:
    persons = count(written(writer, real_entries))
    assert persons == [len(entry.authors) for entry in real_entries]
    assert (len(persons), sum(persons)) == (739, 3384)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.skipif(not shutil.which("bib2xml"), reason="bibutils is not installed")
@both
def test_bibutils_agrees(writer: Writer, sample_entries: list[Entry]) -> None:
    done = subprocess.run(
        ["bib2xml"], input=written(writer, sample_entries), capture_output=True, encoding="utf-8", check=True
    )
    lists_that_go_on = sum(not entry.authors_complete for entry in sample_entries)
    persons = sum(len(entry.authors) for entry in sample_entries) + lists_that_go_on
    assert done.stdout.count('type="text">author<') == persons
    assert done.stderr == f"bib2xml: Processed {len(sample_entries)} references.\n"


@both
def test_golden(writer: Writer, sample_entries: list[Entry], golden: Callable[[str, str], None]) -> None:
    chosen = [
        entry
        for entry in sample_entries
        if entry.digest.startswith(("journal", "records", "bulletin", "article"))
    ]
    golden(f"samples.{writer.name}.bib", written(writer, chosen))


def test_a_preprint() -> None:
    entry = arxiv_entry(
        47, "2601.14263", title=Text(en="Call2Instruct: Q&A", zh="呼叫"), authors=("Alex Echeverria",), category="cs.LG",
        tldr=Text(zh="总结"), comment="3 pages",
    )  # fmt: skip
    assert written(bibtex.WRITER, [entry]) == (
        "@misc{echeverria2026call2instruct,\n"
        "  title = {{Call2Instruct}: Q\\&{A}},\n"
        "  author = {Echeverria, Alex},\n"
        "  year = {2026},\n"
        "  month = jan,\n"
        "  eprint = {2601.14263},\n"
        "  archivePrefix = {arXiv},\n"
        "  primaryClass = {cs.LG},\n"
        "  doi = {10.48550/arXiv.2601.14263},\n"
        "  url = {https://arxiv.org/abs/2601.14263},\n"
        "  langid = {english},\n"
        "  note = {呼叫},\n"
        "  keywords = {cs.LG},\n"
        "  annote = {总结 Comment: 3 pages},\n"
        "}\n"
    )


def test_a_paper_of_a_journal() -> None:
    entry = make_entry(venue="Nature 652 (8110)", authors=("A Bee",), identifiers={"doi": "10.1038/x_1"})
    text = written(bibtex.WRITER, [entry])
    assert text.startswith("@article{bee2026title,\n")
    for line in (
        "journal = {Nature}",
        "volume = {652}",
        "number = {8110}",
        "year = {2026}",
        "doi = {10.1038/x_1}",
    ):
        assert f"  {line},\n" in text


@both
def test_entries_are_apart_and_values_on_one_line(writer: Writer) -> None:
    entries = [make_entry(number, comment="a\nb\n@misc{x,\n}") for number in (1, 2)]
    text = written(writer, entries)
    assert text.count("\n\n@") == 1
    assert text.count("\n@") == 1
    assert "a b @misc\\textbraceleft{}x, \\textbraceright{}" in text
