"""The query language: text to an expression tree, with errors that point at their column.

    entanglement "neural network" -review (title:热力学 OR tldr:熵) author:"Zhang Wei" since:2026-01

Terms side by side must all hold; `OR`, `-` or `NOT`, and parentheses do what they look like. A
bracket that follows a letter belongs to its word, so that SU(2) is one. An arXiv id, a DOI and the
address of a paper mean that paper. What a tree means for the
library is said in library/match.py. docs/search.md describes the language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NoReturn

from digestcli.errors import QueryError, UsageError
from digestcli.identifiers import names_paper
from digestcli.periods import first_day, last_day
from digestcli.query.tree import BY_NAME, EVERYTHING, TEXT, VALUES, And, Node, Not, Or, Term
from digestcli.ui import say

_QUOTES = {'"': '"', "“": "”", "”": "”", "「": "」", "＂": "＂"}
_OPEN, _CLOSE = "(（", ")）"
_FIELD = re.compile(r"([A-Za-z]+)[:：]")
_ADDRESS = re.compile(r"https?[:：]//", re.IGNORECASE)
_OTHER_NAMES = {"arxiv": "id", "doi": "id"}
_DEEPEST = 20
"""SQLite's own parsers, which get what is made of a query, have a stack of 100 places."""

MOST_TERMS = 500
"""SQLite reads expressions up to a depth of 1,000; a chain of terms is as deep as it is long."""

MOST_CHARACTERS = 10_000


def parse(text: str, saved: Mapping[str, str] | None = None) -> Node:
    """Return the tree of a query; `saved` holds the queries that `@name` stands for.

    Raises QueryError.

    >>> parse("spin").text, parse("-title:冰").part[:2]
    ('spin', ('冰', 'title'))
    """
    return _Parser(text, saved or {}).whole()


def parse_saved(saved: Mapping[str, str]) -> dict[str, Node]:
    """Return the trees of saved queries by name. Raises QueryError, which names the one that is wrong."""
    return {name: parse_one(saved, name) for name in saved}


def parse_one(saved: Mapping[str, str], name: str) -> Node:
    """Return the tree of the saved query `name`. Raises QueryError, also where it stands for itself."""
    return _Parser(saved[name], saved, (name,)).whole()


class _Parser:
    """Recursive descent over one query: alternatives of sequences of items."""

    def __init__(self, text: str, saved: Mapping[str, str], within: tuple[str, ...] = ()) -> None:
        self._text = text
        self._saved = saved
        self._within = within
        self._at = 0
        self._depth = 0
        self._terms = 0
        self._within_words = False

    def whole(self) -> Node:
        if len(self._text) > MOST_CHARACTERS:
            self._fail(say("more than {number} characters", number=MOST_CHARACTERS), MOST_CHARACTERS)
        node = self._alternatives()
        if self._at < len(self._text):
            self._fail(say("no bracket is open here"), self._at)
        return node

    def _alternatives(self) -> Node:
        """Read `sequence OR sequence ...` up to the end or a closing bracket."""
        parts: list[Node] = []
        while True:
            start = self._at
            items = self._sequence()
            operator = self._operator("OR")
            if not items and (operator or parts):
                self._fail(say("nothing to look for beside OR"), min(start, len(self._text)))
            parts.append(items[0] if len(items) == 1 else And(tuple(items)))
            if not operator:
                return parts[0] if len(parts) == 1 else Or(tuple(parts))
            self._at += len("OR")

    def _sequence(self) -> list[Node]:
        items: list[Node] = []
        while True:
            self._blanks()
            if self._ends():
                return items
            if self._operator("AND"):
                self._both_sides(items)
                continue
            items.append(self._item())

    def _both_sides(self, items: list[Node]) -> None:
        """Pass over an AND that stands between two items."""
        start = self._at
        self._at += len("AND")
        self._blanks()
        if not items or self._ends() or self._operator("AND"):
            self._fail(say("nothing to look for beside AND"), start)

    def _item(self) -> Node:
        start = self._at
        negative = self._operator("NOT") or (self._text[start] in "-－" and self._follows(start + 1))
        if negative:
            self._at += len("NOT") if self._operator("NOT") else 1
            self._blanks()
            if self._ends() or self._operator("AND"):
                self._fail(say("nothing to exclude"), start)
            return Not(self._nested(self._item, start))
        if self._text[start] in _OPEN:
            return self._group()
        if self._text[start] == "@":
            return self._named()
        return self._term()

    def _nested(self, read: Callable[[], Node], start: int) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._fail(say("too many brackets or exclusions within each other"), start)
        node = read()
        self._depth -= 1
        return node

    def _group(self) -> Node:
        start = self._at
        self._at += 1
        node = self._nested(self._alternatives, start)
        if self._at >= len(self._text):
            self._fail(say("this bracket is not closed"), start)
        self._at += 1
        if node == EVERYTHING:
            self._fail(say("nothing in these brackets"), start)
        return node

    def _named(self) -> Node:
        start = self._at
        name = self._word(start + 1)
        if name not in self._saved:
            self._fail(
                say("no saved query {name!r}", name=name), start, say("see `watch` in the configuration file")
            )
        if name in self._within:
            self._fail(say("@{name} stands for itself", name=name), start)
        return _moved(self._nested(lambda: self._of_saved(name), start), start + 1)

    def _of_saved(self, name: str) -> Node:
        """Read a saved query as a part of this one: its brackets and its terms count here too."""
        inner = _Parser(self._saved[name], self._saved, (*self._within, name))
        inner._depth, inner._terms, inner._within_words = self._depth, self._terms, self._within_words
        node = inner.whole()
        if node == EVERYTHING:
            inner._fail(say("nothing to look for"), 0)
        self._terms = inner._terms
        return node

    def _term(self) -> Node:
        start = self._at
        field = self._field()
        if field and self._at < len(self._text) and self._text[self._at] in _OPEN:
            return self._within_field(field)
        quoted = self._at < len(self._text) and self._text[self._at] in _QUOTES
        text = self._phrase() if quoted else self._word(self._at)
        prefix = text.endswith("*")
        if quoted and self._text[self._at : self._at + 1] == "*":
            self._at += 1
            prefix = True
        text = text.rstrip("*") if prefix else text
        if not text.strip():
            if field:
                self._fail(say("nothing after {field}:", field=field), start)
            self._fail(say("nothing to look for"), start)
        self._terms += 1
        if self._terms > MOST_TERMS:
            self._fail(say("more than {number} words", number=MOST_TERMS), start)
        if not (field or quoted or prefix or self._within_words) and names_paper(text):
            field = "id"
        return self._checked(Term(text, field, prefix, start + 1), start)

    def _within_field(self, field: str) -> Node:
        """Read `field:( ... )`: the field holds for every term within that has none."""
        self._within_words = True
        node = self._group()
        self._within_words = False
        return self._in_field(node, field)

    def _in_field(self, node: Node, field: str) -> Node:
        if isinstance(node, Term):
            if node.field:
                self._fail(say("{inner}: within {field}:", inner=node.field, field=field), node.column - 1)
            return self._checked(node._replace(field=field), node.column - 1)
        if isinstance(node, Not):
            return Not(self._in_field(node.part, field))
        return type(node)(tuple(self._in_field(part, field) for part in node.parts))

    def _field(self) -> str:
        match = _FIELD.match(self._text, self._at)
        if not match or _ADDRESS.match(self._text, self._at):
            return ""
        name = _OTHER_NAMES.get(match[1].lower(), match[1].lower())
        if name not in BY_NAME:
            from difflib import get_close_matches

            near = get_close_matches(name, BY_NAME, 1)
            hint = (
                say("did you mean {name}?", name=f"{near[0]}:")
                if near
                else say("quote the word, or use one of {values}", values=", ".join(BY_NAME))
            )
            self._fail(say("no field {name!r}", name=match[1]), self._at, hint)
        self._at = match.end()
        return name

    def _checked(self, term: Term, start: int) -> Term:
        """Return the term with its value as it is compared; fail where it can mean nothing."""
        field, text = term.field, term.text
        choices = VALUES.get(field, ())
        if choices and text.lower() not in choices:
            self._fail(say("{value!r} is not one of {values}", value=text, values=", ".join(choices)), start)
        if field in ("since", "until"):
            try:
                return term._replace(text=(first_day if field == "since" else last_day)(text))
            except UsageError as error:
                self._fail(say("{text!r} is not a date", text=text), start, error.hint)
        if not field or BY_NAME[field].kind == TEXT:
            self._require_letters(text, start)
        return term._replace(text=text.lower()) if choices else term

    def _require_letters(self, text: str, start: int) -> None:
        from digestcli.text.tokens import tokens

        if not tokens(text):
            self._fail(say("no letter or digit in {text!r}", text=text), start)

    def _phrase(self) -> str:
        start = self._at
        end = self._text.find(_QUOTES[self._text[start]], start + 1)
        if end < 0:
            self._fail(say("this quotation mark is not closed"), start)
        self._at = end + 1
        return self._text[start + 1 : end]

    def _word(self, at: int) -> str:
        """Read up to a blank, a quotation mark or a bracket of the query; brackets of a word are its own."""
        start, depth, text = at, 0, self._text
        while at < len(text) and not text[at].isspace() and text[at] not in _QUOTES:
            if text[at] in _OPEN:
                depth += 1
            elif text[at] in _CLOSE:
                if not depth:
                    break
                depth -= 1
            at += 1
        self._at = at
        return text[start:at]

    def _operator(self, word: str) -> bool:
        """Tell whether OR, AND or NOT stands here as a word of its own."""
        end = self._at + len(word)
        after = self._text[end : end + 1]
        return self._text.startswith(word, self._at) and (
            not after or after.isspace() or after in _OPEN + _CLOSE
        )

    def _ends(self) -> bool:
        """Tell whether a sequence of items ends here."""
        return self._at >= len(self._text) or self._text[self._at] in _CLOSE or self._operator("OR")

    def _follows(self, at: int) -> bool:
        """Tell whether something stands at `at`, without a blank before it."""
        return at < len(self._text) and not self._text[at].isspace()

    def _blanks(self) -> None:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1

    def _fail(self, message: str, at: int, hint: str = "") -> NoReturn:
        if self._within:
            message = say("{problem} in @{name}", problem=message, name=self._within[-1])
        raise QueryError(
            say("query, column {column}: {problem}", column=at + 1, problem=message), self._text, at + 1, hint
        )


def _moved(node: Node, column: int) -> Node:
    """Give all terms of a saved query the place where its name stands."""
    if isinstance(node, Term):
        return node._replace(column=column)
    if isinstance(node, Not):
        return Not(_moved(node.part, column))
    return type(node)(tuple(_moved(part, column) for part in node.parts))
