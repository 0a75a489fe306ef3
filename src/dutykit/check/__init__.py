"""Rules over a loaded workspace."""
