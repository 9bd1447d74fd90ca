"""`digest check` and `digest explain`: what is odd, what was changed, and that nothing is stored."""

from __future__ import annotations

import json
import pathlib
from collections import Counter

import pytest
from running import DAILY, ROOT, Run

ARTICLE = ROOT / "samples" / "article" / "protein-folding.txt"
GUIDE = ROOT / "samples" / "journal-weekly" / "nature-20150528.txt"


def test_clean_file(digest: Run, tmp_path: pathlib.Path) -> None:
    ran = digest("check", DAILY)
    assert ran == (0, "file\tline\tkind\tcode\tmessage\n", "1 digest: 0 issues, 0 repairs\n")
    assert not (tmp_path / "library").exists()


def test_repairs_and_issues_with_their_lines(digest: Run) -> None:
    ran = digest("check", ARTICLE)
    assert ran.code == 1
    rows = ran.lines()
    text = ARTICLE.read_text(encoding="utf-8").split("\n")
    repairs = [row for row in rows if row[2] == "repair"]
    assert {row[3] for row in repairs} == {"pinyin-gloss"}
    for _, line, _, _, message in repairs:
        assert message.split(" → ")[0] in text[int(line) - 1]
    assert [row[3] for row in rows if row[2] == "issue"] == ["inferred-title"]
    assert ran.err == f"1 digest: 1 issue, {len(repairs)} repairs\n"
    assert [int(row[1]) for row in rows] == sorted(int(row[1]) for row in rows)


def test_json(digest: Run) -> None:
    ran = digest("check", ARTICLE, "--json")
    findings = json.loads(ran.out)
    assert ran.code == 1
    repair = next(finding for finding in findings if finding["kind"] == "repair")
    assert repair["before"].startswith(repair["after"] + "(")
    assert repair["score"] == 1.0
    assert json.loads(digest("check", DAILY, "--json").out) == []


def test_unreadable_file_wins(digest: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "odd.bin").write_bytes(b"\0\1\2")
    ran = digest("check", ARTICLE, tmp_path / "odd.bin")
    assert ran.code == 65
    assert "odd.bin: a binary file" in ran.err
    assert digest("check", tmp_path / "none").code == 66


def test_a_hint_is_given_once(digest: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "in").mkdir()
    for name in "abc":
        (tmp_path / "in" / name).write_bytes(b"\0\1\2")
    (tmp_path / "in" / "good.txt").write_bytes(ARTICLE.read_bytes())
    for command in (("check", "in"), ("list", "--from", "in"), ("add", "in"), ("sync",)):
        if command == ("sync",):
            for name in "abc":
                (tmp_path / "in" / name).write_bytes(b"\0\1\2\3")
        ran = digest(*command)
        assert ran.err.count("a binary file") == 3
        assert ran.err.count("hint: digest reads text files only") == 1


def test_a_folder_without_files(digest: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "in").mkdir()
    ran = digest("check", "in")
    assert (ran.code, ran.out, ran.err) == (65, "", "digest: no files there\n")


def test_stdin_and_terminal(digest: Run) -> None:
    ran = digest("check", "-", stdin=ARTICLE.read_bytes())
    assert {row[0] for row in ran.lines()} == {"-"}
    seen = digest("check", ARTICLE, terminal=True, COLUMNS="100")
    assert "pinyin-gloss" in seen.out
    assert digest("check", DAILY, terminal=True).out == ""


def test_explain_shows_repairs_beside_the_result(digest: Run) -> None:
    digest("add", ARTICLE)
    ran = digest("explain", "1")
    assert (ran.code, ran.err) == (0, "")
    assert sorted({row[1] for row in ran.lines()}, reverse=True) == ["pinyin-gloss", "inferred-title"]
    record = json.loads(digest("explain", "1", "--json").out)
    assert len(record["repairs"]) == len(ran.lines()) - 1
    assert [issue["code"] for issue in record["issues"]] == ["inferred-title"]
    assert "pinyin-gloss" in digest("explain", "1", terminal=True, COLUMNS="100").out


@pytest.mark.parametrize("arguments", (("check", ARTICLE), ("explain", "1")))
def test_a_person_reads_the_whole_explanation(digest: Run, arguments: tuple[str, ...]) -> None:
    digest("add", ARTICLE)
    (said,) = [
        row[-1] if arguments[0] == "check" else row[3]
        for row in digest(*arguments).lines()
        if "inferred-title" in row
    ]
    shown = digest(*arguments, terminal=True, NO_COLOR="1", COLUMNS="70").out
    header, *lines = (
        shown.partition("\n\n")[2].split("\n") if arguments[0] == "explain" else shown.split("\n")
    )
    assert header.split()[-2 - ("times" in header) :][:2] == ["code", "message"]
    at = header.index("message")
    assert said.replace(" ", "") in "".join(line[at:] for line in lines).replace(" ", "")


def test_a_person_reads_explanations_in_chinese_and_a_pipe_does_not(digest: Run) -> None:
    text = b"- title: A title\n  tldr: N/A\n"
    digest("add", "-", stdin=text)
    for arguments in (("show", "records-stdin:1"), ("explain", "records-stdin:1"), ("check", "-")):
        shown = digest("--ui", "zh", *arguments, terminal=True, NO_COLOR="1", stdin=text).out
        assert "概要的内容是 'N/A'" in shown
        assert "tldr is 'N/A'" in digest("--ui", "zh", *arguments, stdin=text).out


def test_a_person_sees_equal_findings_once_with_their_number(digest: Run) -> None:
    digest("add", ARTICLE)
    found = Counter(tuple(row) for row in digest("explain", "1").lines() if row[1] == "pinyin-gloss")
    assert max(found.values()) > 1
    shown = digest("explain", "1", terminal=True, NO_COLOR="1", COLUMNS="100").out.partition("\n\n")[0]
    header, _, *lines = shown.split("\n")
    assert header.split()[-1] == "times"
    assert [tuple(line.split()[:5]) for line in lines] == list(found)
    assert [int((*line.split(), "1")[5]) for line in lines] == list(found.values())
    assert digest("check", ARTICLE, terminal=True, COLUMNS="200").out.count("pinyin-gloss") == len(found)


def test_explain_an_entry_without_changes(daily: Run) -> None:
    ran = daily("explain", "47")
    assert ran.code == 0
    assert ran.err == "arxiv-daily-2026-01-05:47: nothing was changed and nothing is odd\n"
    assert daily("explain", "47", "--from", DAILY).err == ran.err
    assert daily("explain", "4711").code == 1


@pytest.mark.parametrize("arguments", (("explain", "1"), ("show", "1", "--original")))
def test_nothing_there(digest: Run, arguments: tuple[str, ...]) -> None:
    assert digest(*arguments).code == 1


def test_original_lines(digest: Run) -> None:
    """The lines of an entry are shown as the file has them, glosses and lost spaces included."""
    digest("add", ARTICLE, GUIDE)
    shown = digest("show", "article-protein-folding:1", "--original").out
    assert shown.rstrip("\n") in ARTICLE.read_text(encoding="utf-8")
    assert "(" in shown
    text = GUIDE.read_text(encoding="utf-8").replace("\u00a0", " ")
    for number in ("1", "6"):
        ran = digest("show", f"journal-weekly-2015-05-28:{number}", "--original")
        assert ran.out.rstrip("\n").replace("\u00a0", " ") in text


@pytest.mark.parametrize("suffix", ("jsonl", "csv", "md"))
def test_an_export_has_no_original_lines(digest: Run, suffix: str) -> None:
    """Entries of an export name the lines of the file that they once were in."""
    digest("add", ARTICLE)
    digest("export", "-o", f"x.{suffix}")
    ran = digest("show", "1", "--original", "--from", f"x.{suffix}")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.endswith(": its lines are not kept, for it was read from an export\n")


def test_original_is_safe_to_show(digest: Run, tmp_path: pathlib.Path) -> None:
    text = DAILY.read_text(encoding="utf-8").replace("Abstract: ", "Abstract: \x1b[31m", 1)
    (tmp_path / "2026-02-02.md").write_text(text, encoding="utf-8")
    digest("add", tmp_path / "2026-02-02.md")
    shown = digest("show", "1", "--original").out
    assert "\x1b" not in shown
    assert "␛[31m" in shown


def test_a_run_that_was_read_again_and_one_that_was_not(digest: Run, corpus: pathlib.Path) -> None:
    seed = next((corpus / "seeds").glob("002_*.txt"))
    findings = json.loads(digest("check", seed, "--json").out)
    again = [one for one in findings if one["code"] == "shifted-gloss"]
    assert again
    assert all(0.88 <= one["score"] <= 1 and "?" in one["before"] for one in again)
    assert "garbled-run" in {one["code"] for one in findings}
    digest("add", seed)
    explained = [row for row in digest("explain", "1").lines() if row[1] == "shifted-gloss"]
    assert len(explained) == len(again)
