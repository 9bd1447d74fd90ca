"""Languages: right on short titles, on mixed ones and on none; the real documents; what is imported."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import yaml
from conftest import ROOT, Field
from hypothesis import given, settings
from hypothesis import strategies as st

from digestcli.text.languages import language
from digestcli.text.languages.language import language_of
from digestcli.text.languages.script import script_of

TITLES: dict[str, list[str]] = yaml.safe_load(
    (ROOT / "tests" / "cases" / "languages.yaml").read_text(encoding="utf-8")
)
ODD = (
    "der",
    "die",
    "et",
    "la",
    "'l'",
    "d’",
    "7",
    "ß",
    "É",
    "é",
    "$",
    "\\",
    "\x00",
    "﷽",
    "ʬ",
    "Ⅷ",
    "ｶﾅ",
    "ㄅ",
    "ª",
)
MOST_ASKED = ("zh-Hans", "zh-Hant", "en", "ja", "ko", "de", "fr")


def tag_of(text: str) -> str:
    """Return the tag with the script of Chinese."""
    found, script = language_of(text), script_of(text)
    return f"{found}-{script}" if found == "zh" and script else found


@pytest.mark.parametrize("tag, title", [(tag, title) for tag, titles in TITLES.items() for title in titles])
def test_titles(tag: str, title: str) -> None:
    assert tag_of(title) == tag


def test_the_table_is_long_enough() -> None:
    assert all(len(set(TITLES[tag])) >= 15 for tag in MOST_ASKED)


@pytest.mark.parametrize("text, expected", (
    ("Quantum entanglement", "en"),
    ("A", "en"),
    ("Schrödinger", "en"),
    ("量子纠缠", "zh"),
    ("量子糾纏", "zh"),
    ("用 BERT 和 Transformer 做翻译", "zh"),
    ("提出 GPT-4V、LLaMA-2、Mistral 的统一评测框架", "zh"),
    ("量子もつれ", "ja"),
    ("エンタングルメント", "ja"),
    ("大規模言語モデルの評価手法を提案する", "ja"),
    ("양자 얽힘", "ko"),
    ("대규모 언어 모델 LLM 평가", "ko"),
    ("We study the 龙 dataset of handwritten characters in old books", "en"),
    ("The term もの has no equal in the languages of Europe that we compare", "en"),
    ("论文比较日语助词「は」和「が」的区别", "zh"),
    ("論文比較日語助詞「は」和「が」的區別", "zh"),
    ("韩国公司카카오发布的大语言模型", "zh"),
    ("小沢正直的不等式的实验验证", "zh"),  # a Japanese name in Chinese
    ("能量为 $E = mc^2 + \\alpha\\beta\\gamma\\delta$ 的粒子", "zh"),
    ("代码见 https://example.org/a/very/long/address/of/many/words", "zh"),
    ("昇腾910C", "zh"),
    ("Über", "en"),  # too short to tell
    ("Für Elise", "en"),
    ("$der die das und von$ \\der \\die https://der.die/das/und/von Untitled manuscript one", "en"),
    ("der_die das/und von2 einer.der derDie Untitled manuscript number one", "en"),
    ("Метод BERT", "ru"),
    ("We compare Москва and Київ in a study of street names", "en"),
    ("αβγ of the EEG", "en"),
    ("", ""),
    ("12:30", ""),
    ("→ ✅ 😀", ""),
    ("，。", ""),
    ("$$$ \\\\ ...", ""),
))  # fmt: skip
def test_language_of(text: str, expected: str) -> None:
    assert language_of(text) == expected


@pytest.mark.parametrize("text, stated, expected", (
    ("Teilchen", "de", "de"),
    ("Verschränkung", "", "en"),
    ("Deep Learning", "de", "de"),  # terms speak for no language
    ("Resumo do artigo", "pt", "pt"),
    ("Kwantumverstrengeling en niet-lokaliteit in de praktijk", "nl", "nl"),
    ("Maji ni uhai na mti ni mvua ya kesho", "sw", "sw"),
    ("We show that the model of the authors is wrong", "de", "en"),
    ("We show that the model of the authors is wrong", "zh", "en"),
    ("Wir zeigen, dass das Modell der Autoren nicht mit den Daten übereinstimmt", "en", "de"),
    ("Nous montrons que le modèle des auteurs est en désaccord avec les données", "de", "fr"),
    ("Wir zeigen, dass das Modell der Autoren nicht mit den Daten übereinstimmt", "ru", "de"),
    ("量子計算", "ja", "ja"),
    ("量子計算", "ko", "ko"),
    ("量子誤差訂正符号", "zh", "zh"),
    ("量子計算", "de", "zh"),
    ("Квантова механика", "bg", "bg"),
    ("Квантовая механика", "en", "ru"),
    ("", "de", ""),
))  # fmt: skip
def test_what_the_format_states(text: str, stated: str, expected: str) -> None:
    assert language_of(text, stated) == expected


@pytest.mark.parametrize("tag, text", (
    ("de", "Wir schlagen ein Verfahren vor, das die Fehlerrate von Quantengattern halbiert."),
    ("fr", "Les LLM comme GPT-4 et Llama-3 échouent sur les tâches à plusieurs étapes de raisonnement."),
    ("es", "Este artículo estudia cómo los grandes modelos de lenguaje demuestran teoremas."),
    ("it", "Questo articolo studia come i grandi modelli linguistici dimostrano i teoremi."),
    ("pt", "Este artigo estuda como os grandes modelos de linguagem demonstram teoremas em álgebra."),
    ("nl", "Dit artikel onderzoekt hoe grote taalmodellen stellingen bewijzen en waar het misgaat."),
    ("pl", "W pracy pokazujemy, że duże modele językowe nie radzą sobie z dowodami oraz jak to naprawić."),
    ("sv", "Vi visar att stora språkmodeller inte kan bevisa satser och föreslår en metod som är bättre."),
    ("tr", "Bu makalede büyük dil modelleri için yeni bir yöntem ve bir veri kümesi sunuyoruz."),
    ("id", "Kami mengusulkan metode untuk model bahasa yang besar dan data dari bidang ini."),
    ("vi", "Chúng tôi đề xuất một phương pháp cho các mô hình ngôn ngữ lớn và của người dùng."),
    ("cs", "Ukazujeme, že velké jazykové modely se mýlí, a navrhujeme postup pro jejich opravu, jak je zvykem."),
    ("fi", "Osoitamme, että suuret kielimallit ovat heikkoja ja että ongelma ei ratkea datalla."),
))  # fmt: skip
def test_summaries(tag: str, text: str) -> None:
    assert language_of(text) == tag


def test_a_long_text_is_told_by_its_beginning() -> None:
    assert language_of("量子" * 600 + "words " * 100_000) == "zh"


@settings(max_examples=300, deadline=None)
@given(st.text(), st.sampled_from(("", "zh", "en", "de", "sw", "ru", "x" * 9)))
def test_any_text(text: str, stated: str) -> None:
    assert re.fullmatch("[a-z]{0,9}", language_of(text, stated))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(ODD)).map(" ".join))
def test_odd_latin(text: str) -> None:
    language_of(text)
    assert isinstance(language._detected(text), dict)  # langdetect raises where it finds no features


# The real documents


def _english(fields: list[Field], names: tuple[str, ...]) -> list[str]:
    return sorted({field.text for field in fields if field.language == "en" and field.name in names})


@pytest.mark.parametrize(
    "names", (("title",), ("abstract",), ("tldr", "motivation", "method", "result", "conclusion"))
)
def test_english_of_the_corpus(real_fields: list[Field], names: tuple[str, ...]) -> None:
    """Every title and abstract is English; langdetect alone is not to be believed."""
    texts = _english(real_fields, names)
    alone = [text for text in texts if max(found := language._detected(text), key=found.__getitem__) != "en"]
    wrong = [text for text in texts if language_of(text) != "en"]
    print(f"\n{'/'.join(names)}: {len(wrong)} of {len(texts)} wrong; langdetect alone {len(alone)}")
    assert texts
    assert not wrong


def test_every_field_of_the_corpus(real_fields: list[Field]) -> None:
    """A text is in the language it is filed under, told from itself alone."""
    wrong = [
        (field.file, field.text[:60])
        for field in real_fields
        if field.language and language_of(field.text) not in ("", field.language)
    ]
    print(f"\n{len(wrong)} of {len(real_fields)} fields wrong")
    assert not wrong


def test_pieces_of_english(real_fields: list[Field]) -> None:
    """Pieces of abstracts as long as titles, many of them without a single common word."""
    pieces = set()
    for text in _english(real_fields, ("abstract",)):
        words = re.sub(r"\$[^$]*\$", " ", text).split()
        pieces |= {
            " ".join(words[at : at + size]) for size in (5, 8, 12) for at in range(0, len(words) - size, size)
        }
    wrong = [piece for piece in sorted(pieces) if language_of(piece) != "en"]
    print(f"\n{len(wrong)} of {len(pieces)} pieces of English abstracts wrong: {wrong}")
    assert len(wrong) * 10_000 <= len(pieces)


# langdetect is asked about the rest only

LAZY = """
import sys
from digestcli.text.languages.language import language_of
for text in ("量子纠缠", "Über", "Deep Residual Learning for Image Recognition", "Neural Scaling Laws, Revisited"):
    language_of(text)
for text, stated in (("Die Struktur der Materie im Universum", "de"), ("Theory of Matter and Light", "en"), ("物理", "zh")):
    assert language_of(text, stated) == stated
print("langdetect" in sys.modules)
language_of("Die Struktur der Materie im Universum")
print("langdetect" in sys.modules)
"""


def test_langdetect_only_when_needed() -> None:
    done = subprocess.run([sys.executable, "-c", LAZY], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_the_answer_never_changes() -> None:
    titles = [title for titles in TITLES.values() for title in titles]
    assert [language_of(title) for title in titles] == [language_of(title) for title in titles]
    assert language._factory() is language._factory()


def test_no_hostile_text_is_slow() -> None:
    for text in ("$" * 9, "\\a" * 9, "https://" * 9, "é'" * 9, "der " * 9, "а " * 9, "Ab" * 9, "a.b" * 9):
        assert len(language_of(text * 200_000)) <= 2


def test_no_kanji_is_chinese() -> None:
    """What tells Japanese stands in no dictionary of Chinese."""
    from digestcli.text.dictionaries import table
    from digestcli.text.languages.script import _ONLY_JAPANESE

    for name in ("STCharacters", "TSCharacters", "TWVariants", "HKVariants"):
        for key, values in table(name).items():
            assert not _ONLY_JAPANESE.search(key + "".join(values)), (name, key)
