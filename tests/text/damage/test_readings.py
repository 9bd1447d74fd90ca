"""Readings of characters: against the readings that sites themselves have put into pages."""

from __future__ import annotations

import pathlib
import unicodedata

import pytest

from digestcli.text.damage.glosses import GLOSSED, aligned
from digestcli.text.damage.readings import reading_of, without_tone


@pytest.mark.parametrize(
    "character, reading",
    [("數", "shu"), ("綠", "lü"), ("學", "xue"), ("員", "yuan"), ("a", ""), ("，", ""), ("鼷", "")],
)
def test_reading_of(character: str, reading: str) -> None:
    assert reading_of(character) == reading


@pytest.mark.parametrize(
    "reading, plain", [("shù", "shu"), ("lǜ", "lü"), ("xu\u00e9", "xue"), ("men", "men")]
)
def test_without_tone(reading: str, plain: str) -> None:
    assert without_tone(reading) == plain


def test_the_glosses_of_real_pages(corpus: pathlib.Path) -> None:
    found: dict[str, str] = {}
    for path in (*(corpus / "corpus" / "article").iterdir(), *(corpus / "seeds").glob("002*")):
        text = path.read_text(encoding="utf-8")
        for edit in aligned(text):
            gloss = GLOSSED.match(text, edit.start + 1)
            assert gloss
            found[text[edit.start]] = unicodedata.normalize("NFC", gloss[1])
    right = sum(reading_of(one) == without_tone(reading) for one, reading in found.items())
    print(f"readings: {right} of {len(found)} glossed characters")
    assert right >= 0.9 * len(found)
