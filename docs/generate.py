"""Write the parts of the documentation that come from the program itself.

    python docs/generate.py           writes them
    python docs/generate.py --check   exits 1 and names the pages that are out of date

A generated part stands between `<!-- generated: NAME -->` and `<!-- end of NAME -->`; the text around
it is written by hand. The output in `console` blocks is generated too: every line that begins with
`$ ` is run on the samples, in the order of the page, in a folder and with a library of its own; in
`console terminal` blocks the command sees a terminal.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from manual import manual
from typer.testing import CliRunner

from digestcli.browse.keys import KEYS
from digestcli.cli import COMMANDS, app, archive
from digestcli.config import SETTINGS, Setting
from digestcli.query.tree import FIELDS
from digestcli.readers import READERS
from digestcli.writers import WRITERS

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
WIDTH = 100
ENGLISH = {"DIGEST_UI": "en"}
"""The pages are English, whoever makes them."""
_BLOCK = re.compile(r"^```console( terminal)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def commands() -> str:
    """Return the help of `digest` and of each command."""
    parts = []
    inner = (f"archive {command.name}" for command in archive.COMMANDS)
    for name in ("", *(command.name for command in COMMANDS), *inner):
        line = f"digest {name}".strip()
        words = [*name.split(), "--help"]
        result = CliRunner(env=ENGLISH).invoke(
            app, words, prog_name="digest", terminal_width=WIDTH, color=False
        )
        if result.exit_code:
            raise SystemExit(f"{line} --help: exit code {result.exit_code}")
        parts.append(f"### {line}\n\n```text\n{result.output.rstrip()}\n```\n")
    return "\n".join(parts)


def settings() -> str:
    """Return the table of the configuration file's settings."""
    rows = (
        f"| `{one.name}` | {one.help} | {_kind(one)} | {one.default} |"
        f" {f'`{one.environment}`' if one.environment else ''} |"
        for one in SETTINGS
    )
    return "\n".join(("| setting | meaning | type | default | variable |", "| --- " * 5 + "|", *rows)) + "\n"


def _kind(setting: Setting) -> str:
    kinds = {"path": "path", "queries": "mapping: name -> query", "words": "mapping: field -> words"}
    return kinds.get(setting.kind) or ", ".join(f"`{choice}`" for choice in setting.choices)


def readers() -> str:
    """Return the table of readers."""
    rows = (
        f"| [`{one.name}`](#{one.name}) | {one.title} | `digestcli/readers/{_module(one.name)}.py` |"
        for one in READERS
    )
    return "\n".join(("| format | what it is | module |", "| --- | --- | --- |", *rows)) + "\n"


def writers() -> str:
    """Return the table of writers."""
    rows = (
        f"| `{one.name}` | {one.title} | {', '.join(f'`{suffix}`' for suffix in one.suffixes)} |"
        for one in WRITERS
    )
    return "\n".join(("| format | what it is | suffixes |", "| --- | --- | --- |", *rows)) + "\n"


def fields() -> str:
    """Return the table of the query's fields."""
    rows = (f"| `{one.name}:` | {one.help} |" for one in FIELDS)
    return "\n".join(("| field | meaning |", "| --- | --- |", *rows)) + "\n"


def keys() -> str:
    """Return the table of the browser's keys."""
    rows = (f"| `{one.shown}` | {one.help} |" for one in KEYS)
    return "\n".join(("| key | what it does |", "| --- | --- |", *rows)) + "\n"


def house() -> str:
    """Return the table of the folders and modules of the package, each with its own first line."""
    package = ROOT / "digestcli"
    folders = sorted(path.parent for path in package.rglob("__init__.py") if path.parent != package)
    modules = sorted(path for path in package.glob("[a-z]*.py"))
    rows = (
        f"| `{place.relative_to(package)}{'/' if place.is_dir() else ''}` | {_first_line(place)} |"
        for place in (*folders, *modules)
    )
    return "\n".join(("| in `digestcli/` | what it is |", "| --- | --- |", *rows)) + "\n"


def _first_line(place: Path) -> str:
    source = place / "__init__.py" if place.is_dir() else place
    said = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    return said.partition("\n")[0].replace("|", "\\|")


def _module(name: str) -> str:
    return name.replace("-", "_")


PARTS: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "fields": fields,
    "house": house,
    "keys": keys,
    "settings": settings,
    "readers": readers,
    "writers": writers,
}


def page(path: Path) -> str:
    """Return what the page at `path` should be."""
    text = path.read_text(encoding="utf-8")
    for name, make in PARTS.items():
        start, end = f"<!-- generated: {name} -->\n", f"<!-- end of {name} -->"
        if start in text:
            before, _, rest = text.partition(start)
            text = f"{before}{start}\n{make()}\n{end}{rest.partition(end)[2]}"
    if not _BLOCK.search(text):
        return text
    with workplace() as folder:
        return _BLOCK.sub(lambda block: _block(block, folder, path.name), text)


def _block(block: re.Match[str], folder: Path, name: str) -> str:
    lines = [line for line in block[2].split("\n") if line.startswith("$ ")]
    shown = []
    for line in lines:
        code, output = run(line[2:], folder, terminal=bool(block[1]))
        if code:
            raise SystemExit(f"{name}: {line[2:]}: exit code {code}\n{output}")
        shown.append(f"{line}\n{output}")
    return f"```console{block[1] or ''}\n{''.join(shown)}```"


@contextmanager
def workplace() -> Iterator[Path]:
    """Yield a folder with the samples and a `digest` that is this package."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "samples", folder / "samples")
        (folder / "bin").mkdir()
        script = folder / "bin" / "digest"
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m digestcli "$@"\n', encoding="utf-8")
        script.chmod(0o755)
        yield folder


def run(command: str, folder: Path, *, terminal: bool) -> tuple[int, str]:
    """Run a line of shell in `folder`; return its exit code and all it prints."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DIGEST_")} | {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": str(ROOT),
        "DIGEST_LIBRARY": "library.db",
        "DIGEST_CONFIG": "config.yaml",
        "COLUMNS": str(WIDTH),
        "TERM": "xterm",
        "NO_COLOR": "1",
        **ENGLISH,
    }
    words = ["bash", "-o", "pipefail", "-c", command]
    if terminal:
        return _in_terminal(words, folder, environment)
    done = subprocess.run(
        words,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def _in_terminal(words: list[str], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(words, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    pieces = []
    try:
        while piece := os.read(ours, 65_536):
            pieces.append(piece)
    except OSError:  # how Linux tells that the other side is closed
        pass
    os.close(ours)
    text = _ESCAPE.sub("", b"".join(pieces).decode("utf-8")).replace("\r\n", "\n")
    return process.wait(), "".join(f"{line.rstrip()}\n" for line in text.split("\n")[:-1])


def main(arguments: list[str]) -> int:
    """Write or check every page; return the exit code."""
    stale = 0
    pages = [(path, page) for path in sorted(DOCS.glob("*.md"))]
    for path, make in (*pages, (DOCS / "digest.1", lambda _: manual())):
        text = make(path)
        if path.exists() and text == path.read_text(encoding="utf-8"):
            continue
        stale = 1
        if "--check" in arguments:
            print(f"docs/{path.name} is out of date: run python docs/generate.py")
        else:
            path.write_text(text, encoding="utf-8")
            print(f"docs/{path.name} written")
    return stale if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
