"""Days without papers: what a digest says when it has nothing to list."""

from __future__ import annotations

import re

from digestcli.documents.markdown.cells import PAPER
from digestcli.text.regex import regex

# daily digest of papers; found no new papers; report of summaries: headings of days without papers
_EMPTY_DAY = regex(
    r"(?:论文|論文|摘要)(?:速递|速遞)|没有找到新论文|沒有找到新論文|论文总结报告|論文總結報告"
    r"|\barxiv daily\b|\bdaily arxiv\b|\bno\b[^\n]*\bpapers?\b[^\n]*\bfound\b|total papers today",
    re.IGNORECASE,
)
_EMPTY_SIZE, _EMPTY_LINES = 1_000, 12


def is_empty_day(text: str) -> bool:
    """Tell a short file whose heading says that it is a digest or has no papers, and that leads to none."""
    lines = [line for line in text.split("\n") if line.strip()]
    short = len(text) <= _EMPTY_SIZE and len(lines) <= _EMPTY_LINES and not PAPER.search(text)
    return short and any(_EMPTY_DAY.search(line) for line in lines if line.startswith("#"))
