"""Feeds: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, an item for each entry or each digest.

Written as they come: where a value is known only at the end (the date of the newest item, the title of a
digest, which tells its number of entries), it stands at the end, for these formats leave the order free.
What XML 1.0 cannot hold becomes U+FFFD.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from digestcli import __version__
from digestcli.model import Entry
from digestcli.text.xml import xml
from digestcli.writers.base import Options, Writer

if TYPE_CHECKING:
    from datetime import date

    from digestcli.forms.item import Item

_TITLE = "Papers"
_SITE = "https://arxiv.org/"
_UNDATED = "1970-01-01T00:00:00Z"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_SCRIPTS = {"hans": "Hans", "hant": "Hant", "tw": "Hant", "hk": "Hant"}


def _element(name: str, text: str, **attributes: str) -> str:
    """Return an element of one text; '' without text."""
    return f"<{name}{_attributes(attributes)}>{xml(text)}</{name}>\n" if text else ""


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {name.replace("_", ":")}="{xml(text)}"' for name, text in attributes.items() if text)


def _language(options: Options) -> str:
    """Return the language of the whole: that which was asked for."""
    if options.language == "en":
        return "en"
    script = _SCRIPTS.get(options.script)
    return f"zh-{script}" if script else "zh"


def _feed_id(options: Options) -> str:
    from urllib.parse import quote

    from digestcli.forms.item import AUTHORITY

    name = quote(options.name.encode("utf-8", "replace"), safe="-._~")
    return f"{AUTHORITY}feed/{name}" if name else f"{AUTHORITY}feed"


def _write_atom(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:
    from digestcli.forms.item import items

    stream.write(
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_language(options)}">\n'
        + _element("title", options.name or _TITLE)
        + _element("id", _feed_id(options))
        + _element("generator", "digest", version=__version__)
        + "<author><name>digest</name></author>\n"
    )
    total, newest = 0, None
    for item, count in items(entries, options.per):
        _write_atom_entry(item, stream)
        total += count()
        newest = max(filter(None, (newest, item.day)), default=None)
    stream.write(f"<updated>{_rfc3339(newest) or _UNDATED}</updated>\n</feed>\n")
    return total


def _write_atom_entry(item: Item, stream: TextIO) -> None:
    stream.write(f"<entry{_attributes({'xml_lang': item.language})}>\n" + _element("id", item.id))
    stream.writelines(f"<author>{_element('name', name).rstrip()}</author>\n" for name in item.authors)
    stream.writelines(f"<category{_attributes({'term': tag})}/>\n" for tag in item.tags)
    if item.url:
        stream.write(f"<link{_attributes({'rel': 'alternate', 'href': item.url})}/>\n")
    if item.pdf:
        pdf = {"rel": "related", "type": "application/pdf", "href": item.pdf}
        stream.write(f"<link{_attributes(pdf)}/>\n")
    day = _rfc3339(item.day)
    stream.write(_element("published", day) + _element("updated", day or _UNDATED))
    stream.write('<content type="html">')
    stream.writelines(xml(piece) for piece in item.html)
    stream.write("</content>\n" + _element("title", item.title()) + _element("summary", item.summary))
    stream.write("</entry>\n")


def _write_rss(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:
    from digestcli.forms.item import items

    stream.write(
        f'{_XML}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        + _element("title", options.name or _TITLE)
        + _element("description", "Entries of paper digests")
        + _element("language", _language(options))
        + _element("generator", f"digest {__version__}")
    )
    total, newest, site = 0, None, ""
    for item, count in items(entries, options.per):
        _write_rss_item(item, stream)
        total += count()
        newest = max(filter(None, (newest, item.day)), default=None)
        site = site or "/".join(item.url.split("/")[:3])
    stream.write(_element("link", f"{site}/" if site else _SITE) + _element("lastBuildDate", _rfc822(newest)))
    stream.write("</channel>\n</rss>\n")
    return total


def _write_rss_item(item: Item, stream: TextIO) -> None:
    is_link = "" if item.id.startswith("https:") else "false"
    stream.write("<item>\n" + _element("guid", item.id, isPermaLink=is_link) + _element("link", item.url))
    stream.write(_element("pubDate", _rfc822(item.day)) + _element("dc:language", item.language))
    stream.write("".join(_element("dc:creator", name) for name in item.authors))
    stream.write("".join(_element("category", tag) for tag in item.tags))
    stream.write("<content:encoded>")
    stream.writelines(xml(piece) for piece in item.html)
    stream.write("</content:encoded>\n" + _element("title", item.title()))
    stream.write(_element("description", item.summary) + "</item>\n")


def _write_json(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:
    from digestcli.forms.item import items
    from digestcli.text.safejson import dumps

    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": options.name or _TITLE,
        "language": _language(options),
    }
    stream.write(dumps(head, indent=1)[:-2] + ',\n "items": [')
    total = 0
    for item, count in items(entries, options.per):
        stream.write(",\n" if total else "\n")
        stream.write(dumps(_json_item(item))[:-1] + ', "content_html": "')
        stream.writelines(dumps(piece)[1:-1] for piece in item.html)
        stream.write(f'", "title": {dumps(item.title())}' + "}")
        total += count()
    stream.write("\n ]\n}\n")
    return total


def _json_item(item: Item) -> dict[str, object]:
    given: dict[str, object] = {
        "id": item.id,
        "url": item.url,
        "date_published": _rfc3339(item.day),
        "summary": item.summary,
        "language": item.language,
        "authors": [{"name": name} for name in item.authors],
        "tags": list(item.tags),
        "attachments": [{"url": item.pdf, "mime_type": "application/pdf"}] if item.pdf else [],
    }
    return {name: value for name, value in given.items() if value}


def _rfc3339(day: date | None) -> str:
    return f"{day.isoformat()}T00:00:00Z" if day else ""


def _rfc822(day: date | None) -> str:
    """Return a day as RSS has it; the names are English whatever the locale."""
    if not day:
        return ""
    return f"{_DAYS[day.weekday()]}, {day.day:02} {_MONTHS[day.month - 1]} {day.year:04} 00:00:00 GMT"


_TAKES = (("per", ("entry", "digest")),)
ATOM = Writer("atom", "Atom feed, an item an entry or a digest", (".atom",), _write_atom, _TAKES)
RSS = Writer("rss", "RSS 2.0 feed, an item an entry or a digest", (".rss",), _write_rss, _TAKES)
JSON = Writer("json-feed", "JSON Feed 1.1, an item an entry or a digest", (".jsonfeed",), _write_json, _TAKES)
