"""One plain table, and one file for each format it can be written in."""
