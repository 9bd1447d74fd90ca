"""Several processes read what one reads, in the same order, and a killed one is no traceback."""

from __future__ import annotations

import io
import os
import pathlib
import sys
from concurrent.futures.process import BrokenProcessPool

import pytest

from digestcli import intake as module
from digestcli.errors import InputOutputError, MissingInput
from digestcli.ingest import Refused
from digestcli.intake import How, Result, intake
from digestcli.library.prepare import Prepared

RECORD = "- title: {0} 号论文\n  id: 2601.{0:05d}\n  authors: [Wei Zhang]\n"


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    for number in range(1, 8):
        (tmp_path / f"{number}.yaml").write_text(RECORD.format(number), encoding="utf-8")
    (tmp_path / "4.yaml").write_text("{", encoding="utf-8")
    (tmp_path / "5.jsonl").write_text("", encoding="utf-8")
    for path in tmp_path.iterdir():
        os.utime(path, (1, 1))  # long settled, so that both see the same times
    return tmp_path


def _plain(result: Result) -> object:
    return (result.path, str(result.error), result.error.hint) if isinstance(result, Refused) else result


def test_processes_read_what_one_reads(folder: pathlib.Path) -> None:
    alone = [_plain(one) for one in intake([str(folder)], How(), jobs=1)]
    together = [_plain(one) for one in intake([str(folder)], How(), jobs=2)]
    assert together == alone
    assert len(alone) == 8
    assert sum(isinstance(one, Prepared) for one in alone) == 6


def test_configured_labels_reach_the_processes(tmp_path: pathlib.Path) -> None:
    for number in (1, 2):
        text = (
            f"## 1. A Title {number}\n\n**Gist**: short\n\n- Link: https://arxiv.org/abs/2601.0000{number}\n"
        )
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    how = How(reader="labelled", labels={"tldr": ("Gist",)})
    for jobs in (1, 2):
        rows = [one.rows for one in intake([str(tmp_path)], how, jobs=jobs) if isinstance(one, Prepared)]
        assert [len(some) for some in rows] == [1, 1]
        assert all('"tldr":{"zh":null,"en":"short' in some[0].record for some in rows)


def test_standard_input_among_files(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.TextIOWrapper(io.BytesIO(RECORD.format(9).encode()))
    monkeypatch.setattr(sys, "stdin", data)
    found = list(intake(["-", str(folder / "1.yaml"), str(folder / "2.yaml")], How(), jobs=2))
    assert [one.path for one in found] == ["-", str(folder / "1.yaml"), str(folder / "2.yaml")]
    assert all(isinstance(one, Prepared) for one in found)


def test_few_bytes_start_no_process(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(module, "_by_processes", refuse)
    assert len(list(intake([str(folder)], How()))) == 8
    monkeypatch.setattr(module, "_WORTH_IT", 1)
    monkeypatch.setattr(module, "cores", lambda: 2)
    with pytest.raises(AssertionError):
        list(intake([str(folder)], How()))


def test_a_killed_process_is_an_error_of_ours(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor.submit", killed)
    with pytest.raises(InputOutputError, match="a process that read files was killed"):
        list(intake([str(folder)], How(), jobs=2))


def test_a_path_that_is_not_there(tmp_path: pathlib.Path) -> None:
    with pytest.raises(MissingInput):
        list(intake([str(tmp_path / "none")], How()))
