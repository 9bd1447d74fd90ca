"""The build of an archive: the plan, its tasks on many workers, and the manifest that makes it so."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timezone
from typing import NamedTuple

from digestcli import __version__
from digestcli.archive import manifest as manifests
from digestcli.archive.inputs import identified
from digestcli.archive.manifest import FOLDER, Failure, Input, Manifest, Part
from digestcli.archive.parts import Task, attempt, make
from digestcli.archive.places import Place
from digestcli.archive.plan import Plan, plan, unidentified
from digestcli.archive.workers import Crew, Died, alone, outcomes
from digestcli.errors import MissingInput
from digestcli.intake import How

FAILURES = f"{FOLDER}/failures.jsonl"
_LOOKED_AT = 64
"""Files that one task reads for their hashes."""


class Wish(NamedTuple):
    """What a person asked of a build."""

    how: How = How()
    again: bool = False
    remove_vanished: bool = False


class News(NamedTuple):
    """How far a build has come; `failures` are those of the last step."""

    parts: int
    of: int
    inputs: int
    entries: int
    failures: tuple[Failure, ...] = ()


class Built(NamedTuple):
    """What a build did."""

    manifest: Manifest
    plan: Plan
    inputs: int
    """How many were read."""
    entries: int
    failures: tuple[Failure, ...]
    """All inputs of the archive that gave no digest, those of earlier builds too."""


def build(
    place: Place,
    inputs: Iterable[Input],
    sources: Collection[str],
    crew: Crew,
    wish: Wish,
    *,
    check: Callable[[], None],
    tell: Callable[[News], None],
) -> Built:
    """Bring the archive at `place` in step with `inputs`, which are what `sources` name now.

    The caller holds the lock, and `check` raises where it is lost. `tell` hears of every part. Raises
    InputOutputError where the place or the cluster fails: what was finished is taken by the next build.
    """
    try:
        before = manifests.load(place)
    except MissingInput:
        before = Manifest()
    todo = _planned(place, inputs, sources, crew, wish, before)
    tasks = [Task(place, some, wish.how) for some in todo.read]
    tasks += [Task(place, left, wish.how, older) for older, left in todo.shorten]
    parts, failures, inputs_read, entries = list(todo.stay), list(todo.failures), 0, 0
    for number, (task, part) in enumerate(_made(crew, tasks), 1):
        parts.append(_with_digests_only(part))
        failures += part.failures
        if not task.older:
            inputs_read += len(part.inputs)
            entries += part.rows
        tell(News(number, len(tasks), inputs_read, entries, part.failures))
    check()
    time = datetime.now(timezone.utc).isoformat(timespec="seconds")
    after = Manifest(
        tuple(sorted(part for part in parts if part.inputs)),
        tuple(sorted(failures, key=lambda one: one.input.path)),
        __version__,
        time,
    )
    _write_failures(place, after.failures)
    manifests.save(place, after)
    _sweep(place, after)
    return Built(after, todo, inputs_read, entries, after.failures)


def _planned(
    place: Place, inputs: Iterable[Input], sources: Collection[str], crew: Crew, wish: Wish, before: Manifest
) -> Plan:
    sure, unsure = unidentified(inputs, before)
    groups = [unsure[at : at + _LOOKED_AT] for at in range(0, len(unsure), _LOOKED_AT)]
    for some, result in outcomes(crew, identified, groups) if len(groups) > 1 else _here(groups):
        sure += some if isinstance(result, Died) else result
    finished = [part for name in manifests.receipts(place) if (part := manifests.receipt(place, name))]
    return plan(
        sorted(sure),
        sources,
        before,
        program=__version__,
        workers=crew.size,
        again=wish.again,
        remove_vanished=wish.remove_vanished,
        finished=finished,
    )


def _here(groups: Iterable[list[Input]]) -> Iterator[tuple[list[Input], list[Input]]]:
    """Look at a few files in this process."""
    for some in groups:
        yield some, identified(some)


def _made(crew: Crew, tasks: list[Task]) -> Iterator[tuple[Task, Part]]:
    """Yield the parts that the tasks make; what kills its workers becomes failures."""
    for task, part in outcomes(crew, make, tasks):
        yield task, _rescued(crew, task) if isinstance(part, Died) else part


def _rescued(crew: Crew, task: Task) -> Part:
    """Find the inputs of a task that kill a worker, one by one, and make the part of the others."""
    deadly = [
        one for one in task.inputs if isinstance(alone(crew, attempt, task._replace(inputs=(one,))), Died)
    ]
    rest = task._replace(inputs=tuple(one for one in task.inputs if one not in deadly))
    part = alone(crew, make, rest) if rest.inputs else Part(task.name, task.program, (), (), ())
    if isinstance(part, Died):  # together they need more than a worker has
        deadly, part = list(task.inputs), Part(task.name, task.program, (), (), ())
    killed = tuple(
        Failure(one, f"{one.path}: the worker that read it was killed", "is memory short?", __version__)
        for one in deadly
    )
    return part._replace(failures=(*part.failures, *killed))


def _with_digests_only(part: Part) -> Part:
    """Return a part without the inputs that gave no digest: these are among the failures."""
    pairs = [(one, held) for one, held in zip(part.inputs, part.held, strict=True) if held]
    return part._replace(
        inputs=tuple(one for one, _ in pairs), held=tuple(held for _, held in pairs), failures=()
    )


def _write_failures(place: Place, failures: Iterable[Failure]) -> None:
    """Write a line of JSON for each input that gave no digest."""
    lines = (
        json.dumps({"input": one.input.path, "error": one.message, "hint": one.hint}, ensure_ascii=False)
        for one in failures
    )
    place.write(FAILURES, "".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))


def _sweep(place: Place, after: Manifest) -> None:
    """Remove what no manifest names: parts that were replaced, and what dead workers left."""
    named = {file.name for file in after.files()}
    place.remove(
        name
        for name in place.names()
        if name not in named and name.startswith("year=") and name.endswith(".parquet")
    )
    manifests.forget_receipts(place, manifests.receipts(place))
