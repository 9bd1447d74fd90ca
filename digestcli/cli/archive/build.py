"""`digest archive build`: digest files, or a library, into an archive."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from digestcli.cli.archive.opening import Cluster, needed
from digestcli.cli.console import note
from digestcli.config import labels, library_path
from digestcli.errors import NothingRead, UsageError
from digestcli.ui import counted, say

if TYPE_CHECKING:
    from digestcli.archive.build import Built, News
    from digestcli.archive.manifest import Input

_EVERY_SECONDS = 10
_OFTEN = 0.2


def run(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="Files, folders or URLs of digests.", show_default=False),
    ] = None,
    to: Annotated[str, typer.Option("--to", metavar="URL", help="The archive: a folder, or s3://...")] = ...,  # type: ignore[assignment]
    from_library: Annotated[
        bool, typer.Option("--from-library", help="Put the digests of the library into it, too.")
    ] = False,
    library: Annotated[
        str | None,
        typer.Option("--library", metavar="FILE", help="The library file (or set DIGEST_LIBRARY)."),
    ] = None,
    cluster: Cluster = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            metavar="N",
            min=1,
            help="Processes that read [all cores]; with --cluster workers to wait for.",
        ),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Encoding, when it is not found.")
    ] = None,
    reader: Annotated[
        str | None, typer.Option("--reader", metavar="NAME", help="Format (see `digest formats`).")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read known files too, after an upgrade of digest.")
    ] = False,
    remove_vanished: Annotated[
        bool, typer.Option("--remove-vanished", help="Take out what the sources no longer have.")
    ] = False,
    break_lock: Annotated[
        bool, typer.Option("--break-lock", help="Take the lock of a build that is dead.")
    ] = False,
) -> None:
    """Build an archive, or bring it in step: only what is new or changed is read.

    What cannot be read is told, and listed in _digest/failures.jsonl of the archive. A build that was
    stopped goes on where it was when it is run again.
    Examples: digest archive build ~/digests --to archive;
    digest archive build --from-library --to of-library
    """
    needed("fsspec", "pyarrow")
    from digestcli.archive.build import Wish, build
    from digestcli.archive.inputs import LIBRARY, found, in_library
    from digestcli.archive.lock import locked
    from digestcli.archive.places import Place, absolute
    from digestcli.archive.workers import crew
    from digestcli.intake import How

    if not sources and not from_library:
        raise UsageError(
            say("nothing to build from"), say("name files, folders or URLs, or use --from-library")
        )
    _check_reader(reader)
    places = [absolute(source) for source in sources or ()]
    inputs: list[Input] = []
    if from_library:
        file = absolute(library_path(library))
        inputs += in_library(file)
        places.append(LIBRARY + file)
    target, start = Place(absolute(to)), time.monotonic()
    wish = Wish(How(encoding, reader, labels()), again, remove_vanished)
    with locked(target, broken=break_lock) as check, crew(cluster, workers) as hands:
        inputs += found(sources or ())
        built = build(target, inputs, places, hands, wish, check=check, tell=_Teller(start))
    _conclude(built, target.url, time.monotonic() - start)


def _check_reader(reader: str | None) -> None:
    from digestcli.readers import READERS

    if reader and reader not in [one.name for one in READERS]:
        raise UsageError(say("--reader {name}: no such format", name=reader), say("see `digest formats`"))


class _Teller:
    """Says on stderr how far a build is: in one line of a terminal, else in a line now and then."""

    def __init__(self, start: float) -> None:
        self._start = self._told = start
        self._failed = 0

    def __call__(self, news: News) -> None:
        for failure in news.failures:
            self._line("")
            note(f"digest: {failure.message}")
        self._failed += len(news.failures)
        now = time.monotonic()
        every = _OFTEN if sys.stderr.isatty() else _EVERY_SECONDS
        last = news.parts == news.of
        if last and sys.stderr.isatty():
            self._line("")
        elif not last and now - self._told >= every:
            self._told = now
            rate = news.entries / (now - self._start)
            said = {"parts": news.parts, "of": news.of, "rate": f"{rate:.0f}"}
            said |= {"entries": counted(news.entries, "entry"), "failures": counted(self._failed, "failure")}
            self._line(say("building: {parts} of {of} parts, {entries} ({rate}/s), {failures}", **said))

    def _line(self, text: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()
        elif text:
            note(text)


def _conclude(built: Built, url: str, seconds: float) -> None:
    """Say what was done, and what was not. Raises NothingRead where the archive has nothing at all."""
    from digestcli.archive.build import FAILURES

    for path in built.plan.vanished:
        note(say("vanished: {path}", path=path))
    for path in built.plan.copies:
        note(say("the same file again, passed over: {path}", path=path))
    if built.failures:
        inputs = counted(len(built.failures), "input")
        note(say("{inputs} could not be read: see {path}", inputs=inputs, path=f"{url}/{FAILURES}"))
    files = built.manifest.files()
    if not files:
        raise NothingRead(say("none of {inputs} could be read", inputs=counted(len(built.failures), "input")))
    rows = sum(file.rows for file in files)
    said = {"entries": counted(built.entries, "entry"), "inputs": counted(built.inputs, "input")}
    if built.entries:
        said |= {"seconds": f"{seconds:.1f}", "rate": f"{built.entries / seconds:.0f}"}
        note(say("{entries} of {inputs} read in {seconds} s ({rate}/s)", **said))
    else:
        note(say("{entries} of {inputs} read", **said))
    held = {"entries": counted(rows, "entry"), "files": counted(len(files), "file")}
    note(say("the archive has {entries} in {files}", **held))
