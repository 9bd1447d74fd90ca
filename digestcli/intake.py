"""Files to digests that are ready for the library, on all cores.

Reading, repairing, normalising and folding take most of the time and need no library: worker
processes do it, a group of files at a time, and the one writer takes what they made in the order of
the files. A few small files are read in this process: starting others would take longer.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from digestcli.errors import InputOutputError
from digestcli.ingest import Group, Loaded, Refused, load_group, paired
from digestcli.library.prepare import Prepared, prepare
from digestcli.readers import with_labels
from digestcli.source import STDIN, walk
from digestcli.ui import Speech, say, spoken, use

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_WORTH_IT = 4_000_000
"""Bytes from which on other processes are started: a second of reading."""
_AHEAD = 8
"""Groups that may be under way for each process: a writer waits for the disk; this bounds the memory."""

Result = Prepared | Refused


class How(NamedTuple):
    """How files are read: `labels` are the configured ones of the labelled format."""

    encoding: str | None = None
    reader: str | None = None
    labels: Mapping[str, tuple[str, ...]] = {}


def intake(paths: Iterable[str], how: How, *, jobs: int | None = None) -> Iterator[Result]:
    """Yield every digest that `paths` name, prepared, in the order of the files.

    `jobs` is the number of processes; None takes all cores where that is worth while. Raises
    MissingInput for a path that is not there, InputOutputError when a process was killed.
    """
    yield from take(paired(walk(paths)), how, jobs=jobs)


def take(found: list[Group], how: How, *, jobs: int | None = None) -> Iterator[Result]:
    """Yield every digest in files that were `found`, as `intake` does."""
    number = jobs or (cores() if _size(found) >= _WORTH_IT else 1)
    if number > 1 and len(found) > 1:
        yield from _by_processes(found, how, number)
        return
    for group in found:
        yield from read(group, how)


def read(group: Group, how: How) -> list[Result]:
    """Read one group of files and make its digests ready."""
    return [prepared(one) if isinstance(one, Loaded) else one for one in loaded(group, how)]


def loaded(group: Group, how: How) -> list[Loaded | Refused]:
    """Read one group of files."""
    return load_group(group, encoding=how.encoding, reader=how.reader, readers=with_labels(dict(how.labels)))


def prepared(loaded: Loaded) -> Prepared:
    """Make a digest that was read ready for the library."""
    return prepare(
        loaded.digest,
        loaded.entries,
        path=loaded.path,
        fingerprint=loaded.fingerprint,
        original=loaded.original,
        repairs=loaded.repairs,
        siblings=loaded.siblings,
        files=loaded.files,
    )


def _by_processes(found: list[Group], how: How, jobs: int) -> Iterator[Result]:
    from concurrent.futures.process import BrokenProcessPool

    executor = processes(jobs)
    waiting: deque[Future[list[Result]]] = deque()
    try:
        for group in found:
            waiting.append(_here(group, how) if group.path == STDIN else executor.submit(read, group, how))
            if len(waiting) >= jobs * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool:
        raise InputOutputError(
            say("a process that read files was killed"), say("is memory short? try again with --jobs 1")
        ) from None
    finally:
        executor.shutdown(cancel_futures=True)


def _here(group: Group, how: How) -> Future[list[Result]]:
    """Read standard input, which only this process has."""
    from concurrent.futures import Future

    done: Future[list[Result]] = Future()
    done.set_result(read(group, how))
    return done


def processes(jobs: int) -> ProcessPoolExecutor:
    """Return a pool of so many processes, which end with this one and speak as it does."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # spawn: a fork would inherit the open library, and copies locks that other threads hold
    spawned = get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=spawned, initializer=_begin, initargs=(spoken(),))


def _begin(speech: Speech) -> None:
    """Speak as the process that writes does, and follow it."""
    use(speech)
    _follow_writer()


def _follow_writer() -> None:
    """Leave Ctrl-C to the process that writes, and end with it, also when it is killed."""
    import gc
    import signal
    from multiprocessing import parent_process
    from threading import Thread

    gc.set_threshold(100_000, 50, 1_000)  # entries hold no cycles: the collector looks in vain
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    writer = parent_process()

    def end_with_it() -> None:
        if writer:
            writer.join()
            os._exit(1)

    Thread(target=end_with_it, daemon=True).start()


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _size(found: list[Group]) -> int:
    """Return the size of all files in bytes; what cannot be looked at counts as nothing."""
    size = 0
    for path in (path for group in found for path in (group.path, *group.companions)):
        if path != STDIN:
            try:
                size += os.stat(path).st_size
            except OSError:
                continue
    return size
