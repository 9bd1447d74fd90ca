"""Feeds as XML: the items of RSS 0.9x to 2.0, RSS 1.0 (RDF) and Atom, as named texts with their lines.

Names are those of the specifications whatever prefix a file has for their namespaces: `title`, `dc:creator`,
`prism:doi`, all in lower case. Nothing is ever expanded or fetched: expat is given the root element
and what is in it, never a DTD, and a reference that is none of XML or HTML is text.

A file that is not well-formed is read on at the next line, and at the next item: a break costs little.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from digestcli.documents.feeds.feedtext import Ready, make_ready, pieces
from digestcli.model import Issue

if TYPE_CHECKING:
    from pyexpat import XMLParserType

_NAMESPACES = (  # how an address begins, what stands for it here
    ("http://www.w3.org/2005/Atom", ""),
    ("http://purl.org/atom/ns#", ""),
    ("http://purl.org/rss/1.0/modules/content", "content:"),
    ("http://purl.org/rss/1.0/modules/", "rss:"),
    ("http://purl.org/rss/1.0/", ""),
    ("http://my.netscape.com/rdf/", ""),
    ("http://purl.org/dc/terms", "dcterms:"),
    ("http://purl.org/dc/elements", "dc:"),
    ("http://arxiv.org/schemas/atom", "arxiv:"),
    ("http://prismstandard.org/namespaces/", "prism:"),
    ("http://a9.com/-/spec/opensearch", "opensearch:"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:"),
)
_ITEMS = frozenset(("item", "entry"))
_HEADS = frozenset(("channel", "feed"))
_BREAKS = 8  # how often the rest of one item is tried
_PARENTS = frozenset(("author",))  # what has elements that are fields: `author/name`
_BLOCKS = frozenset(("p", "div", "br", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6"))


class Element(NamedTuple):
    """What an item has: a name, the text in it without tags, its attributes, its first line."""

    name: str
    text: str
    attributes: Mapping[str, str]
    """By their names without prefix."""
    line: int


class Item(NamedTuple):
    """One item or entry, from its first line to its last."""

    line: int
    end: int
    elements: tuple[Element, ...]
    whole: bool
    """False where it is not closed."""

    def all(self, *names: str) -> list[Element]:
        """Return the elements of the first of `names` that any with a text has."""
        for name in names:
            found = [one for one in self.elements if one.name == name and one.text.strip()]
            if found:
                return found
        return []

    def text(self, *names: str) -> str:
        """Return the text of the first element of the first of `names` there is, else ''."""
        found = self.all(*names)
        return found[0].text if found else ""


class Feed(NamedTuple):
    """A feed: the first text of each element of its head, its items, what is wrong with it."""

    head: Mapping[str, str]
    items: tuple[Item, ...]
    issues: tuple[Issue, ...]


def read_feed(text: str) -> Feed:
    """Read a feed. Never raises: what is not well-formed is an Issue."""
    issues: list[Issue] = []
    ready = make_ready(text, issues)
    found = _Reading(ready, issues)
    for piece in pieces(ready.text):
        found.take(piece)
    found.close()
    return Feed(found.head, tuple(found.items), tuple(issues))


class _Reading:
    """What has been read of a feed, piece by piece, and where in it expat is."""

    def __init__(self, ready: Ready, issues: list[Issue]) -> None:
        self.head: dict[str, str] = {}
        self.items: list[Item] = []
        self._issues = issues
        self._prefixes: dict[str, str] = {}  # of the whole file: hardly any says two things by one prefix
        self._next = ready.line  # the line on which the next piece begins
        self._offset = ready.line - 1  # lines before what this parser was given
        self._broken = not ready.rooted
        self._damaged = False  # the item that is being read
        self._path = [] if ready.rooted else ["channel"]  # the elements around, outside items
        self._text: list[str] = []
        self._inside, self._depth = False, 0
        self._inner: list[str] | None = None
        self._parser = self._begin("" if ready.rooted else "channel")

    def _begin(self, around: str = "") -> XMLParserType:
        """Return a new parser, for which an element `around` has begun."""
        from xml.parsers import expat  # only where a feed is read

        parser = expat.ParserCreate()
        if around:
            parser.Parse(f"<{around}>", False)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        return parser

    def take(self, piece: str) -> None:
        """Read a piece; what is not well-formed costs the rest of its line."""
        after = self._next + piece.count("\n")
        broken = self._feed(piece)
        for _ in range(_BREAKS):
            if not broken or not self._inside:
                break
            piece = "\n".join(piece.split("\n")[broken - self._next + 1 :])
            self._next = broken + 1
            self._resume("item")
            broken = self._feed(piece)
        if broken:
            self._give_up(broken)
        elif self._damaged:  # the item goes on into the next piece, or has been closed
            self._give_up(after)
        self._next = after
        if broken or self._damaged:
            self._damaged = False
            self._resume("channel")

    def close(self) -> None:
        """Come to the end of the file, where an item that is still open is not well-formed."""
        broken = self._feed("", last=True)
        if broken:
            self._give_up(broken)

    def _feed(self, piece: str, *, last: bool = False) -> int:
        """Give a piece to expat; return the line of what is not well-formed, 0 without."""
        from xml.parsers import expat

        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            self._parser.buffer_text = False  # which hands on the text before the break
            line = min(self._offset + error.lineno, self._next + piece.count("\n"))
            if self._inside or not self._broken:  # else these are the ends of what began before the break
                self._issues.append(Issue("malformed-xml", f"not well-formed: {reason(error.code)}", line))
            self._broken, self._damaged = True, self._inside
            return line
        return 0

    def _resume(self, around: str) -> None:
        """Go on at the line that comes next, within an item or a feed."""
        self._path, self._text = ["channel"], []
        self._depth, self._inner = 0, None
        self._offset = self._next - 1
        self._parser = self._begin(around)

    def _give_up(self, line: int) -> None:
        if self._inside:
            self._finish(line, whole=False)

    @property
    def _line(self) -> int:
        return self._offset + self._parser.CurrentLineNumber

    def _name(self, name: str) -> str:
        prefix, colon, local = name.rpartition(":")
        return (self._prefixes.get(prefix, prefix.lower() + colon) + local.lower()) if colon else name.lower()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        for key, value in attributes.items():
            if key.startswith("xmlns:"):
                known = next((ours for start, ours in _NAMESPACES if value.startswith(start)), None)
                self._prefixes[key[6:]] = f"{key[6:].lower()}:" if known is None else known
        name = self._name(name)
        if name in _ITEMS:
            if self._inside:
                self._finish(self._line, whole=False)
            self._open_item(attributes)
        elif self._inside:
            self._depth += 1
            self._open_element(name, attributes)
        else:
            self._path.append(name)
            self._text = []

    def _open_item(self, attributes: dict[str, str]) -> None:
        self._inside, self._depth, self._from = True, 0, self._line
        self._elements: list[tuple[Element, list[str]]] = []
        self._outer: list[str] = []
        self._inner = None
        about = next((value for key, value in attributes.items() if key.endswith("about")), "")
        if about:
            self._elements.append((Element("about", "", {}, self._from), [about]))

    def _open_element(self, name: str, attributes: dict[str, str]) -> None:
        pieces: list[str] = []
        given = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if self._depth == 1:
            self._outer, self._inner = pieces, None
            self._elements.append((Element(name, "", given, self._line), pieces))
            self._parent = name
        elif self._depth == 2 and self._parent in _PARENTS:
            self._inner = pieces
            self._elements.append((Element(f"{self._parent}/{name}", "", given, self._line), pieces))
        elif name in _BLOCKS:
            self._outer.append("\n")

    def _end(self, name: str) -> None:
        name = self._name(name)
        if not self._inside:
            self._leave(name)
        elif not self._depth:
            self._finish(self._line, whole=not self._damaged)
        else:
            self._depth -= 1
            self._inner = None
            if name in _BLOCKS and self._depth:
                self._outer.append("\n")

    def _leave(self, name: str) -> None:
        if self._path and name not in _ITEMS:  # the end of an item around another counts for nothing
            self._path.pop()
        if self._path and self._path[-1] in _HEADS:
            self.head.setdefault(name, "".join(self._text).strip())
        self._text = []

    def _characters(self, text: str) -> None:
        if not self._inside:
            self._text.append(text)
        elif self._depth:
            (self._outer if self._inner is None else self._inner).append(text)

    def _finish(self, line: int, *, whole: bool) -> None:
        elements = tuple(element._replace(text="".join(pieces)) for element, pieces in self._elements)
        self.items.append(Item(self._from, line, elements, whole))
        self._inside = False


def reason(code: int) -> str:
    """Return what expat calls an error."""
    from xml.parsers.expat import errors

    return errors.messages.get(code, f"error {code}")
