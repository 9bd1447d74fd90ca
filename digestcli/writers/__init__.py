"""The writers: one module a format, listed here; adding one is adding a line."""

from __future__ import annotations

from digestcli.errors import UsageError
from digestcli.ui import say
from digestcli.writers import (
    biblatex,
    bibtex,
    csl,
    csv,
    epub,
    feed,
    html,
    json,
    markdown,
    parquet,
    ris,
    xlsx,
    yaml,
)
from digestcli.writers.base import Writer

WRITERS: tuple[Writer, ...] = (
    csv.WRITER,
    csv.TSV,
    json.WRITER,
    json.LINES,
    yaml.WRITER,
    bibtex.WRITER,
    biblatex.WRITER,
    ris.WRITER,
    csl.WRITER,
    markdown.WRITER,
    feed.ATOM,
    feed.RSS,
    feed.JSON,
    html.WRITER,
    epub.WRITER,
    xlsx.WRITER,
    parquet.WRITER,
)


def choose(name: str | None, output: str | None) -> Writer:
    """Return the writer called `name`, else the first one for the suffix of `output`, else CSV.

    Raises UsageError for a name that is none of WRITERS, or a suffix that tells nothing.
    """
    known = ", ".join(writer.name for writer in WRITERS)
    for writer in WRITERS:
        if name == writer.name or (name is None and output and output.lower().endswith(writer.suffixes)):
            return writer
    if name is not None:
        raise UsageError(
            say("--format {format}: no such format", format=name), say("one of {values}", values=known)
        )
    if output and "." in output.replace("\\", "/").rsplit("/", 1)[-1]:
        raise UsageError(
            say("{path}: the suffix tells no format", path=output),
            say("add --format with one of {values}", values=known),
        )
    return WRITERS[0]


def values_of(option: str) -> tuple[str, ...]:
    """Return the values that an option of `Writer.takes` has in any format, in the order of WRITERS.

    >>> values_of("per")
    ('entry', 'digest')
    """
    return tuple(dict.fromkeys(value for writer in WRITERS for value in dict(writer.takes).get(option, ())))
