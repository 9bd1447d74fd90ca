"""What guides to journals print of an issue, a subject or a link, as values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from digestcli.model import Issue
from digestcli.text.dates import find_date
from digestcli.text.regex import regex

HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
BLANKS = " \t\r\f\v\xa0\u3000\u200b\ufeff\u2002\u2003\u2009"
COLON = "[:\uff1a]"
JOURNALS = {  # names in Chinese, in both scripts -> in English
    "自然": "Nature", "科学": "Science", "科學": "Science", "细胞": "Cell", "細胞": "Cell",
    "美国国家科学院院刊": "PNAS", "美國國家科學院院刊": "PNAS", "美国科学院院刊": "PNAS",
    "柳叶刀": "The Lancet", "柳葉刀": "The Lancet",
}  # fmt: skip
PLACES = frozenset(
    ("出处", "出處", "文献出处", "文獻出處", "原文出处", "原文出處", "期刊", "发表期刊", "發表期刊")
)
"""What guides to several journals call the place where a paper is printed."""
_HOSTS = {  # DOI prefix -> the site that prints addresses as doi/PREFIX/...
    "10.1126": "https://www.science.org/doi/",
    "10.1073": "https://www.pnas.org/doi/",
    "10.1038": "https://www.nature.com/articles/",
}
SUBJECT_ENDS = (
    r"(?:physics|[a-z]*(?:ology|omics|istry|nomy|graphy|ematics|netics|otics)|sciences?|medicine|engineering|"
    r"intelligence|technology|computing|health|environment|climate|energy|evolution|materials|history)"
)  # what the English name of a subject ends in
URL = regex(
    rf"(?:https?{COLON}\s*//|www\."
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,6}(?:com|org|cn|net|edu|gov)/|/?doi/(?=10\.)"
    r"|(?:doi:\s*)?(?=10\.\d{4,9}/)|/?(?=articles/))[!-~]+",
    re.I,
)
_EN_VOLUME = regex(r"(?<![A-Za-z])vol(?:ume)?\.?\s*(\d+)", re.I)
_EN_NUMBER = regex(r"(?<![A-Za-z])(?:issue|iss|number|no)\.?\s*(\d+)", re.I)
_LINE_LIMIT = 110  # characters; a longer line is a paragraph
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MONTH_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_MONTH = regex(rf"\b({_MONTH_NAME})\.?,?\s+((?:19|20)\d\d)\b", re.I)
_EN_NAME = regex(r"[A-Z][A-Za-z&.:\- ]*?(?=\s*(?:[,\uff0c(\d]|vol))", re.I)
_ZH_ISSUE = regex(rf"《([^》]{{1,20}})》(.*)|({'|'.join(JOURNALS)})\s*[,\uff0c](?=.*\d\s*期)(.*)", re.S)
_ZH_VOLUME = regex(r"(\d+)\s*卷|第\s*(\d+)\s*期\s*(?=\d)")  # one copy prints volume 581 as 第581期7808
_ZH_NUMBER = regex(r"(\d+)\s*期(?!\s*\d)|期\s*(\d+)")
_SUBJECT = regex(
    rf"[【\[■●◆\s]*(?:(?P<zh>{HAN}(?:{HAN}|[·、/]){{1,13}})[】\]]?[\s/|\uff5c·:\uff1a(\uff08-]*"
    r"(?P<en>[A-Z][A-Za-z]+(?:[\s,&/-]+[A-Za-z]+){0,5})?"
    r"|(?P<en_first>[A-Z][A-Za-z]+(?:[\s,&/-]+[A-Za-z]+){0,4})[\s/|\uff5c·(\uff08-]*"
    rf"(?P<zh_last>{HAN}{{2,10}})?)[)\uff09】\]]?"
)
_KNOWN_EN = regex(rf"(?:[a-z]+[\s,&-]+){{0,4}}{SUBJECT_ENDS}", re.I)


class Volume(NamedTuple):
    """The issue of a journal that papers stand in; what is not printed is ''."""

    name: str = ""
    volume: str = ""
    number: str = ""
    date: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.volume, self.number and f"({self.number})") if part)

    def filled(self, other: Volume) -> Volume:
        """Return this with what it lacks taken from `other`."""
        return Volume(*(mine or theirs for mine, theirs in zip(self, other, strict=True)))


def volume_of(line: str) -> Volume | None:
    """Read an issue line in English, Chinese or both, or return None."""
    english, _, _ = line.partition("《")
    chinese = _ZH_ISSUE.search(line) if "《" in line else _ZH_ISSUE.match(line)
    if chinese and chinese[3]:
        english = ""
    name = _EN_NAME.match(english) if len(english) < _LINE_LIMIT else None
    volume, number = _EN_VOLUME.search(english), _EN_NUMBER.search(english)
    date = find_date(english) or _month(english)
    if name and volume and (number or date):
        title = re.sub(rf"[\s,]+{_MONTH_NAME}$", "", name.group(), flags=re.I)
        return Volume(title.strip(" ,"), volume.group(1), number.group(1) if number else "", date)
    if english.strip(BLANKS) or not chinese or len(line) > _LINE_LIMIT:
        return None
    title, rest = chinese[1] or chinese[3], chinese[2] or chinese[4] or ""
    volume, number = _ZH_VOLUME.search(rest) or _EN_VOLUME.search(rest), _ZH_NUMBER.search(rest)
    if not (volume or number):
        return None
    return Volume(
        JOURNALS.get(title, title),
        next(filter(None, volume.groups())) if volume else "",
        next(filter(None, number.groups())) if number else "",
        find_date(re.sub(r"\s+", "", rest)) or "",
    )


def _month(text: str) -> str:
    """Return YYYY-MM for the month of a monthly journal, or ''."""
    match = _MONTH.search(text)
    return f"{match.group(2)}-{_MONTHS.index(match.group(1)[:3].lower()) // 3 + 1:02}" if match else ""


def subject_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return a subject heading as (language, text) pairs, () if this cannot be one.

    >>> subject_of("材料科学Materials Science"), subject_of("物理学物理学")  # the last from a translated page
    ((('zh', '材料科学'), ('en', 'Materials Science')), (('zh', '物理学'),))
    """
    half = len(text) // 2
    text = text[:half] if text == text[:half] * 2 else text
    match = _SUBJECT.fullmatch(text)
    if not match:
        return ()
    pairs = (("zh", match["zh"] or match["zh_last"]), ("en", match["en"] or match["en_first"]))
    return tuple((language, name.strip(BLANKS)) for language, name in pairs if name)


def known_subject(subject: tuple[tuple[str, str], ...]) -> bool:
    """Tell a subject from a short title by its name alone."""
    names = dict(subject)
    return bool(_KNOWN_EN.fullmatch(names["en"]) if "en" in names else names["zh"].endswith(("学", "學")))


def address(text: str) -> str:
    """Return the link in a text with its scheme and host, or ''.

    >>> address("doi/10.1126/science.ado7136"), address("www.nature.com/articles/nature14539")
    ('https://www.science.org/doi/10.1126/science.ado7136', 'https://www.nature.com/articles/nature14539')
    """
    match = URL.search(re.sub(r"(?<=/)\s+(?=[!-~]+$)", "", text))
    if not match:
        return ""
    url = re.sub(rf"^(https?){COLON}\s*//", r"\1://", match.group(), flags=re.I).rstrip(".,;")
    if doi := re.fullmatch(r"/?(?:doi[/:]\s*)?(10\.\d{4,9})/(.+)", url, re.I):
        host, suffix = _HOSTS.get(doi.group(1), "https://doi.org/"), doi.group(2)
        return host + (suffix if doi.group(1) == "10.1038" else f"{doi.group(1)}/{suffix}")
    if url.lstrip("/").startswith("articles/"):
        return "https://www.nature.com/" + url.lstrip("/")
    return url if url.lower().startswith("http") else f"https://{url}"


def gaps(
    titles: Collection[str], texts: Collection[str], facts: Mapping[str, str], line: int
) -> Iterator[Issue]:
    """Yield an issue for each thing that a paper lacks: titles and abstracts by language, other facts.

    >>> [issue.message for issue in gaps(("zh", "en"), ("zh",), {"link": ""}, 1)]
    ['no English abstract', 'no link']
    """
    for name, there in (("title", titles), ("abstract", texts)):
        lacking = [word for tag, word in (("zh", "Chinese"), ("en", "English")) if tag not in there]
        if lacking:
            yield Issue(f"missing-{name}", f"no {' and no '.join(lacking)} {name}", line)
    for name, value in facts.items():
        if not value:
            yield Issue(f"missing-{name}", f"no {name}", line)
