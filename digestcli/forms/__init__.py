"""An entry in the form that a kind of file gives it, and back: what writers write and readers read again.

A citation, typed columns, a block of Markdown, a note, an item of a feed, a page, a chapter of a book.
"""
