"""`digest stats`: counts for people, pipes and programs, and as a picture."""

from __future__ import annotations

import json
import pathlib
import sys

import pytest
import said
from entries import NASTY, arxiv_entry, write_records
from running import ROOT, Run

from digestcli.model import Text

SAMPLES = ROOT / "samples"


@pytest.fixture
def archive(digest: Run, tmp_path: pathlib.Path) -> Run:
    """Run with forty days of entries, of which the last ten have a word more."""
    for day in range(1, 41):
        date = f"2026-{1 + day // 29:02}-{1 + day % 28:02}"
        own = {"digest": f"made-{date}", "date": date, "category": "cs.LG" if day % 2 else "hep-th"}
        word = " altermagnet" if day > 30 else ""
        entries = [
            arxiv_entry(
                number, f"26{day:02}.0000{number}", title=Text(en=f"A model{word}"), authors=("Ada Lovelace", f"B{number}"),
                tldr=Text(zh=f"{day}交错磁体" if word else "提出一种模型"), **own,
            )
            for number in (1, 2)
        ]  # fmt: skip
        assert digest("add", write_records(tmp_path / f"{date}.jsonl", entries)).code == 0
    return digest


def _rows(run: Run, *arguments: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for what, *row in run("stats", *arguments).lines():
        found.setdefault(what, []).append(row)
    return found


def test_counts(archive: Run) -> None:
    rows = _rows(archive, "--since", "2026-02-03")
    assert rows["category"] == [["hep-th", "12", "", ""], ["cs.LG", "10", "", ""]]
    everything = _rows(archive)
    assert sum(int(row[1]) for row in everything["day"]) == 80
    assert [row[0] for row in everything["day"]] == sorted(row[0] for row in everything["day"])
    assert everything["author"][0][:2] == ["Ada Lovelace", "80"]
    assert {row[0]: row[1] for row in everything["language"]}["zh"] == "80"
    assert len(_rows(archive, "-n", "1")["author"]) == 1
    assert _rows(archive, "category:cs.LG")["category"] == [["cs.LG", "40", "", ""]]


def test_rising_words(archive: Run) -> None:
    record = json.loads(archive("stats", "--since", "2026-02-04", "--json").out)
    rising = record["rising"]
    assert rising["since"] == "2026-02-04"
    assert rising["entries"] + rising["before"] == 80
    assert {one["word"] for one in rising["words"]} >= {"altermagnet", "交错磁体"}


def test_of_the_samples(digest: Run) -> None:
    digest("add", SAMPLES)
    record = json.loads(digest("stats", "--json").out)
    assert record["entries"] >= record["papers"] > 80
    assert record["categories"]["quant-ph"] > 20
    assert record["repairs"]["pinyin-gloss"] > 5
    assert record["issues"]
    assert set(record) == {
        "entries", "papers", "days", "categories", "authors", "languages", "issues", "repairs", "rising",
    }  # fmt: skip


@pytest.mark.parametrize("width", ("40", "80", "200"))
def test_on_a_terminal(daily: Run, width: str) -> None:
    from rich.cells import cell_len

    ran = daily("stats", terminal=True, COLUMNS=width, NO_COLOR="1")
    assert (ran.code, ran.err) == (0, "")
    shown = ran.out.split("\n")
    assert shown[0] == "66 papers in 66 entries"
    assert max(map(cell_len, shown)) <= int(width)
    assert any(line.split()[:2] == ["quant-ph", "24"] for line in shown)
    assert "█" in ran.out


def test_its_headings_are_chinese_where_a_person_reads_chinese(archive: Run) -> None:
    for arguments in ((), ("--since", "2026-01-02", "category:cs.LG")):
        shown = archive("--ui", "zh", "stats", *arguments, terminal=True, NO_COLOR="1").out.split("\n")
        headings = [line for line in shown if line and not line.startswith(" ")]
        assert "篇论文，" in headings[0]
        assert [line for line in headings if said.english_in(line)] == []
    narrow = {"terminal": True, "COLUMNS": "40", "NO_COLOR": "1"}
    one_day = archive("--ui", "zh", "stats", "--since", "2026-02-04", **narrow).out
    assert "每天最多" in one_day.replace("\n", "")


def test_an_empty_library(digest: Run) -> None:
    ran = digest("stats")
    assert ran.code == 0
    assert ran.err.startswith("no digests yet")
    assert digest("stats", terminal=True).out == ""


def test_foreign_text_is_only_text(digest: Run, tmp_path: pathlib.Path) -> None:
    entries = [
        arxiv_entry(number, f"2601.{number:05}", authors=(text,), category=text, title=Text(en=text))
        for number, text in enumerate(NASTY, 1)
    ]
    path = write_records(tmp_path / "x.jsonl", entries)
    for terminal in (True, False):
        ran = digest("stats", "--from", path, "-n", "99", terminal=terminal, NO_COLOR="1")
        assert ran.code == 0
        assert "\x1b" not in ran.out
    assert digest("stats", "--from", path, "-f", "svg", "-o", tmp_path / "x.svg").code == 0


@pytest.mark.parametrize("form, begins", (("svg", b"<?xml"), ("png", b"\x89PNG")))
def test_a_picture(daily: Run, tmp_path: pathlib.Path, form: str, begins: bytes) -> None:
    path = tmp_path / f"x.{form}"
    ran = daily("stats", "--format", form, "-o", path)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.endswith(f"a picture in {path}\n")
    assert path.read_bytes().startswith(begins)
    assert daily("stats", "--format", form, "-o", path).code == 73
    assert daily("stats", "--format", form, "-o", path, "--force").code == 0


def test_chinese_labels(digest: Run, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from digestcli.stats import picture

    digest("add", SAMPLES / "bulletin")
    monkeypatch.setattr(picture, "FONTS", ("No Such Font",))
    ran = digest("stats", "-f", "png", "-n", "3", "-o", tmp_path / "x.png")
    assert ran.code == 0
    assert ran.err.startswith("no font with Chinese found, its labels are empty boxes: install one of ")


@pytest.fixture
def without_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)


@pytest.mark.usefixtures("without_matplotlib")
def test_without_matplotlib(daily: Run) -> None:
    ran = daily("stats", "-f", "svg")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "digest: --format svg needs the package matplotlib\n  hint: pip install 'digestcli[plot]'\n"
    )
