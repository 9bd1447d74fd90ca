"""Everything that can go wrong with a run: one class a failure, each with its exit code.

A problem in the *data* is an `Issue` (model.py) and never stops anything. Exit codes follow
docs/commands.md: 1 no match, 2 usage, 65 data, 66 no input, 73 cannot create, 74 input/output.
"""

from __future__ import annotations


class DigestError(Exception):
    """A failure of the run: `message` says what, `hint` what to do, `exit_code` what to return."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the message and the hint apart so that a caller can print either."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class NoMatch(DigestError):
    """A reference or a digest name that matches nothing."""


class UsageError(DigestError):
    """Options or values that make no sense."""

    exit_code = 2


class QueryError(UsageError):
    """A query that cannot be read: `column` (from 1) of `query` is where the trouble is."""

    def __init__(self, message: str, query: str, column: int, hint: str = "") -> None:
        """Keep the place apart, so that a caller can show it."""
        super().__init__(message, hint)
        self.query = query
        self.column = column


class DataError(DigestError):
    """Input that is there but cannot be read as a digest."""

    exit_code = 65


class UndecodableFile(DataError):
    """Bytes that are not text in any encoding we read, or not in the one asked for."""


class UnknownFormat(DataError):
    """Text that no reader claims."""


class AmbiguousFormat(DataError):
    """Text that two readers claim."""


class MalformedRecords(DataError):
    """JSON, YAML or CSV that does not parse, or does not hold digest entries."""


class NothingRead(DataError):
    """Several inputs, of which none could be read."""


class MissingInput(DigestError):
    """A file or folder that is not there."""

    exit_code = 66


class CannotCreate(DigestError):
    """Output that cannot be created, or must not be overwritten."""

    exit_code = 73


class InputOutputError(DigestError):
    """The disk or the operating system said no."""

    exit_code = 74


class LibraryError(InputOutputError):
    """A library file that is not ours, damaged, or newer than this program."""
