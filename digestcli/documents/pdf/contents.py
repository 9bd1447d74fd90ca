"""A contents page in a PDF's text: titles with leaders and page numbers under sections' names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from digestcli.documents.credits import SIGNED, contributors
from digestcli.documents.feeds.feedroot import is_feed
from digestcli.documents.pdf.lines import Line, read_lines, squash, unspace
from digestcli.documents.pdf.paragraphs import join_text
from digestcli.documents.pdf.runon import is_run_on
from digestcli.text.dates import find_date
from digestcli.text.regex import regex

CONTENTS = ("目录", "目錄", "本期目录", "本期目錄", "本期要目", "contents", "tableofcontents", "inthisissue")
# what a bulletin calls itself: bulletin, express, letters, monitor, newsletter, reference
NAMES = regex(r"快报|快報|简报|簡報|动态|動態|通讯|通訊|通报|月报|周报|参考|Bulletin|Newsletter|Monitor")
_DOTS = "·•.．…‥⋯・﹒_－—-"
_PAGE = regex(r"[(（]?(?<!\d)(\d{1,3})[)）]?$")
_YEAR = regex(r"((?:19|20)\d\d)年(?:(\d{1,2})月)?")
_MONTH = regex(r"\b([A-Z][a-z]{2,8})\.?,?\s+((?:19|20)\d\d)\b")
# figure, table, source, note; a road map, a blueprint or a territory is no figure
CAPTION = regex(
    r"(?:图|圖|表|Fig(?:ure|\.)|Table)\s*\d|(?:来源|來源|注|Source)\s*[:：]|.*(?<!路线)(?<!路線)(?<![蓝藍版])[图圖]$"
)
_FRAMED = regex(r"[【\[［]([^【】\[\]［］]{2,30})[】\]］]")
# the end page, or what a site prints below: publisher, editor, address, telephone, contact, copyright, links
COLOPHON = regex(
    r"(?:主\s*[办辦]|主\s*[编編]|主\s*管|[编編]\s*[辑輯]|[责責]任[编編][辑輯]|地\s*址|[电電]\s*[话話]|[邮郵]\s*[编編]"
    r"|[联聯]\s*[系繫]|[订訂]\s*[阅閱]|E-?mail|Contact)[^。:：]{0,8}[:：]|版[权權](?:及|[声聲]明)|免[责責][声聲]明"
    r"|[上下]一[篇条條]\s*[:：]|Copyright|©|[关關][于於]我[们們]|分享[到至]\s*[:：]?$",
    re.I,
)
BULLET = regex(r"[◼■□◆◇●○▪•▶►★☆➢\uf06e]\s*")
_ISSUE = regex(r"(?:第|总|總)\s*\d{1,4}\s*期|\b(?:Issue|No\.)\s*\d")
_HEAD, _COVER = 30_000, 20
"""Characters, and lines, that tell what a text is."""
NUMBERED = regex(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[）)、．]|\.(?!\d))\s*|[①-⑳]\s*")


class Heading(NamedTuple):
    """A line of the contents page: an item's title with its page, or a section's name without."""

    line: int
    text: str
    page: str = ""
    section: str = ""


def is_bulletin(text: str) -> bool:
    r"""Say whether a text begins like a bulletin.

    It has contents with leaders, or items signed in brackets below letter-spaced headings, or several
    of them in what calls itself a bulletin and names its issue.

    >>> is_bulletin("某某快报\n2024 年第 3 期\n题目甲\n正文。\n（张三）\n题目乙\n正文。\n（李四）\n")
    True
    >>> is_bulletin("题目\n（某某大学物理学院）\n正文。\n特 别 提 示\n")
    False
    """
    if is_feed(text):
        return False
    if is_run_on(text[:_HEAD]):
        return True
    lines = read_lines(text[:_HEAD])
    leaders = [at for at, line in enumerate(lines) if leader(line.text)]
    if len(leaders) > 1 and any(squash(line.text) in CONTENTS for line in lines):
        return True
    signed = [at for at, line in enumerate(lines) if contributors(line.text)]
    if not signed:
        return False
    first = next((at for at, line in enumerate(lines) if is_spaced(line.text)), len(lines))
    if len(leaders) > 2 or first < signed[-1]:
        return True
    cover = lines[: min(_COVER, signed[0])]
    return len(signed) > 1 and bool(cover_name(cover)) and any(_ISSUE.search(line.text) for line in cover)


def leader(text: str) -> tuple[str, str] | None:
    """Return (title, page) of a contents line: a title, a row of dots or a tab, a page number."""
    page = _PAGE.search(text) if len(text) < 400 else None
    if page is None:
        return None
    title = text[: page.start()].rstrip(_DOTS + " \t\u3000\xa0")
    row = text[len(title) : page.start()]
    led = sum(row.count(dot) for dot in _DOTS) > 2 or any(dot in row for dot in ("…", "⋯", "\t", "    "))
    return (title, page[1]) if led else None


def title_key(text: str) -> str:
    """Return a title as compared: without blanks, bullet, number and the brackets around all of it."""
    return squash(bare_heading(text))


def bare_heading(text: str) -> str:
    """Return a heading without bullet, number, and the brackets around all of it.

    >>> bare_heading("一、战略规划"), bare_heading("◆【研究进展】"), bare_heading("【快讯】研究进展")
    ('战略规划', '研究进展', '【快讯】研究进展')
    """
    bare = BULLET.sub("", text, count=1) if BULLET.match(text) else text
    bare = NUMBERED.sub("", bare, count=1) if NUMBERED.match(bare) else bare
    framed = _FRAMED.fullmatch(bare)
    return framed[1].strip() if framed else bare


def is_short(text: str) -> bool:
    """Say whether a text is as short as a section's name.

    >>> is_short("战 略 规 划"), is_short("Policy and funding"), is_short("12"), is_short("（万 勇）")
    (True, True, False, False)
    """
    long = len(text.split()) > 4 if text.isascii() else len(squash(text)) > 9
    return not long and len(text) > 1 and text[0].isalpha() and text[-1] not in "。，；：、,;:."


def is_spaced(text: str) -> bool:
    """Say whether a text is letter-spaced, as a section's heading is."""
    return len(text.split()) > 2 and unspace(text) != text


def split_contents(lines: Sequence[Line]) -> tuple[list[Line], list[Heading], list[Line]]:
    """Return the cover, the lines of the contents page and the body."""
    heads = [at for at, line in enumerate(lines[:150]) if squash(line.text) in CONTENTS]
    leaders = [at for at, line in enumerate(lines) if leader(line.text)]
    if not heads and (len(leaders) < 3 or leaders[2] - leaders[0] > 12):
        cover = _cover(lines)
        return list(lines[:cover]), [], list(lines[cover:])
    above = lines[leaders[0] - 1].text if leaders and leaders[0] else ""
    head = (
        max(at for at in heads if at < heads[0] + 4) if heads else leaders[0] - (2 if is_short(above) else 1)
    )
    start, last = head + 1, head
    for at in range(start, len(lines)):
        if leader(lines[at].text):
            last = at
        elif at - last > 4 or lines[at].text.endswith("。"):
            break
    if last == head:
        last = _plain_contents(lines, start)
    found = [(line.number, leader(line.text) or (line.text, "")) for line in lines[start : last + 1]]
    return list(lines[: max(head, 0)]), [Heading(at, *pair) for at, pair in found], list(lines[last + 1 :])


def _cover(lines: Sequence[Line]) -> int:
    """Return how many lines are the cover where no contents follow: names, the issue, the date."""
    issues = [
        at for at, line in enumerate(lines[:_COVER]) if len(line.text) < 60 and _ISSUE.search(line.text)
    ]
    cover = issues[-1] + 1 if issues else 0
    return 0 if any("。" in line.text or contributors(line.text) for line in lines[:cover]) else cover


def _plain_contents(lines: Sequence[Line], start: int) -> int:
    """Return the last line of a contents page without leaders: where its first line comes again."""
    first = title_key(lines[start].text) if start < len(lines) else ""
    again = [
        at for at in range(start + 2, min(start + 150, len(lines))) if title_key(lines[at].text) == first
    ]
    return again[0] - 1 if again else start - 1


def line_keys(body: Sequence[Line], at: int) -> list[tuple[int, str]]:
    """Return the keys of the one to three lines at `at`, the longest first, as (lines, key)."""
    keys, key = [], ""
    for count, line in enumerate(body[at : at + 3], 1):
        key += squash(line.text) if key else title_key(line.text)
        keys.append((count, key))
    return keys[::-1]


def resolve_contents(listed: Sequence[Heading], body: Sequence[Line]) -> list[Heading]:
    """Tell sections from items on the contents page, and join titles that run over two lines."""
    printed = {key for at in range(len(body)) for _, key in line_keys(body, at)}
    spaced = {title_key(line.text) for line in body if is_spaced(line.text)}
    own = {title_key(line.text) for line in body if is_short(bare_heading(line.text))}
    paged = any(heading.page for heading in listed)
    headings: list[Heading] = []
    section, rest = "", ""
    for at, heading in enumerate(listed):
        text = join_text(rest, heading.text, " ")
        key, following = title_key(text), listed[at + 1].text if at + 1 < len(listed) else ""
        wrapped = paged and not heading.page and bool(following)
        alone = key in own or (
            title_key(text + following) not in printed and (key in printed or is_short(bare_heading(text)))
        )
        if key in spaced or (wrapped and alone):
            section, rest = unspace(bare_heading(text)), ""
            headings.append(Heading(heading.line, section, "", section))
        elif wrapped:
            rest = text
        else:
            headings.append(Heading(heading.line, text, heading.page or "-", section))
            rest = ""
    return headings


def cover_date(cover: Sequence[Line]) -> str:
    """Return the date on the cover as ISO 8601: a day, a month or a year."""
    text = "\n".join(line.text for line in cover)
    text = re.sub(r"(?<=[\d年月])[ \u3000]+(?=[\d年月日])", "", text)
    day, month, year = find_date(text), _MONTH.search(text), _YEAR.search(text)
    if not day and month:
        day = (find_date(f"1 {month[1]} {month[2]}") or "")[:7]
    if not day and year:
        number = (year[2] or "").zfill(2)
        day = f"{year[1]}-{number}" if "00" < number < "13" else year[1]
    return day or ""


def cover_name(cover: Sequence[Line]) -> str:
    """Return what the bulletin calls itself on its cover, or ''."""
    names = [line.text for line in cover if len(line.text) < 40 and NAMES.search(unspace(line.text))]
    return next((unspace(name) for name in names if is_title_like(name)), "")


def is_title_like(text: str) -> bool:
    """Say whether a paragraph may be a title: short, no sentence, no caption, no name."""
    plain = not (BULLET.match(text) or CAPTION.match(text) or COLOPHON.match(text) or SIGNED.match(text))
    plain = plain and "://" not in text
    return plain and 3 < len(squash(text)) < 150 and text[-1] not in "。，；：、,;:." and "。" not in text
