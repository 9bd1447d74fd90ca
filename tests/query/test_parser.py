"""The query language: which tree a text means, what cannot be read and where, for any text in linear time."""

from __future__ import annotations

import time

import pytest
from entries import patient
from hypothesis import given
from hypothesis import strategies as st

from digestcli.errors import QueryError
from digestcli.query.parser import MOST_CHARACTERS, MOST_TERMS, parse
from digestcli.query.tree import FIELDS, Node, Not, Or, Term, asks_for_marks, words_of

SAVED = {
    "spin": "spin OR 自旋",
    "glass": "@spin glass -review",
    "broken": "量子 (比特",
    "self": "a @self",
    "ping": "@pong",
    "pong": "x @ping",
    "field": "title:x",
    "nothing": "  ",
    "自旋": "spin",
    "paper": "2601.14263",
    "long": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa author:b",
}


def _shown(node: Node) -> str:
    """Return a tree as text: [a b] all, <a b> one, !a not, field:"text", '*' after a beginning."""
    if isinstance(node, Term):
        return (f"{node.field}:" if node.field else "") + node.text + ("*" if node.prefix else "")
    if isinstance(node, Not):
        return "!" + _shown(node.part)
    inside = " ".join(map(_shown, node.parts))
    return f"<{inside}>" if isinstance(node, Or) else f"[{inside}]"


@pytest.mark.parametrize(
    "query, tree",
    (
        ("", "[]"),
        (" \t\u3000\n", "[]"),
        ("spin", "spin"),
        ("  spin  ", "spin"),
        ("spin glass", "[spin glass]"),
        ("量子　纠缠", "[量子 纠缠]"),
        ("spin AND glass", "[spin glass]"),
        ("a AND b AND c", "[a b c]"),
        ("a OR b", "<a b>"),
        ("a OR b c OR d", "<a [b c] d>"),
        ("a AND b OR c", "<[a b] c>"),
        ("(a OR b) c", "[<a b> c]"),
        ("（a OR b） c", "[<a b> c]"),
        ("（a OR b) c", "[<a b> c]"),
        ("(a)(b)", "[a b]"),
        ("(a)OR(b)", "<a b>"),
        ("((a))", "a"),
        ("(a b) c", "[[a b] c]"),
        ("or and not", "[or and not]"),
        ("ORB ANDY NOTE", "[ORB ANDY NOTE]"),
        ("xOR y", "[xOR y]"),
        ('"OR" "NOT"', "[OR NOT]"),
        ('"spin glass"', "spin glass"),
        ("“spin glass”", "spin glass"),
        ("「自旋 玻璃」", "自旋 玻璃"),
        ("＂a b＂", "a b"),
        ("”a b”", "a b"),
        ('"a "b', "[a  b]"),
        ('a"b c"d', "[a b c d]"),
        ('"(a) -b OR @c title:d"', "(a) -b OR @c title:d"),
        ("entangle*", "entangle*"),
        ("entangle**", "entangle*"),
        ('"neural net"*', "neural net*"),
        ('"neural net*"', "neural net*"),
        ("量子*", "量子*"),
        ("a*b", "a*b"),
        ("-review", "!review"),
        ("－review", "!review"),
        ("- review a", None),
        ("--review", "!!review"),
        ("NOT review", "!review"),
        ("NOT NOT review", "!!review"),
        ("NOT -review", "!!review"),
        ("NOT(a b)", "![a b]"),
        ("-(a OR b)", "!<a b>"),
        ('-"a b"', "!a b"),
        ("a -b c", "[a !b c]"),
        ("-a OR -b", "<!a !b>"),
        ("well-known", "well-known"),
        ("SU(2)", "SU(2)"),
        ("SU（2）群", "SU（2）群"),
        ("(SU(2))", "SU(2)"),
        ("-(SU(2) OR U(1))", "!<SU(2) U(1)>"),
        ("f(x) OR (a)", "<f(x) a>"),
        ("f((x)y)z", "f((x)y)z"),
        ("f(x", "f(x"),
        ("C++", "C++"),
        ("title:冰", "title:冰"),
        ("title：冰", "title:冰"),
        ("TITLE:ice", "title:ice"),
        ("Title:SU(2)", "title:SU(2)"),
        ('title:"a b"', "title:a b"),
        ("title:“a b”*", "title:a b*"),
        ("-title:x", "!title:x"),
        ("title:(a b)", "[title:a title:b]"),
        ("title:（冰 OR ice）", "<title:冰 title:ice>"),
        ("title:(a -b (c OR d))", "[title:a !title:b <title:c title:d>]"),
        ("title:(@spin)", "<title:spin title:自旋>"),
        ("title:a:b", "title:a:b"),
        ('author:"Zhang Wei"', "author:Zhang Wei"),
        ("category:cs.*", "category:cs.*"),
        ("category:cs*", "category:cs*"),
        ("category:(cs.* OR 物理学)", "<category:cs.* category:物理学>"),
        ("id:2601.14263v2", "id:2601.14263v2"),
        ("id:2601.*", "id:2601.*"),
        ("id:10.1016/S0014-5793(01)03313-0", "id:10.1016/S0014-5793(01)03313-0"),
        ("id:arXiv:2601.14263", "id:arXiv:2601.14263"),
        ("arXiv:2601.1", "id:2601.1"),
        ("arxiv：2601.1*", "id:2601.1*"),
        ("doi:10.1038/s41586", "id:10.1038/s41586"),
        ("https://arxiv.org/abs/2601.14263", "id:https://arxiv.org/abs/2601.14263"),
        ("2601.14263v2 -hep-th/9711200", "[id:2601.14263v2 !id:hep-th/9711200]"),
        ("10.1016/S0014-5793(01)03313-0", "id:10.1016/S0014-5793(01)03313-0"),
        (
            "https://www.nature.com/articles/s41586-026-10285-1",
            "id:https://www.nature.com/articles/s41586-026-10285-1",
        ),
        ('"2601.14263"', "2601.14263"),
        ("2601.14263*", "2601.14263*"),
        ("abstract:2601.14263", "abstract:2601.14263"),
        ("abstract:(2601.14263 OR @paper) 10.1/x", "[<abstract:2601.14263 abstract:2601.14263> 10.1/x]"),
        ("https://example.org/abs 3.14", "[https://example.org/abs 3.14]"),
        ("-http://x.org", "!http://x.org"),
        ("digest:latest", "digest:latest"),
        ("kind:News", "kind:news"),
        ("is:UNREAD", "is:unread"),
        ("lang:zh-Hant", "lang:zh-Hant"),
        ("tag:读-later", "tag:读-later"),
        ("since:2026-01-22", "since:2026-01-22"),
        ("until:2026", "until:2026"),
        ("since:（2026-01 OR 2026-03）", "<since:2026-01 since:2026-03>"),
        ("a:b", None),
        ("1:2", "1:2"),
        ("标题:冰", "标题:冰"),
        ('"titel:x"', "titel:x"),
        ("@spin", "<spin 自旋>"),
        ("@自旋", "spin"),
        ("-@spin x", "[!<spin 自旋> x]"),
        ("@glass", "[<spin 自旋> glass !review]"),
        ("@spin @spin", "[<spin 自旋> <spin 自旋>]"),
        ("a@spin", "a@spin"),
        ("(" * 20 + "a" + ")" * 20, "a"),
        ("-" * 20 + "a", "!" * 20 + "a"),
    ),
)
def test_tree(query: str, tree: str | None) -> None:
    if tree is None:
        with pytest.raises(QueryError):
            parse(query, SAVED)
    else:
        assert _shown(parse(query, SAVED)) == tree


FIELD_NAMES = ", ".join(field.name for field in FIELDS)
DATES = "for example 2026-01-22, 2026-01 or 7d"


@pytest.mark.parametrize(
    "query, column, message, hint",
    (
        ("*", 1, "nothing to look for", ""),
        ("a **", 3, "nothing to look for", ""),
        ('""', 1, "nothing to look for", ""),
        ("a “ ”", 3, "nothing to look for", ""),
        ("-", 1, "no letter or digit in '-'", ""),
        ("deep - review", 6, "no letter or digit in '-'", ""),
        ("量子 。", 4, "no letter or digit in '。'", ""),
        ('"?!"*', 1, "no letter or digit in '?!'", ""),
        ("😀", 1, "no letter or digit in '😀'", ""),
        ("title:…", 1, "no letter or digit in '…'", ""),
        ("OR", 1, "nothing to look for beside OR", ""),
        ("a OR", 5, "nothing to look for beside OR", ""),
        ("OR a", 1, "nothing to look for beside OR", ""),
        ("a OR OR b", 5, "nothing to look for beside OR", ""),
        ("(a OR )", 6, "nothing to look for beside OR", ""),
        ("量子 （比特 OR", 10, "nothing to look for beside OR", ""),
        ("AND", 1, "nothing to look for beside AND", ""),
        ("AND a", 1, "nothing to look for beside AND", ""),
        ("a AND", 3, "nothing to look for beside AND", ""),
        ("(a AND )", 4, "nothing to look for beside AND", ""),
        ("a AND AND b", 3, "nothing to look for beside AND", ""),
        ("a AND OR b", 3, "nothing to look for beside AND", ""),
        ("a OR AND b", 6, "nothing to look for beside AND", ""),
        ("NOT", 1, "nothing to exclude", ""),
        ("a NOT", 3, "nothing to exclude", ""),
        ("a NOT OR b", 3, "nothing to exclude", ""),
        ("a NOT AND b", 3, "nothing to exclude", ""),
        ("-AND b", 1, "nothing to exclude", ""),
        ("(-)", 1 + 1, "nothing to exclude", ""),
        ("a NOT)", 3, "nothing to exclude", ""),
        ("()", 1, "nothing in these brackets", ""),
        ("a （ ）", 3, "nothing in these brackets", ""),
        ("title:()", 7, "nothing in these brackets", ""),
        ("(a", 1, "this bracket is not closed", ""),
        ("量子 title:（x", 10, "this bracket is not closed", ""),
        ("(f(x)", 1, "this bracket is not closed", ""),
        ("((a)", 1, "this bracket is not closed", ""),
        ("a)", 2, "no bracket is open here", ""),
        ("）", 1, "no bracket is open here", ""),
        ("量子（冰）） 热", 6, "no bracket is open here", ""),
        ('a "b', 3, "this quotation mark is not closed", ""),
        ('"', 1, "this quotation mark is not closed", ""),
        ('“a"', 1, "this quotation mark is not closed", ""),
        ("量子 「纠缠", 4, "this quotation mark is not closed", ""),
        ('5" disk', 2, "this quotation mark is not closed", ""),
        ("title:", 1, "nothing after title:", ""),
        ("a title: b", 3, "nothing after title:", ""),
        ("(title:)", 2, "nothing after title:", ""),
        ("id:*", 1, "nothing after id:", ""),
        ('tag:" "', 1, "nothing after tag:", ""),
        ("arxiv:", 1, "nothing after id:", ""),
        ("titel:x", 1, "no field 'titel'", "did you mean title:?"),
        ("量子 autor：x", 4, "no field 'autor'", "did you mean author:?"),
        ("xyzzy:1", 1, "no field 'xyzzy'", f"quote the word, or use one of {FIELD_NAMES}"),
        ("title:(author:x)", 8, "author: within title:", ""),
        ("title:(a b OR kind:news)", 15, "kind: within title:", ""),
        ("量子 title:(@field)", 11, "title: within title:", ""),
        ("title:(@long)", 8, "author: within title:", ""),
        ("kind:book", 1, "'book' is not one of paper, news, article", ""),
        ("a is:(read OR red)", 15, "'red' is not one of read, unread, starred, new, noted", ""),
        ("since:yesterday", 1, "'yesterday' is not a date", DATES),
        ("a until:2026-02-30", 3, "'2026-02-30' is not a date", DATES),
        ("since:(2026-01 OR x)", 19, "'x' is not a date", DATES),
        ("since:２０２６", 1, "'２０２６' is not a date", DATES),
        ("since:٢٠٢٦-٠١", 1, "'٢٠٢٦-٠١' is not a date", DATES),
        ("since:٧d", 1, "'٧d' is not a date", DATES),
        ("@nobody", 1, "no saved query 'nobody'", "see `watch` in the configuration file"),
        ("量子 -@nobody", 5, "no saved query 'nobody'", "see `watch` in the configuration file"),
        ("@", 1, "no saved query ''", "see `watch` in the configuration file"),
        ("x @broken", 4, "this bracket is not closed in @broken", ""),
        ("x @self", 3, "@self stands for itself in @self", ""),
        ("@ping", 3, "@ping stands for itself in @pong", ""),
        ("@nothing", 1, "nothing to look for in @nothing", ""),
        ("(" * 21 + "a" + ")" * 21, 21, "too many brackets or exclusions within each other", ""),
        ("-" * 21 + "a", 21, "too many brackets or exclusions within each other", ""),
        ("NOT " * 300 + "a", 81, "too many brackets or exclusions within each other", ""),
    ),
)  # fmt: skip
def test_error(query: str, column: int, message: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, SAVED)
    assert (caught.value.column, caught.value.message) == (column, f"query, column {column}: {message}")
    assert caught.value.hint == hint


def test_an_error_in_a_saved_query_shows_that_query() -> None:
    with pytest.raises(QueryError) as caught:
        parse("x y z @broken", SAVED)
    assert caught.value.query == SAVED["broken"]


@pytest.mark.parametrize(
    "query, columns",
    (
        ("a bb c", [1, 3, 6]),
        ('"a b" -c d', [1, 8, 10]),
        ("量子 title:（冰 OR x）", [1, 11, 16]),
        ("a @spin", [1, 3, 3]),
        ("a @glass", [1, 3, 3, 3, 3]),
        ("a title:x", [1, 3]),
    ),
)
def test_terms_know_their_column_in_what_was_typed(query: str, columns: list[int]) -> None:
    def within(node: Node) -> list[int]:
        if isinstance(node, Term):
            return [node.column]
        parts = (node.part,) if isinstance(node, Not) else node.parts
        return [column for part in parts for column in within(part)]

    assert within(parse(query, SAVED)) == columns


@pytest.mark.parametrize(
    "query, words",
    (
        ("a -b title:c id:d", ["a", "title:c"]),
        ("(a OR -b) NOT (c d)", ["a"]),
        ("is:new since:2026", []),
        ("--a", []),
        ("", []),
    ),
)
def test_words_that_a_match_may_show(query: str, words: list[str]) -> None:
    assert [_shown(term) for term in words_of(parse(query))] == words


def _many(count: int) -> str:
    return " ".join(f"w{number}" for number in range(count))


@pytest.mark.parametrize(
    "query, column",
    (
        (_many(MOST_TERMS + 1), len(_many(MOST_TERMS)) + 2),
        (" OR ".join("x" * (MOST_TERMS + 1)), 5 * MOST_TERMS + 1),
        ("title:(" + "a " * (MOST_TERMS + 1) + ")", 8 + 2 * MOST_TERMS),
    ),
)
def test_too_many_words(query: str, column: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.message == f"query, column {column}: more than {MOST_TERMS} words"
    assert caught.value.column == column


def test_too_many_characters() -> None:
    with pytest.raises(QueryError) as caught:
        parse("量" * (MOST_CHARACTERS + 1))
    assert caught.value.message == "query, column 10001: more than 10000 characters"
    parse("量" * MOST_CHARACTERS)


def test_as_many_words_as_may_be() -> None:
    assert len(words_of(parse(_many(MOST_TERMS)))) == MOST_TERMS


def test_saved_queries_that_multiply() -> None:
    """Each stands for the next one four times: without a limit, 4 to the power of 18 words."""
    saved = {f"q{number}": f"@q{number + 1} " * 4 for number in range(18)} | {"q18": "x"}
    with pytest.raises(QueryError, match=f"more than {MOST_TERMS} words in @q18"):
        parse("@q0", saved)


def test_saved_queries_that_are_deep() -> None:
    """Nesting counts through saved queries: the interpreter's stack is never the limit."""
    saved = {f"q{number}": "(" * 15 + f"@q{number + 1}" + ")" * 15 for number in range(40)} | {"q40": "x"}
    with pytest.raises(QueryError, match="too many brackets or exclusions within each other in @q1"):
        parse("@q0", saved)


_PIECES = st.sampled_from(
    (" ", "\u3000", "a", "量子", "冰", "OR", "AND", "NOT", "-", "－", "(", ")", "（", "）", '"', "“", "”", "「", "」", "＂",
     "*", "@", "@spin", "@broken", "@self", ":", "：", "title:", "id:", "kind:", "since:", "is:", "x:", "7d", "news", "\ud800",
     "\x00", "SU(2)", "http://", "arxiv:", "ß", "e\u0301", "か\u3099"),
)  # fmt: skip
_QUERIES = st.one_of(st.text(), st.lists(_PIECES).map("".join), st.lists(_PIECES).map(" ".join))


def _refusal(query: str) -> QueryError | None:
    try:
        parse(query, SAVED)
    except QueryError as error:
        return error
    return None


@patient
@given(_QUERIES)
def test_any_text_is_read_or_refused_with_its_place(query: str) -> None:
    error = _refusal(query)
    if error:
        assert 1 <= error.column <= len(error.query) + 1
        assert error.query == query or error.query in SAVED.values()


@pytest.mark.parametrize(
    "unit",
    ("(", ")", "-", "－", '"', "“", "「", "@", "*", ":", "title:", "a:", "a(", "(a", "a ", "a OR ", "NOT ", "OR ", " ",
     "a", "量", "-a ", '"a', "title:(", "title:(a ", "f(x) ", "\u3000"),
)  # fmt: skip
@pytest.mark.untraced
def test_time_is_linear(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty times the longest query, without limits on its size: quadratic time would take minutes."""
    monkeypatch.setattr("digestcli.query.parser.MOST_CHARACTERS", 10**9)
    monkeypatch.setattr("digestcli.query.parser.MOST_TERMS", 10**9)
    query = unit * (400_000 // len(unit)) + ":"
    start = time.process_time()
    error = _refusal(query)
    assert time.process_time() - start < 10
    assert error is None or 1 <= error.column <= len(query) + 1


@pytest.mark.parametrize("query", ["is:unread", "a -tag:b", "(a OR (b is:starred))"])
def test_a_query_that_asks_for_marks(query: str) -> None:
    assert asks_for_marks(parse(query))


@pytest.mark.parametrize("query", ["", "a", "-a", "title:is OR category:tag", "since:2026"])
def test_a_query_that_asks_for_no_marks(query: str) -> None:
    assert not asks_for_marks(parse(query))
