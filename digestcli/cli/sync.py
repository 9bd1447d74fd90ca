"""`digest sync`: the library brought in step with the folders that were added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from digestcli.cli.console import is_terminal, lines, note, out, report, terminal
from digestcli.cli.progress import progress
from digestcli.config import labels, library_path
from digestcli.errors import InputOutputError, MissingInput
from digestcli.library import files
from digestcli.library.store import Library
from digestcli.source import as_text
from digestcli.sync import WHATS, Change, Survey, survey, take_over
from digestcli.text.visible import one_line
from digestcli.ui import counted, listed, messages, reason, say, text

if TYPE_CHECKING:
    from digestcli.ingest import Group, Refused
    from digestcli.library.prepare import Prepared

_CHANGES = messages("what", "digest", "file")
_FOLDERS = messages("folder", "files", "reader", "encoding")
_DONE = messages("added", "replaced", "moved", "renamed", "vanished", "removed")
_SAID = dict(
    zip(
        WHATS,
        messages(
            "{count} added",
            "{count} replaced",
            "{count} moved",
            "{count} renamed",
            "{count} touched",
            "{count} vanished",
            "{count} removed",
        ),
        strict=True,
    )
)


def run(
    library: Annotated[
        str | None,
        typer.Option("--library", metavar="FILE", help="The library file (or set DIGEST_LIBRARY)."),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the watched folders, and do nothing.")] = False,
    forget: Annotated[
        list[str] | None,
        typer.Option("--forget", metavar="FOLDER", help="Watch this folder no more; its digests stay."),
    ] = None,
    remove_vanished: Annotated[
        bool, typer.Option("--remove-vanished", help="Remove the digests whose files are not there.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
) -> None:
    """Bring the library in step with the folders that were added: what is new or changed is read.

    Digests whose files have vanished are named and stay, unless --remove-vanished is given.
    Exit code 66: a watched folder is not there; its digests are left alone.
    Examples: digest sync; digest sync --list; digest sync --forget ~/old
    """
    with Library(library_path(library)) as into:
        for folder in forget or ():
            files.unwatch(into, folder)
            note(say("{folder} is not watched any more", folder=as_text(folder)))
        if list_:
            _print(_FOLDERS, _folders(into), as_json=as_json)
        if list_ or forget:
            return
        found = survey(into)
        changes = _told(take_over(into, found, _read, remove_vanished=remove_vanished))
        rows = [(one.what, one.digest, as_text(one.path)) for one in changes]
    _print(_CHANGES, [row for row in rows if row[0] != "touched"], as_json=as_json)
    _summarise(found, Counter(what for what, _, _ in rows))


def _folders(library: Library) -> list[tuple[str, ...]]:
    known = files.known(library)
    return [
        (as_text(one.path), str(sum(map(one.holds, known))), one.reader or "", one.encoding or "")
        for one in files.watched(library)
    ]


def _read(groups: list[Group], folder: files.Watched) -> Iterator[Prepared | Refused]:
    from digestcli.intake import How, take

    return progress(take(groups, How(folder.encoding, folder.reader, labels())), say("reading"))


def _told(found: Iterable[Change | Refused]) -> Iterator[Change]:
    """Yield the changes; report what was refused."""
    hinted: set[str] = set()
    for one in found:
        if isinstance(one, Change):
            yield one
        else:
            report(one.error, hinted=hinted)


def _summarise(found: Survey, counts: Counter[str]) -> None:
    """Say what happened, what is not there and what cannot be listed; exit accordingly."""
    if not found.watched:
        note(say("no folder is watched: add one with `digest add FOLDER`"))
        return
    said = [say(_SAID[what], count=count) for what, count in counts.items()]
    same = counted(len(found.here) - len(found.changed), "file")
    note(listed([*said, say("{files} unchanged", files=same)]))
    if counts["vanished"]:
        hint = say("`digest sync --remove-vanished` removes what has vanished")
        note(say("  hint: {hint}", hint=hint))
    for error in found.unlisted:
        report(
            InputOutputError(
                say("{path}: {problem}", path=error.filename, problem=reason(error)),
                say("its digests were left alone"),
            )
        )
    for path in found.missing:
        hint = say("its digests were left alone; `digest sync --forget` it when it will not come back")
        report(MissingInput(say("{path}: no such file or folder", path=path), hint))
    if found.missing or found.unlisted:
        raise typer.Exit((MissingInput if found.missing else InputOutputError).exit_code)


def _print(header: tuple[str, ...], rows: list[tuple[str, ...]], *, as_json: bool) -> None:
    from digestcli.render.table import print_table, tsv

    if as_json:
        from digestcli.writers.json import dumps

        out(dumps([dict(zip(header, row, strict=True)) for row in rows], indent=1) + "\n")
        return
    cells = [[one_line(cell) for cell in row] for row in rows]
    if not is_terminal():
        lines(tsv(header, cells))
    elif cells:
        spoken = [[text(cell) if cell in _DONE else cell, *others] for cell, *others in cells]
        print_table(terminal(), header, spoken)
