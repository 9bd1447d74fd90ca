r"""Text as TeX and BibTeX want it: special characters escaped, capitals protected, braces balanced.

What digests print is half TeX: formulas in dollars, `\emph{..}`, `5\%` and `Schr\"odinger` stand beside bare
`&`, `_` and `%`. Formulas, fonts and what is escaped already are kept, accents become letters, and
everything else that TeX would obey is escaped. The result has as many `{` as `}`, properly nested, whatever
the text holds: BibTeX counts braces blindly, also behind a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from digestcli.text.formulas import formulas
from digestcli.text.math import TIES, with_accents
from digestcli.text.names import Name
from digestcli.text.regex import regex

_MASK = "\ufdd0"  # stands for a formula while the prose is read; not a character
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {char: "\\" + char for char in "&%$#_"}
_LATIN = "A-Za-z0-9\u00c0-\u024f\u0300-\u036f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff"
_WORD = rf"[{_LATIN}]+(?:['’][{_LATIN}]+)*"
_SPECIALS = rf"""(?P<kept>\\(?:[%&_\#$]|(?:ss|aa|AA|ae|AE|oe|OE|o|O|l|L|i|j|TeX|LaTeX|l?dots)(?![A-Za-z])))
    |(?P<font>\\(?:emph|text(?:bf|it|tt|rm|sc|sf|sl)|mbox)\{{ |
        \{{\\(?:it|em|bf|sc|sl|tt|rm|sf)(?![A-Za-z])\ ?)
    |\\(?P<brace>[{{}}]) | (?P<formula>{_MASK}) | (?P<special>[\\{{}}~^&%$\#_])"""
_OBEYED = regex(rf"[\\{{}}~^&%$#_{_MASK}]")
_TOKEN = regex(_SPECIALS, re.VERBOSE)
_TOKEN_OR_WORD = regex(f"{_SPECIALS} | (?P<word>{_WORD})", re.VERBOSE)
_SWITCH = {"it": r"\textit{", "em": r"\emph{", "bf": r"\textbf{", "sc": r"\textsc{", "sl": r"\textsl{"}
_SWITCH |= {"tt": r"\texttt{", "rm": r"\textrm{", "sf": r"\textsf{"}
_MATH_BRACES = {r"\{": r"\lbrace ", r"\}": r"\rbrace "}
_IN_MATH = regex(r"\\[{}]|\\[\s\S]|[%#]")
_AND = regex(r"(?:^|\s)and(?:\s|$)", re.IGNORECASE)
_LANGUAGES = {
    "ar": "arabic", "be": "belarusian", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fa": "persian", "fr": "french", "he": "hebrew", "hi": "hindi", "it": "italian", "ja": "japanese",
    "ko": "korean", "nl": "dutch", "pt": "portuguese", "ru": "russian", "sr": "serbian", "th": "thai",
    "uk": "ukrainian", "zh": "chinese",
}  # fmt: skip
_IN_ADDRESS = regex(r"[\s{}\\\"<>^`|]")


def escape(text: str) -> str:
    r"""Return `text` as TeX.

    >>> escape(r"Q&A at 5\% of $\alpha_s$, \emph{x_1}")
    'Q\\&A at 5\\% of $\\alpha_s$, \\emph{x\\_1}'
    >>> escape("a } b \\section{c}")
    'a \\textbraceright{} b \\textbackslash{}section\\textbraceleft{}c\\textbraceright{}'
    """
    return _convert(text, None)


def title(text: str) -> str:
    r"""Return a title as TeX whose capitals survive a style that sets titles in lower case.

    Only words that need it get braces: those with a capital inside, a lone capital, a capitalised word with
    an accent; and, in a title that is not in title case, every capitalised word but the first. A formula is
    always protected, because BibTeX lowers `$N$` and even `\Omega`.

    >>> title("Schrödinger bridges for LLM-based agents: A $N$-body view")
    'Schrödinger bridges for {LLM}-based agents: A {$N$}-body view'
    >>> title("Noise in $β$-Na$_{0.33}$V$_2$O$_5$")
    'Noise in {$β$}-Na{$_{0.33}$V$_2$O$_5$}'
    >>> title("Quantum Walks of the Ising Chain"), title("Quantum walks of the Ising chain")
    ('Quantum Walks of the Ising Chain', 'Quantum walks of the {Ising} chain')
    """
    words = re.findall(_WORD, text)
    if not any(char.islower() for char in text):
        return _convert(text, lambda word: len(words) == 1 and len(word) > 1 and word.isupper())
    long = [word for word in words[1:] if len(word) > 4 and word.isalpha()]
    names_alone = sum(word.islower() for word in long) > len(long) / 2

    def needs_braces(word: str) -> bool:
        if word[1:] != word[1:].lower():
            return True
        return word[0].isupper() and (len(word) == 1 or names_alone or not word.isascii())

    return _convert(text, needs_braces)


def _convert(text: str, needs_braces: Callable[[str], bool] | None) -> str:
    """Escape `text`; with `needs_braces`, protect formulas and the words that it names."""
    if needs_braces is None and not _OBEYED.search(text):
        return text
    text = text.replace(_MASK, "\ufffd")
    prose, maths, done = [], [], 0
    for start, end, content in formulas(text):
        formula = _formula(text[start:end], content)
        if formula:
            prose.append(text[done:start])
            maths.append(formula if needs_braces is None else f"{{{formula}}}")
            done = end
    masked = _MASK.join((*prose, text[done:]))
    return _Prose(with_accents(masked), maths[::-1], needs_braces).tex()


def _formula(whole: str, content: str) -> str:
    """Return a formula that is safe in a field, or '' where its braces do not match."""
    depth = 0
    for char in re.sub(r"\\[\s\S]|[^{}]", "", content):
        depth += 1 if char == "{" else -1
        if depth < 0:
            return ""
    if depth or content.endswith("\\"):
        return ""
    return _IN_MATH.sub(
        lambda found: _MATH_BRACES.get(found[0], found[0] if found[0][0] == "\\" else "\\" + found[0]), whole
    )


class _Prose:
    """Text between formulas on its way to TeX; `open` are the groups that wait for their end."""

    def __init__(self, text: str, maths: list[str], needs_braces: Callable[[str], bool] | None) -> None:
        self.text, self.maths, self.needs_braces = text, maths, needs_braces
        self.out: list[str] = []
        self.open: list[tuple[int, str]] = []  # place in `out` and, for a font, the text that opened it
        self.fonts = 0  # how many of them are fonts
        self.ties = {tie.start() for tie in TIES.finditer(text) if tie[0] == "~"} if "~" in text else set()
        self.at_start = True

    def tex(self) -> str:
        """Return the whole as TeX."""
        done = 0
        glued = False  # to a protected piece: both then share their braces
        for token in (_TOKEN_OR_WORD if self.needs_braces else _TOKEN).finditer(self.text):
            between = self.text[done : token.start()]
            self.at_start = self.at_start or ": " in between
            piece = getattr(self, f"_{token.lastgroup}")(token)
            protected = self.needs_braces is not None and piece[:1] == "{"
            if glued and protected and not between:
                self.out[-1] = self.out[-1][:-1] + piece[1:]
            else:
                self.out += (between, piece)
            glued, done = protected, token.end()
        for place, opening in self.open:
            if opening:
                self.out[place] = "".join(_ESCAPED.get(char, char) for char in opening)
        return "".join((*self.out, self.text[done:]))

    def _kept(self, token: re.Match[str]) -> str:
        return token[0]

    def _font(self, token: re.Match[str]) -> str:
        self.open.append((len(self.out) + 1, token[0]))  # the text before it comes first
        self.fonts += 1
        return _SWITCH.get(token[0].strip("{\\ "), token[0])

    def _brace(self, token: re.Match[str]) -> str:
        return _ESCAPED[token["brace"]]

    def _formula(self, _: re.Match[str]) -> str:
        self.at_start = False
        return self.maths.pop()

    def _special(self, token: re.Match[str]) -> str:
        if token.start() in self.ties:
            return "~"
        if token[0] == "{":
            self.open.append((0, ""))
        elif token[0] == "}" and self.open and self.open.pop()[1]:
            self.fonts -= 1
            return "}"
        return _ESCAPED[token[0]]

    def _word(self, token: re.Match[str]) -> str:
        word, first = token[0], self.at_start
        self.at_start = False
        if self.needs_braces is None or self.fonts:
            return word  # what a macro holds is protected
        begins = first and word[1:] == word[1:].lower()  # styles keep the first letter
        article = word == "A" and f"{self.text} "[token.start() - 1 : token.end() + 1] == " A "
        return word if begins or article or not self.needs_braces(word) else f"{{{word}}}"


def name(person: Name) -> str:
    r"""Return a name as `von Last, Jr, First`; one without parts, and one in Han characters, in braces.

    >>> name(Name("Mei", "Farid", "van der")), name(Name("Jones", "Robert", "", "Jr."))
    ('van der Mei, Farid', 'Jones, Jr., Robert')
    >>> name(Name(literal="ATLAS & CMS")), name(Name("王", "玮珏"))
    ('{ATLAS \\& CMS}', '{王玮珏}')
    """
    if person.literal:
        return f"{{{escape(person.literal)}}}"
    if is_native(person):
        return f"{{{escape(person.family + person.given)}}}"
    last = " ".join(filter(None, (_part(person.particle), _part(person.family))))
    return ", ".join(filter(None, (last, _part(person.suffix), _part(person.given))))


def is_native(person: Name) -> bool:
    """Tell a name that is written without a blank, family name first: Chinese, Japanese, Korean."""
    return person.family[:1] >= "\u2e80"


def _part(text: str) -> str:
    """Return a part of a name; in braces where BibTeX would divide it."""
    return f"{{{escape(text)}}}" if "," in text or _AND.search(text) else escape(text)


def names(persons: Iterable[Name], *, more: bool) -> str:
    """Return a list of names for BibTeX; `more` says that it goes on."""
    return " and ".join([*map(name, persons), *(["others"] if more else [])])


def listed(words: Iterable[str]) -> str:
    """Return a list of keywords, which commas divide.

    >>> listed(("cs.LG", "Physics, applied"))
    'cs.LG, Physics applied'
    """
    return ", ".join(escape(" ".join(word.replace(",", " ").split())) for word in words)


def language(tag: str) -> str:
    """Return the name by which babel and polyglossia know a language, or ''.

    >>> language("zh-Hans"), language("en"), language("tlh")
    ('chinese', 'english', '')
    """
    return _LANGUAGES.get(tag.partition("-")[0], "")


def verbatim(address: str) -> str:
    r"""Return a URL or a DOI, which are not escaped, with what would break a field as %XX.

    >>> verbatim("https://example.org/a_b?x={1}&y=5%25")
    'https://example.org/a_b?x=%7B1%7D&y=5%25'
    """
    return _IN_ADDRESS.sub(lambda char: "".join(f"%{byte:02X}" for byte in char[0].encode()), address)


def entry(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    """Return an entry of a bibliography; fields without a value are left out. `month` is a macro."""
    lines = (
        f"  {field} = {value if field == 'month' else f'{{{value}}}'},\n" for field, value in fields if value
    )
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"
