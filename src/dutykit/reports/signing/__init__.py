"""Electronic signatures on reports."""
