"""The browser: its keys, and what those do that change something or carry it away."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from digestcli.browse.answers import Answered
from digestcli.browse.dialogs import NoteEditor, Prompt
from digestcli.browse.keys import KEYS
from digestcli.browse.marking import change_tags, mark_read, toggle_read, toggle_star, write_note
from digestcli.browse.moving import Moving
from digestcli.errors import DigestError
from digestcli.library.background import Background
from digestcli.library.listing import papers_of
from digestcli.library.state import state_of, tag_counts
from digestcli.library.store import Library
from digestcli.text.visible import one_line, without_surrogates
from digestcli.ui import say


class Exported(NamedTuple):
    """What was exported."""

    said: str


class Browser(Moving):
    """The browser."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key.keys, key.action, key.help, show=False) for key in KEYS
    ]
    _exporter: Background | None = None
    _path = "papers.csv"

    def on_answered(self, event: Answered) -> None:
        """Say what was exported."""
        if isinstance(event.answer, Exported):
            self.say(event.answer.said)

    def on_unmount(self) -> None:
        """Let the exporting thread end."""
        if self._exporter:
            self._exporter.close()

    # marking

    def action_read_on(self) -> None:
        """Turn a page of the card; at its end the paper is read, and the next unread one comes."""
        if not self.card.display or not self.card.size.height:
            self.action_open_card()
        elif not self.card.page(1):
            row = self.entries.row()
            if row and not row.state.read:
                self._mark(lambda: mark_read(self.library, [row.paper]))
            self.action_next_unread()

    def action_choose(self) -> None:
        """Choose the entry under the cursor, or no longer, and go on to the next one."""
        if self.entries.total:
            self.chosen ^= {self.window.ids[self.entries.cursor]}
            self.entries.refresh()
            self.action_move(1)
            self.show_title()

    def action_choose_all(self) -> None:
        """Choose the whole list; where it is chosen already, nothing."""
        every = set(self.window.ids)
        if every <= self.chosen:
            self.chosen -= every
        else:
            self.chosen |= every
        self.entries.refresh()
        self.show_title()

    def _papers(self) -> list[int]:
        """Return the papers that are meant: the chosen ones, else that under the cursor."""
        if self.chosen:
            return papers_of(self.library, list(self.chosen))
        row = self.entries.row()
        return [row.paper] if row else []

    def _mark(self, what: Callable[[], str | None]) -> None:
        """Change the state of papers, and say what was done or why it could not be."""
        try:
            said = what()
        except DigestError as error:
            self.complain(error)
            return
        self.renew()
        if said:
            self.say(said)

    def action_mark_read(self) -> None:
        """Mark as read, or as unread."""
        papers = self._papers()
        if papers:
            self._mark(lambda: toggle_read(self.library, papers))

    def action_star(self) -> None:
        """Give a star, or take it."""
        papers = self._papers()
        if papers:
            self._mark(lambda: toggle_star(self.library, papers))

    def action_tag(self) -> None:
        """Ask for tags."""
        papers = self._papers()
        if not papers:
            return
        db = self.library.connection
        tags = state_of(db, papers[0]).tags if len(papers) == 1 else ()
        if len(papers) == 1:
            meant = one_line(", ".join(tags)) or say("none yet")
        else:
            meant = say("of {count} papers", count=len(papers))
        title = say("Tags ({tags}): todo adds one, -todo takes it away", tags=meant)
        known = tuple(name for name, _ in tag_counts(db))
        ask = Prompt(title, "", lambda text: change_tags(self.library, papers, text), known)
        self.push_screen(ask, self._changed)

    def action_note(self) -> None:
        """Open the note of the entry under the cursor."""
        row = self.entries.row()
        if row is None:
            return

        def write(text: str | None) -> None:
            if text is not None:
                self._mark(lambda: write_note(self.library, row.paper, text))

        title = one_line(row.entry.title.first("en", "zh"))
        self.push_screen(NoteEditor(say("Note · {title}", title=title), row.state.note or ""), write)

    def _changed(self, said: str | None) -> None:
        if said is not None:
            self.renew()
            self.say(said)

    # carrying away

    def action_export(self) -> None:
        """Ask for a file, and write the chosen entries or the whole list into it."""
        from digestcli.browse.exporting import checked  # all writers: 20 ms

        listed = self.window.ids
        numbers = [one for one in listed if one in self.chosen] if self.chosen else list(listed)
        if not numbers:
            self.say(say("nothing to export"))
            return
        count = len(numbers)
        if self.chosen:
            title = say("Export {count} chosen entries into", count=count)
        else:
            title = say("Export {count} listed entries into", count=count)
        self.push_screen(Prompt(title, self._path, checked), lambda path: self._export(numbers, path))

    def _export(self, numbers: Sequence[int], path: str | None) -> None:
        """Write entries in a thread of its own: a whole library takes a while."""
        if path is None:
            return
        from digestcli.browse.exporting import export

        self._path = path
        self._exporter = self._exporter or Background(self.library.path, self._hear)
        viewed, language, script = self.viewed, self.language, self.script

        def work(library: Library) -> Iterator[object]:
            yield Exported(export(library, numbers, path, viewed=viewed, language=language, script=script))

        self.say(say("exporting into {path} …", path=path))
        self._exporter.ask("export", work)

    def action_open_web(self) -> None:
        """Open the entry in the web browser; where there is none to be seen, copy the address."""
        from digestcli.browse.address import address  # 30 ms

        row = self.entries.row()
        found = address(row.entry) if row else ""
        if not found:
            self.say(say("no address that a web browser could open"))
        elif _has_screen():
            self.open_url(found)
            self.say(say("opened {address}", address=found))
        else:
            self.copy_to_clipboard(found)
            self.say(say("no screen for a web browser here; copied {address}", address=found))

    def action_copy(self) -> None:
        """Copy the reference of the entry."""
        from digestcli.browse.address import reference

        row = self.entries.row()
        if row:
            name = without_surrogates(reference(row.entry))
            self.copy_to_clipboard(name)
            self.say(say("copied {reference}", reference=name))


def _has_screen() -> bool:
    """Tell whether a web browser would come up beside the terminal: not on a far machine."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
