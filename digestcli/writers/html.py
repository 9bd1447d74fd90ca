"""One HTML file to read: everything in it, nothing from elsewhere, usable with thousands of entries.

The page's own style and scripts are the files in `page/`, allowed by their hashes in its Content
Security Policy; nothing else in it can run. The entries stand in it as blocks of JSON for the
script, and beside each block, in <noscript>, as plain HTML for who runs none (docs/formats.md).

What comes first in the file, the contents with their counts, is known last: so entries go to a
temporary file, from where they are copied behind it. Memory holds one block and the counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, TextIO

from digestcli.model import Entry
from digestcli.writers.base import Options, Writer, asset

if TYPE_CHECKING:
    from digestcli.forms.web import Data, Scripts

_MODULES = (
    "dom", "fold", "texts", "store", "data", "results", "entry", "list", "highlight", "panel", "keys",
    "export", "main",
)  # fmt: skip
_BLOCK = 65_536  # characters of JSON: a block is read in a few milliseconds
_COPIED = 1 << 16
_HERE = "\0"  # where the entries go in the frame: no text of a page has it


class _Tally:
    """What the contents and the filters of a page are made of: all that is known of its entries."""

    def __init__(self, scripts: Scripts) -> None:
        self.scripts = scripts
        self.entries = 0
        self.categories: dict[str, tuple[object, int]] = {}
        self.dates: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()
        self.characters: set[str] = set()

    def add(self, entry: Entry, data: Data) -> str:
        """Count an entry; return the anchor of its category where it is the first of it, else ''."""
        from digestcli.forms.web import languages, texts

        self.entries += 1
        name = str(data.get("category", ""))
        label, count = self.categories.get(name) or (texts(entry.category_label, self.scripts), 0)
        self.categories[name] = label, count + 1
        self.dates[str(data.get("date", ""))] += 1
        self.languages.update(languages(entry))
        return "" if count else _anchor(len(self.categories) - 1)

    def contents(self) -> list[list[object]]:
        """Return [category, its labels, entries, anchor] of each, the largest first."""
        rows = [[name, *found, _anchor(at)] for at, (name, found) in enumerate(self.categories.items())]
        return sorted(rows, key=lambda row: (-int(str(row[2])), str(row[0])))


def _anchor(number: int) -> str:
    return f"category-{number}"


def _write(entries: Iterable[Entry], stream: TextIO, options: Options) -> int:
    from tempfile import TemporaryFile

    from digestcli.forms.web import Scripts

    tally = _Tally(Scripts.of(options.script))
    with TemporaryFile("w+", encoding="utf-8", newline="") as spool:
        for block in _blocks(entries, tally):
            spool.write(block)
        spool.seek(0)
        before, after = _frame(tally, options)
        stream.write(before)
        while piece := spool.read(_COPIED):
            stream.write(piece)
        stream.write(after)
    return tally.entries


def _blocks(entries: Iterable[Entry], tally: _Tally) -> Iterator[str]:
    """Yield blocks of entries: as plain HTML, and as JSON."""
    from digestcli.forms.web import json_in_script, page_entry, plain_html

    plain: list[str] = []
    rows: list[str] = []
    size = 0
    for entry in entries:
        data = page_entry(entry, tally.scripts)
        plain.append(plain_html(entry, tally.scripts, tally.add(entry, data)))
        rows.append(json_in_script(data))
        tally.characters.update(rows[-1])
        size += len(rows[-1])
        if size >= _BLOCK:
            yield _block(plain, rows)
            size = 0
    if rows:
        yield _block(plain, rows)


def _block(plain: list[str], rows: list[str]) -> str:
    """Return a block of what was gathered, and clear it."""
    lines = ",\n".join(rows)
    block = (
        f"<noscript>\n{''.join(plain)}</noscript>\n"
        f'<script type="application/json" class="entries">[\n{lines}\n]</script>\n'
    )
    plain.clear()
    rows.clear()
    return block


def _frame(tally: _Tally, options: Options) -> tuple[str, str]:
    """Return what stands before the entries in the file, and what behind them."""
    import json
    from html import escape
    from string import Template

    from digestcli import __version__

    labels = json.loads(asset("labels.json"))
    chinese = "zh-Hant" if options.script in ("hant", "tw", "hk") else "zh-Hans"
    ours = labels[chinese if options.language == "zh" else "en"]
    days = sorted(filter(None, tally.dates))
    dates = " – ".join(dict.fromkeys((*days[:1], *days[-1:])))
    count = {0: "empty", 1: "one_entry"}.get(tally.entries, "entries")
    values = {name: escape(text) for name, text in ours.items()} | {
        **_parts(),
        "version": __version__,
        "title": escape(f"{ours['digest']} {dates}".strip()),
        "dates": escape(dates),
        "entries_count": escape(ours[count].format(total=tally.entries)),
        "contents_list": "\n".join(_contents(tally, ours["uncategorized"])),
        "data": _data(tally, options, labels),
        "entries": _HERE,
    }
    before, _, after = Template(asset("page/page.html")).substitute(values).partition(_HERE + "\n")
    return before, after


def _contents(tally: _Tally, uncategorized: str) -> Iterator[str]:
    from html import escape

    for name, _, count, anchor in tally.contents():
        shown = escape(str(name) or uncategorized)
        yield (
            f'<li><a href="#{anchor}"><span class="name">{shown}</span>'
            f' <span class="count">{count}</span></a></li>'
        )


def _data(tally: _Tally, options: Options, labels: object) -> str:
    """Return what the script must know beside the entries."""
    from digestcli.forms.web import json_in_script
    from digestcli.text.fold import variant_groups
    from digestcli.text.languages.patch import characters

    present = sorted(map(ord, tally.characters))
    maps = {}
    for target in tally.scripts.others:
        usual = characters(target)
        maps[target] = "".join(chr(code) + usual[code] for code in present if code in usual)
    return json_in_script(
        {
            "language": options.language,
            "scripts": [tally.scripts.base, *tally.scripts.others],
            "maps": maps,
            "variants": variant_groups(tally.characters),
            "categories": tally.contents(),
            "dates": sorted(tally.dates.items(), reverse=True),
            "languages": tally.languages.most_common(),
            "labels": labels,
        }
    )


@cache
def _parts() -> dict[str, str]:
    """Return the page's own style and scripts, and the policy that allows these and nothing else."""
    styles = {"style": asset("page/page.css"), "plain_style": asset("page/plain.css")}
    scripts = {"theme_script": asset("page/theme.js"), "main_script": _module()}
    policy = (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return {"policy": policy, **styles, **scripts}


def _hashes(parts: dict[str, str]) -> str:
    from base64 import b64encode
    from hashlib import sha256

    digests = (sha256(text.encode()).digest() for text in parts.values())
    return " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)


def _module() -> str:
    """Return the scripts as the one module that they are in a page, where none can import another."""
    lines = (line for name in _MODULES for line in asset(f"page/{name}.js").split("\n"))
    return "\n".join(line.removeprefix("export ") for line in lines if not line.startswith("import "))


WRITER = Writer(
    "html", "One page to read: search, filters, both scripts, no network", (".html", ".htm"), _write
)
