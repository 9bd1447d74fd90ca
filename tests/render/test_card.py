"""The card: its parts in order, each safe to show."""

from __future__ import annotations

import io

import pytest
from entries import NASTY, RAW_CONTROLS, make_entry, nasty_entry
from entries import plain as plain_text
from rich.console import Console

from digestcli.library.select import Appearance
from digestcli.model import Entry, Issue, Reference, Text
from digestcli.render.card import card, plain, print_card

FULL = make_entry(
    47,
    title=Text(zh="题目", en="A title", others=(("ja", "だい"),)),
    authors=("A", "B"),
    authors_complete=False,
    category="Physics",
    categories=("Physics", "cs.LG"),
    category_label=Text(zh="物理学", en="Physics"),
    venue="Nature",
    identifiers={"arxiv": "2601.14263", "doi": "10.1/x"},
    url="https://example.org",
    pdf="https://example.org/x.pdf",
    code="https://example.org/code",
    comment="5 pages",
    tldr=Text(zh="短", en="short"),
    motivation=Text(zh="因"),
    method=Text(zh="法"),
    result=Text(zh="果"),
    conclusion=Text(zh="论"),
    abstract=Text(en="Two\nlines.", others=(("ja", "要旨"),)),
    body=Text(zh="文"),
    extra={"key_words": "x; y"},
    references=(
        Reference("1", "A source", "https://arxiv.org/abs/1", {"arxiv": "1", "doi": "2"}),
        Reference("2"),
    ),
    issues=(Issue("placeholder", "tldr is 'N/A'", 12), Issue("odd", "somewhere")),
)
PLAIN = """\
[47] 题目
A title
だい
Authors: A, B, et al.
Category: Physics 物理学 (cs.LG)
Venue: Nature
Digest: made-2026-01-22 · 2026-01-22
arXiv: 2601.14263
DOI: 10.1/x
URL: https://example.org
PDF: https://example.org/x.pdf
Code: https://example.org/code
Comment: 5 pages

TL;DR: 短

TL;DR: short

动机: 因

方法: 法

结果: 果

结论: 论

Abstract: Two
lines.

Abstract (ja): 要旨

正文: 文

Key words: x; y
[1] A source https://arxiv.org/abs/1 arxiv:1
[2]
Seen: 2 times, first 2026-01-22
Also in: other-2026-02-05:3
Issue: placeholder: tldr is 'N/A' (line 12)
Issue: odd: somewhere
"""
PLACES = (Appearance("other-2026-02-05", 3, "2026-02-05"), Appearance("made-2026-01-22", 47, "2026-01-22"))


def test_everything_in_order() -> None:
    assert plain(card(FULL, PLACES)) == PLAIN


def _shown(entry: Entry, places: tuple[Appearance, ...] = ()) -> list[str]:
    stream = io.StringIO()
    print_card(Console(file=stream, width=60, color_system=None), card(entry, places))
    return [line.rstrip() for line in stream.getvalue().split("\n")]


def test_references_and_notes_stand_apart_for_a_person() -> None:
    lines = _shown(FULL, PLACES)
    at = lines.index("References")
    assert lines[at - 1] == ""
    assert lines[at + 1].startswith("[1]       A source https://arxiv.org/abs/1")
    notes = next(at for at, line in enumerate(lines) if line.startswith("Seen "))
    assert lines[notes - 2 : notes] == ["[2]", ""]
    assert "References" not in _shown(make_entry())


@pytest.mark.parametrize(
    "name, label",
    (
        ("paper_title_en", "English title of the paper"),
        ("author_note", "About the author"),
        ("_score_breakdown", "Score breakdown"),
        ("适用场景", "适用场景"),
    ),
)
def test_other_texts_have_readable_labels(name: str, label: str) -> None:
    assert label in _shown(make_entry(extra={name: "x"}))


def test_almost_nothing() -> None:
    entry = make_entry(3, title=Text(), date=None)
    assert plain(card(entry, ())) == "[3] (no title)\nDigest: made-2026-01-22\n"


def test_unknown_authors() -> None:
    assert "\nAuthors: et al.\n" in plain(card(make_entry(authors_complete=False), ()))
    assert "Authors" not in plain(card(make_entry(), ()))


@pytest.mark.parametrize("text", NASTY)
def test_every_part_is_safe(text: str) -> None:
    entry = nasty_entry(1, text)._replace(title=Text(zh=text, others=((text, text),)))
    entry = entry._replace(abstract=Text(others=((text, text),)), digest=text, date=text)
    for role, label, shown, *_ in card(entry, [Appearance(text, 2, text)]):
        assert not set(label) & RAW_CONTROLS
        allowed = "\n\t" if role == "text" else ""
        assert not set(shown) & (RAW_CONTROLS - set(allowed))


@pytest.mark.parametrize("text", tuple(map(plain_text, NASTY)))
def test_nothing_is_markup(text: str) -> None:
    stream = io.StringIO()
    console = Console(file=stream, width=500, color_system=None, force_terminal=True, markup=True, emoji=True)
    print_card(console, card(make_entry(title=Text(en=text), comment=text, abstract=Text(en=text)), ()))
    assert not set(stream.getvalue()) & (RAW_CONTROLS - {"\n"})
    if "[bold]" in text:
        assert stream.getvalue().count(text) == 3
