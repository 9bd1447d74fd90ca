"""The elements of a page: paragraphs, lines, headings, which end which, and what their texts tell."""

from __future__ import annotations

import re

from digestcli.text.regex import regex

PARAGRAPHS = frozenset(
    """p div section article main table ul ol dl blockquote header aside center form fieldset figure tbody
    thead footer h1 h2 h3 h4 h5 h6 address body html""".split()  # noqa: SIM905
)
LINES = frozenset(("li", "dt", "dd", "tr", "td", "th", "figcaption", "caption", "option", "legend"))
CLOSES = {  # a tag that ends those of these names, up to what holds it
    "li": (("li",), ("ul", "ol")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "tr": (("tr", "td", "th"), ("table",)),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "p": (("p",), ("div", "td", "li", "section", "article", "blockquote", "body")),
}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
INDENT, DEEPEST = "  ", 9
"""What a list within a list is set in by, and how many lists count."""
BOLD_STYLE = regex(r"font-weight\s*:\s*(?:bold|[6-9]00)")
OWN_LABEL = regex(r"\W{0,4}[^:：]{1,24}[:：]|\*\*[^*]{1,24}\*\*[:：]")
LABEL_ALONE = 24
FORMAT = regex(r"arXiv:\d{4}\.\d{4,5}(?:v\d+)?|pdf|html|other|ps|src")
TELLING = regex(r"arxiv\.org/|doi\.org/|github\.com/|\.pdf$")
TITLE_LEVEL = 5
NOTICE = regex(r"\bunsubscribe\b|退订|退訂|取消订阅|取消訂閱", re.IGNORECASE)  # below an e-mail
LONGEST_NOTICE = 200
PICTURE = regex(
    r"(?!.{0,200}(?:icon|logo|avatar|badge|shields|qrcode|emoji))"
    r"[^\s()]{1,500}\.(?:jpe?g|png|webp|gif)(?:\?[^\s()]*)?",
    re.IGNORECASE,
)
