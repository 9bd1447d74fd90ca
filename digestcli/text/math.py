r"""TeX to Unicode for display: `$\hat κ \sim 10^{-3}$` reads κ̂ ∼ 10⁻³. Exports keep the TeX.

Only mathematics (`$..$`, `$$..$$`, `\(..\)`, `\[..\]`) and a few text macros are touched; text with neither
`$` nor a backslash comes back unchanged. Unknown macros stay verbatim, and so does a whole formula that is
broken (unbalanced, or with control characters that a wrong decoder made of `\f`, `\t`, `\b`).
"""

from __future__ import annotations

import re
from itertools import accumulate, chain, zip_longest
from unicodedata import normalize

from digestcli.text.formulas import formulas
from digestcli.text.regex import regex


def _pairs(table: str) -> dict[str, str]:
    return dict(pair.split(":", 1) for pair in table.split())


def _letters(letters: str) -> dict[str, str]:
    return {normalize("NFKC", letter): letter for letter in letters}


def _alphabet(start: int, others: str) -> dict[int, str]:
    letters = "".join(map(chr, range(start, start + 52)))
    return {ord(plain): styled for plain, styled in _letters(letters + others).items()}


_SYMBOLS = _pairs(
    r"""alpha:α beta:β gamma:γ delta:δ epsilon:ϵ varepsilon:ε eps:ε zeta:ζ eta:η theta:θ vartheta:ϑ iota:ι
    kappa:κ lambda:λ mu:μ nu:ν xi:ξ pi:π varpi:ϖ rho:ρ varrho:ϱ sigma:σ varsigma:ς tau:τ upsilon:υ phi:ϕ
    varphi:φ chi:χ psi:ψ omega:ω Gamma:Γ Delta:Δ Theta:Θ Lambda:Λ Xi:Ξ Pi:Π Sigma:Σ Upsilon:Υ Phi:Φ Psi:Ψ
    Omega:Ω sum:∑ prod:∏ int:∫ oint:∮ partial:∂ nabla:∇ infty:∞ ell:ℓ hbar:ℏ Re:ℜ Im:ℑ forall:∀ exists:∃
    emptyset:∅ neg:¬ lnot:¬ top:⊤ bot:⊥ prime:′ degree:° dag:† dagger:† ddagger:‡ ldots:… dots:… cdots:⋯
    langle:⟨ rangle:⟩ lfloor:⌊ rfloor:⌋ lceil:⌈ rceil:⌉ vert:| lvert:| rvert:| Vert:‖ lVert:‖ rVert:‖
    star:⋆ circ:∘ bullet:• odot:⊙ bigcup:⋃ bigcap:⋂ bigoplus:⨁ bigotimes:⨂ {:{ }:} %:% &:& #:# _:_ $:$ |:‖"""
)
_RELATIONS = _pairs(
    """times:× div:÷ pm:± mp:∓ cdot:· ast:∗ sim:∼ simeq:≃ approx:≈ cong:≅ equiv:≡ propto:∝ neq:≠ ne:≠ leq:≤
    le:≤ leqslant:≤ geq:≥ ge:≥ geqslant:≥ ll:≪ gg:≫ lesssim:≲ gtrsim:≳ lt:< gt:> prec:≺ succ:≻ preceq:⪯
    succeq:⪰ in:∈ notin:∉ subset:⊂ supset:⊃ subseteq:⊆ supseteq:⊇ cup:∪ cap:∩ setminus:∖ oplus:⊕ otimes:⊗
    wedge:∧ land:∧ vee:∨ lor:∨ to:→ rightarrow:→ leftarrow:← gets:← leftrightarrow:↔ Rightarrow:⇒ implies:⟹
    Leftarrow:⇐ Leftrightarrow:⇔ iff:⟺ mapsto:↦ uparrow:↑ downarrow:↓ rightleftharpoons:⇌ leadsto:⇝ perp:⊥
    parallel:∥ mid:| triangleq:≜ coloneqq:≔"""
)
_NAMES = regex(
    "log|ln|exp|(?:arc)?(?:sin|cos|tan)h?|cot|min|max|sup|inf|lim|limsup|det|dim|ker|deg|arg(?:min|max)?|gcd|Pr|[Tt]r|rank"
)
_BLANKS = frozenset((r"\,", r"\;", r"\:", r"\>", "\\ ", r"\quad", r"\qquad", r"\enspace", "~", " "))
_DROPPED = regex(r"left|right|[bB]igg?[lr]?|(?:display|text)style|(?:no)?limits|ensuremath|[!/-]")
_BOLD = _alphabet(0x1D400, "".join(map(chr, (*range(0x1D6A8, 0x1D6DB), *range(0x1D7CE, 0x1D7D8)))))
_STYLES: tuple[tuple[dict[int, str], str], ...] = (
    ({}, "mathrm text textrm textnormal mathit mathsf mathtt texttt mbox operatorname operatorname*"),
    ({}, "mathop mathbin mathrel emph textit textsf boxed rm it sf tt sc"),
    (_BOLD, "mathbf boldsymbol bm textbf bf"),
    (_alphabet(0x1D49C, "ℬℰℱℋℐℒℳℛℯℊℴ"), "mathcal mathscr cal"),
    (_alphabet(0x1D504, "ℭℌℑℜℨ"), "mathfrak"),
    (_alphabet(0x1D538, "ℂℍℕℙℚℝℤ𝟙"), "mathbb mathds"),
)
_ALPHABETS = {name: letters for letters, names in _STYLES for name in names.split()}
_SWITCHES = frozenset(("rm", "it", "sf", "tt", "sc", "bf", "cal"))
_ACCENTS = _pairs(
    "hat:\u0302 widehat:\u0302 tilde:\u0303 widetilde:\u0303 bar:\u0304 overline:\u0305 vec:\u20d7 "
    "dot:\u0307 ddot:\u0308 check:\u030c breve:\u0306 acute:\u0301 grave:\u0300 underline:\u0332 not:\u0338"
)
_ABOVE = _letters("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ*†‡′″")
_ABOVE |= {"-": "⁻", "α": "ᵅ", "ε": "ᵋ", "∘": "°", "⊤": "ᵀ", "′": "′", "″": "″"}
_BELOW = _letters("₀₁₂₃₄₅₆₇₈₉₊₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ") | {"-": "₋"}
_BRACKETED = _pairs("ket:|{}⟩ bra:⟨{}| braket:⟨{}⟩ expval:⟨{}⟩ abs:|{}| norm:‖{}‖ binom:C({},{})")
_FRACTIONS = frozenset(("frac", "tfrac", "dfrac", "cfrac"))

_TOKEN = regex(r"\\operatorname\*?|\\[A-Za-z]+|\\[\s\S]|'+|[\s\S]")
_BROKEN = regex(r"[\x00-\x08\x0b-\x1f]|\t[a-z]|\\(?:begin|end)\b|\\$")
_SMALL = "".join({*_ABOVE.values(), *_BELOW.values()}).replace("*", "")
_ATOM = regex(rf"√?[d∂]?(?:[^\W\d_{_SMALL}]|\d+(?:\.\d+)?)[*{_SMALL}\u0300-\u036f\u20d7]*")
_SIMPLE = regex(r"[A-Za-z0-9]+|\d+\.\d+|\w[\u0300-\u036f\u20d7]+")
_SUM = regex(r"[-+±∓=<>≤≥≈∼≃≡≠∝/×·∗*→,;:|\s]")
_DEEPEST = 40  # nested groups of a formula; beyond them it stays verbatim

_MASK = "\ufdd0"  # stands for a formula while the prose is read; not a character
_INNER = r"((?:[^{}\\]|\\[^{}])*)\}"
_FONTS = regex(
    rf"\\(?:emph|text(?:bf|it|tt|rm|sc|sf|sl)|mbox)\{{{_INNER}|\{{\\(?:it|em|bf|sc|sl|tt|rm|sf)\b\s*{_INNER}"
)
_TEXT_ACCENTS = regex(
    r"""\{\\(["'`^~])\{?([A-Za-z])\}?\}|\\(["'`^~]|[cvH](?=\{))\{([A-Za-z])\}|(?<=[A-Za-z])\\(["'`^])([aeiouy])"""
)
_MARKS = _pairs("^:\u0302 ~:\u0303 \":\u0308 ':\u0301 `:\u0300 v:\u030c H:\u030b c:\u0327")
TIES = regex(r"(?<=[A-Za-z]{2})~(?=[A-Z])|(?<=[A-Za-z]\.)~(?=[\w(])|(?<=\w)~(?=\\)|(?<=\.)\\ ")
_CJK = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def readable(text: str) -> str:
    r"""Return `text` with its TeX as Unicode. Never raises; linear in the length of `text`.

    >>> readable(r"$T_c \approx 10^{-3}$ for \emph{thin} films, 5\% more")
    'T_c ≈ 10⁻³ for thin films, 5% more'
    >>> readable("between $30 million and $40 million"), readable(r"$\mystery{x^2}$")
    ('between $30 million and $40 million', '\\mystery{x^2}')
    """
    if _MASK in text or ("$" not in text and "\\" not in text):
        return text
    pieces: list[str] = []
    shown: list[str] = []
    done = 0
    for start, end, content in formulas(text):
        pieces.append(text[done:start])
        shown.append(_formula(content) or text[start:end])
        done = end
    plain = _without_macros(_MASK.join((*pieces, text[done:])))
    return "".join(chain.from_iterable(zip_longest(plain.split(_MASK), shown, fillvalue="")))


def _without_macros(text: str) -> str:
    """Return `text` without the macros of prose."""
    if "\\" not in text:
        return text
    text = with_accents(text)
    for _ in range(8):  # macros in macros, from the inside
        text, count = _FONTS.subn(lambda macro: macro[1] or macro[2] or "", text)
        if not count:
            break
    if not _CJK.search(text):  # in Chinese and Japanese a tilde is a range
        text = TIES.sub(" ", text)
    return re.sub(r"(?<!\\)\\([%&_#$])", r"\1", text.replace(_MASK + "\\!", _MASK))


def with_accents(text: str) -> str:
    r"""Return prose with TeX's accents as letters: `Schr\"odinger` is Schrödinger."""
    return _TEXT_ACCENTS.sub(_accented, text) if "\\" in text else text


def _accented(match: re.Match[str]) -> str:
    accent, letter = filter(None, match.groups())
    composed = normalize("NFC", letter + _MARKS[accent])
    return composed if len(composed) == 1 else match[0]


def _formula(content: str) -> str | None:
    """Return a formula as Unicode, or None when it is broken."""
    content = re.sub(r"\\unicode\{x([0-9a-fA-F]{2,4})\}", lambda code: chr(int(code[1], 16)), content)
    tokens: list[str] = _TOKEN.findall(content)
    levels = [*accumulate({"{": 1, "}": -1}.get(piece, 0) for piece in tokens)]
    if levels[-1] or min(levels) < 0 or max(levels) > _DEEPEST or _BROKEN.search(content):
        return None
    try:
        shown = _Formula(tokens).sequence("")
    except RecursionError:  # \hat\hat\hat and so on
        return None
    return re.sub("[ \t]+", " ", shown).strip(" ") or " "


class _Formula:
    """The tokens of one formula, the next one last; each method takes some and returns them as Unicode."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.scripts = tokens[::-1], 0

    def skip_blanks(self) -> str:
        """Take blanks; return the token after them, or ''."""
        while self.tokens and (self.tokens[-1] in _BLANKS or self.tokens[-1].isspace()):
            self.tokens.pop()
        return self.tokens[-1] if self.tokens else ""

    def sequence(self, end: str) -> str:
        """Read up to the token `end` (which is taken), or to the end of the formula."""
        out, after_name = "", False
        while self.tokens and (token := self.tokens.pop()) != end:
            name = token[1:] if token[0] == "\\" else ""
            if token in ("^", "_"):
                out += self.script(token)
                continue
            if name in _SWITCHES:
                return out + self.sequence(end).lstrip(" ").translate(_ALPHABETS[name])
            if name in _RELATIONS:
                out = self.relation(out, _RELATIONS[name])
            elif name in _FRACTIONS:
                out += self.fraction(beside=after_name or _ends_word(out))
            else:
                piece = self.atom(token)
                apart = after_name or (_NAMES.fullmatch(name) and _ends_word(out))
                out += " " + piece if apart and (piece[:1].isalnum() or piece[:1] in "√|") else piece
            after_name = bool(_NAMES.fullmatch(name))
        return out

    def relation(self, out: str, sign: str) -> str:
        """Set a relation evenly: blanks on both sides or on none; none where nothing stands before it."""
        before = out.rstrip(" ")
        spaced = before != out or (self.tokens and self.tokens[-1] in _BLANKS)
        self.skip_blanks()
        if not before or before[-1] in "([{,;=<>|\n":
            return out + sign
        return f"{before} {sign} " if spaced else out + sign

    def argument(self) -> str:
        """Read the argument of a macro: a group, a macro or one character."""
        self.skip_blanks()
        return self.atom(self.tokens.pop()) if self.tokens and self.tokens[-1] != "}" else ""

    def atom(self, token: str) -> str:
        """Read what one token begins: a character, a group, a macro with its arguments."""
        name = token[1:]
        if token[0] != "\\" or token in _BLANKS:
            plain = " " if token in _BLANKS else token.replace("''", "″").replace("'", "′")
            return self.sequence("}") if token[0] == "{" else plain
        if name in _ALPHABETS:
            letters = _ALPHABETS[name]  # there is no bold superscript
            return self.argument().translate({} if self.scripts and letters is _BOLD else letters)
        if name in _ACCENTS:
            return _accent(self.argument(), _ACCENTS[name])
        follows = re.match(r" [^\W\d_]| \\", "".join(self.tokens[:-3:-1]))
        if follows and _SYMBOLS.get(name, "…") not in "…⋯%&#_${}":
            self.tokens.pop()  # it only ended the macro's name
        known = _SYMBOLS.get(name) or _RELATIONS.get(name) or (_NAMES.fullmatch(name) and name)
        return known or self.command(token)

    def command(self, token: str) -> str:
        """Read a macro that is more than a letter; an unknown one stays as it is, with its groups."""
        name = token[1:]
        if _DROPPED.fullmatch(name):
            if name in ("left", "right") and self.skip_blanks() == ".":
                self.tokens.pop()
            return ""
        if name == "sqrt":
            return self.root()
        if name in _FRACTIONS:
            return self.fraction(beside=True)
        if name in _BRACKETED:
            return re.sub(r"\{\}", lambda _: self.argument(), _BRACKETED[name])
        depth = 0
        while self.tokens and (depth or self.tokens[-1] == "{"):
            token += self.tokens[-1]
            depth += {"{": 1, "}": -1}.get(self.tokens.pop(), 0)
        return token

    def root(self) -> str:
        """Read a root's degree, if any, and what stands under it."""
        degree = ""
        if self.skip_blanks() == "[" and self.tokens.pop():
            degree = self.sequence("]").strip()
        sign = "".join(_ABOVE.get(char, char) for char in degree) + "√"
        return sign + _bracketed(self.argument().strip())

    def fraction(self, *, beside: bool) -> str:
        """Read a fraction; in brackets where a factor stands before (`beside`) or after it."""
        above, below = self.argument().strip(), self.argument().strip()
        shown = f"{_bracketed(above) if _SUM.search(above[1:]) else above}/{_bracketed(below)}"
        follower = next((token for token in reversed(self.tokens) if token not in _BLANKS), "")
        factor = follower[:1].isalnum() or follower in ("(", "^", "_", "{") or follower[1:] in _SYMBOLS
        return f"({shown})" if beside or factor else shown

    def script(self, mark: str) -> str:
        """Read a superscript or subscript: Unicode's where every character has one, else `_x`, `^(...)`."""
        self.scripts += 1
        shown = self.argument().strip()
        self.scripts -= 1
        table = _ABOVE if mark == "^" else _BELOW
        if all(char in table for char in shown):
            return "".join(map(table.__getitem__, shown))
        apart = not (self.tokens and self.tokens[-1][:1].isalnum())
        if len(shown) > 1:
            return mark + (shown if apart and _SIMPLE.fullmatch(shown) else f"({shown})")
        return mark + shown + ("" if apart else " ")


def _ends_word(text: str) -> bool:
    return text[-1:].isalnum() or text[-1:] in (")", "]", "}", "′", *_BELOW.values())


def _bracketed(text: str) -> str:
    return text if _ATOM.fullmatch(text) else f"({text})"


def _accent(text: str, mark: str) -> str:
    """Put a combining mark on the letters of `text`, else on its first character."""
    marked = re.sub(rf"[^\W\d_{_SMALL}]", lambda letter: letter[0] + mark, text)
    return normalize("NFC", marked if marked != text else text[:1] + mark + text[1:])
