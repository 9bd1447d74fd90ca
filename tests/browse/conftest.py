"""Libraries to browse: the daily sample with a guide beside it, and entries that nobody should trust."""

from __future__ import annotations

import pathlib
import shutil
from collections.abc import Iterable

import pytest
from entries import made_digest, nasty_entries
from running import DAILY, ROOT

from digestcli.ingest import Loaded, load
from digestcli.library.store import Library


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return a library of 66 entries of one day and those of a weekly guide; copy it."""
    path = tmp_path_factory.mktemp("browse") / "library.db"
    _fill(path, load([str(DAILY), str(ROOT / "samples" / "journal-weekly")]))
    return path


@pytest.fixture
def library(filled: pathlib.Path, tmp_path: pathlib.Path) -> str:
    """Return a library of one's own."""
    return shutil.copy(str(filled), str(tmp_path / "library.db"))


@pytest.fixture
def nasty(tmp_path: pathlib.Path) -> str:
    """Return a library of hostile entries."""
    path = str(tmp_path / "nasty.db")
    with Library(path, create=True) as opened:
        opened.add(made_digest(), nasty_entries(), path="-", fingerprint="nasty")
    return path


def _fill(path: pathlib.Path, items: Iterable[object]) -> None:
    with Library(str(path), create=True) as opened:
        for one in items:
            assert isinstance(one, Loaded)
            opened.add(one.digest, one.entries, path=one.path, fingerprint=one.fingerprint)
