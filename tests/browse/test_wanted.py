"""What is wanted as a selection: filters, category and words must all hold."""

from __future__ import annotations

import pytest

from digestcli.browse.wanted import Wanted, choices, tagged
from digestcli.errors import QueryError
from digestcli.library.select import Selection
from digestcli.query.parser import parse
from digestcli.query.tree import And, Term

BASE = Selection(kind="paper")


def test_nothing_more_than_the_command_line() -> None:
    assert Wanted(BASE).selection() == BASE
    assert Wanted(BASE, text="  ").selection() == BASE


def test_all_must_hold() -> None:
    wanted = Wanted(BASE, ("is:unread",), "cs.LG", "a OR b")
    category = Term("cs.LG", "category")
    assert wanted.selection().query == And((parse("is:unread"), parse("a OR b"), category))
    assert wanted.selection(within_category=False).query == And((parse("is:unread"), parse("a OR b")))
    assert Wanted(category="").selection().query == Term("", "category")


@pytest.mark.parametrize(
    "text, may",
    (("bell", True), ("量子", True), ("bell ", False), ('"a b"', False), ("(a", True), ("", False)),
)
def test_an_unfinished_word(text: str, *, may: bool) -> None:
    assert Wanted(text=text).may_be_unfinished() is may


def test_the_last_word_as_a_beginning() -> None:
    assert Wanted(text="a entang").selection(open_ended=True).query == parse("a entang*")


def test_errors_point_into_the_text() -> None:
    with pytest.raises(QueryError) as caught:
        Wanted(filters=("is:unread",), text="(bell").selection()
    assert caught.value.column == 1


@pytest.mark.parametrize(
    "held, choice, after",
    (
        ((), "is:unread", ("is:unread",)),
        (("is:unread",), "is:unread", ()),
        (("is:unread",), "is:read", ("is:read",)),
        (("is:unread",), "is:new", ("is:unread", "is:new")),
        (("kind:paper", "since:7d"), "kind:news", ("since:7d", "kind:news")),
        (('tag:"a"',), 'tag:"b"', ('tag:"a"', 'tag:"b"')),
        (("@one",), "@two", ("@one", "@two")),
    ),
)
def test_filters_that_exclude_each_other(held: tuple[str, ...], choice: str, after: tuple[str, ...]) -> None:
    assert Wanted(filters=held).toggled(choice).filters == after


def test_every_choice_is_a_query() -> None:
    saved = {"bell": "bell OR nonlocal*", "two words": "x"}
    found = [one.query for one in choices([("to read", 2), ('"', 1)], saved)]
    assert all(parse(query, saved) for query in found)
    assert {"@bell", tagged("to read"), "is:unread", "digest:latest"} <= set(found)
    assert not {"@two words", tagged('"')} & set(found)


def test_what_is_shown_is_safe() -> None:
    assert Wanted(category="\x1b[31m", text="a\tb").shown() == ["␛[31m", "a b"]
    assert Wanted(category="").shown() == ["(no category)"]
