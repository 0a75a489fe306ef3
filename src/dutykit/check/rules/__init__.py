"""One rule a file, named for it."""
