"""Where an entry is on the web, and how another program is told which one it is."""

from __future__ import annotations

from digestcli.forms.web import links
from digestcli.model import Entry


def address(entry: Entry) -> str:
    """Return the address of an entry that a web browser may open, '' where there is none."""
    found = {link.name: link.address for link in links(entry) if link.address}
    return next((found[label] for label in ("URL", "arXiv", "DOI", "PDF", "Code") if label in found), "")


def reference(entry: Entry) -> str:
    """Return how `digest show` is told which entry is meant."""
    return entry.identifiers.get("arxiv") or entry.identifiers.get("doi") or entry.id
