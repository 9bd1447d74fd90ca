"""The browser without its keys: what it shows, and how the library's answers come onto the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual.app import App, ComposeResult
from textual.containers import Container, Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static

from digestcli.browse.answers import Answered, Counted, Found
from digestcli.browse.bar import Bar, hints
from digestcli.browse.card_view import CardView
from digestcli.browse.category_list import CategoryList
from digestcli.browse.entry_list import EntryList
from digestcli.browse.look import BREAKPOINTS, CSS, HEIGHTS
from digestcli.browse.search_line import SearchLine
from digestcli.browse.wanted import Wanted
from digestcli.browse.window import Window
from digestcli.errors import DigestError, QueryError
from digestcli.library.background import Background
from digestcli.library.listing import Count, Row, entry_ids, marked_anew, rows, unread_counts
from digestcli.library.marks import Marker
from digestcli.library.select import Selection, appearances
from digestcli.library.store import Library
from digestcli.model import Entry
from digestcli.render.card import Part, card
from digestcli.render.grid import Line
from digestcli.text.excerpt import Span
from digestcli.text.math import readable
from digestcli.text.visible import one_line
from digestcli.ui import explained, say
from digestcli.view import view

_PATIENCE = 0.12
"""Seconds between the last letter of a query and its search."""
_LONGEST_WAIT = 1_000
"""Milliseconds that a key waits for another program that writes."""
_LONGEST_MARKED = 20_000
"""Characters of a paragraph in which hits are looked for: a key press waits for it."""
_SAID = 5.0
"""Seconds for which something said stands in the last line."""


class Reading(App[None]):
    """List, card, categories and the lines above and below them."""

    CSS = CSS
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    VERTICAL_BREAKPOINTS = HEIGHTS
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "digest"

    def __init__(
        self, library: Library, wanted: Wanted, *, language: str, script: str, note: str = ""
    ) -> None:
        """Show what is `wanted` of `library`, a file; `note` is said first."""
        super().__init__(ansi_color=True)  # the terminal's own colours; NO_COLOR takes these away
        self.theme = "ansi-dark"
        self.library = library
        self.wanted = wanted
        self.language, self.script = language, script
        self.window = Window(partial(rows, library), partial(marked_anew, library))
        self.chosen: set[int] = set()
        self.counts: list[Count] = []
        self._counted: Selection | None = None
        self.background: Background
        self._note = note
        self._open_ended = False
        self._marker: Marker | None = None
        self._typing: Timer | None = None
        self._saying: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Bar(id="title")
        with Container(id="panes"):
            yield CategoryList()
            yield EntryList(self.window, self.chosen, viewed=self.viewed, find=self.find, moved=self._moved)
            yield CardView()
        yield Static("", id="problem", markup=False)
        with Horizontal(id="searching"):
            yield Static("/ ", id="slash", markup=False)
            yield SearchLine(self.wanted.text)
        yield Bar(id="status")

    def on_mount(self) -> None:
        """Ask for the list."""
        db = self.library.connection
        db.execute(f"PRAGMA busy_timeout = {_LONGEST_WAIT}")
        db.execute("PRAGMA synchronous = NORMAL")  # a key press need not wait for the disk
        self.background = Background(self.library.path, self._hear)
        self.entries.focus()
        self.say(self._note)
        self.ask()

    def on_resize(self) -> None:
        """Show as many keys as there is room for, and the title."""
        if not self._saying:
            self.say("")
        self.show_title()

    def on_unmount(self) -> None:
        """Let the other thread end."""
        self.background.close()

    @property
    def entries(self) -> EntryList:
        """Return the list."""
        return self.screen_stack[0].query_one(EntryList)

    @property
    def card(self) -> CardView:
        """Return the card."""
        return self.screen_stack[0].query_one(CardView)

    def viewed(self, entry: Entry) -> Entry:
        """Return an entry in the language and script asked for."""
        return view(entry, script=self.script, language=self.language)

    def find(self, text: str, field: str) -> Sequence[Span]:
        """Return where the query hits a text that is found by a field."""
        return self._marker.spans(text, field) if self._marker and len(text) <= _LONGEST_MARKED else ()

    def _hear(self, answer: object) -> None:
        self.post_message(Answered(answer))

    def ask(self, *, stay: bool = True) -> None:
        """Ask for the list that is wanted, and for its counts; say gently where the query is wrong.

        With `stay` the cursor stays on its entry, where the new list has it.
        """
        try:
            selection = self.wanted.selection()
            whole = self.wanted.selection(within_category=False)
        except QueryError as error:
            self.problem(error.message + (f" · {error.hint}" if error.hint else ""))
            return
        self.problem("")
        begun, begun_whole = self._begun(), self._begun(within_category=False)

        def work(library: Library) -> Iterator[object]:
            ids = entry_ids(library, selection)
            if not ids and begun and begun_whole:
                found = entry_ids(library, begun)
                if found:
                    yield Found(found, begun.query, open_ended=True, stay=stay)
                    yield Counted(unread_counts(library, begun_whole), begun_whole)
                    return
            yield Found(ids, selection.query, open_ended=False, stay=stay)
            yield Counted(unread_counts(library, whole), whole)

        self.background.ask("list", work)

    def _begun(self, *, within_category: bool = True) -> Selection | None:
        """Return the selection with the last word as a beginning, None where that is no query."""
        if not self.wanted.may_be_unfinished():
            return None
        try:
            return self.wanted.selection(within_category=within_category, open_ended=True)
        except QueryError:
            return None

    def ask_counts(self) -> None:
        """Ask for the counts again: something was marked."""
        try:
            whole = self.wanted.selection(within_category=False, open_ended=self._open_ended)
        except QueryError:
            return
        known = self.counts if self._counted == whole else ()

        def work(library: Library) -> Iterator[object]:
            yield Counted(unread_counts(library, whole, known), whole)

        self.background.ask("counts", work)

    def on_answered(self, event: Answered) -> None:
        """Show what the library answers."""
        answer = event.answer
        if isinstance(answer, Found):
            self._show_list(answer)
        elif isinstance(answer, Counted):
            self.counts, self._counted = answer
            self.screen_stack[0].query_one(CategoryList).put(answer.counts, self.wanted.category)
            self.show_title()
        elif isinstance(answer, DigestError):
            self.complain(answer)

    def _show_list(self, found: Found) -> None:
        here = self.window.ids[self.entries.cursor] if len(self.window) else None
        self._open_ended = found.open_ended
        self._marker = Marker(self.library, found.query) if found.query else None
        self.window.put(found.ids)
        try:
            cursor = found.ids.index(here) if found.stay and here is not None else 0
        except ValueError:
            cursor = 0
        self.entries.renew(cursor)

    def _moved(self) -> None:
        """Show the card of the entry under the cursor."""
        self.show_card()
        self.show_title()

    def show_card(self, *, keep_place: bool = False) -> None:
        """Show the card of the entry under the cursor."""
        row = self.entries.row()
        self.card.show(lambda: self._parts(row), self.find, keep_place=keep_place)

    def _parts(self, row: Row | None) -> Iterator[Part]:
        if row is None:
            empty = "" if len(self.window) else say("no entry matches")
            return iter((Part("subtitle", "", empty),) if empty else ())
        places = appearances(self.library, row.paper)
        return card(self.viewed(row.entry), places, row.state, readable=readable, tell=say, explain=explained)

    def renew(self) -> None:
        """Show rows, card and counts again: something was marked, or is shown in another way."""
        self.entries.renew_marks()
        self.show_card(keep_place=True)
        self.show_title()
        self.ask_counts()

    def show_title(self) -> None:
        """Show what the list holds, and how much of it."""
        shown = self.wanted.shown()
        if self._open_ended and shown:
            shown[-1] += "*"
        left: Line = [("digest", "bold cyan")]
        for part in shown:
            left += [(" › ", "dim"), (part, "bold")]
        row = self.entries.row()
        if row and len(self.screen_stack[0].size) and self.screen_stack[0].size.width >= 80:
            left.append((f"  {one_line(row.entry.digest)}", "dim"))
        size = len(self.window)
        at = f"{self.entries.cursor + 1}/{size}" if size else "0"
        unread = sum(one.unread for one in self.counts if self.wanted.category in (None, one.category))
        parts = [say("{count} chosen", count=len(self.chosen))] * bool(self.chosen)
        parts += [at, say("{count} unread", count=unread)]
        if self.language != "both":
            parts.append(self.language)
        if self.script != "hans":
            parts.append(self.script)
        self.screen_stack[0].query_one("#title", Bar).put(left, " · ".join(parts))

    def say(self, text: str, *, problem: bool = False) -> None:
        """Say something in the last line for a while; afterwards the commonest keys stand there again."""
        line: Line = (
            [(one_line(text), "bold yellow" if problem else "bold")] if text else hints(self.size.width)
        )
        self.screen_stack[0].query_one("#status", Bar).put(line)
        if self._saying:
            self._saying.stop()
        self._saying = self.set_timer(_SAID, lambda: self.say("")) if text else None

    def complain(self, error: DigestError) -> None:
        """Say what went wrong; which file the library is, is no news."""
        self.say(error.message.removeprefix(self.library.path).lstrip(":： "), problem=True)

    def problem(self, text: str) -> None:
        """Show what is wrong with a query, above the line it is typed in; '' for nothing."""
        shown = self.screen_stack[0].query_one("#problem", Static)
        shown.update(one_line(text))
        shown.set_class(bool(text), "shown")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for what was typed, once the fingers rest."""
        if isinstance(event.input, SearchLine) and event.value != self.wanted.text:
            self.wanted = self.wanted._replace(text=event.value)
            self.stop_typing()
            self._typing = self.set_timer(_PATIENCE, lambda: self.ask(stay=False))

    def stop_typing(self) -> None:
        """Search no more for what was typed so far."""
        if self._typing:
            self._typing.stop()

    def close_search(self) -> None:
        """Put the search line away."""
        self.screen_stack[0].remove_class("-searching")
        self.problem("")
        self.entries.focus()
