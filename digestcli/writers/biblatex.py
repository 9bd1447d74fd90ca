"""BibLaTeX for biber: its own types, dates in ISO 8601, names in Han characters beside the Latin ones.

Biber's data model wants a date in every entry; where none is known it gets EDTF's `XXXX`, a year left open,
which biblatex prints as no date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from digestcli.model import Entry
from digestcli.writers.base import Options, Writer

if TYPE_CHECKING:
    from digestcli.forms.citation import Citation

_TYPES = {"journal": "article", "proceedings": "inproceedings", "document": "misc"}
_CONTAINERS = {"journal": "journaltitle", "proceedings": "booktitle"}
_NO_DATE = "XXXX"


def _write(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:  # noqa: ARG001
    from digestcli.forms.citation import works
    from digestcli.text import tex

    count = 0
    for count, work in enumerate(works(entries), 1):
        stream.write("\n" if count > 1 else "")
        stream.write(tex.entry(_TYPES.get(work.kind, "online"), work.key, _fields(work)))
    return count


def _fields(work: Citation) -> Iterator[tuple[str, str]]:
    from digestcli.text import tex

    yield "title", tex.title(work.title)
    yield "titleaddon", tex.escape("; ".join(work.titles))
    yield "author", tex.names(work.authors, more=work.more_authors)
    yield "author+an:native", _native(work)
    yield _CONTAINERS.get(work.kind, "note"), tex.escape(work.container)
    yield "volume", tex.escape(work.volume)
    yield "number", tex.escape(work.issue)
    yield "date", work.iso_date() or _NO_DATE
    yield "eprint", tex.verbatim(work.arxiv)
    yield "eprinttype", "arxiv" if work.arxiv else ""
    yield "eprintclass", work.arxiv_class
    yield "doi", tex.verbatim(work.doi)
    yield "url", tex.verbatim(work.url)
    yield "langid", tex.language(work.language)
    yield "keywords", tex.listed(work.keywords)
    yield "abstract", tex.escape(work.abstract)
    yield "annotation", tex.escape(" ".join(work.remarks()))


def _native(work: Citation) -> str:
    """Return the names that are printed in two scripts, in biblatex's notation for parts of a list."""
    return "; ".join(f'{place}="{one.native}"' for place, one in enumerate(work.authors, 1) if one.native)


WRITER = Writer("biblatex", "BibLaTeX, for biber", (".bib",), _write)
