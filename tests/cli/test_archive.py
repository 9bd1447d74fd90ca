"""`digest archive`: what its commands print beside those of a library of the same digests."""

from __future__ import annotations

import json
import pathlib
import sys

import pytest
from running import DAILY, ROOT, Run

SAMPLES = ("arxiv-daily", "arxiv-jsonl/2026-01-08.jsonl", "bulletin", "journal-weekly/nature-20150528.txt")
"""Digests with keys of their own, and entries with the dates of their digests."""


@pytest.fixture
def built(daily: Run, tmp_path: pathlib.Path) -> Run:
    """Run the command line beside an archive `a` and a library of the daily sample."""
    ran = daily("archive", "build", DAILY, "--to", "a", "--workers", 1)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("66 entries of 1 input read in ")
    assert ran.err.endswith("\nthe archive has 66 entries in 3 files\n")
    return daily


@pytest.mark.parametrize(
    "words",
    (
        (),
        ("-c", "quant-ph"),
        ("-c", "cs.*", "--limit", "3"),
        ("quantum -title:internet",),
        ("--author", "Seth Lloyd", "--lang", "en"),
        ("-d", "latest", "--script", "tw", "--json"),
        ("--since", "2026", "--until", "2026-01", "--kind", "paper"),
        ("--json", "--limit", "1"),
        ("--sort", "title", "-c", "cs.*"),
        ("--sort", "number", "--json"),
        ("quantum", "--sort", "title", "--limit", "3"),
    ),
)
def test_list_is_that_of_the_library(built: Run, words: tuple[str, ...]) -> None:
    ran = built("archive", "list", "a", *words)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == built("list", *words).out


def test_list_on_a_terminal(built: Run) -> None:
    ran = built("archive", "list", "a", "-c", "quant-ph", "--color", "never", terminal=True)
    assert "Quantum random" in ran.out
    assert "─" in ran.out


@pytest.mark.parametrize(
    "words", (("47",), ("arxiv-daily-2026-01-05:3", "45"), ("0806.4195", "--json"), ("1", "--lang", "zh"))
)
def test_show_is_that_of_the_library(built: Run, words: tuple[str, ...]) -> None:
    ran = built("archive", "show", "a", *words)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == built("show", *words).out


def test_show_what_is_not_there(built: Run) -> None:
    ran = built("archive", "show", "a", "-", "nothing", stdin=b"47\n")
    assert ran.code == 1
    assert ran.out.startswith("[47] ")
    assert ran.err.startswith("digest: nothing matches 'nothing'\n")


def test_search_finds_what_the_library_does(built: Run) -> None:
    ran = built("archive", "search", "a", "量子", "-n", "5")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == built("search", "量子", "-n", "5").out
    assert json.loads(built("archive", "search", "a", "qubit", "--json", "--all").out)


@pytest.mark.parametrize(
    "words", (("-f", "csv"), ("-f", "jsonl", "-c", "cs.LG"), ("-f", "bibtex", "quantum"))
)
def test_export_is_that_of_the_library(built: Run, words: tuple[str, ...]) -> None:
    ran = built("archive", "export", "a", *words)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == built("export", *words).out


def test_export_to_a_file(built: Run, tmp_path: pathlib.Path) -> None:
    ran = built("archive", "export", "a", "-o", "x.parquet")
    assert (ran.code, ran.err) == (0, "66 entries in x.parquet\n")
    assert built("archive", "export", "a", "-o", "x.parquet").code == 73
    assert built("archive", "export", "a", "-o", "x.parquet", "--force").code == 0
    ran = built("archive", "export", "a", "-f", "xlsx", terminal=True)
    assert (ran.code, ran.err.split("\n")[0]) == (2, "digest: --format xlsx is not for a terminal")


@pytest.fixture
def both(digest: Run) -> Run:
    """Run the command line beside an archive `a` and a library of samples of several formats."""
    some = [ROOT / "samples" / name for name in SAMPLES]
    assert digest("add", *some).code == 0
    assert digest("archive", "build", *some, "--to", "a", "--workers", 1).code == 0
    return digest


@pytest.mark.parametrize("split", ("category", "digest", "entry"))
@pytest.mark.parametrize("words", (("-f", "jsonl"), ("-f", "markdown", "--kind", "paper", "quantum OR 量子")))
def test_split_is_that_of_the_library(
    both: Run, tmp_path: pathlib.Path, split: str, words: tuple[str, ...]
) -> None:
    ran = both("archive", "export", "a", "--split", split, "-o", "of-archive", *words)
    of_library = both("export", "--split", split, "-o", "of-library", *words)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == of_library.err.replace("of-library", "of-archive")
    files = _contents(tmp_path / "of-archive")
    assert files == _contents(tmp_path / "of-library")
    assert len(files) > 1


def _contents(folder: pathlib.Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    "words, code, message",
    (
        (("--split", "entry"), 2, "--split needs a folder"),
        (
            ("--split", "entry", "-o", "a/x", "-f", "csv", "--style", "obsidian"),
            2,
            "--style: nothing that csv knows",
        ),
        (("--style", "no"), 2, ""),
    ),
)
def test_export_options_are_checked(built: Run, words: tuple[str, ...], code: int, message: str) -> None:
    ran = built("archive", "export", "a", *words)
    assert (ran.code, ran.out) == (code, "")
    assert f"digest: {message}" in ran.err or "Invalid value for '--style'" in ran.err


def test_stats(built: Run) -> None:
    ran = built("archive", "stats", "a", "--by", "day", "-c", "quant-ph")
    quantum = len(built("list", "-c", "quant-ph").lines())
    assert (ran.code, ran.out) == (0, f"time\tcategory\tentries\n2026-01-05\tquant-ph\t{quantum}\n")
    rows = json.loads(built("archive", "stats", "a", "--by", "all", "--json").out)
    assert sum(row["entries"] for row in rows) == 66
    assert rows[0]["entries"] == max(row["entries"] for row in rows)
    ran = built("archive", "stats", "a", "--by", "day", "-f", "svg")
    assert (ran.code, ran.err.split("\n")[0]) == (2, "digest: --by with --format")


@pytest.mark.parametrize(
    "words",
    (
        ("--json",),
        (),
        ("-n", "3", "--since", "2026-01"),
        ("-c", "quant-ph", "--json"),
        ("-c", "cs.*", "--any-category", "--json"),
        ("量子 OR quantum", "--json"),
        ("nothingofthatkind", "--json"),
    ),
)
def test_stats_are_those_of_the_library(both: Run, words: tuple[str, ...]) -> None:
    ran, of_library = (both(*command, *words) for command in (("archive", "stats", "a"), ("stats",)))
    assert (ran.code, ran.err) == (0, of_library.err)
    if "--json" in words:
        record = json.loads(of_library.out)
        assert json.loads(ran.out) == record | {"repairs": {}}
        return
    known = [line for line in of_library.out.splitlines() if not line.startswith("repair\t")]
    assert ran.out.splitlines() == known


def test_stats_on_a_terminal_and_as_a_picture(built: Run, tmp_path: pathlib.Path) -> None:
    ran = built("archive", "stats", "a", terminal=True, NO_COLOR="1")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == built("stats", terminal=True, NO_COLOR="1").out
    ran = built("archive", "stats", "a", "-f", "svg", "-o", "x.svg")
    assert (ran.code, ran.err.splitlines()[-1]) == (0, "a picture in x.svg")
    assert (tmp_path / "x.svg").read_bytes().startswith(b"<?xml")
    ran = built("archive", "stats", "a", "-o", "x.svg")
    assert (ran.code, ran.err.split("\n")[0]) == (2, "digest: -o without --format")


@pytest.mark.parametrize("command", ("list", "search", "stats", "export"))
def test_nothing_matches(built: Run, command: str) -> None:
    ran = built("archive", command, "a", "nothingofthatkind")
    assert (ran.code, ran.err) == (0, "no entry matches\n")


@pytest.mark.parametrize("words", (("list", "x"), ("show", "x", "1"), ("stats", "x")))
def test_no_archive(built: Run, tmp_path: pathlib.Path, words: tuple[str, ...]) -> None:
    ran = built("archive", *words)
    assert (ran.code, ran.out) == (66, "")
    assert ran.err == f"digest: {tmp_path / 'x'}: no archive\n  hint: make one with `digest archive build`\n"


def test_library_to_archive_and_back(built: Run, tmp_path: pathlib.Path) -> None:
    assert built("archive", "build", "--from-library", "--to", "b", "--workers", 1).code == 0
    assert built("archive", "list", "b").out == built("list").out
    assert "0 entries of 0 inputs read" in built("archive", "build", "--from-library", "--to", "b").err
    ran = built("add", "b", "--library", "new.db")
    assert (ran.code, ran.err) == (0, "1 added (66 entries)\n")
    assert built("export", "-f", "jsonl", "--library", "new.db").out == built("export", "-f", "jsonl").out


def test_a_whole_digest_of_an_archive_is_that_of_its_file(built: Run) -> None:
    assert built("add", "a").err == "1 unchanged (0 entries)\n"
    assert built("add", "a", "--library", "new.db").err == "1 added (66 entries)\n"
    assert built("add", DAILY, "--library", "new.db").err == "1 unchanged (0 entries)\n"


def test_parts_of_an_archive_stand_beside_the_whole(built: Run) -> None:
    assert built("add", "a", "--query", "category:quant-ph").code == 0
    assert built("add", "a", "--query", "category:quant-ph").err == "1 unchanged (0 entries)\n"
    keys = [cells[0] for cells in built("digests").lines()]
    assert sorted(keys) == ["arxiv-daily-2026-01-05", "arxiv-daily-2026-01-05-2"]
    assert built("remove", "arxiv-daily-2026-01-05").code == 0
    assert len(built("list").lines()) == len(built("archive", "list", "a", "-c", "quant-ph").lines())


def test_query_asks_archives_only(built: Run) -> None:
    ran = built("add", DAILY, "--query", "x")
    assert (ran.code, ran.err.split("\n")[0]) == (2, "digest: --query asks archives only")


def test_what_is_told_of_a_build(daily: Run, tmp_path: pathlib.Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / DAILY.name).write_bytes(DAILY.read_bytes())
    (tmp_path / "a" / "bad.txt").write_text("no digest", encoding="utf-8")
    ran = daily("archive", "build", "a", "b", "--to", "archive", "--workers", 1)
    assert (ran.code, ran.out) == (0, "")
    assert "digest: bad.txt: no reader knows this format\n" in ran.err
    assert f"the same file again, passed over: {tmp_path / 'b' / DAILY.name}\n" in ran.err
    assert f"1 input could not be read: see {tmp_path / 'archive'}/_digest/failures.jsonl\n" in ran.err
    (tmp_path / "a" / DAILY.name).unlink()
    (tmp_path / "b" / DAILY.name).unlink()
    ran = daily("archive", "build", "a", "b", "--to", "archive", "--workers", 1)
    assert f"vanished: {tmp_path / 'a' / DAILY.name}\n" in ran.err
    assert ran.err.endswith("the archive has 66 entries in 3 files\n")
    ran = daily("archive", "build", "a", "b", "--to", "archive", "--workers", 1, "--remove-vanished")
    assert ran.code == 65
    assert ran.err.endswith("digest: none of 1 input could be read\n")


def test_progress_on_a_terminal(daily: Run, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from digestcli.archive import plan
    from digestcli.cli.archive import build

    monkeypatch.setattr(plan, "_LEAST", 1)
    monkeypatch.setattr(build, "_OFTEN", 0)
    (tmp_path / "in").mkdir()
    for number in range(1, 4):
        data = DAILY.read_bytes().replace(b"quant-ph", b"hep-th") if number == 2 else DAILY.read_bytes()
        (tmp_path / "in" / f"2026-01-0{number}.md").write_bytes(data)
    ran = daily("archive", "build", "in", "--to", "a", "--workers", 1, terminal=True)
    assert "\r\x1b[Kbuilding: 1 of 3 parts, 66 entries (" in ran.err
    assert ran.err.split("\r\x1b[K")[-1].startswith("198 entries of 3 inputs read in ")


@pytest.mark.parametrize(
    "words, message",
    (
        (("build", "--to", "a"), "nothing to build from"),
        (("build", "-", "--to", "a"), "an archive is not made from standard input"),
        (("build", "in", "--to", "a", "--reader", "x"), "--reader x: no such format"),
        (("build", "in", "--to", "foo://a"), "foo://a: no file system for that"),
        (("list", "foo://a"), "foo://a: no file system for that"),
    ),
)
def test_usage(digest: Run, words: tuple[str, ...], message: str) -> None:
    ran = digest("archive", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"digest: {message}")


@pytest.mark.parametrize("package", ("fsspec", "pyarrow"))
def test_without_the_extra(digest: Run, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    for words in (("build", "x", "--to", "a"), ("list", "a")):
        ran = digest("archive", *words)
        assert (ran.code, ran.out) == (2, "")
        assert (
            ran.err
            == f"digest: digest archive needs the package {package}\n  hint: pip install 'digestcli[scale]'\n"
        )


def test_without_dask(digest: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    ran = digest("archive", "build", DAILY, "--to", "a", "--cluster", "tcp://127.0.0.1:1")
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err == "digest: --cluster needs the package distributed\n  hint: pip install 'digestcli[scale]'\n"
    )


def test_help(digest: Run) -> None:
    assert digest("archive").code == 2
    ran = digest("archive", "--help")
    assert ran.code == 0
    assert all(name in ran.out for name in ("build", "list", "show", "search", "export", "stats"))
    assert "--from " not in digest("archive", "list", "--help").out


@pytest.mark.parametrize("command", ("list", "today", "stats"))
def test_an_archive_is_no_file_of_digests(built: Run, command: str) -> None:
    ran = built(command, "--from", "a")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("digest: --from a: an archive\n  hint: ask it with `digest archive list`")
    assert built(command, "--from", "memory://nothing").code == 66
