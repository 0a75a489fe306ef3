"""The tasks of a plan below its headings, and statements that are of several."""
