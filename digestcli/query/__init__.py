"""The query language: what it is (tree.py), and how its text is read (parser.py)."""
