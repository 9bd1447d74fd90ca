"""What an archive is made of: its parts, the inputs of each, and the inputs that gave none.

The manifest alone says which files belong to the archive: it is replaced in one step when a build is
done, so readers see the state before or after, never one between.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from digestcli.archive.places import Place
from digestcli.errors import LibraryError, MissingInput
from digestcli.model import Digest
from digestcli.record import issue_from, issue_record
from digestcli.ui import say

FORMAT = "digest-archive/1"
FOLDER = "_digest"
"""Where the archive keeps what is not data; readers of Parquet datasets pass over such names."""
_NAME = f"{FOLDER}/manifest.json"
_RECEIPTS = f"{FOLDER}/receipts"


class Input(NamedTuple):
    """Files that are read together, or a digest of a library."""

    path: str
    """Absolute, or a URL; of a digest that of its library, '#' and its key."""
    companions: tuple[str, ...] = ()
    size: int = 0
    signature: str = ""
    """Changes when the content does, and can be had without reading it; '' where nothing can tell."""
    id: str = ""
    """SHA-256 of names and content; '' as long as it is not known."""


class Held(NamedTuple):
    """A digest that an input holds, and how many entries."""

    digest: Digest
    path: str
    """Of the file that it was read from."""
    fingerprint: str
    siblings: tuple[str, ...]
    entries: int


class File(NamedTuple):
    """A Parquet file of a part: one year and category group."""

    name: str
    rows: int
    size: int
    first: str
    """The earliest date of its entries, '' where one has none."""
    last: str
    categories: tuple[tuple[str, str, str], ...]
    """Code, Chinese and English label of every primary category in it."""


class Failure(NamedTuple):
    """An input that gave no digest, and why."""

    input: Input
    message: str
    hint: str = ""
    program: str = ""


class Part(NamedTuple):
    """Inputs that were read together, and the files that this made; also its own receipt."""

    name: str
    program: str
    inputs: tuple[Input, ...]
    held: tuple[tuple[Held, ...], ...]
    """The digests of each of `inputs`."""
    files: tuple[File, ...]
    failures: tuple[Failure, ...] = ()

    @property
    def rows(self) -> int:
        """How many entries it has."""
        return sum(file.rows for file in self.files)


class Manifest(NamedTuple):
    """An archive as a whole."""

    parts: tuple[Part, ...] = ()
    failures: tuple[Failure, ...] = ()
    program: str = ""
    built: str = ""

    def files(self) -> list[File]:
        """Return all files of the archive."""
        return [file for part in self.parts for file in part.files]

    def digests(self) -> list[Digest]:
        """Return its digests, the newest first."""
        found = [held.digest for part in self.parts for some in part.held for held in some]
        return sorted(found, key=lambda one: (one.date or "", one.key), reverse=True)


def exists(place: Place) -> bool:
    """Tell whether an archive is there."""
    return place.read(_NAME) is not None


def load(place: Place) -> Manifest:
    """Return the manifest of the archive at `place`. Raises MissingInput where there is none."""
    data = place.read(_NAME)
    if data is None:
        raise MissingInput(
            say("{url}: no archive", url=place.url), say("make one with `digest archive build`")
        )
    record = _parsed(data, f"{place.url}/{_NAME}")
    if record.get("format") != FORMAT:
        raise LibraryError(say("{url}: an archive of another program or a newer digest", url=place.url))
    return Manifest(
        tuple(map(_part, record["parts"])),
        tuple(map(_failure, record["failures"])),
        record["program"],
        record["built"],
    )


def save(place: Place, manifest: Manifest) -> None:
    """Replace the manifest at `place`."""
    record = {
        "format": FORMAT,
        "program": manifest.program,
        "built": manifest.built,
        "parts": [_part_record(part) for part in manifest.parts],
        "failures": [_failure_record(one) for one in manifest.failures],
    }
    place.write(_NAME, _bytes(record))


def receipt(place: Place, name: str) -> Part | None:
    """Return what an earlier run noted when it had finished the part `name`."""
    data = place.read(_receipt(name))
    return _part(_parsed(data, _receipt(name))) if data is not None else None


def receipts(place: Place) -> list[str]:
    """Return the names of the parts that runs without an end have finished."""
    start = len(_RECEIPTS) + 1
    return [name[start:].removesuffix(".json") for name in place.names(_RECEIPTS)]


def sign(place: Place, part: Part) -> None:
    """Note that a part is finished: the last thing its worker does."""
    place.write(_receipt(part.name), _bytes(_part_record(part)))


def forget_receipts(place: Place, names: list[str]) -> None:
    """Remove receipts: the manifest has what they said."""
    place.remove(map(_receipt, names))


def _receipt(name: str) -> str:
    return f"{_RECEIPTS}/{name}.json"


def _bytes(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _parsed(data: bytes, name: str) -> dict[str, Any]:
    try:
        record = json.loads(data)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise LibraryError(say("{name}: damaged, or not a file of digest", name=name))
    return record


def _part_record(part: Part) -> dict[str, object]:
    held = [[_held_record(one) for one in some] for some in part.held]
    failures = [_failure_record(one) for one in part.failures]
    inputs = [one._asdict() for one in part.inputs]
    files = [one._asdict() for one in part.files]
    return part._asdict() | {"inputs": inputs, "held": held, "files": files, "failures": failures}


def _held_record(held: Held) -> dict[str, object]:
    issues = [issue_record(issue) for issue in held.digest.issues]
    return held._asdict() | {"digest": held.digest._asdict() | {"issues": issues}}


def _failure_record(failure: Failure) -> dict[str, object]:
    return failure._asdict() | {"input": failure.input._asdict()}


def _part(record: dict[str, Any]) -> Part:
    return Part(
        record["name"],
        record["program"],
        tuple(map(_input, record["inputs"])),
        tuple(tuple(map(_held, some)) for some in record["held"]),
        tuple(map(_file, record["files"])),
        tuple(map(_failure, record["failures"])),
    )


def _input(record: dict[str, Any]) -> Input:
    return Input(**(record | {"companions": tuple(record["companions"])}))


def _held(record: dict[str, Any]) -> Held:
    digest = record["digest"]
    issues = tuple(map(issue_from, digest["issues"]))
    return Held(
        Digest(**(digest | {"issues": issues})),
        record["path"],
        record["fingerprint"],
        tuple(record["siblings"]),
        record["entries"],
    )


def _file(record: dict[str, Any]) -> File:
    return File(**(record | {"categories": tuple(map(tuple, record["categories"]))}))


def _failure(record: dict[str, Any]) -> Failure:
    return Failure(**(record | {"input": _input(record["input"])}))
