r"""JSON that is safe to print and to keep, Chinese as Chinese.

What a terminal would obey (C1 controls, bidirectional overrides) and what UTF-8 cannot hold (lone
surrogates) is escaped as \uXXXX, which changes nothing for whoever parses it.
"""

from __future__ import annotations

import json

from digestcli.text.regex import regex

_UNSAFE = regex(
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]"
)


def dumps(value: object, *, indent: int | None = None) -> str:
    """Return `value` as JSON that is safe to print."""
    separators = (",", ":") if indent is None else None
    return safe(json.dumps(value, ensure_ascii=False, indent=indent, separators=separators))


def safe(text: str) -> str:
    """Return JSON with what is not safe to print escaped."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
