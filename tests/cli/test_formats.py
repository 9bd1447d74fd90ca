"""`digest formats`: the two registries."""

from __future__ import annotations

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
