"""YAML: a list of records that reads back equal, also where YAML has ideas of its own."""

from __future__ import annotations

import io

import pytest
import yaml
from entries import NASTY, RAW_CONTROLS, make_entry, nasty_entries, nasty_entry, patient, plain
from hypothesis import given
from hypothesis import strategies as st

from digestcli.model import Entry, Text
from digestcli.record import from_record, to_record
from digestcli.writers.base import Options
from digestcli.writers.yaml import WRITER
from digestcli.yamlio import dump, load, typed

AMBIGUOUS = (
    "null", "~", "yes", "No", "on", "true", "2601.14300", "0811.3171", "1e3", "0x1F", "0o17", "12:30",
    "2026-01-22", "", " ", "-", "?", "=", "<<", "*a", "&a", "!!int 3", "%TAG", "@x", "`x`", "a: b", "a #b",
    "'", '"', "\\", "[", "{}", "|", ">", "---", "...", "\n", "a\n\nb", "a\n  b\n", " lead", "trail ", "\t",
)  # fmt: skip


def _written(*entries: Entry) -> str:
    stream = io.StringIO(newline="")
    WRITER.write(entries, stream, Options())
    return stream.getvalue()


def test_empty_is_a_list() -> None:
    assert _written() == "[]\n"


def test_a_list_in_the_order_of_the_record() -> None:
    text = _written(make_entry(47, title=Text(zh="量子纠缠")), make_entry(48))
    assert text.startswith("- id: made-2026-01-22:47\n  number: 47\n  kind: paper\n")
    assert "    zh: 量子纠缠\n" in text
    assert text.count("\n- id:") == 1


def test_one_line_a_text() -> None:
    assert f"comment: {'long ' * 100}end\n" in _written(make_entry(comment="long " * 100 + "end"))


@pytest.mark.parametrize("text", (*NASTY, *AMBIGUOUS))
def test_text_comes_back(text: str) -> None:
    output = dump({"x": text, "list": [text, {text: text}]})
    output.encode("utf-8")
    assert not set(output) & (RAW_CONTROLS - {"\n"})
    back = plain(text)
    assert load(output, "x") == {"x": back, "list": [back, {back: back}]}


@pytest.mark.parametrize("text", NASTY)
def test_other_yaml_readers_agree(text: str) -> None:
    assert yaml.safe_load(dump([text])) == [plain(text)]


def test_nasty_entries_come_back() -> None:
    entries = nasty_entries()
    expected = [nasty_entry(number, plain(text)) for number, text in enumerate(NASTY, 1)]
    records = load(_written(*entries), "x")
    assert isinstance(records, list)
    assert [from_record(typed(record)) for record in records] == expected  # type: ignore[arg-type]
    assert [typed(record) for record in records] == [to_record(entry) for entry in expected]


@patient
@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    output = dump([text])
    assert not set(output) & (RAW_CONTROLS - {"\n"})
    assert load(output, "x") == [plain(text)]
