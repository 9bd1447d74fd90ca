"""Pages saved as HTML, turned into lines of Markdown that every reader reads."""
