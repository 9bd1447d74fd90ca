"""Moving in the list and the card, and choosing what the list holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from digestcli.browse.answers import Answered
from digestcli.browse.category_list import CategoryList
from digestcli.browse.dialogs import FilterMenu, Help
from digestcli.browse.entry_list import EntryList
from digestcli.browse.lines import Lines
from digestcli.browse.reading import Reading
from digestcli.browse.search_line import SearchLine
from digestcli.browse.wanted import choices
from digestcli.library.listing import first_unread
from digestcli.library.state import tag_counts
from digestcli.library.store import Library
from digestcli.ui import say

_LANGUAGES = ("both", "zh", "en")
_SCRIPTS = ("hans", "hant", "tw", "hk", "original")


class Unread(NamedTuple):
    """The next unread entry of the list, None for none."""

    at: int | None


class Moving(Reading):
    """What keys do that leave the library as it is."""

    # moving

    def action_move(self, by: int) -> None:
        """Go to another entry."""
        self.entries.move_to(self.entries.cursor + by)

    def action_line(self, by: int) -> None:
        """Go to another entry; in the open card scroll a line."""
        if self.is_open:
            self.card.scroll_lines(by)
        else:
            self.action_move(by)

    def action_move_to(self, index: int) -> None:
        """Go to an entry; -1 is the last one."""
        self.entries.move_to(index if index >= 0 else self.entries.total - 1)

    def action_page(self, direction: int) -> None:
        """Turn a page of the list, or of the card where it is open."""
        if self.is_open:
            self.card.page(direction)
        else:
            self.action_move(direction * max(self.entries.size.height - 1, 1))

    def action_scroll_card(self, direction: int) -> None:
        """Turn a page of the card."""
        self.card.page(direction)

    def action_next_unread(self) -> None:
        """Go to the next unread entry; looking for it may take a while, so another thread does."""
        start, ids = self.entries.cursor, self.window.after(self.entries.cursor)

        def work(library: Library) -> Iterator[object]:
            found = first_unread(library, ids)
            yield Unread(None if found is None else (start + 1 + found) % len(ids))

        self.background.ask("unread", work)

    def on_answered(self, event: Answered) -> None:
        """Go to the unread entry that was found."""
        if isinstance(event.answer, Unread):
            if event.answer.at is None:
                self.say(say("nothing is unread in this list"))
            else:
                self.entries.move_to(event.answer.at)

    # looking

    @property
    def is_open(self) -> bool:
        """Tell whether the card has the whole screen."""
        return self.screen_stack[0].has_class("-full")

    def action_open_card(self) -> None:
        """Give the card the whole screen, or a part of it again."""
        self.screen_stack[0].toggle_class("-full")
        if not self.is_open:
            self.entries.focus()

    def action_categories(self) -> None:
        """Show the categories and go to them, or go back."""
        shown = self.query_one(CategoryList)
        if shown.has_focus:
            self._leave_categories()
            return
        self.screen_stack[0].remove_class("-full")
        self.screen_stack[0].add_class("-picking")
        shown.focus()

    def _leave_categories(self) -> None:
        self.screen_stack[0].remove_class("-picking")
        self.entries.focus()

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """List a category, or open the card of an entry."""
        if isinstance(event.lines, CategoryList):
            self.wanted = self.wanted._replace(category=event.lines.category)
            self._leave_categories()
            self.ask()
        elif isinstance(event.lines, EntryList):
            self.action_open_card()

    def action_step_back(self) -> None:
        """Go one step back: close what is open, choose nothing, then list everything again."""
        if self.query_one(CategoryList).has_focus:
            self._leave_categories()
        elif self.is_open:
            self.action_open_card()
        elif self.chosen:
            self.chosen.clear()
            self.entries.refresh()
            self.show_title()
        elif self.wanted.text:
            self.query_one(SearchLine).value = ""
            self.wanted = self.wanted._replace(text="")
            self.ask()
        elif self.wanted.filters or self.wanted.category is not None:
            self.wanted = self.wanted._replace(filters=(), category=None)
            self.ask()

    def action_language(self) -> None:
        """Show the next language."""
        self.language = _after(_LANGUAGES, self.language)
        self._shown_anew(say("language: {language}", language=self.language))

    def action_script(self) -> None:
        """Show Chinese in the next script."""
        self.script = _after(_SCRIPTS, self.script)
        self._shown_anew(say("script: {script}", script=self.script))

    def _shown_anew(self, said: str) -> None:
        self.entries.refresh()
        self.show_card(keep_place=True)
        self.show_title()
        self.say(said)

    def action_reload(self) -> None:
        """Ask the library again: something may have been added."""
        self.say("")
        self.ask()

    def action_help(self) -> None:
        """Show the keys."""
        self.push_screen(Help())

    # searching

    def action_search(self) -> None:
        """Go to the line in which a query is typed."""
        self.screen_stack[0].remove_class("-full")
        self._before = self.wanted.text
        self.screen_stack[0].add_class("-searching")
        line = self.query_one(SearchLine)
        line.focus()
        line.cursor_position = len(line.value)

    def action_keep_search(self) -> None:
        """Keep the query; one that cannot be read stays to be corrected."""
        self.stop_typing()
        self.ask(stay=False)
        if not self.query_one("#problem").has_class("shown"):
            self.close_search()

    def action_drop_search(self) -> None:
        """Take the query back that was typed."""
        self.stop_typing()
        line = self.query_one(SearchLine)
        line.value = self._before
        self.wanted = self.wanted._replace(text=self._before)
        self.close_search()
        self.ask()

    def action_filter(self) -> None:
        """Show the filters."""
        found = choices(tag_counts(self.library.connection), self.wanted.saved)
        self.push_screen(FilterMenu(found, lambda: self.wanted.filters, self._toggle_filter))

    def _toggle_filter(self, query: str) -> None:
        self.wanted = self.wanted.toggled(query)
        self.ask()


def _after(names: tuple[str, ...], name: str) -> str:
    return names[(names.index(name) + 1) % len(names)]
