"""Names as they are compared: what is printed plainly needs no parsing, and gives the same key."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestcli.library import authors

_WORDS = (
    "Van",
    "van",
    "der",
    "Wei",
    "Jr.",
    "III",
    "O'Neil",
    "J.-P.",
    "ATLAS",
    "Collaboration",
    "Nguyen",
    "et",
    "al.",
)


@given(st.lists(st.sampled_from(_WORDS) | st.text(string.printable, max_size=6)).map(" ".join))
def test_a_plain_name_has_the_key_of_the_parsed_one(printed: str) -> None:
    assert authors.name_key(printed) == authors._parsed_key(printed)


@pytest.mark.parametrize(
    ("printed", "key"),
    (
        ("Mark  Van Raamsdonk", "mark van raamsdonk"),
        ("Van Raamsdonk, Mark", "mark van raamsdonk"),
        ("WEI ZHANG", "wei zhang"),
        ("Robert Jones Jr.", "robert jones jr."),
        ("Liu, Wei (刘伟)", "wei liu 刘伟"),
        ("", ""),
    ),
)
def test_key(printed: str, key: str) -> None:
    assert authors.name_key(printed) == key
