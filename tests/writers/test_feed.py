"""Atom, RSS and JSON Feed: valid for their checkers, ids that stay, nothing foreign as markup."""

from __future__ import annotations

import io
import json
import os
import pathlib
import re
import tracemalloc
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import feedparser
import jsonschema
import pytest
from entries import NASTY, RAW_CONTROLS, arxiv_entry, make_entry, nasty_entries, nasty_entry
from marked import MARKUP

from digestcli.ingest import Loaded, load
from digestcli.model import Entry, Origin, Reference, Text
from digestcli.writers.base import Options, Writer
from digestcli.writers.feed import ATOM, JSON, RSS

ALL = (ATOM, RSS, JSON)
XML = (ATOM, RSS)
A = "{http://www.w3.org/2005/Atom}"
RFC_3339 = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"
NONEMPTY = {"type": "string", "minLength": 1}
URI = {"type": "string", "pattern": "^[a-z]+:[!-~]+$"}
AUTHORS = {
    "type": "array", "minItems": 1,
    "items": {"type": "object", "minProperties": 1, "additionalProperties": False,
              "properties": {"name": NONEMPTY, "url": URI, "avatar": URI}},
}  # fmt: skip
SCHEMA = {  # of https://www.jsonfeed.org/version/1.1/: required keys, types, and no key that it does not know
    "type": "object", "required": ["version", "title", "items"], "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"}, "title": NONEMPTY, "home_page_url": URI, "feed_url": URI,
        "description": NONEMPTY, "user_comment": NONEMPTY, "next_url": URI, "icon": URI, "favicon": URI, "authors": AUTHORS,
        "language": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"}, "expired": {"type": "boolean"},
        "items": {"type": "array", "items": {
            "type": "object", "required": ["id"], "additionalProperties": False,
            "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
            "properties": {
                "id": URI, "url": URI, "external_url": URI, "title": NONEMPTY, "content_html": {"type": "string"},
                "content_text": {"type": "string"}, "summary": NONEMPTY, "image": URI, "banner_image": URI,
                "date_published": {"type": "string", "pattern": RFC_3339}, "date_modified": {"type": "string", "pattern": RFC_3339},
                "authors": AUTHORS, "tags": {"type": "array", "items": NONEMPTY, "uniqueItems": True},
                "language": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
                "attachments": {"type": "array", "items": {
                    "type": "object", "required": ["url", "mime_type"], "properties": {"url": URI, "mime_type": NONEMPTY},
                }},
            },
        }},
    },
}  # fmt: skip
FULL = arxiv_entry(
    47, "2601.14263", category="cs.LG", categories=("cs.LG", "math.OC"), title=Text(zh="中文题", en="An English title"),
    authors=("Ann Author", "Bo Writer"), authors_complete=False, tldr=Text(zh="短"), abstract=Text(en="An abstract."),
    venue="ICML", comment="12 pages", pdf="https://arxiv.org/pdf/2601.14263", code="https://example.org/code",
    extra={"my_score": "5"}, references=(Reference("1", "A title", "https://example.org/a"),), script="Hans",
)  # fmt: skip

every = pytest.mark.parametrize("writer", ALL, ids=lambda writer: writer.name)
per = pytest.mark.parametrize("per", ("", "entry", "digest"))


def written(writer: Writer, entries: Iterable[Entry], **options: str) -> str:
    stream = io.StringIO(newline="")
    entries = list(entries)
    assert writer.write(iter(entries), stream, Options(**options)) == len(entries)  # type: ignore[arg-type]
    return stream.getvalue()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}

    def handle_comment(self, data: str) -> None:
        self.tags.add("!--")


def page(html: str) -> _Page:
    found = _Page()
    found.feed(html)
    found.close()
    return found


def checked(writer: Writer, text: str) -> list[tuple[str, str, str]]:
    """Check a feed by what others made for that; return (id, title, html) of its items."""
    assert not set(text) & (RAW_CONTROLS - {"\n", "\t"})
    if writer is JSON:
        feed = json.loads(text)
        jsonschema.validate(feed, SCHEMA)
        return [(item["id"], item["title"], item["content_html"]) for item in feed["items"]]
    ET.fromstring(text.encode("utf-8"))
    found = feedparser.parse(text.encode("utf-8"), sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == ("atom10" if writer is ATOM else "rss20")
    assert found.feed.title
    return [(item.id, item.title, item.content[0].value) for item in found.entries]


@every
@per
def test_empty(writer: Writer, per: str) -> None:
    assert checked(writer, written(writer, [], per=per)) == []


@every
@per
def test_nasty_entries(writer: Writer, per: str) -> None:
    entries = [*nasty_entries(), *(nasty_entry(100 + at, text) for at, text in enumerate(MARKUP))]
    items = checked(writer, written(writer, entries, per=per))
    assert len(items) == (1 if per == "digest" else len(entries))
    for _, _, html in items:
        found = page(html)
        assert found.tags <= {"p", "h3", "h4", "a", "strong", "em", "span", "br", "ul", "li"}
        assert {name for name, _ in found.attributes} <= {"lang", "href"}
        assert all(value.startswith("https://") for name, value in found.attributes if name == "href")


@every
@pytest.mark.parametrize("text", (*NASTY, *MARKUP))
def test_each_nasty_text(writer: Writer, text: str) -> None:
    assert len(checked(writer, written(writer, [nasty_entry(1, text)], shown=True))) == 1  # type: ignore[arg-type]


@every
@pytest.mark.parametrize("given", (
    {"authors": tuple(f"Author {number}" for number in range(3_000))}, {"abstract": Text(en="words " * 70_000)},
    {"title": Text()}, {"title": Text(en="😀👩‍🔬 𠮷野家")}, {"date": None}, {"date": "soon"}, {"date": "2026-02-30"},
    {"authors": ("", " "), "categories": ("", " ", "x", "x ")}, {"title": Text(others=(("x y", "z"),))},
    {"url": "javascript:alert(1)", "pdf": "data:,x", "code": "x"}, {"url": "https://example.org/a b<c>\"'\n"},
    {"identifiers": {"arxiv": "a b", "doi": "x"}}, {"identifiers": {"doi": "10.1/(x)<y>"}}, {"digest": "a b/量", "number": -5},
))  # fmt: skip
def test_odd_entries(writer: Writer, given: dict[str, Any]) -> None:
    for per in ("entry", "digest"):
        ((identity, title, html),) = checked(writer, written(writer, [make_entry(**given)], per=per))
        assert re.fullmatch(r"[a-z]+:[!-~]+", identity)
        assert title
        assert "javascript:alert" not in "".join(value for _, value in page(html).attributes)


@every
def test_real_entries(real_digests: list[Loaded], samples: pathlib.Path, writer: Writer) -> None:
    count = 0
    everything: list[Entry] = []
    for one in (*real_digests, *load([str(samples)])):
        if isinstance(one, Loaded):
            assert len(checked(writer, written(writer, one.entries))) == len(one.entries)
            assert len(checked(writer, written(writer, one.entries, per="digest"))) == min(
                len(one.entries), 1
            )
            everything.extend(one.entries)
            count += 1
    assert len(checked(writer, written(writer, everything))) == len(everything)
    print(f"{writer.name}: {len(everything)} entries of {count} digests")
    assert len(everything) > 800


@pytest.mark.parametrize("given, expected", (
    ({"identifiers": {"arxiv": "2601.14263", "doi": "10.48550/arXiv.2601.14263"}}, "https://arxiv.org/abs/2601.14263"),
    ({"identifiers": {"arxiv": "hep-th/9711200"}}, "https://arxiv.org/abs/hep-th/9711200"),
    ({"identifiers": {"doi": "10.1038/s41586-1"}, "url": "https://x.org"}, "https://doi.org/10.1038/s41586-1"),
    ({"url": "https://x.org"}, "tag:digestcli,2026:made-2026-01-22/3"),
    ({"digest": "目录 a"}, "tag:digestcli,2026:%E7%9B%AE%E5%BD%95%20a/3"),
))  # fmt: skip
@every
def test_ids_stay(writer: Writer, given: dict[str, Any], expected: str) -> None:
    for name in ("", "cs.LG"):
        assert checked(writer, written(writer, [make_entry(3, **given)], name=name))[0][0] == expected


def test_atom() -> None:
    feed = ET.fromstring(written(ATOM, [FULL, make_entry(1, date="2026-02")], name="cs.LG", script="hans"))
    assert feed.findtext(f"{A}title") == "cs.LG"
    assert feed.findtext(f"{A}id") == "tag:digestcli,2026:feed/cs.LG"
    assert feed.findtext(f"{A}updated") == "2026-02-01T00:00:00Z"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans"
    first = feed.find(f"{A}entry")
    assert first is not None
    told = {name: first.findtext(A + name) for name in ("id", "title", "published", "updated", "summary")}
    assert told == {
        "id": "https://arxiv.org/abs/2601.14263", "title": "An English title", "summary": "短",
        "published": "2026-01-22T00:00:00Z", "updated": "2026-01-22T00:00:00Z",
    }  # fmt: skip
    assert [one.findtext(f"{A}name") for one in first.iter(f"{A}author")] == ["Ann Author", "Bo Writer"]
    assert [one.get("term") for one in first.iter(f"{A}category")] == ["cs.LG", "math.OC"]
    assert [(one.get("rel"), one.get("href")) for one in first.iter(f"{A}link")] == [
        ("alternate", "https://arxiv.org/abs/2601.14263"), ("related", "https://arxiv.org/pdf/2601.14263"),
    ]  # fmt: skip


def test_rss() -> None:
    channel = ET.fromstring(written(RSS, [FULL, make_entry(1, date="2026-02")])).find("channel")
    assert channel is not None
    assert (channel.findtext("link"), channel.findtext("language")) == ("https://arxiv.org/", "zh")
    assert channel.findtext("lastBuildDate") == "Sun, 01 Feb 2026 00:00:00 GMT"
    first, second = channel.findall("item")
    assert first.findtext("pubDate") == "Thu, 22 Jan 2026 00:00:00 GMT"
    assert [one.text for one in first.iter("{http://purl.org/dc/elements/1.1/}creator")] == [
        "Ann Author",
        "Bo Writer",
    ]
    assert [one.get("isPermaLink") for item in (first, second) for one in item.iter("guid")] == [
        None,
        "false",
    ]


def test_json() -> None:
    (item,) = json.loads(written(JSON, [FULL], language="en"))["items"]
    html = item.pop("content_html")
    assert '<p lang="zh-Hans"><strong>中文题</strong></p>' in html
    assert '<p lang="en">An abstract.</p>' in html
    assert "<li>My score: 5</li>" in html
    assert item == {
        "id": "https://arxiv.org/abs/2601.14263", "url": "https://arxiv.org/abs/2601.14263", "title": "An English title",
        "date_published": "2026-01-22T00:00:00Z", "summary": "短", "language": "en",
        "authors": [{"name": "Ann Author"}, {"name": "Bo Writer"}], "tags": ["cs.LG", "math.OC"],
        "attachments": [{"url": "https://arxiv.org/pdf/2601.14263", "mime_type": "application/pdf"}],
    }  # fmt: skip


@pytest.mark.parametrize("language, script, expected", (
    ("both", "original", "zh"), ("both", "tw", "zh-Hant"), ("zh", "hans", "zh-Hans"), ("en", "hans", "en"),
))  # fmt: skip
def test_language_of_the_feed(language: str, script: str, expected: str) -> None:
    assert json.loads(written(JSON, [], language=language, script=script))["language"] == expected
    assert f"<language>{expected}</language>" in written(RSS, [], language=language, script=script)


def test_a_date_from_an_arxiv_id() -> None:
    undated = arxiv_entry(1, "2601.14263", date=None)
    assert "<updated>2026-01-01T00:00:00Z</updated>" in written(ATOM, [undated])
    assert "<updated>1970-01-01T00:00:00Z</updated>" in written(ATOM, [make_entry(date=None)])
    assert "pubDate" not in written(RSS, [make_entry(date=None)])


@every
def test_an_item_per_digest(writer: Writer) -> None:
    entries = [
        make_entry(number, digest=f"made-2026-01-{day}", date=f"2026-01-{day}", category=category, source=Origin("x", "made"))
        for day, count in ((23, 3), (22, 1))
        for number, category in zip(range(1, count + 1), ("cs.LG", "cs.LG", "hep-th"), strict=False)
    ]  # fmt: skip
    items = checked(writer, written(writer, entries, per="digest"))
    assert [item[:2] for item in items] == [
        ("tag:digestcli,2026:made-2026-01-23", "2026-01-23: 3 entries"), ("tag:digestcli,2026:made-2026-01-22", "2026-01-22: 1 entry"),
    ]  # fmt: skip
    assert re.findall(r"<h3>([^<]*)", items[0][2]) == ["cs.LG", "hep-th"]
    assert re.findall(r"<strong>([^<]*)", items[0][2]) == ["Title 1", "Title 2", "Title 3"]


@every
@pytest.mark.parametrize("per", ("entry", "digest"))
@pytest.mark.untraced
def test_memory_does_not_grow(writer: Writer, per: str) -> None:
    def entries(count: int) -> Iterator[Entry]:
        for number in range(count):
            yield make_entry(number, tldr=Text(en="words " * 1_000))

    with open(os.devnull, "w", encoding="utf-8") as stream:
        writer.write(entries(10), stream, Options(per=per))
        tracemalloc.start()
        writer.write(entries(500), stream, Options(per=per))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 1_000_000, "of 3 MB"


@every
@pytest.mark.parametrize("per", ("entry", "digest"))
def test_golden(samples: pathlib.Path, golden: Callable[[str, str], None], writer: Writer, per: str) -> None:
    (one,) = load([str(samples / "journal-weekly" / "nature-20150528.txt")])
    assert isinstance(one, Loaded)
    text = re.sub(
        r"digest \d[\w.]*|version=\"\d[\w.]*\"(?=>digest)", "digest", written(writer, one.entries, per=per)
    )
    golden(f"journal-weekly_nature-20150528.{per}{writer.suffixes[0]}", text)
