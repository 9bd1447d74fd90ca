"""The paragraphs of a text: abstracts come wrapped at some 80 columns, or with a line each."""

from __future__ import annotations

from digestcli.text.regex import regex

_WIDTH = 68
_ITEM = regex(r"[-*•·>#|]|\(?\d{1,3}[.)]|\d{1,3}、")
_WORD = regex(r"[^ ]*")


def paragraphs(text: str) -> list[str]:
    r"""Return the paragraphs of a text, the lines of each joined where they were only wrapped.

    A line was wrapped when its next word would have gone beyond the width, and when the following
    line neither is indented (which is how arXiv begins a paragraph) nor begins an item. Lines
    without blanks, as in Chinese, are never joined.

    >>> line = "Lines that are as long as this one is have been wrapped at eighty columns by a"
    >>> paragraphs(line + "\nprogram.\n  A paragraph.\n1. one\n2. two") == [
    ...     line + " program.", "A paragraph.", "1. one", "2. two"
    ... ]
    True
    """
    found: list[list[str]] = []
    before = ""
    for line in text.split("\n"):
        if found and _goes_on(before, line):
            found[-1].append(line)
        elif line.strip():
            found.append([line])
        before = line
    return [" ".join(line.strip() for line in lines) for lines in found]


def _goes_on(before: str, line: str) -> bool:
    word = _WORD.match(line)
    if not word or not word[0] or line[0].isspace() or _ITEM.match(line) or " " not in before:
        return False
    return bool(before.strip()) and len(before) + 1 + len(word[0]) > _WIDTH
