"""What a person sees: the language and the script asked for."""

from __future__ import annotations

import json

import pytest
from entries import make_entry, nasty_entries

from digestcli.model import TEXT_FIELDS, Text
from digestcli.record import to_record
from digestcli.view import LANGUAGES, legible, view, view_records

HANT = make_entry(
    script="Hant",
    title=Text(zh="以軟體模擬計算機網路", en="A title"),
    abstract=Text(zh="時間與資訊"),
    tldr=Text(en="Only English", others=(("ja", "日本語の學"),)),
    extra={"備註": "圖書館"},
    category_label=Text(zh="物理學", en="Physics"),
    category="Physics",
)
HANS = make_entry(script="Hans", title=Text(zh="以软件模拟计算机网络"), extra={"note": "图书馆"})


def test_hans_is_made_of_traditional() -> None:
    seen = view(HANT)
    assert seen.script == "Hans"
    assert seen.abstract.zh == "时间与资讯"
    assert seen.extra == {"備註": "图书馆"}
    assert seen.category_label == Text(zh="物理学", en="Physics")
    assert seen.category == "Physics"
    assert seen.tldr == HANT.tldr
    assert seen.title.en == "A title"


@pytest.mark.parametrize(
    "script, expected",
    (
        ("hant", "圖書館裏"),
        ("tw", "圖書館裡"),
        ("hk", "圖書館裏"),
        ("original", "图书馆里"),
        ("hans", "图书馆里"),
    ),
)
def test_simplified_in_each_script(script: str, expected: str) -> None:
    entry = make_entry(script="Hans", title=Text(zh="图书馆里"))
    seen = view(entry, script=script)
    assert seen.title.zh == expected
    assert seen.script == ("Hans" if script in ("original", "hans") else "Hant")


@pytest.mark.parametrize("script", ("original", "hans"))
def test_what_is_in_the_script_already_is_the_same_object(script: str) -> None:
    assert view(HANS, script=script) is HANS


@pytest.mark.parametrize("script", ("hans", "hant", "tw", "hk", "original"))
def test_without_chinese_nothing_changes(script: str) -> None:
    entry = make_entry(title=Text(en="Only English"))
    assert view(entry, script=script) is entry


def test_original_keeps_traditional() -> None:
    assert view(HANT, script="original") is HANT


def test_mixed_becomes_one_script() -> None:
    entry = make_entry(script="mixed", title=Text(zh="图书馆"), abstract=Text(zh="時間與資訊"))
    seen = view(entry)
    assert (seen.title.zh, seen.abstract.zh, seen.script) == ("图书馆", "时间与资讯", "Hans")


def test_one_language_where_there_are_two() -> None:
    both = Text(zh="中文", en="English", others=(("ja", "日本"),))
    entry = make_entry(1, **dict.fromkeys(("title", *TEXT_FIELDS), both))
    for name in ("title", *TEXT_FIELDS):
        assert getattr(view(entry, language="zh"), name) == Text(zh="中文")
        assert getattr(view(entry, language="en"), name) == Text(en="English")
        assert getattr(view(entry), name) == both


def test_a_text_in_another_language_only_stays() -> None:
    entry = make_entry(title=Text(zh="中文"), abstract=Text(en="English"))
    assert view(entry, language="en").title == Text(zh="中文")
    assert view(entry, language="zh").abstract == Text(en="English")


def test_script_and_language_together() -> None:
    seen = view(HANT, script="hans", language="zh")
    assert seen.title.en is None
    assert seen.title.zh
    assert "软" in seen.title.zh


@pytest.mark.parametrize("script", ("original", "hans", "hant", "tw", "hk"))
@pytest.mark.parametrize("language", LANGUAGES)
def test_records_are_seen_as_their_entries(script: str, language: str) -> None:
    trap = {"script": "Hans", "source": "x", "quoted": '"script":"Hans","source":{"file":'}
    some = [*nasty_entries(), make_entry(script="Hant", extra=trap, title=Text(zh="量子糾纏"))]
    texts = [json.dumps(to_record(one), ensure_ascii=False, separators=(",", ":")) for one in some]
    found = [json.loads(text) for text in view_records(texts, script=script, language=language)]
    assert found == [to_record(view(one, script=script, language=language)) for one in some]


def test_legible_mathematics() -> None:
    entry = make_entry(
        title=Text(en=r"A $\mathcal{N}=4$ bound", zh=r"熵 $\lambda_L$"), tldr=Text(en=r"$x^2$ [b]")
    )
    shown = legible(entry)
    assert (shown.title, shown.tldr) == (Text(en="A 𝒩=4 bound", zh="熵 λ_L"), Text(en="x² [b]"))
    assert shown._replace(title=entry.title, tldr=entry.tldr) == entry
