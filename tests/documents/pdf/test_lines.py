"""Text as a PDF gives it: what is joined, what is furniture, what is a footnote, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestcli.documents.pdf.footnotes import Note, match_marks, split_footnotes
from digestcli.documents.pdf.furniture import drop_furniture
from digestcli.documents.pdf.lines import Layout, Line, measure, read_lines, squash, unspace
from digestcli.documents.pdf.marks import find_marks, remove_marks
from digestcli.documents.pdf.paragraphs import ends_paragraph, join_text, unwrap

MARKED = Layout(20.0, trailing=True, between=" ")
PLAIN = Layout(20.0, trailing=False, between=" ")


def lines(*texts: str) -> list[Line]:
    """Lines as read from a text that has one blank line after each."""
    return read_lines("".join(f"{text}\n\n" for text in texts))


def texts(found: list[Line]) -> list[str]:
    return [line.text for line in found]


@pytest.mark.parametrize(
    ("spaced", "plain"),
    [
        ("经 费 投 入", "经费投入"),
        ("要  闻", "要闻"),
        ("林 岚", "林岚"),
        ("R E S E A R C H", "RESEARCH"),
        ("N E W S  B R I E F", "NEWS BRIEF"),
    ],
)
def test_letter_spacing_is_undone(spaced: str, plain: str) -> None:
    assert unspace(spaced) == plain
    assert unspace(plain) == plain


@pytest.mark.parametrize(
    "text", ["NIST 公布 标准", "经费 投入", "A B C", "量子 比特 纠错", "7 12", "", "x", "第 1 期 目 录 11"]
)
def test_words_are_not_letter_spacing(text: str) -> None:
    assert unspace(text) == text


def test_squash_compares_without_blanks_width_and_case() -> None:
    assert squash("Ｅｕｃｌｉｄ　数 据") == squash("euclid数据")
    assert squash("数据") != squash("数椐")


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("量子比", "特纠错", "量子比特纠错"),
        ("surface", "code", "surface code"),
        ("deep", "(and wide)", "deep (and wide)"),
        ("state-of-", "the-art", "state-of-the-art"),
        ("纳米尺度的 X", "射线", "纳米尺度的 X 射线"),
        ("共进行了", "355 轮", "共进行了 355 轮"),
        ("，", "NIST", "，NIST"),
        ("NIST", "，", "NIST，"),
        ("（", "NIST", "（NIST"),
        ("时间接近 100", "μs", "时间接近 100 μs"),
        ("①", "De novo", "①De novo"),
        ("https://www.nist.gov/news-", "events", "https://www.nist.gov/news-events"),
        ("https://www.nist.gov/ne", "ws", "https://www.nist.gov/news"),
        ("manu\xad", "facture", "manufacture"),
        ("one -", "two", "one - two"),
        ("word", ", next", "word, next"),
        ("", "x", "x"),
        ("x", "", "x"),
    ],
)
def test_join_text(left: str, right: str, joined: str) -> None:
    assert join_text(left, right, " ") == joined


def test_a_document_that_glues_han_and_latin_is_joined_so() -> None:
    assert join_text("共进行了", "355轮") == "共进行了355轮"


@pytest.mark.parametrize(
    ("first", "second", "ends"),
    [
        ("一行正文到此没有空格", "接着的文字", False),
        ("一段正文到此结束。 ", "新的一段", True),
        ("恰好在句号处换行。", "接着的文字", False),
        ("汉字写到将近二十个字宽的一行再写 100 ", "μs，后文", False),
        ("电池 12 ", "新的一段", True),
        ("（文章标题：A code ", "for qubits）", False),
        ("第三行的表格 64 ", "（周 宁）", True),
        ("1 英特尔 85 ", "2 台积电 66 ", True),
    ],
)
def test_a_trailing_blank_ends_a_paragraph_but_after_latin(first: str, second: str, *, ends: bool) -> None:
    one, two = lines(first, second)
    assert ends_paragraph(one, two, MARKED) is ends


@pytest.mark.parametrize(
    ("first", "second", "ends"),
    [
        ("汉" * 20, "接着", False),
        ("汉" * 19 + "。", "接着", False),
        ("汉" * 12 + "。", "接着", True),
        ("汉" * 10, "接着", True),
        ("汉" * 19 + "。", "（周 宁）", True),
        ("汉" * 19 + "：", "1. 第一条", True),
        ("（周 宁）", "新的题目", True),
        ("汉" * 15, "https://www.example.org/a-long-word", False),
    ],
)
def test_without_trailing_blanks_the_width_decides(first: str, second: str, *, ends: bool) -> None:
    one, two = lines(first, second)
    assert ends_paragraph(one, two, PLAIN) is ends


def test_an_indent_begins_a_paragraph() -> None:
    one, two = read_lines("汉字写满了一行汉字写满了一行汉字写满了\n    新段\n")
    assert ends_paragraph(one, two, PLAIN)


def test_layout_is_measured() -> None:
    marked = lines(*["汉" * 25] * 6, "汉" * 9 + " ", "A 汉 B 汉 ")
    assert measure(marked) == Layout(25.0, trailing=True, between=" ")
    assert not measure(lines(*["汉" * 25 + " "] * 6, "汉" * 9 + " ")).trailing
    assert measure([]) == Layout()


def test_unwrap_keeps_the_first_lines_number() -> None:
    text = lines("量子比特的", "纠错。 ", "下一段 ")
    assert unwrap(text, MARKED) == [(1, "量子比特的纠错。"), (5, "下一段")]
    assert unwrap([], MARKED) == []


def test_read_lines_tells_page_tops_and_gaps() -> None:
    found = read_lines("甲\n乙\n\n 丙\n\f丁\n    戊\r\n")
    assert texts(found) == ["甲", "乙", "丙", "丁", "戊"]
    assert [line.top for line in found] == [False, False, True, True, False]
    assert [line.gap for line in found] == [False, False, True, False, False]
    assert found[-1].indented
    assert found[-1].number == 6
    assert read_lines("") == read_lines(" \n\t\n") == []


# --- furniture


@pytest.mark.parametrize("number", ["3", "- 3 -", "— 3 —", "第 3 页", "Page 3 of 9", "3 / 9", "第3页 共9页"])
def test_a_page_number_goes(number: str) -> None:
    assert texts(drop_furniture(lines("甲", "乙", "丙", "丁", number, "戊"))) == [
        "甲",
        "乙",
        "丙",
        "丁",
        "戊",
    ]


@pytest.mark.parametrize("text", ["3 个", "2024 年", "3.5", "12345", "三", "A3", "3, 4"])
def test_other_numbers_stay(text: str) -> None:
    assert text in texts(drop_furniture(lines("甲", "乙", "丙", "丁", text, "戊")))


def test_the_cells_of_a_table_are_no_page_numbers() -> None:
    page = ["甲", "乙", "丙", "丁"]
    found = texts(drop_furniture(lines(*page, "1", *page, "880", "500", "400", *page, "2", *page, "3")))
    assert found == [*page, *page, "880", "500", "400", *page, *page]


def test_running_heads_go_and_names_stay() -> None:
    page = ["甲是", "乙是", "丙是", "丁是", "（周 宁）"]
    parts = [text for number in "123" for text in ("科技要闻动态快报", number, *page)]
    assert texts(drop_furniture(lines(*parts))) == page * 3


def test_a_running_head_with_its_number_on_the_line_goes() -> None:
    page = ["甲是", "乙是", "丙是"]
    parts = [text for number in "345" for text in (f"科技要闻动态快报 {number}", *page)]
    assert texts(drop_furniture(lines(*parts))) == page * 3
    rows = ["海上风电场 85", "海上风电场 66", "海上风电场 64"]
    assert texts(drop_furniture(lines(*rows))) == rows


# --- footnotes


def notes_of(*raw: str, layout: Layout = MARKED) -> list[tuple[str, str, str]]:
    return [note[:3] for note in split_footnotes(lines(*raw), layout)[1]]


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        (["1 A plan. https://a.org/x "], ("1", "A plan", "https://a.org/x")),
        (["1 A plan.  ", "https://a.org/x "], ("1", "A plan", "https://a.org/x")),
        (["1 A long ", "plan ", "https://a.org/x "], ("1", "A long plan", "https://a.org/x")),
        (["1 A plan. https://a.org/one-", "two-", "three "], ("1", "A plan", "https://a.org/one-two-three")),
        (["1 A plan. https://a.org/on", "e.html "], ("1", "A plan", "https://a.org/one.html")),
        (["1 A plan. https://a.org/x. "], ("1", "A plan", "https://a.org/x")),
        (["1 A plan. https://a.org/?a=1&b= "], ("1", "A plan", "https://a.org/?a=1&b=")),
        (["1 A plan. https://a.org/x（2024-12-01） "], ("1", "A plan", "https://a.org/x")),
        (["[1] A plan. https://a.org/x "], ("1", "A plan", "https://a.org/x")),
        (["¹ A plan. https://a.org/x "], ("1", "A plan", "https://a.org/x")),
        (["1 国家计划. https://a.org/x "], ("1", "国家计划", "https://a.org/x")),
        (["1 What next? www.a.org/x "], ("1", "What next?", "www.a.org/x")),
    ],
)
def test_a_footnote_has_title_and_whole_url(raw: list[str], note: tuple[str, str, str]) -> None:
    assert notes_of("正文1。 ", *raw) == [note]


@pytest.mark.parametrize(
    "raw",
    [
        ["1 海上风电 880 ", "2 细胞治疗 500 "],
        ["1. 是否可以？ ", "2. 又如何？ "],
        ["2024 年公布。 ", "https://a.org/x 是其网址。 "],
        ["100 次试验。说明见后。 ", "见 https://a.org/x 一文。 "],
        ["11 月 20 日，公布计划。 "],
        ["7 A plan. https://a.org/x ", "后面还有正文。 "],
    ],
)
def test_rows_lists_and_sentences_are_no_footnotes(raw: list[str]) -> None:
    body, notes = split_footnotes(lines("正文没有标号。 ", *raw), MARKED)
    assert not notes
    assert len(body) == len(raw) + 1


def test_a_footnote_without_url_needs_its_marker() -> None:
    assert notes_of("正文1。 ", "1 A plan of the agency, 2024. ") == [("1", "A plan of the agency, 2024", "")]
    assert notes_of("正文。 ", "1 A plan of the agency, 2024. ") == []


def test_a_page_goes_on_after_its_footnotes() -> None:
    text = "先进封\n\n 装1\n\n1 A plan. https://a.org/x-\n\ny \n 置。 \n\n2 B. https://b.org \n"
    body, notes = split_footnotes(read_lines(text), MARKED)
    assert texts(body) == ["先进封", "装1", "置。"]
    assert [line.zone for line in body] == [0, 0, 1]
    assert [note.url for note in notes] == ["https://a.org/x-y", "https://b.org"]
    assert [(note.line, note.end, note.zone, note.after) for note in notes] == [(5, 7, 0, 2), (10, 10, 1, 3)]


def test_a_footnote_at_the_end_of_a_page_may_have_lost_its_marker() -> None:
    assert notes_of("正文。 ", "7 A plan. https://a.org/x ", "8 B. https://a.org/y ")[0][0] == "7"


def test_a_url_whose_title_was_lost_is_still_a_footnote() -> None:
    assert notes_of("正文1。 ", "https://a.org/x-", "y ") == [("1", "", "https://a.org/x-y")]
    assert notes_of("正文。 ", "https://a.org/x-", "y ") == []


@pytest.mark.parametrize(
    "text",
    [
        "安全性3。",
        "安全性3，",
        "（NIST）3。",
        "《计划》3提出",
        "安全性[3]，",
        "安全性³，",
        "安全性3",
        "Nature3。",
        "安全性。3",
        "computers.3 The",
    ],
)
def test_a_marker_is_found(text: str) -> None:
    assert "3" in find_marks([Line(1, text)])


@pytest.mark.parametrize(
    "text",
    [
        "由 IOM3 与",
        "H3 与",
        "第3个",
        "增长3倍",
        "4000 m3/g",
        "3D 互连",
        "1.3。",
        "第 3 期",
        "B20",
        "33。",
        "3。",
        "3",
        "约3种",
        "13%。",
        "CO3。",
        "3-5。",
    ],
)
def test_a_number_is_no_marker(text: str) -> None:
    assert "3" not in find_marks([Line(1, text)])


def mark_places(body: list[Line], *markers: str) -> list[int | None]:
    notes = [Note(marker, "", "", 0, 0, 0, len(body)) for marker in markers]
    return [mark.at if mark else None for mark in match_marks(body, notes)]


def test_markers_are_matched_in_order() -> None:
    body = lines("引言2。 ", "甲1。 ", "乙2。 ", "丙。 ", "丁4。 ")
    assert mark_places(body, "1", "2", "3", "4") == [1, 2, None, 4]
    assert mark_places([], "1") == [None]
    assert mark_places(body) == []


def test_markers_are_removed_and_digits_stay() -> None:
    body = lines("表面积达 4000 m2/g2。 ", "在 2 年内2，")
    marks = match_marks(body, [Note("2", "", "", 0, 0, 0, 1)])
    assert texts(remove_marks(body, marks)) == ["表面积达 4000 m2/g2。", "在 2 年内2，"]
    marks = match_marks(body, [Note("2", "", "", 0, 0, 0, 2)])
    assert texts(remove_marks(body, [*marks, None])) == ["表面积达 4000 m2/g2。", "在 2 年内，"]


def test_a_hundred_footnotes() -> None:
    body = [Line(number, f"第 {number} 项的内容{number}。") for number in range(1, 101)]
    notes = [Note(str(number), "", "", 0, 0, 0, 100) for number in range(1, 101)]
    assert [mark.at if mark else None for mark in match_marks(body, notes)] == list(range(100))


# --- whatever the text


@given(st.lists(st.text(alphabet="汉字。，（）1 2[]³-·…\f\t\r\u3000ahtps:/.w①", max_size=30), max_size=25))
def test_nothing_raises_and_nothing_is_lost(raw: list[str]) -> None:
    found = read_lines("\n".join(raw))
    layout = measure(found)
    kept = drop_furniture(found)
    body, notes = split_footnotes(kept, layout)
    stripped = remove_marks(body, match_marks(body, notes))
    assert len(stripped) == len(body)
    covered = {line.number for line in body} | {n for note in notes for n in range(note.line, note.end + 1)}
    assert {line.number for line in kept} <= covered
    joined = "".join(text for _, text in unwrap(stripped, layout))
    plain = "".join(line.text for line in stripped)
    assert "".join(joined.split()) == "".join(plain.split())
