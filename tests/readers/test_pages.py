"""Pages saved as HTML, read as other texts are: cards, e-mails, lists, tables, guides, listings, articles."""

from __future__ import annotations

import pathlib

import pytest

from digestcli.errors import UnknownFormat
from digestcli.ingest import Loaded, load_file

PAPERS = (
    ("1512.03385", "Deep Residual Learning for Image Recognition", "Kaiming He, Xiangyu Zhang", "只学残差，网络可以很深。"),
    ("1406.2661", "Generative Adversarial Networks", "Ian Goodfellow, Yoshua Bengio", "两个网络对抗，样本越来越逼真。"),
    ("1412.6980", "Adam: A Method for Stochastic Optimization", "Diederik P. Kingma, Jimmy Ba", "步长随梯度的矩而变。"),
)  # fmt: skip
PAGE = "<!DOCTYPE html>\n<html><head><title>Papers of 2026-01-08</title></head>\n<body>\n{}\n</body></html>\n"
URL = "https://arxiv.org/abs/"


def load(tmp_path: pathlib.Path, html: str) -> Loaded:
    path = tmp_path / "page.html"
    path.write_text(html, encoding="utf-8")
    (loaded,) = load_file(str(path))
    return loaded


def printed(form: str, page: str = PAGE) -> str:
    """Print PAPERS in a form; `{n}` numbers them."""
    found = (form.format(n=n, id=i, t=t, a=a, s=s, u=URL + i) for n, (i, t, a, s) in enumerate(PAPERS, 1))
    return page.replace("{}", "\n".join(found))


FORMS = {
    "a card around a link": '<div class="card"><h3><a href="{u}"><i class="fa"></i>{t}</a></h3><p>{a}</p><p><b>摘要：</b>{s}</p></div>',
    "a link around a card": '<a class="card" href="{u}"><h3>{t}</h3><p class="authors">{a}</p><p class="abstract">{s}</p></a>',
    "classes for labels": '<article><a class="paper-title" href="{u}">{t}</a><div class="authors">{a}</div><p class="abstract">{s}</p></article>',
    "an e-mail": '<table><tr><td style="font-weight: bold">{t}</td></tr><tr><td>{a}<br><i>University of Somewhere</i></td></tr>'
    '<tr><td><strong>arXiv ID:</strong> <a href="{u}">{id}</a></td></tr><tr><td><strong>摘要:</strong> {s}</td></tr></table><br>',
    "headings and labels": "<h2>{n}. {t}</h2><p><strong>作者</strong>：{a}</p><p><strong>链接</strong>：<a href='{u}'>{u}</a></p><h3>摘要</h3><p>{s}</p><hr>",
    "a table of names and values": "<table><tr><th>标题<td>{t}<tr><th>作者<td>{a}<tr><th>链接<td><a href='{u}'>arXiv</a><tr><th>摘要<td>{s}</table>",
    "an item a paper": "<ul><li><a href='{u}'><b>{t}</b></a><br>{a}<br><b>摘要：</b>{s}</li></ul>",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("joined", [False, True], ids=["lines", "one line"])
def test_layouts(tmp_path: pathlib.Path, form: str, joined: bool) -> None:  # noqa: FBT001
    html = printed(form)
    loaded = load(tmp_path, html.replace("\n", "") if joined else html)
    assert (loaded.digest.reader, loaded.digest.date, loaded.digest.issues) == ("labelled", "2026-01-08", ())
    assert [
        (entry.title.get("en"), entry.authors, entry.identifiers["arxiv"], entry.abstract.get("zh"), entry.issues)
        for entry in loaded.entries
    ] == [(title, tuple(names.split(", ")), paper, text, ()) for paper, title, names, text in PAPERS]  # fmt: skip
    if not joined:
        lines = html.split("\n")
        assert all(
            entry.identifiers["arxiv"] in "".join(lines[entry.source.lines[0] - 1 : entry.source.lines[1]])
            for entry in loaded.entries
        )


def test_a_table(tmp_path: pathlib.Path) -> None:
    rows = printed("<tr><td>{n}<td><a href='{u}'>{t}</a><td>{a}<td>{s}", "{}")
    head = "<h2>cs.LG</h2><table><tr><th>#<th>标题<th>作者<th>中文摘要"
    loaded = load(tmp_path, PAGE.replace("{}", f"{head}{rows}</table>"))
    assert [(one.number, one.title.get("en"), one.category) for one in loaded.entries] == [
        (n, title, "cs.LG") for n, (_, title, _, _) in enumerate(PAPERS, 1)
    ]
    assert [one.abstract.get("zh") for one in loaded.entries] == [text for _, _, _, text in PAPERS]


def test_a_card_with_both_titles_score_and_facts(tmp_path: pathlib.Path) -> None:
    form = (
        "<h3><a href='{u}'>中文题目{n}</a></h3><span>9/10</span><div>{t}</div><div>{a}, Wei Zh...</div>"
        "<div><b>核心总结:</b><p>{s}</p></div><div>2026-01-07 10:00:00 | <a href='{u}'>arXiv:{id}</a> | cs.LG</div>"
    )
    loaded = load(tmp_path, printed(form))
    entry = loaded.entries[1]
    assert dict(entry.title.items()) == {"zh": "中文题目2", "en": PAPERS[1][1]}
    assert (entry.authors, entry.authors_complete) == (("Ian Goodfellow", "Yoshua Bengio"), False)
    assert (entry.tldr.get("zh"), entry.date, entry.category) == (PAPERS[1][3], "2026-01-07", "cs.LG")
    assert (entry.extra, entry.body.first("zh", "en")) == ({"score": "9/10"}, "")


def test_what_stands_below_the_papers_is_told(tmp_path: pathlib.Path) -> None:
    form = "<h2><a href='{u}'>{t}</a></h2><p>作者：{a}</p><p>{s}</p>"
    loaded = load(tmp_path, printed(form, PAGE.replace("{}", "{}\n<footer>Made by a robot</footer>")))
    (issue,) = loaded.entries[-1].issues
    assert (issue.code, issue.line, "Made by a robot" in issue.message) == ("unread-text", 7, True)


LISTING = """<dl id='articles'><h3>Cross submissions (showing 1 of 1 entries)</h3>
<dt><a name='item1'>[1]</a> <a href="{base}/abs/2408.06292" id="2408.06292">
 arXiv:2408.06292</a> [<a href="{base}/pdf/2408.06292">pdf</a>, <a href="https://arxiv.org/html/2408.06292v3">html</a>]</dt>
<dd><div class='meta'><div class='list-title mathjax'><span class='descriptor'>Title:</span>
  The AI Scientist</div>
<div class='list-authors'><a href="https://arxiv.org/search/cs?query=Lu">Chris Lu</a>, <a href="https://arxiv.org/search/cs?query=Lu">Cong Lu</a></div>
<div class='list-subjects'><span class='descriptor'>Subjects:</span> Artificial Intelligence (cs.AI)</div>
<p class='mathjax'>A system proposes ideas.</p></div></dd></dl>"""


@pytest.mark.parametrize("base", ["", "https://arxiv.org"])
def test_a_listing_of_arxiv(tmp_path: pathlib.Path, base: str) -> None:
    loaded = load(tmp_path, PAGE.replace("{}", LISTING.replace("{base}", base)))
    (entry,) = loaded.entries
    assert (loaded.digest.reader, entry.id, entry.number) == ("arxiv-listing", "arxiv:2408.06292", 1)
    assert (entry.authors, entry.category) == (("Chris Lu", "Cong Lu"), "cs.AI")
    assert (entry.abstract.get("en"), entry.extra) == (
        "A system proposes ideas.",
        {"announced": "cross-list"},
    )


def test_a_guide(tmp_path: pathlib.Path) -> None:
    paper = (
        "<p><strong>{en}</strong></p><p><strong>{zh}</strong></p><p>▲ 作者：A. Lee, B. Chen, et al.</p><p>▲链接：</p>"
        "<p><a href='https://www.nature.com/articles/{key}'>https://www.nature.com/articles/{key}</a></p>"
        "<p>▲摘要：</p><p>研究组测量了电阻。</p><p>▲ Abstract</p><p>We measure the resistance of it.</p><p>&nbsp;</p>"
    )
    page = PAGE.replace(
        "{}",
        "<h1>《自然》(20260122出版)一周论文导读</h1><p>编译|甲乙</p><p><b>Nature, 22 January 2026, Volume 649, Issue 8098</b></p>"
        "<p style='font-weight:bold'>物理学<b>Physics</b></p>"
        + paper.format(en="A diode made of twisted layers", zh="扭转层构成的二极管", key="s41586-025-09001-1")
        + paper.format(en="A droplet of light in glass", zh="玻璃里的光滴", key="s41586-025-09002-2"),
    )
    loaded = load(tmp_path, page)
    assert (loaded.digest.reader, loaded.digest.date) == ("journal-weekly", "2026-01-22")
    assert [(one.title.get("zh"), one.category, one.issues) for one in loaded.entries] == [
        ("扭转层构成的二极管", "Physics", ()),
        ("玻璃里的光滴", "Physics", ()),
    ]


def test_an_article(tmp_path: pathlib.Path) -> None:
    text = (
        "研究人员让量子点在液面上自己排成整齐的队列，只要把蒸发的速度控制在很窄的范围里，吸引与排斥就达到平衡。"
        * 3
    )
    page = (
        "<h1>量子点自己排队</h1><div>2026-01-08 10:20:30 来源：某网 作者：王玲</div>"
        f"<p>{text}</p><p><img src='a.jpg'></p><p>图1 量子点</p><p>{text}</p><footer>---</footer>"
    )
    loaded = load(tmp_path, PAGE.replace("{}", page).replace("Papers of 2026-01-08", "量子点自己排队"))
    (entry,) = loaded.entries
    assert (loaded.digest.reader, entry.title.get("zh"), entry.authors) == (
        "article",
        "量子点自己排队",
        ("王玲",),
    )
    assert entry.body.get("zh") == f"{text}\n{text}"


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Soups</h1><ul><li><a href='https://example.org/a'>Tomato soup for winter</a></li></ul><p>I like soup.</p>",
        f"<h1>Our group</h1><p>See <a href='{URL}1512.03385'>our paper</a>.</p><h2>Members</h2><ul><li>Ann Lee</li></ul>",
        "<table><tr><th>Soup</th><th>Stars</th></tr><tr><td>Tomato</td><td>5</td></tr></table>",
        f"<nav><h3><a href='{URL}1512.03385'>{PAPERS[0][1]}</a></h3><p>作者：甲</p></nav><p>Page not found</p>",
        "",
    ],
)
def test_other_pages_are_refused(tmp_path: pathlib.Path, body: str) -> None:
    with pytest.raises(UnknownFormat):
        load(tmp_path, PAGE.replace("{}", body).replace("Papers of 2026-01-08", "Home"))
