"""CSL-JSON (schema csl-data 1.0): for Zotero, pandoc and every citeproc.

A preprint is an `article` of genre `preprint`, which Zotero takes for its own type. `note` becomes Zotero's
Extra field, so it holds what Zotero's translator for arXiv writes there, and titles in other languages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from digestcli.model import Entry
from digestcli.writers.base import Options, Writer

if TYPE_CHECKING:
    from digestcli.forms.citation import Citation
    from digestcli.text.names import Name

_TYPES = {
    "preprint": "article",
    "journal": "article-journal",
    "proceedings": "paper-conference",
    "web": "webpage",
    "document": "document",
}


def _write(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:  # noqa: ARG001
    from digestcli.forms.citation import works

    count = 0
    for count, work in enumerate(works(entries), 1):
        stream.write("[\n" if count == 1 else ",\n")
        stream.write(json.dumps(_item(work), ensure_ascii=False, indent=1))
    stream.write("\n]\n" if count else "[]\n")
    return count


def _item(work: Citation) -> dict[str, object]:
    item: dict[str, object] = {
        "id": work.key,
        "type": _TYPES[work.kind],
        "citation-key": work.key,
        "title": work.title,
        "author": [_name(author) for author in work.authors],
        "issued": {"date-parts": [list(work.date)]} if work.date else None,
        "container-title": work.container,
        "volume": work.volume,
        "issue": work.issue,
        "DOI": work.doi,
        "URL": work.url,
        "language": work.language,
        "keyword": ", ".join(work.keywords),
        "abstract": work.abstract,
        "annote": "\n".join(work.notes),
        "note": "\n".join(_extra(work)),
        "custom": {"authors-complete": False} if work.more_authors else None,
    }
    if work.arxiv:
        item |= {"archive": "arXiv", "archive_location": work.arxiv}
        if work.kind == "preprint":
            item |= {"genre": "preprint", "number": f"arXiv:{work.arxiv}", "publisher": "arXiv"}
    return {field: value for field, value in item.items() if value}


def _extra(work: Citation) -> Iterator[str]:
    yield from work.titles
    if work.arxiv:
        yield f"arXiv:{work.arxiv} [{work.arxiv_class}]" if work.arxiv_class else f"arXiv:{work.arxiv}"
    if work.comment:
        yield f"Comment: {work.comment}"


def _name(author: Name) -> dict[str, str]:
    if author.literal:
        return {"literal": author.literal}
    parts = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
    }
    return {part: text for part, text in parts.items() if text}


WRITER = Writer("csl-json", "CSL-JSON, for Zotero, pandoc and citeproc", (".json",), _write)
