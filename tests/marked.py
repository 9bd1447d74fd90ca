"""Texts that Markdown takes for markup, and a renderer that tells what it made of them."""

from __future__ import annotations

from html.parser import HTMLParser

from markdown_it import MarkdownIt

MARKUP = (
    "a ](b) c", "[a](javascript:alert(1))", "![a](b)", "[a][b]", "[a]: https://example.org", "text\n\n[a]: x",
    "### [2] [no](heading)", "words\n### [2] [no](heading)\n*A,B*", "words\n\n## TL;DR\nmore", "words\n# cs.LG",
    "</details>", "words\n\n</details>\n\nmore", "words\n<details>\n<summary>x</summary>", "<div id=toc></div>",
    "<script>alert(1)</script>", "words\n\n<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- a", "a --> b",
    "words\n\n<!-- digest-entry/1 {} -->", "<?php ?>", "<https://example.org>", "a < b > c <5 <é", "&amp; &copy; &#65; &x",
    "words\n\nTL;DR: inside", "words\nMethod: inside\nResult:", "words\n\nAbstract: x\n\nConclusion: y",
    "words\n\n**Venue:** x", "**Venue:** x", "words\n\nMain category: x", "Method:", "words\n\nTLDR:\nx",
    "`code` and ``more``", "```\ncode\n```", "words\n```\ncode", "~~~\ncode\n~~~", "words\n\n    code", "words\n\tcode",
    "**bold** __bold__ *it* _it_ ***both***", "A* and B*", "snake_case_name and _x", "~~gone~~ and ~5~", "*", "_", "a*b*c",
    "words\n---\nmore", "words\n===\nmore", "words\n- - -", "words\n***", "words\n___", "words\n-", "words\n=",
    "- one\n- two", "words\n- one\n- two", "words\n1. one\n2) two", "words\n+ one", "words\n* one", "1. one\n2. two",
    "words\n> quoted", "words\n | a | b |\n |---|---|\n | c | d |", "a | b\n--- | ---\nc | d", "words\n:--|--:",
    r"back\slash \* \[ \\ \& end\ ".rstrip(), "line\\\nbreak", "hard  \nbreak", "[ ] ] [ ][", "[[Back]](#toc)", "[**[PDF]**](x)",
    "\n", "\n\nwords\n\n", " words ", "\t", "a\n\n\n\nb", "a\n \nb", "et al.", ", ,", "$", "$x_1$ and $y^*$ *z*", "$5 and *6* and $7",
    "$<script>$", "$[a](b)$", "$`a`$", "x\n$\n\nMethod: a$", "#hash ==mark== %%hidden%% [[link]] ![[embed]] words ^name",
)  # fmt: skip


class _Text(HTMLParser):
    """The tags of a page, and its text without them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.add("!--")


def rendered(text: str) -> tuple[set[str], str]:
    """Return the tags that Markdown makes of a text, and what a person reads, with single blanks."""
    page = _Text()
    page.feed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))
    page.close()
    return page.tags, flat("".join(page.pieces))


def flat(text: str) -> str:
    return " ".join(text.split())
