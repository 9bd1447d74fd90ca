"""Entries as a terminal shows them: tables, cards, hits, statistics, by way of rich."""
