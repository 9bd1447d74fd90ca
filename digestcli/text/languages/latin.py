"""Which language prose in Latin letters speaks, by its commonest words and endings: the cheap test.

Titles and abstracts are English unless something in them is not, so only evidence against English
is looked for. It costs a few microseconds, and spares nearly every text the statistical detector
(digestcli.text.languages.language), which takes a thousand times as long and errs on short English titles.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from digestcli.text.regex import regex

_COMMON = {  # words that English has too stand under it alone
    "en": """the of and with for from that this these those by are we which using between towards toward
        through how what when where whose into its their than while without within across beyond can our been
        have has does not or to it be there you your""",
    "de": """der die das den dem des ein eine einer einem einen und oder von vom zu zum zur mit für auf bei im
        ist sind wird werden nicht auch durch über unter nach wie wir dass sich aus als""",
    "fr": """la le les un une des du de et ou pour par sur sous dans avec est sont que qui nous ce cette ces
        aux au en ne pas vers entre se""",
    "es": """el la los las un una de del para por con en que es son se su como lo este esta entre hacia
        sobre bajo""",
    "it": """il la lo gli le un una uno di del della dei delle degli nel nella nei con che è sono si da alla
        come questo verso sotto sul sulla sui dal dalla""",
    "pt": """um uma de da dos das em na nas nos para por com que são se ao à como não sob pela pelo sobre
        entre""",
    "nl": """de het een en van voor met op te zijn wordt worden dat die niet aan bij door uit naar om ook tot
        deze dit wij hoe onder""",
    "sv": "och att det som en på är av för med den till inte om vi ett",
    "da": "og det som en på er af med den til ikke om vi et der",
    "no": "og det som en på er av med den til ikke om vi et",
    "pl": "na się nie jest że jak dla oraz przez od po",
    "cs": "na se je pro že jak ve od jsou",
    "tr": "ve bir bu için ile da de olarak olan",
    "id": "yang dan untuk dengan dari ini pada adalah dalam",
    "vi": "và của các là trong cho một được với",
    "ro": "și de la în cu pe un este din care pentru",
    "hu": "az egy hogy és nem ez",
    "fi": "ja että ei sekä ovat",
}
_ELIDED = {"fr": "l d qu n s", "it": "l d un dell nell all dall sull"}  # before an apostrophe
_PARTICLES = "de del della di da do dos das du des la las le les los el van von den der d' l' dell'"
_ENDINGS = {  # of words of seven letters or more
    "de": "ung ungen heit heiten keit keiten schaft schaften ische ischer isches ischen liche licher lichen",
    "es": "ción ciones dad dades miento mientos",
    "it": "zione zioni ità",
    "pt": "ção ções dade dades ência ências",
    "nl": "heid lijk lijke ische",
}
LANGUAGES = tuple(_COMMON)


def _speakers() -> dict[str, frozenset[str]]:
    """Return word -> the languages that have it; an elided one keeps its apostrophe."""
    found: dict[str, set[str]] = {}
    for language, words in _COMMON.items():
        elided = (f"{word}'" for word in _ELIDED.get(language, "").split())
        for word in (*words.split(), *elided):
            found.setdefault(word, set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


_SPEAKERS = _speakers()
_NAMING = frozenset(_PARTICLES.split())
_ENGLISH = frozenset(_COMMON["en"].split())
_FOREIGN = frozenset(_SPEAKERS) - _ENGLISH
_ENDS = tuple((language, tuple(endings.split())) for language, endings in _ENDINGS.items())
_ALL_ENDS = tuple(ending for _, endings in _ENDS for ending in endings)
_LONG = 7
_BEGINNING = 120
_OUTWEIGHING = 2  # English words to one of another language: names and quotations have some
_MARKUP = regex(r"\$[^$]*\$|\\[A-Za-z]+|https?://\S+")
_OF_NAMES = regex(r"\b(?:[Vv]an de[nr]|et al)\b")  # van der Waals
_IDENTIFIER = regex(r"[\d_@/\\]|\w\.\w|[a-z][A-Z]")
_PUNCTUATION = ".,:;!?()[]{}\"«»“”„‚‘*-–—…'’"
_SPACED = str.maketrans(dict.fromkeys('.,:;!?()[]"', " "))
_ACCENTED = regex("[ß-öø-ÿœ]")
_APOSTROPHE = regex("['’]")


def is_plainly_english(text: str) -> bool:
    """Tell whether the beginning of `text` is English beyond doubt; False where a closer look is due.

    >>> is_plainly_english("On the Origin of Time"), is_plainly_english("Zur Theorie der Zeit")
    (True, False)
    """
    beginning = text[:_BEGINNING].lower()
    words = beginning.translate(_SPACED).split()[: None if len(text) <= _BEGINNING else -1]
    if not _FOREIGN.isdisjoint(words):
        return len(_ENGLISH.intersection(words)) > _OUTWEIGHING * len(_FOREIGN.intersection(words))
    if not _ENGLISH.isdisjoint(words):
        return True
    return beginning.isascii() and "'" not in beginning and not any(map(_ends_foreign, words))


def _ends_foreign(word: str) -> bool:
    return len(word) >= _LONG and word.endswith(_ALL_ENDS)


def without_markup(text: str) -> str:
    """Return `text` with blanks for mathematics, TeX macros and addresses."""
    return _MARKUP.sub(" ", text)


def prose_of(text: str) -> str:
    r"""Return `text` without markup, identifiers and particles of names; capitals alone become small.

    >>> prose_of(r"see https://x.org: $x^2$ \alpha GPT-4, pyTorch, a_b THE END")
    'see THE END'
    """
    words = _OF_NAMES.sub(" ", without_markup(text)).split()
    prose = " ".join(word for word in words if not _IDENTIFIER.search(word))
    return prose.lower() if prose.isupper() else prose


def spoken(prose: str) -> dict[str, int]:
    """Count the distinct signs (common words, endings, accents) that speak for each of LANGUAGES.

    >>> {tag: count for tag, count in spoken("Sur la dynamique de Sitter").items() if count}
    {'fr': 2, 'es': 1, 'it': 1, 'ro': 1}
    """
    seen: set[tuple[str, str]] = set()
    for token, following in pairwise((*prose.split(), "")):
        *elided, word = _APOSTROPHE.split(token.strip(_PUNCTUATION), maxsplit=1)
        seen.update(sign for head in elided for sign in _signs(head + "'", word))
        seen.update(_signs(word, following))
    counts = dict.fromkeys(LANGUAGES, 0)
    for tag, _ in seen:
        counts[tag] += 1
    return counts


def _signs(word: str, following: str) -> Iterator[tuple[str, str]]:
    """Yield (language, sign) for a word.

    Before a capital letter a particle, or any word with a capital itself, may belong to a name (de
    Sitter, El Niño) or to an English title (Pour Point); in German nouns have capitals anyway.
    """
    small = word.lower()
    named = following[:1].isupper() and (small in _NAMING or word != small)
    for tag in _SPEAKERS.get(small, ()):
        if not named or tag == "en" or (tag == "de" and small != "von"):
            yield tag, small
    if _ends_foreign(small):
        yield from ((tag, "ending") for tag, ends in _ENDS if small.endswith(ends))
    if word[:1].islower() and _ACCENTED.search(word):
        yield from ((tag, "accent") for tag in LANGUAGES if tag != "en")
