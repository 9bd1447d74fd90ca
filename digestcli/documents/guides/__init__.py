"""Weekly guides to a journal, as sites print and people copy them: issues, titles, labelled parts."""
