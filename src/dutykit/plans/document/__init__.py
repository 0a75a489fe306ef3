"""Documents in every format an office sends, to lines of text."""
