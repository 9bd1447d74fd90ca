"""What a digest file said before repair, and what repair changed: kept with each digest.

The text is compressed (zlib, a third of its size). Repairs keep lines, so the lines of an entry
are the lines of its original.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from digestcli.library.store import Library
from digestcli.model import Entry

if TYPE_CHECKING:
    from digestcli.text.damage.repair import Repair


def original_of(library: Library, entry: Entry) -> str:
    """Return the lines of `entry` as its file has them; '' where none were kept."""
    row = _row(library, entry)
    if row is None:
        return ""
    first, last = entry.source.lines
    text = zlib.decompress(row[0]).decode("utf-8", "surrogatepass")
    return "\n".join(text.split("\n")[max(first - 1, 0) : last])


def repairs_of(library: Library, entry: Entry) -> list[Repair]:
    """Return the repairs made within the lines of `entry`, in their order."""
    from digestcli.text.damage.repair import Repair

    row = _row(library, entry)
    first, last = entry.source.lines
    repairs = [Repair(*fields) for fields in json.loads(row[1])] if row else []
    return [repair for repair in repairs if first <= repair.line <= last]


def _row(library: Library, entry: Entry) -> tuple[bytes, str] | None:
    row: tuple[bytes, str] | None = library.connection.execute(
        "SELECT o.text, o.repairs FROM original o JOIN digest d ON d.id = o.digest WHERE d.key = ?",
        (entry.digest,),
    ).fetchone()
    return row
