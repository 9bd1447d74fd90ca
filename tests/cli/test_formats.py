"""`digest formats`: the two registries."""

from __future__ import annotations

from rich.cells import cell_len
from running import Run

from digestcli.readers import READERS
from digestcli.writers import WRITERS


def test_formats_are_the_registries(digest: Run) -> None:
    ran = digest("formats")
    assert (ran.code, ran.err) == (0, "")
    expected = [f"read\t{one.name}\t{one.title}" for one in READERS]
    expected += [f"write\t{one.name}\t{one.title}" for one in WRITERS]
    printed = ran.out.split("\n")
    assert [line.partition(" (--")[0] for line in printed] == [*expected, ""]


def test_options_with_few_values_are_named(digest: Run) -> None:
    told = {
        line.split("\t")[1]: line for line in digest("formats").out.split("\n") if line.startswith("write")
    }
    assert told["markdown"].endswith(" (--style digest|obsidian)")
    assert told["rss"].endswith(" (--per entry|digest)")
    assert "--" not in told["csv"]


def test_a_person_sees_a_table(digest: Run) -> None:
    for language, head in (("en", ["use", "format", "about"]), ("zh", ["用途", "格式", "说明"])):
        ran = digest("--ui", language, "formats", terminal=True, NO_COLOR="1", COLUMNS="60")
        header, rule, *lines = ran.out.rstrip("\n").split("\n")
        assert header.split() == head
        assert rule.strip("─") == ""
        assert max(map(cell_len, lines)) <= 60
        names = [line.split()[1] for line in lines if not line.startswith(" ")]
        assert names == [*(one.name for one in READERS), *(one.name for one in WRITERS)]
        assert "\t" not in ran.out
