"""The man page: groff finds nothing wrong with it, and it shows every command."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from conftest import ROOT

from digestcli.cli import COMMANDS
from digestcli.config import SETTINGS

PAGE = ROOT / "docs" / "digest.1"


def test_every_command_has_its_section() -> None:
    lines = PAGE.read_text(encoding="utf-8").split("\n")
    for command in COMMANDS:
        assert any(line.startswith(f".SS digest {command.name} ") for line in lines), command.name
    assert {f".B {setting.name}" for setting in SETTINGS} <= set(lines)


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_groff_finds_nothing_wrong() -> None:
    words = ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-P-cbou", str(PAGE)]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=True)
    assert not done.stderr
    assert "digest list [OPTIONS] [QUERY]..." in done.stdout
    assert "`" not in done.stdout
