"""Feeds of papers: arXiv's RSS and Atom, its API, RSS 1.0, journals, our own exports; damaged and hostile ones."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import pytest
from conftest import ROOT

from digestcli.ingest import load_file
from digestcli.model import Digest, Entry
from digestcli.normalise import normalise
from digestcli.readers import READERS
from digestcli.readers.arxiv_feed import read, sniff
from digestcli.readers.base import Parsed, RawEntry, Source
from digestcli.writers import WRITERS
from digestcli.writers.base import Options

ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"'
    ' xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)
LINK = "<link>https://arxiv.org/abs/2408.06292</link>"
ATOM_LINK = '<link href="https://arxiv.org/abs/2408.06292"/>'


def rss(*items: str, head: str = "<title>A feed</title>") -> str:
    body = "\n".join(f"<item>\n{item}\n</item>" for item in items)
    return f'<?xml version="1.0"?>\n<rss version="2.0" {SPACES}>\n<channel>\n{head}\n{body}\n</channel>\n</rss>\n'


def atom(*entries: str, head: str = "<title>A feed</title>") -> str:
    body = "\n".join(f"<entry>\n{entry}\n</entry>" for entry in entries)
    return f'<?xml version="1.0"?>\n<feed {ATOM} {SPACES}>\n{head}\n{body}\n</feed>\n'


def parsed(text: str) -> Parsed:
    return read(Source("x.xml", text))


def raws(text: str) -> list[RawEntry]:
    return [entry for entry in parsed(text).entries if isinstance(entry, RawEntry)]


def entries(text: str) -> list[Entry]:
    return [normalise(raw, Digest("k", "arxiv-feed"), at) for at, raw in enumerate(raws(text), 1)]


def entry(item: str, form: Callable[..., str] = rss) -> Entry:
    text = form(item)
    assert sniff(text)
    (found,) = entries(text)
    return found


def claims(text: str) -> list[str]:
    return [reader.name for reader in READERS if reader.sniff(text[:65_536])]


def issues(text: str) -> list[tuple[str, int]]:
    return [(issue.code, issue.line) for issue in parsed(text).issues]


# --- arXiv's own feeds


def test_rss_of_the_day() -> None:
    (loaded,) = load_file(str(ROOT / "samples" / "arxiv-feed" / "2024-08-13.rss"))
    first = loaded.entries[0]
    assert loaded.digest.key == "arxiv-feed-2024-08-13"
    assert (first.source.lines, first.issues, first.digest) == ((17, 31), (), loaded.digest.key)
    assert first.abstract.en
    assert first.abstract.en.startswith("A chain of")
    assert [one.extra["announced"] for one in loaded.entries] == ["cross", "replace", "replace"]


def test_its_atom_twin() -> None:
    found = entry(
        "<id>oai:arXiv.org:2408.06292v2</id>\n<title>A title\n with $a&lt;b>c$</title>\n"
        '<updated>2024-08-13T04:00:00+00:00</updated>\n<link href="https://arxiv.org/abs/2408.06292" rel="alternate"/>\n'
        "<summary>arXiv:2408.06292v2 Announce Type: replace-cross \nAbstract: We do\nthis.</summary>\n"
        '<category term="cs.AI"/><category term="cs.LG"/><arxiv:announce_type>replace-cross</arxiv:announce_type>\n'
        "<dc:creator>Chris Lu, David Ha and Jeff Clune</dc:creator><rights>CC</rights>",
        atom,
    )
    assert (found.title.en, found.abstract.en) == ("A title with $a<b>c$", "We do this.")
    assert found.authors == ("Chris Lu", "David Ha", "Jeff Clune")
    assert (found.id, found.url) == ("arxiv:2408.06292", "https://arxiv.org/abs/2408.06292")
    assert (found.category, found.categories, found.date) == ("cs.AI", ("cs.AI", "cs.LG"), "2024-08-13")
    assert found.extra == {"announced": "replace-cross", "version": "v2", "rights": "CC"}


def test_only_the_identifier_is_there() -> None:
    found = entry("<title>A</title><guid>oai:arXiv.org:hep-th/9802150v2</guid>")
    assert (found.id, found.url) == ("arxiv:hep-th/9802150", "https://arxiv.org/abs/hep-th/9802150v2")
    assert "version" not in found.extra


@pytest.mark.parametrize(
    "printed, announced",
    (("", "new"), (" UPDATED", "replace"), (" CROSS LISTED", "cross")),
)
def test_rss_1(printed: str, announced: str) -> None:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        f' xmlns="http://purl.org/rss/1.0/" {SPACES}>\n<channel rdf:about="http://arxiv.org/">\n'
        "<title>quant-ph updates on arXiv.org</title>\n<dc:date>2021-01-04T20:30:00-05:00</dc:date>\n"
        '<items><rdf:Seq><rdf:li rdf:resource="http://arxiv.org/abs/2101.00001"/></rdf:Seq></items>\n</channel>\n'
        "<image><title>arXiv.org</title></image>\n"
        '<item rdf:about="http://arxiv.org/abs/2101.00001">\n'
        f"<title>A title of (some) words. (arXiv:2101.00001v1 [quant-ph]{printed})</title>\n"
        '<description rdf:parseType="Literal">&lt;p&gt;First line\nand second.&lt;/p&gt;</description>\n'
        "<dc:creator>&lt;a href=&quot;http://arxiv.org/find/1&quot;&gt;Ann Author&lt;/a&gt; (1), "
        "&lt;a href=&quot;http://arxiv.org/find/2&quot;&gt;Bo &amp;eacute;t&lt;/a&gt; (1, 2) ((1) A, (2) B)</dc:creator>\n"
        "</item>\n</rdf:RDF>\n"
    )
    assert sniff(text)
    (found,) = entries(text)
    assert (found.title.en, found.abstract.en) == ("A title of (some) words", "First line and second.")
    assert (found.authors, found.category) == (("Ann Author", "Bo ét"), "quant-ph")
    assert (found.extra, found.id) == ({"announced": announced, "version": "v1"}, "arxiv:2101.00001")
    assert (parsed(text).date, parsed(text).title) == ("2021-01-04", "quant-ph updates on arXiv.org")


def test_api_counts() -> None:
    head = "".join(
        f'<o:{name} xmlns:o="http://a9.com/-/spec/opensearch/1.1/">{number}</o:{name}>'
        for name, number in (("totalResults", 812), ("startIndex", 10), ("itemsPerPage", 2))
    )
    assert issues(atom(ATOM_LINK, ATOM_LINK, head=head)) == []
    assert issues(atom(ATOM_LINK, head=head)) == [("count-mismatch", 1)]


def test_api_entry() -> None:
    found = entry(
        "<id>http://arxiv.org/abs/1207.7214v2</id><title>A</title><published>2012-07-31T11:59:59Z</published>"
        "<updated>2012-07-31T12:00:00Z</updated><author><name>Doe, Jr.</name><arxiv:affiliation>CERN</arxiv:affiliation>"
        "</author><author><name>B C</name></author><arxiv:comment>12 pages,\n 3 figures</arxiv:comment>"
        '<link title="pdf" href="http://arxiv.org/pdf/1207.7214v2" rel="related" type="application/pdf"/>'
        '<category term="hep-ph"/><category term="81T10, 81V05"/><arxiv:primary_category term="hep-ex"/>',
        atom,
    )
    assert (found.authors, found.categories) == (("Doe, Jr.", "B C"), ("hep-ex", "hep-ph", "81T10, 81V05"))
    assert (found.comment, found.pdf) == ("12 pages, 3 figures", "http://arxiv.org/pdf/1207.7214v2")
    assert found.extra == {"affiliation": "CERN"}


# --- other feeds


def test_a_journal() -> None:
    found = entry(
        "<title><![CDATA[Growth of <i>E.&nbsp;coli</i> at 37&#176;C]]></title>\n"
        "<link>https://www.nature.com/articles/s41586-024-07711-9</link>\n"
        '<content:encoded><![CDATA[<p>Nature, Published online: 12 August 2024; <a href="https://x">doi:10.1038/s41586-024-07711-9</a>'
        "</p>They grow.]]></content:encoded>\n<dc:creator>Ann Author</dc:creator><dc:creator>Bo Writer</dc:creator>\n"
        "<dc:identifier>doi:10.1038/s41586-024-07711-9</dc:identifier><dc:identifier>issn:1</dc:identifier>"
        "<dc:date>2024-08-12</dc:date>\n"
        "<prism:publicationName>Nature</prism:publicationName><prism:volume>632</prism:volume><dc:subject>Biology</dc:subject>"
    )
    assert (found.title.en, found.venue) == ("Growth of E. coli at 37°C", "Nature")
    assert (found.id, found.date) == ("doi:10.1038/s41586-024-07711-9", "2024-08-12")
    assert (found.authors, found.categories) == (("Ann Author", "Bo Writer"), ("Biology",))
    assert found.abstract.en == "They grow."
    assert found.extra["volume"] == "632"
    assert found.extra["identifier"] == "issn:1"


def test_names_turned_round() -> None:
    found = entry(
        "<title>A</title><link>http://biorxiv.org/cgi/content/short/2024.08.12.607544v1?rss=1</link>"
        "<dc:identifier>doi:10.1101/2024.08.12.607544</dc:identifier><dc:creator><![CDATA[van Doe, J. A., Roe, K.]]></dc:creator>"
    )
    assert (found.id, found.authors) == ("doi:10.1101/2024.08.12.607544", ("van Doe, J. A.", "Roe, K."))


def test_author_with_a_mailbox() -> None:
    assert entry(f"{LINK}<author>ann@example.org (Ann Author)</author>").authors == ("Ann Author",)


def test_content_that_says_more_is_kept() -> None:
    found = entry(
        f"{LINK}<description>Short.</description><content:encoded>Short. And long.</content:encoded>"
    )
    assert (found.abstract.en, found.extra) == ("Short.", {"content": "Short. And long."})


def test_xhtml_and_html_of_atom() -> None:
    div = '<div xmlns="http://www.w3.org/1999/xhtml"><p>One<sub>2</sub></p><p>two</p></div>'
    assert entry(f'{ATOM_LINK}<content type="xhtml">{div}</content>', atom).abstract.en == "One2 two"
    found = entry(f'{ATOM_LINK}<title type="html">A &lt;b>bold&lt;/b> &amp;amp; one</title>', atom)
    assert found.title.en == "A bold & one"


def test_what_only_looks_like_tags_stays() -> None:
    found = entry(f"{LINK}<title><![CDATA[<!-- x -->$a<b c>d$, <i>e</i><foo>]]></title>")
    assert found.title.en == "$a<b c>d$, e<foo>"


def test_other_prefixes() -> None:
    text = (
        '<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:x="http://purl.org/dc/elements/1.1/"'
        ' xmlns:y="http://arxiv.org/schemas/atom"><a:title>T</a:title><a:entry><a:title>A</a:title>'
        '<a:link href="https://arxiv.org/abs/2408.06292"/><x:creator>B C</x:creator><y:comment>3 pages</y:comment>'
        "<a:author><a:name>D E</a:name></a:author><media:title>Other</media:title></a:entry></a:feed>"
    )
    assert sniff(text)
    (found,) = entries(text)
    assert (found.title.en, found.authors, found.comment) == ("A", ("B C",), "3 pages")
    assert found.extra == {"media_title": "Other"}
    assert parsed(text).title == "T"


def test_missing_parts() -> None:
    text = rss(LINK, "<title>Only a title</title>", "")
    bare, titled, empty = entries(text)
    assert [issue.code for issue in bare.issues] == ["missing-title"]
    assert (titled.title.en, [issue.code for issue in titled.issues]) == ("Only a title", ["missing-link"])
    assert [(issue.code, issue.line) for issue in empty.issues] == [
        ("missing-link", 11),
        ("missing-title", 11),
    ]


@pytest.mark.parametrize("name", ("atom", "rss"))
def test_our_own(name: str, sample_entries: list[Entry]) -> None:
    writer = next(writer for writer in WRITERS if writer.name == name)
    stream = io.StringIO()
    writer.write(sample_entries, stream, Options(name="Mine"))
    found = parsed(stream.getvalue())
    assert (found.title, found.issues) == ("Mine", ())
    assert len(found.entries) == len(sample_entries)
    for was, now in zip(sample_entries, entries(stream.getvalue()), strict=True):
        assert (now.title, now.authors, now.authors_complete) == (
            was.title,
            was.authors,
            was.authors_complete,
        )
        assert now.id in (was.id, f"k:{now.number}")
        assert (now.url, now.venue, now.code, now.pdf) == (was.url, was.venue, was.code, was.pdf)
        assert one_line(now.tldr.items()) == one_line(was.tldr.items())
        assert one_line(now.abstract.items()) == one_line(was.abstract.items())
        assert len(now.references) == len(was.references)


def one_line(texts: object) -> list[tuple[str, str]]:
    return [(tag, " ".join(text.split())) for tag, text in texts]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ("atom", "rss"))
def test_each_of_our_own_has_one_claim_at_most(name: str, sample_entries: list[Entry]) -> None:
    writer = next(writer for writer in WRITERS if writer.name == name)
    for per in ("entry", "digest"):
        for one in sample_entries:
            stream = io.StringIO()
            writer.write([one], stream, Options(per=per))
            papers = per == "entry" and bool(one.identifiers)
            assert claims(stream.getvalue()) == (["arxiv-feed"] if papers else [])


def test_our_own_that_somebody_cut() -> None:
    head = "<generator>digest 1.0</generator>"
    bare, untitled = entries(
        rss(
            f"<title>One</title>{LINK}<description>Short.</description>",
            f"<title>Two</title>{LINK}<content:encoded><![CDATA[<h4>Abstract</h4>\n<p lang='zh'>x</p>\n<h4>TL;DR</h4>\n"
            '<p lang="en">Brief.</p>\n<ul>\n<li>Venue: Nature</li>\n</ul>]]></content:encoded>',
            head=head,
        )
    )
    assert (bare.title.en, bare.abstract.en) == ("One", "Short.")
    assert (untitled.title.en, untitled.tldr.en, untitled.venue) == ("Two", "Brief.", "Nature")


# --- what is claimed


def test_no_other_reader_claims_what_stands_in_a_feed() -> None:
    for path in sorted(ROOT.glob("samples/*/*")):
        if path.name.endswith(".expect.yaml") or path.parent.name == "arxiv-feed":
            continue
        inner = path.read_text(encoding="utf-8").replace("]]>", "")
        assert claims(rss(f"<title>A</title>{LINK}<description><![CDATA[\n{inner}\n]]></description>")) == [
            "arxiv-feed"
        ]


@pytest.mark.parametrize("text", (
    rss("<title>News</title><link>https://example.org/1</link><description>See https://arxiv.org/abs/2408.06292</description>"),
    rss('<link>https://example.org</link><description><![CDATA[<a href="https://arxiv.org/abs/2408.06292">x</a>]]></description>'),
    rss(),
    atom("<id>http://arxiv.org/api/errors#incorrect_id_format_for_1</id><title>Error</title>"),
    f"<html><body>{LINK}</body></html>",
    f"# A page\n\n```xml\n{rss(LINK)}```\n",
    f"<urlset><url><loc>x</loc>{LINK}</url></urlset>",
    f"<!-- <rss> {LINK}", "<?xml", "<!DOCTYPE rss", "",
))  # fmt: skip
def test_not_claimed(text: str) -> None:
    assert not sniff(text)


# --- damage


def test_cut_off() -> None:
    text = rss(f"<title>One</title>{LINK}", f"<title>Two</title>{LINK}<description>Cut here")
    cut = text[: text.index("Cut") + 3]
    one, two = entries(cut)
    assert (one.title.en, one.issues, one.source.lines) == ("One", (), (5, 7))
    assert (two.title.en, two.abstract.en, two.source.lines) == ("Two", "Cut", (8, 9))
    assert [(issue.code, issue.line) for issue in two.issues] == [("truncated", 9)]
    assert issues(cut) == [("malformed-xml", 9)]


def test_a_break_costs_its_item_only() -> None:
    text = rss(f"{LINK}<title>One</title>", f"{LINK}\n<title>Two</titel>", f"{LINK}<title>Three</title>")
    assert [one.title.en for one in entries(text)] == ["One", "Two", "Three"]
    assert [one.source.lines for one in entries(text)] == [(5, 7), (8, 11), (12, 14)]
    assert issues(text) == [("malformed-xml", 10)]


def test_what_stands_below_a_break() -> None:
    broken = (
        f"<title>Two</titel>\n{LINK}\n<description>a </b> b</description>\n<dc:creator>A B, C D</dc:creator>"
    )
    text = rss(f"{LINK}<title>One</title>", broken, f"{LINK}<title>Three</title>")
    _, two, three = entries(text)
    assert (two.title.en, two.id, two.abstract.en) == ("Two", "arxiv:2408.06292", "a")
    assert (two.authors, two.source.lines) == (("A B", "C D"), (8, 13))
    assert [(issue.code, issue.line) for issue in two.issues] == [("truncated", 13)]
    assert (three.title.en, three.issues, three.source.lines) == ("Three", (), (14, 16))
    assert issues(text) == [("malformed-xml", 9), ("malformed-xml", 11)]
    often = rss("<title>Two</titel>\n" * 20 + LINK, f"{LINK}<title>Three</title>")
    assert [one.title.en for one in entries(often)] == ["Two", "Three"]
    assert len(issues(often)) == 9


def test_an_item_that_is_not_closed() -> None:
    text = rss(f"{LINK}<title>One</title>", f"{LINK}<title>Two</title>").replace("</item>", "", 1)
    one, two = entries(text)
    assert (one.title.en, two.title.en) == ("One", "Two")
    assert [issue.code for issue in one.issues] == ["truncated"]
    assert [code for code, _ in issues(text)] == ["malformed-xml"]


def test_items_within_items() -> None:
    text = rss(
        f"{LINK}<title>One</title><x><y><z><item>{LINK}<title>Two</title></item></z></y></x>",
        "<title>Three</title>",
    )
    text = text.replace("</channel>", "<pubDate>1 May 2020</pubDate></channel>")
    assert [one.title.en for one in entries(text)] == ["One", "Two", "Three"]
    assert issues(text) == []


def test_verbatim_text_that_is_not_closed() -> None:
    text = rss(f"{LINK}<title>One</title><description><![CDATA[open", f"{LINK}<title>Two</title>")
    one, two = entries(text)
    assert (one.abstract.en, two.title.en, two.issues) == ("open", "Two", ())
    assert [code for code, _ in issues(text)] == ["malformed-xml"]


def test_signs_that_are_no_markup() -> None:
    found = entry(
        f"{LINK}<title>AT&T &foo; &eacute; p < 0.05 <5 &LT;b&GT; &NewLine;&#0;&#٣; &#x1F600; &#99999999;</title>"
    )
    assert found.title.en == "AT&T &foo; é p < 0.05 <5 \ufffd&#٣; 😀 &#99999999;"


def test_control_characters() -> None:
    text = rss(f"<title>A\x0c\x1bB\r\x85</title>{LINK}\ud800\uffff", f"<title>Two</title>\n{LINK}")
    assert [one.title.en for one in entries(text)] == ["A\ufffd\ufffdB", "Two"]
    assert [one.source.lines[0] for one in entries(text)] == [5, 8]
    assert issues(text) == [("malformed-xml", 6)]


def test_without_a_root() -> None:
    text = rss(LINK, LINK)
    assert len(entries(text[text.index("<item>") :])) == 2
    assert issues(text[text.index("<item>") :]) == [("malformed-xml", 1)]
    assert issues("plain") == [("malformed-xml", 1), ("no-entries", 1)]


# --- hostile


BOMB = (
    '<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE rss [\n<!ENTITY a "aaaaaaaaaa">\n<!ENTITY b "&a;&a;&a;&a;">\n'
    '<!ENTITY c SYSTEM "file:///etc/passwd">\n]>\n'
)


def test_entities_are_never_expanded() -> None:
    text = BOMB + rss(f"<title>&b;&c;</title>\n{LINK}").partition("\n")[2]
    assert sniff(text)
    (found,) = entries(text)
    assert (found.title.en, found.source.lines) == ("&b;&c;", (11, 14))
    assert issues(text) == [("malformed-xml", 3)]


def test_a_dtd_elsewhere_is_not_read() -> None:
    text = rss(f"<title>{BOMB[BOMB.index('<!D') :]}&b;</title>{LINK}", f"<title>Two</title>{LINK}")
    assert {code for code, _ in issues(text)} == {"malformed-xml"}
    assert "aaaa" not in str(entries(text)[0].title)
    assert entries(text)[-1].title.en == "Two"
    outside = f'<!DOCTYPE rss SYSTEM "http://example.org/rss.dtd">{rss(f"{LINK}<title>&x;</title>")[21:]}'
    assert sniff(outside)
    assert entries(outside)[0].title.en == "&x;"


HOSTILE = (
    "<a>", "<item>", "<entry ", "</item>", "<item></item>", "<item><a", "<![CDATA[", "]]>", "<!--", "<!-- -->", "<?", "<?a?>",
    "&", "&amp;", "&#", "&lt;p ", "&lt;a href=", "<link>", "<link href='", "<a b='<item>", "<x:item>", "<title>", "<author><name>a</name></author>",
    "a, B. ", "x ", "\n", "\r", "\x01", "<p xmlns:a='b'>", "<item rdf:about='", "<!DOCTYPE a [", "oai:arXiv.org:", "<dc:creator>A, B. ",
    "<category>a</category>", "<b>c</b>", "]", "10.1234/", "(arXiv:", "&#65;", "</b>\n", "<title>a</b>\n", "<item></b>\n</b>\n",
    "<dc:identifier>doi:10.1234/a</dc:identifier>", "<guid>a</guid>", "<link>http://a</link>", "<zz>a</zz>", "<description>a</description>",
    "<guid>oai:arXiv.org:1</guid>", "<pubDate>1 May 2020</pubDate>", "<pubDate>a</pubDate>",
)  # fmt: skip


@pytest.mark.untraced
@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("place", ("", "<item>", f"<item>{LINK}<title>", "<item><description><![CDATA["))
def test_time_grows_with_length_only(unit: str, place: str) -> None:
    def seconds(size: int) -> float:
        text = f"<rss><channel>{place}{unit * (size // len(unit))}"
        before = time.process_time()
        sniff(text[:65_536])
        parsed(text)
        return time.process_time() - before

    if seconds(60_000) > 0.1:  # else it is nothing to measure; others' garbage is collected meanwhile
        long = min(seconds(60_000) for _ in range(3))
        assert long < 0.1 or long < 8 * min(seconds(15_000) for _ in range(3))


@pytest.mark.untraced
def test_nested_and_long() -> None:
    deep = rss(f"{LINK}<title>{'<i>' * 100_000}A{'</i>' * 100_000}</title>", f"{LINK}<title>B</title>")
    assert [one.title.en for one in entries(deep)] == ["A", "B"]
    outer = f"<rss>{'<channel>' * 100_000}<item>{LINK}</item>{'</channel>' * 100_000}</rss>"
    assert len(entries(outer)) == 1
    (found,) = entries(rss(f"{LINK}<title>A</title><description>{'word ' * 1_000_000}</description>"))
    assert len(found.abstract.first("en")) == 4_999_999


@pytest.mark.parametrize(
    "text",
    (
        (
            '<?xml version="1.0"?>\n<rss version="2.0"><channel>\n<title>cs.LG updates on arXiv.org</title>\n'
            "<link>http://rss.arxiv.org/rss/cs.LG</link>\n<pubDate>Sat, 10 Aug 2024 00:00:00 -0400</pubDate>\n"
            "<skipDays><day>Sunday</day><day>Saturday</day></skipDays></channel></rss>\n"
        ),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom">\n<link href="http://arxiv.org/api/query?search_query=x"/>\n'
            "<title>ArXiv Query</title><updated>2024-08-10T00:00:00-04:00</updated></feed>\n"
        ),
    ),
)
def test_a_day_without_papers(text: str) -> None:
    assert claims(text) == ["arxiv-feed"]
    parsed = read(Source("feed.xml", text))
    assert (parsed.entries, parsed.date, parsed.issues) == ((), "2024-08-10", ())


def test_another_empty_feed_is_not_claimed() -> None:
    assert (
        claims(
            "<rss><channel><title>News of arxiv.org</title><link>https://example.org/</link></channel></rss>"
        )
        == []
    )
