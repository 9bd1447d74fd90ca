"""`digest list`: the filters, the columns, the language and the script."""

from __future__ import annotations

import datetime
import json
import pathlib

import pytest
from entries import make_entry, write_records
from running import DAILY, Run

from digestcli.model import Text

HEADER = "number\tid\tcategory\ttitle\tauthors\tdate\ttldr\n"


@pytest.mark.parametrize("source", ("library", "from"))
def test_the_command_of_the_card(digest: Run, source: str) -> None:
    if source == "library":
        digest("add", DAILY)
    ran = digest("list", "--category", "quant-ph", *(("--from", DAILY) if source == "from" else ()))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(HEADER)
    assert ran.numbers() == [str(number) for number in range(43, 67)]
    (hhl,) = (cells for cells in ran.lines() if cells[0] == "47")
    assert hhl[:6] == [
        "47", "arxiv:0811.3171", "quant-ph", "Quantum algorithm for solving linear systems of equations",
        "Aram W. Harrow; Avinatan Hassidim; Seth Lloyd", "2026-01-05",
    ]  # fmt: skip
    assert hhl[6].startswith("提出 HHL 算法")
    assert len(hhl[6]) > 40  # never cut


def test_as_a_program(program: Run) -> None:
    ran = program("list", "--category", "quant-ph", "--from", DAILY)
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.lines()) == 24
    assert "\x1b" not in ran.out


def test_json_is_the_record(daily: Run) -> None:
    ran = daily("list", "-c", "hep-th", "--json", "--limit", "2")
    assert (ran.code, ran.err) == (0, "")
    one, two = json.loads(ran.out)
    assert (one["number"], two["number"], one["category"]) == (31, 32, "hep-th")
    assert list(one)[:4] == ["id", "number", "kind", "digest"]
    assert one["source"]["reader"] == "arxiv-daily"


@pytest.mark.parametrize(
    "arguments, expected",
    (
        ((), "1 2 1 2 3"),
        (("-n", "2"), "1 2"),
        (("--limit", "0"), ""),
        (("-c", "Physics"), "1"),
        (("-c", "物理学"), "1"),
        (("-c", "物理學"), "1"),
        (("-c", "PHYSICS", "-c", "hep-th"), "2 1"),
        (("-c", "cs.*"), "1"),
        (("-c", "cs.*", "--any-category"), "1 2"),
        (("-c", "CS.LG"), "1"),
        (("-d", "latest"), "1 2"),
        (("-d", "guide-2026-01-22"), "1 2 3"),
        (("-d", "2026-01-22"), "1 2 3"),
        (("-d", "2026-01-22", "-d", "latest"), "1 2 1 2 3"),
        (("--since", "2026-02"), "1 2"),
        (("--until", "2026-01"), "1 2 3"),
        (("--since", "2026-01-23", "--until", "2026-02-05"), "1 2"),
        (("--since", "2026"), "1 2 1 2 3"),
        (("--author", "schrodinger"), "1"),
        (("--author", "张三"), "1"),
        (("--author", "張三", "--author", "ERWIN"), "1"),
        (("--kind", "news"), "3"),
        (("--kind", "news", "-d", "latest"), ""),
    ),
)
def test_filter(two: Run, arguments: tuple[str, ...], expected: str) -> None:
    ran = two("list", *arguments)
    assert ran.code == 0
    assert " ".join(ran.numbers()) == expected
    assert ran.err == ("" if expected else "no entry matches\n")


def test_days_ago(digest: Run, tmp_path: pathlib.Path) -> None:
    today = datetime.datetime.now(datetime.timezone.utc).date()
    dates = [(today - datetime.timedelta(days=days)).isoformat() for days in (0, 5, 20, 400)]
    entries = [make_entry(number, date=date) for number, date in enumerate(dates, 1)]
    path = write_records(tmp_path / "x.jsonl", entries)
    for since, expected in (
        ("7d", "1 2"),
        ("3w", "1 2 3"),
        ("1m", "1 2 3"),
        ("2y", "1 2 3 4"),
        ("99999y", "1 2 3 4"),
    ):
        assert " ".join(digest("list", "--from", path, "--since", since).numbers()) == expected
    assert digest("list", "--from", path, "--until", "7d").numbers() == ["3", "4"]


@pytest.mark.parametrize(
    "arguments",
    (
        ("--since", "yesterday"), ("--since", "2026-13"), ("--until", "2026-02-30"), ("--until", "26-01-01"),
        ("--lang", "fr"), ("--script", "x"), ("--kind", "papers"), ("--limit", "-1"), ("--limit", "x"),
        ("--color", "blue"), ("--nothing",), ("field:surplus",), ("--reader", "x", "--from", "-"),
    ),
)  # fmt: skip
def test_usage(digest: Run, arguments: tuple[str, ...]) -> None:
    ran = digest("list", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


@pytest.mark.parametrize(
    "arguments, title",
    (
        ((), "Entanglement simulated"),
        (("--lang", "en"), "Entanglement simulated"),
        (("--lang", "zh"), "以软体模拟量子纠缠"),
        (("--lang", "zh", "--script", "hans"), "以软体模拟量子纠缠"),
        (("--lang", "zh", "--script", "hant"), "以軟體模擬量子糾纏"),
        (("--lang", "zh", "--script", "tw"), "以軟體模擬量子糾纏"),
        (("--lang", "zh", "--script", "hk"), "以軟體模擬量子糾纏"),
        (("--lang", "zh", "--script", "original"), "以軟體模擬量子糾纏"),
    ),
)
def test_language_and_script(two: Run, arguments: tuple[str, ...], title: str) -> None:
    assert two("list", "-c", "Physics", *arguments).lines()[0][3] == title


def test_settings_are_defaults(two: Run, tmp_path: pathlib.Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("lang: zh\nscript: original\n", encoding="utf-8")
    assert two("list", "-c", "Physics", DIGEST_CONFIG=str(config)).lines()[0][3] == "以軟體模擬量子糾纏"
    ran = two("list", "-c", "Physics", "--lang", "en", DIGEST_CONFIG=str(config))
    assert ran.lines()[0][3] == "Entanglement simulated"


def test_nothing_there(digest: Run, tmp_path: pathlib.Path) -> None:
    ran = digest("list")
    assert (ran.code, ran.out) == (0, HEADER)
    assert ran.err.startswith("no digests yet: add some with `digest add PATH...`")
    assert digest("list", "--json").out == "[]\n"
    ran = digest("list", terminal=True)
    assert (ran.code, ran.out) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]


def test_a_filter_that_matches_nothing(daily: Run) -> None:
    assert daily("list", "-c", "cs.CV") == (0, HEADER, "no entry matches\n")
    assert daily("list", "-d", "2020-01-01").code == 1


def test_an_empty_day(digest: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "2026-01-01.md").write_text("<div id=toc></div>\n\n# Table of Contents\n\n", encoding="utf-8")
    assert digest("add", "2026-01-01.md") == (0, "", "1 added (0 entries)\n")
    assert digest("list") == (0, HEADER, "no entry matches\n")


def test_several_sources(digest: Run, tmp_path: pathlib.Path) -> None:
    path = write_records(tmp_path / "x.jsonl", [make_entry(5, title=Text(zh="题"))])
    ran = digest("list", "--from", path, "--from", "-", "-n", "1", stdin=DAILY.read_bytes())
    assert ran.lines()[0][3] == "题"
    assert not (tmp_path / "library").exists()


def test_tabs_and_line_feeds_are_blanks(digest: Run, tmp_path: pathlib.Path) -> None:
    path = write_records(tmp_path / "x.jsonl", [make_entry(title=Text(en="a\tb\nc"), tldr=Text(en="d\r\ne"))])
    (cells,) = digest("list", "--from", path).lines()
    assert (cells[3], cells[6], len(cells)) == ("a b c", "d␍ e", 7)
