"""Shared fixtures: where the real documents are, and helpers every test may use."""

from __future__ import annotations

import os
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"


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
def samples() -> pathlib.Path:
    return SAMPLES
