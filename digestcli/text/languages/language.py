"""Which language a text is in: its script decides first, because that is right on short texts too.

Statistical detectors call short Traditional titles Korean; counting scripts does not. Only prose in
Latin letters that is not plainly English is put to one: langdetect, which is imported nowhere else.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from digestcli.text.languages import latin
from digestcli.text.languages.script import exclusive, is_japanese
from digestcli.text.regex import regex

if TYPE_CHECKING:
    from langdetect.detector_factory import DetectorFactory

_KANA = regex("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HANGUL = regex("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_HAN = regex("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_EASTERN = regex("[\u1100-\u11ff\u3041-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d]")
_SYLLABLE = regex("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_PARTICLE = regex("[\u4e00-\u9fff][\uac00-\ud7a3]")  # Korean, behind a word in hanja
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_LETTER = regex(f"[{_LATIN}]")
_WORD = regex(f"[{_LATIN}]{{2,}}")
_ALPHABETS = (
    ("ru", regex("[\u0400-\u052f]")),
    ("el", regex("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("ar", regex("[\u0600-\u06ff]")),
    ("he", regex("[\u0590-\u05ff]")),
    ("hi", regex("[\u0900-\u097f]")),
    ("th", regex("[\u0e00-\u0e7f]")),
)
_LETTERS_OF = (  # which others than the first language of an alphabet have
    ("uk", regex("[іїєґІЇЄҐ]")),
    ("be", regex("[ўЎ]")),
    ("sr", regex("[ђћљњџЂЋЉЊЏ]")),
    ("fa", regex("[پچژگی]")),
)
_SHARE = 50
_OTHER = regex("[\u0370-\u10ff\u1200-\u1cff\u1f00-\u1fff\u2c00-\u2dff\ua000-\uabff]{3,}")
_EAST = ("zh", "ja", "ko")
_NOT_LATIN = frozenset((*_EAST, *(tag for tag, _ in (*_ALPHABETS, *_LETTERS_OF) if tag != "sr")))
_SAMPLE = 1_000
_PROSE = 400
_FEWEST_LETTERS = 20
_PROFILES = ("en", "de", "fr", "es", "it", "pt", "nl")
_SURE = 0.99
_SPOKEN_FOR = 3


def language_of(text: str, stated: str = "") -> str:
    """Return the BCP 47 primary tag of `text`; '' where it has no letters, 'und' for a script unknown here.

    Japanese has kana in it, Korean hangul; otherwise the Han characters are weighed against the
    Latin words (mathematics and URLs do not count), since Chinese prose is full of English terms.
    `stated`, the tag that the format gives, is believed where the text does not speak against it.
    Without one, what is in Latin letters and neither long nor telling enough is English.

    >>> [language_of(text) for text in ("量子纠缠", "Quantum entanglement", "量子もつれ", "12:30")]
    ['zh', 'en', 'ja', '']
    >>> language_of("Verschränkung zweier Teilchen"), language_of("Teilchen"), language_of("Teilchen", "de")
    ('de', 'en', 'de')
    """
    if text.isascii():
        return _in_latin(text, stated) if _LETTER.search(text) else ""
    text = text[:_SAMPLE]
    if _EASTERN.search(text):
        found = _in_the_east(text, stated)
        if found:
            return found
    found = _in_another_alphabet(text)
    if found:
        return stated if stated and stated not in (*_EAST, *latin.LANGUAGES) else found
    return _in_latin(text, stated) if _LETTER.search(text) else ""


def _in_the_east(text: str, stated: str) -> str:
    """Weigh Han characters, kana and hangul against each other and against Latin words; '' for Latin."""
    han = sum(map(len, _HAN.findall(text)))
    if not _SYLLABLE.search(text):
        between = (len(text) - han) // 3 + 1  # words at most
        if han * 2 < between and han * 2 < _words(text):
            return ""
        if stated in _EAST:
            return stated
        return "ja" if is_japanese(text) else "zh"
    kana, hangul, words = len(_KANA.findall(text)), len(_HANGUL.findall(text)), _words(text)
    if (kana + han) * 2 > words and is_japanese(text):
        return "ja"
    if hangul * 2 > words and (hangul > han or (hangul * 8 > han and _is_korean(text))):
        return "ko"
    return "zh" if han and han * 2 >= words else ""


def _words(text: str) -> int:
    return len(_WORD.findall(latin.without_markup(text)))


def _is_korean(text: str) -> bool:
    """Tell Korean in hanja, which are not Simplified, from Chinese that quotes Korean."""
    return bool(_PARTICLE.search(text)) and not exclusive()[1].search(text)


def _in_another_alphabet(text: str) -> str:
    """Return the likeliest language of words in neither Latin letters nor those of the East; '' for few."""
    words = "".join(_OTHER.findall(text))
    if not words or len(words) <= len(_LETTER.findall(text)):
        return ""
    found = max(_ALPHABETS, key=lambda one: len(one[1].findall(words)))
    if not found[1].search(words):
        return "und"
    return next((tag for tag, own in _LETTERS_OF if len(own.findall(words)) * _SHARE > len(words)), found[0])


def _in_latin(text: str, stated: str) -> str:
    stated = "" if stated in _NOT_LATIN else stated
    if stated in ("", "en") and latin.is_plainly_english(text):
        return "en"
    prose = latin.prose_of(text[:_SAMPLE])[:_PROSE]
    counts = latin.spoken(prose)
    if stated and counts.get(stated, 0) + 1 >= max(counts.values()):
        return stated
    if not stated and len(_LETTER.findall(prose)) < _FEWEST_LETTERS:
        return "en"
    return _told(prose, counts) or stated or "en"


def _told(prose: str, counts: dict[str, int]) -> str:
    """Return the language of prose of which `counts` words speak for each; '' where that is unsure.

    Names and terms make the detector err on English titles, so it is asked only where words speak for
    another language than English, and believed where they speak for its answer.
    """
    others = {tag: count for tag, count in counts.items() if tag != "en" and count > counts["en"]}
    if not others:
        return "en"
    most = max(others.values())
    first, *tied = (tag for tag, count in others.items() if count == most)
    if first not in _PROFILES and most >= _SPOKEN_FOR:
        return first
    found = _detected(prose)
    best = max(found, key=found.__getitem__, default="")
    if found.get(best, 0) > _SURE and (best == "en" or others.get(best, -most) + 1 >= most):
        return best
    return first if not tied and first in found else ""


def _detected(prose: str) -> dict[str, float]:
    """Return langdetect's probabilities by tag (those above 0.1); empty where it finds no features."""
    from langdetect import LangDetectException

    detector = _factory().create()
    detector.append(prose)
    try:
        return {one.lang: one.prob for one in detector.get_probabilities()}
    except LangDetectException:
        return {}


@cache
def _factory() -> DetectorFactory:
    """Return a factory of our own: few profiles load fast and confuse less, the seed makes it repeatable."""
    from pkgutil import get_data

    from langdetect import DetectorFactory

    profiles = [get_data("langdetect", f"profiles/{tag}") for tag in _PROFILES]
    factory = DetectorFactory()
    factory.set_seed(0)
    factory.load_json_profile([profile.decode("utf-8") for profile in profiles if profile])
    return factory
