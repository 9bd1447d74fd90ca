"""A patch and the table of characters make exactly what the converter makes, in a hundredth of the space."""

from __future__ import annotations

import pytest
from conftest import Field
from hypothesis import given
from hypothesis import strategies as st

from digestcli.text.languages.patch import characters, patch, patched
from digestcli.text.languages.script import TARGETS, convert

SCRIPTS = tuple(target for target in TARGETS if target != "original")


@pytest.mark.parametrize(
    "text, target, expected",
    (
        ("", "tw", None),
        ("plain", "tw", None),
        ("人工智能", "tw", None),
        ("量子纠缠", "tw", ""),
        ("头发与发展", "tw", "1髮"),
        ("皇后与后来", "tw", "1后"),
        ("量子糾纏", "tw", None),
        ("量子糾纏", "hans", ""),
        ("昇腾910C", "hans", None),
        ("ひらがなと漢字", "hans", None),
    ),
)
def test_patch(text: str, target: str, expected: str | None) -> None:
    assert patch(text, target) == expected
    assert patched(text, expected, target) == convert(text, target)


@pytest.mark.parametrize("target", SCRIPTS)
@given(text=st.text(st.sampled_from("发后里面着干头皇历史10９٣𠮷糾纏爲裏甚麼什么\n ab"), max_size=30))
def test_a_patch_gives_the_conversion(target: str, text: str) -> None:
    assert patched(text, patch(text, target), target) == convert(text, target)


def test_a_text_of_another_length_is_carried_whole() -> None:
    assert patched("三", "=drei", "tw") == "drei"


@pytest.mark.parametrize("target", SCRIPTS)
def test_characters_change_and_stay_one(target: str) -> None:
    assert all(chr(code) != other and len(other) == 1 for code, other in characters(target).items())


@pytest.mark.parametrize("target", ("hant", "tw", "hk"))
def test_real_texts_need_a_hundredth(target: str, real_fields: list[Field]) -> None:
    texts = [field.text for field in real_fields if field.language == "zh"]
    patches = [patch(text, target) for text in texts]
    for text, change in zip(texts, patches, strict=True):
        assert patched(text, change, target) == convert(text, target)
    size = sum(len((change or "").encode()) for change in patches)
    whole = sum(len(text.encode()) for text in texts)
    print(f"{target}: {size} bytes of patches for {whole} bytes of Chinese ({size / whole:.2%})")
    assert size < whole * 0.02
