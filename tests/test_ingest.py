"""From files to entries: keys and dates, refused files, and a Markdown beside its JSON Lines."""

from __future__ import annotations

import json
import pathlib

import pytest
from conftest import ROOT
from entries import make_entry, write_records

from digestcli.errors import MissingInput, UnknownFormat
from digestcli.ingest import Loaded, Refused, load, load_file
from digestcli.model import Entry, Issue, Text

SAMPLE = ROOT / "samples" / "arxiv-daily" / "2026-01-05.md"
FIELDS = ("tldr", "motivation", "method", "result", "conclusion")
CHINESE = {"tldr": "短", "motivation": "因", "method": "法", "result": "果", "conclusion": "结"}
ENGLISH = {"tldr": "Short", "motivation": "Why", "method": "How", "result": "What", "conclusion": "So"}


def paper(number: int, name: str, texts: dict[str, str], category: str = "cs.LG") -> str:
    return (
        f"### [{number}] [Paper {name}](https://arxiv.org/abs/2601.{name})\n*Ann Author,Bo Writer*\n\n"
        f"Main category: {category}\n\nTL;DR: {texts['tldr']}\n\n\n<details>\n  <summary>Details</summary>\n"
        f"Motivation: {texts['motivation']}\n\nMethod: {texts['method']}\n\nResult: {texts['result']}\n\n"
        f"Conclusion: {texts['conclusion']}\n\nAbstract: Abstract of {name}.\n\n</details>\n"
    )


def markdown(*names: str, texts: dict[str, str] = CHINESE) -> str:
    head = f"<div id=toc></div>\n\n# Table of Contents\n\n- [cs.LG](#cs.LG) [Total: {len(names)}]\n"
    papers = (paper(number, name, texts) for number, name in enumerate(names, 1))
    return head + "\n\n<div id='cs.LG'></div>\n\n# cs.LG [[Back]](#toc)\n\n" + "\n\n".join(papers)


def record(name: str, texts: dict[str, str] | None = CHINESE, **given: object) -> str:
    made: dict[str, object] = {
        "id": f"2601.{name}", "categories": ["cs.LG", "stat.ML", "I.2.7; H.3.3"],
        "pdf": f"https://arxiv.org/pdf/2601.{name}", "abs": f"https://arxiv.org/abs/2601.{name}",
        "authors": ["Ann Author", "Bo Writer"], "title": f"Paper {name}", "comment": "9 pages",
        "summary": f"Abstract of {name}.",
    }  # fmt: skip
    return json.dumps(made | ({"AI": texts} if texts else {}) | given) + "\n"


def write(folder: pathlib.Path, **files: str) -> pathlib.Path:
    """Write files, named by key: `day.md`, or `day` and a language for the JSON Lines."""
    for name, text in files.items():
        (folder / _NAMES[name]).write_text(text, encoding="utf-8", newline="")
    return folder


_NAMES = {
    "md": "2026-01-22.md", "raw": "2026-01-22.jsonl", "zh": "2026-01-22_AI_enhanced_Chinese.jsonl",
    "en": "2026-01-22_AI_enhanced_English.jsonl", "unnamed": "2026-01-22_AI_enhanced_.jsonl",
    "other": "2026-01-23.jsonl",
}  # fmt: skip


def one(folder: pathlib.Path) -> Loaded:
    (loaded,) = load([str(folder)])
    assert isinstance(loaded, Loaded)
    return loaded


def ids(loaded: Loaded) -> list[tuple[int, str]]:
    return [(entry.number, entry.id.removeprefix("arxiv:2601.")) for entry in loaded.entries]


def codes(loaded: Loaded) -> list[str]:
    return [issue.code for issue in loaded.digest.issues]


# --- one file


@pytest.mark.parametrize("name, key, date", (
    ("2026-01-22.md", "arxiv-daily-2026-01-22", "2026-01-22"),
    ("digest_20260122_x.md", "arxiv-daily-2026-01-22", "2026-01-22"),
    ("today.md", "arxiv-daily-today", None),
    ("a.b.md", "arxiv-daily-a.b", None),
    ("日报.md", "arxiv-daily-日报", None),
))  # fmt: skip
def test_the_key_of_a_digest(tmp_path: pathlib.Path, name: str, key: str, date: str | None) -> None:
    path = tmp_path / name
    path.write_text(markdown("00001"), encoding="utf-8")
    (loaded,) = load_file(str(path))
    assert (loaded.digest.key, loaded.digest.date, loaded.digest.file) == (key, date, name)
    assert loaded.entries[0].date == date


def test_a_named_reader_is_taken(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("nothing of the kind", encoding="utf-8")
    with pytest.raises(UnknownFormat):
        load_file(str(path))
    (loaded,) = load_file(str(path), reader="arxiv-daily")
    assert (loaded.digest.reader, loaded.entries, codes(loaded)) == ("arxiv-daily", (), ["no-entries"])


def test_the_fingerprint_is_of_the_text(tmp_path: pathlib.Path) -> None:
    prints = set()
    for at, data in enumerate(
        (markdown("00001"), "\ufeff" + markdown("00001"), markdown("00001").replace("\n", "\r\n"))
    ):
        path = tmp_path / f"{at}.md"
        path.write_text(data, encoding="utf-8", newline="")
        prints.add(load_file(str(path))[0].fingerprint)
    assert len(prints) == 1


def test_the_original_is_kept_where_lines_are_of_it(tmp_path: pathlib.Path) -> None:
    """An export of many digests would otherwise be kept whole with each of them."""
    entries = [make_entry(number, digest=f"made-2026-01-{number:02}") for number in (1, 2, 3)]
    path = write_records(tmp_path / "x.jsonl", entries)
    assert [loaded.original for loaded in load_file(str(path))] == ["", "", ""]
    (sample,) = load_file(str(SAMPLE))
    assert sample.original == SAMPLE.read_text(encoding="utf-8")


def test_issues_of_the_source_stand_with_the_digest(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(markdown("00001").encode("gb18030"))
    (loaded,) = load_file(str(path))
    assert codes(loaded) == ["encoding"]
    (loaded,) = load_file(str(path), encoding="gb18030")
    assert codes(loaded) == []
    assert loaded.entries[0].tldr.zh == "短"


def test_one_bad_file_does_not_stop_the_rest(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.md").write_text("nothing of the kind", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "c.md").write_text(markdown("00001"), encoding="utf-8")
    (tmp_path / "d.yaml").write_text("- title: [\n", encoding="utf-8")
    found = list(load([str(tmp_path)]))
    assert [type(item) for item in found] == [Refused, Refused, Loaded, Refused]
    assert {item.error.exit_code for item in found if isinstance(item, Refused)} == {65}


def test_a_path_that_is_not_there_stops(tmp_path: pathlib.Path) -> None:
    with pytest.raises(MissingInput):
        list(load([str(SAMPLE), str(tmp_path / "nowhere")]))


def test_a_file_named_twice_is_read_once(tmp_path: pathlib.Path) -> None:
    write(tmp_path, md=markdown("00001"), zh=record("00001"))
    paths = [
        str(tmp_path),
        str(tmp_path / _NAMES["md"]),
        str(tmp_path / _NAMES["zh"]),
        f"{tmp_path}/./{_NAMES['zh']}",
    ]
    (loaded,) = load(paths)
    assert isinstance(loaded, Loaded)
    assert (ids(loaded), codes(loaded)) == ([(1, "00001")], [])


# --- pairs


@pytest.mark.parametrize("language", ("zh", "unnamed", "raw"))
def test_a_markdown_and_its_records_are_one_digest(tmp_path: pathlib.Path, language: str) -> None:
    """Numbers and order come from the Markdown, categories, comment, links from the records."""
    records = "".join(record(name, None if language == "raw" else CHINESE, code_url=f"https://github.com/x/{name}")
                      for name in ("00002", "00001"))  # fmt: skip
    write(tmp_path, md=markdown("00001", "00002"), **{language: records})
    loaded = one(tmp_path)
    assert (loaded.path, loaded.digest.key) == (str(tmp_path / _NAMES["md"]), "arxiv-daily-2026-01-22")
    assert (ids(loaded), codes(loaded)) == ([(1, "00001"), (2, "00002")], [])
    for entry, name in zip(loaded.entries, ("00001", "00002"), strict=True):
        assert (entry.category, entry.categories) == ("cs.LG", ("cs.LG", "stat.ML", "I.2.7; H.3.3"))
        assert (entry.comment, entry.pdf, entry.code) == (
            "9 pages", f"https://arxiv.org/pdf/2601.{name}", f"https://github.com/x/{name}"
        )  # fmt: skip
        assert {field: getattr(entry, field).zh for field in FIELDS} == CHINESE
        assert (entry.source.file, entry.source.reader) == ("2026-01-22.md", "arxiv-daily")
        assert (entry.digest, entry.date, entry.script) == ("arxiv-daily-2026-01-22", "2026-01-22", "Hans")
        assert not entry.issues


@pytest.mark.parametrize(
    "summary, script", (("這個", "mixed"), ("这个", "Hans"), ("天", "Hans"), ("Short", "Hans"))
)
def test_a_pair_in_two_scripts(tmp_path: pathlib.Path, summary: str, script: str) -> None:
    text = markdown("00001", texts=dict.fromkeys(FIELDS, summary))
    write(tmp_path, md=text, zh=record("00001", dict.fromkeys(FIELDS, "这个")))
    assert one(tmp_path).entries[0].script == script


def test_both_files_given_are_one_digest_too(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, md=markdown("00001"), zh=record("00001"))
    monkeypatch.chdir(tmp_path)
    for paths in ((_NAMES["zh"], _NAMES["md"]), (_NAMES["md"], str(tmp_path / _NAMES["zh"]))):
        (loaded,) = load(paths)
        assert isinstance(loaded, Loaded)
        assert loaded.entries[0].comment == "9 pages"


def test_a_file_given_alone_is_read_alone(tmp_path: pathlib.Path) -> None:
    write(tmp_path, md=markdown("00001"), zh=record("00001"))
    (alone,) = load([str(tmp_path / _NAMES["md"])])
    (records,) = load([str(tmp_path / _NAMES["zh"])])
    assert isinstance(alone, Loaded)
    assert isinstance(records, Loaded)
    assert (alone.entries[0].comment, alone.entries[0].categories) == (None, ("cs.LG",))
    assert records.digest.key == "arxiv-jsonl-2026-01-22"


def test_only_files_of_one_name_are_a_pair(tmp_path: pathlib.Path) -> None:
    write(tmp_path, md=markdown("00001"), other=record("00001"))
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub", zh=record("00001"))
    found = [item for item in load([str(tmp_path)]) if isinstance(item, Loaded)]
    assert [(item.digest.reader, item.digest.date) for item in found] == [
        ("arxiv-daily", "2026-01-22"), ("arxiv-jsonl", "2026-01-23"), ("arxiv-jsonl", "2026-01-22")
    ]  # fmt: skip


def test_two_languages_beside_one_markdown(tmp_path: pathlib.Path) -> None:
    write(
        tmp_path,
        md=markdown("00001"),
        zh=record("00001"),
        en=record("00001", ENGLISH),
        raw=record("00001", None),
    )
    loaded = one(tmp_path)
    (entry,) = loaded.entries
    assert {name: getattr(entry, name).zh for name in FIELDS} == CHINESE
    assert {name: getattr(entry, name).en for name in FIELDS} == ENGLISH
    assert (entry.abstract.en, entry.issues, codes(loaded)) == ("Abstract of 00001.", (), [])


def test_an_empty_companion_is_nothing(tmp_path: pathlib.Path) -> None:
    write(tmp_path, md=markdown("00001"), zh="")
    assert (ids(one(tmp_path)), codes(one(tmp_path))) == ([(1, "00001")], [])


def test_an_empty_file_alone_is_refused(tmp_path: pathlib.Path) -> None:
    write(tmp_path, zh="")
    (refused,) = load([str(tmp_path)])
    assert isinstance(refused, Refused)
    assert refused.error.message.endswith("an empty file")


@pytest.mark.parametrize("companion", ("nothing of the kind", "%PDF-1.7", "{\n", "\x00"))
def test_an_unreadable_companion_keeps_the_markdown(tmp_path: pathlib.Path, companion: str) -> None:
    write(tmp_path, md=markdown("00001"), zh=companion)
    loaded, refused = load([str(tmp_path)])
    assert isinstance(loaded, Loaded)
    assert isinstance(refused, Refused)
    assert (ids(loaded), refused.path) == ([(1, "00001")], str(tmp_path / _NAMES["zh"]))


def test_a_malformed_line_in_a_companion(tmp_path: pathlib.Path) -> None:
    write(
        tmp_path,
        md=markdown("00001", "00002", "00003"),
        zh=record("00001") + record("00002")[:-50] + "\n" + record("00003"),
    )
    loaded = one(tmp_path)
    assert (ids(loaded), codes(loaded)) == ([(1, "00001"), (2, "00002"), (3, "00003")], ["malformed-json"])
    assert [entry.comment for entry in loaded.entries] == ["9 pages", None, "9 pages"]


def test_a_companion_that_another_reader_claims_is_a_digest_of_its_own(tmp_path: pathlib.Path) -> None:
    """An export of digest itself may bear the name of a raw listing."""
    write(tmp_path, md=markdown("00001"))
    write_records(tmp_path / _NAMES["raw"], [make_entry(1), make_entry(2)])
    found = [item for item in load([str(tmp_path)]) if isinstance(item, Loaded)]
    assert [(item.digest.key, len(item.entries)) for item in found] == [
        ("arxiv-daily-2026-01-22", 1), ("made-2026-01-22", 2)
    ]  # fmt: skip


def test_a_named_reader_is_for_the_markdown_only(tmp_path: pathlib.Path) -> None:
    write(tmp_path, md=markdown("00001"), zh=record("00001"))
    (loaded,) = load([str(tmp_path)], reader="arxiv-daily")
    assert isinstance(loaded, Loaded)
    assert loaded.entries[0].comment == "9 pages"


def test_a_markdown_no_one_reads_leaves_its_companion_alone(tmp_path: pathlib.Path) -> None:
    write(tmp_path, md="nothing of the kind", zh=record("00001"))
    refused, loaded = load([str(tmp_path)])
    assert isinstance(refused, Refused)
    assert isinstance(loaded, Loaded)
    assert loaded.digest.reader == "arxiv-jsonl"


def test_a_paper_only_in_the_records_is_appended_and_told(tmp_path: pathlib.Path) -> None:
    write(tmp_path, md=markdown("00001"), zh=record("00001") + record("00002"))
    loaded = one(tmp_path)
    assert ids(loaded) == [(1, "00001"), (2, "00002")]
    (issue,) = loaded.digest.issues
    assert issue == ("not-in-markdown", f"arxiv:2601.00002 stands only in {_NAMES['zh']}", 2)
    assert {entry.digest for entry in loaded.entries} == {"arxiv-daily-2026-01-22"}


def test_a_paper_only_in_the_raw_listing_was_left_out_on_purpose(tmp_path: pathlib.Path) -> None:
    write(tmp_path, md=markdown("00001"), raw=record("00001", None) + record("00002", None))
    assert (ids(one(tmp_path)), codes(one(tmp_path))) == ([(1, "00001")], [])


def test_a_paper_only_in_the_markdown_stays(tmp_path: pathlib.Path) -> None:
    write(tmp_path, md=markdown("00001", "00002"), zh=record("00002"))
    loaded = one(tmp_path)
    assert [(entry.number, entry.comment) for entry in loaded.entries] == [(1, None), (2, "9 pages")]


def test_repeated_papers_are_matched_in_order(tmp_path: pathlib.Path) -> None:
    write(tmp_path, md=markdown("00001", "00001", "00002"),
          zh=record("00001", comment="first") + record("00001", comment="second") + record("00002"))  # fmt: skip
    loaded = one(tmp_path)
    assert [entry.comment for entry in loaded.entries] == ["first", "second", "9 pages"]
    assert codes(loaded) == []


def test_a_paper_repeated_in_the_records_only(tmp_path: pathlib.Path) -> None:
    write(
        tmp_path,
        md=markdown("00001"),
        zh=record("00001", comment="first") + record("00001", comment="second"),
    )
    loaded = one(tmp_path)
    assert [(entry.number, entry.comment) for entry in loaded.entries] == [(1, "first")]
    (issue,) = loaded.digest.issues
    assert issue == ("repeated-entry", f"arxiv:2601.00001 stands again in {_NAMES['zh']}", 2)


def test_placeholders_of_both_are_told_once(tmp_path: pathlib.Path) -> None:
    failed = dict.fromkeys(FIELDS, "Error")
    write(tmp_path, md=markdown("00001", texts=failed), zh=record("00001", failed))
    (entry,) = one(tmp_path).entries
    assert [issue.code for issue in entry.issues] == ["placeholder"] * 5
    assert not any(getattr(entry, name) for name in FIELDS)


def test_records_fill_what_failed_in_the_markdown(tmp_path: pathlib.Path) -> None:
    write(tmp_path, md=markdown("00001", texts=dict.fromkeys(FIELDS, "Error")), zh=record("00001"))
    (entry,) = one(tmp_path).entries
    assert {name: getattr(entry, name).zh for name in FIELDS} == CHINESE


def test_the_fingerprint_of_a_pair_tells_both(tmp_path: pathlib.Path) -> None:
    write(tmp_path, md=markdown("00001"), zh=record("00001"))
    before = one(tmp_path).fingerprint
    assert one(tmp_path).fingerprint == before
    write(tmp_path, zh=record("00001", comment="new"))
    assert one(tmp_path).fingerprint != before


# --- real pairs


def test_a_summary_in_english_among_chinese_is_told_with_its_line(tmp_path: pathlib.Path) -> None:
    text = markdown("00001", "00002", "00003").replace("TL;DR: 短", "TL;DR: Short", 1)
    folder = write(tmp_path, md=text)
    (loaded,) = load_file(str(folder / "2026-01-22.md"))
    line = text[: text.index("TL;DR: Short")].count("\n") + 1
    noted = Issue("language-mismatch", "tldr is in en, but in zh in most entries", line)
    assert [entry.issues for entry in loaded.entries] == [(noted,), (), ()]
    assert loaded.entries[0].tldr == Text(en="Short")


def test_a_list_written_by_hand_may_mix_languages(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "list.yaml"
    entries = "".join(f"- {{title: T, tldr: {tldr}}}\n" for tldr in ("量子", "计算", "Short"))
    path.write_text("entries:\n" + entries, encoding="utf-8")
    (loaded,) = load_file(str(path))
    assert not any(entry.issues for entry in loaded.entries)


def test_real_pairs(corpus: pathlib.Path) -> None:
    folder = corpus / "corpus" / "arxiv-daily"
    found = [item for item in load([str(folder)]) if isinstance(item, Loaded)]
    assert len(found) == len(list(folder.glob("*.md")))
    for loaded in found:
        (alone,) = load_file(loaded.path)
        assert (ids(loaded), codes(loaded)) == (ids(alone), [])
        (path,) = folder.glob(pathlib.Path(loaded.path).stem + "_AI_enhanced_*.jsonl")
        with open(path, encoding="utf-8", newline="") as file:
            records = {
                f"arxiv:{one['id']}": one
                for one in map(json.loads, filter(str.strip, file.read().split("\n")))
            }
        for entry, other in zip(loaded.entries, alone.entries, strict=True):
            check_completed(entry, other, records[entry.id])


def check_completed(entry: Entry, alone: Entry, record: dict[str, object]) -> None:
    assert (entry.title, entry.abstract, entry.authors) == (alone.title, alone.abstract, alone.authors)
    assert [getattr(entry, name) for name in FIELDS] == [getattr(alone, name) for name in FIELDS]
    assert list(entry.categories) == record["categories"]
    assert (entry.comment, entry.pdf, entry.code) == (
        record["comment"],
        record["pdf"],
        record.get("code_url"),
    )
    assert entry.issues == alone.issues
    assert entry.source == alone.source
