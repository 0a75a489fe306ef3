"""Electronic signatures on reports: made, shown and verified; all that knows pyHanko."""
