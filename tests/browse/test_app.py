"""The browser's keys: each does what docs/browse.md says, and what it writes is in the library at once."""

from __future__ import annotations

import pathlib
from contextlib import closing

import pytest
from driving import Driver, drive

from digestcli.browse.pane import Pane
from digestcli.browse.wanted import Wanted
from digestcli.library.connect import connect
from digestcli.library.select import Selection
from digestcli.render.marked import MARK


def _papers(path: str, where: str) -> int:
    with closing(connect(path, to_read=True)) as db:
        (found,) = db.execute(f"SELECT count(*) FROM paper WHERE {where}").fetchone()
        return int(found)


def _tags(path: str) -> list[str]:
    with closing(connect(path, to_read=True)) as db:
        return [name for (name,) in db.execute("SELECT name FROM tag ORDER BY folded")]


def test_moving(library: str) -> None:
    async def steps(see: Driver) -> None:
        entries, total = see.app.entries, see.app.entries.total
        at = []
        for key in ("j", "down", "k", "up", "up", "G", "j", "g", "pagedown", "pageup", "end", "home"):
            await see.press(key)
            at.append(entries.cursor)
        page = at[8]
        assert at == [1, 2, 1, 0, 0, total - 1, total - 1, 0, page, 0, total - 1, 0]
        assert 1 < page < total - 1

    drive(library, steps)


def test_the_mouse(library: str) -> None:
    async def steps(see: Driver) -> None:
        await see.pilot.click("#entries", offset=(10, 3))
        assert see.app.entries.cursor == 3
        await see.pilot.click("#entries", offset=(10, 5), times=2)
        await see.pilot.pause()
        assert see.app.is_open
        await see.press("escape")
        await see.pilot.click("#categories", offset=(3, 1))
        assert see.app.wanted.category is None
        await see.pilot.click("#categories", offset=(3, 1), times=2)
        await see.until(lambda: see.app.wanted.category == "quant-ph")

    drive(library, steps, size=(140, 40))


def test_the_card_open_and_closed(library: str) -> None:
    async def steps(see: Driver) -> None:
        await see.press("enter")
        assert see.app.is_open
        assert see.app.entries.size.height == 0
        assert see.lines()[1].startswith(" [")
        before = see.cursor()
        await see.press("down")
        assert see.app.card.scroll_offset.y == 1
        assert see.cursor() == before
        await see.press("up", "pagedown", "b", "j")
        assert see.cursor() != before
        assert see.app.card.scroll_offset.y == 0
        await see.press("escape")
        assert not see.app.is_open
        assert see.app.entries.has_focus

    drive(library, steps)


def test_space_reads_through(library: str) -> None:
    """A page, another page, then the paper is read and the next unread one comes."""

    async def steps(see: Driver) -> None:
        await see.press("j", "m", "g")
        pages = 0
        while not see.app.card.scroll_offset.y or see.app.entries.cursor == 0:
            await see.press("space")
            await see.pilot.pause(0.05)
            pages += 1
            assert pages < 20
            if see.app.entries.cursor:
                break
        await see.until(lambda: see.app.entries.cursor == 2)
        assert pages > 1
        assert see.app.card.scroll_offset.y == 0

    drive(library, steps)
    assert _papers(library, "read = 1") == 2


def test_nothing_unread(library: str) -> None:
    async def steps(see: Driver) -> None:
        await see.press("X", "m", "u")
        await see.sees("nothing is unread in this list")
        await see.sees(" 0 unread")

    drive(library, steps)
    assert _papers(library, "read = 0") == 0


def test_marks_are_written_at_once(library: str) -> None:
    async def steps(see: Driver) -> None:
        await see.press("m")
        assert _papers(library, "read = 1") == 1
        assert see.lines()[-1] == "read"
        await see.press("asterisk")
        assert (_papers(library, "starred = 1"), see.lines()[-1]) == (1, "starred")
        assert see.lines()[1].startswith("  ★")
        await see.press("m", "asterisk")
        assert (_papers(library, "read = 1 OR starred = 1"), see.lines()[-1]) == (0, "without star")
        assert see.lines()[1].startswith(" •")

    drive(library, steps)


def test_several_at_once(library: str) -> None:
    """Where some are not so yet, all become so."""

    async def steps(see: Driver) -> None:
        await see.press("m", "x", "x", "x")
        assert [line[0] for line in see.lines()[1:5]] == ["+", "+", "+", " "]
        assert "3 chosen" in see.lines()[0]
        await see.press("m")
        assert (_papers(library, "read = 1"), see.lines()[-1]) == (3, "2 papers read")
        await see.press("asterisk", "escape", "asterisk")
        assert _papers(library, "starred = 1") == 4
        assert "chosen" not in see.lines()[0]

    drive(library, steps)


def test_tags(library: str) -> None:
    async def steps(see: Driver) -> None:
        await see.press("t", *"to read, +later")
        assert "Tags (none yet)" in see.text()
        await see.press("enter")
        assert _tags(library) == ["later", "to read"]
        await see.press("t")
        assert "Tags (later, to read)" in see.text()
        await see.press(*"-later", "enter")
        assert _tags(library) == ["to read"]
        assert "Tags      to read" in see.text()
        await see.press("t", *"-", "enter")
        assert "'-' is no tag" in see.text()
        await see.press("escape", "j", "x", "x", "t", *"todo", "enter")
        assert _tags(library) == ["to read", "todo", "todo"]

    drive(library, steps)


def test_a_note(library: str) -> None:
    async def steps(see: Driver) -> None:
        await see.press("n", *"see", "enter", *"[2]", "ctrl+s")
        assert _papers(library, "note = 'see\n[2]'") == 1
        await see.press("n", "x", "escape")
        assert "not kept yet" in see.text()
        await see.press("escape")
        assert see.app.screen_stack[0] is see.app.screen
        assert _papers(library, "note = 'see\n[2]'") == 1
        await see.press("n", "escape")
        assert see.app.screen_stack[0] is see.app.screen

    drive(library, steps)


def test_search_as_you_type(library: str) -> None:
    async def steps(see: Driver) -> None:
        total = see.app.entries.total
        await see.press("slash", *"entang")
        await see.until(lambda: 0 < see.app.entries.total < total)
        assert see.lines()[-1] == "/ entang"
        assert see.lines()[0].startswith("digest › entang*")
        found = see.app.entries.total
        await see.press(*"lement")
        await see.until(lambda: see.lines()[0].startswith("digest › entanglement "))
        await see.press("enter")
        await see.pilot.pause(0.3)
        assert 0 < see.app.entries.total <= found
        assert see.app.entries.has_focus
        await see.press("escape")
        await see.until(lambda: see.app.entries.total == total)

    drive(library, steps)


def test_escape_takes_a_query_back(library: str) -> None:
    async def steps(see: Driver) -> None:
        await see.until(lambda: "quant-ph" in see.text())
        before = see.app.entries.total
        await see.press("slash", *" zzyzx")
        await see.sees("no entry matches")
        await see.press("escape")
        await see.until(lambda: see.app.entries.total == before)
        assert see.app.wanted.text == "category:quant-ph"

    drive(library, steps, wanted=Wanted(text="category:quant-ph"))


@pytest.mark.parametrize(
    "typed, said",
    (
        ("(bell", "query, column 1: this bracket is not closed"),
        ("bell titel:x", "query, column 6: no field 'titel' · did you mean title:?"),
        ("bell title:", "query, column 6: nothing after title:"),
    ),
)
def test_an_unfinished_query_is_told_gently(library: str, typed: str, said: str) -> None:
    async def steps(see: Driver) -> None:
        before = see.app.entries.total
        await see.press("slash", *typed)
        await see.sees(said)
        await see.press("enter")
        assert see.lines()[-2:] == [said, f"/ {typed}"], "it stays to be corrected"
        assert see.app.entries.total <= before
        await see.press("escape")
        assert said not in see.text()

    drive(library, steps)


def test_filters(library: str) -> None:
    async def steps(see: Driver) -> None:
        total = see.app.entries.total
        await see.press("m", "f", "space")
        await see.until(lambda: see.app.entries.total == total - 1)
        assert "+ is:unread" in see.text()
        await see.press("j", "space")
        await see.until(lambda: see.app.entries.total == 0)
        await see.press("escape")
        assert see.lines()[0].startswith("digest › is:unread › is:starred")
        await see.press("escape")
        await see.until(lambda: see.app.entries.total == total)

    drive(library, steps)


def test_saved_queries_and_tags_are_filters(library: str) -> None:
    async def steps(see: Driver) -> None:
        await see.press("t", *"todo", "enter", "f", "end")
        assert "@bell " in see.text()
        await see.press("j", "space") if 'tag:"todo"' not in see.text() else None
        assert 'tag:"todo"' in see.text()

    drive(library, steps, wanted=Wanted(saved={"bell": "bell OR nonlocal*"}), size=(80, 30))


@pytest.mark.parametrize("size", ((80, 24), (110, 30), (140, 40)))
def test_categories(library: str, size: tuple[int, int]) -> None:
    async def steps(see: Driver) -> None:
        await see.press("c", "j", "enter")
        await see.until(lambda: see.app.wanted.category == "quant-ph" and see.app.entries.total == 24)
        assert see.lines()[0].startswith("digest › quant-ph")
        assert see.app.entries.has_focus
        await see.press("m")
        await see.sees("23 unread")
        await see.press("c")
        await see.sees("23/24")
        await see.press("escape", "escape")
        await see.until(lambda: see.app.wanted.category is None)

    drive(library, steps, size=size)


def test_language_and_script(library: str) -> None:
    async def steps(see: Driver) -> None:
        await see.press("slash", *"category:physics", "enter")
        await see.sees("物理学")
        await see.press("s")
        await see.sees("物理學")
        assert "hant" in see.lines()[0]
        await see.press("s", "s", "s", "s", "l")
        await see.sees("language: zh")
        assert "Abstract" not in see.text()

    drive(library, steps, size=(100, 40))


def test_export(library: str, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "some.jsonl"

    async def steps(see: Driver) -> None:
        await see.press("x", "x", "e")
        assert "Export 2 chosen entries into" in see.text()
        await see.press("ctrl+u", *"some.xyz", "enter")
        assert "the suffix tells no format" in see.text()
        await see.press("ctrl+u", *str(path), "enter")
        await see.sees("2 entries in")
        await see.press("escape", "e")
        assert f"Export {see.app.entries.total} listed entries" in see.text()
        await see.press("enter")
        await see.sees("some.jsonl")
        await see.until(path.exists)

    drive(library, steps, size=(160, 30))
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2, "a file that is there stays"


def test_copy(library: str) -> None:
    async def steps(see: Driver) -> None:
        await see.press("slash", *"id:0811.3171", "enter")
        await see.until(lambda: see.app.entries.total == 1)
        await see.press("y")
        assert see.app.clipboard == "0811.3171"
        await see.sees("copied 0811.3171")

    drive(library, steps)


@pytest.mark.parametrize("display", ("", ":0"))
def test_open_in_the_web_browser(library: str, monkeypatch: pytest.MonkeyPatch, display: str) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    opened: list[str] = []

    async def steps(see: Driver) -> None:
        monkeypatch.setattr(see.app, "open_url", opened.append)
        await see.press("slash", *"id:0811.3171", "enter")
        await see.until(lambda: see.app.entries.total == 1)
        await see.press("o")
        address = "https://arxiv.org/abs/0811.3171"
        if display:
            assert opened == [address]
        else:
            assert (opened, see.app.clipboard) == ([], address)

    drive(library, steps)


def test_what_the_command_line_asks_for_holds_always(library: str) -> None:
    async def steps(see: Driver) -> None:
        assert see.app.entries.total == 12
        await see.press("escape", "slash", *"black", "enter")
        await see.until(lambda: 0 < see.app.entries.total < 12)

    drive(library, steps, wanted=Wanted(base=Selection(categories=("hep-th",))))


def test_an_entry_that_is_removed_meanwhile(library: str) -> None:
    from digestcli.library.store import Library

    async def steps(see: Driver) -> None:
        with Library(library) as other:
            other.remove("arxiv-daily-2026-01-05")
        await see.press("m")
        assert see.lines()[-1] == "the paper is no longer in the library"
        await see.press("j", "y", "n", "x", "ctrl+s", "t", "x", "enter", "escape")
        see.app.window.forget_marks()
        await see.press("G", "g", "m", "asterisk", "n", "t", "o", "y", "space", "x", "x", "m", "escape")
        assert "(removed)" in see.text()
        await see.press("r")
        await see.until(lambda: 0 < see.app.entries.total < 66)

    drive(library, steps)


def test_a_library_that_cannot_be_written(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(see: Driver) -> None:
        see.app.library.connection.execute("PRAGMA query_only = 1")
        await see.press("m")
        assert "attempt to write a readonly database" in see.lines()[-1]

    drive(library, steps)
    assert _papers(library, "read = 1") == 0


def test_a_library_that_another_program_writes(library: str) -> None:
    async def steps(see: Driver) -> None:
        with closing(connect(library)) as other:
            other.execute("BEGIN IMMEDIATE")
            await see.press("m")
            assert see.lines()[-1] == "database is locked"
            other.execute("ROLLBACK")
        await see.press("m")
        assert see.lines()[-1] == "read"

    drive(library, steps)
    assert _papers(library, "read = 1") == 1


@pytest.mark.parametrize("size", ((80, 24), (60, 20), (40, 10), (120, 40), (20, 5)))
def test_other_sizes_while_it_runs(library: str, size: tuple[int, int]) -> None:
    async def steps(see: Driver) -> None:
        await see.press("G")
        await see.pilot.resize_terminal(*size)
        await see.pilot.pause()
        assert len(see.lines()) == size[1]
        assert see.app.entries.cursor == see.app.entries.total - 1
        await see.press("enter", "space", "escape", "question_mark", "escape", "c", "escape", "q")

    drive(library, steps, size=(100, 30))


def _marked(pane: Pane) -> list[str]:
    """Return what is marked as found on the screen of a pane; so are the dots of unread papers."""
    lines = (pane.line(index, pane.room.width) or [] for index in range(pane.room.height))
    return [text for line in lines for text, style in line if MARK in style and text.strip(" •")]


def test_what_a_query_found_is_marked(library: str) -> None:
    async def steps(see: Driver) -> None:
        assert not _marked(see.app.entries) + _marked(see.app.card)
        await see.press("slash", *"title:量子 OR entangle")
        await see.until(lambda: see.app.entries.total < 60)
        await see.press("enter", "enter")
        in_card = {text.lower() for text in _marked(see.app.card)}
        assert any(text.startswith("entangle") for text in in_card) or "量子" in in_card
        await see.press("s")
        assert {text.lower() for text in _marked(see.app.card)} <= in_card | {"量子"}
        await see.press("escape")
        assert _marked(see.app.entries)
        await see.press("escape")
        await see.until(lambda: see.app.entries.total >= 60)
        assert not _marked(see.app.entries) + _marked(see.app.card)

    drive(library, steps, size=(120, 40))
