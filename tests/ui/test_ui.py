"""Which language is spoken, and what is said in it."""

from __future__ import annotations

import errno
import os
import pathlib
import re
from collections.abc import Iterator

import pytest

from digestcli import ui
from digestcli.cli.language import Language, speak


@pytest.fixture(autouse=True)
def english_afterwards(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> Iterator[None]:
    monkeypatch.setenv("DIGEST_CONFIG", str(tmp_path / "config.yaml"))
    yield
    ui.use(ui.Speech())


@pytest.mark.parametrize(
    "variables, language",
    (
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "ZH"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "de_DE", "DIGEST_UI": "zh"}, "zh"),
        ({"LANG": "zh_CN", "DIGEST_UI": "en"}, "en"),
        ({"LANG": "zh_CN", "DIGEST_UI": "fr"}, "zh"),
    ),
)
def test_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    speak()
    assert ui.language() == language


@pytest.mark.parametrize(
    "config, option, variable, language",
    (
        ("ui: zh\n", None, "", "zh"),
        ("ui: zh\n", None, "en", "en"),
        ("ui: en\n", "zh", "en", "zh"),
        ("lang: zh\n", None, "", "en"),
        ("ui: fr\n", None, "", "en"),
        ("ui: [zh\n", None, "", "en"),
        ("colour: red\n", None, "zh", "zh"),
    ),
)
def test_by_option_variable_and_setting(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: pathlib.Path,
    config: str,
    option: Language | None,
    variable: str,
    language: str,
) -> None:
    (tmp_path / "config.yaml").write_text(config, encoding="utf-8")
    monkeypatch.setenv("DIGEST_UI", variable)
    speak(option)
    assert ui.language() == language


def test_it_is_decided_when_something_is_said() -> None:
    asked: list[str] = []

    def find() -> str:
        asked.append("once")
        return "zh"

    ui.use(ui.Speech(find=find))
    assert not asked
    assert [ui.say("nothing to mark") for _ in range(2)] == ["没有要标记的内容"] * 2
    assert asked == ["once"]


def test_what_goes_wrong_meanwhile_is_said_by_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN")
    said: list[str] = []

    def find() -> str:
        said.append(ui.say("nothing to mark"))
        return "en"

    ui.use(ui.Speech(find=find))
    assert ui.say("nothing to mark") == "nothing to mark"
    assert said == ["没有要标记的内容"]


@pytest.mark.parametrize(
    "locale, said",
    (
        ("zh_CN.UTF-8", "文献库文件"),
        ("zh_TW.UTF-8", "文獻庫文件"),
        ("zh_HK", "文獻庫文件"),
        ("zh-Hant-TW", "文獻庫文件"),
        ("zh_Hant", "文獻庫文件"),
    ),
)
def test_traditional_where_it_is_read(monkeypatch: pytest.MonkeyPatch, locale: str, said: str) -> None:
    monkeypatch.setenv("LANG", locale)
    speak()
    assert ui.text("the library file") == said
    assert ui.say("no setting {name!r}", name="软件")[-4:] == "'软件'"  # a value is foreign text


def test_another_process_speaks_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    import pickle

    monkeypatch.setenv("LANG", "zh_TW")
    speak()
    carried = pickle.dumps(ui.spoken())
    ui.use(ui.Speech())
    monkeypatch.setenv("LANG", "C")
    ui.use(pickle.loads(carried))
    assert ui.text("the library file") == "文獻庫文件"


@pytest.mark.parametrize("value", ("{x}", "{0.__class__}", "read", "%s", "{"))
def test_values_are_no_templates(value: str) -> None:
    for language in ui.LANGUAGES:
        ui.use(ui.Speech(language))
        assert value in ui.say("{what} in {path}", what=value, path="y")
        assert value in ui.Message("{what} in {path}", what=value, path="y").said()


@pytest.mark.parametrize(
    "language, one, two",
    (("en", "1 entry", "2 entries"), ("zh", "1 个条目", "2 个条目")),
)
def test_counted(language: str, one: str, two: str) -> None:
    ui.use(ui.Speech(language))
    assert (ui.counted(1, "entry"), ui.counted(2, "entry")) == (one, two)


def test_a_message_is_data_in_english_and_said_in_chinese() -> None:
    ui.use(ui.Speech("zh"))
    rows = [
        ui.Message("{count} in {table}", count=count, table=table) for count, table in ((1, "a"), (2, "b"))
    ]
    told = ui.Message("rows that refer to nothing: {rows}", rows=rows)
    assert told.english() == "rows that refer to nothing: 1 in a, 2 in b"
    assert told.said() == "引用已失效的行：a 中 1 行，b 中 2 行"
    assert ui.english("nothing to mark") == "nothing to mark"


@pytest.mark.parametrize(
    "error, said",
    (
        (OSError(2, "No such file or directory"), "没有该文件或文件夹"),
        (OSError(errno.EACCES, "as another system words it"), "权限不足"),
        (OSError("no number"), "no number"),
        (OSError(987654, "no number of the system"), "no number of the system"),
        (BlockingIOError(errno.EWOULDBLOCK, "would block"), "资源暂时不可用"),
        (
            ValueError("Expecting value: line 1 column 13 (char 12)"),
            "此处应有一个值（第 1 行第 13 列，第 12 个字符）",
        ),
        (ValueError("field larger than field limit (10)"), "字段超过上限（10）"),
        (ValueError("what nobody knows: {x}"), "what nobody knows: {x}"),
    ),
)
def test_what_others_say(error: Exception, said: str) -> None:
    ui.use(ui.Speech("zh"))
    assert ui.reason(error) == said
    ui.use(ui.Speech("en"))
    assert ui.reason(error) == (getattr(error, "strerror", None) or str(error))


@pytest.mark.parametrize("number", [*range(1, 15), *range(16, 41)])
def test_every_common_error_of_the_system_is_chinese(number: int) -> None:
    """What any Unix has, but ENOTBLK (15), which nothing here can meet."""
    ui.use(ui.Speech("zh"))
    said = ui.reason(OSError(number, os.strerror(number)))
    assert said != os.strerror(number)
    assert not re.search("[A-Za-z]", said)
