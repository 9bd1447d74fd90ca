"""Our own records, read back equal, and digests that people write by hand."""

from __future__ import annotations

import io
import json
import pathlib

import pytest
from conftest import ROOT
from entries import READ_BACK, make_entry
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.errors import DataError, MalformedRecords
from digestcli.ingest import Loaded, load, load_file
from digestcli.model import Digest, Entry
from digestcli.normalise import normalise
from digestcli.readers import READERS, identify
from digestcli.readers.base import Parsed, RawEntry, Source
from digestcli.readers.records import READER, read
from digestcli.record import to_record
from digestcli.rows import COLUMNS, to_row
from digestcli.writers import WRITERS
from digestcli.writers.base import Options, Writer

LIST = ROOT / "samples" / "records" / "reading-list.yaml"
SAMPLES = sorted(
    path
    for path in (ROOT / "samples").glob("*/*")
    if path.is_file() and not path.name.endswith(".expect.yaml")
)
FULL = json.dumps(to_record(make_entry()))


def parsed(text: str) -> Parsed:
    return read(Source("x", text))


def entries(text: str) -> list[Entry]:
    digest = Digest("records-x", "records")
    return [normalise(raw, digest, at) for at, raw in enumerate(parsed(text).entries, 1)]


def refused(text: str, message: str) -> None:
    """Read a text; if it is refused, then with this message and not otherwise."""
    try:
        entries(text)
    except DataError as error:
        if not error.message.startswith(message):
            raise


def claims(text: str) -> list[str]:
    return [reader.name for reader in READERS if reader.sniff(text)]


def codes(text: str) -> list[str]:
    found = parsed(text)
    return [
        issue.code for issue in (*found.issues, *(one for entry in found.entries for one in entry.issues))
    ]


# --- what digest wrote


read_back = pytest.mark.parametrize("writer", READ_BACK, ids=lambda writer: writer.name)


@read_back
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples_come_back_equal(path: pathlib.Path, writer: Writer, tmp_path: pathlib.Path) -> None:
    made = [entry for loaded in load_file(str(path)) for entry in loaded.entries]
    written = tmp_path / f"export{writer.suffixes[0]}"
    with open(written, "w", encoding="utf-8", newline="") as stream:
        writer.write(made, stream, Options())
    (loaded,) = load_file(str(written))
    assert (loaded.digest.key, loaded.digest.issues) == (made[0].digest, ())
    if writer.name in ("csv", "tsv"):
        assert [to_row(entry) for entry in loaded.entries] == [to_row(entry) for entry in made]
    else:
        assert list(loaded.entries) == made


@read_back
def test_several_digests_in_one_file_are_several_again(writer: Writer, tmp_path: pathlib.Path) -> None:
    made = [
        make_entry(1, digest="a-2026-01-01"),
        make_entry(2, digest="b"),
        make_entry(3, digest="a-2026-01-01"),
    ]
    path = tmp_path / f"x{writer.suffixes[0]}"
    with open(path, "w", encoding="utf-8", newline="") as stream:
        writer.write(made, stream, Options())
    found = load_file(str(path))
    assert [(one.digest.key, len(one.entries)) for one in found] == [("a-2026-01-01", 2), ("b", 1)]


@pytest.mark.parametrize("text", ("[]", "[]\n", "[\n]\n"))
def test_an_empty_export(text: str) -> None:
    assert claims(text) == ["records"]
    assert parsed(text) == Parsed(())


def test_an_incomplete_record_is_read_as_by_hand() -> None:
    record = dict(to_record(make_entry(7, url="https://arxiv.org/abs/1706.03762")))
    del record["issues"]
    (entry,) = entries(json.dumps(record))
    assert (entry.number, entry.title.en, entry.id) == (7, "Title 7", "arxiv:1706.03762")


# --- JSON


@pytest.mark.parametrize("text, count", (
    ('[{"title": "A"}, {"title": "B"}]', 2),
    ('{"title": "A"}', 1),
    ('{"title": "A"}\n{"title": "B"}\n', 2),
    ('{"title": "A"}\n\n\n{"title": "B"}', 2),
    ('{"title": "x", "entries": [{"title": "A"}, {"title": "B"}]}', 2),
    ('{"title": "x", "entries": null}', 0),
    ('{"title": "x", "entries": []}', 0),
))  # fmt: skip
def test_shapes_of_json(text: str, count: int) -> None:
    assert claims(text) == ["records"]
    assert len(entries(text)) == count
    assert not parsed(text).issues


def test_a_malformed_line_leaves_its_neighbours_whole() -> None:
    text = f'{FULL}\n{{"title": \n{FULL}\n[1]\n"text"\n'
    found = parsed(text)
    assert found.entries == (make_entry(), make_entry())
    assert [(issue.code, issue.line) for issue in found.issues] == [
        ("malformed-json", 2), ("malformed-record", 4), ("malformed-record", 5)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ('[{"title": "A"}', '[{"title": "A"},]', '[{"title": 1 2}]', '[{"title": "A\n"}]')
)
def test_malformed_json(text: str) -> None:
    with pytest.raises(MalformedRecords, match="x: not JSON") as caught:
        parsed(text)
    assert caught.value.exit_code == 65


def test_lone_surrogates_become_what_can_be_stored() -> None:
    (entry,) = entries(
        '{"title": "a\\ud800b", "authors": ["\\uD83D"], "x\\udfff": "y\\udfff", "extra": {"z": "\\udc00"}}'
    )
    repr(entry).encode("utf-8")
    assert (entry.title.en, entry.authors) == ("a\ufffdb", ("\ufffd",))
    (entry,) = entries('{"title": "\\ud83d\\ude00 stays"}')
    assert entry.title.en == "😀 stays"


@pytest.mark.parametrize(
    "number", ("1e400", "-1", "1.5", "true", "9" * 40, '"9' + "9" * 40 + '"', "[]", '"x"', "null")
)
def test_numbers_that_are_none(number: str) -> None:
    (entry,) = entries(f'{{"title": "A", "number": {number}}}')
    assert entry.number == 1
    record = {**to_record(make_entry()), "number": "N"}
    (entry,) = entries(json.dumps(record).replace('"N"', number))
    assert abs(entry.number) < 2**63


# --- CSV


def test_columns_by_hand() -> None:
    text = 'title,authors,url,tldr\r\n"A, B",Ann Author; Bo Writer,https://arxiv.org/abs/1706.03762,短\r\n'
    assert claims(text) == ["records"]
    (entry,) = entries(text)
    assert (entry.title.en, entry.authors, entry.id, entry.tldr.zh) == (
        "A, B", ("Ann Author", "Bo Writer"), "arxiv:1706.03762", "短"
    )  # fmt: skip


def test_tabs_between_columns() -> None:
    (entry,) = entries("title_en\ttitle_zh\nA title\t题目\n")
    assert (entry.title.en, entry.title.zh) == ("A title", "题目")


def test_cells_beyond_the_header_are_told() -> None:
    found = parsed("title,url\nA,b,c,d\nE,f\nG\n")
    assert [(issue.code, issue.line) for issue in found.issues] == [("extra-cells", 2)]
    assert len(found.entries) == 3


def test_lines_of_rows() -> None:
    found = parsed('title,abstract\nA,"one\ntwo\nthree"\nB,four\n')
    assert [raw.line for raw in found.entries if isinstance(raw, RawEntry)] == [2, 5]


@pytest.mark.parametrize("number", ("", "x", "-1", "9" * 5_000, "²", "1.5"))
def test_cells_that_are_no_numbers(number: str) -> None:
    stream = io.StringIO(newline="")
    WRITERS[0].write([make_entry()], stream, Options())
    head, row = stream.getvalue().split("\r\n")[:2]
    cells = row.split(",")
    cells[COLUMNS.index("number")] = cells[COLUMNS.index("source_line")] = number
    (entry,) = entries(f"{head}\r\n{','.join(cells)}\r\n")
    assert entry.title.en == "Title 1"


def test_a_file_from_excel(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "x.csv"
    with open(path, "w", encoding="utf-8", newline="") as stream:
        WRITERS[0].write([make_entry(abstract=make_entry().title)], stream, Options(excel=True))
    (loaded,) = load_file(str(path))
    assert [to_row(entry) for entry in loaded.entries] == [to_row(make_entry(abstract=make_entry().title))]


# --- YAML by hand


def test_only_a_title_is_needed() -> None:
    (entry,) = entries("- title: 量子纠错综述\n")
    assert (entry.title.zh, entry.number, entry.id, entry.issues) == ("量子纠错综述", 1, "records-x:1", ())


@pytest.mark.parametrize("value", (
    "2601.14300", "0811.3171", "No", "yes", "12:30", "1e3", "0x1F", "017", "2026-01-22", "1_000", "2.10", "+1", ".5",
    "true", "on", "=", "<<", "!", "3 # a comment",
))  # fmt: skip
def test_values_stay_text(value: str) -> None:
    if value == "!":
        with pytest.raises(MalformedRecords):
            parsed(f"- title: T\n  comment: {value}x\n")
        return
    (entry,) = entries(
        f"- title: {value}\n  comment: {value}\n  extra: {{note: {value.split(' ', maxsplit=1)[0]}}}\n"
    )
    printed = value.split(" ", maxsplit=1)[0]
    assert (entry.title.first("en"), entry.comment, entry.extra) == (printed, printed, {"note": printed})


@pytest.mark.parametrize("given, name", (
    ("id: 2601.14300", "arxiv:2601.14300"),
    ("id: arxiv:2601.14300", "arxiv:2601.14300"),
    ("id: 0811.3171", "arxiv:0811.3171"),
    ("arxiv: 2601.14300v2", "arxiv:2601.14300"),
    ("url: https://arxiv.org/abs/2601.14300", "arxiv:2601.14300"),
    ("doi: 10.1038/nature15759", "doi:10.1038/nature15759"),
    ("id: doi:10.1038/nature15759", "doi:10.1038/nature15759"),
    ("identifiers: {doi: 10.1038/nature15759}", "doi:10.1038/nature15759"),
    ("identifiers: {arxiv: 2601.14300}", "arxiv:2601.14300"),
    ("comment: no identifier", "records-x:1"),
))  # fmt: skip
def test_identifiers_by_hand(given: str, name: str) -> None:
    (entry,) = entries(f"- title: T\n  {given}\n")
    assert entry.id == name


def test_an_id_and_a_doi_are_both_kept() -> None:
    (entry,) = entries("- title: T\n  id: 0811.3171\n  doi: https://doi.org/10.1103/PhysRevLett.103.150502\n")
    assert (entry.id, entry.url) == ("arxiv:0811.3171", "https://arxiv.org/abs/0811.3171")
    assert entry.identifiers == {"arxiv": "0811.3171", "doi": "10.1103/PhysRevLett.103.150502"}
    (entry,) = entries("- title: T\n  id: made-2026-01-22:3\n")
    assert (entry.id, entry.url, entry.extra) == ("records-x:1", None, {})


@pytest.mark.parametrize("given, authors, complete", (
    ("authors: [Ann Author, Bo Writer]", ("Ann Author", "Bo Writer"), True),
    ("authors: Ann Author, Bo Writer", ("Ann Author", "Bo Writer"), True),
    ("authors: Ann Author et al.", ("Ann Author",), False),
    ("authors: [Ann Author, et al.]", ("Ann Author",), False),
    ('authors: ["Jones, Jr."]', ("Jones, Jr.",), True),
    ("authors:", (), True),
    ("authors: {a: b}", (), True),
))  # fmt: skip
def test_authors_by_hand(given: str, authors: tuple[str, ...], complete: object) -> None:
    (entry,) = entries(f"- title: T\n  {given}\n")
    assert (entry.authors, entry.authors_complete) == (authors, complete)


@pytest.mark.parametrize("printed, date, issues", (
    ("2026-01-22", "2026-01-22", []),
    ("2026/1/2", "2026-01-02", []),
    ("22 January 2026", "2026-01-22", []),
    ("2026-01", "2026-01", []),
    ("2026", "2026", []),
    ("soon", None, ["bad-date"]),
    ("2026-02-30", None, ["bad-date"]),
))  # fmt: skip
def test_dates_by_hand(printed: str, date: str | None, issues: list[str]) -> None:
    text = f"- title: T\n  date: {printed}\n"
    assert (entries(text)[0].date, codes(text)) == (date, issues)
    found = parsed(f"title: L\ndate: {printed}\nentries:\n- title: T\n")
    assert (found.date or None, [issue.code for issue in found.issues]) == (date, issues)


def test_texts_references_and_links_by_hand() -> None:
    (entry,) = entries(
        "- title: {zh: 题目, en: A title, de: Ein Titel}\n"
        "  abstract: {zh: 摘要, en: null}\n"
        "  tldr: 短\n"
        "  links: {pdf: https://a/b.pdf, code: https://c}\n"
        "  references: [https://arxiv.org/abs/1706.03762, {title: R, url: 'https://d'}, {marker: x}]\n"
        "  categories: [cs.LG, 'I.2.7; H.3.3']\n"
        "  category_label: {zh: 物理学, en: Physics}\n"
        "  rating: 5\n"
        "  tags: [a, b]\n"
        "  nothing:\n"
    )
    assert (entry.title.zh, entry.title.en, entry.title.get("de")) == ("题目", "A title", "Ein Titel")
    assert (entry.abstract.zh, entry.abstract.en, entry.tldr.zh) == ("摘要", None, "短")
    assert (entry.pdf, entry.code) == ("https://a/b.pdf", "https://c")
    assert [(ref.marker, ref.title, ref.url) for ref in entry.references] == [
        ("1", None, "https://arxiv.org/abs/1706.03762"), ("2", "R", "https://d"), ("x", None, None)
    ]  # fmt: skip
    assert entry.references[0].identifiers["arxiv"] == "1706.03762"
    assert (entry.category, entry.categories) == ("cs.LG", ("cs.LG", "I.2.7; H.3.3"))
    assert (entry.category_label.zh, entry.category_label.en) == ("物理学", "Physics")
    assert entry.extra == {"rating": "5", "tags": "a; b"}
    assert not entry.issues


def test_lines_of_entries_by_hand() -> None:
    text = "# mine\ntitle: L\nentries:\n  - title: A\n\n  - title: B\n    url: x\n"
    assert [raw.line for raw in parsed(text).entries if isinstance(raw, RawEntry)] == [4, 6]


def test_entries_that_are_no_objects_are_told() -> None:
    found = parsed("entries:\n- title: A\n- just text\n- [a, list]\n- null\n- title: B\n")
    assert [entry.title.en for entry in entries("entries:\n- title: A\n- x\n- title: B\n")] == ["A", "B"]
    assert [issue.code for issue in found.issues] == ["malformed-record"] * 3
    assert len(found.entries) == 2


@pytest.mark.parametrize("text", (
    "title: L\nentries: text\n", "title: L\nentries: {a: b}\n", '{"title": "L", "entries": 5}'
))  # fmt: skip
def test_entries_that_are_no_list(text: str) -> None:
    with pytest.raises(MalformedRecords, match="`entries` is not a list"):
        parsed(text)


@pytest.mark.parametrize("text, line, problem", (
    ("- title: A\n  url: [a\n- title: B\n", 3, ""),
    ("- title: A\n\turl: x\n", 2, ""),
    ("- title: 'A\n", 2, ""),
    ("- title: A: B\n", 1, "mapping values"),
    ("- title: A\n- title: B\nurl: c\n", 3, ""),
    ("- title: *nowhere\n", 1, "alias"),
    ("- title: A\n--- \n- title: B\n", 2, ""),
    ("- title: A\n  title: B\n", 2, "the key 'title' stands twice"),
    ("title: L\nentries: []\nentries: []\n", 3, "the key 'entries' stands twice"),
    ("- title: !!python/object:os.system {}\n", 1, "could not determine a constructor"),
    ("- title: A\n  url: !!python/name:os.system\n", 2, "could not determine a constructor"),
    ("- title: !!int 5\n", 1, "could not determine a constructor"),
    ("- title: !!binary aGk=\n", 1, "could not determine a constructor"),
    ("- title: !!set {a}\n", 1, "could not determine a constructor"),
    ("- title: !!timestamp 2026-01-01\n", 1, "could not determine a constructor"),
    ("- title: !mine x\n", 1, "could not determine a constructor"),
    ("- title: A\n  ? [a, list]\n  : b\n", 2, "a key that is no text"),
))  # fmt: skip
def test_broken_yaml_is_told_with_its_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(MalformedRecords, match="not YAML") as caught:
        parsed(text)
    assert caught.value.message.startswith(f"x, line {line}: ")
    assert problem in caught.value.message
    assert caught.value.exit_code == 65


@pytest.mark.parametrize("key", ("title", "authors", "categories", "references", "links", "extra", "issues", "foo",
                                 "source", "category_label", "url", "date", "identifiers", "tldr"))  # fmt: skip
def test_an_alias_bomb_takes_no_time(key: str) -> None:
    bomb = "a: &a [" + "x," * 9 + "]\n"
    for name, before in zip("bcdefghi", "abcdefgh", strict=True):
        bomb += f"{name}: &{name} [" + f"*{before}," * 9 + "]\n"
    (entry,) = entries(f"{bomb}entries:\n- {key}: *i\n  number: 1\n")
    assert len(repr(entry)) < 5_000


@pytest.mark.parametrize("entry", ("*i", "[*i]", "{title: T, issues: *i}", "{title: T, x: {y: *i}}"))
def test_an_alias_bomb_of_objects_takes_no_time(entry: str) -> None:
    bomb = "a: &a [{issues: [], title: x}]\n"
    for name, before in zip("bcdefghi", "abcdefgh", strict=True):
        bomb += f"{name}: &{name} [" + f"{{issues: *{before}, title: {{en: x}}}}," * 8 + "]\n"
    parsed(f"{bomb}entries:\n- {entry}\n")


@pytest.mark.parametrize(
    "text", ("entries: &a [*a]\n", "- &a {title: T, x: *a}\n", "entries:\n- title: T\n  x: &a [*a]\n")
)
def test_an_alias_of_itself(text: str) -> None:
    refused(text, "x, line ")


@pytest.mark.parametrize("depth", (50, 400, 3_000, 100_000))
@pytest.mark.parametrize(
    "opened, closed", (("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[{a: ", "}]"))
)
def test_deep_nesting_does_not_crash(depth: int, opened: str, closed: str) -> None:
    text = "entries:\n- title: T\n  x:\n    " + opened * depth + "y" + closed * depth + "\n"
    if depth <= 50 and opened not in ("- ", "? ", "[{a: "):
        assert entries(text)[0].title.en == "T"
        return
    refused(text, "x, line ")


@pytest.mark.parametrize("depth", (50, 900, 3_000, 100_000))
@pytest.mark.parametrize("opened, closed", (("[", "]"), ('{"a":', "}")))
def test_deep_nesting_in_json_does_not_crash(depth: int, opened: str, closed: str) -> None:
    for text in (
        '{"title": "T", "x": ' + opened * depth + "1" + closed * depth + "}",
        '[{"title": "T", "extra": ' + opened * depth + '"\\ud800"' + closed * depth + "}]",
    ):
        refused(text, "x: not JSON")


def test_the_reading_list(corpus: pathlib.Path) -> None:
    (loaded,) = load_file(str(LIST))
    assert (loaded.digest.reader, loaded.digest.key) == ("records", "records-2026-01-04")
    assert not any(entry.issues for entry in loaded.entries)
    assert [entry.title.first("en") for entry in loaded.entries][-2:] == ["No", "12:30"]


# --- what is claimed


@pytest.mark.parametrize("text", (
    FULL, f"[{FULL}]", "- title: A\n", "- id: x\n  title: A\n", "title: L\nentries:\n- title: A\n", '- "title": A\n',
    "# mine\n\n- title: A\n", "title,url\n", "number,id,title_en\n", '"title","url"\n', "title\tx\n", '[{"title": "A"}]',
    "date: 2026-01-22\nentries: []\n", "---\n- title: A\n", "%YAML 1.1\n---\n- title: A\n", "entries:\n- x\n",
))  # fmt: skip
def test_claimed(text: str) -> None:
    assert claims(text) == ["records"]
    assert identify(Source("x", text)) is READER


@pytest.mark.parametrize("text", (
    "", "plain text\n", "title: a page\n", "---\ntitle: a page\nentries: 5\n---\n# A page\n", "- a list\n- of things\n",
    "- **title:** x\n", "# A heading\n\n- item\n", "Title, Author\n", "a,b,c\n", '{"a": 1}', "[a](b)\n", "entries\n",
))  # fmt: skip
def test_not_claimed(text: str) -> None:
    assert not READER.sniff(text)


def test_a_damaged_export_loses_no_neighbours(tmp_path: pathlib.Path) -> None:
    made = [make_entry(number) for number in range(1, 6)]
    text = "".join(json.dumps(to_record(entry)) + "\n" for entry in made)
    for at in range(0, len(text), 97):
        found = [entry for entry in parsed(text[:at] + text[at + 1 :]).entries if isinstance(entry, Entry)]
        assert sum(entry in found for entry in made) >= 3
    (tmp_path / "x.jsonl").write_text(text[:-40], encoding="utf-8")
    (loaded,) = load([str(tmp_path / "x.jsonl")])
    assert isinstance(loaded, Loaded)
    assert list(loaded.entries) == made[:4]
    assert [issue.code for issue in loaded.digest.issues] == ["malformed-json"]


@settings(max_examples=100, deadline=None)
@given(
    st.text()
    | st.from_regex(r"(- (title|id|authors): ?.*\n){1,3}")
    | st.from_regex(r"(title|url)(,[a-z_]+)*\n.*")
)
def test_any_text(text: str) -> None:
    refused(text.replace("\0", ""), "x")


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(max_size=9) | st.sampled_from(tuple(to_record(make_entry()))), st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3), max_leaves=5,
)))  # fmt: skip
def test_any_record(record: dict[str, object]) -> None:
    text = json.dumps({**to_record(make_entry()), **record})
    assert len(entries(text)) == 1 or "entries" in record
