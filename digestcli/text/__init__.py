"""Text to text, and text to value: pure functions that know nothing of digests and their formats."""
