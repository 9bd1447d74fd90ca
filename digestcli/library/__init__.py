"""Entries on disk: one SQLite file."""
