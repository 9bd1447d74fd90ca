"""Questions to the library that nobody waits for: asked in a thread of its own, on a connection to read.

While a person types, each letter is another question. The last one counts: a new question of the same name
replaces one that waits, and breaks off one that is being answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Condition, Thread

from digestcli.errors import DigestError
from digestcli.library.connect import translated
from digestcli.library.store import Library

Work = Callable[[Library], Iterator[object]]
"""What answers a question, in as many parts as it likes."""

_STEPS = 5_000
"""SQLite looks every so many steps (less than a millisecond) whether it shall break off."""


class Background:
    """A thread that answers questions about the library at `path`."""

    def __init__(self, path: str, answer: Callable[[object], None]) -> None:
        """Begin; `answer` gets the parts of answers, or a DigestError, in the thread."""
        self._path = path
        self._answer = answer
        self._changed = Condition()
        self._waiting: dict[str, Work] = {}
        self._at_work = ""
        self._closed = False
        self._thread = Thread(target=self._run, name="library", daemon=True)
        self._thread.start()

    def ask(self, name: str, work: Work) -> None:
        """Ask a question: `work` is run in the thread, in place of an older one of the same name."""
        with self._changed:
            self._waiting[name] = work
            self._changed.notify()

    def close(self) -> None:
        """Break off, and wait for the thread to end."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()

    def _stale(self) -> bool:
        """Tell whether nobody wants the answer any more that is being worked on."""
        return self._closed or self._at_work in self._waiting

    def _run(self) -> None:
        try:
            with Library(self._path, to_read=True) as library:
                library.connection.set_progress_handler(self._stale, _STEPS)
                while self._next():
                    self._work(library, self._take())
        except DigestError as error:
            self._answer(error)

    def _next(self) -> bool:
        """Wait for a question; tell whether there is one, False at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            return not self._closed

    def _take(self) -> Work:
        with self._changed:
            self._at_work = next(iter(self._waiting))
            return self._waiting.pop(self._at_work)

    def _work(self, library: Library, work: Work) -> None:
        try:
            with translated(self._path):
                for part in work(library):
                    if self._stale():
                        return
                    self._answer(part)
        except DigestError as error:
            if not self._stale():  # being broken off is an error of SQLite, too
                self._answer(error)
