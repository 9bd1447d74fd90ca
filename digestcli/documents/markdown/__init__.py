"""Markdown digests of any project: headings, labelled fields, tables and lists that hold papers."""
