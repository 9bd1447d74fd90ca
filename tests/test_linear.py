"""Hostile texts cost no more than their length: nothing grows with the square of a line or of a file.

A run of one thing is put into each kind of line at a sample's head (and stands alone, for the functions
of text/): what takes four times as long a text much more than four times as long is quadratic somewhere.
Processor time is measured, and only what is slow at all is measured again at a quarter of the length.
"""

from __future__ import annotations

import pathlib
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice

import pytest
from conftest import ROOT

from digestcli.documents import adorned, references, webpage
from digestcli.documents.articles import feature, prose, unfold
from digestcli.documents.credits import contributors, quoted_titles, sign
from digestcli.documents.feeds import feedroot, htmltext, syndication
from digestcli.documents.guides import cited, folded, guide, headlines, journal
from digestcli.documents.html import page, tokens
from digestcli.documents.markdown import named, outline, topicjson
from digestcli.documents.markdown.labels import LABELS, LabelTable
from digestcli.documents.pdf import contents, furniture, imprints, lines, paragraphs, runon
from digestcli.errors import DataError
from digestcli.model import Digest
from digestcli.normalise import normalise
from digestcli.readers import READERS, identify
from digestcli.readers.base import Reader, Source
from digestcli.saved import without_html
from digestcli.source import decode, read_source
from digestcli.text import dates, fold, layout, math, names, placeholders, visible
from digestcli.text.damage import glosses, repair
from digestcli.text.languages import language, script

pytestmark = pytest.mark.untraced  # three times as fast untraced, and no statement about lines

FLOOR = 0.1
"""Seconds below which nothing is called slow: noise, and what is linear at a price."""
GROWTH = 8.0
"""How much longer a text of four times the length may take; 4 is linear, 16 quadratic."""
SHORT, LONG = 1_500, 6_000
PLACES = 4
HEAD = 45

RUNS = (
    " ", "\t", "\u3000", "\xa0", "\u200b", "\r", "\x0c", "](", "[](#", "](#a)", "[a](b", "[", "(", "（", ")", "）", "]", "{", "《", "》",
    "*", "**", "**a", "|", " | ", "<", "<a ", "<a id=", "<b ", "<summary></summary>", "$", "$a", "\\", "\\_", "\\emph{", "\\'",
    "·", "…", "-", "--", "#", '"', "'", "“", "’", ":", "：", "。", ".", "?", "1?", "a?", "?ǎ)", "導(ǎ)", "=", "&", "/", " / ",
    "1", "1.", "1 ", "第1期", "2025年", "[1]", "[1] ", "（1）", "⁰", "量", "量1", "量 ", "量、", "a", "A", "Aa ", "a, ", "a-", ",",
    "et al. ", "Jr., ", "等", "https://", "http://a.b/", "10.1234/", ".full", "data-", "e\u0301", "\u0301\u0323", "😀", "着", "發", "发", "あ",
    "作者", "摘要 ", "文章标题：", "张三、", "编译自", "原文标题：\n", "title,", "![", "![](", "> ", "- ", "]([a](b", "no papers ",
)  # fmt: skip
LINES = (
    "", " ", "\t", "a", "a ", "A title", "量", "量 ", "战 略", "1", "1 A https://a.b", "量1。", "1、量", "（量）", "（量 量）",
    "量·····1", "\x0c量", "# a", "### [a](b)", "## 1. [A](https://arxiv.org/abs/2601.00001)", "- a", "- [a](#b) (3)", "> a", "| a",
    "---", "**TL;DR:** b", "**a:** b", "PDF: x", "作者:a", "▲摘要:", "参考文献", "[1] a", "图1 a", "![a](b)", "<details>", "</details>",
    "*A, B*", "Main category: cs.LG", "Abstract: a", "Nature, 16 April 2026, Volume 652, Issue 8110", "- title: a", "a,b", "{", '{"a": 1}',
)  # fmt: skip


def runs(size: int) -> Iterator[tuple[str, str]]:
    """Yield what each hostile run is called, and a run of about `size` characters."""
    for unit in RUNS:
        yield repr(unit), unit * (size // len(unit))
    for line in LINES:
        yield repr(line + "\n"), f"\n{line}" * (size // (len(line) + 1))


def seconds(work: Callable[[str], object], text: str) -> float:
    before = time.process_time()
    work(text)
    return time.process_time() - before


def growing(work: Callable[[str], object], texts: Callable[[int], Iterator[tuple[str, str]]]) -> list[str]:
    """Return the names of the texts on which `work` takes more than in proportion to their length."""
    found = []
    for at, (name, text) in enumerate(texts(LONG)):
        taken = seconds(work, text)
        if taken > FLOOR:
            _, shorter = next(islice(texts(SHORT), at, None))
            less = min(seconds(work, shorter) for _ in range(2))
            taken = min(taken, seconds(work, text))
            if taken > FLOOR and taken > GROWTH * less:
                found.append(f"{name}: {less:.3f} s, and {taken:.3f} s for four times as much")
    return found


# --- readers

SAMPLES = sorted(path for path in ROOT.glob("samples/*/*") if not path.name.endswith(".expect.yaml"))


def shape(line: str) -> str:
    """Return what kind of line this is: its marks, and a sign for each word."""
    return re.sub(r"[A-Za-z]+", "a", re.sub("[\u3400-\u9fff]+", "量", re.sub(r"\d+", "1", line)))[:20]


def places(head: list[str]) -> list[tuple[int, int]]:
    """Return (line, column) of some places that differ: behind a mark, or at the end of a line."""
    kinds = {shape(line): at for at, line in reversed(list(enumerate(head)))}
    found = []
    for number, at in enumerate(sorted(kinds.values())):
        line = head[at]
        marks = [match.end() for match in re.finditer(r"[:：(\[*\"]+ ?|^.", line)]
        found.append((at, [len(line), *marks][number * 7 % (len(marks) + 1)]))
    return found[:: -(-len(found) // PLACES)]


def hostile(path: pathlib.Path) -> Callable[[int], Iterator[tuple[str, str]]]:
    """Return what makes texts of a sample's first lines with a run of a size in some of them."""
    whole = read_source(str(path)).text.split("\n")
    head, rest, spots = whole[:HEAD], whole[HEAD : HEAD + 15], dict(places(whole[:HEAD]))

    def texts(size: int) -> Iterator[tuple[str, str]]:
        for number, (name, run) in enumerate(runs(size)):
            some = sorted(spots)[number % PLACES :: PLACES] if "\n" in run else spots
            changed = [
                line[: spots[at]] + run + line[spots[at] :] if at in some else line
                for at, line in enumerate(head)
            ]
            yield name, "\n".join([*changed, *rest])

    return texts


def read_all(reader: Reader, text: str) -> None:
    """Do with a text what `digest add` does, whichever reader would claim it."""
    source, _ = without_html(Source("x", repair.repair(text).text))
    with suppress(DataError):
        identify(source)
    try:
        parsed = reader.read(source)
    except DataError:
        return
    digest = Digest(f"{reader.name}-x", reader.name)
    for at, raw in enumerate(parsed.entries, 1):
        normalise(raw, digest, at)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_reading(path: pathlib.Path) -> None:
    reader = next(one for one in READERS if one.name == path.parent.name)
    assert growing(lambda text: read_all(reader, text), hostile(path)) == []


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_reading_one_thing_only(reader: Reader) -> None:
    assert growing(lambda text: read_all(reader, text), runs) == []


# --- text

TABLE = LabelTable.of(LABELS)
HELPERS: tuple[Callable[[str], object], ...] = (
    repair.repair, repair.lost_spaces, repair.lossy_words, glosses.aligned, glosses.shifted,
    script.script_of, script.to_simplified, lambda text: script.convert(text, "hans"),
    lambda text: script.convert(text, "tw"), language.language_of, fold.fold,
    visible.visible, visible.one_line, math.readable, placeholders.is_placeholder,
    dates.find_date, names.parse_name, names.split_authors, references.find_address, lambda text: references.read_references(text.split("\n")),
    runon.run_on, prose.first_clauses, prose.cited, lambda text: prose.find_paper(enumerate(text.split("\n"))),
    lines.unspace, lines.squash, lambda text: furniture.drop_furniture(lines.read_lines(text)),
    lambda text: paragraphs.unwrap(lines.read_lines(text), lines.measure(lines.read_lines(text))),
    lambda text: contents.split_contents(lines.read_lines(text)), contents.title_key, contents.is_title_like,
    lambda text: imprints.split_imprints(lines.read_lines(text)), contributors, quoted_titles, lambda text: sign([(1, text)]),
    adorned.undress, folded.issues_apart, folded.titles_apart, headlines.bare_title, cited.read_cited, cited.cited_title,
    lambda text: list(guide.parts_of(text)), headlines.split_title, journal.volume_of, journal.subject_of, journal.address,
    lambda text: outline.outline(text, TABLE), lambda text: named.named_papers(text.split("\n"), 0, TABLE), TABLE.parts, TABLE.heading,
    tokens.is_html, page.markdown_of, topicjson.are_rows, feedroot.is_feed, syndication.read_feed, htmltext.plain, htmltext.read_page, feature.is_feature, unfold.unfold, webpage.stamp, webpage.labels, webpage.section, webpage.split_names, webpage.origin,
    lambda text: layout.wrap(text, 40), lambda text: layout.cut(text, 40), layout.width,
    lambda text: layout.columns(text, text, (20, 20)), lambda text: decode(text.encode(), name="x"),
    lambda text: decode(text.encode("gb18030", "replace"), name="x", encoding="gb18030"),
)  # fmt: skip


@pytest.mark.parametrize("work", HELPERS, ids=lambda work: work.__qualname__)
def test_text(work: Callable[[str], object]) -> None:
    assert growing(work, runs) == []


# --- pages

PAGE_RUNS = (
    "<b>", "<td>", "<li>", "<ul>", "<ul><li>a", "<table>", "<tr><td>a<td>b", "<!--", "<!", "<script>", "<SCRIPT>", "<title>", "<math>",
    "<a href=http://a.b>", "<a href=http://a.b>a", "<p>", "</p>", "<p title='", "<br>", "<h3>", "<dt>a<dd>", "<dt>", "&amp;", "<pre>\n",
    "<div class=title>", "<div class=authors>", "<i class=author>a</i>, ", "<details><summary>", "<img src=a.png>", "<b>a:</b> ", "\x01",
)  # fmt: skip
PAGES = (
    "",
    "<html>",
    "<html><table><tr><td>",
    "<html><ul><li>",
    "<html><h3><a href='https://arxiv.org/abs/1'>",
)


@pytest.mark.parametrize("before", PAGES)
def test_pages(before: str) -> None:
    def texts(size: int) -> Iterator[tuple[str, str]]:
        return ((repr(unit), before + unit * (4 * size // len(unit))) for unit in PAGE_RUNS)

    assert growing(page.markdown_of, texts) == []


ROWS = (
    '"2408.06300": "|**2024-08-12**|**A title of it**|A. B et.al.|[1](http://arxiv.org/abs/2408.06300)|null|\\n",',
    '"a": {"b": [',
    '"a": [',
    '"\\u0041"',
)


def test_rows_by_topic() -> None:
    def texts(size: int) -> Iterator[tuple[str, str]]:
        return ((unit, '{"SLAM": {' + unit * (16 * size // len(unit)) + '"c": "|d|"}}') for unit in ROWS)

    assert (
        growing(lambda text: read_all(next(one for one in READERS if one.name == "arxiv-jsonl"), text), texts)
        == []
    )
