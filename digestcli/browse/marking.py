"""What a key does to papers, written into the library at once."""

from __future__ import annotations

from collections.abc import Sequence

from digestcli.errors import NoMatch, UsageError
from digestcli.library.state import Change, change, exists, state_of
from digestcli.library.state import tag_name as clean
from digestcli.library.store import Library
from digestcli.text.fold import fold_label

_MINUS = "-－"
_PLUS = "+＋"


def toggle_read(library: Library, papers: Sequence[int]) -> str:
    """Mark papers as read, or as unread where all of them are read; return what was done."""
    read = not all(state_of(library.connection, paper).read for paper in papers)
    return _done(_write(library, papers, Change(read=read)), "read" if read else "unread")


def mark_read(library: Library, papers: Sequence[int]) -> None:
    """Mark papers as read."""
    _write(library, papers, Change(read=True))


def toggle_star(library: Library, papers: Sequence[int]) -> str:
    """Give papers a star, or take it where all of them have one; return what was done."""
    starred = not all(state_of(library.connection, paper).starred for paper in papers)
    return _done(_write(library, papers, Change(starred=starred)), "starred" if starred else "without star")


def change_tags(library: Library, papers: Sequence[int], text: str) -> str:
    """Change tags as `todo, -later` says; return what was done. Raises UsageError."""
    adding: list[str] = []
    removing: list[str] = []
    for word in filter(None, map(str.strip, text.replace("，", ",").split(","))):
        name = clean(word[1:] if word[0] in _MINUS + _PLUS else word)
        if not fold_label(name):
            raise UsageError(f"{word!r} is no tag", "todo adds a tag, -todo takes it away")
        (removing if word[0] in _MINUS else adding).append(name)
    count = _write(library, papers, Change(add=tuple(adding), remove=tuple(removing)))
    return _done(count, "tagged anew")


def write_note(library: Library, paper: int, text: str) -> str:
    """Make `text` the note of a paper; return what was done."""
    changed = _write(library, [paper], Change(note=text.strip()))
    return "the note stays as it is" if not changed else "noted" if text.strip() else "note removed"


def _write(library: Library, papers: Sequence[int], wanted: Change) -> int:
    """Change the papers that are still there; return how many were not so. Raises NoMatch where none is."""
    with library.transaction() as db:
        there = [paper for paper in papers if exists(db, paper)]
        if not there:
            raise NoMatch("the paper is no longer in the library", "its digest was removed just now")
        return change(db, there, wanted)


def _done(count: int, what: str) -> str:
    return f"{count} paper{'' if count == 1 else 's'} {what}" if count != 1 else what
