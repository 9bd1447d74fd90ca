"""Shared fixtures: where the real documents are, and helpers every test may use."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, nullcontext
from itertools import chain
from typing import NamedTuple

import pytest
from coverage import Coverage
from hypothesis import settings

from digestcli import ui
from digestcli.errors import DigestError
from digestcli.ingest import Loaded, load, load_file
from digestcli.model import TEXT_FIELDS, Entry
from digestcli.view import view

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"

for _name in ("LC_ALL", "LC_MESSAGES", "LANG", "DIGEST_UI"):  # the suite is English, whoever runs it
    os.environ.pop(_name, None)

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")


class Field(NamedTuple):
    """A text of a real document; the language of an extra text is ''."""

    file: str
    name: str
    language: str
    text: str


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


REAL = frozenset(("corpus", "real_fields", "real_digests", "real_entries"))
"""Fixtures that read the real documents."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let no test of real documents count for coverage: samples alone must reach every line.

    Tracing makes such tests three times as slow, too; those that are slow for other reasons name the marker.
    """
    for item in items:
        if not REAL.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.untraced)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Run what is marked so without tracing: the no_cover of pytest-cov fails in workers of xdist."""
    with untraced() if item.get_closest_marker("untraced") else nullcontext():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    """Read real documents untraced, too."""
    with untraced() if fixturedef.argname in REAL else nullcontext():
        return (yield)


@contextmanager
def untraced() -> Iterator[None]:
    """Pause all tracing: a worker has that of pytest-cov above that of its process."""
    paused = []
    while tracing := Coverage.current():
        tracing.stop()
        paused.append(tracing)
    try:
        yield
    finally:
        for tracing in reversed(paused):
            tracing.start()


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Speak English to the next test, whatever this one spoke."""
    yield
    ui.use(ui.Speech())


def corpus_folder() -> pathlib.Path | None:
    """Return the folder of real documents: DIGEST_CORPUS, else ../shared, else None."""
    folder = pathlib.Path(os.environ.get("DIGEST_CORPUS") or ROOT.parent / "shared")
    return folder if (folder / "seeds").is_dir() else None


@pytest.fixture(scope="session")
def corpus() -> pathlib.Path:
    folder = corpus_folder()
    if folder is None:
        pytest.skip("no folder of real documents (DIGEST_CORPUS or ../shared)")
    return folder


@pytest.fixture(scope="session")
def real_fields(corpus: pathlib.Path) -> list[Field]:
    """Every text field of the seeds and the corpus, each file read alone."""
    found: list[Field] = []
    for path in sorted(path for name in ("seeds", "corpus") for path in (corpus / name).rglob("*.*")):
        try:
            loaded = load_file(str(path))
        except DigestError:
            continue
        for entry in chain.from_iterable(one.entries for one in loaded):
            for name in ("title", *TEXT_FIELDS, "category_label"):
                found += (Field(path.name, name, *item) for item in getattr(entry, name).items())
            found += (Field(path.name, name, "", text) for name, text in entry.extra.items())
    return found


@pytest.fixture(scope="session")
def real_digests(corpus: pathlib.Path) -> list[Loaded]:
    """Every digest of the seeds and the corpus: what many tests want, and takes seconds to read."""
    return [*_digests(corpus / "seeds", corpus / "corpus")]


@pytest.fixture(scope="session")
def real_entries(real_digests: list[Loaded]) -> list[Entry]:
    """Every entry of the seeds and the corpus as `digest export` hands it to a writer."""
    return [view(entry) for one in real_digests for entry in one.entries]


@pytest.fixture(scope="session")
def sample_entries() -> list[Entry]:
    """Every entry of the samples as `digest export` hands it to a writer."""
    return [view(entry) for one in _digests(SAMPLES) for entry in one.entries]


def _digests(*folders: pathlib.Path) -> Iterator[Loaded]:
    for loaded in load([str(folder) for folder in folders]):
        if isinstance(loaded, Loaded):
            yield loaded


@pytest.fixture(scope="session")
def samples() -> pathlib.Path:
    return SAMPLES


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the file of that name in `golden/` beside the test (--update-golden writes it)."""

    def compare(name: str, text: str) -> None:
        path = request.path.parent / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        assert path.read_bytes().decode() == text

    return compare
