"""What a key does to papers, written into the library at once."""

from __future__ import annotations

from collections.abc import Sequence

from digestcli.errors import NoMatch, UsageError
from digestcli.library.state import Change, change, exists, state_of
from digestcli.library.state import tag_name as clean
from digestcli.library.store import Library
from digestcli.text.fold import fold_label
from digestcli.ui import counted, say

_MINUS = "-－"
_PLUS = "+＋"


def toggle_read(library: Library, papers: Sequence[int]) -> str:
    """Mark papers as read, or as unread where all of them are read; return what was done."""
    read = not all(state_of(library.connection, paper).read for paper in papers)
    count = _write(library, papers, Change(read=read))
    return _done(count, say("read") if read else say("unread"))


def mark_read(library: Library, papers: Sequence[int]) -> None:
    """Mark papers as read."""
    _write(library, papers, Change(read=True))


def toggle_star(library: Library, papers: Sequence[int]) -> str:
    """Give papers a star, or take it where all of them have one; return what was done."""
    starred = not all(state_of(library.connection, paper).starred for paper in papers)
    count = _write(library, papers, Change(starred=starred))
    return _done(count, say("starred") if starred else say("without star"))


def change_tags(library: Library, papers: Sequence[int], text: str) -> str:
    """Change tags as `todo, -later` says; return what was done. Raises UsageError."""
    adding: list[str] = []
    removing: list[str] = []
    for word in filter(None, map(str.strip, text.replace("，", ",").split(","))):
        name = clean(word[1:] if word[0] in _MINUS + _PLUS else word)
        if not fold_label(name):
            raise UsageError(
                say("{word!r} is no tag", word=word), say("todo adds a tag, -todo takes it away")
            )
        (removing if word[0] in _MINUS else adding).append(name)
    count = _write(library, papers, Change(add=tuple(adding), remove=tuple(removing)))
    return _done(count, say("tagged anew"))


def write_note(library: Library, paper: int, text: str) -> str:
    """Make `text` the note of a paper; return what was done."""
    changed = _write(library, [paper], Change(note=text.strip()))
    if not changed:
        return say("the note stays as it is")
    return say("noted") if text.strip() else say("note removed")


def _write(library: Library, papers: Sequence[int], wanted: Change) -> int:
    """Change the papers that are still there; return how many were not so. Raises NoMatch where none is."""
    with library.transaction() as db:
        there = [paper for paper in papers if exists(db, paper)]
        if not there:
            raise NoMatch(
                say("the paper is no longer in the library"), say("its digest was removed just now")
            )
        return change(db, there, wanted)


def _done(count: int, what: str) -> str:
    return what if count == 1 else say("{papers} {done}", papers=counted(count, "paper"), done=what)
