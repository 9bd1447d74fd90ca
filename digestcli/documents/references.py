"""Lists of references: items with their markers, and the address that each one gives."""

from __future__ import annotations

import re
from collections.abc import Iterable

from digestcli.model import Reference
from digestcli.text.regex import regex

_MARKER = r"[\[［【(（]\s*(\d{1,3})\s*[\]］】)）]|(\d{1,3})\s*[.、．](?!\d)|([①-⑳])"
_ITEM = regex(rf"(?:[-*•]\s*)?(?:{_MARKER})\s*|[-*•]\s+")
_APART = regex(r"(?<=[^\s*•-])\s+(?=\[\d{1,3}\])|(?<=[^\s*•-])(?=\[\d{1,3}\]\s*https?:)")
_TAKEN = r"[^\s<>\"'，。；、）】」》\u3400-\u9fff]+"
_ADDRESS = regex(
    rf"(?P<url>https?://{_TAKEN})|(?:doi(?:\.org/|\s*(?:[:：]\s*)?))?(?P<doi>10\.\d{{4,9}}/{_TAKEN})"
    r"|arxiv\s*[:：]\s*(?P<arxiv>\d{4}\.\d{4,5}(?:v\d+)?)",
    re.IGNORECASE,
)
_PAIRS = ("()", "[]")
_PREFIXES = {"url": "", "doi": "https://doi.org/", "arxiv": "https://arxiv.org/abs/"}


def is_item(line: str) -> bool:
    """Tell whether a line begins with an item's marker: '[1]', '2.', '(3)', '④' or a bullet."""
    return _ITEM.match(line) is not None


def read_references(lines: Iterable[str]) -> tuple[Reference, ...]:
    """Read a list of references, one or several a line; an item without a number gets its position.

    A line without a marker goes on with the item before it until that has an address.

    >>> found = read_references(["- [1]https://a.org/1", "[2] On X.", "doi:10.1000/x"])
    >>> [(one.marker, one.title, one.url) for one in found]
    [('1', None, 'https://a.org/1'), ('2', 'On X', 'https://doi.org/10.1000/x')]
    """
    items: list[tuple[str, list[str]]] = []
    addressed = True
    for line in lines:
        for piece in _APART.split(line.strip()) if line.strip() else ():
            found = _ITEM.match(piece)
            if found or addressed:
                number = next((group for group in found.groups() if group), "") if found else ""
                items.append((number or str(len(items) + 1), [piece[found.end() :] if found else piece]))
            else:
                items[-1][1].append(piece)
            addressed = _ADDRESS.search(" ".join(items[-1][1][-2:])) is not None
    return tuple(_reference(marker, " ".join(pieces).strip()) for marker, pieces in items)


def find_address(text: str) -> tuple[str, str]:
    """Return the URL that `text` holds or implies ('' for none), and the text without it.

    >>> find_address("Cell 1 (2020). https://doi.org/10.1016/S0140-6736(20)30183-5.")
    ('https://doi.org/10.1016/S0140-6736(20)30183-5', 'Cell 1 (2020)')
    >>> find_address("(arXiv: 2503.11756)"), find_address("no address")
    (('https://arxiv.org/abs/2503.11756', ''), ('', 'no address'))
    """
    found = _ADDRESS.search(text)
    if not found:
        return "", text
    kind = str(found.lastgroup)
    start, end = found.span(kind)
    more = {pair[1]: text.count(pair[1], start, end) - text.count(pair[0], start, end) for pair in _PAIRS}
    while text[end - 1] in ".,;:" or more.get(text[end - 1], 0) > 0:
        end -= 1
        if text[end] in more:
            more[text[end]] -= 1
    rest = text[: found.start()] + text[end:]
    unpaired = " .,;:。，；[]（）<>" + (
        "" if rest.count("(") == rest.count(")") and "()" not in rest else "()"
    )
    return _PREFIXES[kind] + text[start:end], rest.replace("()", "").strip(unpaired)


def _reference(marker: str, text: str) -> Reference:
    url, title = find_address(text)
    return Reference(marker, title or None, url or None)
