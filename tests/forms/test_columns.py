"""Entries as typed columns come back whole, through a file of Parquet."""

from __future__ import annotations

import io

import pyarrow
from entries import make_entry, nasty_entries
from hypothesis import given
from hypothesis import strategies as some
from pyarrow import parquet

from digestcli.forms.columns import from_row, schema, to_row
from digestcli.model import Entry, Reference, Text


def _through_a_file(*entries: Entry) -> list[Entry]:
    stream = io.BytesIO()
    parquet.write_table(
        pyarrow.Table.from_pylist([to_row(one) for one in entries], schema=schema(pyarrow)), stream
    )
    return [from_row(row) for row in parquet.read_table(stream).to_pylist()]


def _clean(entry: Entry) -> Entry:
    """Return the entry as its row says it: without lone surrogates."""
    return from_row(to_row(entry))


def test_every_entry_of_the_samples(sample_entries: list[Entry]) -> None:
    assert _through_a_file(*sample_entries) == sample_entries


def test_every_entry_of_real_documents(real_entries: list[Entry]) -> None:
    assert _through_a_file(*real_entries) == real_entries


def test_what_has_no_column_of_its_own() -> None:
    entry = make_entry(
        title=Text.of({"en": "A", "ja": "甲", "de": "Über"}),
        category_label=Text.of({"zh": "物理", "ko": "물리"}),
        identifiers={"arxiv": "2601.00001", "pubmed": "1"},
        extra={"b": "2", "a": "1"},
        references=(Reference("1", None, "https://a.b", {"doi": "10.1/x"}),),
    )
    assert _through_a_file(entry) == [entry]
    assert list(_through_a_file(entry)[0].extra) == ["b", "a"]


def test_any_text_but_lone_surrogates() -> None:
    for entry in nasty_entries():
        (back,) = _through_a_file(entry)
        assert back == _clean(entry)


@given(some.text(), some.dictionaries(some.sampled_from(("zh", "en", "ja", "fr")), some.text(min_size=1)))
def test_any_entry(text: str, texts: dict[str, str]) -> None:
    entry = make_entry(venue=text, abstract=Text.of(texts), authors=(text, "B"))
    assert _through_a_file(entry) == [entry]
