"""A report of findings, and one file for each format it can be written in."""
