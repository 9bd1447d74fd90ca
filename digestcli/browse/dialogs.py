"""What stands over the browser for a moment: a line to type, a note, a menu of filters, the help."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static, TextArea

from digestcli.browse.keys import KEYS
from digestcli.browse.lines import Lines
from digestcli.browse.wanted import Choice
from digestcli.errors import DigestError
from digestcli.render.grid import Line
from digestcli.text.layout import pad, wrap
from digestcli.text.visible import one_line, visible
from digestcli.ui import say, text

_BACK = Binding("escape", "dismiss_none", show=False)
_BESIDE = 10
"""Cells of the column with the keys."""


class Dialog(ModalScreen[str | None]):
    """Something over the browser; escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [_BACK]

    def action_dismiss_none(self) -> None:
        """Close without a result."""
        self.dismiss(None)

    def on_resize(self, event: Resize) -> None:
        """Leave room for the lines above and below a menu."""
        for menu in self.query(Lines):
            menu.styles.max_height = max(event.size.height - 3, 1)


class Prompt(Dialog):
    """One line to type. `attempt` does what it is for; while that fails the line stays, with the reason."""

    def __init__(
        self, title: str, value: str, attempt: Callable[[str], str], suggestions: tuple[str, ...] = ()
    ) -> None:
        """Ask; the result is what `attempt` says was done."""
        super().__init__()
        self._title = title
        self._value = value
        self._attempt = attempt
        self._suggestions = suggestions

    def compose(self) -> ComposeResult:
        """Lay out: title, line, what is wrong."""
        with Vertical(id="dialog"):
            yield Static(Content(self._title), id="prompt-title")
            suggester = (
                SuggestFromList(self._suggestions, case_sensitive=False) if self._suggestions else None
            )
            yield Input(self._value, suggester=suggester, compact=True, select_on_focus=False)
            yield Static("", id="prompt-problem", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Do it, or say why not."""
        try:
            self.dismiss(self._attempt(event.value))
        except DigestError as error:
            said = error.message
            if error.hint:
                said = say("{message} ({hint})", message=said, hint=error.hint)
            self.query_one("#prompt-problem", Static).update(Content(one_line(said)))


class NoteEditor(Dialog):
    """A note to write; escape does not lose what was written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, title: str, note: str) -> None:
        """Begin with the note there is; the result is the new one."""
        super().__init__()
        self._title = title
        self._note = visible(note)
        self._warned = False

    def compose(self) -> ComposeResult:
        """Lay out: title, text, keys."""
        with Vertical(id="dialog"):
            yield Static(Content(self._title), id="prompt-title")
            yield TextArea(self._note, compact=True, tab_behavior="focus", highlight_cursor_line=False)
            yield Static(say("ctrl+s keeps it · esc leaves it as it was"), id="prompt-problem", markup=False)

    def action_save(self) -> None:
        """Close with the text."""
        self.dismiss(self.query_one(TextArea).text)

    def action_leave(self) -> None:
        """Close without a result; where something was written, only at the second time."""
        if self._warned or self.query_one(TextArea).text == self._note:
            self.dismiss(None)
            return
        self._warned = True
        said = Content(say("not kept yet: ctrl+s keeps it, esc again drops it"))
        self.query_one("#prompt-problem", Static).update(said)


class _Choices(Lines):
    """Filters, each with whether it holds."""

    def __init__(self, choices: list[Choice], held: Callable[[], tuple[str, ...]]) -> None:
        super().__init__()
        self.choices = choices
        self._held = held

    @property
    def total(self) -> int:
        return len(self.choices)

    def line(self, index: int, width: int) -> Line | None:  # noqa: ARG002 - the strip cuts it
        if index >= self.total:
            return None
        one = self.choices[index]
        holds = one.query in self._held()
        return [
            ("+ " if holds else "  ", "bold green"),
            (pad(one_line(one.query), 16), "bold" if holds else ""),
            (f" {one.help}", "dim"),
        ]


class FilterMenu(Dialog):
    """The filters to choose from; `toggle` is told of each choice, and what is held shows at once."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f", "dismiss_none", show=False)]

    def __init__(
        self, choices: list[Choice], held: Callable[[], tuple[str, ...]], toggle: Callable[[str], None]
    ) -> None:
        """Show `choices`; `held` says which hold now."""
        super().__init__()
        self._menu = _Choices(choices, held)
        self._toggle = toggle

    def compose(self) -> ComposeResult:
        """Lay out: title, filters, keys."""
        with Vertical(id="dialog"):
            yield Static(say("Filters"), id="prompt-title", markup=False)
            yield self._menu
            yield Static(say("space chooses · esc closes"), id="prompt-problem", markup=False)

    def on_mount(self) -> None:
        """Put the cursor on the first filter."""
        self._menu.renew()

    def on_lines_chosen(self) -> None:
        """Let a filter hold, or no longer."""
        self._toggle(self._menu.choices[self._menu.cursor].query)
        self._menu.refresh()


class _Help(Lines):
    """The keys, each with what it does, in as many lines as that takes."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []

    @property
    def total(self) -> int:
        return len(self._lines)

    def line(self, index: int, width: int) -> Line | None:  # noqa: ARG002 - made for the width
        return self._lines[index] if index < self.total else None

    def on_resize(self) -> None:
        """Break the lines again."""
        room = self.app.size.width - 4
        self._lines = []
        for key in KEYS:
            first, *others = wrap(text(key.help), room, indent=" " * _BESIDE, first=pad(key.shown, _BESIDE))
            self._lines.append([(first[: len(key.shown)], "bold"), (first[len(key.shown) :], "")])
            self._lines += [[(line, "")] for line in others]
        self.renew(self.cursor)


class Help(Dialog):
    """The keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,question_mark,enter", "dismiss_none", show=False)]

    def compose(self) -> ComposeResult:
        """Lay out: title, keys."""
        with Vertical(id="dialog"):
            yield Static(say("Keys"), id="prompt-title", markup=False)
            yield _Help()
            yield Static(say("esc closes · more in docs/browse.md"), id="prompt-problem", markup=False)
