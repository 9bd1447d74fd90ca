"""Papers as items of lists: which items are some, and what stands around their titles."""

from __future__ import annotations

import pytest

from digestcli.documents.markdown.items import paper_items
from digestcli.documents.markdown.labels import LABELS, LabelTable
from digestcli.documents.markdown.tables import Row

TABLE = LabelTable.of(LABELS)
ITEM = "- **A good title** - Ann Author, Bo Writer - [2025-08-28](http://arxiv.org/pdf/2508.21148v1)"


def only(line: str) -> tuple[Row, dict[str, str]]:
    (row,) = paper_items([line], 0, TABLE).values()
    assert row
    return row, {item.name: item.text for item in row.fields.found}


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (
            ITEM,
            {
                "date": "2025-08-28",
                "pdf": "http://arxiv.org/pdf/2508.21148v1",
                "authors": "Ann Author, Bo Writer",
            },
        ),
        (
            "* 2024-08-12, **A good title**, Ann Author et.al., Paper: [x](http://arxiv.org/abs/2508.21148), Code: **[y](https://github.com/a/b)**",
            {"date": "2024-08-12", "code": "https://github.com/a/b", "authors": "Ann Author et.al."},
        ),
        (
            "- [A good title](https://arxiv.org/abs/2508.21148) | Ann Author | 1997-11-27",
            {"authors": "Ann Author", "date": "1997-11-27"},
        ),
        (
            "1. [A good title](https://arxiv.org/abs/2508.21148), 2025-08-28 [[site](https://a.b/c)] - a sentence of it",
            {"links": "site: https://a.b/c", "date": "2025-08-28", "body": "a sentence of it"},
        ),
    ],
)
def test_an_item_in_several_layouts(line: str, fields: dict[str, str]) -> None:
    row, found = only(line)
    assert (row.title, found) == ("A good title", fields)
    assert "2508.21148" in row.url
    assert row.number == (1 if line.startswith("1.") else None)


@pytest.mark.parametrize(
    "line",
    [
        "- [link](https://arxiv.org/abs/2508.21148) 2025-08-28",
        "- **A good title** - Ann Author, Bo Writer - 2025-08-28",
        "- [A good title](https://example.org/2508.21148) 2025-08-28",
        "- **Link**: [arXiv of it](https://arxiv.org/abs/2508.21148) 2025-08-28",
        "[A good title](https://arxiv.org/abs/2508.21148) 2025-08-28",
        "- [A good title](https://arxiv.org/abs/2508.21148)",
        ITEM + "x" * 4000,
    ],
)
def test_other_items_are_left_alone(line: str) -> None:
    assert not paper_items([line], 0, TABLE)


def test_a_text_that_cites_papers_is_no_list_of_them() -> None:
    prose = "This is a line of some length, and it tells of a program and what it does for whom."
    assert len(paper_items([ITEM, ITEM, prose], 0, TABLE)) == 2
    assert not paper_items([ITEM, prose, prose], 0, TABLE)
