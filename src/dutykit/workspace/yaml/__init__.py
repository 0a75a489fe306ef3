"""YAML: one reader, one editor."""
