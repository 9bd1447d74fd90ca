"""What a query means for the library: the same as a plain reading of its tree in Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

import pytest
from entries import NASTY, arxiv_entry, made_digest, make_entry, nasty_entries, patient
from hypothesis import given
from hypothesis import strategies as st

from digestcli.errors import QueryError
from digestcli.library.counts import category_counts
from digestcli.library.filters import MOST_ORDERS
from digestcli.library.match import stems, ways
from digestcli.library.search import search
from digestcli.library.select import Selection, count, select
from digestcli.library.store import MEMORY, Library
from digestcli.model import TEXT_FIELDS, Entry, Text
from digestcli.query.parser import MOST_CHARACTERS, MOST_TERMS, parse
from digestcli.query.tree import And, Node, Not, Or, Term
from digestcli.text.tokens import query_tokens, tokens

WORDS = (
    "universities", "universal", "relation", "relate", "relativity", "learning", "learned", "Bayesian", "bay", "adding",
    "hopping", "hope", "happy", "happily", "analyzing", "analysis", "entanglement", "agreed", "sized", "physically",
    "using", "uses", "us", "generalizations", "vulnerability", "vulnerable", "quickly", "ponies", "class", "x2", "a",
)  # fmt: skip
HAN = (
    "量子糾纏",
    "量子。纠缠",
    "子纠",
    "群",
    "SU(2)群",
    "群论SU(2)",
    "哈哈哈",
    "カメラ",
    "ガメラ",
    "量",
    "著着",
)
ENTRIES = (
    *(make_entry(number, title=Text(en=word, zh=HAN[number % len(HAN)])) for number, word in enumerate(WORDS, 1)),
    make_entry(
        101,
        title=Text(en="Quantum error-correcting codes", zh="量子纠错码"),
        authors=("Zhang Wei", "Wei Li", "Ana María de la Cruz", "王 五", "李四光"),
        abstract=Text(en="Codes correct quantum errors. Errors, quantum; codes", zh="码的纠错与量子。", others=(("ja", "人々の量子"),)),
        tldr=Text(zh="纠错"),
        venue="Quantum",
        category="cs.LG",
        kind="news",
        date=None,
    ),
    arxiv_entry(102, "2601.00002", title=Text(en="quantum"), body=Text(en="codes quantum"), extra={"note": "error codes"}),
    make_entry(103, title=Text(), comment="quantum quantum quantum codes", category_label=Text(zh="量子", en="codes")),
    *(entry._replace(number=200 + entry.number) for entry in nasty_entries()),
)  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with Library(MEMORY) as library:
        library.add(made_digest(), ENTRIES, path="a", fingerprint="a")
        yield library


def _texts(entry: Entry, field: str) -> list[str]:
    """Return the texts of an entry that a field of a query looks into, '' for all."""
    known = {name: [text for _, text in getattr(entry, name).items()] for name in ("title", *TEXT_FIELDS)}
    known |= {"author": list(entry.authors), "venue": [entry.venue or ""], "comment": [entry.comment or ""]}
    known["extra"] = list(entry.extra.values())
    known["label"] = [text for _, text in entry.category_label.items()]
    return known[field] if field else [text for texts in known.values() for text in texts]


class _Way(NamedTuple):
    stems: tuple[str, ...]
    begun: bool


def _naive_ways(library: Library, term: Term) -> list[_Way]:
    found, begun = query_tokens(term.text)
    if term.prefix and not begun:
        return [
            _Way(tuple(_stemmed(library, [token.rstrip("*") for token in way])), way[-1].endswith("*"))
            for way in ways(library.connection, term)
        ]
    orders: list[Sequence[str]] = [found]
    if term.field == "author" and not begun and len(found) <= MOST_ORDERS:
        orders = list(permutations(found))
    return [_Way(tuple(_stemmed(library, order)), begun) for order in orders]


_STEMS: dict[str, str] = {}


def _stemmed(library: Library, words: Sequence[str]) -> list[str]:
    new = [word for word in dict.fromkeys(words) if word not in _STEMS]
    if new:
        _STEMS.update(stems(library.connection, new))
    return [_STEMS[word] for word in words]


def _stands_in(way: _Way, known: Sequence[str]) -> bool:
    size = len(way.stems)
    return any(
        tuple(known[at : at + size - 1]) == way.stems[:-1]
        and (
            known[at + size - 1] == way.stems[-1]
            or (way.begun and known[at + size - 1].startswith(way.stems[-1]))
        )
        for at in range(len(known) - size + 1)
    )


def _naive(library: Library, entry: Entry, node: Node) -> bool:
    if isinstance(node, Term):
        if node.field == "kind":
            return entry.kind == node.text
        if node.field == "since":
            return entry.date is not None and entry.date >= node.text
        if node.field == "is":
            return node.text in ("unread", "new")
        found = _naive_ways(library, node)
        texts = [_stemmed(library, tokens(text)) for text in _texts(entry, node.field)]
        return any(_stands_in(way, known) for way in found for known in texts)
    if isinstance(node, Not):
        return not _naive(library, entry, node.part)
    parts = [_naive(library, entry, part) for part in node.parts]
    return all(parts) if isinstance(node, And) else any(parts)


def _numbers(library: Library, node: Node) -> list[int]:
    return [entry.number for entry in select(library, Selection(query=node))]


def _holds(library: Library, node: Node) -> None:
    expected = [entry.number for entry in ENTRIES if _naive(library, entry, node)]
    assert _numbers(library, node) == expected
    for everything in (False, True):
        hits = search(library, node, Selection(), everything=everything)
        assert sorted(hit.entry.number for hit in hits) == expected


_LOOKED_FOR = st.one_of(
    st.sampled_from(
        (*WORDS, *HAN, "quantum", "codes", "error correcting", "correct", "errors quantum", "quantum quantum", "Zhang Wei",
         "Wei Zhang", "zhang", "de la Cruz", "Cruz la de", "四", "王 五", "王五", "纠", "人々", "人", "red", "drop table", "x", "1",
         "ガ", "カ", "哈哈", "哈哈哈哈", "群 SU", "2 群", "universiti", "relati", "的", "码的", "note", "and", "or", "not", "near")
    ),
    st.text().filter(tokens),
    st.sampled_from(NASTY).filter(tokens),
)  # fmt: skip
_TERMS = st.builds(
    Term,
    _LOOKED_FOR,
    st.sampled_from(("", "", "title", "author", "abstract", "tldr", "venue")),
    st.booleans(),
)
_OTHERS = st.sampled_from(
    (Term("news", "kind"), Term("2026", "since"), Term("new", "is"), Term("read", "is"))
)
_TREES = st.recursive(
    st.one_of(_TERMS, _TERMS, _OTHERS),
    lambda parts: st.one_of(
        st.builds(And, st.lists(parts, min_size=1, max_size=4).map(tuple)),
        st.builds(Or, st.lists(parts, min_size=1, max_size=4).map(tuple)),
        st.builds(Not, parts),
    ),
    max_leaves=12,
)


@patient
@given(node=_TREES)
def test_the_same_as_a_plain_reading(library: Library, node: Node) -> None:
    _holds(library, node)


@patient
@given(node=_TERMS)
def test_a_term_is_the_same_as_a_plain_reading(library: Library, node: Term) -> None:
    _holds(library, node)


_PIECES = ("title:", "author:", "id:", "tag:", "category:", "digest:", "lang:", "is:new", "kind:news", "since:7d", "until:2026",
           "(", ")", '"', "-", "*", " ", " ", " OR ", " AND ", " NOT ", "量子", "quantum", "'", ";", "%", "_", "{", "}", "^", "+",
           "NEAR(", "\x00", "\ud800", "2601.00002v2", "10.1/x", "made-2026-01-22:5", "latest", ":", "😀", "\\", "`", "[", "]")  # fmt: skip


@patient
@given(text=st.one_of(st.text(), st.lists(st.sampled_from(_PIECES), max_size=20).map("".join)))
def test_no_query_upsets_the_library(library: Library, text: str) -> None:
    _answered(library, text)


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("field", ("", "title:", "author:", "id:", "tag:", "category:", "digest:", "lang:"))
def test_a_nasty_query(library: Library, text: str, field: str) -> None:
    _answered(library, text)
    _answered(library, f'{field}"{text}"')
    _answered(library, f"{field}{text}*")


def _answered(library: Library, text: str) -> int | None:
    """Return how many entries a query lets through, None where it cannot be read; nothing else may happen."""
    try:
        node = parse(text)
    except QueryError:
        return None
    found = count(library, Selection(query=node))
    assert len(list(search(library, node, Selection()))) == found
    assert sum(row[3] for row in category_counts(library, Selection(query=node))) == found
    return found


_MOST = MOST_TERMS // 2 - 1


@pytest.mark.parametrize(
    "text",
    (
        " ".join(["quantum"] * 2 * _MOST),
        " ".join(f"w{number}" for number in range(2 * _MOST)),
        " OR ".join(f"w{number}" for number in range(2 * _MOST)),
        " ".join(f"-w{number}" for number in range(2 * _MOST)),
        " OR ".join(f"-w{number}" for number in range(2 * _MOST)),
        " OR ".join(["kind:news"] * 2 * _MOST),
        " ".join(["-is:new"] * 2 * _MOST),
        " ".join(["is:new"] * 2 * _MOST),
        " OR ".join(["kind:news -quantum"] * _MOST),
        " OR ".join(["digest:latest"] * 2 * _MOST),
        " OR ".join(["id:2601.00002"] * 2 * _MOST),
        " OR ".join(["id:x:1"] * 2 * _MOST),
        " OR ".join(["category:c*"] * 2 * _MOST),
        " OR ".join(["since:7d"] * 2 * _MOST),
        " OR ".join(["universit*"] * 2 * _MOST),
        " ".join(['author:"a b c d"'] * 2 * _MOST),
        "量子" * (MOST_CHARACTERS // 2),
        "哈" * MOST_CHARACTERS,
        '"' + "quantum " * 1249 + '"',
        '"' + "a " * 4999 + '"',
        "a(" * (MOST_CHARACTERS // 2),
        "id:" + "9" * 9_997,
        "id:x:" + "9" * 9_995,
        "x" * MOST_CHARACTERS,
    ),
    ids=lambda text: text[:20],
)
def test_long_queries_have_a_result(library: Library, text: str) -> None:
    assert _answered(library, text) is not None


@pytest.mark.parametrize(
    "opening, inside, closing",
    (
        ("(a OR ", "b", ")"),
        ("(kind:news OR a (kind:news b OR ", "c", "))"),
        ("(kind:news OR a -", "b", ")"),
        ("a -(b -(c OR -", "d", "))"),
        ("(a (b OR ", "c", "))"),
        ("-", "a", ""),
        ("-", "is:new", ""),
        ("-(a ", "b", ")"),
        ("(kind:news OR a ", "b", ")"),
        ("kind:news -(kind:paper ", "is:new", ")"),
        ("(kind:news a OR b -", "c", ")"),
        ("-(kind:news OR -", "a", ")"),
        ("-(is:new a b OR (since:2026 c d -", "a", "))"),
    ),
)
def test_the_deepest_queries_have_a_result(library: Library, opening: str, inside: str, closing: str) -> None:
    depths = [
        depth
        for depth in range(1, 60)
        if _answered(library, opening * depth + inside + closing * depth) is not None
    ]
    assert depths
    assert depths == list(range(1, len(depths) + 1))


@pytest.mark.parametrize("word", WORDS)
def test_every_beginning_of_a_word_finds_it(library: Library, word: str) -> None:
    (number,) = (entry.number for entry in ENTRIES if entry.title.en == word)
    for size in range(1, len(word) + 1):
        assert number in _numbers(library, parse(f"title:{word[:size]}*")), word[:size]


@pytest.mark.parametrize(
    "beginning, absent", (("entang", "learning"), ("hopp", "happy"), ("univers", "using"), ("bay", "a"))
)
def test_other_words_do_not_begin_so(library: Library, beginning: str, absent: str) -> None:
    (number,) = (entry.number for entry in ENTRIES if entry.title.en == absent)
    assert number not in _numbers(library, parse(f"title:{beginning}*"))
