"""The daily arXiv Markdown: exact on real pairs, every version, texts that look like markup, damage."""

from __future__ import annotations

import json
import pathlib
import re
import subprocess
import sys

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.ingest import load_file
from digestcli.model import Digest
from digestcli.normalise import normalise
from digestcli.readers import READERS, identify
from digestcli.readers.arxiv_daily import READER, read
from digestcli.readers.base import Parsed, RawEntry, Source
from digestcli.source import read_source
from digestcli.text.placeholders import is_placeholder

DAY = (ROOT / "samples" / "arxiv-daily" / "2026-01-05.md").read_text(encoding="utf-8")
LABELS = (("TL;DR", "tldr"), ("Motivation", "motivation"), ("Method", "method"), ("Result", "result"),
          ("Conclusion", "conclusion"), ("Abstract", "abstract"))  # fmt: skip
NAMES = tuple(name for _, name in LABELS)


def paper(number: int, *, category: str = "cs.LG", **given: str) -> str:
    """Return an entry of the current layout."""
    title = given.get("title", f"Paper {number}")
    url = given.get("url", f"https://arxiv.org/abs/2601.{number:05}")
    texts = {name: given.get(name, f"The {name} of paper {number}.") for name in NAMES}
    details = "".join(f"{label}: {texts[name]}\n\n" for label, name in LABELS[1:])
    return (
        f"### [{number}] [{title}]({url})\n*{given.get('authors', 'Ann Author,Bo Writer')}*\n\n"
        f"Main category: {category}\n\nTL;DR: {texts['tldr']}\n\n\n"
        f"<details>\n  <summary>Details</summary>\n{details}</details>\n"
    )


def block(category: str, *papers: str) -> str:
    return f"\n\n<div id='{category}'></div>\n\n# {category} [[Back]](#toc)\n\n" + "\n\n".join(papers)


def day(**blocks: tuple[str, ...]) -> str:
    """Return a digest of the current layout with these blocks, keyed by category (`_` is `.`)."""
    named = {name.replace("_", "."): papers for name, papers in blocks.items()}
    contents = "".join(f"- [{name}](#{name}) [Total: {len(papers)}]\n" for name, papers in named.items())
    return (
        "<div id=toc></div>\n\n# Table of Contents\n\n"
        + contents
        + "".join(block(name, *papers) for name, papers in named.items())
    )


def parsed(text: str) -> Parsed:
    return read(Source("2026-01-22.md", text))


def raws(text: str) -> list[RawEntry]:
    return [entry for entry in parsed(text).entries if isinstance(entry, RawEntry)]


def texts(entry: RawEntry) -> dict[str, str]:
    assert len({field.name for field in entry.fields}) == len(entry.fields)
    return {field.name: field.text for field in entry.fields}


def one(**given: str) -> RawEntry:
    (entry,) = raws(day(cs_LG=(paper(1, **given),)))
    return entry


def codes(text: str) -> list[str]:
    found = parsed(text)
    entries = [entry for entry in found.entries if isinstance(entry, RawEntry)]
    return [issue.code for issue in (*found.issues, *(issue for entry in entries for issue in entry.issues))]


def claims(text: str) -> list[str]:
    return [reader.name for reader in READERS if reader.sniff(text)]


# --- real documents


def truth(corpus: pathlib.Path, markdown: pathlib.Path) -> list[dict[str, object]]:
    (records,) = markdown.parent.glob(markdown.stem + "_AI_enhanced_*.jsonl")
    command = [sys.executable, str(corpus / "tools" / "truth.py"), str(markdown), str(records)]
    done = subprocess.run(command, capture_output=True, check=True, env={"PYTHONIOENCODING": "utf-8"})
    found: list[dict[str, object]] = json.loads(done.stdout.decode("utf-8"))
    return found


def test_raw_fields_are_exact_for_every_pair(corpus: pathlib.Path) -> None:
    """Before anything is normalised: placeholders stand as they are printed."""
    compared = 0
    for markdown in sorted((corpus / "corpus" / "arxiv-daily").glob("*.md")):
        source = read_source(str(markdown))
        entries = [entry for entry in read(source).entries if isinstance(entry, RawEntry)]
        expected = truth(corpus, markdown)
        assert len(entries) == len(expected)
        for entry, wanted in zip(entries, expected, strict=True):
            found = texts(entry)
            assert {name: found[name] for name in ("title", *NAMES)} == {
                name: "None" if wanted[name] is None else wanted[name] for name in ("title", *NAMES)
            }
            assert (entry.number, entry.category, list(entry.authors), entry.url) == (
                wanted["number"], wanted["category"], wanted["authors"], wanted["url"]
            )  # fmt: skip
            assert not entry.issues
            heading = source.text.split("\n")[entry.line - 1]
            assert heading.startswith(f"### [{entry.number}] [")
            assert source.text.split("\n")[entry.end - 1] == "</details>"
            compared += 1
    assert compared > 400


def test_entries_are_exact_for_every_pair(corpus: pathlib.Path) -> None:
    for markdown in sorted((corpus / "corpus" / "arxiv-daily").glob("*.md")):
        (loaded,) = load_file(str(markdown))
        for entry, wanted in zip(loaded.entries, truth(corpus, markdown), strict=True):
            assert entry.id == f"arxiv:{str(wanted['url']).rpartition('/')[2]}"
            for name in NAMES:
                text = getattr(entry, name)
                printed = None if wanted[name] is None else str(wanted[name])
                assert [value for _, value in text.items()] == (
                    [] if printed is None or is_placeholder(printed) else [printed]
                )


@pytest.mark.parametrize("name, pairs", (
    ("dw-dengwei_2025-03-21_v1-task", ("task", "motivation", "method", "result", "conclusion")),
    ("Straw674_2025-05-05_background-data", ("tldr", "background", "data", "method", "result")),
    ("70asunflower_2026-06-15_english-scored", ("tldr", "motivation", "method", "result")),
))  # fmt: skip
def test_older_and_forked_layouts_are_exact(corpus: pathlib.Path, name: str, pairs: tuple[str, ...]) -> None:
    folder = corpus / "corpus" / "dialects"
    (records,) = folder.glob(name + "_AI_enhanced_*.jsonl")
    with open(records, encoding="utf-8", newline="") as file:
        wanted = {
            record["title"]: record for record in map(json.loads, filter(str.strip, file.read().split("\n")))
        }
    entries = raws(read_source(str(folder / f"{name}.md")).text)
    assert len(entries) == len(wanted)
    for entry in entries:
        found, record = texts(entry), wanted[texts(entry)["title"]]
        assert (list(entry.authors), entry.url) == (record["authors"], record["abs"])
        assert found["abstract"] == record["summary"]
        assert {key: found[key] for key in pairs} == {key: record["AI"][key] or "None" for key in pairs}
        if "70asun" in name:
            assert float(found["score"]) == record["score"]
            assert found["category_tag"] == record["category_tag"]
        assert not set(found) - {"title", "abstract", "conclusion", "score", "category_tag", *pairs}
        assert not entry.issues


# --- versions, in small


BODY = (
    "*Ann Author,Bo Writer*\n\nMain category: {c}\n\n{label}: 一句话。\n\n\n"
    "<details>\n  <summary>Details</summary>\nMotivation: m\n\nMethod: me\n\nResult: r\n\n"
    "Conclusion: c\n\nAbstract: First line\nand second.\n\n</details>\n"
)
HEADINGS = (
    "### [1] [A](https://arxiv.org/abs/2504.00001)\n",
    "### [2] [B](https://arxiv.org/abs/2504.00002)\n",
)
BARE = tuple(re.sub(r"\[\d\] ", "", heading) for heading in HEADINGS)
OLD = BODY.replace("{label}", "TLDR")
CONTENTS = "# Table of Contents\n\n- [cs.CV](#cs.CV){n}\n- [quant-ph](#quant-ph){n}\n"


def old_blocks(headings: tuple[str, str], between: str = "\n\n") -> str:
    return between.join(
        f"\n# {category}\n\n{heading}" + OLD.replace("{c}", category)
        for category, heading in zip(("cs.CV", "quant-ph"), headings, strict=True)
    )


V0 = "".join(
    heading
    + "*Ann Author,Bo Writer*\n<details>\n  <summary>Abstract</summary>\nFirst line\nand second.\n</details>\n\n"
    for heading in BARE
)
V1 = "".join(
    heading
    + "*Ann Author,Bo Writer*\n\nTask: 任务。\n\nMotivation: m\n\n<details>\n  <summary>Details</summary>\n"
    "Method: me\n\nResult: r\n\nConclusion: c\n\nAbstract: First line\nand second.\n\n</details>\n\n\n"
    for heading in BARE
)
V2A = "# cs.CV\n\n" + "\n\n".join(
    heading + OLD.replace("{c}", category)
    for category, heading in zip(("cs.CV", "quant-ph"), BARE, strict=True)
)
VERSIONS = {
    "v2a": V2A,
    "v2b": CONTENTS.replace("{n}", "") + old_blocks((BARE[0], BARE[1])),
    "v2c": "<div id=toc></div>\n\n" + CONTENTS.replace("{n}", "") + old_blocks((BARE[0], BARE[1])),
    "v2d": "<div id=toc></div>\n\n" + CONTENTS.replace("{n}", "") + old_blocks(HEADINGS),
    "v3": "<div id=toc></div>\n\n" + CONTENTS.replace("{n}", " [Total: 1]") + old_blocks(HEADINGS, "\n"),
    "v4": "<div id=toc></div>\n\n" + CONTENTS.replace("{n}", " [Total: 1]") + "".join(
        block(category, heading + BODY.replace("{c}", category).replace("{label}", "TL;DR"))
        for category, heading in zip(("cs.CV", "quant-ph"), HEADINGS, strict=True)
    ),
}  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS)
def test_versions(version: str) -> None:
    text = VERSIONS[version]
    assert claims(text) == ["arxiv-daily"]
    entries = raws(text)
    assert [entry.category for entry in entries] == ["cs.CV", "quant-ph"]
    assert [entry.number for entry in entries] == ([1, 2] if version in ("v2d", "v3", "v4") else [None, None])
    assert codes(text) == []
    for entry, title in zip(entries, "AB", strict=True):
        assert texts(entry) == {
            "title": title, "tldr": "一句话。", "motivation": "m", "method": "me", "result": "r",
            "conclusion": "c", "abstract": "First line\nand second.",
        }  # fmt: skip
        assert entry.authors == ("Ann Author", "Bo Writer")
        assert entry.url == f"https://arxiv.org/abs/2504.0000{'AB'.index(title) + 1}"


@pytest.mark.parametrize("text, labels", (
    (V0, {}),
    (V1, {"task": "任务。", "motivation": "m", "method": "me", "result": "r", "conclusion": "c"}),
))  # fmt: skip
def test_versions_without_categories_and_numbers(text: str, labels: dict[str, str]) -> None:
    assert claims(text) == ["arxiv-daily"]
    assert codes(text) == []
    for entry, title in zip(raws(text), "AB", strict=True):
        assert texts(entry) == {"title": title, **labels, "abstract": "First line\nand second."}
        assert (entry.number, entry.category, entry.authors) == (None, "", ("Ann Author", "Bo Writer"))


def test_labels_in_an_abstract_of_v0_are_its_own() -> None:
    printed = "Background: words.\nMethods: more words.\nResults: numbers."
    entry = raws(V0.replace("First line\nand second.", printed))[0]
    assert texts(entry) == {"title": "A", "abstract": printed}


def test_numbers_by_position_where_none_are_printed() -> None:
    entries = [normalise(raw, Digest("k", "arxiv-daily"), at) for at, raw in enumerate(raws(V1), 1)]
    assert [entry.number for entry in entries] == [1, 2]


# --- texts that look like markup


@pytest.mark.parametrize("title", (
    "A [bracketed] title", "Ends in [brackets]", "[Begins] so", "A ](link) in it", "u2(1+u),v2(1+v2)](x)",
    "$[0,1]$ and $f(x)$", "a_b *c* <d> | e", "[[Back]](#toc)", "### [2] [no](heading)", "[1] again", "(", "]",
))  # fmt: skip
def test_titles(title: str) -> None:
    entry = one(title=title)
    assert (texts(entry)["title"], entry.url, entry.issues) == (title, "https://arxiv.org/abs/2601.00001", ())


@pytest.mark.parametrize("authors, expected", (
    ("One Author", ("One Author",)),
    ("A*,B*", ("A*", "B*")),
    ("A. O'Neil (IBM),\"Q\" & Co.", ("A. O'Neil (IBM)", '"Q" & Co.')),
    ("Kenneth M. Merz,,Ann Author", ("Kenneth M. Merz,", "Ann Author")),
    ("Ann Author,Kenneth M. Merz,", ("Ann Author", "Kenneth M. Merz,")),
    ("Robert Jones, Jr.,Bo Writer", ("Robert Jones, Jr.", "Bo Writer")),
    ("John Doe, III", ("John Doe, III",)),
    ("Ann Author, Bo Writer", ("Ann Author", "Bo Writer")),
    ("", ()),
    (",".join(f"Author {number}" for number in range(3_000)), tuple(f"Author {n}" for n in range(3_000))),
))  # fmt: skip
def test_authors(authors: str, expected: tuple[str, ...]) -> None:
    entry = one(authors=authors)
    assert (entry.authors, entry.issues) == (expected, ())


ODD = (
    "several\nlines\n  and a paragraph",
    "1. one\n2. two",
    "a label\nConclusion: inside\nMotivation: and\nResult: more",
    "# a heading?\n#2-SAT and #3-SAT",
    "<1s) transform\n<query, passage>\n<https://example.org>",
    "form\x0cfeed, carriage\rreturn, bell\x07, \x1b\x1b escape, \x08 and\ttab",
    "\u2028 separators \x85 of \x0b lines \u2029",
    "zero\u200bwidth, no\u00a0break, \ufffd",
    "trailing blank ",
    "[u] and [this https URL](x)",
    "*emphasis* at the start",
    "```\ncode\n```\n---\n| a | b |",
    "- [cs.CV](#cs.CV) [Total: 9]",
    "$\\{x\\}$ and {braces} and %s",
    "Summary generation failed",
)


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("name", NAMES)
def test_texts_are_exact(name: str, text: str) -> None:
    whole = day(cs_LG=(paper(1), paper(2, **{name: text}), paper(3)))
    entries = raws(whole)
    assert texts(entries[1])[name] == text
    assert {key: value for key, value in texts(entries[1]).items() if key != name} == {
        key: value for key, value in texts(raws(day(cs_LG=(paper(1), paper(2))))[1]).items() if key != name
    }
    assert [texts(entry)["title"] for entry in entries] == ["Paper 1", "Paper 2", "Paper 3"]
    assert codes(whole) == []


@pytest.mark.parametrize("text", (
    "words\n\nConclusion: inside\n\nMotivation: and\n\nAbstract: again",
    "words\n\n# cs.CV [[Back]](#toc)\n\nmore",
    "words\n\n## A section\n\nmore",
    "words\n### [no entry] at all",
    "words\n### [no entry](https://example.org) at all",
    "<div id='x'></div>",
    "<\n\n>",
))  # fmt: skip
def test_abstracts_may_hold_anything(text: str) -> None:
    whole = day(cs_LG=(paper(1, abstract=text), paper(2)))
    assert [texts(entry)["abstract"] for entry in raws(whole)] == [text, "The abstract of paper 2."]
    assert claims(whole) == ["arxiv-daily"]
    assert identify(Source("x", whole)) is READER
    assert codes(whole) == []


def test_empty_fields() -> None:
    entry = one(tldr="", conclusion="", abstract="")
    assert texts(entry) == {
        "title": "Paper 1", "tldr": "", "motivation": "The motivation of paper 1.", "method": "The method of paper 1.",
        "result": "The result of paper 1.", "conclusion": "", "abstract": "",
    }  # fmt: skip


@pytest.mark.parametrize("tldr, expected", (
    ("[Embodied][7.5] Better by far", ("Embodied", "7.5", "Better by far")),
    ("[Arch-Infra][5.5] ✅ Tiara", ("Arch-Infra", "5.5", "Tiara")),
    ('[A][3] "quoted"', ("A", "3", '"quoted"')),
    ("[A][3] $x$ is", ("A", "3", "$x$ is")),
    ("[this] is text", (None, None, "[this] is text")),
    ("[a][b] c", (None, None, "[a][b] c")),
    ("✅ alone", (None, None, "✅ alone")),
))  # fmt: skip
def test_tags_and_score_before_the_summary(tldr: str, expected: tuple[str | None, ...]) -> None:
    found = texts(one(tldr=tldr))
    assert (found.get("category_tag"), found.get("score"), found["tldr"]) == expected


def test_lines_of_every_field() -> None:
    text = day(cs_LG=(paper(1, abstract="a\nb"), paper(2)), cs_CV=(paper(3, tldr="x\ny"),))
    lines = text.split("\n")
    for entry in raws(text):
        for field in entry.fields:
            assert field.text.split("\n")[0] in lines[field.line - 1]
        assert lines[entry.line - 1].startswith("### ")
        assert lines[entry.end - 1] == "</details>"


# --- checks


@pytest.mark.parametrize("text", (
    "<div id=toc></div>\n\n# Table of Contents\n\n", "<div id=toc></div>\n\n# Table of Contents", "<div id=toc></div>\n"
))  # fmt: skip
def test_an_empty_day_is_an_empty_digest(text: str) -> None:
    assert claims(text) == ["arxiv-daily"]
    assert parsed(text) == Parsed(())


def test_blanks_after_a_heading() -> None:
    text = "\n".join(
        line + "  " if line.startswith("### ") else line for line in day(cs_LG=(paper(1),)).split("\n")
    )
    assert claims(text) == claims(text.replace("<div id=toc></div>", "")) == ["arxiv-daily"]
    assert [texts(entry) for entry in raws(text)] == [texts(one())]


def test_declared_totals_are_checked() -> None:
    text = day(cs_LG=(paper(1), paper(2)), cs_CV=(paper(3),))
    assert parsed(text).issues == ()
    (issue,) = parsed(text.replace("[Total: 2]", "[Total: 3]")).issues
    assert issue == ("count-mismatch", "the contents say 3 entries in cs.LG, there are 2", 5)
    (issue,) = parsed(text.replace("- [cs.CV](#cs.CV) [Total: 1]", "- [cs.CV](#cs.CV) [Total: 0]")).issues
    assert issue == ("count-mismatch", "the contents say 0 entries in cs.CV, there are 1", 6)


@pytest.mark.parametrize("numbers, expected", (
    ((1, 2, 3), []),
    ((1, 3, 4), ["entry 3 stands where 2 is due"]),
    ((1, 2, 2), ["entry 2 stands where 3 is due"]),
    ((5, 6, 7), ["entry 5 stands where 1 is due"]),
))  # fmt: skip
def test_numbering_is_checked(numbers: tuple[int, ...], expected: list[str]) -> None:
    found = parsed(day(cs_LG=tuple(map(paper, numbers))))
    assert [issue.message for issue in found.issues if issue.code == "number-mismatch"] == expected
    assert [entry.number for entry in found.entries] == list(numbers)


def test_text_between_entries_is_told() -> None:
    text = day(cs_LG=(paper(1), paper(2))).replace("</details>\n", "</details>\nA note.\n", 1)
    (issue,) = parsed(text).issues
    assert issue == ("stray-text", "outside of any entry: 'A note.'", text.split("\n").index("A note.") + 1)


def test_a_page_of_this_kind_without_entries() -> None:
    assert [issue.code for issue in parsed("<div id=toc></div>\n\nnothing here\n").issues] == ["no-entries"]


# --- damage


def without_line(text: str, start: str) -> str:
    lines = text.split("\n")
    at = next(
        index
        for index, line in enumerate(lines)
        if line.startswith(start) and index > text[: text.index("### [2]")].count("\n") - 1
    )
    return "\n".join(lines[:at] + lines[at + 1 :])


THREE = day(cs_LG=(paper(1), paper(2), paper(3)))
WHOLE = raws(THREE)


@pytest.mark.parametrize("start, issue", (
    ("### [2]", "damaged-heading"),
    ("*Ann", "missing-authors"),
    ("Main category", None),
    ("TL;DR", "missing-field"),
    ("<details>", None),
    ("  <summary>", None),
    ("Motivation", "missing-field"),
    ("Conclusion", "missing-field"),
    ("Abstract", "missing-field"),
    ("</details>", "truncated"),
))  # fmt: skip
def test_a_lost_line_harms_its_own_entry_only(start: str, issue: str | None) -> None:
    text = without_line(THREE, start)
    entries = raws(text)
    assert [texts(entry) for entry in (entries[0], entries[2])] == [texts(WHOLE[0]), texts(WHOLE[2])]
    lost = {"### [2]": "title", "TL;DR": "tldr"}.get(start, start.lower())
    assert texts(entries[1]) == {name: text for name, text in texts(WHOLE[1]).items() if name != lost}
    assert (issue is None) == (entries[1].issues == ())
    assert issue is None or entries[1].issues[0].code == issue
    assert [entry.category for entry in entries] == ["cs.LG"] * 3


@pytest.mark.parametrize("heading, title, url, number", (
    ("### [2] [Paper 2](https://arxiv.org/abs/2601.00002", "Paper 2", "https://arxiv.org/abs/2601.00002", 2),
    ("### [2] [Paper 2]", "Paper 2", "", 2),
    ("### [2] [Paper 2", "Paper 2", "", 2),
    ("### [2] [Paper 2](https://arxiv.org/abs/2601.00002) (new)", "Paper 2", "https://arxiv.org/abs/2601.00002", 2),
    ("### [Paper 2](https://arxiv.org/abs/2601.00002)", "Paper 2", "https://arxiv.org/abs/2601.00002", None),
    ("### Paper 2", "Paper 2", "", None),
    ("## [2] [Paper 2](https://arxiv.org/abs/2601.00002)", "[2] [Paper 2", "https://arxiv.org/abs/2601.00002", None),
))  # fmt: skip
def test_a_damaged_heading(heading: str, title: str, url: str, number: int | None) -> None:
    text = THREE.replace("### [2] [Paper 2](https://arxiv.org/abs/2601.00002)", heading)
    entries = raws(text)
    assert [texts(entry) for entry in (entries[0], entries[2])] == [texts(WHOLE[0]), texts(WHOLE[2])]
    assert (texts(entries[1])["title"], entries[1].url, entries[1].number) == (title, url, number)
    assert texts(entries[1])["abstract"] == "The abstract of paper 2."


def test_the_first_heading_lost() -> None:
    text = THREE.replace("### [1] [Paper 1](https://arxiv.org/abs/2601.00001)\n", "")
    assert claims(text) == ["arxiv-daily"]
    assert [texts(entry).get("title") for entry in raws(text)] == [None, "Paper 2", "Paper 3"]
    assert texts(raws(text)[0])["abstract"] == "The abstract of paper 1."


def test_the_first_heading_of_a_block_lost() -> None:
    text = day(cs_LG=(paper(1),), cs_CV=(paper(2), paper(3))).replace(
        "### [2] [Paper 2](https://arxiv.org/abs/2601.00002)\n", ""
    )
    assert [texts(entry).get("title") for entry in raws(text)] == ["Paper 1", None, "Paper 3"]
    assert [entry.category for entry in raws(text)] == ["cs.LG", "cs.LG", "cs.LG"]


def test_text_whose_label_is_lost_is_kept() -> None:
    entry = one(motivation="first line\nsecond line")
    text = day(cs_LG=(paper(1, motivation="first line\nsecond line"),)).replace(
        "Motivation: first line\n", ""
    )
    (damaged,) = raws(text)
    assert texts(damaged)["unlabelled"] == "second line"
    assert {name: text for name, text in texts(entry).items() if name != "motivation"} == {
        name: text for name, text in texts(damaged).items() if name != "unlabelled"
    }
    (entry,) = raws("### [A](https://arxiv.org/abs/2601.00001)\n*Ann*\n\nOnly prose here.\n\n</details>\n")
    assert texts(entry) == {"title": "A", "unlabelled": "Only prose here."}
    (entry,) = raws("### [A](b)\n*Ann*\n<details>\n  <summary>More</summary>\nOnly prose here.\n</details>\n")
    assert texts(entry) == {"title": "A", "unlabelled": "Only prose here."}


def test_blank_lines_lost() -> None:
    (entry,) = raws(re.sub("\n\n+", "\n", day(cs_LG=(paper(1),))))
    assert texts(entry) == texts(one())


def same(entry: RawEntry, other: RawEntry) -> bool:
    """Tell whether two entries are equal but for the lines they stand on and their category."""
    return (texts_or_none(entry), entry.authors, entry.url) == (
        texts_or_none(other),
        other.authors,
        other.url,
    )


def texts_or_none(entry: RawEntry) -> list[tuple[str, str]]:
    return [(field.name, field.text) for field in entry.fields]


def check_neighbours(damaged: str, touched: set[int]) -> None:
    """Every entry of the sample but the `touched` ones is there, as it was."""
    found = {entry.url: entry for entry in raws(damaged)}
    for at, entry in enumerate(raws(DAY)):
        if at not in touched:
            assert same(found[entry.url], entry), (at, entry.line)


def owner(line: int) -> set[int]:
    """Return which entry of the sample (by position) the line (from 0) is part of."""
    return {at for at, entry in enumerate(raws(DAY)) if entry.line - 1 <= line <= entry.end - 1}


@pytest.mark.parametrize("offset", range(0, 40, 3))
def test_cut_anywhere_the_entries_before_are_whole(offset: int) -> None:
    lines = DAY.split("\n")
    for at in range(20 + offset, len(lines), 160):
        cut = "\n".join(lines[:at])
        check_neighbours(cut, {index for index, entry in enumerate(raws(DAY)) if entry.end > at})


@pytest.mark.parametrize("offset", range(0, 40, 3))
def test_a_dropped_line_anywhere_leaves_the_neighbours_whole(offset: int) -> None:
    lines = DAY.split("\n")
    for at in range(offset, len(lines), 160):
        check_neighbours("\n".join(lines[:at] + lines[at + 1 :]), owner(at))


def test_a_repeated_entry_is_two_entries() -> None:
    text = day(cs_LG=(paper(1), paper(2), paper(2), paper(3)))
    assert [entry.number for entry in raws(text)] == [1, 2, 2, 3]
    assert codes(text).count("number-mismatch") == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=6, max_size=6))
def test_any_texts_come_back(drawn: list[str]) -> None:
    """Whatever a field holds (but the markers of the grammar), it comes back, and so do the neighbours."""
    clean = [re.sub(r"\n\n+|^\n+|\n+$", "", text.replace("\r\n", "\n")) for text in drawn]
    fields = dict(zip(NAMES, clean, strict=True))
    entries = raws(day(cs_LG=(paper(1), paper(2, **fields), paper(3))))
    assert {name: texts(entries[1])[name] for name in NAMES} == fields
    assert [same(entries[at], WHOLE[at]) for at in (0, 2)] == [True, True]
