"""Foreign text is text: it steers no terminal, is no markup, no format, no SQL and no path."""

from __future__ import annotations

import json
import pathlib
import re

import pytest
from entries import NASTY, RAW_CONTROLS, nasty_entry, plain, plainly, write_records
from running import Run

from digestcli.record import to_record
from digestcli.text.visible import one_line, visible

COMMANDS = (
    ("list",), ("show", "1"), ("categories", "--any-category"), ("digests",), ("export",), ("export", "-f", "tsv"),
    ("export", "-f", "yaml"), ("export", "-f", "json"), ("export", "-f", "jsonl"), ("list", "--json"),
    ("explain", "1"), ("explain", "1", "--json"), ("show", "1", "--json"), ("categories", "--json"), ("digests", "--json"), ("export", "--excel"),
)  # fmt: skip


@pytest.fixture(params=NASTY)
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def nasty(digest: Run, tmp_path: pathlib.Path, text: str) -> Run:
    """Run with a library of one entry that has `text` everywhere, its digest's key too."""
    entry = nasty_entry(1, text)._replace(digest=text)
    ran = digest("add", write_records(tmp_path / "x.jsonl", [entry]))
    assert (ran.code, ran.err) == (0, "1 added (1 entry)\n")
    return digest


def _assert_inert(output: str, *, allowed: str = "\n\t") -> None:
    assert not set(output.replace("\r\n", "\n")) & (RAW_CONTROLS - set(allowed))


def test_in_pipes(nasty: Run, text: str) -> None:
    for arguments in COMMANDS:
        ran = nasty(*arguments)
        assert (ran.code, ran.err) == (0, "")
        allowed = "\n\t\ufeff" if "--excel" in arguments else "\n\t"
        _assert_inert(ran.out, allowed=allowed)
    (cells,) = nasty("list").lines()
    shown = one_line(plain(text))
    assert cells[2:5] == [shown, shown, shown.replace("; ", ";") + "; Another"]


@pytest.mark.parametrize("width", ("40", "300"))
def test_on_a_terminal(nasty: Run, text: str, width: str) -> None:
    for arguments in (("list",), ("show", "1"), ("categories",), ("digests",)):
        ran = nasty(*arguments, terminal=True, COLUMNS=width, NO_COLOR="1")
        assert (ran.code, ran.err) == (0, "")
        _assert_inert(ran.out, allowed="\n")
    flat = "".join(nasty("show", "1", terminal=True, COLUMNS="300", NO_COLOR="1").out.split())
    assert "".join(visible(plain(text)).split()) in flat


def test_colours_are_ours_only(nasty: Run, text: str) -> None:
    plain_output = nasty("show", "1", terminal=True, COLUMNS="300", NO_COLOR="1").out
    coloured = nasty("show", "1", terminal=True, COLUMNS="300").out
    stripped = coloured
    for code in ("0", "1", "2", "33", "1;32", "1;36"):
        stripped = stripped.replace(f"\x1b[{code}m", "")
    links = re.findall(r"\x1b\]8;id=\d+;(https?://[!-~]+)\x1b\\(.*?)\x1b\]8;;\x1b\\", stripped)
    assert all(address.endswith(shown) for address, shown in links)
    stripped = re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", stripped)
    assert stripped == plain_output


def test_json_still_parses_to_the_original(nasty: Run, text: str) -> None:
    original = plainly(to_record(nasty_entry(1, text)._replace(digest=text)))
    for arguments in (("show", "1", "--json"), ("list", "--json"), ("export", "-f", "jsonl")):
        found = json.loads(nasty(*arguments, "--script", "original").out)
        assert plainly(found[0] if isinstance(found, list) else found) == original
    assert json.loads(nasty("digests", "--json").out)[0]["key"] == plain(text)


def test_as_an_argument(digest: Run, text: str) -> None:
    text = text.replace("\ud800", "\udcff").replace("\udfff", "\udcfe")  # how Python hands on bytes
    for arguments in (
        ("list", "-c", text), ("list", "-d", text), ("list", "--author", text), ("show", text), ("remove", text),
        ("list", "--since", text), ("list", "--from", text), ("add", text), ("list", "--reader", text, "--from", "x"),
        ("export", "-f", text), ("export", "--columns", text), ("list", "--library", text), ("nothing" + text,),
        ("list", "--encoding", text, "--from", "x"), ("list", "--lang", text), ("mark", text, "--read"),
        ("tag", text, "+" + text), ("tag", "-" + text), ("note", text, "-m", text), ("state", "import", text),
    ):  # fmt: skip
        ran = digest(*arguments)
        assert ran.code in (0, 1, 2, 65, 66, 73, 74)
        assert "Traceback" not in ran.err
        _assert_inert(ran.out)


def test_in_a_tag_and_a_note(nasty: Run, text: str) -> None:
    """What a person's clipboard held is foreign text too."""
    text = text.replace("\ud800", "\udcff").replace("\udfff", "\udcfe")
    assert nasty("note", "1", "-m", text).code == 0
    tagged = nasty("tag", "1", f"--add={text}").code == 0
    for terminal in (False, True):
        for arguments in (("show", "1"), ("note", "1", "--print"), ("tags",), ("state", "export")):
            ran = nasty(*arguments, terminal=terminal, NO_COLOR="1", COLUMNS="300")
            assert ran.code == 0
            _assert_inert(ran.out)
    exported = nasty("state", "export").out
    assert nasty("state", "import", "-", stdin=exported.encode()).err == "0 papers changed, 1 already so\n"
    assert tagged == bool(json.loads(exported)["tags"])


def test_a_file_name_is_text_too(digest: Run, tmp_path: pathlib.Path) -> None:
    name = "\x1b[31m[bold]{}%s.yaml"
    (tmp_path / name).write_text("- title: A title\n", encoding="utf-8")
    assert digest("add", name).code == 0
    assert digest("digests").lines()[0][0] == "records-␛[31m[bold]{}%s"
    (tmp_path / name).write_text("Dear diary,\n", encoding="utf-8")
    ran = digest("add", name)
    assert ran.code == 65
    assert ran.err.startswith("digest: ␛[31m[bold]{}%s.yaml: no reader")
