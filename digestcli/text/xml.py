"""Text as XML 1.0 holds it, for feeds and books."""

from __future__ import annotations

import re
from functools import cache


def xml(text: str) -> str:
    r"""Return a text for XML, in elements and in attributes; what XML cannot hold becomes U+FFFD.

    >>> xml('a < "b"\x1b\r\u202e')
    'a &lt; &quot;b&quot;\ufffd&#13;&#8238;'
    """
    return _special().sub(_replace, text)


@cache
def _special() -> re.Pattern[str]:
    """Compile what is replaced: not when the module is imported, for that takes most of a millisecond."""
    return re.compile(
        '[&<>"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb'
        "\ufffe\uffff\ud800-\udfff]"
    )


def _replace(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code in (0x22, 0x26, 0x3C, 0x3E):
        return {0x22: "&quot;", 0x26: "&amp;", 0x3C: "&lt;", 0x3E: "&gt;"}[code]
    allowed = code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code < 0xFFFE
    return f"&#{code};" if allowed or match[0] == "\r" else "\ufffd"
