"""The keys of the browser: one table for the program, its help and docs/browse.md; imports no Textual."""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """One thing to do: `keys` as Textual names them, `shown` as a person does; `short` for the last line."""

    keys: str
    shown: str
    action: str
    help: str
    short: str = ""


KEYS = (
    Key("space", "space", "read_on", "read on: a page of the card, then mark it read and go on", "read on"),
    Key("enter", "enter", "open_card", "the card on the whole screen, and back", "card"),
    Key("j", "j", "move(1)", "next entry"),
    Key("k", "k", "move(-1)", "previous entry"),
    Key("down", "↓", "line(1)", "next entry; in the open card a line down"),
    Key("up", "↑", "line(-1)", "previous entry; in the open card a line up"),
    Key("u", "u", "next_unread", "next unread entry"),
    Key("g,home", "g home", "move_to(0)", "first entry"),
    Key("G,end", "G end", "move_to(-1)", "last entry"),
    Key("pagedown,ctrl+f", "pgdn", "page(1)", "a page of the list down; of the card, where it is open"),
    Key("pageup,ctrl+b", "pgup", "page(-1)", "a page of the list up; of the card, where it is open"),
    Key("b", "b", "scroll_card(-1)", "a page of the card back"),
    Key("slash", "/", "search", "search as you type; enter keeps the query, esc takes it back", "search"),
    Key("f", "f", "filter", "filters: unread, starred, new, kind, age, tags, saved queries", "filter"),
    Key("c", "c", "categories", "categories, with how much of each is unread", "categories"),
    Key("m", "m", "mark_read", "mark as read, or as unread", "read"),
    Key("asterisk", "*", "star", "give a star, or take it", "star"),
    Key("t", "t", "tag", "tags: todo adds one, -later takes one away", "tag"),
    Key("n", "n", "note", "write a note", "note"),
    Key("x", "x", "choose", "choose an entry, or no longer; m * t e are for the chosen ones then"),
    Key("X", "X", "choose_all", "choose the whole list, or nothing"),
    Key("e", "e", "export", "export the chosen entries, or the whole list, into a file", "export"),
    Key("o", "o", "open_web", "open in the web browser", "open"),
    Key("y", "y", "copy", "copy the reference to the clipboard", "copy"),
    Key("l", "l", "language", "language: both, Chinese, English"),
    Key("s", "s", "script", "script of Chinese: hans, hant, tw, hk, as in the file"),
    Key("r", "r", "reload", "look into the library again"),
    Key("escape", "esc", "step_back", "a step back: close the card, choose nothing, drop query and filters"),
    Key("question_mark,f1", "?", "help", "this help", "help"),
    Key("q,ctrl+c", "q", "quit", "quit", "quit"),
)
