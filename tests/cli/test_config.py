"""`digest config`: what is set and from where; the file changed, and nothing but what was asked for."""

from __future__ import annotations

import json
import os
import pathlib
import stat
import sys

import pytest
from running import Run

POSIX = pytest.mark.skipif(os.name == "nt", reason="editors as scripts, permissions")


@pytest.fixture
def file(tmp_path: pathlib.Path) -> pathlib.Path:
    """Return where the configuration file will be; its folder is not there yet."""
    return tmp_path / "no" / "config.yaml"


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DIGEST_LANG", "DIGEST_SCRIPT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("tempfile.tempdir", None)


def test_show(digest: Run, file: pathlib.Path, tmp_path: pathlib.Path) -> None:
    library = str(tmp_path / "library" / "library.db")
    assert digest("config", "path") == (0, f"{file}\n", "")
    assert digest("config", "show").lines() == [
        ["library", library, "environment"],
        ["script", "hans", "default"],
        ["lang", "both", "default"],
        ["ui", "en", "default"],
        ["watch", "", "default"],
        ["labels", "", "default"],
    ]
    assert not file.parent.exists()
    digest("config", "set", "script", "tw")
    digest("config", "set", "labels.tldr", "要点", "一句话")
    shown = digest("config", "show", "--lang", "zh", "--library", "x.db", DIGEST_SCRIPT="hk").lines()
    assert shown == [
        ["library", "x.db", "flag"],
        ["script", "hk", "environment"],
        ["lang", "zh", "flag"],
        ["ui", "en", "default"],
        ["watch", "", "default"],
        ["labels.tldr", "要点, 一句话", "file"],
    ]
    assert digest("config", "show", "script").lines() == [["script", "tw", "file"]]
    assert json.loads(digest("config", "show", "labels", "--json").out) == [
        {"name": "labels.tldr", "value": ["要点", "一句话"], "from": "file", "environment": None}
    ]
    assert "hans" in digest("config", "show", "script", "--script", "hans", terminal=True).out


def test_set_and_unset_keep_the_rest(digest: Run, file: pathlib.Path) -> None:
    file.parent.mkdir()
    file.write_text("# mine\nlang: en  # for now\n\nwatch:\n  old: spin\n", encoding="utf-8")
    file.chmod(0o600)
    assert digest("config", "set", "lang", "zh") == (0, "", f"lang set in {file}\n")
    assert digest("config", "set", "watch.new", "@old", "自旋").code == 0
    text = "# mine\nlang: zh  # for now\n\nwatch:\n  old: spin\n  new: '@old 自旋'\n"
    assert file.read_text(encoding="utf-8") == text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert digest("config", "unset", "watch.new").code == 0
    assert digest("config", "unset", "watch.new").err == f"watch.new is not set in {file}\n"
    assert digest("config", "unset", "lang").code == 0
    assert file.read_text(encoding="utf-8") == "# mine\n\nwatch:\n  old: spin\n"
    assert [path.name for path in file.parent.iterdir()] == ["config.yaml"]


def test_what_is_set_counts(daily: Run, file: pathlib.Path) -> None:
    daily("config", "set", "watch.links", "title:internet")
    assert daily("list", "@links").numbers() == ["45"]
    daily("config", "set", "lang", "zh")
    assert '"en": null' in daily("show", "45", "--json").out
    assert '"en": "Th' in daily("show", "45", "--json", DIGEST_LANG="en").out
    assert daily("list", DIGEST_LANG="fr") == (2, "", "digest: DIGEST_LANG is not one of zh, en, both\n")


def test_a_path_is_stored_as_absolute(digest: Run, file: pathlib.Path, tmp_path: pathlib.Path) -> None:
    digest("config", "set", "library", "papers.db")
    assert file.read_text(encoding="utf-8") == f"library: {tmp_path / 'papers.db'}\n"
    digest("config", "set", "library", "~/papers.db")
    assert file.read_text(encoding="utf-8") == "library: ~/papers.db\n"


@pytest.mark.parametrize(
    "words",
    (
        ("lang", "fr"), ("colour", "red"), ("lang",), ("lang", " "), ("watch", "x"), ("watch.x", "title:("),
        ("watch.x", "@x"), ("watch.x", "@missing"), ("watch.a b", "x"), ("watch.", "x"), ("lang.zh", "zh"),
    ),
)  # fmt: skip
def test_what_is_wrong_is_never_written(digest: Run, file: pathlib.Path, words: tuple[str, ...]) -> None:
    ran = digest("config", "set", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("digest: ")
    assert not file.exists()


def test_a_file_with_mistakes_is_not_touched(digest: Run, file: pathlib.Path) -> None:
    file.parent.mkdir()
    file.write_text("lnag: zh\n", encoding="utf-8")
    ran = digest("config", "set", "script", "tw")
    assert ran.err.startswith(f"digest: {file}: unknown setting 'lnag'\n  hint: did you mean lang?")
    assert file.read_text(encoding="utf-8") == "lnag: zh\n"


def _editor(tmp_path: pathlib.Path, text: str) -> str:
    script = tmp_path / "editor.py"
    code = f"import pathlib, sys\npath = pathlib.Path(sys.argv[1])\nold = path.read_text(encoding='utf-8')\n{text}\n"
    script.write_text(code, encoding="utf-8")
    return f'"{sys.executable}" "{script}"'


@POSIX
def test_edit(digest: Run, file: pathlib.Path, tmp_path: pathlib.Path) -> None:
    (tmp_path / "tmp").mkdir()
    usual = {"VISUAL": "", "TMPDIR": str(tmp_path / "tmp")}
    ran = digest("config", "edit", EDITOR=_editor(tmp_path, "pass"), **usual)
    assert ran == (0, "", "nothing changed\n")
    assert not file.exists()
    editor = _editor(tmp_path, "path.write_text(old.replace('# lang: both', 'lang: zh'), encoding='utf-8')")
    assert digest("config", "edit", EDITOR=editor, **usual) == (0, "", f"{file} written\n")
    assert digest("config", "show", "lang").lines() == [["lang", "zh", "file"]]
    assert list((tmp_path / "tmp").iterdir()) == []
    before = file.read_text(encoding="utf-8")
    for wrong in ("lang: fr", "lgn: zh", "watch: {a: 'title:('}", "labels: x", "lang: ["):
        editor = _editor(tmp_path, f"path.write_text({wrong!r})")
        ran = digest("config", "edit", EDITOR=editor, **usual)
        assert ran.code == 2
        (kept,) = (tmp_path / "tmp").iterdir()
        assert ran.err.startswith(f"your text is kept in {kept}\n")
        assert (kept.suffix, kept.read_text(encoding="utf-8")) == (".yaml", wrong)
        kept.unlink()
        assert file.read_text(encoding="utf-8") == before


@POSIX
def test_edit_mends_a_file_with_mistakes(digest: Run, file: pathlib.Path, tmp_path: pathlib.Path) -> None:
    file.parent.mkdir()
    file.write_text("lnag: zh\n", encoding="utf-8")
    editor = _editor(tmp_path, "path.write_text(old.replace('lnag', 'lang'))")
    assert digest("config", "edit", VISUAL="", EDITOR=editor).code == 0
    assert file.read_text(encoding="utf-8") == "lang: zh\n"


@POSIX
def test_a_link_is_followed(digest: Run, file: pathlib.Path, tmp_path: pathlib.Path) -> None:
    file.parent.mkdir()
    (tmp_path / "dotfiles.yaml").write_text("lang: en\n", encoding="utf-8")
    file.symlink_to(tmp_path / "dotfiles.yaml")
    digest("config", "set", "lang", "zh")
    assert file.is_symlink()
    assert (tmp_path / "dotfiles.yaml").read_text(encoding="utf-8") == "lang: zh\n"


def test_a_folder_that_cannot_be_made(digest: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "no").touch()
    ran = digest("config", "set", "lang", "zh")
    assert (ran.code, ran.out) == (73, "")
