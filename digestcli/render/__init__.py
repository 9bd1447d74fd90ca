"""Entries as a terminal shows them: the only package that imports rich."""
