"""One report of findings, and one file a format it can be written in."""
