"""Entries made for tests, the nastiest texts among them, and files of such entries."""

from __future__ import annotations

import json
import pathlib
import re
from collections.abc import Iterable

from hypothesis import HealthCheck, settings

from digestcli.model import NO_TEXT, Digest, Entry, Issue, Origin, Reference, Text
from digestcli.record import to_record
from digestcli.writers import WRITERS

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
"""For properties: the first text that hypothesis draws takes a second."""

RAW_CONTROLS = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0)))) | frozenset(
    "\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
"""What a terminal may obey; a tab or a line feed may stand in output, but never one from a field."""

NASTY = (
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]0;a title\x07",
    "bell\x07 back\x08space\x7f",
    "\x9b31mC1\x9d0;x\x9c\x85next",
    "\u202egpj.exe\u202c \u2066isolate\u2069 \u200bzero\ufeff",
    "carriage\rreturn\x0b\x0c",
    "tab\there\nnext line\r\nand another",
    "\u2028line\u2029paragraph",
    "[bold]not bold[/bold] [/foo] [link=https://example.org]x[/link] :smile:",
    "{} {0} {title!r} %s %(x)s %n ${HOME} `id` $(id)",
    "'; DROP TABLE entry; -- \" ''",
    '=HYPERLINK("https://example.org","x")',
    "emoji 😀👩‍🔬🏳️‍🌈 and 𠮷野家",
    "lone \ud800 surrogate \udfff",
    "../../etc/passwd",
    "# not a comment: {not: a mapping} & *not_alias !!python/object",
    "- null",
    "~",
    "true",
    "2601.14300",
    "0x1F",
    "   blank around   ",
    "量子纠缠，“引号”；\u3000全角空格",
)

READ_BACK = tuple(one for one in WRITERS if one.name in ("csv", "tsv", "json", "jsonl", "yaml", "markdown"))
"""The writers whose output our own readers read."""

MARKUP = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "</noscript></title></textarea><svg onload=alert(1)>",
    "<!--<script>",
    "]]><!-- --!>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' autofocus='",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} $title",
    "\\u003cscript\\u003e \u2028alert(1)",
)
"""What would run, end its element or be replaced if a page took text for markup."""


def make_entry(number: int = 1, **given: object) -> Entry:
    """Return an entry with only a number and a title, but for what is `given`."""
    fields: dict[str, object] = {
        "id": f"made-2026-01-22:{number}", "number": number, "kind": "paper", "digest": "made-2026-01-22",
        "date": "2026-01-22", "category": "", "categories": (), "category_label": NO_TEXT,
        "title": Text(en=f"Title {number}"), "authors": (), "authors_complete": True, "url": None,
        "identifiers": {}, "venue": None, "comment": None, "pdf": None, "code": None, "tldr": NO_TEXT,
        "motivation": NO_TEXT, "method": NO_TEXT, "result": NO_TEXT, "conclusion": NO_TEXT,
        "abstract": NO_TEXT, "body": NO_TEXT, "extra": {}, "references": (), "script": None,
        "source": Origin("made.jsonl", "records", (number, number)), "issues": (),
    }  # fmt: skip
    fields |= given
    if fields["category"] and not fields["categories"]:
        fields["categories"] = (fields["category"],)
    return Entry(**fields)  # type: ignore[arg-type]


def arxiv_entry(number: int, name: str, **given: object) -> Entry:
    """Return an entry of the arXiv paper `name`."""
    return make_entry(
        number,
        id=f"arxiv:{name}",
        url=f"https://arxiv.org/abs/{name}",
        identifiers={"arxiv": name, "doi": f"10.48550/arXiv.{name}"},
        **given,
    )


def nasty_entry(number: int, text: str) -> Entry:
    """Return an entry that has `text` wherever a file could put one."""
    several = Text(zh=text, en=text, others=(("ja", text),))
    return make_entry(
        number,
        category=text,
        category_label=Text(zh=text, en=text),
        title=several,
        authors=(text, "Another"),
        url="https://example.org/" + text,
        venue=text,
        comment=text,
        pdf=text,
        code=text,
        tldr=several,
        motivation=several,
        method=several,
        result=several,
        conclusion=several,
        abstract=several,
        body=several,
        extra={text: text, "note": text},
        references=(Reference(text, text, text, {"arxiv": text}),),
        issues=(Issue(text, text, 3),),
        source=Origin(text, "records", (number, number)),
    )


def nasty_entries() -> list[Entry]:
    """Return an entry for each of NASTY."""
    return [nasty_entry(number, text) for number, text in enumerate(NASTY, 1)]


def demanding_entries() -> list[Entry]:
    """Return the nasty entries and those that are long, bilingual, Chinese only, incomplete or empty."""
    return [
        *nasty_entries(),
        arxiv_entry(101, "2601.14263", authors=tuple(f"Given{n} Family{n}" for n in range(3_000)), category="cs.LG"),
        arxiv_entry(102, "2601.14264", abstract=Text(en=r"A \emph{long} {text} of $x_1$ & more. " * 12_000)),
        make_entry(103, title=Text(zh="量子糾纏", en="Entangled Q&A"), script="Hant", authors=("王玮珏", "ATLAS Collaboration")),
        make_entry(104, title=Text(zh="只有中文"), kind="news", url="https://example.org/新闻?a={1}", script="Hans"),
        make_entry(105, authors=("Wei Liu (刘伟)", "Robert Jones, Jr.", "Farid van der Mei"), authors_complete=False),
        make_entry(106, title=NO_TEXT, date=None),
        make_entry(107, title=Text(en="𠮷野家 😀 at 5%"), venue="Nature 652 (8110)", authors=("A, B, C, D", "X and Y")),
    ]  # fmt: skip


def plain(text: str) -> str:
    """Return `text` with U+FFFD for each lone surrogate."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def plainly(value: object) -> object:
    """Return what JSON holds with U+FFFD for each lone surrogate: readers and YAML may do that."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain(key): plainly(one) for key, one in value.items()}
    return [plainly(one) for one in value] if isinstance(value, list) else value


def made_digest(key: str = "made-2026-01-22", **given: object) -> Digest:
    """Return a digest of the date that its key ends in."""
    fields: dict[str, object] = {"key": key, "reader": "records", "date": key[-10:], "file": f"{key}.jsonl"}
    return Digest(**(fields | given))  # type: ignore[arg-type]


def write_records(path: pathlib.Path, entries: Iterable[Entry]) -> pathlib.Path:
    """Write entries as JSON Lines of their records, in ASCII."""
    lines = (json.dumps(to_record(entry)) + "\n" for entry in entries)
    path.write_text("".join(lines), encoding="ascii")
    return path
