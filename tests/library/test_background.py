"""Questions in a thread: the last one of a name counts, and what runs too long is broken off."""

from __future__ import annotations

import pathlib
import queue
import time
from collections.abc import Callable, Iterator

import pytest
from entries import made_digest, make_entry

from digestcli.errors import DigestError, InputOutputError, LibraryError, NoMatch
from digestcli.library.background import Background
from digestcli.library.store import Library

ENDLESS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def path(tmp_path: pathlib.Path) -> str:
    path = str(tmp_path / "library.db")
    with Library(path, create=True) as library:
        library.add(made_digest(), [make_entry(1)], path="-", fingerprint="1")
    return path


@pytest.fixture
def answers() -> queue.Queue[object]:
    return queue.Queue()


@pytest.fixture
def background(path: str, answers: queue.Queue[object]) -> Iterator[Background]:
    one = Background(path, answers.put)
    yield one
    one.close()


def _saying(word: str) -> Callable[[Library], Iterator[object]]:
    return lambda _: iter((word,))


def _endless(library: Library) -> Iterator[object]:
    yield "begun"
    yield library.connection.execute(ENDLESS).fetchone()


def test_all_parts_of_an_answer(background: Background, answers: queue.Queue[object]) -> None:
    background.ask("a", lambda library: iter((library.is_empty(), 2)))
    assert [answers.get(timeout=20), answers.get(timeout=20)] == [False, 2]


def test_another_question_breaks_off_the_one_before(
    background: Background, answers: queue.Queue[object]
) -> None:
    background.ask("a", _endless)
    assert answers.get(timeout=20) == "begun"
    start = time.monotonic()
    background.ask("a", _saying("second"))
    assert answers.get(timeout=20) == "second"
    assert time.monotonic() - start < 5


def test_other_names_wait(background: Background, answers: queue.Queue[object]) -> None:
    background.ask("a", _endless)
    assert answers.get(timeout=20) == "begun"
    for word in ("one", "two", "three"):
        background.ask("b", _saying(word))
    background.ask("a", _saying("end"))
    assert [answers.get(timeout=20), answers.get(timeout=20)] == ["three", "end"]


def test_closing_breaks_off(path: str, answers: queue.Queue[object]) -> None:
    background = Background(path, answers.put)
    background.ask("a", _endless)
    assert answers.get(timeout=20) == "begun"
    background.close()
    assert answers.empty()


def test_errors_are_answers(background: Background, answers: queue.Queue[object]) -> None:
    def fails(library: Library) -> Iterator[object]:
        yield library.named("nothing")

    background.ask("a", fails)
    assert isinstance(answers.get(timeout=20), NoMatch)
    background.ask("a", lambda library: iter((library.connection.execute("DELETE FROM entry"),)))
    error = answers.get(timeout=20)
    assert isinstance(error, InputOutputError)
    assert "readonly" in error.message
    background.ask("a", _saying("goes on"))
    assert answers.get(timeout=20) == "goes on"


def test_a_file_that_is_no_library(tmp_path: pathlib.Path, answers: queue.Queue[object]) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"no database " * 100)
    background = Background(str(path), answers.put)
    error = answers.get(timeout=20)
    assert isinstance(error, LibraryError)
    assert isinstance(error, DigestError)
    background.close()
