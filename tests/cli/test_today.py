"""`digest today` and `digest next`: the newest digests in one order, watched entries first, unread ones next."""

from __future__ import annotations

import json
import pathlib

import pytest
from entries import make_entry, write_records
from rich.cells import cell_len
from running import DAILY, Run

from digestcli.model import Text


@pytest.fixture
def kinds(digest: Run, tmp_path: pathlib.Path) -> Run:
    """Run with a library of two kinds of digests: two of made records, and the daily sample."""
    for date in ("2026-01-22", "2026-01-03"):
        key = f"made-{date}"
        own = {"digest": key, "date": date, "category": "cs.LG"}
        entries = [
            make_entry(
                1,
                title=Text(en="Old news"),
                tldr=Text(zh="這是舊聞與歷史"),
                script="Hant",
                id="arxiv:1706.03762",
                **own,
            ),
            make_entry(
                2,
                title=Text(en=f"Spin chains {date}"),
                tldr=Text(zh="自旋链", en="Spins"),
                id=f"{key}:2",
                **own,
            ),
            make_entry(3, title=Text(zh="只有标题"), id=f"{key}:3", **own),
        ]
        assert digest("add", write_records(tmp_path / f"{date}.jsonl", entries)).code == 0
    assert digest("config", "set", "watch.spin", "spin OR 自旋链").code == 0
    return digest


def test_the_newest_of_each_kind(kinds: Run) -> None:
    kinds("add", DAILY)
    ran = kinds("today")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split("\n")[0] == "digest\twatch\tnumber\tid\tcategory\ttitle\tauthors\tdate\ttldr"
    rows = ran.lines()
    assert [(row[0], row[1], row[2]) for row in rows[:3]] == [
        ("made-2026-01-22", "spin", "2"),
        ("made-2026-01-22", "", "1"),
        ("made-2026-01-22", "", "3"),
    ]
    assert {row[0] for row in rows[3:]} == {"arxiv-daily-2026-01-05"}
    assert len(rows) == 3 + 66
    assert rows[1][-1] == "这是旧闻与历史"


def test_selected(kinds: Run) -> None:
    assert {row[0] for row in kinds("today", "--until", "2026-01-10").lines()} == {"made-2026-01-03"}
    assert [row[2] for row in kinds("today", "-d", "made-2026-01-03").lines()] == ["2", "1", "3"]
    assert [row[2] for row in kinds("today", "title:chains").lines()] == ["2"]
    assert kinds("today", "nowhere") == (0, kinds("today").out.split("\n")[0] + "\n", "no entry matches\n")
    assert kinds("today", "--since", "2025", "--lang", "en").lines()[0][-1] == "Spins"


def test_json(kinds: Run) -> None:
    (one,) = json.loads(kinds("today", "--json").out)
    assert (one["digest"], one["entries"], one["new"], one["unread"]) == ("made-2026-01-22", 3, 2, 3)
    assert one["categories"] == {"cs.LG": 3}
    assert [(line["watch"], line["read"]) for line in one["lines"]] == [
        (["spin"], False),
        ([], False),
        ([], False),
    ]
    assert one["lines"][0]["record"]["number"] == 2


def test_on_a_terminal(kinds: Run) -> None:
    ran = kinds("today", terminal=True, COLUMNS="70")
    text = ran.out
    assert text.split("\n")[0].endswith("made-2026-01-22 · 2026-01-22 · 3 entries, 2 new, 3 unread\x1b[0m")
    assert "\x1b[1m\x1b[1;33mSpin\x1b[0m" in text or "\x1b[1;33mSpin\x1b[0m" in text
    plain = kinds("today", terminal=True, COLUMNS="70", NO_COLOR="1").out.split("\n")
    assert plain[1:] == [
        "cs.LG 3",
        "@spin (1)",
        "[2] Spin chains 2026-01-22",
        "    自旋链",
        "the rest (2)",
        "[1] Old news",
        "    这是旧闻与历史",
        "[3] 只有标题",
        "",
    ]


@pytest.mark.parametrize("height", (6, 10, 24, 200))
@pytest.mark.parametrize("width", (40, 80, 200))
def test_brief_fits_the_screen(daily: Run, height: int, width: int) -> None:
    from rich.cells import cell_len

    ran = daily("today", "--brief", terminal=True, COLUMNS=str(width), LINES=str(height), NO_COLOR="1")
    shown = ran.out.splitlines()
    assert len(shown) <= height - 1
    assert max(map(cell_len, shown)) <= width
    if height == 200:
        assert len(shown) == 2 + 66
    else:
        assert len(shown) == height - 1
        assert shown[-1] == f"{66 - (height - 1 - 3)} more: digest today"


def test_foreign_text_is_only_text(digest: Run, tmp_path: pathlib.Path) -> None:
    nasty = "[bold]x[/] \x1b[31mspin\x1b]0;t\x07"
    entry = make_entry(1, title=Text(en=nasty), tldr=Text(en=nasty), category=nasty)
    path = write_records(tmp_path / "x.jsonl", [entry])
    digest("config", "set", "watch.spin", "spin")
    for options in ((), ("--brief",)):
        ran = digest("today", "--from", path, *options, terminal=True, NO_COLOR="1")
        assert "\x1b" not in ran.out
        assert "[bold]x[/] ␛[31mspin" in ran.out


def test_an_empty_library(digest: Run) -> None:
    for name in ("today", "next"):
        ran = digest(name)
        assert ran.code == 0
        assert ran.err.startswith("no digests yet")


def test_next_goes_on_when_told(kinds: Run) -> None:
    first = kinds("next")
    assert first.out.startswith("[2] Spin chains 2026-01-22\n")
    assert kinds("next") == first
    assert kinds("next", "--read").out == first.out
    shown = [kinds("next", "--read").out.split("\n")[0] for _ in range(4)]
    assert shown == ["[1] Old news", "[3] 只有标题", "[2] Spin chains 2026-01-03", "[3] 只有标题"]
    assert kinds("next") == (0, "", "nothing unread\n")
    assert kinds("list", "is:unread").lines() == []


def test_next_of_a_query(daily: Run) -> None:
    assert daily("next", "-c", "quant-ph", "internet").out.startswith("[45]")
    records = json.loads(daily("next", "-n", "3", "--json", "--read").out)
    assert [one["number"] for one in records] == [1, 2, 3]
    assert daily("next").out.startswith("[4]")
    assert daily("next", "--from", DAILY).out.startswith("[1]")
    assert daily("next", "--from", DAILY, "--read").code == 2


def test_one_entry_is_one(digest: Run, tmp_path: pathlib.Path) -> None:
    digest("add", write_records(tmp_path / "x.jsonl", [make_entry(1, title=Text(en="A title"))]))
    assert "· 1 entry, 1 new, 1 unread\n" in digest("today", terminal=True, NO_COLOR="1").out
    assert digest("stats", terminal=True, NO_COLOR="1").out.startswith("1 paper in 1 entry\n")


@pytest.mark.parametrize("language, unread", (("en", "66 unread"), ("zh", "66 个未读")))
@pytest.mark.parametrize("cells", ("40", "50", "60", "80"))
def test_what_is_unread_is_told_on_any_terminal(daily: Run, cells: str, language: str, unread: str) -> None:
    shown = daily("--ui", language, "today", "--brief", terminal=True, NO_COLOR="1", COLUMNS=cells).out
    head = shown.split("\n")[0]
    assert head.startswith("arx")
    assert head.endswith(unread)
    assert ("· 2026-01-05 ·" in head) == (cells == "80")
    assert cell_len(head) <= int(cells)
