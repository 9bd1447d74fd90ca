"""The double bytes of GBK as tables: which characters they are, and which codes are none.

A site that keeps GBK drops what its decoder knows no character for: codes for private use (AAA1
to AFFE, F8A1 to FEFE, A140 to A7A0) and codes that were never given. Python's codec decodes
neither, so what it refuses is what such a site may have dropped.
"""

from __future__ import annotations

from functools import cache

LEADS = range(0x81, 0xFF)
TRAILS = tuple(byte for byte in range(0x40, 0xFF) if byte != 0x7F)


@cache
def characters() -> dict[tuple[int, int], str]:
    """Return the character of each pair of bytes that has one."""
    found = {}
    for lead in LEADS:
        for trail in TRAILS:
            try:
                found[lead, trail] = bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                continue
    return found


@cache
def pairs() -> dict[str, tuple[int, int]]:
    """Return the two bytes of each character."""
    return {character: pair for pair, character in characters().items()}


@cache
def dropped() -> dict[int, tuple[int, ...]]:
    """Return, for each first byte, the second bytes that make no character and may be a first byte."""
    known = characters()
    found = {lead: tuple(trail for trail in LEADS if (lead, trail) not in known) for lead in LEADS}
    return {lead: trails for lead, trails in found.items() if trails}
