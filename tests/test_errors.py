"""Every error a person can meet: how it comes about, its exact words, its exit code, its page.

`CASES` holds what files and arguments alone can bring about; what needs a full disk or a race has a
test of its own below. docs/errors.md has each message as a pattern: `<name>` stands for anything.
"""

from __future__ import annotations

import ast
import csv
import errno
import inspect
import os
import pathlib
import re
import sqlite3
import string
import subprocess
import sys
from typing import NamedTuple, TypeGuard

import pytest
from conftest import ROOT
from said import english_in
from typer.testing import CliRunner

import digestcli.readers
from digestcli import errors
from digestcli.cli import app
from digestcli.config import SETTINGS as ALL_SETTINGS
from digestcli.errors import DigestError
from digestcli.library.schema import APPLICATION_ID
from digestcli.readers import READERS
from digestcli.readers.base import Parsed, Reader
from digestcli.source import read_bytes
from digestcli.writers import WRITERS

PAGE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
CLASSES = {
    name: one
    for name, one in inspect.getmembers(errors, inspect.isclass)
    if issubclass(one, DigestError) and one.__module__ == errors.__name__
}
DIGEST = b"- title: A Title\n  id: 1706.03762\n"
COLUMNS = (
    "number, id, kind, digest, date, category, categories, title_en, title_zh, authors, url, arxiv, doi, venue, "
    "comment, tldr_zh, tldr_en, motivation_zh, motivation_en, method_zh, method_en, result_zh, result_en, "
    "conclusion_zh, conclusion_en, abstract_zh, abstract_en, body_zh, body_en, script, source_file, source_line"
)
MORE = "title, tldr, motivation, method, result, conclusion, abstract, body, pdf, code"
SETTINGS = "one of labels, lang, library, script, ui, watch"
FORMATS = "see `digest formats`"
NAMES_OF_VALUES = {
    *COLUMNS.split(", "),
    *MORE.split(", "),
    *(setting.name for setting in ALL_SETTINGS),
    *(choice for setting in ALL_SETTINGS for choice in setting.choices),
    *(one.name for one in WRITERS),
    *(one.name for one in READERS),
    *("latest", "arXiv", "utf-8", "gb18030", "big5", "papers", "mine"),
}
"""Values to choose from, which are not language."""
KINDS = "one of " + ", ".join(writer.name for writer in WRITERS)
NAME_OF_TAG = "write it right after the sign: +name, -name"
NO_DIGESTS = "no digests yet: add some with `digest add PATH...`, or name files with --from"


class Case(NamedTuple):
    """A run that fails: `files` are written first; `config` is the configuration file."""

    error: str
    args: str
    message: str
    hint: str = ""
    files: dict[str, bytes] = {}  # noqa: RUF012 - never changed
    config: bytes = b""


def _file(name: str, data: bytes, error: str, message: str, hint: str = "", *, args: str = "") -> Case:
    return Case(error, f"add {name} {args}".strip(), message, hint, {name: data})


def _config(data: bytes, error: str, message: str, hint: str = "") -> Case:
    return Case(error, "list --from a.yaml", message, hint, {"a.yaml": DIGEST}, data)


def _with(args: str, error: str, message: str, hint: str = "", **files: bytes) -> Case:
    return Case(error, args, message, hint, {"a.yaml": DIGEST, **files})


CASES = (
    Case("NoMatch", "show 1", NO_DIGESTS),
    _with("show 99 --from a.yaml", "NoMatch", "no entry has the number 99", "see `digest list`"),
    _with(
        "show records-a:99 --from a.yaml",
        "NoMatch",
        "nothing matches 'records-a:99'",
        "a number, KEY:number, an arXiv id, a DOI or a URL",
    ),
    _with(
        "list --digest latst --from a.yaml",
        "NoMatch",
        "no digest 'latst' in the library",
        "see `digest digests`",
    ),
    Case("NoMatch", "mark 1 --read", "no digests yet", "add some with `digest add PATH...`"),
    Case("NoMatch", "remove nothing", "no digest 'nothing' in the library", "see `digest digests`"),
    Case(
        "UsageError",
        "list --since yesterday",
        "'yesterday' is not a date",
        "for example 2026-01-22, 2026-01 or 7d",
    ),
    Case(
        "UsageError",
        "list --until 2026-02-30",
        "'2026-02-30' is not a date",
        "for example 2026-01-22, 2026-01 or 7d",
    ),
    Case(
        "UsageError", "export --columns colour", "--columns: no column 'colour'", f"some of {COLUMNS}, {MORE}"
    ),
    Case("UsageError", "export -f json --excel", "--excel: nothing that json knows", "for csv, tsv"),
    Case(
        "UsageError",
        "export -f yaml --columns id",
        "--columns: nothing that yaml knows",
        "for csv, tsv, xlsx",
    ),
    Case("UsageError", "export --format odt", "--format odt: no such format", KINDS),
    Case("UsageError", "export -o a.odt", "a.odt: the suffix tells no format", "add --format with " + KINDS),
    Case("UsageError", "export --split category", "--split needs a folder", "name it with -o FOLDER"),
    Case(
        "UsageError",
        "list x --from a.yaml",
        "config.yaml: `watch` is not a mapping from names to queries",
        files={"a.yaml": DIGEST},
        config=b"watch: [a]\n",
    ),
    Case("UsageError", "mark 1", "nothing to mark", "add --read, --unread, --star or --unstar"),
    Case("UsageError", "mark 1 --read --unread", "--read and --unread contradict each other"),
    Case(
        "UsageError",
        "mark --read",
        "no papers named",
        "give references, - for those on stdin, or --query QUERY",
    ),
    Case(
        "UsageError",
        "mark --read 1 --query x",
        "both references and --query",
        "name the papers in one of the two ways",
    ),
    Case("UsageError", "tag 1", "no tags to add or to remove", "write +name or -name"),
    Case("UsageError", "tag 1 -a --add=", "a tag without a name", NAME_OF_TAG),
    Case("UsageError", "tag 1 +a -A", "the tag 'a' is both added and removed"),
    Case("UsageError", "note 1 -m x --clear", "-m, --clear and --print exclude each other"),
    Case("UsageError", "state export x", "state export takes no FILE", "write it with -o x"),
    Case("UsageError", "state import", "state import takes one FILE and nothing else", "- is stdin"),
    Case(
        "UsageError",
        "list --watch",
        "no queries are saved to watch for",
        "write `watch: {name: query}` into config.yaml",
    ),
    Case(
        "QueryError",
        "list 量子 title:(x",
        "query, column 10: this bracket is not closed\n  量子 title:(x\n             ^",
    ),
    _with("list --from a.yaml --reader odt", "UsageError", "--reader odt: no such format", FORMATS),
    _with(
        "list --from a.yaml --encoding odt",
        "UsageError",
        "--encoding odt: no such encoding",
        "for example utf-8, gb18030, big5",
    ),
    _config(
        b"colour: red\n",
        "UsageError",
        "config.yaml: unknown setting 'colour'",
        SETTINGS,
    ),
    _with(
        "next --read --from a.yaml", "UsageError", "--read keeps nothing of --from", "leave one of them out"
    ),
    Case("UsageError", "stats -o a.svg", "-o without --format", "add --format svg or --format png"),
    Case("UsageError", "config set lng zh", "no setting 'lng'", f"did you mean lang? {SETTINGS}"),
    Case("UsageError", "config set lang fr", "'fr' is not one of zh, en, both"),
    Case("UsageError", "config set lang.x zh", "`lang` has no parts", "its name is lang"),
    Case("UsageError", "config set watch x", "`watch` is a mapping", "set a part of it: watch.mine"),
    Case("UsageError", "config set watch. x", "`watch.` without a name", "for example watch.mine"),
    Case(
        "UsageError",
        "config set watch.a( x",
        "'a(' is no name for a query",
        "no blanks, quotation marks and brackets",
    ),
    Case(
        "UsageError", "config set lang", "config set takes a NAME and a VALUE", "see `digest config --help`"
    ),
    Case(
        "UsageError",
        "config set lang zh",
        "config.yaml: this file cannot be changed in place",
        "use `digest config edit`",
        config=b"lang: &a en\nwatch: {b: *a}\n",
    ),
    _config(b"- script\n", "UsageError", "config.yaml: not a mapping of settings"),
    _config(b"lang: [zh]\n", "UsageError", "config.yaml: `lang` is not one of zh, en, both"),
    _config(b"labels: words\n", "UsageError", "config.yaml: `labels` is not a mapping from field to words"),
    _config(
        b"lang: [zh\n",
        "UsageError",
        "configuration: config.yaml, line 2: not YAML: did not find expected ',' or ']'",
    ),
    _file(
        "a.bin",
        b"text\0text",
        "UndecodableFile",
        "a.bin: a binary file (it holds NUL bytes)",
        "digest reads text files only",
    ),
    _file(
        "a.bin",
        b"\xfftext\0text",
        "UndecodableFile",
        "a.bin: a binary file (it holds NUL bytes)",
        "digest reads text files only",
    ),
    _file(
        "a.pdf", b"%PDF-1.7\n", "UndecodableFile", "a.pdf: a PDF, not a text file", "extract its text first"
    ),
    _file(
        "a.zip",
        b"PK\x03\x04",
        "UndecodableFile",
        "a.zip: a ZIP archive, not a text file",
        "extract its text first",
    ),
    _file(
        "a.gz",
        b"\x1f\x8b\x08",
        "UndecodableFile",
        "a.gz: a gzip archive, not a text file",
        "extract its text first",
    ),
    _file(
        "a.md",
        "量".encode(),
        "UndecodableFile",
        "a.md: not ascii",
        "leave --encoding away to let digest find it",
        args="--encoding ascii",
    ),
    _file(
        "a.md",
        bytes(range(0x80, 0x100)),
        "UndecodableFile",
        "a.md: text in no encoding that can be told",
        "name it with --encoding",
    ),
    _file("a.md", b"\n \n", "UnknownFormat", "a.md: an empty file"),
    _file("a.md", b"Dear diary,\n", "UnknownFormat", "a.md: no reader knows this format", FORMATS),
    _file(
        "a.json",
        b'[{"title": 1]',
        "MalformedRecords",
        "a.json: not JSON: Expecting ',' delimiter: line 1 column 13 (char 12)",
    ),
    _file(
        "a.yaml",
        b"- title: [a\n",
        "MalformedRecords",
        "a.yaml, line 2: not YAML: did not find expected ',' or ']'",
    ),
    _file(
        "a.yaml",
        b"- title: a\x01\n",
        "MalformedRecords",
        "a.yaml: not YAML: unacceptable character #x0001: control characters are not allowed",
    ),
    _file("a.yaml", b"date: 2026\nentries: one\n", "MalformedRecords", "a.yaml: `entries` is not a list"),
    Case(
        "MalformedRecords",
        "state import a.jsonl",
        "a.jsonl, line 2: not JSON: Expecting value: line 1 column 1 (char 0)",
        files={"a.jsonl": b"\nx\n"},
    ),
    Case(
        "MalformedRecords",
        "state import a.jsonl",
        "a.jsonl, line 1: not a paper's state: no object",
        files={"a.jsonl": b"[]\n"},
    ),
    Case(
        "NothingRead",
        "add folder",
        "none of 2 files could be read",
        files={"folder/a.md": b"", "folder/b.md": b"Dear diary,\n"},
    ),
    Case("NothingRead", "add folder", "no files there", files={"folder/.hidden": DIGEST}),
    Case("MissingInput", "add missing.md", "missing.md: no such file or folder"),
    _with(
        "export --from a.yaml -o there.csv",
        "CannotCreate",
        "there.csv: already there",
        "overwrite it with --force",
        **{"there.csv": b""},
    ),
    _with(
        "export --from a.yaml -f csv -o folder",
        "CannotCreate",
        "folder: a folder",
        "name a file, or use --split",
        **{"folder/a": b""},
    ),
    _with("export --from a.yaml -o no/where.csv", "CannotCreate", "no/where.csv: No such file or directory"),
    _with("export --from a.yaml --split category -o a.yaml", "CannotCreate", "a.yaml: File exists"),
    _config(
        b"\xff",
        "InputOutputError",
        "config.yaml: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
    ),
    Case(
        "InputOutputError",
        "list --library folder",
        "folder: unable to open database file",
        "is the disk full, or the file locked or protected?",
        {"folder/a": b""},
    ),
    Case(
        "LibraryError",
        "list --library a.md",
        "a.md: file is not a database",
        "the file is damaged or no digest library",
        {"a.md": b"Dear diary,\n" * 100},
    ),
)


@pytest.fixture(autouse=True)
def here(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIGEST_LIBRARY", "library.db")
    monkeypatch.setenv("DIGEST_CONFIG", "config.yaml")
    return tmp_path


def _fails(args: str, error: str, message: str, hint: str = "") -> None:
    """Run `digest ARGS`: nothing on stdout, the message last on stderr, the class's exit code."""
    result = CliRunner().invoke(app, args.split(), prog_name="digest")
    expected = f"digest: {message}\n" + (f"  hint: {hint}\n" if hint else "")
    assert result.stderr.endswith(expected)
    assert result.stderr == expected or error == "NothingRead"  # which reports each file before
    assert result.exit_code == CLASSES[error].exit_code
    assert result.stdout == ""
    assert _documented(error, message.partition("\n")[0])


def _patterns(error: str) -> list[str]:
    """Return the messages of a class in docs/errors.md, as regular expressions."""
    _, found, rest = PAGE.partition(f"\n## {error}\n")
    assert found, f"docs/errors.md does not describe {error}"
    section = rest.partition("\n## ")[0]
    return [
        re.sub("<[a-z ]+>", ".+", re.escape(message).replace(r"\ ", " "))
        for message in re.findall(r"^\| `(.+?)` \|", section, re.MULTILINE)
    ]


def _documented(error: str, message: str) -> list[str]:
    return [pattern for pattern in _patterns(error) if re.fullmatch(pattern, message, re.DOTALL)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.error}-{case.message[:40]}")
def test_message_and_exit_code(here: pathlib.Path, case: Case) -> None:
    _write(here, case)
    _fails(case.args, case.error, case.message, case.hint)


def _write(here: pathlib.Path, case: Case) -> None:
    for name, data in (("config.yaml", case.config), *case.files.items()):
        if data or name != "config.yaml":
            (here / name).parent.mkdir(exist_ok=True)
            (here / name).write_bytes(data)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.error}-{case.message[:40]}")
def test_in_chinese(here: pathlib.Path, case: Case) -> None:
    """The same, said in Chinese: no English but what was typed, and names of settings, fields and formats."""
    _write(here, case)
    result = CliRunner().invoke(app, ["--ui", "zh", *case.args.split()], prog_name="digest")
    assert (result.exit_code, result.stdout) == (CLASSES[case.error].exit_code, "")
    assert result.stderr.count("\n") >= (case.message + "\n" + case.hint).strip().count("\n") + 1
    assert re.search("[一-鿿]", result.stderr)
    values = [*case.files, *case.args.replace("=", " ").split(), *re.findall(r"'([^']+)'", case.message)]
    listed = [
        part for part in re.split(r"[ ,.:;`]+", f"{case.message} {case.hint}") if part in NAMES_OF_VALUES
    ]
    typed = [value for value in (*values, *listed) if re.search("[A-Za-z]{2}", value)]
    assert english_in(result.stderr, typed=[*typed, "config.yaml", "0xff"]) == []


def test_two_readers_claim_a_file(here: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twin = Reader("twin", "", lambda _: True, lambda _: Parsed(()))
    monkeypatch.setattr(digestcli.readers, "READERS", (*digestcli.readers.READERS, twin))
    (here / "a.yaml").write_bytes(DIGEST)
    _fails("add a.yaml", "AmbiguousFormat", "a.yaml: claimed by records and twin", "name one with --reader")


def test_rows_that_do_not_parse(here: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = csv.field_size_limit(10)
    monkeypatch.setattr(csv, "field_size_limit", lambda _: before)
    (here / "a.csv").write_bytes(b"title\nmuch longer than ten\n")
    try:
        message = "a.csv, line 2: not CSV: field larger than field limit (10)"
        _fails("add a.csv", "MalformedRecords", message)
    finally:
        monkeypatch.undo()
        csv.field_size_limit(before)


def test_a_file_that_vanishes() -> None:
    with pytest.raises(errors.MissingInput, match=r"^gone\.md: no such file$"):
        read_bytes("gone.md")
    assert _documented("MissingInput", "gone.md: no such file")


def test_a_file_that_may_not_be_read(here: pathlib.Path) -> None:
    with pytest.raises(errors.InputOutputError, match=rf"^{re.escape(str(here))}: "):
        read_bytes(str(here))  # a folder: the system refuses that to everybody


def test_a_disk_that_is_full(here: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (here / "a.yaml").write_bytes(DIGEST)
    monkeypatch.setattr("digestcli.output.os.replace", full)
    _fails("export --from a.yaml -o new.csv", "InputOutputError", f"new.csv: {os.strerror(errno.ENOSPC)}")
    assert [path.name for path in here.iterdir()] == ["a.yaml"]


def test_a_library_below_a_file(here: pathlib.Path) -> None:
    (here / "a.yaml").write_bytes(DIGEST)
    message = f"{here / 'a.yaml'}: File exists"
    _fails("add a.yaml --library a.yaml/b.db", "CannotCreate", message, "name a file with --library")


def test_the_database_of_another_program(here: pathlib.Path) -> None:
    _database(here / "other.db", "CREATE TABLE a (b)")
    _fails(
        "list --library other.db",
        "LibraryError",
        "other.db: not a digest library",
        "name another file with --library",
    )


def test_a_library_of_the_future(here: pathlib.Path) -> None:
    _database(here / "new.db", f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 99")
    _fails(
        "list --library new.db",
        "LibraryError",
        "new.db: made by a newer digest (schema 99)",
        "upgrade this program",
    )


def _database(path: pathlib.Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_one_bad_file_among_others_is_reported_and_skipped(here: pathlib.Path) -> None:
    (here / "a.md").write_bytes(b"Dear diary,\n")
    (here / "b.yaml").write_bytes(DIGEST)
    result = CliRunner().invoke(app, ["add", "a.md", "b.yaml"])
    assert result.exit_code == 0
    assert result.stderr == (
        f"digest: a.md: no reader knows this format\n  hint: {FORMATS}\n1 file skipped\n1 added (1 entry)\n"
    )


@pytest.mark.parametrize(
    "args, message",
    (
        ("lst", "No such command 'lst'. Did you mean 'list'?"),
        ("serach", "No such command 'serach'. Did you mean 'search'?"),
        ("archive exprot", "No such command 'exprot'. Did you mean 'export'?"),
        ("xyzzy", "No such command 'xyzzy'."),
        ("list --lang fr", "Invalid value for '--lang': 'fr' is not one of 'zh', 'en', 'both'."),
        ("list --limit -1", "Invalid value for '--limit' / '-n': -1 is not in the range x>=0."),
        ("show", "Missing argument 'REF...'."),
    ),
)
def test_the_command_line_itself(args: str, message: str) -> None:
    result = CliRunner().invoke(app, args.split(), prog_name="digest")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f"\nError: {message}\n")


def test_as_a_program(here: pathlib.Path) -> None:
    command = [sys.executable, "-m", "digestcli", "add", "nowhere"]
    done = subprocess.run(command, cwd=here, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (66, "")
    assert done.stderr == "digest: nowhere: no such file or folder\n"


@pytest.mark.parametrize("name", CLASSES)
def test_class_is_documented_with_its_exit_code(name: str) -> None:
    assert f"| [{name}](#{name.lower()}) | {CLASSES[name].exit_code} |" in PAGE
    assert f"\n## {name}\n" in PAGE
    assert f"| {CLASSES[name].exit_code} | " in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def test_page_has_no_other_classes() -> None:
    assert set(re.findall(r"^## (\w+)$", PAGE, re.MULTILINE)) == set(CLASSES)


def _raised() -> list[tuple[str, str]]:
    """Return (class, message) of each error raised in the package; 'X' stands for what varies."""
    found = []
    for path in sorted((ROOT / "digestcli").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            call = node.exc if isinstance(node, ast.Raise) else None
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CLASSES:
                found.append((call.func.id, _template(call.args[0])))
            if path.parent.name == "query" and _is_fail(node):
                found.append(("QueryError", f"query, column X: {_template(node.args[0])}"))
    found.remove(
        ("QueryError", "query, column X: X")
    )  # the one place where the parser raises what it was told
    return found


def _is_fail(node: ast.AST) -> TypeGuard[ast.Call]:
    """Tell whether a node is `self._fail("...", ...)`, the parser's way to raise a QueryError."""
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr in ("_fail", "fail")


def _template(node: ast.expr) -> str:
    """Return the message that `say("...", ...)` makes, with 'X' for each value; nothing else may be raised."""
    assert isinstance(node, ast.Call), ast.unparse(node)
    assert ast.unparse(node.func) == "say"
    template = node.args[0]
    if isinstance(template, ast.Name):
        assert template.id == "NO_DIGESTS"
        return NO_DIGESTS
    assert isinstance(template, ast.Constant), ast.unparse(node)
    parts = string.Formatter().parse(str(template.value))
    return "".join(text + ("" if field is None else "X") for text, field, _, _ in parts)


@pytest.mark.parametrize("error, message", sorted(set(_raised())))
def test_raised_message_is_documented(error: str, message: str) -> None:
    assert _documented(error, message.partition("\n")[0])


def test_documented_messages_are_raised() -> None:
    raised = _raised()
    for name in CLASSES:
        for pattern in _patterns(name):
            messages = [message for error, message in raised if error == name]
            assert any(re.fullmatch(pattern, message) for message in messages), f"{name}: {pattern}"
