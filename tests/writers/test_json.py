"""JSON and JSON Lines: the record, Chinese as Chinese, and nothing a terminal obeys."""

from __future__ import annotations

import io
import json

import pytest
from entries import NASTY, RAW_CONTROLS, make_entry, nasty_entries, patient
from hypothesis import given
from hypothesis import strategies as st

from digestcli.model import Entry, Text
from digestcli.record import to_record
from digestcli.writers.base import Options, Writer
from digestcli.writers.json import LINES, WRITER, dumps


def _written(writer: Writer, *entries: Entry) -> str:
    stream = io.StringIO(newline="")
    writer.write(entries, stream, Options())
    return stream.getvalue()


def test_array() -> None:
    assert _written(WRITER) == "[]\n"
    for entries in (nasty_entries()[:1], nasty_entries()):
        text = _written(WRITER, *entries)
        assert json.loads(text) == [to_record(entry) for entry in entries]
        assert text.startswith("[\n{")
        assert text.endswith("}\n]\n")


def test_lines() -> None:
    assert _written(LINES) == ""
    entries = nasty_entries()
    text = _written(LINES, *entries)
    lines = text.split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == [to_record(entry) for entry in entries]


def test_chinese_stays_chinese() -> None:
    entry = make_entry(title=Text(zh="量子纠缠“引号”😀𠮷"))
    for writer in (WRITER, LINES):
        assert "量子纠缠“引号”😀𠮷" in _written(writer, entry)


@pytest.mark.parametrize("text", NASTY)
def test_escapes_change_nothing(text: str) -> None:
    output = dumps({text: [text]})
    assert not set(output) & RAW_CONTROLS
    output.encode("utf-8")
    assert json.loads(output) == {text: [text]}


@patient
@given(st.text())
def test_any_text_is_safe_and_comes_back(text: str) -> None:
    output = dumps(text)
    assert not set(output) & RAW_CONTROLS
    assert json.loads(output) == text
