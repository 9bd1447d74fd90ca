"""CSL-JSON: the schema of the Citation Style Language validates it, citeproc renders it."""

from __future__ import annotations

import io
import json
import os
import pathlib
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import jsonschema
import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from conftest import corpus_folder
from entries import arxiv_entry, demanding_entries, make_entry

from digestcli.model import Entry, Text
from digestcli.writers.base import Options
from digestcli.writers.csl import WRITER

FOR_PREPRINTS = {"genre": "preprint", "number": "arXiv:2601.14263", "publisher": "arXiv", "archive": "arXiv", "archive_location": "2601.14263"}  # fmt: skip

NEWER = r".* unsupported: (?:(?:custom|citation_key)(?:, )?)+$"
"""Fields of the schema that citeproc-py does not know yet."""


def _written(entries: Sequence[Entry]) -> str:
    stream = io.StringIO(newline="")
    assert WRITER.write(entries, stream, Options()) == len(entries)
    return stream.getvalue()


def _items(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(_written(entries))
    return items


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft7Validator:
    """Return csl-data.json, which CSL_SCHEMA names or which lies beside the real documents."""
    folder = corpus_folder()
    path = os.environ.get("CSL_SCHEMA") or (folder and folder / "schemas" / "csl-data.json")
    if not path or not os.path.isfile(path):
        pytest.skip("no csl-data.json (CSL_SCHEMA, or schemas/ in the folder of real documents)")
    return jsonschema.Draft7Validator(json.loads(pathlib.Path(path).read_text(encoding="utf-8")))


@pytest.mark.parametrize("which", ("demanding", "real"))
def test_the_schema_validates(
    which: str, schema: jsonschema.Draft7Validator, request: pytest.FixtureRequest
) -> None:
    entries = demanding_entries() if which == "demanding" else request.getfixturevalue("real_entries")
    items = _items(entries)
    assert list(schema.iter_errors(items)) == []
    assert [len(item.get("author", [])) for item in items] == [len(entry.authors) for entry in entries]
    assert len({item["id"] for item in items}) == len(entries)


def test_citeproc_renders_each_item(real_entries: list[Entry]) -> None:
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    for item in _items(real_entries):
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=NEWER)
            source = CiteProcJSON([item])
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        citation = Citation([CitationItem(item["id"])])
        bibliography.register(citation)
        (rendered,) = map(str, bibliography.bibliography())
        assert item["title"].split(" ")[0].strip("“”") in rendered


def test_a_preprint() -> None:
    entry = arxiv_entry(
        47, "2601.14263", title=Text(en="On Noise", zh="论"), category="cs.LG", authors=("Farid van der Mei", "王玮珏", "CMS Collaboration"),
        authors_complete=False, comment="3 pages", tldr=Text(zh="总结"),
    )  # fmt: skip
    assert _items([entry]) == [
        {
            "id": "mei2026noise",
            "type": "article",
            "citation-key": "mei2026noise",
            "title": "On Noise",
            "author": [
                {"family": "Mei", "given": "Farid", "non-dropping-particle": "van der"},
                {"family": "王", "given": "玮珏"},
                {"literal": "CMS Collaboration"},
            ],
            "issued": {"date-parts": [[2026, 1]]},
            "DOI": "10.48550/arXiv.2601.14263",
            "URL": "https://arxiv.org/abs/2601.14263",
            "language": "en",
            "keyword": "cs.LG",
            "annote": "总结",
            "note": "论\narXiv:2601.14263 [cs.LG]\nComment: 3 pages",
            "custom": {"authors-complete": False},
            **FOR_PREPRINTS,
        }
    ]


@pytest.mark.parametrize(
    ("entry", "expected"),
    (
        (make_entry(venue="Nature 652 (8110)", authors=("A Bee",)), {"type": "article-journal", "container-title": "Nature", "volume": "652", "issue": "8110"}),
        (make_entry(venue="NeurIPS 2025", authors=("A Bee",), date="2025"), {"type": "paper-conference", "issued": {"date-parts": [[2025]]}}),
        (make_entry(url="https://example.org", script="Hans", title=Text(zh="论")), {"type": "webpage", "language": "zh-Hans"}),
        (make_entry(date=None), {"type": "document"}),
    ),
)  # fmt: skip
def test_types(entry: Entry, expected: dict[str, object]) -> None:
    (item,) = _items([entry])
    assert expected.items() <= item.items()
    assert all(item.values())


def test_chinese_stays_chinese() -> None:
    assert "“量子”😀𠮷" in _written([make_entry(title=Text(zh="“量子”😀𠮷"))])


def test_golden(sample_entries: list[Entry], golden: Callable[[str, str], None]) -> None:
    chosen = [
        entry
        for entry in sample_entries
        if entry.digest.startswith(("journal", "records", "bulletin", "article"))
    ]
    golden("samples.csl.json", _written(chosen))
