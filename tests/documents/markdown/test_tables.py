"""Tables of papers: which tables are some, what their columns mean, and what cells hold."""

from __future__ import annotations

import pytest

from digestcli.documents.markdown.cells import Headed, Link, headed, kind_of, links, visible
from digestcli.documents.markdown.labels import LABELS, LabelTable
from digestcli.documents.markdown.tables import Row, completed, paper_rows, split_row
from digestcli.text.dates import names_a_day

TABLE = LabelTable.of(LABELS)
ADAM = "[Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980)"


def rows(*lines: str) -> list[Row]:
    return [row for row in paper_rows(lines, 0, TABLE).values() if row]


def only(*lines: str) -> tuple[Row, dict[str, str]]:
    (row,) = rows(*lines)
    return row, {item.name: item.text for item in row.fields.found}


# --- which tables


@pytest.mark.parametrize(
    "head",
    [
        "| Title | Date |",
        "|**Title**|**Date**|",
        "| Paper | Date |",
        "| &nbsp;Date&nbsp; | Paper |",
        "| 论文 | 日期 |",
        "| 論文標題 | 日期 |",
        "| 논문 | 날짜 |",
        "Title | Date",
    ],
)
def test_a_table_of_papers_is_told_by_a_column_of_titles(head: str) -> None:
    cells = [
        ADAM if "ate" not in cell and "日" not in cell and "날" not in cell else "2026-01-02"
        for cell in split_row(head)
    ]
    row, fields = only(head, "|---|:-:|", f"| {cells[0]} | {cells[1]} |")
    assert (row.title, row.url) == (
        "Adam: A Method for Stochastic Optimization",
        "https://arxiv.org/abs/1412.6980",
    )
    assert fields == {"date": "2026-01-02"}


@pytest.mark.parametrize(
    "lines",
    [
        ("| Name of model | Paper |", "|---|---|", "| ResNet | [link](https://arxiv.org/abs/1512.03385) |"),
        (
            "| Model | Paper | Code |",
            "|---|---|---|",
            "| A | [arXiv](https://arxiv.org/abs/1512.03385) | [x](y) |",
        ),
        ("| Title | Score |", "|---|---|", "| Adam: A Method for Stochastic Optimization | 8.5 |"),
        ("Title | Date", f"{ADAM} | 2026-01-02"),
        ("| Title | Date |", "|---|---|"),
        ("| 方向 | 数量 |", "| --- | --- |", "| 语音识别 | 3篇 |"),
        ("a | b", "c | d"),
        ("---|---", "---|---"),
        (),
    ],
)
def test_other_tables_are_left_alone(lines: tuple[str, ...]) -> None:
    assert rows(*lines) == []
    assert not paper_rows(lines, 0, TABLE)


def test_head_and_rule_are_no_text_of_a_digest() -> None:
    lines = ("text", "| Title | Date |", "|---|---|", f"| {ADAM} | 2026-01-02 |", "", "more | text")
    assert sorted(paper_rows(lines, 0, TABLE)) == [1, 2, 3]


# --- rows


def test_a_row_in_the_commonest_layout() -> None:
    row, fields = only(
        "|Publish Date|Title|Authors|PDF|Code|",
        "|---|---|---|---|---|",
        "|**2024-08-12**|**Tolerant testing**|A. Author et.al.|[2408.06289](http://arxiv.org/abs/2408.06289v1)"
        "|**[link](https://github.com/a/b)**|",
    )
    assert (row.title, row.url, row.number) == ("Tolerant testing", "http://arxiv.org/abs/2408.06289v1", None)
    assert fields == {"date": "2024-08-12", "authors": "A. Author et.al.", "code": "https://github.com/a/b"}
    assert row.fields.last == 3


def test_bars_in_a_title_are_the_titles_own() -> None:
    row, fields = only(
        "|Date|Title|PDF|",
        "|---|---|---|",
        r"|2024-08-11|**A norm \| and $|x|$ in it**|[pdf](https://arxiv.org/pdf/2408.06155)|",
    )
    assert row.title == "A norm | and $|x|$ in it"
    assert fields == {"date": "2024-08-11", "pdf": "https://arxiv.org/pdf/2408.06155"}
    assert row.url == "https://arxiv.org/pdf/2408.06155"


def test_a_row_with_fewer_cells_keeps_what_it_has() -> None:
    lines = (
        "| Title | Date | Comment |",
        "|---|---|---|",
        f"| {ADAM} |",
        f"| {ADAM} | 2026-01-02 |",
        "|  |  |  |",
    )
    one, two = rows(*lines)
    assert one.fields.found == []
    assert [item.text for item in two.fields.found] == ["2026-01-02"]


def test_a_row_without_address_in_a_table_of_papers_is_an_entry() -> None:
    found = rows("| Title | Date |", "|---|---|", f"| {ADAM} | x |", f"| {ADAM} | y |", "| Not out yet | z |")
    assert [(row.title, row.url) for row in found][2] == ("Not out yet", "")


def test_unknown_columns_keep_their_names_and_numbers_number() -> None:
    row, fields = only(
        "| # | 论文 | 推荐理由 |", "|:-:|---|---|", f"| 4 | {ADAM} `cs.LG (机器学习)` | 很快。 |"
    )
    assert (row.number, fields) == (4, {"category": "cs.LG", "推荐理由": "很快。"})


def test_a_cell_may_hold_more_than_the_title() -> None:
    cell = "1) **A good title**<br><sub>机构: A University<br>一句话。</sub>"
    badge = (
        "<div>[![arXiv](https://img/x.svg)](https://arxiv.org/pdf/2606.09613v1)</div>[Summary](summary/1.md)"
    )
    row, fields = only("| Paper | Links & Summary |", "|---|---|", f"| {cell} | {badge} |")
    assert (row.number, row.title, row.url) == (1, "A good title", "https://arxiv.org/pdf/2606.09613v1")
    assert fields == {
        "affiliations": "A University",
        "body": "一句话。",
        "pdf": "https://arxiv.org/pdf/2606.09613v1",
        "links": "Summary: summary/1.md",
    }


def test_a_table_without_its_head_or_rule_is_read_by_what_it_holds() -> None:
    head, rule = "|Date|Title|Authors|PDF|Code|", "|---|---|---|---|---|"
    row = "|**2024-08-12**|**Tolerant testing**|A. Author, B. Other|[2408](http://arxiv.org/abs/2408.06289)|[x](https://github.com/a/b)|"
    other = row.replace("Tolerant", "Intolerant")
    whole = rows(head, rule, row)[0]
    for lines in ((head, row), (rule, row), (row,), (row, other)):
        one = rows(*lines)[0]
        assert (one.title, one.url) == (whole.title, whole.url)
        assert {item[:2] for item in one.fields.found} == {item[:2] for item in whole.fields.found}
    assert len(rows(row, other)) == 2


def test_rows_behind_their_table_are_read_like_it() -> None:
    head = ("| Title | Comment |", "|---|---|")
    found = rows(*head, f"| {ADAM} | 9 pages |", "", f"| {ADAM} | 8 pages |")
    assert [[item.name for item in row.fields.found] for row in found] == [["comment"], ["comment"]]


def test_names_below_a_title_are_authors_and_badges_before_it_nothing() -> None:
    cell = (
        "[![Star](https://img/s.svg)](https://github.com/a/b)<br>"
        "[A good title](https://arxiv.org/abs/2408.06289) <br> Ann One, Bo Two"
    )
    row, fields = only(
        "| Title & Authors | Links |", "|:--|:-:|", f"| {cell} | [Github](https://github.com/a/b) |"
    )
    assert (row.title, row.url) == ("A good title", "https://arxiv.org/abs/2408.06289")
    assert fields == {"code": "https://github.com/a/b", "authors": "Ann One, Bo Two"}


def test_an_identifier_alone_is_an_address() -> None:
    (row,) = rows("| Title | arXiv |", "|---|---|", "| Adam and others | 1412.6980v9 |")
    assert row.url == "1412.6980"


# --- cells


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ("plain", "plain"),
        ("**bold** and *slanted*", "bold and *slanted*"),
        ("<UNK> and x < y > z", "<UNK> and x < y > z"),
        ("a &amp; b&nbsp;c", "a & b c"),
        ("<details><summary>Sh...</summary><p>Shown</p></details>", "Shown"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("[a [b]](https://x.y/(z))", "a [b]"),
        ("![img](x.png)", ""),
        ('<a href="https://x.y">text</a>', "text"),
        ("[open", "[open"),
    ],
)
def test_what_a_cell_shows(cell: str, seen: str) -> None:
    assert visible(cell) == seen


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("A title", Headed(None, "A title", "", "")),
        ("**[A](u)**", Headed(None, "A", "u", "")),
        ("[**A**](u) - a sentence", Headed(None, "A", "u", "a sentence")),
        ("12. A title", Headed(12, "A title", "", "")),
        ("3.5 Sonnet and others", Headed(None, "3.5 Sonnet and others", "", "")),
        ("2048 is a game", Headed(None, "2048 is a game", "", "")),
        ("**A** **B**", Headed(None, "A", "", "B")),
    ],
)
def test_what_heads_a_cell(cell: str, expected: Headed) -> None:
    assert headed(cell) == expected


def test_links_are_told_by_where_they_lead() -> None:
    kinds = {
        "https://arxiv.org/abs/1": "url",
        "https://arxiv.org/pdf/1": "pdf",
        "https://huggingface.co/papers/2309.03409": "url",
        "https://github.com/a/b": "code",
        "https://x.com/a": "link",
        "summary/1.md": "link",
    }
    assert {address: kind_of(Link("x", address), "links", TABLE) for address in kinds} == kinds
    assert kind_of(Link("x", "https://a.b/c"), "code", TABLE) == "code"
    assert kind_of(Link("PDF", "https://a.b/c"), "links", TABLE) == "pdf"
    assert links("see https://arxiv.org/abs/1412.6980.") == [Link("", "https://arxiv.org/abs/1412.6980")]
    assert links("none") == []


# --- days


def test_a_day_without_a_year_takes_that_of_its_heading() -> None:
    assert completed("06-08", "2026年06月") == "2026-06-08"
    assert completed("13-40", "2026年06月") == ""
    assert completed("soon", "2026年06月") == ""


@pytest.mark.parametrize(
    "text",
    ["2026-01-05", "January 2026", "Updated on 2024.08.14", "论文更新 2026年1月5日", "Mon, 5 Jan 2026"],
)
def test_a_heading_that_names_a_day(text: str) -> None:
    assert names_a_day(text)


@pytest.mark.parametrize(
    "text", ["NeurIPS 2025", "cs.CL", "Robotics (2026-01-05)", "2026", "May", "2026-01 " * 20]
)
def test_a_heading_that_names_more_or_less(text: str) -> None:
    assert not names_a_day(text)
