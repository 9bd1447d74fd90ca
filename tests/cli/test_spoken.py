"""Help and complaints in Chinese, and that no data changes with the language of the user interface."""

from __future__ import annotations

import pathlib
import re
import shutil
import zipfile

import pytest
import said
from running import DAILY, ROOT, Run

from digestcli.cli import COMMANDS
from digestcli.cli.spoken import translated
from digestcli.config import SETTINGS
from digestcli.text.layout import width
from digestcli.writers import WRITERS
from digestcli.writers.base import Writer

_FREE = re.compile(r"\d+ MB free")  # others write to the disk meanwhile
COMMAND_NAMES = {command.name for command in COMMANDS}
REFERENCE = "0811.3171"
DATA = {  # what each command prints into a pipe; several for other forms of it
    "today": ("today", "today --json", "today --brief"),
    "next": ("next", "next --json"),
    "list": ("list", "list --json", "list -c quant-ph --lang zh", "list nothing-that-is-there"),
    "search": ("search 量子", "search 量子 --json"),
    "show": (f"show {REFERENCE}", f"show {REFERENCE} --json", f"show {REFERENCE} --original", "show 1 2 3"),
    "browse": (),
    "stats": ("stats --json", "stats"),
    "categories": ("categories", "categories --json"),
    "digests": ("digests", "digests --json"),
    "mark": (f"mark {REFERENCE} --star",),
    "tag": (f"tag {REFERENCE} +todo",),
    "tags": ("tags", "tags --json"),
    "note": (f"note {REFERENCE} -m text", f"note {REFERENCE} --print"),
    "export": tuple(f"export -f {writer.name}" for writer in WRITERS if not writer.binary),
    "state": ("state export",),
    "add": ("add daily.md",),
    "sync": ("sync", "sync --json", "sync --list", "sync --list --json"),
    "remove": (),
    "archive": (),  # tests/cli/test_archive.py
    "check": ("check daily.md", "check daily.md --json", "check samples/bulletin"),
    "explain": ("explain 1", "explain 1 --json"),
    "formats": ("formats",),
    "config": ("config show", "config show --json", "config path"),
    "completion": ("completion bash", "completion zsh", "completion fish"),
    "doctor": ("doctor", "doctor --json"),
    "backup": (),
}
LINES = tuple(line for lines in DATA.values() for line in lines)
every_command = pytest.mark.parametrize("name", ("", *sorted(COMMAND_NAMES)))


@pytest.fixture
def filled(daily: Run, tmp_path: pathlib.Path) -> Run:
    shutil.copy(DAILY, tmp_path / "daily.md")
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    return daily


def test_every_command_is_looked_at() -> None:
    assert set(DATA) == COMMAND_NAMES


@pytest.mark.parametrize("line", LINES)
def test_data_is_the_same_in_both(filled: Run, line: str) -> None:
    """Every line runs twice before it is compared: the first `mark` changes something, the second nothing."""
    filled(*line.split())
    english, chinese = (filled("--ui", language, *line.split()) for language in ("en", "zh"))
    assert _FREE.sub("", chinese.out) == _FREE.sub("", english.out)
    assert chinese.code == english.code
    assert said.english_in(chinese.err, typed=[*line.split(), "arxiv:", "arxiv-daily"]) == []


@pytest.mark.parametrize("writer", [writer for writer in WRITERS if writer.binary], ids=lambda one: one.name)
def test_files_are_the_same_in_both(filled: Run, tmp_path: pathlib.Path, writer: Writer) -> None:
    for language in ("en", "zh"):
        assert filled("--ui", language, "export", "-f", writer.name, "-o", language).code == 0
    assert _contents(tmp_path / "en") == _contents(tmp_path / "zh")


def _contents(path: pathlib.Path) -> object:
    """Return what a file holds; of an archive the files in it, for those of xlsx bear the time."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}


@every_command
def test_help_is_chinese(digest: Run, name: str) -> None:
    english, chinese = (digest(*f"--ui {language} {name} --help".split()) for language in ("en", "zh"))
    assert (chinese.code, chinese.err) == (0, "")
    assert (
        said.english_in(
            _without_first_column(chinese.out), typed=("latest", "quant-ph", "cs.*", "KEY", "--lang en")
        )
        == []
    )
    assert max(map(width, chinese.out.split("\n"))) <= 80
    assert english.out.startswith("Usage: digest")
    assert chinese.out.startswith("用法：digest")


def _without_first_column(text: str) -> str:
    """Leave out what is typed: examples, and the names of commands and options before their description."""
    text = re.sub(r"\[[^\[\]]*\]|^  \w+:<[^>]*>", " ", text, flags=re.MULTILINE)
    lines = [line for line in text.split("\n") if not line.startswith("    digest ")]
    shown = []
    for line in lines:
        first, gap, rest = line.strip().partition("  ")
        shown.append(rest if gap else "" if first.startswith("-") else first)
    return "\n".join(shown[1:]).replace("`digest", "`")


@pytest.mark.parametrize(
    "args, said_last",
    (
        ("lst", "错误：没有命令 'lst'。是不是 'list'？"),
        ("xyzzy", "错误：没有命令 'xyzzy'。"),
        ("--bogus", "错误：没有选项 --bogus"),
        ("list --bogus", "错误：没有选项 --bogus"),
        ("list --jsn", "错误：没有选项 --jsn（可能是：--json, --new, --since）"),
        ("list --lang fr", "错误：'--lang' 的值无效：'fr' 不在可选值之中：'zh', 'en', 'both'。"),
        ("list --limit -1", "错误：'--limit' / '-n' 的值无效：-1 不在范围 x>=0 之内。"),
        ("list --limit x", "错误：'--limit' / '-n' 的值无效：'x' 不是整数。"),
        ("list --since", "错误：选项 '--since' 需要一个值。"),
        ("list --json=1", "错误：选项 '--json' 不带值。"),
        ("show", "错误：缺少参数 'REF...'。"),
        ("backup a b", "错误：多余的参数（b）"),
    ),
)
def test_complaints(digest: Run, args: str, said_last: str) -> None:
    english, chinese = digest(*args.split()), digest("--ui", "zh", *args.split())
    assert (chinese.code, chinese.out) == (english.code, english.out) == (2, "")
    *usage, last, end = chinese.err.split("\n")
    assert (last, end) == (said_last, "")
    assert not usage or usage[0].startswith("用法：digest")
    assert not usage or usage[1].startswith("用 `digest")
    assert len(usage) + 2 == len(english.err.split("\n"))


def test_a_complaint_that_nobody_knows_stays() -> None:
    assert translated("Something new: {x} is odd") == "Something new: {x} is odd"


def test_a_complaint_on_hostile_words_is_quick(digest: Run) -> None:
    words = " is not one of " * 20_000
    ran = digest("--ui", "zh", "list", "--limit", words)
    assert ran.code == 2


def test_the_column_of_a_query_is_marked(digest: Run) -> None:
    err = digest("--ui", "zh", "list", "量子 title:(x").err.split("\n")
    assert err[:3] == ["digest: 检索式第 10 列：括号没有闭合", "  量子 title:(x", "             ^"]
    assert width(err[1].partition("(")[0]) == err[2].index("^")


def test_a_broken_configuration_is_reported(digest: Run, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("ui: zh\ncolour: red\n", encoding="utf-8")
    names = ", ".join(sorted(one.name for one in SETTINGS))
    ran = digest("list", DIGEST_CONFIG=str(path), LANG="zh_CN.UTF-8")
    assert ran == (2, "", f"digest: {path}：未知的设置 'colour'\n  提示：可选其一：{names}\n")
    ran = digest("list", DIGEST_CONFIG=str(path), LANG="C")
    assert ran.err.startswith(f"digest: {path}: unknown setting 'colour'")


def test_completion_tells_in_chinese(digest: Run) -> None:
    assert "list\t阅读\n" in digest("--ui", "zh", "__complete", "--", "l").out
    assert "--json\t" in digest("__complete", "--", "--ui", "zh", "list", "--js").out
    assert digest("__complete", "--", "--ui", "").out.split() == ["en", "zh"]


def test_a_terminal_shows_chinese(filled: Run) -> None:
    shown = filled("--ui", "zh", "show", REFERENCE, terminal=True, NO_COLOR="1", COLUMNS="80").out
    assert "\n作者      Aram W. Harrow" in shown
    assert "\nDOI       10.48550/arXiv.0811.3171" in shown
    head = filled("--ui", "zh", "list", terminal=True, NO_COLOR="1", COLUMNS="120").out.split("\n")[0]
    assert head.split() == ["序号", "分类", "题名", "日期", "概要"]
    assert "个条目，" in filled("--ui", "zh", "today", terminal=True, NO_COLOR="1").out
    doctor = filled("--ui", "zh", "doctor", terminal=True, NO_COLOR="1", COLUMNS="80").out
    assert said.english_in(doctor) == []


def test_choices_of_a_missing_argument_stand_in_one_line(digest: Run) -> None:
    ran = digest("--ui", "zh", "completion")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("\n错误：缺少参数 'shell'，可选其一：bash, zsh, fish\n")
