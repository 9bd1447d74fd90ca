"""Settings and places: the option, the variable, the file, the platform."""

from __future__ import annotations

import os
import pathlib
import sys
from typing import get_args

import platformdirs
import pytest

from digestcli.cli.options import Language, Script
from digestcli.config import (
    SETTINGS,
    Value,
    config_path,
    labels,
    library_path,
    nearest,
    read_config,
    value_of,
)
from digestcli.errors import DigestError, InputOutputError, UsageError
from digestcli.text.languages.script import TARGETS
from digestcli.view import LANGUAGES


@pytest.fixture(autouse=True)
def home(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    for name in ("DIGEST_LIBRARY", "DIGEST_LANG", "DIGEST_SCRIPT", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DIGEST_CONFIG", str(tmp_path / "config.yaml"))
    return tmp_path


def _configure(home: pathlib.Path, text: str) -> None:
    (home / "config.yaml").write_text(text, encoding="utf-8")


def test_without_a_file_nothing_is_set(home: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_config() == {}
    assert labels() == {}
    texts = [setting for setting in SETTINGS if not setting.is_mapping]
    assert [value_of(one.name) for one in texts] == [Value(one.default, "default") for one in texts]
    (home / "file").touch()
    monkeypatch.setenv("DIGEST_CONFIG", str(home / "file" / "config.yaml"))
    assert read_config() == {}


@pytest.mark.parametrize("text", ("", "# nothing\n", "---\n", "{}\n", "null\n"))
def test_an_empty_file(home: pathlib.Path, text: str) -> None:
    _configure(home, text)
    assert read_config() == {}


def test_settings(home: pathlib.Path) -> None:
    _configure(
        home, "lang: en\nscript: tw\nlibrary: ~/papers.db\nlabels:\n  tldr: [要点, 一句话]\n  method: 做法\n"
    )
    assert (value_of("lang"), value_of("script").text) == (Value("en", "file"), "tw")
    assert library_path() == os.path.join(str(home), "papers.db")
    assert labels() == {"tldr": ("要点", "一句话"), "method": ("做法",)}


@pytest.mark.parametrize(
    "text, error",
    (
        ("colour: red\n", UsageError),
        ("- lang\n", UsageError),
        ("just text\n", UsageError),
        ("lang: [\n", UsageError),
        ("lang: en\nlang: zh\n", UsageError),
        ("lang: !!python/object:os.system x\n", UsageError),
        ("a: " + "[" * 200, UsageError),
        ("labels: [a]\n", UsageError),
        ("labels: a\n", UsageError),
        ("library: [a]\n", UsageError),
    ),
)
def test_a_file_that_makes_no_sense(home: pathlib.Path, text: str, error: type[DigestError]) -> None:
    _configure(home, text)
    with pytest.raises(error) as caught:
        for _ in (library_path(), labels(), value_of("lang")):
            pass
    assert "config.yaml" in caught.value.message


@pytest.mark.parametrize("name, value", (("lang", "fr"), ("script", "hans "), ("lang", "")))
def test_a_choice_that_is_none(home: pathlib.Path, name: str, value: str) -> None:
    _configure(home, f"{name}: '{value}'\n")
    with pytest.raises(UsageError, match=f"`{name}` is not one of"):
        value_of(name)


def test_order_of_a_choice(home: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert value_of("lang") == Value("both", "default")
    _configure(home, "lang: en\n")
    assert value_of("lang") == Value("en", "file")
    monkeypatch.setenv("DIGEST_LANG", "zh")
    assert value_of("lang") == Value("zh", "environment")
    assert value_of("lang", given={"lang": "both"}) == Value("both", "file")
    assert value_of("lang", "en") == Value("en", "flag")
    monkeypatch.setenv("DIGEST_LANG", "")
    assert value_of("lang").origin == "file"
    monkeypatch.setenv("DIGEST_LANG", "fr")
    with pytest.raises(UsageError, match=r"^DIGEST_LANG is not one of zh, en, both$"):
        value_of("lang")


def test_the_nearest_name_is_suggested(home: pathlib.Path) -> None:
    assert nearest("Scrpt", ("lang", "script")) == "did you mean script? one of lang, script"
    assert nearest("colour", ("lang", "script")) == "one of lang, script"
    _configure(home, "libary: x\n")
    with pytest.raises(UsageError) as caught:
        read_config()
    assert caught.value.hint.startswith("did you mean library?")


def test_variables_are_derived() -> None:
    assert {one.name: one.environment for one in SETTINGS}["script"] == "DIGEST_SCRIPT"
    assert all(bool(one.environment) != one.is_mapping for one in SETTINGS)


def test_choices_are_those_of_the_options() -> None:
    choices = {one.name: one.choices for one in SETTINGS}
    assert choices["script"] == get_args(Script) == TARGETS
    assert choices["lang"] == get_args(Language) == LANGUAGES


def test_a_file_that_cannot_be_read(home: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "config.yaml").write_bytes(b"lang: \xff\n")
    with pytest.raises(InputOutputError):
        read_config()
    monkeypatch.setenv("DIGEST_CONFIG", str(home))
    with pytest.raises(InputOutputError):
        read_config()


def test_order_of_the_library(home: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert library_path().endswith(os.path.join("digest", "library.db"))
    _configure(home, "library: from-file.db\n")
    assert library_path() == "from-file.db"
    monkeypatch.setenv("DIGEST_LIBRARY", "~/from-variable.db")
    assert library_path() == os.path.join(str(home), "from-variable.db")
    assert library_path("from-option.db") == "from-option.db"
    assert library_path("") == os.path.join(str(home), "from-variable.db")


@pytest.mark.parametrize("given", (None, "", "place"))
def test_places_are_those_of_platformdirs(
    home: pathlib.Path, monkeypatch: pytest.MonkeyPatch, given: str | None
) -> None:
    monkeypatch.delenv("DIGEST_CONFIG")
    if given is not None:
        monkeypatch.setenv("XDG_CONFIG_HOME", given and str(home / given))
        monkeypatch.setenv("XDG_DATA_HOME", given and str(home / given))
    expected_config = platformdirs.user_config_dir("digest", appauthor=False)
    expected_data = platformdirs.user_data_dir("digest", appauthor=False)
    for platform in (sys.platform, "another"):
        monkeypatch.setattr(sys, "platform", platform)
        assert config_path() == os.path.join(expected_config, "config.yaml")
        assert library_path() == os.path.join(expected_data, "library.db")
    assert not os.path.exists(expected_data)


def test_settings_are_described() -> None:
    assert all(setting.help and setting.default for setting in SETTINGS)
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
