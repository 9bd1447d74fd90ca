"""Identifiers of papers: arXiv ids and DOIs, found in URLs and in what people type.

Sources: arXiv's identifier scheme (new style YYMM.NNNNN since 0704, old style archive/YYMMNNN),
the DOI handbook (10.registrant/suffix), and the URL forms of the publishers that digests link to.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

_ARXIV_NEW = r"\d{4}\.\d{4,5}"
_ARXIV_OLD = r"[a-z][a-z-]*(?:\.[A-Z]{2})?/\d{7}"
_ARXIV = re.compile(
    rf"(?:arxiv\s*:\s*|https?://(?:[a-z]+\.)?arxiv\.org/[a-z]+/)?({_ARXIV_NEW}|{_ARXIV_OLD})(v\d+)?", re.I
)
_ARXIV_URL = re.compile(
    r"(?:(?:alpha|ar)xiv\.org/(?:abs|pdf|html|format|overview)/|huggingface\.co/papers/|10\.48550/arXiv\.)"
    rf"({_ARXIV_NEW}|{_ARXIV_OLD})",
    re.I,
)
_DOI = re.compile(r"10\.\d{4,9}/[^\s?#<>|\"'\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
_NATURE = re.compile(r"nature\.com/articles/([A-Za-z]*\d[\w.-]*)")
_VIEW = re.compile(r"(?:\.(?:full|abstract|pdf|short|long)(?:\.pdf)?|/(?:full|pdf|abstract|meta|html)){1,4}$")
_BIORXIV_VERSION = re.compile(r"v\d+$")


def arxiv_id(text: str) -> str | None:
    """Return the arXiv id that `text` is (with or without 'arXiv:', URL, version), without version.

    >>> arxiv_id("arXiv:2601.14263v2"), arxiv_id("https://arxiv.org/abs/hep-th/9711200"), arxiv_id("47")
    ('2601.14263', 'hep-th/9711200', None)
    """
    text = text.strip().removesuffix(".pdf")
    match = _ARXIV.fullmatch(text)
    return match[1] if match else None


def doi(text: str) -> str | None:
    """Return the DOI that `text` is or that its URL implies, in the registrant's own case.

    >>> doi("https://www.nature.com/articles/s41586-026-10319-8")
    '10.1038/s41586-026-10319-8'
    >>> doi("https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.134.176503")
    '10.1103/PhysRevLett.134.176503'
    >>> doi("https://arxiv.org/abs/2508.02570"), doi("https://example.org/10"), doi("10.1038/nature25014| 2")
    ('10.48550/arXiv.2508.02570', None, '10.1038/nature25014')
    """
    text = unquote(text.strip())
    nature = _NATURE.search(text)
    if nature:
        return "10.1038/" + nature[1].removesuffix(".pdf").rstrip(".")
    arxiv = _ARXIV_URL.search(text)
    if arxiv:
        return "10.48550/arXiv." + arxiv[1]
    match = _DOI.search(text)
    if not match:
        return None
    found = (
        _VIEW.sub("", match[0].rstrip(".,;)")) if "/" in text.split("10.", 1)[0] else match[0].rstrip(".,;")
    )
    return _BIORXIV_VERSION.sub("", found) if found.startswith(("10.1101/", "10.64898/")) else found


def names_paper(text: str) -> bool:
    """Tell whether `text` is nothing but an arXiv id, a DOI, or the address of a paper that has one.

    >>> names_paper("2601.14263v2"), names_paper("10.1038/nature15759"), names_paper("https://arxiv.org/abs/2601.14263")
    (True, True, True)
    >>> names_paper("3.14"), names_paper("https://example.org/"), names_paper("10.1038"), names_paper("cs/ai")
    (False, False, False, False)
    """
    if text[:4].lower() == "http":
        return bool(identify(text))
    return bool(arxiv_id(text) or _DOI.fullmatch(text))


def identify(url: str) -> dict[str, str]:
    """Return the identifiers that a URL (or a bare id) implies: keys 'arxiv' and 'doi'.

    >>> identify("http://arxiv.org/abs/2604.21977v1")
    {'arxiv': '2604.21977', 'doi': '10.48550/arXiv.2604.21977'}
    >>> identify("https://www.anl.gov/article/stretch")
    {}
    """
    if not url:
        return {}
    found = {}
    match = _ARXIV_URL.search(url)
    bare = match[1] if match else arxiv_id(url)
    if bare:
        found["arxiv"] = bare
        found["doi"] = "10.48550/arXiv." + bare
        return found
    name = doi(url)
    if name:
        found["doi"] = name
    return found
