r"""Any text as a text of Markdown: what would be markup there becomes a character reference.

References (`&#42;`) and not backslashes: they mean the same within HTML, where Markdown has no
escapes, and hold for every sign, so that one rule undoes them all. Only what would change the page
is replaced, so that nearly every text stays as it is. Rules: CommonMark 0.31 and the extensions of
GitHub (tables, strikethrough). Mathematics between dollars keeps its `_`, `*` and `\`, for viewers
that set it; tags, links and code are undone there too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from digestcli.text.regex import regex
from digestcli.text.visible import visible

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
_SURROGATES = "\ud800-\udfff"
_MATH = r"\$\$?(?=[^\s$])(?:[^$\n]|\n(?!\n))+(?<=\S)\$\$?(?!\d)"
_PUNCTUATION = r"[!-/:-@\[-`{-~]"
_ANYWHERE = (
    r"<(?=[A-Za-z/!?])"
    r"|&(?=#?\w{1,32};)"
    r"|\](?=[\[(:])"  # of a link, or of its definition
    rf"|[`{_CONTROLS}{_SURROGATES}]"
)
_IN_PROSE = (
    rf"\\(?={_PUNCTUATION}|\n|\Z)"
    r"|(?<=\S)[*~]"  # what closes emphasis; what opens it is then nothing
    r"|(?<=\S)_(?![^\W_])"
)
_NAMED = {"<": "lt", ">": "gt", "&": "amp"}
_SIGNS = {name: sign for sign, name in _NAMED.items()}
_REFERENCE = regex(r"&(?:#(\d{1,7})|(lt|gt|amp));")
_PLAIN = regex(rf"[^\n`*_\\<&~\]{_CONTROLS}{_SURROGATES}]*")
_BRACKETS = regex(r"[\[\]]")
_LARGEST = 0x10FFFF
_EMPTY = regex("")
Replace = Callable[[str], str]


class Escapes:
    """What is replaced in a text: markup, and `labels` that would begin a field with their colon.

    `also` are more signs that some Markdown takes for markup, as a pattern; `replace` says what a
    sign becomes, `in_math` what it becomes in mathematics.
    """

    def __init__(
        self,
        labels: Iterable[str] = (),
        *,
        also: str = r"(?!)",
        replace: Replace | None = None,
        in_math: Replace | None = None,
    ) -> None:
        """Compile the rules; every rule's last character is the one that is replaced."""
        names = "|".join(map(re.escape, labels))
        self._at_line_start = (
            r"(?<=\n)(?: {4}|\t| {0,3}(?:"
            r"[#>|*_~]|[-+](?=[ \t\n|:-]|\Z)|:(?=-)|=+(?=[ \t]*(?:\n|\Z))|\d{1,9}[.)](?=[ \t\n]|\Z)"
            rf"{f'|(?:{names}):' if names else ''}))"
        )
        self._also = also
        self._sign = replace or reference
        self._skip = _PLAIN if also == r"(?!)" else _EMPTY
        self._refer = _last(self._sign)
        self._refer_in_math = _last(in_math or self._sign)
        self._compiled: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {}

    def _rules(self, signs: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """Return what is looked for in a text, and in its mathematics, with more `signs`."""
        if signs not in self._compiled:
            anywhere = f"{_ANYWHERE}|[{re.escape(signs)}]" if signs else _ANYWHERE
            prose = f"(?P<math>{_MATH})|{self._at_line_start}|{self._also}|{_IN_PROSE}|{anywhere}"
            self._compiled[signs] = re.compile(prose), re.compile(f"{self._at_line_start}|{anywhere}")
        return self._compiled[signs]

    def text(self, text: str, signs: str = "") -> str:
        r"""Return a text of one or more lines that begins behind something on its own line.

        `signs` are replaced wherever they are.

        >>> print(Escapes(["Method"]).text("A* and *b* <i>, 1 < 2; $x_1^*$\n# no heading\nMethod: no label"))
        A&#42; and *b&#42; &lt;i>, 1 < 2; $x_1^*$
        &#35; no heading
        Method&#58; no label
        """
        if self._skip.fullmatch(text) and not any(sign in text for sign in signs):
            return text
        first, last = len(text) - len(text.lstrip("\n")), len(text.rstrip("\n"))
        if first or last < len(text):
            inner = text[first:last] if first < last else ""
            feed = self._sign("\n")
            return feed * first + self.text(inner, signs) + feed * (len(text) - max(first, last))
        everywhere, in_math = self._rules(signs)

        def replace(match: re.Match[str]) -> str:
            math: str | None = match["math"]
            return self._refer(match) if math is None else in_math.sub(self._refer_in_math, math)

        return everywhere.sub(replace, text)

    def alone(self, text: str) -> str:
        r"""Return a text that begins its line: what stands there is told as on any other line.

        >>> Escapes(replace=backslash).alone("# 1 and # 2")
        '\\# 1 and # 2'
        """
        return self.text(f".\n{text}")[2:]

    def line(self, text: str, signs: str = "") -> str:
        r"""Return a text as part of a line, with references for line feeds, blanks around it and `signs`.

        >>> Escapes().line(" a, b\nc", ",")
        '&#32;a&#44; b&#10;c'
        """
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        middle = self.text(text[start:end], "\n" + signs) if start < end else ""
        before, behind = text[:start], text[max(start, end) :]
        return "".join((*map(self._sign, before), middle, *map(self._sign, behind)))

    def title(self, text: str) -> str:
        """Return the text of a link: brackets that do not match are replaced too.

        >>> Escapes().title("On [0, 1]"), Escapes().title("On [0, 1)")
        ('On [0, 1]', 'On &#91;0, 1)')
        """
        line = self.line(text)
        depth = 0
        for bracket in _BRACKETS.findall(line):
            depth += 1 if bracket == "[" else -1
            if depth < 0:
                break
        return self.line(text, "[]") if depth else line


def _last(replace: Replace) -> Callable[[re.Match[str]], str]:
    return lambda match: match[0][:-1] + replace(match[0][-1])


def reference(sign: str) -> str:
    """Return the character reference of one character; a lone surrogate is U+FFFD.

    >>> reference("<"), reference("*")
    ('&lt;', '&#42;')
    """
    code = ord(sign)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"&{_NAMED[sign]};" if sign in _NAMED else f"&#{code};"


def backslash(sign: str) -> str:
    r"""Return a sign as programs of notes show it: behind a backslash, or as one that is seen.

    >>> backslash("*"), backslash("\x1b"), backslash("\n")
    ('\\*', '␛', ' ')
    """
    if sign in " \t\n":
        return " " if sign != " " else ""
    return f"\\{sign}" if sign.isascii() and sign.isprintable() else visible(sign)


def unescape(text: str) -> str:
    """Undo what Escapes did.

    >>> unescape(Escapes().text("*a* &amp; &#42; <b>"))
    '*a* &amp; &#42; <b>'
    """
    return _REFERENCE.sub(_sign, text) if "&" in text else text


def _sign(match: re.Match[str]) -> str:
    if match[2]:
        return _SIGNS[match[2]]
    code = int(match[1])
    return chr(code) if code <= _LARGEST and not 0xD800 <= code <= 0xDFFF else match[0]
