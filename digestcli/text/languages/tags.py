"""Language tags for those who show a text: BCP 47, with the script of Chinese where it is known."""

from __future__ import annotations

from digestcli.text.regex import regex

_TAG = regex(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,6}")


def language_tag(language: str, script: str | None = None) -> str:
    """Return the tag of a text; `und` (undetermined) for a language that is no tag.

    >>> language_tag("zh", "Hant"), language_tag("zh", "mixed"), language_tag("a b")
    ('zh-Hant', 'zh', 'und')
    """
    if language == "zh" and script in ("Hans", "Hant"):
        return f"zh-{script}"
    return language if _TAG.fullmatch(language) else "und"
