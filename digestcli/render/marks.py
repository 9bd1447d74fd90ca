"""The small marks of a list: which papers are unread or starred, once there is any state at all."""

from __future__ import annotations

from collections.abc import Sequence

from digestcli.library.state import State

_UNREAD, _STAR = "•", "★"


def marks(states: Sequence[State]) -> list[str]:
    """Return a mark of at most two cells for each state; all are '' where nobody ever marked one.

    >>> marks([State(marked="2026"), State(read=True, starred=True, marked="2026"), State()])
    ['•', ' ★', '•']
    >>> marks([State(), State()])
    ['', '']
    """
    if all(state.marked is None for state in states):
        return [""] * len(states)
    return [mark(state) for state in states]


def mark(state: State) -> str:
    """Return the mark of one state: a dot for unread, a star.

    >>> mark(State()), mark(State(starred=True)), mark(State(read=True))
    ('•', '•★', '')
    """
    return ((" " if state.read else _UNREAD) + (_STAR if state.starred else "")).rstrip()
