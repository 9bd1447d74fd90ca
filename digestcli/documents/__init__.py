"""Documents taken apart: what digests, bulletins, guides, articles and feeds are made of, for the readers.

Here is what several kinds of document have: marks of our own layout, credits, references, lines of pages.
"""
