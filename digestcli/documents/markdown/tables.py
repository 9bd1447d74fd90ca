"""Papers in the rows of Markdown tables: `| Date | Title | Authors | PDF | Code |` and its kin.

A table is one of papers when a column is named as a title and most rows have a title of several
words and an address of a paper. The head names the other columns, by the words that label fields
elsewhere (documents/markdown/fieldnames.py); a column that no word knows keeps its own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from digestcli.documents.markdown.cells import PAPER, Link, headed, kind_of, links, visible
from digestcli.documents.markdown.fields import Field, Fields
from digestcli.documents.markdown.headings import CODE
from digestcli.documents.markdown.labels import FACTS, LabelTable, fold, snake_name
from digestcli.text.dates import find_date
from digestcli.text.names import is_list_of_names
from digestcli.text.placeholders import is_placeholder
from digestcli.text.regex import regex

_RULE = frozenset("-:| \t")
_TITLE = frozenset((
    "paper", "papers", "论文", "論文", "文章", "论文名称", "論文名稱", "논문", "논문명", "論文タイトル",
))  # fmt: skip
_NUMBER = frozenset(("no", "num", "index", "rank", "序号", "序號", "编号", "編號", "排名", "번호", "番号"))
_LINKS = regex(r"link|链接|連結|鏈接|링크|リンク|resource", re.IGNORECASE)
_HAN = regex(r"[\u3040-\u30ff\u3400-\u9fff가-힣]")
_WORD = regex(r"[^\W\d_]{2,}")
_ARXIV = regex(r"(?:arxiv:\s*)?(\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE)
_CATEGORY = regex(rf"`?({CODE.pattern})\b[^`\n]*`?")
_DIGITS = regex(r"\[?(\d{1,6})[.)、\]]?")
_NAMES = regex(r"\bet\.? ?al\b|,|、|;|等")
_LONGEST_DATE = 24
_NO_LABELS = LabelTable({})
_LOOKED_AT = 20
_ADDRESSES = frozenset(("url", "arxiv", "doi", "pdf", "code", "links"))


class Row(NamedTuple):
    """A paper in a table's row; `url` is '' where the row leads to none."""

    number: int | None
    title: str
    url: str
    fields: Fields

    @property
    def empty(self) -> bool:
        """Whether the row says nothing of a paper."""
        return not (self.title or self.url or self.fields.found)


def paper_rows(lines: Sequence[str], start: int, table: LabelTable) -> dict[int, Row | None]:
    """Return the rows of tables of papers by their line (from 0); None for a table's head and rule.

    A table that has lost its head is read like the last one with as many columns, else by what
    its first row holds.
    """
    found: dict[int, Row | None] = {}
    alike: dict[int, list[str]] = {}
    for first, stop in _runs(lines, start):
        body, columns = _head(lines, first, stop, table)
        if not columns and body < stop and lines[body].lstrip().startswith("|"):
            cells = split_row(lines[body])
            columns = alike.get(len(cells)) or _guessed(cells)
        rows = [_row(at + 1, split_row(lines[at]), columns, table) for at in range(body, stop) if columns]
        if _are_papers(rows):
            alike[len(columns)] = columns
            found.update(dict.fromkeys(range(max(first, body - 2), body)))
            found.update((row.fields.last - 1, None if row.empty else row) for row in rows)
    return found


def _runs(lines: Sequence[str], start: int) -> Iterator[tuple[int, int]]:
    """Yield where lines with bars begin and end."""
    first = -1
    for at in range(start, len(lines) + 1):
        barred = at < len(lines) and "|" in lines[at]
        if barred and first < 0:
            first = at
        elif not barred and first >= 0:
            yield first, at
            first = -1


def _head(lines: Sequence[str], first: int, stop: int, table: LabelTable) -> tuple[int, list[str]]:
    """Return where the rows begin, and the columns that the head names; [] without a column of titles."""
    rule = next((at for at in range(first, stop) if _is_rule(lines[at])), None)
    if rule == first:
        return first + 1, []
    head = first if rule is None else rule - 1
    columns = _columns(split_row(lines[head]), table)
    bare = rule is None and (bool(links(lines[head])) or not lines[head].lstrip().startswith("|"))
    if "title" in columns and not bare:
        return (head if rule is None else rule) + 1, columns
    return (first if rule is None else stop), []


def _guessed(cells: Sequence[str]) -> list[str]:
    """Return what the cells of a row without a head seem to hold; [] where none is a title."""
    columns: list[str] = []
    for at, cell in enumerate(cells, 1):
        seen, found = visible(cell), links(cell)
        titled = (found or cell.startswith("**")) and title_words(headed(cell).title) > 1
        beside = bool(columns) and columns[-1] == "title"
        if find_date(seen) and len(seen) <= _LONGEST_DATE:
            columns.append("date")
        elif titled and "title" not in columns:
            columns.append("title")
        elif found:
            columns.append("code" if kind_of(found[0], "", _NO_LABELS) == "code" else "links")
        else:
            columns.append("authors" if beside and _NAMES.search(seen) else f"?column_{at}")
    return columns if "title" in columns else []


def split_row(line: str) -> list[str]:
    r"""Split a table's line into cells; `\|` is a bar within a cell.

    >>> split_row(r"| a | b \| c |  |")
    ['a', 'b | c', '']
    """
    text = line.strip()
    text = text.removeprefix("|")
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return [cell.replace("\0", "|").strip() for cell in text.replace("\\|", "\0").split("|")]


def _is_rule(line: str) -> bool:
    return "-" in line and "|" in line and _RULE.issuperset(line.strip())


def _columns(cells: Sequence[str], table: LabelTable) -> list[str]:
    """Return what each column holds: a field, 'number', 'links', or its own name."""
    names = [visible(cell) for cell in cells]
    known = [table.field(name) for name in names]
    columns = []
    for name, field in zip(names, known, strict=True):
        folded = fold(name)
        if (folded in _TITLE or folded.startswith("title/")) and "title" not in known:
            columns.append("title")
        elif name.strip() in {"#", "№"} or folded in _NUMBER:
            columns.append("number")
        elif field or not folded:
            columns.append(field or "")
        else:
            columns.append("links" if _LINKS.search(name) or folded in _TITLE else f"?{snake_name(name)}")
    first = columns.index("title") if "title" in columns else -1
    return [name if name != "title" or at == first else "?title" for at, name in enumerate(columns)]


def _are_papers(rows: Sequence[Row]) -> bool:
    tried = rows[:_LOOKED_AT]
    return bool(tried) and 2 * sum(map(_is_paper, tried)) >= len(tried)


def _is_paper(row: Row) -> bool:
    words = title_words(row.title)
    return bool(row.url) and (words > 1 or (words == 1 and "body" in row.fields.names))


def title_words(title: str) -> int:
    """Count the words of a title; two Han characters are one."""
    return len(_WORD.findall(title)) + len(_HAN.findall(title)) // 2


def _row(line: int, cells: list[str], columns: Sequence[str], table: LabelTable) -> Row:
    at = columns.index("title")
    surplus = len(cells) - len(columns)
    if surplus > 0:  # bars within a title's formula
        cells[at : at + surplus + 1] = ["|".join(cells[at : at + surplus + 1])]
    row = _Reading(line, table)
    for name, cell in zip(columns, cells, strict=False):
        row.cell(name, cell)
    return Row(row.number, row.title, row.url, row.fields)


class _Reading:
    """One row being read: its title, the first address of the paper, and the other fields."""

    def __init__(self, line: int, table: LabelTable) -> None:
        self.line = line
        self.table = table
        self.number: int | None = None
        self.title = ""
        self.url = ""
        self.fields = Fields(last=line)

    def cell(self, column: str, cell: str) -> None:
        if not cell:
            return
        if column == "title":
            self._title(cell)
        elif column == "number":
            digits = _DIGITS.fullmatch(visible(cell))
            self.number = int(digits[1]) if digits else None
        elif column in _ADDRESSES:
            self._links(column, cell)
        else:
            self._text(column.removeprefix("?"), visible(cell))

    def _title(self, cell: str) -> None:
        head = headed(cell)
        self.title = head.title
        self.number = head.number if self.number is None else self.number
        if head.address:
            self._link("title", Link("", head.address))
        for link in links(cell):
            if link.address != head.address:
                self._link("title", link)
        category = _CATEGORY.fullmatch(head.rest)
        if category:
            self._text("category", category[1])
        else:
            self._rest(head.rest)

    def _rest(self, rest: str) -> None:
        """File what a cell says below its title: labelled lines, the rest is its body."""
        body = []
        for line in rest.split("\n"):
            label = self.table.line(line)
            if label and label.value:
                self._text(label.field, label.value, label.language)
            elif is_list_of_names(line) and not self.fields.of("authors"):
                self._text("authors", line)
            elif line:
                body.append(line)
        self._text("body", "\n".join(body))

    def _links(self, column: str, cell: str) -> None:
        found = links(cell)
        for link in found:
            self._link(column, link)
        bare = None if found else _ARXIV.fullmatch(visible(cell))
        if bare and not self.url:
            self.url = bare[1]

    def _link(self, column: str, link: Link) -> None:
        kind = kind_of(link, column, self.table)
        if kind == "url" and not self.url:
            self.url = link.address
        elif kind == "link":
            self._text("links", f"{link.text}: {link.address}" if link.text else link.address)
        elif link.address != self.url:
            self._text(kind, link.address)
            self.url = self.url or (link.address if PAPER.search(link.address) else "")

    def _text(self, name: str, text: str, language: str = "") -> None:
        base, _, stated = name.partition("@")
        if text and not (base in FACTS and is_placeholder(text)):
            self.fields.add(Field(base, text, self.line, language or stated))


def completed(date: str, around: str) -> str:
    """Give a day without a year (`06-08`) the year of the heading around it.

    >>> completed("06-08", "2026年06月"), completed("2026-06-08", ""), completed("06-08", "")
    ('2026-06-08', '2026-06-08', '')
    """
    full = find_date(date)
    short = None if full else re.fullmatch(r"(\d{1,2})[-/.月](\d{1,2})日?", date.strip())
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", around) if short else None
    return full or (find_date(f"{year[0]}-{short[1]}-{short[2]}") if short and year else None) or ""
