"""`digest show`: one entry in full, by any name it has."""

from __future__ import annotations

import json
import pathlib

import pytest
from entries import make_entry, write_records
from running import DAILY, Run

HHL = "[47] Quantum algorithm for solving linear systems of equations\n"


@pytest.mark.parametrize("source", ("library", "from"))
def test_the_command_of_the_card(digest: Run, source: str) -> None:
    if source == "library":
        digest("add", DAILY)
    ran = digest("show", "47", *(("--from", DAILY) if source == "from" else ()))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        HHL + "Authors: Aram W. Harrow, Avinatan Hassidim, Seth Lloyd\nCategory: quant-ph\n"
        "Digest: arxiv-daily-2026-01-05 · 2026-01-05\narXiv: 0811.3171\nDOI: 10.48550/arXiv.0811.3171\n"
        "URL: https://arxiv.org/abs/0811.3171\n\nTL;DR: 提出 HHL 算法"
    )
    for label in ("动机", "方法", "结果", "结论", "Abstract"):
        assert f"\n\n{label}: " in ran.out


def test_as_a_program(program: Run) -> None:
    ran = program("show", "47", "--from", DAILY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(HHL)


@pytest.mark.parametrize(
    "reference",
    (
        "47", "arxiv-daily-2026-01-05:47", "latest:47", "0811.3171", "arXiv:0811.3171v3",
        "10.48550/ARXIV.0811.3171", "https://arxiv.org/abs/0811.3171v1", "http://arxiv.org/pdf/0811.3171",
        "https://doi.org/10.48550/arXiv.0811.3171",
    ),
)  # fmt: skip
def test_reference(daily: Run, reference: str) -> None:
    ran = daily("show", reference)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(HHL)


def test_references_from_standard_input(daily: Run) -> None:
    ran = daily("show", "1", "-", "66", stdin="\ufeff2\r\n\n  0811.3171 \n".encode())
    assert [line[: line.index("]") + 1] for line in ran.out.split("\n") if line.startswith("[")] == [
        "[1]", "[2]", "[47]", "[66]",
    ]  # fmt: skip
    assert daily("show", "-") == (0, "", "")


def test_a_missing_one_does_not_hide_the_others(daily: Run) -> None:
    ran = daily("show", "1", "999", "47", "nothing\x1b")
    assert ran.code == 1
    assert ran.out.count("\nAuthors: ") == 2
    assert "digest: no entry has the number 999\n" in ran.err
    assert "nothing␛" in ran.err or "nothing\\x1b" in ran.err
    ran = daily("show", "999")
    assert (ran.code, ran.out) == (1, "")


def test_the_same_paper_is_shown_once(two: Run) -> None:
    ran = two("show", "2601.14263", "arXiv:2601.14263v2", "latest:1", "10.48550/arxiv.2601.14263")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("A shared paper") == 1
    assert "Also in: guide-2026-01-22:2\n" in ran.out


def test_the_newest_digest_has_the_number(two: Run) -> None:
    ran = two("show", "1")
    assert ran.out.startswith("[1] A shared paper\n")
    assert ran.err == "1 is daily-2026-02-05:1; also guide-2026-01-22:1\n"
    ran = two("show", "1", "-d", "2026-01-22")
    assert ran.out.startswith(
        "[1] 以软体模拟量子纠缠\nEntanglement simulated\nAuthors: Erwin Schrödinger, 張三豐, et al.\nCategory: Physics 物理学\n"
    )
    assert ran.err == ""


def test_old_style_id_and_doi(two: Run) -> None:
    assert two("show", "hep-th/9711200v2").out.startswith("[2] ")
    for reference in ("10.1038/s41586-026-00001-x", "https://doi.org/10.1038/S41586-026-00001-X"):
        assert "Entanglement" in two("show", reference).out


@pytest.mark.parametrize(
    "script, expected", (("hans", "图书馆里的时间"), ("original", "圖書館裡的時間"), ("tw", "圖書館裡的時間"))
)
def test_script(two: Run, script: str, expected: str) -> None:
    ran = two("show", "guide-2026-01-22:1", "--script", script)
    assert f"\n\n摘要: {expected}\n" in ran.out
    assert "\n\nAbstract: Time in libraries\n" in ran.out


def test_language(two: Run) -> None:
    ran = two("show", "guide-2026-01-22:1", "--lang", "en")
    assert ran.out.startswith("[1] Entanglement simulated\nAuthors:")
    assert "摘要" not in ran.out
    assert "Abstract" not in two("show", "guide-2026-01-22:1", "--lang", "zh").out


def test_json(two: Run) -> None:
    one = json.loads(two("show", "guide-2026-01-22:1", "--json").out)
    assert one["title"] == {"zh": "以软体模拟量子纠缠", "en": "Entanglement simulated"}
    assert one["script"] == "Hans"
    several = json.loads(two("show", "latest:1", "latest:2", "--json").out)
    assert [record["number"] for record in several] == [1, 2]
    ran = two("show", "latest:1", "999", "--json")
    assert (ran.code, json.loads(ran.out)["number"]) == (1, 1)
    assert two("show", "999", "--json").out == ""


def test_without_any_digest(digest: Run, tmp_path: pathlib.Path) -> None:
    ran = digest("show", "47")
    assert (ran.code, ran.out) == (1, "")
    assert "digest add" in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]
    assert digest("show").code == 2


def test_issues_and_extras_are_shown(digest: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "- title: A title\n  tldr: N/A\n  mood: calm\n  references: [https://arxiv.org/abs/2601.14263]\n",
        encoding="utf-8",
    )
    ran = digest("show", "1", "--from", "x.yaml")
    assert "\n\nMood: calm\n" in ran.out
    assert "\n[1] https://arxiv.org/abs/2601.14263 arxiv:2601.14263\n" in ran.out
    assert "\nIssue: placeholder: tldr is 'N/A' (line 1)\n" in ran.out


def test_one_digest_with_a_number_twice(digest: Run, tmp_path: pathlib.Path) -> None:
    entries = [make_entry(4, id=f"doi:10.1/{name}") for name in "ab"]
    path = write_records(tmp_path / "x.jsonl", entries)
    assert digest("show", "made-2026-01-22:4", "--from", path).out.count("[4] Title 4\n") == 2
