"""The record: every key is always there, and an entry comes back equal."""

from __future__ import annotations

import json

import pytest
from entries import arxiv_entry, make_entry, nasty_entries, patient
from hypothesis import given
from hypothesis import strategies as st

from digestcli.model import Entry, Text
from digestcli.record import from_record, text_record, to_record

KEYS = (
    "id", "number", "kind", "digest", "date", "category", "categories", "category_label", "title", "authors",
    "authors_complete", "url", "identifiers", "venue", "comment", "links", "tldr", "motivation", "method",
    "result", "conclusion", "abstract", "body", "extra", "references", "script", "source", "issues",
)  # fmt: skip


@pytest.mark.parametrize("entry", (make_entry(), arxiv_entry(3, "2601.14263"), *nasty_entries()))
def test_every_key_in_order_and_back(entry: Entry) -> None:
    record = to_record(entry)
    assert tuple(record) == KEYS
    assert from_record(record) == entry
    assert from_record(json.loads(json.dumps(record))) == entry


def test_texts_always_have_both_languages() -> None:
    assert text_record(Text()) == {"zh": None, "en": None}
    assert text_record(Text.of({"ja": "x", "en": "y"})) == {"zh": None, "en": "y", "ja": "x"}


def test_nested_shapes() -> None:
    record = to_record(nasty_entries()[0])
    assert set(record["links"]) == {"pdf", "code"}
    assert set(record["source"]) == {"file", "reader", "lines"}
    assert set(record["references"][0]) == {"marker", "title", "url", "identifiers"}
    assert set(record["issues"][0]) == {"code", "message", "line"}


@pytest.mark.parametrize(
    "key, value, error",
    (
        ("id", None, TypeError),
        ("number", "47", TypeError),
        ("authors", "A, B", TypeError),
        ("authors", [1], TypeError),
        ("title", "A title", TypeError),
        ("title", {"en": "x", "ja": "y"}, KeyError),
        ("links", {}, KeyError),
        ("links", None, TypeError),
        ("url", 5, TypeError),
        ("extra", [], TypeError),
        ("references", [{}], KeyError),
        ("issues", [{"code": "x", "message": "y"}], KeyError),
        ("source", {"file": "x", "reader": "y", "lines": [1]}, ValueError),
        ("source", {"file": "x", "reader": "y", "lines": ["1", 2]}, TypeError),
    ),
)
def test_another_shape_is_refused(key: str, value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        from_record({**to_record(make_entry()), key: value})


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_key_is_refused(key: str) -> None:
    record = dict(to_record(make_entry()))
    del record[key]
    with pytest.raises(KeyError):
        from_record(record)


@patient
@given(st.dictionaries(st.sampled_from(("zh", "en", "ja", "ko")), st.none() | st.text()))
def test_any_text_comes_back(texts: dict[str, str | None]) -> None:
    entry = make_entry(title=Text.of(texts))
    assert from_record(to_record(entry)) == entry
