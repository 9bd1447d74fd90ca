"""One build at a time: an object that says whose, taken in one step and checked before the end."""

from __future__ import annotations

import json
import os
import platform
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone

from digestcli.archive.manifest import FOLDER
from digestcli.archive.places import Place
from digestcli.errors import CannotCreate
from digestcli.ui import say

NAME = f"{FOLDER}/lock.json"


@contextmanager
def locked(place: Place, *, broken: bool = False) -> Iterator[Callable[[], None]]:
    """Hold the lock of the archive at `place`; what is yielded raises when another has taken it since.

    With `broken` a lock that is there is removed first. Raises CannotCreate where another build runs.
    """
    mine = uuid.uuid4().hex
    if broken:
        place.remove([NAME])
    if not place.create(NAME, _said(mine)):
        raise CannotCreate(
            say("{url}: {owner} builds it", url=place.url, owner=_owner(place)),
            say("if that build is dead, run again with --break-lock; its finished parts are kept"),
        )

    def check() -> None:
        if _token(place) != mine:
            raise CannotCreate(
                say("{url}: another build has taken the lock", url=place.url),
                say("run again when it is done"),
            )

    try:
        yield check
    finally:
        if _token(place) == mine:
            place.remove([NAME])


def _said(token: str) -> bytes:
    owner = f"{os.environ.get('USER') or os.environ.get('USERNAME') or 'somebody'}@{platform.node()}"
    time = datetime.now(timezone.utc).isoformat(timespec="seconds")
    return json.dumps({"owner": owner, "process": os.getpid(), "since": time, "token": token}).encode()


def _record(place: Place) -> dict[str, object]:
    """Return what the lock says; a lock without content is one that is just being written."""
    try:
        record = json.loads(place.read(NAME) or b"{}")
    except ValueError:
        record = {}
    return record if isinstance(record, dict) else {}


def _token(place: Place) -> object:
    return _record(place).get("token")


def _owner(place: Place) -> str:
    record = _record(place)
    said = {name: record.get(name) for name in ("owner", "process", "since")}
    return say("{owner} (process {process}, since {since})", **said)
