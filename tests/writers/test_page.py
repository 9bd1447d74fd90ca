"""The page in a real browser: every control, the keyboard, no request, no violation, thousands of entries."""

from __future__ import annotations

import contextlib
import itertools
import json
import pathlib
import re
import shutil
import time
from collections.abc import Callable, Iterator

import pytest
from entries import MARKUP, arxiv_entry, make_entry, nasty_entries, nasty_entry
from running import ROOT

from digestcli.errors import DigestError
from digestcli.ingest import load_file
from digestcli.model import Entry, Reference, Text
from digestcli.text.fold import fold, variant_groups
from digestcli.text.languages.script import convert
from digestcli.view import view
from digestcli.writers.base import Options
from digestcli.writers.html import WRITER

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("no chromium", allow_module_level=True)

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

PHONE, DESK = {"width": 360, "height": 780}, {"width": 1280, "height": 900}
ZH = "量子纠缠与头发"
ENTRIES = (
    arxiv_entry(
        1,
        "2601.00001",
        category="quant-ph",
        title=Text(zh=ZH, en="Entanglement of hair"),
        authors=tuple(f"Author {letter}" for letter in "ABCDEFGHIJ"),
        tldr=Text(zh="一个总结。"),
        motivation=Text(zh="动机在此。", en="A motive."),
        abstract=Text(en=r"At $T_c \approx 3$ K."),
        venue="Nature 1",
        comment="已被录用",
        extra={"my_note": "kept"},
        references=(Reference("1", "A source", "https://example.org/s"), Reference("2", "B", "javascript:x")),
    ),
    arxiv_entry(
        2, "2601.00002", category="cs.LG", date="2026-01-21", title=Text(en="Learning Schrödinger ＡＢＣ")
    ),
    make_entry(
        3,
        category="物理学",
        category_label=Text(zh="物理学", en="Physics"),
        title=Text(zh="固体物理", others=(("ja", "固体の物理"),)),
        body=Text(zh="正文。" * 300),
    ),
    *(arxiv_entry(number, f"2601.1{number:04}", category="cs.AI") for number in range(4, 64)),
)

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: pathlib.Path) -> Iterator[Open]:
    """Yield what writes entries as a page and opens it; at the end its console and network must be silent."""
    said: list[str] = []
    asked: list[str] = []
    contexts = []

    def opening(
        *entries: Entry,
        at: str = "",
        viewport: dict[str, int] = DESK,
        script: str = "hans",
        **options: object,
    ) -> Page:
        path = tmp_path / "page.html"
        with path.open("w", encoding="utf-8", newline="") as stream:
            WRITER.write(iter(entries), stream, Options(script=script))
        context = browser.new_context(viewport=viewport, locale="en-US", **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(5_000)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.goto(path.as_uri() + at)
        if options.get("java_script_enabled", True):
            until(page, "!document.querySelector('script.entries')")
        return page

    yield opening
    for context in contexts:
        context.close()
    assert said == []
    assert {url.partition("#")[0] for url in asked} <= {(tmp_path / "page.html").as_uri()}


@pytest.fixture(scope="module")
def real_entries(corpus: pathlib.Path) -> list[Entry]:
    """Every entry of the seeds and the corpus, each file read alone."""
    found: list[Entry] = []
    for path in sorted(path for name in ("seeds", "corpus") for path in (corpus / name).rglob("*.*")):
        with contextlib.suppress(DigestError):
            found += (entry for loaded in load_file(str(path)) for entry in loaded.entries)
    return found


def until(page: Page, expression: str, *, seconds: float = 20) -> None:
    """Wait for what an expression says; Playwright's own waiting needs the eval that the page forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        time.sleep(0.01)


def counted(page: Page, text: str) -> None:
    until(page, f"document.querySelector('#count').textContent === {json.dumps(text)}")


def titles(page: Page) -> list[str]:
    return [title.split("\n")[0] for title in page.locator("#list .title").all_inner_texts()]


def search(page: Page, query: str, expected: str) -> None:
    page.fill("#query", query)
    counted(page, expected)


def pick(page: Page, name: str, value: str) -> None:
    page.click(f"#{name} label:has([value={value}])")


def show_all(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


def test_first_sight(open_page: Open) -> None:
    page = open_page(*ENTRIES)
    counted(page, "63 entries")
    assert page.title() == "Digest 2026-01-21 – 2026-01-22"
    assert titles(page)[:2] == [ZH, "Learning Schrödinger ＡＢＣ"]
    contents = page.locator("#contents li").all_inner_texts()
    assert [re.sub(r"\s+", " ", row) for row in contents] == [
        "All 63", "cs.AI 60", "cs.LG 1", "quant-ph 1", "物理学 Physics 1",
    ]  # fmt: skip
    assert page.locator("noscript").count() == 1  # the one in the head


@pytest.mark.parametrize(
    "query, count",
    (
        ("糾纏", "1 of 63 entries"),
        ("ENTANGLE 头髮", "1 of 63 entries"),
        ("schrodinger abc", "1 of 63 entries"),
        ("Ｓchrödinger", "1 of 63 entries"),
        ("T_c ≈ 3", "1 of 63 entries"),
        ('"entanglement of"', "1 of 63 entries"),
        ("2601.00002", "1 of 63 entries"),
        ("author j", "1 of 63 entries"),
        ("2601", "62 of 63 entries"),
        ("<b>", "Nothing matches. Fewer words or filters find more."),
        ("", "63 entries"),
        ('"', "63 entries"),
    ),
)
def test_search(open_page: Open, query: str, count: str) -> None:
    page = open_page(*ENTRIES)
    search(page, query, count)


def test_search_marks_and_is_cleared(open_page: Open) -> None:
    page = open_page(*ENTRIES)
    page.type("#query", "頭髮")
    counted(page, "1 of 63 entries")
    marked = "[...CSS.highlights.get('found')].map(String)"
    assert page.evaluate(marked) == ["头发"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "title"
    page.click("#clear")
    counted(page, "63 entries")
    assert page.evaluate(marked) == []
    assert page.input_value("#query") == ""


def test_filters(open_page: Open) -> None:
    page = open_page(*ENTRIES)
    assert page.locator("#date option").all_inner_texts() == [
        "Any date", "2026-01-22 (62)", "2026-01-21 (1)",
    ]  # fmt: skip
    page.select_option("#date", "2026-01-21")
    counted(page, "1 of 63 entries")
    assert page.locator("#contents li:visible").count() == 2
    page.select_option("#date", "any")
    assert page.locator("#language option").all_inner_texts() == [
        "Any language", "English (62)", "Chinese (2)", "Japanese (1)",
    ]  # fmt: skip
    page.select_option("#language", "zh")
    counted(page, "2 of 63 entries")
    page.select_option("#language", "ja")
    counted(page, "1 of 63 entries")
    page.select_option("#language", "any")
    page.click("#contents >> text=cs.AI")
    counted(page, "60 of 63 entries")
    assert page.locator("#contents [aria-current]").inner_text().startswith("cs.AI")
    assert page.locator("#list article").count() < 60
    page.go_back()
    page.click("#contents >> text=All")
    counted(page, "63 entries")


def test_the_list_grows_at_both_ends(open_page: Open) -> None:
    page = open_page(*ENTRIES, at="#arxiv-2601.10050")
    until(page, "document.activeElement.closest('article')?.id === 'arxiv-2601.10050'")
    assert page.locator("article.open").count() == 1
    assert page.inner_text("#earlier") == "Show earlier (48)"
    top = "document.getElementById('arxiv-2601.10050').getBoundingClientRect().top"
    before = page.evaluate(top)
    page.evaluate("document.getElementById('earlier').click()")
    assert page.locator("#list article").count() >= 24
    assert abs(page.evaluate(top) - before) < 2
    for _ in range(3):
        page.evaluate("document.getElementById('earlier').click()")
    assert not page.is_visible("#earlier")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    until(page, "document.querySelectorAll('#list article').length === 63")
    assert not page.is_visible("#more")


def test_links_to_entries(open_page: Open) -> None:
    page = open_page(*ENTRIES)
    search(page, "schrodinger", "1 of 63 entries")
    page.evaluate("location.hash = '#arxiv-2601.00001'")
    counted(page, "63 entries")
    until(page, "document.activeElement.closest('article')?.id === 'arxiv-2601.00001'")
    link = page.locator(".open >> text=Link to this entry")
    assert link.get_attribute("href") == "#arxiv-2601.00001"
    page.evaluate("location.hash = '#%E0%A4%A'")
    page.evaluate("location.hash = '#nothing'")
    assert page.locator("article.open").count() == 1


def test_the_same_paper_twice_has_two_anchors(open_page: Open) -> None:
    page = open_page(arxiv_entry(1, "2601.00001"), arxiv_entry(9, "2601.00001"))
    ids = page.evaluate("[...document.querySelectorAll('#list article')].map((one) => one.id)")
    assert ids == ["arxiv-2601.00001", "arxiv-2601.00001-2"]


def test_an_open_entry_has_everything(open_page: Open) -> None:
    page = open_page(*ENTRIES)
    page.locator(".title").first.click()
    text = page.locator("article").first.inner_text()
    for part in (
        "动机在此。", "A motive.", "At T_c ≈ 3 K.", "Nature 1", "已被录用", "My note", "kept", "[1] A source",
        "arXiv 2601.00001", "DOI 10.48550/arXiv.2601.00001", "made.jsonl:1", "all 10 authors", "一个总结。",
    ):  # fmt: skip
        assert part in text, part
    assert page.locator(".open a[href^=javascript]").count() == 0
    assert "javascript:x" in text
    external = page.locator(".open a[href^=http]")
    assert {link.get_attribute("rel") for link in external.all()} == {"noopener noreferrer"}
    page.locator(".title").first.click()
    assert page.locator("article.open").count() == 0


def test_languages(open_page: Open) -> None:
    page = open_page(*ENTRIES)
    pick(page, "show", "en")
    assert titles(page)[:3] == ["Entanglement of hair", "Learning Schrödinger ＡＢＣ", "固体物理"]
    pick(page, "show", "zh")
    assert titles(page)[:2] == [ZH, "Learning Schrödinger ＡＢＣ"]
    assert page.inner_text("#count") == "共 63 条"
    assert page.get_attribute("html", "lang") == "zh-Hans"
    page.reload()
    until(page, "document.documentElement.lang === 'zh-Hans'")
    pick(page, "show", "both")
    assert page.get_attribute("html", "lang") == "en"
    first = page.locator("article .title").first.locator("span")
    assert [(one.get_attribute("lang"), one.inner_text()) for one in first.all()] == [
        ("zh-Hans", ZH), ("en", "Entanglement of hair"),
    ]  # fmt: skip


def test_scripts(open_page: Open) -> None:
    page = open_page(*ENTRIES)
    page.locator(".title").first.click()
    pick(page, "script", "tw")
    first = page.locator("article .title span").first
    assert (first.get_attribute("lang"), first.inner_text()) == ("zh-Hant", "量子糾纏與頭髮")
    assert page.locator("article.open .field h4").first.inner_text() == "動機"
    assert "物理學 Physics" in page.inner_text("#contents")
    search(page, "纠缠", "1 of 63 entries")
    pick(page, "script", "hans")
    assert page.locator("article .title span").first.inner_text() == ZH


@pytest.mark.parametrize("script", ("original", "hans", "hant", "tw", "hk"))
def test_scripts_are_those_of_the_converter(open_page: Open, samples: pathlib.Path, script: str) -> None:
    found = [entry for path in sorted(samples.rglob("*.*")) if ".expect." not in path.name
             for loaded in load_file(str(path)) for entry in loaded.entries if entry.title.zh]  # fmt: skip
    entries = [view(entry, script=script) for entry in found][:20]
    page = open_page(*entries, script=script)
    show_all(page)
    for name in page.evaluate("[...document.querySelectorAll('#script input')].map((one) => one.value)"):
        pick(page, "script", name)
        shown = page.locator("article .title span[lang|=zh]").all_inner_texts()
        assert shown == [convert(entry.title.zh or "", name) for entry in entries]


def test_keyboard(open_page: Open) -> None:
    page = open_page(*ENTRIES)
    where = "document.activeElement.closest('article')?.id ?? document.activeElement.id"
    for key, expected in (
        ("o", ""), ("j", "arxiv-2601.00001"), ("j", "arxiv-2601.00002"), ("k", "arxiv-2601.00001"),
        ("k", "arxiv-2601.00001"), ("/", "query"), ("j", "query"), ("Escape", ""), ("j", "arxiv-2601.00001"),
    ):  # fmt: skip
        page.keyboard.press(key)
        if key == "j" and expected == "query":
            assert page.input_value("#query") == "j"
            page.fill("#query", "")
            counted(page, "63 entries")
        assert page.evaluate(where) == expected, key
    page.keyboard.press("o")
    assert page.locator("article.open").count() == 1
    page.keyboard.press("o")
    assert page.locator("article.open").count() == 0
    for _ in range(70):
        page.keyboard.press("j")
    assert page.evaluate(where) == "arxiv-2601.10063"
    page.keyboard.press("Control+j")
    page.keyboard.press("?")
    assert page.is_visible("#help")
    page.keyboard.press("j")
    page.uncheck("#shortcuts")
    page.keyboard.press("Escape")
    assert not page.is_visible("#help")
    page.keyboard.press("/")
    assert page.evaluate(where) != "query"
    page.click("#help-button")
    page.check("#shortcuts")
    page.click("#help-close")
    page.keyboard.press("/")
    assert page.evaluate(where) == "query"


def test_stars(open_page: Open, tmp_path: pathlib.Path) -> None:
    page = open_page(*ENTRIES)
    assert page.is_disabled("#export-stars")
    page.locator(".star").first.click()
    assert page.locator(".star").first.get_attribute("aria-pressed") == "true"
    page.keyboard.press("Escape")
    page.locator(".title").nth(2).focus()
    page.keyboard.press("s")
    assert page.inner_text("#star-count") == "(2)"
    page.reload()
    until(page, "document.querySelector('#star-count').textContent === '(2)'")
    page.check("#starred")
    counted(page, "2 of 63 entries")
    with page.expect_download() as download:
        page.click("#export-stars")
    path = tmp_path / "stars.jsonl"
    download.value.save_as(path)
    (loaded,) = load_file(str(path))
    assert loaded.digest.reader == "records"
    assert [entry.number for entry in loaded.entries] == [1, 3]
    assert loaded.entries[0].id == ENTRIES[0].id
    assert [entry.title for entry in loaded.entries] == [ENTRIES[0].title, ENTRIES[2].title]
    assert loaded.entries[0].authors == ENTRIES[0].authors
    page.locator(".star").first.click()
    counted(page, "1 of 63 entries")


@pytest.mark.parametrize("kept", ('"x"', "[1]", "{", "null", '{"theme": 1, "script": "<b>", "language": {}}'))
def test_what_the_browser_kept_may_be_anything(open_page: Open, kept: str) -> None:
    page = open_page(*ENTRIES)
    page.evaluate(
        "(kept) => { for (const name of ['stars', 'settings']) localStorage['digest-' + name] = kept; }", kept
    )
    page.reload()
    counted(page, "63 entries")
    assert titles(page)[0] == ZH


def test_colours(open_page: Open) -> None:
    page = open_page(*ENTRIES, color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    pick(page, "theme", "light")
    light = page.evaluate(paper)
    assert light != dark
    page.reload()
    assert page.evaluate(paper) == light
    pick(page, "theme", "dark")
    assert page.evaluate(paper) == dark
    pick(page, "theme", "auto")
    page.emulate_media(color_scheme="light")
    assert page.evaluate(paper) == light


def test_print(open_page: Open) -> None:
    page = open_page(*ENTRIES, color_scheme="dark")
    show_all(page)
    assert page.locator("#list article").count() == 63
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not any(page.is_visible(name) for name in ("#search", "#contents", ".controls", "#more"))
    assert page.is_visible("h1")


def test_phone(open_page: Open) -> None:
    page = open_page(*ENTRIES, *nasty_entries(), viewport=PHONE, has_touch=True)
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not page.evaluate(wide)
    assert not page.is_visible("#contents")
    page.tap("#panel-button")
    assert page.get_attribute("#panel-button", "aria-expanded") == "true"
    assert not page.evaluate(wide)
    small = """[...document.querySelectorAll('button, select, #query, #contents a, .radios label')]
        .filter((one) => one.checkVisibility() && !one.matches('.title'))
        .filter((one) => one.getBoundingClientRect().height < 40).map((one) => one.outerHTML)"""
    assert page.evaluate(small) == []
    page.tap("#contents >> text=quant-ph")
    counted(page, f"1 of {len(ENTRIES) + len(nasty_entries())} entries")
    assert not page.is_visible("#contents")
    page.tap(".title")
    assert not page.evaluate(wide)


@pytest.mark.parametrize("scheme", ("light", "dark"))
@pytest.mark.parametrize("viewport", (PHONE, DESK), ids=("phone", "desk"))
def test_axe(open_page: Open, scheme: str, viewport: dict[str, int]) -> None:
    page = open_page(
        *ENTRIES, *nasty_entries(), viewport=viewport, color_scheme=scheme, reduced_motion="reduce"
    )
    show_all(page)
    page.evaluate("document.querySelectorAll('.title').forEach((title) => title.click())")
    page.evaluate("document.querySelector('#panel').classList.add('open')")
    _no_violation(page)
    search(page, "<b>", "Nothing matches. Fewer words or filters find more.")
    page.evaluate("document.querySelector('#help').showModal()")
    _no_violation(page)


def _no_violation(page: Page) -> None:
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


def test_headings_are_in_order(open_page: Open) -> None:
    page = open_page(*ENTRIES)
    page.evaluate("document.querySelectorAll('.title').forEach((title) => title.click())")
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].filter((one) => one.checkVisibility()).map((one) => +one.tagName[1])"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_nothing_nasty_runs(open_page: Open) -> None:
    entries = [nasty_entry(number, text) for number, text in enumerate(MARKUP, 1)] + nasty_entries()
    page = open_page(*entries, script="original")
    counted(page, f"{len(entries)} entries")
    for text in MARKUP:
        page.fill("#query", text)
    search(page, "", f"{len(entries)} entries")
    show_all(page)
    page.evaluate("document.querySelectorAll('.title').forEach((title) => title.click())")
    addresses = page.evaluate("[...document.links].map((one) => one.protocol)")
    assert set(addresses) <= {"https:", "http:", "file:"}
    shown = page.inner_text("#list")
    for text in MARKUP:
        assert text.replace("\u2028", "<U+2028>") in shown
    assert page.locator("#list script, #list img, #list svg, #list style").count() == 0


def test_the_real_documents(open_page: Open, real_entries: list[Entry]) -> None:
    page = open_page(*(view(entry) for entry in real_entries), viewport=PHONE)
    counted(page, f"{len(real_entries)} entries")
    page.evaluate("document.querySelectorAll('.title').forEach((title) => title.click())")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    _no_violation(page)
    for entry in real_entries[:: len(real_entries) // 20]:
        title = " ".join(entry.title.first("en", "zh").replace("$", " ").replace("\\", " ").split()[:3])
        page.fill("#query", convert(title, "tw"))
        until(page, "/ entries$/.test(document.querySelector('#count').textContent)")


def test_without_entries(open_page: Open) -> None:
    page = open_page()
    counted(page, "This page has no entries.")
    _no_violation(page)


def test_without_scripts(open_page: Open) -> None:
    page = open_page(*ENTRIES, java_script_enabled=False, viewport=PHONE)
    assert page.locator("article").count() == 63
    assert page.inner_text("article >> nth=0").startswith(f"{ZH}\nEntanglement of hair")
    assert "一个总结。" in page.inner_text("main")
    assert not page.is_visible("#search")
    assert not page.is_visible(".controls")
    page.click("#contents >> text=cs.AI")
    assert page.url.endswith("#category-3")


def test_the_fold_is_that_of_the_program(browser: Browser) -> None:
    """All characters of Latin, Greek, Cyrillic, symbols, Chinese, Japanese and Korean."""
    source = (ROOT / "digestcli" / "writers" / "page" / "fold.js").read_text("utf-8").replace("export ", "")
    blocks = (
        (0, 0x590),
        (0x1E00, 0xA000),
        (0xAC00, 0xD7A4),
        (0xF900, 0xFB07),
        (0xFF00, 0xFFF0),
        (0x20000, 0x2FA20),
    )
    characters = [chr(code) for block in blocks for code in range(*block)]
    page = browser.new_page()
    folded = page.evaluate(
        f"([groups, all]) => {{ {source}; return all.map(makeFold(groups)); }}",
        [variant_groups(characters), characters],
    )
    page.close()
    differ = [
        char for char, ours in zip(characters, folded, strict=True) if fold(char) != ours and char.isalnum()
    ]
    assert differ == []


@pytest.mark.parametrize("slower", (1, 4))
@pytest.mark.untraced
def test_5000_entries(open_page: Open, samples: pathlib.Path, slower: int) -> None:
    """A page of 5,000 real entries on this machine and on one that is four times slower."""
    loaded = load_file(str(samples / "arxiv-daily" / "2026-01-05.md"))[0].entries
    many = [entry._replace(id=f"arxiv:2601.{number:05}", number=number, abstract=Text(en=" ".join(entry.abstract.first("en") for _ in range(4))))
            for number, entry in enumerate(itertools.islice(itertools.cycle(loaded), 5_000), 1)]  # fmt: skip
    page = open_page()
    page.context.add_init_script(
        "globalThis.long = []; new PerformanceObserver((list) => long.push(...list.getEntries()"
        ".map((one) => Math.round(one.duration)))).observe({ type: 'longtask', buffered: true });"
        "new MutationObserver((_, watch) => { if (!document.querySelector('#list article')) return;"
        " globalThis.listed = performance.now(); watch.disconnect(); }).observe(document, { childList: true, subtree: true });"
    )
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    path = pathlib.Path(page.url.removeprefix("file://"))
    with path.open("w", encoding="utf-8", newline="") as stream:
        WRITER.write(iter(many), stream, Options(script="hans"))
    page.reload()
    until(
        page,
        "document.querySelector('#list article') && !document.querySelector('script.entries')",
        seconds=60,
    )
    listed, read = page.evaluate("[listed, performance.now()]")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    page.evaluate("long.length = 0")
    page.evaluate(
        "globalThis.waits = []; document.querySelector('#query').addEventListener('input', () => { const began ="
        " performance.now(); requestAnimationFrame(() => setTimeout(() => waits.push(performance.now() - began))); })"
    )
    page.type("#query", "quantum error 糾", delay=60)
    until(page, "!/Searching/.test(document.querySelector('#count').textContent)", seconds=60)
    waits, long = page.evaluate("[waits, long]")
    print(
        f"{path.stat().st_size / 1e6:.1f} MB, x{slower}: painted {paint:.0f} ms, listed {listed:.0f} ms, read"
        f" {read:.0f} ms; a key at most {max(waits):.0f} ms to the next frame, long tasks {sorted(long)[-3:]}"
    )
    assert paint < 5_000
    assert max(waits) < 3_000
