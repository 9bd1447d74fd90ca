"""RIS as rispy and bibutils read it, and its lines as the format demands them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence

import pytest
import rispy
from entries import arxiv_entry, demanding_entries, make_entry

from digestcli.model import Entry, Text
from digestcli.writers.base import Options
from digestcli.writers.ris import WRITER


def _written(entries: Sequence[Entry]) -> str:
    stream = io.StringIO(newline="")
    assert WRITER.write(entries, stream, Options()) == len(entries)
    return stream.getvalue()


@pytest.mark.parametrize("which", ("demanding", "real"))
def test_rispy_reads_every_entry(which: str, request: pytest.FixtureRequest) -> None:
    entries = demanding_entries() if which == "demanding" else request.getfixturevalue("real_entries")
    found = rispy.loads(_written(entries))
    assert [len(one.get("authors", [])) for one in found] == [len(entry.authors) for entry in entries]
    assert not [one for one in found if "unknown_tag" in one]
    assert len({one["id"] for one in found}) == len(entries)
    if which == "real":
        assert (len(found), sum(len(one.get("authors", [])) for one in found)) == (739, 3384)


@pytest.mark.skipif(not shutil.which("ris2xml"), reason="bibutils is not installed")
def test_bibutils_agrees(real_entries: list[Entry]) -> None:
    done = subprocess.run(
        ["ris2xml"], input=_written(real_entries), capture_output=True, encoding="utf-8", check=True
    )
    assert (done.stdout.count("<mods "), done.stdout.count('type="text">author<')) == (739, 3384)
    assert "recognize" not in done.stderr
    unused = re.findall(r"^ris2xml: +'(\w+)', '", done.stderr, re.MULTILINE)
    assert set(unused) == {"TITLE"}  # TT, which MODS has no place for
    assert done.stderr.endswith("Processed 739 references.\n")


def test_lines_are_strict() -> None:
    text = _written(demanding_entries())
    assert "\n" not in text.replace("\r\n", "")
    for record in text.split("\r\n\r\n")[:-1]:
        lines = record.split("\r\n")
        assert re.fullmatch("TY  - [A-Z]+", lines[0])
        assert lines[-1] == "ER  - "
        assert all(re.match("[A-Z][A-Z0-9]  - .", line) for line in lines[:-1])
        assert [line[:2] for line in lines].count("TY") == 1


def test_a_bilingual_preprint() -> None:
    entry = arxiv_entry(
        47, "2601.14263", title=Text(en="On Noise", zh="论"), authors=("Farid van der Mei", "王玮珏", "ATLAS Collaboration",
        "Robert Jones, Jr."), authors_complete=False, category="cs.LG", abstract=Text(en="One.\n\nTwo."), tldr=Text(zh="总结"),
    )  # fmt: skip
    assert _written([entry]).split("\r\n") == [
        "TY  - UNPB", "ID  - mei2026noise", "TI  - On Noise", "TT  - 论", "AU  - van der Mei, Farid", "AU  - 王, 玮珏",
        "AU  - ATLAS Collaboration,", "AU  - Jones, Robert, Jr.", "PY  - 2026", "DA  - 2026/01//", "PB  - arXiv",
        "AN  - arXiv:2601.14263", "DO  - 10.48550/arXiv.2601.14263", "UR  - https://arxiv.org/abs/2601.14263",
        "LA  - en", "KW  - cs.LG", "AB  - One. Two.", "N1  - 总结", "N1  - The list of authors is not complete.",
        "ER  - ", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "lines"),
    (
        (make_entry(venue="Nature 652 (8110)", authors=("A Bee",)), ("TY  - JOUR", "JF  - Nature", "VL  - 652", "IS  - 8110", "DA  - 2026/01/22/")),
        (make_entry(venue="NeurIPS 2025", authors=("A Bee",), date="2025"), ("TY  - CONF", "T2  - NeurIPS 2025", "DA  - 2025///")),
        (make_entry(url="https://example.org", script="Hant", title=Text(zh="論")), ("TY  - ELEC", "LA  - zh-Hant")),
        (make_entry(date=None), ("TY  - GEN",)),
    ),
)  # fmt: skip
def test_types(entry: Entry, lines: tuple[str, ...]) -> None:
    found = _written([entry]).split("\r\n")
    assert set(lines) <= set(found)


def test_golden(sample_entries: list[Entry], golden: Callable[[str, str], None]) -> None:
    chosen = [
        entry
        for entry in sample_entries
        if entry.digest.startswith(("journal", "records", "bulletin", "article"))
    ]
    golden("samples.ris", _written(chosen))
