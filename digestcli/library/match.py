"""What a query means for the library: its tree as SQL, with bound values only.

Terms of text become one expression of FTS5's language, made of quoted tokens (letters and digits,
nothing else); everything else is a comparison of columns. Whatever a person types is a value.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import permutations

from digestcli.library.filters import MOST_ORDERS, NEW, Clause, begins, categories
from digestcli.library.index import TOKENIZE
from digestcli.query.tree import And, Node, Not, Or, Term
from digestcli.text.fold import fold_label
from digestcli.text.tokens import query_tokens
from digestcli.text.visible import without_surrogates

_MOST_DIGITS = 9
_TEXT = ("", "title", "author", "abstract", "tldr", "venue")
_ENDINGS = (
    "e", "ed", "edly", "es", "s", "er", "ers", "en", "ens", "ing", "ings", "ingly", "y", "ies", "ied",
    "ity", "ities", "ly", "ness", "nesses", "ful", "fully", "fulness", "ion", "ions", "ional",
    "ionally", "ioned", "ioning", "ionary", "al", "als", "ally", "alism", "alist", "alists", "ality",
    "alities", "alize", "alized", "alizing", "alization", "ic", "ics", "ical", "ically", "icity",
    "icities", "icate", "icated", "icates", "icating", "ication", "ications", "ous", "ously", "ousness",
    "ive", "ives", "ively", "iveness", "ivity", "ivities", "ment", "ments", "mental", "mentally",
    "mentation", "ement", "ements", "ate", "ated", "ates", "ating", "ation", "ations", "ational",
    "ationally", "ative", "atively", "ator", "ators", "ize", "izes", "ized", "izing", "izer", "izers",
    "ization", "izations", "able", "ably", "ability", "abilities", "ible", "ibly", "ibility",
    "ibilities", "ance", "ances", "ancy", "ancies", "ant", "ants", "antly", "ence", "ences", "ency",
    "encies", "ent", "ents", "ently", "ential", "entially", "ism", "isms",
)  # fmt: skip
"""How English words go on; with them the stems of words with a given beginning are found."""
_LONGEST_ENDING = 9
_IS = {
    "read": "read = 1",
    "unread": "read = 0",
    "starred": "starred = 1",
    "noted": "note IS NOT NULL",
}


def clause(db: sqlite3.Connection, node: Node) -> Clause:
    """Return the condition that holds for the entries that `node` means."""
    text = fts(db, node)
    if text:
        return Clause("e.id IN (SELECT rowid FROM search WHERE search MATCH ?)", (text,))
    if isinstance(node, Term):
        return _compared(db, node)
    if isinstance(node, Not):
        inner = clause(db, node.part)
        return Clause(f"NOT ({inner.sql})", inner.values)
    parts = [clause(db, part) for part in _grouped(db, node)]
    word = " AND " if isinstance(node, And) else " OR "
    sql = word.join(f"({part.sql})" for part in parts) or "1"
    return Clause(sql, tuple(value for part in parts for value in part.values))


def _grouped(db: sqlite3.Connection, node: And | Or) -> list[Node]:
    """Return the parts of a node, with those that are text only as one part."""
    texts: list[Node] = []
    others: list[Node] = []
    for part in node.parts:
        (texts if fts(db, part) else others).append(part)
    if len(texts) > 1 and others:
        texts = [type(node)(tuple(texts))]
    return _deepest_first([*texts, *others])


def _deepest_first(parts: Iterable[Node]) -> list[Node]:
    """Return the parts in the order that needs least of the stack of SQLite's parsers (100 places)."""
    return sorted(parts, key=_depth, reverse=True)


def _depth(node: Node) -> int:
    if isinstance(node, Term):
        return 0
    return 1 + max(map(_depth, (node.part,) if isinstance(node, Not) else node.parts), default=0)


def fts(db: sqlite3.Connection, node: Node) -> str:
    """Return FTS5's expression for a node of text only, else ''."""
    if isinstance(node, Term):
        return _phrase(db, node) if node.field in _TEXT else ""
    if isinstance(node, Not):
        return ""
    wanted = _deepest_first(part for part in node.parts if not isinstance(part, Not))
    excluded = _deepest_first(part.part for part in node.parts if isinstance(part, Not))
    if not wanted or (excluded and isinstance(node, Or)):
        return ""
    parts = [fts(db, part) for part in [*wanted, *excluded]]
    if not all(parts):
        return ""
    word = " AND " if isinstance(node, And) else " OR "
    whole = f"({word.join(parts[: len(wanted)])})"
    return f"({whole} NOT ({' OR '.join(parts[len(wanted) :])}))" if excluded else whole


def _phrase(db: sqlite3.Connection, term: Term) -> str:
    """Return FTS5's expression for a term: its tokens side by side, in the column it names."""
    phrases = [" + ".join(map(_quoted, way)) for way in ways(db, term)]
    where = f"{{{term.field}}} : " if term.field else ""
    return f"{where}({' OR '.join(phrases)})"


def ways(db: sqlite3.Connection, term: Term) -> list[list[str]]:
    """Return the sequences of tokens that a term means; a '*' ends one that is only a beginning."""
    found, open_ended = query_tokens(term.text)
    if open_ended:
        return [[*found[:-1], found[-1] + "*"]]
    if term.prefix:
        return [[*found[:-1], last] for last in (found[-1] + "*", *_other_stems(db, found[-1]))]
    if term.field == "author" and 1 < len(found) <= MOST_ORDERS:
        return [list(order) for order in dict.fromkeys(permutations(found))]
    return [found]


def _quoted(token: str) -> str:
    """Quote a token for FTS5; a '*' after it asks for its beginning."""
    return f'"{token[:-1]}" *' if token.endswith("*") else f'"{token}"'


def _other_stems(db: sqlite3.Connection, beginning: str) -> list[str]:
    """Return words, one for each stem that a word beginning so may have and that does not begin so itself.

    The index knows stems only: universit(y) has 'univers', entangleme(nt) 'entangl', Bay(es) 'bay' though
    'bay' alone has 'bai'; that last one, a beginning, ends in '*'.
    """
    if not (beginning.isascii() and beginning.isalpha()) or len(beginning) < 3:
        return []
    shortest = max(2, len(beginning) - _LONGEST_ENDING)
    parts = [(beginning[:at], beginning[at:]) for at in range(shortest, len(beginning) + 1)]
    longer = [base + ending for base, begun in parts for ending in _ENDINGS if ending.startswith(begun)]
    found = stems(db, list(dict.fromkeys([beginning, *longer])))
    known = found[beginning]
    whole = [f"{word}*" for word in longer if found[word] == beginning and not beginning.startswith(known)]
    taken = (known, beginning) if whole else (known,)
    others = {stem: word for word, stem in found.items() if not stem.startswith(taken) and len(stem) > 1}
    return [*whole[:1], *others.values()]


def stems(db: sqlite3.Connection, plain: list[str]) -> dict[str, str]:
    """Return word -> stem, by the stemmer of the index itself."""
    db.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.stemmer USING fts5(word, {TOKENIZE})")
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.stems USING fts5vocab(temp, stemmer, instance)")
    db.execute("SAVEPOINT stemming")  # one transaction instead of one a word
    db.execute("DELETE FROM temp.stemmer")
    db.executemany("INSERT INTO temp.stemmer (rowid, word) VALUES (?, ?)", enumerate(plain))
    db.execute("RELEASE stemming")
    return {plain[number]: stem for number, stem in db.execute("SELECT doc, term FROM temp.stems")}


def _compared(db: sqlite3.Connection, term: Term) -> Clause:
    """Return the condition of a field that is compared, not searched."""
    term = term._replace(text=without_surrogates(term.text))
    if term.field in _LOOKED_UP:
        return _LOOKED_UP[term.field](db, term)
    sql = _SIMPLE[term.field]
    return Clause(sql, (term.text,) * sql.count("?"))


def _categorised(db: sqlite3.Connection, term: Term) -> Clause:
    return categories(db, (term.text + "*" * term.prefix,))


def _in_language(_: sqlite3.Connection, term: Term) -> Clause:
    tag = f" {term.text.lower()}" + " " * (not term.prefix)
    return Clause("instr(e.languages, ?) > 0", (tag,))


def _in_state(_: sqlite3.Connection, term: Term) -> Clause:
    if term.text == "new":
        return NEW
    return Clause(f"e.paper IN (SELECT id FROM paper WHERE {_IS[term.text]})")


def _tagged(_: sqlite3.Connection, term: Term) -> Clause:
    tag = fold_label(term.text)
    where, values = begins("folded", tag) if term.prefix else ("folded = ?", (tag,))
    return Clause(f"e.paper IN (SELECT paper FROM tag WHERE {where})", values)


def _identified(db: sqlite3.Connection, term: Term) -> Clause:
    """Return the condition of an id: of a paper, or of an entry by its digest's key and its number."""
    from digestcli.library.papers import names_meant

    if not term.prefix:
        names = names_meant(term.text)
        marks = ", ".join("?" * len(names))
        paper = Clause(f"e.paper IN (SELECT paper FROM paper_name WHERE name IN ({marks}))", names)
        key, _, number = term.text.rpartition(":")
        if not key or not number.isdecimal() or len(number) > _MOST_DIGITS:
            return paper
        place = _in_digest(db, Term(key))
        sql = f"({paper.sql} OR ({place.sql} AND e.number = ?))"
        return Clause(sql, (*paper.values, *place.values, int(number)))
    bare = term.text.lower().removeprefix("arxiv:").removeprefix("doi:")
    ways = [begins("name", kind + bare) for kind in ("arxiv:", "doi:")]
    where = " OR ".join(f"({sql})" for sql, _ in ways)
    values = tuple(value for _, some in ways for value in some)
    return Clause(f"e.paper IN (SELECT paper FROM paper_name WHERE {where})", values)


def _in_digest(db: sqlite3.Connection, term: Term) -> Clause:
    name = term.text
    if term.prefix:
        where, values = begins("key", name)
        return Clause(f"e.digest IN (SELECT id FROM digest WHERE {where})", values)
    known = "SELECT 1 FROM digest WHERE key = ? OR date = ? LIMIT 1"
    if name == "latest" and not db.execute(known, (name, name)).fetchone():
        return Clause("e.digest = (SELECT id FROM digest ORDER BY date DESC, id DESC LIMIT 1)")
    key = db.execute("SELECT id FROM digest WHERE key = ?", (name,)).fetchone()
    if key:
        return Clause("e.digest = ?", key)
    return Clause("e.digest IN (SELECT id FROM digest WHERE date = ?)", (name,))


_LOOKED_UP = {
    "category": _categorised,
    "lang": _in_language,
    "is": _in_state,
    "tag": _tagged,
    "id": _identified,
    "digest": _in_digest,
}
_SIMPLE = {
    "kind": "e.kind = ?",
    "since": "coalesce(e.date >= ?, 0)",  # no date is neither: what is excluded is kept then
    "until": "coalesce(substr(e.date, 1, length(?)) <= ?, 0)",
}
