"""Which language and which script a text is in, and Chinese from one script into another."""
