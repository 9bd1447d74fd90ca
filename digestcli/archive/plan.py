"""What a build has to do: which inputs are new or changed, which have gone, which parts stay as they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from digestcli.archive.manifest import Failure, Input, Manifest, Part

_LEAST, _MOST = 4_000_000, 16_000_000
"""Bytes of input that one part is made of: it is read whole into memory, and its files should not be tiny."""
_TASKS_EACH = 16
"""Parts for each worker, so that none is idle for long at the end."""
_UNREAD = "unread:"
"""Begins the id of what could not be read for one."""


class Plan(NamedTuple):
    """What is to be done, and what need not be."""

    stay: tuple[Part, ...]
    """Parts that hold, under the paths that their inputs have now."""
    shorten: tuple[tuple[Part, tuple[Input, ...]], ...]
    """Parts of which some inputs go, with those that stay."""
    read: tuple[tuple[Input, ...], ...]
    """Inputs to be read, part by part."""
    failures: tuple[Failure, ...]
    """Those of earlier builds that would fail again."""
    vanished: tuple[str, ...]
    """Paths of inputs that are not there any more."""
    copies: tuple[str, ...]
    """Paths whose name and content another input has too."""


def unidentified(inputs: Iterable[Input], manifest: Manifest) -> tuple[list[Input], list[Input]]:
    """Divide inputs into those whose id is known, for they are as they were, and the others."""
    known = {(one.path, one.companions): one for one in _known(manifest) if not one.id.startswith(_UNREAD)}
    sure, unsure = [], []
    for one in inputs:
        before = known.get((one.path, one.companions))
        if one.id or (before and one.signature and one.signature == before.signature):
            sure.append(one if one.id or not before else one._replace(id=before.id))
        else:
            unsure.append(one)
    return sure, unsure


def _known(manifest: Manifest) -> Iterator[Input]:
    for part in manifest.parts:
        yield from part.inputs
    for failure in manifest.failures:
        yield failure.input


def plan(
    inputs: Iterable[Input],
    sources: Collection[str],
    manifest: Manifest,
    *,
    program: str,
    workers: int,
    again: bool = False,
    remove_vanished: bool = False,
    finished: Iterable[Part] = (),
) -> Plan:
    """Compare the `inputs` that `sources` name now with what the archive holds.

    Inputs of other sources stay. What has vanished stays, too, unless `remove_vanished`. What failed is
    read again only by another `program`, or with `again`, which reads everything anew. `finished` are
    parts of a build that came to no end; those that fit are taken as they are.
    """
    wanted, copies = _each_once(inputs)
    paths = {one.path for one in wanted.values()}
    vanished: list[str] = []

    def stays(one: Input) -> bool:
        if one.id in wanted:
            return not again
        if one.path in paths or not _covered(one.path, sources):
            return one.path not in paths
        vanished.append(one.path)
        return not remove_vanished

    stay, shorten = [], []
    for part in manifest.parts:
        left = tuple(wanted.get(one.id, one) for one in part.inputs if stays(one))
        if len(left) == len(part.inputs):
            stay.append(part._replace(inputs=left))
        elif left:
            shorten.append((part, left))
    failures = tuple(
        one._replace(input=wanted.get(one.input.id, one.input))
        for one in manifest.failures
        if stays(one.input) and (one.program == program or one.input.id not in wanted)
    )
    held = {one.id for part in stay for one in part.inputs}
    held |= {one.id for _, left in shorten for one in left} | {one.input.id for one in failures}
    for part in finished:
        ids = {one.id for one in part.inputs}
        if ids <= wanted.keys() and not ids & held and part.program == program:
            stay.append(part._replace(inputs=tuple(wanted[one.id] for one in part.inputs)))
            held |= ids
    missing = [one for name, one in wanted.items() if name not in held]
    read = tuple(batches(missing, workers))
    return Plan(tuple(stay), tuple(shorten), read, failures, tuple(dict.fromkeys(vanished)), tuple(copies))


def _each_once(inputs: Iterable[Input]) -> tuple[Mapping[str, Input], list[str]]:
    """Return the inputs by id; one that cannot be read (without id) is told by its path."""
    wanted: dict[str, Input] = {}
    copies = []
    for one in inputs:
        name = one.id or _UNREAD + one.path
        if name in wanted:
            copies.append(one.path)
        else:
            wanted[name] = one._replace(id=name)
    return wanted, copies


def _covered(path: str, sources: Collection[str]) -> bool:
    """Tell whether a source would name that path if it were there."""
    return any(path == one or path.startswith((f"{one.rstrip('/')}/", f"{one}#")) for one in sources)


def batches(inputs: Iterable[Input], workers: int) -> Iterator[tuple[Input, ...]]:
    """Divide inputs, in their order, into those of one part."""
    some = list(inputs)
    whole = sum(one.size for one in some)
    most = min(_MOST, max(_LEAST, whole // (workers * _TASKS_EACH)))
    batch: list[Input] = []
    size = 0
    for one in some:
        if batch and size + one.size > most:
            yield tuple(batch)
            batch, size = [], 0
        batch.append(one)
        size += one.size
    if batch:
        yield tuple(batch)
