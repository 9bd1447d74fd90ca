"""Text as a PDF gives it: hard-wrapped lines to paragraphs, page furniture and footnotes apart.

A PDF knows glyphs at places; paragraphs, page numbers and superscript markers have to be told
from what is left of the layout. Measured on seed 001 (docs: design/text.md, section 6): a trailing
space ends a paragraph, a wrapped line has none, but for a wrap after a Letter or digit and a space;
a page begins with one space. Where trailing spaces were lost, the width of the lines decides.
"""

from __future__ import annotations

import heapq
import itertools
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
ENDS = "。！？!?.…；;：:"
"""Characters a paragraph may end in."""
_HAN = re.compile(f"[{HAN}]")
_SPACED = re.compile(f"[{HAN}] (?=[A-Za-z0-9])|[A-Za-z0-9] (?=[{HAN}])")
_GLUED = re.compile(f"[{HAN}](?=[A-Za-z0-9])|[A-Za-z0-9](?=[{HAN}])")
_LISTED = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]")
_ROW = re.compile(r"(\d{1,2})(?:[.、．]|\s+(?=\D))")
_BRACKETED = re.compile(r"[（(][^（）()]{2,60}[)）]")
_TOKEN = re.compile(r"[^\s\u2e80-\u9fff\uf900-\uffef]+|\S")
_URL_TAIL = re.compile(r"https?://[!-~]*$")
_PAGE = re.compile(r"(?:第|[Pp]age)?\s*([-–—~·]*)\s*(\d{1,4})\s*\1\s*页?(?:\s*(?:/|of|共)\s*\d{1,4}\s*页?)?")
_FULL = 0.9
_SLACK = 0.5
_HEAD_REPEATS = 3
_HEAD_LENGTHS = range(4, 60)
_PAGE_GAP = 3


class Line(NamedTuple):
    """A line that is not blank: its number (from 1), its text trimmed, and what the blanks told."""

    number: int
    text: str
    open: bool = False
    """No blank at its end: where trailing blanks tell anything, the paragraph goes on."""
    top: bool = False
    """First of its page: it begins with a single blank or a form feed."""
    indented: bool = False
    gap: bool = False
    """A blank line stands before it, in a text that has few of them."""
    zone: int = 0
    """How many blocks of footnotes stand before it."""


class Layout(NamedTuple):
    """What a text's lines tell about its page: width in ems, and habits."""

    width: float = 0.0
    trailing: bool = False
    """A trailing blank marks the end of a paragraph."""
    between: str = ""
    """What stands between a Han character and a Latin one: a space or nothing."""


def squash(text: str) -> str:
    """Return `text` for comparison: no blanks, one width and one case of letters.

    >>> squash("战 略 规 划") == squash("战略规划"), squash("ＡＩ　仅用 17 天")
    (True, 'ai仅用17天')
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def unspace(text: str) -> str:
    """Undo letter-spacing; a text of ordinary words is left alone.

    >>> unspace("战 略 规 划"), unspace("万  勇"), unspace("N E W S  I N  B R I E F")
    ('战略规划', '万勇', 'NEWS IN BRIEF')
    >>> unspace("AI 仅用 17 天"), unspace("战略 规划"), unspace("A B"), unspace("")
    ('AI 仅用 17 天', '战略 规划', 'A B', '')
    """
    letters = text.split()
    if len(letters) < 2 or any(len(letter) > 1 for letter in letters):
        return text
    if all(_HAN.match(letter) or not letter.isalnum() for letter in letters):
        return "".join(letters)
    if len(letters) > 3 and text.isascii():
        return " ".join("".join(word.split()) for word in re.split(r"\s{2,}", text.strip()))
    return text


def ems(text: str) -> float:
    """Return about how wide `text` is printed, in ems of a serif font.

    >>> ems("汉字"), ems("a"), ems("")
    (2.0, 0.44, 0.0)
    """
    width = 0.0
    for char in text:
        if char >= "\u2e80":
            width += 1.0
        elif char == " ":
            width += 0.25
        elif char.islower():
            width += 0.44
        else:
            width += 0.66 if char.isupper() else 0.5 if char.isdigit() else 0.33
    return width


def read_lines(text: str) -> list[Line]:
    r"""Return the lines of `text` that are not blank.

    >>> [(line.number, line.text, line.open, line.top) for line in read_lines("一 \n\n 二\n")]
    [(1, '一', False, False), (3, '二', True, True)]
    """
    raws = text.split("\n")
    kept = [number for number, raw in enumerate(raws) if raw.strip("\ufeff \t\r\f\v\u3000\xa0")]
    single = sum(after - before == 1 for before, after in itertools.pairwise(kept)) * 2 > len(kept)
    lines, last = [], -1
    for number in kept:
        raw = raws[number].rstrip("\r").strip("\ufeff")
        bare = raw.strip()
        start = raw[: raw.find(bare[0])] if bare else raw
        lines.append(
            Line(
                number + 1,
                bare,
                open=bool(raw) and not raw[-1].isspace(),
                top="\f" in start or start == " ",
                indented=ems(start.replace("\t", "    ").replace("\f", "")) >= _SLACK,
                gap=single and 0 <= last < number - 1,
            )
        )
        last = number
    return lines


def drop_furniture(lines: Sequence[Line]) -> list[Line]:
    """Return `lines` without page numbers and without the heads and feet repeated beside them.

    A number alone on its line is a page number when it takes part in the longest rising row of
    such numbers; a table's cells do not.

    >>> page = [Line(1, "正文一"), Line(2, "甲"), Line(3, "乙"), Line(4, "- 7 -"), Line(5, "正文二")]
    >>> [line.text for line in drop_furniture(page)]
    ['正文一', '甲', '乙', '正文二']
    >>> table = [Line(n + 1, t) for n, t in enumerate(["880", "甲", "乙", "丙", "1", "丁", "戊", "己", "2"])]
    >>> [line.text for line in drop_furniture(table)]
    ['880', '甲', '乙', '丙', '丁', '戊', '己']
    """
    found = [(at, match) for at, line in enumerate(lines) if (match := _PAGE.fullmatch(line.text))]
    pages = {at for at, match in found if match[0] != match[2]}
    pages.update(_rising([(at, int(match[2])) for at, match in found if match[0] == match[2]]))
    pages.update(_numbered_heads(lines))
    beside = {
        at
        for at, line in enumerate(lines)
        if at not in pages and (line.top or at - 1 in pages or at + 1 in pages)
    }
    heads = Counter(_head(lines[at].text) for at in beside)
    dropped = pages | {at for at in beside if heads[_head(lines[at].text)] >= _HEAD_REPEATS}
    dropped -= {at for at in beside if len(_head(lines[at].text)) not in _HEAD_LENGTHS}
    return [
        line._replace(top=line.top or at - 1 in dropped) for at, line in enumerate(lines) if at not in dropped
    ]


def _head(text: str) -> str:
    """Return what a running head has in common on all pages; '' for a line in brackets (a name)."""
    return "" if text.startswith(("（", "(")) else re.sub(r"\d+", "", squash(text))


def _numbered_heads(lines: Sequence[Line]) -> set[int]:
    """Return the places of a running head that has the page number on its own line."""
    heads: dict[str, list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        number = re.search(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$", line.text)
        if number and len(_head(line.text)) in _HEAD_LENGTHS:
            heads.setdefault(_head(line.text), []).append((at, int(number[0])))
    rows = [row for row in heads.values() if len(row) >= _HEAD_REPEATS]
    return {at for row in rows if len(_rising(row)) == len(row) for at, _ in row}


def _rising(numbers: Sequence[tuple[int, int]]) -> set[int]:
    """Return the places of the longest strictly rising row of (place, number), near ones skipped."""
    lonely = [
        pair
        for before, pair in zip([(-9, 0), *numbers], numbers, strict=False)
        if pair[0] - before[0] > _PAGE_GAP
    ]
    tails: list[int] = []
    chain: list[list[int]] = []
    for place, number in lonely:
        at = bisect_left(tails, number)
        tails[at:] = [number, *tails[at + 1 :]]
        chain[at:] = [[*(chain[at - 1] if at else []), place], *chain[at + 1 :]]
    return set(chain[-1]) if chain else set()


def measure(lines: Sequence[Line]) -> Layout:
    """Return the layout of running text: how wide it is, and whether trailing blanks tell anything.

    >>> wide = [Line(n, "汉" * 30, open=True) for n in range(9)] + [Line(9, "汉" * 9), Line(10, "汉" * 8)]
    >>> measure(wide)
    Layout(width=30.0, trailing=True, between='')
    """
    texts = [line for line in lines if len(_HAN.findall(line.text)) * 3 > len(line.text)] or list(lines)
    widths = sorted(width for line in texts if (width := ems(line.text)) > 12)
    width = widths[int(len(widths) * 0.8)] if widths else 0.0
    full = [line.open for line in texts if ems(line.text) >= width * _FULL]
    short = [line.open for line in texts if ems(line.text) < width * 0.75]
    trailing = bool(full) and sum(full) * 2 > len(full) and sum(short) * 2 < len(short)
    text = "\n".join(line.text for line in lines)
    spaced = len(_SPACED.findall(text)) > len(_GLUED.findall(text))
    return Layout(width, trailing, " " if spaced else "")


def ends_paragraph(line: Line, following: Line, layout: Layout) -> bool:
    """Say whether a paragraph ends between two lines that follow each other.

    >>> wide = Layout(10, trailing=True)
    >>> ends_paragraph(Line(1, "到此为止。"), Line(2, "新的一段"), wide)
    True
    >>> ends_paragraph(Line(1, "这一行没有完。", open=True), Line(2, "后文"), wide)
    False
    >>> ends_paragraph(Line(1, "电极的总电容达到 611"), Line(2, "F/g，创下"), wide)
    False
    """
    last = line.text[-1:]
    rows = [_ROW.match(text) for text in (line.text, following.text)]
    if rows[0] and rows[1] and int(rows[1][1]) == int(rows[0][1]) + 1 and not line.open * layout.trailing:
        return True
    if layout.trailing and (line.open or last >= "\u2e80"):
        return not line.open
    if not layout.trailing:
        return _ends_by_width(line, following, layout)
    opened = max(map(line.text.rfind, "（(")) > max(map(line.text.rfind, "）)"))
    whole = last not in ",-&/" and not opened and not following.text[:1].islower()
    return whole and ((following.indented and last in ENDS) or _room(line, following, layout) > 3 * _SLACK)


def _ends_by_width(line: Line, following: Line, layout: Layout) -> bool:
    """Say whether a paragraph ends where trailing blanks tell nothing, by the room left on its line."""
    last = line.text[-1:]
    if _BRACKETED.fullmatch(line.text) or following.indented:
        return True
    if last not in ENDS:
        return _room(line, following, layout) > layout.width * (0.05 if following.gap else 0.15)
    begins = _LISTED.match(following.text) or following.text.startswith(("（", "("))
    return bool(begins) or following.gap or _room(line, following, layout) > 2 * _SLACK


def _room(line: Line, following: Line, layout: Layout) -> float:
    """Return how many ems would be left on `line` had the first word of the next been put there."""
    token = _TOKEN.match(following.text)
    return layout.width - ems(line.text) - ems(token[0] if token else "")


def join_text(left: str, right: str, between: str = "") -> str:
    """Join two lines of one paragraph: no space in Han, one in Latin, `between` where they meet.

    >>> join_text("多个芯", "片"), join_text("Made", "Smarter"), join_text("进行了", "355 次", " ")
    ('多个芯片', 'Made Smarter', '进行了 355 次')
    >>> join_text("Machine-", "learning"), join_text("https://a.b/c-", "d"), join_text("领域，", "AI", " ")
    ('Machine-learning', 'https://a.b/c-d', '领域，AI')
    """
    if not left or not right:
        return left + right
    last, first = left[-1], right[0]
    if last == "\xad":
        return left[:-1] + right
    if (last in "-‐‑–/_" and left[-2:-1].isalnum()) or _URL_TAIL.search(left[-300:]):
        return left + right
    wide = [bool(_HAN.match(char)) for char in (last, first)]
    if all(wide) or any(char >= "\u2e80" and not _HAN.match(char) for char in (last, first)):
        return left + right
    if any(wide):
        other = first if wide[0] else last
        return left + (between if other.isalnum() else "") + right
    return left + ("" if last in "（“‘([·" or "①" <= last <= "⑳" or first in ",.;:!?)]}%”’·" else " ") + right


def unwrap(lines: Sequence[Line], layout: Layout) -> list[tuple[int, str]]:
    """Return the paragraphs of `lines` as (number of the first line, text).

    >>> lines = [Line(1, "先进", open=True), Line(2, "封装。"), Line(5, "（万 勇）")]
    >>> unwrap(lines, Layout(2, trailing=True))
    [(1, '先进封装。'), (5, '（万 勇）')]
    """
    paragraphs: list[tuple[int, str]] = []
    for at, line in enumerate(lines):
        if at and not ends_paragraph(lines[at - 1], line, layout):
            number, text = paragraphs[-1]
            paragraphs[-1] = (number, join_text(text, line.text, layout.between))
        else:
            paragraphs.append((line.number, line.text))
    return paragraphs


class Note(NamedTuple):
    """A footnote's definition: marker, title, URL ('' where it has none), first and last line."""

    marker: str
    title: str
    url: str
    line: int
    end: int
    zone: int = 0
    after: int = 0
    """How many lines of running text stand before it."""


class Mark(NamedTuple):
    """A footnote's marker in running text: index of the line, columns from and to."""

    at: int
    start: int
    end: int


_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE = re.compile(
    r"(?:[\[［〔【](\d{1,3})[\]］〕】]|(\d{1,3})(?=[\s\u3000])|([⁰¹²³⁴-⁹]{1,3})|(\d{1,3})(?=[A-Z][a-z]))\s*(?=\S)"
)
_URL = re.compile(r"(?:https?\s?:\s?//\s?|www\.|doi:\s?10\.)[!-~]*")
_URL_REST = re.compile(r"([!-~]+?)(\s*[\[(（［].*|[,;.]?\s+(?:\d{4}|[Aa]ccessed|[Rr]etrieved|访问).*)?")
_MARK = re.compile(
    r"(?<!\d)(?<!\d[.,，])(?:[\[［〔【](\d{1,3})[\]］〕】]|(\d{1,3})|([⁰¹²³⁴-⁹]{1,3}))(?!\d|[.,]\d)"
)
_UNITS = "年月日个個种種项項次倍万萬亿億千百天时時分秒名家人位所台臺款类類层層代级級期号號章节節岁歲页頁篇件"
_UNITS += "座条條支颗顆轮輪组組阶階成元美欧歐英吨噸米克度℃%％~-–/+'’"
_STOPS = "。，；：、）》」』”！？,;)…"
_BEFORE = "第约約近达達超为為至共有从從到每前后後仅僅"
_TITLE_LINES = 6
_PLACES = 20
_PAGE_LINES = 80


def split_footnotes(lines: Sequence[Line], layout: Layout) -> tuple[list[Line], list[Note]]:
    """Return running text and footnotes apart; `zone` of each line counts the blocks before it.

    A definition is a number at the start of a line with a URL within its sentence, in sequence
    or with its marker in the text of the page; without a URL it needs both. So a table's rows
    and a list's items stay text.

    >>> page = [Line(1, "计划获批7。"), Line(2, "7 A plan. https://a.org/x-", open=True), Line(3, "y-z")]
    >>> split_footnotes(page, Layout(30, trailing=True))[1][0][:5]
    ('7', 'A plan', 'https://a.org/x-y-z', 2, 3)
    >>> split_footnotes([Line(1, "1 海上风电 880 下一代"), Line(2, "2 细胞治疗 500")], Layout(30))[1]
    []
    """
    body: list[Line] = []
    notes: list[Note] = []
    zone = last = at = page = 0
    while at < len(lines):
        note, end = _read_note(lines, at, layout)
        near = body[max(page, len(body) - _PAGE_LINES) :] if note else []
        if note and not note.marker:
            note = note._replace(marker=str(last + 1)) if find_marks(near).get(str(last + 1)) else None
        if note and _plausible(note, lines[at], lines[end : end + 1], last, near):
            notes.append(note._replace(zone=zone, after=len(body)))
            last, at = int(note.marker), end
            continue
        turned = bool(notes) and notes[-1].zone == zone
        if turned:
            zone, page = zone + 1, len(body)
        body.append(lines[at]._replace(zone=zone, top=lines[at].top or turned))
        at += 1
    return body, notes


def _note_number(text: str) -> str:
    match = _NOTE.match(text)
    return next(group for group in match.groups() if group).translate(_SUPER) if match else ""


def _read_note(lines: Sequence[Line], at: int, layout: Layout) -> tuple[Note | None, int]:
    """Read the definition that begins at `at`, and the index of the line after it."""
    match, marker = _NOTE.match(lines[at].text), _note_number(lines[at].text)
    if match is None:
        return _orphan(lines, at, layout)
    title, end = "", at
    while end < min(len(lines), at + _TITLE_LINES):
        line = lines[end]
        again = _note_number(line.text) in {marker, str(int(marker) + 1)}
        if end > at and (line.top or again or line.text.startswith(("（", "("))):
            break
        text = line.text[match.end() :] if end == at else line.text
        url = _URL.search(text)
        if url:
            whole, after = _read_url(lines, end, url[0], layout, ends=url.end() == len(text))
            title = join_text(title, text[: url.start()].strip(), layout.between)
            return Note(marker, _trim_title(title), whole, lines[at].number, lines[after - 1].number), after
        title = join_text(title, text, layout.between)
        end += 1
    end = at + 1
    while end < len(lines) and not lines[end].top and not ends_paragraph(lines[end - 1], lines[end], layout):
        end += 1
    texts = [lines[at].text[match.end() :], *(line.text for line in lines[at + 1 : end])]
    title = ""
    for text in texts:
        title = join_text(title, text, layout.between)
    return Note(marker, _trim_title(title), "", lines[at].number, lines[end - 1].number), end


def _orphan(lines: Sequence[Line], at: int, layout: Layout) -> tuple[Note | None, int]:
    """Read the rest of a footnote at the end of a page whose first line, with the number, was lost."""
    text = lines[at].text
    url = _URL.search(text)
    if url is None or _HAN.search(text):
        return None, at
    whole, after = _read_url(lines, at, url[0], layout, ends=url.end() == len(text))
    ends = after >= len(lines) or lines[after].top or _note_number(lines[after].text)
    title = _trim_title(text[: url.start()])
    return (Note("", title, whole, lines[at].number, lines[after - 1].number) if ends else None), after


def _read_url(lines: Sequence[Line], at: int, url: str, layout: Layout, *, ends: bool) -> tuple[str, int]:
    """Return the URL that begins in line `at`, with what the next lines continue, and where it ends."""
    after = at + 1
    while ends and after < len(lines) and not lines[after].top:
        line, rest = lines[after - 1], _URL_REST.fullmatch(lines[after].text)
        full = not layout.trailing and ems(line.text) > layout.width * 1.1
        broken = line.open if layout.trailing else full or line.text[-1] in "-_=&?%/"
        if rest is None or _URL.match(rest[1]) or not (broken or line.text[-1] == "-"):
            break
        url += rest[1]
        ends = rest[2] is None
        after += 1
    return re.sub(r"\s", "", url).rstrip(".,;"), after


def _trim_title(title: str) -> str:
    """Drop the period and separators between a footnote's title and its URL.

    >>> _trim_title("A plan. "), _trim_title("What next?"), _trim_title("Acme Inc.: ")
    ('A plan', 'What next?', 'Acme Inc')
    """
    return " ".join(title.split()).rstrip(" .,:;。，：；[(（［")


def _plausible(note: Note, line: Line, after: Sequence[Line], last: int, page: Sequence[Line]) -> bool:
    """Say whether what was read as a footnote is one: by its number, or by its marker on the page.

    A Latin title with a URL at the end of a page needs neither; without a URL it must also be
    Latin or end its page: a table's row is neither.
    """
    number = int(note.marker)
    glued = line.text[len(note.marker) : len(note.marker) + 1].isalpha() and line.text.startswith(note.marker)
    if not note.title + note.url or "。" in note.title or (number != last + 1 and (glued or not note.url)):
        return False
    latin, closed = not _HAN.search(note.title), not after or after[0].top
    row = closed or _note_number(after[0].text) == str(number + 1)
    if note.url and not glued and (number == last + 1 or (latin and row)):
        return True
    if not (note.url or latin or closed):
        return False
    score = max((score for _, score in find_marks(page).get(note.marker, [])), default=0)
    return score > (1 if note.url else 2)


def find_marks(lines: Sequence[Line]) -> dict[str, list[tuple[Mark, int]]]:
    """Return number -> places where it may be a footnote's marker, with a score from 1 to 4.

    >>> places = find_marks([Line(1, "供应链的安全性1。由 IOM3 与 B20 在 11 月提出，增长2年，达 4 m2/g")])
    >>> {number: [score for _, score in found] for number, found in places.items()}
    {'1': [3]}
    """
    found: dict[str, list[tuple[Mark, int]]] = {}
    for at, line in enumerate(lines):
        for match in _MARK.finditer(line.text):
            before = line.text[: match.start()] or (lines[at - 1].text if at else "")
            score = _score(match, before, line.text[match.end() :])
            if score:
                number = next(group for group in match.groups() if group).translate(_SUPER)
                found.setdefault(number, []).append((Mark(at, match.start(), match.end()), score))
    return found


def _score(match: re.Match[str], before: str, after: str) -> int:
    """Return how likely a number is a footnote's marker: 0 (not) to 4."""
    if not match[2]:
        return 4 if before else 0
    stopped = after[:1] in _STOPS or (after[:1] == "." and not after[1:2].isdigit())
    if not before or (not match.start() and not (after and stopped)):
        return 0
    last = before[-1]
    if last in ".,;:。，；：！？":
        ended = not after or _HAN.match(after) or (after[0] == " " and last in ".,;:")
        return 2 if ended and before[-2:-1].isalpha() and not (after and after[0] in _UNITS) else 0
    if _HAN.match(last) or last in '》）”」』)%’"':
        if stopped:
            return 3
        return 0 if last in _BEFORE or after[0] in _UNITS or after[0].isascii() else 2
    word = re.search(r"[A-Za-z]*$", before)
    letters = word[0] if word else ""
    long = (len(letters) > 3 and letters[1:].islower()) or (len(letters) > 2 and letters.isupper())
    return 1 if long and stopped and after else 0


def match_marks(body: Sequence[Line], notes: Sequence[Note]) -> list[Mark | None]:
    """Return the place of each note's marker: the likeliest row of places in the order of the notes.

    A marker stands on its definition's page; elsewhere before it only when the number is certain.
    """
    places = find_marks(body)
    best: list[tuple[int, Mark, int, int]] = []  # score so far, mark, index of the note, link back
    for index, note in enumerate(notes):
        grown = []
        for mark, score in heapq.nlargest(_PLACES, places.get(note.marker, []), key=lambda place: place[1]):
            near = body[mark.at].zone == note.zone
            if mark.at < note.after and (near or score > 2):
                links = [at for at, row in enumerate(best) if row[1] < mark]
                link = max(links, key=lambda at: best[at][0], default=-1)
                total = (best[link][0] if links else 0) + score + 4 * near
                grown.append((total, mark, index, link))
        best += grown
    marks: list[Mark | None] = [None] * len(notes)
    at = max(range(len(best)), key=lambda at: best[at][0], default=-1)
    while at >= 0:
        _, mark, index, at = best[at]
        marks[index] = mark
    return marks


def remove_marks(body: Sequence[Line], marks: Sequence[Mark | None]) -> list[Line]:
    """Return `body` without the markers; a line that was a marker alone keeps its place, empty."""
    lines = list(body)
    for mark in sorted((mark for mark in marks if mark), reverse=True):
        text = lines[mark.at].text
        lines[mark.at] = lines[mark.at]._replace(text=text[: mark.start] + text[mark.end :])
    return lines
