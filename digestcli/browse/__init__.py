"""The browser: the library as a list beside a card, for reading in a terminal; the only import of Textual."""
