"""Documents of every form an office sends, to lines of text."""
