"""Feeds: RSS, RDF and Atom as XML that need not be whole, and what their items say of papers."""
