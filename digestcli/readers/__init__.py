"""Readers: one module a format, and the tuple that lists them."""
