"""The documentation says what is: generated parts, links, commands, options, formats, issue codes."""

from __future__ import annotations

import ast
import pathlib
import re
import sys
import types
from collections.abc import Iterator, Mapping

import generate
import pytest
import typer
import yaml
from conftest import ROOT
from manual import manual
from typer.testing import CliRunner

from digestcli import ingest
from digestcli.cli import COMMANDS, app, archive
from digestcli.config import SETTINGS
from digestcli.errors import DigestError, UnknownFormat
from digestcli.model import Entry
from digestcli.readers import READERS, identify
from digestcli.readers.base import Reader, Source
from digestcli.record import to_record
from digestcli.rows import COLUMNS
from digestcli.writers import WRITERS

DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="console blocks are lines of shell")


def _read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def _section(name: str, heading: str) -> str:
    """Return what stands below a heading of a page, up to the next of its level; fences hold no headings."""
    level = heading.partition(" ")[0] + " "
    found: list[str] = []
    inside = fenced = False
    for line in _read(name).split("\n"):
        fenced ^= line.startswith("```")
        if not fenced and line.startswith(level):
            inside = line == heading
        if inside:
            found.append(line)
    assert found, f"docs/{name} has no {heading!r}"
    return "\n".join(found)


def test_man_page_is_up_to_date() -> None:
    assert manual() == _read("digest.1"), "run python docs/generate.py"


@POSIX
@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_page_is_up_to_date_and_its_commands_run(path: pathlib.Path) -> None:
    """A command in a console block that fails ends `generate.page` with its output."""
    assert generate.page(path) == path.read_text(encoding="utf-8"), "run python docs/generate.py"


@POSIX
def test_a_failing_command_is_told(tmp_path: pathlib.Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("```console\n$ digest show 1 | cat\n```\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"a\.md: digest show 1 \| cat: exit code 1\ndigest: no digests"):
        generate.page(page)


@POSIX
def test_check_names_what_is_stale(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "DOCS", tmp_path)
    stale = "# A\n\n<!-- generated: writers -->\nold\n<!-- end of writers -->\n\nb\n"
    (tmp_path / "a.md").write_text(stale, encoding="utf-8")
    assert generate.main(["--check"]) == 1
    told = "docs/a.md is out of date: run python docs/generate.py\n"
    assert capsys.readouterr().out == told + told.replace("a.md", "digest.1")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == stale
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
    written = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "| `csv` |" in written
    assert "old" not in written
    assert written.endswith("<!-- end of writers -->\n\nb\n")


@pytest.mark.parametrize(
    "name",
    (
        "",
        *(command.name for command in COMMANDS),
        *(f"archive {command.name}" for command in archive.COMMANDS),
    ),
)
def test_command_and_its_options_appear_with_help(name: str) -> None:
    section = _section("commands.md", f"### digest {name}".rstrip())
    command = typer.main.get_command(app)
    for word in name.split():
        command = command.get_command(typer.Context(command), word)  # type: ignore[attr-defined]
    assert command.help
    for parameter in command.params:
        assert getattr(parameter, "help", None), parameter.name
        for option in (*parameter.opts, *parameter.secondary_opts):
            assert not option.startswith("-") or option in section


def test_options_of_selecting_are_explained_by_hand() -> None:
    result = CliRunner().invoke(app, ["categories", "--help"], prog_name="digest")
    section = _section("commands.md", "## Selecting entries")
    options = set(re.findall(r"--[a-z-]+", result.output)) - {"--json", "--help"}
    assert {option for option in options if f"`{option}" not in section} == set()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_setting_is_described(setting: object) -> None:
    assert f"| `{setting.name}` | {setting.help} |" in _read("commands.md")  # type: ignore[attr-defined]


def test_settings_variables_are_described() -> None:
    text = _read("commands.md")
    assert all(f"| `{one.environment}` |" in text for one in SETTINGS if one.environment)


def test_environment_is_described() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "digestcli").rglob("*.py"))
    names = set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", code)) - {"PYTHONIOENCODING"}
    assert {name for name in names if f"`{name}" not in _read("commands.md")} == set()


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_reader_is_described(reader: Reader) -> None:
    assert f"| [`{reader.name}`](#{reader.name}) | {reader.title} |" in _read("formats.md")
    section = _section("formats.md", f"### {reader.name}")
    assert "*Identified by*" in section
    assert len(section) > 500


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_examples_of_a_format_are_read_by_its_reader(reader: Reader) -> None:
    section = _section("formats.md", f"### {reader.name}")
    for example in re.findall(r"^```(?:text|yaml)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL):
        source = Source("example", example)
        assert identify(source) is reader
        parsed = reader.read(source)
        assert (len(parsed.entries), parsed.issues) == (1, ())


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
def test_writer_is_described(writer: object) -> None:
    assert f"\n- **{writer.name}**: " in _read("formats.md")  # type: ignore[attr-defined]


def _slug(heading: str) -> str:
    """Return the anchor that GitHub gives to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _prose(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_relative_links_resolve(path: pathlib.Path) -> None:
    text = _prose(path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text)):
        if target.startswith(("http://", "https://")):
            continue
        name, _, anchor = target.partition("#")
        page = path.parent / name if name else path
        assert page.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", _prose(page.read_text(encoding="utf-8")), re.MULTILINE)
            assert anchor in map(_slug, headings), target


def test_every_page_is_on_the_map() -> None:
    for path in DOCS.glob("*.md"):
        assert path.name == "index.md" or f"]({path.name})" in _read("index.md")


def test_every_key_of_the_record_is_described(samples: pathlib.Path) -> None:
    loaded = ingest.load_file(str(samples / "arxiv-daily" / "2026-01-05.md"))[0]
    section = _section("data-model.md", "## The record")
    described = {
        name for row in re.findall(r"^\| (`.+?) \|", section, re.M) for name in re.findall(r"`(\w+)`", row)
    }
    assert described == set(to_record(loaded.entries[0]))


def test_columns_are_listed() -> None:
    section = _section("data-model.md", "## Columns").partition("```text\n")[2].partition("```")[0]
    assert tuple(section.split()) == COLUMNS


def _issue_codes() -> Iterator[str]:
    """Yield the codes that the package gives to issues, as regular expressions."""
    for path in sorted((ROOT / "digestcli").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("Issue", "Flaw")
            ):
                yield from _code(node.args[0], constants)


def _code(node: ast.expr, constants: Mapping[str, object]) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield re.escape(str(node.value))
    elif isinstance(node, ast.Name):
        yield re.escape(str(constants[node.id]))
    elif isinstance(node, ast.JoinedStr):
        parts = (
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z-]+"
            for part in node.values
        )
        yield "".join(parts)


def test_issue_codes_are_listed_and_no_others() -> None:
    section = _section("data-model.md", "## Issue codes")
    listed = re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)
    used = set(_issue_codes())
    assert len(listed) == len(set(listed))
    assert [code for code in used if not any(re.fullmatch(code, one) for one in listed)] == []
    assert [one for one in listed if not any(re.fullmatch(code, one) for code in used)] == []


def _blocks(language: str) -> list[str]:
    page = _read("adding-a-format.md")
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


@pytest.fixture
def example() -> Iterator[Reader]:
    """Yield the reader of docs/adding-a-format.md."""
    module = types.ModuleType("reading_cards")
    sys.modules[module.__name__] = module
    exec(compile(_blocks("python")[0], "adding-a-format.md", "exec"), module.__dict__)
    yield module.READER
    del sys.modules[module.__name__]


def _entries(reader: Reader, path: pathlib.Path) -> tuple[Entry, ...]:
    (loaded,) = ingest.load_file(str(path), readers=(*READERS, reader))
    return loaded.entries


def test_the_example_reader_finds_what_it_should(example: Reader, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "2026-02-01.txt"
    path.write_text(_blocks("text")[0], encoding="utf-8")
    expected = yaml.safe_load(_blocks("yaml")[0])
    entries = _entries(example, path)
    assert (example.name, entries[0].date, len(entries)) == (
        expected["reader"],
        expected["date"],
        expected["count"],
    )
    for entry, wanted in zip(entries, expected["entries"], strict=True):
        record = {**to_record(entry), "tldr_zh": entry.tldr.zh}
        for key, value in wanted.items():
            found = record[key]
            assert (found if not isinstance(found, dict) else {tag: found[tag] for tag in value}) == value
    assert [(entry.source.lines, [issue.code for issue in entry.issues]) for entry in entries] == [
        ((3, 6), []),
        ((8, 11), ["missing-link"]),
    ]


def test_the_example_is_nobody_elses(example: Reader, samples: pathlib.Path) -> None:
    with pytest.raises(UnknownFormat):
        identify(Source("2026-02-01.txt", _blocks("text")[0]))
    for path in samples.rglob("*.*"):
        assert not example.sniff(path.read_text(encoding="utf-8"))


def test_the_example_survives_damage(example: Reader, tmp_path: pathlib.Path) -> None:
    lines = _blocks("text")[0].split("\n")
    path = tmp_path / "damaged.txt"
    for cut in range(1, len(lines)):
        path.write_text("\n".join([lines[0], *lines[cut:]]), encoding="utf-8")
        try:
            entries = _entries(example, path)
        except DigestError as error:
            raise AssertionError(cut) from error
        assert len(entries) == sum(line.startswith("@ ") for line in lines[cut:])
