"""Weekly guides to a journal's papers, as ScienceNet (sciencenet.cn) prints them and others copy them.

A page is a sequence of parts: the issue, then for each paper a subject (perhaps), both titles, and
labelled authors, link and abstracts. Copies lose labels, lines and line breaks, so nothing here relies
on one of them: title-like lines open a paper, and texts are told apart by their script.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from digestcli.documents.daily import is_daily
from digestcli.documents.feeds.feedroot import is_feed
from digestcli.documents.guides.cited import cited_title, is_cited_guide, read_cited
from digestcli.documents.guides.guide import Head, Item, head_of, is_labelled_guide, parts_of
from digestcli.documents.guides.headlines import bare_title, ordinal, split_title
from digestcli.documents.guides.journal import JOURNALS, PLACES, Volume, address, gaps, subject_of, volume_of
from digestcli.model import Issue
from digestcli.readers.base import Parsed, RawEntry, RawField, Reader, Source
from digestcli.text.dates import find_date


@dataclass(slots=True)
class _Paper:
    """A paper while its lines come in."""

    line: int
    end: int
    titles: tuple[RawField, ...]
    subject: tuple[tuple[str, str], ...]
    label: str = ""  # whose text is being read
    last: str = ""  # the language of the text read last, under this label
    authors: str = ""
    url: str = ""
    texts: dict[str, list[Item]] = field(default_factory=dict)  # zh, en, '' (Chinese where English is due)
    extra: list[RawField] = field(default_factory=list)
    notes: list[Item] = field(default_factory=list)  # what somebody says of it
    number: int = 0  # as printed before a title, 0 for none

    @property
    def begun(self) -> bool:
        return bool(self.authors or self.url or self.texts or self.label)


@dataclass(slots=True)
class _Guide:
    """What has been read of a page."""

    volume: Volume = field(default_factory=Volume)
    title: str = ""
    subject: tuple[tuple[str, str], ...] = ()
    papers: list[tuple[_Paper, Volume]] = field(default_factory=list)
    run: list[Item] = field(default_factory=list)  # texts since the last label
    figures: list[Item] = field(default_factory=list)  # captions among them
    open: bool = False  # whether what comes belongs to the last paper

    @property
    def paper(self) -> _Paper | None:
        return self.papers[-1][0] if self.open else None

    def take(self, item: Item) -> None:
        """Take the next part of the page."""
        if item.kind in ("text", "figure"):
            (self.run if item.kind == "text" else self.figures).append(item)
            return
        run, self.run = self.run, []
        head = head_of(run)
        if item.kind in ("issue", "title", "tail", "end"):
            opens = item.kind != "title" and self.ends_in_head(run, head, last=item.kind == "end")
        else:
            opens = self.opens(item, head)
        self.feed(run[: head.start] if opens else run)
        if opens:
            self.begin(run, head, item.line)
        if self.paper:
            self.paper.extra += (RawField("figures", figure.text, figure.line) for figure in self.figures)
        self.figures = []
        if item.kind == "issue":
            self.turn(item)
        elif item.kind == "title" and not self.papers:
            self.title = self.title or item.text
            name = item.text.partition("《")[2].partition("》")[0]
            date = find_date(item.text) or ""
            volume = volume_of(item.text[item.text.find("《") :]) or Volume()
            self.volume = self.volume.filled(volume).filled(Volume(JOURNALS.get(name, name), date=date))
        elif item.kind in ("title", "tail"):
            self.open = False
        elif self.paper and item.kind != "end":
            _label(self.paper, item)

    def turn(self, item: Item) -> None:
        """Turn to another issue, or add what a second line says of the same one."""
        volume = volume_of(item.text) or Volume()
        self.open = False
        if self.papers and self.papers[-1][1] == self.volume:
            self.volume, self.subject = volume, ()
        elif item.text.startswith("《"):
            self.volume = self.volume.filled(volume)
        else:
            self.volume = volume.filled(self.volume)
        self.title = self.title or item.text

    def opens(self, item: Item, head: Head) -> bool:
        """Decide whether a label and the titles above it begin another paper."""
        paper = self.paper
        if not paper:
            byline = item.kind == "authors" and not re.search("[A-Za-z]", item.text)
            label = item.kind not in ("url", "extra", "note") and not byline
            return bool(head.titles) or (label and not self.papers)
        if item.kind == "authors":
            return bool(head.titles) or (paper.begun and item.text != paper.authors)
        filled = paper.url if item.kind in ("link", "url") else paper.texts.get(item.kind)
        needed = head.titles if item.kind in ("link", "url") else head.titles & {"en"}
        return len(head.titles) > 1 or bool(filled and needed)

    def ends_in_head(self, run: list[Item], head: Head, *, last: bool) -> bool:
        """Tell whether the end of the file or of the guide cut a paper off below its titles."""
        if "en" not in head.titles or (self.papers and not self.paper):
            return False
        if "zh" in head.titles or head.subjects:
            return True
        before = run[head.start - 1] if head.start else None
        text = before.text if before and before.script == "en" else ""
        if not before and self.paper and self.paper.last == "en":
            text = self.paper.texts["en"][-1].text
        return last and bool(re.search(r"[.!?)]['\"’”]?$", text))

    def begin(self, run: list[Item], head: Head, line: int) -> None:
        """Begin a paper with the titles that stand at run[head.start:]."""
        lines = run[head.start :]
        if head.subjects:
            subjects = (bare_title(item.text) for item in lines[: head.subjects])
            self.subject = tuple(pair for text in subjects for pair in subject_of(text))
        titles: dict[str, RawField] = {}
        parts = lines[head.subjects : len(lines) - head.names]
        for part in parts:
            bare = (bare_title(text) for text in split_title(bare_title(part.text)))
            for item in (part._replace(text=text) for text in bare):
                before = titles.get(item.script)
                text = f"{before.text} {item.text}" if before and before.text != item.text else item.text
                titles[item.script] = RawField(
                    "title", text, before.line if before else item.line, item.script
                )
        first = min((title.line for title in titles.values()), default=line)
        paper = _Paper(
            first, max([first, *(item.line for item in lines)]), tuple(titles.values()), self.subject
        )
        paper.number = max((ordinal(part.text) for part in parts), default=0)
        paper.authors = lines[-1].text if head.names else ""
        self.papers.append((paper, self.volume))
        self.open = True

    def feed(self, run: list[Item]) -> None:
        """Give texts to the open paper; titles among them, without any label, open another one."""
        while index := self.titles_in(run):
            head = head_of(run[:index])
            self.give(run[: head.start])
            self.begin(run[:index], head, run[index].line)
            run = run[index:]
        self.give(run)

    def titles_in(self, run: list[Item]) -> int:
        """Return where the text below two titles begins that follow an English text, or 0."""
        english = bool(self.paper and self.paper.last == "en")
        for index in range(len(run) - 2 if self.paper else 0):
            first, second, third = run[index : index + 3]
            pair = first.script == "en" and second.script == third.script == "zh"
            if english and pair and first.short and second.short and not third.short:
                return index + 2
            english = english or first.script == "en"
        return 0

    def give(self, run: list[Item]) -> None:
        """Give texts to the open paper, up to where the page's own text begins."""
        last = max((index for index, item in enumerate(run) if item.script == "en"), default=-1)
        for index, item in enumerate(run):
            paper = self.paper
            if not paper:
                return
            chinese = index > last and item.script == "zh" and paper.last == "en"
            if chinese and (item.short or "zh" in paper.texts):
                self.open = False  # Chinese after the English abstract is the page's own
            else:
                _add(paper, item)


def _label(paper: _Paper, item: Item) -> None:
    """Take a label with the text that stands on its line."""
    paper.end = item.line
    if item.kind == "extra":
        name, _, value = item.text.partition("\n")
        paper.extra.append(RawField(name, value, item.line))
        return
    paper.label, paper.last = ("link" if item.kind == "url" else item.kind), ""
    if item.kind == "authors":
        paper.authors = item.text
    elif paper.label == "link":
        url = address(item.text)
        if url and not paper.url:
            paper.url = url
        elif item.text and (not url or url != paper.url):
            paper.extra.append(RawField("link", url or item.text, item.line))
    else:
        paper.label = "again" if item.kind == "zh" and "zh" in paper.texts else item.kind
        if item.text:
            _add(paper, item)


def _add(paper: _Paper, item: Item) -> None:
    """Add a text to what it is by its label and its script."""
    paper.end = item.line
    if paper.label == "authors" and item.short and (not paper.authors or paper.authors[-1] in ",\uff0c、&"):
        paper.authors = f"{paper.authors} {item.text}".strip()
    elif paper.label == "note":
        paper.notes.append(item)
    elif paper.label == "link" and not paper.url and item.text.isascii() and " " not in item.text:
        paper.extra.append(RawField("link", item.text, item.line))
    else:
        slot = "en" if item.script == "en" else "" if paper.label in ("en", "again") else "zh"
        paper.texts.setdefault(slot, []).append(item)
        paper.last = item.script


def _entry(paper: _Paper, volume: Volume, *, numbered: bool) -> RawEntry:
    labels = dict(paper.subject)
    texts = tuple(
        RawField("abstract", "\n".join(item.text for item in items), items[0].line, language)
        for language, items in paper.texts.items()
    )
    said = "\n".join(item.text for item in paper.notes)
    notes = (RawField("commentary", said, paper.notes[0].line),) if said else ()
    titles = {title.language for title in paper.titles}
    facts = {"authors": paper.authors, "link": paper.url}
    return RawEntry(
        line=paper.line,
        end=paper.end,
        number=paper.number if numbered else None,
        category=labels.get("en") or labels.get("zh", ""),
        category_label=paper.subject,
        authors=paper.authors,
        url=paper.url,
        venue=str(volume) or next((one.text for one in paper.extra if one.name in PLACES), ""),
        date=volume.date,
        fields=(*paper.titles, *texts, *paper.extra, *notes),
        issues=tuple(gaps(titles, paper.texts, facts, paper.line)),
    )


def sniff(text: str) -> bool:
    """Look for an issue line or labels, or for papers that are named below their texts."""
    if is_daily(text) or is_feed(text):
        return False
    return is_labelled_guide(text) or is_cited_guide(text)


def read(source: Source) -> Parsed:
    """Read a guide: an entry for each paper, in order."""
    if not is_labelled_guide(source.text) and is_cited_guide(source.text):
        return _read_cited(source.text)
    guide = _Guide()
    for item in parts_of(source.text):
        guide.take(item)
    guide.take(Item("end", "", source.text.count("\n") + 1))
    date = guide.papers[0][1].date if guide.papers else guide.volume.date
    numbers = [paper.number for paper, _ in guide.papers]
    numbered = 0 not in numbers and all(a < b for a, b in pairwise(numbers))
    entries = tuple(_entry(paper, volume, numbered=numbered) for paper, volume in guide.papers)
    issues = () if entries else (Issue("no-entries", "no papers found", 1),)
    return Parsed(entries, date=date, title=guide.title, issues=issues)


def _read_cited(text: str) -> Parsed:
    """Read a guide whose papers are named below their texts."""
    title, issue = cited_title(text)
    entries = []
    for cited in read_cited(text):
        printed = (("zh", cited.zh), ("en", cited.en))
        titles = tuple(RawField("title", text, cited.line, tag) for tag, text in printed if text)
        paper = _Paper(cited.line, cited.end, titles, (("zh", cited.section),) if cited.section else ())
        paper.authors, paper.url = cited.authors, cited.url
        if cited.text:
            paper.texts["zh"] = [Item("text", cited.text, cited.line)]
        if cited.translator:
            paper.extra.append(RawField("translator", cited.translator, cited.end))
        number = issue.get("number", "") if issue.get("volume") == cited.volume else ""
        volume = Volume(cited.journal, cited.volume, number, cited.year)
        entries.append(_entry(paper, volume, numbered=False))
    return Parsed(tuple(entries), date=issue.get("year") or entries[0].date, title=title)


READER = Reader(
    "journal-weekly", "ScienceNet's weekly guides to Nature, Science and other journals", sniff, read
)
