"""Bulletins as the text of a PDF: lines and pages, contents, footnotes, imprints."""
