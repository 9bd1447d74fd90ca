"""What `digest` alone says: what it is for on an empty library, else what there is and where to go on."""

from __future__ import annotations

from digestcli.cli.console import lines, out
from digestcli.config import library_path
from digestcli.library.store import Library
from digestcli.ui import counted, messages, say, text

_FIRST = messages(
    "digest reads paper digests, Chinese and English, into one library on this machine.",
    "  digest add FOLDER       first: read digests (Markdown, JSON Lines, copied pages, PDF text)",
    "  digest today            then every morning: what is new",
    "  digest search 量子纠缠  find papers, in any script",
    "  digest --help           all commands; digest COMMAND --help has examples",
)
_NEXT = messages(
    "  digest today            the newest digests at a glance",
    "  digest next             the next paper that you have not read",
    "  digest search QUERY     find papers, in any script",
    "  digest --help           all commands",
)


def print_start() -> None:
    """Print five lines about the library that a command would take."""
    with Library(library_path()) as library:
        if library.is_empty():
            lines(map(text, _FIRST))
            return
        digests, entries = library.connection.execute(
            "SELECT count(*), coalesce(sum(entries), 0) FROM digest"
        ).fetchone()
        newest = next(library.digests()).digest.date
    held = {"digests": counted(digests, "digest"), "entries": counted(entries, "entry")}
    if newest:
        out(say("{digests} with {entries}, the newest of {date}.", **held, date=newest) + "\n")
    else:
        out(say("{digests} with {entries}.", **held) + "\n")
    lines(map(text, _NEXT))
