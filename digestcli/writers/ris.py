r"""RIS: a tag of two characters, two blanks, `-`, a blank; CRLF; `TY` first, `ER` last.

RIS has no preprint. `UNPB` (unpublished) is what EndNote and bibutils know; Zotero, which takes it for a
journal article, is better served by CSL-JSON. A name without parts ends in a comma, EndNote's mark for a
body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from digestcli.model import Entry
from digestcli.writers.base import Options, Writer

if TYPE_CHECKING:
    from digestcli.forms.citation import Citation
    from digestcli.text.names import Name

_TYPES = {"preprint": "UNPB", "journal": "JOUR", "proceedings": "CONF", "web": "ELEC", "document": "GEN"}


def _write(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:  # noqa: ARG001
    from digestcli.forms.citation import works

    count = 0
    for work in works(entries):
        count += 1
        stream.write(f"TY  - {_TYPES[work.kind]}\r\n")
        stream.writelines(f"{tag}  - {value}\r\n" for tag, value in _lines(work) if value)
        stream.write("ER  - \r\n\r\n")
    return count


def _lines(work: Citation) -> Iterator[tuple[str, str]]:
    yield "ID", work.key
    yield "TI", work.title
    yield from (("TT", title) for title in work.titles)
    yield from (("AU", _name(author)) for author in work.authors)
    yield "PY", f"{work.date[0]:04}" if work.date else ""
    yield "DA", "/".join((*work.iso_date().split("-"), "", "", "")[:4]) if work.date else ""
    yield "JF" if work.kind == "journal" else "T2", work.container
    yield "VL", work.volume
    yield "IS", work.issue
    if work.arxiv:
        yield "PB", "arXiv"
        yield "AN", f"arXiv:{work.arxiv}"
    yield "DO", work.doi
    yield "UR", work.url
    yield "LA", work.language
    yield from (("KW", keyword) for keyword in work.keywords)
    yield "AB", work.abstract
    yield from (("N1", remark) for remark in work.remarks())
    yield "N1", "The list of authors is not complete." if work.more_authors else ""


def _name(author: Name) -> str:
    if author.literal:
        return author.literal if "," in author.literal else f"{author.literal},"
    family = f"{author.particle} {author.family}".lstrip()
    return ", ".join(filter(None, (family, author.given, author.suffix)))


WRITER = Writer("ris", "RIS, for EndNote and most reference managers", (".ris",), _write)
