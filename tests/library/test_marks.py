"""Hits marked in the original text: there where the search finds something, and nowhere else."""

from __future__ import annotations

import pathlib
import time
from collections.abc import Iterator

import pytest
from entries import NASTY, made_digest, make_entry, nasty_entries, patient
from hypothesis import given
from hypothesis import strategies as st

from digestcli.library.marks import Marker
from digestcli.library.search import search
from digestcli.library.select import Selection, select
from digestcli.library.store import MEMORY, Library
from digestcli.model import TEXT_FIELDS, Entry, Text
from digestcli.query.parser import parse
from digestcli.query.tree import FIELDS, TEXT, Term
from digestcli.text.excerpt import Excerpt
from digestcli.text.tokens import tokens

FIELD_NAMES = ("", *(field.name for field in FIELDS if field.kind == TEXT))
WORDS = ("quantum", "error-correcting", "errors", "SU(2)群", "量子糾纏", "纠缠", "群论", "群", "ガメラ", "カメラ", "ｶﾞ", "人々",
         "Schro\u0308dinger", "SCHRÖDINGER", "ﬁeld", "field", "ﬁ", "x²", "Zhang Wei", "Wei Zhang", "relation", "relat", "universities",
         "量子。纠缠", "quan\u00adtum", "哈哈哈", "the", "한국", "ß", "ss")  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with Library(MEMORY) as library:
        yield library


def _marked(library: Library, query: str, text: str, field: str = "") -> list[str]:
    return [text[start:end] for start, end in Marker(library, parse(query)).spans(text, field)]


@pytest.mark.parametrize(
    "query, text, marked",
    (
        ("spin", "A spin glass spins; spinning", ["spin", "spins", "spinning"]),
        ("spin", "respin", []),
        ("spin glass", "glass of spin", ["glass", "spin"]),
        ('"spin glass"', "spin, spin-glass spin of glass", ["spin-glass"]),
        ('"spin glass"', "spin glass spin glass", ["spin glass", "spin glass"]),
        ("entangle*", "entangled, ENTANGLEMENT or tangle", ["entangled", "ENTANGLEMENT"]),
        ("a*", "an apple, no pear", ["an", "apple"]),
        ("spin -glass", "spin glass", ["spin"]),
        ("spin OR glass", "spin glass", ["spin", "glass"]),
        ("schrodinger", "Schro\u0308dinger Schrödinger's", ["Schro\u0308dinger", "Schrödinger"]),
        ("jose", "Jose\u0301 x", ["Jose\u0301"]),
        ("su(3)", "the ＳＵ（３） group", ["ＳＵ（３"]),
        ("field", "a ﬁeld", ["ﬁeld"]),
        ("quantum", "quan\u00adtum", ["quan\u00adtum"]),
        ("群", "群论与羣论", ["群", "羣"]),
        ("群", "SU(2)群", ["群"]),
        ("冰", "冰冰凉", ["冰冰"]),
        ("子", "量子计算", ["子"]),
        ("量子", "量子计算与量子，子量", ["量子", "量子"]),
        ("量子", "量。子", []),
        ("量子糾纏", "是量子纠缠吗", ["量子纠缠"]),
        ("纠缠", "量子糾纏", ["糾纏"]),
        ("哈哈", "哈哈哈", ["哈哈哈"]),
        ("SU(2)群", "在SU(2)群论里", ["SU(2)群"]),
        ("su(2)群 群", "SU（２）羣", ["SU（２）羣"]),
        ("ガ", "ガスとカス", ["ガ"]),
        ("カ", "ガスとカス", ["カ"]),
        ("カ", "ｶﾞｽとｶｽ", ["ｶ"]),
        ("ガ", "ｶﾞｽとカ\u3099", ["ｶﾞ", "カ\u3099"]),
        ("量*", "量子", ["量"]),
        ("𠮷", "𠮷野家", ["𠮷"]),
        ("ss", "Straße ß", ["ß"]),
        ("kilo", "kilo", ["kilo"]),
        ("kind:news since:2026", "kind news", []),
    ),
)
def test_spans(library: Library, query: str, text: str, marked: list[str]) -> None:
    assert _marked(library, query, text) == marked


@pytest.mark.parametrize(
    "query, field, marked",
    (
        ("title:ice", "title", ["ice"]),
        ("title:ice", "abstract", []),
        ("title:ice", "", []),
        ("ice", "title", ["ice"]),
        ("ice OR abstract:water", "abstract", ["ice", "water"]),
        ("ice OR abstract:water", "tldr", ["ice"]),
    ),
)
def test_spans_of_a_field(library: Library, query: str, field: str, marked: list[str]) -> None:
    assert _marked(library, query, "ice and water", field) == marked


def _texts(entry: Entry, field: str) -> list[tuple[str, str]]:
    """Return (field, text) of what a field of a query looks into."""
    known = [(name, text) for name in ("title", *TEXT_FIELDS) for _, text in getattr(entry, name).items()]
    known += [("author", name) for name in entry.authors] + [("venue", entry.venue or "")]
    known += [("other", text) for text in (entry.comment or "", *entry.extra.values())]
    known += [("other", text) for _, text in entry.category_label.items()]
    return [(name, text) for name, text in known if field in ("", name)]


_TEXTS = st.one_of(
    st.sampled_from(WORDS),
    st.lists(st.sampled_from((*WORDS, " ", "-", "、")), max_size=6).map("".join),
    st.text(),
)
_TEXT = st.builds(Text, st.one_of(st.none(), _TEXTS.filter(bool)), st.one_of(st.none(), _TEXTS.filter(bool)))
_ENTRIES = st.builds(
    lambda title, abstract, author, comment: make_entry(
        1,
        title=title,
        abstract=abstract,
        authors=(author, "Wei Zhang"),
        venue=comment,
        comment=comment,
        tldr=abstract,
    ),
    _TEXT,
    _TEXT,
    _TEXTS,
    _TEXTS,
)


@patient
@given(
    entry=_ENTRIES,
    text=st.one_of(st.sampled_from(WORDS), _TEXTS).filter(tokens),
    field=st.sampled_from(FIELD_NAMES),
    prefix=st.booleans(),
)
def test_marked_is_what_is_found(entry: Entry, text: str, field: str, prefix: bool) -> None:  # noqa: FBT001
    with Library(MEMORY) as library:
        library.add(made_digest(), [entry], path="a", fingerprint="a")
        term = Term(text, field, prefix)
        marker = Marker(library, term)
        spans = [
            span for name, text in _texts(entry, field) for span in _valid(marker.spans(text, name), text)
        ]
        assert bool(list(select(library, Selection(query=term)))) == bool(spans)


def _valid(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Return the spans, which must lie inside the text, in order and apart."""
    ends = 0
    for start, end in spans:
        assert ends <= start < end <= len(text)
        ends = end + 1
    return spans


@pytest.mark.parametrize("text", [text for text in NASTY if tokens(text)])
def test_nasty_texts_find_and_mark_themselves(text: str) -> None:
    with Library(MEMORY) as library:
        library.add(made_digest(), nasty_entries(), path="a", fingerprint="a")
        term = Term(text, "title")
        hits = list(search(library, term, Selection()))
        assert any(hit.entry.title.en == text for hit in hits)
        for hit in hits:
            assert Marker(library, term).spans(hit.entry.title.en or "", "title")


def test_marking_while_entries_are_read(tmp_path: pathlib.Path) -> None:
    """The stemmer writes to tables of its own: a reading goes on, and nothing is locked for others."""
    path = str(tmp_path / "library.db")
    entries = [make_entry(number, title=Text(en=f"spins of {'x' * number}")) for number in range(1, 50)]
    with Library(path, create=True) as library:
        library.add(made_digest(), entries, path="a", fingerprint="a")
    with Library(path) as library, Library(path) as other:
        marker = Marker(library, parse("spin*"))
        seen = []
        for entry in select(library, Selection()):
            seen.append(entry.number)
            assert marker.spans(entry.title.en or "") == [(0, 5)]
            if entry.number == 20:
                other.add(made_digest("made-2026-01-23"), entries, path="b", fingerprint="b")
        assert seen == list(range(1, 50))
        assert not library.connection.in_transaction


LONG = " ".join(f"word{number}" for number in range(200))


@pytest.mark.parametrize(
    "text, query, snippet",
    (
        ("short and spin", "spin", "short and [spin]"),
        (LONG + " spin", "spin", "…word193 word194 word195 word196 word197 word198 word199 [spin]"),
        ("spin " + LONG, "spin", "[spin] word0 word1 word2 word3 word4 word5 word6 word7 word8…"),
        (LONG + " spin glass " + LONG, "spin glass", "…word197 word198 word199 [spin] [glass] word0 word1 word2 word3…"),
        ("spin " + LONG + " spin glass", "spin glass", "…word194 word195 word196 word197 word198 word199 [spin] [glass]"),
        ("量" * 100 + "子" + "量" * 100, "子", "…" + "量" * 29 + "[子]" + "量" * 30 + "…"),
        ("量" * 200, "量", "[" + "量" * 60 + "]…"),
        (LONG, "nothing", "word0 word1 word2 word3 word4 word5 word6 word7 word8 word9…"),
        ("", "spin", ""),
    ),
)  # fmt: skip
def test_snippet(library: Library, text: str, query: str, snippet: str) -> None:
    entry = make_entry(1, abstract=Text(en=text))
    assert _bracketed(Marker(library, parse(query)).snippet(entry, 60)) == snippet


def _bracketed(snippet: Excerpt) -> str:
    text = snippet.text
    for start, end in reversed(snippet.spans):
        text = text[:start] + "[" + text[start:end] + "]" + text[end:]
    return text


@pytest.mark.parametrize(
    "query, snippet",
    (
        ("spin", "A summary of [spin]"),
        ("glass", "An abstract of [glass] and spin"),
        ("glass spin", "An abstract of [glass] and [spin]"),
        ("abstract:spin", "An abstract of glass and [spin]"),
        ("motive", "The [motive]"),
        ("工作坊", "于某[工作坊]"),
        ("knots", "twelve pages on [knots]"),
        ("letters", "Physical [Letters]"),
        ("物理", "[物理]学"),
        ("lovelace", "Ada [Lovelace], Wei Zhang"),
        ('author:"Zhang Wei"', "Ada Lovelace, [Wei Zhang]"),
        ('"lovelace wei"', "A summary of spin"),
        ("title", "A summary of spin"),
        ("kind:paper", "A summary of spin"),
    ),
)
def test_the_snippet_is_of_the_text_that_has_most_hits(library: Library, query: str, snippet: str) -> None:
    entry = make_entry(
        1,
        title=Text(en="A title"),
        tldr=Text(en="A summary of spin"),
        abstract=Text(en="An abstract of glass and spin"),
        motivation=Text(en="The motive"),
        extra={"note": "于某工作坊"},
        comment="twelve pages on knots",
        venue="Physical Letters",
        category_label=Text(zh="物理学"),
        authors=("Ada Lovelace", "Wei Zhang"),
    )
    assert _bracketed(Marker(library, parse(query)).snippet(entry)) == snippet


@patient
@given(
    text=st.lists(st.sampled_from((*WORDS, " ", " ", "\n", "、", "x" * 30, "量" * 30)), max_size=60).map(
        "".join
    ),
    query=st.sampled_from(
        ("quantum", "量", "量子", "群 OR 纠缠 OR x", "哈哈", '"quantum errors"', "x*", "zzz")
    ),
    length=st.integers(1, 200),
)
def test_a_snippet_is_as_long_as_asked_and_shows_a_hit(
    library: Library, text: str, query: str, length: int
) -> None:
    marker = Marker(library, parse(query))
    snippet = marker.snippet(make_entry(1, body=Text(zh=text)), length)
    bare = snippet.text.removeprefix("…").removesuffix("…")
    assert len(bare) <= length
    assert bare in text
    _valid(list(snippet.spans), snippet.text)
    assert bool(snippet.spans) == bool(marker.spans(text))
    assert not any("…" in snippet.text[start:end] for start, end in snippet.spans)


@pytest.mark.parametrize("text", ("spin " * 40_000, "量" * 100_000, "量子" * 50_000, "spin" * 50_000))
@pytest.mark.parametrize("query", ("spin", "量", "量子 OR spin", '"spin spin spin"'))
@pytest.mark.untraced
def test_time_is_linear(library: Library, text: str, query: str) -> None:
    start = time.process_time()
    Marker(library, parse(query)).snippet(make_entry(1, body=Text(en=text)))
    assert time.process_time() - start < 10
