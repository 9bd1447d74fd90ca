"""An archive to be asked, its optional packages made sure of, and the options that every command shares."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from digestcli.cli.options import Asked, selecting
from digestcli.errors import UsageError
from digestcli.ui import say

if TYPE_CHECKING:
    from digestcli.archive.scan import Sought

Url = Annotated[str, typer.Argument(metavar="URL", help="The archive: a folder, or s3://bucket/folder.")]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADDRESS", help="Work on the cluster of this Dask scheduler."),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", metavar="N", min=1, help="Processes that look; with --cluster workers to wait for [1]."
    ),
]

asking = partial(selecting, without=("from_", "library", "encoding", "reader", "new"))
"""Gives a command the selecting options that make sense for an archive."""


def needed(*packages: str) -> None:
    """Raise UsageError where an optional package is missing."""
    for name in packages:
        try:
            import_module(name)
        except ImportError:
            raise UsageError(
                say("digest archive needs the package {package}", package=name),
                say("pip install 'digestcli[{extra}]'", extra="scale"),
            ) from None


@contextmanager
def opened(url: str, cluster: str | None, workers: int | None) -> Iterator[Sought]:
    """Open the archive at `url` for reading; without a wish for workers this process does it all."""
    needed("fsspec", "pyarrow")
    from digestcli.archive.manifest import load
    from digestcli.archive.places import Place, absolute
    from digestcli.archive.scan import Sought
    from digestcli.archive.workers import crew

    place = Place(absolute(url))
    manifest = load(place)
    many = cluster is not None or (workers or 1) > 1
    with crew(cluster, workers) if many else nullcontext() as hands:
        yield Sought(place, manifest, hands)


def archived(asked: Asked, query: list[str] | None, limit: int | None = None) -> Asked:
    """Return what is asked of an archive, with the query that is made of words."""
    asked = asked.with_query(query)
    return asked._replace(selection=asked.selection._replace(limit=limit))
