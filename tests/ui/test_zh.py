"""The Chinese strings: one for each message, with the same values, and none that nothing says."""

from __future__ import annotations

import re
import string

import pytest
import said

from digestcli.ui.zh import SECTIONS, STRINGS
from digestcli.ui.zh.findings import STRINGS as FINDINGS
from digestcli.ui.zh.others import PATTERNS
from digestcli.ui.zh.others import STRINGS as OTHERS
from digestcli.ui.zh.system import STRINGS as SYSTEM

EVERY = sorted(said.every())
NAMED = said.named()
_CODE = re.compile(r"`[^`]*`")
_AS_TYPED = re.compile(r"[+-]名称|KEY:序号|“[^”]*”")
_HALF = re.compile(r"[一-鿿][,;:!?()]|[,;:!?(][一-鿿]")
_TOUCHING = re.compile(r"[一-鿿][A-Za-z0-9`-]|[A-Za-z0-9`][一-鿿]")


def _fields(text: str) -> list[tuple[str, str, str]]:
    parts = string.Formatter().parse(text)
    return sorted((name, spec or "", how or "") for _, name, spec, how in parts if name is not None)


@pytest.mark.parametrize("message", EVERY)
def test_every_message_is_there_in_chinese(message: str) -> None:
    assert message in STRINGS
    if message in NAMED:
        assert _fields(STRINGS[message]) == _fields(message)


def test_nothing_is_said_but_by_its_message() -> None:
    assert list(said.plain()) == []


def test_nothing_is_there_that_nothing_says() -> None:
    assert set(STRINGS) - set(EVERY) == set()


def test_no_message_is_in_two_sections() -> None:
    assert len(STRINGS) == sum(len(section.STRINGS) for section in SECTIONS)


@pytest.mark.parametrize(
    "chinese", sorted({*STRINGS.values(), *OTHERS.values(), *SYSTEM.values(), *FINDINGS.values()})
)
def test_typography(chinese: str) -> None:
    """Full-width punctuation beside Chinese, and a blank between it and Latin letters, digits and code."""
    prose = _AS_TYPED.sub("", _CODE.sub("`x`", chinese))
    assert not _HALF.search(prose)
    assert not _TOUCHING.search(prose)
    assert prose.count("（") == prose.count("）")


def test_simplified() -> None:
    from digestcli.text.languages.script import exclusive

    hant = exclusive()[0]
    assert not [
        text
        for text in (*STRINGS.values(), *OTHERS.values(), *SYSTEM.values(), *FINDINGS.values())
        if hant.search(text)
    ]


def test_others_keep_their_values() -> None:
    for pattern, template in PATTERNS:
        assert {name for name, _, _ in _fields(template)} == set(pattern.groupindex)
