"""EPUB 3.3: a digest as a book, a chapter for each category, for e-readers old and new.

A book is a ZIP of XHTML, which the standard library writes; the same entries give the same bytes.
Entries of a category come scattered, and what stands first in the book (titles, counts) is known
last: so they wait in a temporary file (spool.py). Memory grows by 32 bytes an entry, and by what the
contents tell of each chapter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from digestcli.model import Entry
from digestcli.text.xml import xml
from digestcli.writers.base import Options, Writer, asset

if TYPE_CHECKING:
    from zipfile import ZipFile

    from digestcli.forms.binding import Binding, Chapter, Part
    from digestcli.forms.book import Style
    from digestcli.spool import Spool

_UNDATED = "1970-01-01"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the time of every file in the ZIP
_FILE = 0o100644 << 16  # which Unix reads as a file that all may read
_HERE = "\0"  # where the body goes in a page: no text of a book has it


def _write(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:
    from shutil import copyfileobj
    from tempfile import TemporaryFile
    from zipfile import ZipFile

    from digestcli.forms.binding import Binding
    from digestcli.spool import Spool

    binding = Binding(_style(options), options.language, options.script, name=options.name)
    with Spool() as spool, TemporaryFile() as file:  # a ZIP in a pipe has marks that a book may not have
        for entry in entries:
            _add(entry, binding, spool)
        with ZipFile(file, "w") as archive:
            for name, pieces in _files(binding, spool):
                _store(archive, name, pieces)
        file.seek(0)
        copyfileobj(file, stream.buffer)
    return binding.entries


def _style(options: Options) -> Style:
    import json

    from digestcli.forms.book import Style, Words
    from digestcli.forms.web import Scripts

    chinese = "zh-Hant" if options.script in ("hant", "tw", "hk") else "zh-Hans"
    words = Words(json.loads(asset("labels.json")), chinese if options.language == "zh" else "en")
    return Style(Scripts.of(options.script)._replace(others=()), words)


def _add(entry: Entry, binding: Binding, spool: Spool) -> None:
    from digestcli.forms.book import listed, xhtml

    chapter = binding.add(entry)
    place, anchor = chapter.next_place(), f"entry-{binding.entries}"
    spool.add((*place, "titles"), listed(entry, anchor, binding.style))
    chapter.grow(spool.add((*place, "entries"), xhtml(entry, anchor, binding.style)))


def _store(archive: ZipFile, name: str, pieces: Iterable[str]) -> None:
    """Write a file into the ZIP; nothing in it depends on the time or the system."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

    info = ZipInfo(name, _EPOCH)
    info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
    info.create_system, info.external_attr = 3, _FILE
    with archive.open(info, "w") as file:
        for piece in pieces:
            file.write(piece.encode())


def _files(binding: Binding, spool: Spool) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the name of each file of the book and its text; the type of the whole comes first."""
    yield "mimetype", ("application/epub+zip",)
    yield "META-INF/container.xml", (asset("book/container.xml"),)
    yield "EPUB/package.opf", (_filled("package.opf", binding, **_package(binding)),)
    yield "EPUB/style.css", (asset("book/style.css"),)
    yield "EPUB/toc.ncx", (_filled("toc.ncx", binding, points="\n".join(_points(binding))),)
    yield "EPUB/nav.xhtml", (_filled("page.xhtml", binding, body="\n".join(_navigation(binding))),)
    yield "EPUB/title.xhtml", (_filled("page.xhtml", binding, body="\n".join(_title_page(binding))),)
    for chapter, parts in binding.contents():
        for at, part in enumerate(parts):
            name = f"{chapter.plain_name} {_range(part)}" if len(parts) > 1 else chapter.plain_name
            before, _, after = _filled("page.xhtml", binding, body=_HERE, title=xml(name)).partition(_HERE)
            yield f"EPUB/{part.file}", _chapter(before, after, chapter, at, parts, spool)


def _filled(name: str, binding: Binding, **values: str) -> str:
    """Return a file of the book with what it holds, which is XML already."""
    from string import Template

    known = {
        "lang": binding.style.words.tag,
        "title": xml(binding.title),
        "identifier": binding.identifier,
        "count": xml(binding.count),
    }
    return Template(asset(f"book/{name}")).substitute(known | values)


def _package(binding: Binding) -> dict[str, str]:
    parts = [part for _, parts in binding.contents() for part in parts]
    return {
        "languages": "\n".join(f"<dc:language>{tag}</dc:language>" for tag in binding.languages),
        "date": f"<dc:date>{binding.day}</dc:date>" if binding.day else "",
        "modified": f"{binding.day or _UNDATED}T00:00:00Z",
        "items": "\n".join(
            f'<item id="part-{part.number}" href="{part.file}" media-type="application/xhtml+xml"/>'
            for part in parts
        ),
        "places": "\n".join(f'<itemref idref="part-{part.number}"/>' for part in parts),
    }


def _points(binding: Binding) -> Iterator[str]:
    """Yield the contents as old readers know them; a place has the same number wherever it is named."""
    for chapter, parts in binding.contents():
        yield f'<navPoint id="chapter-{chapter.number}" {_point(chapter.plain_name, parts[0])}'
        if len(parts) > 1:
            yield from (
                f'<navPoint id="part-{part.number}" {_point(_range(part), part)}</navPoint>' for part in parts
            )
        yield "</navPoint>"


def _point(name: str, part: Part) -> str:
    label = f"<navLabel><text>{xml(name)}</text></navLabel>"
    return f'playOrder="{part.number + 1}">{label}<content src="{part.file}"/>'


def _navigation(binding: Binding) -> Iterator[str]:
    words = binding.style.words
    yield '<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="contents">'
    yield f'<h1 id="contents">{xml(words["contents"])}</h1>'
    yield f'<ol>\n<li><a href="title.xhtml">{xml(binding.title)}</a></li>'
    for chapter, parts in binding.contents():
        yield f'<li><a href="{parts[0].file}">{_name(chapter)} <span>({chapter.entries})</span></a>'
        if len(parts) > 1:
            yield "<ol>"
            yield from (f'<li><a href="{part.file}">{_range(part)}</a></li>' for part in parts)
            yield "</ol>"
        yield "</li>"
    yield '</ol>\n</nav>\n<nav epub:type="landmarks" hidden="hidden">\n<ol>'
    yield f'<li><a epub:type="toc" href="nav.xhtml">{xml(words["contents"])}</a></li>'
    if binding.entries:
        yield f'<li><a epub:type="bodymatter" href="chapter-0001.xhtml">{xml(binding.count)}</a></li>'
    yield "</ol>\n</nav>"


def _title_page(binding: Binding) -> Iterator[str]:
    yield '<section class="title" epub:type="titlepage">'
    yield f"<h1>{xml(binding.title)}</h1>\n<p>{xml(binding.count)}</p>"
    yield "</section>"


def _chapter(
    before: str, after: str, chapter: Chapter, at: int, parts: list[Part], spool: Spool
) -> Iterator[str]:
    """Yield a file of a chapter: its name, the list of its titles, its entries."""
    part = parts[at]
    several = f" <span>({_range(part)})</span>" if len(parts) > 1 else ""
    yield f'{before}<section epub:type="chapter" role="doc-chapter" aria-labelledby="chapter">\n'
    yield f'<h1 id="chapter">{_name(chapter)}{several}</h1>\n'
    if part.first < part.last:
        yield '<ul class="titles">\n'
        yield from spool.read((chapter.number, at, "titles"))
        yield "</ul>\n"
    yield from spool.read((chapter.number, at, "entries"))
    yield f"</section>{after}"


def _name(chapter: Chapter) -> str:
    from digestcli.forms.book import spans

    return spans(chapter.name)


def _range(part: Part) -> str:
    return f"{part.first}–{part.last}"


WRITER = Writer("epub", "Book for e-readers, a chapter a category", (".epub",), _write, binary=True)
