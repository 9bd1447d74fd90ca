"""JSON Lines of the daily arXiv projects: every variant of keys, damaged lines, one document."""

from __future__ import annotations

import json
import pathlib

import pytest
from conftest import ROOT, corpus_folder
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.ingest import load_file
from digestcli.model import Digest, Entry
from digestcli.normalise import normalise
from digestcli.readers import READERS
from digestcli.readers.arxiv_jsonl import READER, read
from digestcli.readers.base import Parsed, RawEntry, Source
from digestcli.text.placeholders import is_placeholder

SAMPLES = ROOT / "samples" / "arxiv-jsonl"
PAPER: dict[str, object] = {
    "id": "1706.03762", "categories": ["cs.CL", "cs.LG"], "pdf": "https://arxiv.org/pdf/1706.03762",
    "abs": "https://arxiv.org/abs/1706.03762", "authors": ["Ashish Vaswani", "Noam Shazeer"],
    "title": "Attention Is All You Need", "comment": "15 pages,\n  5 figures", "summary": "An abstract\nin two lines.",
}  # fmt: skip
AI: dict[str, object] = {"tldr": "短", "motivation": "因", "method": "法", "result": "果", "conclusion": "结"}


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def parsed(text: str) -> Parsed:
    assert READER.sniff(text)
    return read(Source("2026-01-22.jsonl", text))


def raw(**given: object) -> RawEntry:
    (entry,) = parsed(lines({**PAPER, **given})).entries
    assert isinstance(entry, RawEntry)
    return entry


def entry(**given: object) -> Entry:
    return normalise(raw(**given), Digest("k", "arxiv-jsonl", "2026-01-22"), 1)


def texts(found: RawEntry) -> list[tuple[str, str, str]]:
    return [(field.name, field.language, field.text) for field in found.fields]


# --- keys


def test_raw_record() -> None:
    found = raw()
    assert (found.category, found.categories) == ("cs.CL", ("cs.CL", "cs.LG"))
    assert (found.url, found.pdf, found.code) == (PAPER["abs"], PAPER["pdf"], "")
    assert (found.authors, found.comment) == (("Ashish Vaswani", "Noam Shazeer"), "15 pages,\n  5 figures")
    assert texts(found) == [
        ("title", "", "Attention Is All You Need"), ("abstract", "", "An abstract\nin two lines.")
    ]  # fmt: skip
    assert (found.number, found.line, found.issues) == (None, 1, ())


def test_ai_enhanced_record() -> None:
    found = entry(AI=AI)
    assert [getattr(found, name).zh for name in AI] == list(AI.values())
    assert (found.title.en, found.abstract.en) == ("Attention Is All You Need", "An abstract\nin two lines.")
    assert (found.number, found.id, found.extra, found.issues) == (1, "arxiv:1706.03762", {}, ())


@pytest.mark.parametrize("given, expected", (
    ({"code_url": "https://github.com/a/b"}, {"code": "https://github.com/a/b", "extra": {}}),
    (
        {"code_url": "https://github.com/a/b", "code_stars": 12, "code_last_update": "2025-11-27"},
        {"code": "https://github.com/a/b", "extra": {"code_stars": "12", "code_last_update": "2025-11-27"}},
    ),
    ({"comment": None}, {"comment": None}),
    ({"AI": {"task": "任务", "motivation": "因"}}, {"extra": {"task": "任务"}}),
    ({"AI": {"tldr": "短", "background": "景", "data": "数", "methods": "法", "results": "果"}},
     {"extra": {"background": "景", "data": "数"}}),
    ({"AI": {**AI, "relevance": "Must"}}, {"extra": {"relevance": "Must"}}),
    ({"AI": {**AI, "related_work": "Not mentioned in abstract", "future_work": "远"}}, {"extra": {"future_work": "远"}}),
    ({"AI": {"deep_read": False, "open_source": True, "tags": ["a", "b"], "why_matters": "w"}},
     {"extra": {"deep_read": "false", "open_source": "true", "tags": "a; b", "why_matters": "w"}}),
    ({"score": 5.5, "category_tag": "Arch", "sub_tags": [], "pillar": None, "matched_keywords": ["npu", "vla"],
      "_score_breakdown": {"keyword_score": 10.0}, "tier": 1, "cat_code": "A"},
     {"extra": {"score": "5.5", "category_tag": "Arch", "matched_keywords": "npu; vla",
                "_score_breakdown": '{"keyword_score": 10.0}', "tier": "1", "cat_code": "A"}}),
    ({"AI": "a text"}, {"extra": {}}),
    ({"AI": None}, {"extra": {}, "issues": ()}),
))  # fmt: skip
def test_key_variants(given: dict[str, object], expected: dict[str, object]) -> None:
    found = entry(**given)
    assert {name: getattr(found, name) for name in expected} == expected


def test_method_and_result_in_the_plural() -> None:
    found = entry(AI={"methods": "法", "results": "果"})
    assert (found.method.zh, found.result.zh) == ("法", "果")


def test_keys_of_a_fork_with_translations() -> None:
    record = {key: value for key, value in PAPER.items() if key not in ("categories", "abs", "pdf")}
    record |= {
        "cate": "cs.CL", "url": "https://arxiv.org/abs/1706.03762", "pdf_url": "https://arxiv.org/pdf/1706.03762",
        "date": "2017-06-12", "updated": "2023-08-02",
        "AI": {**AI, "title_translation": "注意力就是一切", "keywords": "翻译", "comments": "好", "summary": "要点",
               "translation": "译文"},
    }  # fmt: skip
    (found,) = parsed(lines(record)).entries
    assert isinstance(found, RawEntry)
    made = normalise(found, Digest("k", "r"), 1)
    assert (made.category, made.url, made.pdf) == ("cs.CL", record["url"], record["pdf_url"])
    assert (made.title.zh, made.title.en) == ("注意力就是一切", "Attention Is All You Need")
    assert (made.abstract.zh, made.abstract.en) == ("译文", "An abstract\nin two lines.")
    assert made.extra == {
        "date": "2017-06-12", "updated": "2023-08-02", "keywords": "翻译", "ai_comment": "好", "ai_summary": "要点"
    }  # fmt: skip


def test_flat_records_without_authors() -> None:
    record = {
        "id": "2604.21977v1", "title": "A finding", "url": "http://arxiv.org/abs/2604.21977v1", "topic": "Lensing",
        "pdf_url": "https://arxiv.org/pdf/2604.21977v1", "categories": ["astro-ph.GA"], "toc_summary": "Finds lenses",
        "background_knowledge": "Lenses are rare.", "contribution": "A net finds them.",
    }  # fmt: skip
    (found,) = parsed(lines(record)).entries
    assert isinstance(found, RawEntry)
    made = normalise(found, Digest("k", "r"), 1)
    assert (made.id, made.url, made.authors) == ("arxiv:2604.21977", record["url"], ())
    assert made.tldr.en == "Finds lenses"
    assert made.extra == {
        "topic": "Lensing", "background_knowledge": "Lenses are rare.", "contribution": "A net finds them."
    }  # fmt: skip


def test_an_id_alone_becomes_a_link() -> None:
    record = {key: value for key, value in PAPER.items() if key not in ("abs", "pdf")}
    (found,) = parsed(lines(record)).entries
    assert isinstance(found, RawEntry)
    assert normalise(found, Digest("k", "r"), 1).url == "https://arxiv.org/abs/1706.03762"


@pytest.mark.parametrize("categories", (
    ["math.ST", "62A01 (Foundations of statistics), 68T01 (Artificial intelligence,\n  general)"],
    ["cs.IR", "I.2.7; H.3.3"],
    ["cs.CR", "K.6.3 Software Management", "68P25, 94A60"],
))  # fmt: skip
def test_categories_in_a_list_are_not_split(categories: list[str]) -> None:
    assert entry(categories=categories).categories == tuple(categories)


@pytest.mark.parametrize("printed, expected", (
    ("cs.AI / cs.CL / cs.IR", ("cs.AI", "cs.CL", "cs.IR")),
    ("cs.AI, cs.CL", ("cs.AI", "cs.CL")),
    ("quant-ph", ("quant-ph",)),
    ("", ()),
))  # fmt: skip
def test_categories_in_a_line_are_split(printed: str, expected: tuple[str, ...]) -> None:
    assert entry(categories=printed).categories == expected


def test_null_values_are_placeholders() -> None:
    found = entry(AI={**AI, "tldr": None, "method": "", "result": "N/A", "conclusion": "Error"})
    assert [bool(getattr(found, name)) for name in AI] == [False, True, False, False, False]
    assert [(issue.code, issue.line) for issue in found.issues] == [("placeholder", 1)] * 4


def test_garbage_keys_are_told_and_their_values_kept() -> None:
    found = entry(**{"}```}```assistant\n{": "rest of an answer", "x" * 99: "long"}, AI={**AI, "\x00": "nul"})
    assert [issue.code for issue in found.issues] == ["garbled-key"]
    assert sorted(found.extra.values()) == ["long", "nul", "rest of an answer"]
    assert all(name.startswith("garbled") for name in found.extra)


@pytest.mark.parametrize("value", ([], {}, 5, True, [["nested"]], {"a": 1}, "", " ", [None, 1], {"a": ["b"]}))
@pytest.mark.parametrize(
    "key", ("id", "title", "authors", "categories", "abs", "pdf", "comment", "summary", "AI", "code_url")
)
def test_values_of_any_type(key: str, value: object) -> None:
    found = entry(**{key: value})
    assert found.title or any(issue.code in ("missing-title", "placeholder") for issue in found.issues)


def test_lone_surrogates() -> None:
    text = lines(PAPER).replace("Attention Is", "Attention \\ud835 Is \\udc00")
    found = read(Source("x", text)).entries[0]
    assert isinstance(found, RawEntry)
    assert found.fields[0].text == "Attention \ufffd Is \ufffd All You Need"
    found = raw(
        authors=["A\ud800", "B"], AI={"tldr": "短\udfff", "list": ["x\ud800"]}, odd={"k\ud800": "v\ud800"}
    )
    repr(found).encode("utf-8")
    assert found.authors == ("A\ufffd", "B")


# --- lines


def test_numbers_and_lines_by_position() -> None:
    found = parsed("\n" + lines(PAPER) + "\n\n" + lines({**PAPER, "id": "1706.03763"}))
    assert [one.line for one in found.entries if isinstance(one, RawEntry)] == [2, 5]


def test_no_final_line_end() -> None:
    assert len(parsed(lines(PAPER, PAPER).rstrip("\n")).entries) == 2


def test_control_characters_are_no_line_ends() -> None:
    text = json.dumps({**PAPER, "summary": "a\u2028b\x85c"}, ensure_ascii=False) + "\n"
    (found,) = parsed(text + text).entries[:1]
    assert isinstance(found, RawEntry)
    assert found.fields[1].text == "a\u2028b\x85c"
    assert raw(summary="a\x0cb\rc\x0bd").fields[1].text == "a\x0cb\rc\x0bd"


@pytest.mark.parametrize(
    "bad", ("{", "not JSON", '{"id": "1"', "[1, 2]", "5", "null", '"text"', "[" * 100_000, "{" * 99)
)
@pytest.mark.parametrize("at", (0, 1, 2))
def test_a_malformed_line_is_told_and_its_neighbours_are_whole(bad: str, at: int) -> None:
    good = [json.dumps({**PAPER, "title": title}) for title in "AB"]
    found = parsed("\n".join([*good[:at], bad, *good[at:]]) + "\n")
    assert [(issue.code, issue.line) for issue in found.issues] == [("malformed-json", at + 1)]
    assert [one.fields[0].text for one in found.entries if isinstance(one, RawEntry)] == ["A", "B"]


@pytest.mark.parametrize("depth", (10, 400, 800, 960, 3_000, 100_000))
@pytest.mark.parametrize("opened, closed", (("[", "]"), ('{"a":', "}")))
def test_deep_nesting(depth: int, opened: str, closed: str) -> None:
    inner = opened * depth + "1" + closed * depth
    text = lines(PAPER) + json.dumps(PAPER)[:-1] + f', "AI": {{"odd": {inner}}}}}\n' + lines(PAPER)
    found = parsed(text)
    assert len(found.entries) + len(found.issues) == 3
    assert len(found.entries) >= 2


def test_a_repeated_id_is_kept_each_time() -> None:
    assert len(parsed(lines(PAPER, PAPER, PAPER)).entries) == 3


def test_numbers_too_long_to_read() -> None:
    found = parsed(lines(PAPER) + '{"title": "x", "AI": ' + "9" * 5_000 + "}\n")
    assert len(found.entries) + len(found.issues) == 2


# --- one document


@pytest.mark.parametrize("shape", ("list", "articles", "papers", "alone", "pretty"))
def test_a_single_document(shape: str) -> None:
    document: object = {
        "list": [PAPER, PAPER], "articles": {"date": "2026-01-22", "articles": [PAPER, PAPER]},
        "papers": {"papers": [PAPER, "no object", PAPER]}, "alone": PAPER, "pretty": [PAPER, PAPER],
    }[shape]  # fmt: skip
    text = json.dumps(document, indent=2 if shape in ("pretty", "articles", "papers", "alone") else None)
    assert len(parsed(text).entries) == (1 if shape == "alone" else 2)


def test_the_document_of_the_corpus(corpus: pathlib.Path) -> None:
    (loaded,) = load_file(str(corpus / "corpus" / "dialects" / "2026-05-19_AI_enhanced_Chinese.json"))
    (found,) = loaded.entries
    assert (loaded.digest.reader, loaded.digest.date) == ("arxiv-jsonl", "2026-05-19")
    assert (found.id, found.categories) == ("arxiv:2605.15202", ("cs.AI", "cs.CL", "cs.IR"))
    assert found.authors == (
        "Ming Yang",
        "Zhiwei Zhang",
        "Jiahang Li",
        "Haoseng Liu",
        "Yuzheng Cai",
        "Weiguo Zheng",
    )
    assert (found.url, found.pdf) == ("https://arxiv.org/abs/2605.15202", "https://arxiv.org/pdf/2605.15202")
    assert (found.script, bool(found.title.zh), bool(found.tldr.zh)) == ("Hant", True, True)


# --- real lines


def real_files() -> list[pathlib.Path]:
    folder = corpus_folder()
    return sorted(path for path in folder.glob("corpus/*/*.jsonl") if path.stat().st_size) if folder else []


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_real_files_lose_nothing(path: pathlib.Path) -> None:
    with open(path, encoding="utf-8", newline="") as file:
        records = [json.loads(line) for line in file.read().split("\n") if line.strip()]
    (loaded,) = load_file(str(path))
    assert not loaded.digest.issues
    assert len(loaded.entries) == len(records)
    for number, (found, record) in enumerate(zip(loaded.entries, records, strict=True), 1):
        assert (found.number, found.id) == (number, f"arxiv:{record['id']}")
        assert (list(found.authors), list(found.categories)) == (
            record["authors"],
            list(dict.fromkeys(record["categories"])),
        )
        assert (found.title.en, found.abstract.first("en")) == (record["title"], record["summary"])
        assert (found.url, found.pdf, found.comment) == (record["abs"], record["pdf"], record["comment"])
        assert found.code == record.get("code_url")
        for name in ("tldr", "motivation", "method", "result", "conclusion"):
            printed = record["AI"].get(name)
            expected = [] if printed is None or is_placeholder(printed) else [printed]
            assert [text for _, text in getattr(found, name).items()] == expected


def test_samples_are_of_this_reader_only() -> None:
    for path in SAMPLES.glob("*.jsonl"):
        assert [reader.name for reader in READERS if reader.sniff(path.read_text(encoding="utf-8"))] == [
            "arxiv-jsonl"
        ]


@pytest.mark.parametrize("text", (
    "", "{", "[]", "{}", '{"title": "x"}', '[{"title": "x", "authors": []}]', "[a](b)", "{% liquid %} title", "plain",
    '{"title": "x", "identifiers": {}, "AI": 1}',
))  # fmt: skip
def test_what_is_of_another_kind_is_not_claimed(text: str) -> None:
    assert not READER.sniff(text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    (*PAPER, "AI", "cate", "url", "title_translation", "code_url", "digest_date", "identifiers")
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.dictionaries(KEYS | st.text(max_size=9), VALUES, max_size=6), max_size=3),
    st.text(max_size=30),
)
def test_any_objects(records: list[dict[str, object]], noise: str) -> None:
    found = read(Source("x", lines(*records) + noise))
    digest = Digest("k", "arxiv-jsonl")
    for at, one in enumerate(found.entries, 1):
        normalise(one, digest, at)
    assert len(found.entries) >= len(records)


@pytest.mark.parametrize("text", ("false\n ", "1\n\n", "null\n\n", '"a"\n\n', "true\n{}\n"))
def test_a_document_that_holds_no_objects(text: str) -> None:
    parsed = read(Source("x", text))
    assert [issue.code for issue in parsed.issues][:1] == ["malformed-json"]


def test_the_samples_are_a_pair() -> None:
    """Of one day: the papers of the raw listing, each once and in its order, with what was added."""
    (raw,) = load_file(str(SAMPLES / "2026-01-08.jsonl"))
    (enhanced,) = load_file(str(SAMPLES / "2026-01-08_AI_enhanced_Chinese.jsonl"))
    first = {entry.id: entry for entry in reversed(raw.entries)}
    assert [entry.id for entry in enhanced.entries] == list(dict.fromkeys(entry.id for entry in raw.entries))
    assert raw.digest.key == enhanced.digest.key == "arxiv-jsonl-2026-01-08"
    for entry in enhanced.entries:
        plain = first[entry.id]
        assert (entry.title.en, entry.authors, entry.url, entry.abstract.en, entry.category) == (
            plain.title.en, plain.authors, plain.url, plain.abstract.en, plain.category
        )  # fmt: skip
        assert entry.tldr.zh
        assert not plain.tldr


# --- documents around a list of papers


@pytest.mark.parametrize("name", ["papers", "articles", "data", "items", "results"])
def test_a_list_within_a_document_is_read_and_dated(name: str) -> None:
    document = {"date": "2026-05-10", "stats": {"total": 483}, name: [PAPER, {**PAPER, "id": "1412.6980"}]}
    for indent in (None, 2):
        text = json.dumps(document, indent=indent)
        assert [reader.name for reader in READERS if reader.sniff(text)] == ["arxiv-jsonl"]
        found = read(Source("papers.json", text))
        assert (found.date, len(found.entries), found.issues) == ("2026-05-10", 2, ())


def test_a_list_without_telling_keys_is_no_record_by_hand() -> None:
    paper = {
        "id": "2605.06642",
        "title": "A title",
        "authors": ["A. One"],
        "abstract": "Some text.",
        "priority": 60.0,
    }
    text = json.dumps({"crawled_at": "2026-05-10", "papers": [paper]})
    (found,) = parsed(text).entries
    assert isinstance(found, RawEntry)
    assert (found.url, found.authors, texts(found)) == (
        "2605.06642",
        ("A. One",),
        [("title", "", "A title"), ("abstract", "", "Some text."), ("priority", "", "60.0")],
    )
    assert parsed(text).date == ""


def test_what_is_said_around_a_paper_belongs_to_it() -> None:
    paper = {
        "id": "2605.06642", "title": "A title", "authors": [{"_id": "1", "name": "A. One"}, {"x": "B"}],
        "publishedAt": "2026-05-08T00:00:00.000Z", "summary": "Some text.", "githubRepo": "https://github.com/a/b",
    }  # fmt: skip
    (found,) = parsed(json.dumps([{"paper": paper, "title": "A title", "numComments": 2}])).entries
    assert isinstance(found, RawEntry)
    assert (found.authors, found.date, found.code) == (
        ("A. One", '{"x": "B"}'),
        "2026-05-08",
        "https://github.com/a/b",
    )
    assert texts(found) == [
        ("title", "", "A title"),
        ("numComments", "", "2"),
        ("abstract", "", "Some text."),
    ]


def test_more_names_of_the_same() -> None:
    found = raw(
        abs="",
        link="https://arxiv.org/abs/1706.03762",
        published="2017-06-12",
        journal_ref="NIPS 2017",
        tldr_zh="短",
    )
    assert (found.url, found.date, found.venue) == (
        "https://arxiv.org/abs/1706.03762",
        "2017-06-12",
        "NIPS 2017",
    )
    assert ("tldr", "zh", "短") in texts(found)
    both = raw(link="https://example.org/a")
    assert ("link", "", "https://example.org/a") in texts(both)


# --- papers under topics, days or identifiers


ROWS = {
    "SLAM": {
        "2408.06300": "|**2024-08-12**|**Visual SLAM for small robots**|Ann Lee et.al.|[2408.06300](http://arxiv.org/abs/2408.06300)|null|\n",
        "2007.11898": "|**2020-07-23**|**ORB-SLAM3: a library**|C. Campos et.al.|[2007.11898](http://arxiv.org/abs/2007.11898)"
        "|**[link](https://github.com/UZ-SLAMLab/ORB_SLAM3)**|\n",
        "2000.00000": "no row",
    },
    "Nothing today": {},
    "NeRF": {
        "2003.08934": "- 2020-03-19, **Scenes as neural radiance fields**, B. Mildenhall et.al., "
        "Paper: [http://arxiv.org/abs/2003.08934](http://arxiv.org/abs/2003.08934)\n",
    },
}  # fmt: skip


@pytest.mark.parametrize("indent", [None, 4])
def test_rows_of_tables_by_topic(indent: int | None) -> None:
    found = parsed(json.dumps(ROWS, indent=indent))
    facts = [
        (one.category, one.url[-10:], texts(one)[0][2], one.authors, one.date, one.code)
        for one in found.entries
        if isinstance(one, RawEntry)
    ]
    code = "https://github.com/UZ-SLAMLab/ORB_SLAM3"
    assert facts == [
        ("SLAM", "2408.06300", "Visual SLAM for small robots", "Ann Lee et.al.", "2024-08-12", ""),
        ("SLAM", "2007.11898", "ORB-SLAM3: a library", "C. Campos et.al.", "2020-07-23", code),
        ("NeRF", "2003.08934", "Scenes as neural radiance fields", "B. Mildenhall et.al.", "2020-03-19", ""),
    ]
    assert [(issue.code, issue.line) for issue in found.issues] == [("malformed-record", 5 if indent else 1)]
    assert [len(one.fields) for one in found.entries if isinstance(one, RawEntry)] == [1, 1, 1]
    assert [one.line for one in found.entries if isinstance(one, RawEntry)] == (
        [3, 4, 9] if indent else [1, 1, 1]
    )


@pytest.mark.parametrize("text", ['{"a": {"b": "|c', '{"a": {"b": "|c|"}} {}'])
def test_rows_in_damaged_json_are_an_issue(text: str) -> None:
    found = parsed(text)
    assert (found.entries, [issue.code for issue in found.issues]) == ((), ["malformed-json"])


@pytest.mark.parametrize(
    "document",
    [
        {"date": "2026-01-08", "cs.CV": [PAPER], "cs.LG": [{**PAPER, "abs": "https://arxiv.org/abs/1412.6980"}]},
        {"cs.CV": {"1706.03762": {**PAPER, "published": "2026-01-08"}}, "cs.LG": {"1412.6980": {"title": "B", "summary": "b"}}},
        {"2026-01-08": [PAPER, {**PAPER, "abs": "https://arxiv.org/abs/1412.6980"}]},
        {"1706.03762": PAPER, "1412.6980": {"title": "B", "summary": "b"}},
    ],
)  # fmt: skip
@pytest.mark.parametrize("indent", [None, 1])
def test_papers_under_keys(document: dict[str, object], indent: int | None) -> None:
    found = parsed(json.dumps(document, indent=indent))
    urls = [one.url for one in found.entries if isinstance(one, RawEntry)]
    assert [url[-9:] for url in urls] == ["706.03762", "1412.6980"]
    assert "2026-01-08" not in json.dumps(document) or "2026-01-08" in (
        found.date,
        *(one.date for one in found.entries),
    )


def test_keys_of_chinese_summaries() -> None:
    told = raw(headline_zh="一句", chinese_title="题", translated_abstract="译文", tags_zh=["甲", "乙"])
    assert {
        ("tldr", "zh", "一句"),
        ("title", "zh", "题"),
        ("abstract", "zh", "译文"),
        ("tags_zh", "", "甲; 乙"),
    } <= set(texts(told))
