"""Records into text, tables, JSON and reports."""
