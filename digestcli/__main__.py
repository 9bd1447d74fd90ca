"""`digest` and `python -m digestcli`: standard streams set up, then the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _set_up(stream)
    from digestcli.cli import app

    app(prog_name="digest")  # not "python -m ...", whatever was typed: help names commands


def _set_up(stream: object) -> None:
    """Leave no encoding to the locale: UTF-8 in pipes, and on a console nothing that crashes it."""
    import io
    import os

    if not isinstance(stream, io.TextIOWrapper):
        return
    newline = "" if stream.writable() else None
    if stream.isatty() or os.environ.get("PYTHONIOENCODING"):
        stream.reconfigure(errors="replace", newline=newline)
    else:
        stream.reconfigure(encoding="utf-8", errors="replace", newline=newline)


if __name__ == "__main__":
    main()
