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
    assert ran.out == "\n".join(expected) + "\n"
