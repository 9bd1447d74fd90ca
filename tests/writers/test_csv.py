"""CSV and TSV: RFC 4180, and what spreadsheets make of it."""

from __future__ import annotations

import csv
import io
import json
import pathlib
import shutil
import subprocess

import pytest
from entries import NASTY, demanding_entries, make_entry, nasty_entries, patient
from hypothesis import given
from hypothesis import strategies as st

from digestcli.model import Entry, Text
from digestcli.rows import COLUMNS, to_row
from digestcli.writers.base import Options, Writer
from digestcli.writers.csv import TSV, WRITER, line_maker

both = pytest.mark.parametrize("writer, delimiter", ((WRITER, ","), (TSV, "\t")), ids=("csv", "tsv"))


def _written(writer: Writer, *entries: Entry, options: Options | None = None) -> str:
    stream = io.StringIO(newline="")
    writer.write(entries, stream, options or Options())
    return stream.getvalue()


@both
def test_header_and_line_ends(writer: Writer, delimiter: str) -> None:
    text = _written(writer, make_entry(47))
    lines = text.split("\r\n")
    assert lines[0] == delimiter.join(COLUMNS)
    assert lines[1].startswith(delimiter.join(("47", "made-2026-01-22:47", "paper")))
    assert lines[2:] == [""]
    assert "\n" not in text.replace("\r\n", "")


@both
def test_every_cell_comes_back(writer: Writer, delimiter: str) -> None:
    entries = nasty_entries()
    rows = list(csv.reader(io.StringIO(_written(writer, *entries), newline=""), delimiter=delimiter))
    assert rows == [list(COLUMNS), *map(to_row, entries)]


@both
def test_quotes_only_where_needed(writer: Writer, delimiter: str) -> None:
    chosen = Options(columns=("title_en", "comment"))
    text = _written(writer, make_entry(title=Text(en='say "x"'), comment=f"a{delimiter}b"), options=chosen)
    assert text.split("\r\n")[1] == f'"say ""x"""{delimiter}"a{delimiter}b"'


def test_a_row_of_one_empty_cell_is_no_empty_line() -> None:
    assert _written(WRITER, make_entry(), options=Options(columns=("venue",))) == 'venue\r\n""\r\n'


def test_columns_in_the_order_asked_for() -> None:
    text = _written(WRITER, make_entry(5), options=Options(columns=("title", "number", "number")))
    assert text == "title,number,number\r\nTitle 5,5,5\r\n"


def _excel(text: str) -> tuple[str, str]:
    output = _written(WRITER, make_entry(comment=text), options=Options(columns=("comment",), excel=True))
    assert output.startswith("\ufeff")
    ((header,), (cell,)) = csv.reader(io.StringIO(output[1:], newline=""))
    return header, cell


@pytest.mark.parametrize(
    "text", ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x")
)
def test_formulas_are_guarded_for_excel(text: str) -> None:
    header, cell = _excel(text)
    assert header == "comment"
    assert cell[0] == "'"
    assert cell[1:] == text.replace("\r", "␍")


@pytest.mark.parametrize("text", ("1+1=2", "a-b", "x@y", "量子", "'quoted'"))
def test_what_is_no_formula_stays(text: str) -> None:
    assert _excel(text)[1] == text


def test_without_excel_nothing_is_changed() -> None:
    assert _written(WRITER, make_entry(comment="=1"), options=Options(columns=("comment",))) == (
        "comment\r\n=1\r\n"
    )


@pytest.mark.parametrize("text", NASTY)
def test_guard_covers_every_cell(text: str) -> None:
    output = _written(WRITER, make_entry(comment=text), options=Options(excel=True))
    for row in csv.reader(io.StringIO(output[1:], newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


cells = st.text(st.characters(exclude_categories=["Cs"]))


@patient
@given(cells)
def test_any_cell_comes_back(text: str) -> None:
    output = _written(WRITER, make_entry(comment=text), options=Options(columns=("comment", "number")))
    assert list(csv.reader(io.StringIO(output, newline="")))[1] == [text, "1"]


@patient
@given(
    st.lists(st.text(alphabet=st.sampled_from("a,;\t\r\n\"' 学=\x00\u2028")), min_size=1),
    st.sampled_from(",\t"),
)
def test_lines_are_those_of_csv_writer(cells: list[str], delimiter: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    assert line_maker(delimiter)(cells) == stream.getvalue()


def _checked(folder: pathlib.Path, checker: str, *arguments: str) -> tuple[int, str]:
    """Run a checker, which may have an environment of its own, in a folder; skip where there is none."""
    program = shutil.which(checker)
    if program is None:
        pytest.skip(f"{checker} is not installed")
    done = subprocess.run(
        [program, *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("excel", (False, True), ids=("plain", "excel"))
@pytest.mark.parametrize("which", ("samples", "real", "demanding"))
@both
def test_csvclean_and_frictionless_find_nothing(
    writer: Writer, delimiter: str, which: str, tmp_path: pathlib.Path, request: pytest.FixtureRequest, *, excel: bool
) -> None:  # fmt: skip
    fixtures = {"samples": "sample_entries", "real": "real_entries"}
    entries = request.getfixturevalue(fixtures[which]) if which in fixtures else demanding_entries()
    path = tmp_path / f"entries{writer.suffixes[0]}"
    path.write_bytes(_written(writer, *entries, options=Options(excel=excel)).encode("utf-8", "replace"))
    like = ("--length-mismatch", "-d", delimiter, "-z", "1000000", "-e", "utf-8-sig")
    code, _ = _checked(tmp_path, "csvclean", *like, path.name)
    assert code == 0
    numbers = ("number", "source_line")
    fields = [{"name": name, "type": "integer" if name in numbers else "string"} for name in COLUMNS]
    (tmp_path / "schema.json").write_text(json.dumps({"fields": fields}), encoding="utf-8")
    code, said = _checked(
        tmp_path, "frictionless", "validate", path.name, "--schema", "schema.json", "--json"
    )
    (task,) = json.loads(said)["tasks"]
    assert [error["message"] for error in task["errors"]] == []
    assert (code, task["stats"]["rows"]) == (0, len(entries))
