"""Weekly guides to journals: the samples, the real pages, the variations of copies, and damage."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Callable

import pytest
import yaml

from digestcli.documents.guides.journal import address, subject_of, volume_of
from digestcli.readers.base import Parsed, RawEntry, Source
from digestcli.readers.journal_weekly import READER

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples" / "journal-weekly"
NAMES = tuple(sorted(path.name for path in SAMPLES.glob("*.txt")))
SAMPLE = (SAMPLES / "nature-20150528.txt").read_text(encoding="utf-8")
LINES = SAMPLE.split("\n")

ZH = "这是一段写给测试的中文摘要,它足够长,也以句号结束,因此不会被当成题目。"
EN = "This abstract was written for a test, it is long enough and it ends with a full stop, as a paragraph does."
ISSUE = "Nature, 7 May 2026, Volume 653, Issue 8113\n"


def read(text: str) -> Parsed:
    return READER.read(Source("page.txt", text))


def raw(parsed: Parsed) -> list[RawEntry]:
    assert all(isinstance(entry, RawEntry) for entry in parsed.entries)
    return [entry for entry in parsed.entries if isinstance(entry, RawEntry)]


def texts(entry: RawEntry, name: str) -> dict[str, str]:
    return {field.language: field.text for field in entry.fields if field.name == name}


def facts(entry: RawEntry) -> tuple[object, ...]:
    """Everything but the lines."""
    fields = tuple((field.name, field.language, field.text) for field in entry.fields)
    return entry.category_label, entry.authors, entry.url, entry.venue, entry.date, fields


def codes(entry: RawEntry) -> list[str]:
    return [issue.code for issue in entry.issues]


@pytest.mark.parametrize("name", NAMES)
def test_sample_reads_as_expected(name: str) -> None:
    expected = yaml.safe_load((SAMPLES / f"{name}.expect.yaml").read_text(encoding="utf-8"))
    text = (SAMPLES / name).read_text(encoding="utf-8")
    parsed = read(text)
    entries = raw(parsed)
    assert READER.sniff(text)
    assert (READER.name, parsed.date, parsed.title) == (
        expected["reader"],
        expected["date"],
        expected["title"],
    )
    assert len(entries) == expected["count"]
    for want in expected["entries"]:
        entry = entries[want["number"] - 1]
        labels = want["category_label"]
        assert entry.category == labels["en"]
        assert dict(entry.category_label) == labels
        assert texts(entry, "title") == want["title"]
        assert (entry.url, entry.line) == (want["url"], want["line"])
        assert all(author in entry.authors for author in want.get("authors", ()))
        assert ("et al." in entry.authors) is (
            want.get("authors_complete") is False
        ) or "ET AL." in entry.authors
        assert entry.venue == want.get("venue", "Nature 521 (7553)")
        assert entry.date == want.get("date", expected["date"])


def test_sample_has_whole_abstracts_and_no_page_around_them() -> None:
    entries = raw(read(SAMPLE))
    assert [codes(entry) for entry in entries] == [[]] * 6
    for entry in entries:
        assert set(texts(entry, "abstract")) == {"zh", "en"}
        assert texts(entry, "abstract")["zh"].endswith("。")
        assert texts(entry, "abstract")["en"].endswith(".")
        assert not {field.name for field in entry.fields} - {"title", "abstract"}
    assert [texts(entry, "abstract")["zh"].count("\n") for entry in entries] == [1, 0, 0, 1, 0, 1]
    assert "10?μm" in texts(entries[4], "abstract")["en"]
    assert (entries[5].line, entries[5].end) == (110, 128)


def test_seed_gives_six_papers_in_five_subjects(corpus: pathlib.Path) -> None:
    text = next((corpus / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")
    parsed = read(text)
    entries = raw(parsed)
    assert (parsed.date, parsed.title) == ("2026-04-16", "《自然》(20260416出版)一周论文导读")
    subjects = [
        "Artificial Intelligence",
        "Physics",
        "Materials Science",
        "Chemistry",
        "Chemistry",
        "Earth Science",
    ]
    assert [entry.category for entry in entries] == subjects
    numbers = ("10319-8", "10285-1", "10351-8", "10324-x", "10347-4", "10196-1")
    assert [entry.url for entry in entries] == [
        f"https://www.nature.com/articles/s41586-026-{n}" for n in numbers
    ]
    assert [texts(entry, "abstract")["zh"].count("\n") for entry in entries] == [3, 3, 1, 2, 2, 3]
    assert {entry.venue for entry in entries} == {"Nature 652 (8110)"}
    assert [codes(entry) for entry in entries] == [[]] * 6
    kept = "".join(field.text for entry in entries for field in entry.fields)
    lines = text.split("\n")
    wanted = lines[entries[0].line - 1 : entries[-1].end]
    for line in (
        wanted
    ):  # every line between the issue and the notice is a field, an author line, a label or a subject
        bare = line.strip("\xa0 ")
        assert not bare or bare in kept or bare[0] == "▲" or bare.startswith("http") or subject_of(bare), line


CORPUS: tuple[
    tuple[str, int, str, str, list[str]], ...
] = (  # file, entries, date, venue, issues of the last entry
    ("nature-20210211_lw881", 2, "2021-02-11", "Nature 590 (7845)", ["missing-abstract", "missing-link"]),
    ("nature-20220331_lw881", 1, "2022-03-31", "Nature 603 (7903)", ["missing-title", "missing-link"]),
    ("nature-20260122_news", 1, "2026-01-22", "Nature 649 (8098)", []),
    ("nature-20260205_zc91", 1, "2026-02-05", "Nature 650 (8100)", []),
    ("science-20260129_paper", 1, "2026-01-29", "Science 391 (6784)", []),
)


@pytest.mark.parametrize("name, count, date, venue, issues", CORPUS)
def test_corpus_page(
    corpus: pathlib.Path, name: str, count: int, date: str, venue: str, issues: list[str]
) -> None:
    text = next((corpus / "corpus" / "sciencenet").glob(f"{name}*")).read_text(
        encoding="utf-8", errors="replace"
    )
    entries = raw(read(text))
    assert READER.sniff(text)
    assert len(entries) == count
    assert {(entry.date, entry.venue) for entry in entries} == {(date, venue)}
    assert codes(entries[-1]) == issues
    for entry in entries:
        assert entry.category in ("Physics", "Astronomy")
        assert entry.authors
        assert "en" in texts(entry, "title")
        assert texts(entry, "abstract")["zh"]


def test_no_other_document_is_claimed(corpus: pathlib.Path) -> None:
    claimed = set()
    for folder in ("corpus", "seeds"):
        for path in (corpus / folder).rglob("*"):
            if path.is_file() and READER.sniff(path.read_text(encoding="utf-8", errors="replace")[:8192]):
                claimed.add(path.parent.name if path.parent.name == "sciencenet" else path.name[:3])
    assert claimed == {"sciencenet", "000"}


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "Abstract\n\nText.", "# Nature\n\n作者:甲\n", "《自然》今天发表了一篇论文。", "\x00\x1b["],
)
def test_sniff_says_no(text: str) -> None:
    assert not READER.sniff(text)
    read(text)


FULL = f"""物理学Physics
A title of two waves
两列波的题目
{{mark}}作者{{colon}}Ann Lee, Bo Xu & Cy Poe
{{mark}}{{link}}{{colon}}{{gap}}https://www.nature.com/articles/s41586-026-00001-1
{{mark}}摘要{{colon}}{{gap}}{ZH}
{ZH}
{{mark}}Abstract{{colon}}{{gap}}{EN}
"""
FORMS = (  # mark, colon, link, gap, between lines
    ("▲ ", ":", "链接", "\n", "\n\n"),
    ("▲", ":", "链接", "", "\n"),
    ("", ":", "链接", "\n", "\n"),
    ("▲\xa0", "\uff1a", "鏈接", "\xa0", "\n\xa0\n"),
    ("", "\uff1a", "連結", " ", "\n\n\n"),
    ("■ ", " : ", "论文链接", "\n\n", "\r\n"),
)


@pytest.mark.parametrize("mark, colon, link, gap, between", FORMS)
def test_every_form_of_the_labels_reads_alike(
    mark: str, colon: str, link: str, gap: str, between: str
) -> None:
    page = FULL.format(mark=mark, colon=colon, link=link, gap=gap).replace("\n", between)
    (entry,) = raw(read(ISSUE + page))
    assert entry.category_label == (("zh", "物理学"), ("en", "Physics"))
    assert texts(entry, "title") == {"en": "A title of two waves", "zh": "两列波的题目"}
    assert entry.authors == "Ann Lee, Bo Xu & Cy Poe"
    assert entry.url == "https://www.nature.com/articles/s41586-026-00001-1"
    assert texts(entry, "abstract") == {"zh": f"{ZH}\n{ZH}", "en": EN}
    assert codes(entry) == []


HEADS = "A title of two waves\n两列波的题目\n"
VARIATIONS = (  # what a copy makes of a paper; then: titles, authors, abstracts (shortened), issues
    pytest.param(
        f"{HEADS}作者:A. Lee , etc.\n{ZH}\n{EN}\n",
        ("zh", "en"),
        "A. Lee , etc.",
        ("zh", "en"),
        ["missing-link"],
        id="no labels",
    ),
    pytest.param(
        f"{HEADS}▲ 作者:A. Lee\n▲ 链接:\n▲ 摘要\n{ZH}\n▲ 摘要\n{ZH}",
        ("zh", "en"),
        "A. Lee",
        ("zh", ""),
        ["missing-abstract", "missing-link"],
        id="the abstract twice in Chinese",
    ),
    pytest.param(
        f"{HEADS}▲ 作者:A. Lee\n▲ 摘要\n{ZH}\n▲ Abstract\n{ZH}\n{ZH}",
        ("zh", "en"),
        "A. Lee",
        ("zh", ""),
        ["missing-abstract", "missing-link"],
        id="a Chinese Abstract",
    ),
    pytest.param(
        f"A title of four waves 四列波的题目 作者:A. Lee 链接: 摘要 {ZH}",
        ("zh", "en"),
        "A. Lee",
        ("zh",),
        ["missing-abstract", "missing-link"],
        id="one line",
    ),
    pytest.param(
        f"物理学 Physics A title of four waves 四列波的题目 作者:A. Lee 摘要:{ZH} Abstract:{EN}",
        ("zh", "en"),
        "A. Lee",
        ("zh", "en"),
        ["missing-link"],
        id="one line with subject",
    ),
    pytest.param(
        f"{HEADS}▲ 作者:\nAnn Lee, Bo Xu,\nCy Poe\n▲ 摘要:{ZH}",
        ("zh", "en"),
        "Ann Lee, Bo Xu, Cy Poe",
        ("zh",),
        ["missing-abstract", "missing-link"],
        id="wrapped authors",
    ),
    pytest.param(
        f"{HEADS}Ann Lee, Bo Xu, et al.\nhttps://www.nature.com/articles/x1\n{ZH}\n{EN}",
        ("zh", "en"),
        "Ann Lee, Bo Xu, et al.",
        ("zh", "en"),
        [],
        id="no labels at all",
    ),
    pytest.param(
        f"两列波的题目\nA title of two waves\n▲ 作者:A. Lee\n▲ Abstract:{EN}\n▲ 摘要:{ZH}\n{ZH}",
        ("zh", "en"),
        "A. Lee",
        ("zh", "en"),
        ["missing-link"],
        id="Chinese title first, English abstract first",
    ),
    pytest.param(
        f"A title that is\nwrapped over two lines\n两列波的题目\n▲ 作者:A. Lee\n▲ 摘要:{ZH}",
        ("zh", "en"),
        "A. Lee",
        ("zh",),
        ["missing-abstract", "missing-link"],
        id="wrapped title",
    ),
    pytest.param(
        f"A title of two waves\n▲ 作者:A. Lee\n▲ 摘要:{ZH}",
        ("en",),
        "A. Lee",
        ("zh",),
        ["missing-title", "missing-abstract", "missing-link"],
        id="no Chinese title",
    ),
    pytest.param(
        "▲ 作者:A. Lee\n",
        (),
        "A. Lee",
        (),
        ["missing-title", "missing-abstract", "missing-link"],
        id="authors only",
    ),
    pytest.param(f"{HEADS}{ZH}\n", (), "", (), [], id="nothing to hold on to"),
)


@pytest.mark.parametrize("page, titles, authors, abstracts, issues", VARIATIONS)
def test_variation(
    page: str, titles: tuple[str, ...], authors: str, abstracts: tuple[str, ...], issues: list[str]
) -> None:
    entries = raw(read(ISSUE + page))
    if not titles and not authors:
        assert entries == []
        return
    (entry,) = entries
    assert set(texts(entry, "title")) == set(titles)
    assert entry.authors == authors
    assert set(texts(entry, "abstract")) == set(abstracts)
    assert codes(entry) == issues
    assert all(issue.line == entry.line for issue in entry.issues)


def test_many_papers_without_labels() -> None:
    page = (
        f"{HEADS}▲ 作者:A. Lee\n▲ 摘要:{ZH}\n▲ Abstract:\n{EN}\n"
        + f"Waves of all kinds\n各种波\n{ZH}\n{EN}\n" * 1500
    )
    entries = raw(read(ISSUE + page))
    assert len(entries) == 1501
    assert {texts(entry, "title")["zh"] for entry in entries[1:]} == {"各种波"}


@pytest.mark.parametrize(
    "title", ["Deep learning", "A theory of waves in three-dimensional media", "On 4 waves"]
)
def test_short_titles_of_a_paper_on_one_line(title: str) -> None:
    (entry,) = raw(read(f"{ISSUE}{title} 波的一般理论 作者:A. Lee 链接: 摘要 {ZH}"))
    assert texts(entry, "title") == {"en": title, "zh": "波的一般理论"}


def test_other_labels_and_second_links_are_kept() -> None:
    page = f"{HEADS}▲ 期刊:自然\n▲ 作者:A. Lee\n▲ 链接:略\n▲ 链接:https://x.org/a\n▲ 链接:https://x.org/b\n▲ 摘要:{ZH}"
    (entry,) = raw(read(ISSUE + page))
    extra = [(field.name, field.text) for field in entry.fields if field.name not in ("title", "abstract")]
    assert extra == [("期刊", "自然"), ("link", "略"), ("link", "https://x.org/b")]
    assert entry.url == "https://x.org/a"


def test_link_on_the_next_line_that_is_none_is_kept() -> None:
    (entry,) = raw(read(f"{ISSUE}{HEADS}▲ 作者:A. Lee\n▲ 链接:\nhtt\n▲ 摘要:{ZH}"))
    assert [(field.name, field.text) for field in entry.fields if field.name == "link"] == [("link", "htt")]
    assert codes(entry) == ["missing-abstract", "missing-link"]


def test_a_paper_without_labels_is_told_from_the_abstract_before_it() -> None:
    page = f"{HEADS}▲ 作者:A. Lee\n▲ 摘要:{ZH}\n▲ Abstract:\n{EN}\n化学Chemistry\nOther waves of matter\n别样的波\n{ZH}\n{EN}\n"
    first, second = raw(read(ISSUE + page))
    assert texts(first, "abstract") == texts(second, "abstract") == {"zh": ZH, "en": EN}
    assert texts(second, "title") == {"en": "Other waves of matter", "zh": "别样的波"}
    assert (first.category, second.category) == ("", "Chemistry")


SUBJECTS = (
    ("人工智能Artificial Intelligence", "人工智能", "Artificial Intelligence"),
    ("物理学 Physics", "物理学", "Physics"),
    ("Physics 物理学", "物理学", "Physics"),
    ("【材料科学】Material Sciences", "材料科学", "Material Sciences"),
    ("生态与进化 Ecology & Evolution", "生态与进化", "Ecology & Evolution"),
    ("物理學(Physics)", "物理學", "Physics"),
    ("化学\nChemistry", "化学", "Chemistry"),
    ("地球科学", "地球科学", None),
    ("Astronomy", None, "Astronomy"),
    ("■ 医学Medicine", "医学", "Medicine"),
)


@pytest.mark.parametrize("printed, zh, en", SUBJECTS)
def test_subject(printed: str, zh: str | None, en: str | None) -> None:
    before = f"{HEADS}▲ 作者:A. Lee\n▲ Abstract:\n{EN}\n"
    entry = raw(read(f"{ISSUE}{before}{printed}\n{HEADS}▲ 作者:B. Xu\n▲ 摘要:{ZH}"))[-1]
    assert dict(entry.category_label) == {k: v for k, v in (("zh", zh), ("en", en)) if v}
    assert entry.category == (en or zh)
    assert texts(entry, "title") == {"en": "A title of two waves", "zh": "两列波的题目"}


VOLUMES = (
    ("Nature, 16 April 2026, Volume 652, Issue 8110", "Nature 652 (8110)", "2026-04-16"),
    ("Nature, 5 June 2025,Volume 642,Issue 8066", "Nature 642 (8066)", "2025-06-05"),
    ("Nature23 January 2025, Volume 637 Issue 8047", "Nature 637 (8047)", "2025-01-23"),
    ("Science, 29 JAN 2026, VOL 391, ISSUE 6784", "Science 391 (6784)", "2026-01-29"),
    ("PNAS, April 14, 2026, Vol. 123, No. 15", "PNAS 123 (15)", "2026-04-14"),
    ("Cell Host & Microbe, Volume 34, Issue 4, 8 April 2026", "Cell Host & Microbe 34 (4)", "2026-04-08"),
    ("Nature Medicine April 2026, Volume 32 Issue 4", "Nature Medicine 32 (4)", "2026-04"),
    ("《自然》2026年4月16日,第652卷,8110期", "Nature 652 (8110)", "2026-04-16"),
    ("《自然》,2025年6月5日,第642卷,8066期", "Nature 642 (8066)", "2025-06-05"),
    ("《自然》 2020 年 5 月 21 日,第581期7808", "Nature 581 (7808)", "2020-05-21"),
    ("《科學》2012年8月17日,第337卷,6096期", "Science 337 (6096)", "2012-08-17"),
    ("《自然-材料》2026年4月,第25卷,第4期", "自然-材料 25 (4)", ""),
)


@pytest.mark.parametrize("line, printed, date", VOLUMES)
def test_issue_line(line: str, printed: str, date: str) -> None:
    volume = volume_of(line)
    assert volume is not None
    assert (str(volume), volume.date) == (printed, date)


@pytest.mark.parametrize(
    "line", ["Nature", "《自然》2026年4月16日", "《自然》杂志", EN, ZH, "Volume 3 of the brain", ""]
)
def test_not_an_issue_line(line: str) -> None:
    assert volume_of(line) is None


ADDRESSES = (
    ("https://www.nature.com/articles/nature14539", "https://www.nature.com/articles/nature14539"),
    ("https\uff1a//www.nature.com/articles/nature14539。", "https://www.nature.com/articles/nature14539"),
    ("https://www.nature.com/articles/ nature14539", "https://www.nature.com/articles/nature14539"),
    ("www.science.org/doi/10.1126/science.adz1655", "https://www.science.org/doi/10.1126/science.adz1655"),
    ("doi/10.1126/science.ado7136", "https://www.science.org/doi/10.1126/science.ado7136"),
    ("DOI: 10.1038/nature14539", "https://www.nature.com/articles/nature14539"),
    ("/doi/10.1073/pnas.2400000121", "https://www.pnas.org/doi/10.1073/pnas.2400000121"),
    ("10.1016/j.cell.2026.01.001", "https://doi.org/10.1016/j.cell.2026.01.001"),
    ("nature.com/articles/nature14539", "https://nature.com/articles/nature14539"),
    ("articles/nature14539", "https://www.nature.com/articles/nature14539"),
    ("略", ""),
)


@pytest.mark.parametrize("printed, url", ADDRESSES)
def test_address(printed: str, url: str) -> None:
    assert address(printed) == url


@pytest.mark.parametrize("drop", ["title", "english", "chinese", "both"])
def test_date_and_venue_come_from_what_is_left(drop: str) -> None:
    patterns = {
        "title": "导读",
        "english": "^Nature, 28",
        "chinese": "^《自然》2015",
        "both": "^Nature, 28|^《自然》2015",
    }
    text = "\n".join(line for line in LINES if not re.search(patterns[drop], line))
    parsed = read(text)
    assert parsed.date == "2015-05-28"
    assert {entry.venue for entry in raw(parsed)} == {"Nature" if drop == "both" else "Nature 521 (7553)"}
    assert parsed.title.startswith("Nature, 28 May 2015" if drop == "title" else "《自然》(20150528出版)")


def test_two_guides_in_one_file_keep_their_issues() -> None:
    second = (
        SAMPLE.replace("521", "522")
        .replace("28 May", "4 June")
        .replace("5月28日", "6月4日")
        .replace("7553", "7554")
    )
    entries = raw(read(SAMPLE + second))
    assert [entry.venue for entry in entries] == ["Nature 521 (7553)"] * 6 + ["Nature 522 (7554)"] * 6
    assert [entry.date for entry in entries] == ["2015-05-28"] * 6 + ["2015-06-04"] * 6
    assert [facts(entry)[5] for entry in entries[:6]] == [facts(entry)[5] for entry in entries[6:]]


# Damage: whatever happens to one paper, the others are whole.

WHOLE = [facts(entry) for entry in raw(read(SAMPLE))]
STARTS = [entry.line for entry in raw(read(SAMPLE))]
PAGE = range(
    STARTS[0] - 3, raw(read(SAMPLE))[-1].end
)  # indices of lines: the first subject to the last abstract


@pytest.mark.parametrize("index", range(len(LINES)))
def test_dropped_line_spoils_one_paper_at_most(index: int) -> None:
    entries = raw(read("\n".join(LINES[:index] + LINES[index + 1 :])))
    assert len(entries) == len(WHOLE)
    subject = bool(subject_of(LINES[index])) and index in PAGE and LINES[index + 2].isascii()
    changed = [number for number, entry in enumerate(entries) if facts(entry) != WHOLE[number]]
    assert len(changed) <= (3 if subject else 1)
    for number in changed:  # even then only the subject is that of the section before
        assert facts(entries[number])[1:] == WHOLE[number][1:] or len(changed) == 1


@pytest.mark.parametrize("index", range(len(LINES) + 1))
def test_cut_at_a_line_keeps_the_papers_before_it(index: int) -> None:
    entries = raw(read("\n".join(LINES[:index])))
    done = sum(start <= index for start in STARTS)
    assert len(entries) == done
    assert [facts(entry) for entry in entries[: done - 1]] == WHOLE[: max(done - 1, 0)]
    if done:
        assert texts(entries[-1], "title")["en"] == WHOLE[done - 1][5][0][2]  # type: ignore[index]


@pytest.mark.parametrize("step", range(7))
@pytest.mark.untraced
def test_cut_anywhere_keeps_the_papers_before_it(step: int) -> None:
    for size in range(step, len(SAMPLE), 7):
        entries = raw(read(SAMPLE[:size]))
        assert [facts(entry) for entry in entries[:-1]] == WHOLE[: max(len(entries) - 1, 0)]


@pytest.mark.parametrize("index", range(len(LINES)))
def test_page_without_its_head(index: int) -> None:
    entries = raw(read("\n".join(LINES[index:])))
    whole = [number for number, start in enumerate(STARTS) if start > index]
    if whole:
        assert [facts(entry)[5] for entry in entries[-len(whole) :]] == [WHOLE[number][5] for number in whole]
    assert len(entries) - len(whole) in (0, 1)


@pytest.mark.parametrize("number", range(6))
def test_repeated_paper_is_read_twice(number: int) -> None:
    ends = [*(start - 1 for start in STARTS[1:]), PAGE.stop]
    paper = [line for line in LINES[STARTS[number] - 1 : ends[number]] if len(subject_of(line)) < 2]
    entries = raw(read("\n".join(LINES[: ends[number]] + paper + LINES[ends[number] :])))
    assert len(entries) == 7
    assert texts(entries[number], "abstract") == texts(entries[number + 1], "abstract")
    assert [facts(entry)[5] for entry in (*entries[:number], *entries[number + 1 :])] == [
        one[5] for one in WHOLE
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: re.sub("\n\n+", "\n", text),
        lambda text: text.replace("\n\n", "\n\xa0\n"),
        lambda text: re.sub("(?m)^", "\u3000\u3000", text),
        lambda text: re.sub("(?m)$", "\xa0", text),
        lambda text: (
            text.replace(":", "\uff1a").replace("https\uff1a", "https:").replace("error\uff1a", "error:")
        ),
    ],
    ids=["CR", "BOM", "no empty lines", "NBSP lines", "indented", "padded", "full-width colons"],
)
def test_page_in_another_dress(change: Callable[[str], str]) -> None:
    def narrow(entry: tuple[object, ...]) -> list[str]:
        return [str(part).replace("\uff1a", ":") for part in entry]

    assert [narrow(facts(entry)) for entry in raw(read(change(SAMPLE)))] == [narrow(entry) for entry in WHOLE]


def test_marks_away_and_nul_inside() -> None:
    assert [facts(entry) for entry in raw(read(re.sub("▲[ \xa0]*", "", SAMPLE)))] == WHOLE
    entries = raw(read(SAMPLE.replace("Deep learning", "Deep\x00 learn\x0cing")))
    assert texts(entries[0], "title")["en"] == "Deep\x00 learn\x0cing"
    assert [facts(entry) for entry in entries[1:]] == WHOLE[1:]


TRANSLATED = """一周论文自然介绍(发表于20200521)

编译|某人

自然,21 2020年5月,第581期7808

自然,2020年5月21,Vol.581,第7808期。

物理学物理学

大爆炸之后十五亿年的一个冷盘星系

一个早期的盘给老的图景带来问题。

▲作者:马塞尔·尼尔曼、马克·拉菲尔斯基等。

▲链接:/articles/s 41586-020-2276-y

▲摘要

射电望远镜在很远的地方看到了一个转动的盘，它比人们想的要早得多。

▲摘要

这个盘里有许多冷的气体，它们转得像银河系一样快。

生物学生物学

一种酶怎样认出它的底物

一种酶怎样认出它的底物

▲作者:甲、乙等。

▲链接:

/articles/s 41586-020-0000-1

▲摘要

结构说明了这种酶为什么只同一种分子结合。
"""


def test_a_guide_that_a_program_translated() -> None:
    """Both titles in Chinese, one of them a sentence; subjects twice; a blank in each address."""
    parsed = read(TRANSLATED)
    first, second = raw(parsed)
    assert [texts(entry, "title") for entry in (first, second)] == [
        {"zh": "大爆炸之后十五亿年的一个冷盘星系 一个早期的盘给老的图景带来问题。"},
        {"zh": "一种酶怎样认出它的底物"},
    ]
    assert [dict(entry.category_label) for entry in (first, second)] == [{"zh": "物理学"}, {"zh": "生物学"}]
    assert [(entry.venue, entry.date) for entry in (first, second)] == [
        ("Nature 581 (7808)", "2020-05-21")
    ] * 2
    assert [entry.url for entry in (first, second)] == [
        "https://www.nature.com/articles/s41586-020-2276-y",
        "https://www.nature.com/articles/s41586-020-0000-1",
    ]
