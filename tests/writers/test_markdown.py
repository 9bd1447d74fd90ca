"""Markdown: the daily layout that reads back equal and that others still read, and notes for Obsidian."""

from __future__ import annotations

import io
import os
import pathlib
import re
import tracemalloc
from collections.abc import Callable, Iterable, Iterator

import pytest
import yaml
from entries import NASTY, arxiv_entry, make_entry, nasty_entries, nasty_entry, plainly
from marked import MARKUP, rendered

from digestcli.ingest import Loaded, Refused, load
from digestcli.model import Entry, Origin, Text
from digestcli.readers import identify
from digestcli.readers.arxiv_daily import READER, read
from digestcli.readers.base import RawEntry, Source
from digestcli.record import from_record, to_record
from digestcli.text.markup import unescape
from digestcli.writers.base import Options
from digestcli.writers.markdown import WRITER

STRICT = re.compile(  # what a program that knows nothing of ours may look for in the layout
    r"### \[(\d+)\] \[([^\n]*)\]\((\S+)\)\n\*([^\n]*)\*\n\nMain category: (\S+)\n\nTL;DR: (.*?)\n\n\n<details>\n"
    r"  <summary>Details</summary>\nMotivation: (.*?)\n\nMethod: (.*?)\n\nResult: (.*?)\n\nConclusion: (.*?)\n\n"
    r"Abstract: (.*)\n\n</details>\n",
    re.DOTALL,
)


def written(entries: Iterable[Entry], **options: str) -> str:
    stream = io.StringIO(newline="")
    entries = list(entries)
    assert WRITER.write(iter(entries), stream, Options(**options)) == len(entries)  # type: ignore[arg-type]
    return stream.getvalue()


def read_back(text: str, folder: pathlib.Path) -> list[Entry]:
    path = folder / "export.md"
    path.write_bytes(text.encode("utf-8"))
    assert identify(Source("export.md", text)) is READER
    return [entry for one in load([str(path)]) if isinstance(one, Loaded) for entry in one.entries]


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.digest, entry.number, str(to_record(entry))))


def as_read(entries: Iterable[Entry]) -> list[Entry]:
    return in_order(from_record(plainly(to_record(entry))) for entry in entries)  # type: ignore[arg-type]


# --- the daily layout


def test_empty_is_an_empty_day() -> None:
    assert written([]) == "<div id=toc></div>\n\n# Table of Contents\n\n"
    assert read(Source("x.md", written([]))).issues == ()


def test_layout() -> None:
    text = written([
        arxiv_entry(1, "2601.00001", category="cs.LG"),
        arxiv_entry(2, "2601.00002", category="quant-ph", authors=("Ann", "Bo")),
        arxiv_entry(3, "2601.00003", category="cs.LG", tldr=Text(zh="短")),
        make_entry(4, category="Earth Science"),
        make_entry(5),
    ])  # fmt: skip
    assert (
        re.sub(r"\n\n<!--[^\n]*-->", "", text)
        == """<div id=toc></div>

# Table of Contents

- [cs.LG](#cs.LG) [Total: 2]
- [quant-ph](#quant-ph) [Total: 1]
- [Earth Science](#Earth-Science) [Total: 1]
- [Uncategorized](#Uncategorized) [Total: 1]


<div id='cs.LG'></div>

# cs.LG [[Back]](#toc)

### [1] [Title 1](https://arxiv.org/abs/2601.00001)

Main category: cs.LG


### [3] [Title 3](https://arxiv.org/abs/2601.00003)

Main category: cs.LG

TL;DR: 短


<div id='quant-ph'></div>

# quant-ph [[Back]](#toc)

### [2] [Title 2](https://arxiv.org/abs/2601.00002)
*Ann,Bo*

Main category: quant-ph


<div id='Earth-Science'></div>

# Earth Science [[Back]](#toc)

### [4] [Title 4]()

Main category: Earth Science


<div id='Uncategorized'></div>

# Uncategorized [[Back]](#toc)

### [5] [Title 5]()
"""
    )


def test_nasty_entries_come_back(tmp_path: pathlib.Path) -> None:
    entries = [*nasty_entries(), *(nasty_entry(100 + at, text) for at, text in enumerate(MARKUP))]
    assert in_order(read_back(written(entries), tmp_path)) == as_read(entries)


@pytest.mark.parametrize("text", (*NASTY, *MARKUP))
def test_each_nasty_text_comes_back_alone(tmp_path: pathlib.Path, text: str) -> None:
    entries = [nasty_entry(7, text)]
    output = written(entries, shown=True)  # type: ignore[arg-type]
    assert read_back(output, tmp_path) == as_read(entries)
    assert read(Source("x.md", output)).issues == ()


def test_contents_are_right_whatever_the_categories(tmp_path: pathlib.Path) -> None:
    names = (
        "cs.LG",
        "",
        " ",
        "a]b",
        "Table of Contents",
        "Table of Contents 2",
        "x\ny",
        "物理学",
        "cs.LG",
        "'><b>",
        "a b",
        "a-b",
    )
    entries = [make_entry(number, category=name) for number, name in enumerate((*names, *names), 1)]
    output = written(entries)
    assert read(Source("x.md", output)).issues == ()
    assert in_order(read_back(output, tmp_path)) == as_read(entries)
    tags, _ = rendered(output)
    assert tags <= {"div", "h1", "ul", "li", "a", "p", "h3", "!--"}


def test_several_digests_become_those_again(tmp_path: pathlib.Path) -> None:
    entries = [make_entry(number, digest=key, id=f"{key}:{number}", date=key[-10:], source=Origin("x.md", "arxiv-daily"))
               for key in ("made-2026-01-22", "made-2026-01-21") for number in (1, 2)]  # fmt: skip
    (tmp_path / "x.md").write_text(written(entries), encoding="utf-8")
    found = [one for one in load([str(tmp_path / "x.md")]) if isinstance(one, Loaded)]
    assert [one.digest.key for one in found] == ["made-2026-01-22", "made-2026-01-21"]
    assert [one.digest.issues for one in found] == [(), ()]
    (tmp_path / "x.jsonl").write_text('{"title": "Title 1", "AI": {}}\n', encoding="utf-8")
    found = [one for one in load([str(tmp_path)]) if isinstance(one, Loaded)]
    assert [one.digest.key for one in found][:2] == ["made-2026-01-22", "made-2026-01-21"]


def test_entries_come_back_in_their_order(tmp_path: pathlib.Path) -> None:
    categories = ("a", "b", "a", "a", "c", "b", "", "a", "c", "c")
    entries = [make_entry(100 - at, category=name) for at, name in enumerate(categories)]
    output = written(entries)
    assert read_back(output, tmp_path) == entries
    assert re.findall(r"### \[(\d+)", output) == ["100", "98", "97", "93", "99", "95", "96", "92", "91", "94"]


def test_entries_by_hand_among_ours(tmp_path: pathlib.Path) -> None:
    output = written([make_entry(1, category="cs.LG")])
    output += "\n\n### [2] [By hand](https://arxiv.org/abs/2601.00002)\n*Ann*\n\nMain category: cs.LG\n\nTL;DR: &lt; x\n"
    ours, raw = read(Source("x.md", output)).entries
    assert ours == make_entry(1, category="cs.LG")
    assert isinstance(raw, RawEntry)
    assert [(field.name, field.text) for field in raw.fields] == [("title", "By hand"), ("tldr", "&lt; x")]


def _real(digests: list[Loaded], samples: pathlib.Path) -> Iterator[Loaded]:
    yield from digests
    for one in load([str(samples)]):
        if not isinstance(one, Refused):
            yield one


def test_every_real_entry_comes_back(
    real_digests: list[Loaded], samples: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    everything: list[Entry] = []
    for one in _real(real_digests, samples):
        assert read_back(written(one.entries), tmp_path) == list(one.entries)
        everything.extend(one.entries)
    assert in_order(read_back(written(everything), tmp_path)) == in_order(everything)
    print(f"{len(everything)} entries exported as Markdown and read back equal")
    assert len(everything) > 800


def test_other_programs_still_read_it(real_digests: list[Loaded], samples: pathlib.Path) -> None:
    """A strict pattern of the layout finds the same fields in the export as in the file."""
    compared = same = 0
    for one in _real(real_digests, samples):
        if one.digest.reader != "arxiv-daily" or "dialects" in one.path:
            continue
        before = dict(_strictly(one.original))
        for url, fields in _strictly(written(one.entries)):
            if url in before:
                compared += 1
                same += fields == before[url]
                assert tuple(map(unescape, fields)) == before[url]
    print(f"{compared} entries compared, {same} of them character by character")
    assert compared > 400
    assert same > 0.8 * compared


def _strictly(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the link and the fields of each entry, as a program does that splits at the headings."""
    for part in re.split(r"^(?=### \[\d+\] \[)", text, flags=re.MULTILINE):
        match = STRICT.fullmatch(part[: part.rfind("</details>") + len("</details>\n")])
        if match:
            yield match[3], match.groups()


def test_the_seed_is_the_same_but_for_notes_and_references(corpus: pathlib.Path) -> None:
    (path,) = (corpus / "seeds").glob("003_*")
    (one,) = load([str(path)])
    assert isinstance(one, Loaded)
    ours = re.sub(r"\n<!-- digest-entry/1 [^\n]* -->\n", "", written(one.entries))
    changed = [
        (old, new) for old, new in zip(one.original.split("\n"), ours.split("\n"), strict=True) if old != new
    ]
    assert len(changed) < 20
    assert all(unescape(new) == old or old.startswith("TL;DR") for old, new in changed)


@pytest.mark.untraced
def test_memory_does_not_grow() -> None:
    def entries(count: int) -> Iterator[Entry]:
        for number in range(count):
            yield make_entry(number, category=f"cs.{'AB'[number % 2]}", abstract=Text(en="words " * 2_000))

    with open(os.devnull, "w", encoding="utf-8") as stream:
        WRITER.write(entries(10), stream, Options())
        tracemalloc.start()
        WRITER.write(entries(3_000), stream, Options())  # 36 MB
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 20_000_000


# --- notes


def properties_of(note: str) -> dict[str, object]:
    assert note.startswith("---\n")
    loaded: dict[str, object] = yaml.safe_load(note[4:].partition("\n---\n")[0])
    return loaded


def test_one_note() -> None:
    note = written(
        [arxiv_entry(1, "2601.14263", category="cs.LG", title=Text(zh="题", en="Title"))], style="obsidian"
    )
    assert properties_of(note)["aliases"] == ["题"]
    assert note.count("\n---\n") == 1
    assert "\n# Title\n\n**题**\n" in note


def test_a_note_with_several_entries() -> None:
    note = written([make_entry(1, category="cs.LG"), make_entry(2)], style="obsidian", name="cs.LG")
    assert properties_of(note) == {"title": "cs.LG", "aliases": [], "tags": [], "cssclasses": ["digest"]}
    assert "\n## Title 1\n\n#cs/LG\n" in note
    assert "\n## Title 2\n" in note
    assert properties_of(written([], style="obsidian")) == {
        "aliases": [],
        "tags": [],
        "cssclasses": ["digest"],
    }


def test_every_real_note_has_properties(real_digests: list[Loaded], samples: pathlib.Path) -> None:
    count = 0
    for one in _real(real_digests, samples):
        for entry in one.entries:
            found = properties_of(written([entry], style="obsidian"))
            assert found["authors"] == [" ".join(name.split()) for name in entry.authors]
            assert found.get("arxiv") == entry.identifiers.get("arxiv")
            count += 1
    print(f"{count} notes with properties that yaml loads")


# --- golden files


@pytest.mark.parametrize("style", ("digest", "obsidian"))
@pytest.mark.parametrize("sample", ("journal-weekly/nature-20150528.txt", "labelled/quant-ph_bilingual.md"))
def test_golden(samples: pathlib.Path, golden: Callable[[str, str], None], sample: str, style: str) -> None:
    entries = [
        entry for one in load([str(samples / sample)]) if isinstance(one, Loaded) for entry in one.entries
    ]
    name = f"{sample.replace('/', '_').rpartition('.')[0]}.{style}.md"
    golden(name, written(entries, style=style, name="a sample"))
