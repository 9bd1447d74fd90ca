"""Lines that give a Markdown digest its shape: headings, links, contents, rules and HTML tags.

Only whole lines of known tags are HTML and only `#` with a blank is a heading: abstracts hold
lines such as `<UNK>` and `#2-SAT can be solved`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from digestcli.text.dates import names_a_day
from digestcli.text.regex import regex

CODE = regex(
    r"(?:astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)\.[A-Za-z]{2,}(?:-[A-Za-z]+)*"
    r"|(?:astro|math|quant)-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|nucl-(?:ex|th)"
)
"""An arXiv category (arxiv.org/category_taxonomy)."""
# basic information; summaries, list of papers, today's papers: headings that name no topic
NO_TOPIC = frozenset((
    "基本信息", "论文总结", "論文總結", "论文列表", "論文列表", "今日论文", "今日論文", "Papers", "Entries",
))  # fmt: skip
"""Headings that name no topic."""

_HEADING = regex(r"(#{1,6})[ \t]+(\S.*)")
_ANCHOR = regex(r"<(?:a|div)\s+(?:id|name)=['\"]?([^'\"<>]*)(?:['\"]\s*)?>\s*</(?:a|div)>")
_SMALL = regex(r"</?(?:small|b|strong|sub|sup|span)\b[^<>]*>")
_QUOTED_ITALIC = regex(r"[ \t]*>[ \t]*\*(?!\*)(.*\S)\*[ \t]*")
_BACK = regex(r"\[{1,2}[^\[\]]*\]{1,2}\(#[^()]*\)[ \t]*$")
_NUMBER = regex(r"(?:\[(\d+)\][ \t]+|【(\d{1,4})】[ \t]*|(\d{1,4})[.、)][ \t]+)(?=\S)")
_PICTURES = regex(
    r"(?:[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?[ \t]*)+(?=[^\s\u2190-\u2bff\U0001f000-\U0001faff])"
)
_BESIDE = regex(
    r"\*{0,2}(?:(\d{1,4})[.、)][ \t]+)?\[(.*)\](?:\*\*[ \t]*|[ \t]+)[(（](https?://[^\s()（）]+)[)）]"
)
_WRAPPER = regex(r"[ \t]*(?:</?(?:ol|ul|p|center|blockquote|article)\b[^<>]*>[ \t]*)+")
_SUMMARY = regex(
    r"[ \t]*(?:<details\b[^<>]*>)?[ \t]*<summary>(?:<[^<>]*>)*([^<>]+)(?:</[^<>]*>)*</summary>[ \t]*"
)
_LEADING = " \t>*-+•"
_DOUBLED = regex(r"\[(.*)\]\(\[([^\s\[\]()]+)\]\([^\s()]+\)([^\s()]*)\)?")
_BOLD = regex(r"\*\*(.+)\*\*")
_BLANK = regex(r"\s")
_BRACKETED = regex(rf"(.*)\[({CODE.pattern})\]")
_GLOSSED = regex(r"(.*)[(（]([A-Za-z][^()（）]*)[)）]")
_NUMBERED = regex(r"(?:(?:\[\d+\]|\d{1,4}[.)、])[ \t]+|【\d{1,4}】[ \t]*)\S")
_BOLD_LINE = regex(r"\*\*([^*]+)\*\*")
_HAN, _KANA, _HANGUL = regex(r"[\u3400-\u9fff]"), regex(r"[\u3040-\u30ff]"), regex(r"[가-힣]")
_CONTENTS_LINE = regex(r"[ \t]*[-*+][ \t]+\[(.*)\]\((#[^()]*)\)[ \t]*(.*)")
_COUNT = regex(r"[(（](\d+)[ \t]*(?:papers?|篇|편|件|本)?[)）]$")
_TAIL_COUNT = regex(r"(?:\[Total:[ \t]*|[(（])(\d+)")
_RULE = regex(r"[ \t]*(?:-{3,}|={5,}|[━─═—]{3,}|\*{3,}|_{3,}|<hr[ \t]*/?>)[ \t]*")
_TAG = r"</?(?:div|a|section|details|hr|br)\b[^<>]*>|</?summary>|<summary>[ \t]*[^<>\s][^<>]*</summary>"
_BACK_LINKS = r"\[[^\[\]]*\]\(#[^()]*\)(?:[ \t]*\|[ \t]*\[[^\[\]]*\]\(#[^()]*\))*"
_SMALL_PRINT = r"[-*][ \t*]*<small>.*</small>\*?"
_FURNITURE = regex(rf"[ \t]*(?:(?:(?:{_TAG})[ \t]*)+|{_BACK_LINKS}[ \t]*|{_SMALL_PRINT})")
_INLINE_TAG = regex(r"</?(?:span|strong|b|em|i|p|small|li|div|sub|sup|font|u|center)\b[^<>]*>")
_DATA = regex(r"(?<![\w-])data-([a-z-]+)=\"([^\"]*)\"")
_TOTALS = (
    regex(r"Total Papers Today[:：][ \t]*(\d+)", re.IGNORECASE),
    regex(r"(?:今日总计|今日總計|论文数量|論文數量|论文总数|論文總數)[:：][ \t]*(\d+)"),  # total, number
)
_CONTENTS = frozenset(("tableofcontents", "contents", "toc", "目录", "目錄", "目次", "목차"))
_CLOSERS = ("</details>", "</section>")


class Heading(NamedTuple):
    """A heading taken apart. `url` is None where it holds no link; `number` as printed."""

    level: int
    text: str
    anchor: str
    number: int | None
    title: str
    url: str | None


class Section(NamedTuple):
    """A heading over entries: a category's code, a topic, or a `day`. `labels` are (language, text) pairs."""

    code: str = ""
    topic: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    line: int = 0
    day: str = ""

    def keys(self) -> set[str]:
        """Return what a line of the contents may call this section."""
        names = (self.code, self.topic, *(text for _, text in self.labels))
        return {key for name in names if (key := plain(name))}


class ContentsLine(NamedTuple):
    """A line of the contents: what it names, where it leads, and how many entries it declares."""

    text: str
    anchor: str
    total: int | None


def plain(text: str) -> str:
    """Reduce a name to its letters and digits, in one case, for comparison."""
    return "".join(char for char in text.casefold() if char.isalnum())


def read_heading(line: str) -> Heading | None:
    """Take a heading line apart; a link is the last `](...)`, for titles hold brackets too.

    >>> read_heading("## <a id='x'></a>[A [b]](http://arxiv.org/abs/2601.1v1) [[back]](#toc)")[2:]
    ('x', None, 'A [b]', 'http://arxiv.org/abs/2601.1v1')
    >>> read_heading("#2-SAT is easy") is None
    True
    """
    match = _HEADING.match(line)
    if not match:
        return None
    text = match[2].rstrip()
    anchor = _ANCHOR.search(text)
    text = _SMALL.sub("", _ANCHOR.sub("", text)) if "<" in text else text
    text = _BACK.sub("", text.strip()).rstrip(" \t")
    number, title, url = split_title(text)
    return Heading(len(match[1]), text, anchor[1].strip() if anchor else "", number, title, url)


def split_title(text: str) -> tuple[int | None, str, str | None]:
    """Split `[3] [Title](URL)`, `3. Title` and the like into number, title and URL.

    >>> split_title("[1] [T]([https://arxiv.org/abs/](https://arxiv.org/abs/)2506.05566)")
    (1, 'T', 'https://arxiv.org/abs/2506.05566')
    """
    match = _NUMBER.match(text)
    number = int(match[1] or match[2] or match[3]) if match else None
    rest = text[match.end() :] if match else text
    beside = _BESIDE.fullmatch(text)
    if beside:
        return int(beside[1]) if beside[1] else None, beside[2].strip(), beside[3]
    doubled = _DOUBLED.fullmatch(rest)
    if doubled:
        return number, doubled[1].strip(), doubled[2] + doubled[3]
    inside, linked, url = rest.rpartition("](")
    if linked and inside.startswith("[") and not (url.startswith("#") or _BLANK.search(url)):
        return number, inside[1:].strip(), url.removesuffix(")")
    bold = _BOLD.fullmatch(rest)
    return number, bold[1].strip() if bold else rest.strip(), None


def read_section(heading: Heading, line: int) -> Section:
    """Read a heading over entries: `cs.CL`, `计算语言学 (Computation and Language) [cs.CL]`, a topic."""
    text = without_pictures(heading.text.strip().strip("*").strip())
    if CODE.fullmatch(text):
        return Section(text, "", (), line)
    bracketed = _BRACKETED.fullmatch(text)
    code, topic = (bracketed[2], bracketed[1].rstrip(" \t")) if bracketed else ("", text)
    if topic == code:
        return Section(code, "", (), line)
    if not code and names_a_day(topic):
        return Section("", "", (), line, topic)
    glossed = _GLOSSED.fullmatch(topic)
    if glossed and _HAN.search(glossed[1]):
        return Section(code, topic, (("zh", glossed[1].strip()), ("en", glossed[2].strip())), line)
    return Section(code, topic, ((script_language(topic), topic),) if topic else (), line)


def script_language(text: str) -> str:
    """Return the language that a short label's script shows: ja, ko, zh, else en."""
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    return "zh" if _HAN.search(text) else "en"


def read_contents_line(line: str) -> ContentsLine | None:
    """Read `- [cs.CR](#cscr) (24 篇)`, `- [cs.CL](#cs.CL) [Total: 3]`, `- [Robotics (18)](#cs-ro)`."""
    match = _CONTENTS_LINE.fullmatch(line)
    if not match:
        return None
    inside, tail = _COUNT.search(match[1]), _TAIL_COUNT.match(match[3])
    text = match[1][: inside.start()].rstrip(" \t") if inside else match[1]
    total = inside or tail
    return ContentsLine(text, match[2][1:], int(total[1]) if total else None)


def declared_total(line: str) -> int | None:
    """Return the number of entries that a line declares for the whole digest."""
    found = next((match for total in _TOTALS if (match := total.search(line))), None)
    return int(found[1]) if found else None


def is_contents(text: str) -> bool:
    """Tell whether a heading stands over the contents."""
    return plain(text) in _CONTENTS


def is_rule(line: str) -> bool:
    """Tell whether a line is a horizontal rule."""
    return _RULE.fullmatch(line) is not None


def is_closing(line: str) -> bool:
    """Tell whether a line ends what an entry prints: a rule, or the end of its block."""
    return is_rule(line) or line.strip() in _CLOSERS


def is_furniture(line: str) -> bool:
    """Tell whether a line holds only tags, rules or links within the page.

    >>> [is_furniture(line) for line in ("<details>", "[top](#a) | [contents](#b)", "<UNK> tokens", "<1s)")]
    [True, True, False, False]
    """
    return is_rule(line) or _FURNITURE.fullmatch(line) is not None


def quoted_italic(line: str) -> str | None:
    """Return what a line holds that is all italics in a quote (`> *译题*`), else None."""
    match = _QUOTED_ITALIC.fullmatch(line)
    return match[1] if match else None


def without_tags(line: str) -> str:
    """Drop inline tags from a line that begins with one of them, perhaps behind a list item's mark."""
    return _INLINE_TAG.sub("", line) if line.lstrip(_LEADING).startswith("<") else line


def without_pictures(text: str) -> str:
    """Drop the emoji before a title: `🥇 Title`.

    >>> without_pictures("🥇 A title"), without_pictures("→ 0 limits"), without_pictures("🔥")
    ('A title', '0 limits', '🔥')
    """
    match = _PICTURES.match(text)
    return text[match.end() :] if match else text


def is_wrapper(line: str) -> bool:
    """Tell whether a line holds nothing but tags around a text: `<ol>`, `</p>`."""
    return _WRAPPER.fullmatch(line) is not None


def entry_line(line: str) -> str:
    """Return the title in a line that may head an entry: `[1] Title`, `**1. Title**`, a summary; else ''."""
    text = line.strip()
    bold = _BOLD_LINE.fullmatch(text)
    if bold:
        return bold[1].strip()
    bare = without_pictures(text)
    return bare if _NUMBERED.match(bare) else summary_text(line)


def bold_line(line: str) -> str:
    """Return a line that is all bold and not Latin, as a second title is printed; else ''.

    >>> bold_line("**稳定子态的检验**"), bold_line("**Results**"), bold_line("**8.5** 分")
    ('稳定子态的检验', '', '')
    """
    bold = _BOLD_LINE.fullmatch(line.strip())
    return bold[1].strip() if bold and script_language(bold[1]) != "en" else ""


def summary_text(line: str) -> str:
    """Return what the summary of a folded text says: `<summary><b>Abstract</b></summary>`, else ''."""
    match = _SUMMARY.fullmatch(line) if "<summary>" in line else None
    return match[1].strip() if match else ""


def section_tag(line: str) -> dict[str, str] | None:
    """Return the data attributes of a `<section>` line that has any, else None."""
    return dict(_DATA.findall(line)) or None if line.lstrip().startswith("<section") else None
