"""BibLaTeX as biber reads it: its data model, its persons, its dates."""

from __future__ import annotations

import io
import pathlib
import re
import shutil
import subprocess
from collections.abc import Sequence

import pytest
from entries import arxiv_entry, demanding_entries, make_entry

from digestcli.model import Entry, Text
from digestcli.writers.base import Options
from digestcli.writers.biblatex import WRITER


def _written(entries: Sequence[Entry]) -> str:
    stream = io.StringIO(newline="")
    WRITER.write(entries, stream, Options())
    return stream.getvalue()


def _by_biber(text: str, folder: pathlib.Path) -> tuple[list[str], int, int]:
    """Return what biber has to complain of, its entries and its persons."""
    (folder / "x.bib").write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["biber", "--tool", "--validate-datamodel", "--output-format=biblatexml", "--no-bltxml-schema", "-O", "out.xml", "x.bib"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )  # fmt: skip
    complaints = re.findall("^(?:WARN|ERROR).*", done.stdout, re.MULTILINE)
    parsed = (folder / "out.xml").read_text(encoding="utf-8")
    persons = len(re.findall(r"<bltx:name[ >]", parsed))
    return [*complaints, *done.stderr.splitlines()], parsed.count("<bltx:entry "), persons


with_biber = pytest.mark.skipif(not shutil.which("biber"), reason="biber is not installed")


@with_biber
def test_the_samples(sample_entries: list[Entry], tmp_path: pathlib.Path) -> None:
    persons = sum(len(entry.authors) for entry in sample_entries)
    assert _by_biber(_written(sample_entries), tmp_path) == ([], len(sample_entries), persons)


@with_biber
def test_the_real_documents(real_entries: list[Entry], tmp_path: pathlib.Path) -> None:
    assert _by_biber(_written(real_entries), tmp_path) == ([], 739, 3384)


@with_biber
def test_demanding_entries(tmp_path: pathlib.Path) -> None:
    entries = [entry for entry in demanding_entries() if entry.number not in (101, 102)]  # minutes for biber
    persons = sum(len(entry.authors) for entry in entries)
    assert _by_biber(_written(entries), tmp_path) == ([], len(entries), persons)


@pytest.mark.parametrize(
    ("entry", "lines"),
    (
        (
            arxiv_entry(1, "2601.14263", category="cs.LG", title=Text(en="On Noise", zh="题")),
            ("@online{", "date = {2026-01}", "eprinttype = {arxiv}", "eprintclass = {cs.LG}", "titleaddon = {题}"),
        ),
        (make_entry(kind="news", url="https://example.org"), ("@online{", "date = {2026-01-22}")),
        (make_entry(date=None, venue="a blog"), ("@misc{", "date = {XXXX}", "note = {a blog}")),
        (
            make_entry(venue="Nature 652 (8110)", authors=("Wei Liu (刘伟)", "Xu Li")),
            ("@article{", "journaltitle = {Nature}", 'author+an:native = {1="刘伟"}', "author = {Liu, Wei and Li, Xu}"),
        ),
        (
            make_entry(venue="NeurIPS 2025", authors=("A Bee",), date="2025-12"),
            ("@inproceedings{", "booktitle = {NeurIPS 2025}"),
        ),
    ),
)  # fmt: skip
def test_types_and_fields(entry: Entry, lines: tuple[str, ...]) -> None:
    text = _written([entry])
    for line in lines:
        assert line in text
