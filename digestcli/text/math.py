r"""TeX to Unicode for display: `$\hat κ \sim 10^{-3}$` reads κ̂ ∼ 10⁻³. Exports keep the TeX.

Only mathematics (`$..$`, `$$..$$`, `\(..\)`, `\[..\]`) and a few text macros are touched; text with neither
`$` nor a backslash comes back unchanged. Unknown macros stay verbatim, and so does a whole formula that is
broken (unbalanced, or with control characters that a wrong decoder made of `\f`, `\t`, `\b`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain, pairwise, zip_longest
from string import ascii_letters
from unicodedata import combining, normalize


def _pairs(table: str) -> dict[str, str]:
    return dict(pair.split(":", 1) for pair in table.split())


_SYMBOLS = _pairs(
    r"""alpha:α beta:β gamma:γ delta:δ epsilon:ϵ varepsilon:ε eps:ε zeta:ζ eta:η theta:θ vartheta:ϑ iota:ι kappa:κ
    varkappa:ϰ lambda:λ mu:μ nu:ν xi:ξ pi:π varpi:ϖ rho:ρ varrho:ϱ sigma:σ varsigma:ς tau:τ upsilon:υ phi:ϕ
    varphi:φ chi:χ psi:ψ omega:ω Gamma:Γ Delta:Δ Theta:Θ Lambda:Λ Xi:Ξ Pi:Π Sigma:Σ Upsilon:Υ Phi:Φ Psi:Ψ Omega:Ω
    sum:∑ prod:∏ coprod:∐ int:∫ iint:∬ iiint:∭ oint:∮ partial:∂ nabla:∇ infty:∞ ell:ℓ hbar:ℏ hslash:ℏ Re:ℜ Im:ℑ
    aleph:ℵ imath:ı jmath:ȷ wp:℘ forall:∀ exists:∃ nexists:∄ emptyset:∅ varnothing:∅ neg:¬ lnot:¬ top:⊤ bot:⊥
    angle:∠ triangle:△ square:□ Box:□ diamond:⋄ prime:′ degree:° dag:† dagger:† ddag:‡ ddagger:‡ checkmark:✓
    ldots:… dots:… cdots:⋯ vdots:⋮ ddots:⋱ langle:⟨ rangle:⟩ lfloor:⌊ rfloor:⌋ lceil:⌈ rceil:⌉ lbrace:{ rbrace:}
    vert:| lvert:| rvert:| Vert:‖ lVert:‖ rVert:‖ colon:: star:⋆ circ:∘ bullet:• sharp:♯ flat:♭ odot:⊙ sun:☉
    bigcup:⋃ bigcap:⋂ bigoplus:⨁ bigotimes:⨂ bigwedge:⋀ bigvee:⋁ {:{ }:} %:% &:& #:# _:_ $:$ |:‖"""
)
_RELATIONS = _pairs(
    """times:× div:÷ pm:± mp:∓ cdot:· ast:∗ sim:∼ simeq:≃ approx:≈ cong:≅ equiv:≡ propto:∝ neq:≠ ne:≠ leq:≤ le:≤
    leqslant:≤ geq:≥ ge:≥ geqslant:≥ ll:≪ gg:≫ lesssim:≲ gtrsim:≳ lt:< gt:> prec:≺ succ:≻ preceq:⪯ succeq:⪰ in:∈
    notin:∉ ni:∋ subset:⊂ supset:⊃ subseteq:⊆ supseteq:⊇ subsetneq:⊊ cup:∪ cap:∩ setminus:∖ sqcup:⊔ uplus:⊎
    oplus:⊕ ominus:⊖ otimes:⊗ wedge:∧ land:∧ vee:∨ lor:∨ to:→ rightarrow:→ longrightarrow:⟶ leftarrow:← gets:←
    leftrightarrow:↔ Rightarrow:⇒ implies:⟹ Longrightarrow:⟹ Leftarrow:⇐ Leftrightarrow:⇔ iff:⟺ mapsto:↦
    hookrightarrow:↪ uparrow:↑ downarrow:↓ nearrow:↗ searrow:↘ rightleftharpoons:⇌ leadsto:⇝ perp:⊥ parallel:∥
    mid:| models:⊨ vdash:⊢ asymp:≍ doteq:≐ triangleq:≜ coloneqq:≔ bowtie:⋈ ltimes:⋉ rtimes:⋊ gtrless:≷"""
)
_NAMES = frozenset(
    """log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan min max sup inf lim limsup
    liminf det dim ker deg arg gcd hom Pr Tr tr argmin argmax rank diag bmod""".split()
)
_BLANKS = {*r"\, \; \: \> \quad \qquad \enspace \thinspace ~".split(), "\\ ", " "}
_DROPPED = frozenset(
    """left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle textstyle
    scriptstyle limits nolimits nonumber ! / - ensuremath""".split()
)
_PLAIN = frozenset(
    """mathrm text textrm textnormal mathit textit mathsf textsf mathtt texttt mbox hbox operatorname mathop mathbin
    mathrel emph underbrace overbrace boxed rm it sf tt sc""".split()
)
_SWITCHES = frozenset(("rm", "it", "sf", "tt", "sc", "bf", "cal"))
_BOLD = str.maketrans(
    "0123456789" + ascii_letters + "αβγδεζηθικλμνξοπρςστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝐚𝐛𝐜𝐝𝐞𝐟𝐠𝐡𝐢𝐣𝐤𝐥𝐦𝐧𝐨𝐩𝐪𝐫𝐬𝐭𝐮𝐯𝐰𝐱𝐲𝐳𝐀𝐁𝐂𝐃𝐄𝐅𝐆𝐇𝐈𝐉𝐊𝐋𝐌𝐍𝐎𝐏𝐐𝐑𝐒𝐓𝐔𝐕𝐖𝐗𝐘𝐙"
    "𝛂𝛃𝛄𝛅𝛆𝛇𝛈𝛉𝛊𝛋𝛌𝛍𝛎𝛏𝛐𝛑𝛒𝛓𝛔𝛕𝛖𝛗𝛘𝛙𝛚𝚨𝚩𝚪𝚫𝚬𝚭𝚮𝚯𝚰𝚱𝚲𝚳𝚴𝚵𝚶𝚷𝚸𝚺𝚻𝚼𝚽𝚾𝚿𝛀",
)
_SCRIPT = str.maketrans(ascii_letters, "𝒶𝒷𝒸𝒹ℯ𝒻ℊ𝒽𝒾𝒿𝓀𝓁𝓂𝓃ℴ𝓅𝓆𝓇𝓈𝓉𝓊𝓋𝓌𝓍𝓎𝓏𝒜ℬ𝒞𝒟ℰℱ𝒢ℋℐ𝒥𝒦ℒℳ𝒩𝒪𝒫𝒬ℛ𝒮𝒯𝒰𝒱𝒲𝒳𝒴𝒵")
_FRAKTUR = str.maketrans(ascii_letters, "𝔞𝔟𝔠𝔡𝔢𝔣𝔤𝔥𝔦𝔧𝔨𝔩𝔪𝔫𝔬𝔭𝔮𝔯𝔰𝔱𝔲𝔳𝔴𝔵𝔶𝔷𝔄𝔅ℭ𝔇𝔈𝔉𝔊ℌℑ𝔍𝔎𝔏𝔐𝔑𝔒𝔓𝔔ℜ𝔖𝔗𝔘𝔙𝔚𝔛𝔜ℨ")
_DOUBLE = str.maketrans(ascii_letters + "1", "𝕒𝕓𝕔𝕕𝕖𝕗𝕘𝕙𝕚𝕛𝕜𝕝𝕞𝕟𝕠𝕡𝕢𝕣𝕤𝕥𝕦𝕧𝕨𝕩𝕪𝕫𝔸𝔹ℂ𝔻𝔼𝔽𝔾ℍ𝕀𝕁𝕂𝕃𝕄ℕ𝕆ℙℚℝ𝕊𝕋𝕌𝕍𝕎𝕏𝕐ℤ𝟙")
_ALPHABETS = dict.fromkeys(("mathbf", "boldsymbol", "bm", "textbf", "bf"), _BOLD)
_ALPHABETS |= dict.fromkeys(("mathcal", "mathscr", "cal"), _SCRIPT)
_ALPHABETS |= {"mathfrak": _FRAKTUR, "mathbb": _DOUBLE, "mathds": _DOUBLE} | dict.fromkeys(_PLAIN, {})
_ACCENTS = _pairs(
    "hat:\u0302 widehat:\u0302 tilde:\u0303 widetilde:\u0303 bar:\u0304 overline:\u0305 vec:\u20d7 dot:\u0307 "
    "overrightarrow:\u20d7 ddot:\u0308 check:\u030c breve:\u0306 acute:\u0301 grave:\u0300 underline:\u0332 "
    "not:\u0338"
)
_ABOVE = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ∘⊤†‡*′″",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᵠᵡ°ᵀ†‡*′″",
        strict=True,
    )
)
_BELOW = dict(
    zip("0123456789+-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True)
)
_BRACKETED = _pairs(
    "ket:|{}⟩ bra:⟨{}| braket:⟨{}⟩ expval:⟨{}⟩ ketbra:|{}⟩⟨{}| abs:|{}| norm:‖{}‖ binom:C({},{})"
)
_FRACTIONS = frozenset(("frac", "tfrac", "dfrac", "cfrac", "nicefrac"))


_TOKEN = re.compile(r"\\[A-Za-z]+|\\[\s\S]|'+|[ \t]+|[\s\S]")
_BROKEN = re.compile(r"[\x00-\x08\x0b-\x1f]|\t[a-z]|\\(?:begin|end)\b|\\$")
_UNICODE = re.compile(r"\\unicode\{x([0-9a-fA-F]{2,4})\}")
_SPACES = re.compile(r"[ \t]+")
_MARKED = "".join({*_ABOVE.values(), *_BELOW.values()}) + "\u0300-\u036f\u20d7"
_ATOM = re.compile(rf"√?[d∂]?(?:[^\W\d_]|\d+(?:\.\d+)?)[{_MARKED}]*")
_SUM = re.compile(r"[-+±∓=<>≤≥≈∼≃≡≠∝/×·∗*→,;:|\s]")
_LONGEST, _DEEPEST = 2000, 40  # characters and nested groups of a formula; beyond them it stays verbatim

_DELIMITER = re.compile(r"\\[\s\S]|\$\$?")
_CLOSES = {"$": "$", "$$": "$$", r"\(": r"\)", r"\[": r"\]"}
_DELIMITERS = frozenset((*_CLOSES, *_CLOSES.values()))
_TEX = re.compile(r"[\\^_{]")
_SIGNS = re.compile(r"[\\^_{}=<>+]|^\s*[^\W\d]\s*$")
_GROUP = re.compile(r"\\[A-Za-z]+|\{[^{}]*\}")
_PROSE = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}[\s,;]+[^\W\d_]{2}|[\u3400-\u9fff]")
_AMOUNT = re.compile(r"\d\S*\s[\s\S]*\s")
_WORD = re.compile("[A-Za-z]{2}")

_INNER = r"((?:[^{}\\]|\\[^{}])*)\}"
_FONTS = re.compile(
    rf"\\(?:emph|text(?:bf|it|tt|rm|sc|sf|sl)|mbox)\{{{_INNER}|\{{\\(?:it|em|bf|sc|sl|tt|rm|sf)\b\s*{_INNER}"
)
_LINKS = re.compile(r"\\href\{([^{}]*)\}\{([^{}]*)\}|\\url\{([^{}]*)\}")
_TEXT_ACCENTS = re.compile(
    r"""\{\\(["'`^~=.])\{?([A-Za-z])\}?\}|\\(["'`^~=.]|[cvHukr](?=\{))\{([A-Za-z])\}"""
    r"""|(?<=[A-Za-z])\\(["'`^])([aeiouyAEIOUY])|(?<=[A-Za-z])\\(~)([anoANO])"""
)
_MARKS = _pairs(
    "^:\u0302 ~:\u0303 =:\u0304 \":\u0308 ':\u0301 `:\u0300 .:\u0307 u:\u0306 v:\u030c H:\u030b c:\u0327 k:\u0328 r:\u030a"
)
_ESCAPES = re.compile(r"(?<!\\)\\([%&_#$])")
_TIES = re.compile(r"(?<=[A-Za-z]{2})~(?=[A-Z])|(?<=[A-Za-z]\.)~(?=[\w(])|(?<=\w)~(?=\\)|(?<=\.)\\ ")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def readable(text: str) -> str:
    r"""Return `text` with its TeX as Unicode. Never raises; linear in the length of `text`.

    >>> readable(r"$T_c \approx 10^{-3}$ for \emph{thin} films, 5\% more")
    'T_c ≈ 10⁻³ for thin films, 5% more'
    >>> readable("between $30 million and $40 million"), readable(r"$\mystery{x^2}$")
    ('between $30 million and $40 million', '\\mystery{x²}')
    """
    if "$" not in text and "\\" not in text:
        return text
    mask = next((char for char in map(chr, range(0xFDD0, 0xFDF0)) if char not in text), None)
    if mask is None:
        return text
    pieces: list[str] = []
    formulas: list[str] = []
    done = 0
    for start, end, content in _spans(text):
        pieces.append(text[done:start])
        shown = _formula(content)
        formulas.append(text[start:end] if shown is None else shown)
        done = end
    plain = _without_macros(mask.join((*pieces, text[done:])), mask)
    return "".join(chain.from_iterable(zip_longest(plain.split(mask), formulas, fillvalue="")))


def _spans(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, content) of the formulas of `text`: a delimiter and the next one, if they pair."""
    marks = [mark for mark in _DELIMITER.finditer(text) if mark[0] in _DELIMITERS]
    found: list[tuple[int, int, str]] = []
    done = 0
    for opening, closing in pairwise(marks):
        start, end = opening.end(), closing.start()
        if opening.start() < done or closing[0] != _CLOSES.get(opening[0]) or end - start > _LONGEST:
            continue
        if _is_formula(text[start:end], opening[0], text[closing.end() : closing.end() + 1]):
            done = closing.end()
            found.append((opening.start(), done, text[start:end]))
    return found


def _is_formula(content: str, opening: str, after: str) -> bool:
    r"""Tell a formula from what stands between two prices, shell variables or Markdown's `\[`, `\]`."""
    if not content.strip() or "\n\n" in content:
        return False
    if opening != "$":
        return bool(_SIGNS.search(content))
    before_word = after.isascii() and after.isalnum()
    if content[-1].isspace() and not content[0].isspace() and (before_word or after == "\\"):
        return False  # this dollar opens the next formula
    if content[0].isdigit() and (_PROSE.search(_GROUP.sub("", content)) or _AMOUNT.fullmatch(content)):
        return False
    if _TEX.search(content):
        return True
    if content[0].isspace() or _PROSE.search(content):
        return False
    return not (before_word and (content[0].isdigit() or _WORD.search(content)))


def _without_macros(text: str, mask: str) -> str:
    """Return `text` without the macros of prose; each `mask` stands for a formula and stays."""
    if "\\" not in text:
        return text
    text = _LINKS.sub(lambda link: link[0] if mask in link[0] else _link(*link.groups()), text)
    text = _TEXT_ACCENTS.sub(_accented, text)
    for _ in range(8):  # macros in macros, from the inside
        text, count = _FONTS.subn(lambda macro: macro[1] or macro[2] or "", text)
        if not count:
            break
    if not _CJK.search(text):  # in Chinese and Japanese a tilde is a range
        text = _TIES.sub(" ", text)
    return _ESCAPES.sub(r"\1", text.replace(mask + "\\!", mask))


def _accented(match: re.Match[str]) -> str:
    accent, letter = filter(None, match.groups())
    composed = normalize("NFC", letter + _MARKS[accent])
    return composed if len(composed) == 1 else match[0]


def _link(url: str | None, label: str | None, bare: str | None) -> str:
    return bare or (f"{label} ({url})" if label != url else url or "")


def _formula(content: str) -> str | None:
    """Return a formula as Unicode, or None when it is broken."""
    tokens: list[str] = _TOKEN.findall(_UNICODE.sub(lambda match: chr(int(match[1], 16)), content))
    depth = 0
    for token in tokens:
        depth += (token == "{") - (token == "}")
        if not 0 <= depth <= _DEEPEST:
            return None
    if depth or _BROKEN.search(content):
        return None
    try:
        shown = _Formula(tokens).sequence("")
    except RecursionError:  # \hat\hat\hat and so on
        return None
    return _SPACES.sub(" ", shown).strip(" ") or " "


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
                apart = after_name or (name in _NAMES and _ends_word(out))
                out += " " + piece if apart and (piece[:1].isalnum() or piece[:1] in "√|") else piece
            after_name = name in _NAMES
        return out

    def relation(self, out: str, sign: str) -> str:
        """Set a relation evenly: blanks on both sides or on none; none where nothing stands before it."""
        spaced = bool(out[-1:].isspace() or (self.tokens and self.tokens[-1] in _BLANKS))
        while self.tokens and self.tokens[-1] in _BLANKS:
            self.tokens.pop()
        if not out.strip() or out.rstrip(" ")[-1] in "([{,;=<>|\n":
            return out + sign
        return f"{out.rstrip(' ')} {sign} " if spaced else out + sign

    def argument(self) -> str:
        """Read the argument of a macro: a group, a macro or one character."""
        self.skip_blanks()
        return self.atom(self.tokens.pop()) if self.tokens and self.tokens[-1] != "}" else ""

    def atom(self, token: str) -> str:
        """Read what one token begins: a character, a group, a macro with its arguments."""
        if token == "{":
            return self.sequence("}")
        if token[0] in "'~" or token in _BLANKS:
            return " " if token in _BLANKS else "′" * len(token)
        if token[0] != "\\":
            return token
        name = token[1:]
        if name in _NAMES:
            return name
        if name in _ALPHABETS:
            alphabet = _ALPHABETS[name]
            return self.argument().translate({} if self.scripts and alphabet is _BOLD else alphabet)
        if name in _ACCENTS:
            return _accent(self.argument(), _ACCENTS[name])
        return _SYMBOLS.get(name) or _RELATIONS.get(name) or self.command(token)

    def command(self, token: str) -> str:
        """Read a macro that is more than a letter; an unknown one stays as it is, with its groups."""
        name = token[1:]
        if name in _DROPPED:
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
        if self.skip_blanks() == "[":
            self.tokens.pop()
            degree = self.sequence("]").strip()
        signs = {"3": "∛", "4": "∜"}
        sign = signs.get(degree) or "".join(_ABOVE.get(char, char) for char in degree) + "√"
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
        plain = len(shown) == 1 or (shown.isalnum() and shown.isascii() and apart)
        return mark + (shown if plain or _ATOM.fullmatch(shown) else f"({shown})")


def _ends_word(text: str) -> bool:
    return text[-1:].isalnum() or text[-1:] in (")", "]", "}", "′") or text[-1:] in _BELOW.values()


def _bracketed(text: str) -> str:
    return text if _ATOM.fullmatch(text) else f"({text})"


def _accent(text: str, mark: str) -> str:
    """Put a combining mark on the letters of `text`, or on its first character."""
    if not any(char.isalpha() for char in text):
        return normalize("NFC", text[:1] + mark) + text[1:] if text else ""
    marked = re.sub(rf"(?:(?![{_SCRIPTED}])[^\W\d_])", lambda match: match[0] + mark, text)
    return normalize("NFC", marked)
