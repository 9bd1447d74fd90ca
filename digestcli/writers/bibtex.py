"""BibTeX: what any style of the last forty years takes, with arXiv's own fields for preprints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from digestcli.model import Entry
from digestcli.writers.base import Options, Writer

if TYPE_CHECKING:
    from digestcli.forms.citation import Citation

_TYPES = {"journal": "article", "proceedings": "inproceedings"}
_CONTAINERS = {"journal": "journal", "proceedings": "booktitle"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _write(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:  # noqa: ARG001
    from digestcli.forms.citation import works
    from digestcli.text import tex

    count = 0
    for count, work in enumerate(works(entries), 1):
        stream.write("\n" if count > 1 else "")
        stream.write(tex.entry(_TYPES.get(work.kind, "misc"), work.key, _fields(work)))
    return count


def _fields(work: Citation) -> Iterator[tuple[str, str]]:
    from digestcli.text import tex

    yield "title", tex.title(work.title)
    yield "author", tex.names(work.authors, more=work.more_authors)
    yield _CONTAINERS.get(work.kind, "howpublished"), tex.escape(work.container)
    yield "volume", tex.escape(work.volume)
    yield "number", tex.escape(work.issue)
    yield "year", f"{work.date[0]:04}" if work.date else ""
    yield "month", _MONTHS[work.date[1] - 1] if len(work.date) > 1 else ""
    yield "eprint", tex.verbatim(work.arxiv)
    yield "archivePrefix", "arXiv" if work.arxiv else ""
    yield "primaryClass", work.arxiv_class
    yield "doi", tex.verbatim(work.doi)
    yield "url", tex.verbatim(work.url)
    yield "langid", tex.language(work.language)
    yield "note", tex.escape("; ".join(work.titles))
    yield "keywords", tex.listed(work.keywords)
    yield "abstract", tex.escape(work.abstract)
    yield "annote", tex.escape(" ".join(work.remarks()))


WRITER = Writer("bibtex", "BibTeX, for any style", (".bib",), _write)
