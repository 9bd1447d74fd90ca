"""Texts that stand where a text failed: they say nothing of the paper and must not be shown.

Counted in 182,671 records of public digests: failed model calls, echoed prompts, unfilled
templates. Only a whole field counts; a sentence that mentions one of these is left alone.
"""

from __future__ import annotations

import re

from digestcli.text.regex import regex

_WHOLE = frozenset(
    text.casefold()
    for text in (
        "", "-", "--", "...", "…", "?", "none", "null", "nan", "n/a", "na", "无", "無",
        "暂无", "暫無", "없음", "なし",
        "error", "unknown", "uncategorized", "not mentioned", "not mentioned in abstract", "not available",
        "summary generation failed", "motivation analysis unavailable", "method extraction failed",
        "result analysis unavailable", "conclusion extraction failed", "failed to generate summary",
        "processing failed", "translation failed", "[translation failed]", "[翻译失败]", "翻译失败",
        "this content has not passed the compliance test and has been hidden",
        "达到api配额限制，请明天再试", "请联系管理员或等待明天api配额重置",
        "摘要为空，需阅读原文确认主要贡献",
        "generate a too long; didn't read summary", "describe the motivation in this paper",
        "motivation of this paper", "method of this paper", "result of this paper",
        "conclusion of this paper",
        "a one-sentence summary of the paper",
    )
)  # fmt: skip
_PROMPT = "what problem is the paper trying to solve?"
_START = regex(
    r"error: [^\n]{0,80}$"
    r"|\{[a-z_]+\}$"
    r"|(?:summary|motivation|method|result|conclusion)s?"
    r" (?:generation|analysis|extraction) (?:failed|unavailable)$",
    re.IGNORECASE,
)
_LONGEST = 200


def is_placeholder(text: str) -> bool:
    """Tell whether a whole field is a placeholder.

    >>> [is_placeholder(text) for text in ("N/A", " None ", "{keywords}", "Error: API quota exceeded")]
    [True, True, True, True]
    >>> [is_placeholder(text) for text in ("Error bounds are given.", "None of the models converge.")]
    [False, False]
    """
    if len(text) > _LONGEST:
        head = text[:_LONGEST].lstrip()[: len(_PROMPT)]
        return head.casefold() == _PROMPT if head else not text.strip()
    text = text.strip()
    bare = text.rstrip(".。!！").casefold() or text
    return bare in _WHOLE or bare.startswith(_PROMPT) or _START.match(text) is not None
