"""`digest list --watch`: the papers of the newest day by the saved queries that they match."""

from __future__ import annotations

import json
import pathlib
import re

import pytest
from entries import arxiv_entry, make_entry, write_records
from running import Run

from digestcli.model import Text

OLD = {"digest": "daily-2026-02-04", "date": "2026-02-04"}
NEW = {"digest": "daily-2026-02-05", "date": "2026-02-05"}
WEEKLY = {"digest": "weekly-2026-02-05", "date": "2026-02-05"}
ENTRIES = (
    arxiv_entry(1, "2602.00001", title=Text(en="Entangled spins"), category="quant-ph", **OLD),
    arxiv_entry(
        1, "2602.00002", title=Text(en="Spin glass"), tldr=Text(zh="量子糾纏的玻璃"), script="Hant", **NEW
    ),
    arxiv_entry(2, "2602.00003", title=Text(en="Ice"), abstract=Text(en="Nothing entangled here."), **NEW),
    arxiv_entry(9, "2602.00003", title=Text(en="Ice"), abstract=Text(en="Nothing entangled here."), **WEEKLY),
    make_entry(3, title=Text(en="Glass of water"), kind="news", **WEEKLY),
)
WATCHES = """\
watch:
  entangled: 量子纠缠 OR entanglement
  glass: "title:glass"
  both of them: "@entangled @glass"
  never: xyzzy
"""


@pytest.fixture
def watching(digest: Run, tmp_path: pathlib.Path) -> Run:
    """Run with a library of three digests, two of them of the newest day, and four watches."""
    assert digest("add", write_records(tmp_path / "x.jsonl", ENTRIES)).code == 0
    (tmp_path / "no").mkdir()
    (tmp_path / "no" / "config.yaml").write_text(WATCHES, encoding="utf-8")
    return digest


def _told(run: Run, *arguments: str) -> list[str]:
    ran = run("list", "--watch", *arguments)
    assert ran.code == 0
    assert ran.out.startswith("watch\tnumber\tid\tcategory\ttitle\tauthors\tdate\ttldr\n")
    return [f"{cells[0]} {cells[2][-1]}" for cells in ran.lines()]


NEWEST = ["entangled 3", "entangled 2", "glass 3", "glass 2", "both of them 2"]


@pytest.mark.parametrize(
    "arguments, expected",
    (
        ((), NEWEST),
        (("--since", "2026-02-04"), [*NEWEST[:2], "entangled 1", *NEWEST[2:]]),
        (("--until", "2026-02-04"), ["entangled 1"]),
        (("-d", "daily-2026-02-05"), ["entangled 2", "entangled 3", "glass 2", "both of them 2"]),
        (("-d", "2026-02-04"), ["entangled 1"]),
        (("-d", "2026-02-04", "-c", "cs.*"), []),
        (("--kind", "news"), ["glass 3"]),
        (("--limit", "1"), ["entangled 3", "glass 3", "both of them 2"]),
        (("--sort", "title"), ["entangled 3", "entangled 2", "glass 3", "glass 2", "both of them 2"]),
        (("spin",), ["entangled 2", "glass 2", "both of them 2"]),
        (("ice OR water",), ["entangled 3", "glass 3"]),
    ),
)
def test_groups(watching: Run, arguments: tuple[str, ...], expected: list[str]) -> None:
    assert _told(watching, *arguments) == expected


def test_nothing_matches(watching: Run) -> None:
    ran = watching("list", "--watch", "-c", "math.*")
    assert (ran.code, ran.lines(), ran.err) == (0, [], "no entry matches\n")
    assert watching("list", "--watch", "-c", "math.*", "--json").out == "[]\n"


def test_json(watching: Run) -> None:
    records = json.loads(watching("list", "--watch", "--json").out)
    assert [f"{one['watch']} {one['record']['id'][-1]}" for one in records] == NEWEST
    plain = json.loads(watching("list", "id:2602.00002", "--json").out)
    assert records[1]["record"] == plain[0]
    assert records[1]["record"]["tldr"]["zh"] == "量子纠缠的玻璃"


def test_on_a_terminal(watching: Run) -> None:
    ran = watching("list", "--watch", terminal=True)
    assert (ran.code, ran.err) == (0, "")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", ran.out)
    headings = re.findall(r"^(\S.* \(\d+\))$", plain, re.MULTILINE)
    assert headings == ["entangled (2)", "glass (2)", "both of them (1)", "never (0)"]
    for marked in ("\x1b[1;33m量子纠缠\x1b[0m", "\x1b[1;33mentangled\x1b[0m", "\x1b[1;33mGlass\x1b[0m"):
        assert marked in ran.out
    limited = watching("list", "--watch", "-n", "1", terminal=True, NO_COLOR="1").out
    assert "entangled (1 of 2)\n" in limited
    assert "\x1b" not in limited


def test_marks_of_the_person(watching: Run) -> None:
    watching("mark", "2602.00002", "--star")
    out = watching("list", "--watch", "-d", "daily-2026-02-05", terminal=True, NO_COLOR="1").out
    assert "\n•★ [1] Spin glass\n" in out


def test_names_steer_no_terminal(watching: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "no" / "config.yaml").write_text(
        'watch: {"[bold]a\\u001b[31m\\nb": glass}\n', encoding="utf-8"
    )
    assert "[bold]a␛[31m b (2)\n" in watching("list", "--watch", terminal=True, NO_COLOR="1").out
    assert watching("list", "--watch").lines()[0][0] == "[bold]a␛[31m b"


def test_files_that_are_not_added(watching: Run) -> None:
    assert _told(watching, "--from", "x.jsonl") == NEWEST


def test_digests_without_a_date(watching: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.yaml").write_text("- title: Old glass\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("- title: New glass\n", encoding="utf-8")
    ran = watching("list", "--watch", "--from", "a.yaml", "--from", "b.yaml")
    assert [cells[4] for cells in ran.lines()] == ["New glass"]
    assert _told(watching, "--library", "none.db") == []


def test_without_watches(digest: Run, tmp_path: pathlib.Path) -> None:
    ran = digest("list", "--watch")
    assert (ran.code, ran.out) == (2, "")
    hint = f"write `watch: {{name: query}}` into {tmp_path / 'no' / 'config.yaml'}"
    assert ran.err == f"digest: no queries are saved to watch for\n  hint: {hint}\n"


@pytest.mark.parametrize(
    "watch, message, query",
    (
        ("a: 'x OR'", "query, column 5: nothing to look for beside OR in @a", "x OR"),
        ("a b: 'titel:x'", "query, column 1: no field 'titel' in @a b", "titel:x"),
        ("a: '@b'\n  b: '(x'", "query, column 1: this bracket is not closed in @b", "(x"),
        ("a: '@a'", "query, column 1: @a stands for itself in @a", "@a"),
        ("a: '@b'", "query, column 1: no saved query 'b' in @a", "@b"),
    ),
)
def test_a_broken_watch_is_named(
    watching: Run, tmp_path: pathlib.Path, watch: str, message: str, query: str
) -> None:
    (tmp_path / "no" / "config.yaml").write_text(f"watch:\n  good: x\n  {watch}\n", encoding="utf-8")
    ran = watching("list", "--watch")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"digest: {message}\n  {query}\n")
