"""`digest export`: every format, to a pipe, a file or a folder, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import pathlib

import pytest
import yaml
from entries import NASTY, make_entry, nasty_entries, plainly, write_records
from running import DAILY, Run

from digestcli.record import to_record
from digestcli.rows import COLUMNS
from digestcli.writers import values_of


def _rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize("source", ("library", "from"))
def test_the_command_of_the_card(digest: Run, source: str) -> None:
    if source == "library":
        digest("add", DAILY)
    ran = digest("export", "--format", "csv", *(("--from", DAILY) if source == "from" else ()))
    assert (ran.code, ran.err) == (0, "")
    header, *rows = _rows(ran.out)
    assert header == list(COLUMNS)
    assert [row[0] for row in rows] == [str(number) for number in range(1, 67)]
    assert ran.out.count("\r\n") >= 67
    assert rows[46][header.index("title_en")] == "Quantum algorithm for solving linear systems of equations"
    assert rows[46][header.index("source_file")] == "2026-01-05.md"


def test_as_a_program(program: Run) -> None:
    ran = program("export", "--format", "csv", "--from", DAILY)
    assert (ran.code, ran.err) == (0, "")
    assert len(_rows(ran.out)) == 67


@pytest.mark.parametrize("name", ("csv", "tsv", "json", "jsonl", "yaml"))
def test_formats_agree(daily: Run, tmp_path: pathlib.Path, name: str) -> None:
    printed = daily("export", "-f", name, "-c", "hep-th")
    assert (printed.code, printed.err) == (0, "")
    saved = daily("export", "-c", "hep-th", "-o", f"x.{name}")
    assert (saved.code, saved.out, saved.err) == (0, "", f"12 entries in x.{name}\n")
    assert (tmp_path / f"x.{name}").read_bytes() == printed.out.encode()
    text = printed.out
    if name in ("csv", "tsv"):
        numbers = [row[0] for row in _rows(text, "," if name == "csv" else "\t")[1:]]
    elif name == "jsonl":
        numbers = [str(json.loads(line)["number"]) for line in text.split("\n")[:-1]]
    else:
        records = json.loads(text) if name == "json" else yaml.safe_load(text)
        numbers = [str(record["number"]) for record in records]
    assert numbers == [str(number) for number in range(31, 43)]


@pytest.mark.parametrize("name", ("csv", "tsv", "json", "jsonl", "yaml"))
def test_what_was_exported_is_read_back(daily: Run, tmp_path: pathlib.Path, name: str) -> None:
    assert daily("export", "-o", f"x.{name}").code == 0
    first, second = daily("list", "--json"), daily("list", "--json", "--from", f"x.{name}")
    assert (second.code, second.err) == (0, "")
    before, after = json.loads(first.out), json.loads(second.out)
    for record in (*before, *after) if name in ("csv", "tsv") else ():
        record["source"]["reader"] = "records"
        record["source"]["lines"] = record["source"]["lines"][:1]
    assert after == before


def test_columns(daily: Run) -> None:
    ran = daily("export", "--columns", "number, title,doi", "-c", "hep-th")
    assert _rows(ran.out)[0] == ["number", "title", "doi"]
    assert {len(row) for row in _rows(ran.out)} == {3}
    ran = daily("export", "--columns", "number,colour")
    assert (ran.code, ran.out) == (2, "")
    assert "no column 'colour'" in ran.err
    assert daily("export", "--columns", "number", "-f", "tsv", "-d", "latest").out.startswith(
        "number\r\n1\r\n"
    )


@pytest.mark.parametrize("format_", ("json", "jsonl", "yaml"))
@pytest.mark.parametrize("option, more", (("--excel", ()), ("--columns", ("number",))))
def test_an_option_without_use_is_refused(
    daily: Run, format_: str, option: str, more: tuple[str, ...]
) -> None:
    known = "csv, tsv, xlsx" if option == "--columns" else "csv, tsv"
    message = f"digest: {option}: nothing that {format_} knows\n  hint: for {known}\n"
    for target in ((), ("-o", "x")):
        ran = daily("export", "-f", format_, option, *more, *target)
        assert (ran.code, ran.out, ran.err) == (2, "", message)
    assert daily("export", "-o", f"x.{format_}", option, *more).err == message


def test_excel(digest: Run, tmp_path: pathlib.Path) -> None:
    path = write_records(tmp_path / "x.jsonl", [make_entry(comment="=1+1", venue="量子")])
    ran = digest("export", "--from", path, "--excel", "--columns", "comment,venue")
    assert ran.out == "\ufeffcomment,venue\r\n'=1+1,量子\r\n"
    assert digest("export", "--from", path, "--columns", "comment").out == "comment\r\n=1+1\r\n"
    digest("export", "--from", path, "--excel", "-o", "y.csv")
    assert (tmp_path / "y.csv").read_bytes().startswith(b"\xef\xbb\xbfnumber,")


def test_format_is_that_of_the_suffix_unless_named(daily: Run, tmp_path: pathlib.Path) -> None:
    assert daily("export", "-o", "x.JSON", "-c", "hep-th").code == 0
    assert json.loads((tmp_path / "x.JSON").read_text(encoding="utf-8"))
    assert daily("export", "-o", "y.json", "-f", "tsv").code == 0
    assert (tmp_path / "y.json").read_text(encoding="utf-8").startswith("number\tid")
    assert daily("export", "-o", "nosuffix").code == 0
    assert (tmp_path / "nosuffix").read_text(encoding="utf-8").startswith("number,id")
    for arguments in (("-o", "x.odt"), ("-f", "odt"), ("-f", "CSV")):
        assert daily("export", *arguments).code == 2
    assert not (tmp_path / "x.odt").exists()


def test_a_dash_is_standard_output(daily: Run, tmp_path: pathlib.Path) -> None:
    ran = daily("export", "-o", "-", "--columns", "number", "-c", "hep-th")
    assert ran.out.startswith("number\r\n31\r\n")
    assert not (tmp_path / "-").exists()
    assert daily("export", "-o", "-", "--split", "category").code == 2


def test_never_overwrites_unasked(daily: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "x.csv").write_text("mine", encoding="utf-8")
    ran = daily("export", "-o", "x.csv")
    assert (ran.code, ran.out) == (73, "")
    assert ran.err == "digest: x.csv: already there\n  hint: overwrite it with --force\n"
    assert (tmp_path / "x.csv").read_text(encoding="utf-8") == "mine"
    assert daily("export", "-o", "x.csv", "--force").code == 0
    assert (tmp_path / "x.csv").read_text(encoding="utf-8").startswith("number")


@pytest.mark.parametrize("path", ("missing/x.csv", "folder", "file.csv/x.csv"))
def test_where_nothing_can_be_created(daily: Run, tmp_path: pathlib.Path, path: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.csv").touch()
    before = sorted(tmp_path.rglob("*"))
    assert daily("export", "-o", path).code == 73
    assert sorted(tmp_path.rglob("*")) == before


def test_no_half_file_when_writing_fails(
    daily: Run, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("digestcli.writers.csv.row_maker", full)
    before = sorted(tmp_path.rglob("*"))
    ran = daily("export", "-o", "x.csv")
    assert (ran.code, ran.err) == (74, "digest: x.csv: No space left on device\n")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "name, expected",
    (("csv", ",".join(COLUMNS) + "\r\n"), ("tsv", "\t".join(COLUMNS) + "\r\n"), ("json", "[]\n"), ("jsonl", ""),
     ("yaml", "[]\n")),
)  # fmt: skip
def test_an_empty_selection_is_a_valid_file(
    daily: Run, tmp_path: pathlib.Path, name: str, expected: str
) -> None:
    ran = daily("export", "-c", "cs.CV", "-f", name)
    assert ran == (0, expected, "no entry matches\n")
    assert (
        daily("export", "-c", "cs.CV", "-o", f"x.{name}").err == f"no entry matches\n0 entries in x.{name}\n"
    )
    assert (tmp_path / f"x.{name}").read_bytes() == expected.encode()


def test_without_any_digest(digest: Run, tmp_path: pathlib.Path) -> None:
    ran = digest("export", "-f", "jsonl")
    assert (ran.code, ran.out) == (0, "")
    assert "digest add" in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]


def test_split(daily: Run, tmp_path: pathlib.Path) -> None:
    ran = daily("export", "--split", "category", "-o", "out", "-f", "jsonl")
    assert (ran.code, ran.out, ran.err) == (0, "", "4 files in out\n")
    counts = {
        path.name: path.read_text(encoding="utf-8").count("\n") for path in (tmp_path / "out").iterdir()
    }
    assert counts == {"cs.LG.jsonl": 16, "cs.CL.jsonl": 14, "hep-th.jsonl": 12, "quant-ph.jsonl": 24}
    assert daily("export", "--split", "category", "-o", "out", "-f", "jsonl").code == 73
    assert daily("export", "--split", "category", "-o", "out", "-f", "jsonl", "--force").code == 0
    assert daily("export", "--split", "category").code == 2
    assert daily("export", "--split", "author", "-o", "out").code == 2


def test_split_by_nasty_categories(digest: Run, tmp_path: pathlib.Path) -> None:
    names = ("a/b", "a\\b", "CON", "", "x" * 300, "学" * 90, "CS.ai", "cs.AI", "a?b", "a*b", *NASTY)
    entries = [make_entry(number, category=name) for number, name in enumerate((*names, *names), 1)]
    path = write_records(tmp_path / "x.jsonl", entries)
    before = set(tmp_path.rglob("*"))
    ran = digest("export", "--from", path, "--split", "category", "-o", "out", "-f", "json")
    assert (ran.code, ran.err) == (0, f"{len(names)} files in out\n")
    files = set(tmp_path.rglob("*")) - before - {tmp_path / "out"}
    assert {one.parent for one in files} == {tmp_path / "out"}
    assert len({one.name.casefold() for one in files}) == len(names)
    found: list[int] = []
    for one in files:
        records = json.loads(one.read_text(encoding="utf-8"))
        assert len({record["category"] for record in records}) == 1
        found.extend(record["number"] for record in records)
    assert sorted(found) == list(range(1, len(entries) + 1))


def test_an_empty_split(daily: Run, tmp_path: pathlib.Path) -> None:
    ran = daily("export", "-c", "cs.CV", "--split", "category", "-o", "out")
    assert (ran.code, ran.err) == (0, "no entry matches\n0 files in out\n")
    assert list((tmp_path / "out").iterdir()) == []


def test_nasty_entries_come_back(digest: Run, tmp_path: pathlib.Path) -> None:
    entries = nasty_entries()
    write_records(tmp_path / "x.jsonl", entries)
    ran = digest("export", "--from", "x.jsonl", "-f", "jsonl", "--script", "original")
    found = [json.loads(line) for line in ran.out.split("\n")[:-1]]
    assert plainly(found) == plainly([to_record(entry) for entry in entries])


def test_language_and_script(two: Run) -> None:
    ran = two("export", "-c", "Physics", "--columns", "title_zh,title_en,abstract_zh", "--script", "hant")
    assert _rows(ran.out)[1] == ["以軟體模擬量子糾纏", "Entanglement simulated", "圖書館裡的時間"]
    ran = two("export", "-c", "Physics", "--columns", "title_zh,title_en", "--lang", "zh")
    assert _rows(ran.out)[1] == ["以软体模拟量子纠缠", ""]


def test_markdown_comes_back_as_the_same_entries(two: Run, tmp_path: pathlib.Path) -> None:
    """Also when the export holds several digests, and Chinese beside English."""
    assert two("export", "-o", "x.md", "--script", "original").code == 0
    before = two("list", "--json", "--script", "original")
    after = two("list", "--json", "--script", "original", "--from", "x.md")
    assert (after.code, after.err) == (0, "")
    assert json.loads(after.out) == json.loads(before.out)


@pytest.mark.parametrize(
    "name, suffix", (("markdown", "md"), ("atom", "atom"), ("rss", "rss"), ("json-feed", "jsonfeed"))
)
@pytest.mark.parametrize("split, count", (("category", 4), ("digest", 1), ("entry", 66)))
def test_every_split(
    daily: Run, tmp_path: pathlib.Path, name: str, suffix: str, split: str, count: int
) -> None:
    ran = daily("export", "--split", split, "-o", "out", "-f", name)
    assert (ran.code, ran.err) == (0, f"{count} file{'s' * (count > 1)} in out\n")
    files = sorted((tmp_path / "out").iterdir())
    assert len(files) == count
    assert {path.suffix for path in files} == {f".{suffix}"}
    texts = [path.read_text(encoding="utf-8") for path in files]
    assert all(texts)
    assert (
        sum(text.count("Quantum algorithm for solving linear systems of equations") > 0 for text in texts)
        == 1
    )
    if split == "entry":
        assert f"0811.3171 Quantum algorithm for solving linear systems of equations.{suffix}" in {
            path.name for path in files
        }


def test_a_vault_of_notes(daily: Run, tmp_path: pathlib.Path) -> None:
    ran = daily(
        "export", "-f", "markdown", "--style", "obsidian", "--split", "entry", "-o", "vault", "-c", "hep-th"
    )
    assert (ran.code, ran.err) == (0, "12 files in vault\n")
    note = (tmp_path / "vault" / "0803.3295 Building an AdS CFT superconductor.md").read_text(
        encoding="utf-8"
    )
    head, _, body = note.removeprefix("---\n").partition("\n---\n")
    assert yaml.safe_load(head)["tags"] == ["hep-th"]
    assert body.startswith("\n# Building an AdS/CFT superconductor\n")
    assert daily("export", "-f", "csv", "--style", "obsidian").code == 2


@pytest.mark.parametrize("option, value", (("--style", "logseq"), ("--per", "author")))
@pytest.mark.parametrize("name", ("markdown", "rss", "csv"))
def test_choices_are_those_of_the_formats(digest: Run, name: str, option: str, value: str) -> None:
    ran = digest("export", "-f", name, option, value, "--from", "missing")
    choices = values_of(option.removeprefix("--"))
    assert (ran.code, ran.out) == (2, "")
    assert f"Invalid value for '{option}': '{value}' is not one of '{choices[0]}', '{choices[1]}'." in ran.err
    assert f"{option} <{'|'.join(choices)}>" in digest("export", "--help").out


def test_feeds_of_digests(two: Run) -> None:
    feed = json.loads(two("export", "-f", "json-feed", "--per", "digest").out)
    assert len(feed["items"]) == 2
    assert two("export", "-f", "markdown", "--per", "digest").code == 2
