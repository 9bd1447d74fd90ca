"""`digest mark`, `digest tag` and `digest tags`: state changed by references and by queries."""

from __future__ import annotations

import json
import pathlib
import re

import pytest
from running import Run

from digestcli.library.store import Library

SHARED = "2601.14263"


def _found(run: Run, query: str) -> str:
    """Return the entries that a query finds, as KEY's first letter and number: 'd1 g2'."""
    records = json.loads(run("list", query, "--json").out)
    return " ".join(record["digest"][0] + str(record["number"]) for record in records)


@pytest.mark.parametrize(
    "arguments, query, expected, said",
    (
        ((SHARED, "--read"), "is:read", "d1 g2", "1 paper changed"),
        ((SHARED, "--star"), "is:starred", "d1 g2", "1 paper changed"),
        ((SHARED, "--unread"), "is:read", "", "0 papers changed, 1 already so"),
        ((SHARED, "--read", "--unstar"), "is:read", "d1 g2", "1 paper changed"),
        (("latest:1", "arXiv:2601.14263v2", "--read", "--star"), "is:read is:starred", "d1 g2", "1 paper changed"),
        (("guide-2026-01-22:3", "hep-th/9711200", "--read"), "is:read", "d2 g3", "2 papers changed"),
        (("--read", "--query", "digest:latest category:cs.*"), "is:read", "d1 g2", "1 paper changed"),
        (("--read", "--query", "量子糾纏 OR kind:news"), "is:read", "g1 g3", "2 papers changed"),
        (("--star", "--query", "digest:guide-2026-01-22"), "is:starred", "d1 g1 g2 g3", "3 papers changed"),
        (("--read", "--query", "nothing"), "is:read", "", "0 papers changed"),
    ),
)  # fmt: skip
def test_mark(two: Run, arguments: tuple[str, ...], query: str, expected: str, said: str) -> None:
    assert two("mark", *arguments) == (0, "", said + "\n")
    assert _found(two, query) == expected
    assert two("mark", *arguments).err.startswith("0 papers changed")


def test_back_again(two: Run) -> None:
    two("mark", SHARED, "--read", "--star")
    assert two("mark", SHARED, "--unread").err == "1 paper changed\n"
    assert (_found(two, "is:read"), _found(two, "is:starred")) == ("", "d1 g2")
    assert two("mark", SHARED, "--unstar", "--read").err == "1 paper changed\n"
    assert (_found(two, "is:read"), _found(two, "is:starred")) == ("d1 g2", "")


@pytest.mark.parametrize("command", (("mark", "--read"), ("tag", "+a")))
def test_references_from_standard_input(two: Run, command: tuple[str, ...]) -> None:
    references = f"\ufeff{SHARED}\r\n\nguide-2026-01-22:3\n"
    assert two(*command, "-", stdin=references.encode()) == (0, "", "2 papers changed\n")
    assert _found(two, "is:read OR tag:a") == "d1 g2 g3"
    assert two(*command, "-") == (0, "", "0 papers changed\n")


def test_a_reference_that_means_nothing_does_not_stop_the_others(two: Run) -> None:
    ran = two("mark", "999", SHARED, "--read")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "digest: no entry has the number 999\n  hint: see `digest list`\n1 paper changed\n"
    assert _found(two, "is:read") == "d1 g2"


def test_a_number_names_the_other_digests(two: Run) -> None:
    assert two("mark", "1", "--read").err == (
        "1 is daily-2026-02-05:1; also guide-2026-01-22:1\n1 paper changed\n"
    )
    assert _found(two, "is:read") == "d1 g2"


def test_showing_does_not_mark_as_read(two: Run) -> None:
    for arguments in (
        ("show", SHARED),
        ("show", SHARED, "--json"),
        ("list",),
        ("search", "shared"),
        ("export",),
    ):
        two(*arguments)
    assert _found(two, "is:read") == ""
    assert "Marked" not in two("show", SHARED).out


@pytest.mark.parametrize(
    "arguments, added, removed",
    (
        ((SHARED, "+new"), "new", ""),
        ((SHARED, "＋new"), "new", ""),
        (("+new", SHARED), "new", ""),
        ((SHARED, "-old"), "", "old"),
        ((SHARED, "－old"), "", "old"),
        (("-old", SHARED, "+new"), "new", "old"),
        ((SHARED, "-hot", "-m"), "", "hot m"),
        ((SHARED, "--add", "new", "--remove", "OLD"), "new", "old"),
        ((SHARED, "--add=-new", "--remove=old"), "-new", "old"),
        ((SHARED, "--add", "-new"), "-new", ""),
        ((SHARED, "-old", "--add", "new", "-hot"), "new", "old hot"),
        (("--", SHARED, "-old", "+new"), "new", "old"),
        (("--query", "-title:entanglement id:2601.14263", "-old"), "", "old"),
        ((SHARED, "+量子", "-old"), "量子", "old"),
        ((SHARED, "+ new "), "new", ""),
        ((SHARED, "++"), "+", ""),
    ),
)  # fmt: skip
def test_tag(two: Run, arguments: tuple[str, ...], added: str, removed: str) -> None:
    before = {"old", "hot", "m"}
    two("tag", SHARED, *("+" + name for name in before))
    assert two("tag", *arguments) == (0, "", "1 paper changed\n")
    expected = (before | set(added.split())) - set(removed.split())
    assert {cells[0] for cells in two("tags").lines()} == expected
    (tags,) = re.findall("^Tags: (.*)$", two("show", SHARED).out, re.MULTILINE)
    assert set(tags.split(", ")) == expected


def test_tags_with_blanks_and_by_query(two: Run) -> None:
    assert two("tag", "+to  read", "--query", "digest:latest").err == "2 papers changed\n"
    assert two("tag", SHARED, "+To Read", "+b").err == "1 paper changed\n"
    assert _found(two, 'tag:"TO READ" -tag:b') == "d2"
    assert two("tags") == (0, "tag\tpapers\nto read\t2\nb\t1\n", "")
    assert json.loads(two("tags", "--json").out) == [
        {"tag": "to read", "papers": 2},
        {"tag": "b", "papers": 1},
    ]


def test_tags_on_a_terminal(two: Run) -> None:
    two("tag", SHARED, "+[bold]a\x1b[31m")
    ran = two("tags", terminal=True, NO_COLOR="1")
    assert [line.split() for line in ran.out.splitlines()][::2] == [["tag", "papers"], ["[bold]a␛[31m", "1"]]


def test_without_tags(digest: Run) -> None:
    said = "no tags yet: add some with `digest tag REF +name`\n"
    assert digest("tags") == (0, "tag\tpapers\n", said)
    assert digest("tags", terminal=True) == (0, "", said)
    assert digest("tags", "--json") == (0, "[]\n", said)


def test_state_of_a_removed_digest_is_back_with_it(two: Run) -> None:
    two("tag", SHARED, "+kept")
    for name in ("daily-2026-02-05", "guide-2026-01-22"):
        two("remove", name)
    assert two("tags").lines() == [["kept", "1"]]
    two("add", "two.jsonl")
    assert _found(two, "tag:kept") == "d1 g2"


@pytest.mark.parametrize(
    "arguments, message",
    (
        (("mark", "1"), "nothing to mark"),
        (("mark", "1", "--read", "--unread"), "--read and --unread contradict each other"),
        (("mark", "1", "--star", "--read", "--unstar"), "--star and --unstar contradict each other"),
        (("mark", "--read"), "no papers named"),
        (("mark", "--read", "--query", " "), "no papers named"),
        (("mark", "--read", "1", "--query", "x"), "both references and --query"),
        (("mark", "--read", "--query", "titel:x"), "query, column 1: no field 'titel'"),
        (("tag", "1"), "no tags to add or to remove"),
        (("tag", "+a"), "no papers named"),
        (("tag", "1", "+a", "-A"), "the tag 'a' is both added and removed"),
        (("tag", "1", "+ "), "a tag without a name"),
        (("tag", "1", "--remove="), "a tag without a name"),
    ),
)
def test_what_makes_no_sense(two: Run, arguments: tuple[str, ...], message: str) -> None:
    ran = two(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"digest: {message}\n")


def test_help_of_tag(two: Run) -> None:
    for option in ("-h", "--help"):
        assert two("tag", option).out.startswith("Usage: ")
    assert two("tag", "--nothing").code == 2


@pytest.mark.parametrize("arguments", (("mark", "1", "--read"), ("tag", "1", "+a"), ("note", "1", "-m", "x")))
def test_without_digests(digest: Run, arguments: tuple[str, ...]) -> None:
    assert digest(*arguments) == (
        1,
        "",
        "digest: no digests yet\n  hint: add some with `digest add PATH...`\n",
    )


def test_a_locked_library_and_a_damaged_one(two: Run, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "library" / "library.db"
    with pytest.MonkeyPatch.context() as patch, Library(str(path)) as library, library.transaction():
        patch.setattr("digestcli.library.connect._WAIT_SECONDS", 0.05)
        ran = two("mark", SHARED, "--read")
    assert (ran.code, "locked" in ran.err) == (74, True)
    assert _found(two, "is:read") == ""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    ran = two("mark", SHARED, "--read")
    assert (ran.code, ran.out) == (74, "")
    assert "Traceback" not in ran.err


def test_marks_in_the_table(two: Run) -> None:
    plain = two("list", terminal=True, NO_COLOR="1", COLUMNS="100").out
    assert "•" not in plain
    assert plain.startswith("number ")
    two("mark", SHARED, "--read")
    two("mark", "latest:2", "--star")
    two("mark", "guide-2026-01-22:3", "--read", "--star")
    marked = two("list", terminal=True, NO_COLOR="1", COLUMNS="100").out.splitlines()
    assert [line[:2].rstrip() for line in marked[2:]] == ["", "•★", "•", "", " ★"]
    assert two("list", "-d", "latest", "is:read", terminal=True, NO_COLOR="1", COLUMNS="100").out.startswith(
        "number "
    )
    assert "★" not in two("list").out


def test_marks_of_a_search(two: Run) -> None:
    before = two("search", "shared OR entanglement", terminal=True, NO_COLOR="1").out
    two("mark", "guide-2026-01-22:1", "--read", "--star")
    two("mark", "guide-2026-01-22:3", "--read")
    after = two("search", "shared OR entanglement", terminal=True, NO_COLOR="1").out
    first = [line for line in after.splitlines() if "] " in line]
    assert sorted(line[:5] for line in first) == [" ★ [1", "•  [1"]
    assert "★" not in before
    assert "★" not in two("search", "shared OR entanglement").out


@pytest.mark.parametrize("terminal", (True, False))
def test_show_tells_the_state(two: Run, *, terminal: bool) -> None:
    two("mark", SHARED, "--read", "--star")
    two("tag", SHARED, "+b", "+A")
    two("note", SHARED, "-m", "Mine.\n\x1b[31mred")
    out = two("show", SHARED, terminal=terminal, NO_COLOR="1").out
    for label, text in (("Marked", "starred, read"), ("Tags", "A, b")):
        assert (f"{label:<9} {text}\n" if terminal else f"\n{label}: {text}\n") in re.sub(" +\n", "\n", out)
    assert "Mine." in out
    assert "␛[31mred" in out
    assert list(json.loads(two("show", SHARED, "--json").out)) == list(
        json.loads(two("list", "--json").out)[0]
    )
