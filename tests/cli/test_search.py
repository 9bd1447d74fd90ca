"""`digest search`, and queries in the other commands, as a person types them."""

from __future__ import annotations

import json
import pathlib

import pytest
from entries import NASTY, RAW_CONTROLS, arxiv_entry, make_entry, nasty_entries, write_records
from running import DAILY, Run

from digestcli.model import Text
from digestcli.text.layout import width

HEADER = "number id category title authors date seen snippet".split()  # noqa: SIM905


def test_a_pipe_gets_rows(two: Run) -> None:
    ran = two("search", "量子纠缠")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split("\n")[0].split("\t") == HEADER
    (row,) = ran.lines()
    assert row[:2] == ["1", "doi:10.1038/S41586-026-00001-X"]
    (row,) = two("search", "shared").lines()
    assert (row[1], row[6]) == ("arxiv:2601.14263", "2")


def test_records(two: Run) -> None:
    (record,) = json.loads(two("search", "shared", "--json").out)
    assert (record["id"], record["digest"]) == ("arxiv:2601.14263", "daily-2026-02-05")
    ran = two("search", "zzz", "--json")
    assert (ran.code, json.loads(ran.out), ran.err) == (0, [], "no entry matches\n")


@pytest.mark.parametrize(
    "options, title, snippet",
    (
        ((), "Entanglement simulated", "图书馆里的时间"),
        (("--script", "hant"), "Entanglement simulated", "圖書館裡的時間"),
        (("--script", "original"), "Entanglement simulated", "圖書館裡的時間"),
        (("--lang", "zh", "--script", "tw"), "以軟體模擬量子糾纏", "圖書館裡的時間"),
        (("--lang", "en"), "Entanglement simulated", "Time in libraries"),
    ),
)
def test_language_and_script(two: Run, options: tuple[str, ...], title: str, snippet: str) -> None:
    (row,) = two("search", "图书馆", *options).lines()
    assert (row[3], row[7]) == (title, snippet)


@pytest.mark.parametrize("columns", ("40", "80", "120"))
@pytest.mark.parametrize("query", ("quantum", "量子", "quantum OR 量 OR a*", "NOT zzz", "since:2026"))
def test_a_terminal_gets_lines_that_fit(daily: Run, query: str, columns: str) -> None:
    ran = daily("search", query, terminal=True, COLUMNS=columns, NO_COLOR="1")
    assert (ran.code, ran.err) == (0, "")
    assert "\x1b" not in ran.out
    lines = ran.out.split("\n")
    assert max(map(width, lines)) <= int(columns)
    assert sum(line.startswith("[") for line in lines) == 20
    assert len(daily("search", query, "--all").lines()) >= 20


def test_colour_always_and_never(daily: Run) -> None:
    assert "\x1b[1;33m" in daily("search", "quantum", "--color", "always").out
    assert "\x1b" not in daily("search", "quantum", "--color", "never", terminal=True).out
    assert "\x1b" not in daily("search", "quantum").out


@pytest.mark.parametrize("terminal", (True, False))
def test_nothing_steers_the_terminal(digest: Run, tmp_path: pathlib.Path, *, terminal: bool) -> None:
    path = write_records(tmp_path / "nasty.jsonl", nasty_entries())
    assert digest("add", path).code == 0
    ran = digest("search", "is:unread OR red", "--all", terminal=terminal, NO_COLOR="1")
    assert ran.code == 0
    assert not RAW_CONTROLS & set(ran.out) - {"\n", "\t"}
    for text in NASTY:
        if "\ud800" in text:
            continue  # no argument can hold that
        ran = digest("search", "--", text, terminal=terminal, NO_COLOR="1")
        assert ran.code in (0, 2)
        assert not RAW_CONTROLS & (set(ran.out) | set(ran.err)) - {"\n", "\t"}


def test_limits(daily: Run) -> None:
    assert len(daily("search", "since:2026").lines()) == 20
    assert len(daily("search", "since:2026", "-n", "3").lines()) == 3
    every = daily("search", "since:2026", "--all").lines()
    assert len(every) > 20
    assert daily("search", "since:2026", "--all", "-n", "30").lines() == every[:30]


def test_sorting(two: Run) -> None:
    def titles(*arguments: str) -> list[str]:
        return [row[3] for row in two(*arguments).lines()]

    by_title = ["A shared paper", "Entanglement simulated", "Title 2", "Title 3"]
    assert titles("search", "kind:paper OR kind:news", "--sort", "title") == by_title
    assert titles("list", "--sort", "title") == ["A shared paper", *by_title]
    assert [row[0] for row in two("list", "--sort", "number").lines()] == ["1", "1", "2", "2", "3"]
    assert [row[0] for row in two("search", "is:unread", "--sort", "number").lines()] == ["1", "1", "2", "3"]
    assert [row[0] for row in two("list", "--sort", "date").lines()] == ["1", "2", "1", "2", "3"]


def test_titles_are_sorted_as_a_person_reads_them(digest: Run, tmp_path: pathlib.Path) -> None:
    titles = (
        Text(en="beta"), Text(en="Alpha"), Text(en="Émile"), Text(en="delta"), Text(zh="冰"), Text(en="Zeta"), Text(others=(("ja", "か"),)),
        Text(), Text(en="“Gamma” rays"),
    )  # fmt: skip
    entries = [make_entry(number, title=title) for number, title in enumerate(titles, 1)]
    path = write_records(tmp_path / "x.jsonl", entries)
    ran = digest("list", "--from", path, "--sort", "title")
    assert [row[3] for row in ran.lines()] == [
        "Alpha",
        "beta",
        "delta",
        "Émile",
        "“Gamma” rays",
        "Zeta",
        "か",
        "冰",
        "",
    ]


@pytest.mark.parametrize(
    "arguments, numbers",
    (
        (("list", "shared"), ["1", "2"]),
        (("list", "shared", "paper"), ["1", "2"]),
        (("list", "--", "-shared"), ["2", "1", "3"]),
        (("list", "NOT shared"), ["2", "1", "3"]),
        (("list", "--new", "shared"), ["2"]),
        (("list", "is:new"), ["2", "1", "2", "3"]),
        (("list", "shared", "-c", "cs.LG"), ["1"]),
        (("list", "title:shared", "until:2026-01"), ["2"]),
        (("list", "category:物理学"), ["1"]),
        (("list", "lang:zh-hant"), ["1"]),
        (("export", "shared", "--columns", "number"), ["1", "2"]),
    ),
)
def test_queries_filter(two: Run, arguments: tuple[str, ...], numbers: list[str]) -> None:
    ran = two(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert [line.split("\t")[0] for line in ran.out.splitlines()[1:]] == numbers


def test_categories_of_what_a_query_lets_through(two: Run) -> None:
    assert [row[0] for row in two("categories", "shared").lines()] == ["Computing", "cs.LG"]
    assert [row[0] for row in two("categories", "NOT", "shared").lines()] == ["", "Physics", "hep-th"]


def test_export_of_nothing(two: Run) -> None:
    ran = two("export", "zzz", "-f", "jsonl")
    assert (ran.code, ran.out, ran.err) == (0, "", "no entry matches\n")


def test_files_that_are_not_in_the_library(digest: Run) -> None:
    everything = digest("list", "--from", DAILY).lines()
    some = digest("list", "quantum", "--from", DAILY).lines()
    rest = digest("list", "--from", DAILY, "--", "-quantum").lines()
    assert 0 < len(some) < len(everything)
    assert sorted(some + rest) == sorted(everything)
    found = digest("search", "quantum", "--from", DAILY, "--all").lines()
    assert sorted(row[1] for row in found) == sorted(row[1] for row in some)


def test_saved_queries(two: Run, tmp_path: pathlib.Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text('watch: {ours: "shared OR 糾纏", none: "@ours -title:*"}\n', encoding="utf-8")
    assert len(two("list", "@ours", DIGEST_CONFIG=str(config)).lines()) == 3
    assert len(two("search", "@ours", "kind:paper", DIGEST_CONFIG=str(config)).lines()) == 2
    ran = two("list", "@none", DIGEST_CONFIG=str(config))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "digest: query, column 8: nothing after title: in @none\n  @ours -title:*\n         ^\n"
    )


def test_a_query_that_cannot_be_read(two: Run) -> None:
    for command in ("search", "list", "export", "categories"):
        ran = two(command, "量子", "(比特")
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "digest: query, column 4: this bracket is not closed\n  量子 (比特\n       ^\n"


def test_no_query(two: Run) -> None:
    assert two("search").code == 2
    assert len(two("search", "").lines()) == 4
    assert len(two("list", "").lines()) == 5


def test_an_empty_library(digest: Run) -> None:
    ran = digest("search", "x")
    assert (ran.code, ran.err[:15]) == (0, "no digests yet:")
    assert not ran.out.split("\n")[1]


def test_seen_in_show(digest: Run, tmp_path: pathlib.Path) -> None:
    entries = [
        arxiv_entry(1, f"2601.00001v{day}", digest=f"made-2026-01-0{day}", date=f"2026-01-0{day}")
        for day in (1, 2, 3)
    ]
    entries.append(arxiv_entry(2, "2601.00001", digest="made-2026-01-03", date="2026-01-03"))
    assert digest("add", write_records(tmp_path / "x.jsonl", entries)).code == 0
    lines = digest("show", "2601.00001").out.split("\n")
    assert "Seen: 3 times, first 2026-01-01" in lines
    assert [line for line in lines if line.startswith("Also in")] == [
        "Also in: made-2026-01-03:2", "Also in: made-2026-01-02:1", "Also in: made-2026-01-01:1",
    ]  # fmt: skip


@pytest.mark.parametrize("before", (0, 3, 36, 40, 400))
@pytest.mark.parametrize("after", (0, 3, 36, 400))
@pytest.mark.parametrize("char", ("a", "子"))
def test_of_a_long_query_what_stands_around_the_error_is_shown(
    digest: Run, before: int, after: int, char: str
) -> None:
    query = f"{char * before} titel:x {char * after}"
    ran = digest("search", query)
    assert ran.code == 2
    _, line, mark, *_ = ran.err.split("\n")
    at = width(mark) - 1
    assert [end for end in range(len(line)) if width(line[:end]) == at and line[end:].startswith("titel:x")]
    assert width(line) <= 150
    assert line.strip().strip("…").strip() in query
    assert ("…" in line) == (len(query) > 72)
