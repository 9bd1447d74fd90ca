"""`digest categories`: names, labels and counts."""

from __future__ import annotations

import json

from running import DAILY, Run

HEADER = "category\tzh\ten\tentries\n"


def test_largest_first(daily: Run) -> None:
    assert daily("categories") == (
        0,
        HEADER + "quant-ph\t\t\t24\ncs.LG\t\t\t16\ncs.CL\t\t\t14\nhep-th\t\t\t12\n",
        "",
    )


def test_from_files(digest: Run) -> None:
    ran = digest("categories", "--from", DAILY, "-c", "cs.*")
    assert ran == (0, HEADER + "cs.LG\t\t\t16\ncs.CL\t\t\t14\n", "")


def test_labels_and_any_category(two: Run) -> None:
    assert sorted(two("categories").out.split("\n")[1:-1]) == [
        "\t\t\t1",
        "Computing\t\t\t1",
        "Physics\t物理學\tPhysics\t1",
        "cs.LG\t\t\t1",
        "hep-th\t\t\t1",
    ]
    assert "cs.LG\t\t\t2\n" in two("categories", "--any-category").out
    assert two("categories", "-d", "latest", "--since", "2026-02").out.count("\n") == 3


def test_json(two: Run) -> None:
    found = json.loads(two("categories", "--json", "-c", "物理学").out)
    assert found == [{"category": "Physics", "zh": "物理學", "en": "Physics", "entries": 1}]
    (other,) = json.loads(two("categories", "--json", "-c", "cs.LG").out)
    assert (other["zh"], other["en"]) == (None, None)


def test_nothing_there(digest: Run) -> None:
    ran = digest("categories")
    assert (ran.code, ran.out) == (0, HEADER)
    assert "digest add" in ran.err
    assert digest("categories", "--json").out == "[]\n"
    assert digest("categories", terminal=True).out == ""


def test_on_a_terminal(daily: Run) -> None:
    ran = daily("categories", "--color", "never", terminal=True)
    assert [line.split() for line in ran.out.split("\n")][2] == ["quant-ph", "24"]


def test_a_person_sees_each_name_once(two: Run) -> None:
    for language, nothing in (("en", "(no category)"), ("zh", "（无分类）")):
        shown = two("--ui", language, "categories", terminal=True, NO_COLOR="1").out
        rows = [line.split() for line in shown.split("\n")[2:-1]]
        assert sorted(rows) == sorted(
            [
                [*nothing.split(), "1"],
                ["Computing", "1"],
                ["Physics", "物理學", "1"],
                ["cs.LG", "1"],
                ["hep-th", "1"],
            ]
        )
