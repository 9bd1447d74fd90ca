"""One value of a YAML file set or taken out: everything else stays, or nothing is changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestcli.errors import MalformedRecords
from digestcli.yamlio import load, written
from digestcli.yamlpatch import Value, patched

FILE = """\
# my settings
lang: en   # what I read

watch:   # queries
  spin: >
    spin OR
    自旋

  # the second
  "net 1": 'network'
labels:
  tldr:
  - 要点
  - 一句话  # both
  # after the list
script: tw
"""


def _without(*lines: str) -> str:
    text = FILE
    for line in lines:
        assert f"{line}\n" in text
        text = text.replace(f"{line}\n", "", 1)
    return text


CASES: tuple[tuple[str, tuple[str, ...], Value | None, str], ...] = (
    (FILE, ("lang",), "zh", FILE.replace("lang: en ", "lang: zh ")),
    (FILE, ("library",), "~/a b.db", FILE + "library: '~/a b.db'\n"),
    (FILE, ("lang",), None, _without("lang: en   # what I read")),
    (FILE, ("watch", "net 1"), "a: b", FILE.replace("'network'", "'a: b'")),
    (FILE, ("watch", "spin"), "spin", FILE.replace(">\n    spin OR\n    自旋", "spin")),
    (FILE, ("watch", "new"), "x", FILE.replace("'network'\n", "'network'\n  new: x\n")),
    (FILE, ("watch", "net 1"), None, _without("  \"net 1\": 'network'")),
    (FILE, ("watch", "spin"), None, _without("  spin: >", "    spin OR", "    自旋")),
    (FILE, ("labels", "tldr"), ["短", "no"], FILE.replace("\n  - 要点\n  - 一句话 ", " [短, 'no'] ")),
    (FILE, ("labels", "tldr"), None, _without("labels:", "  tldr:", "  - 要点", "  - 一句话  # both")),
    (FILE, ("labels", "method"), ["做法"], FILE.replace("# both\n", "# both\n  method: [做法]\n")),
    ("", ("lang",), "zh", "lang: zh\n"),
    ("# only this", ("watch", "a"), "b", "# only this\nwatch:\n  a: b\n"),
    ("---\n", ("lang",), "zh", "---\nlang: zh\n"),
    ("lang: zh\n...\n", ("script",), "tw", "lang: zh\nscript: tw\n...\n"),
    ("watch: text # odd\n", ("watch", "a"), "b", "watch:\n  a: b # odd\n"),
    ("lang: zh", ("script",), "tw", "lang: zh\nscript: tw\n"),
    ("lang:\n", ("lang",), "zh", "lang: zh\n"),
    ("lang:\n  en\n", ("lang",), "zh", "lang: zh\n"),
    ("lang: ~ # none\n", ("lang",), "zh", "lang: zh # none\n"),
    ("watch:\nlang: zh\n", ("watch", "a"), "b", "watch:\n  a: b\nlang: zh\n"),
    ("watch: {}\n", ("watch", "a"), "b", "watch: {a: b}\n"),
    ("watch: {a: b}\n", ("watch", "c"), "d, e", "watch: {a: b, c: 'd, e'}\n"),
    ("watch: {a: b, c: d}\n", ("watch", "a"), None, "watch: {c: d}\n"),
    ("watch: {a: b, c: d}\n", ("watch", "c"), None, "watch: {a: b}\n"),
    ("{lang: zh}\n", ("lang",), None, "{}\n"),
    ("{lang: zh}\n", ("watch", "a"), "b", "{lang: zh}\n"),
    ("  lang: zh\n  watch:\n    a: b\n", ("script",), "tw", "  lang: zh\n  watch:\n    a: b\n  script: tw\n"),
    ("lang: zh\r\nscript: tw\r\n", ("library",), "x", "lang: zh\r\nscript: tw\r\nlibrary: x\r\n"),
    ("lang: en\r\n", ("lang",), "zh", "lang: zh\r\n"),
    ("\ufefflang: en\n", ("lang",), "zh", "\ufefflang: zh\n"),
)


@pytest.mark.parametrize("before, path, value, after", CASES)
def test_patched(before: str, path: tuple[str, ...], value: Value | None, after: str) -> None:
    if after == before:  # what cannot be done
        assert patched(before, path, value) is None
        return
    assert patched(before, path, value) == after


@pytest.mark.parametrize(
    "before, path, value",
    (
        ("watch: {a: &q x, b: *q}\n", ("watch", "a"), "y"),
        ("- a\n", ("lang",), "zh"),
        ("text\n", ("lang",), "zh"),
        ("~\n", ("lang",), "zh"),
    ),
)
def test_what_cannot_be_changed_is_refused(before: str, path: tuple[str, ...], value: str) -> None:
    assert patched(before, path, value) is None


@pytest.mark.parametrize("text", ("lang: [\n", "lang: zh\n---\nlang: en\n"))
def test_no_yaml_is_an_error(text: str) -> None:
    with pytest.raises(MalformedRecords):
        patched(text, ("lang",), "zh")


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_any_name_and_value_come_back(name: str, value: str) -> None:
    text = patched(FILE, ("watch", name), value)
    assert text is not None
    settings = load(text, "")
    assert isinstance(settings, dict)
    assert settings["watch"][name] == value
    assert patched(text, ("watch", name), None) is not None


@pytest.mark.parametrize(
    "text", ("a", "no", "Yes", "2601.14300", "a: b", "a #b", "'", '"', "", "[a]", "@x", "\x1b", "a\nb")
)
def test_written_is_read_back(text: str) -> None:
    assert load(f"a: {written(text)}\nb: [{written(text)}, {written([text, text])}]\n", "") == {
        "a": text,
        "b": [text, [text, text]],
    }
    assert "\n" not in written(text)
