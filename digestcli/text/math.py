r"""TeX to Unicode for display: `$\hat κ \sim 10^{-3}$` reads κ̂ ∼ 10⁻³. Exports keep the TeX.

Only mathematics (`$..$`, `$$..$$`, `\(..\)`, `\[..\]`) and a few text macros are touched; text with neither
`$` nor a backslash comes back unchanged. Unknown macros stay verbatim, and so does a whole formula that is
broken (unbalanced, or with control characters that a wrong decoder made of `\f`, `\t`, `\b`).
"""

from __future__ import annotations

import re
from itertools import chain, pairwise, zip_longest
from unicodedata import category, normalize

_LONGEST, _DEEPEST = 2000, 40  # characters and nested groups of a formula; beyond them it stays verbatim

_SYMBOLS = dict(
    pair.split(":", 1)
    for pair in r"""alpha:α beta:β gamma:γ delta:δ epsilon:ϵ varepsilon:ε zeta:ζ eta:η theta:θ vartheta:ϑ iota:ι
    kappa:κ varkappa:ϰ lambda:λ mu:μ nu:ν xi:ξ omicron:ο pi:π varpi:ϖ rho:ρ varrho:ϱ sigma:σ varsigma:ς tau:τ
    upsilon:υ phi:ϕ varphi:φ chi:χ psi:ψ omega:ω Gamma:Γ Delta:Δ Theta:Θ Lambda:Λ Xi:Ξ Pi:Π Sigma:Σ Upsilon:Υ
    Phi:Φ Psi:Ψ Omega:Ω eps:ε sum:∑ prod:∏ coprod:∐ int:∫ iint:∬ iiint:∭ oint:∮ partial:∂ nabla:∇ infty:∞ ell:ℓ
    hbar:ℏ hslash:ℏ Re:ℜ Im:ℑ aleph:ℵ beth:ℶ imath:ı jmath:ȷ wp:℘ forall:∀ exists:∃ nexists:∄ emptyset:∅
    varnothing:∅ neg:¬ lnot:¬ top:⊤ bot:⊥ angle:∠ triangle:△ square:□ Box:□ blacksquare:■ diamond:⋄ prime:′
    degree:° dag:† dagger:† ddag:‡ ddagger:‡ S:§ P:¶ copyright:© pounds:£ checkmark:✓ ldots:… dots:… dotsc:…
    dotsb:⋯ cdots:⋯ vdots:⋮ ddots:⋱ langle:⟨ rangle:⟩ lfloor:⌊ rfloor:⌋ lceil:⌈ rceil:⌉ lbrace:{ rbrace:}
    lbrack:[ rbrack:] vert:| lvert:| rvert:| mid:| Vert:‖ lVert:‖ rVert:‖ backslash:\ colon:: AA:Å aa:å
    ae:æ AE:Æ oe:œ OE:Œ ss:ß o:ø O:Ø l:ł L:Ł i:ı j:ȷ star:⋆ bigstar:★ circ:∘ bullet:• sharp:♯ flat:♭ natural:♮
    odot:⊙ sun:☉ earth:⊕ complement:∁ hearts:♥ spadesuit:♠ heartsuit:♥ clubsuit:♣ diamondsuit:♦ bigcup:⋃
    bigcap:⋂ bigoplus:⨁ bigotimes:⨂ bigwedge:⋀ bigvee:⋁ surd:√ {:{ }:} %:% &:& #:# _:_ $:$ |:‖""".split()
)
_RELATIONS = dict(
    pair.split(":")
    for pair in """times:× div:÷ pm:± mp:∓ cdot:· ast:∗ sim:∼ simeq:≃ approx:≈ cong:≅ equiv:≡ propto:∝ neq:≠ ne:≠
    leq:≤ le:≤ leqslant:≤ geq:≥ ge:≥ geqslant:≥ ll:≪ gg:≫ lll:⋘ ggg:⋙ lesssim:≲ gtrsim:≳ lessapprox:⪅
    gtrapprox:⪆ lt:< gt:> prec:≺ succ:≻ preceq:⪯ succeq:⪰ in:∈ notin:∉ ni:∋ subset:⊂ supset:⊃ subseteq:⊆
    supseteq:⊇ subsetneq:⊊ cup:∪ cap:∩ setminus:∖ sqcup:⊔ sqcap:⊓ uplus:⊎ oplus:⊕ ominus:⊖ otimes:⊗ oslash:⊘
    wedge:∧ land:∧ vee:∨ lor:∨ wr:≀ amalg:⨿ to:→ rightarrow:→ longrightarrow:⟶ leftarrow:← gets:←
    leftrightarrow:↔ Rightarrow:⇒ implies:⟹ Longrightarrow:⟹ Leftarrow:⇐ Leftrightarrow:⇔ iff:⟺ mapsto:↦
    longmapsto:⟼ hookrightarrow:↪ uparrow:↑ downarrow:↓ updownarrow:↕ Uparrow:⇑ Downarrow:⇓ nearrow:↗
    searrow:↘ rightharpoonup:⇀ rightleftharpoons:⇌ leadsto:⇝ rightsquigarrow:⇝ perp:⊥ parallel:∥ models:⊨
    vdash:⊢ dashv:⊣ asymp:≍ doteq:≐ triangleq:≜ coloneqq:≔ bowtie:⋈ smile:⌣ frown:⌢ bigcirc:○ ltimes:⋉ rtimes:⋊
    xrightarrow:→ lhd:⊲ rhd:⊳ trianglelefteq:⊴ gtrless:≷ lessgtr:≶""".split()
)
_NAMES = frozenset(
    """log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan min max sup inf lim limsup
    liminf det dim ker deg arg gcd hom Pr Tr tr argmin argmax rank diag sgn bmod mod""".split()
)
_BLANKS = frozenset(r"\, \; \: \> \! \/ \  \quad \qquad \enspace \thinspace \hspace ~".split()) | {"\\ "}
_DROPPED = frozenset(
    r"""\left \right \middle \big \Big \bigg \Bigg \bigl \bigr \Bigl \Bigr \biggl \biggr \Biggl \Biggr
    \displaystyle \textstyle \scriptstyle \limits \nolimits \nonumber \! \/ \- \mathstrut \ensuremath""".split()
)
_PLAIN = frozenset(
    """mathrm text textrm textnormal mathit textit mathsf textsf mathtt texttt mbox hbox operatorname operatorname*
    mathop mathbin mathrel mathord emph textup underbrace overbrace boxed rm it sf tt sc""".split()
)
_BOLD, _SCRIPT = (0x1D400, 0x1D41A, 0x1D7CE), (0x1D49C, 0x1D4B6, 0)
_FRAKTUR, _DOUBLE = (0x1D504, 0x1D51E, 0), (0x1D538, 0x1D552, 0x1D7D8)
_ALPHABETS = dict.fromkeys(("mathbf", "boldsymbol", "bm", "textbf", "pmb", "bf", "boldmath"), _BOLD)
_ALPHABETS |= dict.fromkeys(("mathcal", "mathscr", "cal", "scr"), _SCRIPT)
_ALPHABETS |= {"mathfrak": _FRAKTUR, "frak": _FRAKTUR, "mathbb": _DOUBLE, "mathds": _DOUBLE, "Bbb": _DOUBLE}
_SWITCHES = frozenset(("rm", "it", "sf", "tt", "sc", "bf", "cal", "frak", "boldmath"))
_HOLES = str.maketrans("𝒝𝒠𝒡𝒣𝒤𝒧𝒨𝒭𝒺𝒼𝓄𝔆𝔋𝔌𝔕𝔝𝔺𝔿𝕅𝕇𝕈𝕉𝕑", "ℬℰℱℋℐℒℳℛℯℊℴℭℌℑℜℨℂℍℕℙℚℝℤ")
_ACCENTS = dict(
    zip(
        "hat widehat tilde widetilde bar overline vec overrightarrow dot ddot dddot check breve acute grave "
        "mathring underline underbar not ^ ~ = \" ' ` . u v H c k r".split(),
        "\u0302\u0302\u0303\u0303\u0304\u0305\u20d7\u20d7\u0307\u0308\u20db\u030c\u0306\u0301\u0300"
        "\u030a\u0332\u0332\u0338\u0302\u0303\u0304\u0308\u0301\u0300\u0307\u0306\u030c\u030b\u0327\u0328\u030a",
        strict=True,
    )
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
_BRACKETED = {  # each argument of a macro stands where its {} is
    "ket": "|{}⟩", "bra": "⟨{}|", "expval": "⟨{}⟩", "abs": "|{}|", "norm": "‖{}‖", "ketbra": "|{}⟩⟨{}|",
    "binom": "({} choose {})", "dbinom": "({} choose {})", "braket": "⟨{}⟩", "inner": "⟨{}, {}⟩",
}  # fmt: skip
_FRACTIONS = frozenset(("frac", "tfrac", "dfrac", "cfrac", "nicefrac", "sfrac"))

_TOKEN = re.compile(r"\\operatorname\*|\\[A-Za-z]+|\\[\s\S]|'+|\s+|\d+(?:\.\d+)?|[\s\S]|\\")
_BROKEN = re.compile(r"[\x00-\x08\x0b-\x1f]|\t[a-z]|\\begin\b|\\end\b|\\$")
