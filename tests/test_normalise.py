"""Raw entries to entries: languages, placeholders, authors, identifiers, categories, scripts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.model import TEXT_FIELDS, Digest, Entry, Issue, Origin, Reference, Text
from digestcli.normalise import normalise, note_other_languages
from digestcli.readers.base import RawEntry, RawField
from digestcli.view import view

DAY = Digest("made-2026-01-22", "made", "2026-01-22", file="made.md")


def made(*fields: tuple[str, ...], **given: object) -> Entry:
    """Return the entry of raw fields (name, text, language) and other raw values."""
    texts = tuple(RawField(name, text, 7, *language) for name, text, *language in fields)
    return normalise(RawEntry(line=5, fields=texts, **given), DAY, 3)  # type: ignore[arg-type]


def codes(entry: Entry) -> list[str]:
    return [issue.code for issue in entry.issues]


# --- texts


@pytest.mark.parametrize("name", ("title", *TEXT_FIELDS))
@pytest.mark.parametrize("text, language", (
    ("量子纠缠", "zh"), ("量子糾纏", "zh"), ("Entanglement", "en"), ("もつれ", "ja"), ("얽힘", "ko"), ("12:30", "en"),
))  # fmt: skip
def test_texts_are_filed_by_language(name: str, text: str, language: str) -> None:
    entry = made(("title", "T"), (name, text)) if name != "title" else made(("title", text))
    assert getattr(entry, name).get(language) == text
    assert not entry.issues


@pytest.mark.parametrize("text, stated, language, issue", (
    ("Der Titel", "de", "de", None),
    ("Le titre", "fr-CA", "fr", None),
    ("量子計算", "ja", "ja", None),
    ("量子計算", "ko", "ko", None),
    ("量子计算", "zh-Hans", "zh", None),
    ("量子计算", "zh_CN", "zh", None),
    ("量子计算", "ZH", "zh", None),
    ("A title", "en", "en", None),
    ("12:30", "zh", "zh", None),
    ("A title", "zh", "en", "language-mismatch"),
    ("量子计算", "en", "zh", "language-mismatch"),
    ("量子计算", "de", "zh", "language-mismatch"),
    ("もつれ", "zh", "ja", "language-mismatch"),
    ("얽힘", "ja", "ko", "language-mismatch"),
    ("We show that the sum of these is zero", "de", "en", "language-mismatch"),
    ("Wir zeigen, dass die Summe nicht von der Zeit abhängt", "en", "de", "language-mismatch"),
    ("Wir zeigen, dass die Summe nicht von der Zeit abhängt", "", "de", None),
    ("Квантовая запутанность", "", "ru", None),
))  # fmt: skip
def test_a_stated_language_counts_where_the_script_allows_it(
    text: str, stated: str, language: str, issue: str | None
) -> None:
    entry = made(("title", text, stated))
    assert dict(entry.title.items()) == {language: text}
    assert codes(entry) == ([issue] if issue else [])


def test_a_wrong_label_is_told_with_its_line() -> None:
    entry = made(("title", "T"), ("tldr", "We show that the sum of these is zero", "zh"))
    assert (entry.tldr.zh, entry.tldr.en) == (None, "We show that the sum of these is zero")
    assert entry.issues == (Issue("language-mismatch", "tldr is labelled zh but is in en", 7),)


def digest_of(*summaries: str) -> list[list[Issue]]:
    """Return the issues of each entry of a digest with these summaries, which stand on lines 13, 23, ..."""
    raws = [
        RawEntry(line=at, fields=(RawField("title", "T", at), RawField("tldr", text, at + 3)))
        for at, text in zip(range(10, 1000, 10), summaries, strict=False)
    ]
    entries = [normalise(raw, DAY, at) for at, raw in enumerate(raws, 1)]
    return [list(entry.issues) for entry in note_other_languages(raws, entries)]


def test_a_summary_in_another_language_than_most_is_told_with_its_line() -> None:
    noted = Issue("language-mismatch", "tldr is in en, but in zh in most entries", 33)
    assert digest_of("量子纠缠", "量子计算", "An English summary") == [[], [], [noted]]


@pytest.mark.parametrize(
    "summaries",
    (("量子",), ("量子", "English"), ("量子", "量子", "English", "English"), ("量子", "量子", "N/A")),
)
def test_no_language_is_usual_among_few_or_many(summaries: tuple[str, ...]) -> None:
    assert all(issue.code == "placeholder" for issues in digest_of(*summaries) for issue in issues)


def test_both_languages_of_a_field() -> None:
    entry = made(("title", "T"), ("abstract", "中文摘要"), ("abstract", "An abstract"))
    assert entry.abstract == Text("中文摘要", "An abstract")


def test_a_second_text_of_a_language_is_kept_and_told() -> None:
    entry = made(
        ("title", "T"), ("abstract", "One"), ("abstract", "Two"), ("abstract", "Three"), ("abstract", "One")
    )
    assert entry.abstract.en == "One"
    assert entry.extra == {"abstract": "Two", "abstract_2": "Three"}
    assert codes(entry) == ["repeated-field"] * 2


def test_other_names_are_extra() -> None:
    entry = made(("title", "T"), ("keywords", "a"), ("keywords", "b"), ("keywords", "a"), ("task", "t"))
    assert entry.extra == {"keywords": "a", "keywords_2": "b", "task": "t"}
    assert not entry.issues


@pytest.mark.parametrize(
    "text, message", (("N/A", "tldr is 'N/A'"), (" Error ", "tldr is 'Error'"), ("", "tldr is empty"))
)
def test_placeholders_are_absent_and_told(text: str, message: str) -> None:
    entry = made(("title", "T"), ("tldr", text), ("keywords", "N/A"))
    assert (entry.tldr, entry.extra) == (Text(), {})
    assert entry.issues == (Issue("placeholder", message, 7), Issue("placeholder", "keywords is 'N/A'", 7))


def test_a_missing_title_is_told() -> None:
    assert made().issues == (Issue("missing-title", "no title", 5),)
    assert codes(made(("title", "None"))) == ["placeholder", "missing-title"]


def test_the_text_is_kept_as_it_is() -> None:
    text = " a\r\n\tb\x0c\x1b[31m  \u200b量子 "
    assert made(("title", "T"), ("abstract", text)).abstract.first("zh", "en") == text


# --- authors


@pytest.mark.parametrize("authors, names, complete", (
    (("A", "B"), ("A", "B"), True),
    (("A", "et al."), ("A",), False),
    (("A", "等"), ("A",), False),
    (("Jones, Jr.", "X and Y"), ("Jones, Jr.", "X and Y"), True),
    ((), (), True),
    ("A, B et al.", ("A", "B"), False),
))  # fmt: skip
def test_authors(authors: str | tuple[str, ...], names: tuple[str, ...], complete: object) -> None:
    entry = made(("title", "T"), authors=authors)
    assert (entry.authors, entry.authors_complete) == (names, complete)


# --- identifiers and links


@pytest.mark.parametrize("url, name, link, identifiers", (
    ("https://arxiv.org/abs/2601.14263", "arxiv:2601.14263", "https://arxiv.org/abs/2601.14263",
     {"arxiv": "2601.14263", "doi": "10.48550/arXiv.2601.14263"}),
    ("http://arxiv.org/abs/2601.14263v2", "arxiv:2601.14263", "http://arxiv.org/abs/2601.14263v2",
     {"arxiv": "2601.14263", "doi": "10.48550/arXiv.2601.14263"}),
    ("2601.14263", "arxiv:2601.14263", "https://arxiv.org/abs/2601.14263",
     {"arxiv": "2601.14263", "doi": "10.48550/arXiv.2601.14263"}),
    ("arXiv:hep-th/9711200", "arxiv:hep-th/9711200", "https://arxiv.org/abs/hep-th/9711200",
     {"arxiv": "hep-th/9711200", "doi": "10.48550/arXiv.hep-th/9711200"}),
    ("https://www.nature.com/articles/nature15759", "doi:10.1038/nature15759",
     "https://www.nature.com/articles/nature15759", {"doi": "10.1038/nature15759"}),
    ("https://example.org/news", "made-2026-01-22:3", "https://example.org/news", {}),
    (" N/A ", "made-2026-01-22:3", None, {}),
    ("", "made-2026-01-22:3", None, {}),
))  # fmt: skip
def test_identifiers(url: str, name: str, link: str | None, identifiers: dict[str, str]) -> None:
    entry = made(("title", "T"), url=url)
    assert (entry.id, entry.url, entry.identifiers) == (name, link, identifiers)


def test_stated_identifiers_go_before_implied_ones() -> None:
    entry = made(
        ("title", "T"), ("doi", "10.1103/PhysRevLett.103.150502"), url="https://arxiv.org/abs/0811.3171v3"
    )
    assert entry.identifiers == {"arxiv": "0811.3171", "doi": "10.1103/PhysRevLett.103.150502"}
    assert (entry.id, entry.url, entry.extra) == ("arxiv:0811.3171", "https://arxiv.org/abs/0811.3171v3", {})
    entry = made(("title", "T"), ("arxiv", "0811.3171"), ("doi", "10.1103/x"), url="https://example.org/a")
    assert entry.identifiers == {"arxiv": "0811.3171", "doi": "10.1103/x"}
    entry = made(
        ("title", "T"),
        ("doi", "none yet"),
        ("arxiv", "soon"),
        url="https://www.nature.com/articles/nature15759",
    )
    assert (entry.id, entry.extra) == ("doi:10.1038/nature15759", {"doi": "none yet", "arxiv": "soon"})


def test_references_get_their_identifiers() -> None:
    given = (
        Reference("1", "T", "https://arxiv.org/abs/1706.03762"),
        Reference("2", None, "https://example.org", {"doi": "10.1/x"}),
        Reference("3"),
    )
    found = made(("title", "T"), references=given).references
    assert [ref.identifiers.get("arxiv") for ref in found] == ["1706.03762", None, None]
    assert found[1].identifiers == {"doi": "10.1/x"}
    assert [ref._replace(identifiers={}) for ref in found] == [ref._replace(identifiers={}) for ref in given]


# --- the rest


@pytest.mark.parametrize("category, categories, expected", (
    ("cs.LG", (), ("cs.LG", ("cs.LG",))),
    ("cs.LG", ("cs.LG", "stat.ML"), ("cs.LG", ("cs.LG", "stat.ML"))),
    ("", ("stat.ML", "cs.LG"), ("stat.ML", ("stat.ML", "cs.LG"))),
    ("stat.ML", ("cs.LG", "stat.ML"), ("stat.ML", ("stat.ML", "cs.LG"))),
    ("N/A", ("Uncategorized", " cs.LG "), ("cs.LG", ("cs.LG",))),
    ("", (), ("", ())),
    ("I.2.7; H.3.3", ("a, b",), ("I.2.7; H.3.3", ("I.2.7; H.3.3", "a, b"))),
))  # fmt: skip
def test_categories(
    category: str, categories: tuple[str, ...], expected: tuple[str, tuple[str, ...]]
) -> None:
    entry = made(("title", "T"), category=category, categories=categories)
    assert (entry.category, entry.categories) == expected


def test_a_label_in_two_languages() -> None:
    entry = made(("title", "T"), category="Physics", category_label=(("zh", "物理学"), ("en", "Physics")))
    assert entry.category_label == Text("物理学", "Physics")


@pytest.mark.parametrize("texts, script", (
    (("量子纠缠", "实验结果"), "Hans"), (("量子糾纏", "實驗結果"), "Hant"), (("量子纠缠", "實驗結果"), "mixed"),
    (("人工智能", "实验"), "Hans"), (("人工智能",), None), (("English",), None), (("もつれの実験",), None),
))  # fmt: skip
def test_script(texts: tuple[str, ...], script: str | None) -> None:
    assert made(*zip(("title", "tldr"), texts, strict=False)).script == script


def test_numbers_dates_kinds_and_places() -> None:
    entry = made(("title", "T"))
    assert (entry.number, entry.date, entry.kind, entry.digest) == (
        3,
        "2026-01-22",
        "paper",
        "made-2026-01-22",
    )
    assert entry.source == Origin("made.md", "made", (5, 5))
    entry = made(("title", "T"), number=47, date="2025-12-31", kind="news", end=9)
    assert (entry.number, entry.date, entry.kind, entry.source.lines) == (47, "2025-12-31", "news", (5, 9))
    assert made(("title", "T"), kind="nonsense").kind == "paper"
    assert made(("title", "T"), number=0).number == 0


@pytest.mark.parametrize("name", ("venue", "comment", "pdf", "code"))
def test_single_values(name: str) -> None:
    assert getattr(made(("title", "T"), **{name: "x"}), name) == "x"
    assert getattr(made(("title", "T"), **{name: " N/A "}), name) is None
    assert getattr(made(("title", "T")), name) is None


def test_a_finished_entry_passes() -> None:
    entry = made(("title", "T"))
    assert normalise(entry, Digest("other", "records"), 9) is entry


FIELDS = st.builds(RawField, st.sampled_from(("title", "tldr", "note")) | st.text(max_size=5), st.text(),
                   st.integers(0, 9), st.sampled_from(("", "zh", "en", "xx")) | st.text(max_size=3))  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(FIELDS, max_size=5), st.text(), st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_any_values(fields: list[RawField], authors: str, url: str, category: str, names: list[str]) -> None:
    raw = RawEntry(
        line=1,
        fields=tuple(fields),
        authors=authors,
        url=url,
        category=category,
        comment=url,
        categories=tuple(names),
    )
    entry = normalise(raw, DAY, 1)
    assert entry.id
    kept = [text for name in ("title", *TEXT_FIELDS) for _, text in getattr(entry, name).items()] + [
        *entry.extra.values()
    ]
    dropped = sum(issue.code == "placeholder" for issue in entry.issues)
    assert {field.text for field in fields} >= set(kept)
    assert len({field.text for field in fields} - set(kept)) <= dropped


@pytest.mark.parametrize("fields, label, script", (
    ((("title", "人工智能"),), "物理學", "Hant"),
    ((("title", "A title"),), "物理學", "Hant"),
    ((("title", "A title"), ("notes", "物理學")), "", "Hant"),
    ((("title", "计算"),), "物理學", "mixed"),
    ((("title", "计算"), ("notes", "物理學")), "", "mixed"),
    ((("title", "计算"), ("notes", "物理学")), "物理学", "Hans"),
    ((("title", "計算"), ("notes", "機械学習")), "", "Hant"),
    ((("title", "人工智能"), ("notes", "a note")), "天文", None),
))  # fmt: skip
def test_labels_and_extra_texts_have_a_script_too(
    fields: tuple[tuple[str, str], ...], label: str, script: str | None
) -> None:
    entry = made(*fields, category_label=(("zh", label),) if label else ())
    assert entry.script == script


@pytest.mark.parametrize("title", ("人工智能", "A title", "计算"))
def test_labels_and_extra_texts_are_shown_in_the_script_asked_for(title: str) -> None:
    entry = made(("title", title), ("notes", "圖書館"), category_label=(("zh", "物理學"),))
    seen = view(entry, script="hans")
    assert (seen.category_label.zh, seen.extra, seen.script) == ("物理学", {"notes": "图书馆"}, "Hans")
