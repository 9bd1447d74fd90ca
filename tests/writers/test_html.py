"""The page as a file: one document, its own scripts and no others, all text escaped, memory constant."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import pathlib
import re
import string
import tracemalloc
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from entries import MARKUP, make_entry, nasty_entries, nasty_entry

from digestcli.forms.web import web_address
from digestcli.model import TEXT_FIELDS, Entry, Text
from digestcli.writers import html
from digestcli.writers.base import Options
from digestcli.writers.html import WRITER

FILES = pathlib.Path(html.__file__).parent / "page"
Element = tuple[str, dict[str, str | None]]


class Parsed(HTMLParser):
    """The elements of a page, and the text of each script and style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.raw: list[tuple[Element, str]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.raw.append((self.elements[-1], data))
        else:
            self.text.append(data)

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag == name]

    def data(self) -> Iterator[dict[str, object]]:
        """Yield the entries in the blocks."""
        for (_, attributes), text in self.raw:
            if attributes.get("class") == "entries":
                yield from json.loads(text)


def _page(*entries: Entry, **options: str) -> str:
    stream = io.StringIO(newline="")
    assert WRITER.write(iter(entries), stream, Options(**options)) == len(entries)  # type: ignore[arg-type]
    return stream.getvalue()


def _policy(parsed: Parsed) -> dict[str, str]:
    (policy,) = (one["content"] or "" for one in parsed.all("meta") if "http-equiv" in one)
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


def test_policy_allows_what_is_in_the_page_and_nothing_else() -> None:
    parsed = Parsed(_page(*nasty_entries()))
    policy = _policy(parsed)
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in "".join(policy.values())
    for name, directive in (("script", "script-src"), ("style", "style-src")):
        found = [
            hashlib.sha256(text.encode()).digest()
            for (tag, attributes), text in parsed.raw
            if tag == name and attributes.get("type") != "application/json"
        ]
        hashes = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in found]
        assert policy[directive].split() == hashes
        assert len(hashes) == 2


def test_nothing_comes_from_elsewhere() -> None:
    parsed = Parsed(_page(*nasty_entries(), *(nasty_entry(1, text) for text in MARKUP)))
    for tag, attributes in parsed.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "audio", "video", "svg"}
        assert not {name for name in attributes if name.startswith("on")}, tag
        assert not {"src", "srcset", "style", "action", "ping"} & set(attributes)
        if "href" in attributes:
            address = attributes["href"] or ""
            assert tag == "a"
            assert address.startswith("#") or (
                web_address(address) and attributes["rel"] == "noopener noreferrer"
            )
    sources = [path for path in FILES.iterdir() if path.suffix in {".js", ".css", ".html"}]
    assert not [
        path for path in sources if re.search(r"https?://|//\w|url\(|@import", path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_stays_text(text: str) -> None:
    entry = nasty_entry(1, text)
    plain, nasty = Parsed(_page(make_entry(tldr=Text(en="x"), url="x"))), Parsed(_page(entry))
    assert len(nasty.all("script")) == len(plain.all("script"))
    assert {tag for tag, _ in nasty.elements} <= {tag for tag, _ in plain.elements} | {"br", "a", "span"}
    (data,) = nasty.data()
    shown = text.replace("\u2028", "<U+2028>")
    titles = data["title"]
    assert isinstance(titles, list)
    assert shown in {title[1] for title in titles}
    assert shown in "".join(nasty.text)


def test_contents_and_counts() -> None:
    entries = (
        make_entry(1, category="b&c", date="2026-01-03"),
        make_entry(2, category="a", category_label=Text(zh="物理学", en="Physics"), date="2026-01-01"),
        make_entry(3, category="a", category_label=Text(zh="物理学", en="Physics"), date=None),
        make_entry(4, title=Text(zh="量子纠缠")),
    )
    page = _page(*entries, script="hans")
    assert "<title>Digest 2026-01-01 – 2026-01-22</title>" in page
    assert (
        '<li><a href="#category-1"><span class="name">a</span> <span class="count">2</span></a></li>' in page
    )
    assert '<a href="#category-0"><span class="name">b&amp;c</span>' in page
    assert '<a href="#category-2"><span class="name">Uncategorized</span>' in page
    assert page.count('id="category-1"') == 1
    (data,) = (
        json.loads(text) for (_, attributes), text in Parsed(page).raw if attributes.get("id") == "page"
    )
    label = [["zh-Hans", "物理学", ""], ["en", "Physics"]]
    assert data["categories"][0] == ["a", label, 2, "category-1"]
    assert data["dates"] == [["2026-01-22", 1], ["2026-01-03", 1], ["2026-01-01", 1], ["", 1]]
    assert data["languages"] == [["en", 3], ["zh", 1]]
    assert data["scripts"] == ["hans", "tw"]
    assert "纠糾" in data["maps"]["tw"]
    assert "纠糾" in data["variants"]


@pytest.mark.parametrize(
    "language, script, expected",
    (("both", "hans", "en"), ("en", "hant", "en"), ("zh", "hans", "zh-Hans"), ("zh", "tw", "zh-Hant")),
)
def test_language_of_the_interface(language: str, script: str, expected: str) -> None:
    page = _page(make_entry(), language=language, script=script)
    assert f'<html lang="{expected}">' in page
    labels = json.loads((FILES.parent / "labels.json").read_text("utf-8"))
    assert f">{labels[expected]['one_entry']}</h2>" in page


def test_empty_page() -> None:
    page = _page()
    assert "This page has no entries." in page
    assert "<title>Digest</title>" in page
    assert list(Parsed(page).data()) == []


def test_blocks_are_of_bounded_size() -> None:
    page = _page(*(make_entry(number, abstract=Text(en="word " * 200)) for number in range(500)))
    blocks = [text for (_, attributes), text in Parsed(page).raw if attributes.get("class") == "entries"]
    assert len(blocks) > 5
    assert max(map(len, blocks)) < 80_000
    assert [data["number"] for data in Parsed(page).data()] == list(range(500))


def test_extremes() -> None:
    entry = make_entry(authors=tuple(f"Author {at}" for at in range(3_000)), abstract=Text(en="y" * 400_000))
    (data,) = Parsed(_page(entry)).data()
    authors = data["authors"]
    assert isinstance(authors, list)
    assert len(authors) == 3_000
    assert data["texts"] == [["abstract", [["en", "y" * 400_000]]]]


class _Nowhere(io.StringIO):
    def write(self, text: str) -> int:
        return len(text)


def _peak(count: int) -> int:
    entries = (
        make_entry(number, category=f"c{number % 50}", abstract=Text(zh="量子" * 500))
        for number in range(count)
    )
    tracemalloc.start()
    try:
        WRITER.write(entries, _Nowhere(), Options(script="hans"))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.untraced
def test_memory_does_not_grow() -> None:
    _peak(10)
    few, many = _peak(300), _peak(1_500)
    assert many < few * 1.1 + 100_000, (few, many)


def test_labels_are_complete() -> None:
    labels = json.loads((FILES.parent / "labels.json").read_text("utf-8"))
    assert set(labels) == {"en", "zh-Hans", "zh-Hant"}
    assert set(labels["zh-Hans"]) == set(labels["zh-Hant"]) == set(labels["en"])
    page = (FILES / "page.html").read_text("utf-8")
    own = {"policy", "version", "title", "dates", "entries_count", "contents_list", "data", "entries"}
    own |= {"theme_script", "main_script", "style", "plain_style"}
    names = {match["named"] for match in string.Template.pattern.finditer(page)}
    assert names - own <= set(labels["en"])
    assert set(re.findall(r'data-(?:label|aria|hint)="(\w+)"', page)) <= set(labels["en"])
    scripts = "".join(path.read_text("utf-8") for path in FILES.glob("*.js"))
    unused = {name for name in labels["en"] if not re.search(rf"\b{name}\b", scripts + page)}
    assert unused <= set(TEXT_FIELDS)


def test_scripts_are_all_in_the_page_and_small() -> None:
    modules = {path.stem for path in FILES.glob("*.js")} - {"theme"}
    assert set(html._MODULES) == modules
    own = [path for path in FILES.iterdir() if path.suffix in {".js", ".css"}]
    size = sum(path.stat().st_size for path in own)
    print(f"{size} bytes of style and scripts")
    assert size < 50_000
    for path in own:
        text = path.read_text("utf-8")
        assert "</" not in text, path.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(", text)
        assert text.startswith(("// ", "/* ")), path.name
    main = html._parts()["main_script"]
    assert "import" not in re.findall(r"^\w+", main, re.MULTILINE)
    assert "export" not in re.findall(r"^\w+", main, re.MULTILINE)
