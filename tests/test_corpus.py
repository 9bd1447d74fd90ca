"""The real documents, whole: the four seeds and every file of the corpus, through the whole road."""

from __future__ import annotations

import csv
import io
import json
import pathlib
import subprocess
import sys
from collections import Counter

import pytest
from entries import READ_BACK

from digestcli.ingest import Loaded, Refused, load, load_file
from digestcli.model import Entry
from digestcli.record import to_record
from digestcli.rows import COLUMNS, to_row
from digestcli.text.placeholders import is_placeholder
from digestcli.writers import WRITERS
from digestcli.writers.base import Options, Writer

FIELDS = ("tldr", "motivation", "method", "result", "conclusion", "abstract")
COUNTS = {
    "70asunflower_2026-06-15_english-scored.md": ("arxiv-daily", 13),
    "Straw674_2025-05-05_background-data.md": ("arxiv-daily", 5),
    "dw-dengwei_2025-03-21_v1-task.md": ("arxiv-daily", 45),
    "2605.15202v1.md": ("labelled", 1),
    "Straw674_2026-04-27_toc-by-topic.md": ("labelled", 27),
    "junle-chen_2025-10-15_trajectory.md": ("labelled", 28),
    "xmkxabc_2025-06-08_fields-as-h2.md": ("labelled", 8),
    "xmkxabc_2025-06-08_plain-lines.md": ("labelled", 8),
    "ybken_quant-ph_2026-01-02.md": ("labelled", 6),
    "2026-05-19_AI_enhanced_Chinese.json": ("arxiv-jsonl", 1),
    "70asunflower_2026-06-15_english-scored_AI_enhanced_English.jsonl": ("arxiv-jsonl", 13),
    "Straw674_2025-05-05_background-data_AI_enhanced_.jsonl": ("arxiv-jsonl", 5),
    "dw-dengwei_2025-03-21_v1-task_AI_enhanced_Chinese.jsonl": ("arxiv-jsonl", 45),
    "xmkxabc_2025-06-08_fields-as-h2_AI_enhanced_Chinese.jsonl": ("arxiv-jsonl", 8),
    "xmkxabc_2025-06-08_plain-lines_AI_enhanced_Chinese.jsonl": ("arxiv-jsonl", 8),
}


def only(path: pathlib.Path) -> Loaded:
    (loaded,) = load_file(str(path))
    return loaded


def seed(corpus: pathlib.Path, number: str) -> Loaded:
    (path,) = (corpus / "seeds").glob(f"{number}_*")
    return only(path)


def texts(entry: Entry, name: str) -> str | None:
    return getattr(entry, name).first("zh", "en", "ja") or None


def test_every_daily_digest_is_exact_on_every_field(corpus: pathlib.Path) -> None:
    compared = 0
    for markdown in sorted((corpus / "corpus" / "arxiv-daily").glob("*.md")):
        (records,) = markdown.parent.glob(markdown.stem + "_AI_enhanced_*.jsonl")
        command = [sys.executable, str(corpus / "tools" / "truth.py"), str(markdown), str(records)]
        done = subprocess.run(
            command, capture_output=True, check=True, encoding="utf-8", env={"PYTHONUTF8": "1"}
        )
        loaded = only(markdown)
        expected = json.loads(done.stdout)
        assert len(loaded.entries) == len(expected)
        assert not loaded.digest.issues
        for entry, wanted in zip(loaded.entries, expected, strict=True):
            assert (entry.number, entry.category, entry.title.first("en")) == (
                wanted["number"],
                wanted["category"],
                wanted["title"],
            )
            assert (list(entry.authors), entry.url) == (wanted["authors"], wanted["url"])
            for name in FIELDS:
                assert texts(entry, name) == (None if is_placeholder(wanted[name]) else wanted[name])
                compared += 1
    print(f"{compared} fields of daily digests compared")
    assert compared > 2_500


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_every_dialect(corpus: pathlib.Path, name: str) -> None:
    loaded = only(corpus / "corpus" / "dialects" / name)
    assert (loaded.digest.reader, len(loaded.entries)) == COUNTS[name]
    assert not loaded.digest.issues
    for entry in loaded.entries:
        assert entry.title
        assert entry.identifiers.get("arxiv") or "plain-lines" in name


def test_dialect_beside_its_records(corpus: pathlib.Path) -> None:
    """A Markdown digest and its JSON Lines agree wherever both have a text."""
    for markdown in sorted((corpus / "corpus" / "dialects").glob("*.md")):
        for records in markdown.parent.glob(markdown.stem + "_AI_enhanced_*.jsonl"):
            alone, other = only(markdown), only(records)
            (joined,) = load([str(markdown), str(records)])
            assert isinstance(joined, Loaded)
            assert len(joined.entries) == len(alone.entries)
            assert [entry.number for entry in joined.entries] == [entry.number for entry in alone.entries]
            by_title = {entry.title.first("en"): entry for entry in other.entries}
            for entry in joined.entries:
                record = by_title[entry.title.first("en")]
                assert (entry.authors, entry.categories, entry.pdf) == (
                    record.authors,
                    record.categories,
                    record.pdf,
                )


def test_seed_000_six_papers_in_five_subjects(corpus: pathlib.Path) -> None:
    loaded = seed(corpus, "000")
    assert (loaded.digest.reader, loaded.digest.date) == ("journal-weekly", "2026-04-16")
    assert [(entry.category_label.en, entry.category_label.zh) for entry in loaded.entries] == [
        ("Artificial Intelligence", "人工智能"),
        ("Physics", "物理学"),
        ("Materials Science", "材料科学"),
        ("Chemistry", "化学"),
        ("Chemistry", "化学"),
        ("Earth Science", "地球科学"),
    ]
    for entry in loaded.entries:
        assert all((entry.title.zh, entry.title.en, entry.abstract.zh, entry.abstract.en))
        assert entry.identifiers["doi"].startswith("10.1038/s41586-026-")
        assert entry.venue == "Nature 652 (8110)"
    assert [(len(entry.authors), entry.authors_complete) for entry in loaded.entries] == [(6, False)] * 5 + [
        (2, True)
    ]


def test_seed_001_sixteen_items_in_three_sections(corpus: pathlib.Path) -> None:
    loaded = seed(corpus, "001")
    assert loaded.digest.reader == "bulletin"
    assert not loaded.digest.issues
    assert Counter(entry.category for entry in loaded.entries) == {
        "战略规划": 5,
        "项目资助": 4,
        "研究进展": 7,
    }
    references = [ref for entry in loaded.entries for ref in entry.references]
    assert [ref.marker for ref in references] == [str(number) for number in range(1, 17)]
    for ref in references:
        assert ref.title
        assert (ref.url or "").startswith("https://")
        assert " " not in (ref.url or "")
    assert all(entry.kind == "news" and entry.body.zh and not entry.issues for entry in loaded.entries)
    assert [entry.authors for entry in loaded.entries][1:5] == [
        ("黄健",),
        ("万勇",),
        ("冯瑞华",),
        ("国家纳米科学中心",),
    ]


def test_seed_002_one_article(corpus: pathlib.Path) -> None:
    (entry,) = seed(corpus, "002").entries
    assert (entry.kind, entry.authors, entry.script) == ("article", ("袁嵐峰",), "Hant")
    assert len(entry.references) == 8
    assert entry.references[6].identifiers == {"doi": "10.1103/PhysRevLett.134.176503"}
    assert entry.references[7].identifiers["arxiv"] == "2503.11756"
    assert entry.extra["paper_title_en"].startswith("A multi-resolution systematically improvable")
    assert [issue.code for issue in entry.issues] == ["inferred-title"]
    assert "網易" not in (entry.body.zh or "")


def test_seed_003_a_day_of_papers(corpus: pathlib.Path) -> None:
    loaded = seed(corpus, "003")
    assert Counter(entry.category for entry in loaded.entries) == {
        "physics.comp-ph": 2,
        "gr-qc": 10,
        "quant-ph": 34,
        "cs.LG": 73,
    }
    assert [entry.number for entry in loaded.entries] == list(range(1, 120))
    assert not loaded.digest.issues
    assert not any(entry.issues for entry in loaded.entries)
    assert loaded.entries[46].title.en == (
        "Call2Instruct: Automated Pipeline for Generating Q&A Datasets from Call Center Recordings for LLM"
        " Fine-Tuning"
    )


def test_nothing_is_refused_and_each_file_has_one_reader(corpus: pathlib.Path) -> None:
    items = list(load([str(corpus / "seeds"), str(corpus / "corpus")]))
    assert [item.path for item in items if isinstance(item, Refused)] == []
    readers = Counter(item.digest.reader for item in items if isinstance(item, Loaded))
    assert readers == {
        "arxiv-daily": 12,
        "arxiv-jsonl": 1,
        "labelled": 6,
        "journal-weekly": 6,
        "bulletin": 1,
        "article": 7,
    }


@pytest.mark.parametrize("writer", READ_BACK, ids=lambda writer: writer.name)
def test_exports_of_the_corpus_read_back_equal(
    real_digests: list[Loaded], tmp_path: pathlib.Path, writer: Writer
) -> None:
    entries = [entry for one in real_digests for entry in one.entries]
    stream = io.StringIO(newline="")
    count = writer.write(entries, stream, Options())
    path = tmp_path / f"all{writer.suffixes[0]}"
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")
    again = [entry for loaded in load_file(str(path)) for entry in loaded.entries]
    assert count == len(entries) == len(again)
    waiting: dict[tuple[str, str, int], list[Entry]] = {}  # two digests of one date have one key here
    for entry in again:
        waiting.setdefault((entry.digest, entry.id, entry.number), []).append(entry)
    for entry in entries:
        other = waiting[entry.digest, entry.id, entry.number].pop(0)
        if writer.name in ("csv", "tsv"):
            assert to_row(other, COLUMNS) == to_row(entry, COLUMNS)
        else:
            assert to_record(other) == to_record(entry)


def test_csv_has_a_row_for_each_entry(corpus: pathlib.Path) -> None:
    loaded = seed(corpus, "003")
    stream = io.StringIO(newline="")
    WRITERS[0].write(loaded.entries, stream, Options())
    rows = list(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))
    assert [int(row["number"]) for row in rows] == list(range(1, 120))
    assert stream.getvalue().count("\r\n") == 120
