"""Who does the work: processes of this machine or a Dask cluster, behind one Executor.

Whatever kills its worker is met here: a task that was under way when a worker died is a suspect, and
is tried again when nothing else runs. Only what dies then, too, is given up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple, Protocol, TypeVar

from digestcli import __version__
from digestcli.errors import InputOutputError, UsageError
from digestcli.intake import cores, processes
from digestcli.ui import counted, say

T = TypeVar("T")
R = TypeVar("R")
_RETRIES = 3
_SECONDS = 30
_CONNECT_SECONDS = 10
_SILENT = ("distributed", "distributed.client", "tornado", "tornado.application")
"""Loggers that would tell at length what we tell in a line."""
_AHEAD = 2
"""Tasks that are handed out for each worker: the next is there when one is done."""


class Died(NamedTuple):
    """What came of a task that killed its worker, also when nothing else ran."""

    reason: str


class Crew(Protocol):
    """Workers of one kind."""

    size: int
    deaths: tuple[type[BaseException], ...]
    """What a task fails with when its worker died."""

    def submit(self, work: Callable[[T], R], item: T) -> Future[R]:
        """Hand out one task."""
        ...

    def alone(self, work: Callable[[T], R], item: T) -> R:
        """Do one task while nothing else runs."""
        ...


class Pool:
    """Processes of this machine."""

    deaths: tuple[type[BaseException], ...] = (BrokenProcessPool,)

    def __init__(self, size: int) -> None:
        """Start them when there is work."""
        self.size = size
        self._executor: Executor = processes(size)

    def submit(self, work: Callable[[T], R], item: T) -> Future[R]:
        """Hand out one task; a pool that lost a process takes none, and is replaced."""
        try:
            return self._executor.submit(work, item)
        except BrokenProcessPool:
            self._executor = processes(self.size)
            return self._executor.submit(work, item)

    def alone(self, work: Callable[[T], R], item: T) -> R:
        """Do one task in a process of its own."""
        with processes(1) as executor:
            return executor.submit(work, item).result()

    def close(self) -> None:
        """End them."""
        self._executor.shutdown(cancel_futures=True)


class Cluster:
    """The workers of a Dask scheduler, through its Executor."""

    def __init__(self, client: Any) -> None:
        """Take the workers that the scheduler has now."""
        from distributed import KilledWorker

        self.deaths: tuple[type[BaseException], ...] = (KilledWorker,)
        self.size = sum(client.nthreads().values())
        self._executor: Executor = client.get_executor(pure=False, retries=_RETRIES)

    def submit(self, work: Callable[[T], R], item: T) -> Future[R]:
        """Hand out one task."""
        return self._executor.submit(work, item)

    def alone(self, work: Callable[[T], R], item: T) -> R:
        """Do one task; nothing else has been handed out."""
        return self.submit(work, item).result()


@contextmanager
def crew(address: str | None = None, workers: int | None = None) -> Iterator[Crew]:
    """Give the workers of the cluster at `address`, else so many processes of this machine [all cores].

    Raises InputOutputError where no scheduler or no worker is there, or they are lost on the way, and
    UsageError where they run another version.
    """
    if address is None:
        pool = Pool(workers or cores())
        try:
            yield pool
        finally:
            pool.close()
        return
    with _client(address) as client:
        try:
            client.wait_for_workers(workers or 1, timeout=_SECONDS)
        except TimeoutError:
            said = {"address": address, "workers": counted(workers or 1, "worker"), "seconds": _SECONDS}
            raise InputOutputError(say("{address}: no {workers} in {seconds} s", **said)) from None
        _check_versions(client)
        try:
            yield Cluster(client)
        except CancelledError:
            raise InputOutputError(
                say("{address}: the scheduler is lost", address=address),
                say("run again: what was finished is kept"),
            ) from None


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        import dask

        dask.config.set({"logging": dict.fromkeys(_SILENT, "critical")})
        from distributed import Client
    except ImportError:
        raise UsageError(
            say("--cluster needs the package {package}", package="distributed"),
            say("pip install 'digestcli[{extra}]'", extra="scale"),
        ) from None
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            address, timeout=_CONNECT_SECONDS, set_as_default=False
        )
    except (OSError, ValueError, TimeoutError) as error:
        raise InputOutputError(
            say("{address}: no Dask scheduler there: {error}", address=address, error=error)
        ) from None
    with client:
        yield client


def _check_versions(client: Any) -> None:
    """Make sure that all workers write what this program reads."""
    for worker, found in client.run(version, on_error="return").items():
        if found != __version__:
            said = f"digest {found}" if isinstance(found, str) else f"no digest ({found})"
            raise UsageError(
                say("{worker} has {version}, here is {own}", worker=worker, version=said, own=__version__),
                say("on that worker: pip install 'digestcli[scale]'"),
            )


def version() -> str:
    """Return the version of the program, as a worker sees it."""
    return __version__


def outcomes(crew: Crew, work: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | Died]]:
    """Do all tasks; yield each with what came of it, in the order in which they end.

    Only a few are handed out at a time. What a task raises is raised; a worker's death is not.
    """
    waiting, running, suspects = iter(items), dict[Future[R], T](), list[T]()
    try:
        while True:
            for item in islice(waiting, crew.size * _AHEAD - len(running)):
                running[crew.submit(work, item)] = item
            if not running:
                break
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                item = running.pop(done)
                try:
                    result = done.result()
                except crew.deaths:
                    suspects.append(item)
                else:
                    yield item, result
    finally:
        for future in running:
            future.cancel()
    for item in suspects:
        yield item, alone(crew, work, item)


def alone(crew: Crew, work: Callable[[T], R], item: T) -> R | Died:
    """Do a task while nothing else runs, and say so when it kills its worker again."""
    try:
        return crew.alone(work, item)
    except crew.deaths as error:
        return Died(str(error))
