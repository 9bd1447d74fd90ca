"""Keeping in step: what has changed in the folders that were added, and how the library takes it over.

A file that is as it was costs a look at its size and time; one that looks changed is read, and its
fingerprint decides. What has vanished is told and stays, unless its text is found under another name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from digestcli.folders import is_there, scan, state_of
from digestcli.library import files
from digestcli.library.files import Known, Place, Watched
from digestcli.library.store import Library
from digestcli.source import place_of

if TYPE_CHECKING:
    from digestcli.ingest import Group, Refused
    from digestcli.library.prepare import Prepared

Read = Callable[["list[Group]", Watched], "Iterable[Prepared | Refused]"]
"""Reads files by the options of the folder they lie in."""


WHATS = ("added", "replaced", "moved", "renamed", "touched", "vanished", "removed")
"""Moved: its file has another name. Renamed: so has the digest, which is told next. Touched: only read."""


class Survey(NamedTuple):
    """How the watched folders differ from what was read."""

    watched: tuple[Watched, ...]
    known: dict[str, Known]
    here: dict[str, tuple[int, int]]
    """The files that are there: path -> size and time of change."""
    changed: tuple[str, ...]
    """Those that are new or look changed."""
    vanished: tuple[str, ...]
    """Those that were read once and are not there."""
    gone: tuple[Place, ...]
    """The digests whose file is not there."""
    missing: tuple[str, ...]
    """Watched folders that are not there; of what they held nothing is known."""
    unlisted: tuple[OSError, ...]
    """Folders that cannot be listed, and why; the same holds for them."""


class Change(NamedTuple):
    """What became of a digest, one of WHATS, with its key and its file."""

    what: str
    digest: str
    path: str


def survey(library: Library) -> Survey:
    """Look through the watched folders."""
    watched = tuple(files.watched(library))
    known = files.known(library)
    here: dict[str, tuple[int, int]] = {}
    missing, unlisted = [], []
    for folder in watched:
        for found in scan(folder.path):
            if not isinstance(found, OSError):
                state = None if found.path in here else state_of(found)
                if state:
                    here[found.path] = state
            elif not isinstance(found, (FileNotFoundError, NotADirectoryError)):
                unlisted.append(found)
            elif found.filename == folder.path:
                missing.append(folder.path)
    changed = tuple(path for path, state in here.items() if _differs(known.get(path), state))
    unknown = [Watched(path) for path in (*missing, *(one.filename for one in unlisted))]
    vanished = tuple(path for path in known if path not in here and _is_gone(path, watched, unknown))
    gone = files.places(library, but=here)
    if gone:
        named = {place_of(path) for path in here}
        gone = [one for one in gone if one.path not in named and _is_gone(one.path, watched, unknown)]
    return Survey(watched, known, here, changed, vanished, tuple(gone), tuple(missing), tuple(unlisted))


def _is_gone(path: str, watched: Iterable[Watched], unknown: Iterable[Watched]) -> bool:
    """Tell whether a file is not where it was, as far as one can know."""
    return (
        any(folder.holds(path) for folder in watched)
        and not any(folder.holds(path) for folder in unknown)
        and not is_there(path)
    )


def _differs(known: Known | None, state: tuple[int, int]) -> bool:
    return known is None or (known.size, known.mtime) != state


def take_over(
    library: Library, found: Survey, read: Read, *, remove_vanished: bool = False
) -> Iterator[Change | Refused]:
    """Bring the library in step with what was `found`; yield what became of digests, file by file.

    Digests without a file stay; with `remove_vanished` they go. Files that were refused are yielded
    once, and not read again before they change.
    """
    gone = {one.key: one for one in found.gone}
    if found.changed or found.vanished:
        yield from _read_changed(library, found, read, gone)
    if gone:
        yield from _settle(library, found, gone, remove=remove_vanished)
    if found.vanished:
        with library.transaction() as db:
            files.forget(db, found.vanished)


def _read_changed(
    library: Library, found: Survey, read: Read, gone: dict[str, Place]
) -> Iterator[Change | Refused]:
    """Read what looks changed; the digests of `gone` that have only moved leave it."""
    from digestcli.ingest import Refused  # with all readers: 100 ms, and mostly nothing has changed

    moved: set[str] = set()
    for folder, groups in _by_folder(found).items():
        for item in read(groups, folder):
            if isinstance(item, Refused):
                files.remember_refused(library, item.files, item.error)
                yield item
                continue
            followers = [one for one in gone.values() if one.fingerprint == item.fingerprint]
            if followers:
                files.move(library, followers, item.path)
                moved.add(item.fingerprint)
                for one in followers:
                    del gone[one.key]
            what, key = _store(library, item, found.known.get(item.path))
            yield from (Change("renamed", one.key, one.path) for one in followers if what != "unchanged")
            if what == "unchanged":
                what = "moved" if item.fingerprint in moved else "touched"
            yield Change(what, key, item.path)


def _by_folder(found: Survey) -> dict[Watched, list[Group]]:
    """Return what is to be read by the innermost watched folder that it lies in.

    A file that changes, comes or goes concerns those that are read together with it.
    """
    from digestcli.ingest import paired

    affected = {*found.changed, *found.vanished}
    for path, companions in paired([*found.here, *found.vanished]):
        if not affected.isdisjoint((path, *companions)):
            affected.update((path, *companions))
    groups: dict[Watched, list[Group]] = {}
    for group in paired(found.here):
        if not affected.isdisjoint((group.path, *group.companions)):
            holders = (folder for folder in found.watched if folder.holds(group.path))
            groups.setdefault(max(holders, key=lambda one: len(one.path)), []).append(group)
    return groups


def _store(library: Library, prepared: Prepared, known: Known | None) -> tuple[str, str]:
    """Put a digest into the library; return what happened and its key.

    One whose text is as it was stays as it is, also when a person removed it from the library.
    """
    if known and known.fingerprint == prepared.fingerprint:
        with library.transaction() as db:
            files.remember(db, prepared.files, prepared.fingerprint)
        return "unchanged", prepared.digest.key
    return library.put(prepared)


def _settle(library: Library, found: Survey, gone: dict[str, Place], *, remove: bool) -> Iterator[Change]:
    """Decide about what has vanished and was not found among the changed files."""
    elsewhere = files.copies(library, found.here)
    for one in gone.values():
        copy = elsewhere.get(one.fingerprint)
        if copy:
            files.move(library, [one], copy)
            yield Change("moved", one.key, copy)
        elif remove:
            library.remove(one.key)
            yield Change("removed", one.key, one.path)
        else:
            yield Change("vanished", one.key, one.path)
