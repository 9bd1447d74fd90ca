"""Running `digest`: in this process with streams of our own, or as a program."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys
from collections.abc import Mapping

import pytest
from entries import arxiv_entry, make_entry, write_records
from running import DAILY, ROOT, UNSET, Ran, Run, Start, Stream, environment

from digestcli.__main__ import main
from digestcli.ingest import load_file
from digestcli.library.store import Library
from digestcli.model import Text


@pytest.fixture
def digest(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process: `digest("list", "-c", "cs.*", stdin=b"", terminal=True)`."""
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)

    def run(
        *arguments: object, stdin: bytes = b"", terminal: bool = False, encoding: str = "", **variables: str
    ) -> Ran:
        usual = "utf-8" if terminal else "ascii"
        with monkeypatch.context() as patch:
            for name, value in variables.items():
                patch.setenv(name, value)
            out, err = (Stream(terminal=terminal, encoding=encoding or usual) for _ in range(2))
            patch.setattr(sys, "argv", ["digest", *map(str, arguments)])
            patch.setattr(sys, "stdin", Stream(stdin))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "excepthook", sys.excepthook)
            with pytest.raises(SystemExit) as done:
                main()
            assert isinstance(done.value.code, int)
            return Ran(done.value.code, out.text(), err.text())

    return run


@pytest.fixture
def command(tmp_path: pathlib.Path) -> Start:
    """Start `python -m digestcli` with nothing of our environment but what it needs."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}

    def start(
        *arguments: object, env: Mapping[str, str] | None = None, **how: object
    ) -> subprocess.Popen[bytes]:
        variables = {**kept, **environment(tmp_path), "PYTHONPATH": str(ROOT), **(env or {})}
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        words = [sys.executable, "-m", "digestcli", *map(_word, arguments)]
        return subprocess.Popen(words, cwd=tmp_path, env=variables, **{**pipes, **how})  # type: ignore[call-overload,no-any-return]

    return start


def _word(argument: object) -> str | bytes:
    return argument if isinstance(argument, bytes) else str(argument)


@pytest.fixture
def program(command: Start) -> Run:
    """Run `python -m digestcli` to its end."""

    def run(*arguments: object, stdin: bytes = b"", **how: object) -> Ran:
        process = command(*arguments, **how)
        out, err = process.communicate(stdin, timeout=60)
        return Ran(process.returncode, (out or b"").decode("utf-8"), (err or b"").decode("utf-8"))

    return run


@pytest.fixture(scope="session")
def daily_library(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return a library file that holds the daily sample; copy it."""
    path = tmp_path_factory.mktemp("daily") / "library.db"
    with Library(str(path), create=True) as library:
        (loaded,) = load_file(str(DAILY))
        library.add(loaded.digest, loaded.entries, path=loaded.path, fingerprint=loaded.fingerprint)
    return path


@pytest.fixture
def daily(digest: Run, tmp_path: pathlib.Path, daily_library: pathlib.Path) -> Run:
    """Run the command line with a library that holds the daily sample."""
    (tmp_path / "library").mkdir()
    shutil.copy(daily_library, tmp_path / "library" / "library.db")
    return digest


@pytest.fixture
def two(digest: Run, tmp_path: pathlib.Path) -> Run:
    """Run the command line with a library of two digests that share a paper."""
    old = {"digest": "guide-2026-01-22", "date": "2026-01-22", "script": "Hant"}
    new = {"digest": "daily-2026-02-05", "date": "2026-02-05"}
    shared = "2601.14263"
    entries = (
        make_entry(
            1,
            id="doi:10.1038/S41586-026-00001-X",
            identifiers={"doi": "10.1038/S41586-026-00001-X"},
            category="Physics",
            category_label=Text(zh="物理學", en="Physics"),
            title=Text(zh="以軟體模擬量子糾纏", en="Entanglement simulated"),
            authors=("Erwin Schrödinger", "張三豐"),
            authors_complete=False,
            abstract=Text(zh="圖書館裡的時間", en="Time in libraries"),
            **old,
        ),
        arxiv_entry(2, shared, category="Computing", title=Text(en="A shared paper"), **old),
        make_entry(3, kind="news", id="guide-2026-01-22:3", **old),
        arxiv_entry(1, shared, category="cs.LG", title=Text(en="A shared paper"), **new),
        arxiv_entry(
            2, "hep-th/9711200", category="hep-th", categories=("hep-th", "cs.LG"), tldr=Text(zh="短"), **new
        ),
    )
    assert digest("add", write_records(tmp_path / "two.jsonl", entries)).code == 0
    return digest
