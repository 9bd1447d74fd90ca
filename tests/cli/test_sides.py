"""Cards on a terminal: side by side, with readable mathematics, lines by the rules of the script."""

from __future__ import annotations

from running import Run

from digestcli.text.layout import width


def test_command(daily: Run) -> None:
    ran = daily("show", "47", "--side-by-side", terminal=True, COLUMNS="120", NO_COLOR="1")
    assert (ran.code, ran.err) == (0, "")
    assert "│ Abstract" in ran.out
    narrow = daily("show", "47", "--side-by-side", terminal=True, COLUMNS="99", NO_COLOR="1")
    assert narrow.err == "--side-by-side needs 100 cells, the terminal has 99\n"
    assert "│" not in narrow.out
    assert "│" not in daily("show", "47", "--side-by-side").out


def test_mathematics(daily: Run) -> None:
    seen = daily("show", "47", terminal=True, COLUMNS="100", NO_COLOR="1").out
    raw = daily("show", "47", "--raw-math", terminal=True, COLUMNS="100", NO_COLOR="1").out
    assert "1/λ" in seen
    assert "\\lambda" not in seen
    assert "$1/\\lambda$" in raw
    assert "$1/\\lambda$" in daily("show", "47").out  # a pipe gets what the digest says
    table = daily("list", "--limit", "60", terminal=True, COLUMNS="200", NO_COLOR="1").out
    assert "$T" not in table
    assert (
        "$T" in daily("list", "--limit", "60", "--raw-math", terminal=True, COLUMNS="200", NO_COLOR="1").out
    )


def test_lines_of_a_card_keep_the_rules(daily: Run) -> None:
    for cells in ("40", "60", "100"):
        ran = daily("show", *map(str, range(1, 67)), terminal=True, COLUMNS=cells, NO_COLOR="1", LINES="50")
        for line in ran.out.split("\n"):
            if not line.startswith(("URL", "PDF", "DOI", "arXiv")):
                assert width(line) <= int(cells)
            assert not line.strip().startswith(("。", "，", "、", "；", "：", "）", "”"))
            assert not line.rstrip().endswith(("（", "“", "《"))
