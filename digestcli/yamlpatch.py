r"""One value of a YAML file set or taken out; everything else, comments too, stays as it is.

The text is changed where the parser says that keys and values stand. What cannot be changed so (an
alias, a second document) is refused: the result is parsed, and must hold what was asked for and no
other change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from digestcli.errors import MalformedRecords
from digestcli.yamlio import load, written

_STEP = "  "

Value = str | Sequence[str]
"""A text, or a list of texts, which is written in brackets."""
Pair = tuple[yaml.Node, yaml.Node]


def patched(text: str, path: Sequence[str], value: Value | None) -> str | None:
    r"""Return `text` with the value at `path` (one or two keys) set, or taken out where `value` is None.

    None stands for a text that cannot be changed so. A mapping that would be left without anything is
    taken out too. Raises MalformedRecords where `text` is no YAML.

    >>> patched("lang: en # mine\n", ("lang",), "zh")
    'lang: zh # mine\n'
    >>> patched("# none yet\n", ("watch", "spin"), "spin OR 自旋")
    "# none yet\nwatch:\n  spin: 'spin OR 自旋'\n"
    """
    before = load(text, "") or {}
    if not isinstance(before, Mapping):
        return None
    place = _Place(text)
    result = place.without(path) if value is None else place.with_value(path, value)
    try:
        after = load(result, "") or {}
    except MalformedRecords:
        return None
    return result if after == _expected(before, path, value) else None


def _expected(settings: Mapping[str, object], path: Sequence[str], value: Value | None) -> dict[str, object]:
    """Return what the settings must be afterwards."""
    key, *more = path
    wanted, inner = dict(settings), settings.get(key)
    if more:
        nested: object = _expected(inner if isinstance(inner, Mapping) else {}, more, value) or None
    else:
        nested = value if value is None or isinstance(value, str) else list(value)
    if nested is None:
        wanted.pop(key, None)
    else:
        wanted[key] = nested
    return wanted


class _Place:
    """A text, and the nodes that the parser finds in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        self._root = root if isinstance(root, yaml.MappingNode) else None
        self._break = "\r\n" if "\r\n" in text else "\n"

    def with_value(self, path: Sequence[str], value: Value) -> str:
        """Return the text with the value at `path`: in the place of the old one, or after the last."""
        key, *more = path
        line = f"{written(path[-1])}: {written(value)}"
        below = f"{self._break}{_STEP}{line}"
        top = _pair(self._root, key)
        if not top:
            return self._added(self._root, f"{key}:{below}" if more else line)
        if not more:
            return self._replaced(top, written(value))
        inner = _pair(top[1], more[0])
        if inner:
            return self._replaced(inner, written(value))
        if isinstance(top[1], yaml.MappingNode) and (top[1].value or top[1].flow_style):
            return self._added(top[1], line)
        return self._replaced(top, below)

    def without(self, path: Sequence[str]) -> str:
        """Return the text without the value at `path`."""
        key, *more = path
        node: yaml.Node | None = self._root
        pair = _pair(self._root, key)
        inner = _pair(pair[1], more[0]) if pair and more else None
        if pair and inner and len(pair[1].value) > 1:
            node, pair = pair[1], inner
        if not isinstance(node, yaml.MappingNode) or not pair or (more and not inner):
            return self._text
        start, end = pair[0].start_mark.index, self._end(pair[1])
        if not node.flow_style:
            return self._text[: self._line_start(start)] + self._text[self._next_line(end) :]
        at = node.value.index(pair)
        if at + 1 < len(node.value):
            end = node.value[at + 1][0].start_mark.index
        elif at:
            start = self._end(node.value[at - 1][1])
        return self._text[:start] + self._text[end:]

    def _added(self, node: yaml.MappingNode | None, line: str) -> str:
        """Return the text with a line after the last of a mapping; `node` is None for an empty text."""
        if node is None:
            return self._ended(self._text) + line + self._break
        if node.flow_style:
            last = node.end_mark.index - 1
            before = self._text[:last].rstrip()
            comma = "" if before.endswith(("{", ",")) else ","
            return f"{before}{comma}{' ' if before[-1] != '{' else ''}{line}{self._text[last:]}"
        at = self._next_line(self._end(node.value[-1][1]))
        indent = " " * node.start_mark.column
        line = indent + line.replace(self._break, self._break + indent)
        return self._ended(self._text[:at]) + line + self._break + self._text[at:]

    def _replaced(self, pair: Pair, value: str) -> str:
        """Return the text with another value of a key; what stands before and behind it is kept."""
        key, old = pair
        start, end = old.start_mark.index, self._end(old)
        colon = self._text.index(":", key.end_mark.index) + 1
        between = self._text[colon:start]
        below = value.startswith(self._break)
        if not between.strip() and (below or not between or "\n" in between):
            start = colon
            value = value if below else f" {value}"
        return self._text[:start] + value + self._text[end:]

    def _end(self, node: yaml.Node) -> int:
        """Return where a value ends; the parser's mark of a block stands behind the comments that follow."""
        blocks = (yaml.MappingNode, yaml.SequenceNode)
        if isinstance(node, blocks) and node.value and not node.flow_style:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        return int(start + len(self._text[start:end].rstrip()))

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _next_line(self, at: int) -> int:
        return self._text.find("\n", at) + 1 or len(self._text)

    def _ended(self, text: str) -> str:
        return text + self._break if text and not text.endswith("\n") else text


def _pair(node: yaml.Node | None, key: str) -> Pair | None:
    """Return the key and the value of a mapping's entry; None where there is none."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((pair for pair in pairs if pair[0].value == key), None)
